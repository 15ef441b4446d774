"""The note's PDF as poppler reads it; test_parity has the Word file."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from arkdoc.model.nodes import Heading, Paragraph
from arkdoc.model.tree import plain_text
from arkdoc.pipeline.build import BuildResult
from tests.support.project import squeezed, without_furniture

Tool = Callable[[str], str]
pytestmark = pytest.mark.tools


@pytest.fixture(scope="module")
def note(built_note: BuildResult) -> BuildResult:
    return built_note


def test_poppler_reads_the_pdf_in_order(note: BuildResult, tool: Tool, tmp_path: Path) -> None:
    """Headings and paragraphs only, because poppler reads tables line by line across columns."""
    pdf = tmp_path / "note.pdf"
    pdf.write_bytes(note.outputs["pdf"])
    read = subprocess.run([tool("pdftotext"), pdf, "-"], capture_output=True, check=True)
    text = squeezed(without_furniture(read.stdout.decode().replace("\f", "\n")))
    position = 0
    for part in note.analysis.assembly.document.parts:
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
