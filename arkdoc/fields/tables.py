"""The tables of fields of `notat.md`, contributions, units and measures, a row a field.

A row decides how the field is read, its printed label, whether its text is checked, its part of
the JSON Schema that editors use, and its row in docs/format.md (tools/field_docs.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from arkdoc.fields.field import (
    Choice,
    CodesOrGroups,
    Field,
    FixedTexts,
    FixedWord,
    Group,
    Items,
    Label,
    LabelledField,
    Plain,
    Schema,
    as_printed,
    in_every_language,
)
from arkdoc.language.written import LANGUAGES
from arkdoc.model.diagnostic import N_
from arkdoc.model.measure_status import MeasureStatus
from arkdoc.model.note import Expectation, Status

# --- fixed words -----------------------------------------------------------------------------

LANGUAGE = Choice(LANGUAGES)
YES_OR_NO = Choice(
    {"ja": True, "nei": False, "yes": True, "no": False, "true": True, "false": False}
)
CONTENTS = Choice({"auto": "auto", "ja": "ja", "nei": "nei", "yes": "ja", "no": "nei"})
EXEMPT = Choice({"offentlig": False, "unntatt": True, "unntatt offentlighet": True})
VIEW = Choice({"liste": False, "tabell": True})
STATUS_LABELS: Mapping[Status, Label] = {
    Status.DRAFT: lambda words: words.form.draft,
    Status.DONE: lambda words: words.form.done,
    Status.NO_REMARKS: lambda words: words.form.no_remarks,
}
"""The words for a contribution's status that a form offers."""
STATUS = Choice(
    {status.value: status for status in Status}
    | {"ingen merknad": Status.NO_REMARKS}  # nynorsk
    | in_every_language((label, status) for status, label in STATUS_LABELS.items())
)
CASE_TYPES = FixedTexts(("informasjon", "orientering", "drøfting", "forhandling", "vedtak"))
EXPECTS = Choice(
    {expects.value: expects for expects in Expectation}
    | {  # nynorsk
        "påkravd": Expectation.REQUIRED,
        "valfritt": Expectation.OPTIONAL,
        "ingen merknad": Expectation.NO_REMARKS,
        "ikkje levert": Expectation.NOT_DELIVERED,
    }
)

_PLANNED = FixedWord(MeasureStatus.PLANNED.value, lambda words: words.measure.planned)
_IN_PROGRESS = FixedWord(MeasureStatus.IN_PROGRESS.value, lambda words: words.measure.in_progress)
_COMPLETED = FixedWord(MeasureStatus.COMPLETED.value, lambda words: words.measure.completed)
_NOT_COMPLETED = FixedWord(
    MeasureStatus.NOT_COMPLETED.value, lambda words: words.measure.not_completed
)
_PRESERVATION = FixedWord("bevaring", lambda words: words.measure.preservation)
_DEVELOPMENT = FixedWord("utvikling", lambda words: words.measure.development)
_YES = FixedWord("ja", lambda words: words.measure.yes)
_PARTLY = FixedWord("delvis", lambda words: words.measure.partly)
_NO = FixedWord("nei", lambda words: words.measure.no)
_UNCLEAR = FixedWord("uavklart", lambda words: words.measure.unclear)

MEASURE_STATUS = Choice(
    {
        MeasureStatus.PLANNED.value: _PLANNED,
        MeasureStatus.IN_PROGRESS.value: _IN_PROGRESS,
        MeasureStatus.COMPLETED.value: _COMPLETED,
        MeasureStatus.NOT_COMPLETED.value: _NOT_COMPLETED,
        "gjennomføres": _IN_PROGRESS,
        # nynorsk
        "planlagd": _PLANNED,
        "gjennomførast": _IN_PROGRESS,
        "blir gjennomført": _IN_PROGRESS,
        "ikkje gjennomført": _NOT_COMPLETED,
    }
    | as_printed(_PLANNED, _IN_PROGRESS, _COMPLETED, _NOT_COMPLETED)
)

