"""Diagnostics and `tillat` → those that are heard, and what each `tillat` silenced.

Contract, clauses 3 and 5: warnings and infos can be silenced, errors can't. A silence of a unit
reaches what is said of that unit and of its own contributions; its sub-units have their own, as
nobody has seen what will be found there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from arkdoc.catalogue import ALL, BY_CODE
from arkdoc.diagnostic import Diagnostic, Severity, found
from arkdoc.names import clip, fold
from arkdoc.note import Delivery, Silence
from arkdoc.rules.silencing import NOT_SILENCEABLE, SILENCING, UNKNOWN_RULE, USELESS_SILENCE
from arkdoc.source import Span

_NAMES = {rule.name: rule.code for rule in ALL}
_LATER = "ARK9"  # what only the finished outputs show, so not yet known when a text is checked


@dataclass(frozen=True, slots=True)
class Approval:
    """A silence, and how many findings it silenced."""

    silence: Silence
    count: int


class Silencing:
    """What `silences` do. `deliveries` tell which contributions and places are a unit's."""

    def __init__(self, silences: Sequence[Silence], deliveries: Iterable[Delivery]) -> None:
        self._silences = [silence for silence in silences if _may_silence(silence.code)]
        self._refused = [silence for silence in silences if not _may_silence(silence.code)]
        self._counts = [0] * len(self._silences)
        self._units: dict[str, str] = {}
        self._places: dict[Span, str] = {}
        for delivery in deliveries:
            if unit := delivery.unit:
                self._units |= dict.fromkeys(delivery.paths, unit.id)
                self._places |= dict.fromkeys((unit.span, unit.name_span), unit.id)
        # The first of several that reach the same is the one that counts.
        self._whole: dict[tuple[str, str], int] = {}
        blocks: dict[tuple[str, str], dict[Span, int]] = {}
        for number, silence in enumerate(self._silences):
            if silence.within is None:
                self._whole.setdefault((silence.code, silence.unit), number)
            else:
                of_file = blocks.setdefault((silence.code, silence.within.path), {})
                of_file.setdefault(silence.within, number)
        self._blocks = {key: _Blocks(of_file) for key, of_file in blocks.items()}

    def heard(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Those that nothing silences; the others are counted."""
        return [diagnostic for diagnostic in diagnostics if not self._silenced(diagnostic)]

    @property
    def approvals(self) -> tuple[Approval, ...]:
        """What has been silenced so far, in the order of the files; with nothing, not at all."""
        pairs = zip(self._silences, self._counts, strict=True)
        made = [Approval(silence, count) for silence, count in pairs if count]
        return tuple(sorted(made, key=lambda a: (a.silence.place, a.silence.code)))

    def findings(self) -> Iterator[Diagnostic]:
        """What is wrong with the silences themselves, once all else has been through `heard`."""
        for silence in self._refused:
            if silence.code in BY_CODE:
                yield found(NOT_SILENCEABLE, silence.place, code=silence.code)
            else:
                suggestion = _meant(silence.code)
                shown = clip(silence.code)
                yield found(UNKNOWN_RULE, silence.place, code=shown, suggestion=suggestion)
        for silence, count in zip(self._silences, self._counts, strict=True):
            if not count and not silence.code.startswith(_LATER):
                yield found(USELESS_SILENCE, silence.place, code=silence.code)

    def _silenced(self, diagnostic: Diagnostic) -> bool:
        if diagnostic.rule.severity is Severity.ERROR:
            return False
        code, span = diagnostic.rule.code, diagnostic.span
        scopes = {"", self._units.get(span.path, ""), self._places.get(span, "")}
        numbers = [self._whole[code, unit] for unit in scopes if (code, unit) in self._whole]
        if blocks := self._blocks.get((code, span.path)):
            numbers += blocks.around(span)
        for number in numbers:
            self._counts[number] += 1
        return bool(numbers)


class _Blocks:
    """Blocks of one file, which lie beside or inside each other: found without trying all."""

    def __init__(self, numbers: Mapping[Span, int]) -> None:
        self._numbers = numbers
        # An outer block comes before those inside it.
        self._blocks = sorted(numbers, key=lambda s: (s.line, s.column, -s.end_line, -s.end_column))
        self._starts = [(block.line, block.column) for block in self._blocks]
        self._outer: list[int] = []
        for number, block in enumerate(self._blocks):
            outer = number - 1
            while outer >= 0 and not self._blocks[outer].contains(block):
                outer = self._outer[outer]
            self._outer.append(outer)

    def around(self, span: Span) -> Iterator[int]:
        """The numbers of the blocks that `span` starts in."""
        at = bisect_right(self._starts, (span.line, span.column)) - 1
        while at >= 0:
            if self._blocks[at].contains(span):
                yield self._numbers[self._blocks[at]]
            at = self._outer[at]


def _may_silence(code: str) -> bool:
    rule = BY_CODE.get(code)
    return rule is not None and rule.severity is not Severity.ERROR and rule not in SILENCING


def _meant(code: str) -> str:
    """The code that was likely meant: by its digits or by its rule's name."""
    likely = "ARK" + re.sub(r"\D", "", code)
    return likely if likely in BY_CODE else _NAMES.get(fold(code), "")
