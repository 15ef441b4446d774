"""`arkdoc init`: asked at a terminal, told on the command line, refused in one line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from arkdoc.cli import main
from arkdoc.read.note import read_note
from tests.support.dialogue import END, STOP, dialogue
from tests.support.project import NOTE as OLD
from tests.support.project import Project

NOTE = Path("contributions") / "notat.md"
SAID = ("--saksnr", "11/26", "--tittel", "Status", "--fra", "Prorektor", "--enheter", "enheter.txt")
TREE = ["Avd. A", "Biblioteket", "    Seksjon Ålesund", "", "    Seksjon Gjøvik", "", ""]
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder one is in, with a list of units."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ARKDOC_LANG", "nb")
    (tmp_path / "enheter.txt").write_text("Avd. A\nBiblioteket\n\tSeksjon Ålesund\n", "utf-8")
    return tmp_path


def ids(root: Path) -> list[str]:
    note = read_note("contributions/notat.md", (root / NOTE).read_bytes())
    return [unit.id for unit in note.all_units]


def names(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


def refusal(captured: Captured) -> str:
    out, err = captured.readouterr()
    assert out == ""
    assert re.fullmatch(r"arkdoc: [^\n]+\n", err), err
    return err


# --- at a terminal -----------------------------------------------------------------------------


def test_all_of_it_is_asked_for(here: Path) -> None:
    answers = [
        "...", "12/26", "Status Arbeidsmiljøundersøkelsen", "informasjn", "informasjon og drøfting",
        "", "Prorektor", "i morgen", "14. desember 2026", "1.12.2026", "", *TREE, "",
    ]  # fmt: skip
    seen, status = dialogue(["init"], answers, here)
    assert status == 0, seen
    for said in (
        "«...» er ikke noe saksnummer",
        "Mente du «informasjon»?",
        "Notatet kan ikke være uten.",
        "«i morgen» er ikke en dato",
        "Et notat trenger minst én enhet.",
        "Skrive dette? [J/n]",
        "contributions/notat.md\n",
        "arkdoc new --all\n",
    ):
        assert said in seen
    assert re.search(r"\n    Seksjon Ålesund +seksjon-aalesund\n", seen)
    assert "Traceback" not in seen
    text = (here / NOTE).read_text("utf-8")
    for line in ('saksnr: "12/26"', "sakstype: informasjon/drøfting", "møtedato: 14.12.2026"):
        assert f"\n{line}\n" in text
    assert ids(here) == ["avd-a", "biblioteket", "seksjon-aalesund", "seksjon-gjovik"]
    assert "/.arkdoc/" in (here / ".gitignore").read_text()


def test_only_what_is_not_said_is_asked_for(here: Path) -> None:
    seen, status = dialogue(["init", "ny", *SAID], ["vedtak", "", "", "yes"], here, "en")
    assert status == 0, seen
    assert "Case number" not in seen
    assert "Write this? [Y/n]" in seen
    assert "arkdoc new --all --root ny" in seen
    assert (here / "ny" / NOTE).is_file()


def test_what_an_earlier_note_says_is_offered(here: Path) -> None:
    Project(here / "gammel").note(OLD)
    answers = ["1/26", "", "", "", "", "", "j"]
    seen, status = dialogue(["init", "ny", "--from", "gammel"], answers, here)
    assert status == 0, seen
    assert "Tittel [Status]: " in seen
    assert "Fra [Prorektor]: " in seen
    assert "tittel: Status\n" in (here / "ny" / NOTE).read_text("utf-8")
    assert ids(here / "ny") == ["studieadministrasjon", "ub", "ub-gjovik"]


@pytest.mark.parametrize(
    ("answers", "status", "said"),
    [
        (["", "", "", "nei"], 1, "Ingenting er endret."),
        (["", END], 2, "Alt er ikke besvart. Ingenting er endret."),
        ([STOP], 130, ""),
    ],
    ids=["no", "no more answers", "Ctrl-C"],
)
def test_nothing_is_written_without_a_yes(
    answers: list[str], status: int, said: str, here: Path
) -> None:
    seen, ended = dialogue(["init", *SAID], answers, here)
    assert ended == status, seen
    assert said in seen
    assert "Traceback" not in seen
    assert names(here) == ["enheter.txt"]


def test_keys_that_write_nothing_are_no_part_of_an_answer(here: Path) -> None:
    answers = [
        "",
        "\x1b[AStatus\x1b[D 2026\x1b",
        "",
        "P\x1b[3~rorektor",
        "",
        "",
        "\x1b[BAvd. A",
        "",
        "",
        "",
    ]
    seen, status = dialogue(["init"], answers, here)
    assert status == 0, seen
    text = (here / NOTE).read_text("utf-8")
    assert "tittel: Status 2026\n" in text
    assert "fra: Prorektor\n" in text
    assert "navn: Avd. A\n" in text
    assert re.search(r"^saksnr: xx/\d\d$", text, re.MULTILINE)


# --- without one -------------------------------------------------------------------------------


def test_all_of_it_is_said(here: Path, capsys: Captured) -> None:
    assert main(["init", "notat/nytt", *SAID]) == 0
    out, err = capsys.readouterr()
    paths = [".gitignore", "contributions/notat.md"]
    assert out.splitlines() == [str(Path("notat/nytt") / path) for path in paths]
    assert "Seksjon Ålesund  seksjon-aalesund" in err
    assert "[J/n]" not in err
    assert main(["build", "--root", "notat/nytt", "--to", "html"]) == 0


def test_root_is_the_folder_that_it_is_in(here: Path, capsys: Captured) -> None:
    assert main(["init", "--root", "rot", *SAID, "-q"]) == 0
    assert main(["--root", "rot", "init", "under", *SAID, "-q"]) == 0
    assert capsys.readouterr() == ("", "")
    assert (here / "rot" / NOTE).is_file()
    assert (here / "rot" / "under" / NOTE).is_file()


@pytest.mark.parametrize("lacking", ["--saksnr", "--tittel", "--fra", "--enheter"])
def test_what_is_lacking_is_named(lacking: str, here: Path, capsys: Captured) -> None:
    at = SAID.index(lacking)
    for said in ((*SAID[:at], *SAID[at + 2 :]), (*SAID[:at], lacking, " ", *SAID[at + 2 :])):
        if said[at : at + 2] != ("--enheter", " "):
            assert main(["init", *said]) == 2
            assert f"Bruk også {lacking}." in refusal(capsys)
    assert names(here) == ["enheter.txt"]


def test_from_an_earlier_note_the_number_is_enough(here: Path, capsys: Captured) -> None:
    Project(here / "gammel").note(OLD)
    assert main(["init", "ny", "--from", "gammel"]) == 2
    assert "Bruk også --saksnr." in refusal(capsys)
    assert main(["init", "ny", "--from", "gammel", "--saksnr", "1/26", "--fra", "Rektor"]) == 0
    text = (here / "ny" / NOTE).read_text("utf-8")
    assert "fra: Rektor\n" in text
    assert "forrige: contributions/forrige.json\n" in text
    (here / "liste.txt").write_text("Universitetsbiblioteket\nNy avdeling\n")
    more = ["--from", "gammel", "--saksnr", "1/26", "--enheter", "liste.txt"]
    assert main(["init", "annet", *more]) == 0
    assert ids(here / "annet") == ["ub", "ny-avdeling"]


def test_what_is_there_is_left_as_it_is(here: Path, capsys: Captured) -> None:
    project = Project(here / "rot").note(OLD)
    before = (project.root / NOTE).read_bytes()
    assert main(["init", "rot", *SAID]) == 1
    assert "contributions/notat.md" in refusal(capsys)
    assert (project.root / NOTE).read_bytes() == before
    assert not (project.root / ".gitignore").exists()
    (here / "ny" / "contributions").mkdir(parents=True)
    (here / "ny" / "contributions" / "forrige.json").write_bytes(b"{}")
    assert main(["init", "ny", "--from", "rot", "--saksnr", "1/26"]) == 1
    assert "contributions/forrige.json" in refusal(capsys)
    assert names(here / "ny") == ["contributions"]


def test_somebodys_gitignore_stays_and_is_told(here: Path, capsys: Captured) -> None:
    (here / ".gitignore").write_text("*.tmp\n")
    assert main(["init", *SAID]) == 0
    assert "/build/ /.arkdoc/" in capsys.readouterr().err
    assert (here / ".gitignore").read_text() == "*.tmp\n"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (["--enheter", "finnes-ikke.txt"], "finnes-ikke.txt"),
        (["--enheter", "."], "vanlig fil"),
        (["--enheter", "tom.txt"], "Det er ingen enhet i tom.txt"),
        (["--enheter", "bilde.png"], "ikke en tekstfil"),
        (["--from", "finnes-ikke"], "finnes-ikke kan ikke brukes som forrige notat"),
        (["--from", "enheter.txt"], "enheter.txt kan ikke brukes som forrige notat"),
        (["--saksnr", "///"], "«///» er ikke noe saksnummer"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(
    said: list[str], reason: str, here: Path, capsys: Captured
) -> None:
    (here / "tom.txt").write_text("\n \n")
    (here / "bilde.png").write_bytes(bytes(range(256)) * 20)
    assert main(["init", "ny", *SAID, *said]) == 2
    assert reason in refusal(capsys)
    assert not (here / "ny").exists()


@pytest.mark.parametrize("command", ["build", "check", "status", "new --all"])
def test_where_there_is_no_note_every_command_names_init(
    command: str, here: Path, capsys: Captured
) -> None:
    assert main(command.split()) == 2
    assert "`arkdoc init`" in refusal(capsys)
    (here / "contributions").mkdir()
    assert main(command.split()) == 2
    assert "`arkdoc init`" in refusal(capsys)