STATUS_SIGNS = {
    MeasureStatus.PLANNED.value: "○",
    MeasureStatus.IN_PROGRESS.value: "→",
    MeasureStatus.COMPLETED.value: "●",
    MeasureStatus.NOT_COMPLETED.value: "×",
}
"""A sign for each status, which says the same without colour; all fonts of text have them."""
_MEASURE_TYPE = Choice(as_printed(_PRESERVATION, _DEVELOPMENT))
_EFFECT = Choice(as_printed(_YES, _PARTLY, _NO, _UNCLEAR))

# --- inside notat.md -------------------------------------------------------------------------

UNIT: Schema = (
    Field("id", "id: ub-gjovik", N_("A short name of the unit: small letters, digits and hyphens."),
        Plain.ID, is_required=True),
    Field("navn", "navn: Seksjon Gjøvik", N_("The name, as it is to be printed."), Plain.TEXT,
        is_required=True),
    Field("bidrag", "bidrag: valgfritt", N_("Whether a contribution is expected."), EXPECTS),
    Field("ansatte", "ansatte: 80", N_("How many people work there; for the rules about privacy."),
        Plain.WHOLE_NUMBER),
    Field("kontakt", "kontakt: Leder, leder@ub.example",
        N_("Who is invited and reminded; never printed."), Plain.TEXTS),
    Field("låst", "låst: nei", N_("Whether the browser takes no more texts of the unit's."),
        YES_OR_NO),
    Field("enheter", "enheter: [{id: ub-gjovik, navn: Seksjon Gjøvik}]",
        N_("The units, in the order of the note."), Items("enhet")),
)  # fmt: skip
"""The fields of a unit."""

PRIVACY: Schema = (
    Field("minstegruppe", "minstegruppe: 12",
        N_("The smallest group that figures may be told about."), Plain.WHOLE_NUMBER),
)  # fmt: skip

SUPPRESSION: Schema = (
    Field("regel", "regel: ARK431", N_("The code of the rule, such as ARK431."), Plain.CODES,
        is_required=True),
    Field("enhet", "enhet: ub", N_("The unit, by its short name or its name."), Plain.TEXT),
    Field("grunn", "grunn: avklart med verneombudet", N_("Why it is all right."), Plain.TEXT),
)  # fmt: skip
"""The fields of an item of `tillat`."""

APPROVAL: Schema = (
    Field("av", "av: Prorektor", N_("Who has approved the note."), Plain.TEXT, is_required=True,
        is_printed=True),
    Field("dato", "dato: 2019-02-27", N_("The day of the approval."), Plain.DATE),
)  # fmt: skip
"""The fields of `godkjent`."""

# --- notat.md --------------------------------------------------------------------------------

