"""The fields of `notat.md` as a form has them: what each is called, and its text and value.

What a person reads and writes of a field is one text: a list has a line for each item, a date is
written out, a fixed word is the first of those that mean the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from arkdoc.deliver.field_lines import text_of
from arkdoc.deliver.unit_rows import canonical, tidy
from arkdoc.deliver.written_fields import Value, value_of
from arkdoc.fields import tables
from arkdoc.fields.field import Choice, CodesOrGroups, Field, FixedTexts, Group, Kind, Plain
from arkdoc.language.printed import WORDS
from arkdoc.model.dates import parse_date
from arkdoc.model.diagnostic import N_
from arkdoc.model.regex import regex
from arkdoc.read.front_matter import schema

UNITS = "enheter"
INTRODUCTION = "innledning"
"""Stands for the text below the fields where a field's name stands for a field."""


class Widget(Enum):
    """What a field is edited with."""

    LINE = "line"
    LINES = "lines"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Setting:
    """A field of the form: `label` and `about` are message ids, `choices` the words to offer.

    `name` is the field's, with the name of the field that it stands in before it:
    `personvern.minstegruppe`.
    """

    name: str
    field: Field[Kind]
    label: str
    about: str
    widget: Widget
    choices: tuple[str, ...] = ()
    is_required: bool = False


LABELS: Mapping[str, str] = {
    "saksnr": N_("Case number"),
    "utvalg": N_("Committee"),
    "arkivsaksnr": N_("Case in the archive"),
    "tittel": N_("Title"),
    "sakstype": N_("Kind of case"),
    "fra": N_("From"),
    "til": N_("To"),
    "kopi": N_("Copy to"),
    "saksansvarlig": N_("Responsible"),
    "saksbehandler": N_("Case officer"),
    "referanse": N_("Your reference"),
    "dato": N_("The note's date"),
    "revidert": N_("Revised"),
    "møtedato": N_("Date of the meeting"),
    "bidragsfrist": N_("Deadline for contributions"),
    "språk": N_("Language"),
    "innholdsfortegnelse": N_("Table of contents"),
    "nummerering": N_("Numbered headings"),
    "typografi": N_("Put quotation marks and dashes right"),
    "tillat": N_("Rules that are not to be reported"),
    "personvern.minstegruppe": N_("Smallest group for figures"),
    "offentlighet": N_("Public access"),
    "hjemmel": N_("Legal basis for exemption"),
    "vedlegg": N_("Attachments"),
    "filnavn": N_("Name of the final files"),
    "godkjent.av": N_("Approved by"),
    "godkjent.dato": N_("Approved on"),
    "forkortelser": N_("Abbreviations"),
    "forrige": N_("The note before this one"),
    "tilgang": N_("Who is the secretariat"),
    "adgang_til": N_("Last day of the units' addresses"),
    "ledetråder": N_("Guiding questions"),
    UNITS: N_("Units"),
    INTRODUCTION: N_("Introduction"),
    "id": N_("Short name"),
    "navn": N_("Name"),
    "bidrag": N_("Contribution"),
    "ansatte": N_("Employees"),
    "kontakt": N_("Contact"),
    "låst": N_("Locked"),
    "regel": N_("Rule"),
    "enhet": N_("Unit"),
    "grunn": N_("Reason"),
}
"""What the fields are called on the page, by name: message ids."""

_CASE_TYPE = regex(r"[^/,\s](?:[^/,]*[^/,\s])?")
_BETWEEN = "; "
_NB = WORDS["nb"]
_FIRST_YEAR = 1000  # an earlier one, written out, would be read as another


def label_of(name: str) -> str:
    """What a field is called on the page, as a message id; its name where there is no other."""
    return LABELS.get(name, name)


def _settings(fields: Iterable[Field[Kind]], outer: str = "") -> Iterable[Setting]:
    for field in fields:
        if isinstance(field.kind, Group):
            yield from _settings(field.kind.fields, f"{field.name}.")
        elif field.name != UNITS:
            name = outer + field.name
            widget, choices = _widget(field.kind)
            is_required = field.is_required and not outer  # the field around it may lack
            yield Setting(name, field, label_of(name), field.about, widget, choices, is_required)


def _widget(kind: Kind) -> tuple[Widget, tuple[str, ...]]:
    match kind:
        case Choice():
            return Widget.CHOICE, tuple(dict.fromkeys(first_words(kind).values()))
        case FixedTexts():
            return Widget.LINE, kind.words
        case Plain.DATE:
            return Widget.DATE, ()
        case Plain.WHOLE_NUMBER:
            return Widget.NUMBER, ()
        case Plain.TEXTS | Plain.MEANINGS | CodesOrGroups():
            return Widget.LINES, ()
        case _:
            return Widget.LINE, ()


