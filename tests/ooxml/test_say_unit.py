"""A Word file says that it is of another unit, and is the same file else."""

from __future__ import annotations

import pytest

from arkdoc.assemble.unit_clues import with_unit
from arkdoc.model.note import Note
from arkdoc.ooxml.say_unit import say_unit
from arkdoc.ooxml.unreadable import UnreadableError
from arkdoc.read.contribution import read_contribution
from arkdoc.read.note import read_note
from tests.support.word_files import parts_of
from tests.support.word_packages import p, table, word_file

NOTE = (
    b"---\nsaksnr: 1/19\ntittel: T\nfra: P\nenheter:\n"
    b"  - {id: ub, navn: Biblioteket}\n  - {id: hf, navn: Humaniora}\n---\n"
)
CONTROL = (
    '<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>'
    + p("Humaniora")
    + "</w:sdtContent></w:sdt>"
)


def unit_of(data: bytes) -> str:
    note: Note = read_note("contributions/notat.md", NOTE)
    read = with_unit(read_contribution("contributions/ub.docx", data), note)
    assert read.fault is None
    return read.unit


@pytest.mark.parametrize(
    "data",
    [
        word_file(p("Tekst.")),
        word_file(p("Humaniora", "Tittel"), p("Tekst.")),
        word_file(table(["Enhet", "Humaniora"]), p("Tekst.")),
        word_file(p("Tekst."), custom={"Enhet": "hf", "annet": "1"}),
        word_file(CONTROL.format(tag="enhet"), p("Tekst.")),
        word_file(CONTROL.format(tag="Enhet"), p("Tekst."), custom={"annet": "1"}),
    ],
)
def test_the_unit_is_said(data: bytes) -> None:
    made = say_unit(data, "ub")
    assert unit_of(made) == "ub"
    assert unit_of(say_unit(made, "hf")) == "hf"
    before, after = parts_of(data), parts_of(made)
    same = {name for name in before if before[name] == after[name]}
    changed = {"docProps/custom.xml", "_rels/.rels", "[Content_Types].xml", "word/document.xml"}
    assert before.keys() - same <= changed
    assert after.keys() - before.keys() <= {"docProps/custom.xml"}
    assert before["word/document.xml"].replace(b"nhet\"", b"nhet-i-filen\"") in (
        after["word/document.xml"], before["word/document.xml"].replace(b"nhet\"", b"nhet-i-filen\"")
    )  # fmt: skip
    if b"annet" in before.get("docProps/custom.xml", b""):
        assert b"annet" in after["docProps/custom.xml"]


def test_what_people_see_stays() -> None:
    data = word_file(CONTROL.format(tag="enhet"), p("Tekst."))
    text = read_contribution("contributions/ub.docx", say_unit(data, "ub")).word_text
    assert text is not None
    assert text.paragraphs == ("Humaniora", "Tekst.")


def test_what_is_no_word_file() -> None:
    with pytest.raises(UnreadableError):
        say_unit(b"PK\x03\x04 halv", "ub")
