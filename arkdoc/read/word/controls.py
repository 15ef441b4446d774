"""A content control (17.5.2) → why what it holds is left out, and what it says of the unit."""

from __future__ import annotations

from arkdoc.model.note import ClueKind, UnitClue
from arkdoc.ooxml.form import UNIT
from arkdoc.ooxml.oxml import Element
from arkdoc.ooxml.reader import switched, value
from arkdoc.read.word import fields
from arkdoc.read.word.reading import Reading
from arkdoc.read.word.tags import SDT_CONTENT, T
from arkdoc.units.template import is_fill_in, is_hint


def take_control(reading: Reading, control: Element, number: int) -> str:
    """Why what a control holds is left out, or empty; the unit's own control is a clue.

    `number` is that of the first paragraph it stands in or around.
    """
    text = _text(control)
    if switched(control, "w:sdtPr", "w:showingPlcHdr"):
        return _why_placeholder_goes(reading, text)
    if value(control, "w:sdtPr", "w:tag").casefold() == UNIT:
        reading.clues.append(UnitClue(ClueKind.CONTROL, text, reading.whole(number)))
    return ""


def _why_placeholder_goes(reading: Reading, text: str) -> str:
    """Why the placeholder `text` (17.5.2.39) is not printed; empty for a line to be replaced.

    Of what arkdoc's own form says until something is chosen, nobody needs to hear.
    """
    if is_fill_in(text):
        return ""
    return fields.SILENTLY if reading.guidance and is_hint(text) else fields.PLACEHOLDER


def _text(control: Element) -> str:
    content = control.find(SDT_CONTENT)
    texts = () if content is None else content.iter(T)
    return "".join(element.text or "" for element in texts).strip()
