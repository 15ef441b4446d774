"""The bytes of `notat.md` → Note (contract, clause 3)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace

from arkdoc.fields import tables
from arkdoc.fields.field import ID, Choice, Plain, names_in
from arkdoc.language.printed import WORDS
from arkdoc.model.diagnostic import N_, ArkdocError, Diagnostic, diagnostic
from arkdoc.model.names import fold
from arkdoc.model.nodes import Container, ContainerKind, Text
from arkdoc.model.note import (
    SMALLEST_GROUP,
    Attachment,
    Body,
    Expectation,
    Note,
    NoteApproval,
    Suppression,
    Unit,
)
from arkdoc.model.regex import regex
from arkdoc.model.source import NOWHERE, SourceFile, Span
from arkdoc.model.tree import walk
from arkdoc.read.control_characters import control_characters
from arkdoc.read.file_name import read_file_name
from arkdoc.read.file_text import encoding_guess, open_text
from arkdoc.read.front_matter.boundaries import Vocabulary
from arkdoc.read.front_matter.reader import read_front_matter
from arkdoc.read.front_matter.schema import (
    Fields,
    Mapping,
    Node,
    Scalar,
    one_line,
    shown,
    words_of,
)
from arkdoc.read.markdown.blocks import parse_markdown
from arkdoc.read.markdown.limits import too_long
from arkdoc.read.markdown.suppressions import codes_in
from arkdoc.rules.delivery import NO_DATE, NO_PROPOSAL, REPEATED_UNIT
from arkdoc.rules.front_matter import INVALID_ID, RESERVED_ID
from arkdoc.units.ids import slug, why_reserved
from arkdoc.units.index import UnitIndex

VOCABULARY = Vocabulary(
    names_in(tables.NOTE),
    names_in(field for field in tables.NOTE if field.is_telling),
    names_in((*tables.UNIT, *tables.PRIVACY, *tables.SUPPRESSION, *tables.APPROVAL)),
)
_CASE_TYPE = regex(r"[^/,\s](?:[^/,]*[^/,\s])?")
_CASE_TYPE_WORDS = Choice({word: word for word in tables.CASE_TYPES.words})
_ID = regex(ID)
_ASKED = ("vedtak", "drøfting")
_NOTHING = Scalar("", NOWHERE)

_UNREADABLE = N_("The note can't be built, as its own file can't be read.")
_INCOMPLETE = N_(
    "The note can't be built without {fields}. Write for example `{example}` at the top of {path}."
)


def read_note(path: str, data: bytes) -> Note:
    """Read the note's own file.

    Raises ArkdocError if it can't be read, or lacks `saksnr`, `tittel` or `enheter`; the
    first of its diagnostics is the reason.
    """
    source = open_text(path, data)
    if isinstance(source, Diagnostic):
        raise ArkdocError(_UNREADABLE, diagnostics=(source,))
    if fault := too_long(source):
        raise ArkdocError(_UNREADABLE, diagnostics=(fault,))
    diagnostics = encoding_guess(source)
    front = read_front_matter(source, VOCABULARY)
    diagnostics += front.diagnostics
    diagnostics += control_characters(source, front.first_line)
    if front.fault:
        others = [d for d in diagnostics if d is not front.fault]
        raise ArkdocError(_UNREADABLE, diagnostics=(front.fault, *others))
    fields = Fields(front.fields, tables.NOTE, diagnostics)
    units = _UnitTree().units(fields)
    note = _note(source, fields, units, parse_markdown(source, front.first_line))
    _require(path, fields, units)
    return replace(note, printed=_printed(Fields(front.fields, tables.NOTE, [])))


def _require(path: str, fields: Fields, units: tuple[Unit, ...]) -> None:
    """Raise ArkdocError, with ARK104 for each field that a note can't do without."""
    others = tuple(fields.diagnostics)
    missing = [name for name in ("saksnr", "tittel") if not fields.require(name)]
    if "saksnr" not in missing and not re.search(r"\w", fields.text("saksnr")):
        missing.insert(0, "saksnr")  # nothing that the outputs could be called by
        fields.report_missing("saksnr", fields.span("saksnr"))
    if not units:
        missing.append("enheter")
        if not fields.items("enheter"):
            fields.report_missing("enheter", fields.span("enheter"))
    if missing:
        example = next(field.example for field in tables.NOTE if field.name == missing[0])
        raise ArkdocError(
            _INCOMPLETE, diagnostics=(*fields.diagnostics[len(others) :], *others),
            path=path, fields=", ".join(missing), example=example,
        )  # fmt: skip


