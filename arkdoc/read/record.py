"""The bytes of the record of an earlier build → what it says of measures, unit by unit.

Whoever can write in the folder can write a record, so it is read as a contribution is: what does
not look as it should is left out, and nothing is taken on trust.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from arkdoc.fields.tables import MEASURE
from arkdoc.model.dates import parse_date
from arkdoc.model.measure_status import CLOSED
from arkdoc.model.names import clip, on_one_line
from arkdoc.model.note import MeasureTexts, PastMeasure, PastNote, PastUnit

LIMIT = 8 * 1024 * 1024
"""Bytes of a record that is read; one of a thousand pages is shorter."""

_FIELDS = tuple(row.name for row in MEASURE)
_MOST = 100  # open measures of a unit: all that a file's fields have room for
_LONGEST = 200  # characters of a name; a longer one is cut


def read_past(record: bytes) -> PastNote | None:
    """What a record says; None where it is no record that tells of any measures."""
    try:
        data: Any = json.loads(record) if len(record) <= LIMIT else None
        units = data["units"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(units, list) or not all(map(_tells_of_measures, units)):
        return None
    given = data.get("case")
    case: Mapping[str, Any] = given if isinstance(given, dict) else {}
    number, date = clip(_text(case.get("number")), _LONGEST), parse_date(_text(case.get("date")))
    return PastNote(number, date, tuple(_units(units)))


def open_measures(past: PastNote) -> dict[str, tuple[PastMeasure, ...]]:
    """The measures that were open, by units' ids.

    A measure is open until it is carried out, or it is decided that it is not.
    """
    return {unit.id: tuple(_open(unit))[:_MOST] for unit in past.units if unit.id}


def _tells_of_measures(unit: object) -> bool:
    return isinstance(unit, dict) and isinstance(unit.get("measures"), list)


def _units(units: list[dict[str, Any]]) -> Iterator[PastUnit]:
    """The units, those of one id together."""
    names: dict[str, str] = {}
    measures: dict[str, list[MeasureTexts]] = {}
    for unit in units:
        id_ = _text(unit.get("unit"))
        names.setdefault(id_, clip(_text(unit.get("name")), _LONGEST) or id_)
        given = (_measure(each) for each in unit["measures"] if isinstance(each, dict))
        measures.setdefault(id_, []).extend(filter(None, given))
    for id_, name in names.items():
        yield PastUnit(id_, name if id_ else "", tuple(measures[id_]))


def _measure(measure: Mapping[str, Any]) -> MeasureTexts:
    """The fields that a measure may have; none where it has neither name nor status."""
    texts = {name: _text(measure.get(name)) for name in _FIELDS}
    if not texts["navn"] and not texts["status"]:
        return ()
    filled = (name for name, text in texts.items() if text or name in ("navn", "status"))
    return tuple((name, texts[name]) for name in filled)


def _open(unit: PastUnit) -> Iterator[PastMeasure]:
    """The first of each name that was open."""
    named: set[str] = set()
    for measure in unit.measures:
        texts = dict(measure)
        name, status = clip(texts["navn"], _LONGEST), clip(texts["status"], _LONGEST)
        if name and status and status not in CLOSED and name not in named:
            named.add(name)
            yield PastMeasure(name, status)


def _text(value: object) -> str:
    """A text on one line, without characters that nobody sees; empty for anything else."""
    return on_one_line(value) if isinstance(value, str) else ""
