"""`make crash`: N builds killed while they run → what is on disk afterwards is whole, or a fault.

Each build is killed at a moment that the seed picks: before one of its file operations in the
output folder, a little after one, in the middle of writing a file, or at any time at all. Then every
output must be the old or the new one, whole, and a DOCX that somebody edited must be untouched; the
next build must end without a traceback and with the right outputs and record.
"""

from __future__ import annotations

import json
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random

from tests.runs.tally import Tally, parser
from tests.support.killed_build import OUT, Builder, Cut
from tests.support.project import Project

MANY = 300
SLUG = "sak-11-19"
OLD, NEW, LATER = "Den gamle teksten.", "Den nye teksten.", "En senere tekst."
EDITED, EDITED_LATER = b"edited in Word", b"edited after the cut"
LEFTOVER = ".arkdoc-"
"""What the names of temporary files begin with."""


# --- what there is before, and what there should be after --------------------------------------


@dataclass(frozen=True, slots=True)
class State:
    """A root before a build, what lies in its output folder before and after, and how a build went."""

    name: str
    root: Path
    before: Mapping[str, bytes]
    after: Mapping[str, bytes]
    operations: int
    seconds: float


def states(folder: Path, builder: Builder) -> list[State]:
    """The states to kill a build in, made in `folder`."""
    return [_state(name, edits, folder, builder) for name, edits in _EDITS.items()]


_EDITS: dict[str, tuple[str, ...] | None] = {
    "no output yet": None,
    "built": (),
    "the DOCX edited": (f"{SLUG}.docx",),
    "and the one beside it too": (f"{SLUG}.docx", f"{SLUG}-ny.docx"),
}


def _state(name: str, edits: tuple[str, ...] | None, folder: Path, builder: Builder) -> State:
    root = folder / name.replace(" ", "-")
    write(root, OLD)
    if edits is not None:
        builder.build(root)
        for edited in edits:
            (root / OUT / edited).write_bytes(EDITED)
            builder.build(root)
    write(root, NEW)
    scratch = folder / f"{root.name}-after"
    shutil.copytree(root, scratch)
    start = time.monotonic()
    operations = builder.operations(scratch)
    seconds = time.monotonic() - start
    state = State(name, root, outputs(root), outputs(scratch), operations, seconds)
    shutil.rmtree(scratch)
    return state


def write(root: Path, text: str) -> None:
    """Put a note into `root`, its one contribution saying `text`."""
    Project(root).units({"a": "Enhet A"}).contribution("a", f"{text}\n")


def outputs(root: Path) -> dict[str, bytes]:
    """The files in the output folder, without what a killed build left behind."""
    if not (root / OUT).is_dir():
        return {}
    files = [file for file in (root / OUT).iterdir() if not file.name.startswith(LEFTOVER)]
    return {file.name: file.read_bytes() for file in sorted(files)}


# --- one trial -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Trial:
    """A build of the note with a new text in `state`, killed at `cut`, and what is done then.

    `then` is "again" (build the same text), "later" (build another text) or "edit" (edit the DOCX,
    then build another text).
    """

    state: State
    cut: Cut
    then: str

    def __str__(self) -> str:
        return f"{self.state.name}; {self.cut}; then {self.then}"


@dataclass(slots=True)
class Outcome:
    """What is wrong after a trial, whether the build was killed at all, and what is known to lack."""

    faults: list[str]
    was_killed: bool
    known: list[str]


LEFT_BEHIND = "a temporary file was left in the output folder"
TAKEN_FOR_EDITED = "a DOCX of ours was taken for edited when the text had changed after the cut"


def trials(states: Sequence[State], number: int, seed: int) -> Iterator[Trial]:
    """`number` trials that `seed` picks."""
    random = Random(seed)
    for _ in range(number):
        state = random.choice(states)
        then = random.choice(("again", "later", "edit"))
        yield Trial(state, _cut(state, random), then)


def _cut(state: State, random: Random) -> Cut:
    operation = random.randrange(state.operations)
    match random.choice(("before", "before", "after", "length", "any")):
        case "before":
            return Cut(operation)
        case "after":
            return Cut(operation, after=random.uniform(0, 0.004))
        case "length":
            return Cut(length=random.randrange(1, max(map(len, state.after.values()))))
        case _:
            return Cut(after=random.uniform(0, state.seconds))


