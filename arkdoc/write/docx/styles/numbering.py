"""Lists → word/numbering.xml: a definition for each shape of list, an instance for each list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from arkdoc.model.marker import Marker, Numeral
from arkdoc.ooxml.oxml import Element, insert_property, qname, root, w

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


@dataclass(frozen=True, slots=True)
class Shape:
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
        self._headings: tuple[str, ...] = ()

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

    def headings(self, styles: Sequence[str]) -> int:
        """The id of the list that the paragraphs of these styles are, a level each (17.9.23)."""
        self._headings = tuple(styles)
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


def _heading_definition(number: int, styles: Sequence[str]) -> Element:
    """The definition of numbered headings: «4.2», each level that of a paragraph style."""
    return w(
        "abstractNum",
        w("nsid", val=f"{number + 1:08X}"),
        w("multiLevelType", val="multilevel"),
        *(
            w(
                "lvl",
                w("start", val=1),
                w("numFmt", val="decimal"),
                w("pStyle", val=styles[level]) if level < len(styles) else None,
                w("suff", val="space"),
                w("lvlText", val=".".join(f"%{place}" for place in range(1, level + 2))),
                w("lvlJc", val="left"),
                ilvl=level,
            )
            for level in range(LEVELS)
        ),
        abstractNumId=number,
    )


def with_heading_numbers(styles: Element, headings: Sequence[str], number: int) -> None:
    """Make the paragraphs of the styles `headings`, by their ids, items of the list `number`."""
    levels = {identifier: level for level, identifier in enumerate(headings)}
    for style in styles.iter(qname("w:style")):
        level = levels.get(style.get(qname("w:styleId"), ""))
        properties = style.find(qname("w:pPr"))
        if level is not None and properties is not None:
            insert_property(
                properties,
                w("numPr", w("ilvl", val=level) if level else None, w("numId", val=number)),
            )


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
