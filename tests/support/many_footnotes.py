"""A seed → a note with many footnotes of all lengths; its PDF → what is wrong with where they are."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium

from arkdoc.model.document import Document
from arkdoc.model.nodes import Text
from arkdoc.model.tree import inline_runs, walk
from arkdoc.pipeline.build import analyse
from arkdoc.pipeline.load import load
from arkdoc.write.html.writer import write_html
from arkdoc.write.pdf.typeset import Pdf
from arkdoc.write.pdf.writer import write_pdf
from tests.support.generate import WORDS
from tests.support.pdf_tags import Tag, read_tags
from tests.support.project import Project, squeezed

# --- making it ---------------------------------------------------------------------------------


def write_many(seed: int, root: Path, kind: str = "", blocks: int = 30) -> Path:
    """Write a note whose text is blocks of `kind`, or of all kinds."""
    text = _Text(Random(seed)).text(kind, blocks)
    project = Project(root).units({"ub": "Universitetsbiblioteket"})
    project.contribution("ub", text)
    return root


class _Text:
    def __init__(self, random: Random) -> None:
        self._random = random
        self._notes: list[str] = []

    def text(self, kind: str, blocks: int) -> str:
        kinds = [kind] if kind else list(KINDS)
        made = [KINDS[self._random.choice(kinds)](self) for _ in range(blocks)]
        return "\n\n".join([*made, *self._notes]) + "\n"

    def words(self, least: int, most: int) -> str:
        known = WORDS["nb"].split()
        return " ".join(self._random.choices(known, k=self._random.randint(least, most)))

    def called(self, least: int, most: int, chance: float) -> str:
        """Words, some of which call notes: new ones, or now and then one that was called before."""
        return " ".join(
            word + (self.call() if self._random.random() < chance else "")
            for word in self.words(least, most).split()
        )

    def call(self) -> str:
        if self._notes and self._random.random() < 0.08:
            return f"[^n{self._random.randrange(len(self._notes))}]"
        number = len(self._notes)
        length = self._random.choice([(1, 4), (5, 20), (5, 20), (20, 60), (60, 150)])
        if self._random.random() < 0.02:
            length = (250, 400)
        self._notes.append(f"[^n{number}]: Note{number}x {self.words(*length)}")
        again = self.call() if self._random.random() < 0.1 else ""
        return f"[^n{number}]{again}"

    def paragraph(self) -> str:
        return self.called(10, 150, 0.04)

    def heading(self) -> str:
        return f"## {self.called(2, 8, 0.2)}\n\n{self.called(10, 60, 0.01)}"

    def list(self) -> str:
        items = []
        for _ in range(self._random.randint(1, 8)):
            items.append(f"- {self.called(2, 40, 0.05)}")
            if self._random.random() < 0.3:
                items += [f"  - {self.called(2, 20, 0.08)}" for _ in range(3)]
            if self._random.random() < 0.2:
                items.append(f"\n  {self.called(2, 40, 0.05)}\n")
        return "\n".join(items)

    def table(self) -> str:
        columns = self._random.randint(1, 5)
        head = [self.called(1, 3, 0.04) for _ in range(columns)]
        rows = [head, ["---"] * columns]
        for _ in range(self._random.randint(1, 25)):
            rows.append([self.called(1, 60 // columns, 0.02) for _ in range(columns)])
        lines = "\n".join(f"| {' | '.join(row)} |" for row in rows)
        return f"Tabell: {self.called(2, 9, 0.1)}\n\n{lines}"

    def quote(self) -> str:
        return f"> {self.called(10, 90, 0.05)}\n>\n> {self.called(10, 30, 0.05)}"

    def box(self) -> str:
        return f"::: merknad\n\n{self.paragraph()}\n\n{self.list()}\n\n:::"

    def landscape(self) -> str:
        return f"::: liggende\n\n{self.table()}\n\n{self.paragraph()}\n\n:::"

    def emphasis(self) -> str:
        inside = self.called(5, 60, 0.05)
        kinds = (f"**{inside}**", f"~~{inside}~~", f"[{inside}](https://example.org/x)")
        return f"{self.words(3, 9)} {self._random.choice(kinds)} {self.words(3, 30)}"


KINDS = {
    "paragraph": _Text.paragraph,
    "heading": _Text.heading,
    "list": _Text.list,
    "table": _Text.table,
    "quote": _Text.quote,
    "box": _Text.box,
    "landscape": _Text.landscape,
    "emphasis": _Text.emphasis,
}
"""What a note may be called from."""


# --- looking at it -----------------------------------------------------------------------------


def made(root: Path) -> tuple[Document, Pdf]:
    """The document of the note in `root`, and its PDF."""
    sources = load(root)
    document = analyse(sources).assembly.document
    html = write_html(document, sources.theme, medium="print")
    return document, write_pdf(html, document, sources.theme)


def faults(document: Document, pdf: Pdf) -> Iterator[str]:
    """Notes that aren't there once and whole, at the foot of their first mark's page, below all."""
    tags = read_tags(pdf.data)
    notes = {str(note.entry["/ID"]): note for note in tags.all("Note")}
    if len(notes) != len(tags.all("Note")) or notes.keys() != document.footnotes.keys():
        yield f"{len(tags.all('Note'))} of {len(document.footnotes)} notes"
        return
    inside = {id(tag) for note in notes.values() for tag in note.all("Reference")}
    calls: dict[str, int] = {}
    for reference in tags.all("Reference"):
        for link in reference.all("Link") if id(reference) not in inside else ():
            for annotation in link.annotations:
                calls.setdefault(str(annotation.get("/Dest", "")), min(link.pages))
    for label, footnote in document.footnotes.items():
        note = notes[label]
        for run in (run for block in walk(footnote.blocks) for run in inline_runs(block)):
            text = "".join(inline.text for inline in run if isinstance(inline, Text))
            if len(run) == 1 and squeezed(text) not in squeezed(note.text):
                yield f"{label}: {note.text!r}"
        # A mark inside a link is none itself.
        if label not in pdf.notes_at_end and note.pages != {calls.get(label, min(note.pages))}:
            yield f"{label}: called on {calls.get(label)}, set on {note.pages}"
    yield from _covered(pdf, [n for label, n in notes.items() if label not in pdf.notes_at_end])


def _covered(pdf: Pdf, notes: list[Tag]) -> Iterator[str]:
    """Pages where text stands as low as notes, or notes below the bottom margin."""
    at_foot = {run for note in notes for run in _runs(note.entry)}
    document = pypdfium2.PdfDocument(pdf.data)
    reader = pypdf.PdfReader(io.BytesIO(pdf.data))
    numbers = {p.indirect_reference.idnum: i for i, p in enumerate(reader.pages)}  # type: ignore[union-attr]
    of_notes = {(numbers[page], mcid) for page, mcid in at_foot}
    for index, page in enumerate(document):
        text, foot = 10_000.0, 0.0
        for item in range(pdfium.FPDFPage_CountObjects(page)):
            thing = pdfium.FPDFPage_GetObject(page, item)
            mcid = pdfium.FPDFPageObj_GetMarkedContentID(thing)
            if mcid < 0 or pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_TEXT:
                continue
            bottom, top = _span(thing)
            if (index, mcid) in of_notes:
                foot = max(foot, top)
                if bottom < 40:
                    yield f"page {index + 1}: a note below the margin"
            else:
                text = min(text, bottom)
        if foot > text:
            yield f"page {index + 1}: text at {text}, notes from {foot}"
    document.close()


def _span(thing: Any) -> tuple[float, float]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
    return bottom.value, top.value


def _runs(entry: Any, page: int = 0) -> Iterator[tuple[int, int]]:
    """The pages' object numbers and the numbers of the runs that an element holds."""
    page = entry.raw_get("/Pg").idnum if "/Pg" in entry else page
    kids = entry.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        value = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(value, int):
            yield page, value
        elif "/S" in value:
            yield from _runs(value, page)
        elif value.get("/Type") == "/MCR":
            yield value.raw_get("/Pg").idnum, value["/MCID"]
