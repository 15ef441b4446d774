"""Hostile Word files and notes: what each takes, by its size."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from arkdoc.back.block_patches import BlockPatches
from arkdoc.back.comparison import compare
from arkdoc.back.heading_links import follow_headings
from arkdoc.back.merge import Today
from arkdoc.back.notes import _CALL
from arkdoc.back.origins import SourceAtom, find_origins
from arkdoc.back.plan import _Planning
from arkdoc.back.printed import Atom
from arkdoc.back.prove import PrintedAgain, print_again, prove
from arkdoc.back.text_patches import located
from arkdoc.back.wanted import Now
from arkdoc.compare.align import Compared, align
from arkdoc.ooxml.text import text_and_bookmarks
from arkdoc.ooxml.unreadable import UnreadableError
from arkdoc.pipeline.analyse import analyse
from arkdoc.pipeline.load import Sources, with_files
from arkdoc.read.word.returned import read_returned
from tests.back.test_cases import FIELDS, NOTE, PATH
from tests.support.project import growth
from tests.support.returned import built, in_body, note_of, saying
from tests.support.word_contribution import file_of, note_with
from tests.support.word_edits import blocks
from tests.support.word_edits.editor import Word

Text = Callable[[int], str]
_FEW, _TIMES = 50, 5


def test_calls_of_notes_that_never_end() -> None:
    assert growth(lambda n: _CALL.findall("[^" * n), 1000) < 2.5


@pytest.mark.parametrize(
    "text",
    [lambda n: "ab" * n, lambda n: "ab " * n, lambda n: " ".join(map(str, range(n)))],
    ids=["one word", "one word again", "numbers"],
)
def test_characters_are_located_in_linear_time(text: Text) -> None:
    def run(size: int) -> None:
        words = text(size)
        printed = f"Se (punkt 1.1) {words} (punkt 1.2)."
        written = f"Se  {words} ."
        places = located(tuple(map(Atom, printed)), tuple(map(SourceAtom, written)))
        assert all(printed[n] == written[at] for n, at in enumerate(places) if at >= 0)
        assert sum(at >= 0 for at in places) >= len(words)

    assert growth(run, 300) < 3


# --- Word files ------------------------------------------------------------------------------

_BOX = (
    '<w:p><w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>',
    "</w:txbxContent></v:textbox></w:pict></w:r></w:p>",
)


def _paragraph(text: str, before: str = "", after: str = "") -> str:
    return f"<w:p>{before}<w:r><w:t>{text}</w:t></w:r>{after}</w:p>"


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return built(note_of(tmp_path_factory.mktemp("note"), NOTE, {"ub.md": f"{FIELDS}Hei.\n"}))


def test_ranges_of_comments_that_never_end(handed_out: bytes) -> None:
    def run(size: int) -> None:
        begun = "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in range(size))
        texts = "<w:t>a</w:t>" * size
        read_returned(in_body(handed_out, f"<w:p>{begun}<w:r>{texts}</w:r></w:p>"))

    assert growth(run, 500) < 2.5


def test_boxes_in_boxes_are_each_read_once(handed_out: bytes) -> None:
    runs = f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * 400}</w:p>"

    def run(depth: int) -> None:
        read_returned(in_body(handed_out, _BOX[0] * depth + runs + _BOX[1] * depth))

    assert growth(run, 4) < 0.8  # most of it is the runs, which are as many


def test_the_text_of_boxes_in_boxes_is_counted_once(handed_out: bytes) -> None:
    inside = _BOX[0] * 30 + _paragraph("Mimmi") + _BOX[1] * 30
    text, _ = text_and_bookmarks(in_body(handed_out, inside))
    assert text.count("Mimmi") == 1


def test_a_file_of_too_much_text_has_none(handed_out: bytes) -> None:
    with pytest.raises(UnreadableError):
        text_and_bookmarks(in_body(handed_out, _paragraph("ord " * 600_000)))


_BOOKMARK = '<w:bookmarkStart w:id="9" w:name="_ark_x"/><w:bookmarkEnd w:id="9"/>'
_CELLS = "<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>" * 4
PUT_IN: dict[str, Text] = {
    "equal paragraphs": lambda n: _paragraph("Et likt avsnitt som er satt inn.") * n,
    "other paragraphs": lambda n: "".join(_paragraph(f"Avsnitt {k} er a{k} b{k}.") for k in range(n)),
    "empty paragraphs": lambda n: "<w:p/>" * n,
    "bookmarks of one name": lambda n: _paragraph("Et avsnitt.", _BOOKMARK) * n,
    "rules of bookmarks": lambda n: _paragraph("Et avsnitt.", _BOOKMARK * n),
    "cells": lambda n: f"<w:tbl>{f'<w:tr>{_CELLS}</w:tr>' * n}</w:tbl>",
    "tables": lambda n: f"<w:tbl><w:tr>{_CELLS}</w:tr></w:tbl>{_paragraph('Mellom.')}" * n,
    "boxes": lambda n: "".join(f"{_BOX[0]}{_paragraph(f'a{k}')}{_BOX[1]}" for k in range(n)),
    "a word a paragraph": lambda n: "".join(_paragraph(f"ord{k}") for k in range(n)),
    "paragraphs in a cell": lambda n: (
        f"<w:tbl><w:tr><w:tc>{_paragraph('a') * n}</w:tc></w:tr></w:tbl>"
    ),
    "looks": lambda n: (
        '<w:p><w:r><w:rPr><w:color w:val="FF0000"/></w:rPr><w:t>a</w:t></w:r>'
        "<w:r><w:t>b</w:t></w:r></w:p>" * n
    ),
}  # fmt: skip


def _planned(edited: bytes, docx: bytes, sources: Sources) -> Callable[[], object]:
    """What a plan takes besides reading and printing, which take by far the most for each block.

    Nothing is printed again as it is wanted, so that all of it is to be blamed on a change.
    """
    base, given = read_returned(docx), read_returned(edited)
    document = analyse(sources).assembly.document

    def run() -> None:
        comparison = compare(base, given, find_origins(document, sources))
        drafts = BlockPatches(comparison).make()
        wanted = Now(comparison, base, frozenset()).wanted(drafts)
        prove(comparison, drafts, wanted, PrintedAgain(base, frozenset()))
        _Planning(comparison, Today({}, {}), sources).plan(drafts)

    return run


@pytest.mark.sampled(4)
@pytest.mark.slow
@pytest.mark.parametrize("kind", PUT_IN)
def test_what_is_put_in_takes_time_in_step_with_its_size(kind: str, tmp_path: Path) -> None:
    sources = note_of(tmp_path, NOTE, {"ub.md": f"{FIELDS}Hei.\n\nHå.\n"})
    docx = built(sources)
    plans = {
        size: _planned(in_body(docx, PUT_IN[kind](size)), docx, sources)
        for size in (_FEW, _FEW * _TIMES)
    }
    assert growth(lambda size: plans[size](), _FEW, _TIMES) < 2


@pytest.mark.slow
def test_links_with_definitions_follow_a_heading_in_linear_time(tmp_path: Path) -> None:
    def planned(size: int) -> Callable[[], object]:
        links = f"{'[r] ' * 40}\n" * size
        before = f"{FIELDS}## Hva vi gjør\n\n{links}\n[r]: #hva-vi-gjør\n"
        after = {PATH: before.replace("gjør", "gjorde").encode()}
        sources = note_of(tmp_path / str(size), NOTE, {"ub.md": before})
        base, given = (print_again(each).note for each in (sources, with_files(sources, after)))
        origins = find_origins(analyse(sources).assembly.document, sources)
        comparison = compare(base, given, origins)
        drafts = BlockPatches(comparison).make()
        return lambda: follow_headings(comparison, drafts, frozenset)

    plans = {size: planned(size) for size in (4, 32)}
    assert growth(lambda size: plans[size](), 4) < 1.7


WRITTEN: dict[str, tuple[Text, Text]] = {
    "paragraphs deleted": (
        lambda n: "".join(f"Avsnitt {k} er a{k} b{k}.\n\n" for k in range(n)),
        lambda n: "Alt er nytt.\n",
    ),
    "every other paragraph deleted": (
        lambda n: "".join(f"Avsnitt {k} er a{k} b{k}.\n\n" for k in range(n)),
        lambda n: "".join(f"Avsnitt {k} er a{k} b{k}.\n\n" for k in range(0, n, 2)),
    ),
    "headings": (
        lambda n: "".join(f"## Del {k}\n\nEt avsnitt a{k}.\n\n" for k in range(n)),
        lambda n: "".join(f"## Del {k}\n\nEt avsnitt b{k}.\n\n" for k in range(n)),
    ),
    "notes put in": (
        lambda n: "".join(f"Avsnitt a{k}.\n\n" for k in range(n)),
        lambda n: "".join(f"Avsnitt a{k}.[^{k}]\n\n[^{k}]: Note {k}.\n\n" for k in range(n)),
    ),
    "notes taken out": (
        lambda n: "".join(f"a{k}.[^{k}]\n\n[^{k}]: b.\n\n" for k in range(n)),
        lambda n: "".join(f"a{k}.\n\n" for k in range(n)),
    ),
    "items with other numbers": (
        lambda n: "".join(f"{k}. ord a{k}\n" for k in range(1, n)),
        lambda n: "1. nytt ord\n" + "".join(f"{k + 1}. ord a{k}\n" for k in range(1, n)),
    ),
}


@pytest.mark.sampled(3)
@pytest.mark.slow
@pytest.mark.parametrize("kind", WRITTEN)
def test_what_is_changed_takes_time_in_step_with_its_size(kind: str, tmp_path: Path) -> None:
    def planned(size: int) -> Callable[[], object]:
        before, after = (FIELDS + text(size) for text in WRITTEN[kind])
        sources = note_of(tmp_path / str(size), NOTE, {"ub.md": before})
        return _planned(saying(sources, PATH, after), built(sources), sources)

    plans = {size: planned(size) for size in (_FEW, _FEW * _TIMES)}
    assert growth(lambda size: plans[size](), _FEW, _TIMES) < 2


def test_what_is_put_into_a_word_file_takes_time_in_step_with_its_size() -> None:
    def planned(size: int) -> Callable[[], object]:
        texts = [f"<w:p><w:r><w:t>Avsnitt a{n} b{n}.</w:t></w:r></w:p>" for n in range(size)]
        tables = [f"<w:tbl><w:tr>{_CELLS}</w:tr></w:tbl>"] * size
        body = [each for pair in zip(texts, tables, strict=True) for each in pair]
        case = note_with(file_of("<w:p><w:r><w:t>Biblioteket</w:t></w:r></w:p>", *body))
        word = Word(case.docx)
        first = word.paragraph("Avsnitt a0 ")
        for n in reversed(range(size)):
            blocks.insert(word, first, f"Noe annet c{n} d{n}.")
        base, given = read_returned(case.docx), read_returned(word.saved())
        document = case.analysis.assembly.document
        comparison = compare(base, given, find_origins(document, case.sources))
        return lambda: BlockPatches(comparison).make()

    plans = {size: planned(size) for size in (20, 160)}
    assert growth(lambda size: plans[size](), 20) < 1.6


def test_blocks_with_keys_are_aligned_in_linear_time() -> None:
    def run(size: int) -> None:
        old = [Compared("text/p", f"et avsnitt om ord{n}", f"k{n}") for n in range(size)]
        align(old, [Compared("text/p", f"et avsnitt om ting{n}", f"k{n}") for n in range(size)])

    assert growth(run, 800) < 2.5


def test_a_block_that_became_a_block_a_word() -> None:
    def run(size: int) -> None:
        words = [f"ord{n}" for n in range(size)]
        start = "Et avsnitt som begynner likt og har mange flere ord enn det følgende. " * (
            size // 8
        )
        old = [Compared("text/p", start + " ".join(words))]
        found = align(old, [Compared("text/p", text) for text in (start, *words)])
        assert all(match.partner == 0 for match in found if match.old < 0)

    assert growth(run, 800) < 2.5
