"""Inlines → the same without what a run of Markdown can't say; texts side by side become one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from arkdoc.language.written import DECORATION
from arkdoc.model.nodes import (
    Code,
    Emphasis,
    FootnoteReference,
    HardBreak,
    HeadingNumber,
    Image,
    Inline,
    Inlines,
    Link,
    Reference,
    SoftBreak,
    Strikethrough,
    Strong,
    Text,
)
from arkdoc.model.regex import regex
from arkdoc.model.source import Span
from arkdoc.model.tree import walk_inlines, without_link
from arkdoc.write.markdown.addresses import encoded
from arkdoc.write.markdown.escapes import is_letter
from arkdoc.write.markdown.unsaid import Changes, Unsaid

_Emphasised: TypeAlias = Emphasis | Strong | Strikethrough
_EMPHASISED = (Emphasis, Strong, Strikethrough)

_DEEPEST = 20
_SPACES = " \t"
_SCHEME = regex(r"([A-Za-z][A-Za-z0-9+.-]+):")
_LINKED, _SHOWN = ("http", "https", "mailto"), ("http", "https")
_LINE_END = regex("[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = regex(
    "[\0-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)


def without_control(text: str) -> str:
    """`text` without characters that no text may hold; ends of lines are spaces."""
    return _CONTROL.sub("", _LINE_END.sub(" ", text))


@dataclass(frozen=True, slots=True)
class PlainInlines:
    """Makes runs plain. `notes` are the labels of the footnotes there are, none inside one.

    `in_note`: the runs are a footnote's.
    """

    changes: Changes
    notes: frozenset[str] = frozenset()
    in_note: bool = False

    def run(self, inlines: Inlines, *, on_one_line: bool = False) -> Inlines:
        """A run by itself: a paragraph's, or a heading's or a cell's, which is `on_one_line`."""
        if on_one_line:
            inlines = self._on_one_line(inlines)
        return self._tidy(self._plain(inlines, ()), is_whole=True)

    def alternative(self, image: Image) -> Image:
        """A picture with what Markdown can say of it."""
        alt = self._words(image.alt, image.span).strip()
        title = self._words(image.title, image.span)
        decorative = image.decorative
        if not decorative and alt.casefold() == DECORATION:
            decorative = True
            self.changes.note(Unsaid.ALT_TEXT, image.span)
        source = encoded(without_control(image.source).strip())
        alt = "" if decorative else alt
        return replace(image, source=source, alt=alt, title=title, decorative=decorative)

    def _words(self, text: str, span: Span) -> str:
        cleaned = without_control(text)
        if cleaned != text:
            self.changes.note(Unsaid.CONTROL, span)
        return cleaned

    # --- one inline ----------------------------------------------------------------------

    def _plain(self, inlines: Iterable[Inline], around: tuple[type[Inline], ...]) -> Inlines:
        """What `inlines` become inside nodes of the types `around`."""
        found = tuple(one for inline in inlines for one in self._one(inline, around))
        return self._tidy(found, is_whole=False)

    def _one(self, inline: Inline, around: tuple[type[Inline], ...]) -> Iterator[Inline]:
        match inline:
            case Text():
                yield from self._text(inline)
            case SoftBreak() | HardBreak():
                yield inline
            case Code():
                yield from self._code(inline)
            case Emphasis() | Strong() | Strikethrough():
                yield from self._emphasised(inline, around)
            case Link():
                yield from self._link(inline, around)
            case Reference():
                yield from self._plain(inline.inlines, around)
            case HeadingNumber():
                yield Text(inline.number, inline.span)
            case Image():
                yield from self._image(inline)
            case FootnoteReference():
                yield self._note(inline)
            case _:
                assert_never(inline)

    def _text(self, text: Text) -> Iterator[Inline]:
        if not (_CONTROL.search(text.text) or _LINE_END.search(text.text)):
            yield text
            return
        self.changes.note(Unsaid.CONTROL, text.span)
        for n, part in enumerate(_LINE_END.split(text.text)):
            if n:
                yield HardBreak(text.span)
            yield replace(text, text=_CONTROL.sub("", part))

    def _code(self, code: Code) -> Iterator[Inline]:
        text = self._words(code.text, code.span)
        if text:
            yield replace(code, text=text)
        else:
            self.changes.note(Unsaid.EMPTY, code.span)

    def _emphasised(self, node: _Emphasised, around: tuple[type[Inline], ...]) -> Iterator[Inline]:
        inside = self._plain(node.inlines, (*around, type(node)))
        is_struck_twice = isinstance(node, Strikethrough) and Strikethrough in around
        is_third = sum(each in (Emphasis, Strong) for each in around) > 1 and not (
            isinstance(node, Strikethrough) or _begins_and_ends_with_letters(inside)
        )
        if len(around) >= _DEEPEST or is_struck_twice or is_third:
            self.changes.note(Unsaid.NESTED_EMPHASIS, node.span)
            yield from inside
            return
        start, end = _outer_space(inside)
        lead, middle, tail = inside[:start], inside[start:end], inside[end:]
        if middle and isinstance(first := middle[0], Text):
            rest = first.text.lstrip()
            if cut := first.text[: len(first.text) - len(rest)]:
                lead, middle = (*lead, Text(cut)), (replace(first, text=rest), *middle[1:])
        if middle and isinstance(last := middle[-1], Text):
            rest = last.text.rstrip()
            if cut := last.text[len(rest) :]:
                tail, middle = (Text(cut), *tail), (*middle[:-1], replace(last, text=rest))
        if lead or tail:
            self.changes.note(Unsaid.SPACE, node.span)
        yield from lead
        if middle:
            yield replace(node, inlines=middle)
        elif not lead and not tail:
            self.changes.note(Unsaid.EMPTY, node.span)
        yield from tail

    def _link(self, link: Link, around: tuple[type[Inline], ...]) -> Iterator[Inline]:
        destination = encoded(without_control(link.destination).strip())
        title = self._words(link.title, link.span)
        inside = self._plain(link.inlines, (*around, Link))
        marks = notes_in(inside)
        if marks:
            self.changes.note(Unsaid.NOTE_IN_LINK, link.span)
            inside = self._tidy(_without_notes(inside), is_whole=False)
        if Link in around or not destination or _is_refused(destination, _LINKED):
            self.changes.note(Unsaid.LINK, link.span)
            yield from without_link(inside, title, link.span)
        else:
            if not inside and _SCHEME.match(destination):
                self.changes.note(Unsaid.EMPTY, link.span)
                inside = (Text(destination, link.span),)
            yield replace(link, destination=destination, title=title, inlines=inside)
        yield from marks

    def _image(self, image: Image) -> Iterator[Inline]:
        plain = self.alternative(image)
        if not _is_refused(plain.source, _SHOWN):
            yield plain
            return
        self.changes.note(Unsaid.LINK, image.span)
        if words := " ".join(filter(None, (plain.alt, plain.title))).strip():
            yield Emphasis((Text(words),), image.span)

    def _note(self, mark: FootnoteReference) -> Inline:
        if mark.label in self.notes and not self.in_note:
            return mark
        kind = Unsaid.NOTE_IN_NOTE if self.in_note else Unsaid.NOTE_ALONE
        self.changes.note(kind, mark.span)
        return Text(f"[^{mark.label}]")

    # --- a run ---------------------------------------------------------------------------

    def _on_one_line(self, inlines: Inlines) -> Inlines:
        found: list[Inline] = []
        for inline in inlines:
            if isinstance(inline, SoftBreak):
                self.changes.note(Unsaid.LINE_END, inline.span)
                found.append(Text(" "))
            elif isinstance(inline, (*_EMPHASISED, Link)):
                found.append(replace(inline, inlines=self._on_one_line(inline.inlines)))
            else:
                found.append(inline)
        return tuple(found)

    def _tidy(self, inlines: Iterable[Inline], *, is_whole: bool) -> Inlines:
        """The run with one text where several stand together, and no space beside line ends."""
        found = list(_joined(inlines))
        self._trim(found, is_whole=is_whole)
        kept: list[Inline] = []
        for inline in found:
            above = kept[-1] if kept else None
            if isinstance(inline, SoftBreak) and isinstance(above, SoftBreak):
                self.changes.note(Unsaid.LINE_END, inline.span)
            elif not (isinstance(inline, Text) and not inline.text):
                kept.append(inline)
        while is_whole and kept and isinstance(kept[-1], SoftBreak):
            kept.pop()
        while is_whole and kept and isinstance(kept[0], SoftBreak):
            kept.pop(0)
        return tuple(kept)

    def _trim(self, run: list[Inline], *, is_whole: bool) -> None:
        """Take away the space of texts beside line ends, and at the ends of what is whole."""
        for n, inline in enumerate(run):
            if not isinstance(inline, Text):
                continue
            text = inline.text
            if (is_whole and n == 0) or (n > 0 and _is_break(run[n - 1])):
                text = text.lstrip(_SPACES)
            if (is_whole and n == len(run) - 1) or (n + 1 < len(run) and _is_break(run[n + 1])):
                text = text.rstrip(_SPACES)
            if text != inline.text:
                self.changes.note(Unsaid.SPACE, inline.span)
                run[n] = replace(inline, text=text)


