"""Words that went and came → markup: struck through and underlined, and said so when heard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from arkdoc.compare.excerpts import beginning, excerpt
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
            pieces.append(element(tag, hidden + escaped(beginning(text, _LONGEST))))
        else:
            first, last = number == 0, number == len(given) - 1
            pieces.append(escaped(excerpt(text, _AROUND, at_start=first, at_end=last)))
    return element("span", "".join(pieces), class_="sv-redline")
