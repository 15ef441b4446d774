"""A gradient of an SVG → how many stops a renderer sets when it repeats (SVG 2, 14.2).

`spreadMethod` asks for the colours over and over, until the shape is full: the shorter the
gradient, the more often.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from arkdoc.read.image.svg_geometry import matrix, numbers
from arkdoc.read.image.svg_style import local_name

_LINE = {"x1": "0", "y1": "0", "x2": "1", "y2": "0"}
_CIRCLE = {"r": "0.5", "fr": "0"}
_ACROSS = 2.0  # more than the diagonal of the unit square, which a shape is
_MOST = 1e9


def repeats(gradient: Element, ids: Mapping[str, Element], reach: float) -> float:
    """How many stops there are in a shape that reaches so far; 0 if `gradient` does not repeat."""
    chain = list(_chain(gradient, ids))

    def said(name: str, otherwise: str) -> str:
        return next((e.attrib[name] for e in chain if name in e.attrib), otherwise)

    if said("spreadMethod", "pad").strip() not in ("repeat", "reflect"):
        return 0.0
    is_in_units = said("gradientUnits", "").strip() == "userSpaceOnUse"
    across = max(reach, 1.0) if is_in_units else _ACROSS
    if local_name(gradient) == "lineargradient":
        x1, y1, x2, y2 = (_number(said(name, default), across) for name, default in _LINE.items())
        length, start = math.hypot(x2 - x1, y2 - y1), 0.0
    else:
        end, start = (_number(said(name, default), across) for name, default in _CIRCLE.items())
        length = end - start
    turned = matrix(said("gradientTransform", ""))
    length *= min(math.hypot(turned.a, turned.b), math.hypot(turned.c, turned.d), 1.0)
    stops = sum(local_name(stop) == "stop" for e in chain for stop in e)
    if length <= 0:
        return _MOST
    return min(2 * stops * (1 + (across + start) / length), _MOST)


def _chain(gradient: Element, ids: Mapping[str, Element]) -> Iterator[Element]:
    """The gradient, and those that it takes from what it does not say itself."""
    for _ in range(20):
        yield gradient
        href = next((v for k, v in gradient.attrib.items() if k.endswith("href")), "")
        target = ids.get(href.strip().removeprefix("#"))
        if target is None:
            return
        gradient = target


def _number(text: str, across: float) -> float:
    given = numbers(text)
    if not given:
        return 0.0
    return given[0] * across / 100 if text.strip().endswith("%") else given[0]