NOTE: Schema = (
    Field("saksnr", "saksnr: 11/19",
        N_("The number of the case, such as 11/19, or xx/19 until it is known."), Plain.TEXT,
        ("sak",), is_required=True, is_telling=True, is_printed=True),
    Field("utvalg", "utvalg: LU", N_("The committee whose case it is, as it is called for short."),
        Plain.TEXT, is_printed=True),
    LabelledField("arkivsaksnr", "arkivsaksnr: 2019/5432", N_("The case in the archive."),
        Plain.TEXT, label=lambda words: words.archive_number, row=8),
    Field("tittel", "tittel: Status Arbeidsmiljøundersøkelsen 2017", N_("The title of the note."),
        Plain.TEXT, is_required=True, is_printed=True),
    Field("sakstype", "sakstype: informasjon/drøfting",
        N_("What kind of case it is: one of the words, or several with / between."), CASE_TYPES,
        ("type",)),
    LabelledField("fra", "fra: Prorektor", N_("Who the note is from."), Plain.TEXT,
        is_required=True, label=lambda words: words.sender, row=3),
    LabelledField("til", "til: Losam BU", N_("Who the note is for."), Plain.TEXTS,
        label=lambda words: words.to, row=1),
    LabelledField("kopi", "kopi: [Hovedverneombudet]", N_("Who gets a copy."), Plain.TEXTS,
        label=lambda words: words.copy, row=2),
    LabelledField("saksansvarlig", "saksansvarlig: Prorektor for utdanning",
        N_("Who is responsible for the case."), Plain.TEXT,
        label=lambda words: words.responsible, row=4),
    LabelledField("saksbehandler", "saksbehandler: Seksjonsleder", N_("The case officer."),
        Plain.TEXT, label=lambda words: words.officer, row=5),
    LabelledField("referanse", "referanse: 2019/5432", N_("Your reference."), Plain.TEXT,
        label=lambda words: words.reference, row=9),
    LabelledField("dato", "dato: 2019-02-27", N_("The date, such as 2019-02-27 or 27.02.2019."),
        Plain.DATE, label=lambda words: words.date, row=6),
    Field("revidert", "revidert: 2019-03-01", N_("The day on which the note was revised."),
        Plain.DATE),
    LabelledField("møtedato", "møtedato: 2019-03-04", N_("The date of the meeting."), Plain.DATE,
        ("møte",), label=lambda words: words.meeting_date, row=7),
    Field("bidragsfrist", "bidragsfrist: 2019-02-25", N_("When contributions are due."), Plain.DATE,
        ("frist",)),
    Field("språk", "språk: nb", N_("The language of the text: nb, nn, en or se."), LANGUAGE),
    Field("innholdsfortegnelse", "innholdsfortegnelse: auto",
        N_("Whether the note has a table of contents."), CONTENTS, ("innhold",)),
    Field("nummerering", "nummerering: ja", N_("Whether the headings are numbered."), YES_OR_NO),
    Field("typografi", "typografi: ja",
        N_("Whether quotation marks, dashes and spaces are put right."), YES_OR_NO),
    Field("tillat", "tillat: [ARK431]", N_("Rules that are not to be reported, by their codes."),
        CodesOrGroups(SUPPRESSION)),
    Field("personvern", "personvern: {minstegruppe: 12}",
        N_("Settings for the rules about privacy."), Group(PRIVACY)),
    Field("offentlighet", "offentlighet: offentlig", N_("Whether the note is public."), EXEMPT),
    Field("hjemmel", "hjemmel: offl. § 13",
        N_("The legal basis for exempting the note from public access."), Plain.TEXT,
        is_printed=True),
    Field("vedlegg", "vedlegg: [Tiltaksplan UB]", N_("The attachments, in order."), Plain.TEXTS,
        is_printed=True),
    Field("filnavn", "filnavn: Sak {saksnr} – {tittel}",
        N_("What the files of the final note and downloads are called."), Plain.TEXT),
    Field("godkjent", "godkjent: {av: Prorektor, dato: 2019-02-27}",
        N_("Who has approved the note, and when."), Group(APPROVAL)),
    Field("forkortelser", "forkortelser: {ARK: arbeidsmiljø- og arbeidsklimaundersøkelser}",
        N_("Abbreviations that need not be written out in the texts, and what they mean."),
        Plain.MEANINGS),
    Field("forrige", "forrige: contributions/forrige.json",
        N_("The record of the note before this one, by its path from the root folder."),
        Plain.TEXT),
    Field("tilgang", "tilgang: [saksbehandler@ub.example]",
        N_("Who is the secretariat, where people sign in; never printed."), Plain.TEXTS),
    Field("adgang_til", "adgang_til: 2019-03-18",
        N_("The last day of the units' addresses; without it, 14 days after the meeting."),
        Plain.DATE),
    Field("ledetråder", "ledetråder: [Hva ønsket vi å oppnå?]",
        N_("Guiding questions, which stand in new contributions."), Plain.TEXTS,
        is_printed=True),
    Field("enheter", "enheter: [{id: ub, navn: Universitetsbiblioteket}]",
        N_("The units, in the order of the note."), Items("enhet"), is_required=True,
        is_telling=True),
)  # fmt: skip
"""The fields of `notat.md`."""

PRINTED = tuple(
    field
    for field in NOTE
    if field.is_printed or (isinstance(field, LabelledField) and field.kind is not Plain.DATE)
)
"""The fields whose texts readers see."""

HEAD = tuple(
    sorted(
        (field for field in NOTE if isinstance(field, LabelledField)), key=lambda field: field.row
    )
)
"""The fields in the block at the note's head, in the order in which they stand there."""

# --- a contribution --------------------------------------------------------------------------

