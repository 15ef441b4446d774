"""Footnotes that were put in, moved or taken out → their texts in the files that call them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count

from arkdoc.back.comparison import Comparison
from arkdoc.back.drafts import Draft
from arkdoc.back.line_patches import without_lines
from arkdoc.back.model import EditKind
from arkdoc.back.origins import SourceAtom, SourceBlock
from arkdoc.back.patches import TextEdit
from arkdoc.back.printed import Atom, Atoms, PrintedBlock
from arkdoc.back.runs import inlines_of_atoms, write_run
from arkdoc.model.regex import regex
from arkdoc.write.markdown.escapes import without_block_start

_CALL = regex(r"\[\^([^\[\]\s]{1,200})\]")  # bounded, so that it takes linear time


class NoteBook:
    """What notes are called in each file, and which of them are still called there."""

    def __init__(self, comparison: Comparison) -> None:
        self._c = comparison
        self._used: defaultdict[str, set[str]] = defaultdict(set)
        self._taken: dict[str, tuple[set[str], Iterator[str]]] = {}  # labels, and those to try
        self._ends: dict[str, tuple[int, str]] = {}
        self._stories: defaultdict[str, list[PrintedBlock]] = defaultdict(list)
        for block in comparison.new:
            if block.story:
                self._stories[block.story].append(block)

    def use(self, path: str, block: PrintedBlock) -> None:
        """Count the notes that `block`, which stands in the file at `path`, calls."""
        self._used[path].update(_signs(block.all_atoms()))

    def write(self, atoms: Atoms, path: str, draft: Draft) -> None:
        """Write the notes that `atoms` call and the file at `path` has not, as part of `draft`."""
        labels = self._c.labels_in(path)
        for sign in _signs(atoms):
            if sign in labels:
                continue
            label = self._new_label(path)
            labels[sign] = label
            end, last = self._end_of(path)
            gap = "\n" if _CALL.match(last) and not draft.edits else "\n\n"
            written = "\n\n".join(self._paragraphs(sign, label, path))
            draft.edits.append(TextEdit(path, end, end, f"{gap}{written}"))

    def _new_label(self, path: str) -> str:
        """The first number that no note in the file at `path` is called."""
        if path not in self._taken:
            called = _CALL.findall(self._c.origins.texts.text(path))
            taken = {*called, *self._c.labels_in(path).values()}
            self._taken[path] = taken, map(str, count(1))
        taken, numbers = self._taken[path]
        return next(number for number in numbers if number not in taken)

    def _end_of(self, path: str) -> tuple[int, str]:
        """Where the text of a file ends, and its last line."""
        if path not in self._ends:
            text = self._c.origins.texts.text(path).rstrip()
            self._ends[path] = len(text), text.rpartition("\n")[2]
        return self._ends[path]

    def _paragraphs(self, sign: str, label: str, path: str) -> Iterator[str]:
        links = self._c.addresses.in_file(path)
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
        """Take away the texts of notes that nothing in their file calls any more.

        What was changed in one that is written in another file goes with what calls it there.
        """
        texts = self._c.origins.texts
        owners = self._owners(drafts)
        changed = {draft.old: draft for draft in drafts if draft.old >= 0 <= draft.new}
        stories: defaultdict[str, list[tuple[int, SourceBlock]]] = defaultdict(list)
        for mine, (block, origin) in enumerate(zip(self._c.old, self._c.origin, strict=True)):
            if block.story and origin is not None:
                stories[block.story].append((mine, origin))
        for sign, (path, _) in self._c.note_of.items():
            owner = owners.get(sign)
            if sign in self._used[path] or owner is None or owner.reason:
                continue
            if owner.kind in (EditKind.TEXT, EditKind.FORMAT):
                owner.kind = EditKind.NOTE
            for mine, origin in stories[sign]:
                owner.edits.append(without_lines(texts, path, origin.first, origin.last))
                if mine in changed:
                    owner.also.append((mine, changed[mine].new))
                    drafts.remove(changed[mine])

    def _owners(self, drafts: list[Draft]) -> dict[str, Draft]:
        """For each note the first change of a block that called it."""
        found: dict[str, Draft] = {}
        for draft in drafts:
            for mine in draft.all_old:
                for sign in _signs(self._c.old[mine].all_atoms()) if mine >= 0 else ():
                    found.setdefault(sign, draft)
        return found


def _signs(atoms: Iterable[Atom]) -> Iterator[str]:
    return (atom.sign for atom in atoms if atom.thing == "note")
