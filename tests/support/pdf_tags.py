"""A PDF → its structure tree, by pypdf and pypdfium2; a document → the tree it should have."""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, assert_never

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium

from arkdoc.language.printed import WORDS
from arkdoc.model.document import ContentsEntry, Document
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Caption,
    Cell,
    Code,
    CodeBlock,
    Container,
    ContainerKind,
    Contents,
    Directive,
    Emphasis,
    Figure,
    FootnoteReference,
    Footnotes,
    HardBreak,
    Heading,
    HeadingNumber,
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
from arkdoc.model.tree import cell_text, inline_runs, walk, walk_inlines
from arkdoc.style.markers import item_markers
from arkdoc.style.sender import Sender
from tests.support.project import squeezed


@dataclass
class Tag:
    """A structure element. `kids` are elements and pieces of text, in reading order."""

    type: str
    kids: list[Tag | str] = field(default_factory=list)
    lang: str = ""
    entry: Mapping[str, Any] = field(default_factory=dict, repr=False)
    runs: int = 0
    pages: set[int] = field(default_factory=set)
    annotations: list[Any] = field(default_factory=list, repr=False)

    def all(self, *types: str) -> list[Tag]:
        """This element and all below it that are of `types`, in reading order."""
        found = [self] if self.type in types else []
        for kid in self.kids:
            if isinstance(kid, Tag):
                found += kid.all(*types)
        return found

    @property
    def text(self) -> str:
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    def attribute(self, name: str) -> Any:
        attributes = self.entry["/A"].get_object() if "/A" in self.entry else []
        owned = attributes if isinstance(attributes, list) else [attributes]
        return next((a.get_object()[name] for a in owned if name in a.get_object()), None)


def shape(tag: Tag, depth: int = 0) -> str:
    """The elements as an outline, one per line, for comparing two trees."""
    line = "  " * depth + tag.type + (f" [{tag.lang}]" if tag.lang else "")
    return "\n".join([line, *(shape(kid, depth + 1) for kid in tag.kids if isinstance(kid, Tag))])


_LAST_HYPHEN = re.compile("[\ufffe\x02]")  # PDFium's word for a hyphen that ends a line
_ACTUAL_TEXT = re.compile(rb"/MCID (\d+)/ActualText <([0-9a-f]+)>")

# --- reading back ----------------------------------------------------------------------------


@dataclass
class Drawn:
    """Something drawn on a page: its text, and the marks around it."""

    page: int
    text: str
    mcid: int
    marks: tuple[str, ...]


def drawn(data: bytes) -> list[Drawn]:
    """Everything that the pages show, in drawing order."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [item for index, page in enumerate(document) for item in _drawn_on(index, page)]
    finally:
        document.close()


def _drawn_on(index: int, page: Any) -> Iterator[Drawn]:
    textpage = page.get_textpage()
    for at in range(pdfium.FPDFPage_CountObjects(page)):
        item = pdfium.FPDFPage_GetObject(page, at)
        marks = []
        for number in range(pdfium.FPDFPageObj_CountMarks(item)):
            mark = pdfium.FPDFPageObj_GetMark(item, number)
            marks.append(_string(lambda *a, m=mark: pdfium.FPDFPageObjMark_GetName(m, *a)))
        text = ""
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_TEXT:
            text = _text_of(item, textpage)
        mcid = pdfium.FPDFPageObj_GetMarkedContentID(item)
        yield Drawn(index, text, mcid, tuple(marks))
    textpage.close()


def _string(call: Any) -> str:
    size = ctypes.c_ulong()
    buffer = (ctypes.c_ushort * 64)()
    call(buffer, ctypes.sizeof(buffer), ctypes.byref(size))
    return bytes(buffer)[: max(size.value - 2, 0)].decode("utf-16-le")


def _text_of(item: Any, textpage: Any) -> str:
    size = pdfium.FPDFTextObj_GetText(item, textpage, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFTextObj_GetText(item, textpage, buffer, size)
    text = bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace")
    return _LAST_HYPHEN.sub("-", text)


def read_tags(data: bytes) -> Tag:
    """The structure tree, with the text that each element holds."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    texts: dict[tuple[int, int], str] = {}
    for item in drawn(data):
        if item.mcid >= 0:
            key = (item.page, item.mcid)
            texts[key] = texts.get(key, "") + item.text
    for number, page in enumerate(reader.pages):
        texts |= {(number, mcid): text for mcid, text in _stood_for(page)}
    pages = {page.indirect_reference.idnum: i for i, page in enumerate(reader.pages)}  # type: ignore[union-attr]
    root: Any = reader.trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    (document,) = root["/K"]
    return _tag(document.get_object(), texts, pages)


