"""The Document of the base → where each bookmarked block, and each of its characters, was written.

A character that typography changed stands where the one before it stood; what arkdoc says itself
stands nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, assert_never

from arkdoc.back.printed import PLAIN, CharacterLook
from arkdoc.back.source_texts import SourceTexts
from arkdoc.model.bookmarks import BookmarkedNode, Bookmarks
from arkdoc.model.document import Document
from arkdoc.model.nodes import (
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
    ListItem,
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
from arkdoc.model.source import is_word
from arkdoc.model.tree import children
from arkdoc.pipeline.load import NOTE, Sources


class SourceAtom(NamedTuple):
    """A printed character or thing, and the offsets of what it was written as; -1 for nowhere.

    The look's link leads where the author wrote, and the sign of a note is the author's label.
    """

    sign: str
    look: CharacterLook = PLAIN
    thing: str = ""
    start: int = -1
    end: int = -1


SourceAtoms = tuple[SourceAtom, ...]


@dataclass(frozen=True, slots=True, eq=False)
class SourceBlock:
    """A block of a file: its own lines, 1-based, from `first` to `last`, and its characters.

    `is_field`: it stands in the fields at the top of the file. `order` is where it comes in the
    note. `story` is the note's label that it stands in, as its author calls it, or empty.
    """

    name: str
    path: str
    unit: str
    node: BookmarkedNode
    atoms: SourceAtoms
    first: int
    last: int
    order: int
    is_field: bool = False
    story: str = ""


@dataclass(frozen=True, slots=True)
class Origins:
    """The blocks of a note by the names of their bookmarks."""

    by_name: Mapping[str, SourceBlock]
    texts: SourceTexts
    document: Document
    labels: Mapping[str, tuple[str, str]]
    """The path and the author's label of each footnote, by its id."""
    placeholders: Mapping[str, str]
    """The unit that has no text, by the bookmark of what stands in its place."""


def find_origins(document: Document, sources: Sources) -> Origins:
    """Where the blocks of `document`, made from `sources`, were written."""
    texts = SourceTexts(sources)
    bookmarks = Bookmarks(document)
    found: dict[str, SourceBlock] = {}
    labels = dict(_labels(document, texts))
    stories = dict(_stories(document))
    placeholders: dict[str, str] = {}
    made = _made_names(document, bookmarks, texts)
    for order, (name, target) in enumerate(bookmarks.origins.items()):
        node, path = target.node, target.span.path
        if target.is_placeholder and target.unit:
            placeholders[name] = target.unit
        if target.row is not None or target.is_placeholder or name in made:
            continue
        first, last = own_lines(node)
        atoms = source_atoms(run_of(node), texts)
        story = stories.get(id(node), "")
        found[name] = SourceBlock(
            name,
            path,
            target.unit,
            node,
            atoms,
            first,
            last,
            order,
            is_field=not is_word(path) and first < texts.body_begins(path),
            story=labels.get(story, ("", ""))[1] if story else "",
        )
    return Origins(found, texts, document, labels, placeholders)


def made_names(document: Document, texts: SourceTexts) -> frozenset[str]:
    """The names of blocks that arkdoc makes of what stands elsewhere: overviews, charts."""
    return _made_names(document, Bookmarks(document), texts)


def _made_names(document: Document, bookmarks: Bookmarks, texts: SourceTexts) -> frozenset[str]:
    return frozenset(
        name
        for part in document.parts
        for node in _nodes_in(part.blocks)
        if (name := bookmarks.name(node))
        and (node.span.path not in (part.source, NOTE) or _is_of_directive(node, texts))
    )


def _is_of_directive(node: BookmarkedNode, texts: SourceTexts) -> bool:
    """Whether a block stands where its source has a directive that places it."""
    file = texts.file(node.span.path)
    if file is None or isinstance(node, Directive) or not node.span.line:
        return False
    return file.line(node.span.line).lstrip().startswith("[[")


def _stories(document: Document) -> Iterator[tuple[int, str]]:
    for identifier, note in document.footnotes.items():
        for node in _nodes_in(note.blocks):
            yield id(node), identifier


def _labels(document: Document, texts: SourceTexts) -> Iterator[tuple[str, tuple[str, str]]]:
    for identifier, note in document.footnotes.items():
        path = note.span.path
        file = texts.file(path)
        if file is None or not note.span.line:
            continue
        line = file.line(note.span.line)
        begin = line.find("[^")
        end = line.find("]:", begin)
        if 0 <= begin < end:
            yield identifier, (path, line[begin + 2 : end])


def _nodes_in(blocks: Blocks) -> Iterator[BookmarkedNode]:
    for block in blocks:
        yield block
        if isinstance(block, Table | Figure) and block.caption is not None:
            yield block.caption
        if isinstance(block, ListBlock):
            yield from block.items
        for inside in children(block):
            yield from _nodes_in(inside)


def own_lines(node: BookmarkedNode) -> tuple[int, int]:
    """The first and the last line that hold the block itself, not a table's caption."""
    span = node.span
    if isinstance(node, Table) and node.header:
        lines = [cell.span.line for row in (node.header, *node.rows) for cell in row]
        lines = [line for line in lines if line] or [span.line]
        return min(lines), max(*lines, span.end_line if node.caption is None else 0)
    last = span.end_line
    if span.end_column == 1 and last > span.line:
        last -= 1
    return span.line, last


