"""The tree of a Word file's main part → where its words stand: where programs put text, or not.

An account of its own, by the standard's content model, of what a reader of the accepted document
sees (17.2, 17.4, 17.13.5). It knows nothing of how arkdoc reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tests.support.word_fuzz_xml import Tree, qualified

_DEEPEST_BOX = 8
_CHOSEN = ("mc:AlternateContent", "mc:Choice", "mc:Fallback")
_AROUND = ("w:ins", "w:moveTo", "w:customXml", "w:sdt", "w:sdtContent", *_CHOSEN)
_MATH = {"m:oMath": "equation", "m:oMathPara": "equation"}
_IN = {
    "blocks": {"w:p": "runs", "w:tbl": "rows", **_MATH},
    "rows": {"w:tr": "cells"},
    "cells": {"w:tc": "blocks"},
    "runs": {"w:r": "run", "w:hyperlink": "runs", "w:fldSimple": "runs", "w:smartTag": "runs", "w:bdo": "runs",
             "w:dir": "runs", **_MATH},
    "run": {"w:t": "text", "w:noBreakHyphen": "text", "w:drawing": "drawing", "w:pict": "drawing",
            "w:object": "drawing", "w:ruby": "ruby"},
    "ruby": {"w:rt": "ruby text", "w:rubyBase": "ruby text"},
    "ruby text": {"w:r": "run", "m:oMath": "equation"},
}  # fmt: skip
_PLACES = {
    place: {
        qualified(tag): below
        for tag, below in {**dict.fromkeys(_CHOSEN if place == "run" else _AROUND, place), **inside}.items()
    }
    for place, inside in _IN.items()
}  # fmt: skip
_BOX = qualified("w:txbxContent")
_TEXTS = frozenset(map(qualified, ("w:t", "m:t", "w:noBreakHyphen")))
_MATH_TEXT = qualified("m:t")
_GONE = frozenset(map(qualified, ("w:del", "w:moveFrom")))
_SDT, _SDT_CONTENT = qualified("w:sdt"), qualified("w:sdtContent")
_ROW, _ROW_PROPERTIES = qualified("w:tr"), qualified("w:trPr")
_CHOICES = (qualified("mc:Choice"), qualified("mc:Fallback"))
_ALTERNATIVES = qualified("mc:AlternateContent")


class Place(NamedTuple):
    """Where an element stands: what may stand there, in how many boxes, and in alternatives or not."""

    kind: str
    boxes: int = 0
    is_alternative: bool = False


def texts(body: Any, kind: str = "blocks") -> Iterator[tuple[Any, Place]]:
    """The elements with text in `body` that are not deleted, each with where it stands.

    The kind is "text" where programs put text, and "nowhere" where they don't.
    """
    stack: list[tuple[Any, Place]] = [(body, Place(kind))]
    while stack:
        element, place = stack.pop()
        if element.tag in _TEXTS:
            yield element, place
        content = element.find(_SDT_CONTENT)
        for child in reversed(element):
            if child.tag not in _GONE and not _is_deleted_row(child):
                inside = _inside(child.tag, place)
                if (element.tag == _SDT and child is not content) or (
                    child.tag in _CHOICES and element.tag != _ALTERNATIVES
                ):
                    inside = inside._replace(kind="nowhere")
                stack.append((child, inside))


def _inside(tag: str, place: Place) -> Place:
    boxes, kind = place.boxes, "nowhere"
    if place.kind == "drawing":
        is_box = tag == _BOX and boxes < _DEEPEST_BOX
        kind = "blocks" if is_box else "nowhere" if tag == _BOX else "drawing"
        boxes += is_box
    elif place.kind == "equation":
        kind = "text" if tag == _MATH_TEXT else "equation"
    else:
        kind = _PLACES.get(place.kind, {}).get(tag, "nowhere")
    return Place(kind, boxes, place.is_alternative or tag == _ALTERNATIVES)


def _is_deleted_row(element: Any) -> bool:
    properties = element.find(_ROW_PROPERTIES) if element.tag == _ROW else None
    return properties is not None and any(change.tag in _GONE for change in properties)


def has_stray(trees: Mapping[str, Tree]) -> bool:
    """Whether words of the text or of its notes stand where no program puts any."""
    stories = [(qualified("w:body"), "word/document.xml")]
    stories += [(qualified(f"w:{kind}"), f"word/{kind}s.xml") for kind in ("footnote", "endnote")]
    return any(
        place.kind != "text" and (element.text or "-").strip()
        for tag, name in stories
        if name in trees
        for story in trees[name].iter(tag)
        for element, place in texts(story)
    )
