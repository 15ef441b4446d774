"""Runs, paragraphs and rows → the same, marked as tracked changes (17.13.5).

Each has an author and a number of its own, and no date: the same changes are the same bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from arkdoc.ooxml.oxml import Element, insert_property, qname, w

AUTHOR = "Sekretariatet"
"""The author of arkdoc's own tracked changes."""

_NO_DATE = "1980-01-01T00:00:00Z"
"""Where the schema wants one (CT_MoveBookmark); programs show that of the change: none."""

_DELETED_NAMES = {qname("w:t"): qname("w:delText"), qname("w:instrText"): qname("w:delInstrText")}
_OLD = ("del", "moveFrom")
_MOVES = ("moveFrom", "moveTo")
_RUN, _LINK = qname("w:r"), qname("w:hyperlink")
_WHOLE = (_RUN, qname("w:bookmarkStart"), qname("w:bookmarkEnd"))  # of a paragraph that goes


class TrackedChange:
    """One change as Word has it: `tag` is ins, del, moveFrom or moveTo.

    `numbers` gives each element its own. The two ends of a move have the same `name`. Without
    `has_ends`, the ends of its paragraphs stay.
    """

    def __init__(
        self, tag: str, numbers: Iterator[int], name: str = "", *, has_ends: bool = True
    ) -> None:
        self._tag = tag
        self._numbers = numbers
        self._has_ends = has_ends
        self._name = name if tag in _MOVES else ""
        self._end: Element | None = None

    def paragraph(self, properties: Element, content: Sequence[Element]) -> list[Element]:
        """The content of a paragraph, marked; its `properties` say that its end is too."""
        marked = self._marked(content, _WHOLE)
        if self._has_ends:
            mark = w("rPr", self._element())
            insert_property(properties, mark)
        if self._name and self._end is None:
            number = next(self._numbers)
            tag = f"{self._tag}RangeStart"
            start = w(tag, id=number, author=AUTHOR, date=_NO_DATE, name=self._name)
            self._end = w(f"{self._tag}RangeEnd", id=number)
            marked.insert(0, start)
        return marked

    def runs(self, content: Sequence[Element]) -> list[Element]:
        """`content` with its runs marked; those of a link stay in it, bookmarks stay outside."""
        return self._marked(content, (_RUN,))

    def _marked(self, content: Sequence[Element], tags: Collection[str]) -> list[Element]:
        made: list[Element] = []
        around: Element | None = None
        for element in content:
            if element.tag in tags:
                if around is None:
                    around = self._element()
                    made.append(around)
                around.append(deleted(element) if self._tag in _OLD else element)
                continue
            around = None
            if element.tag == _LINK:
                element.extend(self.runs(list(element)))
            made.append(element)
        return made

    def row(self, properties: Element) -> None:
        """Let the row with these `properties` be put in or removed: Word knows no moves of rows."""
        tag = "del" if self._tag in _OLD else "ins"
        properties.append(w(tag, id=next(self._numbers), author=AUTHOR))

    def cell(self, properties: Element) -> None:
        """Let the cell with these `properties` come or go with its column (17.13.5.1)."""
        tag = "cellDel" if self._tag in _OLD else "cellIns"
        properties.append(w(tag, id=next(self._numbers), author=AUTHOR))

    def end(self) -> list[Element]:
        """What comes after the last paragraph: the end of the stretch that has moved."""
        return [] if self._end is None else [self._end]

    def _element(self) -> Element:
        return w(self._tag, id=next(self._numbers), author=AUTHOR)


def deleted(run: Element) -> Element:
    """A run, its text named as deleted text is."""
    for old, new in _DELETED_NAMES.items():
        for element in run.iter(old):
            element.tag = new
    return run
