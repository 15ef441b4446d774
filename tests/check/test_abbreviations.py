"""What counts as written out (ARK404): in the text, above it, in the note's fields; told once."""

from __future__ import annotations

import pytest

from arkdoc.check.registry import check
from arkdoc.check.subject import Subject
from arkdoc.check.written_out import meanings_of_names
from arkdoc.language.messages import in_language
from arkdoc.model.cache import Cache
from arkdoc.pipeline.build import analyse
from arkdoc.pipeline.load import load
from arkdoc.read.contribution import read_contribution
from tests.support.project import Project, growth
from tests.support.requirements import note_text

HEAD = "---\nsaksnr: 11/19\ntittel: {title}\nfra: Prorektor\ndato: 2019-02-27\n{fields}enheter:\n"
UNITS = """\
  - id: ub
    navn: Universitetsbiblioteket
    enheter:
      - {id: mh, navn: Seksjon for medisin og helsevitenskap}
  - {id: stab, navn: Staben}
"""


def note(title: str = "Status", fields: str = "", introduction: str = "") -> str:
    head = HEAD.format(title=title, fields=fields)
    return f"{head}{UNITS}---\n{introduction}\n\n[[bidrag]]\n"


def told(project: Project, **texts: str) -> list[tuple[str, str]]:
    """Each abbreviation that is told of, with its file, where each unit has that text."""
    for unit, text in texts.items():
        project.contribution(unit, text)
    return [
        (d.span.path.removeprefix("contributions/"), dict(d.args)["word"])
        for d in project.analyse().diagnostics
        if d.rule.code == "ARK404"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BHT var med.", ["BHT"]),
        ("Bedriftshelsetjenesten er koblet inn. BHT var med.", []),
        ("BHT var med. Det er bedriftshelsetjenesten.", []),
        ("Arbeidsmiljøutvalget og AMU-leder.", []),
        ("Arbeidsmiljøet er bra, sier AMU.", ["AMU"]),
        ("Bibliotekstjenesten heter BT.", ["BT"]),  # two letters are in many long words
        ("Behandling av BHT.", ["BHT"]),  # its letters stand too near each other
        ("# TILTAK\n\nVi har gjort det.", []),
        ("**TILTAK**\n\nVi har gjort det.", []),
        ("# BHT\n\nMer om BHT her.", ["BHT"]),
        ("# Om BHT\n\nDet gikk bra.", ["BHT"]),
        ("| TILTAK | BHT |\n|---|---|\n| a | b |\n", ["TILTAK", "BHT"]),
        ("Møtet i Losam BU gikk bra.", []),
        ("Losam BU hadde møte.", ["BU"]),
        ("Møtet var i Losam. BU var med.", ["BU"]),
    ],
)
def test_a_text_by_itself(text: str, expected: list[str]) -> None:
    read = read_contribution("a.md", f"---\nenhet: a\n---\n{text}\n".encode())
    found = check(Subject("a.md", read.body, "nb"))
    assert [dict(d.args)["word"] for d in found if d.rule.code == "ARK404"] == expected


@pytest.mark.parametrize(
    ("name", "explained", "not_explained"),
    [
        ("Universitetsbiblioteket (UB)", "UB", "UK"),
        ("Universitetsbiblioteket", "UB", "BU"),
        ("Seksjon for HMS", "HMS", "SM"),
        ("Seksjon for medisin og helsevitenskap", "MH", "SM"),
        ("Seksjon for medisin og helsevitenskap", "SMH", "FM"),
        ("Fakultet for naturvitenskap", "NV", "NK"),
        ("Institutt for datateknologi og informatikk", "IDI", "ID"),
    ],
)
def test_the_name_of_a_unit_explains_its_initials(
    name: str, explained: str, not_explained: str
) -> None:
    meanings = meanings_of_names((), (name,))
    assert meanings.explain(explained, by_words=True)
    assert not meanings.explain(not_explained, by_words=True)


def test_all_are_told_once_where_the_first_comes_in_the_note(project: Project) -> None:
    project.note(note())
    texts = {"mh": "Vi spurte BHT og EVU.", "stab": "Vi spurte BHT.", "ub": "Vi spurte EVU."}
    # The note's order is that of its units, not of their files.
    assert told(project, **texts) == [("ub.md", "EVU, BHT")]
    found = next(d for d in project.analyse().diagnostics if d.rule.code == "ARK404")
    assert "`forkortelser: {EVU: …, BHT: …}`" in in_language("nb").hint(found)
    project.note(note(introduction="Vi spurte BHT."))
    assert told(project) == [("notat.md", "BHT, EVU")]


