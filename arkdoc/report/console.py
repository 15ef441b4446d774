"""The two streams a program writes to: UTF-8, colours and width, a closed pipe, progress."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from threading import Lock, Timer
from typing import TextIO

from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.report.text import TerminalStyle

_PATIENCE = 1.0
_CLEAR = "\r\x1b[K"


class Console:
    """Standard output for results, standard error for all else."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        for stream in (sys.stdout, sys.stderr):
            # A locale without æ, ø and å is no reason to fail or to print \xe6.
            if reconfigure := getattr(stream, "reconfigure", None):
                reconfigure(encoding="utf-8", errors="replace")

    @property
    def out_style(self) -> TerminalStyle:
        """How to write on standard output."""
        return self._style(sys.stdout)

    @property
    def err_style(self) -> TerminalStyle:
        """How to write on standard error."""
        return self._style(sys.stderr)

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

    def progress(self, quiet: bool) -> Progress:
        """A progress line, which shows on a terminal only."""
        shown = self.err_style.terminal and self._environ.get("TERM") != "dumb"
        return Progress(self if shown and not quiet else None)

    def _style(self, stream: TextIO | None) -> TerminalStyle:
        if stream is None or not stream.isatty():
            return TerminalStyle()
        plain = self._environ.get("NO_COLOR") or self._environ.get("TERM") == "dumb"
        return TerminalStyle(colour=not plain, width=self._width(stream))

    def _width(self, stream: TextIO) -> int:
        columns = self._environ.get("COLUMNS", "")
        if columns.isdecimal() and int(columns):
            return int(columns)
        try:
            return os.get_terminal_size(stream.fileno()).columns or 80
        except (OSError, ValueError):
            return 80


class Progress:
    """One line that says what is going on, from the moment that one begins to wonder."""

    def __init__(self, console: Console | None) -> None:
        self._console = console
        self._lock = Lock()
        self._stage = ""
        self._shown = False
        self._timer = Timer(_PATIENCE, self._show)
        self._timer.daemon = True

    def __enter__(self) -> Progress:
        if self._console:
            self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            if self._shown and self._console:
                self._console.err(_CLEAR)
            self._console = None

    def say(self, stage: str) -> None:
        """This is going on now."""
        with self._lock:
            self._stage = stage
            if self._shown and self._console:
                self._console.err(f"{_CLEAR}{stage} …")

    def _show(self) -> None:
        with self._lock:
            if self._console:
                self._shown = True
                self._console.err(f"{_CLEAR}{self._stage} …")


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
