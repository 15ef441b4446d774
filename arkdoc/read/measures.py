"""The fields of measures → Measures (contract, clause 8): those in `tiltak`, and from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from arkdoc.fields.field import Choice, FixedWord
from arkdoc.fields.tables import MEASURE, MEASURE_STATUS, STATUS_SIGNS, MeasureRow
from arkdoc.model.diagnostic import N_
from arkdoc.model.nodes import Inlines, Text
from arkdoc.model.note import Measure, MeasureField
from arkdoc.model.source import Span
from arkdoc.read.front_matter.schema import Fields, Mapping, Node, Scalar, one_line, words_of
from arkdoc.read.markdown.blocks import parse_inline

ReadText: TypeAlias = Callable[[str, Scalar], Inlines]
"""What makes inlines of the value of a field, by the field's name."""


def without_sign(status: str) -> str:
    """A status without the sign that it is printed with, as in a table copied from a note."""
    text = status.strip()
    return text[1:].strip() if text[:1] in STATUS_SIGNS.values() else text


def read_measures(fields: Fields) -> tuple[Measure, ...]:
    """The measures in the field `tiltak` of a contribution."""
    return tuple(_measure(fields, item) for item in fields.items("tiltak"))


def measure_of(fields: Fields, span: Span, read_text: ReadText) -> Measure:
    """The measure that has `fields`, which are read by the table `MEASURE`.

    A missing name or status is reported (ARK104), and so is a word that is none of a field's fixed
    ones, which is kept as written (ARK105).
    """
    name = fields.scalar("navn") if fields.require("navn") else None
    status = fields.scalar("status") if fields.require("status") else None
    word = _word(fields, "status", MEASURE_STATUS, status) if status else ""
    others = tuple(
        MeasureField(row.name, _value(fields, row, value, read_text))
        for row in MEASURE[2:]
        if (value := fields.scalar(row.name))
    )
    return Measure(read_text("navn", name) if name else (), word, others, span)


def _measure(fields: Fields, item: Node) -> Measure:
    def markdown(_name: str, value: Scalar) -> Inlines:
        inlines, faults = parse_inline(value.in_lines().rstrip(), value.place)
        fields.diagnostics += faults
        return inlines

    if isinstance(item, Mapping):
        return measure_of(fields.group(item, MEASURE), item.span, markdown)
    fields.report_kind("tiltak", item, N_("fields of its own"))
    text = Scalar(words_of(item), item.span, plain=False)
    return Measure(markdown("navn", text), "", span=item.span)


def _value(fields: Fields, row: MeasureRow, value: Scalar, read_text: ReadText) -> Inlines:
    """A fixed word in its canonical spelling, any other value as it is read."""
    if isinstance(row.kind, Choice):
        return (Text(_word(fields, row.name, row.kind, value), value.span),)
    return read_text(row.name, value)


def _word(fields: Fields, name: str, choice: Choice[FixedWord], value: Scalar) -> str:
    """The canonical spelling of `value`; an unknown word as written, with ARK105."""
    word = fields.choose(name, value, choice)
    return word.name if word else one_line(value.text)
