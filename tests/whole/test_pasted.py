"""Text that was pasted from Word is read as meant, and text that was wrapped by hand as Markdown.

The project's own contributions, built as DOCX and copied from there as text, come out as before.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from arkdoc.fields.tables import STATUS_SIGNS
from arkdoc.pipeline.build import BuildResult, build
from arkdoc.pipeline.load import load
from tests.support.clipboard import Shown, clipboard, shown_in
from tests.support.libreoffice import TEXT, LibreOffice
from tests.support.project import REPOSITORY, word
from tests.support.requirements import note_text

NOTE = REPOSITORY / "contributions" / "notat.md"
NOTE_MARK = re.compile(r"(EVU|AV-tjenesten|AMU-2017\.)\d")  # a figure like any other in text
UNITS = tuple(re.findall(r"navn: (.+)", NOTE.read_text(encoding="utf-8")))
PARTS = (*UNITS, "Vedlegg")  # the list of attachments comes after the last unit, and is not its own
CARD_TITLE = re.compile(f"\u2003[{''.join(STATUS_SIGNS.values())}]\u00a0")  # of a measure

# What each contribution has: headings, items, rows of tables, paragraphs. The box of the second
# has its label as a paragraph in Word; as text nothing tells it from a heading. The third has four
# cards, of measures, with eight fields in all: twelve paragraphs.
COUNTS = {
    "Avd. for studieadministrasjon": (5, 7, 0, 9),
    "Avd. for utdanningskvalitet": (5, 0, 0, 5),
    "Avd. for studenttjenester": (8, 15, 6, 21),
    "Universitetsbiblioteket": (0, 0, 0, 1),
    "Seksjon for samlinger og digitale tjenester": (2, 4, 0, 2),
    "Seksjon for kultur- og vitenskapshistorie": (3, 3, 0, 5),
    "Seksjon for medisin og helsevitenskap": (3, 6, 0, 2),
    "Seksjon for arkitektur, naturvitenskap, teknologi og økonomi": (0, 0, 0, 3),
    "Seksjon for humaniora, lærerutdanning og samfunnsvitenskap": (0, 7, 0, 1),
    "Seksjon Ålesund": (0, 3, 0, 1),
    "Seksjon Gjøvik": (3, 6, 0, 0),
}


@cache
def note() -> BuildResult:
    return build(load(REPOSITORY), frozenset({"docx"}))


@cache
def shown() -> dict[str, list[Shown]]:
    """What each contribution shows in Word, as far as plain text can tell."""
    parts = shown_in(word(note().outputs["docx"]), PARTS)
    return {name: [_as_text(_copied(one)) for one in parts[name]] for name in UNITS}


def _copied(one: Shown) -> Shown:
    """What plain text leaves of a box's label, which is a line like any other, and of a card's
    fields, which are items with nothing before them."""
    if one.text == "Merknad":
        return Shown("heading", one.text)
    return Shown("text", one.text) if one.kind == "item" and not one.marker else one


def _as_text(one: Shown) -> Shown:
    """`one` without what plain text can't tell: the levels of headings, and the titles of cards."""
    # A card can't come back as one: a measure is written in the front matter, not in the text.
    # Its title is a line like any other, which is a heading if it is short, so only the kind of
    # that line is left out here; its words and its place are compared.
    if CARD_TITLE.search(one.text):
        return Shown("text", one.text)
    return one if one.kind == "item" else one._replace(level=0)


def put_back(folder: Path, texts: dict[str, str]) -> dict[str, list[Shown]]:
    """What each contribution shows, when its text is handed in as `texts` has it."""
    contributions = folder / "contributions"
    contributions.mkdir()
    (contributions / "notat.md").write_bytes(NOTE.read_bytes())
    for number, (name, text) in enumerate(texts.items()):
        file = contributions / f"{number}.md"
        file.write_text(f"---\nenhet: {name}\n---\n{text}", encoding="utf-8")
    outputs = build(load(folder), frozenset({"docx"})).outputs
    parts = shown_in(word(outputs["docx"]), PARTS)
    return {name: [_as_text(one) for one in parts[name]] for name in texts}


