"""Units without a contribution, contributions without a unit → which of them belong together.

Both are there when the id of a unit is changed in `notat.md` but not in its contributions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.names import clip, closest, fold
from arkdoc.model.note import Contribution, Expectation, Unit
from arkdoc.rules.delivery import RENAMED_UNIT

_TRIES = 50


def renamed_units(
    lacking: Sequence[Unit], unplaced: Iterable[Contribution]
) -> Iterator[Diagnostic]:
    """ARK513, once at each unit of `lacking` that some of `unplaced` seem to mean."""
    free = [
        unit for unit in lacking if unit.expects in (Expectation.REQUIRED, Expectation.OPTIONAL)
    ]
    old = _old_names(unplaced)
    for name, contributions in list(old.items())[:_TRIES]:
        unit = _meant(name, free, is_only_one=len(old) == 1)
        if unit is None:
            continue
        free.remove(unit)
        paths = ", ".join(contribution.path for contribution in contributions[:3])
        yield diagnostic(
            RENAMED_UNIT,
            unit.span,
            unit=unit.name,
            id=unit.id,
            old=clip(contributions[0].unit),
            paths=paths + (", …" if len(contributions) > 3 else ""),
        )


def _old_names(unplaced: Iterable[Contribution]) -> dict[str, list[Contribution]]:
    """Contributions by the unit they name, where that is hardly a typing error.

    Several files name it, or it is the name of the file, as in those that `arkdoc new` makes.
    """
    by_name: dict[str, list[Contribution]] = {}
    for contribution in unplaced:
        if contribution.unit and not contribution.fault:
            by_name.setdefault(fold(contribution.unit), []).append(contribution)
    return {
        name: given
        for name, given in by_name.items()
        if len(given) > 1 or fold(PurePosixPath(given[0].path).stem) == name
    }


def _meant(name: str, free: Sequence[Unit], *, is_only_one: bool) -> Unit | None:
    """The unit among `free` that `name` resembles, or else the only one that must deliver."""
    names = {fold(text): unit for unit in free for text in (unit.name, unit.id)}
    if unit := names.get(fold(closest(name, names))):
        return unit
    required = [unit for unit in free if unit.expects is Expectation.REQUIRED]
    return required[0] if is_only_one and len(required) == 1 else None
