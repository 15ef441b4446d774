"""The regions of a page, for the whole note and for one unit."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from arkdoc.language.messages import in_language
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.preview.page import PreviewState, RenderedPage, Renderer, View
from arkdoc.preview.snapshot import LiveNote
from tests.support.project import NOTE, Project

NB = in_language("nb")


def shown(project: Project, unit: str = "", language: str = "nb", **more: Any) -> RenderedPage:
    view = View(unit, language)
    renderer = Renderer(view, in_language(language), lambda path: path, lambda: date(2019, 3, 1))
    return renderer(PreviewState(LiveNote(project.root).snapshot(), **more))


def text(page: RenderedPage, *regions: str) -> str:
    return "\n".join(piece.html for name in regions or page.regions for piece in page.regions[name])


def test_the_status_panel_has_every_unit_and_its_status(note: Project) -> None:
    (note.root / "contributions" / "ub.md").unlink()
    board = text(shown(note), "units")
    assert board.count("<li ") == 3
    assert 'data-state="missing"' in board
    assert 'data-state="draft"' in board
    assert 'href="/enhet/ub-gjovik"' in board
    assert 'href="#ub-gjovik"' in board
    assert "2 av 3 bidrag" in text(shown(note), "summary")


def test_the_panel_tells_what_has_come_as_what_it_is(note: Project) -> None:
    """Errors, a scaffold that nobody has touched, a file that can't be used, and days."""
    note.contribution("ub", "Skriv her.\n", status="utkast")
    note.contribution("ub-gjovik", "Teksten.\n", dato="20.02.2019")
    board = text(shown(note), "units")
    assert re.findall(r'data-state="([^"]+)"', board) == ["faulty", "not begun", "done"]
    assert "har feil" in board
    assert "ikke begynt" in board
    assert "levert 20.02.2019" in board
    assert re.search(r"har feil</span> · endret \d\d\.\d\d\.\d{4} · ", board)
    assert "2 av 3 bidrag er kommet. 1 har feil." in text(shown(note), "summary")
    (note.root / "contributions" / "ub-gjovik.md").rename(
        note.root / "contributions" / "ub-gjovik.md.txt"
    )
    page = shown(note, "ub-gjovik")
    assert 'data-state="unreadable"' in text(page, "units")
    assert "ARK516" in text(page, "note", "messages")
    assert "mottatt, men kan ikke leses" in text(page, "note")


def test_a_new_deadline_changes_how_late_a_unit_is(note: Project) -> None:
    (note.root / "contributions" / "ub.md").unlink()
    renderer = Renderer(View("", "nb"), NB, lambda path: path, lambda: date(2019, 3, 1))
    live = LiveNote(note.root)
    for deadline, late in (("2019-02-25", "4 dager over frist"), ("2019-02-20", "9 dager over")):
        note.note(NOTE.replace("enheter:", f"bidragsfrist: {deadline}\nenheter:"))
        assert late in text(renderer(PreviewState(live.snapshot())), "units")


def test_an_inline_message_comes_before_its_paragraph(note: Project) -> None:
    html = [piece.html for piece in shown(note).regions["note"]]
    (place,) = [n for n, piece in enumerate(html) if "ARK312" in piece]
    assert "alternativ tekst" in html[place]
    assert "contributions/studieadministrasjon.md:6:1" in html[place]
    assert 'data-line="6"' in html[place + 1]


def test_a_message_about_a_whole_file_is_at_its_units_heading(note: Project) -> None:
    html = [piece.html for piece in shown(note).regions["note"]]
    (place,) = [n for n, piece in enumerate(html) if "ARK502" in piece]
    assert "Seksjon Gjøvik" in html[place + 1]


def test_messages_are_ordered_by_severity(note: Project) -> None:
    found = [piece.html for piece in shown(note).regions["messages"]]
    order = ["error", "warning", "info"]
    places = [next(n for n, grave in enumerate(order) if f'"{grave}"' in html) for html in found]
    assert places == sorted(places)
    assert set(places) == {0, 1, 2}


def test_a_units_page_has_nothing_of_other_units(note: Project) -> None:
    page = shown(note, "ub-gjovik")
    said = text(page)
    assert "Komiteen er i gang" in said
    assert "ARK502" in said
    for other in (
        "hemmelig plan",
        "ARK312",
        "kart.png",
        "studieadministrasjon",
        "fulgt opp",
        "Innledning",
    ):
        assert other not in said
    assert page.regions["units"]
    assert page.about["title"] == "Seksjon Gjøvik – Status"


def test_a_unit_is_given_no_commands(note: Project) -> None:
    (note.root / "contributions" / "ub-gjovik.md").unlink()
    assert "arkdoc new" in text(shown(note), "note")
    said = text(shown(note, "ub-gjovik"), "note", "messages")
    assert "ARK501" in said
    assert "arkdoc new" not in said


def test_those_who_see_no_files_read_nothing_of_them(note: Project) -> None:
    """No sign of Markdown, no field, path or command; what is wrong is told all the same."""
    (note.root / "contributions" / "ub.md").unlink()
    note.contribution(
        "ub-gjovik", "Les [her](http://ntnu.no), <b>fet</b>.\n\n![](kart.png)\n", satus="x"
    )
    state = PreviewState(LiveNote(note.root).snapshot())
    for unit in ("", "ub", "ub-gjovik"):
        renderer = Renderer(
            View(unit, "nb"), NB, lambda p: p, lambda: date(2019, 3, 1), shows_places=False
        )
        page = renderer(state)
        messages = [each.html for each in page.regions["note"] if "pv-inline-message" in each.html]
        said = re.sub("<[^>]+>", " ", "".join(messages) + text(page, "messages"))
        assert messages
        assert not re.search(r"`|\.md|contributions|arkdoc|ARK\d|Markdown|satus", said), said


