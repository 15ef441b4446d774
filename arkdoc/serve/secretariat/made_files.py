"""A root folder → files that are made when somebody downloads them, each with its name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import Response

from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.pipeline.build import analyse, load
from arkdoc.pipeline.finals import FOLDER as FINALS
from arkdoc.pipeline.measure_sheet import measure_sheet, sheet_name
from arkdoc.pipeline.two_versions import compare_versions, find_version
from arkdoc.write.sheet.workbook import write_workbook

MadeFile: TypeAlias = Callable[[Path], tuple[str, bytes]]
"""What makes a file of a root folder, and its name. Raises ArkdocError."""

Handler: TypeAlias = Callable[[Request], Awaitable[Response]]
"""What answers a request."""

_NOTHING = N_("Nothing has changed since the last final note.")


def plan_of_measures(root: Path) -> tuple[str, bytes]:
    """The plan of measures, of the texts as they are now. Raises ArkdocError."""
    analysis = analyse(load(root))
    return f"{sheet_name(analysis)}.xlsx", write_workbook(measure_sheet(analysis))


def changes_since_final(root: Path) -> tuple[str, bytes]:
    """What has changed since the newest final note, as a Word file. Raises ArkdocError."""
    old, new = find_version(root / FINALS, root), find_version(root, root)
    made = compare_versions(old, new)
    if not made.docx:
        raise ArkdocError(_NOTHING)
    return made.name, made.docx
