"""WordprocessingML as text → what the readers of `read/word` that are given a Reading make of it.

A stand-in for the whole reader: paragraphs of runs, bold ones as Strong, and lists by `w:numPr`, so
that the tests of tables and fields say nothing of the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from arkdoc.model.diagnostic import Diagnostic, Rule, diagnostic
from arkdoc.model.marker import BULLET
from arkdoc.model.nodes import (  # fmt: skip
    Block,
    Blocks,
    HardBreak,
    Heading,
    Inline,
    ListBlock,
    ListItem,
    Paragraph,
    Strong,
    Text,
)
from arkdoc.model.source import Span
from arkdoc.ooxml.oxml import Element, qname
from arkdoc.read.word.tables import read_table
from tests.support.word_packages import DECLARATIONS

PATH = "contributions/ub.docx"


def xml(text: str) -> Element:
    """The element that `text` is."""
    return etree.fromstring(
        f"<w:body {DECLARATIONS}>{text}</w:body>", etree.XMLParser(huge_tree=True)
    )


@dataclass
class StandIn:
    """A Reading, as far as tables and fields know it, of the body `text`."""

    text: str
    path: str = PATH
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.body = xml(self.text)
        paragraphs = self.body.iter(qname("w:p"))
        self._numbers = {element: number for number, element in enumerate(paragraphs, 1)}

    def number(self, paragraph: Element) -> int:
        return self._numbers[paragraph]

    def span(self, number: int, start: int, end: int) -> Span:
        return Span(self.path, number, start + 1, number, end + 1)

    def say(self, rule: Rule, span: Span, **args: object) -> None:
        self.diagnostics.append(diagnostic(rule, span, **args))

    @property
    def codes(self) -> list[str]:
        return [finding.rule.code for finding in self.diagnostics]

    def blocks(self, *, depth: int = 0, headed: bool = True) -> Blocks:
        """The blocks of the body; `headed`: tables stand after the first heading."""
        return self._read(self.body, depth, headed)

    def _read(self, elements: Iterable[Element], depth: int, headed: bool) -> Blocks:
        blocks: list[Block] = []
        for is_item, group in groupby(self._blocks(elements, depth, headed), lambda pair: pair[0]):
            found = [block for _, block in group]
            if is_item:
                items = tuple(ListItem((block,), span=block.span) for block in found)
                blocks.append(ListBlock(BULLET, items, span=found[0].span.to(found[-1].span)))
            else:
                blocks += found
        return tuple(blocks)

    def _blocks(
        self, elements: Iterable[Element], depth: int, headed: bool
    ) -> Iterator[tuple[bool, Block]]:
        for element in elements:
            if element.tag == qname("w:p"):
                block = self._paragraph(element)
                if block:
                    is_item = next(element.iter(qname("w:numPr")), None) is not None
                    yield is_item, block
            elif element.tag == qname("w:tbl"):

                def inner(inside: Iterable[Element]) -> Blocks:
                    return self._read(inside, depth + 1, headed)

                table = read_table(
                    self, element, inner, depth=depth, before_first_heading=not headed
                )
                yield from ((False, block) for block in table)
            elif element.tag in (qname("w:sdt"), qname("w:sdtContent")):
                yield from self._blocks(element, depth, headed)

    def _paragraph(self, element: Element) -> Block | None:
        number, at = self.number(element), 0
        inlines: list[Inline] = []
        for part in element.iter(qname("w:t"), qname("w:br")):
            if part.tag == qname("w:br"):
                inlines.append(HardBreak(self.span(number, at, at + 1)))
                at += 1
                continue
            text = part.text or ""
            span = self.span(number, at, at + len(text))
            run = part.getparent()
            assert run is not None
            is_bold = next(run.iter(qname("w:b")), None) is not None
            inlines.append(Strong((Text(text, span),), span) if is_bold else Text(text, span))
            at += len(text)
        if not inlines:
            return None
        style = next((s.get(qname("w:val")) or "" for s in element.iter(qname("w:pStyle"))), "")
        span = self.span(number, 0, at)
        if style.startswith(("Overskrift", "Tittel")):
            return Heading(int(style[-1]) if style[-1].isdigit() else 1, tuple(inlines), span=span)
        return Paragraph(tuple(inlines), span)
