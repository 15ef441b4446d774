"""The name of a unit → a short name for it: readable, and no other unit's."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import count

from arkdoc.model.diagnostic import N_
from arkdoc.model.names import fold, is_device

LONGEST = 60
"""Characters of an id that arkdoc makes."""

_ROMANISED = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "aa"} | dict(zip("áàäčđéèŋöóšŧžü", "aaacdeenoostzu", strict=True))
)
_RESERVED = frozenset(("notat", "vedlegg", "readme", "les-meg"))
_OURS, _A_DEVICE = N_("something else in the note's folder"), N_("a device to Windows")


def slug(name: str) -> str:
    """`name` in small letters of a to z, digits and hyphens; empty where it has none of them."""
    folded = fold(name).translate(_ROMANISED)
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:LONGEST].strip("-")


def readable_id(name: str, taken: Collection[str], alone: str = "") -> str:
    """An id for the unit called `name`, none of those `taken` and none that is reserved.

    `alone` is what to make it of where the name has neither letters nor digits.
    """
    made = slug(name) or alone or "enhet"
    made = f"enhet-{made}" if why_reserved(made) else made
    ids = (f"{made[: LONGEST - 4].rstrip('-')}-{n}" if n > 1 else made for n in count(1))
    return next(each for each in ids if each not in taken)


def why_reserved(unit_id: str) -> str:
    """What files called `unit_id` are taken for, as a message id; empty for any other id."""
    return _OURS if unit_id in _RESERVED else _A_DEVICE if is_device(unit_id) else ""
