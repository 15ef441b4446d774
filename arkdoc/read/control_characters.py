"""Text with control characters → text without, and one warning a kind (contract, clause 5).

They come from Word, terminals and old programs. What each means is settled here, once, for all
outputs; every position stays that of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from arkdoc.model.diagnostic import N_, Diagnostic, diagnostic
from arkdoc.model.regex import regex
from arkdoc.model.source import SourceFile
from arkdoc.rules.front_matter import CONTROL_CHARACTER

LINE_BREAK = "\u2028"
"""A hard break, in a text to parse."""

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_CONTROL = regex(
    r"(?P<line>[\v\x85\u2028])|(?P<paragraph>[\f\u2029])"
    rf"|[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{_NONCHARACTERS}]+"
)
# A glance, as hardly any text has one: a single class is searched for twenty times as fast.
_PERHAPS = regex(
    "[\0-\x08\v\f\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff\U0001fffe-\U0010ffff]"
)
_BECAME = {
    "line": N_("It became a line break."),
    "paragraph": N_("The paragraph ends there."),
    "field": N_("It became a space."),
    None: N_("We left it out."),
}
_WORD_BEFORE = regex(r"[\w.,;:!?)\]»”%]")
_WORD_AFTER = regex(r"[\w(\[«“]")
# What the lines of a quotation or an item begin with.
_PREFIX = regex(r"(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)]|\[\^[^\]\s]{1,80}\]:)(?=[ \t]|$)))*[ \t]*")
_LONGEST_PREFIX = 60  # characters: it is repeated for each end of a paragraph
_MARKER = regex(r"[^ \t>]")
_LAST_MARKER = regex(r"[^ \t>]+[ \t]*$")
_ITEM = regex(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")


class Settled(NamedTuple):
    """A text without control characters, and where it comes from.

    `origin` holds the offset in the original of each character of `text` and of its end.
    """

    text: str
    origin: Sequence[int]


def settled_markdown(text: str) -> Settled:
    """Markdown in which breaks of lines are LINE_BREAK, and paragraphs end as Markdown's do."""
    return _settled(text, in_field=False)


def settled_field(text: str) -> Settled:
    """A line of fields, in which every break is a space."""
    return _settled(text, in_field=True)


def control_characters(source: SourceFile, body_line: int) -> Iterator[Diagnostic]:
    """ARK122 for the first of each kind; the fields end before line `body_line`."""
    body = source.line_starts[body_line - 1] if body_line <= len(source.line_starts) else None
    told = set[str | None]()
    for match in _found(source.text):
        kind = match.lastgroup
        if kind not in told:
            told.add(kind)
            in_field = kind and (body is None or match.start() < body)
            span = source.span(match.start(), match.start() + 1)
            args = {
                "code": f"U+{ord(match[0][0]):04X}",
                "what": _BECAME["field" if in_field else kind],
            }
            yield diagnostic(CONTROL_CHARACTER, span, **args)


def _found(text: str) -> Iterator[re.Match[str]]:
    first = _PERHAPS.search(text)
    return _CONTROL.finditer(text, first.start()) if first else iter(())


def _settled(text: str, *, in_field: bool) -> Settled:
    if next(_found(text), None) is None:
        return Settled(text, range(len(text) + 1))
    pieces: list[str] = []
    origin: list[int] = []
    at = line = 0
    for match in _found(text):
        start, end = match.span()
        line = text.rfind("\n", at, start) + 1 or line
        new = _instead(match, line, in_field=in_field)
        pieces += text[at:start], new
        origin += range(at, start)
        origin += [start if new[at] == LINE_BREAK or not at else end for at in range(len(new))]
        at = end
    pieces.append(text[at:])
    origin += range(at, len(text) + 1)
    return Settled("".join(pieces), origin)


def _instead(match: re.Match[str], line: int, *, in_field: bool) -> str:
    """What stands for `match`, in the line that begins at `line`."""
    text, kind = match.string, match.lastgroup
    if kind is None:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        joins = _WORD_BEFORE.match(before) and _WORD_AFTER.match(after)
        return " " if joins else ""
    if in_field:
        return " "
    return LINE_BREAK if kind == "line" else _end_of_paragraph(text, line, match.start())


def _end_of_paragraph(text: str, line: int, at: int) -> str:
    """An empty line, and the line's rest as a line of the same quotation or item, or as an item.

    Where it stands first in its line, the line before is ended; in a row of a table, it is two
    breaks.
    """
    prefix = _PREFIX.match(text, line, min(at, line + _LONGEST_PREFIX))
    assert prefix is not None
    if prefix.end() == at:
        return "" if _MARKER.search(prefix[0]) else f"\n{prefix[0]}"
    if text.startswith("|", prefix.end()):
        return LINE_BREAK * 2
    is_item = _ITEM.match(text, at + 1)
    again = _MARKER.sub(" ", _LAST_MARKER.sub("", prefix[0]) if is_item else prefix[0])
    return f"\n{again}\n{again}"
