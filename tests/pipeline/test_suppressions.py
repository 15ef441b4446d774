"""`tillat`: what it reaches, that it is on record, and that it costs no more than its size."""

from __future__ import annotations

import json

import pytest

from arkdoc.cli import main
from arkdoc.pipeline.build import build
from arkdoc.pipeline.load import load
from arkdoc.pipeline.publish import publish
from tests.support.project import Project, codes, growth
from tests.support.word_notation import word_of

LINK = "Planen ligger [her](https://x.example/y).\n"
NOTE = """\
---
saksnr: 11/19
tittel: Status
fra: Prorektor
dato: 2019-02-27
tillat:
  - {regel: ARK308, enhet: ub, grunn: "Lenken er avtalt."}
enheter:
  - id: ub
    navn: Universitetsbiblioteket
    enheter: [{id: ub-gjovik, navn: Seksjon Gjøvik}]
  - {id: arkiv, navn: Arkivet}
---
"""


@pytest.fixture
def note(project: Project) -> Project:
    return project.note(NOTE)


def test_a_unit_s_silence_reaches_its_own_contributions_only(note: Project) -> None:
    for unit in ("ub", "ub-gjovik", "arkiv"):
        note.contribution(unit, LINK)
    note.contribution("ub", LINK, path="ub2.md")
    heard = [d.span.path for d in note.analyse().diagnostics if d.rule.code == "ARK308"]
    assert heard == ["contributions/arkiv.md", "contributions/ub-gjovik.md"]


def test_a_unit_is_named_as_people_name_it(note: Project) -> None:
    note.note(NOTE.replace("enhet: ub,", "enhet: UNIVERSITETSBIBLIOTEKET,"))
    note.contribution("ub", LINK)
    assert "ARK308" not in codes(note.analyse())


def test_an_unknown_unit_silences_nothing_at_all(note: Project) -> None:
    note.note(NOTE.replace("enhet: ub,", "enhet: ubb,")).contribution("ub", LINK)
    found = codes(note.analyse())
    assert "ARK503" in found
    assert "ARK308" in found


def test_what_is_said_of_a_missing_unit_is_its_own(note: Project) -> None:
    note.note(NOTE.replace("ARK308, enhet: ub,", "ARK501, enhet: arkiv,"))
    spans = [d.span.line for d in note.analyse().diagnostics if d.rule.code == "ARK501"]
    assert spans == [11]


@pytest.mark.parametrize("code", ["ARK901", "ARK903"])
def test_what_only_the_outputs_show_is_not_called_useless(code: str, note: Project) -> None:
    note.note(NOTE.replace("ARK308, enhet: ub,", f"{code}, enhet: ub,"))
    assert "ARK132" not in codes(note.analyse())


def test_the_second_of_two_that_reach_the_same_is_useless(note: Project) -> None:
    twice = "<!-- arkdoc: tillat ARK308 -->\n"
    note.note(NOTE.replace("tillat", "vedlegg")).contribution("ub", f"{twice}\n{twice}\n{LINK}")
    lines = [d.span.line for d in note.analyse().diagnostics if d.rule.code == "ARK132"]
    assert lines == [6]


def test_findings_about_silences_are_not_silenced(note: Project) -> None:
    note.note(NOTE.replace("ARK308, enhet: ub,", "ARK132, enhet: ub,"))
    note.contribution("ub", "<!-- arkdoc: tillat ARK308 -->\n\nTekst.\n")
    assert {"ARK132", "ARK133"} <= set(codes(note.analyse()))


def test_the_record_says_what_was_approved_and_why(note: Project) -> None:
    comment = "<!-- arkdoc: tillat ARK310 – kilden -->\n\nSe https://x.example/y/z.\n"
    note.contribution("ub", LINK + LINK).contribution("arkiv", comment)
    paths = publish(
        build(load(note.root), frozenset({"html"})), note.root / "build", note.root
    ).paths
    record = json.loads(paths[-1].read_text(encoding="utf-8"))
    assert record["silenced"] == [
        {
            "code": "ARK310",
            "name": "naked-address",
            "scope": "block",
            "unit": None,
            "path": "contributions/arkiv.md",
            "line": 4,
            "column": 21,
            "reason": "kilden",
            "count": 1,
        },
        {
            "code": "ARK308",
            "name": "useless-link-text",
            "scope": "unit",
            "unit": "ub",
            "path": "contributions/notat.md",
            "line": 7,
            "column": 13,
            "reason": "Lenken er avtalt.",
            "count": 2,
        },
    ]


