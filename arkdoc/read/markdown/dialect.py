"""The dialect: CommonMark and what the contract's clause 5 adds, as a markdown-it parser.

Everything that markdown-it would drop without a word (nesting past its limit, cells past a
table's header, comments that never end) is kept, and noted in `env` for the reader to report.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cache, partial
from typing import Any, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.common.html_re import HTML_TAG_RE
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin

from arkdoc.model.document import ContainerKind
from arkdoc.read.markdown.limits import (
    MOST_BOXES,
    MOST_CELLS,
    MOST_MARKS,
    Bound,
    is_past,
    marks_in,
    stop_at,
)
from arkdoc.read.markdown.positions import (
    STARTS,
    BlockRule,
    PositionedInline,
    literal,
    record_starts,
)

LIMITS = {"list": 10, "blockquote": 20, "container": 5, "footnote_def": 1}
"""How deep each may be nested in itself; the first two are the contract's."""

IMAGE_LIMIT = 3  # images inside the description of images
NESTING_LIMIT = 100  # above what LIMITS allow together, so markdown-it's own never bites

InlineRule: TypeAlias = Callable[[StateInline, bool], bool]

CONTAINERS = tuple(kind.value for kind in ContainerKind if kind is not ContainerKind.PLACEHOLDER)

_DIRECTIVE = re.compile(r"\[\[([\w -]{1,60})\]\][ \t]*")
_BREAK_TAG = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--(?:>|->|(.*?)-->)", re.DOTALL)


class Dialect(MarkdownIt):
    """markdown-it that leaves judging of addresses to the reader, which can say why."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        """Take every address; the reader refuses what clause 5 refuses, with a message."""
        return True


@cache
def dialect() -> MarkdownIt:
    """The parser. It holds no state between texts."""
    md = Dialect("commonmark", {"maxNesting": NESTING_LIMIT})
    md.inline = PositionedInline()
    md.configure("commonmark", {"maxNesting": NESTING_LIMIT})
    md.enable(["table", "strikethrough"])
    # Both join texts, after which a text no longer stands on one contiguous stretch.
    md.disable(["text_join", "fragments_join"])
    footnote_plugin(md, inline=False, move_to_end=False)
    for name in CONTAINERS:
        container_plugin(md, name, marker=":", validate=partial(_is_container, name))
    _add_block_rules(md)
    md.core.ruler.at("inline", _inline)
    md.inline.ruler.at("html_inline", _angle_bracket)
    md.inline.ruler.at("image", _closed(_bounded_image(_rule(md.inline.ruler, "image"))))
    md.inline.ruler.at("link", _closed(_rule(md.inline.ruler, "link")))
    return md


def _is_container(name: str, params: str, _markup: str) -> bool:
    return params.strip().lower() == name


def _rule(ruler: Any, name: str) -> Any:
    return ruler.__rules__[ruler.__find__(name)].fn


def _add_block_rules(md: MarkdownIt) -> None:
    block = md.block.ruler
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    block.at("html_block", _comment, interrupts)
    block.before("reference", "directive", _directive)
    for name in ("paragraph", "lheading"):
        block.at(name, record_starts(_rule(block, name)))
    block.at("heading", _heading(record_starts(_rule(block, "heading"))), interrupts)
    block.at("table", _table(_rule(block, "table")), {"alt": ["paragraph", "reference"]})
    block.at("reference", _not_a_footnote(_rule(block, "reference")))
    for name in ("list", "blockquote", "footnote_def"):
        _bound(block, name, name)
    for name in CONTAINERS:
        _bound(block, f"container_{name}", "container")


def _bound(ruler: Any, name: str, kind: str) -> None:
    rule = ruler.__rules__[ruler.__find__(name)]
    rule.fn = _bounded(rule.fn, kind)


def _bounded(rule: BlockRule, kind: str) -> BlockRule:
    """Past its limit the rule does not apply, so that the text stays, as a paragraph."""

    def bounded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if silent:  # whether a line ends the paragraph before it: deep or not, it does
            return rule(state, start, end, True)
        depths = state.env.setdefault("depths", dict.fromkeys(LIMITS, 0))
        if depths[kind] >= LIMITS[kind]:
            if rule(state, start, end, True):
                offset = state.bMarks[start] + state.tShift[start]
                state.env.setdefault("too_deep", []).append((offset, LIMITS[kind]))
            return False
        if state.env.get("boxes", 0) >= MOST_BOXES:
            if rule(state, start, end, True):
                stop_at(state.env, Bound.BOXES, state.bMarks[start] + state.tShift[start])
            return False
        depths[kind] += 1
        is_one = rule(state, start, end, False)
        depths[kind] -= 1
        state.env["boxes"] = state.env.get("boxes", 0) + is_one
        return is_one

    return bounded


def _not_a_footnote(rule: BlockRule) -> BlockRule:
    """`[^…]:` that is no footnote stays as text, instead of vanishing as a link's address."""

    def reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        begin = state.bMarks[start] + state.tShift[start]
        return not state.src.startswith("[^", begin) and rule(state, start, end, silent)

    return reference


