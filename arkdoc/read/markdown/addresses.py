"""An address as people write it, bare or in a link → the tokens of the link that is meant.

Rules for markdown-it's inline parser. A bare address is one link before other signs are looked
for in it. A space in what is surely the address of a link or a picture is read as meant, and its
place is noted in the token's meta as SPACED.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from arkdoc.model.regex import regex
from arkdoc.read.markdown.inline_rules import InlineRule
from arkdoc.read.markdown.positions import AT

SPACED = "spaced"  # token.meta: where an address with a space stands in the inline content
BARE = "bare"  # token.markup of links that are addresses without any signs around them

ADDRESS_START = r"(?<![^\W_])(?<![/.@-])(?:https?://|www\.)"
_END = r"\s<>\"«»“”„"
_BRACKETS = rf"\[(?!\^)[^{_END}\[\]]*\]"
_AMPERSAND = r"&(?!(?:quot|apos|lt|gt|nbsp|[lr]aquo|[lrb]dquo|#\w{1,8});)"
_BARE = regex(rf"{ADDRESS_START}(?:[^{_END}&\[\]]|{_BRACKETS}|{_AMPERSAND})+", re.IGNORECASE)
_AFTER_ADDRESS = "?!.,:;*_~'’`´…\\"
_ENTITY = regex(r"&\w{1,30};")

_NOTE = regex(r"\[\^[^\s\[\]]+\]")
_LONGEST = 2000  # characters of an address with spaces, and of its title
_INSIDE = regex(r"\(((?:[^()<>\n]++|\n(?![ \t]*\n)|\([^()\n]*+\))*+)\)")
_TITLE = regex(r"\s(?:\"([^\"]*)\"|'([^']*)'|“([^”]*)”|”([^”]*)”|«([^»]*)»)\s*$")
_FILE = (
    r".*\S\.(?:md|docx?|docm|xlsx?|pptx?|pdf|png|jpe?g|svg|gif|bmp|tiff?|webp|html?|aspx|txt|csv|odt"
    r"|zip)(?:[?#]\S.*)?$"
)
_ADDRESS_LIKE = regex(
    rf"https?:|www\.|mailto:|file:|[a-z]:[\\/]|\\\\|\.{{0,2}}/|#|{_FILE}", re.IGNORECASE
)
_SURE = regex(rf"#[^\W\d]|(?:https?://|www\.|mailto:)\S+[?&]\w+=|{_FILE}", re.IGNORECASE)
_BEGINS = regex(r"(?:https?://|www\.|file:/*|[a-z]:[\\/]|\\\\)[^\s/\\]", re.IGNORECASE)
_PATH = regex(r"\w[/\\]|[/\\]\w")
_NO_ADDRESS = regex(r"[\n\[\]<>`*]|~~|\s(?:https?:|www\.)", re.IGNORECASE)
_IN_ANGLES = regex(r"<[ \t]*((?:https?://|mailto:)[^\s<>]+)[ \t]*>", re.IGNORECASE)


def address_at(text: str, position: int, end: int) -> str:
    """The bare address that begins at `position`, or an empty text (GFM, extended autolinks)."""
    match = _BARE.match(text, position, end)
    if match is None:
        return ""
    url = match[0][: _address_end(match[0])]
    mark = match[0][len(url) : len(url) + 2]
    # `https://x.no**ord**`: what ends right after the address begins in it.
    is_after = mark in ("**", "~~") and url.count(mark) % 2 == 1
    return url[: _address_end(url[: url.rfind(mark)])] if is_after else url


def _address_end(url: str) -> int:
    """Where `url` ends, without the signs after it and parentheses that it does not open."""
    too_many, end = url.count(")") - url.count("("), len(url)
    while url[end - 1] in _AFTER_ADDRESS or (url[end - 1] == ")" and too_many > 0):
        too_many -= url[end - 1] == ")"
        entity = url.rfind("&", max(end - 32, 0), end) if url[end - 1] == ";" else -1
        end = entity if entity > 0 and _ENTITY.fullmatch(url, entity, end) else end - 1
    start = url.find("//") + 2 if url[:4].lower() == "http" else len("www.")
    return end if end > start else 0


def bare_address(state: StateInline, silent: bool) -> bool:
    """`https://…` or `www.…` in the text, which no other rule may cut."""
    start = state.pos
    if state.linkLevel or state.src[start] not in "hHwW":
        return False
    signs = state.src[max(start - 2, 0) : start]
    # What begins right before the address ends after it, even if a letter follows.
    end = state.src.find(signs, start, state.posMax) if signs in ("**", "~~") else -1
    url = address_at(state.src, start, end if end > 0 else state.posMax)
    if not url:
        return False
    if not silent:
        shown = unescapeAll(url)
        opening = state.push("link_open", "a", 1)
        opening.markup = BARE
        opening.attrs = {"href": shown if shown[:4].lower() == "http" else f"http://{shown}"}
        _push_words(state, shown, start, start + len(url))
        state.push("link_close", "a", -1)
    state.pos = start + len(url)
    return True


def _push_words(state: StateInline, text: str, start: int, end: int) -> None:
    """The text of a link, in which nothing is markup."""
    token = state.push("text_special", "", 0)
    token.content = text
    token.meta[AT] = (start, end)


def spaced_autolink(state: StateInline, silent: bool) -> bool:
    """`<https://… >`: an address between < and >, with spaces beside it."""
    match = _IN_ANGLES.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        opening = state.push("link_open", "a", 1)
        opening.markup = BARE
        opening.attrs = {"href": state.md.normalizeLink(match[1])}
        opening.meta[SPACED] = (match.start() + 1, match.end() - 1)
        _push_words(state, match[1], *match.span(1))
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


class _Destination(NamedTuple):
    """What stands in the parentheses of a link: the address at `place`; `end` is after them."""

    href: str
    title: str
    place: tuple[int, int]
    end: int
    is_spaced: bool


def _target(state: StateInline, opening: int) -> _Destination | None:
    """What the parenthesis at `opening` holds, if it may be an address with spaces in it."""
    limit = min(state.posMax, opening + _LONGEST)
    match = _INSIDE.match(state.src, opening, limit)
    if match is None:
        return None
    title = _TITLE.search(match[1])
    address = match[1][: title.start()] if title else match[1]
    words = address.split()
    if not _is_address(address.strip(), words):
        return None
    start = match.start(1) + len(address) - len(address.lstrip())
    place = (start, start + len(address.strip()))
    href = state.md.normalizeLink(unescapeAll("%20".join(words)))
    said = next(filter(None, title.groups()), "") if title else ""
    return _Destination(href, " ".join(said.split()), place, match.end(), len(words) > 1)


def _is_address(text: str, words: Sequence[str]) -> bool:
    """Whether `text`, of `words`, can be nothing else: what is read as an address is not shown.

    Of several words, the last must still belong to an address.
    """
    if '"' in text or _NO_ADDRESS.search(text):
        return False
    if len(words) < 2:
        return bool(_ADDRESS_LIKE.match(text))
    ends_in_path = bool(_BEGINS.match(text) and _PATH.search(words[-1]))
    return ends_in_path or bool(_SURE.match(text))


def tolerant_link(rule: InlineRule) -> InlineRule:
    """A link whose address has a space, or whose words end in a footnote's mark.

    Where `rule` finds none. The marks stand after the link, which can't hold another.
    """

    def link(state: StateInline, silent: bool) -> bool:
        if rule(state, silent):
            return True
        start, end = state.pos, state.posMax
        label_end = _label_end(state, start)
        target = _target(state, label_end + 1) if label_end else None
        if target is None:
            return False
        words_end = _before_notes(state.src, start + 1, label_end)
        if words_end == label_end and state.md.helpers.parseLinkLabel(state, start, True) < 0:
            return False  # a link in a link
        if words_end < label_end and "[" in state.src[start + 1 : words_end]:
            return False
        if not silent:
            state.pos, state.posMax = start + 1, words_end
            _describe(state.push("link_open", "a", 1), "href", target)
            state.linkLevel += 1
            state.md.inline.tokenize(state)
            state.linkLevel -= 1
            state.push("link_close", "a", -1).meta[AT] = (start, target.end)
            state.posMax = label_end
            state.md.inline.tokenize(state)
            state.push("text", "", 0)  # so that the last token is not taken for the whole link
        state.pos, state.posMax = target.end, end
        return True

    return link


def _before_notes(text: str, start: int, end: int) -> int:
    """Where the marks of footnotes begin that end the text from `start` up to `end`."""
    while text.endswith("]", start, end):
        mark = text.rfind("[", start, end)
        if mark < 0 or not _NOTE.fullmatch(text, mark, end):
            break
        end = mark
    return end


def spaced_image(rule: InlineRule) -> InlineRule:
    """A picture whose address has a space, where `rule` finds none."""

    def image(state: StateInline, silent: bool) -> bool:
        if rule(state, silent):
            return True
        is_picture = state.src[state.pos] == "!"
        label_end = _label_end(state, state.pos + 1) if is_picture else 0
        target = _target(state, label_end + 1) if label_end else None
        if target is None:
            return False
        if not silent:
            content = state.src[state.pos + 2 : label_end]
            tokens: list[Token] = []
            state.md.inline.parse(content, state.md, state.env, tokens)
            token = state.push("image", "img", 0)
            token.children, token.content = tokens, content
            _describe(token, "src", target)
        state.pos = target.end
        return True

    return image


def _label_end(state: StateInline, start: int) -> int:
    """Where the bracket at `start` closes, if a parenthesis opens right after; else 0."""
    text = state.src
    if text[start : start + 1] != "[" or state.html_terminator_last("](") < start:
        return 0
    end = state.md.helpers.parseLinkLabel(state, start)
    return end if end > 0 and text[end + 1 : end + 2] == "(" else 0


def _describe(token: Token, name: str, target: _Destination) -> None:
    token.attrSet(name, target.href)
    if target.title:
        token.attrSet("title", target.title)
    if target.is_spaced:  # else it is only the title that has other quotation marks
        token.meta[SPACED] = target.place
