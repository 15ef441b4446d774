"""Footnotes: the marks in the text, and the part that holds the footnotes that they call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from arkdoc.model.nodes import Footnote, FootnoteReference
from arkdoc.model.tree import all_inlines
from arkdoc.ooxml.oxml import (
    Element,
    bookmark,
    bookmark_name,
    field,
    paragraph,
    root,
    run,
    text,
    w,
)
from arkdoc.ooxml.revisions import TrackedChange
from arkdoc.style.role import Role
from arkdoc.write.docx.styles.variants import style_id

_STYLE = style_id(Role.FOOTNOTE_MARK.word_style)


class FootnoteMarks:
    """The marks of a document's footnotes.

    `ids` has the id in Word of each footnote called so far, by label, in the order of the marks.
    `bookmarks` numbers the document's bookmarks. With `change`, which says what was done to a mark,
    the document holds two versions: Word counts its footnotes anew, as they are called.
    """

    def __init__(
        self,
        footnotes: Mapping[str, Footnote],
        bookmarks: Iterator[int],
        change: Callable[[FootnoteReference], TrackedChange | None] | None = None,
    ) -> None:
        self.ids: dict[str, int] = {}
        self._footnotes = footnotes
        self._bookmarks = bookmarks
        self._change = change
        self._own_marks: set[str] = set()
        self._counted = 0

    def call(self, reference: FootnoteReference, *, in_footnote: bool) -> list[Element]:
        """The mark that calls a footnote (17.11.14), or repeats a mark (17.16.5.41).

        Word has no footnotes inside footnotes: those called there are called here as well,
        right after the one that calls them, and their mark in the footnote repeats it.
        """
        marks = [self._comma()] if reference.adjacent else []
        return marks + self._call(reference, in_footnote=in_footnote)

    def _call(self, reference: FootnoteReference, *, in_footnote: bool) -> list[Element]:
        label = reference.label
        if in_footnote or label in self.ids:
            shown = self.ids.get(label, 0) if self._change else reference.number
            number = run(*text(str(shown)), style=_STYLE)
            return field(f"NOTEREF {_bookmark(label)} \\f \\h", [number])
        marks = self._first(label)
        for inline in all_inlines(self._footnotes[label].blocks):
            if isinstance(inline, FootnoteReference) and inline.label not in self.ids:
                inside = [self._comma(), *self._call(inline, in_footnote=False)]
                change = self._change(inline) if self._change else None
                marks += change.runs(inside) if change else inside
        return marks

    @staticmethod
    def _comma() -> Element:
        """What parts two marks."""
        return run(*text(","), style=_STYLE)

    def _first(self, label: str) -> list[Element]:
        called = self.ids[label] = len(self.ids) + 1
        number = self._footnotes[label].number
        if self._change or number == self._counted + 1:
            self._counted += 1
            mark = run(w("footnoteReference", id=called), style=_STYLE)
        else:
            # Word would count otherwise than the other outputs do.
            self._own_marks.add(label)
            call = w("footnoteReference", customMarkFollows=1, id=called)
            mark = run(call, *text(str(number)), style=_STYLE)
        return bookmark(next(self._bookmarks), _bookmark(label), [mark])

    def repeat(self, label: str) -> list[Element]:
        """The runs that repeat the mark at the head of its footnote (17.11.13)."""
        sign = [w("footnoteRef")]
        if label in self._own_marks:
            sign = text(str(self._footnotes[label].number))
        return [run(*sign, style=_STYLE), run(*text(" "))]


def footnotes_part(footnotes: Iterable[Iterable[Element]]) -> Element:
    """The root of the footnotes part (17.11.15), after the two separators that Word needs."""
    return root(
        "w:footnotes",
        "w r",
        *(_separator(kind, id_) for id_, kind in enumerate(_SEPARATORS, start=-1)),
        *(w("footnote", *blocks, id=number) for number, blocks in enumerate(footnotes, start=1)),
    )


_SEPARATORS = ("separator", "continuationSeparator")


def _separator(kind: str, number: int) -> Element:
    line = paragraph(w("pPr", w("pStyle", val="Normal")), [run(w(kind))])
    return w("footnote", line, type=kind, id=number)


def _bookmark(label: str) -> str:
    return bookmark_name(f"mark-{label}")
