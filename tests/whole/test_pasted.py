"""Text that was pasted from Word is read as meant, and text that was wrapped by hand as Markdown.

The project's own contributions, built as DOCX and copied from there as text, come out as before.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from arkdoc.pipeline.build import BuildResult, build
from arkdoc.pipeline.load import load
from tests.support.clipboard import Shown, clipboard, shown_in
from tests.support.libreoffice import TEXT, LibreOffice
from tests.support.project import REPOSITORY, word

NOTE = REPOSITORY / "contributions" / "notat.md"
NOTE_MARK = re.compile(r"(EVU|AV-tjenesten|AMU-2017\.)\d")  # a figure like any other in text
UNITS = tuple(re.findall(r"navn: (.+)", NOTE.read_text(encoding="utf-8")))

# What each contribution has: headings, items, rows of tables, paragraphs. The box of the second
# has its label as a paragraph in Word; as text nothing tells it from a heading.
COUNTS = {
    "Avd. for studieadministrasjon": (5, 7, 0, 9),
    "Avd. for utdanningskvalitet": (5, 0, 0, 5),
    "Avd. for studenttjenester": (8, 27, 6, 9),
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
    """What each contribution shows in Word; the label of a box as the heading that it becomes."""
    parts = shown_in(word(note().outputs["docx"]), UNITS)
    return {name: [_unboxed(one) for one in part] for name, part in parts.items()}


def _unboxed(one: Shown) -> Shown:
    return Shown("heading", one.text) if one.text == "Merknad" else one._replace(level=_depth(one))


def _depth(one: Shown) -> int:
    """The level of an item; plain text has none of headings."""
    return one.level if one.kind == "item" else 0


def put_back(folder: Path, texts: dict[str, str]) -> dict[str, list[Shown]]:
    """What each contribution shows, when its text is handed in as `texts` has it."""
    contributions = folder / "contributions"
    contributions.mkdir()
    (contributions / "notat.md").write_bytes(NOTE.read_bytes())
    for number, (name, text) in enumerate(texts.items()):
        file = contributions / f"{number}.md"
        file.write_text(f"---\nenhet: {name}\n---\n{text}", encoding="utf-8")
    outputs = build(load(folder), frozenset({"docx"})).outputs
    parts = shown_in(word(outputs["docx"]), UNITS)
    return {name: [one._replace(level=_depth(one)) for one in parts[name]] for name in texts}


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
