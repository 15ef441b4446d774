"""The style sheets of an SVG → their selectors, each with where it looks, and declarations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from arkdoc.model.regex import regex

_URL = regex(r"url\(\s*[\"']?#([^)\"'\s]+)", re.IGNORECASE)
_COMMENT = regex(r"/\*.*?(?:\*/|$)", re.DOTALL)
_COMBINATOR = regex(r"\s*([>+~])\s*|\s+")
_NAME = regex(r"([.#]?)(-?[^\W\d][\w-]*)")
_OPENING, _CLOSING = "([", ")]"
# Pseudo-classes for which other elements are counted or searched.
_LOOKS_AROUND = regex(r":(?:has|nth|last|only|empty|first-of)", re.IGNORECASE)


class Selector(NamedTuple):
    """A selector: the most specific name in its last part, and how far it makes one look."""

    key: str
    """`#id`, `.class`, an element's name in lower case, or `*`."""
    parts: int
    ancestors: int
    siblings: int
    looks_around: bool


Declarations = list[tuple[str, str]]


def local_name(element: Element) -> str:
    """An element's name without its namespace, in lower case."""
    return element.tag.rpartition("}")[2].lower()


def urls(value: str) -> list[str]:
    """The ids that a value refers to by `url(#id)`."""
    return _URL.findall(value)


def rules(css: str) -> Iterator[tuple[list[Selector], Declarations]]:
    """Each rule of a style sheet, those inside `@media` too."""
    for rule in _COMMENT.sub(" ", css).split("}"):
        head, brace, body = rule.rpartition("{")
        if not brace:
            continue
        declared = (declaration.partition(":") for declaration in body.split(";"))
        declarations = [(name.strip().lower(), value) for name, _, value in declared]
        selectors = head.rpartition("{")[2].rpartition(";")[2]
        yield [_selector(part) for part in _split(selectors)], declarations


def _split(selectors: str) -> Iterator[str]:
    """The selectors of a list, at the commas that stand outside brackets."""
    depth = start = 0
    for match in re.finditer(r"[(\[)\],]", selectors):
        if match[0] == ",":
            if depth <= 0:
                yield selectors[start : match.start()]
                start = match.end()
        else:
            depth += 1 if match[0] in _OPENING else -1
    yield selectors[start:]


def _selector(text: str) -> Selector:
    kinds = [match[1] for match in _COMBINATOR.finditer(text.strip())]
    last = _COMBINATOR.split(_without_brackets(text).strip())[-1] or "*"
    names: list[tuple[str, str]] = _NAME.findall(last.partition(":")[0])
    ranked = sorted(names, key=lambda name: ("#", ".", "").index(name[0]))
    key = "*"
    if ranked:
        kind, name = ranked[0]
        key = kind + (name if kind else name.lower())
    return Selector(
        key,
        parts=len(kinds) + text.count(":") + text.count("["),
        ancestors=kinds.count(None),
        siblings=kinds.count("~"),
        looks_around=bool(_LOOKS_AROUND.search(text)),
    )


def _without_brackets(text: str) -> str:
    kept, depth, start = [], 0, 0
    for match in re.finditer(r"[(\[)\]]", text):
        if depth <= 0:
            kept.append(text[start : match.start()])
        depth = max(0, depth + (1 if match[0] in _OPENING else -1))
        start = match.end()
    if depth <= 0:
        kept.append(text[start:])
    return "".join(kept)
