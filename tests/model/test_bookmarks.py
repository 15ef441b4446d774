"""From a block in the Word file back to the line that it was written in."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from arkdoc.language.printed import WORDS
from arkdoc.model.bookmarks import (
    HEAD_CASE_TYPE,
    HEAD_EXEMPTION,
    HEAD_KICKER,
    HEAD_TITLE,
    Bookmarks,
    head_row,
)
from arkdoc.model.source import is_word
from arkdoc.pipeline.build import BuildResult
from arkdoc.pipeline.record import write_record
from tests.support.project import KITCHEN, REPOSITORY, Project, W, text_of, word

UNTRACED = ("Title", "Subtitle", "ArkKicker", "ArkHead", "ArkExemption")


# What stands in a unit's place leads to the unit, which has the name in it.
INSTEAD = [
    said
    for words in WORDS.values()
    for said in (words.no_remarks, words.not_delivered, words.missing, words.empty, words.unusable)
]


@pytest.fixture(scope="module", params=["real", "kitchen"])
def note(
    request: pytest.FixtureRequest, built_note: BuildResult, built_kitchen: BuildResult
) -> tuple[Path, BuildResult]:
    return (REPOSITORY, built_note) if request.param == "real" else (KITCHEN, built_kitchen)


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
    traced = [n for n in names if n.startswith("_ark") and not n.startswith("_ark_head_")]
    assert len({name.lower() for name in names}) == len(names)
    assert sorted(traced) == sorted(blocks(note[1]))
    assert all(re.fullmatch(r"_ark_(unit_[a-z0-9_]{1,30}|[0-9_]{1,35})", name) for name in traced)


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
                if start.getnext().tag == f"{W}bookmarkEnd" and text_of(paragraph):
                    # A rule's, in the paragraph of which it is a border.
                    assert re.fullmatch(r"[ >]*([-*_] ?){3,}", lines[0]), (path, first)
                    continue
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
    named = "two paragraphs, two items, a caption, a table, its two rows, the unit"
    assert len(origins) == 2 * (8 + 1), named
    assert Bookmarks(document).origins == origins


def named(result: BuildResult) -> dict[str, str]:
    """The text of the paragraph that each bookmark of ours is in."""
    return {
        start.get(f"{W}name"): text_of(paragraph)
        for paragraph in word(result.outputs["docx"]).body.iter(f"{W}p")
        for start in paragraph.findall(f"{W}bookmarkStart")
    }


def test_each_row_of_a_table_has_a_name(project: Project) -> None:
    text = "Før.\n\n| a | b |\n|---|---|\n| | to |\n| - tre<br>- fire | fem |\n| seks | |\n"
    project.units({"a": "Enhet A"}).contribution("a", text)
    result = project.build("docx")
    says = named(result)
    origins = Bookmarks(result.analysis.assembly.document).origins
    rows = {name: target for name, target in origins.items() if target.row is not None}
    assert [target.row for target in rows.values()] == [0, 1, 2]
    lines = [target.span.line for target in rows.values()]
    assert [line - lines[0] for line in lines] == [0, 1, 2]
    assert [says[name] for name in rows][2] == "seks"
    tables = {id(target.node) for target in rows.values()}
    [table] = [n for n, t in origins.items() if id(t.node) in tables and t.row is None]
    assert says[table] == "a"


def test_what_stands_for_a_text_is_named_by_its_unit(project: Project) -> None:
    units = {"a": "Enhet A", "a-2": "Enhet A to", "a-2-2": "Enhet A også"}
    project.units(units).write("a.md", "---\nenhet: a\nstatus: [\n---\nOrd.\n")
    result = project.build("docx")
    says = named(result)
    origins = Bookmarks(result.analysis.assembly.document).origins
    placed = {n: target for n, target in origins.items() if target.is_placeholder}
    assert {name: target.unit for name, target in placed.items()} == {
        "_ark_unit_a": "a",
        "_ark_unit_a_2": "a-2",
        "_ark_unit_a_2_2": "a-2-2",
    }
    assert all(units[target.unit] in says[name] for name, target in [*placed.items()][1:])
    assert "a.md" in says["_ark_unit_a"]


def test_the_head_is_named_by_what_it_is(project: Project) -> None:
    project.note(
        "saksnr: 11/19\ntittel: Status\nsakstype: [informasjon]\nfra: Prorektor\ndato: 2019-02-01\n"
        "offentlighet: unntatt\nhjemmel: offl. § 13\nenheter:\n  - { id: a, navn: Enhet A }\n"
    ).contribution("a", "Ord.\n")
    result = project.build("docx")
    says = {name: text for name, text in named(result).items() if name.startswith("_ark_head")}
    document = result.analysis.assembly.document
    rows = {head_row(name): text for name, text in says.items() if head_row(name)}
    assert rows == {
        number: f"{label} {value}" for number, (label, value) in enumerate(document.head.rows, 1)
    }
    assert len(rows) >= 2
    assert says[HEAD_TITLE] == "Status"
    assert "11/19" in says[HEAD_KICKER]
    assert says[HEAD_CASE_TYPE] == "(informasjon)"
    assert "offl. §" in says[HEAD_EXEMPTION]
    assert head_row(HEAD_TITLE) == head_row("_ark_head_01") == head_row("_ark_1_2") == 0