def first_words(choice: Choice[object]) -> dict[str, str]:
    """Each word of a choice, and the first of those that mean the same."""
    first: dict[object, str] = {}
    return {word: first.setdefault(meaning, word) for word, meaning in choice.words.items()}


SETTINGS: tuple[Setting, ...] = tuple(_settings(tables.NOTE))
"""All fields of the form but the unit tree and the introduction, in the order of the table."""


# --- from the file to the form -------------------------------------------------------------


def text_in(fields: schema.Fields, field: Field[Kind]) -> str:
    """What `fields` say in `field`, as a person writes it; empty where they say nothing."""
    items = fields.items(field.name)
    match field.kind:
        case Plain.TEXTS:
            return _lines(map(text_of, items))
        case Plain.MEANINGS:
            return _lines(f"{word}: {meaning}" for word, meaning in fields.meanings(field.name))
        case CodesOrGroups():
            return _lines(map(_silenced, items))
        case FixedTexts():
            return settled_text(field, "/".join(map(text_of, items)))
        case _:
            return settled_text(field, fields.text(field.name))


def _silenced(item: schema.Node) -> str:
    """`ARK431; ub; avklart`: a rule, the unit it is silenced in, and why."""
    if not isinstance(item, schema.Mapping):
        return text_of(item)
    fields = schema.Fields(item, tables.SUPPRESSION, [])
    said = [fields.text(field.name) for field in tables.SUPPRESSION]
    return _BETWEEN.join(_silence(_BETWEEN.join(said)))


def settled_text(field: Field[Kind], text: str) -> str:
    """`text` from a form as `text_in` would give it once it is written."""
    kind = field.kind
    lines = [line for each in text.splitlines() if (line := tidy(each))]
    match kind:
        case Plain.TEXTS:
            return _lines(lines)
        case Plain.MEANINGS:
            return _lines(f"{word}: {said}".strip() for word, said in meanings_of(lines).items())
        case CodesOrGroups():
            return _lines(_BETWEEN.join(_silence(line)) for line in lines)
        case FixedTexts():
            words = {word: word for word in kind.words}
            found = (tidy(match[0]) for line in lines for match in _CASE_TYPE.finditer(line))
            return "/".join(dict.fromkeys(canonical(word, words) for word in found))
        case Choice():
            return canonical(" ".join(lines), first_words(kind))
        case Plain.DATE:
            date = parse_date(" ".join(lines))
            is_usual = date and date.year >= _FIRST_YEAR
            return _NB.written_date(date) if date and is_usual else tidy(" ".join(lines))
        case _:
            return tidy(" ".join(lines))


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(filter(None, texts))


def meanings_of(lines: Iterable[str]) -> dict[str, str]:
    """Words and meanings: a line without a colon goes with the line above it."""
    found: dict[str, str] = {}
    last = ""
    for line in lines:
        word, colon, meaning = line.partition(":")
        if colon and word.strip():
            last = word.strip()
            found.setdefault(last, meaning.strip())
        elif last:
            found[last] = f"{found[last]} {line}".strip()
        elif word := line.strip(": "):
            last = word
            found.setdefault(last, "")
    return found


def _silence(line: str) -> list[str]:
    parts = [part.strip() for part in line.split(_BETWEEN.strip(), 2)]
    while parts and not parts[-1]:
        parts.pop()
    return parts


# --- from the form to the file -------------------------------------------------------------


def value_from(field: Field[Kind], text: str, before: schema.Node | None) -> Value | None:
    """The value that says `text`, settled; None where it says nothing. `before` is what it was."""
    if not text:
        return None
    lines = text.split("\n")
    match field.kind:
        case Plain.TEXTS:
            is_one = len(lines) == 1 and not isinstance(before, schema.Sequence)
            return lines[0] if is_one else list(lines)
        case Plain.MEANINGS:
            return dict(meanings_of(lines))
        case CodesOrGroups():
            return [_silence_value(line) for line in lines]
        case Plain.DATE:
            date = parse_date(text)
            return date.isoformat() if date else text
        case _:
            return text


def _silence_value(line: str) -> Value:
    parts = _silence(line)
    if len(parts) == 1:
        return parts[0]
    return {
        field.name: part for field, part in zip(tables.SUPPRESSION, parts, strict=False) if part
    }


def group_value(before: schema.Node | None, changes: Mapping[str, str]) -> Value | None:
    """A field of fields with other texts in those that `changes` names; others are kept."""
    value = value_of(before) if isinstance(before, schema.Mapping) else {}
    assert isinstance(value, dict)
    merged: dict[str, Value] = {**value, **changes}
    return {name: inner for name, inner in merged.items() if inner or name not in changes} or None
