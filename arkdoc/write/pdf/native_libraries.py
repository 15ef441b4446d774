"""WeasyPrint with its native libraries: found by the loader, without a search for each.

WeasyPrint tries the names that a library has on one system after the other. For a name that the
loader does not know, `ctypes.util.find_library` runs `ldconfig`, a compiler and a linker, which for
all names together takes longer than all else that importing WeasyPrint does. On Linux the loader
knows the one with the version, such as `libpango-1.0.so.0`, which is among those tried.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, redirect_stdout, suppress
from ctypes import util
from functools import cache
from io import StringIO


@cache
def are_loaded() -> bool:
    """Whether all are there that WeasyPrint needs. They are loaded then, and `engine` with them."""
    for found in (_found_by_loader, nullcontext):  # else as WeasyPrint finds them
        with (
            suppress(ImportError, OSError),
            redirect_stdout(StringIO()),  # WeasyPrint prints what is missing
            found(),
        ):
            import arkdoc.write.pdf.engine  # noqa: F401

            return True
    return False


@contextmanager
def _found_by_loader() -> Iterator[None]:
    """In it, no library is searched for on Linux; what the loader does not know is not found."""
    search = util.find_library
    if sys.platform == "linux":
        util.find_library = lambda name: None
    try:
        yield
    finally:
        util.find_library = search
