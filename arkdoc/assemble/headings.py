"""A text's blocks as written → the same with headings that fit the note's outline.

The rules of the contract's clause 6, in their order, each with its diagnostic: 1. a bold line is a
heading; 2. hand numbering goes; 3. a repetition of the unit's name goes; 4. the outline has no gap;
5. it has five levels at most.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple, assert_never

from arkdoc.assemble.anchors import FileAnchors, heading_slug
from arkdoc.assemble.handnumbers import hand_number
from arkdoc.assemble.inline_trim import characters, is_bold, trimmed, unbold
from arkdoc.language.written import TABLE_WORDS
from arkdoc.model.diagnostic import Diagnostic, Rule, diagnostic
from arkdoc.model.names import clip, fold
from arkdoc.model.nodes import (
    Block,
    Blocks,
    CodeBlock,
    Container,
    ContainerKind,
    Contents,
    Directive,
    DirectiveName,
    Figure,
    FootnoteReference,
    Footnotes,
    Heading,
    Image,
    Inlines,
    ListBlock,
    Paragraph,
    Quote,
    Table,
    ThematicBreak,
)
from arkdoc.model.regex import regex
from arkdoc.model.source import Span
from arkdoc.model.tree import drop_end, drop_start, map_blocks, plain_text, walk_inlines
from arkdoc.rules.structure import (
    BOLD_AS_HEADING,
    HAND_NUMBERING,
    LEVEL_CHANGED,
    REPEATED_NAME,
    TOO_DEEP_HEADING,
)

DEEPEST = 5
_LONGEST_BOLD = 80
_CAPTION = regex(
    rf"(?:{'|'.join(TABLE_WORDS)})(?:\s+\d+)?(?:\s+\((?:ingen\s+)?radtitler\))?(?:\s+\d+)?[.:]",
    re.IGNORECASE,
)


class Outlined(NamedTuple):
    """Blocks with normalised headings; `anchors` leads from what links may say to their ids.

    `wanted` and `ids` are the id that each heading should have, and the one it has.
    """

    blocks: Blocks
    anchors: Mapping[str, str]
    wanted: tuple[str, ...]
    ids: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def normalise(
    blocks: Blocks, base: int, prefix: str, *, name: str = "", home: str = ""
) -> Outlined:
    """Normalise the headings of one text.

    They come out below level `base` (0: the introduction), with ids that begin with `prefix`.
    A first heading that only repeats `name` is dropped, and links to it lead to the id `home`.
    """
    anchors = FileAnchors(prefix)
    outline = _Outline(base, anchors, name, home)
    result = outline.run(blocks)
    return Outlined(
        result,
        anchors.all(),
        tuple(anchors.wanted),
        tuple(anchors.given),
        tuple(outline.diagnostics),
    )


class _Outline:
    """One pass through a text in reading order, into containers too."""

    def __init__(self, base: int, anchors: FileAnchors, name: str, home: str) -> None:
        self.anchors = anchors
        self.diagnostics: list[Diagnostic] = []
        self._base = base
        self._name = fold(name)
        self._latest = name
        self._boxes: Counter[tuple[ContainerKind, str]] = Counter()
        self._home = home
        self._explicit = 0  # level of the nearest explicit heading so far
        self._stack: list[int] = []
        self._names: tuple[str, ...] = ()  # of headings that are none, for the next one
        self._is_first = True

    def run(self, blocks: Blocks) -> Blocks:
        result: list[Block] = []
        for block, following in zip_longest(blocks, blocks[1:]):
            match block:
                case Heading(level=0):
                    inlines = trimmed(block.inlines)
                    result.extend(self._heading(inlines, self._explicit + 1, block, None))
                case Heading(level=level) if level < 0:
                    result.extend(self._heading(block.inlines, 1, block, None))
                case Heading():
                    new = self._explicit_heading(block)
                    result.extend(new)
                    if not new and _is_empty(block.inlines):
                        continue  # an empty heading is not the first block
                case Paragraph() if following and _is_bold_line(block, following):
                    result.extend(self._bold_heading(block))
                case Container(kind=ContainerKind.MEASURE):
                    result.append(block)  # its name is no heading
                case Container():
                    self._is_first = False
                    result.append(map_blocks(self._titled(block), self.run))
                case Directive(name=name) if name == DirectiveName.UNITS:
                    self._stack.clear()  # units follow: what comes after is below none of ours
                    result.append(block)
                case Paragraph() | Directive() | CodeBlock() | Table() | Figure():
                    result.append(block)
                case ListBlock() | Quote() | ThematicBreak() | Contents() | Footnotes():
                    result.append(block)
                case _:
                    assert_never(block)
            self._is_first = False
        return tuple(result)

    def _titled(self, box: Container) -> Container:
        """A box whose label is a heading to a listener, right below the one that it is under."""
        if box.kind not in (ContainerKind.PROPOSAL, ContainerKind.SUMMARY):
            return box
        about = self._latest
        self._boxes[box.kind, about] += 1
        if (number := self._boxes[box.kind, about]) > 1:
            about = f"{about} ({number})".strip()
        return replace(box, level=min(self._base + len(self._stack) + 1, DEEPEST), about=about)

    def _explicit_heading(self, heading: Heading) -> Blocks:
        inlines = trimmed(heading.inlines)
        if not _has_text(inlines):
            self._names += heading.anchors  # for the next one
        if _is_empty(inlines):
            return ()
        if not _has_text(inlines):
            return (Paragraph(inlines, heading.span, heading.language),)
        self._explicit = heading.level
        if is_bold(inlines):
            inlines = trimmed(unbold(inlines))
        written = heading_slug(heading.inlines)
        return self._heading(inlines, heading.level, heading, written)

    def _bold_heading(self, paragraph: Paragraph) -> Blocks:
        inlines = trimmed(unbold(paragraph.inlines))
        self._say(BOLD_AS_HEADING, paragraph.span, text=_shown(inlines))
        return self._heading(inlines, self._explicit + 1, paragraph, None)

    def _heading(
        self, inlines: Inlines, level: int, block: Heading | Paragraph, written: str | None
    ) -> Blocks:
        """Rules 2 to 5 for `inlines` of `block`. `written` is the slug of an explicit heading."""
        before, span = inlines, block.span
        names = self._names + (block.anchors if isinstance(block, Heading) else ())
        self._names = ()
        inlines = self._without_numbering(inlines, span)
        if self._is_first and self._repeats_name(before, inlines):
            self._say(REPEATED_NAME, span, text=_shown(before))
            self.anchors.point(written, heading_slug(inlines), self._home, names)
            return ()
        shown_level = self._level(level, inlines, span, is_explicit=written is not None)
        id_ = self.anchors.add(written, heading_slug(inlines), names)
        self._latest = _shown(inlines)
        return (Heading(shown_level, inlines, id_, block.language, span),)

    def _without_numbering(self, inlines: Inlines, span: Span) -> Inlines:
        leading, trailing = hand_number(characters(inlines))
        if not (leading or trailing):
            return inlines
        after = trimmed(drop_end(drop_start(inlines, leading), trailing))
        self._say(HAND_NUMBERING, span, before=_shown(inlines), after=_shown(after))
        return after

    def _repeats_name(self, before: Inlines, after: Inlines) -> bool:
        if not self._name or _calls_footnote(after):
            return False
        return self._name in (fold(characters(before)), fold(characters(after)))

    def _level(self, level: int, inlines: Inlines, span: Span, *, is_explicit: bool) -> int:
        while self._stack and self._stack[-1] >= level:
            self._stack.pop()
        self._stack.append(level)
        depth = self._base + len(self._stack)
        if depth > DEEPEST:
            self._say(TOO_DEEP_HEADING, span, text=_shown(inlines))
        elif is_explicit and depth != level:
            self._say(LEVEL_CHANGED, span, text=_shown(inlines), before=level, after=depth)
        return min(depth, DEEPEST)

    def _say(self, rule: Rule, span: Span, **args: object) -> None:
        self.diagnostics.append(diagnostic(rule, span, **args))


def _is_bold_line(paragraph: Paragraph, following: Block) -> bool:
    """Rule 1: bold from end to end, short, and not the first of several such lines."""
    return _looks_like_heading(paragraph) and not (
        isinstance(following, Paragraph) and _looks_like_heading(following)
    )


def _looks_like_heading(paragraph: Paragraph) -> bool:
    if not is_bold(paragraph.inlines):
        return False
    text = plain_text(paragraph.inlines).strip()
    return (
        len(text) <= _LONGEST_BOLD
        and any(map(str.isalnum, text))
        and not _CAPTION.match(text)
        and not any(isinstance(inline, Image) for inline in walk_inlines(paragraph.inlines))
    )


def _is_empty(inlines: Inlines) -> bool:
    return not characters(inlines).strip() and not _calls_footnote(inlines)


def _calls_footnote(inlines: Inlines) -> bool:
    return any(isinstance(inline, FootnoteReference) for inline in walk_inlines(inlines))


def _has_text(inlines: Inlines) -> bool:
    return bool(plain_text(inlines).strip())


def _shown(inlines: Inlines) -> str:
    return clip(plain_text(inlines))
