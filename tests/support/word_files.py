"""A Word file → another one, changed as a program would, or as an attacker."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

CUSTOM = "docProps/custom.xml"
ADDED = b"<w:p><w:r><w:t>Prorektor la til dette.</w:t></w:r></w:p></w:body>"


def parts_of(docx: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(docx)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(ZipInfo(name), data, ZIP_DEFLATED)  # which has no date of today
    return written.getvalue()


def edited(docx: bytes, *, case: str = "") -> bytes:
    """As saved with a paragraph more; `case` gives it another case number."""
    parts = parts_of(docx)
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"</w:body>", ADDED)
    if case:
        parts[CUSTOM] = parts[CUSTOM].replace(b">11/19<", f">{case}<".encode())
    return zipped(parts)


# The strict variant (ISO/IEC 29500-1) has other namespaces than the transitional one (29500-4).
_STRICT = {
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/": b"wordprocessingml/",
    b"http://schemas.openxmlformats.org/officeDocument/2006/": b"officeDocument/",
    b"http://schemas.openxmlformats.org/drawingml/2006/": b"drawingml/",
}


def strict(docx: bytes) -> bytes:
    """As saved by the strict variant of the standard."""
    parts = parts_of(docx)
    for name, part in parts.items():
        for old, new in _STRICT.items():
            part = part.replace(old, b"http://purl.oclc.org/ooxml/" + new)
        parts[name] = part
    return zipped(parts)
