"""Finished parts → the table of contents, and its place (contract, clause 3).

Whether there is one follows from headings and words, never from pages: both outputs must
agree, and neither may depend on a font.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from arkdoc.assemble.counting import word_count
from arkdoc.document import (
    Block,
    Blocks,
    Container,
    Contents,
    ContentsEntry,
    Emphasis,
    FootnoteReference,
    HardBreak,
    Heading,
    Image,
    Inline,
    Inlines,
    Link,
    Part,
    Reference,
    SoftBreak,
    Strikethrough,
    Strong,
    Text,
)
from arkdoc.note import Note
from arkdoc.tree import walk

LOWEST_LEVEL = 3
MANY_HEADINGS = 12
MANY_WORDS = 3000


def with_contents(
    parts: Sequence[Part], note: Note
) -> tuple[tuple[Part, ...], tuple[ContentsEntry, ...]]:
    """The parts with the table of contents in its place, and its entries; or without one."""
    has_place = any(isinstance(b, Contents) for part in parts for b in walk(part.blocks))
    entries = tuple(_entries(parts, note.language))
    if not entries:
        return tuple(_without(parts) if has_place else parts), ()
    if has_place:
        return tuple(parts), entries
    if note.contents == "ja" or (note.contents == "auto" and _is_long(parts)):
        return _in_front(parts, note), entries
    return tuple(parts), ()


def _is_long(parts: Sequence[Part]) -> bool:
    headings = sum(isinstance(b, Heading) for part in parts for b in walk(part.blocks))
    return headings >= MANY_HEADINGS and (
        sum(word_count(part.blocks) for part in parts) >= MANY_WORDS
    )


def _entries(parts: Iterable[Part], language: str) -> Iterator[ContentsEntry]:
    for part in parts:
        for block in walk(part.blocks):
            if isinstance(block, Heading) and block.level <= LOWEST_LEVEL:
                own = block.language or part.language
                shown = "" if own == language else own
                yield ContentsEntry(block.id, block.level, _entry(block.inlines), shown)


def _entry(inlines: Inlines) -> Inlines:
    """A heading as its line in the table says it: no links, marks, pictures or breaks."""
    result: list[Inline] = []
    for inline in inlines:
        match inline:
            case Link() | Reference():
                result.extend(_entry(inline.inlines))
            case Emphasis() | Strong() | Strikethrough():
                result.append(replace(inline, inlines=_entry(inline.inlines)))
            case Image():
                result.append(Text(inline.alt, inline.span))
            case HardBreak():
                result.append(SoftBreak(inline.span))
            case FootnoteReference():
                pass
            case _:
                result.append(inline)
    return tuple(result)


def _in_front(parts: Sequence[Part], note: Note) -> tuple[Part, ...]:
    match parts:
        case [Part(unit="") as first, *rest]:
            return (replace(first, blocks=(Contents(), *first.blocks)), *rest)
        case _:
            return (Part("", note.language, note.path, (Contents(),)), *parts)


def _without(parts: Iterable[Part]) -> Iterator[Part]:
    for part in parts:
        if blocks := _dropped(part.blocks):
            yield replace(part, blocks=blocks)


def _dropped(blocks: Blocks) -> Blocks:
    kept: list[Block] = []
    for block in blocks:
        match block:
            case Contents():
                pass
            case Container():
                kept.append(replace(block, blocks=_dropped(block.blocks)))
            case _:
                kept.append(block)
    return tuple(kept)
