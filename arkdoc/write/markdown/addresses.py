"""The address of a link or a picture → how it stands in Markdown.

An address is in a tree as Markdown's readers give it: percent-encoded (CommonMark leaves how to
them; ours keeps what is already encoded, and the characters in `_KEPT`).
"""

from __future__ import annotations

import re
from urllib.parse import quote

from arkdoc.model.regex import regex

_KEPT = ";/?:@&=+$,-_.!~*'()#%"
_LONE_PERCENT = regex(r"%(?![0-9a-fA-F]{2})")
_BARE = regex(r"(?:https?://|www\.)[A-Za-z0-9](?:[\w/.~%?=&#+:@-]*[\w/])?", re.IGNORECASE)
_ENTITY = regex(r"&\w{1,30};")
_ANGLED = regex(r"(?:https?|mailto):[^\s<>\x00-\x20]*", re.IGNORECASE)
_SIGNS = regex(r"[\\*_`<>\[\]]|&(?=[#\w])")


def encoded(address: str) -> str:
    """`address` with all that needs it percent-encoded."""
    return quote(_LONE_PERCENT.sub("%25", address), safe=_KEPT)


def target(address: str, title: str = "") -> str:
    """What stands in the parentheses of a link to `address`, both of them included."""
    shown = _SIGNS.sub(lambda sign: f"\\{sign[0]}", address)
    if not address:
        shown = "<>" if title else ""
    elif not _is_balanced(address):
        shown = re.sub(r"[()]", lambda sign: f"\\{sign[0]}", shown)
    said = f' "{_quoted(title)}"' if title else ""
    return f"({shown}{said})"


def _is_balanced(address: str) -> bool:
    depth = 0
    for sign in re.findall("[()]", address):
        depth += 1 if sign == "(" else -1
        if depth < 0 or depth > 5:
            return False
    return not depth


def _quoted(title: str) -> str:
    return re.sub(r"[\\\"]|&(?=[#\w])", lambda sign: f"\\{sign[0]}", title)


def bare(address: str, words: str, before: str, after: str) -> str:
    """The address alone, or between < and >, where that is the link to it; else empty.

    `words` are those of the link, `before` and `after` the characters around it.
    """
    full = words if words[:4].lower() == "http" else f"http://{words}"
    is_apart = not (before.isalnum() or before in ("/", ".", "@", "-", "*", "~"))
    ends = not after or after.isspace() or after in '.,;:)»"”'
    if full == address and is_apart and ends and _BARE.fullmatch(words):
        followed = after in (";",) and "&" in words
        return "" if followed or _ENTITY.search(words) else words
    if words == address and _ANGLED.fullmatch(words) and encoded(address) == address:
        return f"<{address}>"
    return ""
