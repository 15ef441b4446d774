"""An SVG's elements → whether it is shapes alone, as most logos are.

Such a drawing looks the same whoever draws it, with whatever fonts, and takes no longer than its
points and coats say: it has no text, no picture inside, nothing drawn twice, and nothing that wants
a layer of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from arkdoc.model.regex import regex
from arkdoc.read.image.svg_style import local_name

_SHAPES = frozenset({"circle", "ellipse", "line", "path", "polygon", "polyline", "rect"})
_AROUND_THEM = frozenset({"svg", "g", "defs", "style", "lineargradient", "radialgradient", "stop"})
_NOT_DRAWN = frozenset({"title", "desc", "metadata"})
_SVG = "{http://www.w3.org/2000/svg}"
# In the name of an attribute or in a style sheet, whatever it is set to.
_MORE_THAN_PAINT = regex(
    r"filter|mask|marker|clip|pattern|blend|isolation|(?<!fill-)(?<!stroke-)(?<!stop-)opacity"
    r"|dash|font|animat|spread|href|@|\\",
    re.IGNORECASE,
)

# Numbers that a drawing needs for nothing, and programs calculate wrongly or for ever with.
_UNUSUAL = regex(r"(?<![\d.])\d{6}|\d\.?e[+-]?\d|\b(?:nan|inf)", re.IGNORECASE)
_NO_NUMBER = regex(r"#[0-9a-f]+", re.IGNORECASE)  # a colour
_NAMES = frozenset({"id", "class"})
_MOST_MOVES = 3  # of one inside the other: their scales multiply
_LONGEST = 100_000  # characters of one element


def has_shapes_alone(root: Element) -> bool:
    """Whether all that is drawn are shapes in plain colours and gradients, of a usual size."""
    return not any(_is_more(element, moves) for element, moves in _drawn(root))


def _drawn(element: Element, moves: int = 0) -> Iterator[tuple[Element, int]]:
    """The element and those inside it, without what describes them; how often each is moved."""
    if element.tag.startswith(_SVG) and local_name(element) not in _NOT_DRAWN:
        moves += "transform" in element.attrib
        yield element, moves
        for child in element:
            yield from _drawn(child, moves)


def _is_more(element: Element, moves: int) -> bool:
    name = local_name(element)
    if moves > _MOST_MOVES or (name not in _SHAPES and name not in _AROUND_THEM):
        return True
    css = element.text or "" if name == "style" else ""
    values = " ".join(value for key, value in element.items() if key not in _NAMES)
    if len(css) + len(values) > _LONGEST or _UNUSUAL.search(_NO_NUMBER.sub("", f"{css} {values}")):
        return True
    said = (
        f"{key} {value}" if "(" in value or key == "style" else key
        for key, value in element.items()
    )
    return any(map(_MORE_THAN_PAINT.search, (css, *said)))