def _is_break(inline: Inline) -> bool:
    return isinstance(inline, SoftBreak | HardBreak)


def _joined(inlines: Iterable[Inline]) -> Iterator[Inline]:
    waiting: Text | None = None
    for inline in inlines:
        if isinstance(inline, Text):
            waiting = replace(waiting, text=waiting.text + inline.text) if waiting else inline
            continue
        if waiting is not None:
            yield waiting
        waiting = None
        yield inline
    if waiting is not None:
        yield waiting


def joined(inlines: Inlines) -> Inlines:
    """`inlines` with texts that stand side by side as one, inside others too."""
    inside = (
        replace(inline, inlines=joined(inline.inlines))
        if isinstance(inline, (*_EMPHASISED, Link))
        else inline
        for inline in inlines
    )
    return tuple(_joined(inside))


def _begins_and_ends_with_letters(inlines: Inlines) -> bool:
    match inlines:
        case (Text() as first, *_) if is_letter(first.text[0]):
            return isinstance(last := inlines[-1], Text) and is_letter(last.text[-1])
        case _:
            return False


def _outer_space(inlines: Inlines) -> tuple[int, int]:
    """Where what is more than space begins and ends."""
    filled = [n for n, inline in enumerate(inlines) if not _is_blank(inline)]
    return (filled[0], filled[-1] + 1) if filled else (len(inlines), len(inlines))


def _is_blank(inline: Inline) -> bool:
    return _is_break(inline) or (isinstance(inline, Text) and not inline.text.strip())


def notes_in(inlines: Inlines) -> Inlines:
    """The marks of footnotes in `inlines`."""
    return tuple(each for each in walk_inlines(inlines) if isinstance(each, FootnoteReference))


def _without_notes(inlines: Inlines) -> Iterator[Inline]:
    for inline in inlines:
        if isinstance(inline, _EMPHASISED):
            if inside := tuple(_without_notes(inline.inlines)):
                yield replace(inline, inlines=inside)
        elif not isinstance(inline, FootnoteReference):
            yield inline


def _is_refused(address: str, allowed: tuple[str, ...]) -> bool:
    scheme = _SCHEME.match(address)
    return scheme is not None and scheme[1].lower() not in allowed
