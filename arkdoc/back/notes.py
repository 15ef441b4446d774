"""Footnotes that were put in, moved or taken out → their texts in the files that call them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from arkdoc.back.comparison import Comparison
from arkdoc.back.drafts import Draft
from arkdoc.back.line_patches import without_lines
from arkdoc.back.model import EditKind
from arkdoc.back.origins import SourceAtom
from arkdoc.back.patches import TextEdit
from arkdoc.back.printed import Atoms, PrintedBlock
from arkdoc.back.runs import inlines_of_atoms, write_run
from arkdoc.write.markdown.escapes import without_block_start

_CALL = re.compile(r"\[\^([^\]\s]+)\]")


class NoteBook:
    """What notes are called in each file, and which of them are still called there."""

    def __init__(self, comparison: Comparison) -> None:
        self._c = comparison
        self._used: defaultdict[str, set[str]] = defaultdict(set)
        self._stories: defaultdict[str, list[PrintedBlock]] = defaultdict(list)
        for block in comparison.new:
            if block.story:
                self._stories[block.story].append(block)

    def use(self, path: str, block: PrintedBlock) -> None:
        """Count the notes that `block`, which stands in the file at `path`, calls."""
        self._used[path].update(_signs(block.atoms))
        for row in block.rows:
            for cell in row:
                self._used[path].update(_signs(cell.atoms))

    def write(self, atoms: Atoms, path: str, draft: Draft) -> None:
        """Write the notes that `atoms` call and the file at `path` has not, as part of `draft`."""
        labels = self._c.labels_in(path)
        text = self._c.origins.texts.text(path)
        for sign in _signs(atoms):
            if sign in labels:
                continue
            taken = {*_CALL.findall(text), *labels.values()}
            label = next(str(n) for n in range(1, len(taken) + 2) if str(n) not in taken)
            labels[sign] = label
            end = len(text.rstrip())
            last = text[:end].rpartition("\n")[2]
            gap = "\n" if _CALL.match(last) and not draft.edits else "\n\n"
            written = "\n\n".join(self._paragraphs(sign, label, path))
            draft.edits.append(TextEdit(path, end, end, f"{gap}{written}"))

    def _paragraphs(self, sign: str, label: str, path: str) -> Iterator[str]:
        links = self._c.links.get(path, {})
        for n, block in enumerate(self._stories[sign]):
            atoms = [
                SourceAtom(
                    atom.sign,
                    atom.look._replace(link=links.get(atom.look.link, atom.look.link)),
                    atom.thing,
                )
                for atom in block.atoms
            ]
            words = write_run(inlines_of_atoms(atoms), on_one_line=True)
            yield (
                f"    {words}" if n else f"[^{label}]: {without_block_start(words, is_first=True)}"
            )

    def unused(self, drafts: list[Draft]) -> None:
        """Take away the texts of notes that nothing in their file calls any more."""
        for sign, (path, _) in self._c.note_of.items():
            if sign in self._used[path]:
                continue
            calling = [n for n, block in enumerate(self._c.old) if sign in set(_all(block))]
            texts = self._c.origins.texts
            owner = next((draft for draft in drafts if draft.old in calling), None)
            if owner is None or owner.reason:
                continue
            if owner.kind in (EditKind.TEXT, EditKind.FORMAT):
                owner.kind = EditKind.NOTE
            for block, origin in zip(self._c.old, self._c.origin, strict=True):
                if block.story == sign and origin is not None:
                    owner.edits.append(without_lines(texts, path, origin.first, origin.last))


def _all(block: PrintedBlock) -> Iterator[str]:
    yield from _signs(block.atoms)
    for row in block.rows:
        for cell in row:
            yield from _signs(cell.atoms)


def _signs(atoms: Atoms) -> Iterator[str]:
    return (atom.sign for atom in atoms if atom.thing == "note")
