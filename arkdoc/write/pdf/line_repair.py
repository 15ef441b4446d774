"""WeasyPrint's pages and their source → the same, with lines that end as the text does.

The main text and each note at a foot are mended apart, as they are not set one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.text import line_break

from arkdoc.write.pdf import footnotes
from arkdoc.write.pdf.line_ends import endings
from arkdoc.write.pdf.page_html import PAGE_OF, source_text


def repair_line_ends(document: Any, page: Element) -> None:
    """Give lines back the spaces that they end with, and set dividing hyphens apart."""
    headed: set[Element] = set()
    main = [text for page in document.pages for text in _texts(page._page_box, None, headed)]
    _repair(main, source_text(page))
    for sheet in document.pages:
        for note in footnotes.notes_at_foot(sheet):
            _repair(list(_texts(note, None, headed)), source_text(note.element))


def _repair(texts: Sequence[tuple[Any, Any, Any]], source: str) -> None:
    # A page that is kept from an earlier layout has been mended, and must be read as it was.
    as_set = [vars(box).get("arkdoc_set", "") for box, _, _ in texts]
    stretches = (
        (text or box.text, box.style["hyphenate_character"])
        for text, (box, _, _) in zip(as_set, texts, strict=True)
    )
    ends = endings(source, stretches)
    for (box, parent, block), ending, after in zip(texts, ends, (*texts[1:], None), strict=True):
        if "arkdoc_set" in vars(box):
            continue
        vars(box)["arkdoc_set"] = box.text
        if ending.hyphen:
            _set_hyphen_apart(box, parent)
        elif ending.space and after and after[2] is block and not after[0].text[0].isspace():
            box.pango_layout.text += " "


def _texts(box: Any, block: Any, headed: set[Element]) -> Iterator[tuple[Any, Any, Any]]:
    """The texts that come from the page itself, each once: box, box around it, block."""
    for child in box.children:
        if isinstance(child, (AbsolutePlaceholder, boxes.MarginBox)) or footnotes.is_foot(child):
            continue
        if isinstance(child, boxes.TextBox):
            if (
                child.text.strip()
                and "::" not in child.element_tag
                and not hasattr(child, "stands_for")
                and not attribute(child, PAGE_OF)
            ):
                yield child, box, block
        elif not is_repeated(child, headed):
            is_block = isinstance(child, boxes.BlockContainerBox)
            yield from _texts(child, child.element if is_block else block, headed)


def is_repeated(box: Any, headed: set[Element]) -> bool:
    """Whether it is a table's head again, overleaf; `headed` are those that have been met."""
    if not (isinstance(box, boxes.TableRowGroupBox) and box.is_header):
        return False
    again = box.element in headed
    headed.add(box.element)
    return again


def _set_hyphen_apart(box: Any, parent: Any) -> None:
    hyphen = box.copy_with_text(box.style["hyphenate_character"])
    hyphen.stands_for = "\u00ad"
    hyphen.pango_layout = line_break.create_layout(hyphen.text, box.style, None, None, 0)
    hyphen.width, _ = line_break.line_size(hyphen.pango_layout.get_first_line()[0], hyphen.style)
    hyphen.pango_layout.deactivate()
    hyphen.position_x = box.position_x + box.width - hyphen.width
    box.width -= hyphen.width
    box.text = box.pango_layout.text = box.text.removesuffix(hyphen.text)
    at = list(parent.children).index(box) + 1
    parent.children = (*parent.children[:at], hyphen, *parent.children[at:])


def attribute(box: Any, name: str) -> str:
    """An attribute of the element that a box is of, or nothing."""
    return "" if box.element is None else box.element.get(name, "")
