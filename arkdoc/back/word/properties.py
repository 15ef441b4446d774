"""Properties of new paragraphs, as one line of XML: `signs.paragraph` has it before their words."""

from __future__ import annotations

from arkdoc.back.word.signs import NOTE
from arkdoc.back.word.source import WordParagraph
from arkdoc.ooxml.oxml import Element, qname, w, xml
from arkdoc.ooxml.tracked_edits import paragraph_properties, run_properties

_OF_WORDS = tuple(
    qname(f"w:{name}") for name in ("b", "bCs", "i", "iCs", "strike", "dstrike", "u", "rStyle")
)


def properties_like(model: WordParagraph) -> str:
    """Those of a paragraph, and of runs as its first one, without a look of their own."""
    run = next((slot.run for slot in model.slots if slot.sign != NOTE), None)
    of_runs = run_properties(run)
    for each in [each for each in of_runs if each.tag in _OF_WORDS]:
        of_runs.remove(each)
    return _line(w("properties", paragraph_properties(model.element), of_runs))


def properties_of_style(style: str) -> str:
    """Those of a paragraph in a style, in the file's own one for text if that is empty."""
    return _line(w("properties", w("pPr", w("pStyle", val=style) if style else None)))


def _line(element: Element) -> str:
    _, _, said = xml(element).decode().partition("\n")
    return said.replace("\n", " ")
