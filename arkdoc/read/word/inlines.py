"""The leaves of a paragraph → its inlines: one text where formats agree, emphasis nested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TypeAlias

from arkdoc.model.nodes import (
    Emphasis,
    FootnoteReference,
    HardBreak,
    Image,
    Inline,
    Inlines,
    Link,
    Strikethrough,
    Strong,
    Text,
)
from arkdoc.model.source import whole_span
from arkdoc.read.word.reading import Reading
from arkdoc.read.word.runs import Leaf

_SPACE = " \t\u00a0"

_Kind: TypeAlias = tuple[str, type[Strong | Emphasis | Strikethrough]]
_KINDS: tuple[_Kind, ...] = (("bold", Strong), ("italic", Emphasis), ("strike", Strikethrough))
"""What leaves may be, each with its node: the outermost first."""


def inlines_of(leaves: Iterable[Leaf]) -> Inlines:
    """The inlines, without white space at the ends; spaces at emphasis's edges stand outside."""
    kept = _marks_together(_trimmed(leaves))
    if all(map(_is_plain, kept)):  # as most are
        return tuple(leaf.inline for leaf in _merged(kept))
    return _linked(_merged(_spaces_outside(kept)))


def shown_text(leaves: Iterable[Leaf]) -> str:
    """What the leaves show as text; a line's end is a space."""
    return "".join(
        leaf.inline.text if isinstance(leaf.inline, Text) else " "
        for leaf in leaves
        if isinstance(leaf.inline, Text | HardBreak)
    )


def leave_out_start(reading: Reading, leaves: list[Leaf], count: int) -> list[Leaf]:
    """`without_start`, with what goes counted as told of, in the paragraph where it stands.

    That may be one before: leaves of paragraphs whose mark was deleted stand before others'.
    """
    left = count
    for leaf in leaves:
        if left <= 0:
            break
        text = shown_text((leaf,))
        reading.leave_out(leaf.inline.span.line, text[:left])
        left -= len(text)
    return without_start(leaves, count)


def without_start(leaves: list[Leaf], count: int) -> list[Leaf]:
    """`leaves` without the first `count` characters of what they show."""
    kept = list(leaves)
    while count and kept:
        leaf = kept.pop(0)
        if isinstance(leaf.inline, HardBreak):
            count -= 1
        elif isinstance(leaf.inline, Text):
            text = leaf.inline.text
            if len(text) > count:
                kept.insert(0, _part(leaf, count, len(text)))
            count -= min(count, len(text))
    return kept


def has_words(leaf: Leaf) -> bool:
    """Whether the leaf shows more than white space."""
    return not isinstance(leaf.inline, HardBreak) and (
        not isinstance(leaf.inline, Text) or bool(leaf.inline.text.strip(_SPACE))
    )


def is_bold(inlines: Inlines) -> bool:
    """Whether all words of a run are bold; so are those of an empty one."""
    return all(
        isinstance(inline, Strong) or (isinstance(inline, Text) and not inline.text.strip())
        for inline in inlines
    )


def _part(leaf: Leaf, start: int, end: int) -> Leaf:
    assert isinstance(leaf.inline, Text)
    text = leaf.inline
    return leaf._replace(inline=Text(text.text[start:end], text.span.part(start, end - start)))


def _trimmed(leaves: Iterable[Leaf]) -> list[Leaf]:
    """Without white space and line ends before the first and after the last that shows more."""
    given = list(leaves)
    shown = [number for number, leaf in enumerate(given) if has_words(leaf)]
    kept = given[shown[0] : shown[-1] + 1] if shown else []
    if kept and isinstance(first := kept[0].inline, Text):
        text = first.text
        kept[0] = _part(kept[0], len(text) - len(text.lstrip(_SPACE)), len(text))
    if kept and isinstance(last := kept[-1].inline, Text):
        kept[-1] = _part(kept[-1], 0, len(last.text.rstrip(_SPACE)))
    return kept


