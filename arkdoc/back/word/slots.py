"""A paragraph of a Word file → each of its characters, with the run and the text that hold it.

What the reader counts as a character is one here, and besides each mark of a note. `locked` are
those that can't be changed one by one: in fields, in controls with values of their own, equations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from arkdoc.back.word.signs import LINE_END, NOTE
from arkdoc.model.source import APART
from arkdoc.ooxml.oxml import Element, qname
from arkdoc.ooxml.reader import child, value
from arkdoc.read.word import fields
from arkdoc.read.word.equations import linear
from arkdoc.read.word.parts import NOTE_MARKS
from arkdoc.read.word.reading import FIELD_CHARACTER, FIELD_KIND
from arkdoc.read.word.runs import CONTROL
from arkdoc.read.word.styles import NO_FORMAT, RunFormat, WordStyles, run_format
from arkdoc.read.word.symbols import symbol
from arkdoc.read.word.tags import (
    DELETED,
    HYPERLINK,
    MATH_PARAGRAPH,
    OFFICE_MATH,
    RPR,
    SDT,
    SDT_CONTENT,
    SIMPLE_FIELD,
    P,
    R,
    T,
    w,
)

_SIGNS = {
    w("tab"): "\t", w("ptab"): "\t", w("br"): LINE_END, w("cr"): LINE_END,
    w("noBreakHyphen"): "\u2011", w("softHyphen"): "\u00ad",
}  # fmt: skip
_SYMBOL, _INSTRUCTION = w("sym"), w("instrText")
_ALTERNATIVES = qname("mc:AlternateContent")
_OWN_VALUES = tuple(
    f"w:{name}"
    for name in ("dataBinding", "comboBox", "dropDownList", "date", "picture", "docPartList",
                 "docPartObj", "lock", "showingPlcHdr")
)  # fmt: skip
_DEEPEST = 30
"""How deep elements are looked into: text that stands deeper can't be edited."""

_PLAIN = frozenset((RPR, T, _SYMBOL, w("lastRenderedPageBreak"), *_SIGNS, *NOTE_MARKS))


class Slot(NamedTuple):
    """A character: the run and the element that hold it, and where in the element's text.

    `look` has b, i, s and l for bold, italic, struck out and in a link.
    """

    sign: str
    run: Element
    element: Element
    at: int
    look: str
    locked: bool


@dataclass(slots=True)
class _FieldAround:
    code: str = ""
    in_result: bool = False

    @property
    def look(self) -> str:
        return "l" if fields.link(self.code) else ""


@dataclass(slots=True)
class SlotReader:
    """Reads the paragraphs of a story in order. `closed` are the marks of fields that end."""

    styles: WordStyles
    closed: frozenset[Element]
    _fields: list[_FieldAround] = field(default_factory=list)

    def read(self, paragraph: Element, base: RunFormat) -> tuple[Slot, ...]:
        """The characters of a paragraph, `base` the format of its style."""
        return tuple(self._inside(paragraph, base, "", 0, locked=False))

    def _inside(
        self, element: Element, base: RunFormat, look: str, depth: int, *, locked: bool
    ) -> Iterator[Slot]:
        if depth > _DEEPEST:
            return
        depth += 1
        for each in element:
            tag = each.tag
            if tag == R:
                yield from self._run(each, base, look, locked=locked)
            elif tag in (OFFICE_MATH, MATH_PARAGRAPH):
                if linear(each).strip():
                    yield Slot(APART, each, each, 0, look, locked=True)
            elif tag == HYPERLINK:
                yield from self._inside(each, base, "l", depth, locked=locked)
            elif tag == SIMPLE_FIELD:
                is_link = bool(fields.link(each.get(w("instr")) or ""))
                inner = "l" if is_link else look
                yield from self._inside(each, base, inner, depth, locked=locked or not is_link)
            elif tag == SDT:
                content = each.find(SDT_CONTENT)
                if content is not None:
                    is_own = any(child(each, "w:sdtPr", name) is not None for name in _OWN_VALUES)
                    yield from self._inside(content, base, look, depth, locked=locked or is_own)
            elif tag not in DELETED and tag not in (P, _ALTERNATIVES):
                yield from self._inside(each, base, look, depth, locked=locked)

    def _run(self, run: Element, base: RunFormat, look: str, *, locked: bool) -> Iterator[Slot]:
        properties = run.find(RPR)
        named = value(properties, "w:rStyle")
        style = self.styles.run(named) if named else NO_FORMAT
        format_ = run_format(properties).over(style, base)
        letters = "b" * bool(format_.bold) + "i" * bool(format_.italic) + "s" * bool(format_.strike)
        for element in run:
            tag = element.tag
            if tag == FIELD_CHARACTER:
                self._field(element)
                continue
            if tag == _INSTRUCTION:
                if self._fields and not self._fields[-1].in_result:
                    self._fields[-1].code += element.text or ""
                continue
            signs = _signs(element)
            is_locked = locked or any(not (f.in_result and f.look) for f in self._fields)
            is_link = look or any(f.look for f in self._fields)
            mine = letters + "l" * bool(is_link)
            for at, sign in enumerate(signs):
                yield Slot(sign, run, element, at, mine, is_locked)

    def _field(self, element: Element) -> None:
        match element.get(FIELD_KIND):
            case "begin" if element in self.closed:
                self._fields.append(_FieldAround())
            case "separate" if self._fields:
                self._fields[-1].in_result = True
            case "end" if self._fields:
                self._fields.pop()


def _signs(element: Element) -> str:
    tag = element.tag
    if tag == T:
        return CONTROL.sub(" ", element.text or "")
    if tag == _SYMBOL:
        return APART * len(symbol(element.get(w("font")) or "", element.get(w("char")) or ""))
    return NOTE if tag in NOTE_MARKS else _SIGNS.get(tag, "")


def is_plain(run: Element) -> bool:
    """Whether a run holds nothing but what slots are made of."""
    return all(each.tag in _PLAIN for each in run)
