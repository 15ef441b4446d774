"""Writes contributions/ub/Status Gjøvik.docx, our one contribution that is a Word file.

It is what a department might hand in: a table with who and when, headings in Word's styles, real
bullets. Run it after changing the text here; the same bytes every time.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RELATIONSHIP
from docx.oxml.ns import qn

FILE = Path(__file__).resolve().parent.parent / "contributions" / "ub" / "Status Gjøvik.docx"
DAY = datetime(2019, 2, 20, tzinfo=UTC)
HEAD = (
    ("Enhet", "Seksjon Gjøvik"),
    ("Kontaktperson", "HMS-koordinator, hms@ub.example"),
    ("Dato", "20.02.2019"),
    ("Status", "Ferdig"),
)
TEXT = (
    (
        "Tjenester og kompetanse",
        "Vi har ikke bare arbeidet med vårt eget arbeidsmiljø, men også med det biblioteket tilbyr "
        "studenter og ansatte ved Campus Gjøvik. Vi har blant annet brukt mye tid på en "
        "introduksjonspakke og på arrangementer sammen med fagmiljøene.",
        "Seksjonen har fått en felles plan for deltakelse på kurs og i annen kompetanseheving. Nå "
        "skal planen evalueres.",
    ),
    (
        "Fellesskap og faglig påfyll",
        "Det sosiale fellesskapet skal gi et godt klima for faglig samarbeid. Vi har felles quiz "
        "hver dag og spiser lunsj sammen iblant.",
        "Hvert semester skal alle legge fram minst ett tema som kollegene har nytte av i jobben, på"
        " et fagmøte eller et fagseminar.",
    ),
    (
        "Tid",
        "Hver av oss lager sin egen plan for å få litt tid i uka til å fordype seg eller være "
        "kreativ. Planene er også oppe i medarbeidersamtalene som holdes nå. Samtidig har UBs nye "
        "matriseorganisering gitt oss dårligere tid.",
        "Vi er få, og det er krevende både å følge med og ta aktivt del i flere matriser og å være "
        "med på utviklingsarbeid i seksjonen og i UB som helhet.",
    ),
)


def write() -> bytes:
    """The Word file."""
    document = Document()
    about = document.core_properties
    about.title, about.author, about.comments = "Status Gjøvik", "Seksjon Gjøvik", ""
    about.created = about.modified = DAY
    about.language = "nb-NO"
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "nb-NO")
    document.add_heading("Seksjon Gjøvik", 0)
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for label, value in HEAD:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    for heading, *items in TEXT:
        document.add_heading(heading, 1)
        for item in items:
            document.add_paragraph(item, style="List Bullet")
    relations = document.part.package.rels
    for id_ in [id_ for id_, each in relations.items() if each.reltype == RELATIONSHIP.THUMBNAIL]:
        del relations[id_]  # the picture of the template
    written = io.BytesIO()
    document.save(written)
    return _without_times(written.getvalue())


def _without_times(data: bytes) -> bytes:
    """`data` with every part dated alike: python-docx gives them the time of day."""
    written = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as given, ZipFile(written, "w", ZIP_DEFLATED) as package:
        for name in sorted(given.namelist()):  # «[» comes before all letters
            package.writestr(ZipInfo(name), given.read(name), ZIP_DEFLATED)
    return written.getvalue()


if __name__ == "__main__":
    FILE.write_bytes(write())
