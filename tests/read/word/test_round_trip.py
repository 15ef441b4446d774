"""arkdoc's own Word files, read back: what was written and what is read have the same content.

As they are written, and as LibreOffice saves them again. What differs is named, with its reason.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import pytest

from arkdoc.model.document import Document
from arkdoc.model.nodes import Blocks
from arkdoc.model.note import Contribution
from arkdoc.pipeline.build import BuildResult
from arkdoc.read.word.contribution import read_word_contribution
from tests.support.libreoffice import DOCX, LibreOffice
from tests.support.project import Project
from tests.support.word_outline import links, notes, outline
from tests.whole.test_commonmark import examples

SAMPLE, SEED = 80, 13
"""Examples that LibreOffice saves in a test run; `make verify` takes them all."""

DIFFERENT = {
    "an item at the end of a list that holds nothing, or a rule, is left out": {61, 280, 284},
    "code without text is nothing": {129, 130},
    "a quotation in an item stands after the list": {
        254,
        263,
        286,
        287,
        288,
        290,
        292,
        293,
        320,
        321,
    },
    "an item in a quotation has one paragraph": {259},
    "Word counts to 32,767": {265},
    "code that begins an item is the item's first paragraph": {278, 318, 324},
}
"""The examples whose lists are read otherwise than they were written, by the reason."""

IN_THE_KITCHEN = """\
--- written
+++ read
@@ -109,3 +109,3 @@
-    | Gruppe | Ending |
-    | Tilsette | @uni.example |
-    | Studentar | @stud.example |
+| Gruppe | Ending |
+| Tilsette | @uni.example |
+| Studentar | @stud.example |
@@ -120 +120 @@
-    Det løyser seg nesten alltid.
+Det løyser seg nesten alltid.
@@ -136,3 +135,0 @@
-| Tiltak | Status | Område | Behov | Resultat | Effekt | Ansvarleg | Frist |
-| Trådlaust nett i alle rom | gjennomført | Infrastruktur |  | Dekninga er over 98 %. | ja | Nettgruppa |  |
-| Skjermar på møterom | planlagt | Utstyr | Ni rom har ikkje skjerm. |  | uavklara | Brukarstøtta | 1. mars 2025 |"""
"""What differs in the kitchen sink: a table and a quotation in an item stand after its list, and a
table of measures is read as measures."""


def examples_of(folder: Path, numbers: list[int]) -> BuildResult:
    """The note of these CommonMark examples, a unit each, as a Word file."""
    project = Project(folder)
    texts = dict(examples())
    project.units({f"e{number}": f"Eksempel{number}enhet" for number in numbers})
    for number in numbers:
        project.contribution(f"e{number}", texts[number])
    return project.build("docx")


@pytest.fixture(scope="module")
def commonmark(tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    return examples_of(tmp_path_factory.mktemp("alle"), [number for number, _ in examples()])


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    numbers = [number for number, _ in examples()]
    chosen = sorted(random.Random(SEED).sample(numbers, SAMPLE))
    return examples_of(tmp_path_factory.mktemp("utvalg"), chosen)


def read(docx: bytes) -> Contribution:
    return read_word_contribution("contributions/notat.docx", docx)


def blocks_of(document: Document) -> Blocks:
    return tuple(block for part in document.parts for block in part.blocks)


def written(document: Document) -> list[str]:
    """What is in the file as arkdoc wrote it, below its head."""
    return [
        *outline(blocks_of(document)),
        *_notes(notes(blocks_of(document), document.footnotes.values())),
    ]


def found(contribution: Contribution, document: Document) -> list[str]:
    """What is read of it, below the head."""
    body = contribution.body
    whole = outline(body.blocks, top=1)
    return [*whole[_head(document) :], *_notes(notes(body.blocks, body.footnotes))]


def _head(document: Document) -> int:
    """How many paragraphs the block at the note's head has."""
    head = document.head
    return sum(map(bool, (head.kicker, head.title, head.case_type, head.exemption))) + len(
        head.rows
    )


def _notes(found: list[list[str]]) -> Iterator[str]:
    for number, lines in enumerate(found, 1):
        yield f"note {number}"
        yield from lines


def same(result: BuildResult, docx: bytes) -> str:
    """The lines that differ, empty where none does."""
    document = result.analysis.assembly.document
    contribution = read(docx)
    assert contribution.fault is None
    ours, theirs = written(document), found(contribution, document)
    return "\n".join(unified_diff(ours, theirs, "written", "read", lineterm="", n=0))


def same_links(result: BuildResult, docx: bytes) -> None:
    document = result.analysis.assembly.document
    ours = [(_address(there), said) for there, said in links(blocks_of(document))]
    theirs = [(_address(there), said) for there, said in links(read(docx).body.blocks)]
    assert theirs == ours


def _address(address: str) -> str:
    """An address whose scheme is in small letters, as Word's are."""
    scheme, colon, rest = address.partition(":")
    return f"{scheme.lower()}{colon}{rest}"


def different(result: BuildResult, docx: bytes) -> set[int]:
    """The numbers of the examples that are read otherwise than they were written."""
    document = result.analysis.assembly.document
    ours, theirs = _by_example(written(document)), _by_example(found(read(docx), document))
    assert list(ours) == list(theirs)
    return {number for number, lines in ours.items() if lines != theirs[number]}


def _by_example(lines: list[str]) -> dict[int, list[str]]:
    examples: dict[int, list[str]] = {0: []}
    number = 0
    for line in lines:
        if heading := re.fullmatch(r"# Eksempel(\d+)enhet", line):
            number = int(heading[1])
        elif line.startswith("note "):
            number = 0
        examples.setdefault(number, []).append(line)
    return examples


def test_the_note(built_note: BuildResult) -> None:
    assert same(built_note, built_note.outputs["docx"]) == ""


def test_the_kitchen_sink(built_kitchen: BuildResult) -> None:
    assert same(built_kitchen, built_kitchen.outputs["docx"]) == IN_THE_KITCHEN


def test_the_commonmark_examples(commonmark: BuildResult) -> None:
    named = set().union(*DIFFERENT.values())
    assert different(commonmark, commonmark.outputs["docx"]) == named


@pytest.mark.parametrize("name", ["built_note", "built_kitchen", "commonmark"])
def test_links(name: str, request: pytest.FixtureRequest) -> None:
    result = request.getfixturevalue(name)
    same_links(result, result.outputs["docx"])


@pytest.mark.tools
@pytest.mark.slow
def test_after_libreoffice_has_saved_them(
    built_note: BuildResult,
    built_kitchen: BuildResult,
    sample: BuildResult,
    libreoffice: LibreOffice,
) -> None:
    built = {"note": built_note, "kitchen": built_kitchen, "sample": sample}
    saved = libreoffice.convert(
        {f"{name}.docx": result.outputs["docx"] for name, result in built.items()}, DOCX
    )
    assert same(built_note, saved["note"]) == ""
    assert same(built_kitchen, saved["kitchen"]) == IN_THE_KITCHEN
    assert different(sample, saved["sample"]) <= set().union(*DIFFERENT.values())
    for name, result in built.items():
        same_links(result, saved[name])
