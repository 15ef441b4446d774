"""A root and its note, read → the occasion on which units are written to, with their addresses."""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path

from arkdoc.deliver.addresses import addresses, is_open, last_day, read_url, unit_address
from arkdoc.deliver.log import delivered, more_time, read_log
from arkdoc.deliver.reminders import Occasion
from arkdoc.model.cache import Cache
from arkdoc.model.dates import in_figures
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.pipeline.analyse import Analysis
from arkdoc.pipeline.waiting_texts import waiting_texts
from arkdoc.read.contribution import read_contribution
from arkdoc.units.status import DeliveryStatus

_NOT_SERVED = N_(
    "Where the note is served isn't known yet, so there are no addresses. Start `arkdoc serve` "
    "with --url once."
)
_ENDED = N_(
    "The units' addresses were open until {date}. Say `adgang_til` in notat.md to open them."
)


def status_now(root: Path, analysis: Analysis, today: Date) -> DeliveryStatus:
    """How the units of the note in `root` stand on the day `today`, with what the log says."""
    lines = read_log(root)
    return DeliveryStatus(
        analysis.assembly.deliveries,
        analysis.diagnostics,
        analysis.note.deadline,
        today,
        analysis.sources.changed,
        delivered(lines),
        more_time(lines),
        frozenset(text.unit for text in waiting_texts(root)),
    )


def occasion(
    root: Path,
    analysis: Analysis,
    today: Date,
    *,
    with_addresses: bool = False,
    has_form: bool = False,
    cache: Cache | None = None,
) -> Occasion:
    """What all messages of the day `today` have in common. `cache` is that of the analysis.

    With addresses, raises ArkdocError where the note isn't served, or they have ended; without
    them nothing is written.
    """
    shown = _addresses(root, analysis, today) if with_addresses else {}
    status = status_now(root, analysis, today)
    return Occasion(analysis.note, status, contacts(analysis, cache), shown, has_form)


def contacts(analysis: Analysis, cache: Cache | None = None) -> dict[str, tuple[str, ...]]:
    """Whom each unit's contributions name as their `kontaktperson`, by the unit's id."""
    cache = cache or Cache()
    known = analysis.sources.contributions
    return {
        delivery.unit.id: tuple(
            contact
            for path in delivery.paths
            if path in known
            and (contact := cache.cached(read_contribution, path, known[path]).contact)
        )
        for delivery in analysis.assembly.deliveries
        if delivery.unit
    }


def _addresses(root: Path, analysis: Analysis, today: Date) -> dict[str, str]:
    note = analysis.note
    url = read_url(root)
    if not url:
        raise ArkdocError(_NOT_SERVED)
    if not is_open(note, today):
        last = last_day(note)
        raise ArkdocError(_ENDED, date=in_figures(last) if last else "")
    tokens = addresses(root)
    return {
        unit.id: unit_address(url, unit.id, tokens.unit_token(unit.id)) for unit in note.all_units
    }