def _note(source: SourceFile, fields: Fields, units: tuple[Unit, ...], body: Body) -> Note:
    fields.require("fra")
    if fields.get("dato") is None:
        fields.diagnostics.append(diagnostic(NO_DATE, fields.span("dato")))
    privacy = fields.fields("personvern", tables.PRIVACY)
    texts = {f.name: fields.text(f.name) for f in tables.NOTE if f.kind is Plain.TEXT}
    lists = {f.name: _texts(fields, f.name) for f in tables.NOTE if f.kind is Plain.TEXTS}
    dates = {f.name: fields.date(f.name) for f in tables.NOTE if f.kind is Plain.DATE}
    values = dates | texts | {name: ", ".join(items) for name, items in lists.items()}
    note = Note(
        source.path, source.sha256, texts["saksnr"], texts["tittel"], texts["fra"], units, body,
        head=tuple((f.name, value) for f in tables.HEAD if (value := values[f.name])),
        case_types=_case_types(fields),
        to=lists["til"],
        copy=lists["kopi"],
        archive_number=texts["arkivsaksnr"],
        responsible=texts["saksansvarlig"],
        officer=texts["saksbehandler"],
        committee=texts["utvalg"],
        date=dates["dato"],
        revised=dates["revidert"],
        approval=_approval(fields),
        meeting=dates["møtedato"],
        deadline=dates["bidragsfrist"],
        language=fields.choice("språk", tables.LANGUAGE, "nb"),
        contents=fields.choice("innholdsfortegnelse", tables.CONTENTS, "auto"),
        numbered=fields.choice("nummerering", tables.YES_OR_NO, False),
        typography=fields.choice("typografi", tables.YES_OR_NO, True),
        suppressions=tuple(_suppressions(fields, UnitIndex(units))),
        smallest_group=(privacy and privacy.integer("minstegruppe")) or SMALLEST_GROUP,
        exempt=_is_exempt(fields),
        exemption=texts["hjemmel"],
        attachments=tuple(
            Attachment(one_line(each.text), each.span) for each in fields.texts("vedlegg")
        ),
        file_name=read_file_name(fields.get("filnavn"), fields.diagnostics),
        prompts=lists["ledetråder"],
        glossary=fields.meanings("forkortelser"),
        previous=_path(texts["forrige"]),
        previous_span=fields.span("forrige"),
        secretariat=lists["tilgang"],
        open_until=dates["adgang_til"],
    )  # fmt: skip
    no_proposal = _no_proposal(note, fields.span("sakstype"))
    return replace(note, diagnostics=(*fields.diagnostics, *body.diagnostics, *no_proposal))


def _no_proposal(note: Note, place: Span) -> Iterator[Diagnostic]:
    """ARK520 where the committee is to decide or discuss, and nothing is put to it."""
    asked = [each for each in note.case_types if each in _ASKED]
    boxes = (block for block in walk(note.body.blocks) if isinstance(block, Container))
    if asked and not any(box.kind is ContainerKind.PROPOSAL for box in boxes):
        words = WORDS[note.language]
        title = words.proposal.for_case(note.case_types)
        yield diagnostic(NO_PROPOSAL, place, types="/".join(asked), title=title)


def _printed(fields: Fields) -> tuple[Text, ...]:
    texts = [text for field in tables.PRINTED for text in fields.texts(field.name)]
    if approval := fields.fields("godkjent", tables.APPROVAL):
        texts += approval.texts("av")
    return tuple(Text(text.text, text.span) for text in texts)


def _approval(fields: Fields) -> NoteApproval | None:
    """Who has approved the note; None where nothing is said."""
    group = fields.fields("godkjent", tables.APPROVAL)
    if group is None:
        return None
    group.require("av")
    by, date = group.text("av"), group.date("dato")
    return NoteApproval(by, date) if by or date else None


def _texts(fields: Fields, name: str) -> tuple[str, ...]:
    return tuple(one_line(text.text) for text in fields.texts(name))


def _path(text: str) -> str:
    """A path from the root as people write it, with forward slashes."""
    return posixpath.normpath(text.replace("\\", "/")) if text else ""


def _case_types(fields: Fields) -> tuple[str, ...]:
    """The types in order; an unknown one is kept as written, with ARK105."""
    types: dict[str, None] = {}
    for text in fields.texts("sakstype"):
        for match in _CASE_TYPE.finditer(text.text):
            word = Scalar(match[0], text.place(match.start(), match.end()))
            chosen = fields.choose("sakstype", word, _CASE_TYPE_WORDS)
            types[chosen or one_line(word.text)] = None
    return tuple(types)


