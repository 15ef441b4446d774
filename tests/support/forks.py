"""Commands of arkdoc in copies of one process that has its modules loaded already.

Loading them takes a second and more, and most tests of a server take less. What is about the
process itself (its end, its children, its environment) starts `python -m arkdoc` instead.
"""

from __future__ import annotations

import gc
import json
import os
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from runpy import run_module
from typing import Any, NoReturn, TextIO

from tests.support.project import REPOSITORY

_LONGEST = 65536  # bytes of a message
_NUMBER = struct.Struct("!i")

# `python -m` and `python -c` for the copies: what runs is a copy too, with the streams of this.
_PYTHON = """\
#!{python} -IS
import json, os, socket, struct, sys
ours, theirs = os.pipe()
with socket.socket(socket.AF_UNIX) as asked:
    asked.connect({address!r})
    said = {{"python": sys.argv[1:], "folder": os.getcwd(), "environ": dict(os.environ)}}
    socket.send_fds(asked, [json.dumps(said).encode()], [0, 1, 2, theirs])
os.close(theirs)
for _ in range(2):
    status = struct.unpack("!i", os.read(ours, 4))[0]
sys.exit(status)
"""


class Fork:
    """`arkdoc` with `argv`, in a folder: to whoever started it what a subprocess.Popen is.

    `first` is “module:function”, which is called there before.
    """

    def __init__(
        self, argv: Sequence[str], folder: Path, environ: Mapping[str, str], first: str = ""
    ) -> None:
        (out, to_out), (err, to_err), (self._told, to_told) = (os.pipe() for _ in range(3))
        said = {
            "python": ["-m", "arkdoc", *argv], "folder": str(folder), "environ": dict(environ),
            "first": first,
        }  # fmt: skip
        with socket.socket(socket.AF_UNIX) as asked, Path(os.devnull).open() as nothing:
            asked.connect(_original()[0])
            ends = [nothing.fileno(), to_out, to_err, to_told]
            socket.send_fds(asked, [json.dumps(said).encode()], ends)
        for end in ends[1:]:
            os.close(end)
        self.stdout: TextIO = os.fdopen(out, encoding="utf-8")
        self.stderr: TextIO = os.fdopen(err, encoding="utf-8")
        self.returncode: int | None = None
        self.pid = self._next()

    def poll(self) -> int | None:
        """Its exit status, as `wait`; None while it runs."""
        return self._status(0)

    def wait(self, seconds: float) -> int:
        """Its exit status, negative for a signal; raises TimeoutExpired."""
        status = self._status(seconds)
        if status is None:
            raise subprocess.TimeoutExpired(f"{self.pid}", seconds)
        return status

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _status(self, seconds: float) -> int | None:
        if self.returncode is None and select.select([self._told], [], [], seconds)[0]:
            self.returncode = self._next()
            os.close(self._told)
        return self.returncode

    def _next(self) -> int:
        return int(_NUMBER.unpack(os.read(self._told, _NUMBER.size))[0])


@cache
def _original() -> tuple[str, subprocess.Popen[str]]:
    """The address of the process that is copied, which ends with this one, and the process."""
    process = subprocess.Popen(
        [sys.executable, "-c", f"from {__name__} import main; main()"],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    with process.stdout:
        return process.stdout.readline().strip(), process


# --- in the process that is copied, and in the copies ---------------------------------------------


def main() -> None:
    """Load the modules, and make copies until whoever started this ends."""
    import weasyprint  # noqa: F401

    import tests.support.warm  # noqa: F401

    gc.collect()
    gc.freeze()  # else each copy would go through all of it, and so have it copied in memory

    folder = Path(tempfile.mkdtemp(prefix="arkdoc-"))
    address = str(folder / "address")
    python = folder / "python"
    python.write_text(_PYTHON.format(python=sys.executable, address=address))
    python.chmod(0o700)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who wait for copies
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        print(address, flush=True)
        os.dup2(2, 1)
        sys.executable = str(python)
        while True:
            ready, _, _ = select.select([listener, 0], [], [])
            if 0 in ready:
                break
            asked, _ = listener.accept()
            with asked:
                message, ends, _, _ = socket.recv_fds(asked, _LONGEST, 4)
            if not os.fork():
                listener.close()
                _wait_for_copy(json.loads(message), ends)
            for end in ends:
                os.close(end)
    shutil.rmtree(folder)


def _wait_for_copy(said: Mapping[str, Any], ends: Sequence[int]) -> NoReturn:
    """Make a copy, and tell its process number, and later its status."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    *streams, told = ends
    pid = os.fork()
    if not pid:
        os.close(told)
        _run(said, streams)
    for stream in streams:
        os.close(stream)
    os.write(told, _NUMBER.pack(pid))
    _, status = os.waitpid(pid, 0)
    with suppress(BrokenPipeError):  # who asked may have ended before it
        os.write(told, _NUMBER.pack(os.waitstatus_to_exitcode(status)))
    os._exit(0)


def _run(said: Mapping[str, Any], streams: Sequence[int]) -> NoReturn:
    """Run what is said as `python` does, and end as that does."""
    from arkdoc.preview.worker_process import WorkerProcess

    signal.signal(signal.SIGINT, signal.default_int_handler)
    for standard, stream in enumerate(streams):
        os.dup2(stream, standard)
        os.close(stream)
    sys.stdin = os.fdopen(0, closefd=False)
    sys.stdout, sys.stderr = (
        os.fdopen(end, "w", encoding="utf-8", buffering=1, closefd=False) for end in (1, 2)
    )
    os.environ.clear()
    os.environ.update(said["environ"])
    os.chdir(said["folder"])
    how, what, *argv = said["python"]
    sys.argv = ["arkdoc", *argv]
    WorkerProcess.start = _when_it_is_asked  # type: ignore[method-assign]
    if said.get("first"):
        module, _, function = said["first"].partition(":")
        getattr(import_module(module), function)()
    if how == "-m":
        run_module(what, run_name="__main__", alter_sys=True)
    else:
        exec(what, {"__name__": "__main__"})
    raise SystemExit


async def _when_it_is_asked(_worker: object) -> None:
    """The process that makes pages starts when some are asked for: most tests ask for none."""
