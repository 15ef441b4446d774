"""Placed blocks and what their links lead to → blocks that only lack their numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from arkdoc.assemble.columns import HOUSE, TableSetting, fit
from arkdoc.assemble.division import whole
from arkdoc.assemble.front import label_of
from arkdoc.assemble.numbered_items import Headings, NumberedItem, numbered_items
from arkdoc.assemble.references import with_links
from arkdoc.assemble.typography import typeset_inlines
from arkdoc.language.printed import WORDS, Words
from arkdoc.model.cache import Cache
from arkdoc.model.document import Document, Part
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Container,
    ContainerKind,
    Footnote,
    Table,
)
from arkdoc.model.tree import map_blocks, map_spoken_runs, plain_text


class NoteChoices(NamedTuple):
    """What the note says of all its texts: `case_types` say what is asked."""

    sets_type: bool
    case_types: tuple[str, ...] = ()
    numbers_headings: bool = False

    @property
    def headings(self) -> Headings:
        """What becomes of the headings of texts."""
        return Headings.NUMBERED if self.numbers_headings else Headings.PLAIN

    @property
    def headings_in_notes(self) -> Headings:
        """What becomes of those of footnotes, which have no place in the outline."""
        return Headings.REFERRED_TO if self.numbers_headings else Headings.PLAIN


class Resolved(NamedTuple):
    """Blocks with links resolved, characters and tables set; `numbered_items` get numbers."""

    blocks: Blocks
    numbered_items: tuple[NumberedItem, ...] = ()


class ResolvedFootnote(NamedTuple):
    """A footnote with its links resolved; its `numbered_items` still lack their numbers."""

    note: Footnote
    numbered_items: tuple[NumberedItem, ...]


def resolve(
    blocks: Blocks, link_targets: tuple[str, ...], language: str, choices: NoteChoices
) -> Resolved:
    """Resolve blocks in `language`; `link_targets` are those of their link queries, in order."""
    resolved = _resolved(blocks, iter(link_targets), language, choices)
    return Resolved(resolved, numbered_items(resolved, choices.headings))


def resolve_footnotes(
    notes: Mapping[str, Footnote],
    link_targets: tuple[str, ...],
    language: str,
    choices: NoteChoices,
) -> Mapping[str, ResolvedFootnote]:
    """Resolve the footnotes of one text, by label; `link_targets` are those of all in order."""
    remaining = iter(link_targets)
    resolved: dict[str, ResolvedFootnote] = {}
    for label, note in notes.items():
        blocks = _resolved(note.blocks, remaining, language, choices)
        resolved[label] = ResolvedFootnote(
            replace(note, blocks=blocks, language=language),
            numbered_items(blocks, choices.headings_in_notes),
        )
    return resolved


def _resolved(
    blocks: Blocks, link_targets: Iterator[str], language: str, choices: NoteChoices
) -> Blocks:
    resolved = with_links(blocks, link_targets, language, numbers_headings=choices.numbers_headings)
    if choices.sets_type:
        resolved = map_spoken_runs(
            resolved, lambda inlines, own: typeset_inlines(inlines, own or language)
        )
    return fitted(_labelled(resolved, WORDS[language], choices), language)


def _labelled(blocks: Blocks, words: Words, choices: NoteChoices) -> Blocks:
    """`blocks`, in which boxes have labels."""
    return tuple(_label(block, words, choices) for block in blocks)


def _label(block: Block, words: Words, choices: NoteChoices) -> Block:
    if isinstance(block, Container):
        words = WORDS[block.language] if block.language else words
        label = label_of(block, plain_text(block.title), choices.case_types, words)
        block = replace(block, label=label, title=())
    return map_blocks(block, lambda inside: _labelled(inside, words, choices))


def refitted(document: Document, setting: TableSetting, cache: Cache) -> Document:
    """`document`, fitted to the built-in house style, with tables that fit `setting`."""
    if setting == HOUSE:
        return document
    parts = tuple(cache.cached_by_id(_refitted_part, part, setting) for part in document.parts)
    notes = {
        id_: cache.cached_by_id(_refitted_note, note, document.language, setting)
        for id_, note in document.footnotes.items()
    }
    return replace(document, parts=parts, footnotes=notes)


def _refitted_note(note: Footnote, language: str, setting: TableSetting) -> Footnote:
    return replace(note, blocks=fitted(note.blocks, note.language or language, setting))


def _refitted_part(part: Part, setting: TableSetting) -> Part:
    return replace(part, blocks=fitted(part.blocks, part.language, setting))


def fitted(
    blocks: Blocks, language: str, setting: TableSetting = HOUSE, *, lies_down: bool = False
) -> Blocks:
    """`blocks` with tables whose columns fit the page they stand on, set as `setting` says."""
    return tuple(_fit(block, language, setting, lies_down) for block in blocks)


def _fit(block: Block, language: str, setting: TableSetting, lies_down: bool) -> Block:
    if isinstance(block, Table):
        measure = setting.landscape if lies_down else setting.portrait
        if setting is not HOUSE:
            rows = [tuple(map(whole, row)) for row in (block.header, *block.rows)]
            block = replace(block, header=rows[0], rows=tuple(rows[1:]))
        return fit(block, language, measure, setting)
    if isinstance(block, Container):
        language = block.language or language
        lies_down = lies_down or block.kind is ContainerKind.LANDSCAPE
    return map_blocks(block, lambda inside: fitted(inside, language, setting, lies_down=lies_down))
