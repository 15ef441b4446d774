"""Changes of blocks that stand in Word files → edits of these files' texts.

Words are edited where they stand. What is put in looks as the nearest of its kind in the file.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import TypeVar

from arkdoc.back.comparison import Comparison
from arkdoc.back.drafts import Draft
from arkdoc.back.model import EditKind
from arkdoc.back.origins import (
    SourceAtom,
    SourceAtoms,
    SourceBlock,
    cell_atoms,
)
from arkdoc.back.patches import TextEdit
from arkdoc.back.printed import Atom, Atoms, BlockShape, PrintedBlock, PrintedCell
from arkdoc.back.reasons import GENERATED, WORD_FILE
from arkdoc.back.table_patches import row_items
from arkdoc.back.text_patches import AtomEdit, atom_edits, located
from arkdoc.back.word.file_runs import WordRun
from arkdoc.back.word.properties import properties_like, properties_of_style
from arkdoc.back.word.signs import LINE_END, looking, paragraph, row
from arkdoc.back.word.source import WordSource
from arkdoc.back.word.written import can_be_made, can_lose_end
from arkdoc.compare.align import MatchKind, align
from arkdoc.model.nodes import Cell, Container, ListItem, Paragraph, Row, Table
from arkdoc.model.regex import regex
from arkdoc.read.word.tags import TBL, TR

_TYPED_MARKER = regex(r"\s*(?:(?P<number>\d{1,4})(?P<sign>[.)])|\S{1,2})\s+")
_AnyAtom = TypeVar("_AnyAtom", Atom, SourceAtom)
_PLAIN_KINDS = ("paragraph", "heading", "item", "inside")


class WordPatches:
    """Makes the edits of blocks whose contribution is a Word file."""

    def __init__(self, comparison: Comparison) -> None:
        self._c = comparison
        self._texts = comparison.origins.texts
        self._models: dict[str, dict[BlockShape, list[SourceBlock]]] = {}
        self._tables: dict[str, list[tuple[int, int]]] = {}

    # --- what stays --------------------------------------------------------------------------

    def changed(self, kind: EditKind, mine: int, number: int, origin: SourceBlock) -> Draft:
        """The draft of a block that stays and says something else."""
        old, new = self._c.old[mine], self._c.new[number]
        draft = Draft(kind, mine, number, origin.path, origin.unit)
        if old.rows and new.rows:
            draft.kind = EditKind.TABLE
            self._take(draft, self._table(mine, number, origin))
        elif old.label != new.label or isinstance(origin.node, Container):
            draft.reason = GENERATED
        elif old.shape != new.shape or old.shape.kind in ("figure", "code", "rule"):
            self._take(draft, None)
        else:
            self._take(
                draft, self._words(old.atoms, new.atoms, origin.atoms, origin.path, origin.first)
            )
        return draft

    def _take(self, draft: Draft, edits: Sequence[TextEdit] | None) -> None:
        """Let a draft have `edits`, if all of them can be made."""
        source = self._texts.word(draft.path)
        if edits is None or source is None or not all(can_be_made(source, e) for e in edits):
            draft.reason = WORD_FILE
            draft.args["path"] = draft.path
        else:
            draft.edits += edits

    def _words(
        self, old: Atoms, new: Atoms, atoms: SourceAtoms, path: str, line: int
    ) -> list[TextEdit] | None:
        run = WordRun(self._texts, path, old, new, atoms, line)
        found = [run.edit(each) for each in atom_edits(old, new)]
        made = [each for each in found if each is not None]
        return made if len(made) == len(found) else None

    def _table(self, mine: int, number: int, origin: SourceBlock) -> list[TextEdit] | None:
        """Edits of cells and rows; None where columns or the table's place changed."""
        old, new = self._c.old[mine], self._c.new[number]
        node = origin.node
        if not isinstance(node, Table) or len(old.rows[0]) != len(new.rows[0]):
            return None
        written = (node.header, *node.rows)
        if len(written) != len(old.rows):
            return None
        edits: list[TextEdit] = []
        last = -1
        for match in align(row_items(old), row_items(new)):
            if match.kind is MatchKind.REMOVED:
                gone = self._row_gone(written[match.old], origin.path)
                if gone is None:
                    return None
                edits.append(gone)
            elif match.kind is MatchKind.ADDED:
                come = self._row_come(new.rows[match.new], written[max(last, 0)], origin.path)
                if come is None or last < 0:
                    return None
                edits.append(come)
            elif match.kind is MatchKind.MOVED:
                return None
            else:
                last = match.old
                triples = zip(old.rows[match.old], new.rows[match.new], written[last], strict=True)
                for one, other, cell in triples:
                    made = self._cell(one.atoms, other.atoms, cell, origin.path)
                    if made is None:
                        return None
                    edits += made
        return edits

    def _row_gone(self, written: Row, path: str) -> TextEdit | None:
        lines = self._row_lines(written, path)
        source = self._texts.word(path)
        if lines is None or source is None:
            return None
        return TextEdit(path, source.starts[lines[0] - 1], source.end(lines[1]), "")

    def _row_come(self, new: Sequence[PrintedCell], after: Row, path: str) -> TextEdit | None:
        lines = self._row_lines(after, path)
        texts = [_said(cell.atoms) for cell in new]
        if lines is None or any(text is None for text in texts):
            return None
        end = self._texts.line_end(path, lines[1])
        return TextEdit(path, end, end, "\n" + row([text or "" for text in texts]))

    def _row_lines(self, written: Row, path: str) -> tuple[int, int] | None:
        """The numbers of the first and the last paragraph of a row."""
        source = self._texts.word(path)
        line = next((cell.span.line for cell in written if cell.span.line), 0)
        return source.around(line, TR) if source else None

    def _cell(self, old: Atoms, new: Atoms, cell: Cell, path: str) -> list[TextEdit] | None:
        """Edits of a cell, paragraph by paragraph; None where these are others."""
        if old == new:
            return []
        kinds = [[atom.sign for atom in side if atom.thing == "part"] for side in (old, new)]
        if kinds[0] != kinds[1]:
            return None
        edits: list[TextEdit] = []
        written = [*_parts(cell_atoms(cell, self._texts))] or [()]
        lines = [block.span.line for block in cell.blocks] or [cell.span.line]
        sides = [*_parts(old)], [*_parts(new)]
        if not len(sides[0]) == len(sides[1]) == len(written):
            return None
        for n, (one, other, atoms) in enumerate(zip(*sides, written, strict=True)):
            made = self._words(one, other, atoms, path, lines[min(n, len(lines) - 1)])
            if made is None:
                return None
            edits += made
        return edits

    # --- what is gone ------------------------------------------------------------------------

    def gone(self, origin: SourceBlock) -> TextEdit | None:
        """The edit that takes a block away; None where it can't be."""
        source = self._texts.word(origin.path)
        if source is None or isinstance(origin.node, Container):
            return None
        first, last = origin.first, origin.last
        if isinstance(origin.node, Table):
            lines = source.around(first, TBL)
            if lines is None:
                return None
            first, last = lines
        ends = source.paragraph(last)
        if ends is None:
            return None
        takes_end = isinstance(origin.node, Table) or can_lose_end(ends)
        end = source.end(last) if takes_end else self._texts.line_end(origin.path, last)
        edit = TextEdit(origin.path, source.starts[first - 1], end, "")
        return edit if can_be_made(source, edit) else None

    # --- what is put in ----------------------------------------------------------------------

    def put_in(self, draft: Draft, offset: int, *, is_before: bool) -> None:
        """Let a draft put its new block in after what stands at an offset, or before that."""
        atoms = self._as_written(draft.old, draft.new)
        new = self._c.new[draft.new]
        edit = self._put_in(new, atoms, draft.path, offset, is_before=is_before)
        if edit is not None and self._is_amid(draft, edit):
            edit = None
        self._take(draft, None if edit is None else [edit])

    def _is_amid(self, draft: Draft, edit: TextEdit) -> bool:
        """Whether a new block would come after what is printed after it: a box or a picture of the
        paragraph that it is put in after.
        """
        source = self._texts.word(draft.path)
        following = self._following[draft.new]
        if source is None or following is None or following.path != draft.path:
            return False
        anchor = source.paragraph(source.number(edit.start))
        other = source.paragraph(following.first)
        if anchor is None or other is None or not edit.new.startswith("\n"):
            return False
        return anchor.element in (other.element, *other.element.iterancestors())

    @cached_property
    def _following(self) -> list[SourceBlock | None]:
        """For each new block, where the next one was written that the base has too."""
        found: list[SourceBlock | None] = [None]
        for number in range(len(self._c.new) - 1, 0, -1):
            mine = self._c.matching.old_of.get(number, -1)
            found.append(self._c.origin[mine] if mine >= 0 else found[-1])
        return found[::-1]

    def _as_written(self, mine: int, number: int) -> Atoms:
        """The characters of a new block: those that old block `mine` had, as they were written."""
        new = self._c.new[number].atoms
        origin = self._c.origin[mine] if mine >= 0 else None
        if origin is None:
            return new
        old, text = self._c.old[mine].atoms, self._texts.text(origin.path)
        places, at, made = located(old, origin.atoms), 0, list(new)
        for edit in (*atom_edits(old, new), AtomEdit(len(old), len(old), len(new), len(new))):
            for n in range(edit.start - at):
                place = places[at + n]
                atom = new[edit.new_start - (edit.start - at) + n]
                start, end = origin.atoms[place][-2:] if place >= 0 else (-1, -1)
                if not atom.thing and start >= 0 and end == start + 1:
                    made[edit.new_start - (edit.start - at) + n] = atom._replace(sign=text[start])
            at = edit.end
        return tuple(made)

    def _put_in(
        self, new: PrintedBlock, atoms: Atoms, path: str, offset: int, *, is_before: bool
    ) -> TextEdit | None:
        source = self._texts.word(path)
        said = _said(atoms)
        if source is None or said is None or new.rows or new.shape.kind not in _PLAIN_KINDS:
            return None
        place = self._beside(source, path, source.number(offset), is_before=is_before)
        if place is None:
            return None
        anchor, is_before = place
        made = self._as_paragraph(new.shape, said, path, anchor)
        at = source.starts[anchor - 1]
        if made is None:
            return None
        if is_before:
            return TextEdit(path, at, at, f"{made}\n")
        at += len(source.line(anchor))
        return TextEdit(path, at, at, f"\n{made}")

    def _beside(
        self, source: WordSource, path: str, anchor: int, *, is_before: bool
    ) -> tuple[int, bool] | None:
        """The paragraph that something goes beside, and whether before it: outside of tables."""
        tables = self._tables_in(source, path)
        at = bisect_right(tables, anchor, key=itemgetter(0)) - 1
        if at < 0 or tables[at][1] < anchor:
            return anchor, is_before
        table = tables[at]
        other = table[0] - 1 if is_before else table[1] + 1
        is_there = source.is_beside(table[0], other)
        return (other, not is_before) if is_there else None

    def _tables_in(self, source: WordSource, path: str) -> Sequence[tuple[int, int]]:
        """The first and the last paragraph of each table of the file that stands in no other."""
        if path not in self._tables:
            self._tables[path] = []
            found = (
                source.around(origin.first, TBL)
                for origin in self._c.origin
                if origin is not None and origin.path == path and isinstance(origin.node, Table)
            )
            for table in sorted(each for each in found if each is not None):
                if not self._tables[path] or self._tables[path][-1][1] < table[0]:
                    self._tables[path].append(table)
        return self._tables[path]

    def _as_paragraph(self, shape: BlockShape, said: str, path: str, anchor: int) -> str | None:
        """A new paragraph of a shape, as the nearest one of that in the file."""
        source = self._texts.word(path)
        assert source is not None
        models = self._of_shape(path, shape, source)
        at = bisect_left(models, anchor, key=attrgetter("first"))
        model = min(
            models[max(at - 1, 0) : at + 1],
            key=lambda each: (abs(each.first - anchor), each.first),
            default=None,
        )
        if model is not None:
            like = source.paragraphs[model.first - 1]
            return paragraph(properties_like(like), _marker(model, source) + said)
        if shape.kind == "paragraph" and not shape.is_quoted:
            return paragraph(properties_of_style(""), said)
        return None

    def _of_shape(self, path: str, shape: BlockShape, source: WordSource) -> Sequence[SourceBlock]:
        """The blocks of the file that are of a shape and stand in no table, in its order."""
        if path not in self._models:
            models: dict[BlockShape, list[SourceBlock]] = {}
            for block, origin in zip(self._c.old, self._c.origin, strict=True):
                if origin is None or origin.path != path or block.story or block.rows:
                    continue
                if source.around(origin.first, TBL) is None:
                    models.setdefault(block.shape, []).append(origin)
            for found in models.values():
                found.sort(key=attrgetter("first"))
            self._models[path] = models
        return self._models[path].get(shape, ())


