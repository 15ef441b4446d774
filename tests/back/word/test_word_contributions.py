"""A unit's Word file gets what was changed in the note as tracked changes, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest

from arkdoc.back.model import EditPlan, Verdict
from arkdoc.back.patches import TextEdit
from arkdoc.back.plan import make_plan
from arkdoc.back.word.source import read_source
from arkdoc.back.word.written import edited_word
from arkdoc.pipeline.analyse import analyse
from arkdoc.read.word.contribution import read_word_contribution
from tests.support.libreoffice_changes import ACCEPT, REJECT, saved_after
from tests.support.ooxml_audit import audit_errors, needs_audit
from tests.support.redlines import read_lines
from tests.support.requirements import find_tool
from tests.support.tracked import accepted, identifiers, rejected
from tests.support.word_contribution import (
    BODY,
    OTHER,
    PATH,
    edited,
    file_of,
    lines,
    note_with,
    planned,
    replaced,
    with_file,
    written,
)
from tests.support.word_edits import attached, blocks, tables
from tests.support.word_edits.editor import Word, said
from tests.support.word_edits.judge import judged, written_into
from tests.support.word_files import parts_of, strict, zipped
from tests.support.word_packages import p, r

Change = Callable[[Word], object]
ORIGINAL = file_of(*BODY)


def bold(word: Word) -> None:
    from tests.support.word_edits.xml import w

    word.format(word.paragraph("Nok en setning"), "setning", w("b"))


def typed_in_bold(word: Word) -> None:
    paragraph = word.paragraph("felles lunsj")
    word.type(paragraph, word.find(paragraph, "lunsj") + 5, "bord")


def inserted(words: str, after: str) -> Change:
    return lambda word: blocks.insert(word, word.paragraph(after), words)


def deleted(words: str) -> Change:
    return lambda word: blocks.delete(word, word.paragraph(words))


def moved(words: str, after: str) -> Change:
    return lambda word: blocks.move(word, [word.paragraph(words)], word.paragraph(after))


EDITS: dict[str, Change] = {
    "words": replaced("hver onsdag", "hver fredag"),
    "words of two runs": replaced("lunsj hver", "middag hver"),
    "words before a note": replaced("mange kommer.", "alle kommer."),
    "words after a note": replaced("Det går", "Alt går"),
    "a heading with a number typed by hand": replaced("Fellesskap", "Fellesskapet"),
    "words in a link": replaced("rutinen", "regelen"),
    "words beside a field": replaced("eller senere", "eller før"),
    "words in another's insertion": replaced("ganske nytt", "splitter nytt"),
    "words after another's deletion": replaced("ferdig her", "klart her"),
    "letters in bold": typed_in_bold,
    "bold": bold,
    "a typed item": replaced("om skranken", "om luken"),
    "a cell": replaced("Søk i kilder", "Søk i baser"),
    "a note": lambda word: word.replace(
        word.note_paragraph("verneombudet"), "verneombudet", "ombudet"
    ),
    "a paragraph put in": inserted("Et nytt avsnitt.", "Det går bra"),
    "a paragraph put in after a table": lambda word: blocks.before(
        word, word.paragraph("Teksten etter tabellen"), "Rett etter tabellen."
    ),
    "a paragraph deleted": deleted("Teksten etter tabellen"),
    "the last paragraph deleted": deleted("Nok en setning"),
    "a paragraph moved": moved("Nok en setning", "Det går bra"),
    "a paragraph split": lambda word: blocks.split(word, word.paragraph("etter tabellen"), 7),
    "paragraphs joined": lambda word: blocks.join(word, word.paragraph("Teksten etter tabellen")),
    "an item put in": inserted("Et punkt til", "Vaktlisten er lagt om"),
    "an item deleted": deleted("Ny møteplan"),
    "a typed item put in": inserted("Tastet punkt om hyllene", "om skranken"),
    "a row put in": lambda word: tables.insert_row(
        word, tables.row_with(word, "Søk i kilder"), ["Referanser", "3"]
    ),
    "a row deleted": lambda word: tables.delete_row(word, tables.row_with(word, "Skriving")),
    "a table deleted": lambda word: word.body.remove(tables.table_with(word, "Skriving")),
    "a paragraph moved here from another unit": moved("Humaniora har ikke", "Det går bra"),
    "a paragraph moved to another unit": moved("Nok en setning", "Humaniora har ikke"),
}


TOGETHER = (
    ("words", "words in a link", "a note", "an item put in", "a row deleted",
     "a paragraph deleted"),
    ("words of two runs", "words beside a field", "bold", "a typed item", "a row put in"),
    ("words before a note", "words in another's insertion", "an item deleted", "a cell",
     "a paragraph put in after a table"),
    ("words after a note", "a heading with a number typed by hand", "a table deleted",
     "words after another's deletion", "paragraphs joined"),
    ("letters in bold", "a paragraph put in", "a typed item put in", "a paragraph split",
     "the last paragraph deleted"),
    ("a paragraph moved",),
    ("a paragraph moved here from another unit",),
    ("a paragraph moved to another unit",),
)  # fmt: skip
"""Edits that are made in one file each, of other paragraphs than each other's."""


