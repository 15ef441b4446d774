"""Measures (`tiltak`): a field of the file's top in, Measures out (contract, clause 8)."""

from __future__ import annotations

from arkdoc.model.diagnostic import N_, Diagnostic
from arkdoc.model.document import Inlines, Text
from arkdoc.model.note import Measure, MeasureField
from arkdoc.model.source import Span
from arkdoc.read.front_matter.schema import Field, Fields, Mapping, Node, Scalar, one_line, words_of
from arkdoc.read.markdown.blocks import parse_inline

SCHEMA = (
    Field("navn", "navn: Restarte sosialkomiteen"),
    Field("status", "status: pågår"),
    Field("type", "type: utvikling"),
    Field("område", "område: Sosialt miljø"),
    Field("behov", "behov: Flere møteplasser"),
    Field("hensikt", "hensikt: Flere møteplasser"),
    Field("gjennomføring", "gjennomføring: Fellesmøte hver måned"),
    Field("resultat", "resultat: Flere deltar"),
    Field("prosess", "prosess: Alle ble hørt"),
    Field("evaluering", "evaluering: Spørreskjema i mai"),
    Field("effekt", "effekt: delvis"),
    Field("ansvarlig", "ansvarlig: Seksjonsleder"),
    Field("frist", "frist: 2019-06-01"),
)
"""The fields of a measure, in the order in which they are shown."""

STATUSES = {
    "planlagt": "planlagt",
    "pågår": "pågår",
    "gjennomført": "gjennomført",
    "ikke gjennomført": "ikke gjennomført",
    "gjennomføres": "pågår",
    # nynorsk
    "planlagd": "planlagt",
    "gjennomførast": "pågår",
    "blir gjennomført": "pågår",
    "ikkje gjennomført": "ikke gjennomført",
}
"""What people write for a status, and which of the contract's four it is."""

CHOICES = {
    "type": {"bevaring": "bevaring", "utvikling": "utvikling"},
    "effekt": {
        "ja": "ja",
        "delvis": "delvis",
        "nei": "nei",
        "uavklart": "uavklart",
        "uavklara": "uavklart",
    },
}


def read_measures(fields: Fields, diagnostics: list[Diagnostic]) -> tuple[Measure, ...]:
    """The measures in the field `tiltak` of `fields`; findings are added to `diagnostics`."""
    return tuple(_measure(fields, item, diagnostics) for item in fields.items("tiltak"))


def _measure(fields: Fields, item: Node, diagnostics: list[Diagnostic]) -> Measure:
    if isinstance(item, Mapping):
        return _from_fields(Fields(item, SCHEMA, diagnostics), item.span, diagnostics)
    fields.report_kind("tiltak", item, N_("fields of its own"))
    text = Scalar(words_of(item), item.span, plain=False)
    return Measure(_inlines(text, diagnostics), "", span=item.span)


def _from_fields(fields: Fields, span: Span, diagnostics: list[Diagnostic]) -> Measure:
    name = fields.scalar("navn") if fields.require("navn") else None
    status = fields.scalar("status") if fields.require("status") else None
    known = fields.choose("status", status, STATUSES) if status else None
    shown: list[MeasureField] = []
    for field in SCHEMA[2:]:
        if value := fields.scalar(field.name):
            shown.append(MeasureField(field.name, _value(fields, field.name, value, diagnostics)))
    return Measure(
        _inlines(name, diagnostics) if name else (),
        known or (one_line(status.text) if status else ""),
        tuple(shown),
        span,
    )


def _value(fields: Fields, name: str, value: Scalar, diagnostics: list[Diagnostic]) -> Inlines:
    """A choice in its canonical spelling where it has one, any other field as Markdown."""
    if name in CHOICES:
        chosen = fields.choose(name, value, CHOICES[name])
        return (Text(chosen or one_line(value.text), value.span),)
    return _inlines(value, diagnostics)


def _inlines(value: Scalar, diagnostics: list[Diagnostic]) -> Inlines:
    inlines, faults = parse_inline(value.in_lines().rstrip(), value.place)
    diagnostics += faults
    return inlines
