"""A note in which a unit has handed in a Word file, and what comes of edits in the note's Word file."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from arkdoc.back.model import EditPlan
from arkdoc.back.plan import make_plan
from arkdoc.pipeline.load import Sources, load
from tests.support.project import Project
from tests.support.word_edits.editor import Word, said
from tests.support.word_edits.judge import Case, written_into
from tests.support.word_packages import item, p, r, table, word_file

PATH, OTHER = "contributions/ub.docx", "contributions/hf.md"
NOTE = """\
---
saksnr: 11/19
tittel: Status
fra: Prorektor
dato: 2019-02-27
enheter:
  - {id: ub, navn: Biblioteket}
  - {id: hf, navn: Humaniora}
---
Innledningen sier hva notatet er til.

[[bidrag]]
"""
TEXT = "---\nenhet: hf\n---\nHumaniora har ikke begynt på tiltakene ennå.\n\n- et punkt hos humaniora\n"
_MARK = (
    '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
)
_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1. mars</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
_LINK = f'<w:hyperlink r:id="side">{r("rutinen for lunsj")}</w:hyperlink>'
_THEIRS = '<w:ins w:id="7" w:author="Kari" w:date="2026-01-02T03:04:05Z">'
BODY = (
    p("Biblioteket", "Tittel"),
    p("1.2 Fellesskap", "Overskrift1"),
    p(
        r("Vi har felles ") + r("lunsj", "<w:b/>") + '<w:proofErr w:type="spellStart"/>'
        + r(" hver onsdag, ") + '<w:proofErr w:type="spellEnd"/>' + r("og mange kommer.") + _MARK
        + r(" Det går bra.")
    ),
    p(r("Se ") + _LINK + r(" for mer. Frist: ") + _FIELD + r(" eller senere.")),
    p(
        r("Noe er ") + f"{_THEIRS}{r('ganske nytt og')}</w:ins>"
        + '<w:del w:id="8" w:author="Kari"><w:r><w:delText>gammelt</w:delText></w:r></w:del>'
        + r(" ferdig her.")
    ),
    p("2. Tiltak", "Overskrift1"),
    item("Vaktlisten er lagt om"),
    item("Ny møteplan er laget"),
    item("med flere møter", 1, 1),
    p("• Tastet punkt om skranken"),
    p("• Tastet punkt om lånet"),
    table(["Kurs", "Antall"], ["Søk i kilder", "12"], ["Skriving", "7"], header=True),
    p("Teksten etter tabellen er kort."),
    p("Nok en setning til slutt."),
)  # fmt: skip
NOTES = f'<w:footnote w:id="2">{p("Etter forslag fra verneombudet.")}</w:footnote>'


def file_of(*body: str, notes: str = NOTES) -> bytes:
    """A unit's Word file."""
    link = ("hyperlink", "https://example.org/lunsj")
    return word_file(*body, parts={"footnotes": notes}, relations={"side": link})


@cache
def note_with(docx: bytes = file_of(*BODY)) -> Case:
    """The note, as it was handed out."""
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder))
        project.note(NOTE).contribution("hf", TEXT.partition("---\n")[2].partition("---\n")[2])
        (project.root / PATH).write_bytes(docx)
        return Case(load(project.root))


def edited(case: Case, *changes: Callable[[Word], object]) -> bytes:
    """The note's Word file with changes made."""
    word = Word(case.docx)
    for change in changes:
        change(word)
    return word.saved()


def replaced(old: str, new: str) -> Callable[[Word], None]:
    """A change of words."""
    return lambda word: word.replace(word.paragraph(old), old, new)


def planned(
    case: Case, *changes: Callable[[Word], object], today: Sources | None = None
) -> EditPlan:
    """What is to be done about changes in the note's Word file."""
    return make_plan(edited(case, *changes), case.docx, case.sources, today or case.sources)


def written(plan: EditPlan) -> bytes:
    """The unit's Word file as it is written."""
    return plan.written()[PATH]


def lines(docx: bytes) -> list[str]:
    """What the file says, a line a paragraph."""
    return [said(paragraph) for paragraph in Word(docx).body.iter("{*}p")]


def with_file(sources: Sources, docx: bytes) -> Sources:
    """`sources` with the unit's Word file being `docx`."""
    return written_into(sources, {PATH: docx})
