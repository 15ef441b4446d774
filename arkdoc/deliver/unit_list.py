"""A list of units as people type or paste it → the unit tree: a name a line, sub-units indented.

Bullets and numbers in front of the names go. What stands further in is below the nearest line that
stands less far in; so is what has a bullet under a line without one, or a bullet of a lower kind.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.model.names import fold, seen
from arkdoc.model.note import Expectation, Unit
from arkdoc.model.regex import regex
from arkdoc.units.ids import readable_id

DEEPEST = 5
"""Levels of units: a note has as many of headings. What is below them is held at the last."""

MOST = 1000
"""Units of one list."""

_LONGEST = 200  # characters of a name; what is longer is no name
_TAB = 4
_NUMBER = regex(r"(?P<number>\d{1,3}(?:\.\d{1,3})*)[.)]?[ \t]+(?=\S)|[a-zæøå]\)[ \t]+(?=\S)")
_BULLET = regex(r"(?P<bullet>[-–—*•·‣●◦○▪■§+]|o(?=[ \t]))[ \t]*(?=\S)")
_KINDS = ("-–—*•·‣●+", "o◦○", "▪■§")
"""Bullets by how deep Word and people use them; those of one kind are siblings."""


@dataclass(frozen=True, slots=True)
class UnitList:
    """The units of a list, and the names that stood twice in one place and were taken once."""

    units: tuple[Unit, ...]
    repeated: tuple[str, ...] = ()


@dataclass(slots=True)
class _ListedName:
    name: str
    place: tuple[int, ...]
    below: list[_ListedName] = field(default_factory=list)


def units_of(text: str, known: Iterable[Unit] = ()) -> UnitList:
    """The units that `text` lists.

    One that is called as one of the `known` units, and no other of them, has its id, its contacts
    and what else was said of it. Raises ArkdocError for more than MOST units, and for a line that
    is no name.
    """
    lines = [line for line in text.expandtabs(_TAB).splitlines() if _clean(line).strip()]
    if len(lines) > MOST:
        message = N_("That is a list of {n} units. A note has at most {most}.")
        raise ArkdocError(message, n=len(lines), most=MOST)
    top, repeated = _tree(_entries([_clean(line) for line in lines]))
    known = tuple(known)
    theirs = frozenset(unit.id for unit in known)
    return UnitList(_units(top, _by_name(known), theirs, set()), tuple(repeated))


def _clean(line: str) -> str:
    """`line` without characters that nobody sees."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zs") else c for c in seen(line))


def _entries(lines: list[str]) -> list[_ListedName]:
    """The names in `lines`, each with its place: the further in, the greater."""
    numbered = [_NUMBER.match(line.strip()) for line in lines]
    # A lone «1. divisjon» is a name; two or more numbers are a numbered list.
    is_numbered = sum(map(bool, numbered)) > 1
    has_depths = is_numbered and any(m and "." in (m["number"] or "") for m in numbered)
    entries = []
    for line, number in zip(lines, numbered, strict=True):
        indent, rest = len(line) - len(line.lstrip()), line.strip()
        depth, kind = 0, 0
        if is_numbered and number:
            rest = rest[number.end() :]
            depth = (number["number"] or "").count(".") if has_depths else 0
        elif bullet := _BULLET.match(rest):
            rest = rest[bullet.end() :]
            kind = 1 + next(i for i, of in enumerate(_KINDS) if bullet["bullet"] in of)
        name = " ".join(unicodedata.normalize("NFC", rest).split())
        if len(name) > _LONGEST:
            message = N_("“{name} …” is too long to be the name of a unit. Write one name a line.")
            raise ArkdocError(message, name=name[:40])
        entries.append(_ListedName(name, (indent, depth, kind)))
    return entries


def _tree(entries: Iterable[_ListedName]) -> tuple[list[_ListedName], list[str]]:
    top: list[_ListedName] = []
    above: list[_ListedName] = []
    repeated: list[str] = []
    for entry in entries:
        while above and above[-1].place >= entry.place:
            above.pop()
        del above[DEEPEST - 1 :]
        siblings = above[-1].below if above else top
        same = next((each for each in siblings if fold(each.name) == fold(entry.name)), None)
        if same:
            repeated.append(entry.name)
            same.place = entry.place
        else:
            siblings.append(entry)
        above.append(same or entry)
    return top, repeated


def _by_name(known: Iterable[Unit]) -> dict[str, Unit]:
    found: dict[str, list[Unit]] = {}
    for unit in known:
        found.setdefault(fold(unit.name), []).append(unit)
    return {name: same[0] for name, same in found.items() if len(same) == 1}


def _units(
    entries: Iterable[_ListedName], known: dict[str, Unit], theirs: frozenset[str], taken: set[str]
) -> tuple[Unit, ...]:
    """The units of `entries`; no new one gets an id that is one of `theirs`, or `taken` here."""
    made = []
    for entry in entries:
        old = known.get(fold(entry.name))
        if old and old.id not in taken:
            unit_id = old.id
        else:
            old, unit_id = None, readable_id(entry.name, taken | theirs)
        taken.add(unit_id)
        below = _units(entry.below, known, theirs, taken)
        default = Expectation.OPTIONAL if below else Expectation.REQUIRED
        unit = Unit(unit_id, entry.name, default, below)
        if old:
            expects = old.expects if bool(old.units) == bool(below) else default
            unit = replace(old, expects=expects, units=below)
        made.append(unit)
    return tuple(made)
