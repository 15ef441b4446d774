"""A pattern is compiled when it is first used."""

from __future__ import annotations

import re

import pytest

from arkdoc.model.regex import regex


def test_a_pattern_is_compiled_once_and_when_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []
    compile_it = re.compile
    monkeypatch.setattr(re, "compile", lambda *given: compiled.append(given) or compile_it(*given))
    number = regex(r"(?P<digits>\d+) KM", re.IGNORECASE)
    assert number.pattern == r"(?P<digits>\d+) KM"
    assert compiled == []
    assert [found["digits"] for found in number.finditer("3 km, 40 KM")] == ["3", "40"]
    assert number.sub("x", "12 km") == "x"
    assert dict(number.groupindex) == {"digits": 1}
    assert compiled == [(r"(?P<digits>\d+) KM", re.IGNORECASE)]


def test_bytes_are_searched_too() -> None:
    found = regex(rb"<(\w+)").match(b"<w:p")
    assert found
    assert found[1] == b"w"
