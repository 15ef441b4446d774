"""The blocks of a Word file → one printed block a paragraph or table, its characters with looks.

Printed text is compared with printed text: both files are read the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import NamedTuple, Protocol, assert_never

from arkdoc.model.marker import Marker
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
from arkdoc.model.regex import regex
from arkdoc.model.source import Span
from arkdoc.read.word.returned import ReturnedNote


class CharacterLook(NamedTuple):
    """How a character is set, and where it leads."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    link: str = ""


PLAIN = CharacterLook()


class Atom(NamedTuple):
    """A character, or a thing among them: `note`, `picture`, `break`, `part` (of a cell).

    The sign of a thing tells it from others: the label of a note, the digest of a picture.
    """

    sign: str
    look: CharacterLook = PLAIN
    thing: str = ""


Atoms = tuple[Atom, ...]


@dataclass(frozen=True, slots=True)
class BlockShape:
    """What kind of block it is: heading, paragraph, item, inside (an item), caption, figure, code,
    rule, table. `level` is that of a heading, or how many lists it stands in, from 1. `box` is the
    one that it is printed in: note, proposal or none.
    """

    kind: str
    level: int = 0
    marker: Marker | None = None
    is_quoted: bool = False
    box: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class PrintedCell:
    """A cell of a table: its characters, with things of the kind `part` between its blocks."""

    atoms: Atoms
    cell: Cell


@dataclass(frozen=True, slots=True, eq=False)
class PrintedBlock:
    """A paragraph or a table as it is printed.

    `number` is its paragraph's (a table's first one's) in the file. `story` is empty, or the label
    of the note that it stands in. `last` is the number of its last paragraph, `count` that of an
    item. `names` are its bookmarks. `label` is the word before a caption's number: «Tabell».
    `language` is that of its words. `is_wide`: it stands on a page that lies on its side.
    """

    shape: BlockShape
    atoms: Atoms
    number: int
    story: str = ""
    count: int = 0
    names: tuple[str, ...] = ()
    style: str = ""
    is_tracked: bool = False
    rows: tuple[tuple[PrintedCell, ...], ...] = ()
    row_names: tuple[tuple[str, ...], ...] = ()
    picture: Image | None = None
    table: Table | None = None
    label: str = ""
    last: int = 0
    language: str = ""
    is_wide: bool = False
    text: str = field(init=False, default="")

    @property
    def cell_atoms(self) -> tuple[tuple[Atoms, ...], ...]:
        """The characters of each cell, row by row; none where it is no table."""
        return tuple(tuple(cell.atoms for cell in row) for row in self.rows)

    def all_atoms(self) -> Iterator[Atom]:
        """Its characters, or those of its cells."""
        yield from self.atoms
        for row in self.rows:
            for cell in row:
                yield from cell.atoms

    def with_atoms(self, changed: Callable[[Atoms], Atoms]) -> PrintedBlock:
        """The block with `changed` made of its characters, and of those of each cell."""
        rows = tuple(
            tuple(PrintedCell(changed(cell.atoms), cell.cell) for cell in row) for row in self.rows
        )
        return replace(self, atoms=changed(self.atoms), rows=rows)

    def __post_init__(self) -> None:
        if self.rows:
            lines = ("\t".join(text_of(cell.atoms) for cell in row) for row in self.rows)
            object.__setattr__(self, "text", "\n".join(lines))
        else:
            object.__setattr__(self, "text", text_of(self.atoms))


class _Printable(Protocol):
    """What has a sign, and may be a thing: an Atom, or what one was written as."""

    @property
    def sign(self) -> str: ...
    @property
    def thing(self) -> str: ...


def text_of(atoms: Iterable[_Printable]) -> str:
    """The characters; things as a sign that no text has."""
    return "".join(_THINGS.get(atom.thing, atom.sign) for atom in atoms)


def picture_sign(data: bytes) -> str:
    """The sign of a picture."""
    return sha256(data).hexdigest()[:16]


