"""Notes that are called twice and lose their first call → blocks that call them as before.

The other calls are fields that lead to the first one. Without it they are read as bare numbers, and
the text of the note is gone from the Word file.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from arkdoc.back.matching import Matching
from arkdoc.back.printed import Atom, Atoms, PrintedBlock, text_of


def with_kept_notes(
    old: Sequence[PrintedBlock], new: tuple[PrintedBlock, ...], matching: Matching
) -> tuple[PrintedBlock, ...]:
    """`new`, its numbers that were calls of notes which are gone calls again, with these notes."""
    gone = {block.story for block in old if block.story} - {block.story for block in new}
    if not gone:
        return new
    found = [
        _calling(block, old[mine], gone) if (mine := matching.old_of.get(n, -1)) >= 0 else block
        for n, block in enumerate(new)
    ]
    called = {atom.sign for block in found for atom in block.all_atoms() if atom.thing == "note"}
    kept = (block for block in old if block.story in gone & called)
    return (*found, *(replace(block, number=0, last=0) for block in kept))  # in no paragraph there


def _calling(block: PrintedBlock, old: PrintedBlock, gone: Collection[str]) -> PrintedBlock:
    """`block` with the calls that `old`, which it was, has of notes that are gone."""
    runs = (old.atoms, *(cell.atoms for row in old.rows for cell in row))
    for atoms in runs:
        for at, atom in enumerate(atoms):
            if atom.thing == "note" and atom.sign in gone:
                word = text_of(atoms[:at]).rpartition(" ")[2]
                if word and f"{word}{atom.sign}" not in old.text:
                    block = block.with_atoms(partial(_with_call, call=atom, word=word))
    return block


def _with_call(atoms: Atoms, call: Atom, word: str) -> Atoms:
    """`atoms` with `call` in the place of its number, which stands right after `word`."""
    text = text_of(atoms)
    at = text.find(f"{word}{call.sign}")
    if at < 0:
        return atoms
    start = at + len(word)
    return (*atoms[:start], call, *atoms[start + len(call.sign) :])
