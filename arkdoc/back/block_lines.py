"""A block that is put in, moved or of another kind now → its lines in a file.

What its author wrote is kept where the block had a source; the rest is written as Markdown that
shows what was typed.
"""

from __future__ import annotations

import posixpath

from arkdoc.back.comparison import Comparison
from arkdoc.back.contexts import HeadingLevels, WritingContext
from arkdoc.back.drafts import Draft
from arkdoc.back.notes import NoteBook
from arkdoc.back.origins import SourceAtom, SourceBlock
from arkdoc.back.patches import edited_text
from arkdoc.back.picture_patches import PicturePatches
from arkdoc.back.printed import Atoms, PrintedBlock
from arkdoc.back.reasons import NOT_WRITTEN
from arkdoc.back.runs import inlines_of_atoms, write_run
from arkdoc.back.table_patches import written_table
from arkdoc.back.text_patches import made_atom, patch_run
from arkdoc.model.nodes import CodeBlock, Figure
from arkdoc.model.source import is_word
from arkdoc.write.markdown.blocks import code_lines
from arkdoc.write.markdown.escapes import without_block_start

Lines = list[str]


class BlockLines:
    """Writes blocks of the new reading."""

    def __init__(
        self,
        comparison: Comparison,
        levels: HeadingLevels,
        notes: NoteBook,
        pictures: PicturePatches,
    ) -> None:
        self._c = comparison
        self._pictures = pictures
        self._levels = levels
        self._notes = notes

    def lines(
        self,
        mine: int,
        number: int,
        path: str,
        unit: str,
        context: WritingContext,
        draft: Draft,
    ) -> Lines | None:
        """The lines of new block `number`, which was old block `mine` or none (-1).

        None where it can't be written; nothing where another block's lines say it.
        """
        new = self._c.new[number]
        origin = self._c.origin[mine] if mine >= 0 else None
        if new.rows:
            return self._table(mine, number, origin, path, draft)
        if new.shape.kind == "rule":
            return ["---"]
        if new.shape.kind == "figure" and origin is None:
            return self._pictures.lines(number, path, draft)
        if new.shape.kind in ("figure", "code"):
            return self._verbatim(mine, new, origin, path)
        if new.shape.kind == "caption":
            return self._caption(number, path, draft)
        words = self._words(mine, new, origin, path, draft)
        if words is None:
            return None
        if new.shape.kind == "heading":
            context.prefix(new)
            level = self._levels.written(path, unit, new.shape.level)
            return [f"{'#' * level} {' '.join(words.split(chr(10)))}"]
        first, others = context.prefix(new)
        return self._set_in(words, first, others)

    @staticmethod
    def _set_in(words: str, first: str, others: str) -> Lines:
        written = words.split("\n")
        bare = [written[0], *(line.lstrip(" \t>") for line in written[1:])]
        safe = [without_block_start(line, is_first=not n) for n, line in enumerate(bare)]
        return [first + safe[0], *(others + line for line in safe[1:])]

    def _words(
        self,
        mine: int,
        new: PrintedBlock,
        origin: SourceBlock | None,
        path: str,
        draft: Draft,
    ) -> str | None:
        """The run of a block as Markdown: what its author wrote, as far as that goes."""
        self._notes.write(new.atoms, path, draft)
        is_line = new.shape.kind in ("heading", "caption")
        has_things = any(atom.thing or atom.look.link for atom in new.atoms)
        if (
            origin is not None
            and origin.atoms
            and not is_word(origin.path)
            and (origin.path == path or not has_things)
        ):
            source = self._c.run_source(origin, on_one_line=is_line)
            if source.start >= 0:
                edits = patch_run(self._c.old[mine].atoms, new.atoms, source)
                if edits is None:
                    return None
                moved = [e for e in edits if e.path == origin.path]
                text = edited_text(source.text[: source.end], moved)
                return text[source.start :].strip()
        return self.run(new.atoms, path, on_one_line=is_line)

    def run(self, atoms: Atoms, path: str, *, on_one_line: bool = False) -> str | None:
        """Characters that were put in as Markdown; None where some can't be written."""
        source = self._c.no_source(path)
        made = [made_atom(atom, -1, source) for atom in atoms]
        known: list[SourceAtom] = []
        for each in made:
            if each is None:
                return None
            known.append(each)
        return write_run(inlines_of_atoms(known), on_one_line=on_one_line)

    def _verbatim(
        self, mine: int, new: PrintedBlock, origin: SourceBlock | None, path: str
    ) -> Lines | None:
        """The lines of a picture or of code, as they are."""
        if origin is None:
            is_code = new.shape.kind == "code"
            return code_lines(CodeBlock(code_text(new))) if is_code else None
        if mine >= 0 and self._c.old[mine].atoms != new.atoms:
            return None
        if is_word(origin.path):
            return None
        is_picture = isinstance(origin.node, Figure)
        if is_picture and posixpath.dirname(origin.path) != posixpath.dirname(path):
            return None
        text = self._c.origins.texts.lines(origin.path)
        return [
            line.strip() if is_picture else line for line in text[origin.first - 1 : origin.last]
        ]

    def _caption(self, number: int, path: str, draft: Draft) -> Lines | None:
        """A caption of a table is a line above it; one of a picture stands in its line."""
        new = self._c.new[number]
        before = self._c.new[number - 1] if number else None
        after = self._c.new[number + 1] if number + 1 < len(self._c.new) else None
        if after is not None and after.rows:
            self._notes.write(new.atoms, path, draft)
            words = self.run(new.atoms, path, on_one_line=True)
            return None if words is None else [f"Tabell: {words}"]
        if before is not None and before.shape.kind == "figure":
            is_put_in = number - 1 not in self._c.matching.old_of
            return [] if is_put_in or number - 1 in self._c.matching.moved else None
        return None

    def _table(
        self,
        mine: int,
        number: int,
        origin: SourceBlock | None,
        path: str,
        draft: Draft,
    ) -> Lines | None:
        new = self._c.new[number]
        is_same = mine >= 0 and self._c.old[mine].cell_atoms == new.cell_atoms
        if origin is not None and is_same and origin.path == path:
            text = self._c.origins.texts.lines(origin.path)
            return [line.strip() for line in text[origin.first - 1 : origin.last]]
        for row in new.rows:
            for cell in row:
                self._notes.write(cell.atoms, path, draft)
        lines = written_table(new, self._c.no_source(path))
        if lines is None:
            draft.reason = NOT_WRITTEN
        return lines


def code_text(block: PrintedBlock) -> str:
    """The lines of code that a block shows."""
    return "".join(atom.sign for atom in block.atoms)
