"""Paragraphs, tables and controls in order → the block-level children of a body.

What depends on neighbours is decided here: the space below a table and after a list's last item,
the paragraph between two tables, the sections that landscape pages begin and end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from arkdoc.ooxml.oxml import Element, paragraph, put, run, text, w
from arkdoc.style.role import Role
from arkdoc.write.docx.styles.registry import Styles
from arkdoc.write.docx.styles.variants import Adjustment, Variant

SectionProperties = Callable[[bool], Element]


class _Above(Enum):
    """What came last: text, or something that can't have space below it."""

    TEXT = 0
    TABLE = 1
    CONTROL = 2  # Word replaces the paragraphs in the one for the table of contents


@dataclass(slots=True)
class _Styled:
    """A paragraph whose style is not known until what follows it is known."""

    style: Element
    variant: Variant


class BlockSequence:
    """The block-level children of a body, a footnote or a content control, as they come.

    `section(is_landscape)` makes a section's properties, where there can be sections. `landscape`
    is whether what is added next is to be on landscape pages.
    """

    def __init__(self, styles: Styles, section: SectionProperties | None = None) -> None:
        self._styles = styles
        self._section = section
        self._elements: list[Element] = []
        self._styled: list[_Styled] = []
        self._last: _Styled | None = None
        self._above = _Above.TEXT
        self.landscape = self._is_landscape = False

    def paragraph(
        self,
        variant: Variant,
        content: Iterable[Element],
        *,
        number: tuple[int, int] | None = None,
        align: str = "",
    ) -> None:
        """Add a paragraph; `number` is the list it is an item of, and its level there.

        `align` is the side it is on, where its style doesn't say.
        """
        self._turn()
        if self._above is not _Above.TEXT:
            variant = variant.adjusted(Adjustment.AFTER_TABLE)
        styled = _Styled(w("pStyle"), variant)
        properties = w("pPr", styled.style)
        if number:
            properties.append(w("numPr", w("ilvl", val=number[1]), w("numId", val=number[0])))
        if align:
            properties.append(w("jc", val=align))
        # In a box, what is set in has its first line at the edge, where the border is drawn.
        inset = [run(*text("\t"))] if variant.position.inner and not number else []
        self._elements.append(paragraph(properties, [*inset, *content]))
        self._styled.append(styled)
        self._last, self._above = styled, _Above.TEXT

    def placed(
        self, variant: Variant, content: Iterable[Element], properties: Iterable[Element]
    ) -> None:
        """Add a paragraph with `properties` of its own, in their order (17.3.1.26)."""
        self.paragraph(variant, content)
        self._elements[-1][0].extend(properties)

    def table(self, element: Element) -> None:
        """Add a table, apart from one that stands right before it."""
        self._turn()
        if self._above is _Above.TABLE:
            self._separate()
        self._elements.append(element)
        self._last, self._above = None, _Above.TABLE

    def control(self, element: Element) -> None:
        """Add a block-level content control (17.5.2.29)."""
        self._turn()
        self._elements.append(element)
        self._last, self._above = None, _Above.CONTROL

    def joins(self, box: Role) -> bool:
        """Whether Word would draw a `box` that begins here as one with the box before it.

        It does so with one of the same background: the space between the two is shaded too.
        """
        last = self._last.variant if self._last else None
        if last is None or Adjustment.AGAIN in last.adjustments:
            return False
        shade = self._styles.format(Variant(box)).shade
        has_same_shade = bool(shade) and self._styles.format(last).shade == shade
        return has_same_shade or box in (last.position.box, last.role)

    def close(self, adjustment: Adjustment = Adjustment.LAST) -> None:
        """Let the latest paragraph be the last of its list or box, or whatever is said."""
        if self._last:
            self._last.variant = self._last.variant.adjusted(adjustment)

    def finish(self) -> list[Element]:
        """All elements, their styles resolved, and the last section's properties at the end."""
        if self._above is _Above.TABLE:
            self._separate()
        for styled in self._styled:
            put(styled.style, "w:val", self._styles.paragraph(styled.variant))
        if self._section:
            self._elements.append(self._section(self._is_landscape))
        return self._elements

    def _separate(self) -> Element:
        """Add a paragraph, as Word joins tables that touch and needs a paragraph at the end."""
        properties = w("pPr", w("pStyle", val=self._styles.separator()))
        self._elements.append(paragraph(properties, ()))
        return properties

    def _turn(self) -> None:
        """End the section where the next block's pages turn; no page is left empty."""
        if self._section is None or self.landscape == self._is_landscape:
            return
        if self._elements:
            # A section's properties stand in those of its last paragraph (17.6.18).
            last = self._separate() if self._last is None else self._elements[-1][0]
            last.append(self._section(self._is_landscape))
        self._is_landscape, self._above = self.landscape, _Above.TEXT
