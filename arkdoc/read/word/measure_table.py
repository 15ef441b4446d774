"""Tables of a Word file whose cells name the fields of measures → Measures (contract, clause 8).

A row is a measure where the header cells are the names of fields; in a table of two columns, a
field and its value in each row, the whole table is one. A table with a column that is no field of a
measure stays a table, and so does one of name and status alone where no status is a measure's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from arkdoc.fields.field import in_every_language
from arkdoc.fields.tables import MEASURE, MEASURE_STATUS
from arkdoc.model.names import fold
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Cell,
    Directive,
    DirectiveName,
    HardBreak,
    Inline,
    Inlines,
    Paragraph,
    Row,
    Table,
)
from arkdoc.model.note import Measure
from arkdoc.model.source import Span, whole_span
from arkdoc.model.tree import cell_text, plain_text
from arkdoc.read.front_matter.schema import Fields, Mapping, Scalar
from arkdoc.read.measures import measure_of, without_sign
from arkdoc.read.word.reading import Reading
from arkdoc.read.word.table_look import all_runs
from arkdoc.rules.word_tables import MEASURES_FROM_TABLE

_NAMES = {fold(field.name): field.name for field in MEASURE} | {
    fold(label): name
    for label, name in in_every_language((field.label, field.name) for field in MEASURE).items()
}
# What people call the column with the names, besides the printed label.
_NAMES |= dict.fromkeys(
    (
        *("tiltak", "tiltaket", "tiltakets navn", "navn på tiltak", "navn på tiltaket", "namn"),
        *("namn på tiltak", "namn på tiltaket", "tiltak (navn)", "tiltak (namn)", "name"),
        *("measure", "name of measure", "name of the measure"),
    ),
    "navn",
)
_REQUIRED = frozenset(field.name for field in MEASURE if field.is_required)

_Filled: TypeAlias = tuple[tuple[str, Cell], ...]
"""The cells of one measure, each with the name of its field."""


def is_measure_table(rows: Sequence[Row]) -> bool:
    """Whether a table, `rows` with its header first, tells of measures."""
    return _measures(rows) is not None


def take_measures(
    reading: Reading, blocks: Blocks, fields: Fields
) -> tuple[Blocks, tuple[Measure, ...]]:
    """`blocks` without the tables of measures, and the measures in their order.

    `[[tiltak]]` stands in the place of the first, unless the author has placed it. A caption stays
    as a paragraph. Findings go to `fields` (ARK104, ARK105) and to `reading` (ARK619).
    """
    measures: list[Measure] = []
    kept: list[Block] = []
    is_placed = any(isinstance(b, Directive) and fold(b.name) == _PLACE for b in blocks)
    for block in blocks:
        filled = _measures((block.header, *block.rows)) if isinstance(block, Table) else None
        if filled is None or not isinstance(block, Table):
            kept.append(block)
            continue
        if block.caption:
            kept.append(Paragraph(block.caption.inlines, block.caption.span))
        told = [_measure(fields, each) for each in filled]
        if told and not is_placed:
            kept.append(Directive(_PLACE, f"[[{_PLACE}]]", block.span))
            is_placed = True
        measures += told
        if told:
            reading.say(MEASURES_FROM_TABLE, block.span, count=len(told))
    return tuple(kept), tuple(measures)


_PLACE = DirectiveName.MEASURES.value


def field_named(cell: Cell) -> str:
    """The field of a measure that the text of `cell` names, or nothing."""
    return _NAMES.get(fold(cell_text(cell)).rstrip(" .:*"), "")


def _measures(rows: Sequence[Row]) -> tuple[_Filled, ...] | None:
    """The measures in a table, or None where it is a table of something else."""
    header, *others = rows
    told: Iterable[_Filled]
    if names := _all_names(header):
        if len(names) == len(_REQUIRED) and not _has_status(names.index("status"), others):
            return None
        told = (tuple(zip(names, row, strict=True)) for row in others)
    elif len(header) != 2 or not (cards := tuple(_cards(rows))):
        return None
    else:
        told = cards
    return tuple(each for each in told if any(_is_filled(cell) for _, cell in each))


def _has_status(column: int, rows: Iterable[Row]) -> bool:
    """Whether one of the words in `column` is the status of a measure, or there are no words."""
    words = {fold(text) for row in rows if (text := without_sign(cell_text(row[column])))}
    return not words or not words.isdisjoint(map(fold, MEASURE_STATUS.words))


def _all_names(cells: Iterable[Cell]) -> tuple[str, ...]:
    """The fields that `cells` name; nothing unless each is one, once, with those required."""
    names = tuple(map(field_named, cells))
    is_whole = all(names) and len(set(names)) == len(names)
    return names if is_whole and _REQUIRED.issubset(names) else ()


def _cards(rows: Iterable[Sequence[Cell]]) -> Iterator[_Filled]:
    """The measures of a table of fields and values, each from its name on; else none."""
    rows = list(rows)
    starts = [at for at, (label, _) in enumerate(rows) if field_named(label) == "navn"]
    if not starts or starts[0] != 0:
        return
    cards = [rows[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
    named = [_all_names(label for label, _ in card) for card in cards]
    if all(named):
        for names, card in zip(named, cards, strict=True):
            yield tuple(zip(names, (value for _, value in card), strict=True))


def _is_filled(cell: Cell) -> bool:
    return bool(cell_text(cell).strip())


def _measure(fields: Fields, filled: _Filled) -> Measure:
    """One measure; what is missing or unknown is told at its cell."""
    texts = {name: _inlines(cell) for name, cell in filled}
    entries = tuple(
        (
            Scalar(name, cell.span),
            Scalar(_value(name, plain_text(texts[name])), _place(texts[name], cell)),
        )
        for name, cell in filled
    )
    span = filled[0][1].span.to(filled[-1][1].span)
    own = fields.group(Mapping(entries, span), MEASURE)
    return measure_of(own, span, lambda name, _value: texts[name])


def _value(name: str, text: str) -> str:
    return without_sign(text) if name == "status" else text.strip()


def _place(inlines: Inlines, cell: Cell) -> Span:
    return whole_span(inlines) if inlines else cell.span


def _inlines(cell: Cell) -> Inlines:
    """All that a cell says; a break between its paragraphs and the items of its lists."""
    joined: list[Inline] = []
    for run in all_runs(cell.blocks):
        if joined:
            joined.append(HardBreak(run[0].span if run else cell.span))
        joined += run
    return tuple(joined)
