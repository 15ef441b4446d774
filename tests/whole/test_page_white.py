"""No rule that keeps things together opens a hole at a page's foot."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest

from arkdoc.pipeline.build import BuildResult, build
from arkdoc.pipeline.load import load
from tests.support import generate
from tests.support.libreoffice import PDF, LibreOffice
from tests.support.page_white import holes
from tests.support.project import REPOSITORY, Project
from tests.support.real_note import real_note
from tests.whole.test_note import UNITS

THEME = load(REPOSITORY).theme
SEEDS = range(2)
"""`make verify` takes 200."""

_LINE = "Vi går gjennom tiltakene i seksjonsmøtene og skriver ned hva vi ble enige om.\n\n"


def pages(pdf: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def unexcused(pdf: bytes) -> list[str]:
    return [str(hole) for hole in holes(pdf, THEME) if not hole.is_excused]


def test_the_real_note(tmp_path: Path, libreoffice: LibreOffice) -> None:
    outputs = real_note(Project(tmp_path), UNITS).build("pdf", "docx").outputs
    assert holes(outputs["pdf"], THEME) == []
    assert pages(outputs["pdf"]) <= 7
    (from_word,) = libreoffice.convert({"notat.docx": outputs["docx"]}, PDF).values()
    assert abs(pages(from_word) - pages(outputs["pdf"])) <= 1


def test_the_note_and_the_kitchen(built_note: BuildResult, built_kitchen: BuildResult) -> None:
    assert holes(built_note.outputs["pdf"], THEME) == []
    assert unexcused(built_kitchen.outputs["pdf"]) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_generated_notes(seed: int, tmp_path: Path) -> None:
    pdf = build(load(generate.write(seed, tmp_path)), frozenset({"pdf"})).outputs["pdf"]
    assert unexcused(pdf) == []


def _table(rows: int, lines: int) -> str:
    row = f"| {'Vi vurderer tiltaket på nytt. ' * 2 * lines} | Ja |\n"
    return "| Tiltak | Utført |\n|---|---|\n" + row * rows


_LONG_ITEM = "- " + "Vi følger opp det som kom fram i undersøkelsen. " * 10 + "\n"
CASES = {
    # What would be better together is taller than the limit.
    "two rows at the end": _table(3, lines=14),
    "a list of long items": "Tiltak:\n\n" + _LONG_ITEM * 3,
    "nested lists": "Tiltak:\n\n- En:\n  - To:\n" + f"    {_LONG_ITEM}" * 2 + "  - Tre\n",
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("above", range(12, 36, 6))
def test_what_is_better_together_opens_no_hole(case: str, above: int, project: Project) -> None:
    project.note().contribution("studieadministrasjon", f"{_LINE * above}{CASES[case]}")
    assert unexcused(project.build("pdf").outputs["pdf"]) == []


# --- the measure itself ------------------------------------------------------------------------


def test_a_hole_is_seen_whatever_made_it(project: Project) -> None:
    """The style of a house may still ask for holes: they are measured, and not excused."""
    tokens = (REPOSITORY / "styles" / "tokens.toml").read_text(encoding="utf-8")
    css = (REPOSITORY / "styles" / "print.css").read_text(encoding="utf-8")
    styles = project.root / "styles"
    styles.mkdir()
    (styles / "tokens.toml").write_text(tokens, encoding="utf-8")
    (styles / "print.css").write_text(f"{css}\nul {{ break-inside: avoid; }}\n", encoding="utf-8")
    items = "- Vi følger opp det som kom fram.\n" * 20
    project.note().contribution("studieadministrasjon", f"{_LINE * 14}{items}")
    (hole,) = holes(project.build("pdf").outputs["pdf"], THEME)
    assert hole.page == 1
    assert hole.white > 40 > hole.next
    assert not hole.is_excused


def test_a_picture_that_does_not_fit_excuses_its_hole(project: Project) -> None:
    from tests.support.sample import png

    project.write("høy.png", png(400, 500, (29, 61, 99), 20))
    project.note().contribution("studieadministrasjon", f"{_LINE * 14}![Et tårn](høy.png)\n")
    (hole,) = holes(project.build("pdf").outputs["pdf"], THEME)
    assert hole.next > hole.white > 40
    assert hole.is_excused


# --- Word ----------------------------------------------------------------------------------------


def test_word_has_as_many_pages_give_or_take_one(
    built_note: BuildResult, built_kitchen: BuildResult, libreoffice: LibreOffice
) -> None:
    built = {"notat": built_note, "kjokken": built_kitchen}
    files = {f"{name}.docx": result.outputs["docx"] for name, result in built.items()}
    for name, pdf in libreoffice.convert(files, PDF).items():
        assert abs(pages(pdf) - pages(built[name].outputs["pdf"])) <= 1, name
