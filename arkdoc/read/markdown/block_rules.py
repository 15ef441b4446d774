"""Rules for markdown-it's block parser: comments, directives, and wrappers of its own rules.

A rule gets the state, the lines from `start` up to `end`, and `silent`, which asks whether it
applies without moving on; it returns whether it applies. A wrapper gets a rule and returns one.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from markdown_it.rules_block import StateBlock

from arkdoc.language.written import DIRECTIVE
from arkdoc.model.regex import regex
from arkdoc.read.markdown.limits import MAXIMA, Limit, Usage
from arkdoc.read.markdown.positions import BlockRule, text_start

USAGE = "usage"  # in the parser's environment: the Usage of the text

_DIRECTIVE = regex(rf"{DIRECTIVE.pattern}[ \t]*")


def limited(rule: BlockRule, name: str, max_depth: int) -> BlockRule:
    """Past a limit the rule does not apply, so that the text stays, as a paragraph."""

    def limited_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if silent:  # whether a line ends the paragraph before it does not depend on the depth
            return rule(state, start, end, True)
        usage: Usage = state.env[USAGE]
        is_too_deep = usage.depths[name] >= max_depth
        if is_too_deep or usage.counts[Limit.BOXES] >= MAXIMA[Limit.BOXES]:
            if rule(state, start, end, True):
                offset = text_start(state, start)
                if is_too_deep:
                    usage.too_deep.append((offset, max_depth))
                else:
                    usage.exceeded.setdefault(Limit.BOXES, offset)
            return False
        usage.depths[name] += 1
        applies = rule(state, start, end, False)
        usage.depths[name] -= 1
        usage.counts[Limit.BOXES] += applies
        return applies

    return limited_rule


def not_a_footnote(rule: BlockRule) -> BlockRule:
    """`[^…]:` that is no footnote stays as text, instead of vanishing as a link's address."""

    def reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        begin = text_start(state, start)
        return not state.src.startswith("[^", begin) and rule(state, start, end, silent)

    return reference


def comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A comment that starts a line; what follows its end is parsed as if it began a line."""
    begin = text_start(state, start)
    if state.is_code_block(start) or not state.src.startswith("<!--", begin):
        return False
    close = _comment_end(state, begin)
    last = bisect_left(state.eMarks, close, start, end)
    if not close or last >= end:
        return False
    rest_is_empty = not state.src[close : state.eMarks[last]].strip(" \t")
    is_inline = not rest_is_empty and (silent or last == start)
    if is_inline or not _is_inside(state, start + 1, last):
        return False
    if silent:
        return True
    token = state.push("comment", "", 0)
    token.content = state.src[begin + 4 : close - 3]
    token.meta["offsets"] = (begin, close)
    if rest_is_empty:
        state.line = last + 1
    else:
        state.line = last
        state.bMarks[last] = close
        state.tShift[last] = state.skipSpaces(close) - close
        state.sCount[last] = state.blkIndent
    token.map = [start, state.line]
    return True


def _comment_end(state: StateBlock, begin: int) -> int:
    """Where the comment at `begin` ends, or 0. All ends are found once, so this stays linear."""
    for whole in ("<!-->", "<!--->"):
        if state.src.startswith(whole, begin):
            return begin + len(whole)
    if "comment_ends" not in state.env:
        state.env["comment_ends"] = [match.end() for match in re.finditer("-->", state.src)]
    ends = state.env["comment_ends"]
    at = bisect_left(ends, begin + len("<!---->"))
    return ends[at] if at < len(ends) else 0


def _is_inside(state: StateBlock, first: int, last: int) -> bool:
    """Whether the lines from `first` to `last` all belong to the block that is open around them.

    The line that does not is remembered, because it also ends every comment above it.
    """
    indent, blocked = state.env.get("blocked", (0, 0))
    if indent == state.blkIndent and first <= blocked <= last:
        return False
    for line in range(first, last + 1):
        if not state.isEmpty(line) and state.sCount[line] < state.blkIndent:
            state.env["blocked"] = state.blkIndent, line
            return False
    return True


def directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`[[name]]` alone in a paragraph."""
    begin = text_start(state, start)
    match = _DIRECTIVE.fullmatch(state.src, begin, state.eMarks[start])
    if match is None or state.is_code_block(start):
        return False
    is_alone = start + 1 >= end or state.isEmpty(start + 1) or _ends_here(state, start + 1)
    if is_alone and not silent:
        token = state.push("directive", "", 0)
        token.content = match.group(1)
        token.markup = match.group().rstrip(" \t")
        token.map = [start, start + 1]
        token.meta["offsets"] = (begin, begin + len(token.markup))
        state.line = start + 1
    return is_alone


def _ends_here(state: StateBlock, line: int) -> bool:
    """Whether a paragraph would end before `line`."""
    if state.sCount[line] < state.blkIndent:
        return True
    terminators = state.md.block.ruler.getRules("paragraph")
    return any(rule(state, line, state.lineMax, True) for rule in terminators)
