"""Measures → the blocks that show them: a card each, or a table (clause 8)."""

from collections.abc import Sequence
from dataclasses import replace

from arkdoc.assemble.inline_trim import is_bold
from arkdoc.fields.field import Choice
from arkdoc.fields.tables import MEASURE, STATUS_SIGNS
from arkdoc.language.printed import WORDS, Words
from arkdoc.model.dates import parse_date
from arkdoc.model.marker import BULLET
from arkdoc.model.names import fold
from arkdoc.model.nodes import (
    Alignment,
    Block,
    Blocks,
    Cell,
    Container,
    ContainerKind,
    Directive,
    DirectiveName,
    Heading,
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
from arkdoc.model.tree import plain_text, simple_cell, walk

LABELS = {field.name: field.label for field in MEASURE}
"""The label of each field of a measure, by its name, in the order in which they are shown."""

_FIXED_WORDS = {
    field.name: {word.name: word for word in field.kind.words.values()}
    for field in MEASURE
    if isinstance(field.kind, Choice)
}
STATUSES = _FIXED_WORDS["status"]
"""The statuses of a measure, by their names in the record."""

DEADLINE = "frist"

_MOST = 6  # columns of a table on an upright page
_MOST_ACROSS = 10
_TOLD = ("type", "område", "behov", "hensikt", "gjennomføring", "resultat", "prosess", "evaluering")
"""Fields that share a column where each would be too narrow in its own."""


def measure_blocks(contribution: Contribution, language: str) -> Blocks:
    """The measures of `contribution` as cards or a table, as its author says; () for none."""
    measures = contribution.measures
    if not measures:
        return ()
    words = WORDS[language]
    if contribution.measures_as_table:
        most = _MOST_ACROSS if _places_measures(_landscapes(contribution.body.blocks)) else _MOST
        return (replace(_table(measures, words, most), span=whole_span(measures)),)
    return tuple(_card(measure, words) for measure in measures)


def heading_for(blocks: Blocks, language: str) -> Blocks:
    """The heading that measures need below `blocks`, their text; () where one is there.

    One is there where the text ends in it or in a section that has it, and where the author has
    put them into a text that has headings.
    """
    name = WORDS[language].measure.name
    headings = [
        block
        for block in walk(blocks)
        if isinstance(block, Heading) or (isinstance(block, Paragraph) and is_bold(block.inlines))
    ]
    if _places_measures(blocks):
        return () if headings else (Heading(0, (Text(name),)),)
    if headings and fold(name) in fold(plain_text(headings[-1].inlines)):
        return ()
    if headings and headings[-1] is blocks[-1]:
        return ()
    return (Heading(-1, (Text(name),)),)


def _places_measures(blocks: Blocks) -> bool:
    return any(
        isinstance(block, Directive) and block.name == DirectiveName.MEASURES
        for block in walk(blocks)
    )


def _landscapes(blocks: Blocks) -> Blocks:
    """The boxes among `blocks` that stand on landscape pages."""
    boxes = (block for block in walk(blocks) if isinstance(block, Container))
    return tuple(box for box in boxes if box.kind is ContainerKind.LANDSCAPE)


def card(title: Paragraph, fields: Sequence[tuple[str, Paragraph]], span: Span) -> Container:
    """A card: its `title` above its `fields`, each with its label."""
    items = tuple(ListItem((value,), span=value.span, label=f"{label}:") for label, value in fields)
    listed = (ListBlock(BULLET, items),) if items else ()
    named = (title,) if title.inlines else ()
    return Container(ContainerKind.MEASURE, (*named, *listed), span=span)


def title_of(measure: Measure, words: Words, place: Span) -> Paragraph:
    """«**Name**  ● completed», or the one of them that there is."""
    name = (Strong(measure.name),) if measure.name else ()
    status = marked_status(measure.status, words)
    space = "\u2003" if name and status else ""
    return Paragraph((*name, *_text(f"{space}{status}")), place)


def marked_status(status: str, words: Words) -> str:
    """The word for `status` after its sign; one that arkdoc doesn't know as it is written."""
    mark = STATUS_SIGNS.get(status)
    return f"{mark}\u00a0{printed('status', status, words)}" if mark else status


def _card(measure: Measure, words: Words) -> Block:
    fields = [
        (
            LABELS[field.name](words),
            Paragraph(value_of(field, words), _place(field.value) or measure.span),
        )
        for field in measure.fields
    ]
    title = title_of(measure, words, _place(measure.name) or measure.span)
    return card(title, fields, measure.span)


def _table(measures: Sequence[Measure], words: Words, most: int) -> Block:
    """A table with a column for each field that is filled in; where those are more than `most`, one
    for all that is told."""
    used = {"navn", "status"} | {field.name for measure in measures for field in measure.fields}
    columns = [name for name in LABELS if name in used]
    told = [] if len(columns) <= most else [name for name in columns if name in _TOLD]
    columns = [name for name in columns if name not in told]
    labels = [LABELS[name](words) for name in columns]
    rows = [_row(measure, columns, words) for measure in measures]
    if told:
        labels.insert(2, words.measure.description)
        rows = [
            (*row[:2], _described(measure, told, words), *row[2:])
            for row, measure in zip(rows, measures, strict=True)
        ]
    return Table(
        (Alignment.NONE,) * len(labels), tuple(map(_cell, labels)), tuple(rows), row_headers=True
    )


def _row(measure: Measure, columns: Sequence[str], words: Words) -> Row:
    cells = {
        field.name: simple_cell(value_of(field, words), _place(field.value) or measure.span)
        for field in measure.fields
    }
    cells["navn"] = simple_cell(measure.name, _place(measure.name) or measure.span)
    cells["status"] = _cell(marked_status(measure.status, words))
    return tuple(cells.get(name, _cell("")) for name in columns)


def _described(measure: Measure, names: Sequence[str], words: Words) -> Cell:
    """The fields with `names` in one cell, a paragraph each, with their labels."""
    paragraphs: list[Block] = []
    for field in measure.fields:
        if field.name in names:
            label = Strong(_text(f"{LABELS[field.name](words)}:"))
            place = _place(field.value) or measure.span
            paragraphs.append(Paragraph((label, Text(" "), *value_of(field, words)), place))
    return Cell(tuple(paragraphs), measure.span)


def value_of(field: MeasureField, words: Words) -> Inlines:
    """The field's text; a fixed word, or the date of a deadline, in the language of `words`."""
    written = plain_text(field.value)
    shown = printed(field.name, written, words)
    if field.name == DEADLINE and (date := parse_date(written)):
        shown = words.written_date(date)
    return field.value if shown == written else _text(shown)


def printed(name: str, written: str, words: Words) -> str:
    """The printed word for `written` in the field `name`; any text but a fixed word as it is."""
    word = _FIXED_WORDS.get(name, {}).get(written)
    return word.label(words) if word else written


def _place(value: Inlines) -> Span | None:
    return whole_span(value) if value else None


def _text(text: str) -> Inlines:
    return (Text(text),) if text else ()


def _cell(text: str) -> Cell:
    return simple_cell(_text(text))
