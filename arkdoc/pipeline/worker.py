"""Calls on standard input → their results on standard output, in order, until the input ends.

A process runs `main`; `arkdoc.pipeline.processes` starts it, and is the other end. It imports
nothing else of arkdoc, so that it can begin with what it is called for.
"""

from __future__ import annotations

import os
import pickle
import struct
import sys
from pkgutil import resolve_name
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any

HEADER = struct.Struct("!Q")
"""Before each message: its length in bytes."""


_CALLS: SimpleQueue[bytes] = SimpleQueue()


def main(niceness: int = 0) -> None:
    """Make the calls that come, one at a time, and at a priority lowered by `niceness`."""
    if sys.platform != "win32" and hasattr(os, "nice"):
        os.nice(niceness)
    results = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what is printed must not mix with results
    # A thread that waits for `sys.stdin` holds a lock that the interpreter wants when it ends.
    given = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
    Thread(target=_listen, args=(given,), daemon=True).start()
    while True:
        # Only the process that started this one writes here.
        function, arguments = pickle.loads(_CALLS.get())
        results.write(message(resolve_name(function)(*arguments)))
        results.flush()


def if_idle(function: str) -> None:
    """Call `module:function`, unless another call waits to be made."""
    if _CALLS.empty():
        resolve_name(function)()


def message(content: Any) -> bytes:
    """`content` as it goes through a pipe."""
    data = pickle.dumps(content)
    return HEADER.pack(len(data)) + data


def received(stream: IO[bytes]) -> bytes:
    """The next message of a pipe, still pickled; nothing where it has ended."""
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        return b""
    (length,) = HEADER.unpack(header)
    data = stream.read(length)
    return data if len(data) == length else b""


def _listen(stream: IO[bytes]) -> None:
    """Take in calls while others are made, so that who asks never waits to be heard.

    When no more can come, nobody wants a result any more, and the process ends at once.
    """
    while call := received(stream):
        _CALLS.put(call)
    os._exit(0)
