"""A document and a seed → another version of it: words, blocks, items, rows and notes are changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import TypeVar

from arkdoc.model.document import Document, Part
from arkdoc.model.marker import BULLET
from arkdoc.model.nodes import (
    Alignment,
    Block,
    Blocks,
    Container,
    ContainerKind,
    Contents,
    Emphasis,
    FootnoteReference,
    Footnotes,
    Heading,
    Inline,
    Inlines,
    ListBlock,
    ListItem,
    Paragraph,
    Row,
    Strong,
    Table,
    Text,
)
from arkdoc.model.tree import all_inlines, map_all_inlines, map_all_runs, plain_text, simple_cell
from tests.support.edits import VOCABULARY, sentence


def version(
    document: Document, seed: int, times: int = 6, *, with_columns: bool = True
) -> Document:
    """The document after `times` changes; the same each time."""
    changes = _Mutations(document, Random(seed), with_columns)
    for _ in range(times):
        changes.one()
    return _counted(changes.document)


def _counted(document: Document) -> Document:
    """The document, its footnotes numbered as they are called, those that notes call after them."""
    numbers: dict[str, int] = {}

    def count(blocks: Blocks) -> None:
        for inline in all_inlines(blocks):
            if isinstance(inline, FootnoteReference) and inline.label not in numbers:
                numbers[inline.label] = len(numbers) + 1
                count(document.footnotes[inline.label].blocks)

    for part in document.parts:
        count(part.blocks)

    def numbered(inline: Inline) -> Inline:
        if isinstance(inline, FootnoteReference):
            return replace(inline, number=numbers.get(inline.label, inline.number))
        return inline

    def run(blocks: Blocks) -> Blocks:
        return map_all_inlines(blocks, numbered)

    notes = {
        label: replace(note, number=numbers.get(label, note.number), blocks=run(note.blocks))
        for label, note in document.footnotes.items()
    }
    parts = tuple(replace(part, blocks=run(part.blocks)) for part in document.parts)
    return replace(document, parts=parts, footnotes=notes)


T = TypeVar("T")


class _Mutations:
    def __init__(self, document: Document, random: Random, with_columns: bool) -> None:
        self.document = document
        self._random = random
        self._with_columns = with_columns

    def one(self) -> None:
        """Make one change."""
        self._random.choice((
            self._words, self._words, self._words, self._emphasis, self._insert, self._delete,
            self._move, self._list, self._table, self._columns, self._note, self._head,
        ))()  # fmt: skip

    # --- what is written ---------------------------------------------------------------------

    def _words(self) -> None:
        self._in_a_run(lambda inlines: _with_text(inlines, self._random, self._altered))

    def _altered(self, text: str) -> str:
        words = text.split(" ")
        place = self._random.randrange(len(words))
        match self._random.randrange(3):
            case 0:
                words[place] = self._random.choice(VOCABULARY)
            case 1:
                words.insert(place, sentence(self._random, self._random.randrange(1, 4)))
            case _ if len(words) > 1:
                del words[place]
            case _:
                words.append("ny")
        return " ".join(words)

    def _emphasis(self) -> None:
        wrap = self._random.choice((Strong, Emphasis))

        def emphasised(inlines: Inlines) -> Inlines:
            places = [n for n, i in enumerate(inlines) if isinstance(i, Text) and i.text.strip()]
            if not places:
                return inlines
            place = self._random.choice(places)
            return (*inlines[:place], wrap((inlines[place],)), *inlines[place + 1 :])

        self._in_a_run(emphasised)

    def _in_a_run(self, change: Callable[[Inlines], Inlines]) -> None:
        """Change one run of inlines with words in it, anywhere."""
        runs: list[Inlines] = []
        for part in self.document.parts:
            map_all_runs(part.blocks, lambda run: runs.append(run) or run)
        runs = [run for run in runs if plain_text(run).strip() and _has_text(run)]
        if not runs:
            return
        chosen = self._random.choice(runs)
        changed = change(chosen)
        self._each(lambda run: changed if run is chosen else run)

    def _each(self, change: Callable[[Inlines], Inlines]) -> None:
        parts = [
            replace(part, blocks=map_all_runs(part.blocks, change)) for part in self.document.parts
        ]
        self.document = replace(self.document, parts=tuple(parts))

    # --- blocks -----------------------------------------------------------------------------

    def _insert(self) -> None:
        place, blocks = self._somewhere()
        new: Block = Paragraph((Text(sentence(self._random, self._random.randrange(4, 30))),))
        if self._random.random() < 0.3:
            new = ListBlock(BULLET, _items(self._random))
        at = self._random.randrange(1, len(blocks) + 1)
        self._put(place, (*blocks[:at], new, *blocks[at:]))

    def _delete(self) -> None:
        place, blocks = self._somewhere()
        at = self._chosen(blocks)
        if at is not None:
            self._put(place, (*blocks[:at], *blocks[at + 1 :]))

    def _move(self) -> None:
        place, blocks = self._somewhere()
        at = self._chosen(blocks)
        if at is None:
            return
        block = blocks[at]
        self._put(place, (*blocks[:at], *blocks[at + 1 :]))
        place, blocks = self._somewhere()
        at = self._random.randrange(1, len(blocks) + 1)
        self._put(place, (*blocks[:at], block, *blocks[at:]))

    def _list(self) -> None:
        def change(block: Block) -> Block:
            if not isinstance(block, ListBlock):
                return block
            items = list(block.items)
            if len(items) > 1 and self._random.random() < 0.5:
                del items[self._random.randrange(len(items))]
            else:
                (new, *_) = _items(self._random)
                new = replace(new, label=items[0].label)
                items.insert(self._random.randrange(len(items) + 1), new)
            return replace(block, items=tuple(items))

        self._block_of(ListBlock, change)

    def _table(self) -> None:
        def change(block: Block) -> Block:
            if not isinstance(block, Table):
                return block
            rows = list(block.rows)
            if len(rows) > 1 and self._random.random() < 0.5:
                del rows[self._random.randrange(len(rows))]
            else:
                cells = (simple_cell((Text(sentence(self._random, 3)),)) for _ in block.alignments)
                rows.insert(self._random.randrange(len(rows) + 1), tuple(cells))
            return replace(block, rows=tuple(rows))

        self._block_of(Table, change)

    def _columns(self) -> None:
        """A column put in, or taken out, of a table."""

        def change(block: Block) -> Block:
            if not isinstance(block, Table):
                return block
            count = len(block.alignments)
            if count > 1 and self._random.random() < 0.5:
                gone = self._random.randrange(count)

                def without(row: tuple[T, ...]) -> tuple[T, ...]:
                    return (*row[:gone], *row[gone + 1 :])

                return replace(
                    block,
                    alignments=without(block.alignments),
                    header=without(block.header),
                    rows=tuple(map(without, block.rows)),
                    widths=(),
                )
            place = self._random.randrange(1, count + 1)

            def more(row: Row, words: int) -> Row:
                cell = simple_cell((Text(sentence(self._random, words)),))
                return (*row[:place], cell, *row[place:])

            sides = block.alignments
            return replace(
                block,
                alignments=(*sides[:place], Alignment.NONE, *sides[place:]),
                header=more(block.header, 2),
                rows=tuple(more(row, 3) for row in block.rows),
                widths=(),
            )

        if self._with_columns:
            self._block_of(Table, change)

    def _block_of(self, kind: type[Block], change: Callable[[Block], Block]) -> None:
        places = [
            (place, at)
            for place, part in enumerate(self.document.parts)
            for at, block in enumerate(part.blocks)
            if isinstance(block, kind)
        ]
        if places:
            place, at = self._random.choice(places)
            blocks = self.document.parts[place].blocks
            self._put(place, (*blocks[:at], change(blocks[at]), *blocks[at + 1 :]))

    # --- beside the text -----------------------------------------------------------------------

    def _note(self) -> None:
        labels = [
            label for label, note in self.document.footnotes.items() if _has_words(note.blocks)
        ]
        if not labels:
            return
        label = self._random.choice(labels)
        note = self.document.footnotes[label]
        blocks = map_all_runs(note.blocks, lambda run: _with_text(run, self._random, self._altered))
        notes = {**self.document.footnotes, label: replace(note, blocks=blocks)}
        self.document = replace(self.document, footnotes=notes)

    def _head(self) -> None:
        head = self.document.head
        rows = list(head.rows)
        match self._random.randrange(3):
            case 0:
                head = replace(head, title=self._altered(head.title))
            case 1 if rows:
                at = self._random.randrange(len(rows))
                rows[at] = (rows[at][0], self._altered(rows[at][1]))
            case _ if rows:
                del rows[self._random.randrange(len(rows))]
        self.document = replace(self.document, head=replace(head, rows=tuple(rows)))

    def _somewhere(self) -> tuple[int, Blocks]:
        places = [n for n, part in enumerate(self.document.parts) if part.blocks]
        place = self._random.choice(places)
        return place, self.document.parts[place].blocks

    def _put(self, place: int, blocks: Blocks) -> None:
        parts: list[Part] = list(self.document.parts)
        parts[place] = replace(parts[place], blocks=blocks)
        self.document = replace(self.document, parts=tuple(parts))

    def _chosen(self, blocks: Blocks) -> int | None:
        """A block that may go: the contents stay, and so do landscape pages."""
        places = [
            at
            for at, block in enumerate(blocks)
            if at
            and not isinstance(block, Contents | Footnotes | Heading)
            and not (isinstance(block, Container) and block.kind is ContainerKind.LANDSCAPE)
        ]
        return self._random.choice(places) if places else None


def _items(random: Random) -> tuple[ListItem, ...]:
    return tuple(
        ListItem((Paragraph((Text(sentence(random, random.randrange(2, 9))),)),))
        for _ in range(random.randrange(1, 4))
    )


def _has_text(inlines: Inlines) -> bool:
    return any(isinstance(inline, Text) and inline.text.strip() for inline in inlines)


def _has_words(blocks: Blocks) -> bool:
    found: list[bool] = []
    map_all_runs(blocks, lambda run: found.append(_has_text(run)) or run)
    return any(found)


def _with_text(inlines: Inlines, random: Random, change: Callable[[str], str]) -> Inlines:
    """`inlines` with the words of one of its texts changed."""
    places = [n for n, i in enumerate(inlines) if isinstance(i, Text) and i.text.strip()]
    if not places:
        return inlines
    place = random.choice(places)
    text = inlines[place]
    assert isinstance(text, Text)
    return (*inlines[:place], Text(change(text.text)), *inlines[place + 1 :])
