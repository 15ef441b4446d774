"""Texts → the same, told of the languages that their authors, or Word, have marked passages as.

Word marks text with a language, most often without anybody having chosen it (word.md, 1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from arkdoc.language.printed import WORDS
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.nodes import Block, Blocks, Heading, Paragraph
from arkdoc.model.note import Contribution
from arkdoc.model.source import NOWHERE, start_of
from arkdoc.model.tree import map_blocks, stated_language, walk
from arkdoc.rules.word_reading import MARKED_LANGUAGE

_NAMES = {code: words.title for code, words in WORDS.items()}


def with_marked_language(
    contribution: Contribution, note_language: str, cache: Cache
) -> Contribution:
    """`contribution`, with ARK624 for what is marked as another language than the note's.

    A field that says the language has settled it. Unchanged, it is the same object.
    """
    if contribution.word_text is None:
        return contribution
    return cache.cached_by_id(_told, contribution, note_language)


def _told(contribution: Contribution, note_language: str) -> Contribution:
    found = tuple(_findings(contribution, note_language))
    if not found:
        return contribution
    return replace(contribution, diagnostics=(*contribution.diagnostics, *found))


def _findings(contribution: Contribution, note_language: str) -> Iterator[Diagnostic]:
    language = contribution.language
    is_chosen = contribution.language_span != NOWHERE
    if language and language != note_language and not is_chosen:
        yield diagnostic(
            MARKED_LANGUAGE,
            start_of(contribution.path),
            language=_NAMES[language],
            expected=_NAMES[note_language],
        )
    for block in walk(contribution.body.blocks):
        if isinstance(block, Paragraph | Heading) and block.language not in ("", note_language):
            yield diagnostic(
                MARKED_LANGUAGE,
                block.span,
                language=_NAMES[block.language],
                expected=_NAMES[language or note_language],
            )


def with_heading_languages(blocks: Blocks, around: str = "") -> Blocks:
    """`blocks`, each heading saying the language that is stated around it: so will the contents."""

    def spoken(block: Block) -> Block:
        language = stated_language(block) or around
        if isinstance(block, Heading):
            return block if block.language == language else replace(block, language=language)
        return map_blocks(block, lambda inside: with_heading_languages(inside, language))

    return tuple(map(spoken, blocks))
