"""HTML as programs put it on the clipboard → its tags, texts and comments, in order.

After the tokenization of HTML (13.2.5 of the standard), without its states that only browsers need.
Each character is looked at a bounded number of times: `html.parser` takes time that grows with the
square of what is hostile, and libxml2 leaves out what is nested deeper than it cares for.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from arkdoc.model.regex import regex

_OPENING = regex("<(?=[A-Za-z!?/])")
_NAME = regex(r"</?([A-Za-z][^\s/>]*+)")
_ATTRIBUTE = regex(
    r"[\s/]*+([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(\"[^\"]*\"|'[^']*'|[^\s>]*+))?", re.ASCII
)
_TAG_END = regex(r"[\s/]*+>", re.ASCII)
_COMMENT_END = regex(r"--!?>")
_RAW = {
    name: regex(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "title", "textarea", "iframe", "noembed", "noframes")
}
"""Elements that hold characters and no tags, by how they end."""
_DECODED = "textarea"
_HUGE = regex(r"&#(?:[0-9]{8,}+|[xX][0-9A-Fa-f]{8,}+);?")
_IN_VALUE = regex(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
_MOST_ATTRIBUTES = 64


class OpenTag(NamedTuple):
    """A start tag; names are in small letters. `is_closed`: it ends with `/>`."""

    name: str
    attributes: Mapping[str, str]
    is_closed: bool = False


class CloseTag(NamedTuple):
    """An end tag."""

    name: str


class Characters(NamedTuple):
    """Characters, decoded."""

    text: str


class RawCharacters(NamedTuple):
    """What stands in an element that holds no tags, such as a style sheet."""

    element: str
    text: str


class Remark(NamedTuple):
    """A comment, or what browsers take for one: `<![if !supportLists]>` is `[if !supportLists]`."""

    text: str


Token: TypeAlias = OpenTag | CloseTag | Characters | RawCharacters | Remark


def tokens(text: str) -> Iterator[Token]:
    """The tags, texts and comments of `text`. A tag that its end cuts off is text."""
    at = 0
    while opening := _OPENING.search(text, at):
        if opening.start() > at:
            yield Characters(_decoded(text[at : opening.start()]))
        at = opening.start()
        found = _markup(text, at)
        if found is None:
            break
        token, at = found
        yield token
        if isinstance(token, OpenTag) and token.name in _RAW:
            ended = _RAW[token.name].search(text, at)
            end = ended.start() if ended else len(text)
            inside = text[at:end]
            yield RawCharacters(token.name, _decoded(inside) if token.name == _DECODED else inside)
            at = end
    if at < len(text):
        yield Characters(_decoded(text[at:]))


def _markup(text: str, at: int) -> tuple[Token, int] | None:
    """What the `<` at `at` begins, and where it ends; None where it never does."""
    if match := _NAME.match(text, at):
        name = match[1].lower()
        return _end_tag(text, name, match.end()) if text[at + 1] == "/" else (
            _start_tag(text, name, match.end())
        )  # fmt: skip
    if text.startswith("<!--", at):
        if text.startswith((">", "->"), at + 4):
            return Remark(""), text.index(">", at) + 1
        ended = _COMMENT_END.search(text, at + 4)
        inside = text[at + 4 : ended.start() if ended else len(text)]
        return Remark(inside.strip()), ended.end() if ended else len(text)
    end = text.find(">", at)
    return (Remark(text[at + 2 : end].strip()), end + 1) if end >= 0 else None


def _end_tag(text: str, name: str, at: int) -> tuple[Token, int] | None:
    end = text.find(">", at)
    return (CloseTag(name), end + 1) if end >= 0 else None


def _start_tag(text: str, name: str, at: int) -> tuple[Token, int] | None:
    attributes: dict[str, str] = {}
    while not (ended := _TAG_END.match(text, at)):
        match = _ATTRIBUTE.match(text, at)
        if match is None:
            return None  # the text ends in the tag
        at = match.end()
        if len(attributes) < _MOST_ATTRIBUTES:
            attributes.setdefault(match[1].lower(), _value(match[2] or ""))
    return OpenTag(name, attributes, "/" in ended[0]), ended.end()


def _value(written: str) -> str:
    """The value of an attribute. What has no semicolon stays: it is most often an address's."""
    if len(written) > 1 and written[0] in "\"'" and written[-1] == written[0]:
        written = written[1:-1]
    return _IN_VALUE.sub(lambda entity: html.unescape(entity[0]), written)


def _decoded(text: str) -> str:
    return html.unescape(_HUGE.sub("\ufffd", text)) if "&" in text else text
