"""A process that may open few files."""

from __future__ import annotations

import resource

MOST = 256


def begin() -> None:
    """To be called in the process, before it serves."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (MOST, hard))
