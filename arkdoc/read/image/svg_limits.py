"""An SVG's elements → how many steps it takes to draw them, references and style sheets followed.

A few hundred bytes of `use` inside `use`, markers on every vertex of a line, or style rules for
every element ask for millions of them (SVG 2, 5.6, 11.6), which no renderer can handle. Each
element is counted once, together with what it refers to, so the time is linear.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from xml.etree.ElementTree import Element

from arkdoc.model.regex import regex
from arkdoc.read.image.svg_geometry import largest_shape
from arkdoc.read.image.svg_gradients import repeats
from arkdoc.read.image.svg_style import Selector, local_name, rules, urls

_MOST = 10**12  # past which nobody counts on
_MOST_REFERENCES = 50  # of the rules that select by one name; an element can use few of them
_SHAPES = frozenset(
    {
        "circle",
        "ellipse",
        "line",
        "path",
        "polygon",
        "polyline",
        "rect",
        "text",
        "tspan",
        "textpath",
    }
)
_TEXTS = frozenset({"text", "tspan", "textpath", "a"})
# Measured on WeasyPrint and PDFium, in the time that a plain rectangle takes.
_STEPS = {"use": 1.4, "pattern": 3.0, "lineargradient": 2.0, "radialgradient": 2.0, "text": 2.0}
_A_LETTER = 1.3
_A_STOP = 1.5
_A_BYTE = 0.01  # of a shape's points
_A_BOX = 0.5  # for an element whose extent is asked for
_A_MATCH = 0.035  # of an element with a selector
_A_SEARCH = 0.005  # for an id, for each element
_NUMBER = regex(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE | re.ASCII)
_ONE_NUMBER_EACH = regex("[hv]", re.IGNORECASE)
_SOLID = regex(r"\s*(?:1(?:\.0*)?|100%)\s*")


class _Total(NamedTuple):
    """What an element holds, itself and what it draws with it counted."""

    steps: float = 0.0
    shapes: int = 0
    vertices: int = 0
    extent: float = 0.0


@dataclass(slots=True)
class _DrawnIds:
    """Ids that an element refers to: drawn once, for each shape in it, for each vertex in it."""

    once: Counter[str] = field(default_factory=Counter)
    painted: Counter[str] = field(default_factory=Counter)
    marked: Counter[str] = field(default_factory=Counter)
    has_extent: bool = False
    """Whether the extent of the element is asked for."""

    def declare(self, name: str, value: str) -> None:
        """Take in what a property, or the attribute of its name, refers to."""
        if "url" in value.lower():
            kind = self.once
            if name.startswith("marker"):
                kind = self.marked
            elif name in ("fill", "stroke"):
                kind = self.painted
            kind.update(urls(value))
        if name == "opacity" and not _SOLID.fullmatch(value):
            self.has_extent = True

    def size(self) -> int:
        """How many ids there are."""
        return len(self.once) + len(self.painted) + len(self.marked)

    def add(self, other: _DrawnIds) -> None:
        """Take in what a rule of a style sheet refers to."""
        self.once.update(other.once)
        self.painted.update(other.painted)
        self.marked.update(other.marked)
        self.has_extent = self.has_extent or other.has_extent


class DrawingWork:
    """How much an SVG asks for. `pictures`: the steps of what its `data:` addresses hold."""

    def __init__(self, root: Element, pictures: Mapping[str, float]) -> None:
        self._root = root
        self._pictures = pictures
        self._ids: dict[str, Element] = {}
        self._elements = 0
        self._depth = self._siblings = 0
        self._sheet: dict[str, _DrawnIds] = {}
        self._matches: Counter[str] = Counter()
        self._asked: set[str] = set()

    def steps(self) -> float | None:
        """The steps that drawing it takes; None where something draws itself."""
        for element, depth in _with_depth(self._root):
            self._elements += 1
            self._depth = max(self._depth, depth)
            self._siblings = max(self._siblings, len(element))
            if id_ := element.get("id"):
                self._ids.setdefault(id_, element)
        for element in self._root.iter():
            if local_name(element) == "style":
                self._read_sheet("".join(element.itertext()))
        if any(sheet.size() > _MOST_REFERENCES for sheet in self._sheet.values()):
            return _MOST
        total = self._sum()
        if total is None:
            return None
        return total.steps + len(self._asked) * self._elements * _A_SEARCH

    def _read_sheet(self, css: str) -> None:
        """What a rule refers to, the elements that its selectors select refer to.

        A selector counts for every element that its last part matches, whatever is around it.
        """
        for selectors, declarations in rules(css):
            found = _DrawnIds()
            for name, value in declarations:
                found.declare(name, value)
            for selector in selectors:
                self._matches[selector.key] += self._tries(selector)
                self._sheet.setdefault(selector.key, _DrawnIds()).add(found)

    def _tries(self, selector: Selector) -> int:
        """How many elements are looked at to find out whether one is selected."""
        tries = 1 + selector.parts
        for wide, times in ((self._depth, selector.ancestors), (self._siblings, selector.siblings)):
            for _ in range(min(times, 9)):
                tries = min(tries * max(wide, 1), _MOST)
        return min(tries * (self._elements if selector.looks_around else 1), _MOST)

    def _sum(self) -> _Total | None:
        """The total of the root; None where an element is part of what it draws."""
        totals: dict[Element, _Total] = {}
        opened: set[Element] = {self._root}
        references = {self._root: self._references(self._root)}
        stack = [(self._root, self._parts(self._root, references[self._root]))]
        while stack:
            element, parts = stack[-1]
            part = next((part for part in parts if part not in totals), None)
            if part is None:
                stack.pop()
                opened.discard(element)
                totals[element] = self._total(element, references.pop(element), totals)
            elif part in opened:
                return None
            else:
                opened.add(part)
                references[part] = self._references(part)
                stack.append((part, self._parts(part, references[part])))
        return totals[self._root]

    def _references(self, element: Element) -> _DrawnIds:
        found = _DrawnIds()
        for key, value in element.attrib.items():
            name = key.rpartition("}")[2].lower()
            if name == "href" and local_name(element) != "a" and value.strip().startswith("#"):
                found.once[value.strip()[1:]] += 1
            elif name == "style":
                for declaration in value.split(";"):
                    inner, _, words = declaration.partition(":")
                    found.declare(inner.strip().lower(), words)
            elif name not in ("d", "points"):
                found.declare(name, value)
        for key in _selected_by(element):
            if key in self._sheet:
                found.add(self._sheet[key])
        return found

    def _parts(self, element: Element, references: _DrawnIds) -> Iterator[Element]:
        """What has to be counted before the element: what is in it, and what it refers to."""
        yield from element
        for kind in (references.once, references.painted, references.marked):
            self._asked.update(kind)
            yield from (self._ids[id_] for id_ in kind if id_ in self._ids)

    def _total(
        self, element: Element, references: _DrawnIds, totals: Mapping[Element, _Total]
    ) -> _Total:
        name = local_name(element)
        steps = _STEPS.get(name, 1.0) + self._of_pictures(element)
        if name in ("lineargradient", "radialgradient"):
            steps += _A_STOP * repeats(element, self._ids, self._reach)
        steps += sum(self._matches[key] for key in _selected_by(element)) * _A_MATCH
        if name in _TEXTS:
            texts = (element.text, *(child.tail for child in element))
            steps += _A_LETTER * sum(len(" ".join((text or "").split())) for text in texts)
        points = element.get("d") or element.get("points") or ""
        shapes, extent = int(name in _SHAPES), 1 + len(points) * _A_BYTE
        steps += len(points) * _A_BYTE
        vertices = _vertices(points) + 2 * (name == "line")
        for inner, times in (*((child, 1) for child in element), *self._targets(references.once)):
            total = totals[inner]
            steps, shapes = steps + times * total.steps, shapes + times * total.shapes
            vertices, extent = vertices + times * total.vertices, extent + times * total.extent
        is_inner = name in ("svg", "symbol") and element is not self._root
        if references.has_extent or references.painted or is_inner:
            steps += extent * _A_BOX
        for paint, times in self._targets(references.painted):
            steps += max(shapes, 1) * times * totals[paint].steps
        for marker, times in self._targets(references.marked):
            steps += vertices * times * totals[marker].steps
        return _Total(
            min(steps, _MOST), min(shapes, _MOST), min(vertices, _MOST), min(extent, _MOST)
        )

    @cached_property
    def _reach(self) -> float:
        return largest_shape(self._root)

    def _targets(self, ids: Counter[str]) -> Iterator[tuple[Element, int]]:
        return ((self._ids[id_], times) for id_, times in ids.items() if id_ in self._ids)

    def _of_pictures(self, element: Element) -> float:
        return sum(self._pictures.get(value, 0.0) for value in element.attrib.values())


def _with_depth(root: Element) -> Iterator[tuple[Element, int]]:
    stack = [(root, 0)]
    while stack:
        element, depth = stack.pop()
        yield element, depth
        stack.extend((child, depth + 1) for child in reversed(element))


def _selected_by(element: Element) -> Sequence[str]:
    """The keys of selectors that may select an element: `.class`, `#id`, its name, `*`."""
    classes = (f".{word}" for word in element.get("class", "").split())
    id_ = element.get("id")
    return ("*", local_name(element), *classes, *((f"#{id_}",) if id_ else ()))


def _vertices(points: str) -> int:
    numbers = len(_NUMBER.findall(points))
    return numbers if _ONE_NUMBER_EACH.search(points) else numbers // 2
