"""What `filnavn` says: what final notes and downloads are called, with fields to put into it."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias


class NameField(Enum):
    """What stands in braces in `filnavn`: `{saksnr}`."""

    CASE_NUMBER = "saksnr"
    TITLE = "tittel"
    COMMITTEE = "utvalg"
    DATE = "dato"
    MEETING = "møtedato"
    VERSION = "versjon"


FileName: TypeAlias = tuple[str | NameField, ...]

DEFAULT_FILE_NAME: FileName = (
    "Sak ",
    NameField.CASE_NUMBER,
    " – ",
    NameField.TITLE,
    " ",
    NameField.MEETING,
)


def as_written(name: FileName) -> str:
    """`name` as it stands in `filnavn`."""
    return "".join(f"{{{part.value}}}" if isinstance(part, NameField) else part for part in name)
