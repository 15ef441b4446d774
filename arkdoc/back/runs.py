"""Characters with looks, as they are to be printed → inlines, and the Markdown that says them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from arkdoc.assemble.heading_references import length_of_number
from arkdoc.back.origins import SourceAtom
from arkdoc.back.printed import CharacterLook
from arkdoc.model.nodes import (
    Blocks,
    Code,
    Emphasis,
    Footnote,
    FootnoteReference,
    HardBreak,
    Image,
    Inline,
    Inlines,
    Link,
    Paragraph,
    SoftBreak,
    Strikethrough,
    Strong,
    Text,
)
from arkdoc.model.note import Body
from arkdoc.write.markdown.inlines import Run
from arkdoc.write.markdown.plain import plain


def inlines_of_atoms(atoms: Sequence[SourceAtom]) -> Inlines:
    """The inlines of a run: links outermost, then bold, italic and struck-out text.

    The number that arkdoc puts behind the words of a link to a heading is no part of them.
    """
    return tuple(_nested(list(_with_looks_of_breaks(atoms)), 0))


def _with_looks_of_breaks(atoms: Sequence[SourceAtom]) -> Iterator[SourceAtom]:
    """The characters, a broken line with the look of what is on both sides of it."""
    for n, atom in enumerate(atoms):
        if atom.thing == "break" and 0 < n < len(atoms) - 1:
            before, after = atoms[n - 1].look, atoms[n + 1].look
            if before == after and not before.code:
                atom = atom._replace(look=before)
        yield atom


def _without_number(link: str, atoms: list[SourceAtom]) -> list[SourceAtom]:
    """The characters of a link without the number of its heading, unless its author wrote that."""
    length = length_of_number("".join(atom.sign for atom in atoms)) if "#" in link else 0
    own = len(atoms) - length
    return atoms if any(atom.start >= 0 for atom in atoms[own:]) else atoms[:own]


_LEVELS: tuple[Callable[[CharacterLook], object], ...] = (
    lambda look: look.link,
    lambda look: look.bold,
    lambda look: look.italic,
    lambda look: look.strike,
    lambda look: look.code,
)
_WRAPS: tuple[Callable[[Inlines], Inline], ...] = (Strong, Emphasis, Strikethrough)


def _nested(atoms: list[SourceAtom], level: int) -> Iterator[Inline]:
    if level == len(_LEVELS):
        yield from _plain(atoms)
        return
    for value, group in groupby(atoms, lambda atom: _LEVELS[level](atom.look)):
        inside = list(group)
        if not value:
            yield from _nested(inside, level + 1)
        elif level == 0:
            words = _without_number(str(value), inside)
            yield Link(str(value), tuple(_nested(words, 1)))
        elif level == len(_LEVELS) - 1:
            yield Code("".join(atom.sign for atom in inside))
        else:
            yield _WRAPS[level - 1](tuple(_nested(inside, level + 1)))


def _plain(atoms: Iterable[SourceAtom]) -> Iterator[Inline]:
    for thing, group in groupby(atoms, lambda atom: atom.thing):
        inside = list(group)
        if not thing:
            yield Text("".join(atom.sign for atom in inside))
            continue
        for atom in inside:
            match thing:
                case "soft":
                    yield SoftBreak()
                case "note":
                    yield FootnoteReference(atom.sign)
                case "picture":
                    yield Image(atom.sign, "")
                case _:
                    yield HardBreak()


def plain_blocks(blocks: Blocks, labels: Iterable[str] = ()) -> Blocks:
    """`blocks` as Markdown can say them; `labels` are those of the notes that they may call."""
    said = (Paragraph((Text("-"),)),)
    notes = tuple(Footnote(label, said) for label in sorted(set(labels)))
    return plain(Body(blocks, notes))[0].blocks


def write_run(inlines: Inlines, *, in_cell: bool = False, on_one_line: bool = False) -> str:
    """The Markdown of a run; its lines are not guarded against what begins blocks."""
    labels = [each.label for each in inlines if isinstance(each, FootnoteReference)]
    found = plain_blocks((Paragraph(inlines),), labels)
    said = found[0].inlines if found and isinstance(found[0], Paragraph) else inlines
    return Run(on_one_line=on_one_line or in_cell, in_cell=in_cell).write(said)
