"""The account of words: what a fault of ours loses, or makes up, is an error at its paragraph."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from arkdoc.model.diagnostic import Diagnostic
from arkdoc.model.nodes import Blocks, Paragraph, Text
from arkdoc.read.word import contribution, notes
from arkdoc.read.word.contribution import read_word_contribution
from tests.support.word_notation import word_of

FILE = word_of(
    "<p>Vi har møttes.</p><p>Det var <b>fint</b>.</p>"
    "<table header='1'><tr><td>Uke</td></tr></table><p>God<note>Kilde.</note>.</p>"
)


def read_with(
    change: Callable[[Blocks], Blocks], monkeypatch: pytest.MonkeyPatch
) -> list[Diagnostic]:
    """What is said of the file by a reader that makes `change` to what it has read."""
    read = contribution.read_blocks
    for module in (contribution, notes):
        monkeypatch.setattr(module, "read_blocks", lambda *a, **k: change(read(*a, **k)))
    found = read_word_contribution("contributions/bidrag.docx", FILE).diagnostics
    return [finding for finding in found if finding.rule.code == "ARK602"]


def test_what_is_read_is_accounted_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_with(lambda blocks: blocks, monkeypatch) == []


def test_a_lost_paragraph_is_an_error_there(monkeypatch: pytest.MonkeyPatch) -> None:
    lost = read_with(lambda blocks: (blocks[0], *blocks[2:]), monkeypatch)
    assert [finding.span.line for finding in lost] == [2]
    assert lost[0].is_error
    assert "fint" in dict(lost[0].args)["words"]


def test_words_that_are_made_up_are_an_error_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def doubled(blocks: Blocks) -> Blocks:
        return (*blocks, blocks[0]) if len(blocks) > 1 else blocks

    assert [finding.span.line for finding in read_with(doubled, monkeypatch)] == [1]


def test_a_lost_footnote_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    lost = read_with(lambda blocks: blocks if len(blocks) > 1 else (), monkeypatch)
    assert [dict(finding.args)["words"] for finding in lost] == ["Kilde."]


def test_a_lost_letter_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def shortened(blocks: Blocks) -> Blocks:
        first = blocks[0]
        assert isinstance(first, Paragraph)
        text = first.inlines[0]
        assert isinstance(text, Text)
        return (Paragraph((Text(text.text.replace("tt", "t"), text.span),)), *blocks[1:])

    assert [finding.span.line for finding in read_with(shortened, monkeypatch)] == [1]