def test_an_approval_of_the_first_place_leaves_the_next(project: Project) -> None:
    project.note(note(fields="tillat: [{regel: ARK404, enhet: ub, grunn: kjent der}]\n"))
    assert told(project, ub="Vi spurte BHT.", stab="Vi spurte BHT.") == [("stab.md", "BHT")]


def test_headings_in_capitals_are_no_abbreviations(project: Project) -> None:
    project.note(note())
    text = "## TILTAK\n\nSe under.\n\n**FRIST**\n\nEVU har en."
    assert told(project, ub=text) == [("ub.md", "EVU")]


def test_what_stands_above_explains(project: Project) -> None:
    project.note(note())
    ub = "Utvalg for godt miljø (UGM) og bedriftshelsetjenesten var med."
    assert told(project, ub=ub, mh="UGM og BHT var med.") == []
    assert told(project, stab="UGM og BHT var med.") == [("stab.md", "UGM, BHT")]
    project.note(note(title="Status for arbeidsmiljøundersøkelsen"))
    assert told(project, ub="AMU-2017 og UB.", mh="MH", stab="AMU, UB og MH.") == []


def test_the_glossary_explains(project: Project) -> None:
    project.note(
        note(fields="forkortelser:\n  BHT: bedriftshelsetjenesten\n  EVU: videreutdanning\n")
    )
    assert told(project, ub="BHT, EVU og RUKS.") == [("ub.md", "RUKS")]
    assert project.analyse().note.glossary == (
        ("BHT", "bedriftshelsetjenesten"),
        ("EVU", "videreutdanning"),
    )
    project.note(note(fields="forkortelser: [BHT: bedriftshelsetjenesten]\n"))
    assert told(project, ub="BHT.") == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("BHT", ["ARK103"]),
        ("[BHT]", ["ARK103"]),
        ("{BHT: [a, b]}", ["ARK103"]),
        ("{BHT: }", ["ARK103"]),
        ("{BHT: helse, BHT: hms}", ["ARK102"]),
        ("", []),
        ("{}", []),
    ],
)
def test_a_glossary_of_the_wrong_kind_is_told_of(
    project: Project, value: str, expected: list[str]
) -> None:
    project.note(note(fields=f"forkortelser: {value}\n"))
    found = [d for d in project.analyse().diagnostics if d.is_error]
    assert [d.rule.code for d in found] == expected
    for finding in found:
        assert finding.span.line == 6
        assert "{" not in in_language("nb").message(finding)


def test_a_save_checks_one_text_and_looks_up_the_others(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    from arkdoc.pipeline import check_texts

    checked: list[str] = []
    real = check_texts.check

    def counting(subject: Subject) -> object:
        checked.append(subject.path.removeprefix("contributions/"))
        return real(subject)

    monkeypatch.setattr(check_texts, "check", counting)
    project.note(note()).contribution("ub", "Ingenting.\n")
    project.contribution("mh", "BHT var med.\n").contribution("stab", "BHT var med.\n")
    cache = Cache()
    analyse(load(project.root), cache)
    del checked[:]
    project.contribution("ub", "Helse for bedrifter (BHT).\n")
    found = analyse(load(project.root), cache).diagnostics
    assert checked == ["ub.md"]
    assert [d.span.path for d in found if d.rule.code == "ARK404"] == ["contributions/stab.md"]
    project.note(note(introduction="Bedriftshelsetjenesten er ny."))
    analyse(load(project.root), cache)
    assert checked == ["ub.md", "notat.md"]


def test_many_abbreviations_and_long_words_take_linear_time() -> None:
    letters = "ABCDEFGHIJKLMNOPRSTUVY"

    def text(size: int) -> bytes:
        short = " ".join(
            f"{letters[n % 22]}{letters[n // 22 % 22]}{letters[n // 484 % 22]}" for n in range(size)
        )
        long = " ".join(f"b{'abcdefgh' * 4}{n}x" for n in range(size))
        return f"---\nenhet: a\n---\n{short}\n\n{long}\n".encode()

    bodies = {size: read_contribution("a.md", text(size)).body for size in (1000, 8000)}
    assert growth(lambda size: check(Subject("a.md", bodies[size], "nb")), 1000) < 2.5


def test_the_real_note_has_at_most_four_warnings(tmp_path_factory: pytest.TempPathFactory) -> None:
    note_text()
    from tests.whole.test_note import HANDS, full_note, full_text

    for hand in HANDS:
        project = full_note(tmp_path_factory.mktemp(hand), full_text(), hand)
        severities = [d.rule.severity.value for d in project.analyse().diagnostics]
        assert severities.count("error") == 0
        assert severities.count("warning") <= 4, hand
