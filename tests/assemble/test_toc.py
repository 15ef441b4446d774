"""When there is a table of contents by itself, at the edges, and which headings are in it."""

from __future__ import annotations

import pytest

from arkdoc.assemble.assemble import assemble
from arkdoc.model.document import Document
from arkdoc.model.nodes import Contents, Emphasis, Text
from arkdoc.model.note import Files
from arkdoc.model.tree import plain_text, walk_inlines
from arkdoc.read.contribution import read_contribution
from arkdoc.read.note import read_note

NOTE = """\
---
saksnr: 11/19
tittel: Status
fra: Prorektor
dato: 2019-02-27
innholdsfortegnelse: {contents}
enheter:
  - {{id: a, navn: Enhet}}
---
[[bidrag]]
"""


def assembled(text: str, contents: str = "auto") -> Document:
    note = read_note("contributions/notat.md", NOTE.format(contents=contents).encode())
    contribution = f"---\nenhet: a\n---\n{text}".encode()
    given = [read_contribution("contributions/a.md", contribution)]
    return assemble(note, given, Files({}, frozenset())).document


def text_of(headings: int, words: int) -> str:
    """A text that makes a note of so many headings and words, the unit's own heading included."""
    in_headings = headings - 1
    return "# Ord\n\n" * in_headings + "ord " * (words - in_headings - 1)


def has_contents(document: Document) -> bool:
    found = any(isinstance(block, Contents) for part in document.parts for block in part.blocks)
    assert bool(document.contents) is found
    return found


@pytest.mark.parametrize(
    ("headings", "words", "expected"),
    [
        (12, 3000, True),
        (11, 3000, False),
        (12, 2999, False),
        (11, 2999, False),
        (13, 3001, True),
        (11, 30_000, False),
        (120, 2999, False),
    ],
)
def test_a_note_of_twelve_headings_and_three_thousand_words_has_one(
    headings: int, words: int, expected: bool
) -> None:
    assert has_contents(assembled(text_of(headings, words))) is expected


@pytest.mark.parametrize(("contents", "expected"), [("ja", True), ("nei", False)])
@pytest.mark.parametrize(("headings", "words"), [(12, 3000), (11, 2999), (1, 2)])
def test_what_the_note_says_comes_before_its_length(
    headings: int, words: int, contents: str, expected: bool
) -> None:
    assert has_contents(assembled(text_of(headings, words), contents)) is expected


def test_headings_of_three_levels_are_in_it() -> None:
    text = "# Andre\n\n## Tredje\n\n### Fjerde\n\n## Tredje igjen\n"
    document = assembled(text, "ja")
    assert [(entry.level, plain_text(entry.inlines)) for entry in document.contents] == [
        (1, "Enhet"),
        (2, "Andre"),
        (3, "Tredje"),
        (3, "Tredje igjen"),
    ]


def test_headings_that_are_too_low_for_it_count_all_the_same() -> None:
    text = "# Andre\n\n## Tredje\n\n" + "### Fjerde\n\n" * 9 + "ord " * (3000 - 12)
    document = assembled(text)
    assert has_contents(document)
    assert [entry.level for entry in document.contents] == [1, 2, 3]
    assert not has_contents(assembled(text.replace("### Fjerde\n\n", "ord\n\n", 1)))


def test_an_entry_has_the_words_of_its_heading_and_neither_links_nor_marks() -> None:
    text = "# En *sak*[^1] med [lenke](https://ark.no) og ![bilde](a.png)\n\n[^1]: Note.\n"
    *_, entry = assembled(text, "ja").contents
    assert plain_text(entry.inlines) == "En sak med lenke og bilde"
    kinds = {type(inline) for inline in walk_inlines(entry.inlines)}
    assert kinds == {Text, Emphasis}
