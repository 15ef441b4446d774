"""The blocks of a table cell → paragraphs and flat lists, which a cell in Markdown may hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import assert_never

from arkdoc.language.written import AFTER_NUMBERS
from arkdoc.model.marker import BULLET, Numeral
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Cell,
    Code,
    CodeBlock,
    Container,
    Contents,
    Directive,
    Emphasis,
    Figure,
    Footnotes,
    HardBreak,
    Heading,
    Inline,
    Inlines,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Strikethrough,
    Strong,
    Table,
    Text,
    ThematicBreak,
)
from arkdoc.model.tree import cell_runs, plain_text
from arkdoc.write.markdown.markers import FIRST_WORD, is_common, is_known
from arkdoc.write.markdown.plain_inlines import PlainInlines, joined, notes_in
from arkdoc.write.markdown.unsaid import Unsaid

_BULLET_IN_TEXT = "•"


class PlainCell:
    """Makes the cells of a table plain."""

    def __init__(self, inlines: PlainInlines) -> None:
        self._inlines = inlines
        self._changes = inlines.changes

    def cell(self, cell: Cell) -> Cell:
        """The cell with paragraphs and flat lists alone."""
        blocks = self._merged(self._blocks(cell.blocks))
        return replace(cell, blocks=self._split(list(blocks)), inset=0)

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[Block]:
        for block in blocks:
            match block:
                case Paragraph():
                    if inlines := self._run(block.inlines):
                        if block.language:
                            self._changes.note(Unsaid.LANGUAGE, block.span)
                        yield replace(block, inlines=inlines, language="")
                case ListBlock():
                    yield from self._list(block)
                case Figure():
                    self._changes.note(Unsaid.FIGURE_IN_CELL, block.span)
                    title = plain_text(block.caption.inlines) if block.caption else ""
                    image = replace(block.image, title=title or block.image.title)
                    marks = notes_in(block.caption.inlines) if block.caption else ()
                    yield Paragraph(self._run((image, *marks)), block.span)
                case Heading() | Quote() | CodeBlock() | Table() | Container() | Directive():
                    self._changes.note(Unsaid.BLOCK_IN_CELL, block.span)
                    yield from self._blocks(_as_lines(block))
                case ThematicBreak() | Contents() | Footnotes():
                    self._changes.note(Unsaid.BLOCK_IN_CELL, block.span)
                case _:
                    assert_never(block)

    def _run(self, inlines: Inlines) -> Inlines:
        return self._inlines.run(inlines, on_one_line=True)

    # --- lists ---------------------------------------------------------------------------

    def _list(self, block: ListBlock) -> Iterator[Block]:
        items = list(self._items(block))
        if not items:
            self._changes.note(Unsaid.EMPTY, block.span)
            return
        plain = ListBlock(block.marker, tuple(items), block.start, span=block.span)
        if _is_list(plain):
            yield plain
            return
        usual = replace(plain, marker=BULLET, start=1)
        if block.marker != BULLET and len(items) > 1 and _is_list(usual):
            self._changes.note(Unsaid.MARKER, block.span)
            yield usual
            return
        self._changes.note(Unsaid.LIST_IN_CELL, block.span)
        for n, item in enumerate(items):
            yield _as_paragraph(block, n, item)

    def _items(self, block: ListBlock) -> Iterator[ListItem]:
        for item in block.items:
            texts: list[Inlines] = []
            below: list[ListItem] = []
            for each in item.blocks:
                if isinstance(each, ListBlock):
                    self._changes.note(Unsaid.LIST_IN_LIST_IN_CELL, each.span)
                    below += self._items(each)
                    continue
                for inside in self._blocks((each,)):
                    if isinstance(inside, ListBlock):
                        below += inside.items
                    elif isinstance(inside, Paragraph):
                        texts += _lines(inside.inlines)
            if len(texts) > 1:
                self._changes.note(Unsaid.LIST_IN_CELL, item.span)
            if run := self._run(_parted(texts, Text(" "))):
                yield ListItem((Paragraph(run, item.span),), item.checked, item.span)
            yield from below

    def _merged(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """The blocks, a list that goes on with the one right above as part of it."""
        waiting: ListBlock | None = None
        for block in blocks:
            if isinstance(block, ListBlock) and waiting and _goes_on(waiting, block):
                self._changes.note(Unsaid.LISTS_IN_CELL, block.span)
                waiting = replace(waiting, items=waiting.items + block.items)
                continue
            if waiting:
                yield waiting
            waiting = block if isinstance(block, ListBlock) else None
            if not waiting:
                yield block
        if waiting:
            yield waiting

    # --- lines ---------------------------------------------------------------------------

    def _split(self, blocks: list[Block]) -> Blocks:
        """The blocks, paragraphs with an empty line in them as several."""
        runs = [_lines(block.inlines) for block in blocks if isinstance(block, Paragraph)]
        if len(blocks) < 2 and all(line for lines in runs for line in lines):
            return tuple(blocks)
        found: list[Block] = []
        for block in blocks:
            if not isinstance(block, Paragraph):
                found.append(block)
                continue
            if _is_broken_inside(block.inlines):
                self._changes.note(Unsaid.BREAK_IN_EMPHASIS, block.span)
            parts = [
                list(part) for is_filled, part in groupby(_lines(block.inlines), bool) if is_filled
            ]
            if len(parts) != 1:
                self._changes.note(Unsaid.LINE_END, block.span)
            for part in parts:
                found.append(replace(block, inlines=joined(_parted(part, HardBreak()))))
        return tuple(found)


def _is_list(block: ListBlock) -> bool:
    """Whether lines of a cell with these markers are taken for a list."""
    count = len(block.items)
    runs = [plain_text(item.blocks[0].inlines) for item in block.items if
            isinstance(item.blocks[0], Paragraph)]  # fmt: skip
    if count < 2 or not all(any(map(str.isalpha, run)) and run == run.lstrip() for run in runs):
        return False
    if block.marker == BULLET:
        return True
    as_typed = replace(block.marker, after=")") if is_common(block.marker) else block.marker
    if not is_known(as_typed, block.start, count):
        return False
    is_number = block.marker.numeral is Numeral.DECIMAL and ")" not in block.marker.after
    return not (is_number and any(_begins_with_measure(run) for run in runs))


def _begins_with_measure(text: str) -> bool:
    word = FIRST_WORD.match(text)
    return word is None or word[1] in AFTER_NUMBERS


def _goes_on(above: ListBlock, below: ListBlock) -> bool:
    is_next = not above.ordered or below.start == above.start + len(above.items)
    return above.marker == below.marker and is_next


def _as_paragraph(block: ListBlock, n: int, item: ListItem) -> Paragraph:
    paragraph = item.blocks[0]
    assert isinstance(paragraph, Paragraph)
    mark = block.marker.text(block.start + n) or _BULLET_IN_TEXT
    return replace(paragraph, inlines=joined((Text(f"{mark} "), *paragraph.inlines)))


def _as_lines(block: Block) -> Iterator[Block]:
    """A block that no cell holds, as such that it may."""
    match block:
        case Quote():
            yield from block.blocks
        case Container():
            if block.title:
                yield Paragraph(block.title, block.span)
            yield from block.blocks
        case Heading():
            yield Paragraph((Strong(block.inlines),), block.span)
        case CodeBlock():
            lines = ((Code(line),) for line in block.text.split("\n") if line)
            yield Paragraph(_parted(lines, HardBreak()), block.span)
        case Table():
            for row in (block.header, *block.rows):
                runs = (run for cell in row for run in cell_runs(cell) if plain_text(run))
                yield Paragraph(_parted(runs, Text("; ")), block.span)
        case Directive():
            yield Paragraph((Text(block.text),), block.span)
        case Paragraph() | ListBlock() | Figure():
            yield block
        case ThematicBreak() | Contents() | Footnotes():
            return
        case _:
            assert_never(block)


def _parted(runs: Iterable[Inlines], sign: Inline) -> Inlines:
    """The runs as one, with `sign` between them."""
    return tuple(inline for run in runs for inline in (sign, *run))[1:]


def _lines(inlines: Inlines) -> list[Inlines]:
    """The lines of a run, without space at their ends."""
    lines: list[list[Inline]] = [[]]
    for inline in _with_breaks_outside(inlines):
        if isinstance(inline, HardBreak):
            lines.append([])
        else:
            lines[-1].append(inline)
    return [_stripped(line) for line in lines]


def _stripped(line: list[Inline]) -> Inlines:
    while line and isinstance(first := line[0], Text):
        if text := first.text.lstrip():
            line[0] = replace(first, text=text)
            break
        line.pop(0)
    while line and isinstance(last := line[-1], Text):
        if text := last.text.rstrip():
            line[-1] = replace(last, text=text)
            break
        line.pop()
    return tuple(line)


def _is_broken_inside(inlines: Inlines) -> bool:
    return tuple(_with_breaks_outside(inlines)) != inlines


def _with_breaks_outside(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """`inlines`, what is emphasised parted at the breaks in it."""
    for inline in inlines:
        if not isinstance(inline, Emphasis | Strong | Strikethrough):
            yield inline
            continue
        inside = tuple(_with_breaks_outside(inline.inlines))
        for is_break, run in groupby(inside, lambda each: isinstance(each, HardBreak)):
            together = tuple(run)
            yield from together if is_break else (replace(inline, inlines=together),)
