"""Parts in reading order → the same with footnotes, tables and figures numbered.

Numbers run through the whole note; labels are those of the part's language (clause 5).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count

from arkdoc.assemble.anchors import Names
from arkdoc.assemble.columns import LANDSCAPE, PORTRAIT, fit
from arkdoc.document import (
    Block,
    Blocks,
    Caption,
    Container,
    ContainerKind,
    Emphasis,
    Figure,
    Footnote,
    FootnoteReference,
    Footnotes,
    Inline,
    Inlines,
    Link,
    ListBlock,
    Part,
    Quote,
    Reference,
    Strikethrough,
    Strong,
    Table,
    Text,
)
from arkdoc.tree import inline_runs, rewrite_inlines, walk, walk_inlines
from arkdoc.words import WORDS, Words


class Numbering:
    """Counts through the note. `footnotes` fills with the numbered notes, by id."""

    def __init__(self, ids: Names, notes: Mapping[str, Mapping[str, Footnote]]) -> None:
        """Footnotes come as `notes`, by the path of their file and the label in it."""
        self.footnotes: dict[str, Footnote] = {}
        self._ids = ids
        self._notes = notes
        self._called: dict[tuple[str, str], str] = {}
        self._new: list[str] = []  # ids of those first called in this run
        self._occurrences: dict[str, int] = {}
        self._tables = count(1)
        self._figures = count(1)

    def run(self, parts: Sequence[Part]) -> list[Part]:
        """Number the `parts` of one run; the notes it calls first are set at its end."""
        self._new = []
        numbered = [replace(part, blocks=self._part(part)) for part in parts]
        if self._new:
            last = numbered[-1]
            notes = Footnotes(tuple(self._new), self.footnotes[self._new[0]].span)
            numbered[-1] = replace(last, blocks=(*last.blocks, notes))
        return numbered

    # --- tables, figures and boxes -----------------------------------------------------

    def _part(self, part: Part) -> Blocks:
        return tuple(self._block(block, part, PORTRAIT) for block in part.blocks)

    def _blocks(self, blocks: Blocks, part: Part, measure: int) -> Blocks:
        return tuple(self._block(block, part, measure) for block in blocks)

    def _block(self, block: Block, part: Part, measure: int) -> Block:
        words = WORDS[part.language]
        match block:
            case Table():
                table = self._call(fit(block, measure), part)
                return self._captioned_table(table, words)
            case Figure():
                return self._captioned_figure(self._call(block, part), words)
            case Container():
                inner = LANDSCAPE if block.kind is ContainerKind.LANDSCAPE else measure
                inside = self._blocks(block.blocks, part, inner)
                return replace(block, blocks=inside, label=_label(block.kind, words))
            case Quote():
                return replace(block, blocks=self._blocks(block.blocks, part, measure))
            case ListBlock():
                items = tuple(
                    replace(item, blocks=self._blocks(item.blocks, part, measure))
                    for item in block.items
                )
                return replace(block, items=items)
            case _:
                return self._call(block, part)

    def _captioned_table(self, table: Block, words: Words) -> Block:
        if not isinstance(table, Table) or table.caption is None:
            return table
        caption = replace(table.caption, label=words.table, number=next(self._tables))
        return replace(table, caption=caption, id=self._id("tabell", caption))

    def _captioned_figure(self, figure: Block, words: Words) -> Block:
        if not isinstance(figure, Figure) or figure.caption is None:
            return figure
        caption = replace(figure.caption, label=words.figure, number=next(self._figures))
        return replace(figure, caption=caption, id=self._id("figur", caption))

    def _id(self, kind: str, caption: Caption) -> str:
        return self._ids.new(f"{kind}-{caption.number}")

    # --- footnotes ---------------------------------------------------------------------

    def _call(self, block: Block, part: Part) -> Block:
        """`block`, a leaf, with its calls for footnotes numbered."""
        if not _has_calls(block):
            return block
        return rewrite_inlines(block, lambda inlines: self._numbered(inlines, part))

    def _numbered(self, inlines: Inlines, part: Part) -> Inlines:
        result: list[Inline] = []
        for inline in inlines:
            match inline:
                case FootnoteReference():
                    result.append(self._mark(inline, part))
                case Emphasis() | Strong() | Strikethrough() | Link() | Reference():
                    inside = self._numbered(inline.inlines, part)
                    result.append(replace(inline, inlines=inside))
                case _:
                    result.append(inline)
        return tuple(result)

    def _mark(self, mark: FootnoteReference, part: Part) -> Inline:
        note = self._notes.get(part.source, {}).get(mark.label)
        if note is None:
            return Text(f"[^{mark.label}]", mark.span)
        id_ = self._called.get((part.source, mark.label)) or self._new_note(note, part)
        self._occurrences[id_] = occurrence = self._occurrences.get(id_, 0) + 1
        return replace(mark, label=id_, number=self.footnotes[id_].number, occurrence=occurrence)

    def _new_note(self, note: Footnote, part: Part) -> str:
        number = len(self.footnotes) + 1
        id_ = self._ids.new(f"fotnote-{number}")
        self._called[part.source, note.label] = id_
        self._new.append(id_)
        # First the place, then the blocks: what a note calls for comes after the note itself.
        numbered = replace(note, label=id_, number=number, language=part.language)
        self.footnotes[id_] = numbered
        blocks = self._blocks(note.blocks, part, PORTRAIT)
        self.footnotes[id_] = replace(numbered, blocks=blocks)
        return id_


def _has_calls(block: Block) -> bool:
    return any(
        isinstance(inline, FootnoteReference)
        for inside in walk((block,))
        for run in inline_runs(inside)
        for inline in walk_inlines(run)
    )


def _label(kind: ContainerKind, words: Words) -> str:
    match kind:
        case ContainerKind.NOTE:
            return words.note
        case ContainerKind.PROPOSAL:
            return words.proposal
        case ContainerKind.LANDSCAPE | ContainerKind.PLACEHOLDER:
            return ""
