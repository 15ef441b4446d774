"""A run of a Word file as it is printed → edits of its characters in the file's text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from arkdoc.back.origins import SourceAtoms
from arkdoc.back.patches import TextEdit
from arkdoc.back.printed import Atoms, CharacterLook
from arkdoc.back.source_texts import SourceTexts
from arkdoc.back.text_patches import AtomEdit, located
from arkdoc.back.word.signs import LINE_END, looking


class WordRun:
    """A run of a Word file, printed as `old`, that is to say `new`. `line` is its paragraph."""

    def __init__(
        self,
        texts: SourceTexts,
        path: str,
        old: Atoms,
        new: Atoms,
        atoms: SourceAtoms,
        line: int,
    ) -> None:
        source = texts.word(path)
        assert source is not None
        self._source = source
        self._path, self._old, self._new, self._atoms = path, old, new, atoms
        self._places = located(old, atoms)
        self._empty = texts.offset(path, line, 1)

    def edit(self, edit: AtomEdit) -> TextEdit | None:
        """The edit of the file's text; None where there is none."""
        old, new = self._old, self._new[edit.new_start : edit.new_end]
        numbers = self._places[edit.start : edit.end]
        if edit.start < edit.end:
            stretch = unbroken(numbers, self._atoms)
        else:
            place = self._place(edit.start)
            stretch = None if place is None else (place, place)
        if stretch is None or any(atom.thing not in ("", "break") for atom in new):
            return None
        if edit.is_look and any(atom.thing for atom in (*old[edit.start : edit.end], *new)):
            return None
        near = [n for n in range(edit.start - 1, edit.end + 1) if 0 <= n < len(old)]
        near = [n for n in near if self._places[n] >= 0 and not old[n].thing]
        first = [n for n in near if n >= edit.start] if edit.start < edit.end else near
        like = next(iter((*first, *near)), None)
        said = ""
        for look, group in groupby(new, lambda atom: atom.look._replace(code=False)):
            words = "".join(LINE_END if a.thing == "break" else a.sign for a in group)
            letters = self._letters(look, like, near)
            if letters is None:
                return None
            said += looking(words, letters if letters or self._has_look(near) else None)
        return TextEdit(self._path, *stretch, said)

    def _place(self, at: int) -> int | None:
        """The offset before the printed character `at`."""
        if at and self._places[at - 1] >= 0:
            end = self._atoms[self._places[at - 1]].end
            return end if end >= 0 else None
        if at < len(self._old) and self._places[at] >= 0:
            start = self._atoms[self._places[at]].start
            return start if start >= 0 else None
        return None if self._old else self._empty

    def _slot_look(self, n: int) -> str:
        start = self._atoms[self._places[n]].start
        return self._source.look(start)

    def _has_look(self, near: Sequence[int]) -> bool:
        return any(self._slot_look(n) for n in near)

    def _letters(self, look: CharacterLook, like: int | None, near: Sequence[int]) -> str | None:
        """The look that characters get which are to be printed with `look`.

        None for a link that nothing beside them has.
        """
        before = self._old[like].look if like is not None else CharacterLook()
        known = self._slot_look(like) if like is not None else ""
        letters = ""
        for letter, is_now, was in (
            ("b", look.bold, before.bold),
            ("i", look.italic, before.italic),
            ("s", look.strike, before.strike),
        ):
            letters += letter * ((letter in known) != (is_now != was))
        if look.link:
            if all(self._old[n].look.link != look.link for n in near):
                return None
            letters += "l"
        return letters


def unbroken(numbers: Sequence[int], atoms: SourceAtoms) -> tuple[int, int] | None:
    """The offsets that characters stand at, if nothing stands between them."""
    if not numbers or min(numbers) < 0:
        return None
    found = [atoms[n] for n in numbers]
    is_one = all(one.end == other.start for one, other in pairwise(found))
    if not is_one or any(atom.end <= atom.start for atom in found):
        return None
    return found[0].start, found[-1].end
