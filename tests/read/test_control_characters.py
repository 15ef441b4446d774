"""Control characters: what each becomes, and that the rest stands where it stood."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arkdoc.model.source import Span, decode
from arkdoc.read.contribution import read_contribution
from arkdoc.read.control_characters import settled_field, settled_markdown
from arkdoc.read.markdown.limits import MAX_LINES


@pytest.mark.parametrize(
    ("text", "markdown", "field"),
    [
        ("a\vb", "a\u2028b", "a b"),
        ("a\x85b\u2028c", "a\u2028b\u2028c", "a b c"),
        ("a\fb", "a\n\nb", "a b"),
        ("a\u2029b", "a\n\nb", "a b"),
        ("a\n\fb", "a\n\nb", "a\n b"),
        ("> a\fb", "> a\n> \n> b", "> a b"),
        ("> 1. a\fb", "> 1. a\n>    \n>    b", "> 1. a b"),
        ("- \fa", "- a", "-  a"),
        ("> - a\f- b", "> - a\n> \n> - b", "> - a - b"),
        ("a\f1. b", "a\n\n1. b", "a 1. b"),
        ("[^n]: a\fb", "[^n]: a\n      \n      b", "[^n]: a b"),
        ("| a\fb |", "| a\u2028\u2028b |", "| a b |"),
        ("a\x01b", "a b", "a b"),
        ("a.\x01\x02B", "a. B", "a. B"),
        ("(\x01a\x9f) \x7fb\x1b", "(a) b", "(a) b"),
        ("\0# a\ufffe", "# a", "# a"),
        ("a\tb\nc", "a\tb\nc", "a\tb\nc"),
    ],
)
def test_what_each_becomes(text: str, markdown: str, field: str) -> None:
    assert settled_markdown(text).text == markdown
    assert settled_field(text).text == field


@given(st.text(alphabet="ab >-|1.()\n\v\f\1\2\u2029", max_size=40))
def test_each_character_knows_where_it_stood(text: str) -> None:
    for settled, origin in (settled_markdown(text), settled_field(text)):
        assert len(origin) == len(settled) + 1
        assert list(origin) == sorted(origin)
        assert origin[len(settled)] == len(text)
        kept = [origin[at] for at, c in enumerate(settled) if c in "ab().1"]
        assert kept == [at for at, c in enumerate(text) if c in "ab().1"]


def test_none_is_overlooked() -> None:
    def is_none(character: str) -> bool:
        code = ord(character)
        return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF

    control = [
        c for c in map(chr, range(0x110000)) if unicodedata.category(c) == "Cc" or is_none(c)
    ]
    left = [c for c in (*control, "\u2028", "\u2029") if settled_field(c).text == c]
    assert left == ["\t", "\n", "\r"]


def test_a_carriage_return_alone_is_a_line_end() -> None:
    assert decode("x.md", b"a\rb\r\nc").text == "a\nb\nc"


def test_a_span_ends_in_the_file_where_a_page_break_ends_it() -> None:
    body = read_contribution("x.md", b"---\nenhet: a\n---\n> sitat\f").body
    assert body.blocks[0].span == Span("x.md", 4, 1, 4, 9)


def test_one_warning_a_kind_with_the_place_of_the_first() -> None:
    found = read_contribution("x.md", b"---\nenhet: a\n---\na\vb\vc\1d\2e\ff\fg\n")
    told = [(d.rule.code, d.span.line, d.span.column) for d in found.diagnostics]
    assert sorted(told) == [("ARK122", 4, 2), ("ARK122", 4, 6), ("ARK122", 4, 10)]


def test_breaks_count_as_lines() -> None:
    found = read_contribution("x.md", b"---\nenhet: a\n---\n" + b"\f" * MAX_LINES)
    assert found.fault
    assert found.fault.rule.code == "ARK121"
