"""An action on the disk and a number → the action, its process as if killed at that operation.

In one process, so that every single moment can be tried: from the fatal operation on, no operation
does anything any more, as nothing does in a process that is dead. `tests/support/killed_build.py`
kills real processes.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import pytest

OPERATIONS = (
    *("open", "write", "fsync", "replace", "rename", "link", "unlink", "remove"),
    *("mkdir", "rmdir", "chmod", "symlink", "truncate", "ftruncate"),
)
"""Functions of `os` that are operations on files; what `pathlib` does goes through them."""
EVERY_MOMENT = "ARKDOC_EVERY_MOMENT"
"""The variable with which tests kill at every moment, as `make crash` does."""


def moments(operations: Sequence[str], number: int, seed: object = 0) -> list[tuple[int, bool]]:
    """Where to kill: before which operations, by index; or in the midst of a write, which is True.

    Where not every moment is asked for, `number` of them: the first, the last, one of each kind of
    operation, and others that `seed` picks.
    """
    every = [(at, False) for at in range(len(operations))]
    every += [(at, True) for at, what in enumerate(operations) if what == "write"]
    if os.environ.get(EVERY_MOMENT):
        return every
    random = Random(f"{seed}")
    others = random.sample(every, len(every))
    of_each_kind = {(operations[at], half): (at, half) for at, half in others}
    wanted = [every[0], (len(operations) - 1, False), *of_each_kind.values(), *others]
    return sorted([*dict.fromkeys(wanted)][: max(number, 2 + len(of_each_kind))])


class Killed(BaseException):
    """The process is dead."""


class Mortal:
    """Counts file operations, and dies at one of them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done: list[str] = []
        self._dies_at: int | None = None
        self._leaves_half = False
        for name in OPERATIONS:
            monkeypatch.setattr(os, name, self._wrapped(name, getattr(os, name)))
        # Where the system has no files without names, the probe for a folder is one more file.
        monkeypatch.setattr(tempfile, "_O_TMPFILE_WORKS", False, raising=False)

    def operations(self, action: Callable[[], object]) -> list[str]:
        """The operations of `action`, which is carried out to its end."""
        self.done, self._dies_at = [], None
        action()
        return self.done

    def kill(self, action: Callable[[], object], at: int, *, half: bool = False) -> None:
        """Carry out `action` up to its operation number `at`; `half`: that one is a half write."""
        self.done, self._dies_at, self._leaves_half = [], at, half
        with pytest.raises(Killed):
            action()
        self._dies_at = None

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def operation(*args: Any, **named: Any) -> Any:
            number = len(self.done)
            self.done.append(name)
            if self._dies_at is None or number < self._dies_at:
                return None if name == "fsync" else real(*args, **named)  # nothing pulls the plug
            if number == self._dies_at and self._leaves_half and name == "write":
                descriptor, data = args
                real(descriptor, bytes(data)[: len(data) // 2])
            raise Killed

        return operation
