"""`arkdoc doctor`: what a machine has and lacks, with its cure, and without Pango too."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest

from arkdoc.cli import main
from arkdoc.language.messages import in_language
from arkdoc.pipeline.load_style import theme_in
from arkdoc.report import doctor
from arkdoc.report.doctor import Requirement, install_command, requirements, write_requirement
from arkdoc.style.theme import builtin_styles
from tests.support.project import REPOSITORY

NB, EN = in_language("nb"), in_language("en")
FOLDER_LINES = 3
FONTS = {font.print: font.package for font in theme_in(builtin_styles()).fonts.values()}


def machine(
    monkeypatch: pytest.MonkeyPatch,
    pango: tuple[int, ...] = (1, 50, 12),
    subsetter: bool = True,
    families: frozenset[str] | None = frozenset(FONTS),
) -> None:
    monkeypatch.setattr(doctor, "_libraries", lambda: (pango, subsetter, families))


def programs(folder: Path, monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Make `names` the only programs on the path."""
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def test_all_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine(monkeypatch)
    monkeypatch.setenv("ARKDOC_LANG", "en")
    assert main(["doctor", "--root", str(tmp_path)]) == 0
    python = ".".join(map(str, sys.version_info[:3]))
    out, err = capsys.readouterr()
    assert err == ""
    first, *others = out.splitlines()
    assert re.fullmatch(r"version \S+ of arkdoc: in order", first)
    assert re.fullmatch(rf"Python {re.escape(python)} \(\w+ .+\): in order", others[0])
    assert others[1 : 3 + len(FONTS)] == [
        "Pango 1.50.12: in order",
        "HarfBuzz-Subset: in order",
        *(f"{family} (font): in order" for family in FONTS),
    ]
    assert main(["doctor", "-q", "--root", str(tmp_path)]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("pango", [(), (1, 43, 9)])
def test_without_a_new_enough_pango_no_pdf_can_be_made(
    pango: tuple[int, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine(monkeypatch, pango=pango)
    monkeypatch.setenv("ARKDOC_LANG", "nb")
    assert main(["doctor", "-q"]) == 1
    said = capsys.readouterr().out
    assert said.startswith("Pango 1.44 eller nyere: mangler, så PDF-en kan ikke lages. Installer ")


def test_another_font_is_no_reason_to_fail(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine(monkeypatch, subsetter=False, families=frozenset({"DejaVu Sans"}))
    assert main(["doctor", "-q"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" (")[0].split(":")[0] for line in lines] == ["HarfBuzz-Subset", *FONTS]


@pytest.mark.parametrize(
    ("manager", "user", "command"),
    [
        ("apt-get", 0, "apt-get install libpango-1.0-0 libpangoft2-1.0-0 " + FONTS["Carlito"]),
        ("apt-get", 7, "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 " + FONTS["Carlito"]),
        ("dnf", 7, "sudo dnf install pango 'font(carlito)'"),
        ("brew", 7, "brew install pango font-carlito"),
        ("pacman", 7, ""),
    ],
)
def test_the_cure_is_that_of_the_system(
    manager: str, user: int, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine(monkeypatch, pango=(), families=frozenset({"Liberation Mono"}))
    programs(tmp_path / "bin", monkeypatch, manager)
    monkeypatch.setattr(os, "geteuid", lambda: user)
    parts = doctor.missing(EN)
    assert install_command(parts) == command
    if manager == "pacman":
        monkeypatch.setattr(platform, "system", lambda: "Linux")
    said = write_requirement(parts[1], EN)
    cure = "Install it with `" if command else "Install it with your system's package manager."
    assert said.startswith(f"Carlito (font): missing. {cure}")


@pytest.mark.parametrize(
    ("system", "pango", "carlito"),
    [
        ("Windows", "`pacman -S mingw-w64-ucrt-x86_64-pango`", "fonts.google.com/specimen/Carlito"),
        ("Darwin", "`brew install pango`", "`brew install font-carlito`"),
    ],
)
def test_where_no_package_manager_is_the_cure_names_one_or_a_page(
    system: str, pango: str, carlito: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine(monkeypatch, pango=(), families=frozenset({"Liberation Mono"}))
    programs(tmp_path / "bin", monkeypatch)
    monkeypatch.setattr(platform, "system", lambda: system)
    said = [write_requirement(part, EN) for part in doctor.missing(EN)]
    assert pango in said[0]
    assert carlito in said[1]


def test_what_needs_no_cure_has_none() -> None:
    assert install_command([]) == ""
    assert write_requirement(Requirement("X 1", True, {}), NB) == "X 1: i orden\n"


def test_without_pango_fonts_are_looked_for_in_their_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine(monkeypatch, pango=(), families=None)
    monkeypatch.setattr(doctor, "_FONT_FOLDERS", (str(tmp_path),))
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "LiberationMono-Regular.ttf").touch()
    fonts = {part.name: part.found for part in requirements(EN) if "font" in part.name}
    assert fonts == {"Carlito (font)": False, "Liberation Mono (font)": True}


def test_a_machine_without_pango_gets_an_answer_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "weasyprint").mkdir()
    (tmp_path / "weasyprint" / "__init__.py").write_text(
        "print('WeasyPrint could not import some external libraries.')\n"
        "raise OSError('cannot load library libpango-1.0-0')\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "arkdoc", "doctor"],
        env={**os.environ, "PYTHONPATH": f"{tmp_path}:{REPOSITORY}", "ARKDOC_LANG": "en"},
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "")
    assert "WeasyPrint" not in done.stdout
    assert len(done.stdout.splitlines()) == 4 + len(FONTS) + FOLDER_LINES
    assert "so no PDF can be made" in done.stdout.splitlines()[2]
