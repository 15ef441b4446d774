"""How WeasyPrint's native libraries are found: by the loader, without a search for each.

WeasyPrint tries the names that a library has on one system after the other. For a name that the
loader does not know, `ctypes.util.find_library` runs `ldconfig`, a compiler and a linker, which for
all names together takes longer than all else that importing WeasyPrint does. On Linux the loader
knows the one with the version, such as `libpango-1.0.so.0`, which is among those tried.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import util


@contextmanager
def found_by_loader() -> Iterator[None]:
    """In it, no library is searched for on Linux; what the loader does not know is not found."""
    search = util.find_library
    if sys.platform == "linux":
        util.find_library = lambda name: None
    try:
        yield
    finally:
        util.find_library = search
