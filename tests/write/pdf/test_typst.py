"""The PDF's tags beside those that Typst writes for the same document, element for element."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TypeGuard

from arkdoc.language.printed import WORDS
from arkdoc.model.tree import inline_runs, plain_text, walk
from arkdoc.pipeline.build import analyse
from arkdoc.pipeline.load import load
from arkdoc.write.html.writer import write_html
from arkdoc.write.pdf.writer import write_pdf
from tests.support.pdf_tags import Tag, read_tags
from tests.support.project import REPOSITORY, squeezed
from tests.support.typst_markup import typeset
from tests.whole.test_note import full_note, full_text

# --- trees to compare ------------------------------------------------------------------------


@dataclass
class Node:
    """An element: `says` is what its attributes do, `kids` are elements and whole texts."""

    type: str
    lang: str
    says: str
    kids: list[Node | str]

    def elements(self) -> Iterator[Node]:
        """The elements in it, the innermost first, and then itself."""
        for kid in list(self.kids):
            if isinstance(kid, Node):
                yield from kid.elements()
        yield self


def tree(tag: Tag) -> Node:
    """`tag` with each text in one piece, without spaces and soft hyphens."""
    kids: list[Node | str] = []
    for text, group in groupby(tag.kids, lambda kid: isinstance(kid, str)):
        if text:
            words = re.sub(r"[\s\u00ad]", "", "".join(map(str, group)))
            kids += [words] if words else []
        else:
            kids += [tree(kid) for kid in group if isinstance(kid, Tag)]
    names = ("/Scope", "/ListNumbering", "/TextDecorationType", "/Placement", "/BaselineShift")
    found = {name: tag.attribute(name) for name in names}
    says = " ".join(f"{name[1:]} {value}" for name, value in found.items() if value is not None)
    return Node(tag.type, tag.lang, says, kids)


def outline(node: Node, depth: int = 0) -> list[str]:
    """The elements and their texts, one a line."""
    line = " ".join(filter(None, (node.type, node.lang, node.says)))
    lines = ["  " * depth + line]
    for kid in node.kids:
        lines += outline(kid, depth + 1) if isinstance(kid, Node) else ["  " * (depth + 1) + kid]
    return lines


def _is(kid: Node | str, *types: str) -> TypeGuard[Node]:
    return isinstance(kid, Node) and kid.type in types


def _unwrap(root: Node, which: Callable[[Node], bool]) -> None:
    """Put what is in some elements in their place."""
    for node in root.elements():
        kids: list[Node | str] = []
        for kid in node.kids:
            kids += kid.kids if isinstance(kid, Node) and which(kid) else [kid]
        node.kids = kids


def _take(root: Node, which: Callable[[Node], bool]) -> list[Node]:
    """Take some elements out of the tree."""
    taken = []
    for node in root.elements():
        taken += [kid for kid in node.kids if isinstance(kid, Node) and which(kid)]
        node.kids = [kid for kid in node.kids if not (isinstance(kid, Node) and which(kid))]
    return taken


# --- the differences that are known and meant ------------------------------------------------
# Each makes the one tree what the other is. Tables are those of ISO 32000-1.


def title_is_no_heading(theirs: Node) -> None:
    """Typst's Title stands for a P, as there is no such type; ours is the first heading."""
    for node in theirs.elements():
        if level := re.fullmatch(r"H(\d)", node.type):
            node.type = f"H{int(level[1]) + 1}"
        elif node.type == "Title":
            node.type = "H1"


def sublists_stand_beside_their_items(theirs: Node) -> None:
    """A list within an item belongs in its LBody (table 336); Typst puts it after the LI."""
    for node in theirs.elements():
        if node.type == "L":
            items: list[Node | str] = []
            for kid in node.kids:
                if _is(kid, "L"):
                    items[-1].kids[-1].kids.append(kid)  # type: ignore[union-attr]
                else:
                    items.append(kid)
            node.kids = items


def filled_dots_are_circles(theirs: Node) -> None:
    """The mark is a filled dot, and Disc is its name (table 347)."""
    for node in theirs.elements():
        node.says = node.says.replace("ListNumbering /Circle", "ListNumbering /Disc")


def labels_of_fields_are_no_numbers(theirs: Node) -> None:
    """Typst has labels for numbered lists alone; the fields of a measure aren't counted."""
    for node in theirs.elements():
        labels = [kid for item in node.kids if _is(item, "LI") for kid in item.kids]
        if any(_is(kid, "Lbl") and str(kid.kids[-1:]).endswith(":']") for kid in labels):
            node.says = node.says.replace("ListNumbering /Decimal", "ListNumbering /None")


def captions_are_a_block_in_a_span(theirs: Node) -> None:
    """A Caption holds its text; Typst has a Span between them."""
    for node in theirs.elements():
        if node.type == "Caption":
            _unwrap(node, lambda kid: kid.type == "Span" and kid.says == "Placement /Block")


def rows_without_a_head_have_no_body(theirs: Node) -> None:
    """Rows are in the table or in groups (table 337); ours are in groups in every table."""
    for node in theirs.elements():
        if node.type == "Table" and all(_is(kid, "TR") for kid in node.kids):
            node.kids = [Node("TBody", "", "", node.kids)]


