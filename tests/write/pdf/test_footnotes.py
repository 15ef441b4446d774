"""Footnotes in the PDF: each once, whole, at the foot of the page of its mark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pypdfium2
import pytest
from weasyprint.formatting_structure import boxes

from arkdoc.pipeline.build import BuildResult
from arkdoc.write.pdf import notes_at_foot
from arkdoc.write.pdf.footnotes import misplaced
from arkdoc.write.pdf.notes_at_foot import move_to_feet
from tests.support.many_footnotes import faults, made, write_many
from tests.support.pdf_tags import Tag, read_tags
from tests.support.project import Project, pdf_text

# Of these WeasyPrint by itself sets three notes a page late or not at all.
LOSING = ("paragraph", 14, 9)


@pytest.mark.parametrize(
    ("kind", "seed", "blocks"),
    [LOSING, ("list", 1, 6), ("table", 2, 2), ("heading", 2, 8), ("landscape", 4, 2), ("", 5, 8)],
)
def test_every_note_is_at_the_foot_of_its_marks_page(
    kind: str, seed: int, blocks: int, tmp_path: Path
) -> None:
    document, pdf = made(write_many(seed, tmp_path, kind, blocks))
    assert len(document.footnotes) - len(pdf.notes_at_end) > 4
    assert list(faults(document, pdf)) == []
    assert pdf.messages == ()


def built(tmp_path: Path, text: str) -> tuple[BuildResult, Tag]:
    project = Project(tmp_path).units({"ub": "Universitetsbiblioteket"})
    result = project.contribution("ub", text).build("pdf")
    return result, read_tags(result.outputs["pdf"])


LONG = "[^lang]: " + "Enheten følger opp resultatene fra undersøkelsen hver måned. " * 30
THREE = f"Én[^en], to[^lang] og tre[^tre].\n\n[^en]: Den første.\n\n{LONG}\n\n[^tre]: Den tredje.\n"


def told(result: BuildResult) -> list[tuple[int, str]]:
    found = [one for one in result.diagnostics if one.rule.code == "ARK937"]
    return [(one.span.line, dict(one.args)["number"]) for one in found]


def test_a_long_note_stands_at_the_end_of_the_text_and_an_info_says_so(tmp_path: Path) -> None:
    result, tags = built(tmp_path, THREE)
    names = [tag.type for tag in tags.kids if isinstance(tag, Tag)]
    assert names[-4:] == ["P", "Note", "Note", "Sect"]
    assert [note.all("Lbl")[0].text.strip() for note in tags.all("Note")] == ["1.", "3.", "2."]
    assert told(result) == [(8, "2")]


def test_a_note_that_fits_no_page_is_laid_out_again_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes_at_foot, "MOST_LINES", 1000)
    result, tags = built(tmp_path, THREE.replace(LONG, LONG * 8))
    assert told(result) == [(8, "2")]
    assert [note.all("Lbl")[0].text.strip() for note in tags.all("Note")] == ["1.", "3.", "2."]


def test_lines_of_a_note_end_where_the_page_has_them_end(tmp_path: Path) -> None:
    text = (
        "Én[^en].\n\n[^en]: Den første\n    linjen og\n    den andre.\n\n    - punkt\n    - til\n"
    )
    result, _ = built(tmp_path, text)
    document = pypdfium2.PdfDocument(result.outputs["pdf"])
    lines = document[0].get_textpage().get_text_range().splitlines()
    at = next(n for n, line in enumerate(lines) if "Den første" in line)
    assert lines[at].split() == ["1.", "Den", "første", "linjen", "og", "den", "andre."]
    tops = [box[3] for box in _texts(document[0]) if box[1] < 130 and box[1] > 60]
    gaps = [above - below for above, below in pairwise(sorted(set(tops), reverse=True))]
    assert max(gaps) < 20


def _texts(page: Any) -> list[tuple[float, float, float, float]]:
    return [item.get_bounds() for item in page.get_objects() if item.type == 1]


def test_marks_and_returns_say_where_they_lead(tmp_path: Path) -> None:
    text = "Én[^en][^to] og én til[^en].\n\n[^en]: Den første.\n[^to]: Den andre.\n"
    _, tags = built(tmp_path, text)
    links = tags.all("Link")
    said = Counter(str(link.entry["/Alt"]) for link in links)
    assert said == {
        "Fotnote 1": 2,
        "Fotnote 2": 1,
        "Tilbake til teksten 1": 1,
        "Tilbake til teksten 2": 1,
        "Tilbake til teksten": 1,
    }
    for link in links:
        (annotation,) = link.annotations
        assert annotation["/Contents"] == link.entry["/Alt"]


def test_a_note_is_read_after_what_calls_it(tmp_path: Path) -> None:
    text = (
        "## Tittel[^a] her\n\nFør[^b] og etter.\n\n- punkt[^c] og mer\n  - under\n\n"
        "> sitat[^d] slutt\n\nTabell: Om tall[^e]\n\n| A | B |\n|---|---|\n| celle[^f] til | x |\n\n"
        + "".join(f"[^{name}]: Note {name}.\n" for name in "abcdef")
    )
    _, tags = built(tmp_path, text)
    around: dict[str, tuple[str, int]] = {}

    def visit(tag: Tag) -> None:
        for at, kid in enumerate(tag.kids):
            if isinstance(kid, Tag) and kid.type == "Note":
                around[kid.all("P")[0].text.split()[1][0]] = (tag.type, len(tag.kids) - at)
            elif isinstance(kid, Tag):
                visit(kid)

    visit(tags)
    places = {name: type_ for name, (type_, _) in around.items()}
    assert places == {
        "a": "Document",
        "b": "Document",
        "c": "LBody",
        "d": "BlockQuote",
        "e": "Caption",
        "f": "TD",
    }
    assert around["c"][1] == 2  # before the list that is inside the item
    assert around["f"][1] == around["e"][1] == around["d"][1] == 1
    (before, *_) = [p.text for p in tags.all("P") if p.text.startswith("Før")]
    assert before.split() == ["Før2", "og", "etter."]


# --- moving them -------------------------------------------------------------------------------

PAGE = """<html lang="nb"><body>{text}<section role="doc-endnotes"><p>Fotnoter</p><ol>
<li id="a" value="1" style="counter-increment: list-item 1" class="ark-footnote"><p>En</p></li>
<li id="b" value="2" style="counter-increment: list-item 1" class="ark-footnote">{b}</li>
<li id="c" value="3" style="counter-increment: list-item 1" class="ark-footnote"><p>Tre</p></li>
</ol></section></body></html>"""
MARK = '<sup><a id="ref.{0}.1" href="#{0}">x</a></sup>'
TABLE = "<table><tbody><tr><td>To</td></tr></tbody></table>"


def moved(text: str, b: str = TABLE, at_end: frozenset[str] = frozenset()) -> Element:
    page = fromstring(PAGE.format(text=text, b=b))
    move_to_feet(page, at_end)
    return page


def where(page: Element) -> Mapping[str, str]:
    """Around each note: the element, and the one before it."""
    found = {}
    for parent in page.iter():
        for before, kid in zip([None, *parent], parent, strict=False):
            if kid.tag == "li" and kid.get("id"):
                found[kid.get("id", "")] = f"{parent.tag} {'' if before is None else before.tag}"
    return found


def test_a_note_goes_after_its_mark_and_what_draws_lines() -> None:
    marks = [MARK.format(name) for name in "abc"]
    text = f"<p>x<strong>y{marks[0]}z</strong> <s>p<em>{marks[2]}</em>q</s> {marks[1]}.</p>"
    assert where(moved(text)) == {"a": "strong sup", "b": "ol li", "c": "p s"} | {"b": "ol "}


def test_notes_that_one_link_or_deletion_calls_are_in_their_order() -> None:
    marks = " ".join(MARK.format(name) for name in "abc")
    page = moved(f"<p>x <s>y {marks} z</s> til slutt.</p>", "<p>To</p>")
    assert [kid.get("id", kid.tag) for kid in page[0][0]] == ["s", "a", "b", "c"]
    assert "".join(page.itertext()).split()[-2:] == ["til", "slutt."]


def test_what_stays_keeps_its_number_and_nothing_stays_without_need() -> None:
    text = f"<p>{MARK.format('a')}{MARK.format('b')}{MARK.format('c')}</p>"
    page = moved(text)
    (left,) = page.findall(".//ol/li")
    assert left.get("style") == "counter-increment: list-item 2"
    assert moved(text, "<p>To</p>").find(".//section") is None
    kept = moved(text, "<p>To</p>", at_end=frozenset("b"))
    assert [li.get("id") for li in kept.findall(".//ol/li")] == ["b"]


def test_a_note_keeps_its_language() -> None:
    text = f'<p lang="en">{MARK.format("a")}</p><p>{MARK.format("c")}</p>'
    notes = {li.get("id"): li.get("lang") for li in moved(text).iter("li")}
    assert notes == {"a": "nb", "b": None, "c": None}
    in_passage = f'<div lang="en"><p lang="nb"><em>x{MARK.format("a")}</em></p></div>'
    notes = {li.get("id"): li.get("lang") for li in moved(in_passage).iter("li")}
    assert notes["a"] == "nb", "it is tagged in the passage, beside the paragraph"


def test_a_mark_in_a_note_does_not_move_another() -> None:
    page = moved(f"<p>{MARK.format('a')}</p>", f"<p>To{MARK.format('c')}</p>")
    assert where(page)["c"].startswith("ol")


def test_notes_that_are_lost_late_or_set_twice_are_named() -> None:
    def page(anchors: str, notes: str) -> Any:
        area = boxes.FootnoteAreaBox.__new__(boxes.FootnoteAreaBox)
        area.children = [SimpleNamespace(element=Element("li", {"id": note})) for note in notes]
        sheet = SimpleNamespace(children=[area])
        return SimpleNamespace(anchors=dict.fromkeys(anchors), _page_box=sheet)

    marks = {note: note.upper() for note in "abcd"}
    assert misplaced([page("ABCD", "abcd")], marks) == frozenset()
    assert misplaced([page("AB", "ab"), page("CD", "bc")], marks) == frozenset("bd")
    assert misplaced([page("ABCD", "a"), page("", "bcd")], marks) == frozenset("b")


def test_lines_in_the_source_are_no_lines_at_the_foot(tmp_path: Path) -> None:
    note = "Fire ord\n    på en linje\n    og **så\n    tre** til."
    result, _ = built(tmp_path, f"En setning.[^a]\n\n[^a]: {note}\n")
    assert "Fire ord på en linje og så tre til." in pdf_text(result.outputs["pdf"])
