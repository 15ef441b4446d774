"""PDF files → veraPDF's verdicts, by the veraPDF of this machine or the one that Maven brings."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.project import REPOSITORY

PROFILES = {"2a": "PDF/A-2a", "ua1": "PDF/UA-1"}
"""What the files are to conform to, by the names of the profiles."""

_MAIN = "org.verapdf.apps.GreenfieldCliWrapper"
_PROJECT = REPOSITORY / "tools" / "verapdf.xml"
_PATIENCE = 300  # seconds for bringing what is not here yet


@dataclass(frozen=True)
class Fault:
    """What a judge has against a file, in a line."""

    file: str
    judge: str
    message: str


def find() -> list[str] | str:
    """The command that starts veraPDF, or, in a line, why there is none here."""
    if command := shutil.which("verapdf"):
        return [command]
    java = shutil.which("java")
    if not java:
        return "no `verapdf` and no `java` on the path"
    if path := os.environ.get("ARKDOC_VERAPDF"):
        return [java, "-cp", path, _MAIN]
    maven = shutil.which("mvn")
    if not maven:
        return "no `verapdf` and no `mvn` on the path, and no class path in ARKDOC_VERAPDF"
    path, reason = _brought_by(maven)
    return [java, "-cp", path, _MAIN] if path else reason


def _brought_by(maven: str) -> tuple[str, str]:
    """The class path of what Maven has fetched, or none and why."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "classpath"
        command = [maven, "--quiet", "--batch-mode", "--file", str(_PROJECT)]
        goal = ["dependency:build-classpath", f"-Dmdep.outputFile={file}"]
        try:
            made = subprocess.run(
                [*command, *goal], capture_output=True, text=True, timeout=_PATIENCE, check=False
            )
        except subprocess.TimeoutExpired:
            return "", f"Maven was not done in {_PATIENCE} seconds"
        if made.returncode == 0 and file.is_file():
            return file.read_text("utf-8").strip(), ""
    said = [line for line in made.stdout.splitlines() if line.startswith("[ERROR]")]
    return "", f"Maven can't bring it: {said[0] if said else made.stderr.strip() or 'no reason'}"


def judge_of(flavour: str) -> str:
    """What the profile `flavour` is called as a judge."""
    return f"veraPDF {PROFILES[flavour]}"


def asked(command: Sequence[str], flavour: str, files: Iterable[Path]) -> Iterator[Fault]:
    """The verdicts that are against a file: a line a rule, or that it did not pass."""
    names = [str(file) for file in files]
    made = subprocess.run(
        [*command, "--flavour", flavour, "--format", "text", "-v", *names],
        capture_output=True,
        text=True,
        check=False,
    )
    yield from faults_in(made.stdout, flavour, {name: Path(name).stem for name in names})


def faults_in(said: str, flavour: str, files: Mapping[str, str]) -> Iterator[Fault]:
    """What `said` has against `files`, which has what each path is to be called."""
    judge, passed, name = judge_of(flavour), set(), ""
    for line in said.splitlines():
        if verdict := re.match(r"(PASS|FAIL) (.+\.pdf)\b", line):
            name = verdict[2]
            if verdict[1] == "PASS":
                passed.add(name)
        elif line.strip().startswith("FAIL"):
            file = files.get(name, Path(name).stem)
            yield Fault(file, judge, line.strip().removeprefix("FAIL "))
    for name in sorted(files.keys() - passed):
        yield Fault(files[name], judge, "not passed")
