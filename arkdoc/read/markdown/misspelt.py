"""Text or a link's destination → web addresses with a slip in how they begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from arkdoc.model.names import clip
from arkdoc.model.regex import regex
from arkdoc.read.markdown.emphasis import Lookalike
from arkdoc.rules.markup_in_text import MISSPELT_ADDRESS

_SLIP = regex(
    r"(?<![\w/.@:-])(?!https?://[^/])(?:h{1,2}t{1,3}|tt)p(?P<s>s?)"
    r"(?:[:;.,]{0,2}[ ]?//+|:[ ]?/|[:;.,]{1,2}(?=www\.))"
    r"(?P<rest>(?:https?:?//)?[^\W_](?:[\w-]*[^\W_])?\.[^\W\d_][^\s<>\"«»)\]]*)",
    re.IGNORECASE,
)


def misspelt_addresses(visible: str) -> Iterator[Lookalike]:
    """The misspelt addresses in a text."""
    if "/" not in visible and "www." not in visible:
        return
    for match in _SLIP.finditer(visible):
        written = match[0].rstrip("?!.,:;*_~'’")
        end = match.start() + len(written)
        args = {"text": clip(written), "better": clip(corrected(written))}
        yield Lookalike(MISSPELT_ADDRESS, match.start(), end, args)


def corrected(address: str) -> str:
    """The address that `address` must mean; empty where it has no such slip."""
    match = _SLIP.match(address)
    if match is None:
        return ""
    rest = re.sub(r"^https?:?//", "", match["rest"], flags=re.IGNORECASE)
    return f"http{match['s'].lower()}://{rest}{address[match.end() :]}"
