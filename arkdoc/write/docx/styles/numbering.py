"""Lists → word/numbering.xml: a definition for each shape of list, an instance for each list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import NamedTuple

from arkdoc.model.marker import Marker, Numeral
from arkdoc.ooxml.oxml import Element, insert_property, put, qname, root, w
from arkdoc.ooxml.reader import value

LEVELS = 9
_BULLETS = ("•", "–")
_FORMATS = {
    Numeral.DECIMAL: "decimal",
    Numeral.LOWER_LETTER: "lowerLetter",
    Numeral.UPPER_LETTER: "upperLetter",
    Numeral.LOWER_ROMAN: "lowerRoman",
    Numeral.UPPER_ROMAN: "upperRoman",
}
_EN_SPACE = "\u2002"


class Shape(NamedTuple):
    """The marker and the position, in twips, that lists of one definition have in common.

    The items of the first level stand `step` in from `origin`. In a box, markers start at
    `edge`, where the box's text does, as Word draws the box's border left of the first line;
    the distance from there to `origin` is filled with spaces, `space` wide. `marker` is None
    for tasks, as the text of each begins with its box.
    """

    marker: Marker | None
    origin: int
    step: int
    edge: int | None = None
    space: int = 1


@dataclass(slots=True)
class _Instance:
    """A list with those that are nested in it: the shape of each level, and where it starts."""

    level: int
    start: int | None
    shapes: dict[int, Shape]

    @property
    def definition(self) -> tuple[Shape, ...]:
        """The shape of each level that Word knows: those that no list has are as the outermost."""
        outer = self.shapes[self.level]
        return tuple(self.shapes.get(level, outer) for level in range(LEVELS))


class ListNumbering:
    """The numbering definitions of one document."""

    def __init__(self) -> None:
        self._instances: list[_Instance] = []
        self._headings: tuple[tuple[str, int], ...] = ()

    def add(self, shape: Shape, level: int, start: int) -> int:
        """The id of a new list of `shape`, whose items, at `level`, count from `start`."""
        self._instances.append(_Instance(level, _counts(shape, start), {level: shape}))
        return len(self._instances)

    def nest(self, number: int, shape: Shape, level: int, start: int) -> bool:
        """Whether the list `number` can have one such as this at `level`, below its own items.

        Word counts a level anew after each item above it, from 1.
        """
        instance = self._instances[number - 1]
        if level <= instance.level or _counts(shape, start) not in (None, 1):
            return False
        return instance.shapes.setdefault(level, shape) == shape

    def headings(self, styles: Mapping[str, int]) -> int:
        """The id of the list that the paragraphs of these styles are, a level each (17.9.23).

        `styles` has the room for the numbers of each, in twips, in the order of the levels.
        """
        self._headings = tuple(styles.items())
        return len(self._instances) + 1

    def part(self) -> Element:
        """The root of the numbering part (17.9.16): every definition before any instance."""
        numbers: dict[tuple[Shape, ...], int] = {}
        for instance in self._instances:
            numbers.setdefault(instance.definition, len(numbers))
        return root(
            "w:numbering",
            "w",
            *(_definition(number, shapes) for shapes, number in numbers.items()),
            _heading_definition(len(numbers), self._headings) if self._headings else None,
            *(
                _instance(number, numbers[instance.definition], instance)
                for number, instance in enumerate(self._instances, start=1)
            ),
            _number(len(self._instances) + 1, len(numbers)) if self._headings else None,
        )


def _counts(shape: Shape, start: int) -> int | None:
    return start if shape.marker and shape.marker.numeral is not Numeral.NONE else None


def _definition(number: int, shapes: tuple[Shape, ...]) -> Element:
    """An abstract numbering definition (17.9.1) of nine levels."""
    return w(
        "abstractNum",
        w("nsid", val=f"{number + 1:08X}"),
        w("multiLevelType", val="multilevel"),
        *(_level(level, shape) for level, shape in enumerate(shapes)),
        abstractNumId=number,
    )


def _heading_definition(number: int, styles: Sequence[tuple[str, int]]) -> Element:
    """The definition of numbered headings: «4.2», each level that of a paragraph style."""
    return w(
        "abstractNum",
        w("nsid", val=f"{number + 1:08X}"),
        w("multiLevelType", val="multilevel"),
        *(
            _heading_level(level, "" if level >= len(styles) else styles[level][0], room)
            for level, (_, room) in zip(
                range(LEVELS), chain(styles, repeat(styles[-1])), strict=False
            )
        ),
        abstractNumId=number,
    )


def _heading_level(level: int, style: str, room: int) -> Element:
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="decimal"),
        w("pStyle", val=style) if style else None,
        w("lvlText", val=".".join(f"%{place}" for place in range(1, level + 2))),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=room, hanging=room)),
        ilvl=level,
    )


def with_heading_numbers(styles: Element, headings: Mapping[str, int], number: int) -> None:
    """Make the paragraphs of the styles `headings` items of the list `number`.

    `headings` are ids, each with the room for its numbers in twips; they and the styles based on
    them stand so much further in, and the numbers hang before their words.
    """
    levels = {identifier: level for level, identifier in enumerate(headings)}
    parents = {
        _style_id(style): value(style, "w:basedOn") for style in styles.iter(qname("w:style"))
    }
    for style in styles.iter(qname("w:style")):
        properties = style.find(qname("w:pPr"))
        heading = _heading_of(_style_id(style), parents, headings)
        if not heading or properties is None:
            continue
        if heading == _style_id(style):
            level = levels[heading]
            insert_property(
                properties,
                w("numPr", w("ilvl", val=level) if level else None, w("numId", val=number)),
            )
        _hang(properties, headings[heading], is_heading=heading == _style_id(style))


def _style_id(style: Element) -> str:
    return style.get(qname("w:styleId"), "")


def _heading_of(style: str, parents: Mapping[str, str], headings: Mapping[str, int]) -> str:
    """Which of `headings` a style is or is based on; none of them: nothing."""
    seen = set[str]()
    while style and style not in seen and style not in headings:
        seen.add(style)
        style = parents.get(style, "")
    return style if style in headings else ""


def _hang(properties: Element, room: int, *, is_heading: bool) -> None:
    """Have the first line of paragraphs begin `room` to the left of the others."""
    indent = properties.find(qname("w:ind"))
    if indent is None:
        if is_heading:
            insert_property(properties, w("ind", left=room, hanging=room))
        return
    left = indent.get(qname("w:left")) or indent.get(qname("w:start")) or "0"
    for name in ("start", "firstLine", "firstLineChars", "startChars", "leftChars"):
        indent.attrib.pop(qname(f"w:{name}"), "")
    twips = int(left) if re.fullmatch(r"-?\d{1,5}", left) else 0  # a template's may have a unit
    put(indent, "w:left", str(twips + room))
    put(indent, "w:hanging", str(room))


def _level(level: int, shape: Shape) -> Element:
    left = shape.origin + (level + 1) * shape.step
    hanging, padding = shape.step, ""
    if shape.edge is not None:
        hanging = left - shape.edge
        padding = _EN_SPACE * round((hanging - shape.step) / shape.space)
    kind, mark = _mark(shape.marker, level)
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=kind),
        w("suff", val="nothing") if shape.marker is None else None,
        w("lvlText", val=padding + mark),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=left, hanging=hanging)),
        ilvl=level,
    )


def _mark(marker: Marker | None, level: int) -> tuple[str, str]:
    """The number format (17.18.59) and the text of a level's markers."""
    if marker is None:
        return "none", ""
    if marker.numeral is Numeral.NONE:
        return "bullet", marker.text(1) or _BULLETS[level % len(_BULLETS)]
    return _FORMATS[marker.numeral], f"{marker.before}%{level + 1}{marker.after}"


def _instance(number: int, definition: int, instance: _Instance) -> Element:
    """A numbering instance (17.9.15), which begins anew after any list before it."""
    override = None
    if instance.start is not None:
        start = w("startOverride", val=instance.start)
        override = w("lvlOverride", start, ilvl=instance.level)
    return _number(number, definition, override)


def _number(number: int, definition: int, override: Element | None = None) -> Element:
    return w("num", w("abstractNumId", val=definition), override, numId=number)
