"""The text of a file and edits by offset → its new bytes, its encoding and line ends kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from arkdoc.model.source import decode

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, order=True)
class TextEdit:
    """The characters from `start` up to `end` of a decoded file become `new`."""

    path: str
    start: int
    end: int
    new: str


def edited_text(text: str, edits: Iterable[TextEdit]) -> str:
    """`text` with `edits` made, which are of one file; those at one place in the order given.

    What goes on in a line comes before what is put below it. Deletions may overlap: what both take
    away goes once.
    """
    result: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end, each.new.startswith("\n"))):
        if edit.start > at:
            result.append(text[at : edit.start])
        is_below = bool(result) and result[-1].endswith("\n") and edit.start <= at
        result.append(edit.new[1:] if is_below and edit.new.startswith("\n\n") else edit.new)
        at = max(at, edit.end)
    return "".join((*result, text[at:]))


def edited_bytes(data: bytes, edits: Iterable[TextEdit]) -> bytes:
    """The bytes of a file with `edits` made: UTF-8, with its byte-order mark and its line ends."""
    text = edited_text(decode("", data).text, edits)
    if _is_crlf(data):
        text = text.replace("\n", "\r\n")
    mark = _BOM if data.startswith(_BOM) else b""
    return mark + text.encode()


def _is_crlf(data: bytes) -> bool:
    """Whether most of its lines end as on Windows."""
    ends = data.count(b"\n")
    return ends > 0 and data.count(b"\r\n") * 2 > ends
