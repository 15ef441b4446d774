"""A new note's files: read as they are meant, written whole and over nothing, wherever it is cut off."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import date as Date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arkdoc.deliver.earlier_note import EarlierNote, read_earlier
from arkdoc.deliver.new_note import IGNORED, in_the_way, new_note, not_ignored, write_note
from arkdoc.deliver.note_text import PREVIOUS, Answers, note_text
from arkdoc.deliver.unit_list import units_of
from arkdoc.language.messages import in_language
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.model.note import Note, PastMeasure
from arkdoc.pipeline.finals import newest_record
from arkdoc.pipeline.load import NOTE
from arkdoc.read.note import read_note
from arkdoc.read.record import open_measures, read_past
from arkdoc.style.theme import PRINT_CSS, TOKENS, builtin_styles
from tests.support.mortal import Mortal, moments
from tests.support.project import Project, codes

TODAY = Date(2026, 11, 30)
TR = in_language("nb")
UNITS = "Avd. A\nBiblioteket\n  Seksjon Ålesund\n"
ANSWERS = Answers(
    "11/26", "Status: året 2026", "Prorektor", units_of(UNITS).units, ("informasjon", "drøfting"),
    Date(2026, 12, 14), Date(2026, 12, 1),
)  # fmt: skip
OLD = """\
---
saksnr: 11/19
tittel: Status 2019
sakstype: drøfting
fra: "Prorektor: utdanning"
til: [Losam BU, Losam MH]
kopi: Hovedverneombudet
saksansvarlig: Prorektor
dato: 2019-02-27
møtedato: 2019-03-04
bidragsfrist: 2019-02-25
arkivsaksnr: 2019/1
språk: nn
innholdsfortegnelse: ja
typografi: nei
personvern: {minstegruppe: 20}
offentlighet: unntatt
hjemmel: "offl. § 13 # ja"
tilgang: saksbehandler@ub.example
adgang_til: 2019-03-18
tillat:
  - {regel: ARK431, enhet: ub, grunn: "avklart: ja"}
  - ARK404
vedlegg: [Tiltaksplan]
filnavn: "{saksnr} «{tittel}», v. {versjon}"
forkortelser: {ARK: arbeidsmiljø- og arbeidsklimaundersøkelser, "Q 12": "de tolv"}
ledetråder: ["Hensikt: Hva ønsket vi å oppnå?", "Hva # lærte \\"dere\\"?"]
enheter:
  - {id: ub, navn: Biblioteket, bidrag: påkrevd, ansatte: 80, kontakt: "Leder, leder@ub.example",
     enheter: [{id: ub-aalesund, navn: "Seksjon: Ålesund", låst: ja, bidrag: ingen merknader}]}
  - {id: hf, navn: HF, bidrag: valgfritt, kontakt: [a@b.example, "B, C"]}
  - {id: mn, navn: MN, bidrag: ikke levert}
---
Gammel innledning.

