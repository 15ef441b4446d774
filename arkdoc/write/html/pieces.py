"""Document → its page in pieces, one a block, each of which says where it was written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from arkdoc.document import Asset, Document, Part
from arkdoc.source import NOWHERE, Span, start_of
from arkdoc.theme import Theme
from arkdoc.write.html.blocks import each_block
from arkdoc.write.html.context import beginning
from arkdoc.write.html.css import every_width, stylesheet
from arkdoc.write.html.markup import element
from arkdoc.write.html.paper import running_boxes
from arkdoc.write.html.writer import write_head


@dataclass(frozen=True, slots=True)
class Piece:
    """One block: an element with its language, and with what `span` says."""

    html: str
    span: Span


class Page:
    """The page of `document` on a screen, its images at the addresses that `address` gives."""

    def __init__(self, document: Document, theme: Theme, address: Callable[[Asset], str]) -> None:
        self._context = replace(beginning(document, theme, "screen"), address=address)

    def head(self) -> str:
        """What stands in the page's `header`."""
        return write_head(self._context)

    def style(self) -> str:
        """A style sheet for these pieces and for all that may come in their place."""
        theme, context = self._context.theme, self._context
        running = running_boxes(context.document.head, context.words, theme)
        return stylesheet(theme, "screen", running, every_width(theme))

    def pieces(self, part: Part) -> Iterator[Piece]:
        """What stands in the page's `main` for `part`."""
        lang = self._context.lang(part.language)
        context = self._context.speaking(part.language)
        for block, html in zip(part.blocks, each_block(part.blocks, context), strict=True):
            span = start_of(part.source) if block.span == NOWHERE else block.span
            yield _piece(html, span, lang)


def _piece(html: str, span: Span, lang: str | None) -> Piece:
    ends_before = span.end_column == 1 and span.end_line > span.line
    markup = element(
        "div",
        html,
        lang=lang,
        data_source=span.path,
        data_line=str(span.line),
        data_end=str(span.end_line - ends_before),
    )
    return Piece(markup, span)
