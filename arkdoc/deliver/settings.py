"""The text of `notat.md` → the form for it, and the form → the text, as little changed as can be.

Fields that say what they said keep their lines, whatever their order, marks and comments; unknown
fields and comments are kept. Of several ways to write a change, from the smallest to the fields as
a whole, the first is taken that reads as what the form says: the reader decides, not the writer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from arkdoc.deliver.field_lines import Change, FieldParts, Lines, Ready, Rewriting, parts_of_fields
from arkdoc.deliver.setting_faults import (
    SettingFault,
    faults_in_text,
    faults_of_rows,
    faults_of_texts,
    too_much,
)
from arkdoc.deliver.setting_fields import (
    SETTINGS,
    UNITS,
    group_value,
    settled_text,
    text_in,
    value_from,
)
from arkdoc.deliver.unit_lines import unit_lines
from arkdoc.deliver.unit_rows import (
    UnitNode,
    UnitRow,
    read_units,
    settled_rows,
    unknown_fields,
)
from arkdoc.deliver.written_fields import Value, field_lines, value_of
from arkdoc.fields import tables
from arkdoc.fields.field import Group, names_in
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.model.names import fold
from arkdoc.model.regex import regex
from arkdoc.model.source import SourceFile
from arkdoc.pipeline.load import NOTE
from arkdoc.read.file_text import LIMIT
from arkdoc.read.front_matter import schema
from arkdoc.read.front_matter.reader import FrontMatter, read_front_matter
from arkdoc.read.note import VOCABULARY

_LINE = regex(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_CONTRIBUTIONS = "[[bidrag]]"
_NAMES = tuple((each.name, *each.aliases) for each in tables.NOTE)

_UNREADABLE = N_(
    "The settings of this note can't be shown here, as somebody has written them in a way that "
    "arkdoc can't read. Ask whoever looks after the server."
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the form says: texts by the names of SETTINGS, the units, and the introduction.

    An absent text is empty. The introduction is Markdown, without the line that says where the
    contributions go where that stands last.
    """

    texts: Mapping[str, str]
    units: tuple[UnitRow, ...]
    introduction: str = field(default="", repr=False)

    def text(self, name: str) -> str:
        """What the field called `name` says."""
        return self.texts.get(name, "")


def read_settings(text: str) -> Settings:
    """The form for the `notat.md` whose text this is. Raises ArkdocError where it can't be read."""
    return _NoteText(text).settings


def settled(settings: Settings, before: Settings) -> Settings:
    """`settings` as `read_settings` gives them once they are written, faults and all.

    What says what it did `before` stays as it is. New units get their ids here.
    """
    texts: dict[str, str] = {}
    for each in SETTINGS:
        text, old = settings.text(each.name), before.text(each.name)
        texts[each.name] = text if text == old else settled_text(each.field, text)
    is_same = settings.units == before.units
    units = before.units if is_same else settled_rows(settings.units)
    return Settings(texts, units, _settled_introduction(settings.introduction))


def with_settings(
    text: str, settings: Settings, has_text: Collection[str] = ()
) -> str | tuple[SettingFault, ...]:
    """The text of `notat.md` that says `settings`, or what has to be put right first.

    `has_text` are the ids of units that have handed something in: they are not taken out. What was
    wrong before and is left alone is no hindrance. Raises ArkdocError where `text` can't be read.
    """
    before = _NoteText(text)
    if settings == before.settings:
        return text
    wanted = settled(settings, before.settings)
    if wanted == before.settings:
        return text
    stops = (
        *faults_of_texts(wanted.texts, before.settings.texts),
        *faults_of_rows(wanted.units, before.settings.units, has_text),
    )
    if stops:
        return stops
    for changed in _ways(before, wanted):
        if now := _saying(changed, wanted, before):
            told = {fault.what for fault in before.faults()}
            return tuple(f for f in now.faults() if f.stops and f.what not in told) or changed
    return (too_much(),)


