"""Characters with looks, as they are to be printed → inlines, and the Markdown that says them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

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
    """The inlines of a run: links outermost, then bold, italic and struck-out text."""
    return tuple(_nested(list(atoms), 0))


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
            yield Link(str(value), tuple(_nested(inside, 1)))
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
