"""Text, line ends and blocks in the order they stand → paragraphs, headings and lists.

White space is HTML's: of any amount one is shown (CSS Text 3, 4.1). Two line ends in a row end a
paragraph, as people make them in e-mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from arkdoc.language.written import DIRECTIVE
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Directive,
    FootnoteReference,
    HardBreak,
    Heading,
    Inlines,
    Paragraph,
    Text,
)
from arkdoc.model.regex import regex
from arkdoc.read.clipboard.markers import ClipboardItem, item_numbers, settled
from arkdoc.read.clipboard.style import TextLook
from arkdoc.read.word.inlines import has_words, inlines_of, shown_text, without_start
from arkdoc.read.word.lists import (
    ItemParagraph,
    ListParagraph,
    common_marker,
    is_bold_line,
    nested,
    own_marker,
    typed_lists,
)
from arkdoc.read.word.runs import Leaf
from arkdoc.read.word.symbols import in_script, shown

_SPACES = regex(r"[ \t\n\r\f]+")
_NO_BREAK = regex("[ \u00a0]*\u00a0[ \u00a0]*")
_PADDING = regex("[\u200b\u2060\ufeff]")
_LINE_END = regex("\r\n|[\n\r]")
_SHORT = 12  # characters before a gap that may be the marker of an item
_SCRIPTS = {"sup": "superscript", "sub": "subscript"}


@dataclass(frozen=True, slots=True)
class ParagraphKind:
    """What a paragraph is: a heading of `heading`, in `item`, or of a list of Word's at `level`.

    `in_style` says that it has Word's style for lists; `margin` is how far in it begins, in points.
    """

    heading: int | None = None
    item: ClipboardItem | None = None
    level: int | None = None
    in_style: bool = False
    margin: float = 0.0


PLAIN = ParagraphKind()


@dataclass(frozen=True, slots=True)
class _ItemPart:
    """A block in an item of a list."""

    item: ClipboardItem
    block: Block


@dataclass(frozen=True, slots=True)
class _PlainLine:
    """An ordinary paragraph."""

    leaves: tuple[Leaf, ...]


_Part: TypeAlias = Block | _ItemPart | _PlainLine


class Flow:
    """Takes in what stands in one element; `kind` is that of the paragraph that is being read."""

    def __init__(self) -> None:
        self.kind = PLAIN
        self._parts: list[_Part] = []
        self._leaves: list[Leaf] = []
        self._marker: list[str] = []
        self._after_space = True
        self._has_gap = False

    # --- what is taken in --------------------------------------------------------------------

    def text(self, text: str, look: TextLook) -> None:
        """Take in text, of which no white space counts unless `look` keeps lines."""
        lines = _LINE_END.split(text) if look.keeps_lines else [text]
        for n, line in enumerate(lines):
            if n:
                self.line_end()
            self._words(line, look)

    def _words(self, text: str, look: TextLook) -> None:
        text = _SPACES.sub(" ", _PADDING.sub("", text))
        text = _NO_BREAK.sub(_no_break, text)
        if self._after_space:
            text = text.lstrip(" ")
        if not text:
            return
        self._after_space = text.endswith(" ")
        if look.font:
            text = shown(look.font, text)
        if look.script and self._leaves and isinstance(last := self._leaves[-1].inline, Text):
            text = in_script(text, _SCRIPTS[look.script], last.text)
        self._leaves.append(_leaf(Text(text), look))

    def line_end(self) -> None:
        """Take in a line end."""
        self._leaves.append(Leaf(HardBreak()))
        self._after_space = True

    def mark(self, label: str) -> None:
        """Take in the mark of a note."""
        self._leaves.append(Leaf(FootnoteReference(label)))
        self._after_space = False

    def marker(self, text: str, look: TextLook) -> None:
        """Take in part of what Word writes before an item."""
        self._marker.append(shown(look.font, text) if look.font else text)

    def gap(self) -> None:
        """Take in the space after a marker that nothing else says is one."""
        if self._has_gap or not self.kind.in_style:
            return
        self._has_gap = True
        written = shown_text(self._leaves)
        if len(written) <= _SHORT and all(isinstance(leaf.inline, Text) for leaf in self._leaves):
            self._marker, self._leaves = [written], []
            self._after_space = True

    def block(self, block: Block) -> None:
        """Take in a whole block, which is part of the item that is being read, if one is."""
        item = self.kind.item
        self._parts.append(_ItemPart(item, block) if item and item.is_begun else block)

    def end(self) -> None:
        """End the paragraph."""
        leaves, written = list(_joined(self._leaves)), "".join(self._marker)
        self._leaves, self._marker = [], []
        self._after_space, self._has_gap = True, False
        item, text = self._item(written)
        if not (text or any(map(has_words, leaves))):
            return
        if text:
            leaves.insert(0, Leaf(Text(f"{text} ")))
        for group in _paragraphs(leaves):
            self._paragraph(group, item)

    # --- one paragraph -----------------------------------------------------------------------

    def _item(self, written: str) -> tuple[ClipboardItem | None, str]:
        """The item that a paragraph is in, and what of its marker is text."""
        kind = self.kind
        is_of_word = kind.level is not None or (kind.in_style and written.strip())
        if is_of_word:
            level = kind.level if kind.level is not None else max(0, round(kind.margin / 36) - 1)
            if numbers := item_numbers(written):
                return ClipboardItem(min(level, 8), numbers), ""
            return None, " ".join(written.split())
        if kind.in_style and self._parts and isinstance(last := self._parts[-1], _ItemPart):
            return last.item, ""
        return kind.item, " ".join(written.split())

    def _paragraph(self, leaves: list[Leaf], item: ClipboardItem | None) -> None:
        kind = self.kind
        directive = DIRECTIVE.fullmatch(shown_text(leaves).strip())
        if kind.heading is not None:
            inlines = inlines_of(leaf._replace(bold=False) for leaf in leaves)
            self._parts.append(Heading(kind.heading, inlines))
        elif item is not None:
            self._parts.append(_ItemPart(item, Paragraph(inlines_of(leaves))))
            item.is_begun = True
        elif directive:
            self._parts.append(Directive(directive[1].strip().lower(), directive[0]))
        else:
            self._parts += map(_PlainLine, _with_typed_items_apart(leaves))

    # --- all of them -------------------------------------------------------------------------

    def blocks(self) -> Blocks:
        """All that was taken in."""
        pieces: list[Block | ListParagraph | ItemParagraph] = []
        for kind, group in groupby(self._parts, type):
            if kind is _PlainLine:
                pieces += _with_typed_lists([p.leaves for p in group if isinstance(p, _PlainLine)])
            elif kind is _ItemPart:
                pieces += _items([p for p in group if isinstance(p, _ItemPart)])
            else:
                pieces += [p for p in group if not isinstance(p, _PlainLine | _ItemPart)]
        return nested(pieces)


def _leaf(text: Text, look: TextLook) -> Leaf:
    return Leaf(text, look.bold, look.italic, look.strike, look.link)


def _no_break(run: re.Match[str]) -> str:
    """A no-break space between words stays; several only fill a line, and so does one at an end."""
    is_inside = run.start() > 0 and run.end() < len(run.string)
    return "\u00a0" if is_inside and len(run[0]) == 1 else " "


def _joined(leaves: Iterable[Leaf]) -> Iterator[Leaf]:
    """The leaves, texts that are set alike as one."""
    for is_text, group in groupby(leaves, lambda leaf: isinstance(leaf.inline, Text)):
        if not is_text:
            yield from group
            continue
        for look, alike in groupby(group, lambda leaf: leaf._replace(inline=Text(""))):
            texts = (leaf.inline.text for leaf in alike if isinstance(leaf.inline, Text))
            yield look._replace(inline=Text("".join(texts)))


def _lines(leaves: Iterable[Leaf]) -> list[list[Leaf]]:
    lines: list[list[Leaf]] = [[]]
    for leaf in leaves:
        if isinstance(leaf.inline, HardBreak):
            lines.append([])
        else:
            lines[-1].append(leaf)
    return lines


def _paragraphs(leaves: list[Leaf]) -> Iterator[list[Leaf]]:
    """The leaves, parted where lines are empty."""
    for is_filled, lines in groupby(_lines(leaves), lambda line: any(map(has_words, line))):
        if is_filled:
            yield _on_lines(lines)


def _on_lines(lines: Iterable[Iterable[Leaf]]) -> list[Leaf]:
    return [leaf for line in lines for leaf in (Leaf(HardBreak()), *line)][1:]


def _with_typed_items_apart(leaves: list[Leaf]) -> Iterator[tuple[Leaf, ...]]:
    """A paragraph, its lines apart where they are items that somebody typed."""
    lines = _lines(leaves)
    waiting: list[list[Leaf]] = []
    at = 0
    for items in typed_lists(list(map(_typed_text, lines))):
        here = lines[at : at + max(1, len(items))]
        at += len(here)
        if not items:
            waiting += here
            continue
        if waiting:
            yield tuple(_on_lines(waiting))
            waiting = []
        yield from map(tuple, here)
    if waiting:
        yield tuple(_on_lines(waiting))


def _typed_text(leaves: Iterable[Leaf]) -> str:
    """What may begin with a typed marker; no line in bold does."""
    kept = tuple(leaves)
    return "" if is_bold_line(kept) else shown_text(kept)


def _with_typed_lists(lines: list[tuple[Leaf, ...]]) -> Iterator[Block | ListParagraph]:
    at = 0
    for items in typed_lists(list(map(_typed_text, lines))):
        here = lines[at : at + max(1, len(items))]
        at += len(here)
        if not items:
            yield Paragraph(inlines_of(here[0]))
            continue
        marker = common_marker(items)
        for leaves, item in zip(here, items, strict=True):
            text = shown_text(leaves)
            length = len(text) - len(text.lstrip()) + item.length
            words: Inlines = inlines_of(without_start(list(leaves), length))
            yield ListParagraph(0, own_marker(item, marker), item.number, Paragraph(words))


def _items(parts: list[_ItemPart]) -> Iterator[Block | ListParagraph | ItemParagraph]:
    """The parts of items in a row. What is no paragraph begins none."""
    items = list(dict.fromkeys(part.item for part in parts))
    numbers = dict(zip(items, settled(items), strict=True))
    begun = set[ClipboardItem]()
    for part in parts:
        item = part.item
        if item in begun:
            yield ItemParagraph(item.level, part.block)
        elif isinstance(part.block, Paragraph):
            begun.add(item)
            marker, number = numbers[item]
            yield ListParagraph(item.level, marker, number, part.block)
        else:
            yield part.block
