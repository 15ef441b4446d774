"""A title, the name of a Word file → the units of the note that may be meant.

A file is called what its author likes: «Status UB Gjøvik v2 endelig». Precision first: a unit that
is not meant is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from arkdoc.model.names import fold
from arkdoc.model.note import Unit
from arkdoc.model.regex import regex

_WORD = regex(r"[^\W_]+")
# Words that files have in their names whichever unit they are of.
_ANY_FILE = """
    status statusen statusrapport rapport rapportering bidrag bidraget innspill notat saksnotat sak
    svar tekst dokument word docx skjema mal tilbakemelding oppfølging oppfølgingen oppfølgjing
    arbeidsmiljø arbeidsmiljøet arbeidsmiljøundersøkelse arbeidsmiljøundersøkelsen amu losam
    medarbeiderundersøkelse medarbeiderundersøkelsen tiltak tiltaksplan
    utkast kladd endelig endeleg ferdig ferdige ny nytt nye ver versjon rev revidert revisjon
    oppdatert oppdatering rettet korrigert siste sist levert innlevert kopi konflikt
    final draft version copy new report contribution input answer reply
    januar februar mars april mai juni juli august september oktober november desember
    fra frå til for på ved i av om vår høst vår haust from the of at in
"""
# Words that many units have in their names, so that none of them says which one it is.
_ANY_UNIT = """
    avd avdeling avdelingen avdelinga seksjon seksjonen fakultet fakultetet institutt instituttet
    enhet enheten eining eininga gruppe gruppen gruppa team senter senteret kontor kontoret stab
    staben administrasjon administrasjonen ledelse ledelsen leiing leiinga rektorat rektoratet
    og for på ved i av til med det den de and the of for at department section unit office faculty
    institute centre center
