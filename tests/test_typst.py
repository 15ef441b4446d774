"""The PDF's tags beside those that Typst writes for the same document, element for element."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import assert_never

import typst

from arkdoc.document import (
    Block,
    Blocks,
    Caption,
    Code,
    CodeBlock,
    Container,
    Contents,
    Directive,
    Document,
    Emphasis,
    Figure,
    FootnoteReference,
    Footnotes,
    HardBreak,
    Heading,
    Image,
    Inline,
    Inlines,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Reference,
    SoftBreak,
    Strikethrough,
    Strong,
    Table,
    Text,
    ThematicBreak,
)
from arkdoc.load import load
from arkdoc.pipeline import examine
from arkdoc.tree import inline_runs, plain_text, walk
from arkdoc.words import WORDS
from arkdoc.write.html.writer import write_html
from arkdoc.write.pdf import write_pdf
from tests.support import REPOSITORY, squeezed
from tests.tagged import Tag, read_tags
from tests.test_note import full_note, full_text

# --- the document, spelled for Typst ---------------------------------------------------------

# What of Typst's own taste would change words is set to ours; the tags are left to Typst.
_STYLE = """\
#set list(marker: ([•], [–]))
#set figure.caption(separator: [. ])
#show figure.where(kind: table): set figure.caption(position: top)
"""


class _Typst:
    """Spells a document as an author of Typst would, every text as a quoted string."""

    def __init__(self, document: Document) -> None:
        self._note = document
        self._called: set[str] = set()

    def source(self) -> str:
        head = self._note.head
        date = datetime.date.fromisoformat(head.date)
        lines = [
            f"#set document(title: {_string(head.title)},"
            f" date: datetime(year: {date.year}, month: {date.month}, day: {date.day}))",
            f"#{_language(self._note.language)}",
            _STYLE,
            *([f"#{_string(head.kicker)}"] if head.kicker else []),
            "#title()",
            *([f"#{_string(f'({head.case_type})')}"] if head.case_type else []),
        ]
        if head.rows:
            cells = (f"[#{_string(cell)}]" for row in head.rows for cell in row)
            lines.append(f"#table(columns: 2, {', '.join(cells)})")
        if head.exemption:
            lines.append(f"#{_string(head.exemption)}")
        for part in self._note.parts:
            differs = part.language != self._note.language
            blocks = self._blocks(part.blocks)
            lines.append(_in_language(part.language if differs else "", blocks))
        return "\n\n".join(lines)

    def _blocks(self, blocks: Blocks) -> str:
        return "\n\n".join(filter(None, map(self._block, blocks)))

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                name = f"#label({_string(block.id)})" if block.id else ""
                spelled = f"#heading(level: {block.level}){self._inlines(block.inlines)}{name}"
                return _in_language(block.language, spelled)
            case Paragraph():
                return self._inlines(block.inlines)[1:-1]
            case ListBlock():
                kind = f"enum(start: {block.start}, " if block.ordered else "list("
                items = ", ".join(f"[{self._blocks(item.blocks)}]" for item in block.items)
                return f"#{kind}tight: {str(block.tight).lower()}, {items})"
            case Quote():
                return f"#quote(block: true)[{self._blocks(block.blocks)}]"
            case CodeBlock():
                return f"#raw(block: true, {_string(block.text)})"
            case ThematicBreak():
                return "#line(length: 100%)"
            case Table():
                return self._table(block)
            case Container():
                name = f"#{_string(block.label)}\n\n" if block.label else ""
                return f"#block[{name}{self._blocks(block.blocks)}]"
            case Footnotes():
                return ""  # Typst sets each at the foot of its page
            case Figure() | Contents() | Directive():
                raise NotImplementedError(f"neither note has a {type(block).__name__}")
            case _:
                assert_never(block)

    def _table(self, table: Table) -> str:
        arguments = [f"columns: {len(table.alignments)}"]
        if any(plain_text(cell.inlines).strip() for cell in table.header):
            cells = ", ".join(self._inlines(cell.inlines) for cell in table.header)
            arguments.append(f"table.header({cells})")
        arguments += [self._inlines(cell.inlines) for row in table.rows for cell in row]
        spelled = f"table({', '.join(arguments)})"
        if not table.caption:
            return f"#{spelled}"
        name = f"#label({_string(table.id)})" if table.id else ""
        return f"#figure({spelled}, {self._caption(table.caption)}){name}"

    def _caption(self, caption: Caption) -> str:
        return f"supplement: [{caption.label}], caption: {self._inlines(caption.inlines)}"

    def _inlines(self, inlines: Inlines) -> str:
        return f"[{''.join(map(self._inline, inlines))}]"

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text():
                return f"#{_string(inline.text)}"
            case SoftBreak():
                return " "
            case HardBreak():
                return "#linebreak()"
            case Code():
                return f"#raw({_string(inline.text)})"
            case Emphasis():
                return f"#emph{self._inlines(inline.inlines)}"
            case Strong():
                return f"#strong{self._inlines(inline.inlines)}"
            case Strikethrough():
                return f"#strike{self._inlines(inline.inlines)}"
            case Link():
                return f"#link({_string(inline.destination)}){self._inlines(inline.inlines)}"
            case Reference():
                return f"#link(label({_string(inline.target)})){self._inlines(inline.inlines)}"
            case FootnoteReference():
                name = f"label({_string(inline.label)})"
                if inline.label in self._called:
                    return f"#footnote({name})"
                self._called.add(inline.label)
                note = self._note.footnotes[inline.label]
                text = _in_language(note.language, self._blocks(note.blocks))
                return f"#footnote[{text}]#{name}"
            case Image():
                raise NotImplementedError("neither note has an image")
            case _:
                assert_never(inline)


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _language(name: str) -> str:
    language, _, region = WORDS[name].language.partition("-")
    return f'set text(lang: "{language}", region: "{region}")'


def _in_language(name: str, spelled: str) -> str:
    return f"#[\n#{_language(name)}\n{spelled}\n]" if name else spelled


def typeset(document: Document) -> bytes:
    """Typst's PDF; its own fonts will do, and so it is the same on any machine."""
    compiler = typst.Compiler(_Typst(document).source().encode(), ignore_system_fonts=True)
    pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=["ua-1", "a-2a"])
    assert warnings == []
    assert isinstance(pdf, bytes)
    return pdf


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


