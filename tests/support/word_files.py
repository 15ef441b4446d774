"""A Word file → another one, changed as a program would, or as an attacker."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile

CUSTOM = "docProps/custom.xml"
ADDED = b"<w:p><w:r><w:t>Prorektor la til dette.</w:t></w:r></w:p></w:body>"


def parts_of(docx: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(docx)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return written.getvalue()


def edited(docx: bytes, *, case: str = "") -> bytes:
    """As saved with a paragraph more; `case` gives it another case number."""
    parts = parts_of(docx)
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"</w:body>", ADDED)
    if case:
        parts[CUSTOM] = parts[CUSTOM].replace(b">11/19<", f">{case}<".encode())
    return zipped(parts)
