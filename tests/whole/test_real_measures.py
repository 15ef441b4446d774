"""The real note's measures: counted by hand and by arkdoc."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from arkdoc.model.nodes import Table
from arkdoc.model.tree import cell_text, walk
from arkdoc.pipeline.measure_sheet import measure_sheet
from arkdoc.pipeline.record import write_record
from tests.support.project import Project
from tests.support.real_note import real_measures
from tests.whole.test_note import UNITS

UNIT = "Avd. for studenttjenester"

# Counted by hand in the text: three and one of the first and second reporting unit's are completed,
# two of the second's are in progress, and one it has not come to.
BY_HAND = {"gjennomført": 4, "pågår": 2, "ikke gjennomført": 1}


def test_they_agree(tmp_path: Path) -> None:
    built = real_measures(Project(tmp_path), UNIT, UNITS).build("docx")
    (unit,) = json.loads(write_record(built, {}))["units"]
    assert Counter(measure["status"] for measure in unit["measures"]) == BY_HAND
    in_sheet = Counter(str(row[2]) for row in measure_sheet(built.analysis).rows)
    assert in_sheet == BY_HAND
    parts = built.analysis.assembly.document.parts
    table = next(b for part in parts for b in walk(part.blocks) if isinstance(b, Table))
    names = [cell_text(cell).lower() for cell in table.header]
    counted = dict(zip(names, map(cell_text, table.rows[0]), strict=True))
    assert {name: int(counted.get(name, 0)) for name in BY_HAND} == BY_HAND
    assert int(counted["totalt"]) == sum(BY_HAND.values())
