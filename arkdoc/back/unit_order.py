"""Units that stand in another order in Word → the same order in `notat.md`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from arkdoc.back.carried import is_unit
from arkdoc.back.comparison import Comparison
from arkdoc.back.drafts import Draft
from arkdoc.back.field_values import FieldValues
from arkdoc.back.model import EditKind
from arkdoc.back.patches import TextEdit
from arkdoc.back.reasons import NOT_WRITTEN
from arkdoc.pipeline.load import NOTE
from arkdoc.read.front_matter import schema


def order_drafts(comparison: Comparison, values: FieldValues) -> list[Draft]:
    """The draft of units in another order; `values` are the fields of `notat.md`."""
    order: list[str] = []
    moved: list[tuple[int, int, str]] = []
    for number in range(len(comparison.new)):
        mine = comparison.matching.old_of.get(number, -1)
        origin = comparison.origin[mine] if mine >= 0 else None
        if origin is not None and is_unit(origin):
            order.append(origin.unit)
            if number in comparison.with_units:
                moved.append((mine, number, origin.unit))
    if not moved:
        return []
    old, new, unit = moved[0]
    draft = Draft(EditKind.UNIT_ORDER, old, new, NOTE, unit)
    draft.also += [(mine, number) for mine, number, _ in moved[1:]]
    edits = list(_edits(values, values.items("enheter"), order))
    if not edits:
        draft.reason = NOT_WRITTEN
    draft.edits += edits
    return [draft]


def _edits(
    values: FieldValues, items: Sequence[schema.Node], order: Sequence[str]
) -> Iterator[TextEdit]:
    ids = [_id(values, item) for item in items]
    wanted = sorted(ids, key=lambda each: order.index(each) if each in order else len(order))
    if ids == wanted:
        for item in items:
            field = values.field_of(item, "enheter")
            if field is not None and isinstance(field.value, schema.Sequence):
                yield from _edits(values, field.value.items, order)
        return
    places = [values.item_lines(item) for item in items]
    if not all(first for first, _ in places) or not set(ids) <= set(order):
        return
    texts = dict(zip(ids, (values.text_of(*place) for place in places), strict=True))
    for place, before, after in zip(places, ids, wanted, strict=True):
        if before != after:
            yield values.replaced(*place, texts[after])


def _id(values: FieldValues, item: schema.Node) -> str:
    field = values.field_of(item, "id")
    return schema.words_of(field.value) if field is not None else ""
