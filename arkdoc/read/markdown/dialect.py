"""Markdown → markdown-it's tokens, by CommonMark and what the contract's clause 5 adds.

Everything that markdown-it would drop silently (nesting past its limit, cells past a table's
header, comments that never end) is kept, and recorded for the reader to report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from arkdoc.model.regex import regex
from arkdoc.read.markdown import containers
from arkdoc.read.markdown.addresses import (
    ADDRESS_START,
    bare_address,
    spaced_autolink,
    spaced_image,
    tolerant_link,
)
from arkdoc.read.markdown.block_readings import (
    READINGS,
    Readings,
    closed_fence,
    indented,
    joined,
    never,
    titled,
)
from arkdoc.read.markdown.block_rules import USAGE, comment, directive, limited, not_a_footnote
from arkdoc.read.markdown.inline_rules import angle_bracket, closed, limited_image
from arkdoc.read.markdown.limits import MAX_DEPTHS, Limit, Usage
from arkdoc.read.markdown.pasted_text import pasted_text
from arkdoc.read.markdown.positions import (
    LITERAL,
    STARTS,
    PositionedInline,
    heading_starts,
    line_starts,
    literal,
    record_starts,
)
from arkdoc.read.markdown.tables import table_rule
from arkdoc.read.markdown.typed_lists import numbered_list, typed_list

_MARK = regex(r"[*_~`\[\]<&\\!]")
_MAX_NESTING = 100  # more than MAX_DEPTHS allow together, so that markdown-it's own never applies


def parse_blocks(text: str) -> tuple[list[Token], Usage, Readings]:
    """The block tokens of a text, each with those inside it as its children."""
    usage, readings = Usage(), Readings()
    tokens = _parser().parse(text, {USAGE: usage, READINGS: readings})
    return _nested(tokens), usage, readings


def parse_inlines(text: str) -> list[Token]:
    """The inline tokens of a text."""
    md = _parser()
    return md.inline.parse(text, md, {USAGE: Usage()}, [])


def _nested(tokens: Iterable[Token]) -> list[Token]:
    root: list[Token] = []
    open_runs = [root]
    for token in tokens:
        if token.nesting == -1:
            open_runs.pop()
            continue
        open_runs[-1].append(token)
        if token.nesting == 1:
            token.children = []
            open_runs.append(token.children)
    return root


class _Dialect(MarkdownIt):
    """markdown-it that accepts every address; the reader refuses some, with a message."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return True

    def normalizeLinkText(self, url: str) -> str:  # noqa: N802 - the library's name
        """The words of an address between < and >, as they were written."""
        return url


@cache
def _parser() -> MarkdownIt:
    """The parser. It holds no state between texts."""
    md = _Dialect("commonmark", {"maxNesting": _MAX_NESTING})
    md.inline = PositionedInline()
    md.configure("commonmark", {"maxNesting": _MAX_NESTING})
    md.enable(["table", "strikethrough"])
    # Both join texts, after which a text is no longer contiguous in the source.
    md.disable(["text_join", "fragments_join"])
    footnote_plugin(md, inline=False, move_to_end=False)
    md.core.ruler.at("inline", _parse_inline_tokens)
    _add_block_rules(md.block.ruler)
    # The text rule stops where an address begins, too.
    stops = f"{md.inline.terminator_re.pattern}|{ADDRESS_START}"
    md.inline.terminator_re = re.compile(stops, re.IGNORECASE)
    md.inline.ruler.after("text", "bare_address", bare_address)
    md.inline.ruler.at("html_inline", angle_bracket)
    md.inline.ruler.before("html_inline", "spaced_autolink", spaced_autolink)
    _wrap(md.inline.ruler, "image", spaced_image, limited_image, closed)
    _wrap(md.inline.ruler, "link", tolerant_link, closed)
    return md


def _add_block_rules(ruler: Any) -> None:
    interrupts = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    ruler.before("fence", containers.NAME, containers.container, interrupts)
    ruler.before("table", "pasted_text", pasted_text, {"alt": ["paragraph"]})
    ruler.at("html_block", comment, {"alt": ["paragraph", "reference", "blockquote"]})
    ruler.before("reference", "directive", directive)
    ruler.before(
        "list", "typed_list", typed_list, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    _wrap(ruler, "list", numbered_list)
    _wrap(ruler, "typed_list", partial(limited, name="list", max_depth=MAX_DEPTHS["list"]))
    ruler.at("code", never)
    _wrap(ruler, "fence", closed_fence)
    _wrap(ruler, "paragraph", partial(record_starts, starts=line_starts), indented, joined)
    _wrap(ruler, "lheading", partial(record_starts, starts=line_starts), titled)
    _wrap(ruler, "heading", partial(record_starts, starts=heading_starts))
    _wrap(ruler, "table", table_rule)
    _wrap(ruler, "reference", not_a_footnote)
    for name, depth in MAX_DEPTHS.items():
        _wrap(ruler, name, partial(limited, name=name, max_depth=depth))


def _wrap(ruler: Any, name: str, *wrappers: Callable[[Any], Any]) -> None:
    """Wrap the function of a rule, whose other properties stay as they are."""
    rule = ruler.__rules__[ruler.__find__(name)]
    for wrapper in wrappers:
        rule.fn = wrapper(rule.fn)


def _parse_inline_tokens(state: StateCore) -> None:
    """Parse the text of paragraphs, cells and headings, until there are too many marks."""
    usage: Usage = state.env[USAGE]
    for token in state.tokens:
        if token.type == "inline":
            marks = len(_MARK.findall(token.content))
            if usage.add(Limit.MARKS, marks, token.meta[STARTS][0]):
                token.children = state.md.inline.parse(token.content, state.md, state.env, [])
            else:
                token.children = list(literal(token.content))
                token.meta[LITERAL] = True
