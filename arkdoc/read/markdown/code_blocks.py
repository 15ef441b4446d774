"""A token for fenced code → CodeBlock, with the place of each of its lines."""

from __future__ import annotations

from markdown_it.token import Token

from arkdoc.language.written import CODE_LANGUAGES
from arkdoc.model.nodes import CodeBlock
from arkdoc.model.source import Span
from arkdoc.read.control_characters import LINE_BREAK
from arkdoc.read.markdown.body_source import BodySource


def read_code(token: Token, source: BodySource) -> CodeBlock:
    """The code, under an info string that is not a language and is therefore part of the text."""
    assert token.map is not None
    text, info = token.content.removesuffix("\n"), token.info.strip()
    first = token.map[0] + 1
    if info and not CODE_LANGUAGES.fullmatch(info):
        text, info, first = f"{info}\n{text}", "", first - 1
    last = token.map[1] - 1
    lines = list[str]()
    places = list[Span]()
    for number, line in enumerate(text.split("\n"), first):
        for part in line.split(LINE_BREAK):
            lines.append(part)
            places.append(_place(source.number(min(number, last)), part, source))
    return CodeBlock("\n".join(lines), info, source.lines(token), tuple(places))


def _place(number: int, text: str, source: BodySource) -> Span:
    """The place of `text` in line `number`: at its end, after markers and indentation."""
    written = source.line(number)
    at = written.rfind(text)
    start, end = (at, at + len(text)) if at >= 0 else (0, len(written))
    return source.in_line(number, start, end)
