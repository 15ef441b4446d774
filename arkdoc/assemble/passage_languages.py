"""A text and what tells the language of a passage → the text, its passages marked with theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from operator import is_
from typing import TypeAlias

from arkdoc.model.nodes import Block, Blocks, Container, Heading, Paragraph
from arkdoc.model.note import Body
from arkdoc.model.tree import map_blocks, stated_language

OtherLanguage: TypeAlias = Callable[[Block, str], str]
"""Tells the language of a block if it is surely another than that around it; else nothing."""


def with_languages(body: Body, language: str, other: OtherLanguage) -> Body:
    """`body` of a text in `language`, with what is in an `other` one marked as that.

    Unchanged, it is the same object.
    """
    blocks = _marked(body.blocks, language, other)
    notes = tuple(
        note if (inside := _marked(note.blocks, language, other)) is note.blocks
        else replace(note, blocks=inside)
        for note in body.footnotes
    )  # fmt: skip
    is_same = blocks is body.blocks and all(map(is_, notes, body.footnotes))
    return body if is_same else replace(body, blocks=blocks, footnotes=notes)


def _marked(blocks: Blocks, around: str, other: OtherLanguage) -> Blocks:
    marked = tuple(_mark(block, around, other) for block in blocks)
    return blocks if all(map(is_, marked, blocks)) else marked


def _mark(block: Block, around: str, other: OtherLanguage) -> Block:
    if isinstance(block, Container) and block.language:
        return block  # whoever wrote it says what it is in
    if language := other(block, around):
        return _spoken(block, language)
    within = stated_language(block) or around
    return map_blocks(block, lambda inside: _marked(inside, within, other))


def _spoken(block: Block, language: str) -> Block:
    """`block`, all paragraphs and headings of which that state no language being in `language`."""
    if isinstance(block, Heading | Paragraph):
        return block if block.language else replace(block, language=language)
    if isinstance(block, Container) and block.language:
        return block
    return map_blocks(block, lambda inside: tuple(_spoken(each, language) for each in inside))
