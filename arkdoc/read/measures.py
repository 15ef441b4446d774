"""The field `tiltak` of a contribution → its Measures (contract, clause 8)."""

from __future__ import annotations

from arkdoc.fields.field import Choice, FixedWord
from arkdoc.fields.tables import MEASURE, MEASURE_STATUS, MeasureRow
from arkdoc.model.diagnostic import N_
from arkdoc.model.nodes import Inlines, Text
from arkdoc.model.note import Measure, MeasureField
from arkdoc.model.source import Span
from arkdoc.read.front_matter.schema import Fields, Mapping, Node, Scalar, one_line, words_of
from arkdoc.read.markdown.blocks import parse_inline


def read_measures(fields: Fields) -> tuple[Measure, ...]:
    """The measures in the field `tiltak` of a contribution."""
    return tuple(_measure(fields, item) for item in fields.items("tiltak"))


def _measure(fields: Fields, item: Node) -> Measure:
    if isinstance(item, Mapping):
        return _from_fields(fields.group(item, MEASURE), item.span)
    fields.report_kind("tiltak", item, N_("fields of its own"))
    text = Scalar(words_of(item), item.span, plain=False)
    return Measure(_inlines(fields, text), "", span=item.span)


def _from_fields(fields: Fields, span: Span) -> Measure:
    name = fields.scalar("navn") if fields.require("navn") else None
    status = fields.scalar("status") if fields.require("status") else None
    word = _word(fields, "status", MEASURE_STATUS, status) if status else ""
    others = tuple(
        MeasureField(row.name, _value(fields, row, value))
        for row in MEASURE[2:]
        if (value := fields.scalar(row.name))
    )
    return Measure(_inlines(fields, name) if name else (), word, others, span)


def _value(fields: Fields, row: MeasureRow, value: Scalar) -> Inlines:
    """A fixed word in its canonical spelling, any other value as Markdown."""
    if isinstance(row.kind, Choice):
        return (Text(_word(fields, row.name, row.kind, value), value.span),)
    return _inlines(fields, value)


def _word(fields: Fields, name: str, choice: Choice[FixedWord], value: Scalar) -> str:
    """The canonical spelling of `value`; an unknown word as written, with ARK105."""
    word = fields.choose(name, value, choice)
    return word.name if word else one_line(value.text)


def _inlines(fields: Fields, value: Scalar) -> Inlines:
    inlines, faults = parse_inline(value.in_lines().rstrip(), value.place)
    fields.diagnostics += faults
    return inlines
