"""Measures (`tiltak`): the fields of a contribution in, its Measures out (contract, clause 8)."""

from __future__ import annotations

from arkdoc.fields.field import Choice, FixedWord
from arkdoc.fields.tables import MEASURE, MEASURE_STATUS, MeasureRow
from arkdoc.model.diagnostic import N_, Diagnostic
from arkdoc.model.document import Inlines, Text
from arkdoc.model.note import Measure, MeasureField
from arkdoc.model.source import Span
from arkdoc.read.front_matter.schema import Fields, Mapping, Node, Scalar, one_line, words_of
from arkdoc.read.markdown.blocks import parse_inline


def read_measures(fields: Fields, diagnostics: list[Diagnostic]) -> tuple[Measure, ...]:
    """The measures in the field `tiltak` of `fields`; findings are added to `diagnostics`."""
    return tuple(_measure(fields, item, diagnostics) for item in fields.items("tiltak"))


def _measure(fields: Fields, item: Node, diagnostics: list[Diagnostic]) -> Measure:
    if isinstance(item, Mapping):
        return _from_fields(Fields(item, MEASURE, diagnostics), item.span, diagnostics)
    fields.report_kind("tiltak", item, N_("fields of its own"))
    text = Scalar(words_of(item), item.span, plain=False)
    return Measure(_inlines(text, diagnostics), "", span=item.span)


def _from_fields(fields: Fields, span: Span, diagnostics: list[Diagnostic]) -> Measure:
    name = fields.scalar("navn") if fields.require("navn") else None
    status = fields.scalar("status") if fields.require("status") else None
    word = _word(fields, "status", MEASURE_STATUS, status) if status else ""
    others = (
        MeasureField(row.name, _value(fields, row, value, diagnostics))
        for row in MEASURE[2:]
        if (value := fields.scalar(row.name))
    )
    return Measure(_inlines(name, diagnostics) if name else (), word, tuple(others), span)


def _value(
    fields: Fields, row: MeasureRow, value: Scalar, diagnostics: list[Diagnostic]
) -> Inlines:
    """A fixed word in its canonical spelling, any other value as Markdown."""
    if isinstance(row.kind, Choice):
        return (Text(_word(fields, row.name, row.kind, value), value.span),)
    return _inlines(value, diagnostics)


def _word(fields: Fields, name: str, choice: Choice[FixedWord], value: Scalar) -> str:
    """The canonical spelling of `value`; an unknown word as written, with ARK105."""
    word = fields.choose(name, value, choice)
    return word.name if word else one_line(value.text)


def _inlines(value: Scalar, diagnostics: list[Diagnostic]) -> Inlines:
    inlines, faults = parse_inline(value.in_lines().rstrip(), value.place)
    diagnostics += faults
    return inlines