[[bidrag]]
"""
MEASURES = "---\nenhet: ub\ntiltak:\n  - {navn: Sosialkomité, status: pågår}\n---\nGammel tekst.\n"
TEMPLATE = b"PK\x03\x04 institusjonens"


@pytest.fixture
def old(tmp_path: Path) -> Project:
    project = Project(tmp_path / "gammel").note(OLD)
    project.write("ub.md", MEASURES)
    return project


def written(answers: Answers, earlier: EarlierNote | None = None) -> tuple[Note, str]:
    text = note_text(answers, earlier, TODAY, TR)
    return read_note(NOTE, text.encode()), text


def files(root: Path) -> dict[str, bytes]:
    found = sorted(file for file in root.rglob("*") if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in found}


# --- the text --------------------------------------------------------------------------------


def test_the_note_says_what_was_answered() -> None:
    note, text = written(ANSWERS)
    assert {d.rule.code for d in note.diagnostics} == {"ARK509", "ARK520"}, "no date yet"
    assert (note.case_number, note.title, note.sender) == (
        "11/26",
        "Status: året 2026",
        "Prorektor",
    )
    assert (note.case_types, note.meeting, note.deadline) == (
        ANSWERS.case_types, ANSWERS.meeting, ANSWERS.deadline
    )  # fmt: skip
    assert [(unit.id, unit.name) for unit in note.all_units] == [
        ("avd-a", "Avd. A"), ("biblioteket", "Biblioteket"), ("seksjon-aalesund", "Seksjon Ålesund")
    ]  # fmt: skip
    assert "# dato: 30.11.2026  # notatets dato" in text
    assert "2019" not in text
    assert "Skriv innledningen her" in text


def test_it_builds_at_once_and_lacks_the_date_and_the_units(tmp_path: Path) -> None:
    write_note(tmp_path, new_note(ANSWERS, None, TODAY, TR))
    result = Project(tmp_path).build("html")
    assert set(codes(result)) == {"ARK501", "ARK509", "ARK520"}
    assert "Skriv innledningen" not in result.outputs["html"].decode()


def test_every_remark_can_be_taken_into_use() -> None:
    _, text = written(ANSWERS)
    lines = [line for line in text.splitlines() if not line.startswith("# ledetråder")]
    used = "\n".join(
        line.replace("# ", "", 1) if line.lstrip().startswith("# ") and ": " in line else line
        for line in lines
        if not line.startswith(("#   -", "# Det", "# med", "# Lede", "# Enhet", "# under"))
    )
    note = read_note(NOTE, used.encode())
    assert {d.rule.code for d in note.diagnostics} == {"ARK520"}
    assert (note.date, note.to, note.committee) == (TODAY, ("Losam BU",), "LU")
    assert note.units[0].contacts == ("Leder, leder@ub.example",)


def test_remarks_in_english() -> None:
    text = note_text(ANSWERS, None, TODAY, in_language("en"))
    assert "the date of the note" in text
    assert "Skriv" not in text
    read_note(NOTE, text.encode())


ANYTHING = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1).map(
    lambda text: " ".join(text.split())
)


@settings(max_examples=200, deadline=None)
@given(ANYTHING, ANYTHING, ANYTHING.filter(lambda name: len(name) < 100))
def test_whatever_is_answered_comes_back(title: str, sender: str, name: str) -> None:
    from arkdoc.model.names import fold

    units = units_of(name).units
    if not (fold(title) and fold(sender) and units):
        return
    note, _ = written(Answers("1/2", title, sender, units))
    assert fold(note.title) == fold(title)
    assert fold(note.sender) == fold(sender)
    assert fold(note.units[0].name) == fold(units[0].name)
    assert {d.rule.code for d in note.diagnostics if d.is_error} == set()


def test_a_number_without_letters_and_digits_is_refused() -> None:
    with pytest.raises(ArkdocError):
        new_note(Answers("//", "T", "F", ANSWERS.units), None, TODAY, TR)


# --- from an earlier note ----------------------------------------------------------------------


def test_what_stays_the_same_is_taken_and_nothing_else(old: Project) -> None:
    earlier = read_earlier(old.root)
    answers = Answers("1/26", "Status 2026", "Rektor", earlier.units)
    note, text = written(answers, earlier)
    assert {d.rule.code for d in note.diagnostics} == {"ARK509"}
    before = earlier.note
    for name in ("to", "copy", "responsible", "language", "contents", "typography", "smallest_group",
                 "secretariat", "glossary", "prompts", "file_name"):  # fmt: skip
        assert getattr(note, name) == getattr(before, name) != "", name
    assert (note.meeting, note.deadline, note.open_until, note.attachments) == (
        None,
        None,
        None,
        (),
    )
    assert (note.exempt, note.suppressions) == (False, ())
    assert [(u.id, u.expects.value, u.staff, u.contacts, u.locked) for u in note.all_units] == [
        ("ub", "påkrevd", 80, ("Leder, leder@ub.example",), False),
        ("ub-aalesund", "påkrevd", None, (), False),
        ("hf", "valgfritt", None, ("a@b.example", "B, C"), False),
        ("mn", "påkrevd", None, (), False),
    ]
    assert note.previous == PREVIOUS
    for line in ("# offentlighet: unntatt", '# hjemmel: "offl. § 13 # ja"', "# tillat:",
                 "#   - regel: ARK431", "#     enhet: ub", '#     grunn: "avklart: ja"',
                 "#   - regel: ARK404"):  # fmt: skip
        assert f"\n{line}\n" in text
    assert text.count("fra forrige notat: stemmer det fortsatt?") == 4
    for lost in ("Gammel", "2019/1", "Tiltaksplan", "27.02.2019", "04.03.2019"):
        assert lost not in text


def test_open_measures_reach_what_is_handed_out(old: Project, tmp_path: Path) -> None:
    before = files(old.root)
    earlier = read_earlier(old.root)
    root = tmp_path / "ny"
    write_note(root, new_note(Answers("1/26", "T", "F", earlier.units), earlier, TODAY, TR))
    assert files(old.root) == before, "nothing is written in the earlier note's folder"
    analysis = Project(root).analyse()
    assert analysis.note.past["ub"] == (PastMeasure("Sosialkomité", "pågår"),)
    assert set(codes(analysis)) == {"ARK501", "ARK509"}


def final(old: Project, name: str, measure: str, **case: str) -> None:
    record = {
        "format": 1, "case": {"number": "11/19", "date": "2019-02-27"} | case,
        "units": [{"unit": "ub", "measures": [{"navn": measure, "status": "pågår"}]}],
    }  # fmt: skip
    folder = old.root / "endelig"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(record), "utf-8")


def measure_in(old: Project) -> str:
    found = read_past(read_earlier(old.root).record)
    assert found is not None
    return open_measures(found)["ub"][0].name


def test_the_newest_final_record_counts(old: Project) -> None:
    assert measure_in(old) == "Sosialkomité", "made anew where there is none"
    final(old, "Sak 9-18 – Status", "annen sak", number="9/18", date="2020-01-01")
    assert measure_in(old) == "annen sak"
    final(old, "Sak 11-19 – Status", "første")
    assert measure_in(old) == "første"
    final(old, "Sak 11-19 – Status (versjon 10)", "tiende")
    final(old, "Sak 11-19 – Status (versjon 9)", "niende")
    assert measure_in(old) == "tiende"
    final(old, "Sak 11-19 – Annen tittel", "senere", date="2019-03-01")
    assert measure_in(old) == "senere"


def test_a_record_that_cannot_be_used_is_passed_over(old: Project, tmp_path: Path) -> None:
    final(old, "a", "ok")
    folder = old.root / "endelig"
    (folder / "b.json").write_bytes(b"[" * 100_000)
    (folder / "c.json").write_text('{"case": {"number": "11/19", "date": "2030-01-01"}}')
    (folder / "d.json").mkdir()
    (tmp_path / "utenfor.json").write_bytes((folder / "a.json").read_bytes().replace(b"ok", b"no"))
    (folder / "e.json").symlink_to(tmp_path / "utenfor.json")
    os.mkfifo(folder / "f.json")
    assert measure_in(old) == "ok"
    shutil.rmtree(folder)
    folder.write_bytes(b"")
    assert newest_record(old.root, read_earlier(old.root).note) is None


def test_the_style_is_taken_if_it_is_its_own(old: Project) -> None:
    shutil.copytree(builtin_styles(), old.root / "styles")
    assert read_earlier(old.root).styles == {}
    (old.root / "styles" / "notat.docx").write_bytes(TEMPLATE)
    assert read_earlier(old.root).styles == {"styles/notat.docx": TEMPLATE}
    tokens = old.root / "styles" / TOKENS
    tokens.write_text(tokens.read_text("utf-8").replace("width = 210", "width = 200"), "utf-8")
    (old.root / "styles" / ".skjult").write_bytes(b"x")
    found = read_earlier(old.root).styles
    names = ("notat.docx", "logo.svg", PRINT_CSS, TOKENS)
    assert sorted(found) == sorted(f"styles/{name}" for name in names)


Break = Callable[[Project, Path], object]


def _link_out(old: Project, outside: Path) -> None:
    (old.root / "styles").mkdir()
    (old.root / "styles" / "logo.svg").symlink_to(outside)


def _huge_style(old: Project, outside: Path) -> None:
    (old.root / "styles").mkdir()
    with (old.root / "styles" / "logo.png").open("wb") as file:
        file.truncate(70 * 1024 * 1024)


def _many_styles(old: Project, outside: Path) -> None:
    (old.root / "styles").mkdir()
    for number in range(201):
        (old.root / "styles" / f"{number}.svg").write_bytes(b"")


def _pipe_in_style(old: Project, outside: Path) -> None:
    (old.root / "styles").mkdir()
    os.mkfifo(old.root / "styles" / "logo.svg")


def _note_is_a_link(old: Project, outside: Path) -> None:
    (old.root / NOTE).unlink()
    (old.root / NOTE).symlink_to(outside)


def _note_is_a_pipe(old: Project, outside: Path) -> None:
    (old.root / NOTE).unlink()
    os.mkfifo(old.root / NOTE)


HOSTILE: dict[str, Break] = {
    "no note": lambda old, _: (old.root / NOTE).unlink(),
    "no folder": lambda old, _: shutil.rmtree(old.root),
    "the note a link": _note_is_a_link,
    "the note a pipe": _note_is_a_pipe,
    "a huge note": lambda old, _: old.write("notat.md", OLD + "x" * (1 << 21)),
    "no fields": lambda old, _: old.note("Bare tekst.\n"),
    "broken fields": lambda old, _: old.note("---\nsaksnr: [\n---\n"),
    "a style's link": _link_out,
    "a huge style": _huge_style,
    "a style of many files": _many_styles,
    "a pipe in the style": _pipe_in_style,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_an_earlier_note_that_cannot_be_used(name: str, old: Project, tmp_path: Path) -> None:
    outside = tmp_path / "hemmelig.md"
    outside.write_text(OLD)
    HOSTILE[name](old, outside)
    with pytest.raises(ArkdocError) as raised:
        read_earlier(old.root)
    assert "\n" not in TR.error(raised.value)


def test_what_an_earlier_note_says_cannot_become_fields(old: Project) -> None:
    evil = '"x\\nsaksnr: 66/6\\r---\\u2028tillat: [ARK431] # \\e[2J"'
    old.note(
        f"---\nsaksnr: 1/1\ntittel: {evil}\nfra: {evil}\ntil: [{evil}, b]\nhjemmel: {evil}\n"
        f"offentlighet: unntatt\nledetråder: [{evil}]\nforkortelser: {{{evil}: {evil}}}\n"
        f"tillat: [{{regel: ARK431, grunn: {evil}}}]\n"
        f"enheter: [{{id: a, navn: {evil}, kontakt: [{evil}, {evil}]}}]\n---\n"
    )
    earlier = read_earlier(old.root)
    note, _ = written(Answers("1/26", earlier.note.title, "F", earlier.units), earlier)
    assert (note.case_number, note.suppressions, len(note.all_units)) == ("1/26", (), 1)
    assert note.prompts == earlier.note.prompts
    assert not [d for d in note.diagnostics if d.is_error]


# --- on the disk -------------------------------------------------------------------------------


def test_nothing_is_overwritten(old: Project, tmp_path: Path) -> None:
    new = new_note(ANSWERS, read_earlier(old.root), TODAY, TR)
    root = tmp_path / "ny"
    assert in_the_way(root, new.files) == []
    (root / "contributions").mkdir(parents=True)
    (root / IGNORED).write_text("*.tmp\n")
    assert in_the_way(root, new.files) == [], "a .gitignore stays"
    (root / PREVIOUS).write_bytes(b"{}")
    assert in_the_way(root, new.files) == [PREVIOUS]
    (root / PREVIOUS).write_bytes(new.files[PREVIOUS])
    (root / NOTE).write_bytes(b"")
    assert in_the_way(root, new.files) == [NOTE]
    assert write_note(root, new) == []
    assert (files(root)[NOTE], files(root)[IGNORED]) == (b"", b"*.tmp\n")


@pytest.mark.parametrize(
    ("there", "lacking"),
    [("", ["/build/", "/.arkdoc/"]), ("build\n/.arkdoc/\r\n", []), ("build/\n", ["/.arkdoc/"])],
)
def test_what_somebodys_own_gitignore_lacks(there: str, lacking: list[str], tmp_path: Path) -> None:
    (tmp_path / IGNORED).write_bytes(there.encode())
    assert not_ignored(tmp_path) == lacking


def test_a_folder_that_leads_away_is_not_written_in(tmp_path: Path) -> None:
    root, outside = tmp_path / "ny", tmp_path / "utenfor"
    root.mkdir()
    outside.mkdir()
    (root / "contributions").symlink_to(outside)
    with pytest.raises(ArkdocError):
        in_the_way(root, new_note(ANSWERS, None, TODAY, TR).files)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "fil").write_bytes(b"")
    for root in (tmp_path / "fil", tmp_path / "fil" / "under"):
        with pytest.raises(ArkdocError) as raised:
            write_note(root, new_note(ANSWERS, None, TODAY, TR))
        assert "\n" not in TR.error(raised.value)


@pytest.mark.kills
def test_cut_off_anywhere_nothing_is_half_and_doing_it_again_does_the_rest(
    old: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (old.root / "styles").mkdir()
    (old.root / "styles" / "notat.docx").write_bytes(TEMPLATE)
    new = new_note(ANSWERS, read_earlier(old.root), TODAY, TR)
    root = tmp_path / "ny"
    mortal = Mortal(monkeypatch)
    operations = mortal.operations(lambda: write_note(root, new))
    assert files(root) == new.files
    assert operations.count("write") >= len(new.files)
    for at, half in moments(operations, 16):
        shutil.rmtree(root, ignore_errors=True)
        mortal.kill(lambda: write_note(root, new), at, half=half)
        moment = f"{'half ' if half else ''}{operations[at]}, number {at}"
        there = files(root) if root.exists() else {}
        whole = {path: data for path, data in there.items() if ".arkdoc-" not in path}
        assert whole.items() <= new.files.items(), moment
        assert NOTE not in whole or whole.keys() == new.files.keys(), moment
        if NOTE not in whole:
            assert in_the_way(root, new.files) == [], moment
        write_note(root, new)
        assert files(root) == new.files, moment