REMARKS = """\
# Det som gjenstår

## Selve notatet

- Kan ikke tas inn: topptekst

## Universitetsbiblioteket

- contributions/ub.md:7: kommentar: «Er dette <sant>?»
- contributions/ub.md:7: Biblioteket har [-fulgt-]{+tatt+} opp.
- contributions/borte.md:2: Kan ikke tas inn: gul utheving
"""


def test_what_waits_of_a_word_file_is_listed_and_stands_at_its_place(note: Project) -> None:
    (note.root / ".arkdoc").mkdir(exist_ok=True)
    (note.root / ".arkdoc" / "merknader.md").write_text(REMARKS, "utf-8")
    page = shown(note)
    listed = [each.html for each in page.regions["messages"] if "Fra Word-filen" in each.html]
    assert len(listed) == 4
    comment = next(html for html in listed if "Er dette &lt;sant&gt;?" in html)
    target = re.search('href="#([^"]+)"', comment)
    assert target
    elements = [each.html for each in page.regions["note"]]
    place = next(n for n, html in enumerate(elements) if f'id="{target[1]}"' in html)
    assert "Biblioteket har fulgt opp." in elements[place + 1]
    assert "href" not in next(html for html in listed if "topptekst" in html)
    assert re.search("<del>.*fulgt</del><ins>.*tatt</ins> opp", "".join(listed))
    assert "Fra Word-filen" not in text(shown(note, "ub")), "it is not the unit's to see"


def test_a_units_page_keeps_its_heading_levels(note: Project) -> None:
    html = text(shown(note, "ub-gjovik"), "head", "note")
    headings = [html[place + 2] for place in range(len(html)) if html.startswith("<h", place)]
    assert headings[:4] == ["1", "2", "3", "4"]


def test_all_views_have_the_same_blocks(note: Project) -> None:
    whole = {piece.key for piece in shown(note).regions["note"]}
    assert {piece.key for piece in shown(note, "ub").regions["note"]} <= whole


def test_a_note_that_cannot_be_read_is_reported_above_the_last_good_page(note: Project) -> None:
    good = shown(note)
    note.write("notat.md", "---\nsaksnr: [\n---\n")
    with pytest.raises(ArkdocError) as caught:
        LiveNote(note.root).snapshot()
    state = PreviewState(None, caught.value)
    renderer = Renderer(View("", "nb"), NB, lambda path: path, lambda: date(2019, 3, 1))
    said = text(renderer(state), "fault")
    assert "Notatet kan ikke leses" in said
    assert "contributions/notat.md:2" in said
    alone = Renderer(View("ub", "nb"), NB, lambda path: path, lambda: date(2019, 3, 1))
    assert "notat.md" not in text(alone(state), "fault")
    assert good.regions["fault"] == ()


@pytest.mark.parametrize("unit", ["", "ub-gjovik"])
def test_nothing_is_counted_while_the_note_cannot_be_read(note: Project, unit: str) -> None:
    """What was wrong before may have been put right since."""
    note.contribution("ub-gjovik", "![](kart.png)\n")
    renderer = Renderer(View(unit, "nb"), NB, lambda path: path, lambda: date(2019, 3, 1))
    state = PreviewState(LiveNote(note.root).snapshot())
    counted = re.compile(r"\d+ (feil|advars|ord|av)|har feil")
    regions = ("counts", "summary", "units")
    before = text(renderer(state), *regions)
    assert counted.search(before)
    note.write("notat.md", "---\nsaksnr: [\n---\n")
    with pytest.raises(ArkdocError) as caught:
        LiveNote(note.root).snapshot()
    said = text(renderer(PreviewState(state.snapshot, caught.value)), *regions)
    assert "Seksjon Gjøvik" in said
    assert not counted.search(said)
    assert text(renderer(state), *regions) == before


def test_a_location_with_two_faults_is_listed_once(note: Project) -> None:
    note.write("notat.md", NOTE.replace("saksnr", "saksnnr"))
    with pytest.raises(ArkdocError) as caught:
        LiveNote(note.root).snapshot()
    renderer = Renderer(View("", "nb"), NB, lambda path: path, lambda: date(2019, 3, 1))
    said = text(renderer(PreviewState(None, caught.value)), "fault")
    assert "saksnnr" in said
    assert said.count("data-location=") == 1


def test_regions_hold_single_elements_with_unique_keys(note: Project) -> None:
    from lxml import html as parser

    page = shown(note)
    for name, pieces_ in page.regions.items():
        keys = [piece.key for piece in pieces_]
        assert len(set(keys)) == len(keys), name
        for piece in pieces_:
            assert len(parser.fragments_fromstring(piece.html)) == 1


def test_a_save_makes_few_new_elements(project: Project) -> None:
    units = {f"enhet-{n}": f"Enhet {n}" for n in range(200)}
    project.units(units)
    for unit in units:
        project.contribution(unit, "## 1. Tiltak\n\nTekst.\n")
    live = LiveNote(project.root)
    renderer = Renderer(View("", "nb"), NB, lambda path: path, lambda: date(2019, 3, 1))
    before = renderer(PreviewState(live.snapshot()))
    project.contribution("enhet-7", "## 1. Tiltak\n\nTekst og mer tekst.\n")
    after = renderer(PreviewState(live.snapshot(["contributions/enhet-7.md"])))
    made = {id(piece) for region in before.regions.values() for piece in region}
    new = [piece for region in after.regions.values() for piece in region if id(piece) not in made]
    assert 0 < len(new) < 20
