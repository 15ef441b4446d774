"""The units of a note, found by their ids and names as people write them."""

from __future__ import annotations

from collections.abc import Sequence

from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.names import closest, fold
from arkdoc.model.note import Unit
from arkdoc.model.source import Span
from arkdoc.rules.delivery import AMBIGUOUS_UNIT, UNKNOWN_UNIT

_LISTED = 20
_SUGGESTIONS = 50


class UnitIndex:
    """The units of a tree. `known` are their names, for a message."""

    def __init__(self, units: Sequence[Unit]) -> None:
        """`units` are those at the top of the tree."""
        self._units = [unit for top in units for unit in top.walk()]
        self._ids = {fold(unit.id): unit for unit in self._units}
        self._names: dict[str, list[Unit]] = {}
        for unit in self._units:
            self._names.setdefault(fold(unit.name), []).append(unit)
        self._guesses = 0
        self.known = _listed([unit.name for unit in self._units])

    def find(self, called: str, span: Span) -> Unit | Diagnostic:
        """The unit with this id, else name; ARK503 or ARK511 at `span` where that is no one."""
        name = fold(called)
        if unit := self._ids.get(name):
            return unit
        named = self._names.get(name, [])
        if not named:
            guess = self.nearest(called)
            return diagnostic(UNKNOWN_UNIT, span, unit=called, suggestion=guess, known=self.known)
        if len(named) > 1:
            ids = _listed([unit.id for unit in named])
            return diagnostic(AMBIGUOUS_UNIT, span, unit=called, known=ids)
        return named[0]

    def nearest(self, word: str) -> str:
        """The name of the unit that `word` was most likely meant to be, or nothing."""
        # Nobody reads the fiftieth suggestion, and each looks through all units.
        self._guesses += 1
        if self._guesses > _SUGGESTIONS:
            return ""
        unit = self._ids.get(fold(closest(word, [unit.id for unit in self._units])))
        return closest(word, [unit.name for unit in self._units]) or (unit.name if unit else "")

    def example(self) -> str:
        """The name of some unit, for a message; empty where there is none."""
        return self._units[0].name if self._units else ""


def _listed(names: Sequence[str]) -> str:
    more = ", …" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more
