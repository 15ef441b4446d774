"""An SVG's elements → where each stands, and the box of all that is drawn (SVG 2, 8 and 9)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from arkdoc.model.regex import regex
from arkdoc.read.image.svg_style import local_name

_LENGTH = regex(r"\s*\+?(\d{1,9}(?:\.\d*)?|\.\d+)\s*([a-z]*)\s*", re.ASCII | re.IGNORECASE)
_UNITS = {"": 1.0, "px": 1.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "pt": 4 / 3,
          "pc": 16.0, "em": 16.0, "rem": 16.0, "q": 96 / 101.6}  # fmt: skip
_NUMBER = r"[+-]?(?:\d{1,300}\.?\d{0,300}|\.\d{1,300})(?:e[+-]?\d{1,3})?"
_NUMBERS = regex(_NUMBER, re.ASCII | re.IGNORECASE)
_NEXT_NUMBER = regex(rf"[\s,]*({_NUMBER})", re.ASCII | re.IGNORECASE)
_NEXT_FLAG = regex(r"[\s,]*([01])")
_COMMANDS = regex(r"([MLHVCSQTAZ])([^MLHVCSQTAZ]*)", re.IGNORECASE)
_TRANSFORMS = regex(r"(\w+)\s*\(([^)]*)\)")
_NUMBERS_EACH = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2}
_NOT_DRAWN = frozenset(
    {"defs", "symbol", "clippath", "mask", "marker", "pattern", "lineargradient", "radialgradient",
     "filter", "title", "desc", "metadata", "style"}
)  # fmt: skip
_LETTER = 0.6  # of the size of the type: about what one takes across
_MOST_DRAWN = 200_000
_MIXED = 5.0  # coats of plain colour that take as long as one of a gradient, or seen through

Points = list[tuple[float, float]]


class Matrix(NamedTuple):
    """A transformation: x' = ax + cy + e, y' = bx + dy + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where the point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, o: Matrix) -> Matrix:
        """What is transformed by `o` first and by this after it."""
        return Matrix(
            self.a * o.a + self.c * o.b, self.b * o.a + self.d * o.b,
            self.a * o.c + self.c * o.d, self.b * o.c + self.d * o.d,
            *self.at(o.e, o.f),
        )  # fmt: skip


class Box(NamedTuple):
    """A rectangle: its upper left corner and its size."""

    x: float
    y: float
    width: float
    height: float


def length(text: str | None) -> float:
    """A length in CSS pixels; 0 if it is none, or is relative to what is around it."""
    match = _LENGTH.fullmatch(text or "")
    return float(match[1]) * _UNITS.get(match[2].lower(), 0.0) if match else 0.0


def numbers(text: str) -> list[float]:
    """The numbers in a text such as a view box."""
    return [float(number) for number in _NUMBERS.findall(text)]


class _DrawnShape(NamedTuple):
    """Points around a shape, and whether its colour takes more than painting."""

    points: Points
    is_mixed: bool


def drawn_box(root: Element) -> Box | None:
    """The box of all that `root` draws in its own coordinates; None where it draws nothing.

    Text is measured by the number of its letters, a curve by its control points.
    """
    ids = _ids(root)
    xs: list[float] = []
    ys: list[float] = []
    for outline in _drawn(root, ids):
        for x, y in outline.points:
            if math.isfinite(x) and math.isfinite(y):
                xs.append(x)
                ys.append(y)
    if not xs:
        return None
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def coats(root: Element, view: Box) -> float:
    """How many times over the view is painted, coats that are mixed counted as several."""
    painted = 0.0
    for outline in _drawn(root, _ids(root)):
        xs, ys = zip(*outline.points, strict=True)
        width = min(max(xs), view.x + view.width) - max(min(xs), view.x)
        height = min(max(ys), view.y + view.height) - max(min(ys), view.y)
        if width > 0 and height > 0:
            painted += width * height * (_MIXED if outline.is_mixed else 1)
    return painted / (view.width * view.height)


def _ids(root: Element) -> dict[str, Element]:
    ids: dict[str, Element] = {}
    for element in root.iter():
        if id_ := element.get("id"):
            ids.setdefault(id_, element)
    return ids