def test_all_of_them_are_tried() -> None:
    assert sorted(name for names in TOGETHER for name in names) == sorted(EDITS)


@cache
def plan_of(*names: str) -> EditPlan:
    return planned(note_with(), *(EDITS[name] for name in names))


@pytest.mark.parametrize("names", TOGETHER)
def test_they_are_in_the_file_as_they_were_made(names: tuple[str, ...]) -> None:
    case, plan = note_with(), plan_of(*names)
    docx = edited(case, *(EDITS[name] for name in names))
    today = written_into(case.sources, plan.written())
    found = judged(case, docx, plan, analyse(today))
    assert found.verdict == "exact", str(found)
    changes = identifiers(written(plan))
    assert {date for *_, author, date in changes if author == "Sekretariatet"} == {None}
    numbers = [number for _, number, *_ in changes]
    assert len(numbers) == len(set(numbers))
    again = make_plan(docx, case.docx, case.sources, today)
    assert {change.verdict for change in again.changes} == {Verdict.THERE}


@pytest.mark.parametrize("names", TOGETHER)
def test_accepted_they_are_the_new_file_and_rejected_the_old_one(names: tuple[str, ...]) -> None:
    patched = written(plan_of(*names))
    assert read_lines(accepted(patched)) == read_lines(patched)
    assert read_lines(rejected(patched)) == read_lines(rejected(ORIGINAL))
    before, after = parts_of(ORIGINAL), parts_of(patched)
    assert list(before) == list(after)
    changed = {part for part in before if before[part] != after[part]}
    notes = {"word/footnotes.xml"} if "a note" in names else set()
    assert changed == {"word/document.xml"} | notes


def test_other_paragraphs_are_as_they_were() -> None:
    patched = parts_of(written(plan_of("words")))["word/document.xml"]
    original = parts_of(ORIGINAL)["word/document.xml"]
    before, after = (part.split(b"<w:p>") for part in (original, patched))
    same = [one for one, other in zip(before[1:], after[1:], strict=True) if one == other]
    assert len(same) == len(before) - 2
    assert (
        patched.partition(b"<w:body>")[0].split(b"<w:document")[1]
        == (original.partition(b"<w:body>")[0].split(b"<w:document")[1])
    )


@pytest.mark.parametrize(
    "before", ["", r("Se ", "<w:color w:val='00AA00'/>")], ids=["alone", "with others"]
)
def test_words_after_a_link_look_as_those_around_it(before: str) -> None:
    link = r("rutinen", '<w:rStyle w:val="Hyperkobling"/><w:u w:val="single"/>')
    body = p(before + f'<w:hyperlink r:id="side">{link}</w:hyperlink>')
    case = note_with(file_of(body, *BODY))

    def typed(word: Word) -> None:
        paragraph = word.paragraph("rutinen")
        word.type(paragraph, len(said(paragraph)), " vår")

    plan = planned(case, typed)
    document = parts_of(written(plan))["word/document.xml"].decode()
    inserted_ = re.search(r'<w:ins [^>]*"Sekretariatet".*?</w:ins>', document)
    assert inserted_ is not None
    assert "vår" in inserted_[0]
    assert "Hyperkobling" not in inserted_[0]
    assert ("00AA00" in inserted_[0]) == bool(before)