def elements(node: Any) -> Iterator[Any]:
    """The dictionaries of a structure element, or a list of them, and of all below, in order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for kid in node:
            yield from elements(kid)
    elif isinstance(node, dict):
        yield node
        if "/K" in node:
            yield from elements(node["/K"])


def _stood_for(page: Any) -> Iterator[tuple[int, str]]:
    """The runs of a page that have an ActualText (ISO 32000-1, 14.9.4)."""
    for mcid, text in _ACTUAL_TEXT.findall(page.get_contents().get_data()):
        yield int(mcid), bytes.fromhex(text.decode()).decode("utf-16").removeprefix("\ufeff")


def _tag(entry: Any, texts: Mapping[tuple[int, int], str], pages: Mapping[int, int]) -> Tag:
    tag = Tag(entry["/S"][1:], lang=str(entry.get("/Lang", "")), entry=entry)
    own = pages[entry.raw_get("/Pg").idnum] if "/Pg" in entry else -1
    kids = entry.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        value = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(value, int):
            _run(tag, own, value, texts)
        elif "/S" in value:
            inside = _tag(value, texts, pages)
            tag.kids.append(inside)
            tag.pages |= inside.pages
        elif value["/Type"] == "/MCR":
            _run(tag, pages[value.raw_get("/Pg").idnum], value["/MCID"], texts)
        else:
            tag.annotations.append(value["/Obj"].get_object())
    return tag


def _run(tag: Tag, page: int, mcid: int, texts: Mapping[tuple[int, int], str]) -> None:
    tag.kids.append(texts.get((page, int(mcid)), ""))
    tag.runs += 1
    tag.pages.add(page)


# --- what there should be --------------------------------------------------------------------


def expected_tags(
    document: Document,
    pages: Mapping[str, int],
    at_end: Set[str] = frozenset(),
    sender: Sender | None = None,
) -> Tag:
    """The tags that `document` should have, one for each of its blocks and inlines, in order.

    A note comes after the paragraph that calls it first, but for those `at_end` of their units.
    `sender` is the house style's.
    """
    return _Expected(document, pages, at_end, sender).document()


def _lang(block: Heading | Paragraph, language: str) -> str:
    """The language that a block says, where that isn't `language`."""
    differs = block.language and block.language != language
    return WORDS[block.language].language if differs else ""


