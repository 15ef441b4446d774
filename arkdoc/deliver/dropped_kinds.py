"""The name and the first bytes of a file → what kind it is, and what to do if it can't be used."""

from __future__ import annotations

from enum import Enum

from arkdoc.model.assets import is_picture
from arkdoc.model.diagnostic import N_
from arkdoc.model.source import is_word
from arkdoc.ooxml.other_formats import OLE, RTF, ZIP

_WORD_INSIDE = b"word/document.xml"
_TEXT = (".md", ".markdown", ".txt", ".text")


class DropKind(Enum):
    """What a file is, by its name, and by how it begins where that says more."""

    WORD = "word"
    TEXT = "text"
    PICTURE = "picture"
    PDF = "pdf"
    OLD_WORD = "old word"
    EMAIL = "e-mail"
    ARCHIVE = "archive"
    OFFICE = "office"
    OPEN_IN_WORD = "open in Word"
    EMPTY = "empty"
    OTHER = "other"


_ENDINGS = {
    DropKind.PDF: (".pdf",),
    DropKind.OLD_WORD: (
        ".doc",
        ".odt",
        ".rtf",
        ".dot",
        ".dotx",
        ".dotm",
        ".pages",
        ".gdoc",
        ".wpd",
    ),
    DropKind.EMAIL: (".eml", ".msg", ".mht", ".oft"),
    DropKind.ARCHIVE: (".zip", ".7z", ".rar", ".tar", ".gz"),
    DropKind.OFFICE: (
        *(".xlsx", ".xls", ".xlsm", ".ods", ".csv", ".numbers"),
        *(".pptx", ".ppt", ".odp", ".key"),
    ),
}
_BEGINNINGS = {b"%PDF-": DropKind.PDF, RTF: DropKind.OLD_WORD, OLE: DropKind.OLD_WORD}

_INSTEAD = {
    DropKind.PICTURE: N_(
        "A picture goes with the text that shows it. Put it into the Word file with the text, or "
        "take in the two together."
    ),
    DropKind.PDF: N_(
        "A PDF can't be taken in. Ask the unit for the Word file that it was made from."
    ),
    DropKind.OLD_WORD: N_(
        "This kind of file can't be taken in. Open it in Word, save it as a Word document (.docx), "
        "and take in that."
    ),
    DropKind.EMAIL: N_("This is an e-mail. Open it, save the files in it, and take in those."),
    DropKind.ARCHIVE: N_("This is a compressed folder. Unpack it, and take in the files in it."),
    DropKind.OFFICE: N_(
        "Spreadsheets and presentations can't be taken in. Copy what belongs in the note into a "
        "Word file."
    ),
    DropKind.OPEN_IN_WORD: N_(
        "This is what Word writes while a document is open. Close the document, and take in that."
    ),
    DropKind.EMPTY: N_("The file is empty."),
    DropKind.OTHER: N_("Such a file can't be taken in. Ask the unit for a Word file."),
}


def kind_of(name: str, data: bytes) -> DropKind:
    """What the file called `name` is."""
    lower = name.lower()
    if lower.startswith("~$"):
        return DropKind.OPEN_IN_WORD
    if not data:
        return DropKind.EMPTY
    if is_word(name):
        return DropKind.WORD
    if is_picture(name):
        return DropKind.PICTURE
    by_name = next((kind for kind, ends in _ENDINGS.items() if lower.endswith(ends)), None)
    if by_name:
        return by_name
    if data.startswith(ZIP):
        return DropKind.WORD if _WORD_INSIDE in data else DropKind.ARCHIVE
    begins = next((kind for start, kind in _BEGINNINGS.items() if data.startswith(start)), None)
    return begins or (DropKind.TEXT if lower.endswith(_TEXT) else DropKind.OTHER)


def what_instead(kind: DropKind) -> str:
    """Why a file of this kind can't be taken in, and what to do: a message id."""
    return _INSTEAD[kind]