def _heading(rule: BlockRule) -> BlockRule:
    """An ATX heading's content starts after its number signs."""

    def heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        before = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        for token in state.tokens[before:]:
            if token.type == "inline":
                at = token.meta[STARTS][0]
                line = state.src[at : state.eMarks[start]].lstrip("#")
                # The parser trims more than tabs and spaces, such as a no-break space.
                lead = line.find(token.content[0]) if token.content else 0
                token.meta[STARTS] = [state.eMarks[start] - len(line) + lead]
        return True

    return heading


def _inline(state: StateCore) -> None:
    """Parse what stands in paragraphs, cells and headings, until there are too many marks."""
    marks = 0
    for token in state.tokens:
        if token.type == "inline":
            marks += marks_in(token.content)
            if marks <= MOST_MARKS:
                token.children = state.md.inline.parse(token.content, state.md, state.env, [])
            else:
                stop_at(state.env, Bound.MARKS, token.meta[STARTS][0])
                token.children = list(literal(token.content))


# --- tables ----------------------------------------------------------------------------


def _table(rule: BlockRule) -> BlockRule:
    """The library's table, with each cell's place, and the cells it drops put back.

    One that is past the bound on cells stays as text, and so do those after it: to find out
    costs as much as to read it.
    """

    def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if is_past(state.env, Bound.CELLS):
            return False
        before = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if silent:
            return True
        tokens = _complete(state, state.tokens[before:])
        del state.tokens[before:]
        cells = state.env.get("cells", 0) + _size(tokens)
        if cells > MOST_CELLS:
            stop_at(state.env, Bound.CELLS, state.bMarks[start] + state.tShift[start])
            state.line = start
            return False
        state.env["cells"] = cells
        state.tokens += tokens
        return True

    return table


def _size(tokens: list[Token]) -> int:
    """How many cells a table has once every row is as wide as the widest."""
    rows = width = widest = 0
    for token in tokens:
        if token.type == "tr_open":
            rows, width = rows + 1, 0
        elif token.type in ("th_open", "td_open"):
            width += 1
            widest = max(widest, width)
    return rows * widest


def _complete(state: StateBlock, tokens: list[Token]) -> list[Token]:
    out: list[Token] = []
    cells: list[tuple[str, int]] = []
    for token in tokens:
        if token.type == "tr_open":
            assert token.map is not None
            cells = _cells(state, token.map[0])
        elif token.type == "inline":
            token.meta["missing"] = not cells
            content, offset = cells.pop(0) if cells else ("", state.eMarks[_line(token)])
            token.content = content
            token.meta[STARTS] = [offset]
        elif token.type == "tr_close":
            for content, offset in cells:
                out += _extra_cell(content, offset)
        out.append(token)
    return out


def _line(token: Token) -> int:
    assert token.map is not None
    return token.map[0]


def _extra_cell(content: str, offset: int) -> list[Token]:
    inline = Token("inline", "", 0, content=content, children=[], meta={STARTS: [offset]})
    return [Token("td_open", "td", 1, meta={"extra": True}), inline, Token("td_close", "td", -1)]


def _cells(state: StateBlock, line: int) -> list[tuple[str, int]]:
    """The cells of a row, each with the offset of its first character.

    An escaped pipe keeps its backslash here: the inline parser takes it off, which keeps
    every column true.
    """
    begin = state.bMarks[line] + state.tShift[line]
    text = state.src[begin : state.eMarks[line]].rstrip(" \t")
    pieces: list[tuple[str, int]] = []
    start = 0
    for bar in (*(m.start() for m in re.finditer(r"(?<!\\)\|", text)), len(text)):
        raw = text[start:bar]
        content = raw.strip(" \t")
        indent = len(raw) - len(raw.lstrip(" \t")) if content else 0
        pieces.append((content, begin + start + indent))
        start = bar + 1
    if len(pieces) > 1 and not pieces[0][0] and text.startswith("|"):
        pieces.pop(0)
    if len(pieces) > 1 and not pieces[-1][0]:
        pieces.pop()
    return pieces


