"""Body → the same without what Markdown can't say, and what was changed, by kind.

`plain(tree)` is the tree that is read where `tree` was written: read(write(tree)) = plain(tree).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import assert_never

from arkdoc.language.written import CODE_LANGUAGES, DIRECTIVE, TABLE_LEAD
from arkdoc.model.marker import BULLET, NUMBER, Numeral
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Caption,
    Cell,
    CodeBlock,
    Container,
    ContainerKind,
    Contents,
    Directive,
    Figure,
    Footnote,
    FootnoteReference,
    Footnotes,
    Heading,
    Image,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
    ThematicBreak,
)
from arkdoc.model.note import Body
from arkdoc.model.regex import regex
from arkdoc.model.tree import all_inlines, drop_start, plain_text
from arkdoc.write.markdown.blocks import item_lines, needs_space, stands_apart
from arkdoc.write.markdown.markers import are_meant, is_common, is_known
from arkdoc.write.markdown.plain_cells import PlainCell
from arkdoc.write.markdown.plain_inlines import PlainInlines, joined, notes_in, without_control
from arkdoc.write.markdown.unsaid import Changes, Unsaid

_DEEPEST = {ListBlock: 10, Quote: 20, Container: 5}
_LABEL = regex(r"[^\s\[\]]{1,80}")
_NBSP_INDENT = regex(r"^[ \t]*\u00a0[ \t\u00a0]*", re.MULTILINE)
_HIGHEST_NUMBER = 999_999_999


def plain(body: Body) -> tuple[Body, Changes]:
    """The text and its footnotes as Markdown can say them, and what was changed for it."""
    changes = Changes()
    notes = {note.label: note for note in reversed(body.footnotes)}
    known = {label for label in notes if _LABEL.fullmatch(label)}
    kept = frozenset(_called(body.blocks) & known)
    blocks = _PlainBlocks(changes, PlainInlines(changes, kept)).blocks(body.blocks)
    shown = _called(blocks)
    footnotes = []
    for note in body.footnotes:
        is_called = note.label in shown and note is notes[note.label]
        around = _Surroundings(in_note=True, is_indented=is_called)
        inside = _PlainBlocks(changes, PlainInlines(changes, in_note=True), around).blocks(
            note.blocks
        )
        if is_called:
            footnotes.append(Footnote(note.label, inside, span=note.span))
            if note.language:
                changes.note(Unsaid.LANGUAGE, note.span)
        else:
            changes.note(Unsaid.NOTE_ALONE, note.span)
            blocks = (*blocks, *_marked(f"[^{note.label}]:", inside))
    return replace(body, blocks=blocks, footnotes=tuple(footnotes)), changes


def _called(blocks: Blocks) -> set[str]:
    """The labels of the footnotes whose marks are in `blocks`."""
    return {each.label for each in all_inlines(blocks) if isinstance(each, FootnoteReference)}


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What blocks stand in: whether in a note, and in how many of each kind."""

    in_note: bool = False
    is_indented: bool = False
    lists: int = 0
    quotes: int = 0
    boxes: int = 0

    @property
    def at_margin(self) -> bool:
        return not (self.is_indented or self.lists or self.quotes)