def marks_of_notes_are_labels(theirs: Node) -> None:
    """What points elsewhere is a Reference (table 338); a Lbl names an item, or the note."""
    _unwrap(theirs, lambda kid: kid.says.startswith("BaselineShift"))
    for node in theirs.elements():
        for kid in node.kids:
            if node.type != "Note" and _is(kid, "Lbl") and _is(kid.kids[0], "Link"):
                kid.type = "Reference"


def notes_of_one_paragraph_have_no_p(theirs: Node) -> None:
    """A paragraph is a P, in a note too."""
    for node in theirs.elements():
        if node.type == "Note":
            label, *text = node.kids
            node.kids = [label, Node("P", "", "", text)]


def numbers_of_notes_lead_back(theirs: Node) -> None:
    """A note's number is its way back; ours has a stop, and an arrow after the note's words."""
    for node in theirs.elements():
        if node.type == "Note" and _is(label := node.kids[0], "Lbl"):
            _unwrap(label, lambda kid: kid.type == "Link")
            label.kids = [f"{label.kids[0]}."]


def notes_are_in_their_sentence(theirs: Node) -> None:
    """Typst has a note where it is called, in the midst of a sentence; ours comes after it."""
    for node in theirs.elements():
        kids: list[Node | str] = []
        for kid in node.kids:
            kids.append(kid)
            if _is(kid, "P", *(f"H{level}" for level in range(1, 7))):
                kids += _take(kid, lambda inside: inside.type == "Note")
        node.kids = kids


def arrows_lead_back_from_notes(ours: Node) -> None:
    """The other side of `numbers_of_notes_lead_back`."""
    _take(ours, lambda kid: kid.kids == ["↑"])


def remarks_are_sections(ours: Node) -> None:
    """A remark is set apart for the eye, and in a Sect for the ear; in Typst it is no element."""
    _unwrap(ours, lambda kid: kid.type == "Sect")


def rows_of_the_head_have_headers(ours: Node) -> None:
    """What a row of the note's head is about is a TH; Typst 0.15 has no word for it yet."""
    for node in ours.elements():
        if node.says == "Scope /Row":
            node.type, node.says = "TD", ""


def languages_are_of_parts(ours: Node) -> None:
    """A unit in another language is a Part that says so; in Typst each block of it does."""
    for node in ours.elements():
        if node.type == "Part":
            for block in node.kids:
                # What says another language in it, the unit's name, is in the note's own.
                block.lang = "" if block.lang else node.lang  # type: ignore[union-attr]
    _unwrap(ours, lambda kid: kid.type == "Part")


def the_letterhead_is_the_house_styles(ours: Node) -> None:
    """Who sends the note stands above it, by the house style; Typst has the note alone."""
    if _is(ours.kids[0], "Div"):
        del ours.kids[:2]


def names_of_boxes_are_headings(ours: Node) -> None:
    """What sums up or proposes is named by a heading; in Typst that is a line."""
    for node in ours.elements():
        if node.type == "H2" and node.kids in (["Sammendrag"], ["Tildrøfting"]):
            node.type = "P"


THEIRS = (
    title_is_no_heading,
    sublists_stand_beside_their_items,
    filled_dots_are_circles,
    labels_of_fields_are_no_numbers,
    captions_are_a_block_in_a_span,
    rows_without_a_head_have_no_body,
    marks_of_notes_are_labels,
    notes_of_one_paragraph_have_no_p,
    numbers_of_notes_lead_back,
    notes_are_in_their_sentence,
)
OURS = (
    the_letterhead_is_the_house_styles,
    names_of_boxes_are_headings,
    arrows_lead_back_from_notes,
    remarks_are_sections,
    rows_of_the_head_have_headers,
    languages_are_of_parts,
)


def evened(root: Node, known: tuple[Callable[[Node], None], ...]) -> tuple[list[str], set[str]]:
    """The tree without the `known` differences, and the names of those that there were."""
    found = set()
    for difference in known:
        before = outline(root)
        difference(root)
        if outline(root) != before:
            found.add(difference.__name__)
    return outline(root), found


# --- the comparison ----------------------------------------------------------------------------


def compare(folder: Path) -> set[str]:
    """Hold our tags to Typst's and to the document's languages → the differences met."""
    sources = load(folder)
    document = analyse(sources).assembly.document
    pdf = write_pdf(write_html(document, sources.theme, medium="print"), document, sources.theme)
    tags = read_tags(pdf.data)
    ours, found = evened(tree(tags), OURS)
    theirs, met = evened(tree(read_tags(typeset(document))), THEIRS)
    assert ours == theirs

    parts = [part for part in document.parts if part.language != document.language]
    tagged = tags.all("Part")
    assert [tag.lang for tag in tagged] == [WORDS[part.language].language for part in parts]
    for tag, part in zip(tagged, parts, strict=True):
        for block in walk(part.blocks):
            for run in inline_runs(block):
                assert squeezed(plain_text(run)) in squeezed(tag.text)
    return found | met


def test_the_note_is_tagged_as_by_typst_but_for_what_is_known() -> None:
    assert compare(REPOSITORY) == {difference.__name__ for difference in (*OURS, *THEIRS)}


def test_the_full_text_is_tagged_as_by_typst_but_for_what_is_known(tmp_path: Path) -> None:
    full_note(tmp_path, full_text(), "numbersigns")
    assert compare(tmp_path) == {
        "filled_dots_are_circles",
        "rows_of_the_head_have_headers",
        "rows_without_a_head_have_no_body",
        "title_is_no_heading",
    }
