"""Document → its page in pieces, one for each block, with the place it was written at."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain

from arkdoc.language.printed import WORDS
from arkdoc.model.assets import Asset
from arkdoc.model.cache import ById, Cache
from arkdoc.model.document import Document, Head, Part
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Contents,
    Footnote,
    FootnoteReference,
    Footnotes,
    Image,
)
from arkdoc.model.revisions import MarkedNodes
from arkdoc.model.source import NOWHERE, PARAGRAPHS, Span, is_word, start_of
from arkdoc.model.tree import all_inlines, walk
from arkdoc.style.theme import Theme
from arkdoc.write.html.blocks import each_block
from arkdoc.write.html.context import Context, marks_by_label
from arkdoc.write.html.css import every_width, stylesheet
from arkdoc.write.html.markup import element
from arkdoc.write.html.page_rules import margin_boxes
from arkdoc.write.html.writer import write_head

Address = Callable[[Asset], str]


@dataclass(frozen=True, slots=True)
class RenderedBlock:
    """A block of the page.

    `html` is one element, a `div` around the block's markup in the HTML output, with its language,
    and with `data-source`, `data-line` and `data-end`: the file, first and last line it was written
    at, and `data-lines` where these are no lines. `key` follows from `html`. `unit` is the id of
    its unit, empty for the note's own text.
    """

    key: str
    html: str
    unit: str
    span: Span

    @property
    def content(self) -> str:
        """What is in the element."""
        return self.html.partition(">")[2]


@dataclass(frozen=True, slots=True)
class _Needs:
    """What the HTML of a run of blocks depends on, apart from the blocks."""

    images: tuple[str, ...]
    notes: tuple[str, ...]
    marks: tuple[FootnoteReference, ...]
    has_contents: bool


class PageBlocks:
    """The page of `document` on a screen, its images at the addresses that `address` gives.

    Slow steps are cached in `cache`: a part that is the same object is not written again until
    something that it shows changes.
    """

    def __init__(self, document: Document, theme: Theme, address: Address, cache: Cache) -> None:
        self._cache = cache
        self._of_parts = [cache.cached_by_id(_needs, part.blocks) for part in document.parts]
        self._of_notes = {
            id_: cache.cached_by_id(_needs, note.blocks) for id_, note in document.footnotes.items()
        }
        needs = chain(self._of_parts, self._of_notes.values())
        marks = marks_by_label(mark for each in needs for mark in each.marks)
        language = document.language
        self._context = Context(
            document, theme, "screen", language, marks, address=address, has_attachments=False
        )

    def revised(
        self,
        part: Part,
        block: Block,
        revisions: MarkedNodes,
        footnotes: Mapping[str, Footnote],
    ) -> RenderedBlock:
        """A block of `part` that holds two versions, each one's own marked in `revisions`.

        `footnotes` are those of its notes that hold two versions.
        """
        document = self._context.document
        both = replace(document, footnotes={**document.footnotes, **footnotes})
        context = replace(self._context, document=both, revisions=revisions)
        lang = context.lang(part.language)
        (html,) = each_block((block,), context.in_language(part.language))
        return _piece(html, part, block.span, lang)

    def head(self) -> str:
        """The content of the page's `header`."""
        return write_head(self._context)

    def style(self) -> str:
        """A style sheet for these pieces and for all that may come in their place."""
        document = self._context.document
        return self._cache.cached(
            _style, document.head, document.language, ById(self._context.theme)
        )

    def pieces(self) -> Iterator[tuple[RenderedBlock, ...]]:
        """The content of the page's `main`, part by part."""
        context = self._context
        for part, needs in zip(context.document.parts, self._of_parts, strict=True):
            key = (_pieces, ById(part), ById(context.theme), context.language, *self._seen(needs))
            yield self._cache.get(key, lambda part=part: _pieces(part, context))  # type: ignore[misc]

    def _seen(self, needs: _Needs) -> Iterator[Hashable]:
        """What a part with these `needs` shows of the rest of the document."""
        context, document = self._context, self._context.document
        images = needs.images
        for id_ in needs.notes:
            yield ById(document.footnotes[id_])
            yield context.marks.get(id_)
            images += self._of_notes[id_].images
        for source in images:
            yield context.address(document.assets[source])
        if needs.has_contents:
            yield ById(document.contents)


def _needs(blocks: Blocks) -> _Needs:
    inside = list(walk(blocks))
    inlines = list(all_inlines(blocks))
    return _Needs(
        tuple(inline.source for inline in inlines if isinstance(inline, Image)),
        tuple(id_ for block in inside if isinstance(block, Footnotes) for id_ in block.ids),
        tuple(inline for inline in inlines if isinstance(inline, FootnoteReference)),
        any(isinstance(block, Contents) for block in inside),
    )


def _style(head: Head, language: str, theme: Theme) -> str:
    running = margin_boxes(head, WORDS[language], theme)
    return stylesheet(theme, "screen", running, every_width(theme))


def _pieces(part: Part, context: Context) -> tuple[RenderedBlock, ...]:
    lang = context.lang(part.language)
    written = each_block(part.blocks, context.in_language(part.language))
    return tuple(
        _piece(html, part, block.span, lang)
        for block, html in zip(part.blocks, written, strict=True)
    )


def _piece(html: str, part: Part, span: Span, lang: str | None) -> RenderedBlock:
    if span == NOWHERE:
        span = start_of(part.source)
    ends_before = span.end_column == 1 and span.end_line > span.line
    markup = element(
        "div",
        html,
        lang=lang,
        data_source=span.path,
        data_line=str(span.line),
        data_end=str(span.end_line - ends_before),
        data_lines=PARAGRAPHS if is_word(span.path) else None,
    )
    key = sha256(markup.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return RenderedBlock(key, markup, part.unit, span)
