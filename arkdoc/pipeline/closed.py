"""A file in `.arkdoc/` → whether the case has ended, so that nothing is changed any more."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date as Date
from pathlib import Path
from typing import NamedTuple

from arkdoc.model.dates import in_figures
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.pipeline.private_files import CLOSED, read_private

_MOST = 64 * 1024

_ENDED = N_("The case was closed {date}, and is kept in {archive}. Nothing is changed any more.")


class ClosedCase(NamedTuple):
    """When a case ended, the path of its archive from the root, and that one's SHA-256."""

    date: Date
    archive: str
    sha256: str

    def written(self) -> bytes:
        """As it lies in `.arkdoc/`."""
        facts = {"date": self.date.isoformat(), "archive": self.archive, "sha256": self.sha256}
        return (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode()


def closed_case(root: Path) -> ClosedCase | None:
    """When the case ended; None while it has not."""
    with suppress(ValueError, KeyError, TypeError, RecursionError):
        facts = json.loads(read_private(root, CLOSED, _MOST))
        date = Date.fromisoformat(facts["date"])
        return ClosedCase(date, str(facts["archive"]), str(facts["sha256"]))
    return None


def refuse_closed(root: Path) -> None:
    """Raise ArkdocError where the case has ended."""
    if case := closed_case(root):
        raise ArkdocError(_ENDED, date=in_figures(case.date), archive=case.archive)
