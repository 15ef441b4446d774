"""The Word file and the PDF have the same content, each read back by other programs."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest

from arkdoc.pipeline.build import BuildResult
from tests.support import pdf_tags
from tests.support.libreoffice import PDF, LibreOffice
from tests.support.pdf_tags import elements
from tests.support.project import (
    WordFile,
    pdf_outline,
    pdf_text,
    skipped_levels,
    squeezed,
    word,
    words,
)
from tests.support.reading_back import (
    Tag,
    missing_in_order,
    our_tags,
    shapes,
    tags,
    word_items,
    word_links,
    word_markers,
    word_notes,
    word_shapes,
)
from tests.support.sample import bullets, item, numbers, para
from tests.write.docx.test_writer import just, written

pytestmark = pytest.mark.tools


@pytest.fixture(scope="module", params=["real", "kitchen"])
def note(
    request: pytest.FixtureRequest, built_note: BuildResult, built_kitchen: BuildResult
) -> BuildResult:
    return built_note if request.param == "real" else built_kitchen


@pytest.fixture(scope="module")
def file(note: BuildResult) -> WordFile:
    return word(note.outputs["docx"])


@pytest.fixture(scope="module")
def tagged(note: BuildResult) -> Tag:
    return our_tags(note.outputs["pdf"])


@pytest.fixture(scope="module")
def printed_notes(
    built_note: BuildResult, built_kitchen: BuildResult, libreoffice: LibreOffice
) -> dict[str, bytes]:
    """The Word files as LibreOffice prints them, tagged, by the notes' names."""
    notes = {f"{note.name}.docx": note.outputs["docx"] for note in (built_note, built_kitchen)}
    return libreoffice.convert(notes, PDF)


@pytest.fixture(scope="module")
def printed(note: BuildResult, printed_notes: dict[str, bytes]) -> bytes:
    return printed_notes[note.name]


# --- Word and our PDF --------------------------------------------------------------------


def test_headings_and_levels(note: BuildResult, file: WordFile, tagged: Tag) -> None:
    outline = file.outline()
    assert outline[0][0] == 0
    assert skipped_levels(outline) == []
    # Word's level n is the PDF's n + 1. A PDF heading's text ends with its footnote marks.
    headings = tagged.find(*(f"H{level}" for level in range(1, 7)))
    assert [int(tag.name[1]) - 1 for tag in headings] == [level for level, _ in outline]
    assert [squeezed(tag.text()).rstrip("0123456789") for tag in headings] == [
        squeezed(text).rstrip("0123456789") for _, text in outline
    ]
    assert [(level - 1, text) for level, text in pdf_outline(note.outputs["pdf"])] == outline


def test_shapes_of_tables(file: WordFile, tagged: Tag) -> None:
    assert word_shapes(file)
    assert shapes(tagged) == word_shapes(file)


def test_list_items(file: WordFile, tagged: Tag) -> None:
    items = word_items(file)
    in_pdf = [squeezed(item.text(skip=("Lbl", "L"))) for item in tagged.find("LI")]
    assert len(items) > 20
    assert missing_in_order(items, in_pdf) == []


def test_list_markers(file: WordFile, tagged: Tag) -> None:
    in_notes = [id(item) for note in tagged.find("Note") for item in note.find("LI")]
    items = [item for item in tagged.find("LI") if id(item) not in in_notes]
    assert [item.find("Lbl")[0].own.strip() for item in items] == word_markers(file)


def test_footnotes(file: WordFile, tagged: Tag) -> None:
    notes = [note[0] for note in word_notes(file)]
    in_pdf = [squeezed(tag.text(skip=("Lbl", "L"))) for tag in tagged.find("LI", "Note", "FENote")]
    assert len(notes) > 2
    assert missing_in_order(notes, in_pdf) == []


def test_links(file: WordFile, tagged: Tag) -> None:
    assert missing_in_order(word_links(file), _links(tagged)) == []


def _links(root: Tag) -> list[str]:
    return [squeezed(tag.text()) for tag in root.find("Link")]