def _said(atoms: Atoms) -> str | None:
    """What a new paragraph says; None where something in it can't be written."""
    said = ""
    for look, group in groupby(atoms, lambda atom: atom.look):
        words = ""
        for atom in group:
            if atom.thing not in ("", "break") or look.link:
                return None
            words += LINE_END if atom.thing else atom.sign
        letters = "b" * look.bold + "i" * look.italic + "s" * look.strike
        said += looking(words, letters or None)
    return said


def _parts(atoms: Sequence[_AnyAtom]) -> Iterator[tuple[_AnyAtom, ...]]:
    """The paragraphs of a cell."""
    inside: list[_AnyAtom] = []
    for n, atom in enumerate(atoms):
        if atom.thing == "part":
            if n:
                yield tuple(inside)
            inside = []
        else:
            inside.append(atom)
    yield tuple(inside)


def _marker(model: SourceBlock, source: WordSource) -> str:
    """What is typed before an item that is as `model`: the same mark, or the next number."""
    if not model.atoms or not isinstance(model.node, Paragraph | ListItem):
        return ""
    typed = source.line(model.first)[: model.atoms[0].start - source.starts[model.first - 1]]
    match = _TYPED_MARKER.fullmatch(typed)
    if match and match["number"]:
        begin, end = match.span("number")
        return f"{typed[:begin]}{int(match['number']) + 1}{typed[end:]}"
    return typed if match else ""
