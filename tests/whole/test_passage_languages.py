"""Passages in other languages than their text: marked alike in all outputs, and told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from arkdoc.model.nodes import Container, ContainerKind, Heading, Paragraph, Text
from arkdoc.model.note import Body
from arkdoc.model.source import SourceFile
from arkdoc.model.tree import walk
from arkdoc.pipeline.build import BuildResult
from arkdoc.read.markdown.blocks import parse_markdown
from arkdoc.write.markdown.plain import plain
from arkdoc.write.markdown.writer import write_body
from tests.support.pdf_tags import Tag, read_tags
from tests.support.project import Project, W, codes, text_of, word

NYNORSK = "Dei tilsette veit ikkje korleis arbeidet skal gjerast, og ønskjer meir informasjon."
ENGLISH = "We have not been told about the measures, and they should have been discussed."
TEXT = f"""\
Vi har ikke fått gjort noe med støyen ennå, men ledelsen følger opp det som ble avtalt.

{NYNORSK}

> {ENGLISH}
>
> - Some of them have been told, but they would have discussed it.

Han skrev «{ENGLISH}» på skjemaet, og det har vi ikke fått gjort noe med ennå.

«{ENGLISH}»

::: språk engelsk
## Working environment

A word - and "another".

| Year | Meetings |
|---|---|
| 2025 | 4 |

Tabell: Meetings

| Year | Meetings |
|---|---|
| 2025 | 4 |
:::

::: språk se
Bargobiras
:::

Etterpå.[^1]

[^1]: {ENGLISH}
"""
TEXTS = ("P", "TH", "TD", "Caption", "H3")
SAID = {
    NYNORSK: "nn-NO",
    ENGLISH: "en-GB",
    "Some of them": "en-GB",
    "Han skrev": "nb-NO",
    "Working environment": "en-GB",
    "A word – and “another”.": "en-GB",
    "Year": "en-GB",
    "Table": "en-GB",
    "Bargobiras": "se-NO",
    "Etterpå": "nb-NO",
    "Vi har ikke": "nb-NO",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    project = Project(tmp_path_factory.mktemp("note")).units({"a": "Avdeling A"}, "[[bidrag]]\n")
    return project.contribution("a", TEXT).build("docx", "pdf", "html")


def _only(found: list[tuple[str, str]]) -> dict[str, set[str]]:
    """The languages of the texts that begin with what `SAID` names, but for quoted words."""
    clean = [(language, re.sub("^[«“]", "", text.strip())) for language, text in found]
    return {said: {lang for lang, text in clean if text.startswith(said)} for said in SAID}


def test_all_outputs_say_the_same(built: BuildResult) -> None:
    wanted = {said: {language} for said, language in SAID.items()}
    page = html.document_fromstring(built.outputs["html"].decode())
    assert _only(_of_page(page, "")) == wanted
    assert _only(_of_word(built.outputs["docx"])) == wanted
    assert _only(_of_tags(read_tags(built.outputs["pdf"]), "nb-NO")) == wanted


def _of_page(element: html.HtmlElement, language: str) -> list[tuple[str, str]]:
    language = element.get("lang", language)
    found = [(language, element.text or "")]
    for kid in element:
        found += [*_of_page(kid, language), (language, kid.tail or "")]
    return found


def _of_word(data: bytes) -> list[tuple[str, str]]:
    file = word(data)
    found = []
    for root in (file.body, file.footnotes):
        for paragraph in root.iter(f"{W}p"):
            text, runs = text_of(paragraph), list(paragraph.iter(f"{W}r"))
            said = {run.find(f"{W}rPr/{W}lang") for run in runs if text_of(run).strip(" ☐☒↑")}
            tags = {"nb-NO" if lang is None else lang.get(f"{W}val") for lang in said}
            found += [(tag, text.strip()) for tag in tags]
    return found


def _of_tags(tag: Tag, language: str) -> list[tuple[str, str]]:
    language = tag.lang or language
    is_whole = tag.type in TEXTS and not any(each.lang for each in tag.all("Span"))
    found = [(language, tag.text)] if is_whole else []
    for kid in tag.kids:
        found += [(language, kid)] if isinstance(kid, str) else _of_tags(kid, language)
    return [(lang, text.replace("\u00ad", "")) for lang, text in found]


def test_it_is_told_once_a_place(built: BuildResult) -> None:
    assert [c for c in codes(built) if c in ("ARK402", "ARK440")] == ["ARK402", "ARK440", "ARK402"]


def test_a_heading_says_it_for_the_contents(built: BuildResult) -> None:
    blocks = [
        block for part in built.analysis.assembly.document.parts for block in walk(part.blocks)
    ]
    assert [b.language for b in blocks if isinstance(b, Heading)] == ["", "en"]


@pytest.mark.parametrize(
    "text",
    [
        "Rapporten «What the employees would like more of, and how this should be done» er lest.",
        "Vi brukte Teams, Zoom, Outlook, OneDrive, SharePoint og Planner i prosjektet.",
        "Learning outcomes, Quality assurance og Student success er navn på prosjekter.",
        "Møte 12. mars, 14. april og 3. mai.",
        "Dei Nye var på besøk, og Noregs mållag sendte brev til oss om det i fjor.",
    ],
)
def test_what_may_be_our_own_is_not_marked(tmp_path: Path, text: str) -> None:
    project = Project(tmp_path).units({"a": "Avdeling A"})
    document = project.contribution("a", f"{text}\n\n> {text}\n").analyse().assembly.document
    blocks = [block for part in document.parts for block in walk(part.blocks)]
    assert [b for b in blocks if isinstance(b, Paragraph) and b.language] == []


def test_what_the_author_says_overrules_the_guess(project: Project) -> None:
    project.units({"a": "Avdeling A"})
    project.contribution("a", f"Teksten.\n\n::: språk nn\n> {ENGLISH}\n\n{ENGLISH}\n:::\n")
    built = project.build("html")
    page = html.document_fromstring(built.outputs["html"].decode())
    said = [language for language, text in _of_page(page, "") if text.startswith("We have")]
    assert said == ["nn-NO", "nn-NO"]
    assert "ARK440" not in codes(built)


def test_boxes_in_boxes_end_where_they_should() -> None:
    text = "::: språk en\nA\n\n::: merknad\nB\n:::\n\nC\n:::\n\nD\n"
    body = parse_markdown(SourceFile("a.md", text, ""))
    english, outside = body.blocks
    assert isinstance(english, Container)
    assert english.language == "en"
    assert [type(b).__name__ for b in english.blocks] == ["Paragraph", "Container", "Paragraph"]
    assert isinstance(outside, Paragraph)
    assert body.diagnostics == ()


def test_what_word_marks_is_written_as_a_box_and_read_back() -> None:
    said = (Paragraph((Text("One"),), language="en"), Paragraph((Text("Two"),), language="en"))
    body, changes = plain(Body((Paragraph((Text("En"),)), *said)))
    assert changes.told == ()
    box = body.blocks[1]
    assert isinstance(box, Container)
    assert (box.kind, box.language, len(box.blocks)) == (ContainerKind.LANGUAGE, "en", 2)
    written = write_body(body)
    assert "::: språk en\n\nOne\n\nTwo\n\n:::" in written
    assert parse_markdown(SourceFile("a.md", written, "")).blocks == body.blocks
