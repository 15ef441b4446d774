"""A `w:drawing`, `w:pict` or `w:object` → its pictures, and the text boxes in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from arkdoc.model.nodes import Image
from arkdoc.ooxml.oxml import Element, qname
from arkdoc.read.word.reading import Reading
from arkdoc.read.word.tags import BOX


class Drawn(NamedTuple):
    """What a drawing holds: pictures, words in place of what can't be shown, and text boxes."""

    images: tuple[Image, ...]
    text: str
    boxes: tuple[Element, ...]


def read_drawing(reading: Reading, element: Element, number: int, column: int) -> Drawn:
    """Read the drawing that stands at `column` of paragraph `number`."""
    span = reading.span(number, column - 1, column - 1)
    described = element.find(f".//{qname('wp:docPr')}")
    alt = "" if described is None else described.get("descr") or ""
    images = tuple(
        Image(reading.picture(part), alt, span=span) for part in _parts(reading, element)
    )
    return Drawn(images, "", tuple(element.iter(BOX)))


def _parts(reading: Reading, element: Element) -> Iterator[str]:
    for blip in element.iter(qname("a:blip")):
        relation = reading.file.relations.get(blip.get(qname("r:embed")) or "")
        if relation is not None and not relation.external:
            yield relation.target