def _unwrap(root: Node, which: Callable[[Node], bool]) -> None:
    """Put what is in some elements in their place."""
    for node in root.elements():
        kids: list[Node | str] = []
        for kid in node.kids:
            kids += kid.kids if isinstance(kid, Node) and which(kid) else [kid]
        node.kids = kids


# --- the differences that are known and meant --------------------------------------------------
# Each makes the one tree what the other is; tables and clauses are those of ISO 32000-1.


def title_is_no_heading(typst_: Node) -> None:
    """Typst's Title stands for a P; ours is the first heading, as 32000-1 has no such type."""
    for node in typst_.elements():
        if level := re.fullmatch(r"H(\d)", node.type):
            node.type = f"H{int(level[1]) + 1}"
        elif node.type == "Title":
            node.type = "H1"


def sublists_stand_beside_their_items(typst_: Node) -> None:
    """Nested lists belong in the LBody (table 336); Typst puts them between the LIs."""
    for node in typst_.elements():
        if node.type == "L":
            items: list[Node | str] = []
            for kid in node.kids:
                if isinstance(kid, Node) and kid.type == "L":
                    item = items[-1]
                    assert isinstance(item, Node)
                    body = item.kids[-1]
                    assert isinstance(body, Node)
                    body.kids.append(kid)
                else:
                    items.append(kid)
            node.kids = items


def filled_dots_are_circles(typst_: Node) -> None:
    """The mark is a filled dot, whose name is Disc (table 347)."""
    for node in typst_.elements():
        node.says = node.says.replace("ListNumbering /Circle", "ListNumbering /Disc")


def captions_are_a_block_in_a_span(typst_: Node) -> None:
    """A Caption holds its text; Typst has a Span around it."""
    for node in typst_.elements():
        if node.type == "Caption":
            _unwrap(node, lambda kid: kid.type == "Span" and kid.says == "Placement /Block")


def rows_without_a_head_are_in_no_body(typst_: Node) -> None:
    """A table's rows are in it or in groups (table 337): ours are in groups in every table."""
    for node in typst_.elements():
        if node.type == "Table" and not {k.type for k in node.kids if isinstance(k, Node)} - {"TR"}:
            node.kids = [Node("TBody", "", "", node.kids)]


def marks_of_notes_are_labels(typst_: Node) -> None:
    """What points elsewhere is a Reference (table 338); a Lbl is of an item or of a note."""
    for node in typst_.elements():
        _unwrap(node, lambda kid: kid.says.startswith("BaselineShift"))
        if node.type != "Note":
            for kid in node.kids:
                if isinstance(kid, Node) and kid.type == "Lbl" and _is_link(kid):
                    kid.type = "Reference"


