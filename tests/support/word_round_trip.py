"""arkdoc's own Word files → what is read of them otherwise than it was written.

What differs on purpose is named here, with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from urllib.parse import unquote, urlsplit

from arkdoc.model.document import Document
from arkdoc.model.nodes import Blocks
from arkdoc.model.note import Contribution
from arkdoc.pipeline.build import BuildResult
from arkdoc.read.word.contribution import read_word_contribution
from arkdoc.style.sender import Sender
from tests.support.project import Project
from tests.support.word_outline import links, notes, outline

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
@@ -128,3 +128,3 @@
-    | Gruppe | Ending |
-    | Tilsette | @uni.example |
-    | Studentar | @stud.example |
+| Gruppe | Ending |
+| Tilsette | @uni.example |
+| Studentar | @stud.example |
@@ -139 +139 @@
-    Det løyser seg nesten alltid.
+Det løyser seg nesten alltid."""
"""What differs in the kitchen sink: a table and a quotation in an item stand after its list."""


NAMED = frozenset(number for numbers in DIFFERENT.values() for number in numbers)


def note_of(folder: Path, examples: dict[int, str]) -> BuildResult:
    """The note of these CommonMark examples, a unit each, as a Word file."""
    project = Project(folder)
    project.units({f"e{number}": f"Eksempel{number}enhet" for number in examples})
    for number, markdown in examples.items():
        project.contribution(f"e{number}", markdown)
    return project.build("docx")


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


def found(
    contribution: Contribution, document: Document, sender: Sender | None = None
) -> list[str]:
    """What is read of it, below the head."""
    body = contribution.body
    whole = outline(body.blocks, top=1)
    return [
        *whole[_head(document) + _letterhead(sender) :],
        *_notes(notes(body.blocks, body.footnotes)),
    ]


def _head(document: Document) -> int:
    """How many paragraphs the block at the note's head has."""
    head = document.head
    lines = (head.draft, head.kicker, head.title, head.case_type, head.exemption)
    return sum(map(bool, lines)) + len(head.rows)


def _letterhead(sender: Sender | None) -> int:
    """How many lines the letterhead of a note takes."""
    return bool(sender and sender.logo) + bool(sender and sender.lines)


def _notes(found: list[list[str]]) -> Iterator[str]:
    for number, lines in enumerate(found, 1):
        yield f"note {number}"
        yield from lines


def same(result: BuildResult, docx: bytes) -> str:
    """The lines that differ, empty where none does."""
    document = result.analysis.assembly.document
    contribution = read(docx)
    assert contribution.fault is None
    sender = result.analysis.sources.theme.sender
    ours, theirs = written(document), found(contribution, document, sender)
    return "\n".join(unified_diff(ours, theirs, "written", "read", lineterm="", n=0))


def same_links(result: BuildResult, docx: bytes) -> bool:
    """Whether the links lead to where they led, and say what they said."""
    document = result.analysis.assembly.document
    ours = [(_address(there), said) for there, said in links(blocks_of(document))]
    theirs = [(_address(there), said) for there, said in links(read(docx).body.blocks)]
    return len(theirs) == len(ours) and all(map(_is_same_link, ours, theirs))


def _is_same_link(ours: tuple[str, str], theirs: tuple[str, str]) -> bool:
    """LibreOffice counts addresses of files from where it saves, `../there/vedlegg/plan.pdf`."""
    (there, said), (found, heard) = ours, theirs
    is_file = bool(there) and there != "#" and not urlsplit(there).scheme
    return said == heard and (found == there or (is_file and found.endswith(f"/{there}")))


def _address(address: str) -> str:
    """An address in the form in which addresses that lead to the same are the same.

    Programs write schemes in small letters, a stroke for no path, and signs with or without «%»
    (RFC 3986, 6.2.2 and 6.2.3).
    """
    parts = urlsplit(address)
    path = parts.path or ("/" if parts.netloc else "")
    return unquote(parts._replace(path=path).geturl())


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
