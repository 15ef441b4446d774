"""A root and a moment → a build of it in a process of its own, killed at that moment."""

from __future__ import annotations

import os
import resource
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path

OUT = "build"
FINALS = "endelig"
OPERATIONS = frozenset(
    {"open", "os.rename", "os.remove", "os.mkdir", "os.chmod", "os.link", "os.rmdir"}
)
"""Audit events that are operations on files; `os.replace` is an `os.rename`."""


@dataclass(frozen=True, slots=True)
class Cut:
    """When a build is killed. Without any of these it runs to its end.

    `operation` counts file operations in the folders of outputs from 0, `after` is seconds from that
    operation, or from the start where there is none, and `length` the bytes that a file may have.
    """

    operation: int | None = None
    after: float | None = None
    length: int | None = None


NEVER = Cut()


@dataclass(frozen=True, slots=True)
class Ended:
    """How a build ended: its exit status, negative for a signal, and what it printed."""

    status: int
    printed: str


def forkserver() -> ForkServerContext:
    """Makes processes, copies of one that has loaded the modules; the tests of a process share it."""
    context = get_context("forkserver")
    context.set_forkserver_preload(
        ["tests.support.warm", "weasyprint", "tests.read.word.test_hostile"]
    )
    return context


class Builder:
    """Runs builds, each forked from a process that has the modules loaded."""

    def __init__(self, targets: str) -> None:
        self.targets = targets
        self._context = forkserver()

    def build(self, root: Path, options: Sequence[str] = (), cut: Cut = NEVER) -> Ended:
        """`arkdoc build` of `root` with more `options`, killed at `cut`."""
        printed = root / "printed.txt"
        argv = self._argv(root, options)
        process = self._context.Process(target=_build, args=(root, argv, cut, printed))
        process.start()
        process.join()
        status = process.exitcode
        process.close()
        assert status is not None
        return Ended(status, printed.read_text("utf-8", "replace") if printed.is_file() else "")

    def operations(self, root: Path, options: Sequence[str] = ()) -> int:
        """How many file operations a build of `root` makes on outputs; it is built."""
        counted = root / "operations.txt"
        argv = self._argv(root, options)
        process = self._context.Process(target=_count, args=(root, argv, counted))
        process.start()
        process.join()
        return int(counted.read_text("utf-8"))

    def _argv(self, root: Path, options: Sequence[str]) -> list[str]:
        return [*command(root, self.targets), *options]


def _build(root: Path, argv: Sequence[str], cut: Cut, printed: Path) -> None:
    """In the child: build, and die at `cut`."""
    redirect(root, printed)
    if cut.length is not None:
        # Python ignores the signal; by default it ends the process at just that byte.
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (cut.length, cut.length))
    if cut.operation is not None:
        _hook(root, lambda number: _kill(cut.after) if number == cut.operation else None)
    elif cut.after is not None:
        _kill(cut.after)
    status = arkdoc(argv)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def redirect(root: Path, printed: Path) -> None:
    """Print to the file `printed`, and put temporary files below `root`."""
    with printed.open("wb") as stream:
        os.dup2(stream.fileno(), 1)
        os.dup2(stream.fileno(), 2)
    tempfile.tempdir = str(root / "tmp")
    Path(tempfile.tempdir).mkdir(exist_ok=True)


def _count(root: Path, argv: Sequence[str], counted: Path) -> None:
    redirect(root, root / "printed.txt")
    operations = 0

    def count(number: int) -> None:
        nonlocal operations
        operations = number + 1

    _hook(root, count)
    arkdoc(argv)
    counted.write_text(f"{operations}", "utf-8")


def command(root: Path, targets: str) -> list[str]:
    """The arguments that build `targets` of `root`."""
    return ["build", "--root", str(root), "--out", str(root / OUT), "--to", targets]


def arkdoc(argv: Sequence[str]) -> int:
    """`arkdoc` in this process. Returns the exit status."""
    from arkdoc.cli import main

    return main(argv)


def _hook(root: Path, see: Callable[[int], None]) -> None:
    """Call `see` before every file operation in the folders of outputs, with its number from 0."""
    inside = (str(root / OUT), str(root / FINALS))
    number = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal number
        if event in OPERATIONS and any(str(a).startswith(inside) for a in arguments):
            see(number)
            number += 1

    sys.addaudithook(hook)


def _kill(after: float | None) -> None:
    """Kill this process, at once or in so many seconds."""
    if after is None:
        os.kill(os.getpid(), signal.SIGKILL)
        return

    def wait() -> None:
        time.sleep(after)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=wait, daemon=True).start()
