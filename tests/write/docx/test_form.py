"""The Word form to fill in: what is in the file, in every language, and that nothing ails it."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest
from lxml import etree

from arkdoc.fields.tables import FORM, MEASURE, MEASURE_STATUS, STATUS
from arkdoc.language.printed import WORDS
from arkdoc.model.document import Document, Head
from arkdoc.model.names import fold
from arkdoc.model.note import Note
from arkdoc.ooxml.form import GUIDANCE, UNIT, Guidance
from arkdoc.pipeline.load_style import theme_in
from arkdoc.read.contribution import read_contribution
from arkdoc.read.note import read_note
from arkdoc.style.theme import builtin_styles
from arkdoc.units.template import is_untouched
from arkdoc.write.docx.audit.run import audit
from arkdoc.write.docx.form import write_form
from arkdoc.write.docx.template.apply import apply_template
from arkdoc.write.docx.template.read import read_template
from tests.support.ooxml_audit import audit_errors, needs_audit
from tests.support.project import NOTE, word
from tests.write.docx.test_template import saved, template

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PROMPTS = """\
ledetråder:
  - "Hensikt: Hva ønsket vi å oppnå? <Hva> & hvorfor?"
  - "1. Resultat: Virket det?"
  - Hva har dere lært?
  - "Kort:"
