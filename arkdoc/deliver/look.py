"""What a unit hands in → the note as it would be with it, and what is to be said of that.

Nothing is written. The note is read and checked as a build does, so that what is shown before
somebody says «Lever» is what will be there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date as Date
from pathlib import Path

from arkdoc.check import account_number, identity_number
from arkdoc.deliver.edits_since import EditsSince, edits_since
from arkdoc.deliver.handed_in import (
    HandedIn,
    NotTakenError,
    Prepared,
    Question,
    UnitNow,
    prepare,
    question,
)
from arkdoc.deliver.unit_files import UnitFiles, delivery_of, unit_files
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import N_, Diagnostic, Severity
from arkdoc.model.note import State, Unit
from arkdoc.model.source import is_contribution
from arkdoc.pipeline.analyse import Analysis, analyse
from arkdoc.pipeline.load import Sources, load
from arkdoc.pipeline.waiting_texts import WaitingText, waiting_text
from arkdoc.units.index import UnitIndex
from arkdoc.units.status import DeliveryStatus

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)

_EMPTY = N_("There is no text in it.")
_NOT_BEGUN = N_("This is the form as it was handed out: nobody has written in it.")
_NOT_ITS_OWN = N_("The text can't be told to be from {unit}.")
_NO_REMARKS_INSTEAD = N_("There is a text from {unit}. With this it says that you have no remarks.")
_DRAFT_INSTEAD = N_(
    "There is a text from {unit}. With a draft instead it counts as not handed in until you do "
    "that again."
)
_HAS_COME = (State.DONE, State.FAULTY)
_IDENTITY_NUMBER = N_(
    "There is something in the text that looks like a national identity number. It is not to be in "
    "the note. Delete it, also in other copies of the file."
)
_ACCOUNT_NUMBER = N_(
    "There is something in the text that looks like an account number. It is not to be in the "
    "note. Delete it, also in other copies of the file."
)


@dataclass(frozen=True, slots=True)
class Look:
    """The note without and with what is handed in.

    `there` are the unit's files now, `edited` is there where the secretariat has edited them since
    the unit delivered them; then `waiting` is what waits of the unit, and `draft` the draft beside
    it. `findings` are
    what was found in the unit's new text, the gravest first; `questions` are to be confirmed before
    it is written. `is_same`: all of it is there already.
    """

    unit: Unit
    sources: Sources
    there: UnitFiles
    prepared: Prepared
    analysis: Analysis
    findings: tuple[Diagnostic, ...]
    questions: tuple[Question, ...]
    is_same: bool
    edited: EditsSince | None = None
    waiting: WaitingText | None = None
    draft: WaitingText | None = None

    @property
    def basis(self) -> str:
        """What `deliver` wants back: by which it knows that somebody else came first."""
        return basis_with(self.there, self.waiting, self.draft)


def basis_with(there: UnitFiles, *waiting: WaitingText | None) -> str:
    """The digest of all that a unit has, what waits of it too."""
    return "-".join((there.basis, *(each.sha256 for each in waiting if each)))


def goes_on(handed: HandedIn, basis: str) -> bool:
    """Whether a text was begun with what the page of a unit with this basis showed."""
    return bool(handed.text) and not handed.files and handed.began == basis


def unit_called(analysis: Analysis, unit: str) -> Unit:
    """The unit with this id. Raises ArkdocError where the note has none."""
    return UnitIndex(analysis.note.units).require(unit)


def look(root: Path, unit: str, handed: HandedIn, cache: Cache | None = None) -> Look:
    """What it would be like if the unit with this id handed that in.

    A `cache` that is kept for the unit spares work from one look to the next; it is for one thread
    at a time. Raises NotTakenError where it can't be taken, and ArkdocError where the note can't be
    read, or has no such unit.
    """
    cache = cache or Cache()
    sources = load(root)
    before = analyse(sources, cache)
    asked = unit_called(before, unit)
    there = unit_files(before, asked.id, cache)
    edited, waiting = edits_since(root, there, sources), waiting_text(root, asked.id)
    draft = waiting_text(root, asked.id, is_draft=True)
    begun = (draft or waiting) if goes_on(handed, basis_with(there, waiting, draft)) else None
    prepared = prepare(handed, _surroundings(before, asked, there, begun), cache)
    new = _with(sources, there, prepared)
    analysis = analyse(new, cache)
    _refuse_nothing(analysis, asked, prepared)
    known: Mapping[str, bytes] = {**sources.images, **sources.contributions}
    is_same = prepared.files == {path: known.get(path) for path in there.paths}
    return Look(
        asked,
        sources,
        there,
        prepared,
        analysis,
        tuple(_findings(analysis, asked)),
        (
            *_personal(analysis, prepared),
            *_instead(before, asked, handed, prepared, waits=bool(edited)),
            *prepared.questions,
        ),
        is_same,
        edited,
        waiting,
        draft,
    )


def _surroundings(
    before: Analysis, unit: Unit, there: UnitFiles, begun: WaitingText | None
) -> UnitNow:
    """What it is handed in to; `begun` is what waits, where the new text was begun with that."""
    images = before.sources.images
    pictures = {path: images[path] for path in (*there.pictures, *there.shown)}
    taken = (before.sources.paths | before.sources.outside) - set(there.paths)
    base = there.text
    if begun:
        pictures |= {path: data for path, data in begun.files.items() if path != begun.path}
        base = begun.path
    return UnitNow(before.note, unit, pictures, base, taken)


def _with(sources: Sources, there: UnitFiles, prepared: Prepared) -> Sources:
    """What would be loaded once the unit's files have made room for the new ones."""
    gone, come = set(there.paths), prepared.files
    contributions = {p: d for p, d in sources.contributions.items() if p not in gone}
    images = {p: d for p, d in sources.images.items() if p not in gone}
    for path, data in come.items():
        (contributions if is_contribution(path) else images)[path] = data
    return replace(
        sources,
        contributions=dict(sorted(contributions.items())),
        images=dict(sorted(images.items())),
        unreadable={p: reason for p, reason in sources.unreadable.items() if p not in gone},
        paths=frozenset(sources.paths - gone | come.keys()),
        changed={p: when for p, when in sources.changed.items() if p not in gone},
    )


