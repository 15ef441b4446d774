"""A printed run, what it was written as, and the same run edited → edits of the source by offset.

Words are replaced where they stand as long as their look is that of what is around them. Else the
run is written anew, from what its author wrote where that stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from arkdoc.back.origins import SourceAtom, SourceAtoms
from arkdoc.back.patches import TextEdit, edited_text
from arkdoc.back.printed import Atom, Atoms, CharacterLook, text_of
from arkdoc.back.runs import inlines_of_atoms, write_run
from arkdoc.compare.sequence import common_pairs
from arkdoc.compare.words import diff_words
from arkdoc.model.regex import regex
from arkdoc.write.markdown.escapes import escaped, without_block_start


class AtomEdit(NamedTuple):
    """The characters `start` to `end` of the old run become `new_start` to `new_end`."""

    start: int
    end: int
    new_start: int
    new_end: int
    is_look: bool = False


@dataclass(frozen=True, slots=True)
class RunSource:
    """Where a run was written: the text of its file, and the offsets of the whole run in it.

    `at_margin`: blocks could begin in it. `links` gives what an address in Word was written as,
    `labels` what a note is called in this file.
    """

    path: str
    text: str
    start: int
    end: int
    atoms: SourceAtoms
    links: Mapping[str, str]
    labels: Mapping[str, str]
    in_cell: bool = False
    on_one_line: bool = False


def atom_edits(old: Atoms, new: Atoms) -> tuple[AtomEdit, ...]:
    """What differs between two runs: words, then looks and things where the words are the same."""
    found: list[AtomEdit] = []
    at = new_at = 0
    before, after = text_of(old), text_of(new)
    edits = diff_words(before, after, readable=False)
    for edit in edits:
        found += _look_edits(old, new, at, edit.old_start, new_at)
        found.append(AtomEdit(edit.old_start, edit.old_end, edit.new_start, edit.new_end))
        at, new_at = edit.old_end, edit.new_end
    found += _look_edits(old, new, at, len(old), new_at)
    return tuple(sorted(found))


def _look_edits(old: Atoms, new: Atoms, start: int, end: int, new_start: int) -> list[AtomEdit]:
    found = []
    n = 0
    while n < end - start:
        first = n
        while n < end - start and old[start + n] != new[new_start + n]:
            n += 1
        if n > first:
            found.append(
                AtomEdit(start + first, start + n, new_start + first, new_start + n, is_look=True)
            )
        n += 1
    return found


def located(old: Atoms, atoms: SourceAtoms) -> list[int]:
    """For each printed character the number of the written one, -1 for what arkdoc says itself."""
    printed = text_of(old)
    written = text_of(atoms)
    if printed == written:
        return list(range(len(atoms)))
    at = printed.find(written) if written else -1
    if at >= 0:
        inside = range(len(atoms))
        return [-1] * at + [*inside] + [-1] * (len(printed) - at - len(written))
    found = [-1] * len(printed)
    pieces, others = ([*_PIECE.finditer(text)] for text in (printed, written))
    keys = [(each[0], bool(old[each.start()].look.link)) for each in pieces]
    other_keys = [(each[0], bool(atoms[each.start()].look.link)) for each in others]
    for n, other in common_pairs(keys, other_keys):
        start, end = pieces[n].span()
        found[start:end] = range(*others[other].span())
    return found


_PIECE = regex(r"[^\W\d]+|\d|\W")


def patch_run(
    old: Atoms, new: Atoms, source: RunSource, *, anew: bool = False
) -> tuple[TextEdit, ...] | None:
    """The edits that make `new` of `old`; None where there is no way.

    With `anew` the whole run is written, whatever has changed.
    """
    places = located(old, source.atoms)
    edits = atom_edits(old, new)
    if not edits:
        return ()
    if not anew:
        found = _in_place(old, new, edits, places, source)
        if found is not None:
            return found
    return _anew(old, new, edits, places, source)


# --- in place ----------------------------------------------------------------------------


def _in_place(
    old: Atoms,
    new: Atoms,
    edits: Sequence[AtomEdit],
    places: Sequence[int],
    source: RunSource,
) -> tuple[TextEdit, ...] | None:
    found: list[TextEdit] = []
    for edit in edits:
        made = _one_in_place(old, new, edit, places, source)
        if made is None:
            return None
        found.append(made)
    return _guarded(found, source)


def _one_in_place(
    old: Atoms, new: Atoms, edit: AtomEdit, places: Sequence[int], source: RunSource
) -> TextEdit | None:
    inserted = new[edit.new_start : edit.new_end]
    looks = {atom.look for atom in inserted}
    if edit.is_look or len(looks) > 1 or any(atom.thing for atom in inserted):
        return None
    look = next(iter(looks)) if looks else None
    if edit.start == edit.end:
        assert look is not None
        place = _place_to_insert(old, edit.start, look, places, source)
        start = end = -1 if place is None else place
    else:
        start, end = _stretch(old, edit, look, places, source)
    if start < 0:
        return None
    words = text_of(inserted)
    is_code = bool(look and _written_look(old, edit, places, source).code)
    written = words if is_code else _escaped(words, source, start, end)
    return TextEdit(source.path, start, end, written)


def _written_look(
    old: Atoms, edit: AtomEdit, places: Sequence[int], source: RunSource
) -> CharacterLook:
    for n in (edit.start, edit.start - 1):
        if 0 <= n < len(old) and places[n] >= 0:
            return source.atoms[places[n]].look
    return CharacterLook()


def _place_to_insert(
    old: Atoms, at: int, look: CharacterLook, places: Sequence[int], source: RunSource
) -> int | None:
    """The offset where text of that look goes in before the printed character `at`."""
    if at and old[at - 1].look == look and places[at - 1] >= 0 and not old[at - 1].thing:
        before = source.atoms[places[at - 1]]
        if before.end >= 0 and before.thing != "soft" and not before.look.code:
            return before.end
    if at < len(old) and old[at].look == look and places[at] >= 0 and not old[at].thing:
        after = source.atoms[places[at]]
        if after.start >= 0 and after.thing != "soft" and not after.look.code:
            return after.start
    if (
        look == CharacterLook()
        and at
        and places[at - 1] >= 0
        and old[at - 1].thing in ("note", "picture")
    ):
        return source.atoms[places[at - 1]].end
    if look == CharacterLook() and at < len(old) and places[at] >= 0 and old[at].thing in ("note",):
        return source.atoms[places[at]].start
    return None


def _stretch(
    old: Atoms, edit: AtomEdit, look: CharacterLook | None, places: Sequence[int], source: RunSource
) -> tuple[int, int]:
    """The offsets of what is taken away, if nothing but it stands there; else -1."""
    numbers = places[edit.start : edit.end]
    removed = old[edit.start : edit.end]
    if any(n < 0 for n in numbers) or any(atom.thing == "picture" for atom in removed):
        return -1, -1
    looks = {atom.look for atom in removed if not atom.thing}
    if len(looks) > 1 or (look is not None and looks and looks != {look}):
        return -1, -1
    atoms = [source.atoms[n] for n in numbers]
    for before, after in pairwise(atoms):
        is_same = (before.start, before.end) == (after.start, after.end)
        is_next = before.end == after.start or "soft" in (before.thing, after.thing)
        if is_same or not is_next:
            return -1, -1
    start, end = atoms[0].start, atoms[-1].end
    neighbours = (numbers[0] - 1, numbers[-1] + 1)
    for n in neighbours:
        if 0 <= n < len(source.atoms):
            other = source.atoms[n]
            if (other.start, other.end) in ((start, end), (atoms[0].start, atoms[0].end)):
                return -1, -1  # one character of several that are written as one
    if any(atom.look.code for atom in atoms):
        return -1, -1
    if min(start, end) < 0 or (looks and _empties(old, edit, next(iter(looks)))):
        return -1, -1
    return start, end


def _empties(old: Atoms, edit: AtomEdit, look: CharacterLook) -> bool:
    """Whether nothing would be left between signs of emphasis, or space would stand inside them."""
    if look == CharacterLook():
        return False
    before = old[edit.start - 1] if edit.start else None
    after = old[edit.end] if edit.end < len(old) else None
    goes_on_before = before is not None and before.look == look and not before.sign.isspace()
    goes_on_after = after is not None and after.look == look and not after.sign.isspace()
    return not (goes_on_before or goes_on_after)


def _escaped(words: str, source: RunSource, start: int, end: int) -> str:
    around = source.text[source.start : source.end]
    before = source.text[start - 1 : start] if start > source.start else ""
    after = source.text[end : end + 1] if end < source.end else ""
    written = escaped(
        words,
        before,
        after,
        emphasis="*" in around or "_" in around,
        all_brackets="](" in around or "][" in around or "[^" in around,
    )
    return written.replace("|", "\\|") if source.in_cell else written


def _guarded(edits: Sequence[TextEdit], source: RunSource) -> tuple[TextEdit, ...]:
    """`edits`, with a backslash where a line of the run would begin a block."""
    if source.in_cell:
        return tuple(edits)
    text = edited_text(source.text[: source.end], edits)
    changed = text[source.start :]
    lines = changed.split("\n")
    guarded = []
    for n, line in enumerate(lines):
        bare = line.lstrip(" \t>") if n else line
        indent = line[: len(line) - len(bare)]
        guarded.append(indent + without_block_start(bare, is_first=not n))
    was = source.text[source.start : source.end].split("\n")
    if len(was) == len(lines):
        guarded = [
            line if line == before else safe
            for line, before, safe in zip(lines, was, guarded, strict=True)
        ]
    if guarded == lines:
        return tuple(edits)
    return (TextEdit(source.path, source.start, source.end, "\n".join(guarded)),)


# --- anew --------------------------------------------------------------------------------


def target_atoms_of(old: Atoms, new: Atoms, source: RunSource) -> list[SourceAtom] | None:
    """What is to be written for `new`, of a run that was printed as `old`."""
    return target_atoms(old, new, atom_edits(old, new), located(old, source.atoms), source)


def target_atoms(
    old: Atoms,
    new: Atoms,
    edits: Sequence[AtomEdit],
    places: Sequence[int],
    source: RunSource,
) -> list[SourceAtom] | None:
    """What is to be written for `new`: as its author wrote it, where that stays."""
    result: list[SourceAtom] = []
    at = new_at = 0
    for edit in (*edits, AtomEdit(len(old), len(old), len(new), len(new))):
        for n in range(edit.start - at):
            result.append(_kept(places[at + n], new[new_at + n], source))
        for n in range(edit.new_start, edit.new_end):
            place = places[edit.start + n - edit.new_start] if edit.is_look else -1
            made = made_atom(new[n], place, source)
            if made is None:
                return None
            result.append(made)
        at, new_at = edit.end, edit.new_end
    return result


def _kept(place: int, atom: Atom, source: RunSource) -> SourceAtom:
    if place < 0:
        made = made_atom(atom, -1, source)
        return made if made is not None else SourceAtom(atom.sign)
    written = source.atoms[place]
    raw = source.text[written.start : written.end] if written.start >= 0 else ""
    if not written.thing and len(raw) == 1:
        return written._replace(sign=raw)
    return written


def made_atom(atom: Atom, place: int, source: RunSource) -> SourceAtom | None:
    """A character that was put in, or has another look; None for one that can't be written."""
    link = source.links.get(atom.look.link, atom.look.link)
    if link.startswith("#") and atom.look.link not in source.links:
        return None
    look = atom.look._replace(link=link)
    if place >= 0:
        written = source.atoms[place]
        if not written.thing and not atom.thing:
            return _kept(place, atom, source)._replace(look=look._replace(code=written.look.code))
        if written.thing == "soft" and not atom.thing:
            return written._replace(look=look)
    if atom.thing == "note":
        label = source.labels.get(atom.sign)
        return None if label is None else SourceAtom(label, look, "note")
    if atom.thing == "picture":
        return None
    return SourceAtom(atom.sign, look, atom.thing)