def faults(text: str) -> tuple[SettingFault, ...]:
    """What is to be put right in the form. Raises ArkdocError where `text` can't be read."""
    return _NoteText(text).faults()


def _saying(text: str, wanted: Settings, before: _NoteText) -> _NoteText | None:
    """`text`, read, if it says just what is wanted, and what nobody asked about as before."""
    try:
        now = _NoteText(text)
    except ArkdocError:
        return None
    ids = {row.id for row in wanted.units}
    others = unknown_fields(before.units)
    still = unknown_fields(now.units)
    is_same = (
        len(text.encode()) <= LIMIT
        and now.settings == wanted
        and now.unknown == before.unknown
        and all(still.get(unit, {}) == said for unit, said in others.items() if unit in ids)
    )
    return now if is_same else None


# --- reading -----------------------------------------------------------------------------


class _NoteText:
    """The text of `notat.md`, taken apart. Raises ArkdocError where its fields can't be read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: Lines = tuple(_LINE.findall(text))
        crlf = sum(line.endswith("\r\n") for line in self.lines)
        self.line_end = "\r\n" if crlf * 2 > len(self.lines) else "\n"
        plain = text.replace("\r\n", "\n").replace("\r", "\n")
        source = SourceFile(NOTE, plain, "")
        self.front: FrontMatter = read_front_matter(source, VOCABULARY)
        if self.front.fault:
            raise ArkdocError(_UNREADABLE)
        self.fields = schema.Fields(self.front.fields, tables.NOTE, [])
        self.units: tuple[UnitNode, ...] = read_units(self.fields)
        self._body = "\n".join(plain.split("\n")[self.front.first_line - 1 :])

    @cached_property
    def settings(self) -> Settings:
        """The form."""
        texts: dict[str, str] = {}
        for each in SETTINGS:
            outer, inner, _ = each.name.rpartition(".")
            fields: schema.Fields | None = self.fields
            if inner:
                value = self.fields.get(outer)
                group = next(f.kind for f in tables.NOTE if f.name == outer)
                assert isinstance(group, Group)
                fields = None
                if isinstance(value, schema.Mapping):
                    fields = schema.Fields(value, group.fields, [])
            texts[each.name] = text_in(fields, each.field) if fields else ""
        rows = tuple(unit.row for top in self.units for unit in top.walk())
        return Settings(texts, rows, _settled_introduction(self._body))

    def faults(self) -> tuple[SettingFault, ...]:
        """What the note's reader finds in it."""
        return faults_in_text(self.text, self.front, self.units)

    @property
    def unknown(self) -> dict[str, Value]:
        """What is said in fields that arkdoc doesn't know."""
        known = names_in(tables.NOTE)
        value = value_of(self.front.fields)
        assert isinstance(value, dict)
        return {name: said for name, said in value.items() if fold(name) not in known}

    def parts(self) -> FieldParts | None:
        """The fields by their lines; None where these can't be told apart."""
        if self.front.lines is None:
            return None
        return parts_of_fields(self.front.fields, self.lines, *self.front.lines)


def _settled_introduction(text: str) -> str:
    """Without empty lines around it, and without the line for the contributions below it.

    Where there is only a comment, as in a new note, there is no introduction yet.
    """
    text = text.encode("utf-8", "ignore").decode().replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    while lines and (not lines[-1].strip() or _is_for_contributions(lines[-1])):
        lines.pop()
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    left = "\n".join(lines[first:]).rstrip()
    is_comment = left.startswith("<!--") and left.find("-->") == len(left) - 3
    return "" if is_comment else left


def _is_for_contributions(line: str) -> bool:
    return line.strip().lower() == _CONTRIBUTIONS


# --- writing -----------------------------------------------------------------------------