def _is_exempt(fields: Fields) -> bool:
    """Whether the note is exempt from public access: also where the word is not quite right."""
    in_doubt = fold(words_of(fields.get("offentlighet") or _NOTHING)).startswith("unntatt")
    exempt = fields.choice("offentlighet", tables.EXEMPT, in_doubt)
    if exempt and fields.get("hjemmel") is None:
        fields.report_missing("hjemmel", fields.span("offentlighet"))
    return exempt


def _suppressions(fields: Fields, unit_index: UnitIndex) -> Iterator[Suppression]:
    """`tillat`: codes, or groups of fields with a code as `regel`."""
    for item in fields.items("tillat"):
        if isinstance(item, Mapping):
            yield from _suppressions_of(fields.group(item, tables.SUPPRESSION), unit_index)
        elif isinstance(item, Scalar):
            yield from _suppressions_in(item)
        else:
            fields.report_kind("tillat", item, N_("the code of a rule"))


def _suppressions_of(group: Fields, unit_index: UnitIndex) -> Iterator[Suppression]:
    """Nothing where the unit is unknown, or the item would hold for the whole note."""
    code = group.scalar("regel") if group.require("regel") else None
    unit, reason = group.text("enhet"), group.text("grunn")
    if unit:
        found = unit_index.find(unit, group.span("enhet"))
        if isinstance(found, Diagnostic):
            group.diagnostics.append(found)
            return
        unit = found.id
    if code:
        for suppression in _suppressions_in(code):
            yield replace(suppression, unit=unit, reason=reason)


def _suppressions_in(text: Scalar) -> Iterator[Suppression]:
    for code, start, end in codes_in(text.text):
        yield Suppression(code, text.place(start, end))


class _UnitTree:
    """Reads the unit tree top down: of two units with one id, the first is kept."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}

    def units(self, fields: Fields) -> tuple[Unit, ...]:
        """The units in the field `enheter`."""
        return tuple(u for item in fields.items("enheter") for u in self._unit(fields, item))

    def _unit(self, parent: Fields, item: Node) -> tuple[Unit, ...]:
        if not isinstance(item, Mapping):
            parent.report_kind("enheter", item, N_("a list of units with id and navn"))
            name = words_of(item)
            unit_id = self._slug(name)
            unit = Unit(unit_id, name, Expectation.REQUIRED, span=item.span, name_span=item.span)
            return (unit,) if self._is_new(parent, unit_id, item.span) else ()
        fields = parent.group(item, tables.UNIT)
        unit_id = self._id(fields)
        is_new = self._is_new(fields, unit_id, fields.span("id"))
        name = fields.text("navn") if fields.require("navn") else unit_id
        units = self.units(fields)
        default = Expectation.OPTIONAL if units else Expectation.REQUIRED
        expects = fields.choice("bidrag", tables.EXPECTS, default)
        staff = fields.integer("ansatte")
        contacts = _texts(fields, "kontakt")
        locked = fields.choice("låst", tables.YES_OR_NO, False)
        if not is_new:
            return units  # the sub-units of a repeated unit take its place
        spans = fields.span("id"), fields.span("navn")
        return (Unit(unit_id, name, expects, units, staff, contacts, locked, *spans),)

    def _id(self, fields: Fields) -> str:
        text = fields.scalar("id") if fields.require("id") else None
        if text is None:
            return self._slug(fields.text("navn"))
        unit_id = fold(text.text)
        if _ID.fullmatch(unit_id):
            return unit_id
        slug = self._slug(unit_id)
        fields.diagnostics.append(
            diagnostic(INVALID_ID, text.span, value=shown(text.text), example=slug)
        )
        return slug

    def _slug(self, text: str) -> str:
        return slug(text) or f"enhet-{len(self._lines) + 1}"

    def _is_new(self, fields: Fields, unit_id: str, span: Span) -> bool:
        if unit_id in self._lines:
            first = self._lines[unit_id]
            fields.diagnostics.append(diagnostic(REPEATED_UNIT, span, id=unit_id, first=first))
            return False
        self._lines[unit_id] = span.line
        if what := why_reserved(unit_id):
            fields.diagnostics.append(
                diagnostic(RESERVED_ID, span, id=unit_id, what=what, example=f"enhet-{unit_id}")
            )
        return True
