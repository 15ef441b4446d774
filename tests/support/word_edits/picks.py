"""A Word file and chance → the paragraphs, items, cells and fields that an edit is made to.

Only what somebody wrote is picked: what arkdoc writes itself (overviews, labels, contents) has kinds of
its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.support.word_edits.blocks import is_item, words_of
from tests.support.word_edits.editor import (
    NOTES,
    NothingToEditError,
    Word,
    cells_of,
    characters,
    runs,
    said,
)
from tests.support.word_edits.xml import (
    LINK,
    PPR,
    ROW,
    RPR,
    TABLE,
    VAL,
    Element,
    P,
    T,
    q,
)

WORDS = [
    "arbeidsro",
    "oppfølging",
    "medvirkning",
    "rutinen",
    "samarbeidet",
    "fagmiljøet",
    "seminaret",
    "evalueringen",
    "årshjulet",
    "kapasiteten",
    "ferdigheter",
    "likevel",
    "tydelig",
    "jevnlig",
    "sammen",
    "våren",
    "høsten",
    "månedlig",
    "kollegaer",
    "ledelsen",
]
_HEADERS_OF_MEASURES = ("Tiltak", "Enhet")
_UNIT = re.compile(r"(?!b_)\w+|b_enhet_\d+_[0-9a-f]{10}")
_OURS = re.compile(r"_ark_\d+_\d+(_\d+)?")


class Picks:
    """What can be edited in a file, chosen by `random`."""

    def __init__(self, word: Word, random: Random) -> None:
        self.word = word
        self.random = random

    # --- words -------------------------------------------------------------------------

    def new(self, number: int = 1) -> str:
        """Some words that may or may not be in the note."""
        return " ".join(self.random.choices(WORDS, k=number))

    def place(
        self, paragraph: Element, least: int = 1, *, in_links: bool = True
    ) -> tuple[int, int]:
        """Where a word of a paragraph begins and ends, neither the first nor the last if possible."""
        found = words_of(paragraph)
        if not in_links:
            linked = [run.getparent().tag == LINK for _, _, run in characters(paragraph)]
            found = [(start, end) for start, end in found if not any(linked[start:end])]
        if len(found) < least:
            raise NothingToEditError("too few words")
        return self.random.choice(found[1:-1] or found)

    # --- paragraphs --------------------------------------------------------------------

    def _of(self, paragraphs: list[Element], what: str) -> Element:
        if not paragraphs:
            raise NothingToEditError(what)
        return self.random.choice(paragraphs)

    def body(self, least: int = 6, where: Callable[[Element], bool] = lambda _: True) -> Element:
        """A paragraph of text outside lists, tables and boxes."""
        return self._of([p for p in self.bodies(least) if where(p)], "a paragraph")

    def bodies(self, least: int = 6) -> list[Element]:
        return [
            p
            for p in self.word.paragraphs()
            if p.getparent() is self.word.body
            and self.word.style_of(p).startswith("Body Text")
            and not is_item(p)
            and is_ours(p)
            and len(words_of(p)) >= least
            and not p.findall(f".//{q('drawing')}")
        ]

    def is_not_all(self, first: Element, last: Element) -> bool:
        """Whether something else stands beside these paragraphs: a unit has a text without them."""
        beside = first.getprevious(), last.getnext()
        return any(b is not None and is_ours(b) and not self.is_unit(b) for b in beside)

    def pair(
        self, where: Callable[[Element, Element], bool] = lambda *_: True
    ) -> tuple[Element, Element]:
        """Two paragraphs of text, one right after the other."""
        every = self.bodies()
        found = [(a, b) for a in every for b in every if a.getnext() is b and where(a, b)]
        if not found:
            raise NothingToEditError("two paragraphs")
        return self.random.choice(found)

    def styled(self, *names: str, least: int = 1) -> Element:
        """A paragraph in one of these styles."""
        found = [
            p
            for p in self.word.paragraphs()
            if self.word.style_of(p).startswith(names) and is_ours(p) and len(words_of(p)) >= least
        ]
        return self._of(found, names[0])

    def heading(self, *levels: int, least: int = 1, is_linked: bool | None = None) -> Element:
        """A heading that somebody wrote, none that is a unit's name.

        `is_linked` is whether links in the text lead to it; None where that is all the same.
        """
        names = tuple(f"heading {level}" for level in levels or (1, 2, 3, 4, 5))
        found = [
            p
            for p in self.word.paragraphs()
            if self.word.style_of(p) in names and is_ours(p) and len(words_of(p)) >= least
        ]
        if is_linked is not None:
            paragraphs = self.word.paragraphs()
            links = {x.get(q("anchor")) for p in paragraphs for x in p.iter(q("hyperlink"))}
            found = [p for p in found if is_linked is not links.isdisjoint(_bookmarks(p))]
        return self._of([p for p in found if not self.is_unit(p)], "a heading")

    def is_unit(self, paragraph: Element) -> bool:
        """Whether a heading is a unit's name: its own bookmark is the unit's id alone."""
        names = [n for n in _bookmarks(paragraph) if not n.startswith("_")]
        return any(_UNIT.fullmatch(name) for name in names)

    def item(self, where: Callable[[Element], bool] = lambda _: True) -> Element:
        """An item of a list that somebody wrote."""
        return self._of([p for p in self.items() if where(p)], "an item")

    def items(self) -> list[Element]:
        return [
            p
            for p in self.word.paragraphs()
            if p.getparent() is self.word.body
            and is_item(p)
            and self.word.style_of(p).startswith("List Paragraph")
            and not label_of(p)
            and is_ours(p)
            and not p.findall(f".//{q('drawing')}")
            and len(words_of(p)) > 1
        ]

    def items_in_a_row(self) -> tuple[Element, Element]:
        every = self.items()
        found = [(a, b) for a in every for b in every if a.getnext() is b and level(a) == level(b)]
        if not found:
            raise NothingToEditError("two items")
        return self.random.choice(found)

    # --- tables ------------------------------------------------------------------------

    def table(self) -> Element:
        """A table that somebody wrote, of two rows and two columns at least."""
        found = [t for t in self.word.body.iter(TABLE) if self._is_written(t)]
        return self._of(found, "a table")

    def _is_written(self, table: Element) -> bool:
        rows = table.findall(ROW)
        if len(rows) < 2 or table.getparent() is not self.word.body or not is_ours(table):
            return False
        if table.find(f".//{q('gridSpan')}") is not None:
            return False
        first = said(rows[0].find(f".//{P}")).strip()
        return len(cells_of(rows[0])) > 1 and first not in _HEADERS_OF_MEASURES

    def row(self) -> Element:
        """A row of such a table, not its header."""
        return self.random.choice(self.table().findall(ROW)[1:])

    def cell(self, least: int = 1, *, header: bool = False) -> Element:
        """A paragraph in a cell, with so many words."""
        found = [
            p
            for table in self.word.body.iter(TABLE)
            if self._is_written(table)
            for row in (table.findall(ROW)[:1] if header else table.findall(ROW)[1:])
            for p in row.iter(P)
            if len(words_of(p)) >= least and not is_item(p)
        ]
        return self._of(found, "a cell")

    # --- measures ----------------------------------------------------------------------

    def card_field(self, *labels: str, least: int = 1) -> Element:
        """A field of a measure's card, where the measure itself stands."""
        found = [
            p
            for card in self.cards()
            for p in card[1:]
            if (not labels or label_of(p) in labels) and len(words_of(p)) >= least
        ]
        return self._of(found, "a field of a measure")

    def cards(self) -> list[list[Element]]:
        """The paragraphs of each card, those of overviews left out."""
        found: list[list[Element]] = []
        for paragraph in self.word.paragraphs():
            style = self.word.style_of(paragraph)
            if style.startswith("Ark Measure"):
                found.append([paragraph])
            elif found and label_of(paragraph) and found[-1][-1].getnext() is paragraph:
                found[-1].append(paragraph)
        return [c for c in found if not any(label_of(p) in ("Enhet", "Eining") for p in c)]

    def card(self, least: int = 2) -> list[Element]:
        found = [card for card in self.cards() if len(card) >= least]
        if not found:
            raise NothingToEditError("a card")
        return self.random.choice(found)

    def measure_table(self) -> Element:
        """A table of measures, as a unit has it."""
        for table in self.word.body.iter(TABLE):
            header = [said(cell.find(P)) for cell in cells_of(table.find(ROW))]
            if header[:2] == ["Tiltak", "Status"]:
                return table
        raise NothingToEditError("a table of measures")

    # --- notes -------------------------------------------------------------------------

    def note(self, least: int = 2) -> Element:
        """A paragraph of a footnote."""
        if NOTES not in self.word.parts:
            raise NothingToEditError("a note")
        found = [p for p in self.word.tree(NOTES).iter(P) if len(words_of(p)) >= least]
        return self._of(found, "a note")

    def calling(self) -> Element:
        """A paragraph that calls a footnote."""
        found = [
            p
            for p in self.word.paragraphs()
            if any(run.find(q("footnoteReference")) is not None for run in runs(p))
        ]
        return self._of(found, "a mark of a note")

    def linking(self) -> Element:
        """A paragraph with a link to an outside address."""
        found = [
            p
            for p in self.word.paragraphs()
            if is_ours(p) and any(link.get(f"{{{_OFFICE}}}id") for link in p.iter(q("hyperlink")))
        ]
        return self._of(found, "a link")

    def formatted(self, *styles: str) -> tuple[Element, str]:
        """A paragraph and the words in it that are in one of these character styles."""
        names = {s.get(q("styleId")): s.find(q("name")).get(VAL) for s in
                 self.word.tree("word/styles.xml").iter(q("style"))}  # fmt: skip
        found = []
        for paragraph in [*self.bodies(1), *self.items()]:
            for run in runs(paragraph):
                style = run.find(f"{RPR}/{q('rStyle')}")
                if style is not None and names.get(style.get(VAL)) in styles:
                    words = "".join(t.text or "" for t in run.findall(T))
                    if words.strip() and said(paragraph).count(words) == 1:
                        found.append((paragraph, words))
        if not found:
            raise NothingToEditError(styles[0])
        return self.random.choice(found)

    # --- units -------------------------------------------------------------------------

    def unit_headings(self) -> list[Element]:
        return [
            p
            for p in self.word.paragraphs()
            if self.word.style_of(p).startswith("heading") and said(p) and self.is_unit(p)
        ]

    def unit_of(self, paragraph: Element) -> Element | None:
        """The heading of the unit that a paragraph of the body stands in."""
        units = self.unit_headings()
        before = [u for u in units if self.word.body.index(u) < self.word.body.index(paragraph)]
        return before[-1] if before else None


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def is_ours(element: Element) -> bool:
    """Whether something was written by somebody, and not by arkdoc: it has a bookmark for its line."""
    return any(_OURS.fullmatch(name) for name in _bookmarks(element))


def _bookmarks(element: Element) -> list[str]:
    return [str(each.get(q("name"))) for each in element.iter(q("bookmarkStart"))]


def label_of(paragraph: Element) -> str:
    """The label of a measure's field: `Hensikt`, or nothing."""
    for run in runs(paragraph):
        style = run.find(f"{RPR}/{q('rStyle')}")
        if style is not None and style.get(VAL) == "ArkFieldLabel":
            return "".join(t.text or "" for t in run.findall(T)).rstrip(":")
    return ""


def level(paragraph: Element) -> int:
    found = paragraph.find(f"{PPR}/{q('numPr')}/{q('ilvl')}")
    return int(found.get(VAL)) if found is not None else -1
