"""The blocks of a note that came back → the same, without what programs change by themselves.

LibreOffice leaves out the drawing (SVG) of which a picture is the stand-in, counts the addresses of
files from another folder, and gives words the look that their table or their style has already.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from arkdoc.back.printed import Atom, Atoms, PrintedBlock, PrintedCell, picture_sign
from arkdoc.read.word.returned import ReturnedNote


def with_our_things(
    new: Sequence[PrintedBlock], old: Sequence[PrintedBlock], base: ReturnedNote
) -> tuple[PrintedBlock, ...]:
    """`new` with the pictures and the addresses of files that it has from `old` as they were."""
    pictures = {
        picture_sign(other): picture_sign(base.pictures[path])
        for path, other in base.stand_ins.items()
        if path in base.pictures
    }
    files = {a.look.link for block in old for a in block.all_atoms() if _is_file(a.look.link)}
    same = _EndsOfLinks(files)

    def atom(given: Atom) -> Atom:
        if given.thing == "picture":
            return given._replace(sign=pictures.get(given.sign, given.sign))
        link = given.look.link
        if files and _is_file(link) and link not in files:
            return given._replace(look=given.look._replace(link=same[link]))
        return given

    return tuple(block.with_atoms(lambda atoms: tuple(map(atom, atoms))) for block in new)


class _EndsOfLinks(dict[str, str]):
    """The first of `files` that an address ends in; the address itself where it ends in none."""

    def __init__(self, files: Collection[str]) -> None:
        super().__init__()
        self._files = files
        self._longest = max(map(len, files), default=0)

    def __missing__(self, link: str) -> str:
        end = link[-self._longest - 1 :]
        ends = (end[n + 1 :] for n, sign in enumerate(end) if sign == "/")
        self[link] = found = min((each for each in ends if each in self._files), default=link)
        return found


def with_our_looks(new: PrintedBlock, old: PrintedBlock, *, is_made: bool) -> PrintedBlock:
    """`new`, which is `old` as it came back, without looks that say nothing.

    The first column of a table with row headers is bold as it is. `is_made`: arkdoc itself wrote
    the block, so that what is bold in it is so by its style.
    """
    if is_made and _is_bold(new.atoms) and _without_bold(new.atoms) == _without_bold(old.atoms):
        return replace(new, atoms=old.atoms)
    if not new.rows or old.table is None or not old.table.row_headers:
        return new
    rows = (new.rows[0], *(_with_plain_header(row) for row in new.rows[1:]))
    return replace(new, rows=rows)


def _with_plain_header(row: tuple[PrintedCell, ...]) -> tuple[PrintedCell, ...]:
    first, *rest = row
    if not _is_bold(first.atoms):
        return row
    return (PrintedCell(_without_bold(first.atoms), first.cell), *rest)


def _is_bold(atoms: Atoms) -> bool:
    """Whether there are words, all of them bold."""
    words = [atom for atom in atoms if not atom.thing and atom.sign.strip()]
    return bool(words) and all(atom.look.bold for atom in words)


def _without_bold(atoms: Atoms) -> Atoms:
    return tuple(atom._replace(look=atom.look._replace(bold=False)) for atom in atoms)


def _is_file(link: str) -> bool:
    """Whether an address leads to a file beside the note."""
    return bool(link) and not link.startswith("#") and not urlsplit(link).scheme
