"""Blocks → the lines of their Markdown, without those around them.

The trees are plain (see `plain`). Each kind of block is written by a function of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import assert_never

from arkdoc.model.nodes import (
    Block,
    Blocks,
    CodeBlock,
    Container,
    Contents,
    Directive,
    Figure,
    Footnote,
    Footnotes,
    Heading,
    Inlines,
    ListBlock,
    Paragraph,
    Quote,
    Table,
    ThematicBreak,
)
from arkdoc.model.regex import regex
from arkdoc.model.tree import plain_text
from arkdoc.write.markdown.escapes import (
    item_kind,
    without_block_start,
    without_typed_marker,
)
from arkdoc.write.markdown.inlines import APART, Run
from arkdoc.write.markdown.markers import is_common, stands_under_text
from arkdoc.write.markdown.tables import table_lines

Lines = list[str]

_NOTE_INDENT = "    "
_WIDEST = 120
_COLONS = regex(r"[ \t>]*(:{3,})")
_TICKS = regex("`{3,}")
_CLOSING = regex(r"(?:^|(?<=[ \t]))#+$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks are written: `is_first` of the file, or as an item under the sign `bullet`.

    `on_one_line`: nothing but a paragraph's own line ends may part it.
    """

    at_margin: bool = True
    on_one_line: bool = False
    bullet: str = ""
    is_first: bool = False


def body_lines(blocks: Blocks, footnotes: Iterable[Footnote]) -> Lines:
    """The lines of a text and, below it, its footnotes."""
    parts = [write_blocks(blocks, Place(is_first=True)), *map(footnote_lines, footnotes)]
    return _apart(part for part in parts if part)


def footnote_lines(note: Footnote) -> Lines:
    """The lines of a footnote."""
    inside = write_blocks(note.blocks, Place(at_margin=False))
    if note.blocks and not isinstance(note.blocks[0], Paragraph | Figure):
        inside = ["", *inside]
    return _indented(f"[^{note.label}]: ", inside, _NOTE_INDENT)


def write_blocks(blocks: Blocks, place: Place, *, tight: bool = False) -> Lines:
    """The lines of `blocks`, with an empty one between them unless they stand `tight`."""
    lines: Lines = []
    bullet = shown_kind = ""
    guarded = False
    for n, block in enumerate(blocks):
        above = blocks[n - 1] if n else None
        own = replace(place, is_first=place.is_first and not n)
        items: list[Lines] = []
        if isinstance(block, ListBlock):
            is_below = isinstance(above, ListBlock) and not above.ordered
            bullet = "*" if is_below and bullet == "-" else "-"
            items = item_lines(block, bullet)
            written = _with_marks(block, items, bullet)
        else:
            below = blocks[n + 1] if n + 1 < len(blocks) else None
            guarded = _is_next_item(block, shown_kind, above, below)
            written = write_block(block, own, guarded=guarded)
        is_shown = not isinstance(block, ListBlock) and not guarded
        shown_kind = _kind(block) if is_shown else ""
        if n and not tight:
            lines.append("")
        if above and _must_part(above, block, items, tight=tight, line=lines[-1] if lines else ""):
            lines += [APART] if tight else [APART, ""]
        lines += written
    return lines


def write_block(block: Block, place: Place, *, guarded: bool = False) -> Lines:
    """The lines of one block; `guarded`: nothing may be taken for an item typed as text."""
    match block:
        case Heading():
            return [heading_line(block)]
        case Paragraph():
            return paragraph_lines(block.inlines, place, guarded=guarded)
        case ListBlock():
            return list_lines(block, "-")
        case Quote():
            inside = write_blocks(block.blocks, Place(at_margin=False))
            return [f"> {line}".rstrip() if not line else f"> {line}" for line in inside]
        case CodeBlock():
            return code_lines(block)
        case ThematicBreak():
            return ["***" if place.is_first or place.bullet == "-" else "---"]
        case Table():
            return table_lines(block)
        case Figure():
            return [figure_line(block)]
        case Container():
            return container_lines(block, place)
        case Directive():
            return [block.text]
        case Contents() | Footnotes():
            return []
        case _:
            assert_never(block)


def heading_line(heading: Heading) -> str:
    """The line of a heading."""
    words = Run(on_one_line=True).write(heading.inlines)
    words = _CLOSING.sub(lambda signs: f"\\{signs[0]}", words)
    return f"{'#' * heading.level} {words}".rstrip()


def paragraph_lines(inlines: Inlines, place: Place, *, guarded: bool = False) -> Lines:
    """The lines of a paragraph, one unless the author broke it."""
    run = Run(on_one_line=place.on_one_line)
    has_lines = "\n" in (written := run.write(inlines))
    if has_lines or not place.at_margin:
        written = replace(run, tabs=False).write(inlines)
    lines = []
    for n, line in enumerate(written.split("\n")):
        safe = without_block_start(line, is_first=not n)
        is_typed = (guarded or has_lines) and safe == line
        lines.append(without_typed_marker(safe) if is_typed else safe)
    if has_lines and place.at_margin and _may_look_pasted(lines):
        lines = [f"{APART}{line}" for line in lines]
    return lines