def largest_shape(root: Element) -> float:
    """How far the largest shape reaches in its own coordinates, from corner to corner."""
    outlines = (_outline(element, local_name(element), 16.0) for element in root.iter())
    return max((_diagonal(outline) for outline in outlines if outline), default=0.0)


def _diagonal(points: Points) -> float:
    xs, ys = zip(*points, strict=True)
    return math.hypot(max(xs) - min(xs), max(ys) - min(ys))


def _drawn(root: Element, ids: dict[str, Element]) -> Iterator[_DrawnShape]:
    """The outline of each shape, in the coordinates of `root`."""
    stack = [(root, Matrix(), 1.0, 16.0)]
    left = _MOST_DRAWN
    while stack and left:
        element, outer, stroke, size = stack.pop()
        left -= 1
        name = local_name(element)
        if name in _NOT_DRAWN or _property(element, "display").strip() == "none":
            continue
        inner = outer.then(matrix(element.get("transform", "")))
        if width := _property(element, "stroke-width"):
            stroke = length(width)
        if height := length(_property(element, "font-size")):
            size = height
        outline = _outline(element, name, size)
        if outline:
            has_line = _property(element, "stroke") not in ("", "none")
            points = [inner.at(*point) for point in _wider(outline, stroke / 2 * has_line)]
            yield _DrawnShape(points, _is_mixed(element))
        shift = Matrix(e=_signed(element.get("x")), f=_signed(element.get("y")))
        if name == "use":
            href = next((v for k, v in element.attrib.items() if k.endswith("href")), "")
            target = ids.get(href.strip().removeprefix("#"))
            if target is not None:
                stack.extend(
                    (kid, inner.then(shift), stroke, size)
                    for kid in (target if local_name(target) == "symbol" else (target,))
                )
        elif name == "svg" and element is not root:
            stack.extend((kid, inner.then(shift), stroke, size) for kid in element)
        else:
            stack.extend((kid, inner, stroke, size) for kid in element)


def _signed(text: str | None) -> float:
    """A length in CSS pixels that may be negative."""
    text = (text or "").strip()
    return -length(text[1:]) if text.startswith("-") else length(text)


def _is_mixed(element: Element) -> bool:
    return any(
        "url(" in value or "opacity" in key or "opacity" in value
        for key, value in element.attrib.items()
        if key not in ("d", "points")
    )


def _property(element: Element, name: str) -> str:
    for declaration in element.get("style", "").split(";"):
        key, _, value = declaration.partition(":")
        if key.strip().lower() == name:
            return value.strip()
    return element.get(name, "")


def _wider(points: Points, by: float) -> Points:
    if not by:
        return points
    return [(x + dx, y + dy) for x, y in points for dx in (-by, by) for dy in (-by, by)]


def matrix(text: str) -> Matrix:
    """What a `transform` says."""
    whole = Matrix()
    for kind, inside in _TRANSFORMS.findall(text):
        given = numbers(inside)
        step = Matrix()
        match kind.lower(), given:
            case "matrix", [a, b, c, d, e, f]:
                step = Matrix(a, b, c, d, e, f)
            case "translate", [e, *rest]:
                step = Matrix(e=e, f=rest[0] if rest else 0.0)
            case "scale", [a, *rest]:
                step = Matrix(a=a, d=rest[0] if rest else a)
            case "rotate", [angle, *rest]:
                cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
                x, y = rest if len(rest) == 2 else (0.0, 0.0)
                turn = Matrix(cosine, sine, -sine, cosine)
                step = Matrix(e=x, f=y).then(turn).then(Matrix(e=-x, f=-y))
            case "skewx", [angle]:
                step = Matrix(c=math.tan(math.radians(angle)))
            case "skewy", [angle]:
                step = Matrix(b=math.tan(math.radians(angle)))
            case _:
                pass  # what can't be read is left out, as renderers do
        whole = whole.then(step)
    return whole


# --- shapes ----------------------------------------------------------------------------------


