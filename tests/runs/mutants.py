"""`make mutants`: N small changes of the code, one at a time → those that no test notices.

The changes are made in a copy of the checkout. For each one the tests of the module's own folder
run first, then BROAD ones. A change that none of them notices has survived: a test is missing, or
the change makes no difference.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from random import Random

import pytest

from tests.runs.tally import Tally, parser
from tests.support.mutations import Mutation, is_valid, mutations
from tests.support.project import REPOSITORY

MANY = 50
BROAD = ("tests/whole/test_bad_input.py", "tests/whole/test_kitchen.py")
"""Tests that reach most of the code in little time."""
ALSO = {
    "language": ("tests/assemble", "tests/write/html"),
    "model": ("tests/assemble", "tests/read"),
    "ooxml": ("tests/write/docx",),
    "style": ("tests/write",),
    "units": ("tests/assemble", "tests/report"),
}
"""Where the base folders of the package are tested: by the tests of what is built on them."""
AGAIN = ("--last-failed", "--last-failed-no-failures=none")
"""Picks the test that failed, to see that it passes without the change."""
PATIENCE = 1200
"""Seconds that tests may take; a change that makes them endless counts as noticed."""
QUICK = "not slow and not tools"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change of one file, by its path in the checkout."""

    path: str
    mutation: Mutation

    def __str__(self) -> str:
        return f"{self.path}:{self.mutation.line}: {self.mutation}"


def main(arguments: Sequence[str]) -> int:
    """Make the changes; the status is 1 when one survives."""
    options = parser("change the code, and run its tests", MANY).parse_args(arguments)
    # A run in the background would pass on that Ctrl-C is ignored, and tests send one.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(Path(folder) / "copy")
        for mutant in mutants(options.number, options.seed):
            judge(mutant, copy, tally)
    return tally.close()


def mutants(number: int, seed: int, below: str = "arkdoc") -> Iterator[Mutant]:
    """`number` changes that `seed` picks among all in the folder, every one as likely."""
    sources = {
        file.relative_to(REPOSITORY).as_posix(): file.read_bytes()
        for file in sorted((REPOSITORY / below).rglob("*.py"))
    }
    every = [Mutant(path, m) for path, source in sources.items() for m in mutations(source)]
    Random(seed).shuffle(every)
    valid = (m for m in every if is_valid(m.mutation.applied(sources[m.path])))
    return islice(valid, number)


def judge(mutant: Mutant, copy: Copy, tally: Tally) -> None:
    """Count `mutant` as done if a test notices it, as failed if it survives."""
    for tests in filter(None, (own_tests(mutant.path), BROAD)):
        with copy.changed(mutant):
            passed = copy.passes(*tests)
        if passed:
            continue
        if copy.passes(*tests, *AGAIN):
            tally.done()
            print(f"noticed: {mutant}", flush=True)
        else:
            tally.skip(f"a test fails without the change too: {' '.join(tests)}")
        return
    tally.fail(f"nothing noticed {mutant}")


def own_tests(path: str) -> tuple[str, ...]:
    """The tests of a module: its file, its folder's file, or the nearest folder; and ALSO."""
    module = Path(path).relative_to("arkdoc")
    named = Path("tests", module.parent, f"test_{module.stem}.py")
    folders = [Path("tests", folder) for folder in module.parents if folder.name]
    places = [named, *chain.from_iterable((f.with_name(f"test_{f.name}.py"), f) for f in folders)]
    nearest = next((place for place in places if _has_tests(REPOSITORY / place)), None)
    own = (nearest.as_posix(),) if nearest else ()
    return (*own, *ALSO.get(module.parts[0], ()))


def _has_tests(place: Path) -> bool:
    return place.is_file() or any(place.glob("test_*.py"))


class Copy:
    """A copy of the checkout, in which one file at a time is changed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=REPOSITORY, capture_output=True, check=True, text=True,
        )  # fmt: skip
        for name in filter(None, listed.stdout.split("\0")):
            if (REPOSITORY / name).is_file():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(REPOSITORY / name, root / name)
        (root / ".venv").symlink_to(REPOSITORY / ".venv")

    @contextmanager
    def changed(self, mutant: Mutant) -> Iterator[None]:
        """The copy with `mutant` in it."""
        file = self._root / mutant.path
        source = file.read_bytes()
        shutil.rmtree(self._root / ".pytest_cache", ignore_errors=True)  # what failed, for AGAIN
        self._write(file, mutant.mutation.applied(source))
        try:
            yield
        finally:
            self._write(file, source)

    def _write(self, file: Path, data: bytes) -> None:
        file.write_bytes(data)
        # Byte code is told from its source by size and second, which may be the same.
        shutil.rmtree(file.parent / "__pycache__", ignore_errors=True)

    def passes(self, *arguments: str) -> bool:
        """Whether the tests that pytest picks by `arguments` pass, and in time."""
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-m", QUICK, *arguments]
        environ = {**os.environ, "PYTHONPATH": str(self._root)}
        environ.pop("PYTHONDONTWRITEBYTECODE", None)
        process = subprocess.Popen(
            command, cwd=self._root, env=environ, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            return process.wait(PATIENCE) in (
                pytest.ExitCode.OK,
                pytest.ExitCode.NO_TESTS_COLLECTED,
            )
        except subprocess.TimeoutExpired:
            return False
        finally:
            # What a test has started may outlive it.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