"""
_NUMBERED = regex(r"[vr]?\d+[a-zæøå]?|\d+\w*", re.IGNORECASE)
_SHORT = 3  # letters of a word that may as well be something else: «it», «hf»
_LETTERS = str.maketrans({"ø": "o", "å": "a", "æ": "a", "ö": "o", "ä": "a", "é": "e", "ü": "u"})
_DOUBLE = regex("aa|ae|oe")


class _Named(NamedTuple):
    """A unit, those above it, and its name and id as runs of words; `words` are its own alone."""

    unit: Unit
    above: tuple[_Named, ...]
    runs: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> frozenset[str]:
        """The words of its name and id that no unit above it has."""
        return frozenset(word for run in self.runs for word in run) - self.words_above

    @property
    def words_above(self) -> frozenset[str]:
        """The words of the units above it."""
        return frozenset(word for each in self.above for run in each.runs for word in run)


class UnitsInNames:
    """Finds the units that a title is the name of, and those that a file's name may mean."""

    def __init__(self, units: Sequence[Unit]) -> None:
        """`units` are those at the top of the tree."""
        self._all = tuple(_named(units, ()))
        self._own = {each.unit.id: each.words for each in self._all}
        self._above = {each.unit.id: each.words_above for each in self._all}
        self._owned = frozenset[str]().union(*self._own.values())
        self._single = frozenset(run[0] for n in self._all for run in n.runs if len(run) == 1)
        self._by_name: dict[str, list[Unit]] = {}
        self._by_run: dict[tuple[str, ...], list[_Named]] = {}
        for each in self._all:
            self._by_name.setdefault(fold(each.unit.name), []).append(each.unit)
            for run in each.runs:
                self._by_run.setdefault(run, []).append(each)
        self._longest = max(map(len, self._by_run), default=0)

    def with_name(self, title: str) -> Sequence[Unit]:
        """The units whose name `title` is, but for its case, spacing and a stop at its end."""
        bare = title.strip(" \t\u00a0.:;,«»\"“”'")
        return self._by_name.get(fold(title)) or self._by_name.get(fold(bare)) or ()

    def in_file_name(self, stem: str, title: str = "") -> Sequence[Unit]:
        """The units that a file called `stem` may be of: one if it is clear.

        It is clear where the name or id of one unit is in it, as words, and no word means another;
        or where each word that means anything is in one unit's name or in those above it: «Gjøvik»
        and «UB Gjøvik» for Seksjon Gjøvik. The words of the note's `title` mean nothing.
        """
        words = _WORD.findall(stem)
        keys = [_key(word) for word in words]
        idle = {_key(word) for word in _WORD.findall(title)}
        telling = [at for at, key in enumerate(keys) if self._tells(key, idle)]
        held = self._held(keys)
        found = _once(unit for _, _, unit in held)
        if len(found) > 1:
            return found
        if not found:
            return self._explained(keys[at] for at in telling)
        start, end, unit = held[0]
        left = [at for at in telling if not any(s <= at < e for s, e, _ in held)]
        others = _once(
            each.unit
            for each in self._all
            for at in left
            if keys[at] in self._own[each.unit.id] and not self._is_of(keys[at], unit)
        )
        if others:
            return self._more_exact(unit, keys, telling) or (unit, *others)
        is_plain = end - start > 1 or not _is_weak(words[start], keys[start])
        is_alone = len(keys) == 1 or (not left and keys[start] not in _OF_ANY_FILE)
        return (unit,) if is_plain or is_alone else ()

    def _held(self, keys: Sequence[str]) -> list[tuple[int, int, Unit]]:
        """Where units' names and ids stand, those left out that are only part of longer ones."""
        found = [
            (start, end, each.unit)
            for start in range(len(keys))
            for end in range(start + 1, min(start + self._longest, len(keys)) + 1)
            for each in self._by_run.get(tuple(keys[start:end]), ())
        ]
        return [
            (start, end, unit)
            for start, end, unit in found
            if not any(s <= start and end <= e and e - s > end - start for s, e, _ in found)
        ]

    def _tells(self, key: str, idle: set[str]) -> bool:
        """Whether a word may say which unit it is, or that it is something else altogether."""
        if key in self._single:
            return True
        is_idle = key in _IDLE or _NUMBERED.fullmatch(key)
        return not is_idle and (key in self._owned or key not in idle)

    def _is_of(self, key: str, unit: Unit) -> bool:
        return key in self._own[unit.id] or key in self._above[unit.id]

    def _explained(self, telling: Iterable[str]) -> Sequence[Unit]:
        """The units that all words are of, one at least of the unit's own."""
        words = frozenset(telling)
        return [
            each.unit
            for each in self._all
            if words & self._own[each.unit.id] and all(self._is_of(w, each.unit) for w in words)
        ]

    def _more_exact(
        self, unit: Unit, keys: Sequence[str], telling: Sequence[int]
    ) -> Sequence[Unit]:
        """The one unit below `unit` that is meant by its id and a word right beside it."""
        if telling != list(range(telling[0], telling[0] + len(telling))):
            return ()
        found = self._explained(keys[at] for at in telling)
        below = {each.id for each, _ in unit.walk()}
        return found if len(found) == 1 and found[0].id in below else ()


def _named(units: Iterable[Unit], above: tuple[_Named, ...]) -> Iterator[_Named]:
    for unit in units:
        runs = dict.fromkeys(tuple(map(_key, _WORD.findall(text))) for text in (unit.name, unit.id))
        named = _Named(unit, above, tuple(run for run in runs if run))
        yield named
        yield from _named(unit.units, (*above, named))


def _once(units: Iterable[Unit]) -> list[Unit]:
    """Each unit once, in order."""
    return list({unit.id: unit for unit in units}.values())


def _is_weak(word: str, key: str) -> bool:
    """Whether a word that is a unit's id or name may as well mean something else."""
    return key in _IDLE or (len(word) <= _SHORT and not word.isupper())


def _key(word: str) -> str:
    """A key that is the same for a word and for how it is spelt in files' names: «gjovik»."""
    return _DOUBLE.sub(lambda pair: pair[0][0], fold(word).translate(_LETTERS))


_OF_ANY_FILE = frozenset(map(_key, _ANY_FILE.split()))
_IDLE = _OF_ANY_FILE | frozenset(map(_key, _ANY_UNIT.split()))