def _refuse_nothing(analysis: Analysis, unit: Unit, prepared: Prepared) -> None:
    """Raise NotTakenError for what would not count as a text of the unit's."""
    delivery = delivery_of(analysis, unit.id)
    if prepared.path not in delivery.owned:
        raise NotTakenError(_NOT_ITS_OWN, unit=unit.name)
    if delivery.state is State.NOT_BEGUN or prepared.path in delivery.spare:
        raise NotTakenError(_NOT_BEGUN)
    if delivery.state is State.MISSING:
        raise NotTakenError(_EMPTY)


def _findings(analysis: Analysis, unit: Unit) -> list[Diagnostic]:
    deliveries = analysis.assembly.deliveries
    status = DeliveryStatus(deliveries, analysis.diagnostics, None, Date.min)
    owner_of = status.owner()
    found = [
        finding
        for finding in analysis.diagnostics
        if (n := owner_of(finding)) is not None and deliveries[n].unit == unit
    ]
    return sorted(found, key=lambda finding: _ORDER.index(finding.rule.severity))


def _instead(
    before: Analysis, unit: Unit, handed: HandedIn, prepared: Prepared, *, waits: bool
) -> Iterator[Question]:
    """A question where what was handed in would be a text no more."""
    if delivery_of(before, unit.id).state in _HAS_COME:
        if handed.no_remarks:
            yield question(_NO_REMARKS_INSTEAD, prepared.data, unit=unit.name)
        elif handed.is_draft and not waits:
            yield question(_DRAFT_INSTEAD, prepared.data, unit=unit.name)


def _personal(analysis: Analysis, prepared: Prepared) -> Iterator[Question]:
    """Numbers that are not to be in a note, whether or not somebody has allowed them there."""
    found = {f.rule for f in analysis.everything if f.span.path == prepared.path}
    if identity_number.RULE in found:
        yield question(_IDENTITY_NUMBER, prepared.data)
    if account_number.RULE in found:
        yield question(_ACCOUNT_NUMBER, prepared.data)
