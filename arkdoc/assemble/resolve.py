"""Settled blocks and the answers of other files → blocks that only lack their numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from arkdoc.assemble.columns import LANDSCAPE, PORTRAIT, fit
from arkdoc.assemble.numbered_items import NumberedItem, numbered_items
from arkdoc.assemble.references import with_links
from arkdoc.assemble.typography import typesetter
from arkdoc.language.printed import WORDS, Words
from arkdoc.model.document import (
    Block,
    Blocks,
    Container,
    ContainerKind,
    Footnote,
    Heading,
    ListBlock,
    Quote,
    Table,
)
from arkdoc.model.tree import rewrite_blocks


@dataclass(frozen=True, slots=True)
class Resolved:
    """Blocks with links resolved, characters and tables set; `counts` are what gets numbers."""

    blocks: Blocks
    numbered_items: tuple[NumberedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class ResolvedFootnote:
    """The same of a footnote."""

    note: Footnote
    numbered_items: tuple[NumberedItem, ...]


def resolve(
    blocks: Blocks, link_targets: tuple[str, ...], language: str, sets_type: bool
) -> Resolved:
    """Finish a passage in `language`; `answers` are those to its `asks`."""
    resolved = _resolved(blocks, iter(link_targets), language, sets_type)
    return Resolved(resolved, numbered_items(resolved))


def resolve_footnotes(
    notes: Mapping[str, Footnote], link_targets: tuple[str, ...], language: str, sets_type: bool
) -> Mapping[str, ResolvedFootnote]:
    """Finish the footnotes of one text, by label; `answers` are those to the `asks` of all."""
    remaining = iter(link_targets)
    resolved: dict[str, ResolvedFootnote] = {}
    for label, note in notes.items():
        blocks = _resolved(note.blocks, remaining, language, sets_type)
        resolved[label] = ResolvedFootnote(
            replace(note, blocks=blocks, language=language), numbered_items(blocks)
        )
    return resolved


def _resolved(
    blocks: Blocks, link_targets: Iterator[str], language: str, sets_type: bool
) -> Blocks:
    resolved = with_links(blocks, link_targets, language)
    typeset = tuple(_set(block, language) for block in resolved) if sets_type else resolved
    return _shaped(typeset, PORTRAIT, WORDS[language])


def _set(block: Block, language: str) -> Block:
    own = block.language if isinstance(block, Heading) else ""
    return rewrite_blocks((block,), typesetter(own or language))[0]


def _shaped(blocks: Blocks, measure: int, words: Words) -> Blocks:
    """`blocks` with tables that fit the `measure` they stand in, and boxes with labels."""
    return tuple(_shape(block, measure, words) for block in blocks)


def _shape(block: Block, measure: int, words: Words) -> Block:
    match block:
        case Table():
            return fit(block, measure)
        case Container():
            inner = LANDSCAPE if block.kind is ContainerKind.LANDSCAPE else measure
            inside = _shaped(block.blocks, inner, words)
            return replace(block, blocks=inside, label=_label(block.kind, words))
        case Quote():
            return replace(block, blocks=_shaped(block.blocks, measure, words))
        case ListBlock():
            items = tuple(
                replace(item, blocks=_shaped(item.blocks, measure, words)) for item in block.items
            )
            return replace(block, items=items)
        case _:
            return block


def _label(kind: ContainerKind, words: Words) -> str:
    match kind:
        case ContainerKind.NOTE:
            return words.note
        case ContainerKind.PROPOSAL:
            return words.proposal
        case ContainerKind.LANDSCAPE | ContainerKind.PLACEHOLDER:
            return ""