# --- characters --------------------------------------------------------------------------


def run_of(node: BookmarkedNode) -> Inlines:
    """The run of inlines that is the node's own text; none for tables and items."""
    match node:
        case Heading() | Paragraph() | Caption():
            return node.inlines
        case Figure():
            return (node.image,)
        case Container():
            return node.title
        case (
            ListBlock() | ListItem() | Table() | Quote() | CodeBlock() | Directive()
            | ThematicBreak() | Contents() | Footnotes()
        ):  # fmt: skip
            return ()
        case _:
            assert_never(node)


def source_atoms(inlines: Inlines, texts: SourceTexts) -> SourceAtoms:
    """The characters of a run, each with its place; a line's end has that which is around it."""
    atoms = list(_inlines(inlines, texts, PLAIN))
    for n, atom in enumerate(atoms):
        if atom.thing in ("soft", "break"):
            start = atoms[n - 1].end if n else atom.start
            end = atoms[n + 1].start if n + 1 < len(atoms) else atom.end
            if 0 <= start <= end:
                atoms[n] = atom._replace(start=start, end=end)
    return tuple(atoms)


def cell_atoms(cell: Cell, texts: SourceTexts) -> SourceAtoms:
    """The characters of a cell, with things of the kind `part` as `PrintedCell` has them."""
    found: list[SourceAtom] = []
    for kind, run in cell_parts(cell.blocks):
        if found or kind != "paragraph":
            found.append(SourceAtom(kind, PLAIN, "part"))
        found += source_atoms(run, texts)
    return tuple(found)


def cell_parts(blocks: Blocks, level: int = 0) -> Iterator[tuple[str, Inlines]]:
    """The runs of a cell, each with the kind of block that Word has of it."""
    for block in blocks:
        match block:
            case Paragraph():
                yield ("inside" if level else "paragraph"), block.inlines
            case ListBlock():
                for item in block.items:
                    for n, (kind, run) in enumerate(cell_parts(item.blocks, level + 1)):
                        yield ("item" if not n else kind), run
            case (
                Heading() | Table() | Quote() | CodeBlock() | Directive() | Figure()
                | Container() | ThematicBreak() | Contents() | Footnotes()
            ):  # fmt: skip
                for inside in children(block):
                    yield from cell_parts(inside, level)
            case _:
                assert_never(block)


def _inlines(inlines: Inlines, texts: SourceTexts, look: CharacterLook) -> Iterator[SourceAtom]:
    for inline in inlines:
        yield from _inline(inline, texts, look)


def _inline(inline: Inline, texts: SourceTexts, look: CharacterLook) -> Iterator[SourceAtom]:
    path = inline.span.path
    start, end = texts.stretch(inline.span)
    match inline:
        case Text():
            yield from _characters(inline.text, start, end, look)
        case Code():
            coded = look._replace(code=True)
            inside = texts.text(path)[start:end].find(inline.text) if start >= 0 else -1
            if inside >= 0:
                start += inside
                yield from _characters(inline.text, start, start + len(inline.text), coded)
            else:
                yield from _characters(inline.text, start, end, coded)
        case SoftBreak():
            yield SourceAtom(" ", look, "soft", start, end)
        case HardBreak():
            yield SourceAtom("\n", PLAIN, "break", start, end)
        case Strong():
            yield from _inlines(inline.inlines, texts, look._replace(bold=True))
        case Emphasis():
            yield from _inlines(inline.inlines, texts, look._replace(italic=True))
        case Strikethrough():
            yield from _inlines(inline.inlines, texts, look._replace(strike=True))
        case Link() | Reference():
            said = texts.written_as(path, inline.span) or getattr(inline, "destination", "")
            own = inline.inlines if isinstance(inline, Link) else _without_number(inline)
            yield from _inlines(own, texts, look._replace(link=said))
        case Image():
            said = texts.written_as(path, inline.span) or inline.source
            yield SourceAtom(said, PLAIN, "picture", start, end)
        case HeadingNumber():
            return
        case FootnoteReference():
            said = texts.written_as(path, inline.span) or inline.label
            yield SourceAtom(said, PLAIN, "note", start, end)
        case _:
            assert_never(inline)


def _without_number(reference: Reference) -> Inlines:
    """The words of a link to a heading without its number, and what arkdoc puts around that."""
    found = (n for n, each in enumerate(reference.inlines) if isinstance(each, HeadingNumber))
    number = next(found, -2)
    return tuple(
        each
        for n, each in enumerate(reference.inlines)
        if abs(n - number) > 1 or each.span != reference.span
    )


def _characters(text: str, start: int, end: int, look: CharacterLook) -> Iterator[SourceAtom]:
    if start < 0 or end - start != len(text):
        for sign in text:
            yield SourceAtom(sign, look, "", start, end)
        return
    for n, sign in enumerate(text):
        yield SourceAtom(sign, look, "", start + n, start + n + 1)
