"""The garbage collector stands back while much is made and little goes."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OBJECTS = 200_000  # made between two searches for garbage


@contextmanager
def little_collecting() -> Iterator[None]:
    """Look for garbage seldom: a note is hundreds of thousands of objects, and none goes early."""
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
