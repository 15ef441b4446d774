"""The tables of fields → JSON Schemas (draft-07), for editors that help with YAML.

An editor has the types of YAML 1.2 where arkdoc reads text: `saksnr: 11` is a number to the
editor and «11» to arkdoc. So a text may be any scalar, names and fixed words may be in capitals,
and the only item of a list may stand alone, as for the readers (clause 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias, assert_never

from arkdoc.fields.field import (
    ID,
    WHOLE_NUMBER,
    Choice,
    CodesOrGroups,
    Field,
    FixedTexts,
    Group,
    Items,
    Kind,
    Plain,
    Schema,
)
from arkdoc.fields.tables import CONTRIBUTION, EXEMPT, ITEMS, NOTE
from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.model.names import closest
from arkdoc.report.json_report import dump

Json: TypeAlias = dict[str, Any]

KINDS = ("note", "contribution")
DRAFT = "http://json-schema.org/draft-07/schema#"

_NOTHING: Json = {"type": "null"}
_EMPTY: Json = {"anyOf": [_NOTHING, {"type": "array", "maxItems": 0}]}
_TEXT: Json = {"type": ["string", "number", "boolean", "null"]}
_PAIR: Json = {
    "type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": _TEXT,
}  # fmt: skip
"""`- Hensikt: Hva ville vi?`, which is a text with a colon to all but YAML."""
_TEXTS: Json = {"anyOf": [_TEXT, _PAIR, {"type": "array", "items": {"anyOf": [_TEXT, _PAIR]}}]}
_MEANINGS: Json = {"type": "object", "additionalProperties": _TEXT}
_PLAIN: dict[Plain, Json] = {
    Plain.TEXT: _TEXT,
    Plain.TEXTS: _TEXTS,
    Plain.MEANINGS: {"anyOf": [_MEANINGS, {"type": "array", "items": _MEANINGS}, _NOTHING]},
    Plain.DATE: {
        "type": ["string", "null"],
        "pattern": r"^\s*(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\s*\d{1,2}\.\s*(\d{4}|\d{2})"
        r"|\d{1,2}\.?\s*[A-Za-z]+\.?,?\s+(\d{4}|\d{2}))\.?\s*$",
    },
    Plain.WHOLE_NUMBER: {
        "anyOf": [
            {"type": "integer", "minimum": 0, "maximum": 999_999_999},
            {"type": "string", "pattern": rf"^\s*({WHOLE_NUMBER})\s*$"},
            _NOTHING,
        ]
    },
    Plain.ID: {
        "type": ["string", "integer"],
        "pattern": f"^{ID.replace('a-z0-9æøå', 'A-Za-z0-9ÆØÅæøå')}$",
    },
    Plain.CODES: {
        "type": ["string", "null"],
        "pattern": r"^\s*[Aa][Rr][Kk]\d{3}([\s,]+[Aa][Rr][Kk]\d{3})*\s*$",
    },
    Plain.UNREAD: {},
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
    if kind == "contribution":
        title = tr(N_("The fields at the top of a contribution"))
        return dump(_root(title, CONTRIBUTION, "tiltak", tr))
    exempt = [word for word, is_exempt in EXEMPT.words.items() if is_exempt]
    condition = {
        "if": {
            "properties": {"offentlighet": {"type": "string", "pattern": _any_case(exempt)}},
            "required": ["offentlighet"],
        },
        "then": _has(("hjemmel",)),
    }
    title = tr(N_("The fields at the top of notat.md"))
    return dump(_root(title, NOTE, "enhet", tr, condition))


# --- the parts -----------------------------------------------------------------------------


def _root(
    title: str, schema: Schema, items: str, tr: Translator, condition: Json | None = None
) -> Json:
    """A schema for a whole file; `items` names the groups that a list in it holds."""
    return {
        "$schema": DRAFT,
        "title": title,
        **_object(schema, tr),
        **(condition or {}),
        "definitions": {items: _object(ITEMS[items], tr)},
    }


def _object(schema: Schema, tr: Translator) -> Json:
    """An object with the fields of `schema`."""
    names = {field.name: (field.name, *field.aliases) for field in schema}
    kinds = {
        field.name: _kind(field.kind, tr) | ({"not": _EMPTY} if field.is_required else {})
        for field in schema
    }
    described = {field.name: _described(field, kinds[field.name], tr) for field in schema}
    needed = [_has(names[field.name]) for field in schema if field.is_required]
    return {
        "type": "object",
        "properties": {name: described[f.name] for f in schema for name in names[f.name]},
        # Capitals don't matter to the readers. Editors complete from `properties`.
        "patternProperties": {_in_capitals(names[f.name]): kinds[f.name] for f in schema},
        "additionalProperties": False,
        **({"allOf": needed} if needed else {}),
    }


def _kind(kind: Kind, tr: Translator) -> Json:
    match kind:
        case Plain():
            return _PLAIN[kind]
        case Choice(words):
            return _choice(words)
        case FixedTexts(words):
            return _TEXTS | {"examples": list(words)}
        case Group(fields):
            return {"anyOf": [_object(fields, tr), _NOTHING]}
        case CodesOrGroups(fields):
            return _list_of({"anyOf": [_PLAIN[Plain.CODES], _object(fields, tr)]})
        case Items(of):
            return _list_of({"$ref": f"#/definitions/{of}"})
        case _:
            assert_never(kind)


def _described(field: Field[Kind], kind: Json, tr: Translator) -> Json:
    _, _, example = field.example.partition(": ")
    return {
        "title": field.name,
        "description": f"{tr(field.about)}\n\n`{field.example}`",
        **({"examples": [example]} if example and "anyOf" not in kind else {}),
        **kind,
    }


def _has(names: tuple[str, ...]) -> Json:
    """Requires one of `names`, in capitals or not."""
    in_capitals = {"not": {"propertyNames": {"not": {"pattern": _any_case(names)}}}}
    return {"anyOf": [*({"required": [name]} for name in names), in_capitals]}


def _list_of(item: Json) -> Json:
    """A list, or its only item alone."""
    return {"anyOf": [{"type": "array", "items": item}, item, _NOTHING]}


def _choice(words: Mapping[str, object]) -> Json:
    """Fixed words: of several with one meaning, the first is offered and all are accepted."""
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
    """A pattern for `names` in any other spelling, so that no fault is reported twice."""
    return _any_case(names).replace("^", f"^(?!({'|'.join(names)})$)", 1)
