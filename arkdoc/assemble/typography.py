"""Runs of inlines → the same with quotation marks, dashes and spaces set as in print.

Contract, clause 7. Each character is replaced by one, so every span stays exact. Code and
addresses are left alone, and so are links whose text is their address.
"""

import re
from collections.abc import Iterator
from functools import cache, partial

from arkdoc.assemble.inline_trim import HARD_BREAK, SOFT_BREAK, characters
from arkdoc.language.printed import WORDS
from arkdoc.model.nodes import Inline, Inlines, Link, SoftBreak, Text
from arkdoc.model.regex import regex
from arkdoc.model.tree import map_inlines, plain_text

_NBSP = "\u00a0"

_SPACED_HYPHEN = regex(rf"(?<=\s)(?<!{HARD_BREAK})-(?=\s)")  # at a line's start, a sign
_ADDRESS = regex(
    r"""(?P<web>(?:https?://|www\.)[^\s"'<>«»]+)"""
    # A long word is searched once, from its beginning.
    r"""|(?<![\w.+'-])[.+'-]*+(?P<mail>\w[\w.+'-]*+@[\w-]+(?:\.[\w-]+)+)"""
)
_DECADE = regex(r"(?<!\S)'(?=\d\d(?!\d))")
_OPENERS = frozenset("([{«“‘„–—-/\"'")


def typeset_inlines(inlines: Inlines, language: str) -> Inlines:
    """A run of inlines as printed in `language` (one of the contract's names)."""
    text = _flat(inlines)
    new = typeset(text, language)
    return inlines if new == text else _with_characters(inlines, new)


def typeset(text: str, language: str) -> str:
    """`text` as printed in `language`, with as many characters."""
    if "-" in text:
        text = _SPACED_HYPHEN.sub("–", text)
    if '"' in text or "'" in text:
        text = _quotes(text, language)
    return _unbreakable(language).sub(_NBSP, text)


@cache
def _unbreakable(language: str) -> re.Pattern[str]:
    """The spaces at which no line may break."""
    months = "|".join(WORDS[language].months)
    day = r"(?<=\d)" if language == "en" else r"(?<=\d\.)"
    places = (
        r"(?<=\d){}(?=[%‰])",
        r"(?<=§){}(?=\d)",
        r"(?<=\b[Jj]f\.){}(?=§)",
        r"(?<=\b[Kk]l\.){}(?=\d)",
        r"(?<=\b[Nn]r\.){}(?=\d)",
        r"(?<=\bs\.){}(?=\d)",
        day + r"{}(?=(?i:" + months + r")\b)",
    )
    return re.compile("|".join(places).replace("{}", f"[ {SOFT_BREAK}]"))


# --- quotation marks -------------------------------------------------------------------


def _quotes(text: str, language: str) -> str:
    characters = list(text)
    protected = {
        i
        for m in _ADDRESS.finditer(text)
        for i in range(*m.span(m.lastgroup or 0))
        if text[i] == "'"
    }
    for match in _DECADE.finditer(text):
        protected.add(match.start())
        characters[match.start()] = "’"
    for opening, closing, pair in _pairs(text, protected, language):
        characters[opening], characters[closing] = pair
    for i, character in enumerate(characters):
        if character == "'" and i not in protected and _is_apostrophe(text, i):
            characters[i] = "’"
    return "".join(characters)


def _pairs(
    text: str, protected: set[int], language: str
) -> Iterator[tuple[int, int, tuple[str, str]]]:
    """For each pair of straight quotes, where it opens and closes, and its quotation marks."""
    words = WORDS[language]
    open_: list[tuple[str, int]] = []
    count = {'"': 0, "'": 0}
    for i, mark in enumerate(text):
        if mark not in count or i in protected:
            continue
        before, after = text[i - 1 : i], text[i + 1 : i + 2]
        if count[mark] and _can_close(mark, before, after):
            while True:
                kind, start = open_.pop()
                count[kind] -= 1
                if kind == mark:
                    break
            is_outer = mark == '"' and not count['"']
            yield start, i, words.quotes if is_outer else words.inner_quotes
        elif _can_open(before, after):
            open_.append((mark, i))
            count[mark] += 1


def _can_open(before: str, after: str) -> bool:
    return bool(after) and not after.isspace() and (not before.strip() or before in _OPENERS)


def _can_close(mark: str, before: str, after: str) -> bool:
    if not before.strip() or before in "([{":
        return False
    if mark == "'":
        return not after.isalnum()
    return not (before in _OPENERS and _can_open(before, after) and after.isalnum())


def _is_apostrophe(text: str, i: int) -> bool:
    """«Lars'», «NTNU's», «90'erne»; not the minutes in 59°54'."""
    before, after = text[i - 1 : i] if i else "", text[i + 1 : i + 2]
    if before.isalpha():
        return True
    return before.isdigit() and after.isalpha()


# --- characters and inlines ------------------------------------------------------------


def _flat(inlines: Inlines) -> str:
    return characters(inlines, is_opaque=_is_bare)


def _with_characters(inlines: Inlines, new: str) -> Inlines:
    """`inlines` with the characters of `_flat` replaced by those of `new`."""
    result: list[Inline] = []
    end = 0
    for inline in inlines:
        old = _flat((inline,))
        start, end = end, end + len(old)
        text = new[start:end]
        if text == old:
            result.append(inline)
        elif isinstance(inline, Text | SoftBreak):
            result.append(Text(text, inline.span))
        else:
            result.append(map_inlines(inline, partial(_with_characters, new=text)))
    return tuple(result)


def _is_bare(link: Link) -> bool:
    """Whether the text of a link is its address."""
    words = plain_text(link.inlines)
    return link.destination in (words, f"mailto:{words}", f"http://{words}", f"https://{words}")
