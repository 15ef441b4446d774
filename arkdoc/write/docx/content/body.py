"""Paragraphs and tables one after the other: what depends on what came just before.

Here are the gaps that only neighbours can tell: below a table, after a list's last item,
between two tables, and where a page across begins and ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum

from arkdoc.ooxml.oxml import Element, paragraph, put, run, text, w
from arkdoc.style.role import Role
from arkdoc.write.docx.styles.registry import Styles
from arkdoc.write.docx.styles.variants import Variant

SectionProperties = Callable[[bool], Element]


class _Above(Enum):
    """What came last, if it can have no space below it."""

    TEXT = 0
    TABLE = 1
    CONTROL = 2  # Word makes the paragraphs in one for contents anew


@dataclass(slots=True)
class _Styled:
    """A paragraph whose style is not settled until what follows it is known."""

    style: Element
    variant: Variant


class Body:
    """The block-level children of a body, a footnote or a content control, as they come.

    `section`, where there can be sections, makes the properties of one from whether its
    pages lie across.
    """

    def __init__(self, styles: Styles, section: SectionProperties | None = None) -> None:
        self._styles = styles
        self._section = section
        self._elements: list[Element] = []
        self._styled: list[_Styled] = []
        self._last: _Styled | None = None
        self._above = _Above.TEXT
        self._wide = False

    def paragraph(
        self,
        variant: Variant,
        content: Iterable[Element],
        *,
        wide: bool = False,
        number: tuple[int, int] | None = None,
    ) -> None:
        """Add a paragraph; `number` is the list it is an item of, and its level there."""
        self._turn(wide)
        spaced = replace(variant, after_table=self._above is not _Above.TEXT)
        styled = _Styled(w("pStyle"), spaced)
        properties = w("pPr", styled.style)
        if number:
            properties.append(w("numPr", w("ilvl", val=number[1]), w("numId", val=number[0])))
        # In a box, what is set in has its first line at the edge, where the border is drawn.
        inset = [run(*text("\t"))] if variant.inner and not number else []
        self._elements.append(paragraph(properties, [*inset, *content]))
        self._styled.append(styled)
        self._last, self._above = styled, _Above.TEXT

    def table(self, element: Element, *, wide: bool = False) -> None:
        """Add a table, apart from one that stands right before it."""
        self._turn(wide)
        if self._above is _Above.TABLE:
            self._separate()
        self._elements.append(element)
        self._last, self._above = None, _Above.TABLE

    def control(self, element: Element, *, wide: bool = False) -> None:
        """Add a block-level content control (17.5.2.29)."""
        self._turn(wide)
        self._elements.append(element)
        self._last, self._above = None, _Above.CONTROL

    def stands_after(self, frame: Role) -> bool:
        """Whether a box of the kind `frame` begins right after one that Word would take for it.

        One on the same ground will do: the space between the two would be shaded too.
        """
        last = self._last.variant if self._last else None
        if last is None or last.again:
            return False
        shade = self._styles.format(Variant(frame)).shade
        on_same_ground = bool(shade) and self._styles.format(last).shade == shade
        return on_same_ground or frame in (last.frame, last.role)

    def close(self) -> None:
        """Let the latest paragraph be the last of its list or box."""
        if self._last:
            self._last.variant = replace(self._last.variant, last=True)

    def finish(self) -> list[Element]:
        """Everything, styles settled and the last section's properties at the end."""
        if self._above is _Above.TABLE:
            self._separate()
        for styled in self._styled:
            put(styled.style, "w:val", self._styles.paragraph(styled.variant))
        if self._section:
            self._elements.append(self._section(self._wide))
        return self._elements

    def _separate(self) -> Element:
        """Word joins tables that touch, and must have a paragraph last of all."""
        properties = w("pPr", w("pStyle", val=self._styles.separator()))
        self._elements.append(paragraph(properties, ()))
        return properties

    def _turn(self, wide: bool) -> None:
        """End the section where the next block's pages lie otherwise; no page is left empty."""
        if self._section is None or wide == self._wide:
            return
        if self._elements:
            self._end_section(self._section(self._wide))
        self._wide, self._above = wide, _Above.TEXT

    def _end_section(self, properties: Element) -> None:
        """A section's properties stand in those of its last paragraph (17.6.18)."""
        if self._last is None:
            self._separate().append(properties)
        else:
            self._elements[-1][0].append(properties)
