"""From a block in the Word file back to the line that it was written in."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from arkdoc.language.printed import WORDS
from arkdoc.model.bookmarks import Bookmarks
from arkdoc.model.source import is_word
from arkdoc.pipeline.build import BuildResult, build
from arkdoc.pipeline.load import load
from arkdoc.pipeline.record import write_record
from tests.support.project import REPOSITORY, Project, W, text_of, word

ROOTS = {"real": REPOSITORY, "kitchen": REPOSITORY / "tests" / "fixtures" / "kitchen"}
UNTRACED = ("Title", "Subtitle", "ArkKicker", "ArkHead", "ArkExemption")


# What stands in a unit's place leads to the unit, which has the name in it.
INSTEAD = [said for words in WORDS.values() for said in (words.no_remarks, words.not_delivered)]


@pytest.fixture(scope="module", params=ROOTS)
def note(request: pytest.FixtureRequest) -> tuple[Path, BuildResult]:
    root = ROOTS[request.param]
    return root, build(load(root), frozenset({"docx"}))


def blocks(result: BuildResult) -> dict[str, tuple[str, int, int]]:
    """Path, first and last line by bookmark, as the record says."""
    found = {}
    for source in json.loads(write_record(result, {}))["sources"]:
        for name, place in source.get("blocks", {}).items():
            start, end = re.fullmatch(r"(\d+):\d+-(\d+):\d+", place).groups()  # type: ignore[union-attr]
            found[name] = (source["path"], int(start), int(end))
    return found


def test_each_name_in_the_file_is_in_the_record_and_the_other_way(
    note: tuple[Path, BuildResult],
) -> None:
    file = word(note[1].outputs["docx"])
    names = [
        start.get(f"{W}name")
        for root in (file.body, file.footnotes)
        for start in root.iter(f"{W}bookmarkStart")
    ]
    traced = [name for name in names if name.startswith("_ark")]
    assert len({name.lower() for name in names}) == len(names)
    assert sorted(traced) == sorted(blocks(note[1]))
    assert all(re.fullmatch(r"_ark_[0-9_]{1,35}", name) for name in traced)


def test_what_the_file_says_stands_on_those_lines(note: tuple[Path, BuildResult]) -> None:
    root, result = note
    file = word(result.outputs["docx"])
    places = blocks(result)
    looked_at = 0
    for paragraph in (*file.body.iter(f"{W}p"), *file.footnotes.iter(f"{W}p")):
        for start in paragraph.findall(f"{W}bookmarkStart"):
            if place := places.get(start.get(f"{W}name")):
                path, first, last = place
                if is_word(path):  # see tests/read/word/test_round_trip.py
                    continue
                lines = (root / path).read_text(encoding="utf-8").split("\n")[first - 1 : last]
                said = set(re.findall(r"[\wæøå]{3,}", text_of(paragraph)))
                written = set(re.findall(r"[\wæøå]{3,}", " ".join((*lines, *INSTEAD))))
                # A number, a label or a word of arkdoc's may be added, never most of a block.
                assert len(said - written) <= max(2, len(said) // 2), (path, first, said - written)
                looked_at += 1
    assert looked_at > 60


def test_every_paragraph_that_somebody_wrote_is_traced(note: tuple[Path, BuildResult]) -> None:
    """What is not is arkdoc's own: the head, the contents, placeholders, attachments."""
    root, result = note
    written = " ".join(
        file.read_text(encoding="utf-8").partition("\n---\n")[2]
        for file in (root / "contributions").rglob("*.md")
    )
    body = word(result.outputs["docx"]).body.find(f"{W}body")
    for paragraph in body.iterchildren(f"{W}p"):
        names = [s.get(f"{W}name") for s in paragraph.iter(f"{W}bookmarkStart")]
        if not any(name.startswith("_ark") for name in names) and (said := text_of(paragraph)):
            style = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
            is_made = style.startswith(UNTRACED) or said == WORDS["nb"].measure.name
            assert is_made or said not in written, said


def test_measures_lead_to_where_they_are_written(project: Project) -> None:
    fields = "tiltak:\n  - navn: Kaffe\n    status: planlagt\n    behov: Alle er trøtte.\n"
    project.units({"a": "Enhet A"}).write("a.md", f"---\nenhet: a\n{fields}---\n[[tiltak]]\n")
    result = project.build("docx")
    places = blocks(result)
    lines = {}
    for paragraph in word(result.outputs["docx"]).body.iter(f"{W}p"):
        for start in paragraph.iter(f"{W}bookmarkStart"):
            if place := places.get(start.get(f"{W}name")):
                lines[text_of(paragraph)] = place[1]
    assert lines["Kaffe\u2003○\u00a0planlagt"] == 4
    assert [line for said, line in lines.items() if said.startswith("Behov:")] == [6]


def test_the_record_is_the_same_whatever_is_built(project: Project) -> None:
    project.units({"a": "Enhet A"}).contribution("a", "Ord.\n\n| a |\n|---|\n| b |\n")
    records = {write_record(project.build(to), {}) for to in ("docx", "html", "pdf")}
    assert len(records) == 1


def test_equal_blocks_have_names_of_their_own(project: Project) -> None:
    text = "Likt.\n\nLikt.\n\n- Likt.\n- Likt.\n\nTabell: T\n\n| a |\n|---|\n| b |\n| c |\n"
    project.units({"a": "Enhet A", "b": "Enhet B"})
    project.contribution("a", text).contribution("b", text)
    document = project.analyse().assembly.document
    origins = Bookmarks(document).origins
    assert len(origins) == 2 * (6 + 1), "two paragraphs, two items, a caption, a table, the unit"
    assert Bookmarks(document).origins == origins