def run(trial: Trial, folder: Path, builder: Builder, later: Mapping[str, bytes]) -> Outcome:
    """Carry out a trial in `folder`. `later` are the outputs for the later text, by file name."""
    state = trial.state
    root = folder / "root"
    shutil.copytree(state.root, root)
    killed = builder.build(root, trial.cut)
    outcome = Outcome([], killed.status in (-signal.SIGKILL, -signal.SIGXFSZ), [])
    if not outcome.was_killed and killed.status != 0:
        outcome.faults.append(f"the build ended with {killed.status}: {killed.printed}")
    outcome.faults += halves(state.before, state.after, outputs(root))
    docx = root / OUT / f"{SLUG}.docx"
    if trial.then == "edit" and docx.is_file():
        docx.write_bytes(EDITED_LATER)
    edited = {name: data for name, data in outputs(root).items() if data in (EDITED, EDITED_LATER)}
    if trial.then != "again":
        write(root, LATER)
    ended = builder.build(root)
    if ended.status != 0 or "Traceback" in ended.printed:
        outcome.faults.append(f"the next build ended with {ended.status}: {ended.printed}")
    found = outputs(root)
    outcome.faults += [f"the edited {n} is lost" for n in edited if found.get(n) != edited[n]]
    if trial.then == "again":
        outcome.faults += [
            f"{name} is not as if the build had not been killed"
            for name in sorted(found.keys() | state.after.keys())
            if found.get(name) != state.after.get(name)
        ]
    else:
        outcome.faults += amiss(found, later)
    if any(file.name.startswith(LEFTOVER) for file in (root / OUT).iterdir()):
        outcome.known.append(LEFT_BEHIND)
    ours = [name for name in found if name.endswith(".docx") and name not in edited]
    if len(ours) > 1:
        outcome.known.append(TAKEN_FOR_EDITED)
    return outcome


def halves(
    before: Mapping[str, bytes], after: Mapping[str, bytes], found: Mapping[str, bytes]
) -> list[str]:
    """What is wrong right after a cut: a file neither as before nor as after, or one that is gone."""
    faults = [f"{name} is gone" for name in before if name not in found]
    for name, data in found.items():
        if data not in (before.get(name), after.get(name)):
            faults.append(f"{name} is neither the old nor the new one ({len(data)} bytes)")
    return faults


def amiss(found: Mapping[str, bytes], wanted: Mapping[str, bytes]) -> list[str]:
    """What is wrong after a build of another text. The DOCX may lie beside an edited one."""
    faults = []
    try:
        record = json.loads(found[f"{SLUG}.json"])["outputs"]
    except (KeyError, ValueError) as error:
        return [f"the record can't be read: {error!r}"]
    for name, data in wanted.items():
        places = [place for place in found if found[place] == data]
        hashed = sha256(data).hexdigest()
        if not places or (not name.endswith(".docx") and places != [name]):
            faults.append(f"{name} is not the new one")
        elif not any(place in record and record[place]["sha256"] == hashed for place in places):
            faults.append(f"the record does not have the hash of {name}")
    return faults + [f"the record names {name}" for name in record if name not in found]


def main(arguments: Sequence[str]) -> int:
    """Carry out the trials; the status is 1 when one fails."""
    options = parser("kill builds, and look at what is on disk", MANY).parse_args(arguments)
    return crash(options.number, options.seed, Builder("docx,html,pdf"))


def crash(number: int, seed: int, builder: Builder) -> int:
    """Carry out `number` trials, and print how they went. Returns the exit status."""
    tally, known = Tally(), Counter[str]()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        later = _later(folder / "later", builder)
        for trial in trials(states(folder, builder), number, seed):
            with tempfile.TemporaryDirectory(dir=folder) as place:
                outcome = run(trial, Path(place), builder, later)
            known.update(outcome.known)
            if outcome.faults:
                tally.fail(f"{trial}\n        " + "\n        ".join(outcome.faults))
            elif outcome.was_killed:
                tally.done()
            else:
                tally.skip("the build had ended when its moment came")
    for what, count in known.items():
        print(f"known, and no fault yet: {count} times {what}")
    return tally.close()


def _later(root: Path, builder: Builder) -> dict[str, bytes]:
    """The outputs for the later text."""
    write(root, LATER)
    builder.build(root)
    return {name: data for name, data in outputs(root).items() if not name.endswith(".json")}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
