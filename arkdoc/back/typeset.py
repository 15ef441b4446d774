"""Signs that typography sets → the ones that people type for them."""

from __future__ import annotations

from arkdoc.back.printed import Atoms, PrintedBlock

_TYPOGRAPHY = str.maketrans(
    {"\u00a0": " ", "–": "-", "—": "-", "«": '"', "»": '"', "“": '"', "”": '"', "„": '"',
     "‘": "'", "’": "'"}
)  # fmt: skip
"""What typography replaces: it sets in the house style what was typed in Word in another one."""


def as_typed(text: str) -> str:
    """`text` without the signs that typography sets."""
    return text.translate(_TYPOGRAPHY)


def without_typography(block: PrintedBlock) -> PrintedBlock:
    """`block` without the signs that typography sets."""

    def plain(atoms: Atoms) -> Atoms:
        return tuple(
            atom if atom.thing else atom._replace(sign=as_typed(atom.sign)) for atom in atoms
        )

    return block.with_atoms(plain)
