"""Cards of measures: kept whole on a page, in Word and in the PDF, and never at the price of a hole."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from typing import Any

import pypdf
import pytest

from arkdoc.assemble.measures import card
from arkdoc.model.nodes import Container
from arkdoc.model.source import NOWHERE
from arkdoc.pipeline.load import load
from arkdoc.style.card_height import MOST_WHITE, is_kept_whole, kept_runs, line_heights
from tests.support.libreoffice import PDF, LibreOffice
from tests.support.page_white import holes
from tests.support.pdf_tags import Tag, read_tags
from tests.support.project import REPOSITORY, Project
from tests.support.sample import para
from tests.write.docx.test_writer import W, just, part, said, styles_of, theme, val, written

THEME = load(REPOSITORY).theme
_SENTENCE = "Vi går gjennom tiltaket i seksjonsmøtet og skriver ned hva vi ble enige om. "
LINE = f"{_SENTENCE}\n\n"


def measure(fields: int, sentences: int = 1, name: str = "Kaffe") -> Container:
    values = [(f"Felt {n}", para((_SENTENCE * sentences).strip())) for n in range(fields)]
    return card(para(name), values, NOWHERE)


def kept(data: bytes, name: str) -> list[tuple[bool, bool]]:
    """Whether each paragraph of a card is kept with the next one, and whole."""
    styles = styles_of(data)

    def on(identifier: str | None, tag: str) -> bool:
        while identifier:
            found: Any = styles[identifier].find(f"{W}pPr/{W}{tag}")
            if found is not None:
                return found.get(f"{W}val") != "0"
            identifier = val(styles[identifier], "basedOn")
        return False

    paragraphs = part(data).find(f"{W}body").findall(f"{W}p")
    start = next(n for n, p in enumerate(paragraphs) if said(p).startswith(name))
    found = []
    for paragraph in paragraphs[start:]:
        if found and not said(paragraph).startswith("Felt"):
            break
        style = val(paragraph, "pPr/pStyle")
        found.append((on(style, "keepNext"), on(style, "keepLines")))
    return found


def test_a_low_card_is_one_in_word() -> None:
    data = written(just(measure(4), para("Etter.")))
    assert kept(data, "Kaffe") == [(True, True)] * 4 + [(False, True)]


def test_a_high_card_is_in_runs_that_are_no_higher_than_a_hole_may_be() -> None:
    high = measure(13, sentences=2)
    data = written(just(high, para("Etter.")))
    ties = [tied for tied, _ in kept(data, "Kaffe")]
    heights = line_heights(high, theme(), theme().page.measure)
    assert ties[0], "the name stays with its first field"
    assert not ties[-1]
    run = 0.0
    for height, tied in zip(heights, ties, strict=True):
        run += height
        assert run <= MOST_WHITE
        run = run if tied else 0.0
    assert 2 < ties.count(False) < len(ties) / 2


@pytest.mark.parametrize(
    ("heights", "expected"),
    [
        ([8, 6, 6], [3]),
        ([10, 10, 10, 10], [4]),
        ([8, 6, 6, 6, 6, 6, 6], [4, 3]),
        ([8, 60, 6], [1, 1, 1]),
        ([8] + [10] * 9, [4, 4, 2]),
        ([], []),
    ],
)
def test_runs(heights: list[float], expected: list[int]) -> None:
    assert kept_runs(heights) == expected


def test_a_card_of_more_than_half_a_page_is_not_kept_whole() -> None:
    assert is_kept_whole(measure(8), THEME, landscape=False)
    assert not is_kept_whole(measure(13, sentences=4), THEME, landscape=False)
    assert is_kept_whole(measure(13), THEME, landscape=False)
    assert not is_kept_whole(measure(13, sentences=2), THEME, landscape=True)


FIELDS = ("behov", "hensikt", "gjennomføring", "resultat", "prosess", "evaluering", "område")


def project_of(project: Project, above: int, fields: int, said: str = "Vi følger opp.") -> Project:
    """A note whose only text is lines, and cards below."""
    lines = "".join(f"    {name}: {said}\n" for name in FIELDS[:fields])
    cards = "".join(f"  - navn: Tiltak {n}\n    status: planlagt\n{lines}" for n in range(3))
    project.units({"a": "Enhet A"})
    project.write("a.md", f"---\nenhet: a\ntiltak:\n{cards}---\n{LINE * above}")
    return project


def pages_of(pdf: bytes) -> list[set[int]]:
    """The pages that each card is on: its name's, and those of the list below it."""
    kids = [tag for tag in _flat(read_tags(pdf)) if tag.type in ("P", "L")]
    return [
        name.pages | fields.pages
        for name, fields in pairwise(kids)
        if name.type == "P" and name.text.startswith("Tiltak ") and fields.type == "L"
    ]


def _flat(tag: Tag) -> list[Tag]:
    inside = [kid for kid in tag.kids if isinstance(kid, Tag)]
    return [tag, *(each for kid in inside for each in _flat(kid))]


@pytest.mark.parametrize("above", range(12, 22))
def test_a_card_is_whole_on_a_page_or_there_would_be_a_hole(above: int, project: Project) -> None:
    pdf = project_of(project, above, 4).build("pdf").outputs["pdf"]
    assert [str(hole) for hole in holes(pdf, THEME) if not hole.is_excused] == []
    cards = pages_of(pdf)
    assert len(cards) == 3
    # Of five lines, a card is no higher than the white that may be left; with the heading above
    # the first it is.
    assert all(len(pages) == 1 for pages in cards[1:]), cards


@pytest.mark.parametrize("above", [11, 13, 18])
def test_a_card_that_is_divided_leaves_no_field_alone(above: int, project: Project) -> None:
    pdf = project_of(project, above, 7).build("pdf").outputs["pdf"]
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    fields = [len(re.findall("Vi følger opp", page)) for page in pages]
    assert sum(fields) == 21
    assert fields[0] % 7 not in (1, 6), fields


@pytest.mark.parametrize("above", [8, 16, 20])
def test_a_high_card_makes_no_hole(above: int, project: Project) -> None:
    pdf = project_of(project, above, 7, _SENTENCE * 3).build("pdf").outputs["pdf"]
    assert [str(hole) for hole in holes(pdf, THEME) if not hole.is_excused] == []


@pytest.mark.tools
def test_libreoffice_keeps_them_whole(libreoffice: LibreOffice, project: Project) -> None:
    docx = {
        f"{above}.docx": project_of(project, above, 5).build("docx").outputs["docx"]
        for above in range(14, 26, 2)
    }
    for pdf in libreoffice.convert(docx, PDF).values():
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
        begun = [len(re.findall(r"Tiltak \d", page)) for page in pages]
        ended = [page.count("Prosess") for page in pages]
        assert sum(begun) == 3
        assert begun == ended
