"""The blocks of a Word file → its fields, from the lines or table at its head; the other blocks.

«Enhet: Seksjon Gjøvik» on a line, or in a table of two columns whose first has nothing but names of
fields (word.md, 1). The values are read as those at the top of a Markdown file are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple, assert_never

from arkdoc.fields.field import LabelledField, in_every_language
from arkdoc.fields.tables import CONTRIBUTION, STATUS
from arkdoc.model.names import clip, fold
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Cell,
    Code,
    CodeBlock,
    Container,
    Contents,
    Directive,
    Figure,
    Footnotes,
    HardBreak,
    Heading,
    Inline,
    Inlines,
    ListBlock,
    Paragraph,
    Quote,
    Row,
    Table,
    Text,
    ThematicBreak,
)
from arkdoc.model.note import ClueKind, UnitClue
from arkdoc.model.regex import regex
from arkdoc.model.source import Span, whole_span
from arkdoc.model.tree import cell_text, drop_start, plain_text, walk_inlines
from arkdoc.read.front_matter.schema import Fields, Mapping, Scalar
from arkdoc.read.word.measure_table import is_measure_table
from arkdoc.read.word.reading import Reading
from arkdoc.read.word.table_look import all_runs
from arkdoc.rules.word_tables import FIELD_IN_TABLE
from arkdoc.units.template import is_hint

_FIELDS = ("enhet", "kontaktperson", "dato", "status", "medvirkning", "språk")
_LABELS = {name: name for name in _FIELDS} | {
    fold(label): name
    for label, name in in_every_language(
        (field.label, field.name) for field in CONTRIBUTION if isinstance(field, LabelledField)
    ).items()
}
_LABELS |= {"language": "språk", "contact": "kontaktperson"}
_LINE = regex(r"\s*(?P<label>[^\W\d_][^:\n]{1,30}?)\s*:\s*(?P<value>.*)", re.DOTALL)
# How long a value may be; a longer one is a sentence that begins with the same word.
_LONGEST = {
    "enhet": 150, "kontaktperson": 200, "dato": 40, "status": 40, "medvirkning": 300, "språk": 40,
}  # fmt: skip
_HEAD = 30  # blocks at the top in which fields are looked for
_FEW = 4  # words of what ends in a full stop and is no sentence yet: «Med vennlig hilsen.»
_SHORT = 100  # characters of a paragraph that may stand above or between the fields


class _Filled(NamedTuple):
    """A field, and what is filled in: `text` at `span`, nothing where it is empty."""

    name: str
    label: Span
    text: str
    span: Span


def take_head(reading: Reading, blocks: Blocks) -> tuple[Blocks, Fields, tuple[UnitClue, ...]]:
    """`blocks` without the fields at the head; the fields; and the units they claim.

    A field without a value counts as absent. ARK627 for a field in a table of other things, which
    stays a table.
    """
    kept: list[Block] = []
    found: list[_Filled] = []
    clues: list[UnitClue] = []
    end = _end_of_head(blocks)
    for block in blocks[:end]:
        match block:
            case Paragraph():
                left, taken = _from_lines(block)
                found += taken
                kept += [left] if left else []
            case Table() if is_head_table((block.header, *block.rows)):
                found += map(_from_row, (block.header, *block.rows))
            case Table() if not is_measure_table((block.header, *block.rows)):
                clues += _offered(reading, block)
                kept.append(block)
            case Heading() | Table() | Figure() | ListBlock() | Quote() | CodeBlock():
                kept.append(block)
            case ThematicBreak() | Container() | Directive() | Contents() | Footnotes():
                kept.append(block)
            case _:
                assert_never(block)
    entries = tuple((Scalar(each.name, each.label), Scalar(each.text, each.span)) for each in found)
    fields = Fields(Mapping(entries, reading.span(1, 0, 0)), CONTRIBUTION, [])
    claims = [
        UnitClue(ClueKind.FIELD, each.text, each.span)
        for each in found
        if each.name == "enhet" and each.text
    ]
    remaining = (*kept, *blocks[end:])
    if found:
        remaining = _without_lines(remaining, len(kept))
    return remaining, fields, (*claims, *clues)


def _without_lines(blocks: Blocks, head: int) -> Blocks:
    """`blocks` without the rules among and below the first `head` of them, where fields were."""
    while head < len(blocks) and isinstance(blocks[head], ThematicBreak):
        head += 1
    return tuple(b for b in blocks[:head] if not isinstance(b, ThematicBreak)) + blocks[head:]


def is_head_table(rows: Sequence[Row]) -> bool:
    """Whether a table, `rows` with its header first, has two columns: fields and their values."""
    names = [_named(row[0]) for row in rows if len(row) == 2]
    return len(names) == len(rows) and all(names) and len(set(names)) == len(names)


def _end_of_head(blocks: Blocks) -> int:
    """How many blocks may be the head: titles, then what is short, up to a heading or to prose."""
    has_begun = False
    for at, block in enumerate(blocks[:_HEAD]):
        match block:
            case Heading():
                if has_begun:
                    return at
            case Paragraph() if not _is_prose(block):
                has_begun = True
            case Table() | Figure():
                has_begun = True
            case ThematicBreak():
                pass  # a line in or below a letterhead
            case Paragraph() | ListBlock() | Quote() | CodeBlock():
                return at
            case Container() | Directive() | Contents() | Footnotes():
                return at
            case _:
                assert_never(block)
    return min(len(blocks), _HEAD)


def _is_prose(paragraph: Paragraph) -> bool:
    """Whether a paragraph is running text: long, and no lines of fields."""
    lines = list(_lines(paragraph.inlines))
    if any(_field_of(line) for line in lines):
        return False
    texts = [plain_text(line).strip() for line in lines]
    return any(
        len(text) > _SHORT or (text.endswith((".", "!", "?")) and len(text.split()) > _FEW)
        for text in texts
    )


# --- lines -----------------------------------------------------------------------------------


def _from_lines(paragraph: Paragraph) -> tuple[Paragraph | None, list[_Filled]]:
    """What is left of a paragraph, and the fields in its lines."""
    lines = list(_lines(paragraph.inlines))
    read = [_field_of(line) for line in lines]
    taken = [each for each in read if each]
    if not taken:
        return paragraph, []
    left: list[Inline] = []
    for line, each in zip(lines, read, strict=True):
        if each is None and line:
            left += [HardBreak(line[0].span), *line] if left else line
    return (replace(paragraph, inlines=tuple(left)) if left else None), taken


def _lines(inlines: Inlines) -> Iterator[Inlines]:
    """The lines of a paragraph, as its breaks part them."""
    for is_break, line in groupby(inlines, lambda inline: isinstance(inline, HardBreak)):
        if not is_break:
            yield tuple(line)


def _field_of(line: Inlines) -> _Filled | None:
    """The field on a line such as «Dato: 20.02.2019», or None for any other."""
    text = plain_text(line)
    match = _LINE.fullmatch(text)
    name = _LABELS.get(fold(match["label"]), "") if match else ""
    if not match or not name or len(match["value"]) > _LONGEST[name]:
        return None
    if name == "status" and len(match["value"].split()) > 3 and fold(match["value"]) not in _STATUS:
        return None
    span = whole_span(line)
    value = drop_start(line, match.start("value"))
    place = _place(value) if match["value"].strip() else span
    return _Filled(name, span, " ".join(match["value"].split()), place)


_STATUS = frozenset(map(fold, STATUS.words))


def _place(inlines: Inlines) -> Span:
    leaves = (inline for inline in walk_inlines(inlines) if isinstance(inline, Text | Code))
    texts = [leaf for leaf in leaves if leaf.text.strip()]
    return whole_span(texts) if texts else inlines[0].span


# --- tables ----------------------------------------------------------------------------------


def _named(cell: Cell) -> str:
    """The field that a cell names, with or without a colon."""
    return _LABELS.get(fold(cell_text(cell)).rstrip(" :"), "")


def _from_row(row: Row) -> _Filled:
    label, value = row
    inlines = tuple(inline for run in all_runs(value.blocks) for inline in run)
    text = " ".join(cell_text(value).split())
    text = "" if is_hint(text) else text  # of a form whose controls a program has lost
    span = _place(inlines) if text else label.span
    return _Filled(_named(label), label.span, text, span)


def _offered(reading: Reading, table: Table) -> Iterator[UnitClue]:
    """ARK627 for each field in a table of two columns that has other things too; its unit is a
    claim all the same."""
    for row in (table.header, *table.rows):
        name = _named(row[0]) if len(row) == 2 else ""
        text = " ".join(cell_text(row[1]).split()) if name else ""
        if not text:
            continue
        if name == "enhet":
            yield UnitClue(ClueKind.FIELD, text, row[1].span)
        elif name != "kontaktperson":
            label = cell_text(row[0]).strip(" :")
            reading.say(FIELD_IN_TABLE, row[0].span, field=clip(label), value=clip(text))
