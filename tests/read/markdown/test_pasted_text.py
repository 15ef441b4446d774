"""Which lines are taken for text pasted from Word: never those that somebody wrapped."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arkdoc.model.nodes import Heading, ListBlock, Paragraph, Table
from arkdoc.model.note import Body
from arkdoc.model.source import decode
from arkdoc.model.tree import plain_text
from arkdoc.read.markdown.blocks import parse_markdown
from arkdoc.rules.pasted import PASTED
from tests.support.project import REPOSITORY
from tests.support.rewrap import (
    by_sentences,
    by_textwrap,
    by_words,
    in_all_ways,
    raggedly,
    rewrapped,
)
from tests.whole.test_commonmark import examples

ALL_WIDTHS = bool(os.environ.get("ARKDOC_ALL_WIDTHS"))
WIDTHS = range(40, 121)
LONG = "Vi har hatt felles lunsj hver fredag i hele høst. De fleste har vært med, og mange sier at det har gitt dem flere å snakke med."  # fmt: skip


def read(text: str) -> Body:
    return parse_markdown(decode("x.md", text.encode()))


def guesses(text: str) -> list[str]:
    codes = {rule.code for rule in PASTED}
    return [found.rule.code for found in read(text).diagnostics if found.rule.code in codes]


def shape(text: str) -> list[str]:
    """A word for each block, with the words it begins with."""
    words = []
    for block in read(text).blocks:
        match block:
            case Paragraph(inlines=inlines) | Heading(inlines=inlines):
                words.append(f"{type(block).__name__} {plain_text(inlines)[:12].strip()}")
            case ListBlock(items=items):
                words.append(f"List {len(items)}")
            case Table(rows=rows):
                words.append(f"Table {len(rows)}")
            case _:
                words.append(type(block).__name__)
    return words


# --- wrapped text --------------------------------------------------------------------------


def contributions() -> list[str]:
    files = sorted((REPOSITORY / "contributions").rglob("*.md"))
    head = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
    return [head.sub("", file.read_text(encoding="utf-8")) for file in files]


def taken(text: str, widths: Iterable[int]) -> list[str]:
    return [name for name, wrapped in in_all_ways(text, widths) if guesses(wrapped)]


@pytest.mark.parametrize("text", contributions(), ids=lambda text: text.strip()[:20])
def test_a_contribution_is_never_taken_for_pasted_text(text: str) -> None:
    assert not guesses(text)
    assert taken(text, WIDTHS if ALL_WIDTHS else range(40, 121, 16)) == []


@pytest.mark.parametrize("text", contributions(), ids=lambda text: text.strip()[:20])
def test_nor_is_one_that_was_wrapped_carelessly_or_by_sentences(text: str) -> None:
    for width in (60, 80, 100, 120):
        for seed in range(4):
            wrapped = rewrapped(text, width, raggedly(seed))
            assert not guesses(wrapped), wrapped
    assert not guesses(rewrapped(text, 0, by_sentences))


def test_no_example_of_commonmark_is_ever_taken_for_pasted_text() -> None:
    found = {}
    for number, text in examples():
        widths = WIDTHS if ALL_WIDTHS else (40 + number % 81,)
        if wrong := [*guesses(text), *taken(text, widths)]:
            found[number] = wrong
    assert found == {}


WORD = st.one_of(
    st.sampled_from([
        "og", "Seksjonen", "har", "møter.", "•", "o", "·", "–", "-", "1.", "2.", "1)", "a)", "(1)",
        "Tiltak:", "i", "HMS-avdelingen", "[lenke](https://ub.example/plan)", "§", "**fet**", "Tabell:",
        "https://ub.example/en/veldig/lang/adresse/som/ikke/far/plass/paa/linjen/uansett/bredde/her",
    ]),
    st.text("abcæøå.", min_size=1, max_size=20),
)  # fmt: skip


@given(st.lists(st.lists(WORD, min_size=1, max_size=60), max_size=4), st.sampled_from(WIDTHS))
def test_wrapped_words_are_never_taken_for_pasted_text(
    paragraphs: list[list[str]], width: int
) -> None:
    for wrap in (by_words, by_textwrap):
        text = "\n\n".join("\n".join(wrap(words, width, "", "")) for words in paragraphs)
        assert not guesses(text), text


@pytest.mark.parametrize(
    "text",
    [
        "Vi holdt et seminar i mars.\nAlle var med.\nDet gikk bra.\n",
        "Vi holdt et seminar i mars, og så gikk vi gjennom planen sammen med verneombudet.\nAlle.\n",
        "Jeg velger meg april\nI den det gamle faller,\ni den det ny får feste;\n",
        "Universitetsbiblioteket\nPostboks 191\n7491 Trondheim\n",
        "Vi har hatt møte med\nUniversell om saken, og de ga oss mange gode råd å ta med videre.\n",
        "Hei.  \nDette er skrevet\\\nlinje for linje.\n",
        f"Denne linjen var en gang brutt, og så skrev noen mer på den uten å bryte den om igjen, slik at\nden {LONG[:90]}\nble lang.\n",
        "[Lenken har en lang adresse](https://ub.example/" + "plan/" * 20 + ") og mer\ntekst etter.\n",
        "- et punkt\n  med mer\n- og et til\nog mer\n",
    ],
    ids=lambda text: text[:20],
)  # fmt: skip
def test_lines_that_were_meant_as_they_are(text: str) -> None:
    assert not guesses(text)


# --- pasted text ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{LONG}\n{LONG}\n", ["Paragraph Vi har hatt", "Paragraph Vi har hatt"]),
        (f"{LONG}\nKort.\n", ["Paragraph Vi har hatt", "Paragraph Kort."]),
        (f"Felles lunsj\n{LONG}\n", ["Heading Felles lunsj", "Paragraph Vi har hatt"]),
        (f"Tiltak:\n{LONG}\n", ["Heading Tiltak:", "Paragraph Vi har hatt"]),
        (f"Ansvarlig: leder\n{LONG}\n", ["Paragraph Ansvarlig: l", "Paragraph Vi har hatt"]),
        (f"Gjøvik, 20. februar 2019\n{LONG}\n", ["Paragraph Gjøvik, 20.", "Paragraph Vi har hatt"]),
        (f"Én\nTo\nTre\n{LONG}\n", ["Paragraph Én", "Paragraph To", "Paragraph Tre", "Paragraph Vi har hatt"]),
        (f"Kapittel\nAvsnitt\n{LONG}\n", ["Heading Kapittel", "Heading Avsnitt", "Paragraph Vi har hatt"]),
        (f"{LONG}\nHilsen oss\n", ["Paragraph Vi har hatt", "Paragraph Hilsen oss"]),
        ("Tiltak\nVi har lunsj hver fredag.\nVeien videre\nVi går videre til våren.\n", ["Heading Tiltak", "Paragraph Vi har lunsj", "Heading Veien videre", "Paragraph Vi går vider"]),
        ("Vi vil ha\n•\tro\n•\torden\nVi går videre.\n", ["Paragraph Vi vil ha", "List 2", "Paragraph Vi går vider"]),
        ("Tiltak\n-\tRo\n-\tOrden\nVi går videre.\n", ["Heading Tiltak", "List 2", "Paragraph Vi går vider"]),
        ("1)\tRo\n2)\tOrden\nVi går videre.\n", ["List 2", "Paragraph Vi går vider"]),
        ("a)\tRo\nb)\tOrden\nVi går videre.\n", ["List 2", "Paragraph Vi går vider"]),
        (f"{LONG}\n2. mars var vi samlet.\n", ["Paragraph Vi har hatt", "Paragraph 2. mars var"]),
        (f"{LONG}\n– Ja, sa hun.\n", ["Paragraph Vi har hatt", "Paragraph – Ja, sa hun"]),
        (f"{LONG}\nMålet er\n– ro\n– orden\n", ["Paragraph Vi har hatt", "Paragraph Målet er", "List 2"]),
        (f"{LONG}\nNavn\tTall\nA\t1\nB\t2\nKort.\n", ["Paragraph Vi har hatt", "Table 2", "Paragraph Kort."]),
        ("Nr.\tTiltak\n1.\tLunsj\n2.\tQuiz\n", ["Table 2"]),
        ("Navn\tTall\nA\t1\n1.\tRo\n2.\tOrden\n", ["Table 1", "List 2"]),
        ("A\tB\tC\nD\tE\n•\tF\nG\tH\tI\n", ["Paragraph A\tB\tC", "Paragraph D\tE", "List 1", "Paragraph G\tH\tI"]),
        ("\tTall\nA\t1\nB\t\n", ["Table 2"]),
        ("Vi skrev dette\nog mer.\nNavn\tTall\nA\t1\n", ["Paragraph Vi skrev det", "Table 1"]),
        (f"Felles lunsj\n{LONG}\n## Quiz\n{LONG}\n{LONG}\n", ["Heading Felles lunsj", "Paragraph Vi har hatt", "Heading Quiz", "Paragraph Vi har hatt", "Paragraph Vi har hatt"]),
        (f"{LONG}\nQuiz\n====\n{LONG}\n{LONG}\n", ["Paragraph Vi har hatt", "Heading Quiz", "Paragraph Vi har hatt", "Paragraph Vi har hatt"]),
        (f"{LONG}\n> sitat\n\n{LONG}\n", ["Paragraph Vi har hatt", "Quote", "Paragraph Vi har hatt"]),
        (f"{LONG}\n```\nkode\n{LONG}\n```\nKort.\n", ["Paragraph Vi har hatt", "CodeBlock", "Paragraph Kort."]),
        (f"::: merknad\n{LONG}\n{LONG}\n:::\n", ["Container"]),
        ("Innhold\tSide\nTiltak\t1\t2\n", ["Paragraph Innhold\tSide"]),
        (f"1.\tMål\n1.1\tBakgrunn\n{LONG}\n2.\tTiltak\n{LONG}\n3\tSlutt\n{LONG}\n", ["Heading 1.\tMål", "Heading 1.1\tBakgrunn", "Paragraph Vi har hatt", "Heading 2.\tTiltak", "Paragraph Vi har hatt", "Heading 3\tSlutt", "Paragraph Vi har hatt"]),
        (f"{LONG}\n1.\tLunsj\n2.\tQuiz\n{LONG}\n", ["Paragraph Vi har hatt", "List 2", "Paragraph Vi har hatt"]),
        (f"{LONG}\n1.\tLunsj\nNavn\tTall\nA\t1\n", ["Paragraph Vi har hatt", "List 1", "Table 1"]),
        (f"{LONG}\n{LONG}\n\nTiltak\nVi har hatt felles lunsj.\n", ["Paragraph Vi har hatt", "Paragraph Vi har hatt", "Heading Tiltak", "Paragraph Vi har hatt"]),
        ("Vi har det godt.\n\nTiltak\nVi har hatt felles lunsj.\n", ["Paragraph Vi har det g", "Paragraph Tiltak Vi ha"]),
        ("☒\tLunsj\n☐\tQuiz\nVi går videre.\n", ["List 1", "List 1", "Paragraph Vi går vider"]),
        ("•\tRo\nog orden\n", ["List 1"]),
        (f"{LONG}\\\n{LONG}\n", ["Paragraph Vi har hatt"]),
        ("\tInnrykket tekst.\n\tMer tekst.\n", None),
    ],
    ids=lambda value: value[-30:] if isinstance(value, str) else "",
)  # fmt: skip
def test_what_lines_are_read_as(text: str, expected: list[str] | None) -> None:
    if expected is None:
        assert not guesses(text)
    else:
        assert shape(text) == expected


def test_items_below_items() -> None:
    [block] = read("•\tA\no\tB\no\tC\n§\tD\n•\tE\n").blocks
    assert isinstance(block, ListBlock)
    [_, inner] = block.items[0].blocks
    assert isinstance(inner, ListBlock)
    assert len(block.items) == len(inner.items) == 2


def test_numbers_with_bullets_below() -> None:
    [block] = read("1.\tA\n•\tB\n2.\tC\n•\tD\n").blocks
    assert isinstance(block, ListBlock)
    assert [len(item.blocks) for item in block.items] == [2, 2]


def test_text_wrapped_by_a_page_is_joined() -> None:
    text = "Vi vil\n\uf0b7 ha mer ro i landskapet, og flere steder å\nsnakke sammen\n\uf0b7 ha felles lunsj\nVi går videre.\n"
    assert shape(text) == ["Paragraph Vi vil", "List 2", "Paragraph Vi går vider"]


WORDS = st.lists(WORD, min_size=1, max_size=30).map(" ".join)
MARKS = st.sampled_from(["\u2003\n", "\t\u2003\n", "", "•\t", "o\t", "1.\t", "a)\t", "- ", "– ", "\uf0b7 ", "    • ", "\t", "# ", "> "])  # fmt: skip


@given(st.lists(st.tuples(MARKS, WORDS, st.sampled_from(["", ".", ":", "\tb\tc"])), max_size=12))
def test_no_word_is_lost(lines: list[tuple[str, str, str]]) -> None:
    numbered = [f"{mark}{words} q{n}q{end}" for n, (mark, words, end) in enumerate(lines)]
    shown = repr(read("\n".join(numbered)))
    assert all(f"q{n}q" in shown for n in range(len(lines)))
