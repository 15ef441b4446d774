"""A command and answers → what a person at a terminal sees, and the exit status."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.support.project import REPOSITORY

_PROMPTS = (b": ", b"> ", b"] ")
_PATIENCE = 120.0  # seconds without a word, after which the command hangs

END = "\x04"
"""Ctrl-D: no more answers."""

STOP = "\x03"
"""Ctrl-C."""


def dialogue(
    argv: Sequence[str], answers: Sequence[str], cwd: Path, language: str = "nb"
) -> tuple[str, int]:
    """Run `arkdoc` with `argv` in `cwd`; each answer is typed when the command asks for one."""
    import pty

    ours, terminal = pty.openpty()
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    process = subprocess.Popen(
        [sys.executable, "-m", "arkdoc", *argv],
        cwd=cwd,
        env={**clean, "PYTHONPATH": str(REPOSITORY), "ARKDOC_LANG": language, "TERM": "xterm"},
        stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True,
        preexec_fn=_take_terminal,
    )  # fmt: skip
    os.close(terminal)
    seen = b""
    left = list(answers)
    try:
        while chunk := _read(ours):
            seen += chunk
            if seen.endswith(_PROMPTS) and left:
                answer = left.pop(0)
                if answer == STOP:
                    time.sleep(0.3)  # between prompt and reading, C's input would not notice it
                os.write(ours, answer.encode() + (b"" if answer in (END, STOP) else b"\n"))
    finally:
        os.close(ours)
        status = process.wait(_PATIENCE)
    assert left == [], "not asked for"
    return seen.decode().replace("\r\n", "\n"), status


def _take_terminal() -> None:
    """In the child: make its input the terminal that controls it, so that Ctrl-C reaches it."""
    import fcntl
    import termios

    # Whatever the test's own process does with it just now.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _read(ours: int) -> bytes:
    assert select.select([ours], [], [], _PATIENCE)[0], "the command hangs"
    try:
        return os.read(ours, 65536)
    except OSError:  # the other end is closed
        return b""
