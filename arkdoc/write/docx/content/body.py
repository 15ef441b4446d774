"""Paragraphs, tables and controls in order → the block-level children of a body.

What depends on neighbours is decided here: the space below a table and after a list's last item,
which of them a rule is a border of, the paragraph between two tables, the sections that landscape
pages begin and end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from arkdoc.ooxml.oxml import Element, paragraph, put, qname, run, text, w
from arkdoc.ooxml.revisions import TrackedChange
from arkdoc.style.role import Role
from arkdoc.write.docx.content.rule_lines import RULED, box_of, fit
from arkdoc.write.docx.styles.registry import Styles
from arkdoc.write.docx.styles.variants import Adjustment, Variant

_P = qname("w:p")

SectionProperties = Callable[[bool], Element]


class _Above(Enum):
    """What came last: text, or something that can't have space below it."""

    TEXT = 0
    TABLE = 1
    CONTROL = 2  # Word replaces the paragraphs in the one for the table of contents


@dataclass(slots=True)
class _Styled:
    """A paragraph whose style is not known until what follows it is known.

    `level` is that of the list it is an item of. `follows`: a paragraph stands right above it.
    `goes`: one version of the document has it not, so that nothing of another can hang on it.
    """

    element: Element
    style: Element
    variant: Variant
    level: int | None
    follows: bool
    goes: bool


class _PendingRule(NamedTuple):
    """A rule that is no paragraph's border yet: the style of one here, and its own bookmark."""

    variant: Variant
    bookmark: list[Element]


