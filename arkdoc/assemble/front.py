"""The note's own text → the same with what comes first in front; and what that is called.

What is put to the committee, and the summary, stand before the table of contents, wherever in
`notat.md` they were written: whoever has five minutes reads them.
"""

from collections.abc import Collection
from dataclasses import replace

from arkdoc.assemble.inline_trim import is_bold, trimmed, unbold
from arkdoc.language.printed import Words
from arkdoc.model.nodes import (
    Block,
    Blocks,
    Container,
    ContainerKind,
    Directive,
    Heading,
    Paragraph,
    Text,
)

_BOLD = 7
_FRONT = (ContainerKind.PROPOSAL, ContainerKind.SUMMARY)


def label_of(container: Container, written: str, case_types: Collection[str], words: Words) -> str:
    """The label of a box; `written` is what its author calls it."""
    match container.kind:
        case ContainerKind.NOTE:
            return words.note
        case ContainerKind.PROPOSAL:
            return written or words.proposal.for_case(case_types)
        case ContainerKind.SUMMARY:
            return written or words.summary
        case ContainerKind.LANDSCAPE | ContainerKind.LANGUAGE:
            return ""
        case ContainerKind.PLACEHOLDER | ContainerKind.MEASURE:
            return ""


def front_first(blocks: Blocks) -> Blocks:
    """`blocks` with the boxes that come first in front.

    A heading goes with its box, where the box is all that stands under it; a bold line is then the
    box's title.
    """
    front: list[Block] = []
    moved: set[int] = set()
    for index, block in enumerate(blocks):
        if not is_front(block):
            continue
        above = blocks[index - 1] if index and _stands_over(blocks, index) else None
        titled = _titled(block, above)
        if isinstance(above, Heading):
            front.append(above)
        if isinstance(above, Heading) or titled is not block:
            moved.add(index - 1)
        front.append(titled)
        moved.add(index)
    rest = (block for index, block in enumerate(blocks) if index not in moved)
    return (*front, *rest) if front else blocks


def is_front(block: Block) -> bool:
    """Whether a block of the note's own text is a box that comes first."""
    return isinstance(block, Container) and block.kind in _FRONT


def front_length(blocks: Blocks) -> int:
    """How many blocks the front of the note's own text has."""
    return max((index + 1 for index, block in enumerate(blocks) if is_front(block)), default=0)


def _stands_over(blocks: Blocks, index: int) -> bool:
    """Whether what stands right above the box at `index` is a heading that has nothing else."""
    level = _level(blocks[index - 1])
    after = next((block for block in blocks[index + 1 :] if not is_front(block)), None)
    return level > 0 and (
        after is None or isinstance(after, Directive) or 0 < _level(after) <= level
    )


def _titled(block: Block, above: Block | None) -> Block:
    """The box with the bold line `above` it as its title, if it has none and the line is plain."""
    if not (isinstance(block, Container) and isinstance(above, Paragraph)) or block.title:
        return block
    title = trimmed(unbold(above.inlines))
    return replace(block, title=title) if all(isinstance(each, Text) for each in title) else block


def _level(block: Block) -> int:
    """The level of a heading, or of a bold line, which is below any other; 0 for neither."""
    if isinstance(block, Heading):
        return block.level or _BOLD
    return _BOLD if isinstance(block, Paragraph) and is_bold(block.inlines) else 0