def _anew(
    old: Atoms,
    new: Atoms,
    edits: Sequence[AtomEdit],
    places: Sequence[int],
    source: RunSource,
) -> tuple[TextEdit, ...] | None:
    if source.start < 0:
        return None
    atoms = target_atoms(old, new, edits, places, source)
    if atoms is None:
        return None
    written = write_anew(atoms, source)
    return (TextEdit(source.path, source.start, source.end, written),)


def write_anew(atoms: Sequence[SourceAtom], source: RunSource) -> str:
    """The Markdown of a run; a line after the first is set in as the second one was."""
    if source.in_cell or source.on_one_line:
        atoms = [a._replace(sign=" ", thing="") if a.thing == "soft" else a for a in atoms]
    inlines = inlines_of_atoms(atoms)
    written = write_run(inlines, in_cell=source.in_cell, on_one_line=source.on_one_line)
    if source.in_cell:
        return written
    indent = _indent_of_second(source)
    lines = [
        without_block_start(line, is_first=not n) for n, line in enumerate(written.split("\n"))
    ]
    return f"\n{indent}".join(lines)


def _indent_of_second(source: RunSource) -> str:
    begin = source.text.rfind("\n", 0, source.start) + 1
    first = source.text[begin : source.start]
    _, _, second = source.text[source.start : source.end].partition("\n")
    if second:
        bare = second.lstrip(" \t>")
        return second[: len(second) - len(bare)]
    return "".join(sign if sign in "> \t" else " " for sign in first)
