"""Inlines ↔ a line of characters, each with what is around it, so that two can be compared.

What is no character (a line break, a picture, a footnote's mark) stands in the text as a sign that
no text has, the same one for what is the same on both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeAlias, assert_never

from arkdoc.model.nodes import (
    Code,
    Emphasis,
    FootnoteReference,
    HardBreak,
    HeadingNumber,
    Image,
    Inline,
    Inlines,
    Link,
    Reference,
    SoftBreak,
    Strikethrough,
    Strong,
    Text,
)
from arkdoc.model.revisions import MarkedNodes, Revision
from arkdoc.model.source import NOWHERE

Around: TypeAlias = tuple[Inline, ...]
"""What a character stands in, outermost first, each without its content."""

KeyOf: TypeAlias = Callable[[Image | FootnoteReference], Hashable]
"""What is equal for pictures, and for footnotes' marks, that are the same in both versions."""

_FIRST_SIGN = 0x100000  # in the last plane of private use
_SIGNS = 0xFFF0


class Signs:
    """The signs that stand for what is no character, by what that is."""

    def __init__(self) -> None:
        self._signs: dict[Hashable, str] = {}

    def of(self, key: Hashable) -> str:
        """The sign for `key`, the same one each time."""
        number = len(self._signs) % _SIGNS
        return self._signs.setdefault(key, chr(_FIRST_SIGN + number))


@dataclass(frozen=True, slots=True)
class SetSign:
    """One character of a line, or what stands as one."""

    character: str
    around: Around
    atom: Inline | None = None


@dataclass(slots=True)
class CharacterLine:
    """Inlines as characters."""

    spots: list[SetSign] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The characters."""
        return "".join(spot.character for spot in self.spots)

    @property
    def form(self) -> Hashable:
        """What is around the characters, run by run."""
        runs = groupby(self.spots, key=lambda spot: spot.around)
        return tuple((around, sum(1 for _ in run)) for around, run in runs if around)


def line_of(inlines: Iterable[Inline], signs: Signs, key_of: KeyOf) -> CharacterLine:
    """The line of `inlines`."""
    line = CharacterLine()
    _add(line.spots, inlines, (), signs, key_of)
    return line


def _add(
    spots: list[SetSign],
    inlines: Iterable[Inline],
    around: Around,
    signs: Signs,
    key_of: KeyOf,
) -> None:
    for inline in inlines:
        match inline:
            case Text():
                spots += [SetSign(character, around) for character in inline.text]
            case Code():
                inside = (*around, Code(""))
                spots += [SetSign(character, inside) for character in inline.text]
            case SoftBreak():
                spots.append(SetSign(" ", around))
            case HardBreak():
                spots.append(SetSign(signs.of("break"), around, HardBreak()))
            case HeadingNumber():
                sign = signs.of((HeadingNumber, inline.target))
                spots.append(SetSign(sign, around, inline))
            case Image() | FootnoteReference():
                spots.append(SetSign(signs.of((type(inline), key_of(inline))), around, inline))
            case Emphasis() | Strong() | Strikethrough() | Link() | Reference():
                shell = replace(inline, inlines=(), span=NOWHERE)
                _add(spots, inline.inlines, (*around, shell), signs, key_of)
            case _:
                assert_never(inline)


Written: TypeAlias = tuple[SetSign, Revision | None]


def inlines_of(spots: Sequence[Written], revisions: MarkedNodes, depth: int = 0) -> Inlines:
    """The inlines that these spots are, what is of one version alone marked in `revisions`.

    A mark is on the innermost nodes, so that a link stays one link.
    """
    made: list[Inline] = []

    def outermost(written: Written) -> Inline | None:
        around = written[0].around
        return around[depth] if len(around) > depth else None

    for shell, group in groupby(spots, key=outermost):
        run = list(group)
        if isinstance(shell, Code):
            made += _pieces(run, revisions, Code)
        elif shell is None:
            made += _pieces(run, revisions, Text)
        else:
            made.append(_filled(shell, inlines_of(run, revisions, depth + 1)))
    return tuple(made)


def _filled(shell: Inline, inside: Inlines) -> Inline:
    match shell:
        case Emphasis() | Strong() | Strikethrough() | Link() | Reference():
            return replace(shell, inlines=inside)
        case Text() | SoftBreak() | HardBreak() | Code():
            raise ValueError("nothing stands in these")
        case HeadingNumber() | Image() | FootnoteReference():
            raise ValueError("nothing stands in these")
        case _:
            assert_never(shell)


def _pieces(
    run: Sequence[Written], revisions: MarkedNodes, make: type[Text] | type[Code]
) -> Iterable[Inline]:
    """The texts, and what is no text, of a run with the same around it."""
    for (revision, is_text), group in groupby(run, key=lambda each: (each[1], not each[0].atom)):
        spots = [spot for spot, _ in group]
        inlines = (
            [make("".join(spot.character for spot in spots))]
            if is_text
            else [spot.atom for spot in spots if spot.atom]
        )
        yield from (revisions.marked(each, revision) if revision else each for each in inlines)
