"""Inline tokens → diagnostics for what its author meant as markup inside a line.

What is found is kept as text, for Markdown means the same everywhere; `lookalikes` has what was
meant as a block. Everything is searched for in the *visible* text: the inline content with what
took masked, character for character, so that a position in it is one in the content.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from markdown_it.token import Token

from arkdoc.model.names import clip
from arkdoc.model.regex import regex
from arkdoc.read.markdown.addresses import address_at
from arkdoc.read.markdown.emphasis import MASK, TAKEN, Lookalike, visible_emphasis
from arkdoc.read.markdown.foreign_inlines import foreign_inlines
from arkdoc.read.markdown.misspelt import misspelt_addresses
from arkdoc.read.markdown.positions import AT
from arkdoc.rules.markup_in_text import BRACKETED_WORDS, DEAD_REFERENCE, UNMADE_LINK

_ANY_SIGN = regex(r"[*_~^$\[{\\@=+':&/]")
_SIGNS = regex(r"[*_~^$\[{\\@]|==|\+\+|'''|:[a-z+-]|&[A-Za-z]|tps?[:;.,]{0,2} ?/", re.IGNORECASE)
"""Without one of these there is nothing to search for, as in most paragraphs.

Each has one of `_ANY_SIGN`, which are found much faster.
"""

_BOX_LINE = regex(r"^:{3,}[ \t]*[^\s:].*", re.MULTILINE)  # `lookalikes` tells of it, whole

_DELIMITERS = {"em_open": 1, "em_close": 1, "strong_open": 2, "strong_close": 2}

_REFERENCE = regex(r"(?<![\w\]])!?\[(?!\^)([^\[\]\n]{1,300})\]\[(?!\^)([^\[\]\n]{0,300})\]")
_UNMADE = regex(
    rf"(?<![\w\]])!?\[([^\[\]\n]{{1,300}})\](?:\(([^()]{{0,300}})\)"
    rf"|(?:[ \t]*[(\[<][ \t]*|(?={MASK}))({MASK}+)[ \t]*[)\]>]?)"
    rf"|\(([^()\n]{{1,300}})\)\[({MASK}+)\]"
)
_BRACKETED = regex(r"(?<![\w\]!\[])\[([^\[\]\n@^]{3,300})\](?![\[(:\]])")
_TWO_WORDS = regex(r"[^\W\d_]{2}[^@]*[\s\u00a0][^@]*?[^\W\d_]{2}")
_QUOTE = regex("[«»“”]")
_EDITORS = regex(
    r"\b(?:min|mi|vår|mine|våre|utheving\w*|uthevelse\w*|kursiv\w*|red|anm|overs|forts|sic)\b",
    re.IGNORECASE,
)
_NOTE = regex(r"\[\^[^\[\]]{1,100}\]")
_LETTERS = regex(r"[^\W\d_]{2}")


def inline_lookalikes(
    content: str, tokens: Sequence[Token], notes: set[str]
) -> Iterator[Lookalike]:
    """What in `content`, which `tokens` are read from, looks like inline markup and is not.

    `notes` are stars that stand for notes in the file, as `visible_emphasis` says.
    """
    if not (_ANY_SIGN.search(content) and _SIGNS.search(content)):
        return
    visible = _BOX_LINE.sub(lambda line: " " * len(line[0]), _visible(content, tokens))
    found = chain(
        _references(content, visible),
        _bracketed(content, visible),
        foreign_inlines(content, visible),
        misspelt_addresses(visible),
        visible_emphasis(content, visible, notes),
    )
    done = 0
    for lookalike in sorted(found, key=lambda each: (each.start, -each.end)):
        if lookalike.start >= done:
            yield lookalike
            done = lookalike.end


def _visible(content: str, tokens: Iterable[Token]) -> str:
    characters = ["\n" if character == "\n" else MASK for character in content]
    for token in tokens:
        start = token.meta[AT][0]
        # A backslash before what needs none is a token of its own.
        is_backslash = token.type == "text_special" and token.content.startswith("\\")
        if token.type == "text" or is_backslash:
            characters[start : start + len(token.content)] = token.content
        elif length := _DELIMITERS.get(token.type):
            start -= length - 1 if token.nesting == 1 else 0
            characters[start : start + length] = TAKEN * length
    return "".join(characters)


def _references(content: str, visible: str) -> Iterator[Lookalike]:
    """Links to a definition that is not there, and links that are no links."""
    if "[" not in visible:
        return
    for match in _REFERENCE.finditer(visible):
        words, label = content[slice(*match.span(1))], content[slice(*match.span(2))]
        if any(map(str.isalpha, match[1])):
            args = {"text": clip(content[slice(*match.span())]), "label": clip(label or words, 40)}
            yield Lookalike(DEAD_REFERENCE, *match.span(), args)
    for match in _UNMADE.finditer(visible):
        words = match[1] or match[4]
        if not _LETTERS.search(words):
            continue
        at = next(match.start(group) for group in (2, 3, 5) if match[group] is not None)
        address = address_at(content, at, len(content)) if visible.startswith(MASK, at) else ""
        if address or match[2] is not None:
            words = content[slice(*match.span(1 if match[1] else 4))]
            notes = "".join(_NOTE.findall(words))  # a link holds none
            better = f"[{clip(_NOTE.sub('', words), 60)}]({clip(address) or 'https://…'}){notes}"
            args = {"text": clip(content[slice(*match.span())]), "better": better}
            yield Lookalike(UNMADE_LINK, *match.span(), args)


def _bracketed(content: str, visible: str) -> Iterator[Lookalike]:
    """Words in brackets that may be a link half done; a quotation's own are its editor's."""
    depth, done = 0, 0
    for match in _BRACKETED.finditer(visible):
        for sign in _QUOTE.findall(visible, done, match.start()):
            depth = max(0, depth + (1 if sign in "«“" else -1))
        done = match.end()
        if not depth and _TWO_WORDS.search(match[1]) and not _EDITORS.search(match[1]):
            text = clip(content[slice(*match.span())], 60)
            yield Lookalike(BRACKETED_WORDS, *match.span(), {"text": text})
