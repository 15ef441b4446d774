"""The elements of an SVG → whether they draw too much when references are followed.

A few hundred bytes of `use` inside `use` ask for millions of drawn elements (SVG 2, 5.6), which no
renderer can handle. The elements with an id are the nodes of a graph; each draws its own elements
and everything that it refers to. Every node is counted once, so the time is linear.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

LIMIT = 5_000
"""How many elements may be drawn on top of those that are written."""

_LOCAL_URL = re.compile(r"url\(\s*[\"']?#([^)\"'\s]+)", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_COMBINATOR = re.compile(r"[\s>+~]+")
_NAME = re.compile(r"([.#]?)(-?[^\W\d][\w-]*)")


@dataclass(slots=True)
class _SvgElement:
    elements: int = 0
    targets: Counter[str] = field(default_factory=Counter)
    selectors: Counter[str] = field(default_factory=Counter)
    """What selects its elements: `.class`, `#id`, their name, and `*` for all."""


class DrawnElements:
    """Collects an SVG's elements and references, in document order."""

    def __init__(self) -> None:
        self._nodes: dict[str, _SvgElement] = {"": _SvgElement()}
        self._open: list[str] = [""]
        self._sheet: dict[str, Counter[str]] = {}

    def start(self, element: str, attributes: Sequence[tuple[str, str]]) -> None:
        """An element opens; attributes have local names, of which two may be the same."""
        node = self._nodes[self._open[-1]]
        id_ = next((value for name, value in attributes if name == "id"), "")
        if id_ and id_ not in self._nodes:
            node.targets[id_] += 1
            node = self._nodes[id_] = _SvgElement()
            self._open.append(id_)
        else:
            self._open.append(self._open[-1])
        node.elements += 1
        node.selectors.update(("*", element))
        for name, value in attributes:
            if name == "href" and value.strip().startswith("#"):
                node.targets[value.strip()[1:]] += 1
            elif name == "class":
                node.selectors.update(f".{word}" for word in value.split())
            elif name == "id":
                node.selectors[f"#{value}"] += 1
            elif "url" in value.lower():
                node.targets.update(_LOCAL_URL.findall(value))

    def style(self, css: str) -> None:
        """A style sheet: what its rules refer to, the elements that they select refer to.

        A selector counts for every element that its last part matches, whatever is around it.
        """
        for rule in _COMMENT.sub(" ", css).split("}"):
            head, _, declarations = rule.rpartition("{")
            if targets := _LOCAL_URL.findall(declarations):
                for selector in head.rpartition("{")[2].rpartition(";")[2].split(","):
                    self._sheet.setdefault(_selector_key(selector), Counter()).update(targets)

    def end(self) -> None:
        """An element closes."""
        self._open.pop()

    def is_exceeded(self) -> bool:
        """Whether more is drawn than LIMIT allows, or something refers to itself."""
        nodes = self._nodes
        for node in nodes.values():
            for name in self._sheet.keys() & node.selectors.keys():
                for target, times in self._sheet[name].items():
                    node.targets[target] += times * node.selectors[name]
        written = sum(node.elements for node in nodes.values())
        graph = {name: node.targets.keys() & nodes.keys() for name, node in nodes.items()}
        drawn: dict[str, int] = {}
        try:
            for name in TopologicalSorter(graph).static_order():
                inside = (times * drawn.get(t, 0) for t, times in nodes[name].targets.items())
                drawn[name] = nodes[name].elements + sum(inside)
        except CycleError:
            return True
        return drawn[""] > 2 * written + LIMIT


def _selector_key(selector: str) -> str:
    """The most specific name in the last part of a selector; `*` where there is none."""
    last = _COMBINATOR.split(selector.strip())[-1]
    names = _NAME.findall(last.partition("[")[0].partition(":")[0])
    ranked = sorted(names, key=lambda name: ("#", ".", "").index(name[0]))
    return "".join(ranked[0]) if ranked else "*"
