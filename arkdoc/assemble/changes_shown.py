"""What has become of measures since the note before → the blocks that say it (clause 8).

A sentence that counts them, and a table of each kind: who, which, and what it said and says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from arkdoc.assemble.generated import placeholder, sentence
from arkdoc.assemble.measure_changes import (
    ChangeKind,
    FieldChange,
    MeasureChange,
    MeasureChanges,
    UnitChanges,
    day_of,
)
from arkdoc.assemble.measures import DEADLINE, LABELS, printed
from arkdoc.fields.field import Plain
from arkdoc.fields.tables import MEASURE
from arkdoc.language.printed import WORDS, ChangeWords, Words
from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.names import bare_case_number
from arkdoc.model.nodes import (
    Alignment,
    Block,
    Blocks,
    Caption,
    Cell,
    Inlines,
    Paragraph,
    Row,
    Table,
    Text,
)
from arkdoc.model.note import Note
from arkdoc.model.source import Span
from arkdoc.model.tree import simple_cell
from arkdoc.rules.past import NOTE_BEFORE_NOT_NAMED, NOTE_BEFORE_UNREADABLE

_LONGEST = 200  # characters of a text that are shown of what it was or is
_AROUND = 5  # words that are shown before and after those that differ

# What people write at length is quoted; not what says little more than who, when or how far.
_BRIEF = ("navn", "område", "ansvarlig", DEADLINE)
_QUOTED = frozenset(
    row.name for row in MEASURE if row.kind is Plain.TEXT and row.name not in _BRIEF
)


def changes_blocks(changes: MeasureChanges | None, language: str, span: Span) -> Blocks:
    """What stands at `span`, where `[[endringer]]` is written; a box where nothing is known."""
    words = WORDS[language]
    if changes is None:
        return placeholder(words.change.nothing_before, span)
    blocks: list[Block] = [*sentence(_summary(changes, words), span)]
    for kind in ChangeKind:
        found = [(unit, c) for unit in changes.units for c in unit.changes if c.kind is kind]
        if found:
            blocks.append(_table(kind, found, language, span))
    if unknown := [unit.name for unit in changes.units if unit.is_unknown]:
        blocks += sentence(words.change.not_compared.format(units=", ".join(unknown)), span)
    return tuple(blocks)


def nothing_to_compare(note: Note, place: Span) -> Iterator[Diagnostic]:
    """What is found at `place`, where changes are asked for and nothing is known of any."""
    if not note.previous:
        yield diagnostic(NOTE_BEFORE_NOT_NAMED, place)
    elif note.before is None:
        yield diagnostic(NOTE_BEFORE_UNREADABLE, place, file=note.previous)


def _summary(changes: MeasureChanges, words: Words) -> str:
    said = words.change
    number = bare_case_number(changes.case_number)
    about = [said.in_case.format(case=number)] if number else []
    about += [words.written_date(changes.date)] if changes.date else []
    before = f"{said.before} ({', '.join(about)})" if about else said.before
    kinds = [change.kind for unit in changes.units for change in unit.changes]
    counts = [_counted(kind, kinds.count(kind), said) for kind in ChangeKind if kinds.count(kind)]
    if not counts:
        return said.none.format(before=before)
    if unchanged := sum(unit.unchanged for unit in changes.units):
        counts.append(said.unchanged.format(n=unchanged))
    return said.since.format(before=before, counts=", ".join(counts))


def _counted(kind: ChangeKind, number: int, said: ChangeWords) -> str:
    if kind is ChangeKind.NEW and number == 1:
        return said.new_one
    return _by_kind(kind, said)[0].format(n=number)


def _by_kind(kind: ChangeKind, said: ChangeWords) -> tuple[str, str]:
    """How many there are of a kind, and what their table is called."""
    match kind:
        case ChangeKind.NEW:
            return said.new, said.new_table
        case ChangeKind.COMPLETED:
            return said.completed, said.completed_table
        case ChangeKind.CHANGED:
            return said.changed, said.changed_table
        case ChangeKind.GONE:
            return said.gone, said.gone_table
        case ChangeKind.CLOSED:
            return said.closed, said.closed_table


# --- tables ---------------------------------------------------------------------------------------


def _table(
    kind: ChangeKind, found: list[tuple[UnitChanges, MeasureChange]], language: str, span: Span
) -> Block:
    words = WORDS[language]
    said = words.change
    texts = [dict(change.texts) for _, change in found]
    has_day = kind is ChangeKind.NEW and any(each.get(DEADLINE) for each in texts)
    if kind is ChangeKind.NEW:
        last = [LABELS["status"](words), *([LABELS[DEADLINE](words)] if has_day else [])]
    elif kind in (ChangeKind.COMPLETED, ChangeKind.CHANGED):
        last = [said.changes]
    else:
        last = [said.last_status]
    header = tuple(_cell(text) for text in (words.measure.name, words.measure.unit, *last))
    caption = Caption((Text(_by_kind(kind, said)[1], span),), span=span)
    return Table(
        (Alignment.NONE,) * len(header),
        header,
        tuple(_row(unit, change, language, has_day=has_day) for unit, change in found),
        caption,
        row_headers=True,
        span=span,
    )


def _row(unit: UnitChanges, change: MeasureChange, language: str, *, has_day: bool) -> Row:
    words, texts = WORDS[language], dict(change.texts)
    own = "" if change.language == language else change.language
    name = unit.name
    if unit.is_past:
        name = words.change.no_unit.format(unit=name)
    named = Paragraph((Text(_short(texts["navn"]) or words.change.unnamed),), language=own)
    cells = [Cell((named,)), _cell(name)]
    if change.fields:
        lines = (_line(field, words) for field in change.fields)
        return (*cells, Cell(tuple(Paragraph(line) for line in lines)))
    cells.append(_cell(_shown("status", texts["status"], words)))
    if has_day:
        cells.append(_cell(_shown(DEADLINE, texts.get(DEADLINE, ""), words)))
    return tuple(cells)


def _line(field: FieldChange, words: Words) -> Inlines:
    """«Status: fra planlagt til pågår»."""
    said, label = words.change, LABELS[field.name](words)
    before, now = _parted(field.before, field.now)
    old, new = (_quoted(field.name, text, words) for text in (before, now))
    if not field.before:
        text = said.added.format(field=label, new=new)
    elif not field.now:
        text = said.removed.format(field=label, old=old)
    else:
        text = said.changed_from.format(field=label, old=old, new=new)
    return (Text(text),)


def _quoted(name: str, text: str, words: Words) -> str:
    """A text of the author's own between quotation marks; fixed words and days as they are."""
    shown = _shown(name, text, words)
    return shown.join(words.quotes) if shown and name in _QUOTED else shown


def _shown(name: str, text: str, words: Words) -> str:
    day = day_of(name, text)
    return words.written_date(day) if day else printed(name, _short(text), words)


# --- texts that are long --------------------------------------------------------------------------


def _parted(before: str, now: str) -> tuple[str, str]:
    """Both texts; of long ones what differs, and a few words around it."""
    if max(len(before), len(now)) <= _LONGEST or not before or not now:
        return _short(before), _short(now)
    old, new = before.split(), now.split()
    start = _in_common(old, new)
    end = _in_common(reversed(old[start:]), reversed(new[start:]))
    return _around(old, start, end), _around(new, start, end)


def _in_common(one: Iterable[str], other: Iterable[str]) -> int:
    """How many words two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _around(words: list[str], start: int, end: int) -> str:
    """What lies between `start` words and `end` words, with a few of those."""
    first, last = max(start - _AROUND, 0), len(words) - max(end - _AROUND, 0)
    text = " ".join(words[first:last])
    return f"{'… ' if first else ''}{_short(text)}{' …' if last < len(words) else ''}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"


def _cell(text: str) -> Cell:
    return simple_cell((Text(text),) if text else ())