# --- what can't be done is listed ----------------------------------------------------------------

BOX = (
    "<w:p><w:r><w:t>Ved boksen</w:t></w:r><w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
    f"{p('Tekst i boksen')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)
CHOICE = (
    "<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent><w:r><w:t>høyt</w:t></w:r>"
    "</w:sdtContent></w:sdt>"
)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (replaced("mars", "april"), "april"),
        (replaced("valgt høyt", "valgt lavt"), "lavt"),
        (lambda word: blocks.delete(word, word.paragraph("Ved boksen")), "Ved boksen"),
    ],
)
def test_what_can_not_be_done_is_listed(change: Change, words: str) -> None:
    case = note_with(file_of(*BODY[:2], BOX, p(r("Nivået er valgt ") + CHOICE), *BODY[2:]))
    plan = planned(case, change)
    (found,) = [change for change in plan.changes if change.verdict is Verdict.LEFT]
    assert words in "".join(each.text for each in found.words)
    assert plan.written() == {}


def test_nothing_is_put_in_behind_a_box_that_it_stood_before() -> None:
    case = note_with(file_of(*BODY[:2], BOX, *BODY[2:]))
    (change,) = planned(case, inserted("Foran boksen", "Ved boksen")).changes
    assert change.verdict is Verdict.LEFT


def test_a_strict_file_is_left_alone() -> None:
    (found,) = planned(note_with(strict(ORIGINAL)), EDITS["words"]).changes
    assert (found.verdict, found.args) == (Verdict.LEFT, {"path": PATH})


def test_a_file_with_a_damaged_part_refuses_its_own_changes_alone() -> None:
    file = BytesIO(ORIGINAL)
    with ZipFile(file, "a") as package:
        package.writestr(ZipInfo("docProps/thumbnail.jpeg"), b"et bilde")
    damaged = file.getvalue().replace(b"et bilde", b"et bilte")
    plan = planned(note_with(damaged), EDITS["words"], replaced("ikke begynt", "begynt"))
    assert [change.verdict for change in plan.changes] == [Verdict.LEFT, Verdict.TAKEN]
    assert (plan.changes[0].args, plan.written().keys()) == ({"path": PATH}, {OTHER})


def test_a_new_note_is_listed_with_what_it_says() -> None:
    plan = planned(
        note_with(), lambda w: attached.add_note(w, w.paragraph("Nok en setning"), 3, "Ny note")
    )
    assert plan.is_open
    assert plan.written() == {}
    assert "Ny note" in " ".join(each.text for change in plan.changes for each in change.words)


def test_a_new_picture_is_listed_with_what_it_shows() -> None:
    def put_in(word: Word) -> None:
        paragraph = blocks.insert(word, word.paragraph("Nok en"), "")
        attached.add_picture(word, paragraph, attached.some_picture(), "En graf")

    plan = planned(note_with(), put_in)
    assert "En graf" in " ".join(each.text for change in plan.changes for each in change.words)
    assert plan.written() == {}


# --- both sides ----------------------------------------------------------------------------------


def today_with(old: str, new: str) -> bytes:
    parts = parts_of(ORIGINAL)
    document = parts["word/document.xml"].decode()
    assert old in document
    return zipped({**parts, "word/document.xml": document.replace(old, new).encode()})


def test_other_words_of_a_file_handed_in_since_stay() -> None:
    case = note_with()
    now = today_with("og mange kommer.", "og nesten alle kommer.")
    today = with_file(case.sources, now)
    plan = planned(case, EDITS["words"], EDITS["a paragraph put in"], today=today)
    assert {change.verdict for change in plan.changes} == {Verdict.TAKEN}
    found = lines(written(plan))
    assert "Vi har felles lunsj hver fredag, og nesten alle kommer. Det går bra." in found
    assert found[3] == "Et nytt avsnitt."


def test_the_same_words_are_a_conflict() -> None:
    case = note_with()
    today = with_file(case.sources, today_with(" hver onsdag, ", " hver mandag, "))
    (change,) = planned(case, EDITS["words"], today=today).changes
    assert change.verdict is Verdict.CONFLICT


