"""The bytes of a file → its text, or what keeps it from being read as text."""

from __future__ import annotations

from arkdoc.model.diagnostic import N_, Diagnostic, diagnostic
from arkdoc.model.source import SourceFile, UndecodableError, decode, start_of
from arkdoc.ooxml.other_formats import OLE, RTF, ZIP
from arkdoc.rules.front_matter import GUESSED_ENCODING, TOO_LARGE, UNDECODABLE

LIMIT = 1_048_576
"""How many bytes a contribution may have, and notat.md too: the contract's 1 MB, as 1024²."""

_SIGNATURES = (
    (b"%PDF-", N_("a PDF")),
    (RTF, N_("a Word file")),
    (OLE, N_("a Word file")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
)
_ARCHIVED = (
    (b"word/", N_("a Word file")),
    (b"ppt/", N_("a presentation")),
    (b"xl/", N_("a spreadsheet")),
    (b"opendocument.text", N_("an OpenDocument file")),
)


def open_text(path: str, data: bytes) -> SourceFile | Diagnostic:
    """The file as text, or what keeps it from being read as such (ARK114, ARK116)."""
    if what := other_format(data):
        return diagnostic(UNDECODABLE, start_of(path), what=what)
    if len(data) > LIMIT:
        sizes = {"size": _kilobytes(len(data)), "limit": _kilobytes(LIMIT)}
        return diagnostic(TOO_LARGE, start_of(path), **sizes)
    try:
        return decode(path, data)
    except UndecodableError:
        return diagnostic(UNDECODABLE, start_of(path), what=N_("a file from another program"))


def encoding_guess(source: SourceFile) -> list[Diagnostic]:
    """What had to be guessed to decode `source`, if anything (ARK112)."""
    if source.guess is None:
        return []
    span = source.span(source.guess.offset, min(source.guess.offset + 1, len(source.text)))
    return [diagnostic(GUESSED_ENCODING, span, encoding=source.guess.encoding)]


def other_format(data: bytes) -> str:
    """What a file looks like that is no text, as a message id; empty if it may be text."""
    if data.startswith(ZIP):
        for sign, what in _ARCHIVED:
            if sign in data:
                return what
        return N_("a compressed folder")
    return next((what for sign, what in _SIGNATURES if data.startswith(sign)), "")


def _kilobytes(size: int) -> str:
    return f"{-(-size // 1024)} kB"
