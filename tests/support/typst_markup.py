"""A document → Typst's markup, and the PDF that Typst makes of it."""

from __future__ import annotations

import datetime
from typing import assert_never

import typst

from arkdoc.language.printed import WORDS
from arkdoc.model.document import Document
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Caption,
    Cell,
    Code,
    CodeBlock,
    Container,
    Contents,
    Directive,
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
from arkdoc.model.tree import cell_text

# What of Typst's own taste would change words is set to ours; the tags are left to Typst.
_STYLE = """\
#set list(marker: ([•], [–]))
#set figure.caption(separator: [. ])
#show figure.where(kind: table): set figure.caption(position: top)
"""


class _Markup:
    """Writes a document as Typst markup, every text as a quoted string."""

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
                return _in_language(block.language, self._inlines(block.inlines)[1:-1])
            case ListBlock():
                kind = f"enum(start: {block.start}, " if block.ordered else "list("
                if labels := ", ".join(_string(item.label) for item in block.items if item.label):
                    kind = f"enum(numbering: n => ({labels},).at(n - 1), "
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
        if any(cell_text(cell).strip() for cell in table.header):
            cells = ", ".join(self._cell(cell) for cell in table.header)
            arguments.append(f"table.header({cells})")
        arguments += [self._cell(cell) for row in table.rows for cell in row]
        spelled = f"table({', '.join(arguments)})"
        if not table.caption:
            return f"#{spelled}"
        name = f"#label({_string(table.id)})" if table.id else ""
        return f"#figure({spelled}, {self._caption(table.caption)}){name}"

    def _cell(self, cell: Cell) -> str:
        match cell.blocks:
            case (Paragraph() as only,):
                return self._inlines(only.inlines)
            case blocks:
                return f"[{self._blocks(blocks)}]"

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
    """The PDF that Typst makes, with the fonts it brings, so that it is the same on any machine."""
    compiler = typst.Compiler(_Markup(document).source().encode(), ignore_system_fonts=True)
    pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=["ua-1", "a-2a"])
    assert warnings == []
    assert isinstance(pdf, bytes)
    return pdf
