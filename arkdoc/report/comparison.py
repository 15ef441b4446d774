"""What changed between two versions of a note, for people, by unit, and for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from arkdoc.compare.excerpts import MORE, excerpt
from arkdoc.compare.redline.changes import ToldChange, ToldKind, Words, WordsKind
from arkdoc.compare.words import WordEdit, narrowed
from arkdoc.language.messages import Translator, printable
from arkdoc.model.diagnostic import N_
from arkdoc.report.terminal import Piece, TerminalStyle

_KINDS = {
    ToldKind.CHANGED: N_("changed"),
    ToldKind.INSERTED: N_("new"),
    ToldKind.DELETED: N_("removed"),
    ToldKind.MOVED: N_("moved"),
}
_STYLES = {WordsKind.DELETED: "red strike", WordsKind.INSERTED: "green underline"}
_SIGNS = {WordsKind.DELETED: ("[-", "-]"), WordsKind.INSERTED: ("{+", "+}")}
_CONTEXT = 40  # characters beside a change
_LONGEST = 400  # characters of one that are shown


def write_changes(
    changes: Sequence[ToldChange],
    units: Mapping[str, str],
    tr: Translator,
    style: TerminalStyle,
) -> str:
    """The changes by unit, what is gone struck and what is new underlined, and how many there are.

    Without colours they are `[-gone-]` and `{+new+}`.
    """
    if not changes:
        return tr("Nothing has changed.") + "\n"
    kinds = {kind: tr(said) for kind, said in _KINDS.items()}
    width = max(map(len, kinds.values()))
    lines = []
    for name, group in groupby(changes, key=lambda change: _part(change, units)):
        name = name or tr("The note itself")
        lines.append(style.paint(printable(name), "bold") + "\n")
        for change in group:
            lead = f"  {kinds[change.kind]:<{width}}  "
            pieces = _pieces(change.words, style)
            lines.append(style.paragraph(lead, *pieces, indent=len(lead)))
    counts = Counter(change.kind for change in changes)
    said = ", ".join(f"{counts[kind]} {kinds[kind]}" for kind in _KINDS if counts[kind])
    total = tr.count("{n} change", "{n} changes", len(changes))
    return "".join(lines) + f"{total}: {said}.\n"


def _part(change: ToldChange, units: Mapping[str, str]) -> str:
    """What the part of the note is called that a change is in; empty above all headings."""
    return units.get(change.unit, change.unit) or change.section


def changes_as_json(changes: Iterable[ToldChange], units: Mapping[str, str], file: str) -> str:
    """The changes for a program; `file` is the path of the Word file, or empty."""
    rows = [
        {
            "unit": change.unit,
            "unitName": units.get(change.unit, ""),
            "section": change.section,
            "heading": change.heading,
            "kind": change.kind.value,
            "words": [{"op": kind.value, "text": text} for kind, text in change.words],
        }
        for change in changes
    ]
    return json.dumps({"file": file, "changes": rows}, ensure_ascii=False, indent=2) + "\n"


def _pieces(words: Sequence[Words], style: TerminalStyle) -> Iterator[Piece]:
    left = _LONGEST
    shown = list(_narrowed(words))
    for place, (kind, text) in enumerate(shown):
        if left <= 0:
            yield MORE
            return
        if kind is WordsKind.EQUAL and len(shown) > 1:
            text = excerpt(text, _CONTEXT, at_start=place == 0, at_end=place == len(shown) - 1)
        text = printable(text)[:left]
        left -= len(text)
        if kind is WordsKind.EQUAL:
            yield text
        elif style.colour:
            yield text, _STYLES[kind]
        else:
            before, after = _SIGNS[kind]
            yield f"{before}{text}{after}"


def _narrowed(words: Sequence[Words]) -> Iterator[Words]:
    """`words`, a change within a compound told at its joint."""
    place = 0
    while place < len(words):
        kind, text = words[place]
        after = words[place + 1] if place + 1 < len(words) else None
        if kind is not WordsKind.DELETED or after is None or after[0] is not WordsKind.INSERTED:
            yield words[place]
            place += 1
            continue
        new = after[1]
        edit = narrowed(WordEdit(0, len(text), 0, len(new)), text, new)
        pieces = (
            (WordsKind.EQUAL, text[: edit.old_start]),
            (WordsKind.DELETED, text[edit.old_start : edit.old_end]),
            (WordsKind.INSERTED, new[edit.new_start : edit.new_end]),
            (WordsKind.EQUAL, text[edit.old_end :]),
        )
        yield from (piece for piece in pieces if piece[1])
        place += 2