_LABEL = regex(r"(\w+)\s\d+\.\s?")
_THINGS = {"note": "\ufffc", "picture": "\ufffb", "break": "\n", "part": "\n"}


def printed_blocks(note: ReturnedNote) -> tuple[PrintedBlock, ...]:
    """Every block of `note` in order, those of its footnotes last."""
    reader = _Printing(note)
    found = [*reader.blocks(note.blocks, _PrintedIn())]
    for label, footnote in note.notes.items():
        found += reader.blocks(footnote.blocks, _PrintedIn(story=label))
    return tuple(found)


class _PrintedIn(NamedTuple):
    story: str = ""
    level: int = 0
    is_quoted: bool = False


class _Printing:
    def __init__(self, note: ReturnedNote) -> None:
        self._note = note
        self._digests = {path: picture_sign(data) for path, data in note.pictures.items()}

    def blocks(self, blocks: Blocks, around: _PrintedIn) -> Iterator[PrintedBlock]:
        for block in blocks:
            yield from self._block(block, around)

    def _block(self, block: Block, around: _PrintedIn) -> Iterator[PrintedBlock]:
        kind = "inside" if around.level else "paragraph"
        match block:
            case Heading():
                shape = BlockShape("heading", block.level)
                yield self._leaf(shape, self.atoms(block.inlines), block.span, around)
            case Paragraph():
                shape = BlockShape(kind, around.level, None, around.is_quoted)
                yield self._leaf(shape, self.atoms(block.inlines), block.span, around)
            case Directive():
                shape = BlockShape(kind, around.level, None, around.is_quoted)
                yield self._leaf(shape, tuple(map(Atom, block.text)), block.span, around)
            case CodeBlock():
                shape = BlockShape("code", around.level)
                yield self._leaf(shape, tuple(map(Atom, block.text)), block.span, around)
            case ListBlock():
                yield from self._list(block, around)
            case Quote():
                yield from self.blocks(block.blocks, around._replace(is_quoted=True))
            case Table():
                if block.caption:
                    yield self._caption(block.caption, around)
                yield self._table(block, around)
            case Figure():
                atoms = self.atoms((block.image,))
                shape = BlockShape("figure", around.level)
                yield self._leaf(shape, atoms, block.span, around, picture=block.image)
                if block.caption:
                    yield self._caption(block.caption, around)
            case Container():
                yield from self.blocks(block.blocks, around)
            case ThematicBreak():
                yield self._leaf(BlockShape("rule", around.level), (), block.span, around)
            case Contents() | Footnotes():
                return
            case _:
                assert_never(block)

    def _list(self, block: ListBlock, around: _PrintedIn) -> Iterator[PrintedBlock]:
        inside = around._replace(level=around.level + 1)
        for n, item in enumerate(block.items):
            shape = BlockShape("item", inside.level, block.marker, around.is_quoted)
            count = block.start + n if block.ordered else 0
            match item.blocks:
                case (Paragraph() as first, *rest):
                    atoms = self.atoms(first.inlines)
                    yield self._leaf(shape, atoms, first.span, around, count=count)
                    yield from self.blocks(tuple(rest), inside)
                case (ListBlock(), *_):
                    yield from self.blocks(item.blocks, inside)  # Word shows no item without text
                case blocks:
                    yield self._leaf(shape, (), item.span, around, count=count)
                    yield from self.blocks(tuple(blocks), inside)

    def _caption(self, caption: Caption, around: _PrintedIn) -> PrintedBlock:
        atoms = self.atoms(caption.inlines)
        label = _LABEL.match(self._note.text.paragraph(caption.span.line))
        # A label that the reader doesn't know stands in the caption's own words.
        has_label = label is not None and not text_of(atoms).startswith(label[0])
        block = self._leaf(BlockShape("caption"), atoms, caption.span, around)
        return replace(block, label=label[1] if has_label and label else "")

    def _leaf(
        self,
        shape: BlockShape,
        atoms: Atoms,
        span: Span,
        around: _PrintedIn,
        *,
        count: int = 0,
        picture: Image | None = None,
    ) -> PrintedBlock:
        lines = range(span.line, span.end_line + 1)
        met = [self._note.paragraph(line) for line in lines]
        return PrintedBlock(
            replace(shape, box=met[0].box if met else ""),
            atoms,
            span.line,
            around.story,
            count,
            tuple(name for each in met for name in each.names),
            met[-1].style if met else "",
            any(each.is_tracked for each in met),
            picture=picture,
            last=span.end_line,
            language=next((each.language for each in met if each.language), ""),
            is_wide=any(each.is_wide for each in met),
        )

    def _table(self, table: Table, around: _PrintedIn) -> PrintedBlock:
        rows = (table.header, *table.rows)
        numbers = range(table.span.line, table.span.end_line + 1)
        met = [self._note.paragraph(number) for number in numbers]
        first = self._note.paragraph(table.span.line)
        return PrintedBlock(
            BlockShape("table", box=first.box),
            (),
            table.span.line,
            around.story,
            names=first.names,
            is_tracked=any(each.is_tracked for each in met),
            rows=tuple(tuple(self.cell(cell) for cell in row) for row in rows),
            row_names=tuple(
                tuple(name for cell in row[:1] for name in self._names_in(cell)) for row in rows
            ),
            table=table,
            last=table.span.end_line,
            language=next((each.language for each in met if each.language), ""),
            is_wide=first.is_wide,
        )

    def _names_in(self, cell: Cell) -> tuple[str, ...]:
        return self._note.paragraph(cell.span.line).names if cell.span.line else ()

    def cell(self, cell: Cell) -> PrintedCell:
        """A cell: its paragraphs and items, with parts between them."""
        atoms: list[Atom] = []
        for block in self.blocks(cell.blocks, _PrintedIn()):
            if atoms or block.shape.kind != "paragraph":
                atoms.append(Atom(block.shape.kind, PLAIN, "part"))
            atoms += block.atoms
        return PrintedCell(tuple(atoms), cell)

    # --- inlines -----------------------------------------------------------------------------

    def atoms(self, inlines: Inlines, look: CharacterLook = PLAIN) -> Atoms:
        """The characters and things of a run."""
        return tuple(self._atoms(inlines, look))

    def _atoms(self, inlines: Inlines, look: CharacterLook) -> Iterator[Atom]:
        for inline in inlines:
            yield from self._inline(inline, look)

    def _inline(self, inline: Inline, look: CharacterLook) -> Iterator[Atom]:
        match inline:
            case Text():
                yield from (Atom(sign, look) for sign in inline.text)
            case Code():
                yield from (Atom(sign, look._replace(code=True)) for sign in inline.text)
            case SoftBreak():
                yield Atom(" ", look)
            case HardBreak():
                yield Atom("\n", PLAIN, "break")
            case Strong():
                yield from self._atoms(inline.inlines, look._replace(bold=True))
            case Emphasis():
                yield from self._atoms(inline.inlines, look._replace(italic=True))
            case Strikethrough():
                yield from self._atoms(inline.inlines, look._replace(strike=True))
            case Link():
                yield from self._atoms(inline.inlines, look._replace(link=inline.destination))
            case Reference():
                yield from self._atoms(inline.inlines, look._replace(link=f"#{inline.target}"))
            case Image():
                yield Atom(self._digests.get(inline.source, inline.source), PLAIN, "picture")
            case HeadingNumber():
                yield from (Atom(sign, look) for sign in inline.number)
            case FootnoteReference():
                yield Atom(inline.label, PLAIN, "note")
            case _:
                assert_never(inline)


def relabelled(atoms: Atoms, labels: Mapping[str, str]) -> Atoms:
    """`atoms` with the notes called by the labels that `labels` give for theirs."""
    return tuple(
        atom._replace(sign=labels.get(atom.sign, atom.sign)) if atom.thing == "note" else atom
        for atom in atoms
    )
