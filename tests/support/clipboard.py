"""A DOCX → the text that Word puts on the clipboard, and what its paragraphs are.

A line a paragraph, with its bullet or number and a tab before it if it is an item of a list; a line
a row of a table, with tabs between the cells. Headings are lines like any other, and the marks of
footnotes leave nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from lxml import etree

from tests.support.project import W, WordFile, text_of


class Shown(NamedTuple):
    """A paragraph or a row: `heading`, `item`, `row` or `text`, and what stands before it."""

    kind: str
    text: str
    marker: str = ""
    level: int = 0

    @property
    def line(self) -> str:
        """The line that Word copies."""
        return f"{self.marker}\t{self.text}" if self.marker else self.text


def clipboard(shown: list[Shown]) -> str:
    """What Word copies."""
    return "".join(f"{one.line}\n" for one in shown)


def shown_in(file: WordFile, units: Collection[str]) -> dict[str, list[Shown]]:
    """What each unit's part of a note shows, by the unit's name, without the heading that it is."""
    found: dict[str, list[Shown]] = {}
    part: list[Shown] = []
    for shown in _Reader(file).read():
        if shown.kind == "heading" and shown.text in units:
            part = found.setdefault(shown.text, [])
        else:
            part.append(shown)
    return found


class _Reader:
    """One pass over the body; lists count."""

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self._styles = file.styles
        self._levels = file.levels()
        self._counts: Counter[tuple[str, int]] = Counter()
        numbering: Any = etree.fromstring(file.parts["word/numbering.xml"])
        self._instances = {num.get(f"{W}numId"): num for num in numbering.iter(f"{W}num")}
        self._definitions = {
            one.get(f"{W}abstractNumId"): one for one in numbering.iter(f"{W}abstractNum")
        }

    def read(self) -> Iterator[Shown]:
        for block in self._file.body.find(f"{W}body"):
            if block.tag == f"{W}p":
                yield self._paragraph(block)
            elif block.tag == f"{W}tbl":
                for row in block.iter(f"{W}tr"):
                    cells = [
                        "\n".join(map(text_of, cell.iter(f"{W}p"))) for cell in row.iter(f"{W}tc")
                    ]
                    yield Shown("row", "\t".join(cells))

    def _paragraph(self, paragraph: Any) -> Shown:
        text = text_of(paragraph)
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = "" if style is None else style.get(f"{W}val")
        if name in self._levels:
            return Shown("heading", text, level=self._levels[name])
        numbered = paragraph.find(f"{W}pPr/{W}numPr")
        if numbered is not None:
            return self._item(numbered, text)
        return Shown("text", text)

    def _item(self, numbered: Any, text: str) -> Shown:
        id_ = numbered.find(f"{W}numId").get(f"{W}val")
        level = int(numbered.find(f"{W}ilvl").get(f"{W}val"))
        instance = self._instances[id_]
        definition = self._definitions[instance.find(f"{W}abstractNumId").get(f"{W}val")]
        shape = next(s for s in definition.iter(f"{W}lvl") if s.get(f"{W}ilvl") == str(level))
        first = 1
        for override in instance.iter(f"{W}lvlOverride"):
            if override.get(f"{W}ilvl") == str(level):
                first = int(override.find(f"{W}startOverride").get(f"{W}val"))
        number = first + self._counts[id_, level]
        self._counts[id_, level] += 1
        mark = re.sub(r"%\d", str(number), shape.find(f"{W}lvlText").get(f"{W}val")).strip("\u2002")
        return Shown("item", text, mark, level)
