"""`regex`: a pattern that is compiled when it is first used, not when its module is imported.

A command uses half of the patterns in the modules that it imports.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, for patterns that stand in modules and classes."""
    return cast("re.Pattern[AnyStr]", _Deferred(pattern, flags))


class _Deferred:
    """Has the attributes of the compiled pattern, each fetched once."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._asked = flags

    def __getattr__(self, name: str) -> Any:
        found = (
            re.compile(self.pattern, self._asked)
            if name == "_compiled"
            else getattr(self._compiled, name)
        )
        setattr(self, name, found)
        return found
