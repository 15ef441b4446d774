"""`make crash`: builds killed while they run → what is on disk afterwards is whole, or a fault.

First a build is killed before each of its file operations on outputs, in every state. Then N builds
are killed at moments that the seed picks: before such an operation, a little after one, in the middle
of writing a file, or at any time at all. Then every output must be the old or the new one, whole, and
a DOCX that somebody edited must be untouched; the next build must end without a traceback and with
the right outputs and record, nothing left behind and no `-ny.docx` but beside an edited DOCX; and what
is final must be there with all its files or with none, as it was made.

Last come the tests that are marked `kills`, with a kill at every operation where `make test` takes a
sample: of publishing, of deliveries, of taking in what came back from Word and undoing it, of closing.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from xml.etree import ElementTree

from tests.runs.tally import Tally, parser
from tests.support.killed_build import FINALS, OUT, Builder, Cut
from tests.support.mortal import EVERY_MOMENT
from tests.support.project import REPOSITORY, Project

MANY = 300
SLUG = "sak-11-19"
OLD, NEW, LATER = "Den gamle teksten.", "Den nye teksten.", "En senere tekst."
EDITED, EDITED_LATER = b"edited in Word", b"edited after the cut"
LEFTOVER = ".arkdoc-"
"""What the names of temporary files begin with."""

FINAL = ("--final",)
WITHOUT_EDITS = ("--final", "--without-word-edits")


# --- what there is before, and what there should be after --------------------------------------


@dataclass(frozen=True, slots=True)
class State:
    """A root before a build with `options`, what lies there before and after, and how it went.

    Outputs are given by their paths from the output folder, `../endelig/…` for what is final.
    """

    name: str
    root: Path
    options: tuple[str, ...]
    before: Mapping[str, bytes]
    after: Mapping[str, bytes]
    operations: int
    seconds: float


def states(folder: Path, builder: Builder) -> list[State]:
    """The states to kill a build in, made in `folder`."""
    return [_state(start, folder, builder) for start in _STARTS]


@dataclass(frozen=True, slots=True)
class Start:
    """How a state comes about: `before` are the options of a build, if any, then come `edits`."""

    name: str
    before: tuple[str, ...] | None
    edits: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


_BESIDE = (f"{SLUG}.docx", f"{SLUG}-ny.docx")
_STARTS = (
    Start("no output yet", None),
    Start("built", ()),
    Start("the DOCX edited", (), _BESIDE[:1]),
    Start("and the one beside it too", (), _BESIDE),
    Start("the first final", None, options=FINAL),
    Start("the second final", FINAL, options=FINAL),
    Start("a draft after a final", FINAL),
    Start("final without edits", FINAL, _BESIDE[:1], WITHOUT_EDITS),
)


def _state(start: Start, folder: Path, builder: Builder) -> State:
    root = folder / start.name.replace(" ", "-")
    write(root, OLD)
    if start.before is not None:
        builder.build(root, start.before)
        for edited in start.edits:
            (root / OUT / edited).write_bytes(EDITED)
            builder.build(root)
    write(root, NEW)
    scratch = folder / f"{root.name}-after"
    shutil.copytree(root, scratch)
    began = time.monotonic()
    operations = builder.operations(scratch, start.options)
    seconds = time.monotonic() - began
    state = State(
        start.name, root, start.options, outputs(root), outputs(scratch), operations, seconds
    )
    shutil.rmtree(scratch)
    return state


def write(root: Path, text: str) -> None:
    """Put a note into `root`, its one contribution saying `text`."""
    Project(root).units({"a": "Enhet A"}).contribution("a", f"{text}\n")


def outputs(root: Path) -> dict[str, bytes]:
    """The outputs, and the final ones, without what a killed build left behind."""
    found: dict[str, bytes] = {}
    for folder, prefix in ((root / OUT, ""), (root / FINALS, f"../{FINALS}/")):
        files = [
            file
            for file in folder.glob("*")
            if file.is_file() and not file.name.startswith(LEFTOVER)
        ]
        found |= {f"{prefix}{file.name}": file.read_bytes() for file in sorted(files)}
    return found


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
    """What is wrong after a trial, and whether the build was killed at all."""

    faults: list[str]
    was_killed: bool


def every_operation(states: Sequence[State]) -> Iterator[Trial]:
    """A trial for every operation in every state, what is done then in turn."""
    for state in states:
        for operation in range(state.operations):
            yield Trial(state, Cut(operation), ("again", "later", "edit")[operation % 3])


def picked(states: Sequence[State], number: int, seed: int) -> Iterator[Trial]:
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
    killed = builder.build(root, state.options, trial.cut)
    outcome = Outcome([], killed.status in (-signal.SIGKILL, -signal.SIGXFSZ))
    if not outcome.was_killed and killed.status != 0:
        outcome.faults.append(f"the build ended with {killed.status}: {killed.printed}")
    outcome.faults += halves(state.before, state.after, outputs(root))
    docx = root / OUT / f"{SLUG}.docx"
    if trial.then == "edit" and docx.is_file():
        docx.write_bytes(EDITED_LATER)
    edited = {name: data for name, data in outputs(root).items() if data in (EDITED, EDITED_LATER)}
    if trial.then != "again":
        write(root, LATER)
    ended = builder.build(root, WITHOUT_EDITS if state.options and edited else state.options)
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
        in_out = {name: data for name, data in found.items() if "/" not in name}
        outcome.faults += amiss(in_out, later)
        outcome.faults += finals_amiss(found, state.before, later if state.options else {})
    outcome.faults += [
        f"{file.name} was left behind"
        for folder in (root / OUT, root / FINALS)
        for file in folder.glob(f"{LEFTOVER}*")
    ]
    ours = [name for name in found if name.startswith(SLUG) and name.endswith(".docx")]
    if len([name for name in ours if name not in edited]) > 1:
        outcome.faults.append("a DOCX of ours was taken for edited")
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


def finals_amiss(
    found: Mapping[str, bytes], before: Mapping[str, bytes], newest: Mapping[str, bytes]
) -> list[str]:
    """What is wrong with what is final: one that was there before, the newest, or half a set."""
    prefix = f"../{FINALS}/"
    faults = [
        f"{name} is not as it was"
        for name, data in before.items()
        if name.startswith(prefix) and found.get(name) != data
    ]
    versions: dict[int, dict[str, bytes]] = defaultdict(dict)
    for name, data in found.items():
        if name.startswith(prefix):
            version = re.search(r" \(versjon (\d+)\)", name)
            versions[int(version[1]) if version else 1][name.rpartition(".")[2]] = data
    wanted = {name.rpartition(".")[2]: data for name, data in newest.items()}
    for number, files in versions.items():
        if "json" not in files or (wanted and files.keys() != {*wanted, "json"}):
            faults.append(f"version {number} has {sorted(files)} alone")
    if wanted and not wanted.items() <= versions[max(versions, default=0)].items():
        faults.append("the newest final note is not the new one")
    return faults


def main(arguments: Sequence[str]) -> int:
    """Carry out the trials; the status is 1 when one fails."""
    options = parser("kill builds, and look at what is on disk", MANY).parse_args(arguments)
    tally = Tally()
    crash(tally, options.number, options.seed, Builder("docx,html,pdf"), every=True)
    in_one_process(tally)
    return tally.close()


def in_one_process(tally: Tally) -> None:
    """Run the tests that are marked `kills`, with every moment; each is one thing tried."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.xml"
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-m",
            "kills",
            "-n",
            "auto",
            f"--junitxml={told}",
        ]
        environ = {**os.environ, EVERY_MOMENT: "1"}
        ran = subprocess.run(command, cwd=REPOSITORY, env=environ, capture_output=True, text=True)
        if not told.is_file():
            tally.fail(f"the tests that kill did not run: {ran.stdout}{ran.stderr}")
            return
        for case in ElementTree.parse(told).iter("testcase"):
            failure = next((each for each in case if each.tag in ("failure", "error")), None)
            if failure is None:
                tally.done()
            else:
                tally.fail(f"{case.get('classname')}.{case.get('name')}: {failure.text}")


def crash(tally: Tally, number: int, seed: int, builder: Builder, *, every: bool = False) -> None:
    """Carry out `number` trials, before them one for `every` operation, and tell how they went."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        later = _later(folder / "later", builder)
        at = states(folder, builder)
        for trial in (*(every_operation(at) if every else ()), *picked(at, number, seed)):
            with tempfile.TemporaryDirectory(dir=folder) as place:
                outcome = run(trial, Path(place), builder, later)
            if outcome.faults:
                tally.fail(f"{trial}\n        " + "\n        ".join(outcome.faults))
            elif outcome.was_killed:
                tally.done()
            else:
                tally.skip("the build had ended when its moment came")


def _later(root: Path, builder: Builder) -> dict[str, bytes]:
    """The outputs for the later text."""
    write(root, LATER)
    builder.build(root)
    return {name: data for name, data in outputs(root).items() if not name.endswith(".json")}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
