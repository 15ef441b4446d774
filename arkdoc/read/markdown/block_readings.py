"""Wrappers of markdown-it's block rules where the dialect reads less markup than CommonMark.

An indented paragraph is text, so is a fence that never closes, and a line of hyphens below a
paragraph is a line (contract, clause 5). `Readings`, in the parser's environment, notes each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.rules_block import StateBlock

from arkdoc.model.diagnostic import Diagnostic, Rule, diagnostic
from arkdoc.model.regex import regex
from arkdoc.read.markdown.limits import MAX_UNCLOSED_FENCES
from arkdoc.read.markdown.positions import STARTS, BlockRule, SpanOf, text_start
from arkdoc.read.markdown.wrapping import wrapping_of
from arkdoc.rules.markup import (
    INDENTED_MARKUP,
    INDENTED_PARAGRAPH,
    JOINED_LINE,
    LINE_NOT_HEADING,
    SHORT_UNDERLINE,
    UNCLOSED_FENCE,
)

READINGS = "readings"  # in the parser's environment: the Readings of the text
INDENTED = "indented"  # token.meta of a paragraph that CommonMark would read as code

_NUMBER_OR_ROW = regex(r"\d{1,9}[.)](?=[ \t]+\S)|\|(?=.*\n[ \t>]*\|)")
_MARK = regex(
    r"(?:[-*+]|#{1,6})(?=[ \t]+\S)|>|`{3,}|~{3,}|:{3,}|\[\^?[^\]\s]{1,80}\]:|([-*_])\1{2,}[ \t]*$",
    re.MULTILINE,
)
_TITLE_LENGTH = 80  # characters of a heading with a line below it
_SENTENCE_END = regex(r"[.!;,…][)»”\"'*_]*$")
_MIN_UNDERLINE = 3
_MID_SENTENCE = regex(
    r"(?:,|\b(?:og|eller|samt|som|at|til|for|av|i|på|med|fra|and|or|of|the|to|in|with))$"
)
_FIRST_WORD = regex(r"[\"'*_«“(\[]{0,4}(?P<letter>[^\W\d_])\S*")


class Readings:
    """What was read otherwise than CommonMark does, by its place in the text."""

    def __init__(self) -> None:
        self.unclosed_fences = 0
        self._found: list[tuple[Rule, int, int, dict[str, str]]] = []
        self._after_indented = -1

    def add(self, rule: Rule, start: int, end: int, **args: str) -> None:
        """Note what stands from offset `start` up to `end`."""
        self._found.append((rule, start, end, args))

    def add_indented(self, line: int, next_line: int, start: int, end: int) -> None:
        """Note an indented paragraph, from `line` to before `next_line`; of several, the first."""
        if line != self._after_indented:
            self.add(INDENTED_PARAGRAPH, start, end)
        self._after_indented = next_line

    def report(self, span_of: SpanOf) -> Iterator[Diagnostic]:
        """A diagnostic for each."""
        for rule, start, end, args in self._found:
            yield diagnostic(rule, span_of(start, end), **args)


def never(_state: StateBlock, _start: int, _end: int, _silent: bool) -> bool:
    """No code by indentation. The rule's name stays, by which others leave such lines alone."""
    return False


def indented(rule: BlockRule) -> BlockRule:
    """A paragraph that tells of its lines that are indented like code."""

    def paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        applies = rule(state, start, end, silent)
        readings: Readings = state.env[READINGS]
        begin = text_start(state, start)
        if state.is_code_block(start):
            state.tokens[-3].meta[INDENTED] = True
            if not state.src[state.bMarks[start] : begin].strip():  # else a marker stands there
                following = state.skipEmptyLines(state.line)
                readings.add_indented(start, following, begin, state.eMarks[state.line - 1])
            if mark := _NUMBER_OR_ROW.match(state.src, begin):
                readings.add(INDENTED_MARKUP, *mark.span(), mark=mark[0])
                return applies
        for line in range(start, state.line):
            if state.is_code_block(line):
                begin = text_start(state, line)
                if mark := _MARK.match(state.src, begin, state.eMarks[line]):
                    readings.add(INDENTED_MARKUP, *mark.span(), mark=mark[0])
                    break
        return applies

    return paragraph


