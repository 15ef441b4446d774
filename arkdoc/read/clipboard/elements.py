"""HTML → its elements, and where in them what was copied stands.

After the tree construction of HTML (13.2.6 of the standard) in so far as programs leave out end
tags or cross them: a paragraph ends where a block begins, an item at the next one, a cell at the
next. What crosses ends with what it stands in. Each tag costs the same, however many are open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from arkdoc.model.regex import regex
from arkdoc.read.clipboard.markup import (
    Characters,
    CloseTag,
    OpenTag,
    RawCharacters,
    Remark,
    tokens,
)

LONGEST = 10 * 1024 * 1024
"""Characters that the HTML may have: as many as a Word file may have bytes (contract, clause 4)."""
MOST_TAGS = 200_000

PARAGRAPHS = frozenset((
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "div", "ul", "ol", "li", "dl", "dt", "dd", "table",
    "blockquote", "pre", "hr", "address", "article", "aside", "section", "header", "footer",
    "main", "nav", "figure", "figcaption", "form", "fieldset", "center", "details", "summary",
))  # fmt: skip
"""Elements that end the paragraph before them."""
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
))  # fmt: skip
_CELLS, _GROUPS, _LISTS = ("td", "th"), ("thead", "tbody", "tfoot"), ("ul", "ol")
_OF_TABLES = frozenset((*_CELLS, *_GROUPS, "tr", "caption", "table"))
_AS_WRITTEN = regex(r"\[if !([a-z]+)\]", re.IGNORECASE)

CONDITION = "#if"
"""The name of what stands between `<![if …]>` and `<![endif]>`; its `if` is the condition."""


@dataclass(slots=True, eq=False)
class HtmlElement:
    """An element: its name and attributes, and the texts and elements in it, in order."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    inside: list[HtmlNode] = field(default_factory=list)

    def get(self, name: str) -> str:
        """The value of an attribute; empty where there is none."""
        return self.attributes.get(name, "")


HtmlNode: TypeAlias = str | HtmlElement


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """What was copied, what stands behind it, and the style sheets."""

    copied: HtmlElement
    after: HtmlElement
    sheet: str


def read_elements(html: str) -> HtmlPage | None:
    """The elements of `html`; None where it is larger than is read.

    `copied` is what stands between StartFragment and EndFragment, which Windows puts around it, in
    the elements that were open there; all of it where nothing says.
    """
    if len(html) > LONGEST:
        return None
    tree = _TreeBuilder()
    tags = 0
    for token in tokens(html):
        tags += not isinstance(token, Characters)
        if tags > MOST_TAGS:
            return None
        match token:
            case Characters(text) | RawCharacters("textarea", text):
                tree.open[-1].inside.append(text)
            case OpenTag():
                tree.start(token)
            case CloseTag(name):
                tree.end(name)
            case RawCharacters("style", text):
                tree.sheets.append(text)
            case RawCharacters():
                pass
            case Remark(text):
                tree.remark(text)
    return HtmlPage(tree.copied, tree.after, "\n".join(tree.sheets))


class _TreeBuilder:
    def __init__(self) -> None:
        self.copied = self.after = HtmlElement("")
        self.open = [self.copied]
        self.sheets: list[str] = []
        self._depths: dict[str, list[int]] = {}  # where in `open` those of each name stand
        self._begun = False

    def start(self, tag: OpenTag) -> None:
        """Take in a start tag, after what it ends."""
        name = tag.name
        if name in PARAGRAPHS:
            self._end_down_to(("p",), (*_CELLS, "caption"))
        if name == "li":
            self._end_down_to(("li",), (*_LISTS, *_CELLS))
        elif name in _CELLS:
            self._end_down_to(_CELLS, ("tr", "table"))
        elif name == "tr":
            self._end_down_to(("tr",), ("table",))
        elif name in _GROUPS:
            self._end_down_to(_GROUPS, ("table",))
        element = HtmlElement(name, tag.attributes)
        self.open[-1].inside.append(element)
        if not (name in _VOID or (tag.is_closed and ":" in name)):
            self._push(element)

    def end(self, name: str) -> None:
        """Take in an end tag: the last element with that name ends, and what is open in it."""
        if name == "table":
            self._end_down_to((name,), ())
        elif name in _OF_TABLES:
            self._end_down_to((name,), ("table",))
        else:
            self._end_down_to((name,), (*_CELLS, "caption", "table"))

    def remark(self, text: str) -> None:
        """Take in a comment: few of them mean something."""
        if text == "StartFragment" and not self._begun:
            self._begun = True
            self._forget()
        elif text == "EndFragment" and self.after is self.copied:
            self.after = HtmlElement("")
            self.open = [self.after]
            self._depths = {}
        elif match := _AS_WRITTEN.fullmatch(text):
            self.start(OpenTag(CONDITION, {"if": match[1].lower()}))
        elif text.lower() == "[endif]":
            self.end(CONDITION)

    def _forget(self) -> None:
        """Take away all that stands before here, but what is open."""
        for outer, inner in zip(self.open, [*self.open[1:], None], strict=True):
            outer.inside[:] = [] if inner is None else [inner]

    def _push(self, element: HtmlElement) -> None:
        self._depths.setdefault(element.name, []).append(len(self.open))
        self.open.append(element)

    def _end_down_to(self, names: tuple[str, ...], bounds: tuple[str, ...]) -> None:
        """End the last element that has one of `names` and stands inside the last of `bounds`."""
        depth = max(map(self._last, names))
        if depth and depth > max(map(self._last, bounds), default=0):
            for element in reversed(self.open[depth:]):
                self._depths[element.name].pop()
            del self.open[depth:]

    def _last(self, name: str) -> int:
        depths = self._depths.get(name)
        return depths[-1] if depths else 0
