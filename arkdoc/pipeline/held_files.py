"""What another program holds for a moment → tried again, for as long as that may take."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import monotonic, sleep
from typing import TypeVar

Done = TypeVar("Done")

# Windows refuses what a virus scanner, OneDrive or Word has open. Elsewhere a refusal lasts.
HELD_FOR = 1.0 if sys.platform == "win32" else 0.0
"""Seconds for which a file may be refused before that is told."""

_STEP = 0.02


def while_held(act: Callable[[], Done]) -> Done:
    """What `act` returns, which is done again while it raises PermissionError, for HELD_FOR."""
    give_up = monotonic() + HELD_FOR
    while True:
        try:
            return act()
        except PermissionError:
            if monotonic() >= give_up:
                raise
        sleep(_STEP)
