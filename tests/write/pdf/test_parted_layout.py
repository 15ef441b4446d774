"""Pages laid out in parts, of which some are kept, are those of a layout of the whole."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from arkdoc.model.cache import Cache
from arkdoc.pipeline.analyse import analyse
from arkdoc.pipeline.load import Sources, load
from arkdoc.pipeline.render import Rendering, render
from arkdoc.preview.answer import answer
from arkdoc.preview.worker_process import Request
from arkdoc.rules.output import LAYOUT_PROBLEM
from arkdoc.write.html.writer import write_parted
from arkdoc.write.pdf.page_images import pictures
from arkdoc.write.pdf.part_boxes import Neighbours, NotInPartsError, SharedPage
from arkdoc.write.pdf.parted_layout import PartedLayout
from tests.support.parted import Compared, sequence
from tests.support.project import Project

LONG = "Her står det nok til at det blir flere linjer av det, og så litt til.\n\n"


@pytest.fixture
def note(tmp_path: Path) -> Project:
    """A note of three units: with contents, numbers, footnotes, tables and a wide page."""
    names = [f"e{number}" for number in range(3)]
    units = "".join(f"  - {{id: {name}, navn: Enhet {name}}}\n" for name in names)
    note = Project(tmp_path).note(
        "---\nsaksnr: 1/24\ntittel: Delt\nfra: Prorektor\ndato: 2024-02-27\nnummerering: ja\n"
        f"innholdsfortegnelse: ja\nenheter:\n{units}---\n[[bidrag]]\n"
    )
    for number, name in enumerate(names):
        note.contribution(name, body(number))
    return note


@pytest.fixture
def short(tmp_path: Path) -> Sources:
    """A note of a few lines."""
    return load(Project(tmp_path).units({"ub": "UB"}).contribution("ub", "Kort.\n").root)


def body(number: int) -> str:
    table = "| Tiltak | Frist |\n|---|---|\n" + "| Samtaler | mai |\n" * 5
    shown = f"::: liggende\n\n{table}\n:::" if number == 1 else table
    note = "En note.[^a]\n\n[^a]: Dette står nederst."
    return f"# Status\n\n{note}\n\n{LONG * 4}{shown}\n\n## Videre\n\n{LONG * 2}"


def changed(sources: Sources, unit: str, old: str, new: str) -> Sources:
    texts = {
        path: text.replace(old.encode(), new.encode(), 1) if unit in path else text
        for path, text in sources.contributions.items()
    }
    assert texts != sources.contributions
    return replace(sources, contributions=texts)


def test_after_each_of_some_edits_pages_and_tags_are_as_in_a_fresh_layout(note: Project) -> None:
    compared = Compared()
    kept: list[weakref.ref[Any]] = []
    for sources in sequence(load(note.root), seed=11, edits=2):
        assert compared.differences(sources) == []
        kept = kept or [weakref.ref(part.boxes[0]) for part in compared.parted.shown]
    assert compared.whole == 0
    gc.collect()
    assert any(boxes() is None for boxes in kept)  # what is not shown any more is forgotten
    assert any(boxes() for boxes in kept)


def test_a_note_that_a_table_calls_on_every_page_is_set_once(tmp_path: Path) -> None:
    """Also where the page that sets it is kept, and a later one with the same head is not."""
    rows = "| Samtaler med alle | mai |\n" * 90
    table = f"| Tiltak[^a] | Frist |\n|---|---|\n{rows}\n\n[^a]: Etter planen.\n"
    note = Project(tmp_path).units({"ub": "UB", "hr": "HR"}).contribution("ub", table)
    sources = load(note.contribution("hr", "Her står det nok.\n").root)
    compared = Compared()
    assert compared.differences(sources) == []
    assert compared.differences(changed(sources, "hr", "nok", "lite")) == []
    assert compared.whole == 0


def test_only_what_changed_is_laid_out_drawn_and_sent(
    note: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    from arkdoc.write.pdf import engine, kept_pages

    made: list[int] = []
    make_page, draw = kept_pages.make_page, engine.LaidOutPage.draw
    drawn: list[int] = []

    def counted(context: Any, root: Any, page_type: Any, *rest: Any) -> Any:
        made.append(page_type.index)
        return make_page(context, root, page_type, *rest)

    def noted(page: Any, sheets: list[int]) -> Any:
        drawn.extend(sheets)
        return draw(page, sheets)

    monkeypatch.setattr(kept_pages, "make_page", counted)
    monkeypatch.setattr(engine.LaidOutPage, "draw", noted)
    cache, remembered, sources = Cache(), PartedLayout(), load(note.root)
    first = answer(Request(sources, "pdf", frozenset()), cache, remembered)
    pages = len(first.pictures)
    assert made == drawn == list(range(pages))
    known = frozenset(picture.name for picture in first.pictures)
    made.clear()
    drawn.clear()
    edited = changed(sources, "e2", "nok", "lite")
    second = answer(Request(edited, "pdf", known), cache, remembered)
    contents = 0
    assert made == drawn
    assert made[0] == contents
    assert made[1:] == list(range(made[1], pages))
    assert made[1] >= pages - 3
    assert sum(picture.data is not None for picture in second.pictures) <= 2
    # They look as those of the file that is built.
    pdf = render(analyse(edited), frozenset({"pdf"})).outputs["pdf"]
    built = [picture.name for picture in pictures(pdf, lambda _name: True)]
    assert [picture.name for picture in second.pictures] == built
    # A picture that the server has forgotten is made again.
    third = answer(Request(edited, "pdf", frozenset(built[1:])), cache, remembered)
    assert [picture.name for picture in third.pictures] == built
    assert [picture.data is not None for picture in third.pictures][:2] == [True, False]


@pytest.mark.parametrize(
    ("css", "in_parts"),
    [
        (".ark-table { color: #123456 }", True),
        ("h2:nth-child(3) { color: #123456 }", False),
        ("h2 ~ p { color: #123456 }", False),
        ("h2 { counter-increment: mine }", False),
        ("@page :left { margin-left: 30mm }", False),
        ("h2 { string-set: mine content() }", False),
        ("p { float: left }", False),
    ],
)
def test_a_house_style_that_reaches_far_is_laid_out_whole(
    short: Sources, css: str, in_parts: bool
) -> None:
    theme = replace(short.theme, css=f"{short.theme.css}\n{css}")
    assert are_in_parts(replace(short, theme=theme)) is in_parts


def are_in_parts(sources: Sources) -> bool:
    rendering = Rendering(analyse(sources))
    document = rendering.fitted(sources.theme)
    page = write_parted(document, sources.theme)
    made = PartedLayout().pages(page, document, sources.theme, lambda _name: True)
    return made is not None


@pytest.mark.parametrize(
    "parts",
    [
        ('<p id="a">Her</p>', '<p id="a">og her</p>'),
        ('<p><a href="#b">Hit</a></p>',),
        ('<p><sup id="ref.a.1">1</sup></p>', '<p id="a">Borte</p>'),
    ],
    ids=["an id twice", "a link that leads nowhere", "a note of another part"],
)
def test_what_joins_parts_is_laid_out_whole(short: Sources, parts: tuple[str, ...]) -> None:
    document = analyse(short).assembly.document
    page = replace(write_parted(document, short.theme), parts=parts, widths=("",) * len(parts))
    with pytest.raises(NotInPartsError):
        PartedLayout().laid_out(page, document, short.theme, frozenset())


def test_a_part_is_styled_by_what_stands_before_and_after_it(short: Sources) -> None:
    page = write_parted(analyse(short).assembly.document, short.theme)
    rules = "p + ul { break-before: page } ul:last-child { break-after: page }"
    shared = SharedPage(replace(page, styles=("", rules)), "", frozenset())

    def breaks(around: Neighbours) -> tuple[str, str]:
        part = shared.boxes("<ul><li>A</li></ul>", "", around, frozenset())
        (box,) = part.boxes
        return box.style["break_before"], box.style["break_after"]

    assert breaks(Neighbours(None, is_last=True))[1] == "page"
    assert breaks(Neighbours(("h2", ()), is_last=False)) == ("avoid", "auto")
    assert breaks(Neighbours(("p", ()), is_last=False)) == ("page", "auto")


def test_what_weasyprint_complains_of_is_laid_out_whole_and_told_each_time(
    short: Sources,
) -> None:
    theme = replace(short.theme, css=f"{short.theme.css}\np {{ colour: red }}")
    cache, remembered = Cache(), PartedLayout()
    request = Request(replace(short, theme=theme), "pdf", frozenset())
    told = [answer(request, cache, remembered).found for _ in range(2)]
    assert [[each.rule for each in found] for found in told] == [[LAYOUT_PROBLEM]] * 2


def test_an_unknown_version_is_laid_out_whole(
    short: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("weasyprint.__version__", "71.0")
    assert not are_in_parts(short)
