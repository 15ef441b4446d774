"""Diagnostics and `tillat` → those that are reported, and what each `tillat` silenced.

Contract, clauses 3 and 5: warnings and infos can be suppressed, errors can't. One for a unit
reaches what is said of that unit and of its own contributions; its sub-units have their own, as
nobody has seen what will be found there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from arkdoc.check.registry import ALL, BY_CODE
from arkdoc.model.diagnostic import Diagnostic, Rule, Severity, diagnostic, in_order
from arkdoc.model.names import clip, fold
from arkdoc.model.note import Assembly, Suppression
from arkdoc.model.source import Span
from arkdoc.pipeline.redaction import redact, redact_text
from arkdoc.rules.suppressions import (
    NOT_SUPPRESSIBLE,
    SUPPRESS,
    UNKNOWN_RULE,
    UNUSED_SUPPRESSION,
)

_NAMES = {rule.name: rule.code for rule in ALL}
# Rules about what only the finished outputs show, so not yet known when a text is checked.
_OUTPUT_RULES = "ARK9"
_MOST_TOGETHER = 30


@dataclass(frozen=True, slots=True)
class Approval:
    """A suppression, and how many findings it suppressed; None until the outputs are built."""

    suppression: Suppression
    count: int | None


@dataclass(frozen=True, slots=True)
class Reported:
    """What a result says was found, redacted, in the order of the files.

    `everything` is all of it, `diagnostics` what no `tillat` suppresses; `approvals` are those that
    suppressed something.
    """

    everything: tuple[Diagnostic, ...]
    diagnostics: tuple[Diagnostic, ...]
    approvals: tuple[Approval, ...] = ()


def report(found: Iterable[Diagnostic], assembly: Assembly) -> Reported:
    """What is reported of `found`: redacted, in order, and without what `assembly` suppresses."""
    return apply_suppressions(map(redact, found), assembly)


def apply_suppressions(found: Iterable[Diagnostic], assembly: Assembly) -> Reported:
    """As `report`, for findings that name nothing but our own files and need no redaction."""
    everything = in_order(found)
    if not assembly.suppressions:
        return Reported(everything, _told_once(everything, assembly))
    scopes = _Scopes(assembly)
    counts: Counter[int] = Counter()
    shown = []
    for finding in everything:
        numbers = scopes.around(finding)
        counts.update(numbers)
        if not numbers:
            shown.append(finding)
    approvals = (_approval(scopes.suppressions[n], counts[n]) for n in sorted(counts))
    by_place = sorted(approvals, key=lambda a: (a.suppression.place, a.suppression.code))
    return Reported(everything, _told_once(shown, assembly), tuple(by_place))


def _told_once(found: Iterable[Diagnostic], assembly: Assembly) -> tuple[Diagnostic, ...]:
    """`found`, which are in order, those of a rule that is told once as one, where the first is."""
    found = tuple(found)
    by_rule: defaultdict[Rule, list[Diagnostic]] = defaultdict(list)
    for finding in found:
        if finding.rule.is_told_once:
            by_rule[finding.rule].append(finding)
    if not by_rule:
        return found
    paths = chain.from_iterable(delivery.paths for delivery in assembly.deliveries)
    places = {path: number for number, path in enumerate(paths)}
    told = {}
    for repeated in by_rule.values():
        repeated.sort(key=lambda finding: places.get(finding.span.path, -1))
        told[id(repeated[0])] = _together(repeated)
    return tuple(told.get(id(f), f) for f in found if not f.rule.is_told_once or id(f) in told)


def _together(found: Sequence[Diagnostic]) -> Diagnostic:
    """The first of some findings, with what each of the others says after what it says itself."""
    values: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for finding in found:
        for name, value in finding.args:
            values[name][value] = None
    args = ((name, _listed(list(said))) for name, said in values.items())
    return replace(found[0], args=tuple(args))


def _listed(values: Sequence[str]) -> str:
    more = ", …" if len(values) > _MOST_TOGETHER else ""
    return ", ".join(values[:_MOST_TOGETHER]) + more


def report_texts(found: Iterable[Diagnostic], assembly: Assembly) -> Reported:
    """As `report`, for all that the texts show; what is wrong with `tillat` too."""
    reported = report(found, assembly)
    if not assembly.suppressions:
        return reported
    errors = [*map(redact, suppression_errors(assembly.suppressions, reported.approvals))]
    shown = reported.diagnostics
    diagnostics = in_order((*shown, *errors)) if errors else shown
    approvals = (*reported.approvals, *pending_suppressions(assembly.suppressions))
    return replace(reported, diagnostics=diagnostics, approvals=approvals)


def _approval(suppression: Suppression, count: int | None) -> Approval:
    return Approval(replace(suppression, reason=redact_text(suppression.reason)), count)


def pending_suppressions(suppressions: Iterable[Suppression]) -> Iterator[Approval]:
    """The suppressions of what only the outputs show: the same, whichever of them are made."""
    for suppression in suppressions:
        if _can_suppress(suppression.code) and suppression.code.startswith(_OUTPUT_RULES):
            yield _approval(suppression, None)


def suppression_errors(
    suppressions: Iterable[Suppression], approvals: Iterable[Approval]
) -> Iterator[Diagnostic]:
    """What is wrong with the suppressions themselves; `approvals` are those that did something."""
    at_work = {(a.suppression.place, a.suppression.code) for a in approvals}
    for suppression in suppressions:
        code, place = suppression.code, suppression.place
        if code not in BY_CODE:
            yield diagnostic(UNKNOWN_RULE, place, code=clip(code), suggestion=_meant(code))
        elif not _can_suppress(code):
            yield diagnostic(NOT_SUPPRESSIBLE, place, code=code)
        elif (place, code) not in at_work and not code.startswith(_OUTPUT_RULES):
            yield diagnostic(UNUSED_SUPPRESSION, place, code=code)


class _Scopes:
    """Which suppressions reach a diagnostic: the first of several that reach the same is meant."""

    def __init__(self, assembly: Assembly) -> None:
        self.suppressions = [s for s in assembly.suppressions if _can_suppress(s.code)]
        self._units: dict[str, str] = {}
        self._places: dict[Span, str] = {}
        for delivery in assembly.deliveries:
            if unit := delivery.unit:
                self._units |= dict.fromkeys(delivery.owned, unit.id)
                self._places |= dict.fromkeys((unit.span, unit.name_span), unit.id)
        self._whole: dict[tuple[str, str], int] = {}
        blocks: dict[tuple[str, str], dict[Span, int]] = {}
        for number, suppression in enumerate(self.suppressions):
            if suppression.within is None:
                self._whole.setdefault((suppression.code, suppression.unit), number)
            else:
                of_file = blocks.setdefault((suppression.code, suppression.within.path), {})
                of_file.setdefault(suppression.within, number)
        self._blocks = {key: _Blocks(of_file) for key, of_file in blocks.items()}

    def around(self, finding: Diagnostic) -> list[int]:
        """The numbers of the suppressions that reach `finding`, which is no error."""
        code, span = finding.rule.code, finding.span
        scopes = {"", self._units.get(span.path, ""), self._places.get(span, "")}
        numbers = [self._whole[code, unit] for unit in scopes if (code, unit) in self._whole]
        if blocks := self._blocks.get((code, span.path)):
            numbers += blocks.around(span)
        return numbers


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


def _can_suppress(code: str) -> bool:
    rule = BY_CODE.get(code)
    return rule is not None and rule.severity is not Severity.ERROR and rule not in SUPPRESS


def _meant(code: str) -> str:
    """The code that was likely meant: by its digits or by its rule's name."""
    likely = "ARK" + re.sub(r"\D", "", code)
    return likely if likely in BY_CODE else _NAMES.get(fold(code), "")
