"""Inlines → inlines with characters taken off an end, or boldness taken off them all."""

from dataclasses import replace
from typing import assert_never

from arkdoc.model.document import (
    Code,
    Emphasis,
    FootnoteReference,
    HardBreak,
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
from arkdoc.model.source import NOWHERE, Span

OBJECT = "\ufffc"
"""Stands for code or a picture where inlines are looked at as characters."""


def characters(inlines: Inlines) -> str:
    """One character for each that can be taken off: a break is a space, a mark is nothing."""
    pieces = []
    for inline in inlines:
        match inline:
            case Text():
                pieces.append(inline.text)
            case SoftBreak() | HardBreak():
                pieces.append(" ")
            case Code() | Image():
                pieces.append(OBJECT)
            case FootnoteReference():
                pass
            case Emphasis() | Strong() | Strikethrough() | Link() | Reference():
                pieces.append(characters(inline.inlines))
            case _:
                assert_never(inline)
    return "".join(pieces)


def without(inlines: Inlines, leading: int, trailing: int) -> Inlines:
    """`inlines` without that many characters at the ends; every span stays exact."""
    if leading:
        inlines, _ = _drop(inlines, leading, from_end=False)
    if trailing:
        inlines, _ = _drop(inlines, trailing, from_end=True)
    return inlines


def trimmed(inlines: Inlines) -> Inlines:
    """`inlines` without spaces and breaks at the ends."""
    text = characters(inlines)
    leading = len(text) - len(text.lstrip())
    trailing = len(text) - len(text.rstrip()) if leading < len(text) else 0
    return without(inlines, leading, trailing)


def unbold(inlines: Inlines) -> Inlines:
    """`inlines` with what is bold no longer so."""
    result: list[Inline] = []
    for inline in inlines:
        match inline:
            case Strong():
                result.extend(unbold(inline.inlines))
            case Emphasis() | Strikethrough() | Link() | Reference():
                result.append(replace(inline, inlines=unbold(inline.inlines)))
            case Text() | SoftBreak() | HardBreak() | Code() | Image() | FootnoteReference():
                result.append(inline)
            case _:
                assert_never(inline)
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
        case Code() | Image() | Strikethrough() | Link() | Reference():
            return False
        case _:
            assert_never(inline)


def _drop(inlines: Inlines, count: int, *, from_end: bool) -> tuple[Inlines, int]:
    kept: list[Inline] = []
    for inline in reversed(inlines) if from_end else inlines:
        if count == 0:
            kept.append(inline)
            continue
        match inline:
            case Text():
                taken = min(count, len(inline.text))
                count -= taken
                if taken < len(inline.text):
                    kept.append(_cut(inline, taken, from_end=from_end))
            case SoftBreak() | HardBreak():
                count -= 1
            case Code() | Image():
                count = 0
                kept.append(inline)
            case FootnoteReference():
                kept.append(inline)
            case Emphasis() | Strong() | Strikethrough() | Link() | Reference():
                inside, count = _drop(inline.inlines, count, from_end=from_end)
                if inside:
                    kept.append(replace(inline, inlines=inside))
            case _:
                assert_never(inline)
    return tuple(reversed(kept) if from_end else kept), count


def _cut(text: Text, count: int, *, from_end: bool) -> Text:
    left = len(text.text) - count
    if from_end:
        return Text(text.text[:left], _part(text.span, 0, left))
    return Text(text.text[count:], _part(text.span, count, left))


def _part(span: Span, start: int, length: int) -> Span:
    return span if span == NOWHERE else span.part(start, length)