CONTRIBUTION: Schema = (
    LabelledField("enhet", "enhet: Seksjon Gjøvik",
        N_("The unit, by its short name or its name."), Plain.TEXT, is_required=True,
        is_telling=True, label=lambda words: words.measure.unit),
    LabelledField("kontaktperson", "kontaktperson: HMS-koordinator",
        N_("Whom to ask; never printed."), Plain.UNREAD, label=lambda words: words.form.contact),
    LabelledField("dato", "dato: 2019-02-20", N_("The date, such as 2019-02-27 or 27.02.2019."),
        Plain.DATE, label=lambda words: words.date),
    LabelledField("status", "status: ferdig", N_("How far it has come."), STATUS,
        label=lambda words: words.measure.status),
    LabelledField("medvirkning", "medvirkning: Utarbeidet av leder sammen med verneombudet",
        N_("Who has had a part in the text; printed under the unit's heading."), Plain.TEXT,
        label=lambda words: words.involvement),
    Field("språk", "språk: nn", N_("The language of the text: nb, nn, en or se."), LANGUAGE),
    Field("tiltak", "- navn: Restarte sosialkomiteen", N_("The measures, one item each."),
        Items("tiltak")),
    Field("visning", "visning: liste", N_("Whether measures are shown as a list or as a table."),
        VIEW),
)  # fmt: skip
"""The fields of a contribution."""

FORM = tuple(field for field in CONTRIBUTION if isinstance(field, LabelledField))
"""The fields at the head of a Word form to fill in, in the order in which they stand there."""

# --- a measure -------------------------------------------------------------------------------

MeasureRow: TypeAlias = LabelledField[Plain | Choice[FixedWord]]

MEASURE: tuple[MeasureRow, ...] = (
    LabelledField("navn", "navn: Restarte sosialkomiteen", N_("The name, as it is to be printed."),
        Plain.TEXT, is_required=True, label=lambda words: words.measure.name),
    LabelledField("status", "status: pågår", N_("How far it has come."), MEASURE_STATUS,
        is_required=True, label=lambda words: words.measure.status),
    LabelledField("type", "type: utvikling",
        N_("Whether the measure keeps something up or develops it."), _MEASURE_TYPE,
        label=lambda words: words.measure.type),
    LabelledField("område", "område: Sosialt miljø", N_("What the measure is about."), Plain.TEXT,
        label=lambda words: words.measure.area),
    LabelledField("behov", "behov: Flere møteplasser", N_("What called for the measure."),
        Plain.TEXT, label=lambda words: words.measure.need),
    LabelledField("hensikt", "hensikt: Flere møteplasser", N_("What the measure is to achieve."),
        Plain.TEXT, label=lambda words: words.measure.purpose),
    LabelledField("gjennomføring", "gjennomføring: Fellesmøte hver måned",
        N_("How it was carried out."), Plain.TEXT,
        label=lambda words: words.measure.implementation),
    LabelledField("resultat", "resultat: Flere deltar", N_("What came of it."), Plain.TEXT,
        label=lambda words: words.measure.result),
    LabelledField("prosess", "prosess: Alle ble hørt", N_("How those concerned took part."),
        Plain.TEXT, label=lambda words: words.measure.process),
    LabelledField("evaluering", "evaluering: Spørreskjema i mai", N_("How it was evaluated."),
        Plain.TEXT, label=lambda words: words.measure.evaluation),
    LabelledField("effekt", "effekt: delvis", N_("Whether it had an effect."), _EFFECT,
        label=lambda words: words.measure.effect),
    LabelledField("ansvarlig", "ansvarlig: Seksjonsleder", N_("The role that is responsible."),
        Plain.TEXT, label=lambda words: words.measure.responsible),
    LabelledField("frist", "frist: 2019-06-01", N_("When it is to be done."), Plain.TEXT,
        label=lambda words: words.measure.deadline),
)  # fmt: skip
"""The fields of a measure, in the order in which they are shown."""

ITEMS: dict[str, Schema] = {"enhet": UNIT, "tiltak": MEASURE}
"""The fields of what a list holds, by the name that `Items` has for it."""
