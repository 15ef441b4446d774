"""The fields of a text as it was delivered before, anew, and as it is today → what was changed.

They are not printed, or not as they stand: each is compared by itself. The measures are printed,
and whose text it is is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from arkdoc.back.field_values import FieldValues
from arkdoc.back.model import EditConflict, EditKind, NoteChange, Verdict
from arkdoc.back.patches import TextEdit
from arkdoc.back.plan import redline
from arkdoc.back.reasons import CHANGED_SINCE, NOT_WRITTEN
from arkdoc.back.source_texts import SourceTexts
from arkdoc.model.names import fold
from arkdoc.model.source import is_word
from arkdoc.pipeline.load import Sources
from arkdoc.read.front_matter import schema

_OTHERWISE = ("enhet", "tiltak")


def changed_fields(
    unit: str, path: str, before: Sources, after: Sources, today: Sources
) -> tuple[NoteChange, ...]:
    """A change for each field of the text at `path` that the unit with this id gave another value.

    Nothing where one of the texts is a Word file, or the new one lies elsewhere.
    """
    sides = (before, after, today)
    if is_word(path) or any(path not in side.contributions for side in sides):
        return ()
    old, new, now = (FieldValues(path, SourceTexts(side)) for side in sides)
    return tuple(_changes(unit, path, old, new, now))


def _changes(
    unit: str, path: str, old: FieldValues, new: FieldValues, now: FieldValues
) -> Iterator[NoteChange]:
    before, after, today = _values(old), _values(new), _values(now)
    for number, name in enumerate(sorted(before.keys() | after.keys())):
        was, wanted, there = before.get(name, ""), after.get(name, ""), today.get(name, "")
        if wanted in (was, there):
            continue
        words = redline(_line(name, was), _line(name, wanted))
        edit = _edit(now, name, wanted)
        known = NoteChange(f"f{number}", unit, path, 0, EditKind.FIELD, Verdict.LEFT, words)
        yield _judged(known, edit, was, there, wanted)


def _judged(
    change: NoteChange, edit: TextEdit | None, was: str, there: str, wanted: str
) -> NoteChange:  # fmt: skip
    if edit is None:
        return replace(change, detail=NOT_WRITTEN)
    if there == was:
        return replace(change, verdict=Verdict.TAKEN, edits=(edit,))
    conflict = EditConflict(was, there, wanted, (edit,))
    return replace(change, verdict=Verdict.CONFLICT, detail=CHANGED_SINCE, conflict=conflict)


def _values(fields: FieldValues) -> dict[str, str]:
    """What each field says that stands by itself, by its name."""
    entries = fields.tree.entries if fields.tree else ()
    said = {fold(key.text): " ".join(_said(value)) for key, value in reversed(entries)}
    return {name: text for name, text in said.items() if name not in _OTHERWISE}


def _said(value: schema.Node) -> Iterator[str]:
    match value:
        case schema.Scalar():
            yield schema.one_line(value.text)
        case schema.Sequence(items=items):
            for item in items:
                yield from _said(item)
        case schema.Mapping(entries=entries):
            for key, inside in entries:
                yield f"{key.text}: {' '.join(_said(inside))}"


def _line(name: str, value: str) -> str:
    return f"{name.capitalize()}: {value}" if value else ""


def _edit(now: FieldValues, name: str, wanted: str) -> TextEdit | None:
    """The edit of today's text that gives a field its new value; None where there is none."""
    field = now.top(name)
    if field is None:
        return now.added(now.tree, name, wanted) if now.tree else None
    if not isinstance(field.value, schema.Scalar):
        return None
    return now.set(field.value, wanted) if wanted else now.without(field)