def joined(rule: BlockRule) -> BlockRule:
    """A paragraph that tells of a line taken into the item, quotation or footnote above it.

    CommonMark lets one go on so for want of room; where there was room, nobody means that.
    """

    def paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        applies = rule(state, start, end, silent)
        lines = range(start + 1, state.line)
        lazy = next((line for line in lines if state.sCount[line] < state.blkIndent), None)
        if lazy is not None:
            begin = text_start(state, lazy)
            first = _FIRST_WORD.match(state.src, begin)
            begins_anew = first is not None and first["letter"].isupper()
            wrapping = wrapping_of(state.env, state.src)
            goes_on = _MID_SENTENCE.search(wrapping.line(lazy - 1))
            if first and begins_anew and not (goes_on or wrapping.may_wrap(lazy, first[0])):
                state.env[READINGS].add(JOINED_LINE, begin, state.eMarks[lazy])
        return applies

    return paragraph


def closed_fence(rule: BlockRule) -> BlockRule:
    """A fence that closes; the line of one that does not stands as text, by itself."""

    def fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        readings: Readings = state.env[READINGS]
        if silent or readings.unclosed_fences < MAX_UNCLOSED_FENCES:
            if not rule(state, start, end, silent):
                return False
            if silent or _is_closed(state, state.tokens[-1].markup, start):
                return True
            state.tokens.pop()
        elif not rule(state, start, end, True):
            return False
        readings.unclosed_fences += 1
        _add_line(state, start)
        begin = text_start(state, start)
        readings.add(UNCLOSED_FENCE, begin, state.eMarks[start], mark=state.src[begin : begin + 3])
        return True

    return fence


def _is_closed(state: StateBlock, markup: str, start: int) -> bool:
    """Whether the last line of the fence that was just read, from line `start`, ends it."""
    last = state.line - 1
    text = state.src[text_start(state, last) : state.eMarks[last]].rstrip(" \t")
    is_mark = text.startswith(markup) and not text.strip(markup[0])
    return last > start and is_mark and not state.is_code_block(last)


def _add_line(state: StateBlock, line: int) -> None:
    """A paragraph of the text in `line` alone."""
    begin = text_start(state, line)
    state.line = line + 1
    state.push("paragraph_open", "p", 1).map = [line, line + 1]
    inline = state.push("inline", "", 0)
    inline.content, inline.children = state.src[begin : state.eMarks[line]].strip(" \t"), []
    inline.map, inline.meta[STARTS] = [line, line + 1], [begin]
    state.push("paragraph_close", "p", -1)


def titled(rule: BlockRule) -> BlockRule:
    """A short line with hyphens below it is a heading; what else has them is text and a line."""

    def underlined(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not rule(state, start, end, silent):
            return False
        readings: Readings = state.env[READINGS]
        opening, inline, closing = state.tokens[-3:]
        line = state.line - 1
        begin = text_start(state, line)
        mark = state.src[begin : state.eMarks[line]].rstrip(" \t")
        place = (begin, begin + len(mark))
        text = inline.content
        if line == start + 1 and len(text) <= _TITLE_LENGTH and not _SENTENCE_END.search(text):
            if len(mark) < _MIN_UNDERLINE:
                readings.add(SHORT_UNDERLINE, *place, mark=mark)
            return True
        readings.add(LINE_NOT_HEADING, *place, mark=mark[:_MIN_UNDERLINE])
        for token, kind in (opening, "paragraph_open"), (closing, "paragraph_close"):
            token.type, token.tag, token.markup = kind, "p", ""
        opening.map = [start, line]
        state.push("hr", "hr", 0).map = [line, line + 1]
        return True

    return underlined
