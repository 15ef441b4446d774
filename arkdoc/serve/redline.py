"""Words that went and came → markup: struck through and underlined, and said so when heard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from arkdoc.language.messages import Translator
from arkdoc.preview.spoken import SPOKEN
from arkdoc.write.html.markup import element, escaped

_AROUND = 60
_LONGEST = 400
_TAGS: Mapping[str, str] = {"delete": "del", "insert": "ins"}


def write_redline(words: Iterable[tuple[str, str]], tr: Translator) -> str:
    """Stretches of a text, each with what was done to it: equal, delete or insert."""
    pieces = []
    given = list(words)
    for number, (op, text) in enumerate(given):
        if op in _TAGS:
            tag = _TAGS[op]
            hidden = element("span", escaped(f" {tr(SPOKEN[tag])} "), class_="sv-visually-hidden")
            pieces.append(element(tag, hidden + escaped(_cut(text))))
        else:
            pieces.append(escaped(_around(text, number, len(given))))
    return element("span", "".join(pieces), class_="sv-redline")


def _around(text: str, number: int, of: int) -> str:
    """What stays, no more of it than says where it is."""
    if len(text) <= 2 * _AROUND:
        return text
    start = "" if number == 0 else text[:_AROUND].rsplit(" ", 1)[0] + " "
    end = "" if number == of - 1 else " " + text[-_AROUND:].split(" ", 1)[-1]
    return f"{start}…{end}"


def _cut(text: str) -> str:
    """`text`, not too long, with the spaces at its ends."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