def _outline(element: Element, name: str, size: float) -> Points:
    """Points around a shape, in its own coordinates; none for what is no shape."""

    def at(attribute: str) -> float:
        return _signed(element.get(attribute))

    match name:
        case "rect" | "image":
            return _corners(at("x"), at("y"), at("width"), at("height"))
        case "circle":
            return _corners(at("cx") - at("r"), at("cy") - at("r"), 2 * at("r"), 2 * at("r"))
        case "ellipse":
            across, down = at("rx"), at("ry")
            return _corners(at("cx") - across, at("cy") - down, 2 * across, 2 * down)
        case "line":
            return [(at("x1"), at("y1")), (at("x2"), at("y2"))]
        case "polyline" | "polygon":
            given = numbers(element.get("points", ""))
            return list(zip(given[::2], given[1::2], strict=False))
        case "path":
            return list(_path(element.get("d", "")))
        case "text" | "tspan" if (element.text or "").strip():
            return _text(element, at("x"), at("y"), size)
    return []


def _corners(x: float, y: float, width: float, height: float) -> Points:
    return [(x, y), (x + width, y), (x, y + height), (x + width, y + height)] if width > 0 else []


def _text(element: Element, x: float, y: float, size: float) -> Points:
    width = len(" ".join("".join(element.itertext()).split())) * size * _LETTER
    anchor = _property(element, "text-anchor")
    x -= width / 2 if anchor == "middle" else width if anchor == "end" else 0.0
    return _corners(x, y - size, width, size * 1.25)


def _path(d: str) -> Iterator[tuple[float, float]]:
    """The ends of a path's pieces, and the points that its curves bend towards."""
    x = y = start_x = start_y = 0.0
    for command, inside in _COMMANDS.findall(d):
        kind, is_relative = command.upper(), command.islower()
        if kind == "Z":
            x, y = start_x, start_y
        elif kind == "A":
            for given in _arcs(inside):
                end = (given[5] + x * is_relative, given[6] + y * is_relative)
                yield from _arc((x, y), end, given)
                x, y = end
        else:
            given, count = numbers(inside), _NUMBERS_EACH[kind]
            for at in range(0, len(given) - count + 1, count):
                piece = given[at : at + count]
                if kind == "H":
                    piece = [piece[0], 0.0 if is_relative else y]
                elif kind == "V":
                    piece = [0.0 if is_relative else x, piece[0]]
                if is_relative:
                    piece = [number + (y if i % 2 else x) for i, number in enumerate(piece)]
                yield from zip(piece[::2], piece[1::2], strict=True)
                x, y = piece[-2:]
                if kind == "M" and at == 0:
                    start_x, start_y = x, y


def _arcs(inside: str) -> Iterator[list[float]]:
    """The numbers of arcs, seven each, of which the flags need no space after them."""
    at, given = 0, list[float]()
    while match := (_NEXT_FLAG if len(given) in (3, 4) else _NEXT_NUMBER).match(inside, at):
        at = match.end()
        given.append(float(match[1]))
        if len(given) == 7:
            yield given
            given = []


def _arc(start: tuple[float, float], end: tuple[float, float], given: list[float]) -> Points:
    """Points along an elliptical arc (SVG 2, B.2.4)."""
    across, down, angle, large, sweep = given[:5]
    across, down = abs(across), abs(down)
    if not across or not down or start == end:
        return [start, end]
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    half_x, half_y = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    u, v = (cosine * half_x + sine * half_y) / across, (cosine * half_y - sine * half_x) / down
    reach = u * u + v * v  # of half the chord, in radii
    grow = max(1.0, math.sqrt(reach))
    shift = math.sqrt(max(0.0, 1 / reach - 1)) if reach else 0.0
    shift = shift if large != sweep else -shift
    centre_u, centre_v = shift * v, -shift * u
    first = math.atan2(v - centre_v, u - centre_u)
    turn = math.atan2(-v - centre_v, -u - centre_u) - first
    turn += 2 * math.pi * ((sweep and turn < 0) - (not sweep and turn > 0))
    middle_x, middle_y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    points = []
    for step in range(33):
        angle_here = first + turn * step / 32
        right = across * grow * (math.cos(angle_here) + centre_u)
        below = down * grow * (math.sin(angle_here) + centre_v)
        points.append(
            (middle_x + cosine * right - sine * below, middle_y + sine * right + cosine * below)
        )
    return points