def test_the_contributions_show_what_is_listed() -> None:
    counts = {}
    for name in UNITS:
        kinds = Counter(one.kind for one in shown()[name])
        counts[name] = (kinds["heading"], kinds["item"], kinds["row"], kinds["text"])
    assert counts == COUNTS


@pytest.fixture(scope="module")
def from_word(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Shown]]:
    texts = {name: clipboard(shown()[name]) for name in UNITS}
    return put_back(tmp_path_factory.mktemp("word"), texts)


@pytest.mark.parametrize("name", UNITS)
def test_a_contribution_copied_from_word(name: str, from_word: dict[str, list[Shown]]) -> None:
    assert from_word[name] == shown()[name]


@pytest.fixture(scope="module")
def from_libreoffice(
    tmp_path_factory: pytest.TempPathFactory, libreoffice: LibreOffice
) -> dict[str, list[Shown]]:
    saved = libreoffice.convert({"note.docx": note().outputs["docx"]}, TEXT)["note"]
    texts: dict[str, str] = {}
    cells: set[str] = set()
    name = ""
    for line in NOTE_MARK.sub(r"\1", saved.decode("utf-8-sig")).splitlines(keepends=True):
        if line.strip() == PARTS[-1]:
            break
        if line.strip() in UNITS:
            texts[name := line.strip()] = ""
            rows = (one.text for one in shown()[name] if one.kind == "row")
            cells = {cell for row in rows for cell in row.split("\t")}
        elif name and line.strip() not in cells:
            texts[name] += line
    return put_back(tmp_path_factory.mktemp("libreoffice"), texts)


@pytest.mark.parametrize("name", UNITS)
def test_a_contribution_saved_by_libreoffice(
    name: str, from_libreoffice: dict[str, list[Shown]]
) -> None:
    def without(part: list[Shown]) -> list[Shown]:
        return [one._replace(marker="") for one in part if one.kind != "row"]

    assert without(from_libreoffice[name]) == without(shown()[name])


# --- the real note -------------------------------------------------------------------------


def real_paragraphs() -> dict[str, list[str]]:
    """The lines that Word would copy of each unit's part of the real note.

    The text has a line a row of the page with a blank one after it, a line of one space between
    paragraphs, and a space for each bullet and page.
    """
    parts: dict[str, str] = {}
    name = ""
    for line in note_text().read_text(encoding="utf-8").splitlines(keepends=True):
        if line.strip() in UNITS:
            parts[name := line.strip()] = ""
        elif name:
            parts[name] += line
    return {name: _lines(text) for name, text in parts.items()}


def _lines(text: str) -> list[str]:
    marked = re.sub(r"\n\n (?=\S)", "\n \n•\t", text)
    found = re.split(r"\n \n|(?<=[.:] )\n (?=\S)|\n\s*(?=[-•]|\d\. )|(?<=\d:) *\n", marked)
    lines = (re.sub(r"^([-•]|\d\.) ?", r"\1\t", " ".join(one.split())) for one in found)
    return [line for line in lines if re.search(r"\w", line)]


def test_each_line_of_the_real_note_is_a_paragraph_an_item_or_a_heading(tmp_path: Path) -> None:
    lines = real_paragraphs()
    shown_now = put_back(tmp_path, {name: "\n".join(text) + "\n" for name, text in lines.items()})
    for name, text in lines.items():
        wanted = [re.sub(r"^.{1,2}\t|(?<=\d):$", "", line) for line in text]
        got = [one.text.replace("\u00a0", " ").replace(" – ", " - ") for one in shown_now[name]]
        assert got == [line.replace(" – ", " - ") for line in wanted]
    items = [one for part in shown_now.values() for one in part if one.kind == "item"]
    headings = [one.text for part in shown_now.values() for one in part if one.kind == "heading"]
    assert len(items) == sum("\t" in line for text in lines.values() for line in text)
    assert headings == [f"Rapporteringsenhet {number}" for number in (1, 2, 3)]
