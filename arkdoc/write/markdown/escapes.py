"""Text as it is to be shown → Markdown that shows it: escapes, where one is needed.

Only what would be read as markup gets a backslash, so that ordinary text stays as it was typed.
"""

from __future__ import annotations

import re
import unicodedata

from arkdoc.language.written import DIRECTIVE, SIGNS_BY_TURNS
from arkdoc.model.regex import regex

_ENTITY = r"&(?=#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)"
_TAG = r"<(?=[A-Za-z/!?]|[ \t]*(?:https?:|mailto:))"
_SIGN = regex(
    rf"(?P<backslash>\\)|(?P<tick>`)|(?P<run>\*+|_+)|(?P<strike>~+)|(?P<bracket>[\[\]])|(?P<tag>{_TAG})"
    rf"|(?P<entity>{_ENTITY})|(?P<address>(?<![^\W_])(?<![/.@-])(?:https?:(?=//)|www(?=\.)))"
    r"|(?P<picture>!$)",
    re.IGNORECASE,
)
_BACKSLASHED = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_SPACE = regex(r"\s")
_NAMES = {"\u00a0": "&nbsp;"}

_ALWAYS = (
    regex(r"(?P<sign>#{1,6})(?=[ \t]|$)"),
    regex(r"(?P<sign>>)"),
    regex(r"(?P<sign>[-+*])(?=[ \t]|$)"),
    regex(r"\d{1,9}(?P<sign>[.)])(?=[ \t]|$)"),
    regex(r"(?P<sign>~{3,}|:{3,})"),
    regex(r"(?P<sign>[-_*])(?:[ \t]*(?P=sign)){2,}[ \t]*$"),
    regex(r"(?P<sign>\[)(?:\^?[^\[\]]{1,1000}\]:|[ xX]\][ \t]|!\w[\w-]*\][+-]?(?:[ \t]|$))"),
    regex(rf"(?=(?P<sign>\[)){DIRECTIVE.pattern}[ \t]*$"),
)
"""What a line of text may begin with that would begin a block; `sign` gets the backslash."""
_BELOW_TEXT = (
    regex(r"(?P<sign>[=-])[=-]*[ \t]*$"),
    regex(r"(?P<sign>[|:-])[|: \t-]*$"),
)
"""What besides would make the line above a heading or the head of a table."""

_TYPED = regex(
    r"(?P<paren>\()\w{1,5}\)"
    r"|(?:\d{1,2}\.)*(?:\d{1,2}|[A-Za-z]|[ivxIVX]{2,5})(?P<after>[.)])"
    r"|\d{1,2}(?P<dot>\.)\d"
    r"|(?P<mark>[+*-])(?=[\s\u00a0])|(?P<letter>o)(?=[\s\u00a0])"
    r"|(?P<symbol>[^\w\s\x00-\x7f«»“”„‘’…]|[\ue000-\uf8ff])"
)


def escaped(
    text: str, before: str, after: str, *, emphasis: bool, all_brackets: bool, in_link: bool = False
) -> str:
    """`text`, which stands between the characters `before` and `after`, empty at an end.

    `emphasis`: signs of emphasis are written in the same run. `all_brackets`: a bracket could begin
    a link in it. `in_link`: the text is that of a link.
    """

    def sign(match: re.Match[str]) -> str:
        written = match[0]
        at, end = match.span()
        previous = text[at - 1 : at] or before
        following = text[end : end + 1] or after
        match match.lastgroup:
            case "backslash":
                is_read = following in _BACKSLASHED or (following.isspace() and following != " ")
                return r"\\" if is_read else written
            case "run":
                is_needed = may_emphasise(written[0], previous, following, closes=emphasis)
                return _backslashed(written) if is_needed else written
            case "strike":
                is_alone = len(written) == 1 and "~" not in (before, after)
                return written if is_alone else _backslashed(written)
            case "bracket":
                begins = written == "[" and following in ("^", "[")
                return f"\\{written}" if begins or all_brackets or in_link else written
            case "address":
                ends = after == "]" or _SPACE.search(text, end) is not None
                is_safe = in_link and ends and not ("[" in text or "]" in text)
                return written if is_safe else f"{written}\\"
            case "picture":
                return f"\\{written}" if after == "[" else written
            case _:
                return f"\\{written}"

    return _SIGN.sub(sign, text)


def _backslashed(signs: str) -> str:
    return "".join(f"\\{sign}" for sign in signs)


def may_emphasise(sign: str, before: str, after: str, *, closes: bool) -> bool:
    """Whether a run of `sign` may begin emphasis between two characters; or end it, if `closes`."""
    opening = not is_space(after)
    closing = not is_space(before)
    if sign == "_" and before.isalnum() and after.isalnum():
        return False
    return (opening and (not closing or sign == "*" or not before.isalnum())) or (
        closes and closing
    )


def is_space(character: str) -> bool:
    """Whether there is space, or an end of the text, where `character` is."""
    return not character or character.isspace()


def is_letter(character: str) -> bool:
    """Whether `character` is certain to be no punctuation to any reader of Markdown."""
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def is_punctuation(character: str) -> bool:
    """Whether `character` is certain to be punctuation to any reader of Markdown."""
    return character in _BACKSLASHED or unicodedata.category(character)[0] == "P"


def spelled_out(character: str) -> str:
    """A character by its name or number, where the character itself would be taken away."""
    return _NAMES.get(character, f"&#{ord(character)};")


def without_block_start(line: str, *, is_first: bool) -> str:
    """A line of inline Markdown in which nothing begins a block; `is_first` of a paragraph's."""
    for pattern in (*_ALWAYS, *(() if is_first else _BELOW_TEXT)):
        if match := pattern.match(line):
            at = match.start("sign")
            return f"{line[:at]}\\{line[at:]}"
    return line


def without_typed_marker(line: str) -> str:
    """A line of inline Markdown that begins with nothing people begin items with."""
    match = _TYPED.match(line)
    if match is None:
        return line
    at = match.start(match.lastgroup or 0)
    if match.lastgroup in ("letter", "symbol"):
        return f"{line[:at]}&#{ord(line[at])};{line[at + 1 :]}"
    return f"{line[:at]}\\{line[at:]}"


def item_kind(text: str) -> str:
    """What a line that begins as `text` does may be taken for an item by; empty if by nothing.

    Lines of one list have the same.
    """
    match = _TYPED.match(text)
    if match is None:
        return ""
    if match.lastgroup in ("mark", "letter", "symbol"):
        sign = match[match.lastgroup]
        return SIGNS_BY_TURNS if sign in SIGNS_BY_TURNS else sign
    return "number"
