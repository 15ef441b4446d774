"""Measures → the blocks that show them: a list or a table, and the overview (clause 8)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from arkdoc.fields.field import Choice
from arkdoc.fields.tables import MEASURE
from arkdoc.language.printed import WORDS, Words
from arkdoc.model.marker import BULLET
from arkdoc.model.nodes import (
    Alignment,
    Block,
    Blocks,
    Cell,
    Inlines,
    ListBlock,
    ListItem,
    Paragraph,
    Row,
    Strong,
    Table,
    Text,
)
from arkdoc.model.note import Contribution, Measure, MeasureField
from arkdoc.model.source import Span, whole_span
from arkdoc.model.tree import plain_text, simple_cell

_LABELS = {field.name: field.label for field in MEASURE}
_FIXED_WORDS = {
    field.name: {word.name: word for word in field.kind.words.values()}
    for field in MEASURE
    if isinstance(field.kind, Choice)
}
_STATUSES = _FIXED_WORDS["status"]


def measure_blocks(contribution: Contribution, language: str) -> Blocks:
    """The measures of `contribution` as a list or a table, as its author says; () for none."""
    measures = contribution.measures
    if not measures:
        return ()
    span = whole_span(measures)
    as_block = _table if contribution.measures_as_table else _list
    return (replace(as_block(measures, WORDS[language]), span=span),)


def tally(measures: Sequence[Measure]) -> tuple[int, ...]:
    """How many of `measures` have each of the statuses, in their order in the table of fields."""
    return tuple(sum(measure.status == status for measure in measures) for status in _STATUSES)


def overview(tallies: Iterable[tuple[str, tuple[int, ...]]], language: str) -> Blocks:
    """A table of how many measures of each status each unit has; () for no units."""
    rows = tuple(
        (_cell(name), *(_cell(str(number)) for number in numbers)) for name, numbers in tallies
    )
    if not rows:
        return ()
    words = WORDS[language]
    statuses = (status.label(words).capitalize() for status in _STATUSES.values())
    header = tuple(map(_cell, (words.measure.unit, *statuses)))
    alignments = (Alignment.NONE, *(Alignment.RIGHT,) * len(_STATUSES))
    return (Table(alignments, header, rows, row_headers=True),)


def _list(measures: Sequence[Measure], words: Words) -> Block:
    items = tuple(
        ListItem((_headline(measure, words), *_fields(measure, words)), span=measure.span)
        for measure in measures
    )
    return ListBlock(BULLET, items)


def _headline(measure: Measure, words: Words) -> Block:
    """«**Name** – status», or the one of them that there is."""
    name = (Strong(measure.name),) if measure.name else ()
    status = _text(_printed("status", measure.status, words))
    dash = _text(" – ") if name and status else ()
    return Paragraph((*name, *dash, *status), _place(measure.name) or measure.span)


def _fields(measure: Measure, words: Words) -> Blocks:
    items: list[ListItem] = []
    for field in measure.fields:
        place = _place(field.value) or measure.span
        label = Text(f"{_LABELS[field.name](words)}: ")
        items.append(ListItem((Paragraph((label, *_value(field, words)), place),), span=place))
    return (ListBlock(BULLET, tuple(items)),) if items else ()


def _table(measures: Sequence[Measure], words: Words) -> Block:
    used = {"navn", "status"} | {field.name for measure in measures for field in measure.fields}
    columns = [name for name in _LABELS if name in used]
    return Table(
        (Alignment.NONE,) * len(columns),
        tuple(_cell(_LABELS[name](words)) for name in columns),
        tuple(_row(measure, columns, words) for measure in measures),
        row_headers=True,
    )


def _row(measure: Measure, columns: Sequence[str], words: Words) -> Row:
    cells = {field.name: simple_cell(_value(field, words)) for field in measure.fields}
    cells["navn"] = simple_cell(measure.name, _place(measure.name) or measure.span)
    cells["status"] = _cell(_printed("status", measure.status, words))
    return tuple(cells.get(name, _cell("")) for name in columns)


def _value(field: MeasureField, words: Words) -> Inlines:
    """The field's text; a fixed word in the language of `words`."""
    written = plain_text(field.value)
    printed = _printed(field.name, written, words)
    return field.value if printed == written else _text(printed)


def _printed(name: str, written: str, words: Words) -> str:
    """The printed word for `written` in the field `name`; any text but a fixed word as it is."""
    word = _FIXED_WORDS.get(name, {}).get(written)
    return word.label(words) if word else written


def _place(value: Inlines) -> Span | None:
    return whole_span(value) if value else None


def _text(text: str) -> Inlines:
    return (Text(text),) if text else ()


def _cell(text: str) -> Cell:
    return simple_cell(_text(text))