"""
THEME = theme_in(builtin_styles())
LANGUAGES = tuple(WORDS)


def note(language: str = "nb", prompts: str = PROMPTS) -> Note:
    fields = f"språk: {language}\nbidragsfrist: 2019-02-25\n{prompts}enheter:"
    read = read_note("contributions/notat.md", NOTE.replace("enheter:", fields, 1).encode())
    assert isinstance(read, Note)
    return read


def form(language: str = "nb", unit: str = "ub-gjovik", prompts: str = PROMPTS) -> bytes:
    read = note(language, prompts)
    [found] = [each for each in read.all_units if each.id == unit]
    return write_form(read, found, THEME)


def val(element: Any, path: str) -> str:
    found = element.find("/".join(W + part for part in path.split("/")))
    return "" if found is None else str(found.get(f"{W}val"))


def controls(docx: bytes) -> list[Any]:
    return list(word(docx).body.iter(f"{W}sdt"))


def texts(element: Any) -> list[str]:
    return ["".join(t.text for t in p.iter(f"{W}t")) for p in element.iter(f"{W}p")] or [
        "".join(t.text for t in element.iter(f"{W}t"))
    ]


def custom(docx: bytes) -> dict[str, str]:
    tree = etree.fromstring(word(docx).parts["docProps/custom.xml"])
    return {each.get("name"): each[0].text for each in tree}


# --- what is in it ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_in_order(language: str) -> None:
    words = WORDS[language]
    docx = form(language)
    opened = word(docx)
    assert [level for level, _ in opened.outline()] == [0, 1, 1, 1, 1, 1]
    assert [text for _, text in opened.outline()] == [
        "Seksjon Gjøvik", "Hensikt", "Resultat", "Hva har dere lært?", "Kort", words.form.measures,
    ]  # fmt: skip
    answers = [c for c in controls(docx) if val(c, "sdtPr/tag") == "svar"]
    assert [texts(answer) for answer in answers] == [[f"{words.write_here}."]] * 4
    assert [val(answer, "sdtPr/alias") for answer in answers] == [
        "Hensikt", "Resultat", "Hva har dere lært?", "Kort",
    ]  # fmt: skip
    said = [text for c in controls(docx) if val(c, "sdtPr/tag") == GUIDANCE for text in texts(c)]
    assert said[2:4] == ["Hva ønsket vi å oppnå? <Hva> & hvorfor?", "Virket det?"]
    assert any(words.scaffold.deadline.split(":")[0] in text and "2019" in text for text in said)
    assert "{" not in "".join(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_say_their_fields_in_words_that_are_read(language: str) -> None:
    words = WORDS[language]
    docx = form(language)
    head, measures = word(docx).body.iter(f"{W}tbl")
    assert [texts(row)[0] for row in head.iter(f"{W}tr")] == [f.label(words) for f in FORM]
    header, *rows = measures.iter(f"{W}tr")
    assert texts(header) == [field.label(words) for field in MEASURE]
    assert len(rows) == 3
    for table in (head, measures):
        first, *others = [row.find(f"{W}trPr/{W}tblHeader") for row in table.iter(f"{W}tr")]
        assert first is not None
        assert set(others) == {None}
        assert val(table, "tblPr/tblCaption")
    statuses = {
        val(control, "sdtPr/tag"): [i.get(f"{W}value") for i in control.iter(f"{W}listItem")]
        for control in controls(docx)
    }
    assert {STATUS.words[word] for word in statuses["status"]} == set(STATUS.words.values())
    offered = {MEASURE_STATUS.words[word] for word in statuses["tiltak-status"]}
    assert offered == set(MEASURE_STATUS.words.values())


def test_which_unit_it_is_stands_in_the_file() -> None:
    docx = form()
    assert custom(docx)[UNIT] == "ub-gjovik"
    [control] = [c for c in controls(docx) if val(c, "sdtPr/tag") == UNIT]
    assert texts(control) == ["Seksjon Gjøvik"]
    assert val(control, "sdtPr/lock") == "sdtContentLocked"
    assert "arkdoc-sak" not in custom(docx), "it is no note of ours"


def test_a_name_that_tells_no_unit_gives_way_to_the_id() -> None:
    tree = (
        "enheter:\n  - {id: a, navn: Seksjon}\n  - {id: b, navn: Seksjon}\n  - {id: c, navn: B}\n"
    )
    text = re.sub(r"enheter:\n(?:.*\n)*?---\n", f"{tree}---\n", NOTE, count=1)
    read = read_note("contributions/notat.md", text.encode())
    named = {}
    for unit in read.all_units:
        docx = write_form(read, unit, THEME)
        [control] = [c for c in controls(docx) if val(c, "sdtPr/tag") == UNIT]
        named[unit.id] = texts(control)[0]
    assert named == {"a": "a", "b": "b", "c": "c"}, "B is what b is called"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_guidance_is_known_by_its_text_alone(language: str) -> None:
    docx = form(language)
    guidance = Guidance(custom(docx))
    said = [text for c in controls(docx) if val(c, "sdtPr/tag") == GUIDANCE for text in texts(c)]
    assert len(said) == 6
    assert all(text in guidance for text in said)
    assert all(f"  {text.replace(' ', chr(160))}\n" in guidance for text in said)
    assert not any(f"{text} Ja." in guidance for text in said)
    assert "" not in Guidance({})
    assert all(len(value) <= 255 for value in custom(docx).values())


def test_many_questions_keep_the_properties_short() -> None:
    prompts = "ledetråder:\n" + "".join(f'  - "Del {n}: Hva med {n}?"\n' for n in range(70))
    docx = form(prompts=prompts)
    assert all(len(value) <= 255 for value in custom(docx).values())
    guidance = Guidance(custom(docx))
    assert all(f"Hva med {n}?" in guidance for n in range(70))


def test_without_questions_there_is_a_place_to_write() -> None:
    docx = form(prompts="")
    assert [val(c, "sdtPr/tag") for c in controls(docx)].count("svar") == 1
    assert [text for _, text in word(docx).outline()] == ["Seksjon Gjøvik", "Tabell over tiltak"]


# --- and that nothing ails it ----------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_audit_finds_nothing(language: str) -> None:
    head = Head("", "", "", (), "", "", "", "", "", "")
    document = Document(head, language, (), {}, (), {})
    assert audit(form(language), document, note="notat.md", template="mal.docx") == ()


@needs_audit
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_audit_of_others_finds_nothing(language: str, tmp_path: Path) -> None:
    assert audit_errors(form(language), tmp_path) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_title_language_and_numbers(language: str) -> None:
    docx = form(language)
    about = python_docx.Document(io.BytesIO(docx)).core_properties
    assert about.title == "Seksjon Gjøvik – Status"
    assert about.language == WORDS[language].language
    assert about.author == ""
    numbers = [val(control, "sdtPr/id") for control in controls(docx)]
    assert len(set(numbers)) == len(numbers)
    # Texts that are not in Sámi yet say so.
    tags = {lang.get(f"{W}val") for lang in word(docx).body.iter(f"{W}lang")}
    assert tags == ({"nb-NO"} if language == "se" else set())


def test_no_header_no_footer_no_empty_paragraph_but_where_a_table_needs_one() -> None:
    docx = form()
    assert not [name for name in word(docx).parts if "header" in name or "footer" in name]
    blank = [p for p in word(docx).body[0] if p.tag == f"{W}p" and not "".join(texts(p))]
    assert [val(p, "pPr/pStyle") for p in blank] == ["ArkEnding"] * 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_fit_their_pages(language: str) -> None:
    body = word(form(language)).body
    upright, across = body.iter(f"{W}sectPr")
    for table, section in zip(body.iter(f"{W}tbl"), (upright, across), strict=True):
        page, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        room = int(page.get(f"{W}w")) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
        width = sum(int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol"))
        assert room - 20 <= width <= room + 20
    assert across.find(f"{W}pgSz").get(f"{W}orient") == "landscape"


def test_a_template_of_the_institutions_own_is_followed(tmp_path: Path) -> None:
    own, _ = read_template("styles/notat.docx", saved(template()))
    assert own is not None
    read = note()
    docx = write_form(read, read.all_units[-1], apply_template(THEME, own), own)
    parts = word(docx).parts
    assert b"8B0000" in parts["word/styles.xml"]
    assert b"Georgia" in parts["word/styles.xml"]
    assert not [name for name in parts if "header" in name or "media" in name]
    assert audit_errors(docx, tmp_path) == []
    again = read_contribution("contributions/x.docx", docx)
    assert again.diagnostics == ()
    assert is_untouched(again, read.prompts)


def test_same_bytes_in_another_process_hash_seed_and_time_zone() -> None:
    code = (
        "import hashlib, tests.write.docx.test_form as t;"
        "print(*(hashlib.sha256(t.form(language)).hexdigest() for language in t.LANGUAGES))"
    )
    environ = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    command = [sys.executable, "-c", code]
    root = Path(__file__).parents[3]
    runs = [
        subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=True)
        for env in (environ, {**os.environ, "PYTHONHASHSEED": "8"})
    ]
    assert runs[0].stdout == runs[1].stdout
    assert len(runs[0].stdout.split()) == len(LANGUAGES)


def test_labels_of_the_head_are_not_taken_for_one_another() -> None:
    for words in WORDS.values():
        assert len({fold(field.label(words)) for field in FORM}) == len(FORM)
        assert len({fold(field.label(words)) for field in MEASURE}) == len(MEASURE)