def _may_look_pasted(lines: Sequence[str]) -> bool:
    """Whether the reader might take the lines for text pasted from Word, a paragraph a line."""
    if all(line.endswith("\\") for line in lines[:-1]):
        return False
    longest = max(map(len, lines))
    return longest > _WIDEST or any(
        2 * len(line) <= longest or not (line[:1].isascii() or line[:1].isalnum())
        for line in lines[:-1]
    )


def figure_line(figure: Figure) -> str:
    """The line of a picture by itself, its caption as the title."""
    title = plain_text(figure.caption.inlines) if figure.caption else ""
    return Run().image(replace(figure.image, title=title))


def code_lines(block: CodeBlock) -> Lines:
    """The lines of code, between signs of which it has no run as long."""
    longest = max((len(run) for run in _TICKS.findall(block.text)), default=2)
    fence = "`" * (longest + 1)
    text = [] if not block.text else block.text.split("\n")
    return [f"{fence}{block.info}", *text, fence]


def container_lines(block: Container, place: Place) -> Lines:
    """The lines of a box, between more colons than a line in it begins with."""
    inside = write_blocks(block.blocks, Place(at_margin=place.at_margin))
    runs = [len(match[1]) for line in inside if (match := _COLONS.match(line))]
    colons = ":" * (max(runs, default=2) + 1)
    words = block.language or plain_text(block.title)
    opening = f"{colons} {block.kind.value} {words}".rstrip()
    return [opening, "", *inside, "", colons]


# --- lists -------------------------------------------------------------------------------


def list_lines(block: ListBlock, bullet: str) -> Lines:
    """The lines of a list, whose items begin with `bullet` if they have the usual sign."""
    return _with_marks(block, item_lines(block, bullet), bullet)


def _with_marks(block: ListBlock, items: Sequence[Lines], bullet: str) -> Lines:
    apart = stands_apart(block)
    lines: Lines = []
    for n, inside in enumerate(items):
        mark = block.marker.text(block.start + n) or bullet
        if not inside and (len(block.items) > 1 or not is_common(block.marker)):
            inside = [APART]
        if n and apart:
            lines.append("")
        lines += _indented(f"{mark} ", inside, " " * (len(mark) + 1))
    return lines


def item_lines(block: ListBlock, bullet: str) -> list[Lines]:
    """The lines of each item, without what stands before it."""
    apart = stands_apart(block)
    place = Place(at_margin=False, bullet=bullet, on_one_line=not is_common(block.marker))
    found = []
    for item in block.items:
        lines = write_blocks(item.blocks, place, tight=not apart)
        if item.checked is not None:
            lines[0] = f"[{'x' if item.checked else ' '}] {lines[0]}"
        found.append(lines)
    return found


def stands_apart(block: ListBlock) -> bool:
    """Whether empty lines part the items of a list, and the blocks in them."""
    return not block.tight or any(needs_space(item.blocks) for item in block.items)


def needs_space(blocks: Blocks) -> bool:
    """Whether blocks can't be told from each other without an empty line between them."""
    if any(isinstance(block, Table) and block.caption for block in blocks):
        return True
    for above, below in pairwise(blocks):
        after_text = isinstance(above, Paragraph | Figure) and (
            isinstance(below, Quote | CodeBlock | ListBlock)
        )
        of_lists = isinstance(above, ListBlock) and isinstance(below, ListBlock)
        if not (after_text or of_lists or isinstance(above, CodeBlock)):
            return True
    return False


def _must_part(above: Block, below: Block, items: list[Lines], *, tight: bool, line: str) -> bool:
    """Whether a comment has to stand between two blocks.

    `line` is the last of the upper one, `items` has the lines of the lower one's items.
    """
    if not isinstance(below, ListBlock):
        return False
    if isinstance(above, ListBlock):
        both = is_common(above.marker) and is_common(below.marker)
        return not (both and (not above.ordered or above.marker != below.marker))
    if not tight or isinstance(above, CodeBlock):
        return False
    first = below.items[0].blocks
    if not first or not isinstance(first[0], Paragraph | Figure):
        return True
    if not below.ordered and is_common(below.marker):
        return False
    return not stands_under_text(line, items, below.marker, apart=stands_apart(below))


def _is_next_item(block: Block, above_kind: str, above: Block | None, below: Block | None) -> bool:
    """Whether a block might be taken for an item of a list with what is above or below it.

    `above_kind` is how the block above begins, as it is written.
    """
    kind = _kind(block)
    lists = [each for each in (above, below) if isinstance(each, ListBlock)]
    has_list = any(each.ordered or not is_common(each.marker) for each in lists)
    return kind != "" and (kind == above_kind or has_list)


def _kind(block: Block) -> str:
    return item_kind(plain_text(block.inlines)) if isinstance(block, Paragraph) else ""


def _indented(mark: str, lines: Sequence[str], indent: str) -> Lines:
    first, *others = lines or [""]
    return [f"{mark}{first}".rstrip(" ") if not first else f"{mark}{first}"] + [
        f"{indent}{line}" if line else "" for line in others
    ]


def _apart(parts: Iterable[Lines]) -> Lines:
    lines: Lines = []
    for part in parts:
        lines += ["", *part] if lines else part
    return lines
