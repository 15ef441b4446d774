"""Note → what its final files and downloads are called, on any system."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date as Date
from typing import NamedTuple

from arkdoc.model.dates import in_figures
from arkdoc.model.file_name import DEFAULT_FILE_NAME, FileName, NameField
from arkdoc.model.names import bare_case_number, fold, safe, usable
from arkdoc.model.note import Note

LONGEST = 120
"""Characters of a name, without what follows it: a version, an ending."""

MOST_BYTES = 200
"""And bytes: file systems take 255."""

_MOST_PARTS = 40  # that are looked at of `filnavn`
_VERSION = "\ue000"  # stands for the version; no text has it, as `safe` makes a hyphen of it
_DRAFT = "utkast"
_ROOM = _DRAFT  # what is kept free for a version, a number or the word


class FinalName(NamedTuple):
    """The name of a final note, without its ending; `pattern` may have a place for the version."""

    pattern: str

    def of(self, version: int) -> str:
        """The name of the final note that is the `version`th, from 1."""
        if _VERSION in self.pattern:
            return self.pattern.replace(_VERSION, str(version))
        return self.pattern if version == 1 else f"{self.pattern} (versjon {version})"

    @property
    def of_draft(self) -> str:
        """What a download is called, which is no version."""
        return self.pattern.replace(_VERSION, _DRAFT)

    def parted(self, file_name: str) -> tuple[int, str] | None:
        """The version of a file and what follows its name, folded; None of one called otherwise."""
        before, *after = (re.escape(folded(part)) for part in self.pattern.split(_VERSION))
        number = "(?P<version>[0-9]{1,9})"
        again = "(?P=version)".join(after)
        version = f"{number}{again}" if after else rf"(?: \(versjon {number}\))?"
        found = re.fullmatch(f"{before}{version}(?P<rest>.*)", fold(file_name), re.DOTALL)
        return (int(found["version"] or 1), found["rest"]) if found else None


def folded(text: str) -> str:
    """As `fold`, but with a space at its ends where it has one."""
    return fold(f"|{text}|")[1:-1]


def final_name(note: Note) -> FinalName:
    """What a final note is called: by `filnavn`, else `Sak 11-19 – Tittelen 04.03.2019`.

    Where that is too long, the title is shortened first, and the version never.
    """
    return FinalName(_filled(note.file_name, note) or _filled(DEFAULT_FILE_NAME, note))


def _filled(parts: FileName, note: Note) -> str:
    texts = [
        _VALUES[part](note)[:LONGEST] if isinstance(part, NameField) else safe(part)[:LONGEST]
        for part in parts[:_MOST_PARTS]
    ]
    is_title = [part is NameField.TITLE for part in parts]
    if not is_short(_usable("".join(texts))):
        texts = _with_short_title(texts, is_title)
    while not is_short(name := _usable("".join(texts))):
        at = max(range(len(texts)), key=lambda number: len(texts[number]))
        texts[at] = texts[at][:-1]
    return name if name.strip(" .-_–—") else ""


def _with_short_title(texts: Sequence[str], is_title: Sequence[bool]) -> list[str]:
    """`texts` with as much of the title as there is room for, in whole words if it can be."""
    title = max((text for text, it in zip(texts, is_title, strict=False) if it), default="")

    def using(title: str) -> list[str]:
        return [title if it else text for text, it in zip(texts, is_title, strict=False)]

    while title and not is_short(_usable("".join(using(title)))):
        title = title[:-1]
    return using(title.rpartition(" ")[0] or title)


def _day(day: Date | None) -> str:
    return in_figures(day) if day else ""


_VALUES: Mapping[NameField, Callable[[Note], str]] = {
    NameField.CASE_NUMBER: lambda note: safe(bare_case_number(note.case_number)),
    NameField.TITLE: lambda note: safe(note.title),
    NameField.COMMITTEE: lambda note: safe(note.committee),
    NameField.DATE: lambda note: _day(note.date),
    NameField.MEETING: lambda note: _day(note.meeting),
    NameField.VERSION: lambda _note: _VERSION,
}


def _usable(name: str) -> str:
    """As `usable`, of a name that may have a place for the version."""
    numbered = usable(name.replace(_VERSION, "1"))
    is_the_same = numbered == usable(name).replace(_VERSION, "1")
    return usable(name) if is_the_same else f"_{usable(name)}"


def is_short(name: str, room: int = 0) -> bool:
    """Whether a name, and `room` more characters, is one that every system takes."""
    longest = name.replace(_VERSION, _ROOM)
    return len(longest) + room <= LONGEST and len(longest.encode()) + room <= MOST_BYTES
