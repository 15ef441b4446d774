"""Whom a unit's contacts and the secretariat are is in nothing that is made, and in no finding."""

from __future__ import annotations

import json
from datetime import date as Date
from zipfile import ZipFile

from arkdoc.language.messages import in_language
from arkdoc.pipeline.new_files import file_to_fill_in
from arkdoc.pipeline.outputs import OUTPUTS
from arkdoc.pipeline.publish import publish
from arkdoc.report.json_report import write_json
from tests.support.project import Project, pdf_text

NAME, ADDRESS, OFFICER = (
    "Kontaktnavnet",
    "kari.fjelltun@universitet.example",
    "saksbehandler@ub.example",
)
TODAY = Date(2026, 2, 20)
SECRETS = (NAME, ADDRESS, OFFICER, "@universitet", "@ub.example")
NOTE = f"""\
---
saksnr: 11/19
tittel: Status
fra: Prorektor
dato: 2019-02-27
tilgang: [{OFFICER}]
enheter:
  - id: a
    navn: Enhet A
    kontakt: "{NAME}, {ADDRESS}"
    låst: ja
  - {{id: b, navn: Enhet B, kontakt: [{NAME}, {ADDRESS}]}}
  - {{id: c, navn: Enhet C, kontakt: {NAME}, {ADDRESS}, ansatte: mange}}
---
[[bidrag]]
"""


def shown(data: bytes) -> str:
    """All that can be found in a file, unpacked where it is a package."""
    if data.startswith(b"%PDF"):
        return pdf_text(data) + data.decode("latin-1")
    if data.startswith(b"PK"):
        from io import BytesIO

        with ZipFile(BytesIO(data)) as archive:
            return "".join(
                archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
            )
    return data.decode("utf-8")


def test_contacts_and_the_secretariat(project: Project) -> None:
    project.note(NOTE).contribution("a", "Teksten.\n")
    result = project.build(*(output.name for output in OUTPUTS))
    assert len(result.outputs) == len(OUTPUTS)
    published = publish(result, project.root / "build", project.root)
    made = {path.name: shown(path.read_bytes()) for path in published.paths}
    assert json.loads(made["sak-11-19.json"])["units"]
    analysis = result.analysis
    unit = analysis.note.units[1]
    for in_word in (False, True):
        path, data = file_to_fill_in(analysis, unit, TODAY, in_word=in_word)
        made[path] = shown(data)
    # A finding repeats what was typed, but nobody's address.
    made["findings"] = write_json(analysis.everything, in_language("nb"))
    assert "ARK101" in made["findings"]
    assert {
        (name, secret)
        for name, text in made.items()
        for secret in SECRETS
        if secret in text and (name, secret) != ("findings", NAME)
    } == set()