def test_text_alternatives(note: BuildResult, file: WordFile) -> None:
    described = [about.get("descr") for about in file.body.iter("{*}docPr")]
    reader = pypdf.PdfReader(io.BytesIO(note.outputs["pdf"]))
    tree = reader.trailer["/Root"]["/StructTreeRoot"]
    figures = [element for element in elements(tree) if element.get("/S") == "/Figure"]
    alternatives = [str(figure["/Alt"]) for figure in figures if "/Alt" in figure]
    found = [alt for alt in alternatives if not alt.lower().endswith(("utført", "done"))]
    assert found == [alt for alt in described if alt]


# --- Word and what LibreOffice makes of it --------------------------------------------------


def test_libreoffice_shows_all_the_text(file: WordFile, printed: bytes) -> None:
    shown = squeezed(pdf_text(printed))
    assert [word for word in words(file.text()) if word not in shown] == []


def test_libreoffice_has_the_outline(file: WordFile, printed: bytes) -> None:
    headings = [squeezed(text) for level, text in file.outline() if level]
    bookmarks = [squeezed(text) for _, text in pdf_outline(printed)][-len(headings) :]
    # LibreOffice puts the mark of a footnote into the bookmark.
    assert [text.rstrip("0123456789") for text in bookmarks] == [
        text.rstrip("0123456789") for text in headings
    ]


def test_libreoffice_has_the_tables_and_the_footnotes(
    file: WordFile, printed: bytes, tool: Callable[[str], str], tmp_path: Path
) -> None:
    root = tags(printed, tool("pdfinfo"), tmp_path)
    assert shapes(root) == word_shapes(file)
    notes = [squeezed(note.text()).lstrip("0123456789") for note in root.find("Note")]
    assert notes == ["".join(texts) for texts in word_notes(file)]


def test_libreoffice_needs_about_as_many_pages(note: BuildResult, printed: bytes) -> None:
    ours = len(pypdfium2.PdfDocument(note.outputs["pdf"]))
    assert abs(len(pypdfium2.PdfDocument(printed)) - ours) <= 1


def test_decimal_marks_stand_below_each_other_in_both(
    built_kitchen: BuildResult,
    printed_notes: dict[str, bytes],
    tool: Callable[[str], str],
    tmp_path: Path,
) -> None:
    for pdf in (built_kitchen.outputs["pdf"], printed_notes[built_kitchen.name]):
        (tmp_path / "sider.pdf").write_bytes(pdf)
        told = subprocess.run(
            [tool("pdftotext"), "-bbox", tmp_path / "sider.pdf", "-"],
            capture_output=True, check=True, text=True,
        ).stdout  # fmt: skip
        found = re.findall(r'xMax="([\d.]+)"[^>]*>(12,5|7|120,75)</word>', told)
        ends = {word: float(right) for right, word in found}
        # Where the whole number ends, in points; a digit is about half of 9.5 points wide.
        whole = ends["12,5"] - 0.757 * 9.5
        assert ends["120,75"] - 1.264 * 9.5 == pytest.approx(whole, abs=0.5)
        sevens = [float(right) for right, word in found if word == "7"]
        assert min(abs(seven - whole) for seven in sevens) < 0.5


def test_libreoffice_has_lists_inside_the_items_they_belong_to(libreoffice: LibreOffice) -> None:
    inner = item("to", numbers("a", item("b", bullets("dypt"))))
    data = written(just(para("Før."), bullets("en", inner, "tre"), para("Etter.")))
    found = pdf_tags.read_tags(libreoffice.convert({"lister.docx": data}, PDF)["lister"])
    outer = found.all("L")[0]
    assert _nested(outer) == [["en"], ["to", ["1.a"], ["2.b", ["dypt"]]], ["tre"]]


def _nested(found: pdf_tags.Tag) -> list[Any]:
    """Each item of a list: its text, and the items of the lists in its body."""
    items: list[Any] = []
    for entry in found.kids:
        assert isinstance(entry, pdf_tags.Tag)
        assert entry.type == "LI"
        (body,) = (kid for kid in entry.kids if isinstance(kid, pdf_tags.Tag))
        assert body.type == "LBody"
        said, inside = "", []
        for kid in body.kids:
            if isinstance(kid, pdf_tags.Tag) and kid.type == "L":
                inside += _nested(kid)
            else:
                said += kid if isinstance(kid, str) else kid.text
        items.append(["".join(said.replace("•", "").split()), *inside])
    return items
