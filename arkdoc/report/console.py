"""What a command writes → standard output and error, in UTF-8; and, on a terminal, progress."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, TextIO

from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.report.terminal import TerminalStyle

if TYPE_CHECKING:
    from rich.console import Console as RichConsole

_PATIENCE = 1.0
_YES = ("j", "ja", "y", "yes")
_NO = "nei"


class Console:
    """Standard output for results, standard error for all else."""

    def __init__(self) -> None:
        for stream in (sys.stdout, sys.stderr):
            # A locale without æ, ø and å is no reason to fail or to print \xe6.
            if reconfigure := getattr(stream, "reconfigure", None):
                reconfigure(encoding="utf-8", errors="replace")

    @property
    def out_style(self) -> TerminalStyle:
        """How to write on standard output."""
        return _style(sys.stdout)

    @property
    def err_style(self) -> TerminalStyle:
        """How to write on standard error."""
        return _style(sys.stderr)

    def out(self, text: str) -> None:
        """Write on standard output. Raises ArkdocError when it can't, as on a full disk."""
        try:
            _write(sys.stdout, text)
        except OSError as error:
            _abandon(sys.stdout)
            raise ArkdocError(
                N_("Can't write the result: {reason}"), reason=error.strerror or error
            ) from error

    def err(self, text: str) -> None:
        """Write on standard error; there is nobody to tell when that is impossible."""
        try:
            _write(sys.stderr, text)
        except OSError:
            _abandon(sys.stderr)

    @property
    def out_is_terminal(self) -> bool:
        """Whether standard output is read by somebody at a terminal, and kept in no log."""
        return _is_terminal(sys.stdout)

    @property
    def can_ask(self) -> bool:
        """Whether there is somebody at a terminal to ask."""
        return _is_terminal(sys.stdin) and _is_terminal(sys.stderr)

    def ask(self, question: str) -> str | None:
        """The line that somebody at a terminal answers with; None where nobody does any more."""
        if not self.can_ask:
            return None
        self.err(question)
        return sys.stdin.readline() or None

    def confirm(self, question: str, *, unsaid: bool = False) -> bool | None:
        """Whether somebody at a terminal says yes to `question`; None: there is nobody to ask.

        `unsaid` is what it means to press Enter alone.
        """
        if not self.can_ask:
            return None
        answer = (self.ask(question) or _NO).strip().lower()
        return answer in _YES if answer else unsaid

    @contextmanager
    def progress(self, quiet: bool) -> Iterator[Callable[[str], None]]:
        """Yields a function that takes the current stage; a terminal shows it after a second."""
        rich = None if quiet or not _is_terminal(sys.stderr) else _rich(sys.stderr)
        if rich is None or rich.is_dumb_terminal:
            yield lambda stage: None
            return
        from rich.live import Live
        from rich.spinner import Spinner
        from rich.text import Text

        live = Live(console=rich, transient=True, redirect_stdout=False, redirect_stderr=False)
        timer = Timer(_PATIENCE, live.start)
        timer.daemon = True
        timer.start()
        try:
            yield lambda stage: live.update(Spinner("line", Text(f"{stage} …")))
        finally:
            timer.cancel()
            timer.join()
            live.stop()


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _style(stream: TextIO | None) -> TerminalStyle:
    if stream is None or not stream.isatty():
        return TerminalStyle()
    rich = _rich(stream)
    colour = rich.color_system is not None and not rich.no_color
    # As a terminal, rich takes a dumb one for 80 columns wide.
    return TerminalStyle(colour, width=_rich(stream, force_terminal=False).width or 80)


def _rich(stream: TextIO, *, force_terminal: bool = True) -> RichConsole:
    from rich.console import Console as RichConsole

    class VisibleCursor(RichConsole):
        """Never hides the cursor: a process that is killed could not show it again."""

        def show_cursor(self, show: bool = True) -> bool:
            return False

    return VisibleCursor(file=stream, force_terminal=force_terminal)


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:  # closed before we were started
        return
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        _abandon(stream)


def _abandon(stream: TextIO) -> None:
    """Send the rest nowhere, so that Python does not fail once more as it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
