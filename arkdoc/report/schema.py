"""The readers' tables of fields → JSON Schemas (draft-07), for editors that help with YAML.

What an editor sees is YAML 1.2's own types, where arkdoc sees text: `saksnr: 11` is a number
to the one and «11» to the other. So a text may be any scalar, names and fixed words may be in
capitals, and a list of one may stand without being a list, as the readers have it (clause 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.model.names import closest
from arkdoc.read import contribution, measures, note
from arkdoc.read.front_matter.schema import YES_OR_NO, Field, Schema
from arkdoc.report.json_report import dump

Json: TypeAlias = dict[str, Any]

KINDS = ("note", "contribution")
DRAFT = "http://json-schema.org/draft-07/schema#"

ABOUT = {
    "saksnr": N_("The number of the case, such as 11/19, or xx/19 until it is known."),
    "arkivsaksnr": N_("The case in the archive."),
    "tittel": N_("The title of the note."),
    "sakstype": N_("What kind of case it is: one of the words, or several with / between."),
    "fra": N_("Who the note is from."),
    "til": N_("Who the note is for."),
    "kopi": N_("Who gets a copy."),
    "saksansvarlig": N_("Who is responsible for the case."),
    "saksbehandler": N_("The case officer."),
    "referanse": N_("Your reference."),
    "dato": N_("The date, such as 2019-02-27 or 27.02.2019."),
    "møtedato": N_("The date of the meeting."),
    "bidragsfrist": N_("When contributions are due."),
    "språk": N_("The language of the text: nb, nn, en or se."),
    "innholdsfortegnelse": N_("Whether the note has a table of contents."),
    "typografi": N_("Whether quotation marks, dashes and spaces are put right."),
    "tillat": N_("Rules that are not to be reported, by their codes."),
    "personvern": N_("Settings for the rules about privacy."),
    "minstegruppe": N_("The smallest group that figures may be told about."),
    "offentlighet": N_("Whether the note is public."),
    "hjemmel": N_("The legal basis for exempting the note from public access."),
    "vedlegg": N_("The attachments, in order."),
    "ledetråder": N_("Guiding questions, which `arkdoc new` puts into new contributions."),
    "enheter": N_("The units, in the order of the note."),
    "id": N_("A short name of the unit: small letters, digits and hyphens."),
    "navn": N_("The name, as it is to be printed."),
    "bidrag": N_("Whether a contribution is expected."),
    "ansatte": N_("How many people work there; for the rules about privacy."),
    "regel": N_("The code of the rule, such as ARK431."),
    "grunn": N_("Why it is all right."),
    "enhet": N_("The unit, by its short name or its name."),
    "kontaktperson": N_("Whom to ask; never printed."),
    "status": N_("How far it has come."),
    "tiltak": N_("The measures, one item each."),
    "visning": N_("Whether measures are shown as a list or as a table."),
    "type": N_("Whether the measure keeps something up or develops it."),
    "område": N_("What the measure is about."),
    "behov": N_("What called for the measure."),
    "hensikt": N_("What the measure is to achieve."),
    "gjennomføring": N_("How it was carried out."),
    "resultat": N_("What came of it."),
    "prosess": N_("How those concerned took part."),
    "evaluering": N_("How it was evaluated."),
    "effekt": N_("Whether it had an effect."),
    "ansvarlig": N_("The role that is responsible."),
    "frist": N_("When it is to be done."),
}
"""What each field is, as message ids: what the editor shows beside it."""

_NOTHING: Json = {"type": "null"}
_EMPTY: Json = {"anyOf": [_NOTHING, {"type": "array", "maxItems": 0}]}
_TEXT: Json = {"type": ["string", "number", "boolean", "null"]}
_PAIR: Json = {
    "type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": _TEXT,
}  # fmt: skip
"""`- Hensikt: Hva ville vi?`, which is a text with a colon to all but YAML."""
_TEXTS: Json = {"anyOf": [_TEXT, _PAIR, {"type": "array", "items": {"anyOf": [_TEXT, _PAIR]}}]}
_DATE: Json = {
    "type": ["string", "null"],
    "pattern": r"^\s*(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\s*\d{1,2}\.\s*(\d{4}|\d{2})"
    r"|\d{1,2}\.?\s*[A-Za-z]+\.?,?\s+(\d{4}|\d{2}))\.?\s*$",
}
_WHOLE: Json = {
    "anyOf": [
        {"type": "integer", "minimum": 0, "maximum": 999_999_999},
        {"type": "string", "pattern": r"^\s*(\d{1,9}|\d{1,3}([ \u00a0\u202f]\d{3}){1,2})\s*$"},
        _NOTHING,
    ]
}
_CODES: Json = {
    "type": ["string", "null"],
    "pattern": r"^\s*[Aa][Rr][Kk]\d{3}([\s,]+[Aa][Rr][Kk]\d{3})*\s*$",
}


def write_schema(kind: str, tr: Translator) -> str:
    """The schema of `kind`, one of KINDS. Raises ArkdocError for any other."""
    if not kind:
        raise ArkdocError(
            N_("Say which, for example `arkdoc schema note` or `arkdoc schema contribution`.")
        )
    if kind not in KINDS:
        message = N_("There is no schema for “{given}”.{suggestion} Choose among {known}.")
        known = ", ".join(KINDS)
        raise ArkdocError(message, given=kind, suggestion=closest(kind, KINDS), known=known)
    return dump(_note(tr) if kind == "note" else _contribution(tr))


def _contribution(tr: Translator) -> Json:
    measure_kinds = {
        "status": _choice(measures.STATUSES),
        **{name: _choice(words) for name, words in measures.CHOICES.items()},
    }
    kinds: dict[str, Json] = {
        "kontaktperson": {},  # nobody reads it
        "dato": _DATE,
        "status": _choice(contribution.STATUSES),
        "språk": _choice(contribution.LANGUAGES),
        "tiltak": _list_of({"$ref": "#/definitions/tiltak"}),
        "visning": _choice(contribution.VIEWS),
    }
    return {
        "$schema": DRAFT,
        "title": tr(N_("The fields at the top of a contribution")),
        **_object(contribution.SCHEMA, kinds, tr, required=("enhet",)),
        "definitions": {
            "tiltak": _object(measures.SCHEMA, measure_kinds, tr, required=("navn", "status"))
        },
    }


def _note(tr: Translator) -> Json:
    silence = _object(note.SILENCE_SCHEMA, {"regel": _CODES}, tr, required=("regel",))
    privacy = _object(note.PRIVACY_SCHEMA, {"minstegruppe": _WHOLE}, tr)
    unit_kinds = {
        "id": {"type": ["string", "integer"], "pattern": _any_case_id()},
        "bidrag": _choice(note.EXPECTS),
        "ansatte": _WHOLE,
        "enheter": _list_of({"$ref": "#/definitions/enhet"}),
    }
    kinds = {
        "sakstype": _TEXTS | {"examples": list(note.CASE_TYPES)},
        "til": _TEXTS, "kopi": _TEXTS, "vedlegg": _TEXTS, "ledetråder": _TEXTS,
        "dato": _DATE, "møtedato": _DATE, "bidragsfrist": _DATE,
        "språk": _choice(contribution.LANGUAGES),
        "innholdsfortegnelse": _choice(note.CONTENTS),
        "typografi": _choice(YES_OR_NO),
        "tillat": _list_of({"anyOf": [_CODES, silence]}),
        "personvern": {"anyOf": [privacy, _NOTHING]},
        "offentlighet": _choice(note.EXEMPT),
        "enheter": _list_of({"$ref": "#/definitions/enhet"}),
    }  # fmt: skip
    exempt = [word for word, is_exempt in note.EXEMPT.items() if is_exempt]
    return {
        "$schema": DRAFT,
        "title": tr(N_("The fields at the top of notat.md")),
        **_object(note.SCHEMA, kinds, tr, required=("saksnr", "tittel", "fra", "enheter")),
        "if": {
            "properties": {"offentlighet": {"type": "string", "pattern": _any_case(exempt)}},
            "required": ["offentlighet"],
        },
        "then": _has(("hjemmel",)),
        "definitions": {
            "enhet": _object(note.UNIT_SCHEMA, unit_kinds, tr, required=("id", "navn"))
        },
    }


# --- the parts -----------------------------------------------------------------------------


def _object(
    schema: Schema, kinds: Mapping[str, Json], tr: Translator, required: tuple[str, ...] = ()
) -> Json:
    """An object with the fields of `schema`, those that are not in `kinds` being texts."""
    needed = {
        field.name: (field.name, *field.aliases) for field in schema if field.name in required
    }
    kinds = {
        field.name: kinds.get(field.name, _TEXT) | ({"not": _EMPTY} if field.name in needed else {})
        for field in schema
    }
    said = {field.name: _said(field, kinds[field.name], tr) for field in schema}
    return {
        "type": "object",
        "properties": {
            name: said[field.name] for field in schema for name in (field.name, *field.aliases)
        },
        # As the readers have it, capitals don't matter. Editors complete from `properties`.
        "patternProperties": {
            _in_capitals((field.name, *field.aliases)): kinds[field.name] for field in schema
        },
        "additionalProperties": False,
        **({"allOf": list(map(_has, needed.values()))} if needed else {}),
    }


def _said(field: Field, kind: Json, tr: Translator) -> Json:
    _, _, example = field.example.partition(": ")
    return {
        "title": field.name,
        "description": f"{tr(ABOUT[field.name])}\n\n`{field.example}`",
        **({"examples": [example]} if example and "anyOf" not in kind else {}),
        **kind,
    }


def _has(names: tuple[str, ...]) -> Json:
    """That one of `names` is there, in whatever capitals."""
    in_capitals = {"not": {"propertyNames": {"not": {"pattern": _any_case(names)}}}}
    return {"anyOf": [*({"required": [name]} for name in names), in_capitals]}


def _list_of(item: Json) -> Json:
    """A list, or its only item by itself."""
    return {"anyOf": [{"type": "array", "items": item}, item, _NOTHING]}


def _choice(words: Mapping[str, object]) -> Json:
    """Fixed words: of several for one thing, the first is offered, and all are taken."""
    offered: dict[object, str] = {}
    for word, meaning in words.items():
        offered.setdefault(meaning, word)
    taken = {"type": "string", "pattern": _any_case(words)}
    flags = [{"type": "boolean"}] if "true" in words else []
    return {"anyOf": [{"enum": list(offered.values())}, taken, *flags, _NOTHING]}


def _any_case(words: Iterable[str]) -> str:
    """A pattern for any of `words`, in capitals or not: JavaScript has no flag for it."""

    def spelt(word: str) -> str:
        letters = (f"[{c.lower()}{c.upper()}]" if c.isalpha() else re.escape(c) for c in word)
        return r"\s+".join("".join(letters).split("\\ "))

    return rf"^\s*({'|'.join(map(spelt, words))})\s*$"


def _in_capitals(names: tuple[str, ...]) -> str:
    """A pattern for `names` spelt in any way but their own, so that no fault is told twice."""
    return _any_case(names).replace("^", f"^(?!({'|'.join(names)})$)", 1)


def _any_case_id() -> str:
    return "^" + note.ID.pattern.replace("a-z0-9æøå", "A-Za-z0-9ÆØÅæøå") + "$"
