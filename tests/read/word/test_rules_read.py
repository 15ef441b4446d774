"""Rules in Word files: as arkdoc writes them, and as LibreOffice saves them again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from arkdoc.model.document import Document
from arkdoc.model.nodes import ListBlock, ThematicBreak
from arkdoc.model.tree import walk
from tests.support.libreoffice import DOCX, LibreOffice
from tests.support.project import Project, text_of, word
from tests.support.word_round_trip import found, read, written
from tests.write.docx.test_rule_lines import CASES
from tests.write.docx.test_writer import just
from tests.write.docx.test_writer import written as docx_of

OTHERWISE = {
    "three in a row": "two lines",
    "two before a table": "one line",
    "last in an item": "a line after the list",
    "all of an item": "an item that holds nothing is left out",
}
"""What is read of each that is not read as it was written."""


def differing(docx: bytes, document: Document) -> Iterator[tuple[str, str]]:
    """The lines of the text that are not as they were written."""
    ours, theirs = written(document), found(read(docx), document)
    yield from ((a, b) for a, b in zip(ours, theirs, strict=False) if a != b)
    yield from (("", line) for line in theirs[len(ours) :])
    yield from ((line, "") for line in ours[len(theirs) :])


@pytest.mark.parametrize("case", CASES)
def test_a_rule_is_read_where_it_was_written(case: str) -> None:
    document = just(*CASES[case][0])
    differ = list(differing(docx_of(document), document))
    assert bool(differ) == (case in OTHERWISE), differ


def test_a_rule_in_an_item_stays_there() -> None:
    (list_,) = (
        block
        for block in read(docx_of(just(*CASES["in an item"][0]))).body.blocks
        if isinstance(block, ListBlock)
    )
    (item,) = list_.items
    assert [type(block).__name__ for block in item.blocks] == [
        "Paragraph",
        "ThematicBreak",
        "Paragraph",
    ]


def test_a_measures_line_and_the_heads_are_no_rules(project: Project) -> None:
    fields = "tiltak:\n  - navn: Kaffe\n    status: planlagt\n    behov: Alle er trøtte.\n"
    project.units({"a": "Enhet A"}).write("a.md", f"---\nenhet: a\n{fields}---\nTekst.\n")
    docx = project.build("docx").outputs["docx"]
    assert "Kaffe" in text_of(word(docx).body)
    assert not [b for b in walk(read(docx).body.blocks) if isinstance(b, ThematicBreak)]


@pytest.mark.sampled(0)
@pytest.mark.tools
@pytest.mark.slow
def test_after_libreoffice_has_saved_them(libreoffice: LibreOffice) -> None:
    documents = {case.replace(" ", "-"): just(*blocks) for case, (blocks, _) in CASES.items()}
    files = {f"{name}.docx": docx_of(document) for name, document in documents.items()}
    saved = libreoffice.convert(files, DOCX)
    differ = {
        name.replace("-", " "): lines
        for name, document in documents.items()
        if (lines := list(differing(saved[name], document)))
    }
    # It makes the break of a section of a paragraph that has no text.
    assert differ.keys() <= {*OTHERWISE, "before pages across"}, differ
