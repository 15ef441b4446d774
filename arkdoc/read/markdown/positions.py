"""Inline tokens → where they stand: markdown-it keeps the lines of blocks only.

`PositionedInline` notes, on each inline token, which characters of the inline content it came
from. `record_starts`, wrapped around the block rules that make inline content, notes where each
line of that content starts in the source, after the markers of quotations, lists and cells.
`ContentMap` combines the two.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Literal, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from arkdoc.model.source import Span

BlockRule: TypeAlias = Callable[[StateBlock, int, int, bool], bool]

SpanOf: TypeAlias = Callable[[int, int], Span]
"""The span of the characters from one offset up to another."""

AT = "at"  # token.meta: (start, end) in the inline content
FINDINGS = "findings"  # token.meta of a block's first token: (rule, start, end, arguments) of each
LITERAL = "literal"  # in token.meta of an inline token that is past the limit on marks
STARTS = "starts"  # token.meta of an inline token: source offset of each content line's text

_MAX_NESTING = 20  # of brackets: each level costs another search of every bracket before it


class PositionedState(StateInline):
    """Inline parsing that records where each token begins."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, out_tokens: list[Token]) -> None:
        super().__init__(src, md, env, out_tokens)
        self.pending_start = 0

    def append_pending(self, text: str) -> None:
        """Collect `text`, and record where the collected text begins."""
        if not self._pending and not self._pending_buffer:
            self.pending_start = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802 - the library's name
        """Flush the collected text, which is contiguous in the content."""
        token = super().pushPending()
        token.meta[AT] = (self.pending_start, self.pending_start + len(token.content))
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Push a token; the delimiters of a run are pushed one by one from the same position."""
        token = super().push(ttype, tag, nesting)
        start = self.pos
        if ttype == "text" and len(self.tokens) > 1:
            before = self.tokens[-2]
            if before.type == "text" and before.meta[AT][0] >= start:
                start = before.meta[AT][0] + len(before.content)
            elif before.type == "link_open" and before.markup == "autolink":
                start += len("<")
        token.meta[AT] = (start, start)
        return token


class PositionedInline(ParserInline):
    """The inline parser, recording on each token where it begins and ends."""

    def tokenize(self, state: StateInline) -> None:
        """Run the rules over the content, as the base class does."""
        rules = self.ruler.getRules("")
        end = state.posMax
        may_nest = state.level < state.md.options["maxNesting"]
        while state.pos < end:
            start = state.pos
            if may_nest and any(rule(state, False) for rule in rules):
                last = state.tokens[-1] if state.tokens else None
                if last is not None and last.type != "text" and not state.pending:
                    last.meta[AT] = (start, state.pos)
            else:
                state.append_pending(state.src[state.pos])
                state.pos += 1
        if state.pending:
            state.pushPending()

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse inline content into `tokens`."""
        state = PositionedState(src, md, env, tokens)
        state.level = md.options["maxNesting"] - _MAX_NESTING
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def record_starts(rule: BlockRule, starts: Callable[[StateBlock, Token], list[int]]) -> BlockRule:
    """Wrap a rule that makes paragraphs or headings, to record where their lines start."""

    def recording(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        applies = rule(state, start, end, silent)
        if applies and not silent:
            content = state.tokens[-2]  # between the tokens that open and close the block
            content.meta[STARTS] = starts(state, content)
        return applies

    return recording


def text_start(state: StateBlock, line: int) -> int:
    """The offset of the first character of a line after its indentation."""
    return state.bMarks[line] + state.tShift[line]


def heading_starts(state: StateBlock, token: Token) -> list[int]:
    """Where an ATX heading's content starts in the source: after its number signs."""
    assert token.map is not None
    line, end = token.map[0], state.eMarks[token.map[0]]
    text = state.src[text_start(state, line) : end].lstrip("#")
    # The parser trims more than tabs and spaces, such as a no-break space.
    lead = text.find(token.content[0]) if token.content else 0
    return [end - len(text) + lead]


def line_starts(state: StateBlock, token: Token) -> list[int]:
    """Where each line of the token's content starts in the source.

    The parser trims more than tabs and spaces, such as a no-break space, and with it lines
    that hold nothing else.
    """
    assert token.map is not None
    starts = [text_start(state, line) for line in range(*token.map)]
    if token.content:
        first = token.content[0]
        ends = state.eMarks[token.map[0] : token.map[1]]
        lines = zip(starts, ends, strict=True)
        skipped = next(n for n, (start, end) in enumerate(lines) if first in state.src[start:end])
        del starts[:skipped]
        starts[0] = state.src.index(first, starts[0])
    return starts


def lines_of(content: str) -> Iterator[tuple[int, int, str]]:
    """Each line of inline content: its position, that of its text, and the text."""
    position = 0
    for line in content.split("\n"):
        text = line.lstrip(" \t")
        yield position, position + len(line) - len(text), text
        position += len(line) + 1


def literal(content: str) -> Iterator[Token]:
    """The tokens of inline content in which nothing is markup."""
    for position, start, text in lines_of(content):
        if position:
            yield Token("softbreak", "br", 0, meta={AT: (position - 1, position)})
        yield Token("text", "", 0, content=text, meta={AT: (start, start + len(text))})


class ContentMap:
    """From positions in an inline token's content to offsets in the text it was parsed from."""

    def __init__(self, content: str, starts: list[int]) -> None:
        lines = list(zip(lines_of(content), starts, strict=False))
        self._positions = [position for (position, _, _), _ in lines]
        self._shifts = [offset - start for (_, start, _), offset in lines]

    def offset(self, position: int) -> int:
        """The offset of the character at `position` of the content."""
        line = max(bisect_right(self._positions, position) - 1, 0)
        return position + self._shifts[line]
