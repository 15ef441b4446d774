"""What an SVG draws when its references are followed: a bound on it, in linear time.

A few hundred bytes of `use` inside `use` ask for millions of drawings (SVG 2, 5.6), which no
renderer survives. The elements with an id are the nodes of a graph; what each one draws is its
own elements and all that it refers to, counted once a node.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

LIMIT = 5_000
"""How many elements may be drawn on top of those that are written."""

_LOCAL_URL = re.compile(r"url\(\s*[\"']?#([^)\"'\s]+)")


@dataclass(slots=True)
class _Node:
    elements: int = 0
    targets: list[str] = field(default_factory=list)


class Budget:
    """Gathers an SVG's elements and references, in document order."""

    def __init__(self) -> None:
        self._nodes: dict[str, _Node] = {"": _Node()}
        self._open: list[str] = [""]

    def start(self, attributes: Sequence[tuple[str, str]]) -> None:
        """An element opens; attributes with their local names, of which two may be alike."""
        node = self._nodes[self._open[-1]]
        id_ = next((value for name, value in attributes if name == "id"), "")
        if id_ and id_ not in self._nodes:
            node.targets.append(id_)
            node = self._nodes[id_] = _Node()
            self._open.append(id_)
        else:
            self._open.append(self._open[-1])
        node.elements += 1
        for name, value in attributes:
            if name == "href" and value.strip().startswith("#"):
                node.targets.append(value.strip()[1:])
            elif "url(" in value:
                node.targets += _LOCAL_URL.findall(value)

    def end(self) -> None:
        """An element closes."""
        self._open.pop()

    def is_exceeded(self) -> bool:
        """Whether more is drawn than LIMIT allows, or something refers to itself."""
        written = sum(node.elements for node in self._nodes.values())
        drawn: dict[str, int] = {}
        entered: set[str] = set()
        stack = [""]
        while stack:
            name = stack[-1]
            node = self._nodes[name]
            waiting = [t for t in node.targets if t in self._nodes and t not in drawn]
            if name in drawn:
                stack.pop()
            elif not waiting:
                drawn[name] = node.elements + sum(drawn.get(t, 0) for t in node.targets)
                stack.pop()
            elif name in entered:
                return True  # what it waited for waits for it
            else:
                entered.add(name)
                stack += dict.fromkeys(waiting)
        return drawn[""] > 2 * written + LIMIT
