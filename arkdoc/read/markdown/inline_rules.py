"""Rules for markdown-it's inline parser: what begins with «<», and limits of its own rules.

A rule gets the state and `silent`, which asks whether it applies without adding tokens; it
returns whether it applies. A wrapper gets a rule and returns one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from markdown_it.common.html_re import HTML_TAG_RE
from markdown_it.rules_inline import StateInline

from arkdoc.model.regex import regex
from arkdoc.read.markdown.limits import MAX_IMAGE_DEPTH

InlineRule: TypeAlias = Callable[[StateInline, bool], bool]

_BREAK_TAG = regex(r"<br[ \t]*/?>", re.IGNORECASE)
_COMMENT = regex(r"<!--(?:>|->|(.*?)-->)", re.DOTALL)


def angle_bracket(state: StateInline, silent: bool) -> bool:
    """Comments vanish, `<br>` breaks the line, any other tag stays as text."""
    start = state.pos
    if state.src[start] != "<":
        return False
    if match := _BREAK_TAG.match(state.src, start, state.posMax):
        kind, end = "hardbreak", match.end()
    elif state.src.startswith("<!--", start):
        whole = _COMMENT.match(state.src, start, state.posMax) if _comment_closes(state) else None
        kind, end = ("comment", whole.end()) if whole else ("unclosed_comment", start + 4)
        if whole and (not state.pending or state.pending[-1] == " "):
            while end < state.posMax and state.src[end] in " \t":
                end += 1
    elif _tag_closes(state) and (match := HTML_TAG_RE.match(state.src, start, state.posMax)):
        kind, end = "raw_html", match.end()
    else:
        return False
    if not silent:
        token = state.push(kind, "", 0)
        token.content = state.src[start:end]
    state.pos = end
    return True


def _comment_closes(state: StateInline) -> bool:
    return state.html_terminator_last("-->") > state.pos or state.src.startswith(
        ("<!-->", "<!--->"), state.pos
    )


def _tag_closes(state: StateInline) -> bool:
    """Whether such a tag can end at all; without this, each one is searched to the text's end."""
    if state.src.startswith("<![", state.pos):
        end = "]]>"
    else:
        end = "?>" if state.src.startswith("<?", state.pos) else ">"
    return state.html_terminator_last(end) > state.pos


def closed(rule: InlineRule) -> InlineRule:
    """A link or an image is tried only where a bracket closes after it."""

    def closed_rule(state: StateInline, silent: bool) -> bool:
        return state.html_terminator_last("]") > state.pos and rule(state, silent)

    return closed_rule


def limited_image(rule: InlineRule) -> InlineRule:
    """Descriptions of images are parsed by recursion, whose depth needs a limit."""

    def image(state: StateInline, silent: bool) -> bool:
        depth = state.env.get("image_depth", 0)
        if depth >= MAX_IMAGE_DEPTH:
            return False
        state.env["image_depth"] = depth + 1
        applies = rule(state, silent)
        state.env["image_depth"] = depth
        return applies

    return image