class _PlainBlocks:
    """Makes blocks plain that stand in what `around` says."""

    def __init__(
        self, changes: Changes, inlines: PlainInlines, around: _Surroundings | None = None
    ) -> None:
        self._changes = changes
        self._inlines = inlines
        self._cells = PlainCell(inlines)
        self._around = around or _Surroundings()
        self._level = 0  # of the explicit heading above

    def _inside(self, around: _Surroundings) -> _PlainBlocks:
        below = _PlainBlocks(self._changes, self._inlines, around)
        below._level = self._level
        return below

    def blocks(self, blocks: Iterable[Block]) -> Blocks:
        """The blocks that `blocks` become."""
        found: list[Block] = []
        if self._around.at_margin and self._around.boxes < _DEEPEST[Container]:
            blocks = _with_language_boxes(blocks)
        for block in blocks:
            for one in self._block(block):
                above = found[-1] if found else None
                caption = self._caption_by_look(above, one)
                if caption and isinstance(one, Table):
                    words, said = caption
                    found[-1] = replace(
                        one, caption=words, row_headers=said is True, no_row_headers=said is False
                    )
                else:
                    found.append(one)
        return tuple(found)

    def _block(self, block: Block) -> Iterator[Block]:
        match block:
            case Heading():
                yield from self._heading(block)
            case Paragraph():
                yield from self._paragraph(block)
            case ListBlock():
                yield from self._list(block)
            case Quote():
                yield from self._quote(block)
            case Container():
                yield from self._container(block)
            case CodeBlock():
                yield self._code(block)
            case Table():
                yield from self._table(block)
            case Figure():
                yield from self._figure(block)
            case Directive():
                yield from self._directive(block)
            case ThematicBreak():
                yield block
            case Contents() | Footnotes():
                self._changes.note(Unsaid.EMPTY, block.span)
            case _:
                assert_never(block)

    # --- text ----------------------------------------------------------------------------

    def _heading(self, heading: Heading) -> Iterator[Block]:
        if heading.language:
            self._changes.note(Unsaid.LANGUAGE, heading.span)
        if self._around.in_note or not self._around.at_margin:
            self._changes.note(Unsaid.HEADING_INSIDE, heading.span)
            if inlines := self._inlines.run((Strong(heading.inlines),), on_one_line=True):
                yield Paragraph(inlines, heading.span)
            return
        inlines = self._inlines.run(heading.inlines, on_one_line=True)
        level = min(max(heading.level or self._level + 1, 1), 6)
        if level != heading.level:
            self._changes.note(Unsaid.HEADING_LEVEL, heading.span)
        if heading.level:
            self._level = level
        yield replace(heading, level=level, inlines=inlines, language="", id="")

    def _paragraph(self, paragraph: Paragraph) -> Iterator[Block]:
        if paragraph.language:
            self._changes.note(Unsaid.LANGUAGE, paragraph.span)
        inlines = self._inlines.run(paragraph.inlines)
        match inlines:
            case ():
                self._changes.note(Unsaid.EMPTY, paragraph.span)
            case (Image() as image,):
                caption = Caption((Text(image.title),)) if image.title else None
                yield Figure(replace(image, title=""), caption, span=paragraph.span)
            case _:
                yield replace(paragraph, inlines=inlines, language="")

    def _figure(self, figure: Figure) -> Iterator[Block]:
        image = self._inlines.alternative(figure.image)
        caption = figure.caption.inlines if figure.caption else (Text(image.title),)
        title = without_control(" ".join(plain_text(caption).split()))
        if figure.caption and any(not isinstance(each, Text) for each in caption):
            self._changes.note(Unsaid.CAPTION_SIGNS, figure.span)
        whole = Caption((Text(title),)) if title else None
        found = self._inlines.run((replace(image, title=title),))
        if not (len(found) == 1 and isinstance(found[0], Image)):
            yield from self._paragraph(Paragraph(found, figure.span))
            return
        yield Figure(replace(image, title=""), whole, span=figure.span)
        if inlines := self._inlines.run(notes_in(caption)):
            yield Paragraph(inlines, figure.span)

    def _directive(self, directive: Directive) -> Iterator[Block]:
        if match := DIRECTIVE.fullmatch(directive.text.strip()):
            yield replace(directive, name=match[1].strip().lower(), text=match[0])
        else:
            yield from self._paragraph(Paragraph((Text(directive.text),), directive.span))

    def _code(self, block: CodeBlock) -> CodeBlock:
        lines = [without_control(line) for line in block.text.split("\n")]
        text = _NBSP_INDENT.sub(lambda m: m[0].replace("\u00a0", " "), "\n".join(lines))
        if text != block.text:
            self._changes.note(Unsaid.CONTROL, block.span)
        info = block.info.strip()
        if info and not CODE_LANGUAGES.fullmatch(info):
            self._changes.note(Unsaid.CODE_LANGUAGE, block.span)
            text, info = f"{info}\n{text}", ""
        return CodeBlock(text, info, block.span)

    # --- what holds others ---------------------------------------------------------------

    def _quote(self, quote: Quote) -> Iterator[Block]:
        around = replace(self._around, quotes=self._around.quotes + 1)
        blocks = self._inside(around).blocks(quote.blocks)
        if around.quotes > _DEEPEST[Quote]:
            self._changes.note(Unsaid.DEPTH, quote.span)
            yield from blocks
        elif blocks:
            yield replace(quote, blocks=blocks)
        else:
            self._changes.note(Unsaid.EMPTY, quote.span)

    def _container(self, box: Container) -> Iterator[Block]:
        around = replace(self._around, boxes=self._around.boxes + 1)
        inside = self._inside(around)
        blocks = inside.blocks(box.blocks)
        self._level = inside._level
        is_unknown = box.kind is ContainerKind.LANGUAGE and not box.language
        is_ours = is_unknown or box.kind.is_made
        title = " ".join(plain_text(box.title).split())
        if around.boxes > _DEEPEST[Container] or is_ours:
            self._changes.note(Unsaid.DEPTH, box.span)
            if title:
                yield Paragraph((Text(title),), box.span)
            yield from blocks
        elif blocks:
            yield replace(box, blocks=blocks, label="", title=(Text(title),) if title else ())
        else:
            self._changes.note(Unsaid.EMPTY, box.span)

    def _list(self, block: ListBlock) -> Iterator[Block]:
        around = replace(self._around, lists=self._around.lists + 1)
        inside = self._inside(around)
        items = tuple(self._item(item, inside.blocks(item.blocks)) for item in block.items)
        plain = replace(block, items=items)
        if not items:
            self._changes.note(Unsaid.EMPTY, block.span)
        elif around.lists > _DEEPEST[ListBlock]:
            self._changes.note(Unsaid.DEPTH, block.span)
            yield from _as_text(plain)
        elif len(items) == 1 and not is_common(block.marker):
            self._changes.note(Unsaid.ITEM_ALONE, block.span)
            yield from _as_text(plain)
        else:
            yield self._with_marker(self._spaced(plain))

    def _item(self, item: ListItem, blocks: Blocks) -> ListItem:
        if item.checked is None:
            return replace(item, blocks=blocks)
        match blocks:
            case (Paragraph(), *_):
                return replace(item, blocks=blocks)
            case (Figure() as figure, *others):  # beside a box a picture is text
                title = plain_text(figure.caption.inlines) if figure.caption else ""
                image = replace(figure.image, title=title)
                return replace(item, blocks=(Paragraph((image,), figure.span), *others))
            case _:
                self._changes.note(Unsaid.TASK, item.span)
                sign = Paragraph((Text("☒" if item.checked else "☐"),), item.span)
                return ListItem((sign, *blocks), span=item.span)

    def _spaced(self, block: ListBlock) -> ListBlock:
        """The list, its items with space between them if that is how they are read."""
        begins_with_text = any(
            item.blocks and _begins_with_text(item.blocks[0]) for item in block.items
        )
        is_alone = len(block.items) == 1 and len(block.items[0].blocks) < 2
        tight = block.tight
        if not begins_with_text or is_alone:
            tight = True
        elif any(needs_space(item.blocks) for item in block.items):
            tight = False
        if tight != block.tight:
            self._changes.note(Unsaid.SPACING, block.span)
        return replace(block, tight=tight)

    def _with_marker(self, block: ListBlock) -> ListBlock:
        """The list with a marker that Markdown has."""
        if is_common(block.marker):
            if not block.ordered:
                return replace(block, start=1)
            if 0 <= block.start <= _HIGHEST_NUMBER - len(block.items):
                return block
        elif is_known(block.marker, block.start, len(block.items)):
            lines = item_lines(block, "-")
            apart = stands_apart(block)
            if are_meant(block.marker, lines, apart=apart, at_margin=self._around.at_margin):
                return block
        self._changes.note(Unsaid.MARKER, block.span)
        is_counted = block.marker.numeral is not Numeral.NONE and block.start >= 0
        start = min(block.start, _HIGHEST_NUMBER - len(block.items)) if is_counted else 1
        return replace(block, marker=NUMBER if is_counted else BULLET, start=start)

    # --- tables --------------------------------------------------------------------------

    def _table(self, table: Table) -> Iterator[Block]:
        width = max(len(table.alignments), len(table.header), *map(len, table.rows), 0)
        if not width:
            self._changes.note(Unsaid.EMPTY, table.span)
            return
        words = self._inlines.run(table.caption.inlines, on_one_line=True) if table.caption else ()
        text = plain_text(words)
        if space := len(text) - len(text.lstrip()):
            words = drop_start(words, space)
        if words and not plain_text(words)[:1].strip():
            self._changes.note(Unsaid.CAPTION_SIGNS, table.span)
            yield from self._paragraph(Paragraph(words, table.span))
            words = ()
        if table.row_headers and not words:
            self._changes.note(Unsaid.HEADERS, table.span)
        header, *rows = (
            tuple(map(self._cells.cell, row)) + (Cell(()),) * (width - len(row))
            for row in (table.header, *table.rows)
        )
        yield replace(
            table, header=header, rows=tuple(rows), widths=(), id="",
            caption=Caption(words) if words else None,
            row_headers=table.row_headers and bool(words),
            no_row_headers=table.no_row_headers and not table.row_headers and bool(words),
        )  # fmt: skip

    def _caption_by_look(
        self, block: Block | None, below: Block
    ) -> tuple[Caption, bool | None] | None:
        """The caption that a paragraph right before a table is, by how it begins."""
        has_none = isinstance(below, Table) and below.caption is None
        if not (has_none and isinstance(block, Paragraph)):
            return None
        inlines = block.inlines
        if len(inlines) == 1 and isinstance(inlines[0], Strong):
            inlines = inlines[0].inlines
        lead = TABLE_LEAD.match(plain_text(inlines))
        if lead is None or not (lead["mark"] == ":" or any(map(str.isdigit, lead[0]))):
            return None
        self._changes.note(Unsaid.CAPTION, block.span)
        words = self._inlines.run(drop_start(inlines, lead.end()), on_one_line=True)
        said = not lead["none"] if lead["row_headers"] else None
        return Caption(joined(words)), said


