"""What those who read tables and fields of a Word file ask of its `Reading`, and tell it."""

from __future__ import annotations

from typing import Protocol

from arkdoc.model.diagnostic import Rule
from arkdoc.model.source import Span
from arkdoc.ooxml.oxml import Element


class Account(Protocol):
    """The part of a `Reading` that knows places, and gathers findings."""

    def number(self, element: Element, /) -> int:
        """The number of the paragraph that `element`, a w:p, is."""

    def span(self, number: int, start: int, end: int, /) -> Span:
        """The characters of paragraph `number` from `start` up to `end`, offsets from 0."""

    def say(self, rule: Rule, span: Span, **args: object) -> None:
        """Report `rule` at `span`."""