def _marks_together(leaves: list[Leaf]) -> list[Leaf]:
    """Without the commas between marks of notes, which are set when they are printed."""
    if len(leaves) < len("1,2"):
        return leaves

    def parts_marks(number: int) -> bool:
        inline = leaves[number].inline
        return (
            isinstance(inline, Text)
            and inline.text.strip() == ","
            and all(
                isinstance(leaf.inline, FootnoteReference)
                for leaf in leaves[number - 1 : number + 2 : 2]
            )
        )

    last = len(leaves) - 1
    return [leaf for n, leaf in enumerate(leaves) if not (0 < n < last and parts_marks(n))]


def _is_plain(leaf: Leaf) -> bool:
    return not (leaf.bold or leaf.italic or leaf.strike or leaf.link)


def _spaces_outside(leaves: list[Leaf]) -> list[Leaf]:
    """White space has a format only where what is before and after it has the same."""
    pieces = [piece for leaf in leaves for piece in _pieces(leaf)]
    nexts = list(pieces)  # the first with words from each on
    for number in range(len(pieces) - 2, -1, -1):
        if not has_words(pieces[number]):
            nexts[number] = nexts[number + 1]
    result = []
    last = None  # with words
    for leaf, after in zip(pieces, nexts, strict=True):
        if has_words(leaf):
            last = leaf
        elif isinstance(leaf.inline, Text):
            before = leaf if last is None else last
            after = after if has_words(after) else leaf
            leaf = leaf._replace(
                bold=before.bold and after.bold,
                italic=before.italic and after.italic,
                strike=before.strike and after.strike,
                link=leaf.link if before.link == after.link == leaf.link else "",
            )
        result.append(leaf)
    return result


def _pieces(leaf: Leaf) -> Iterator[Leaf]:
    """A formatted text in three: its white space before, its words, its white space after."""
    if _is_plain(leaf) or not isinstance(leaf.inline, Text):
        yield leaf
        return
    text = leaf.inline.text
    words = text.strip(_SPACE)
    start = text.find(words) if words else 0
    end = start + len(words)
    for begin, stop in ((0, start), (start, end), (end, len(text))):
        if stop > begin:
            yield _part(leaf, begin, stop)


def _merged(leaves: Iterable[Leaf]) -> list[Leaf]:
    """Neighbouring texts of one format that stand side by side in the file as one."""
    result: list[Leaf] = []
    for leaf in leaves:
        last = result[-1] if result else None
        if last is not None and _goes_on(last, leaf):
            assert isinstance(last.inline, Text)
            assert isinstance(leaf.inline, Text)
            text = Text(last.inline.text + leaf.inline.text, last.inline.span.to(leaf.inline.span))
            result[-1] = last._replace(inline=text)
        else:
            result.append(leaf)
    return result


def _goes_on(before: Leaf, leaf: Leaf) -> bool:
    if before._replace(inline=leaf.inline, language="") != leaf._replace(language=""):
        return False
    if not (isinstance(before.inline, Text) and isinstance(leaf.inline, Text)):
        return False
    first, second = before.inline.span, leaf.inline.span
    is_exact = first.end_column - first.column == len(before.inline.text) and (
        second.end_column - second.column == len(leaf.inline.text)
    )
    return is_exact and (first.line, first.end_column) == (second.line, second.column)


def _linked(leaves: list[Leaf]) -> Inlines:
    result: list[Inline] = []
    for destination, group in groupby(leaves, attrgetter("link")):
        inside = _emphasised(tuple(group))
        if destination:
            result.append(Link(destination, inside, span=whole_span(inside)))
        else:
            result += inside
    return tuple(result)


def _emphasised(leaves: Sequence[Leaf], kinds: Sequence[_Kind] = _KINDS) -> Inlines:
    """The leaves, emphasised as `kinds` say, the outermost first."""
    if not kinds:
        return tuple(leaf.inline for leaf in leaves)
    (attribute, kind), *inner = kinds
    result: list[Inline] = []
    for is_set, group in groupby(leaves, attrgetter(attribute)):
        inside = _emphasised(tuple(group), inner)
        is_emphasised = is_set and _may_be(inside)
        result += (kind(inside, whole_span(inside)),) if is_emphasised else inside
    return tuple(result)


def _may_be(inside: Inlines) -> bool:
    """Whether there is anything to emphasise: not a line's end or a picture alone."""
    return any(not isinstance(inline, HardBreak | Image) for inline in inside)
