"""A token for fenced code → CodeBlock, with the place of each of its lines."""

from __future__ import annotations

import re

from markdown_it.token import Token

from arkdoc.model.nodes import CodeBlock
from arkdoc.model.source import Span
from arkdoc.read.markdown.body_source import BodySource

_LANGUAGE = re.compile(
    "bash|c|cpp|console|cs|css|csv|diff|go|html|ini|java|javascript|js|json|latex|markdown|md|php"
    "|powershell|py|python|r|ruby|rust|sh|shell|sql|tex|text|toml|ts|txt|typescript|xml|ya?ml",
    re.IGNORECASE,
)


def read_code(token: Token, source: BodySource) -> CodeBlock:
    """The code, under an info string that is not a language and is therefore part of the text."""
    text, info = token.content.removesuffix("\n"), token.info.strip()
    span = source.lines(token)
    first = span.line + 1
    if info and not _LANGUAGE.fullmatch(info):
        text, info, first = f"{info}\n{text}", "", span.line
    places = (
        _place(min(number, span.end_line), line, span, source)  # empty lines may follow the block
        for number, line in enumerate(text.split("\n"), first)
    )
    return CodeBlock(text, info, span, tuple(places))


def _place(number: int, text: str, block: Span, source: BodySource) -> Span:
    """The place of `text` in line `number`: at its end, after markers and indentation."""
    written = source.line(number)
    at = written.rfind(text)
    start, end = (at, at + len(text)) if at >= 0 else (0, len(written))
    return block._replace(line=number, column=start + 1, end_line=number, end_column=end + 1)
