"""A content control (17.5.2) → its text, and whether that is only what to fill in."""

from __future__ import annotations

from arkdoc.ooxml.oxml import Element
from arkdoc.ooxml.reader import switched
from arkdoc.read.word import fields
from arkdoc.read.word.reading import Reading
from arkdoc.read.word.tags import SDT_CONTENT, T
from arkdoc.units.template import is_fill_in, is_hint


def is_placeholder(properties: Element | None) -> bool:
    """Whether a control shows what to fill in (17.5.2.39)."""
    return switched(properties, "w:showingPlcHdr") or False


def why_placeholder_goes(reading: Reading, text: str) -> str:
    """Why the placeholder `text` of a control is not printed; empty for a line to be replaced.

    Of what arkdoc's own form says until something is chosen, nobody needs to hear.
    """
    if is_fill_in(text):
        return ""
    return fields.SILENTLY if reading.guidance and is_hint(text) else fields.PLACEHOLDER


def control_text(control: Element) -> str:
    """The text in a control."""
    content = control.find(SDT_CONTENT)
    texts = () if content is None else content.iter(T)
    return "".join(element.text or "" for element in texts).strip()
