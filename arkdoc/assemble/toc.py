"""Finished parts → the table of contents, and its place (contract, clause 3).

Whether there is one depends on headings and words, not on pages: all outputs must agree, and
none may depend on a font.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple, assert_never

from arkdoc.assemble.counting import word_count
from arkdoc.assemble.front import front_length
from arkdoc.model.cache import Cache
from arkdoc.model.document import ContentsEntry, Part
from arkdoc.model.nodes import (
    Blocks,
    Code,
    Contents,
    Emphasis,
    FootnoteReference,
    HardBreak,
    Heading,
    HeadingNumber,
    Image,
    Inline,
    Inlines,
    Link,
    Reference,
    SoftBreak,
    Strikethrough,
    Strong,
    Text,
)
from arkdoc.model.note import Note
from arkdoc.model.tree import map_blocks, map_inlines, walk

LOWEST_LEVEL = 3
MANY_HEADINGS = 12
MANY_WORDS = 3000


class _PartOutline(NamedTuple):
    """What the table of contents needs to know of a part; `headings` counts those of any level."""

    entries: tuple[ContentsEntry, ...]
    headings: int
    words: int
    has_place: bool


def with_contents(
    parts: tuple[Part, ...], note: Note, cache: Cache
) -> tuple[tuple[Part, ...], tuple[ContentsEntry, ...]]:
    """The parts with the table of contents in its place, and its entries; or without one."""
    outlines = [cache.cached_by_id(_outline, part, note.language) for part in parts]
    has_place = any(outline.has_place for outline in outlines)
    entries = tuple(chain.from_iterable(outline.entries for outline in outlines))
    # Equal entries stay the same object, with the spans of an earlier build, which nothing reads.
    entries = cache.reuse_equal(with_contents, entries)
    if not entries:
        return tuple(_without(parts)) if has_place else parts, ()
    if has_place:
        return parts, entries
    is_long = sum(outline.headings for outline in outlines) >= MANY_HEADINGS and (
        sum(outline.words for outline in outlines) >= MANY_WORDS
    )
    if note.contents == "ja" or (note.contents == "auto" and is_long):
        return _in_front(parts, note, cache), entries
    return parts, ()


def _outline(part: Part, language: str) -> _PartOutline:
    blocks = list(walk(part.blocks))
    headings = [block for block in blocks if isinstance(block, Heading)]
    return _PartOutline(
        tuple(_entries(headings, part, language)),
        len(headings),
        word_count(part.blocks),
        any(isinstance(block, Contents) for block in blocks),
    )


def _entries(headings: Iterable[Heading], part: Part, language: str) -> Iterator[ContentsEntry]:
    for heading in headings:
        if heading.level <= LOWEST_LEVEL:
            own = heading.language or part.language
            shown = "" if own == language else own
            yield ContentsEntry(
                heading.id, heading.level, _entry(heading.inlines), shown, heading.number
            )


def _entry(inlines: Inlines) -> Inlines:
    """A heading as every output prints it in the table: text, code and emphasis, on one line.

    The whole line is a link, so links in it leave their words; a footnote mark would call its
    footnote once more.
    """
    result: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text() | Code():
                result.append(inline)
            case HeadingNumber():
                result.append(Text(inline.number, inline.span))
            case SoftBreak() | HardBreak():
                result.append(Text(" ", inline.span))
            case Image():
                result.append(Text(inline.alt, inline.span))
            case Emphasis() | Strong() | Strikethrough():
                result.append(map_inlines(inline, _entry))
            case Link() | Reference():
                result.extend(_entry(inline.inlines))
            case FootnoteReference():
                pass
            case _:
                assert_never(inline)
    return tuple(result)


def _in_front(parts: Sequence[Part], note: Note, cache: Cache) -> tuple[Part, ...]:
    if parts[0].unit:
        return (Part("", note.language, note.path, (Contents(),)), *parts)
    front = front_length(parts[0].blocks) if parts[0].source == note.path else 0
    return (cache.cached_by_id(_led, parts[0], front), *parts[1:])


def _led(part: Part, front: int) -> Part:
    """`part` with the table of contents after its first blocks, as many as `front` says."""
    return replace(part, blocks=(*part.blocks[:front], Contents(), *part.blocks[front:]))


def _without(parts: Iterable[Part]) -> Iterator[Part]:
    for part in parts:
        if blocks := _without_place(part.blocks):
            yield replace(part, blocks=blocks)


def _without_place(blocks: Blocks) -> Blocks:
    return tuple(
        map_blocks(block, _without_place) for block in blocks if not isinstance(block, Contents)
    )
