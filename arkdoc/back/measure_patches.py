"""Fields and measures that were put in or taken out in Word → edits of the list of measures."""

from __future__ import annotations

from collections.abc import Sequence

from arkdoc.back.comparison import Comparison
from arkdoc.back.drafts import Draft
from arkdoc.back.field_patches import PARTED, FieldPatches, label_of, status_of, value_to_write
from arkdoc.back.model import EditKind
from arkdoc.back.origins import SourceBlock
from arkdoc.back.printed import PrintedBlock
from arkdoc.back.reasons import NOT_WRITTEN
from arkdoc.fields.tables import MEASURE
from arkdoc.model.nodes import Heading
from arkdoc.pipeline.load import NOTE
from arkdoc.read.front_matter import schema


class MeasurePatches:
    """Makes the drafts of fields and cards that have come or gone."""

    def __init__(self, comparison: Comparison, fields: FieldPatches) -> None:
        self._c = comparison
        self._fields = fields
        self._measures: dict[SourceBlock, schema.Node | None] = {}

    # --- gone --------------------------------------------------------------------------------

    def gone(self, numbers: Sequence[int]) -> list[Draft]:
        """The drafts of old blocks that stand in fields and are gone: fields, or whole measures."""
        found: list[Draft] = []
        by_measure: dict[int, tuple[schema.Node, list[int]]] = {}
        for mine in numbers:
            origin = self._c.origin[mine]
            assert origin is not None
            measure = self._measure_of(origin)
            if measure is None:
                found.append(self._draft(mine, NOT_WRITTEN))
            else:
                by_measure.setdefault(id(measure), (measure, []))[1].append(mine)
        for measure, mine_of in by_measure.values():
            found += self._of_measure(measure, mine_of)
        return found

    def _of_measure(self, measure: schema.Node, numbers: list[int]) -> list[Draft]:
        titles = [mine for mine in numbers if PARTED in self._c.old[mine].text]
        first = self._draft(numbers[0])
        values = self._fields.values(first.path)
        if titles:
            edit = values.without_item(measure)
            first.also += [(mine, -1) for mine in numbers[1:]]
            if edit is None:
                first.reason = NOT_WRITTEN
            else:
                first.edits.append(edit)
            return [first]
        found = []
        for mine in numbers:
            origin = self._c.origin[mine]
            draft = self._draft(mine)
            field = values.at(origin.node.span) if origin else None
            edit = values.without(field) if field else None
            if edit is None:
                draft.reason = NOT_WRITTEN
            else:
                draft.edits.append(edit)
            found.append(draft)
        return found

    def _draft(self, mine: int, reason: str = "") -> Draft:
        origin = self._c.origin[mine]
        path, unit = (origin.path, origin.unit) if origin else ("", "")
        return Draft(EditKind.FIELD, mine, -1, path, unit, reason=reason)

    # --- come --------------------------------------------------------------------------------

    def come(self, number: int, after: int) -> tuple[Draft, int] | None:
        """The draft of what begins at new block `number`, below old block `after` of a measure.

        And how many blocks it takes; None where it is neither a field nor a measure.
        """
        origin = self._c.origin[after] if after >= 0 else None
        if origin is None or not origin.is_field or isinstance(origin.node, Heading):
            return None
        measure = self._measure_of(origin)
        if measure is None or origin.path == NOTE:
            return None
        block = self._c.new[number]
        draft = Draft(EditKind.FIELD, -1, number, origin.path, origin.unit)
        values = self._fields.values(origin.path)
        if PARTED in block.text:
            fields, count = self._card(number)
            edit = values.item_beside(measure, fields) if fields else None
        else:
            name, label = label_of(block.text)
            text = value_to_write(name, block.text[len(label) :].strip()) if name else ""
            count, edit = 1, values.added(measure, name, text) if name and text else None
        if edit is None:
            return None
        draft.edits.append(edit)
        draft.also += [(-1, number + n) for n in range(1, count)]
        return draft, count

    def _card(self, number: int) -> tuple[list[tuple[str, str]], int]:
        """The fields of a card that begins at a new block, and how many blocks it has."""
        name, _, status = self._c.new[number].text.rpartition(PARTED)
        found = [("navn", name.strip()), ("status", status_of(status))]
        if not all(text for _, text in found):
            return [], 0
        count = 1
        for block in self._c.new[number + 1 : number + 1 + len(MEASURE)]:
            key, label = label_of(block.text)
            is_known = self._is_old(number + count)
            text = value_to_write(key, block.text[len(label) :].strip()) if key else ""
            if is_known or block.shape.kind != "item" or not text:
                break
            found.append((key, text))
            count += 1
        return found, count

    def _is_old(self, number: int) -> bool:
        return number in self._c.matching.old_of

    def _measure_of(self, origin: SourceBlock) -> schema.Node | None:
        """The measure that a block is of."""
        if origin not in self._measures:
            self._measures[origin] = self._find_measure(origin)
        return self._measures[origin]

    def _find_measure(self, origin: SourceBlock) -> schema.Node | None:
        values = self._fields.values(origin.path)
        field = values.at(origin.node.span)
        items = values.items("tiltak")
        return field.siblings if field and any(field.siblings is i for i in items) else None


def is_of_field(block: PrintedBlock, origin: SourceBlock | None) -> bool:
    """Whether a block is the value of a field, or a measure's name."""
    return origin is not None and origin.is_field and not block.rows
