"""Footnotes: the marks in the text, and the part that holds what they call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from arkdoc.model.document import FootnoteReference
from arkdoc.model.tree import inline_runs, walk, walk_inlines
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
from arkdoc.style.role import Role
from arkdoc.write.docx.content.context import InlineContext
from arkdoc.write.docx.styles.variants import style_id

PART = "footnotes.xml"
_STYLE = style_id(Role.FOOTNOTE_MARK.word_style)


class FootnoteWriter:
    """The footnotes called so far: their ids in Word by label, in the order of their marks."""

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}
        self._own_marks: set[str] = set()
        self._counted = 0

    def mark(self, reference: FootnoteReference, context: InlineContext) -> list[Element]:
        """The mark that calls a footnote (17.11.14), or repeats a mark (17.16.5.41).

        Word has no footnotes inside footnotes: those called there are called here as well,
        right after the one that calls them, and their mark in the footnote repeats it.
        """
        label = reference.label
        if context.note or label in self.ids:
            number = text(str(reference.number))
            code = f"NOTEREF {_name(label)} \\f \\h"
            return field(code, [run(*number, style=_STYLE)])
        marks = self._first(label, context)
        for inside in _called_by(label, context):
            if inside not in self.ids:
                again = FootnoteReference(
                    inside, context.shared.document.footnotes[inside].number, 1
                )
                marks += [run(*text(","), style=_STYLE), *self.mark(again, context)]
        return marks

    def _first(self, label: str, context: InlineContext) -> list[Element]:
        called = self.ids[label] = len(self.ids) + 1
        footnote = context.shared.document.footnotes[label]
        if footnote.number == self._counted + 1:
            self._counted += 1
            mark = run(w("footnoteReference", id=called), style=_STYLE)
        else:
            # Word would count otherwise than the other outputs do.
            self._own_marks.add(label)
            call = w("footnoteReference", customMarkFollows=1, id=called)
            mark = run(call, *text(str(footnote.number)), style=_STYLE)
        return bookmark(next(context.shared.bookmarks), _name(label), [mark])

    def own_mark(self, label: str, number: int) -> list[Element]:
        """The runs that repeat the mark at the head of the footnote (17.11.13)."""
        sign = text(str(number)) if label in self._own_marks else [w("footnoteRef")]
        return [run(*sign, style=_STYLE), run(*text(" "))]


def part(footnotes: Iterable[Iterable[Element]]) -> Element:
    """The root of the footnotes part (17.11.15), after the two separators that Word needs."""
    style = w("pPr", w("pStyle", val="Normal"))
    after = w("pPr", w("pStyle", val="Normal"))
    return root(
        "w:footnotes",
        "w r",
        w("footnote", paragraph(style, [run(w("separator"))]), type="separator", id=-1),
        w(
            "footnote",
            paragraph(after, [run(w("continuationSeparator"))]),
            type="continuationSeparator",
            id=0,
        ),
        *(w("footnote", *blocks, id=number) for number, blocks in enumerate(footnotes, start=1)),
    )


def _name(label: str) -> str:
    return bookmark_name(f"mark-{label}")


def _called_by(label: str, context: InlineContext) -> Iterator[str]:
    for block in walk(context.shared.document.footnotes[label].blocks):
        for inlines in inline_runs(block):
            for inline in walk_inlines(inlines):
                if isinstance(inline, FootnoteReference):
                    yield inline.label
