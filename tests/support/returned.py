"""Sources → a note's Word file, and one that somebody has edited: the file of what it says now."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from arkdoc.pipeline.build import build
from arkdoc.pipeline.load import Sources, load

_BOOKMARK = re.compile(rb'<w:bookmarkStart [^>]*w:name="_ark_[^>]*/>')


def built(sources: Sources) -> bytes:
    """The note's Word file."""
    return build(sources, ["docx"]).outputs["docx"]


def saying(sources: Sources, path: str, text: str) -> bytes:
    """The Word file of a note whose file at `path` says `text`, without what leads to the source."""
    contributions = {**sources.contributions, path: text.encode()}
    return without_bookmarks(built(replace(sources, contributions=contributions)))


def without_bookmarks(docx: bytes) -> bytes:
    """A Word file without the bookmarks that lead to the source."""
    out = BytesIO()
    with ZipFile(BytesIO(docx)) as given, ZipFile(out, "w", ZIP_DEFLATED) as written:
        for entry in given.infolist():
            data = given.read(entry)
            if entry.filename.endswith(".xml"):
                data = _BOOKMARK.sub(b"", data)
            written.writestr(entry, data)
    return out.getvalue()


def note_of(root: Path, note: str, contributions: dict[str, str]) -> Sources:
    """The sources of a note in the folder `root`, which is filled."""
    folder = root / "contributions"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "notat.md").write_text(note, encoding="utf-8")
    for name, text in contributions.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load(root)


def in_body(docx: bytes, xml: str) -> bytes:
    """A Word file with `xml` after all that its body says."""
    out = BytesIO()
    with ZipFile(BytesIO(docx)) as given, ZipFile(out, "w", ZIP_DEFLATED) as written:
        for entry in given.infolist():
            data = given.read(entry)
            if entry.filename == "word/document.xml":
                before, mark, after = data.rpartition(b"<w:sectPr")
                data = before + xml.encode() + mark + after
            written.writestr(entry, data)
    return out.getvalue()
