"""The part of a chart or of a SmartArt drawing → the words in it, on one line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from arkdoc.ooxml.oxml import Element, qname

_MOST = 50
"""How many series and categories of a chart are named."""

_TITLES = (qname("c:title"), qname("cx:title"))
_SERIES = (qname("c:ser"), qname("cx:series"))
_NAMES = (qname("c:tx"), qname("cx:tx"))
_CATEGORIES = (qname("c:cat"), qname("cx:strDim"))
_VALUES = (qname("c:v"), qname("cx:v"), qname("cx:pt"))
_NUMBERS = (qname("c:numRef"), qname("c:numLit"))
_POINT = qname("dgm:pt")
_TEXT, _PARAGRAPH = qname("a:t"), qname("a:p")
_CONNECTIONS = frozenset(("pres", "parTrans", "sibTrans"))


def chart_words(chart: Element) -> str:
    """The titles, series and categories of a chart (21.2.2.27): «Title: series (categories)»."""
    titles = _distinct(_paragraphs(title) for title in _outermost(chart, _TITLES))
    series = _distinct(
        "".join(_values(name))
        for each in _outermost(chart, _SERIES)
        for name in each
        if name.tag in _NAMES
    )
    categories = _distinct(
        value
        for each in _outermost(chart, _CATEGORIES)
        if not any(child.tag in _NUMBERS for child in each)
        for value in _values(each)
    )
    text = ": ".join(filter(None, (", ".join(titles), ", ".join(series))))
    return f"{text} ({', '.join(categories)})".strip() if categories else text


def diagram_words(data: Element) -> str:
    """The texts of the nodes of a SmartArt drawing (21.4.2.22), in order: «first; second»."""
    texts = (
        _paragraphs(point)
        for point in _outermost(data, (_POINT,))
        if point.get("type") not in _CONNECTIONS
    )
    return "; ".join(filter(None, texts))


def _outermost(element: Element, tags: Collection[str]) -> Iterator[Element]:
    """The elements of `tags` in `element` that don't stand in another of them."""
    left = [element]
    while left:
        part = left.pop()
        if part.tag in tags and part is not element:
            yield part
        else:
            left.extend(reversed(part))


def _paragraphs(element: Element) -> str:
    """The text of DrawingML in `element`, its paragraphs parted by spaces."""
    texts = map(paragraph_words, _outermost(element, (_PARAGRAPH,)))
    return " ".join(" ".join(texts).split())


def paragraph_words(paragraph: Element) -> str:
    """The text of a paragraph of DrawingML (21.1.2.2.6)."""
    return "".join(run.text or "" for run in paragraph.iter(_TEXT))


def _values(element: Element) -> Iterator[str]:
    for value in element.iter(*_VALUES):
        if text := " ".join((value.text or "").split()):
            yield text


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(islice(dict.fromkeys(text for text in islice(texts, _MOST * 20) if text), _MOST))
