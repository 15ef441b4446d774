"""The output folder → the Word files in it that somebody has edited since arkdoc made them.

A file is as it was made when its own mark says so (`ooxml/origin.py`), or when the record of a
build has its hash: a build that was cut off before it wrote its record leaves nothing in doubt.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from arkdoc.model.dates import in_figures
from arkdoc.model.diagnostic import N_, Diagnostic, diagnostic
from arkdoc.model.source import start_of
from arkdoc.ooxml.origin import read_origin
from arkdoc.pipeline.analyse import Analysis
from arkdoc.pipeline.exchange import WAITING
from arkdoc.pipeline.files import PRIVATE, holds, open_ordinary
from arkdoc.pipeline.places import seen_from
from arkdoc.pipeline.recorded import read_outputs
from arkdoc.pipeline.render import output_name
from arkdoc.pipeline.waiting_texts import waiting_texts
from arkdoc.pipeline.word_returns import REMARKS, settled_files, waiting_files
from arkdoc.rules.output import EDITED_DOCX
from arkdoc.rules.word_back import WAITING_DELIVERY, WAITING_EDITS

_ENDINGS = (".docx", ".docm")
_LARGEST = 512 * 1024 * 1024
"""Bytes of a file that is looked into; what we make is smaller, by far."""

_LACKING = N_(
    "The final note would be made without what was written there. To bring it back: `arkdoc apply "
    "{path}`."
)


def word_edits(analysis: Analysis, out: Path, root: Path) -> tuple[Diagnostic, ...]:
    """What stands in the way of `--final`: edited Word files, by what has become of them.

    ARK901 for each file of this note in `out` that has not come back (`word_returns.py`), ARK971
    for each that has, from wherever, and of which something waits. A file is of this note by its
    name or, whatever it is called, by its mark (clause 7).
    """
    number = analysis.note.case_number
    recorded = {output.sha256 for output in read_outputs(out, output_name(number)).values()}
    waiting = {each.sha256: each for each in waiting_files(root)}
    returned = settled_files(root) | waiting.keys()
    found = [
        diagnostic(
            EDITED_DOCX,
            place := seen_from(root, file),
            name=file.name,
            what=_LACKING,
            path=as_argument(place.path),
        )
        for file in _documents(out)
        if _is_edited_copy(file, number, recorded | returned)
    ]
    place = start_of(f"{PRIVATE}/{REMARKS}")
    found += (
        diagnostic(WAITING_EDITS, place, count=each.waiting, date=in_figures(each.time.date()))
        for each in waiting.values()
    )
    return tuple(found)


def waiting_deliveries(analysis: Analysis, root: Path) -> Iterator[Diagnostic]:
    """ARK975 for each unit's text that waits for the secretariat: in the way of `--final` too."""
    known = {each.unit.id: each for each in analysis.assembly.deliveries if each.unit}
    for text in waiting_texts(root):
        delivery = known.get(text.unit)
        name = delivery.unit.name if delivery and delivery.unit else text.unit
        has_text = delivery is not None and delivery.paths
        path = delivery.paths[0] if delivery and has_text else f"{PRIVATE}/{WAITING}/{text.unit}"
        date = in_figures(text.time.astimezone().date())
        yield diagnostic(WAITING_DELIVERY, start_of(path), unit=name, date=date)


def as_argument(path: str) -> str:
    """A path as it is typed after a command."""
    return f'"{path}"' if " " in path else path


def may_replace(file: Path, data: bytes, recorded: Collection[str] = ()) -> bool:
    """Whether `data` may be written to `file`: nothing is there, or nothing but what arkdoc made.

    `recorded` are hashes of what it made. Raises OSError where the file can't be read.
    """
    is_free = not (file.exists() or file.is_symlink())
    return is_free or holds(file, data) or is_untouched(file, recorded)


def is_untouched(file: Path, recorded: Collection[str]) -> bool:
    """Whether a Word file, or a workbook, is as arkdoc made it. Raises OSError."""
    with open_ordinary(file) as opened:
        if os.fstat(opened.fileno()).st_size > _LARGEST:
            return False
        origin = read_origin(opened)
        if origin is not None and origin.is_untouched:
            return True
        opened.seek(0)
        return hashlib.file_digest(opened, "sha256").hexdigest() in recorded


def _documents(out: Path) -> list[Path]:
    try:
        files = sorted(out.iterdir())
    except OSError:
        return []
    return [file for file in files if file.suffix.lower() in _ENDINGS and file.is_file()]


def _is_edited_copy(file: Path, number: str, recorded: Collection[str]) -> bool:
    name = output_name(number)
    has_our_name = bool(re.fullmatch(rf"{re.escape(name)}(-ny(-\d+)?)?", file.stem, re.IGNORECASE))
    try:
        if not has_our_name and not _is_of(_case_of(file), name):
            return False
        return not is_untouched(file, recorded)
    except OSError:
        return has_our_name  # it may be open in Word just now


def _is_of(case: str, name: str) -> bool:
    """Whether a case is this one; it may have been marked before its number was known (xx/19)."""
    return case == name or bool(re.fullmatch(r"sak-xx+(-.*)?", case))


def _case_of(file: Path) -> str:
    """What the outputs of the case are called that a file is marked as one of; or empty."""
    with open_ordinary(file) as opened:
        origin = read_origin(opened) if os.fstat(opened.fileno()).st_size <= _LARGEST else None
    return output_name(origin.case_number) if origin else ""