class _Expected:
    def __init__(
        self,
        document: Document,
        pages: Mapping[str, int],
        at_end: Set[str],
        sender: Sender | None,
    ) -> None:
        self._sender = sender
        self._note = document
        self._pages = pages
        self._at_foot = document.footnotes.keys() - at_end
        self._called: list[str] = []
        self._set: set[str] = set()
        self._of_part = document.language
        self._words = WORDS[document.language]

    def document(self) -> Tag:
        kids: list[Tag | str] = [*self._head()]
        for part in self._note.parts:
            self._of_part = part.language
            blocks = self._blocks(part.blocks, part.language)
            if part.language != self._note.language:
                kids.append(Tag("Part", blocks, WORDS[part.language].language))
            else:
                kids += blocks
        return Tag("Document", kids)

    def _head(self) -> Iterator[Tag]:
        head = self._note.head
        if head.draft:
            yield Tag("P", [head.draft])
        yield from self._letterhead()
        if head.kicker:
            yield Tag("P", [head.kicker])
        yield Tag("H1", [head.title])
        if head.case_type:
            yield Tag("P", [f"({head.case_type})"])
        rows: list[Tag | str] = [
            Tag("TR", [Tag("TH", [label]), Tag("TD", [value])]) for label, value in head.rows
        ]
        if rows:
            yield Tag("Table", [Tag("TBody", rows)])
        if head.exemption:
            yield Tag("P", [head.exemption])

    def _letterhead(self) -> Iterator[Tag]:
        sender = self._sender
        if sender and sender.logo:
            yield Tag("Div", [Tag("Figure")])
        if sender and sender.lines:
            name = [Tag("Strong", [sender.name])] if sender.name else []
            lines = [*name, *sender.address]
            yield Tag("P", [kid for line in lines for kid in (line, " ")])

    def _blocks(self, blocks: Blocks, language: str) -> list[Tag | str]:
        return [tag for block in blocks for tag in self._block(block, language)]

    def _block(self, block: Block, language: str) -> list[Tag | str]:
        match block:
            case Heading():
                number = [f"{block.number} "] if block.number else []
                kids = [*number, *self._inlines(block.inlines)]
                heading = Tag(f"H{block.level + 1}", kids, _lang(block, language))
                return [heading, *self._notes(language, block.language)]
            case Paragraph():
                paragraph = Tag("P", self._inlines(block.inlines), _lang(block, language))
                return [paragraph, *self._notes(language, block.language)]
            case ListBlock():
                return [
                    Tag("L", [self._item(block, at, language) for at in range(len(block.items))])
                ]
            case Quote():
                return [Tag("BlockQuote", self._blocks(block.blocks, language))]
            case CodeBlock():
                lines = filter(str.strip, block.text.split("\n"))
                return [Tag("Div", [Tag("P", [Tag("Code", [line])]) for line in lines])]
            case ThematicBreak():
                return []
            case Table():
                return [self._table(block, language)]
            case Figure():
                image = self._inlines((block.image,))
                caption = self._caption(block.caption, language)
                return [Tag("Div", [*image, *caption])] if image or caption else []
            case Container(ContainerKind.LANDSCAPE):
                return self._blocks(block.blocks, language)
            case Container(ContainerKind.MEASURE):
                return self._measure(block.blocks, language)
            case Container(ContainerKind.LANGUAGE):
                inside = self._blocks(block.blocks, block.language)
                differs = block.language != language
                return [Tag("Part", inside, WORDS[block.language].language)] if differs else inside
            case Container():
                kind = f"H{block.level + 1}" if block.level else "P"
                name = [Tag(kind, [block.label])] if block.label else []
                return [Tag("Sect", [*name, *self._blocks(block.blocks, language)])]
            case Directive():
                return [Tag("P", [block.text])]
            case Contents():
                entries = self._entries(self._note.contents)
                caption = Tag("Caption", [WORDS[language].contents])
                return [Tag("TOC", [caption, *entries])] if entries else []
            case Footnotes():
                return self._footnotes(block, language)
            case _:
                assert_never(block)

    def _measure(self, blocks: Blocks, language: str) -> list[Tag | str]:
        match blocks:
            case (Paragraph() as name, *fields):
                text = Tag("P", self._spoken(name, language))
                notes = self._notes(language, name.language)
                return [text, *notes, *self._blocks(tuple(fields), language)]
            case _:
                return self._blocks(blocks, language)

    def _item(self, block: ListBlock, at: int, language: str) -> Tag:
        item = block.items[at]
        mark = item_markers(block)[at] or "•"
        label = Tag("Lbl", [mark] if item.checked is None else [Tag("Figure")])
        match item.blocks:
            case (Paragraph() as first, *rest):
                text = self._spoken(first, language)
                notes = self._notes(language, first.language)
                blocks = self._blocks(tuple(rest), language)
                is_block = text and blocks if block.tight else True
                inside = [*([Tag("P", text)] if is_block else text), *notes, *blocks]
            case blocks:
                inside = self._blocks(blocks, language)
        return Tag("LI", [label, Tag("LBody", inside)] if inside else [label])

    def _table(self, table: Table, language: str) -> Tag:
        kids: list[Tag | str] = [*self._caption(table.caption, language)]
        if any(cell_text(cell).strip() for cell in table.header):
            cells: list[Tag | str] = [self._cell(cell, True, language) for cell in table.header]
            kids.append(Tag("THead" if table.rows else "TBody", [Tag("TR", cells)]))
        rows: list[Tag | str] = []
        for row in table.rows:
            rows.append(Tag("TR"))
            for column, cell in enumerate(row):
                heads = table.row_headers and column == 0
                rows[-1].kids.append(self._cell(cell, heads, language))  # type: ignore[union-attr]
        return Tag("Table", [*kids, *([Tag("TBody", rows)] if rows else [])])

    def _cell(self, cell: Cell, heads: bool, language: str) -> Tag:
        name = "TH" if heads and cell_text(cell).strip() else "TD"
        match cell.blocks:
            case (Paragraph() as only,):
                text = self._spoken(only, language)
                return Tag(name, [*text, *self._notes(language, only.language)])
            case blocks:
                return Tag(name, self._blocks(blocks, language))

    def _spoken(self, paragraph: Paragraph, language: str) -> list[Tag | str]:
        """The text of a paragraph that is no element of its own."""
        inlines, lang = self._inlines(paragraph.inlines), _lang(paragraph, language)
        return [Tag("Span", inlines, lang)] if lang else inlines

    def _caption(self, caption: Caption | None, language: str) -> list[Tag | str]:
        if caption is None:
            return []
        text = [caption.lead, *self._inlines(caption.inlines)]
        return [Tag("Caption", [*text, *self._notes(language)])]

    def _entries(self, entries: tuple[ContentsEntry, ...]) -> list[Tag | str]:
        found: list[Tag | str] = []
        while entries:
            first, rest = entries[0], entries[1:]
            inside = next((i for i, e in enumerate(rest) if e.level <= first.level), len(rest))
            differs = first.language and first.language != self._note.language
            lang = WORDS[first.language].language if differs else ""
            text = self._inlines(first.inlines, linked=True)
            link = Tag("Link", [first.number, *text])
            line = Tag("Reference", [link, str(self._pages[first.target])], lang)
            below = self._entries(rest[:inside])
            found.append(Tag("TOCI", [line, *([Tag("TOC", below)] if below else [])]))
            entries = rest[inside:]
        return found

    def _footnotes(self, block: Footnotes, language: str) -> list[Tag | str]:
        """Those that stand at their unit's end."""
        ids = [label for label in block.ids if label not in self._set]
        notes = [self._footnote(label, language, language) for label in ids]
        return [Tag("Sect", [Tag("P", [WORDS[language].footnotes]), *notes])] if notes else []

    def _notes(self, language: str, of_text: str = "") -> list[Tag | str]:
        """The notes that have been called and not set; `of_text` is the language of the text."""
        labels, self._called = self._called, []
        notes: list[Tag | str] = []
        for label in labels:
            if label not in self._set:
                self._set.add(label)
                notes.append(self._footnote(label, language, of_text or language))
        return notes

    def _footnote(self, label: str, language: str, around: str) -> Tag:
        note = self._note.footnotes[label]
        spoken = note.language or self._of_part
        called = list(self._called)
        inside = self._blocks(note.blocks, spoken)
        last = note.blocks[-1] if note.blocks else None
        if isinstance(last, Paragraph):
            inside[-1] = Tag("P", self._spoken(last, spoken))
        else:
            inside.append(Tag("P"))
        self._called = called  # a note has no notes of its own
        calls = self._calls(label)
        marks = [Tag("Link", [str(n)] if calls > 1 else []) for n in range(1, calls + 1)]
        inside[-1].kids.extend(marks)  # type: ignore[union-attr]
        lang = WORDS[spoken].language if spoken != language or spoken != around else ""
        return Tag("Note", [Tag("Lbl", [f"{note.number}."]), *inside], lang)

    def _calls(self, label: str) -> int:
        runs = [part.blocks for part in self._note.parts]
        runs += [note.blocks for note in self._note.footnotes.values()]
        return sum(
            isinstance(inline, FootnoteReference) and inline.label == label
            for blocks in runs
            for block in walk(blocks)
            for run in inline_runs(block)
            for inline in walk_inlines(run)
        )

    def _inlines(self, inlines: Inlines, *, linked: bool = False) -> list[Tag | str]:
        return [tag for inline in inlines for tag in self._inline(inline, linked)]

    def _inline(self, inline: Inline, linked: bool) -> list[Tag | str]:
        match inline:
            case Text():
                return [inline.text]
            case SoftBreak() | HardBreak():
                return [" "]
            case Code():
                return [Tag("Code", [inline.text])]
            case Emphasis():
                return [Tag("Em", self._inlines(inline.inlines, linked=linked))]
            case Strong():
                return [Tag("Strong", self._inlines(inline.inlines, linked=linked))]
            case Strikethrough():
                return [Tag("Span", self._inlines(inline.inlines, linked=linked))]
            case Link() | Reference():
                text = self._inlines(inline.inlines, linked=True)
                return text if linked else [Tag("Link", text)]
            case HeadingNumber():
                return [inline.number]
            case Image():
                return [] if inline.decorative else [Tag("Figure")]
            case FootnoteReference():
                number = str(inline.number)
                if inline.label in self._at_foot:
                    self._called.append(inline.label)
                comma = [","] if inline.adjacent else []
                return [] if linked else [*comma, Tag("Reference", [Tag("Link", [number])])]
            case _:
                assert_never(inline)


def same_text(one: Tag, other: Tag) -> bool:
    """Whether two trees hold the same text in the same order, apart from hyphenation."""
    return squeezed(_said(one)) == squeezed(_said(other))


def _said(tag: Tag) -> str:
    """The text of an element; an image is said by its alternative, whatever is written in it."""
    if tag.type == "Figure":
        return ""
    return "".join(kid if isinstance(kid, str) else _said(kid) for kid in tag.kids)
