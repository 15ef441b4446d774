"""Inlines → their characters; inlines without spaces at the ends, or without bold."""

from collections.abc import Callable
from typing import assert_never

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
from arkdoc.model.tree import drop_end, drop_start, map_inlines

OBJECT = "\ufffc"
"""The one character that code, a picture or an opaque link is in `characters`."""
SOFT_BREAK, HARD_BREAK = "\n", "\r"


def characters(inlines: Inlines, is_opaque: Callable[[Link], bool] = lambda _: False) -> str:
    """The text of `inlines`; a break, code or a picture is one character, a footnote mark none.

    A link that `is_opaque` is one `OBJECT`; any other is its text.
    """
    pieces = []
    for inline in inlines:
        match inline:
            case Text():
                pieces.append(inline.text)
            case HeadingNumber():
                pieces.append(inline.number)
            case SoftBreak():
                pieces.append(SOFT_BREAK)
            case HardBreak():
                pieces.append(HARD_BREAK)
            case Code() | Image():
                pieces.append(OBJECT)
            case FootnoteReference():
                pass
            case Link() if is_opaque(inline):
                pieces.append(OBJECT)
            case Emphasis() | Strong() | Strikethrough() | Link() | Reference():
                pieces.append(characters(inline.inlines, is_opaque))
            case _:
                assert_never(inline)
    return "".join(pieces)


def trimmed(inlines: Inlines) -> Inlines:
    """`inlines` without spaces and breaks at the ends."""
    text = characters(inlines)
    rest = text.lstrip()
    return drop_end(drop_start(inlines, len(text) - len(rest)), len(rest) - len(rest.rstrip()))


def unbold(inlines: Inlines) -> Inlines:
    """`inlines` with nothing in bold."""
    result: list[Inline] = []
    for inline in inlines:
        plain = map_inlines(inline, unbold)
        result.extend(plain.inlines if isinstance(plain, Strong) else (plain,))
    return tuple(result)


def is_bold(inlines: Inlines) -> bool:
    """Whether every word is bold, and there is one."""
    return any(isinstance(inline, Strong | Emphasis) for inline in inlines) and all(
        _only_bold(inline) for inline in inlines
    )


def _only_bold(inline: Inline) -> bool:
    match inline:
        case Strong() | SoftBreak() | HardBreak() | FootnoteReference():
            return True
        case Emphasis():
            return is_bold(inline.inlines)
        case Text():
            return not inline.text.strip()
        case Code() | Image() | Strikethrough() | Link() | Reference() | HeadingNumber():
            return False
        case _:
            assert_never(inline)