def _is_link(node: Node) -> bool:
    return [kid.type for kid in node.kids if isinstance(kid, Node)] == ["Link"]


def notes_are_in_their_sentence(typst_: Node) -> None:
    """Typst reads a note where it is called, in the midst of a sentence; ours after the unit."""
    notes: list[Node | str] = []
    for node in typst_.elements():
        notes += [kid for kid in node.kids if isinstance(kid, Node) and kid.type == "Note"]
        texts = [kid for kid in node.kids if kid not in notes]
        node.kids = texts
    typst_.kids += notes


def notes_of_one_paragraph_have_none(typst_: Node) -> None:
    """A paragraph is a P, in a note too."""
    for node in typst_.elements():
        if node.type == "Note":
            label, *text = node.kids
            node.kids = [label, Node("P", "", "", text)]


def numbers_of_notes_lead_back(typst_: Node) -> None:
    """Back to the text it is a note's bare number that leads; ours is an arrow after the note."""
    for node in typst_.elements():
        if node.type == "Note":
            _unwrap(node, lambda kid: kid.type == "Lbl" and _is_link(kid))
            link, *text = node.kids
            assert isinstance(link, Node)
            node.kids = [Node("Lbl", "", "", [f"{link.kids[0]}."]), *text]


def arrows_lead_back_from_notes(ours: Node) -> None:
    """The other side of `numbers_of_notes_lead_back`."""
    for node in ours.elements():
        node.kids = [kid for kid in node.kids if not (isinstance(kid, Node) and kid.kids == ["↑"])]


def notes_are_a_section_of_the_unit(ours: Node) -> None:
    """The other side of `notes_are_in_their_sentence`: a Sect, with a P that names it."""
    notes: list[Node | str] = []
    for node in ours.elements():
        sections = [kid for kid in node.kids if isinstance(kid, Node) and _are_notes(kid)]
        for section in sections:
            notes += section.kids[1:]
        node.kids = [kid for kid in node.kids if kid not in sections]
    ours.kids += notes


def _are_notes(node: Node) -> bool:
    return node.type == "Sect" and isinstance(node.kids[-1], Node) and node.kids[-1].type == "Note"


def remarks_are_sections(ours: Node) -> None:
    """A remark is set apart to the eye; ours says so in a Sect, Typst's block is no element."""
    _unwrap(ours, lambda kid: kid.type == "Sect")


def rows_of_the_head_have_headers(ours: Node) -> None:
    """What a row of the note's head is about is a TH; Typst 0.15 has no way to say it."""
    for node in ours.elements():
        if node.says == "Scope /Row":
            node.type, node.says = "TD", ""


def languages_are_of_parts(ours: Node) -> None:
    """A unit in another language is a Part that says it; in Typst every block of it does."""
    for node in ours.elements():
        for kid in node.kids:
            if isinstance(kid, Node) and kid.type == "Part":
                for block in kid.kids:
                    assert isinstance(block, Node)
                    # The note's own language is not said again outside the part.
                    block.lang = "" if block.lang else kid.lang
    _unwrap(ours, lambda kid: kid.type == "Part")


TYPSTS = (
    title_is_no_heading,
    sublists_stand_beside_their_items,
    filled_dots_are_circles,
    captions_are_a_block_in_a_span,
    rows_without_a_head_are_in_no_body,
    marks_of_notes_are_labels,
    notes_of_one_paragraph_have_none,
    numbers_of_notes_lead_back,
    notes_are_in_their_sentence,
)
OURS = (
    arrows_lead_back_from_notes,
    notes_are_a_section_of_the_unit,
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
    document = examine(sources).assembly.document
    pdf = write_pdf(write_html(document, sources.theme, medium="print"), document, sources.theme)
    tags = read_tags(pdf.data)
    ours, found = evened(tree(tags), OURS)
    theirs, met = evened(tree(read_tags(typeset(document))), TYPSTS)
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
    assert compare(REPOSITORY) == {difference.__name__ for difference in (*OURS, *TYPSTS)}


def test_the_full_text_is_tagged_as_by_typst_but_for_what_is_known(tmp_path: Path) -> None:
    full_note(tmp_path, full_text(), "numbersigns")
    assert compare(tmp_path) == {
        "filled_dots_are_circles",
        "rows_of_the_head_have_headers",
        "rows_without_a_head_are_in_no_body",
        "title_is_no_heading",
    }