def _with_language_boxes(blocks: Iterable[Block]) -> Iterator[Block]:
    """`blocks`, paragraphs and headings in a row that state the same language in one box."""
    for language, run in groupby(blocks, _own_language):
        if language:
            spoken = [block for block in run if isinstance(block, Heading | Paragraph)]
            inside = tuple(replace(block, language="") for block in spoken)
            span = spoken[0].span.to(spoken[-1].span)
            yield Container(ContainerKind.LANGUAGE, inside, span=span, language=language)
        else:
            yield from run


def _own_language(block: Block) -> str:
    return block.language if isinstance(block, Heading | Paragraph) else ""


def _begins_with_text(block: Block) -> bool:
    """Whether a paragraph is read first: that of a caption, too."""
    is_captioned = isinstance(block, Table) and block.caption is not None
    return is_captioned or isinstance(block, Paragraph | Figure)


def _as_text(block: ListBlock) -> Iterator[Block]:
    """The items of a list as paragraphs that begin with what stands before them."""
    for n, item in enumerate(block.items):
        yield from _marked(block.marker.text(block.start + n) or "•", item.blocks)


def _marked(mark: str, blocks: Blocks) -> Blocks:
    match blocks:
        case (Paragraph() as first, *others):
            return (replace(first, inlines=joined((Text(f"{mark} "), *first.inlines))), *others)
        case _:
            return (Paragraph((Text(mark),)), *blocks)