# --- comments and placeholders ---------------------------------------------------------


def _comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A comment that starts a line; what follows its end is parsed as if it began a line."""
    begin = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not state.src.startswith("<!--", begin):
        return False
    close = _comment_end(state, begin)
    last = bisect_left(state.eMarks, close, start, end)
    if not close or last >= end:
        return False
    rest_is_empty = not state.src[close : state.eMarks[last]].strip(" \t")
    if not rest_is_empty and (silent or last == start):
        return False
    if not _is_inside(state, start + 1, last):
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
    """Where the comment at `begin` ends, or 0: all ends are sought once, so this stays linear."""
    for whole in ("<!-->", "<!--->"):
        if state.src.startswith(whole, begin):
            return begin + len(whole)
    if "comment_ends" not in state.env:
        state.env["comment_ends"] = [match.end() for match in re.finditer("-->", state.src)]
    ends = state.env["comment_ends"]
    at = bisect_left(ends, begin + len("<!---->"))
    return ends[at] if at < len(ends) else 0


def _is_inside(state: StateBlock, first: int, last: int) -> bool:
    """Whether the lines from `first` to `last` all belong to what is open around them.

    The line that did not is remembered: it is in the way of every comment above it too.
    """
    indent, blocked = state.env.get("blocked", (0, 0))
    if indent == state.blkIndent and first <= blocked <= last:
        return False
    for line in range(first, last + 1):
        if not state.isEmpty(line) and state.sCount[line] < state.blkIndent:
            state.env["blocked"] = state.blkIndent, line
            return False
    return True


def _directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`[[name]]` alone in a paragraph."""
    begin = state.bMarks[start] + state.tShift[start]
    match = _DIRECTIVE.fullmatch(state.src, begin, state.eMarks[start])
    if match is None or state.is_code_block(start):
        return False
    alone = start + 1 >= end or state.isEmpty(start + 1) or _ends_here(state, start + 1)
    if not alone:
        return False
    if not silent:
        token = state.push("directive", "", 0)
        token.content = match.group(1)
        token.markup = match.group().rstrip(" \t")
        token.map = [start, start + 1]
        token.meta["offsets"] = (begin, begin + len(token.markup))
        state.line = start + 1
    return True


def _ends_here(state: StateBlock, line: int) -> bool:
    if state.sCount[line] < state.blkIndent:
        return True
    terminators = state.md.block.ruler.getRules("paragraph")
    return any(rule(state, line, state.lineMax, True) for rule in terminators)


def _angle_bracket(state: StateInline, silent: bool) -> bool:
    """Comments vanish, `<br>` breaks the line, any other tag stays as text."""
    start = state.pos
    if state.src[start] != "<":
        return False
    if match := _BREAK_TAG.match(state.src, start, state.posMax):
        kind, end = "hardbreak", match.end()
    elif state.src.startswith("<!--", start):
        closed = _COMMENT.match(state.src, start, state.posMax) if _closes(state) else None
        kind, end = ("comment", closed.end()) if closed else ("unclosed_comment", start + 4)
        if closed and (not state.pending or state.pending[-1] == " "):
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


def _closes(state: StateInline) -> bool:
    return state.html_terminator_last("-->") > state.pos or state.src.startswith(
        ("<!-->", "<!--->"), state.pos
    )


def _tag_closes(state: StateInline) -> bool:
    """Whether what ends such a tag comes at all: else each would be sought to the text's end."""
    if state.src.startswith("<![", state.pos):
        end = "]]>"
    else:
        end = "?>" if state.src.startswith("<?", state.pos) else ">"
    return state.html_terminator_last(end) > state.pos


def _closed(rule: InlineRule) -> InlineRule:
    """A link or an image is only looked for where a bracket closes after it."""

    def closed(state: StateInline, silent: bool) -> bool:
        return state.html_terminator_last("]") > state.pos and rule(state, silent)

    return closed


def _bounded_image(rule: InlineRule) -> InlineRule:
    """Descriptions of images are parsed by recursion, which must end."""

    def image(state: StateInline, silent: bool) -> bool:
        depth = state.env.get("image_depth", 0)
        if depth >= IMAGE_LIMIT:
            return False
        state.env["image_depth"] = depth + 1
        try:
            return rule(state, silent)
        finally:
            state.env["image_depth"] = depth

    return image
