"""WeasyPrint's native libraries are found without other programs, and all the same where they must
be searched for. Each in a process of its own, as they are loaded once."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.project import REPOSITORY

_LOAD = "from arkdoc.write.pdf.typeset import can_lay_out; print(can_lay_out())"

_TELL_PROGRAMS = """
import sys
def tell(event, args):
    if event == "subprocess.Popen":
        print("ran", args[0], file=sys.stderr)
sys.addaudithook(tell)
"""

# As where the loader knows no library by the name that WeasyPrint's list has for Linux.
_KNOWN_BY_OTHER_NAMES = """
import cffi
load = cffi.FFI.dlopen
def load_others(ffi, name, *flags):
    if ".so." in name:
        raise OSError(name)
    return load(ffi, name, *flags)
cffi.FFI.dlopen = load_others
"""


def _programs(before: str = "") -> list[str]:
    """The programs that are run when they are loaded, `before` being run first."""
    command = [sys.executable, "-c", _TELL_PROGRAMS + before + _LOAD]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"
    return [line for line in done.stderr.splitlines() if line.startswith("ran ")]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere find_library runs no program")
def test_no_program_is_run_to_find_them() -> None:
    assert not _programs()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere they are searched for at once")
def test_those_with_other_names_are_searched_for() -> None:
    assert _programs(_KNOWN_BY_OTHER_NAMES)
