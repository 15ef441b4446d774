"""A Word file's contribution and the note → the same contribution with its unit settled.

A Word file says which unit it is of in up to five ways, `ClueKind`; the first that answers counts
(word.md, 1). A claim (the first three ways) that names no unit of the note answers all the same, as
an unknown unit; a title or a file's name that names none does not. Never a wrong unit: a way that
names two gives none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import NamedTuple

from arkdoc.model.cache import ById, Cache
from arkdoc.model.diagnostic import N_, Diagnostic, diagnostic
from arkdoc.model.names import clip, fold, seen
from arkdoc.model.note import ClueKind, Contribution, Note, Unit, UnitClue
from arkdoc.model.source import NOWHERE, Span, is_word, start_of
from arkdoc.rules.word_files import UNIT_CONTRADICTED, UNIT_UNCLEAR
from arkdoc.units.file_names import UnitsInNames
from arkdoc.units.index import UnitIndex

_CLAIMS = (ClueKind.CONTROL, ClueKind.PROPERTY, ClueKind.FIELD)
_AROUND = " \t\u00a0.,:;«»\"“”'’‘<>[](){}_–-…"
# What Word and forms say where nobody has filled anything in, folded: how it begins, and all of it.
_TO_FILL_IN = (
    *(
        "klikk ",
        "trykk her",
        "vállje ",
        "velg ",
        "vel ",
        "skriv ",
        "fyll inn",
        "sett inn",
        "set inn",
    ),
    *("click ", "tap here", "choose ", "enter ", "select ", "type here"),
)
_LABELS = ("enhet", "enheten", "eining", "unit", "navn", "navn på enhet", "navn på enheten", "xx")
_OF_A_CLAIM = {  # as the start of a sentence, and in the midst of one
    ClueKind.CONTROL: (N_("The box for the unit"), N_("the box for the unit")),
    ClueKind.PROPERTY: (N_("The property “enhet” of the file"), N_("the property “enhet”")),
    ClueKind.FIELD: (N_("The line “Enhet”"), N_("the line “Enhet”")),
    ClueKind.TITLE: (N_("The title or a heading"), N_("the title or a heading")),
    ClueKind.FILE_NAME: (N_("The name of the file"), N_("the name of the file")),
}


@dataclass(frozen=True, slots=True)
class _Units:
    """The units of a note, as clues may name them, and the note's title."""

    index: UnitIndex
    names: UnitsInNames
    title: str


@dataclass(frozen=True, slots=True)
class _WhatIsSaid:
    """What one way says: `text` names the unit; `units` are those that it may be.

    `is_clear`: it settles the unit, be it an unknown one, or one of several that share a name.
    """

    kind: ClueKind
    text: str
    units: Sequence[Unit]
    span: Span
    is_clear: bool

    @property
    def unit(self) -> Unit | None:
        """The one unit that is meant."""
        return self.units[0] if len(self.units) == 1 else None


def with_unit(contribution: Contribution, note: Note, cache: Cache | None = None) -> Contribution:
    """`contribution` with `unit` and `unit_span` from its clues, and what is to be said of them.

    ARK604 where a way contradicts one that counts before it; ARK605 where none answers. One that is
    no Word file, and one that has its unit already, is the same object; with a `cache`, so is the
    result while the contribution and the units are the same.
    """
    if not is_word(contribution.path):
        return contribution
    cache = cache or Cache()
    tree = cache.reuse_equal("units that Word files may name", note.units)
    units = cache.cached(_units, ById(tree), note.title)
    return cache.cached_by_id(_settled, contribution, ById(units))


def _units(units: Sequence[Unit], title: str) -> _Units:
    return _Units(UnitIndex(units), UnitsInNames(units), title)


class UnitSeen(NamedTuple):
    """Which units a file may be of: one where that is sure, and else those that its clues mean.

    `kind` is the way that says it, and `words` what it says; None where nothing does. It is not
    sure, either, where another way says something else.
    """

    units: tuple[Unit, ...] = ()
    is_sure: bool = False
    kind: ClueKind | None = None
    words: str = ""


def see_unit(contribution: Contribution, note: Note) -> UnitSeen:
    """The unit that the clues of a contribution say, and how."""
    units = _units(note.units, note.title)
    answers = list(_answers(contribution, units))
    if not answers:
        return UnitSeen()
    settling = _settling(answers) or answers[0]
    unit = settling.unit if settling.is_clear else None
    is_sure = unit is not None and all(unit in answer.units for answer in answers)
    found = {each.id: each for answer in (settling, *answers) for each in answer.units}
    meant = (unit,) if unit and is_sure else tuple(found.values())
    return UnitSeen(meant, is_sure, settling.kind, clip(settling.text))


def _settling(answers: Sequence[_WhatIsSaid]) -> _WhatIsSaid | None:
    """The answer that counts: the first that is clear.

    A title that may be two units settles nothing, nor does what counts less than it does, except
    between the two.
    """
    settling = next((answer for answer in answers if answer.is_clear), None)
    first = answers[0] if answers else None
    if first and settling is not first and settling and settling.unit not in first.units:
        return None
    return settling


