"""The units of a note, found by their ids and names as people write them."""

from __future__ import annotations

from collections.abc import Sequence

from arkdoc.model.diagnostic import N_, ArkdocError, Diagnostic, diagnostic
from arkdoc.model.names import closest, fold
from arkdoc.model.note import Unit
from arkdoc.model.source import Span
from arkdoc.rules.delivery import AMBIGUOUS_UNIT, UNKNOWN_UNIT

_LISTED = 20
_SUGGESTIONS = 50


class UnitIndex:
    """The units of a tree. `known` lists their names for a message."""

    def __init__(self, units: Sequence[Unit]) -> None:
        """`units` are those at the top of the tree."""
        self._units = [unit for top in units for unit, _ in top.walk()]
        self._ids = {fold(unit.id): unit for unit in self._units}
        self._names: dict[str, list[Unit]] = {}
        for unit in self._units:
            self._names.setdefault(fold(unit.name), []).append(unit)
        self._guesses = 0
        self.known = _listed([unit.name for unit in self._units])

    def named(self, called: str) -> Sequence[Unit]:
        """The unit with this id, else all with this name: none if unknown, several if ambiguous."""
        unit = self._ids.get(fold(called))
        return [unit] if unit else self._names.get(fold(called), [])

    def find(self, called: str, span: Span) -> Unit | Diagnostic:
        """The unit with this id or name; ARK503 at `span` if unknown, ARK511 if ambiguous."""
        units = self.named(called)
        if len(units) == 1:
            return units[0]
        if units:
            return diagnostic(AMBIGUOUS_UNIT, span, unit=called, known=_ids(units))
        guess = self.nearest(called)
        return diagnostic(UNKNOWN_UNIT, span, unit=called, suggestion=guess, known=self.known)

    def require(self, called: str) -> Unit:
        """The unit with this id or name. Raises ArkdocError if it is unknown or ambiguous."""
        units = self.named(called)
        if len(units) == 1:
            return units[0]
        if units:
            message = N_("More than one unit is called “{unit}”. Use its short name: {known}.")
            raise ArkdocError(message, unit=called, known=_ids(units))
        message = N_("The note has no unit called “{unit}”.{suggestion}")
        by_name = {name: same[0] for name, same in self._names.items()} | self._ids
        near = by_name.get(closest(called, by_name))
        raise ArkdocError(message, unit=called, suggestion=near.id if near else "")

    def nearest(self, word: str) -> str:
        """The name of the unit that `word` is most likely meant to be, or nothing."""
        # Nobody reads the fiftieth suggestion, and each is compared with all units.
        self._guesses += 1
        if self._guesses > _SUGGESTIONS:
            return ""
        name = closest(word, [unit.name for unit in self._units])
        unit = self._ids.get(closest(word, self._ids))
        return name or (unit.name if unit else "")

    def example(self) -> str:
        """The name of some unit, for a message; empty where there is none."""
        return self._units[0].name if self._units else ""


def _ids(units: Sequence[Unit]) -> str:
    return _listed([unit.id for unit in units])


def _listed(names: Sequence[str]) -> str:
    more = ", …" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more