class BlockSequence:
    """The block-level children of a body, a footnote or a content control, as they come.

    `section(is_landscape)` makes a section's properties, where there can be sections. `landscape`
    is whether what is added next is to be on landscape pages. `change` is what was done to all that
    is added, where anything was.
    """

    def __init__(self, styles: Styles, section: SectionProperties | None = None) -> None:
        self._styles = styles
        self._section = section
        self._elements: list[Element] = []
        self._styled: list[_Styled] = []
        self._rules: list[_PendingRule] = []
        self._last: _Styled | None = None
        self._last_change: TrackedChange | None = None
        self.change: TrackedChange | None = None
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
        style = w("pStyle")
        properties = w("pPr", style)
        if number:
            properties.append(w("numPr", w("ilvl", val=number[1]), w("numId", val=number[0])))
        if align:
            properties.append(w("jc", val=align))
        # In a box, what is set in has its first line at the edge, where the border is drawn.
        inset = [run(*text("\t"))] if variant.position.inner and not number else []
        content = [*inset, *content]
        if self.change:
            content = self.change.paragraph(properties, content)
        element = paragraph(properties, content)
        level = number[1] if number else None
        styled = _Styled(
            element, style, variant, level, self._last is not None, self.change is not None
        )
        self._settle(styled)
        self._elements.append(element)
        self._styled.append(styled)
        self._last, self._above, self._last_change = styled, _Above.TEXT, self.change

    def placed(
        self, variant: Variant, content: Iterable[Element], properties: Iterable[Element]
    ) -> None:
        """Add a paragraph with `properties` of its own, in their order (17.3.1.26)."""
        self.paragraph(variant, content)
        self._elements[-1][0].extend(properties)

    def rule(self, variant: Variant, bookmark: list[Element]) -> None:
        """Add a rule: a border of the paragraph before it or after it, whichever it suits.

        `variant` is the style that a paragraph for it alone would have here, and is where there is
        no such neighbour, but a paragraph that Word needs. Its `bookmark` stands at the border.
        """
        self._turn()
        rule = _PendingRule(variant, bookmark)
        if self.change:
            self._settle()
            self._alone([rule], self.change)
        else:
            self._rules.append(rule)

    @contextmanager
    def changed(self, change: TrackedChange) -> Iterator[None]:
        """Let all that is added meanwhile be of one `change`."""
        around, self.change = self.change, change
        yield
        self._elements += change.end()
        self.change = around

    def table(self, element: Element) -> None:
        """Add a table, apart from one that stands right before it."""
        self._turn()
        if self._rules and self._last is None and self._above is not _Above.TABLE:
            # Nothing above can have a border, and the table has its own.
            first = next(element.iter(_P))
            first[1:1] = [mark for rule in self._rules for mark in rule.bookmark]
            self._rules = []
        elif self._above is _Above.TABLE and not self._rules:
            self._separate(self._last_change or self.change, between=True)
        self._settle()
        self._elements.append(element)
        self._last, self._above, self._last_change = None, _Above.TABLE, self.change

    def control(self, element: Element) -> None:
        """Add a block-level content control (17.5.2.29)."""
        self._turn()
        self._settle()
        self._elements.append(element)
        self._last, self._above = None, _Above.CONTROL

    def hand_rules_to(self, inside: BlockSequence) -> None:
        """Let the rules above a control be borders in it, where nothing before it can have them."""
        self._turn()
        if self._last is None:
            self._rules, inside._rules = inside._rules, self._rules

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

    @property
    def count(self) -> int:
        """How many paragraphs there are so far."""
        return len(self._styled)

    def keep(self, first: int, runs: Iterable[int]) -> None:
        """Keep paragraphs whole and together, from number `first` on in runs of these lengths."""
        for length in runs:
            run_ = self._styled[first : first + length]
            for styled in run_:
                styled.variant = styled.variant.adjusted(Adjustment.WHOLE)
            for styled in run_[:-1]:
                styled.variant = styled.variant.adjusted(Adjustment.KEPT)
            first += length

    def finish(self) -> list[Element]:
        """All elements, their styles resolved, and the last section's properties at the end."""
        if self._above is _Above.TABLE and not self._rules:
            self._separate()
        self._settle()
        self._part_borders()
        for styled in self._styled:
            put(styled.style, "w:val", self._styles.paragraph(styled.variant))
        if self._section:
            self._elements.append(self._section(self._is_landscape))
        return self._elements

    def _settle(self, after: _Styled | None = None) -> None:
        """Make the rules that wait borders: of the last paragraph, or of the one that is `after`.

        Of several the first is below the last one, the others above the next.
        """
        rules, self._rules = self._rules, []
        if not rules:
            return
        before = self._last
        before = None if before and before.goes else before
        after = None if after and after.goes else after
        if before is None and after is None:
            self._alone(rules)
            return
        above = self._fit(rules[0], before, "bottom")
        below = self._fit(rules[0], after, "top")
        of_last = rules if above >= below else []
        if above > 0 and below > 0 and len(rules) > 1:
            of_last = rules[:1]
        of_next = rules[len(of_last) :]
        if before and of_last:
            before.variant = before.variant.adjusted(Adjustment.RULE_BELOW)
            before.element.extend(mark for rule in of_last for mark in rule.bookmark)
        if after and of_next:
            after.variant = after.variant.adjusted(Adjustment.RULE_ABOVE)
            after.element[1:1] = [mark for rule in of_next for mark in rule.bookmark]

    def _fit(self, rule: _PendingRule, neighbour: _Styled | None, side: str) -> int:
        if neighbour is None:
            return -1
        return fit(self._styles, rule.variant, neighbour.variant, side, neighbour.level)

    def _alone(self, rules: list[_PendingRule], change: TrackedChange | None = None) -> None:
        """Add a paragraph that is nothing but rules, where Word needs one, or they may go."""
        properties = w("pPr", w("pStyle", val=self._styles.paragraph(rules[0].variant)))
        marks = [mark for rule in rules for mark in rule.bookmark]
        if change:
            marks = change.paragraph(properties, marks)
        self._elements.append(paragraph(properties, marks))
        self._last, self._above, self._last_change = None, _Above.TEXT, change

    def _part_borders(self) -> None:
        """Let no two paragraphs that meet have the same rules: Word would draw one around both.

        Nor would it draw a box's background between two whose borders differ.
        """
        begun = [styled.variant for styled in self._styled]
        for at, (one, other) in enumerate(pairwise(self._styled)):
            first, second = begun[at], begun[at + 1]
            if not other.follows or not RULED & (first.adjustments | second.adjustments):
                continue
            above = self._styles.format(one.variant)
            if above.borders and above.borders == self._styles.format(other.variant).borders:
                changed = other.variant.adjustments ^ {Adjustment.AGAIN}
                other.variant = replace(other.variant, adjustments=changed)
            is_same_box = Adjustment.AGAIN not in first.adjustments ^ second.adjustments
            if above.shade and is_same_box and box_of(first) is box_of(second):
                one.variant = one.variant.adjusted(Adjustment.CLOSE)

    def _separate(self, change: TrackedChange | None = None, *, between: bool = False) -> Element:
        """Add a paragraph, as Word joins tables that touch and needs a paragraph at the end.

        `change` is what was done to the table that needs it.
        """
        properties = w("pPr", w("pStyle", val=self._styles.separator(between=between)))
        if change:
            change.paragraph(properties, [])
        self._elements.append(paragraph(properties, ()))
        return properties

    def _turn(self) -> None:
        """End the section where the next block's pages turn; no page is left empty."""
        if self._section is None or self.landscape == self._is_landscape:
            return
        self._settle()
        if self._elements:
            # A section's properties stand in those of its last paragraph (17.6.18).
            last = self._elements[-1]
            # One that is removed, or put in, would take the section with it.
            is_fit = last.tag == _P and self._last_change is None
            properties = last[0] if is_fit else self._separate()
            properties.append(self._section(self._is_landscape))
        self._is_landscape, self._above, self._last = self.landscape, _Above.TEXT, None
        self._last_change = None
