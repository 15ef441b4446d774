"""Calls of functions by name → their results: made in this process, or in one beside it.

`arkdoc.pipeline.worker` is the other end. See decision 032.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pkgutil import resolve_name
from threading import Timer
from typing import TYPE_CHECKING, Any

from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.pipeline.worker import message, received

if TYPE_CHECKING:
    from arkdoc.pipeline.load import Sources

MOST_SECONDS = 120.0
"""How long a result may take: a note of the usual size takes a tenth of it …"""

BYTES_A_SECOND = 10_000
"""… and a second more for as many bytes of text."""

APART: dict[str, Any] = {
    "start_new_session": True,
    "creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
}
"""How a process is started that is out of reach of the terminal's Ctrl-C."""


class WorkerError(ArkdocError):
    """The process could not start, or ended without a result; standard error has the cause."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Something went wrong in arkdoc itself. Try again when the text has been changed. "
                "If it happens again, tell those who look after arkdoc."
            )
        )


class GivenUpError(ArkdocError):
    """The process was killed because its result took longer than it may."""

    def __init__(self, seconds: float) -> None:
        self.minutes = round(seconds / 60) or 1
        super().__init__(
            N_(
                "It took more than {minutes} minutes and was given up. Most often a picture is the "
                "cause. Take out the picture or the text that came last, and try again."
            ),
            minutes=self.minutes,
        )


def most_seconds(sources: Sources) -> float:
    """How long a result may take that is made from `sources`."""
    size = len(sources.note) + sum(map(len, sources.contributions.values()))
    return MOST_SECONDS + size / BYTES_A_SECOND


def worker_command(niceness: int = 0) -> list[str]:
    """Starts a worker."""
    return command_for("arkdoc.pipeline.worker:main", niceness)


def command_for(function: str, *arguments: int) -> list[str]:
    """Calls `module:function` in a process whose modules come from where those of this one do.

    With `-m`, those in the folder one is in would come first, such as a note's.
    """
    module, _, name = function.partition(":")
    imports = f"import sys; sys.path[:] = {sys.path!r}; from {module} import {name}"
    return [sys.executable, "-c", f"{imports}; {name}{arguments!r}"]


class ThisProcess:
    """Makes calls itself, when their results are asked for."""

    seconds = MOST_SECONDS
    """How long a result may take, where that can be bounded."""

    def start(self) -> None:
        """Begin now, as there will be something to do."""

    def later(self, function: str, *arguments: object) -> Callable[[], Any]:
        """What gives the result of `module:function`; its arguments and result can be pickled."""
        return cache(lambda: resolve_name(function)(*arguments))


_BEGIN = "arkdoc.write.pdf.typeset:can_lay_out"
_PREPARE = "arkdoc.write.pdf.typeset:prepare"
_LIBRARY = "weasyprint"


class LayoutProcess(ThisProcess):
    """Once started, makes calls in another process while this one goes on, in order.

    It loads WeasyPrint first, and ends with the `with` of this. Until it is started, where it can't
    be, or where it ends before it has loaded that, calls are made here; so they are where
    WeasyPrint is loaded here. After `seconds` without a result the process is killed, and whoever
    asks for that result or a later one gets a GivenUpError; a WorkerError where it ended by itself.
    """

    def __init__(self) -> None:
        self._results: list[Any] = []
        self._asked = 0
        self._is_given_up = False
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, unless that is done, or there is no need."""
        if self._process is None and sys.executable and _LIBRARY not in sys.modules:
            with suppress(OSError):
                self._process = subprocess.Popen(
                    worker_command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, **APART
                )
                self._ask(_BEGIN)
                self._ask("arkdoc.pipeline.worker:if_idle", _PREPARE)

    def later(self, function: str, *arguments: object) -> Callable[[], Any]:
        """As in ThisProcess; the call is made as soon as those before it are."""
        here = super().later(function, *arguments)
        if self._process is None:
            return here
        number = self._ask(function, *arguments)
        return cache(lambda: self._result(number) if self._has_begun() else here())

    def __enter__(self) -> LayoutProcess:
        return self

    def __exit__(self, *_exception: object) -> None:
        """Kill it, whatever it is doing."""
        if process := self._process:
            process.kill()
            process.wait()
            for pipe in filter(None, (process.stdin, process.stdout)):
                with suppress(OSError):  # there is something left in it that nobody reads
                    pipe.close()

    def _ask(self, function: str, *arguments: object) -> int:
        """The number of the call among all."""
        if self._process and self._process.stdin:
            with suppress(OSError):  # it has ended, as whoever wants the result will see
                self._process.stdin.write(message((function, arguments)))
                self._process.stdin.flush()
        self._asked += 1
        return self._asked - 1

    def _has_begun(self) -> bool:
        try:
            self._result(0)
        except WorkerError:
            return False
        return True

    def _result(self, number: int) -> Any:
        while len(self._results) <= number:
            self._results.append(self._receive())
        return self._results[number]

    def _receive(self) -> Any:
        if self._process is None or self._process.stdout is None:
            raise WorkerError
        timer = Timer(self.seconds, self._give_up)
        timer.daemon = True
        timer.start()
        try:
            if data := received(self._process.stdout):
                return pickle.loads(data)
        finally:
            timer.cancel()
        raise GivenUpError(self.seconds) if self._is_given_up else WorkerError()

    def _give_up(self) -> None:
        self._is_given_up = True
        if self._process:
            self._process.kill()
