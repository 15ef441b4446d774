"""The example of docs/eksempel-tiltak: what people are shown is true, and alike in all outputs."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest

from arkdoc.model.nodes import Figure
from arkdoc.model.tree import walk
from arkdoc.pipeline.build import BuildResult, build
from arkdoc.pipeline.load import load
from arkdoc.pipeline.record import write_record
from tests.support.project import REPOSITORY, W, word

ROOT = REPOSITORY / "docs" / "eksempel-tiltak"
ALL = ("docx", "html")

# Counted by hand: completed, in progress, planned, not completed.
BY_HAND = {
    "Biblioteket": (2, 1, 0, 0),
    "Fakultet for realfag": (0, 1, 1, 0),
    "Seksjon for kjemi og laboratoriedrift": (1, 0, 1, 1),
    "Eigedomsavdelinga": (1, 1, 0, 1),
}
STATUSES = ("gjennomført", "pågår", "planlagt", "ikke gjennomført")


@pytest.fixture(scope="module")
def built() -> BuildResult:
    return build(load(ROOT), ALL)


def alternatives(built: BuildResult) -> list[str]:
    parts = built.analysis.assembly.document.parts
    figures = (b for part in parts for b in walk(part.blocks) if isinstance(b, Figure))
    return [figure.image.alt for figure in figures]


def test_nothing_is_wrong_with_it(built: BuildResult) -> None:
    told = Counter(d.rule.code for d in built.diagnostics if d.rule.severity.value != "info")
    assert told == {}
    assert [d.span.path for d in built.diagnostics if d.rule.code == "ARK525"] == [
        "contributions/realfag.md"
    ]


def test_the_overview_and_the_record_say_what_was_counted_by_hand(built: BuildResult) -> None:
    units = json.loads(write_record(built, {}))["units"]
    recorded = {
        unit["name"]: tuple(
            sum(measure["status"] == status for measure in unit["measures"]) for status in STATUSES
        )
        for unit in units
        if unit["measures"]
    }
    assert recorded == BY_HAND
    [header, *rows] = rows_of(tables(built)[0])
    assert header == ["Enhet", *(status.capitalize() for status in STATUSES), "Totalt"]
    for (name, numbers), row in zip(BY_HAND.items(), rows, strict=False):
        assert row == [name, *map(str, numbers), str(sum(numbers))]
    sums = [sum(column) for column in zip(*BY_HAND.values(), strict=True)]
    assert rows[len(BY_HAND) :] == [["Totalt", *map(str, sums), str(sum(sums))]]


def tables(built: BuildResult) -> list[Any]:
    return list(word(built.outputs["docx"]).body.iter(f"{W}tbl"))


def rows_of(table: Any) -> list[list[str]]:
    return [
        ["".join(t.text or "" for t in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc")]
        for row in table.iter(f"{W}tr")
    ]


def test_the_chart_is_the_same_in_each_output(built: BuildResult) -> None:
    [alternative] = alternatives(built)
    assert alternative.startswith("Stolpediagram over 11 tiltak fra 4 enheter: 4 gjennomført, ")
    file = word(built.outputs["docx"])
    described = [e.get("descr") for e in file.body.iter() if e.tag.endswith("}docPr")]
    assert described == [alternative]
    [drawing] = built.analysis.assembly.document.assets.values()
    assert drawing.data in file.parts.values(), "the drawing itself"
    assert [name for name in file.parts if name.endswith(".png")], "and its twin"
    assert alternative in built.outputs["html"].decode()


def test_every_field_leads_to_the_line_it_is_written_on(built: BuildResult) -> None:
    places = {}
    for source in json.loads(write_record(built, {}))["sources"]:
        for name, place in source.get("blocks", {}).items():
            places[name] = source["path"], int(place.partition(":")[0])
    found = Counter()
    for paragraph in word(built.outputs["docx"]).body.iter(f"{W}p"):
        text = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
        match = re.match(r"(Hensikt|Resultat|Evaluering|Føremål|Ansvarlig|Ansvarleg):(.*)", text)
        for start in paragraph.iter(f"{W}bookmarkStart"):
            if match and (place := places.get(start.get(f"{W}name"))):
                path, line = place
                said = match[2].replace("\u00a0", " ")
                assert said in (ROOT / path).read_text("utf-8").split("\n")[line - 1]
                found[path.rpartition("/")[2]] += 1
    assert found == {"bibliotek.md": 8, "eigedom.md": 6, "realfag.md": 3}


def test_the_bytes_are_the_same_each_time(built: BuildResult) -> None:
    again = build(load(ROOT), ALL)
    assert again.outputs == built.outputs