def test_words_that_are_in_a_field_by_now_are_left() -> None:
    case = note_with()
    field = (
        '</w:t></w:r><w:fldSimple w:instr=" DATE "><w:r><w:t>hver onsdag</w:t></w:r></w:fldSimple>'
        "<w:r><w:t>, "
    )
    today = with_file(case.sources, today_with("hver onsdag, ", field))
    (change,) = planned(case, EDITS["words"], today=today).changes
    assert change.verdict is Verdict.LEFT


def test_what_we_put_in_is_taken_out_again_without_a_trace() -> None:
    case = note_with()
    first = written(planned(case, EDITS["words"], EDITS["a paragraph put in"]))
    second = note_with(first)
    plan = planned(second, replaced("hver fredag", "hver onsdag"), deleted("Et nytt avsnitt"))
    assert {change.verdict for change in plan.changes} == {Verdict.TAKEN}
    assert read_lines(accepted(written(plan))) == read_lines(accepted(ORIGINAL))
    assert read_lines(rejected(written(plan))) == read_lines(rejected(ORIGINAL))


def test_words_go_in_where_ours_are_taken_out_at_the_start_of_a_paragraph() -> None:
    at = read_source(PATH, ORIGINAL).text.index("Nok en")
    once = edited_word(PATH, ORIGINAL, [TextEdit(PATH, at, at, "Ganske ")])
    end = at + len("Ganske ")
    twice = [TextEdit(PATH, at, at, "Stadig "), TextEdit(PATH, at, end, "")]
    patched = edited_word(PATH, once, twice)
    assert lines(accepted(patched))[-1] == "Stadig Nok en setning til slutt."
    assert read_lines(rejected(patched)) == read_lines(rejected(ORIGINAL))


# --- hostile -------------------------------------------------------------------------------------


def test_doubled_numbers_get_others() -> None:
    bookmark = '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'
    case = note_with(file_of(p(bookmark + bookmark + r("Her er det noe.")), *BODY))
    plan = planned(case, replaced("Her er det", "Der er det"))
    ours = [number for _, number, author, _ in identifiers(written(plan)) if author != "Kari"]
    assert not {"1", "2", "7", "8"} & set(ours)


def test_signs_that_say_properties_are_never_in_a_file() -> None:
    case = note_with()
    plan = planned(case, inserted("Et avsnitt til.", "Det går bra"))
    document = parts_of(written(plan))["word/document.xml"]
    assert not [sign for sign in range(32) if sign not in (9, 10) and bytes((sign,)) in document]


def test_many_changes_in_one_paragraph_take_no_longer_each() -> None:
    words = " ".join(f"ord{n}" for n in range(600))
    case = note_with(file_of(p(words)))
    changes = [replaced(f"ord{n} ", f"nytt{n} ") for n in range(100, 400, 3)]
    plan = planned(case, *changes)
    assert [change.verdict for change in plan.changes] == [Verdict.TAKEN]
    assert "nytt103 ord104" in lines(written(plan))[0]


# --- other programs ------------------------------------------------------------------------------


@needs_audit
def test_the_audit_finds_nothing_that_was_not_there(tmp_path: Path) -> None:
    known = set(audit_errors(ORIGINAL, tmp_path))
    for names in TOGETHER:
        assert not set(audit_errors(written(plan_of(*names)), tmp_path)) - known, names


@pytest.mark.slow
def test_libreoffice_accepts_and_rejects_it(tmp_path: Path) -> None:
    program = find_tool("soffice")
    some = ("words", "letters in bold", "a paragraph put in", "a paragraph deleted", "a row put in")
    patched = written(plan_of(*some))
    files = {"fil": patched, "ny": accepted(patched), "gammel": rejected(patched)}
    for command, plain in ((ACCEPT, "ny"), (REJECT, "gammel")):
        found = saved_after(program, tmp_path, files, command)
        assert [line for line in lines(found["fil"]) if line] == (
            [line for line in lines(found[plain]) if line]
        )


def test_it_is_only_an_info_afterwards() -> None:
    patched = written(planned(note_with(file_of(*(b for b in BODY if "Kari" not in b))), bold))
    found = read_word_contribution(PATH, patched)
    assert [d.rule.code for d in found.diagnostics if d.rule.code in ("ARK610", "ARK611")] == [
        "ARK611"
    ]
