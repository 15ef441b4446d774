"""The text of `filnavn` → the parts of a file's name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.file_name import DEFAULT_FILE_NAME, FileName, NameField
from arkdoc.model.names import closest, fold
from arkdoc.model.regex import regex
from arkdoc.read.front_matter.schema import Node, Scalar, shown
from arkdoc.rules.front_matter import UNKNOWN_NAME_FIELD

_BRACES = regex(r"\{([^{}]*)\}|[{}]")
_BY_NAME = {field.value: field for field in NameField}


def read_file_name(value: Node | None, diagnostics: list[Diagnostic]) -> FileName:
    """The parts of `value`; the usual name where it is no text or has an unknown field."""
    if not isinstance(value, Scalar):
        return DEFAULT_FILE_NAME
    found = list(_unknown(value))
    diagnostics += found
    return DEFAULT_FILE_NAME if found else tuple(_parts(value.text))


def _parts(text: str) -> Iterator[str | NameField]:
    at = 0
    for match in _BRACES.finditer(text):
        if before := text[at : match.start()]:
            yield unicodedata.normalize("NFC", before)
        yield _BY_NAME[fold(match[1])]
        at = match.end()
    if rest := text[at:]:
        yield unicodedata.normalize("NFC", rest)


def _unknown(value: Scalar) -> Iterator[Diagnostic]:
    for match in _BRACES.finditer(value.text):
        if match[1] is None or fold(match[1]) not in _BY_NAME:
            near = closest(match[1] or "", _BY_NAME)
            yield diagnostic(
                UNKNOWN_NAME_FIELD,
                value.place(match.start(), match.end()),
                field=shown(match[0]),
                suggestion=near and f"{{{near}}}",
                known=", ".join(f"{{{name}}}" for name in _BY_NAME),
            )
