"""The command line: commands, options, streams, exit statuses and languages (clause 10)."""

from __future__ import annotations

import gc
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from arkdoc import cli
from arkdoc.cli import main
from arkdoc.model.garbage import little_collecting
from arkdoc.report.command_table import COMMANDS
from tests.support.project import NOTE, REPOSITORY, Project
from tests.support.project import word as read_word
from tests.support.requirements import corpus
from tests.support.word_files import edited
from tests.support.word_notation import word_of

Captured = pytest.CaptureFixture[str]
BROKEN = '---\nenhet: ub-gjovik\nkontaktperson: "HMS\n---\nTekst.\n'


@pytest.fixture(autouse=True)
def _norwegian(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ARKDOC_LANG", "nb")


@pytest.fixture
def note(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A note with all contributions, and its root as the folder one is in."""
    project.note()
    project.contribution("studieadministrasjon", "Vi har laget en plan.\n")
    project.contribution("ub", "Biblioteket har fulgt opp.\n")
    project.contribution("ub-gjovik", "Komiteen er i gang igjen.\n")
    monkeypatch.chdir(project.root)
    return project


def run(
    *argv: str, cwd: Path, close: str = "", **environ: str
) -> subprocess.CompletedProcess[bytes]:
    """The command as a process of its own, in a bare environment."""
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "arkdoc", *argv],
        cwd=cwd,
        env={**clean, "PYTHONPATH": str(REPOSITORY), **environ},
        capture_output=True,
        check=False,
        timeout=120,
    )


def run_code(code: str, cwd: Path, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """A program as a process of its own, in a bare environment."""
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env={**clean, "PYTHONPATH": str(REPOSITORY), **environ},
        capture_output=True,
        check=False,
        timeout=120,
    )


def one_line(text: str) -> str:
    assert re.fullmatch(r"arkdoc: [^\n]+\n", text), text
    return text


# --- build -----------------------------------------------------------------------------------


def test_build_writes_the_files_and_names_them(note: Project, capsys: Captured) -> None:
    assert main(["build", "--to", "html"]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == ["build/sak-11-19.html", "build/sak-11-19.json"]
    assert err == ""
    assert (note.root / "build" / "sak-11-19.html").is_file()


def test_build_with_root_and_out(
    note: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["build", "--root", "rot", "--to", "html"]) == 0
    assert main(["build", "--root", "rot", "--out", "ut/her", "--to", "html"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "rot/build/sak-11-19.html",
        "rot/build/sak-11-19.json",
        "ut/her/sak-11-19.html",
        "ut/her/sak-11-19.json",
    ]


def test_root_may_stand_before_the_command(
    note: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rot").rename(tmp_path / "check")  # a folder that is called like a command
    for argv in ("--root check check", "--root=check -q check", "-v --root check check"):
        assert main(argv.split()) == 0
    assert main(["--root", "finnes-ikke", "check", "--root", "check"]) == 0
    capsys.readouterr()


def test_a_fault_in_a_contribution_is_status_1_and_the_rest_is_built(
    note: Project, capsys: Captured
) -> None:
    note.write("ub-gjovik.md", BROKEN)
    assert main(["build", "--to", "html"]) == 1
    out, err = capsys.readouterr()
    assert "build/sak-11-19.html" in out
    assert re.search(r"^contributions/ub-gjovik\.md:\d+:\d+: error ARK107 ", err, re.MULTILINE)
    assert "I alt: 1 feil" in err


def test_missing_and_draft_are_warnings(note: Project, capsys: Captured) -> None:
    (note.root / "contributions" / "ub-gjovik.md").unlink()
    note.contribution("ub", "Tekst.\n", status="utkast")
    assert main(["build", "--to", "html"]) == 0
    err = capsys.readouterr().err
    assert "warning ARK501" in err
    assert "warning ARK502" in err


def test_final_refuses_with_the_list_and_writes_nothing(note: Project, capsys: Captured) -> None:
    note.contribution("ub", "Tekst.\n", status="utkast")
    assert main(["build", "--final", "--to", "html"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "ARK502" in err
    assert err.endswith("Det endelige notatet er ikke laget: 1 ting står i veien.\n")
    assert not (note.root / "build").exists()


def test_final_builds_what_is_ready(note: Project, capsys: Captured) -> None:
    assert main(["build", "--final", "--to", "html"]) == 0
    assert "build/sak-11-19.html" in capsys.readouterr().out


def test_quiet_shows_errors_only(note: Project, capsys: Captured) -> None:
    (note.root / "contributions" / "ub.md").unlink()
    for argv in (["-q", "build", "--to", "html"], ["build", "--to", "html", "-q"]):
        assert main(argv) == 0
        assert capsys.readouterr() == ("", "")
    note.write("ub-gjovik.md", BROKEN)
    assert main(["check", "--quiet"]) == 1
    err = capsys.readouterr().err
    assert "ARK107" in err
    assert "ARK501" not in err
    assert "I alt" not in err


def edit(file: Path) -> bytes:
    """Edit a Word file, and give what is in it now."""
    file.write_bytes(edited(file.read_bytes()))
    return file.read_bytes()


def test_final_keeps_what_it_made_and_names_it(note: Project, capsys: Captured) -> None:
    assert main(["build", "--final", "--to", "html"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "build/sak-11-19.html",
        "build/sak-11-19.json",
        "endelig/Sak 11-19 – Status.html",
        "endelig/Sak 11-19 – Status.json",
    ]


@pytest.mark.parametrize("quiet", [[], ["-q"]])
@pytest.mark.parametrize("name", ["sak-11-19.docx", "sak-11-19-ny.docx", "Til prorektor.docx"])
def test_final_refuses_while_somebodys_edits_are_about(
    note: Project, capsys: Captured, name: str, quiet: list[str]
) -> None:
    assert main(["build", "-q", "--to", "docx"]) == 0
    build = note.root / "build"
    (build / name).write_bytes((build / "sak-11-19.docx").read_bytes())
    edit(build / name)
    note.contribution("ub", "Biblioteket har fulgt opp det meste.\n")
    before = {file: file.read_bytes() for file in build.iterdir() if file.is_file()}
    assert main(["build", "--final", "--to", "docx", *quiet]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert f"build/{name}: warning ARK901" in err
    assert "uten det som er skrevet der" in err
    argument = f'"build/{name}"' if " " in name else f"build/{name}"
    ways = (f"arkdoc apply {argument}", "ut av mappen", "--final --without-word-edits")
    for way in ways:
        assert way in err
    assert err.endswith("Det endelige notatet er ikke laget: 1 ting står i veien.\n")
    assert {file: file.read_bytes() for file in build.iterdir() if file.is_file()} == before
    assert not (note.root / "endelig").exists()


def test_final_lists_edits_with_all_else_that_is_in_the_way(
    note: Project, capsys: Captured
) -> None:
    main(["build", "-q", "--to", "docx"])
    edit(note.root / "build" / "sak-11-19.docx")
    note.contribution("ub", "Tekst.\n", status="utkast")
    assert main(["build", "--final", "--to", "docx"]) == 1
    err = capsys.readouterr().err
    assert "ARK901" in err
    assert "ARK502" in err
    assert err.endswith("2 ting står i veien.\n")


def test_final_without_word_edits(note: Project, capsys: Captured) -> None:
    main(["build", "-q", "--to", "docx"])
    docx = note.root / "build" / "sak-11-19.docx"
    theirs = edit(docx)
    note.contribution("ub", "Biblioteket har fulgt opp det meste.\n")
    assert main(["build", "-q", "--final", "--without-word-edits", "--to", "docx"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "ARK901" in err, "with -q too"
    assert docx.read_bytes() == theirs
    record = note.root / "endelig" / "Sak 11-19 – Status.json"
    assert json.loads(record.read_bytes())["withoutWordEdits"] is True


def test_edits_are_told_of_quietly_too(note: Project, capsys: Captured) -> None:
    main(["build", "-q", "--to", "docx"])
    edit(note.root / "build" / "sak-11-19.docx")
    note.contribution("ub", "Biblioteket har fulgt opp det meste.\n")
    assert main(["build", "-q", "--to", "docx"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "build/sak-11-19.docx: warning ARK901" in err
    assert "heter sak-11-19-ny.docx" in err
    assert "--without-word-edits" in err


def test_a_silenced_rule_does_not_let_final_pass(note: Project, capsys: Captured) -> None:
    note.note(NOTE.replace("enheter:", "tillat: [ARK901]\nenheter:", 1))
    main(["build", "-q", "--to", "docx"])
    edit(note.root / "build" / "sak-11-19.docx")
    assert main(["build", "--final", "--to", "docx"]) == 1
    assert "ARK901" in capsys.readouterr().err


def test_a_hostile_record_is_no_obstacle(project: Project, capsys: Captured) -> None:
    shutil.copytree(corpus() / "hostile" / "09-record", project.root, dirs_exist_ok=True)
    assert main(["build", "--root", str(project.root), "--to", "html"]) == 0
    assert "Traceback" not in capsys.readouterr().err


# --- folders that go away -----------------------------------------------------------------------


ANYTHING = [
    "", "build", "build --to html --out x", "build --final", "check", "check --format json",
    "status", "watch --port 0", "new ub", "new --all", "init",
    "init --saksnr 1/2 --tittel T --fra F --enheter x", "build --root x", "doctor", "explain",
    "explain ARK312", "schema note", "--help", "--version",
    *(f"{command.name} --help" for command in COMMANDS),
]  # fmt: skip


def in_a_gone_folder(folder: Path, commands: list[str]) -> list[tuple[int, str, str]]:
    """The status of each command and what it prints, in one process whose folder is gone."""
    gone = folder / "borte"
    gone.mkdir()
    code = (
        "import contextlib, io, json, os, sys\n"
        f"os.chdir({str(gone)!r}); os.rmdir({str(gone)!r})\n"
        "from arkdoc.cli import main\n"
        "done = []\n"
        f"for command in {commands!r}:\n"
        "    out, err = (io.TextIOWrapper(io.BytesIO(), 'utf-8') for _ in range(2))\n"
        "    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):\n"
        "        status = main(command.split())\n"
        "    done.append((status, *(s.detach().getvalue().decode() for s in (out, err))))\n"
        "print(json.dumps(done))\n"
    )
    done = run_code(code, cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    return [(status, out, err) for status, out, err in json.loads(done.stdout)]


@pytest.fixture(scope="module")
def gone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str, str]]:
    return dict(
        zip(ANYTHING, in_a_gone_folder(tmp_path_factory.mktemp("gone"), ANYTHING), strict=True)
    )


@pytest.mark.parametrize("argv", ANYTHING)
def test_a_current_folder_that_is_gone(argv: str, gone: dict[str, tuple[int, str, str]]) -> None:
    status, out, err = gone[argv]
    needs_none = argv.endswith(("--help", "--version")) or argv.split(" ")[0] in (
        "doctor", "explain", "schema",
    )  # fmt: skip
    assert "Traceback" not in err
    if needs_none:
        assert status in (0, 1)
        assert out
    else:
        assert status == 2
        one_line(err)


def test_another_root_needs_no_current_folder(note: Project, tmp_path: Path) -> None:
    commands = ("build --to docx,pdf,html", "check", "status", "new --all")
    assert " " not in str(note.root)
    done = in_a_gone_folder(tmp_path, [f"{command} --root {note.root}" for command in commands])
    assert [(status, err) for status, _, err in done if status] == []


def test_a_root_that_is_moved_during_the_build_does_not_come_back(
    note: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    from arkdoc.pipeline import build

    real = build.check

    def moved(*args: object) -> object:
        analysis = real(*args)  # type: ignore[arg-type]
        note.root.rename(tmp_path / "flyttet")
        return analysis

    monkeypatch.setattr(build, "check", moved)
    assert main(["build", "--to", "html", "--root", str(note.root)]) == 2
    assert "finnes ikke" in one_line(capsys.readouterr().err)
    assert not note.root.exists()
    assert not (tmp_path / "flyttet" / "build").exists()


@pytest.mark.parametrize("to", ["../utenfor.md", "mappe"])
def test_a_note_that_is_a_link_out_of_the_root_is_said_to_be_that(
    note: Project, capsys: Captured, to: str
) -> None:
    (note.root / "contributions" / "notat.md").rename(note.root.parent / "utenfor.md")
    (note.root / "contributions" / "mappe").mkdir()
    (note.root / "contributions" / "notat.md").symlink_to(
        note.root.parent / "utenfor.md" if to.startswith("..") else to
    )
    assert main(["check"]) == 2
    said = one_line(capsys.readouterr().err)
    assert "contributions/notat.md er en lenke" in said


@pytest.mark.parametrize("number", ['"///"', "…", "–"])
def test_a_case_number_that_nothing_can_be_called_by(
    note: Project, capsys: Captured, number: str
) -> None:
    note.note(NOTE.replace("11/19", number))
    assert main(["build", "--to", "html"]) == 2
    said = one_line(capsys.readouterr().err)
    assert "contributions/notat.md:2:" in said
    assert "`saksnr: 11/19`" in said
    assert not (note.root / "build").exists()


def test_unwritable_folder_is_status_2(note: Project, capsys: Captured) -> None:
    note.write("../fil", "ikke en mappe")
    assert main(["build", "--to", "html", "--out", "fil"]) == 2
    assert "mappen fil" in one_line(capsys.readouterr().err)


# --- check -----------------------------------------------------------------------------------


def test_check_of_a_sound_note(note: Project, capsys: Captured) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr() == ("", "I alt: ingen feil\n")
    assert not (note.root / "build").exists()


def test_infos_need_v(note: Project, capsys: Captured) -> None:
    note.contribution("ub", "# 1. Bakgrunn\n\nTekst.\n")
    assert main(["check"]) == 0
    assert "ARK202" not in capsys.readouterr().err
    for argv in (["check", "-v"], ["-v", "check"], ["--verbose", "check"]):
        assert main(argv) == 0
        assert "info ARK202 hand-numbering" in capsys.readouterr().err


def test_check_json_is_on_standard_output_alone(note: Project, capsys: Captured) -> None:
    note.write("ub-gjovik.md", BROKEN)
    assert main(["check", "--format", "json"]) == 1
    out, err = capsys.readouterr()
    assert err == ""
    diagnostics = json.loads(out)["diagnostics"]
    assert [d["code"] for d in diagnostics if d["severity"] == "error"] == ["ARK107"]
    assert list(diagnostics[0]) == [
        "code", "name", "severity", "path", "line", "column", "endLine", "endColumn",
        "message", "hint",
    ]  # fmt: skip


def test_check_sarif_and_github(note: Project, capsys: Captured) -> None:
    note.write("ub-gjovik.md", BROKEN)
    assert main(["check", "--format", "sarif"]) == 1
    assert json.loads(capsys.readouterr().out)["version"] == "2.1.0"
    assert main(["check", "--format", "github"]) == 1
    assert capsys.readouterr().err.startswith("::error file=contributions/ub-gjovik.md,line=")


def test_an_unusable_note_is_status_2_in_one_line_and_in_json(
    note: Project, capsys: Captured
) -> None:
    note.write("notat.md", NOTE.replace("saksnr: 11/19\n", ""))
    assert main(["check"]) == 2
    assert one_line(capsys.readouterr().err) == (
        "arkdoc: contributions/notat.md:2:1: Notatet kan ikke lages uten saksnr. "
        "Skriv for eksempel `saksnr: 11/19` øverst i contributions/notat.md.\n"
    )
    assert main(["check", "--format", "json"]) == 2
    out, err = capsys.readouterr()
    assert [d["code"] for d in json.loads(out)["diagnostics"]] == ["ARK104"]
    one_line(err)


# --- status ----------------------------------------------------------------------------------


def test_status_shows_units_and_what_is_missing(note: Project, capsys: Captured) -> None:
    (note.root / "contributions" / "ub-gjovik.md").unlink()
    assert main(["status"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert re.search(
        r"^Universitetsbiblioteket +contributions/ub\.md +endret [\d.]+ +ferdig", out, re.M
    )
    assert re.search(r"^  Seksjon Gjøvik +– +– +mangler", out, re.M)
    assert "2 av 3 bidrag er kommet." in out


def test_status_json(note: Project, capsys: Captured) -> None:
    assert main(["status", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [unit["id"] for unit in data["units"]] == ["studieadministrasjon", "ub", "ub-gjovik"]
    assert all(unit["state"] == "done" for unit in data["units"])


# --- new -------------------------------------------------------------------------------------

PROMPTS = """\
ledetråder:
  - "Hensikt: Hva ønsket vi å oppnå? --> og *så*?"
  - "1. Resultat_her: Virket det?"
  - Hva har dere lært?
  - "Kort:"
"""


@pytest.mark.parametrize("language", ["nb", "nn", "en", "se"])
@pytest.mark.parametrize("unit", ["studieadministrasjon", "ub", "ub-gjovik"])
def test_a_new_contribution_checks_clean_but_for_not_being_begun(
    note: Project, capsys: Captured, unit: str, language: str
) -> None:
    note.write("notat.md", NOTE.replace("enheter:", f"språk: {language}\n{PROMPTS}enheter:", 1))
    (note.root / "contributions" / f"{unit}.md").unlink()
    assert main(["new", unit]) == 0
    assert capsys.readouterr().out == f"contributions/{unit}.md\n"
    assert main(["check", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    assert [(d["code"], d["path"]) for d in found] == [("ARK514", f"contributions/{unit}.md")]


@pytest.mark.parametrize("language", ["nb", "nn", "en", "se"])
def test_a_new_form_checks_clean_but_for_not_being_begun(
    note: Project, capsys: Captured, language: str
) -> None:
    prompts = PROMPTS.replace("Hva har dere lært?", "Erfaring")  # a heading, in any language
    note.write("notat.md", NOTE.replace("enheter:", f"språk: {language}\n{prompts}enheter:", 1))
    for unit in ("ub", "ub-gjovik"):
        (note.root / "contributions" / f"{unit}.md").unlink()
    assert main(["new", "--all", "--word"]) == 0
    capsys.readouterr()
    assert main(["check", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    paths = ["contributions/ub-gjovik.docx", "contributions/ub.docx"]
    assert sorted((d["code"], d["path"]) for d in found) == [("ARK514", path) for path in paths]
    assert main(["status", "--format", "json"]) == 0
    units = json.loads(capsys.readouterr().out)["units"]
    assert {unit["id"]: unit["state"] for unit in units if unit["id"] != "studieadministrasjon"} == {
        "ub": "not begun", "ub-gjovik": "not begun",
    }  # fmt: skip


def test_new_without_prompts_is_clean_too(note: Project, capsys: Captured) -> None:
    (note.root / "contributions" / "ub-gjovik.md").unlink()
    assert main(["new", "seksjon  GJØVIK"]) == 0
    capsys.readouterr()
    assert main(["check", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    assert [d["code"] for d in found] == ["ARK514"]


def test_new_never_overwrites(note: Project, capsys: Captured) -> None:
    file = note.root / "contributions" / "ub-gjovik.md"
    before = file.read_bytes()
    assert main(["new", "ub-gjovik"]) == 1
    assert "contributions/ub-gjovik.md finnes fra før" in one_line(capsys.readouterr().err)
    assert file.read_bytes() == before


def test_new_for_a_unit_whose_file_has_another_name(note: Project, capsys: Captured) -> None:
    (note.root / "contributions" / "ub.md").rename(note.root / "contributions" / "annet.md")
    assert main(["new", "ub"]) == 1
    assert "contributions/annet.md" in one_line(capsys.readouterr().err)
    assert not (note.root / "contributions" / "ub.md").exists()


def test_new_does_not_write_over_what_is_no_contribution_of_the_unit(
    note: Project, capsys: Captured
) -> None:
    note.write("ub-gjovik.md", "---\nenhet: ub\n---\nTekst.\n")
    (note.root / "contributions" / "ub.md").unlink()
    assert main(["new", "ub-gjovik"]) == 1
    one_line(capsys.readouterr().err)


def test_new_all_makes_what_is_missing(note: Project, capsys: Captured) -> None:
    for name in ("ub.md", "ub-gjovik.md"):
        (note.root / "contributions" / name).unlink()
    assert main(["new", "--all"]) == 0
    assert capsys.readouterr().out == "contributions/ub.md\ncontributions/ub-gjovik.md\n"
    assert main(["new", "--all"]) == 0
    assert capsys.readouterr() == ("", "Ingen enheter mangler en fil.\n")


def test_new_in_word(note: Project, capsys: Captured) -> None:
    for name in ("ub.md", "ub-gjovik.md"):
        (note.root / "contributions" / name).unlink()
    assert main(["new", "seksjon gjøvik", "--word"]) == 0
    assert capsys.readouterr().out == "contributions/ub-gjovik.docx\n"
    made = note.root / "contributions" / "ub-gjovik.docx"
    before = made.read_bytes()
    assert ("Title", "Seksjon Gjøvik") in read_word(before).paragraphs()
    assert main(["new", "ub-gjovik", "--word"]) == 1
    assert "contributions/ub-gjovik.docx finnes fra før" in one_line(capsys.readouterr().err)
    assert main(["new", "--all", "--word"]) == 0
    assert "contributions/ub.docx\n" in capsys.readouterr().out
    assert made.read_bytes() == before
    assert main(["new", "studieadministrasjon", "--word"]) == 1, "it has a text file"
    assert not (note.root / "contributions" / "studieadministrasjon.docx").exists()


def test_new_for_a_name_that_two_units_have_lists_their_short_names(
    note: Project, capsys: Captured
) -> None:
    note.units({"hr-a": "Seksjon HR", "hr-b": "Seksjon HR", "hr": "Annet"})
    assert main(["new", "seksjon hr"]) == 2
    said = one_line(capsys.readouterr().err)
    assert "Mer enn én enhet heter «seksjon hr»" in said
    assert "hr-a, hr-b" in said
    assert main(["new", "hr-b"]) == 0


def test_new_for_an_unknown_name_suggests_a_short_name(note: Project, capsys: Captured) -> None:
    assert main(["new", "Seksjon Gjøvk"]) == 2
    assert "Mente du «ub-gjovik»?" in one_line(capsys.readouterr().err)


def test_instructions_name_the_line_to_replace_in_the_notes_language(
    note: Project, capsys: Captured
) -> None:
    for language, here in {"nb": "Skriv her", "en": "Write here", "se": "Čále dása"}.items():
        note.write("notat.md", NOTE.replace("enheter:", f"språk: {language}\nenheter:", 1))
        file = note.root / "contributions" / "ub-gjovik.md"
        file.unlink(missing_ok=True)
        assert main(["new", "ub-gjovik"]) == 0
        text = file.read_text("utf-8")
        assert text.count(here) == 2, text


@pytest.mark.parametrize("argv", [["new"], ["new", "--all", "ub"], ["new", "ub-gjovk"]])
def test_new_of_nothing_or_of_nobody_is_status_2(
    note: Project, capsys: Captured, argv: list[str]
) -> None:
    assert main(argv) == 2
    one_line(capsys.readouterr().err)


# --- explain, help, version -------------------------------------------------------------------


def test_explain(capsys: Captured) -> None:
    assert main(["explain", "ARK312"]) == 0
    assert "ARK312 bilde uten alternativ tekst (feil, image-without-alt)" in capsys.readouterr().out
    assert main(["explain"]) == 0
    assert "ARK502" in capsys.readouterr().out
    assert main(["explain", "ARK999"]) == 2
    one_line(capsys.readouterr().err)


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("name", ["", *(command.name for command in COMMANDS)])
def test_help_teaches(
    name: str, language: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARKDOC_LANG", language)
    monkeypatch.setenv("COLUMNS", "80")
    for option in ("--help", "-h"):
        assert main([*name.split(), option]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    words = {"nb": ("bruk:", "eksempler:", "valg:"), "en": ("usage:", "examples:", "options:")}
    for word in words[language]:
        assert word in out
    assert max(map(len, out.splitlines())) <= 80
    if not name:
        assert all(f"  {command.name} " in out for command in COMMANDS)


def test_help_comes_in_norwegian_throughout(capsys: Captured) -> None:
    for name in ("", *(command.name for command in COMMANDS)):
        main([*name.split(), "--help"])
    english = re.compile(r"\b(show|the|make|usage|options|default|and|(?<!-)with|ADDRESS|NUMBER)\b")
    assert not english.search(capsys.readouterr().out)


def test_an_option_without_its_value_is_told_from_one_that_takes_none(capsys: Captured) -> None:
    assert main(["build", "--to"]) == 2
    assert "Det mangler noe etter valget «--to»" in one_line(capsys.readouterr().err)
    assert main(["build", "--final=1"]) == 2
    assert "Valget «--final» er ikke brukt riktig" in one_line(capsys.readouterr().err)


def test_version(capsys: Captured) -> None:
    assert main(["--version"]) == 0
    assert re.fullmatch(r"arkdoc \S+\n", capsys.readouterr().out)


def test_every_command_and_option_is_documented() -> None:
    page = (REPOSITORY / "docs" / "cli.md").read_text("utf-8")
    for command in COMMANDS:
        assert f"\n## {command.name}\n" in page
        options = re.findall(r"--[\w-]+", command.usage)
        assert options == re.findall(r"--[\w-]+", " ".join(o.names for o in command.options))
        for option in options:
            assert f"`{option}" in page or f"{option} " in page
    for word in ("--quiet", "--verbose", "--version", "--help", "ARKDOC_LANG", "NO_COLOR", "130"):
        assert word in page


# --- what is not offered ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ([], "arkdoc build"),
        (["bygg"], "«bygg»"),
        (["biuld"], "Mente du «build»?"),
        (["build", "--fnal"], "Mente du «--final»?"),
        (["build", "--to"], "«--to»"),
        (["build", "--to", "docx,odt"], "«odt»"),
        (["build", "--to", ""], "docx, pdf, html"),
        (["build", "--final=ja"], "«--final»"),
        (["build", "her"], "«her»"),
        (["build", "--without-word-edits"], "--final"),
        (["build", "--final", "--without-edits"], "Mente du «--without-word-edits»?"),
        (["build", "--out", "endelig", "--to", "html"], "Mappen endelig"),
        (["check", "--final"], "«--final»"),
        (["check", "--format", "xml"], "«xml»"),
        (["status", "--format", "sarif"], "«sarif»"),
        (["--rot", "x", "build"], "Mente du «--root»?"),
        (["--root"], "«--root»"),
        (["--root", "finnes-ikke", "check"], "finnes-ikke"),
        (["--root", ".", "bygg"], "«bygg»"),
        (["--root", ".", "status", "--format"], "status --help"),
        (["--root", "check"], "arkdoc build"),
        (["-z"], "«-z»"),
        (["check", "--root", "finnes-ikke"], "finnes-ikke"),
    ],
)
def test_what_can_not_be_done_is_status_2_in_one_line(
    note: Project, capsys: Captured, argv: list[str], said: str
) -> None:
    assert main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in one_line(err)


def test_no_note_is_status_2(project: Project, capsys: Captured) -> None:
    for command in ("build", "check", "status"):
        assert main([command, "--root", str(project.root)]) == 2
        assert "notat.md" in one_line(capsys.readouterr().err)


# --- as a process ---------------------------------------------------------------------------------


def test_statuses_and_streams_of_a_process(note: Project) -> None:
    done = run("check", cwd=note.root)
    assert (done.returncode, done.stdout, done.stderr.decode()) == (0, b"", "I alt: ingen feil\n")
    note.write("ub-gjovik.md", BROKEN)
    assert run("check", cwd=note.root).returncode == 1
    assert run("check", "--rot", cwd=note.root).returncode == 2


@pytest.mark.parametrize("locale", ["C", "POSIX", "nb_NO.ISO-8859-1", ""])
def test_norwegian_letters_come_out_as_utf_8_under_any_locale(note: Project, locale: str) -> None:
    environ = {"LC_ALL": locale, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    (note.root / "contributions" / "ub-gjovik.md").unlink()
    code = "from arkdoc.cli import main\nmain(['status'])\nmain(['check'])\n"
    done = run_code(code, cwd=note.root, **environ)
    assert "Seksjon Gjøvik" in done.stdout.decode()
    assert "noe bidrag fra Seksjon Gjøvik" in done.stderr.decode()


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"LANG": "en_GB.UTF-8"}, "In all: no faults"),
        ({"LANG": "nb_NO.UTF-8"}, "I alt: ingen feil"),
        ({"LANG": "nb_NO.UTF-8", "ARKDOC_LANG": "en"}, "In all: no faults"),
    ],
)
def test_english_and_norwegian(
    environ: dict[str, str],
    said: str,
    note: Project,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
) -> None:
    monkeypatch.delenv("ARKDOC_LANG")
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert main(["check"]) == 0
    assert said in capsys.readouterr().err


def test_a_closed_pipe_is_quiet(note: Project) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    environ = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(
        [sys.executable, "-m", "arkdoc", "status"],
        cwd=note.root, env=environ, stdout=writer, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_one_line(note: Project) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "arkdoc", "status"],
            cwd=note.root,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    one_line(done.stderr.decode())


def test_no_streams_at_all(note: Project) -> None:
    command = f'"{sys.executable}" -m arkdoc check >&- 2>&-'
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=note.root, env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, check=False,
    )  # fmt: skip
    assert done.returncode == 0


def test_ctrl_c_is_status_130_without_a_traceback(note: Project) -> None:
    os.mkfifo(note.root / "vent")  # an answer that never comes
    code = (
        "import sys, arkdoc.cli as cli\n"
        "def wait(session):\n"
        "    print('klar', flush=True)\n"
        "    open('vent').read()\n"
        "cli._COMMANDS['check'] = wait\n"
        "sys.exit(cli.main(['check']))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=note.root, env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == b"klar\n"
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, b"")


def test_answers_at_once_without_the_heavy_libraries() -> None:
    code = (
        "import sys, arkdoc.cli as cli\n"
        "for argv in (['--version'], ['--help'], ['build', '--help'], ['explain', 'ARK312']):\n"
        "    assert cli.main(argv) == 0\n"
        "heavy = {'weasyprint', 'docx', 'lxml', 'PIL', 'yaml', 'markdown_it', 'pypdfium2'}\n"
        "sys.stderr.write(' '.join(sorted(heavy & set(sys.modules))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.stderr == b"", done.stderr


def test_checking_needs_none_of_what_writes(note: Project) -> None:
    note.write("gjovik.docx", word_of("<p>Enhet: Seksjon Gjøvik</p><p>Vi har møttes.</p>"))
    code = (
        "import sys, arkdoc.cli as cli\n"
        "cli.main(['check', '-q'])\n"
        "sys.exit(bool({'weasyprint', 'docx', 'pypdfium2', 'arkdoc.write'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=note.root, env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)


@pytest.mark.parametrize(
    ("command", "unneeded"),
    [
        (
            "check",
            "importlib.metadata subprocess pickle lxml arkdoc.read.word arkdoc.pipeline.render",
        ),
        ("status", "importlib.metadata subprocess pickle lxml arkdoc.read.word arkdoc.write"),
        ("build --to html", "weasyprint docx pypdfium2 arkdoc.write.docx arkdoc.write.pdf"),
        ("build --to docx", "weasyprint pypdfium2 arkdoc.write.pdf.engine"),
    ],
)
def test_a_command_imports_no_more_than_it_needs(
    note: Project, command: str, unneeded: str
) -> None:
    """Of a note in Markdown, without a drawing."""
    code = (
        "import sys, arkdoc.cli as cli\n"
        f"cli.main('{command} -q'.split())\n"
        f"sys.stderr.write(' '.join(m for m in '{unneeded}'.split() if m in sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=note.root, env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_command_that_goes_on_looks_for_garbage_as_usual(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = []
    for command in ("check", "watch"):
        monkeypatch.setitem(cli._COMMANDS, command, lambda _: seen.append(gc.get_threshold()) or 0)
    usual = gc.get_threshold()
    with little_collecting():
        assert main(["check"]) == main(["watch"]) == 0
    assert seen[0][0] > 10 * usual[0]
    assert seen[1] == usual == gc.get_threshold()


def test_what_is_no_terminal_needs_no_rich(note: Project) -> None:
    note.write("ub-gjovik.md", BROKEN)
    code = (
        "import sys, arkdoc.cli as cli\n"
        "for command in ('check', 'build --to html', 'status', 'explain ARK312', 'doctor'):\n"
        "    cli.main(command.split())\n"
        "sys.exit('rich' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=note.root, env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0


# --- on a terminal --------------------------------------------------------------------------------


def on_terminal(code: str, cwd: Path, **environ: str) -> str:
    """What a terminal of 80 columns gets to see of a Python program."""
    import fcntl
    import pty
    import struct
    import termios

    main_end, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    clean = {
        name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")
    }
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=cwd,
        env={**clean, "PYTHONPATH": str(REPOSITORY), "TERM": "xterm", **environ},
        stdin=terminal, stdout=terminal, stderr=terminal,
    )  # fmt: skip
    os.close(terminal)
    seen = b""
    while True:
        try:
            piece = os.read(main_end, 65536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    process.wait(timeout=60)
    os.close(main_end)
    return seen.decode().replace("\r\n", "\n")


CHECK = "import sys, arkdoc.cli as cli\nsys.exit(cli.main(['check']))\n"


def test_a_terminal_gets_colours_and_carets(note: Project) -> None:
    note.write("ub-gjovik.md", "---\nenhet: ub-gjovik\ndato: 30.02.2019\n---\nTekst.\n")
    seen = on_terminal(CHECK, note.root)
    assert "\x1b[1;31merror\x1b[0m ARK130" in seen
    plain = re.sub(r"\x1b\[[\d;]*m", "", seen)
    assert "  3 | dato: 30.02.2019\n    |       ^^^^^^^^^^\n" in plain
    assert max(map(len, plain.splitlines())) <= 80


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colours_can_be_declined(note: Project, environ: dict[str, str]) -> None:
    note.write("ub-gjovik.md", BROKEN)
    seen = on_terminal(CHECK, note.root, **environ)
    assert "\x1b" not in seen
    assert "^" in seen


def test_a_progress_line_comes_after_a_second_and_goes_again(note: Project) -> None:
    code = (
        "import time\n"
        "from arkdoc.report.console import Console\n"
        "console = Console()\n"
        "with console.progress(quiet=False) as say:\n"
        "    say('Leser bidragene')\n"
        "    time.sleep(2.5)\n"
        "    say('Setter opp [sidene]')\n"
        "    time.sleep(0.5)\n"
        "with console.progress(quiet=False) as say:\n"
        "    say('Går fort')\n"
        "console.out('ferdig\\n')\n"
    )
    seen = on_terminal(code, note.root)
    # Drawn again, as often as the machine has time for.
    shown = re.sub(r"\r\x1b\[2K[-\\|/] (Leser bidragene|Setter opp \[sidene\]) …", "", seen)
    assert "\x1b[?25l" not in seen  # who kills it keeps a cursor
    assert shown in ("- Leser bidragene …\n\r\x1b[1A\x1b[2Kferdig\n",)
    assert "Setter opp [sidene] …" in seen
    assert "Går fort" not in seen
    for environ, options in (({"TERM": "dumb"}, "False"), ({}, "True")):
        quiet = code.replace("quiet=False", f"quiet={options}")
        assert on_terminal(quiet, note.root, **environ) == "ferdig\n"


def test_a_width_of_nothing_is_not_believed(note: Project) -> None:
    code = "from arkdoc.report.console import Console; print(Console().err_style.width)"
    assert on_terminal(code, note.root, COLUMNS="0") == "80\n"


def test_a_schema_of_nothing_says_which_there_are(capsys: Captured) -> None:
    assert main(["schema"]) == 2
    said = capsys.readouterr().err
    assert "`arkdoc schema note`" in said
    assert "«»" not in said