def _settled(contribution: Contribution, units: _Units) -> Contribution:
    answers = list(_answers(contribution, units))
    settling = _settling(answers)
    first = answers[0] if answers else None
    if settling is None:
        unclear = _unclear(contribution, first, units)
        said = [] if contribution.fault else [unclear]
        return _with(contribution, "", start_of(contribution.path), said)
    later = answers[answers.index(settling) + 1 :]
    said = list(_contradictions(settling, later)) if settling.unit else []
    return _with(contribution, settling.text, settling.span, said)


def _with(
    contribution: Contribution, unit: str, span: Span, said: Sequence[Diagnostic]
) -> Contribution:
    if not said and (unit, span) == (contribution.unit, contribution.unit_span):
        return contribution
    diagnostics = (*contribution.diagnostics, *said)
    return replace(contribution, unit=unit, unit_span=span, diagnostics=diagnostics)


# --- the five ways -------------------------------------------------------------------------


def _answers(contribution: Contribution, units: _Units) -> Iterator[_WhatIsSaid]:
    """What each way says, in the order in which they count; those that say nothing left out."""
    start = start_of(contribution.path)
    for kind in ClueKind:
        clues = [clue for clue in contribution.clues if clue.kind is kind]
        if kind in _CLAIMS:
            yield from _claims(clues, units, start)
        elif kind is ClueKind.TITLE:
            yield from _title(clues, units, start)
        else:
            stem = clues[0].text if clues else PurePosixPath(contribution.path).stem
            yield from _file_name(stem, units, start)


def _claims(clues: Sequence[UnitClue], units: _Units, start: Span) -> Iterator[_WhatIsSaid]:
    """The one answer of all claims of a kind; it settles nothing where they differ."""
    answers = [answer for clue in clues if (answer := _claim(clue, units, start))]
    if not answers:
        return
    first = answers[0]
    found = {unit.id: unit for answer in answers for unit in answer.units}
    is_same = all(answer.units == first.units for answer in answers)
    yield first if is_same else replace(first, units=tuple(found.values()), is_clear=False)


def _claim(clue: UnitClue, units: _Units, start: Span) -> _WhatIsSaid | None:
    text = _line(clue.text)
    span = start if clue.span == NOWHERE else clue.span
    bare = text.strip(_AROUND)
    for spelling in (text, bare):
        if found := units.index.named(spelling):
            return _WhatIsSaid(clue.kind, spelling, tuple(found), span, is_clear=True)
    if not bare or f"{fold(bare)} ".startswith(_TO_FILL_IN) or fold(bare) in _LABELS:
        return None
    return _WhatIsSaid(clue.kind, text, (), span, is_clear=True)


def _title(clues: Sequence[UnitClue], units: _Units, start: Span) -> Iterator[_WhatIsSaid]:
    """The one answer of title, first heading and first bold line: of two units where they differ.

    The note's own title is not the name of a unit, even where one is called that.
    """
    found: dict[str, Unit] = {}
    first = None
    for clue in clues:
        if fold(clue.text) == fold(units.title):
            continue
        for unit in units.names.with_name(_line(clue.text)):
            found.setdefault(unit.id, unit)
            first = first or clue
    if first:
        span = start if first.span == NOWHERE else first.span
        yield _answer(ClueKind.TITLE, tuple(found.values()), span, units)


def _file_name(stem: str, units: _Units, start: Span) -> Iterator[_WhatIsSaid]:
    if fold(stem) != fold(units.title) and (found := units.names.in_file_name(stem, units.title)):
        yield _answer(ClueKind.FILE_NAME, found, start, units)


def _answer(kind: ClueKind, found: Sequence[Unit], span: Span, units: _Units) -> _WhatIsSaid:
    """An answer whose text names its unit beyond doubt: by its name, else by its id."""
    name = found[0].name if len(units.index.named(found[0].name)) == 1 else found[0].id
    return _WhatIsSaid(kind, name, found, span, is_clear=len(found) == 1)


def _line(text: str) -> str:
    """`text` on one line, in NFC, without invisible characters."""
    return unicodedata.normalize("NFC", " ".join(seen(text[:500]).split()))


# --- what is said --------------------------------------------------------------------------


def _contradictions(settling: _WhatIsSaid, later: Sequence[_WhatIsSaid]) -> Iterator[Diagnostic]:
    """ARK604 for each later way that says another unit; one that says no unit, or two with the
    settled one among them, contradicts nothing."""
    for answer in later:
        if settling.unit in answer.units:
            continue
        yield diagnostic(
            UNIT_CONTRADICTED,
            answer.span,
            what=_OF_A_CLAIM[answer.kind][0],
            other=answer.unit.name if answer.unit else clip(answer.text),
            unit=settling.unit.name if settling.unit else clip(settling.text),
            where=_OF_A_CLAIM[settling.kind][1],
        )


def _unclear(contribution: Contribution, first: _WhatIsSaid | None, units: _Units) -> Diagnostic:
    """ARK605: nothing names a unit, or something may name several."""
    candidates = first.units if first else ()
    return diagnostic(
        UNIT_UNCLEAR,
        first.span if first else start_of(contribution.path),
        what=N_("It may be from {candidates}.") if first else N_("Nothing in it names a unit."),
        candidates=", ".join(unit.name for unit in candidates[:5]),
        example=candidates[0].name if candidates else units.index.example(),
        known=units.index.known,
    )
