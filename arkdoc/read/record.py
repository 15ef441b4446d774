"""The bytes of the record of an earlier build → the measures in it that were open, by unit.

Whoever can write in the folder can write a record, so it is read as a contribution is: what does
not look as it should is left out, and nothing is taken on trust.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from typing import Any

from arkdoc.model.names import clip
from arkdoc.model.note import PastMeasure

LIMIT = 8 * 1024 * 1024
"""Bytes of a record that is read; one of a thousand pages is shorter."""

_CLOSED = ("gjennomført", "ikke gjennomført")
_MOST = 100  # measures of a unit: all that a file's fields have room for
_LONGEST = 200  # characters of a name; a longer one is cut


def open_measures(record: bytes) -> dict[str, tuple[PastMeasure, ...]] | None:
    """The measures that were open, by units' ids; None where it is no record that tells of any.

    A measure is open until it is carried out, or it is decided that it is not.
    """
    try:
        units = json.loads(record)["units"] if len(record) <= LIMIT else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(units, list) or not all(map(_tells_of_measures, units)):
        return None
    found: dict[str, dict[str, PastMeasure]] = {}
    for unit in units:
        by_name = found.setdefault(_text(unit.get("unit")), {})
        for measure in _open(unit["measures"]):
            by_name.setdefault(measure.name, measure)
    return {unit: tuple(by_name.values())[:_MOST] for unit, by_name in found.items() if unit}


def _tells_of_measures(unit: object) -> bool:
    return isinstance(unit, dict) and isinstance(unit.get("measures"), list)


def _open(measures: list[Any]) -> Iterator[PastMeasure]:
    for measure in measures:
        if isinstance(measure, dict):
            name, status = _text(measure.get("navn")), _text(measure.get("status"))
            if name and status and status not in _CLOSED:
                yield PastMeasure(clip(name, _LONGEST), clip(status, _LONGEST))


def _text(value: object) -> str:
    """A text on one line, without characters that nobody sees; empty for anything else."""
    text = value if isinstance(value, str) else ""
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in text)
    return " ".join(unicodedata.normalize("NFC", plain).split())