def test_check_shows_what_is_approved(
    note: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARKDOC_LANG", "nb")
    note.contribution("ub", LINK)
    assert main(["check", "--root", str(note.root)]) == 0
    shown = "Tillatt:\n  contributions/notat.md:7:13: ARK308, 1 gang, ub (Lenken er avtalt.)\n"
    assert capsys.readouterr().err.endswith(shown)
    assert main(["check", "-q", "--root", str(note.root)]) == 0
    assert "Tillatt" not in capsys.readouterr().err


# --- Word files --------------------------------------------------------------------------------

LINKED = '<link to="https://x.example/y">her</link>'
IN_WORD = f"""
<p>Planen ligger {LINKED}<note>Eller {LINKED}.</note>.</p>
<table header="1"><tr><td>Hva</td><td>Hvor</td></tr><tr><td>Planen</td><td>{LINKED}</td></tr></table>
<p>Slik ble det<del> ikke</del>.</p>
"""


def word(note: Project, *names: str) -> Project:
    """The note with Word files whose names say which units they are of."""
    for name in names:
        note.write(name, word_of(IN_WORD))
    return note


def heard(note: Project, code: str = "ARK308") -> list[str]:
    return [d.span.path for d in note.analyse().diagnostics if d.rule.code == code]


def test_a_silence_reaches_all_of_a_units_word_file_and_no_other(note: Project) -> None:
    word(note, "Universitetsbiblioteket.docx", "Seksjon Gjøvik.docx", "Arkivet.docx")
    loud = ["contributions/Arkivet.docx", "contributions/Seksjon Gjøvik.docx"]
    assert heard(note) == sorted(loud * 3)
    assert "ARK132" not in codes(note.analyse())
    note.note(NOTE.replace("{regel: ARK308, enhet: ub,", "{regel: ARK308,"))
    assert heard(note) == []


@pytest.mark.parametrize("code", ["ARK610", "ARK619"])
def test_rules_of_word_files_can_be_silenced(note: Project, code: str) -> None:
    """Their tracked changes stand in the way of a final note all the same."""
    word(note, "Universitetsbiblioteket.docx")
    rows = "<tr><td>Navn</td><td>Status</td></tr><tr><td>Kurs</td><td>pågår</td></tr>"
    note.write("Universitetsbiblioteket.docx", word_of(f"{IN_WORD}<table>{rows}</table>"))
    assert len(heard(note, code)) == 1
    note.note(NOTE.replace("ARK308", code))
    analysis = note.analyse()
    assert not {code, "ARK132"} & set(codes(analysis))
    assert "ARK610" in [d.rule.code for d in analysis.obstacles]


def test_a_silence_of_nothing_in_a_word_file_is_useless(note: Project) -> None:
    note.write("Universitetsbiblioteket.docx", word_of("<p>Planen ligger på nettet.</p>"))
    found = [d for d in note.analyse().diagnostics if d.rule.code == "ARK132"]
    assert [(d.span.path, d.span.line) for d in found] == [("contributions/notat.md", 7)]


def test_an_error_in_a_word_file_is_not_silenced(note: Project) -> None:
    note.note(NOTE.replace("ARK308", "ARK601")).write("Universitetsbiblioteket.docx", b"PK\3\4")
    assert {"ARK601", "ARK133"} <= set(codes(note.analyse()))


def test_a_comment_typed_in_word_is_text(note: Project) -> None:
    comment = "&lt;!-- arkdoc: tillat ARK308 --&gt;"
    note.note(NOTE.replace("enhet: ub,", "enhet: arkiv,"))
    note.write("Universitetsbiblioteket.docx", word_of(f"<p>{comment}</p>{IN_WORD}"))
    assert len(heard(note)) == 3
    assert comment in note.build("html").outputs["html"].decode()


def test_reports_leave_out_what_is_silenced_in_a_word_file(
    note: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARKDOC_LANG", "nb")
    word(note, "Universitetsbiblioteket.docx", "Arkivet.docx")
    root = ["--root", str(note.root)]
    main(["check", *root, "--format", "json"])
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    said = [(d["path"], d["line"], d["lines"]) for d in found if d["code"] == "ARK308"]
    arkiv = "contributions/Arkivet.docx"
    assert said == [(arkiv, line, "paragraphs") for line in (1, 5, 7)]
    main(["check", *root, "--format", "sarif"])
    results = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    places = [r["locations"][0] for r in results if r["ruleId"] == "ARK308"]
    names = [place["logicalLocations"][0]["name"] for place in places]
    assert names == ["avsnitt 1", "avsnitt 5", "avsnitt 7"]
    files = {place["physicalLocation"]["artifactLocation"]["uri"] for place in places}
    assert files == {arkiv}
    main(["check", *root])
    shown = capsys.readouterr().err
    assert shown.count("ARK308 useless-link-text") == 3
    assert "notat.md:7:13: ARK308, 3 ganger, ub (Lenken er avtalt.)\n" in shown


def test_the_record_says_how_much_of_a_word_file_was_approved(note: Project) -> None:
    word(note, "Universitetsbiblioteket.docx")
    built = publish(build(load(note.root), frozenset({"html"})), note.root / "build", note.root)
    (silenced,) = json.loads(built.paths[-1].read_text(encoding="utf-8"))["silenced"]
    assert (silenced["code"], silenced["unit"], silenced["count"]) == ("ARK308", "ub", 3)


# --- how long it takes ---------------------------------------------------------------------


def grows(project: Project, text: str, unit: str = "arkiv") -> float:
    def analyse(size: int) -> None:
        project.contribution(unit, text * size)
        project.analyse()

    return growth(analyse, 100)


def test_many_comments_cost_no_more_than_their_number(note: Project) -> None:
    assert grows(note, f"<!-- arkdoc: tillat ARK308 -->\n\n{LINK}\n") < 3


def test_many_comments_inside_what_is_silenced_too(note: Project) -> None:
    note.note(NOTE.replace("enhet: ub,", "enhet: arkiv,"))
    item = f"- <!-- arkdoc: tillat ARK308 -->\n  {LINK}"
    assert grows(note, item) < 3
    assert grows(note, f"- - <!-- arkdoc: tillat ARK308 -->\n    {LINK}") < 3


def test_many_comments_before_one_block(note: Project) -> None:
    assert grows(note, "<!-- arkdoc: tillat ARK308 -->\n") < 3


def test_a_long_comment_to_arkdoc(note: Project) -> None:
    def analyse(size: int) -> None:
        note.contribution("arkiv", f"<!-- arkdoc: tillat {' , ' * size} x -->\n\n{LINK}")
        note.analyse()

    assert growth(analyse, 2000) < 3