def _ways(before: _NoteText, wanted: Settings) -> Iterator[str]:
    """Texts that should say what is wanted, the least changed one first."""
    body = _body(before, wanted)
    changes = _changes(before, wanted)
    parts = before.parts()
    if parts and before.front.lines:
        first, last = before.front.lines
        after = before.lines[last : before.front.first_line - 1]
        for keeps_lines in (True, False):
            new = _fields(before, parts, dict(changes), wanted, keeps_lines=keeps_lines)
            yield _joined(before, (*before.lines[:first], *new, *after, *body))
    yield _joined(before, (*_all_anew(before, parts, changes, wanted), *body))


def _joined(before: _NoteText, lines: Lines) -> str:
    """The lines as one text; one that was the last of its file gets its end."""
    *most, last = lines or ("",)
    return "".join(line if line[-1:] in "\r\n" else line + before.line_end for line in most) + last


def _changes(before: _NoteText, wanted: Settings) -> dict[str, Value | None]:
    """The fields, by name, that are to say something else."""
    old = before.settings.texts
    changes: dict[str, Value | None] = {}
    groups: dict[str, dict[str, str]] = {}
    for each in SETTINGS:
        text = wanted.texts[each.name]
        if text == old[each.name]:
            continue
        outer, _, inner = each.name.rpartition(".")
        if outer:
            groups.setdefault(outer, {})[inner] = text
        else:
            changes[each.name] = value_from(each.field, text, before.fields.get(each.name))
    for outer, inner_changes in groups.items():
        changes[outer] = group_value(before.fields.get(outer), inner_changes)
    return changes


def _fields(
    before: _NoteText, parts: FieldParts, changes: dict[str, Change], wanted: Settings, *,
    keeps_lines: bool,
) -> Lines:  # fmt: skip
    """The lines of all fields."""
    rewriting = Rewriting(before.lines, before.line_end)
    left_over: Lines = ()
    if wanted.units != before.settings.units or not keeps_lines:
        own = next((part for part in parts.parts if fold(part.key) == UNITS), None)
        known = own if keeps_lines else None
        lines, left_over = unit_lines(known, parts.column, before.units, wanted.units, rewriting)
        changes[UNITS] = Ready(lines) if wanted.units else None
    changed = rewriting.with_fields(parts, changes, _NAMES)
    lines = changed.lines()
    return (*lines, *left_over)


def _all_anew(
    before: _NoteText,
    parts: FieldParts | None,
    changes: Mapping[str, Value | None],
    wanted: Settings,
) -> Iterator[str]:
    """The fields written from what they say, with the comments between them."""
    rewriting = Rewriting(before.lines, before.line_end)
    known = {fold(name): each[0] for each in _NAMES for name in each}
    said = dict(changes)
    yield "---" + before.line_end
    above = {part.key: part.above for part in parts.parts} if parts else {}
    spelt: dict[str, str] = {}
    values: dict[str, Value] = {}
    for key, node in before.front.fields.entries:
        name = known.get(fold(key.text), key.text)
        spelt.setdefault(name, key.text)
        values.setdefault(name, value_of(node))
    order = [each[0] for each in _NAMES]
    for name in dict.fromkeys((*values, *order)):
        value = said[name] if name in said else values.get(name)
        yield from above.get(spelt.get(name, ""), ())
        if name == UNITS and wanted.units:
            yield from unit_lines(None, 0, before.units, wanted.units, rewriting)[0]
        elif value is not None and name != UNITS:
            yield from rewriting.ended(field_lines(spelt.get(name, name), value, 0))
    yield "---" + before.line_end


def _body(before: _NoteText, wanted: Settings) -> Lines:
    """The lines below the fields: as they are where the introduction says what it did."""
    old = before.lines[before.front.first_line - 1 :]
    if wanted.introduction == before.settings.introduction:
        return old
    lead = next((n for n, line in enumerate(old) if line.strip()), len(old))
    end = before.line_end
    kept = old[:lead] or (end,)
    written = wanted.introduction.split("\n") if wanted.introduction else ()
    text = tuple(line + end for line in written)
    last = next((line for line in reversed(old) if line.strip()), "")
    if _is_for_contributions(last):
        return (*kept, *text, *((end,) if text else ()), last.rstrip("\r\n") + end)
    return (*kept, *text)
