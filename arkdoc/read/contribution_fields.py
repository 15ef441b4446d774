"""The fields of a contribution, wherever they stood, and its text → Contribution."""

from __future__ import annotations

from arkdoc.fields.tables import LANGUAGE, STATUS, VIEW
from arkdoc.model.note import Body, Contribution, Measure, Status
from arkdoc.model.source import NOWHERE, start_of
from arkdoc.read.front_matter.schema import Fields, words_of


def contribution_of(
    path: str, digest: str, fields: Fields, body: Body, measures: tuple[Measure, ...]
) -> Contribution:
    """The contribution; what is wrong with its fields is in `fields.diagnostics` afterwards."""
    unit = fields.text("enhet")
    date = fields.date("dato")
    status = fields.choice("status", STATUS, Status.DONE)
    language = fields.choice("språk", LANGUAGE, "")
    as_table = fields.choice("visning", VIEW, False)
    return Contribution(
        path, digest, unit,
        unit_span=fields.span("enhet") if unit else start_of(path),
        body=body,
        date=date,
        date_span=fields.span("dato") if date else NOWHERE,
        status=status,
        status_span=fields.span("status") if fields.get("status") else NOWHERE,
        language=language,
        language_span=fields.span("språk") if language else NOWHERE,
        involvement=(involvement := fields.text("medvirkning")),
        involvement_span=fields.span("medvirkning") if involvement else NOWHERE,
        measures=measures,
        contact=words_of(contact) if (contact := fields.get("kontaktperson")) else "",
        measures_as_table=as_table,
        diagnostics=(*fields.diagnostics, *body.diagnostics),
    )  # fmt: skip
