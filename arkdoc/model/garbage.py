"""The garbage collector stands back while much is made and little goes."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OBJECTS = 200_000  # made between two searches for garbage
_USUAL = gc.get_threshold()


@contextmanager
def little_collecting() -> Iterator[None]:
    """Look for garbage seldom: a note is hundreds of thousands of objects, and none goes early."""
    with _collecting(_OBJECTS):
        yield


@contextmanager
def usual_collecting() -> Iterator[None]:
    """Look for it as Python does by itself: in what goes on until somebody ends it."""
    with _collecting(_USUAL[0]):
        yield


@contextmanager
def _collecting(objects: int) -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(objects, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
