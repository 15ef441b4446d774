"""A paragraph's runs → its leaves: stretches of text with their formatting, in order.

Revisions come out as accepted, fields as their results (17.16), and controls as what is in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from arkdoc.model.names import clip
from arkdoc.model.nodes import FootnoteReference, HardBreak, Image, Text
from arkdoc.model.regex import regex
from arkdoc.model.source import APART, Span
from arkdoc.model.tree import replacement
from arkdoc.ooxml.oxml import Element
from arkdoc.ooxml.reader import value
from arkdoc.read.word import fields
from arkdoc.read.word.controls import take_control
from arkdoc.read.word.drawings import read_drawing
from arkdoc.read.word.equations import linear
from arkdoc.read.word.parts import NOTE_MARKS, note_label
from arkdoc.read.word.reading import (
    BOOKMARK,
    FIELD_CHARACTER,
    FIELD_KIND,
    OpenField,
    Reading,
)
from arkdoc.read.word.styles import NO_FORMAT, RunFormat, run_format
from arkdoc.read.word.symbols import SCRIPTS, in_script, shown, symbol
from arkdoc.read.word.tags import (
    DELETED,
    HYPERLINK,
    INS,
    MATH_PARAGRAPH,
    MOVE_TO,
    OFFICE_MATH,
    PPR,
    RELATION,
    RPR,
    SDT,
    SDT_PR,
    SIMPLE_FIELD,
    TC,
    P,
    R,
    T,
    w,
)
from arkdoc.rules.word_files import EQUATION, UNKNOWN_SYMBOL
from arkdoc.rules.word_reading import COMMENT

_BREAKS, _TABS = frozenset((w("br"), w("cr"))), frozenset((w("tab"), w("ptab")))
_DRAWINGS = frozenset((w("drawing"), w("pict"), w("object")))
_INSTRUCTION, _SYMBOL, _COMMENT = w("instrText"), w("sym"), w("commentReference")
_NO_BREAK_HYPHEN, _SOFT_HYPHEN, _RUBY = w("noBreakHyphen"), w("softHyphen"), w("ruby")
_RUBY_PARTS = (w("rubyBase"), w("rt"))
_IGNORED = frozenset(
    (PPR, RPR, SDT_PR, w("sdtEndPr"), w("smartTagPr"), w("customXmlPr"), w("pPrChange"))
)
CONTROL = regex("[\n\r\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]")
"""What a text may hold that is read as a space."""
_OWN_BOOKMARKS = ("_GoBack",)


class Leaf(NamedTuple):
    """A stretch of a paragraph with one format. `link` is where it leads, or empty."""

    inline: Text | HardBreak | Image | FootnoteReference
    bold: bool = False
    italic: bool = False
    strike: bool = False
    link: str = ""
    language: str = ""


@dataclass(slots=True)
class Content:
    """What a paragraph holds. `anchored` are pictures that float beside it, `boxes` text boxes.

    `levels` are the levels of the headings whose character style its runs have; None among them
    for runs without one. `has_sequence`: it has the number of a caption.
    """

    number: int
    leaves: list[Leaf] = field(default_factory=list)
    anchored: list[Image] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    levels: set[int | None] = field(default_factory=set)
    has_sequence: bool = False


class _Around(NamedTuple):
    """What a run stands in: a link, and a reason to leave its text out."""

    link: str = ""
    left_out: str = ""


def read_content(reading: Reading, paragraph: Element, style: str) -> Content:
    """Read the runs of `paragraph`, which is in that style."""
    return _Runs(reading, paragraph, style).read(paragraph)


class _Runs:
    def __init__(self, reading: Reading, paragraph: Element, style: str) -> None:
        self._reading = reading
        self._content = Content(reading.number(paragraph))
        self._number = self._content.number
        self._styles = reading.file.styles
        base = self._styles.runs_of(paragraph.find(PPR), style)
        language = base.language or self._styles.language
        self._base = replace(base, language=language)
        self._unformatted = NO_FORMAT.over(NO_FORMAT, self._base)
        self._level: int | None = None  # of the headings that the run's style is for
        self._soft_hyphen = "\u00ad"
        if reading.is_ours and next(paragraph.iterancestors(TC), None) is not None:
            self._soft_hyphen = ""  # arkdoc divides compounds in cells; nobody wrote that
        self._text: list[str] = []
        self._column = 0
        self._left_out: dict[str, list[str]] = {}

    def read(self, paragraph: Element) -> Content:
        for element, around in self._elements(paragraph):
            if element.tag == R:
                self._run(element, around)
            elif element.tag == BOOKMARK:
                name = element.get(w("name")) or ""
                if name not in _OWN_BOOKMARKS:
                    self._content.anchors.append(name)
            else:
                self._equation(element)
        if self._number:
            self._reading.texts[self._number - 1] = "".join(self._text)
        for what, texts in self._left_out.items():
            text = " ".join("".join(texts).split())
            if text:
                span = self._reading.span(self._number, 0, self._column)
                self._reading.say_left_out(span, what, text)
        return self._content

    def _elements(self, paragraph: Element) -> Iterator[tuple[Element, _Around]]:
        """Runs, equations and bookmarks in order, each with what it stands in."""
        stack: list[tuple[Iterator[Element], _Around, OpenField | None]] = [
            (iter(paragraph), _Around(), None)
        ]
        while stack:
            children, around, opened = stack[-1]
            element = next(children, None)
            if element is None:
                stack.pop()
                if opened is not None:
                    self._reading.fields.remove(opened)
                continue
            tag = element.tag
            if tag in (R, OFFICE_MATH, MATH_PARAGRAPH, BOOKMARK):
                yield element, around
            elif tag in DELETED:
                self._reading.revised(element, self._number)
            elif tag == HYPERLINK:
                stack.append((iter(element), around._replace(link=self._target(element)), None))
            elif tag == SIMPLE_FIELD:
                simple = OpenField(element.get(w("instr")) or "", in_result=True, is_simple=True)
                self._begin_result(simple)
                self._reading.fields.append(simple)
                stack.append((iter(element), around, simple))
            elif tag == SDT:
                reason = take_control(self._reading, element, self._number)
                stack.append(
                    (iter(element), around._replace(left_out=around.left_out or reason), None)
                )
            elif tag not in _IGNORED and tag != P:
                if tag in (INS, MOVE_TO):
                    self._reading.revised(element, self._number)
                stack.append((iter(element), around, None))

    # --- what stands around runs -------------------------------------------------------------

    def _target(self, link: Element) -> str:
        """Where a `w:hyperlink` leads (17.16.22)."""
        relations = self._reading.drawn_parts.relations(link)
        relation = relations.get(link.get(RELATION) or "")
        anchor = link.get(w("anchor")) or ""
        if relation is None:
            return f"#{anchor}" if anchor else ""
        return f"{relation.target}#{anchor}" if anchor else relation.target

    def _begin_result(self, opened: OpenField) -> None:
        opened.in_result = True
        opened.left_out = fields.why_left_out(opened.code)
        opened.link = fields.link(opened.code)
        self._content.has_sequence |= fields.is_sequence(opened.code)
        label = self._reading.note_marks.get(fields.note_bookmark(opened.code))
        if label and self._refer(label, _Around()):
            opened.left_out = fields.SILENTLY  # its number is counted anew

    def _field(self, element: Element, around: _Around, format_: RunFormat) -> None:
        """A `w:fldChar` (17.16.18): a field begins, its result begins, or it ends."""
        reading = self._reading
        last = next((f for f in reversed(reading.fields) if not f.is_simple), None)
        match element.get(FIELD_KIND):
            case "begin" if element in reading.closed_fields:
                reading.fields.append(OpenField(form=element.find(w("ffData"))))
            case "separate" if last is not None:
                self._begin_result(last)
            case "end" if last is not None:
                reading.fields.remove(last)
                text = "" if last.is_shown else fields.without_result(last)
                if text and not self._reason(around):
                    reading.add(self._number, text)
                    self._put(text, format_, around, seen=APART, is_exact=False)

    def _reason(self, around: _Around) -> str:
        """Why text that stands here is not printed, or empty."""
        if around.left_out:
            return around.left_out
        for opened in self._reading.fields:
            if not opened.in_result:
                return fields.CODE
            if opened.left_out:
                return opened.left_out
        return ""

    def _why_left_out(self, format_: RunFormat, around: _Around) -> str:
        """Why a run's text is not printed, or empty."""
        return fields.HIDDEN if format_.hidden else self._reason(around)

    # --- runs --------------------------------------------------------------------------------

    def _run(self, run: Element, around: _Around) -> None:
        properties = run.find(RPR)
        format_ = self._format(properties)
        stack = [iter(run)]
        while stack:
            element = next(stack[-1], None)
            if element is None:
                stack.pop()
                continue
            tag = element.tag
            if tag == T:
                self._text_of(element.text or "", format_, properties, around)
            elif tag in _TABS:
                self._put(" ", format_, around, seen="\t")
            elif tag in _BREAKS:
                self._break(element, around)
            elif tag == FIELD_CHARACTER:
                self._field(element, around, format_)
            elif tag == _INSTRUCTION:
                if self._reading.fields and not self._reading.fields[-1].in_result:
                    self._reading.fields[-1].code += element.text or ""
            elif tag == _NO_BREAK_HYPHEN:
                self._put("-", format_, around, seen="\u2011")
            elif tag == _SOFT_HYPHEN:
                self._put(self._soft_hyphen, format_, around)
            elif tag == _SYMBOL:
                self._symbol(element, format_, around)
            elif tag in NOTE_MARKS:
                self._refer(note_label(element), around)
            elif tag in _DRAWINGS:
                self._drawing(element, format_, around)
            elif tag == _COMMENT:
                self._reading.say(COMMENT, self._here())
            elif tag == _RUBY:
                stack += [iter(part) for part in reversed([*element]) if part.tag in _RUBY_PARTS]
            elif tag in (R, INS, MOVE_TO, *DELETED):
                if tag != R:
                    self._reading.revised(element, self._number)
                if tag not in DELETED:
                    stack.append(iter(element))
            elif tag == OFFICE_MATH:
                self._equation(element)

    def _format(self, properties: Element | None) -> RunFormat:
        """The format of a run, whose level is noted too."""
        if properties is None:
            self._level = None
            return self._unformatted
        named = value(properties, "w:rStyle")
        style = self._styles.run(named) if named else NO_FORMAT
        self._level = self._styles.linked_level(named) if named else None
        return run_format(properties).over(style, self._base)

    def _text_of(
        self, text: str, format_: RunFormat, properties: Element | None, around: _Around
    ) -> None:
        text = CONTROL.sub(" ", text)
        printed = shown(format_.font, text)
        if printed != text and not self._why_left_out(format_, around):
            self._reading.leave_out(self._number, text)
            self._reading.add(self._number, printed)
        script = value(properties, "w:vertAlign")
        if script in SCRIPTS:
            printed = in_script(printed, script, self._text[-1] if self._text else "")
        printed = printed.replace("\u00ad", self._soft_hyphen)
        self._put(printed, format_, around, seen=text)

    def _put(
        self,
        text: str,
        format_: RunFormat,
        around: _Around,
        *,
        seen: str | None = None,
        is_exact: bool = True,
    ) -> None:
        """Take `text` in; `seen` is what a search in Word finds there."""
        if not text:
            return
        seen = text if seen is None else seen
        start, self._column = self._column, self._column + len(seen)
        self._text.append(seen)
        if reason := self._why_left_out(format_, around):
            self._reading.leave_out(self._number, text if APART in seen else seen)
            if reason != fields.SILENTLY:
                self._left_out.setdefault(reason, []).append(seen)
            return
        if text.strip():
            self._content.levels.add(self._level)
        for opened in self._reading.fields:
            opened.is_shown = True
        link = around.link or next((f.link for f in reversed(self._reading.fields) if f.link), "")
        span = self._reading.span(self._number, start, self._column)
        is_exact = is_exact and len(text) == len(seen)
        inline = Text(text, span) if is_exact else replacement(text, span)
        leaf = Leaf(
            inline,
            bool(format_.bold),
            bool(format_.italic),
            bool(format_.strike),
            link,
            format_.language,
        )
        self._content.leaves.append(leaf)

    def _break(self, element: Element, around: _Around) -> None:
        """A line's end; one of a page or column is a space between words."""
        start, self._column = self._column, self._column + 1
        self._text.append("\n")
        if self._reason(around):
            return
        span = self._reading.span(self._number, start, self._column)
        is_line = element.get(w("type")) not in ("page", "column")
        self._content.leaves.append(Leaf(HardBreak(span) if is_line else Text(" ", span)))

    def _symbol(self, element: Element, format_: RunFormat, around: _Around) -> None:
        font, code = element.get(w("font")) or "", element.get(w("char")) or ""
        text = symbol(font, code)
        if not text:
            self._reading.say(UNKNOWN_SYMBOL, self._here(), font=clip(font), code=clip(code))
            return
        self._reading.add(self._number, text)
        self._put(text, format_, around, seen=APART * len(text))

    def _refer(self, label: str, around: _Around) -> bool:
        """Put the mark of a note here, if there is such a note."""
        is_there = label in self._reading.file.notes
        if is_there and not self._reason(around):
            self._content.leaves.append(Leaf(FootnoteReference(label, span=self._here())))
        return is_there

    def _drawing(self, element: Element, format_: RunFormat, around: _Around) -> None:
        drawn = read_drawing(self._reading, element, self._number, self._column + 1)
        is_anchored = any(child.tag.endswith("}anchor") for child in element)
        for image in drawn.images:
            if is_anchored:
                self._content.anchored.append(image)
            else:
                self._content.leaves.append(Leaf(image))
        reason = self._why_left_out(format_, around)
        if drawn.text and reason not in ("", fields.SILENTLY, fields.CODE):
            self._left_out.setdefault(reason, []).append(f" {drawn.text}")
        elif drawn.text and not reason:
            self._reading.add(self._number, drawn.text)
            text = f" {drawn.text}" if self._content.leaves else drawn.text
            self._put(text, format_, around, seen="", is_exact=False)
        self._content.boxes += drawn.boxes

    def _equation(self, element: Element) -> None:
        text = linear(element)
        if text.strip():
            span = self._reading.span(self._number, self._column, self._column + 1)
            self._level = None
            self._put(text, NO_FORMAT, _Around(), seen=APART)
            self._reading.say(EQUATION, span, text=clip(text))

    def _here(self) -> Span:
        return self._reading.span(self._number, self._column, self._column)
