"""Publishing killed at every one of its file operations: the next build is right (clause 9).

Each situation is what lies on the disk, what is published then, and what is published next. Right is
what the same steps give when nobody is killed; a final note that was cut off before all of it was
written is as if it had not been begun.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from arkdoc.pipeline.build import BuildResult
from arkdoc.pipeline.publish import Published, publish
from tests.support.mortal import Mortal, moments
from tests.support.project import Project

LEFTOVER = ".arkdoc-"
EDITED = b"edited in Word"

Steps = Callable[[Path, Mapping[str, BuildResult]], object]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BuildResult]:
    """The note by three texts, each as a draft and as a final one."""
    project = Project(tmp_path_factory.mktemp("note")).units({"a": "Enhet A"})
    made = {}
    for name in ("old", "new", "later"):
        project.contribution("a", f"Teksten er {name}.\n")
        made[name] = project.build("docx", "html")
        made[f"final {name}"] = replace(made[name], is_final=True)
    return made


def publishing(*names: str, edits: str = "") -> Steps:
    """Publish these results one after the other; then somebody edits the file `edits`."""

    def steps(root: Path, results: Mapping[str, BuildResult]) -> Published:
        for name in names:
            published = publish(results[name], root / "build", root, without_word_edits=True)
        if edits:
            (root / "build" / edits).write_bytes(EDITED)
        return published

    return steps


def nothing(root: Path, results: Mapping[str, BuildResult]) -> None:
    pass


def without_a_record(root: Path, results: Mapping[str, BuildResult]) -> None:
    publishing("old")(root, results)
    (root / "build" / "sak-11-19.json").unlink()


@dataclass(frozen=True)
class Situation:
    before: Steps
    killed: str
    then: tuple[str, ...] = ("new", "later")
    warns: bool = False


FINALS = ("final new", "final later", "later")
SITUATIONS = {
    "first build": Situation(nothing, "new"),
    "another text": Situation(publishing("old"), "new"),
    "the same text": Situation(publishing("new"), "new"),
    "no record": Situation(without_a_record, "new"),
    "edited": Situation(publishing("old", edits="sak-11-19.docx"), "new", warns=True),
    "first final": Situation(publishing("old"), "final new", FINALS),
    "second final": Situation(publishing("final old"), "final new", FINALS),
    "the same final": Situation(publishing("final new"), "final new", FINALS),
    "a draft after a final": Situation(publishing("final old"), "new"),
    "final without edits": Situation(
        publishing("final old", edits="sak-11-19.docx"), "final new", FINALS, warns=True
    ),
}


@pytest.mark.kills
@pytest.mark.parametrize("name", SITUATIONS)
def test_a_kill_at_any_operation(
    name: str, results: dict[str, BuildResult], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    situation = SITUATIONS[name]
    start, trial, undisturbed = (tmp_path / part for part in ("start", "trial", "undisturbed"))
    start.mkdir()
    situation.before(start, results)

    def state_after(*names: str) -> dict[str, bytes]:
        shutil.rmtree(undisturbed, ignore_errors=True)
        shutil.copytree(start, undisturbed)
        if names:
            publishing(*names)(undisturbed, results)
        return files(undisturbed)

    before, whole = state_after(), state_after(situation.killed)
    right = {
        then: (state_after(situation.killed, then), state_after(then)) for then in situation.then
    }
    mortal = Mortal(monkeypatch)
    shutil.rmtree(undisturbed)
    shutil.copytree(start, undisturbed)
    operations = mortal.operations(lambda: publishing(situation.killed)(undisturbed, results))
    assert len(operations) > 5
    for at, half in moments(operations, 12, name):
        for then in situation.then:
            shutil.copytree(start, trial)
            mortal.kill(lambda: publishing(situation.killed)(trial, results), at, half=half)
            moment = f"{name}: {'half ' if half else ''}{operations[at]}, number {at}, then {then}"
            assert whole_files(files(trial), before, whole) == [], moment
            published = publishing(then)(trial, results)
            found = files(trial)
            assert isinstance(published, Published)
            assert [d.rule.code for d in published.diagnostics] == ["ARK901"] * situation.warns, (
                moment
            )
            assert within(found, "build") == within(right[then][0], "build"), moment
            assert within(found, "endelig") in [within(r, "endelig") for r in right[then]], moment
            assert situation.warns or not any(name.endswith("-ny.docx") for name in found)
            shutil.rmtree(trial)


def files(root: Path) -> dict[str, bytes]:
    """All files below `root`, by their paths from there."""
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in sorted(root.rglob("*"))
        if file.is_file()
    }


def within(found: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    return {path: data for path, data in found.items() if path.startswith(f"{folder}/")}


def whole_files(
    found: Mapping[str, bytes], before: Mapping[str, bytes], after: Mapping[str, bytes]
) -> list[str]:
    """What is wrong right after the kill: a file that is gone, or neither as before nor as after."""
    final = {path for path in before if path.startswith("endelig/")}
    return [
        *(path for path in before if path not in found),
        *(path for path in final if found.get(path) != before[path]),
        *(
            path
            for path, data in found.items()
            if LEFTOVER not in path and data not in (before.get(path), after.get(path))
        ),
    ]


def test_a_fault_would_be_noticed() -> None:
    before, after = {"build/a": b"old", "endelig/a": b"x"}, {"build/a": b"new", "endelig/b": b"y"}
    assert whole_files({"build/a": b"new", "endelig/a": b"x"}, before, after) == []
    assert whole_files({"build/a": b"ne", "endelig/a": b"x"}, before, after) == ["build/a"]
    assert whole_files({"build/a": b"old"}, before, after) == ["endelig/a"] * 2
