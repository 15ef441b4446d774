"""The programs that people open the outputs in, run on the note itself."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from arkdoc.document import Heading, Paragraph
from arkdoc.load import load
from arkdoc.pipeline import BuildResult, build
from arkdoc.tree import plain_text
from tests.support import (
    REPOSITORY,
    pdf_outline,
    pdf_text,
    squeezed,
    without_furniture,
    word,
    words,
)

Tool = Callable[[str], str]
pytestmark = pytest.mark.tools


@pytest.fixture(scope="module")
def note() -> BuildResult:
    return build(load(REPOSITORY), frozenset({"docx", "pdf", "html"}))


@pytest.fixture
def in_libreoffice(note: BuildResult, tool: Tool, tmp_path: Path) -> bytes:
    """The DOCX as LibreOffice prints it."""
    soffice = tool("soffice")
    docx = tmp_path / "note.docx"
    docx.write_bytes(note.outputs["docx"])
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation=file://{tmp_path / 'profile'}",
            "--headless",
            "--convert-to",
            'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}',
            "--outdir",
            tmp_path,
            docx,
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (tmp_path / "note.pdf").read_bytes()


def test_libreoffice_reads_every_word_and_heading(note: BuildResult, in_libreoffice: bytes) -> None:
    outline = word(note.outputs["docx"]).outline()
    shown = pdf_text(in_libreoffice)
    lost = [w for w in words(word(note.outputs["docx"]).text()) if w not in squeezed(shown)]
    assert lost == []
    headings = [squeezed(text) for level, text in outline if level]
    assert [squeezed(text) for _, text in pdf_outline(in_libreoffice)][-len(headings) :] == headings


def test_libreoffice_needs_about_as_many_pages(note: BuildResult, in_libreoffice: bytes) -> None:
    import pypdfium2

    pages = len(pypdfium2.PdfDocument(in_libreoffice))
    assert note.layout is not None
    assert abs(pages - note.layout.page_count) <= 1


def test_poppler_reads_the_pdf_in_order(note: BuildResult, tool: Tool, tmp_path: Path) -> None:
    """The prose, paragraph by paragraph; poppler reads tables line by line across columns."""
    pdf = tmp_path / "note.pdf"
    pdf.write_bytes(note.outputs["pdf"])
    read = subprocess.run([tool("pdftotext"), pdf, "-"], capture_output=True, check=True)
    text = squeezed(without_furniture(read.stdout.decode().replace("\f", "\n")))
    position = 0
    for part in note.examined.assembly.document.parts:
        for block in part.blocks:
            if isinstance(block, Heading | Paragraph):
                position = text.find(squeezed(plain_text(block.inlines[:1]))[:40], position)
                assert position >= 0, plain_text(block.inlines)


def test_poppler_finds_the_pdf_tagged(note: BuildResult, tool: Tool, tmp_path: Path) -> None:
    pdf = tmp_path / "note.pdf"
    pdf.write_bytes(note.outputs["pdf"])
    info = subprocess.run([tool("pdfinfo"), pdf], capture_output=True, check=True, text=True)
    assert "Tagged:          yes" in info.stdout
    assert "Status Arbeidsmiljøundersøkelsen 2017" in info.stdout
    structure = subprocess.run(
        [tool("pdfinfo"), "-struct", pdf], capture_output=True, check=True, text=True
    )
    assert structure.stdout.count("Table") >= 1
    assert structure.stderr == ""
