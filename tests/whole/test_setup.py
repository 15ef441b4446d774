"""Set-up: tools/bootstrap, tools/test-tools and tools/clean, with stand-ins for pip and apt."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from tests.support.project import REPOSITORY

ALL_THERE = "\n\n"


class Checkout:
    """A copy of what set-up reads; its commands are recorded and not run.

    `answers` are what the doctor says, one after the other.
    """

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.commands: list[list[str]] = []
        self.answers = [ALL_THERE]
        self.failing = ""
        shutil.copytree(REPOSITORY / "tools", root / "tools")
        for name in ("pyproject.toml", "constraints.txt", "Makefile"):
            shutil.copy(REPOSITORY / name, root)
        path = root / "tools" / "bootstrap.py"
        spec = importlib.util.spec_from_file_location("bootstrap", path)
        assert spec is not None
        assert spec.loader is not None
        self.setup: ModuleType = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.setup)
        monkeypatch.setattr(self.setup, "run", self._run)
        # A process holds the lock until it ends, and here one process sets up several times.
        monkeypatch.setattr(self.setup, "wait_for_others", lambda: None)
        monkeypatch.setattr(self.setup.os, "geteuid", lambda: self.user)
        found = SimpleNamespace(which=lambda name: name in self.programs or None)
        monkeypatch.setattr(self.setup, "shutil", found)
        self.user = 0
        self.programs = {"apt-get"}

    def _run(self, *command: str, fault: str = "") -> str:
        if command[0] == "sh":
            return "fingerprint"
        if command[-1] == self.setup.ASK_DOCTOR:
            return self.answers.pop(0)
        self.commands.append(list(command))
        if self.failing and self.failing in command:
            raise self.setup.SetupError(f"{fault}; the lines above say why.")
        if "venv" in command:
            (self.root / ".venv" / "bin").mkdir(parents=True)
            (self.root / ".venv" / "bin" / "python").touch()
        if "download" in command:
            raise self.setup.SetupError("no network here")
        return ""

    @property
    def ready(self) -> set[str]:
        """The purposes that `.venv` is stamped for."""
        return {path.name for path in (self.root / ".venv").glob(".ready-*")}

    def apt(self) -> list[list[str]]:
        """What apt-get was asked to do, without its options."""
        asked = [command for command in self.commands if command[0] == "apt-get"]
        wanted = [[word for word in command if "=" not in word] for command in asked]
        return [[word for word in command[1:] if not word.startswith("-")] for command in wanted]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    return Checkout(tmp_path / "arkdoc", monkeypatch)


def test_a_machine_that_lacks_nothing(checkout: Checkout) -> None:
    assert checkout.setup.main("run") == 0
    assert [[word for word in c if word in ("venv", "pip")] for c in checkout.commands] == [
        ["venv"], ["pip"],
    ]  # fmt: skip
    assert checkout.commands[1][-4:] == ["--constraint", "constraints.txt", "--editable", "."]
    assert checkout.ready == {".ready-run"}
    assert checkout.setup.main("run") == 0
    assert len(checkout.commands) == 2


def test_root_on_debian_gets_what_the_doctor_names(checkout: Checkout) -> None:
    checkout.answers = [
        "Fontconfig warning: of no interest\nPango, Carlito (font)\napt-get install libpango carlito\n",
        ALL_THERE,
    ]
    assert checkout.setup.main("run") == 0
    assert checkout.apt() == [["update"], ["install", "libpango", "carlito"]]
    assert checkout.ready == {".ready-run"}


@pytest.mark.parametrize(
    ("user", "programs", "command", "cure"),
    [
        (7, {"apt-get"}, "sudo apt-get install libpango", "sudo apt-get install libpango"),
        (0, {"dnf"}, "dnf install pango", "dnf install pango"),
        (7, set(), "", "install with your system's package manager"),
    ],
)
def test_elsewhere_one_line_names_it_with_its_cure(
    user: int,
    programs: set[str],
    command: str,
    cure: str,
    checkout: Checkout,
    capsys: pytest.CaptureFixture[str],
) -> None:
    checkout.user, checkout.programs = user, programs
    checkout.answers = [f"Pango 1.44 or newer, Carlito (font)\n{command}\n"]
    assert checkout.setup.main("run") == 2
    assert capsys.readouterr().err == (
        f"arkdoc: cannot set up .venv: missing Pango 1.44 or newer, Carlito (font): {cure}\n"
    )
    assert checkout.apt() == []
    assert checkout.ready == set()


def test_what_apt_could_not_install_is_named(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    checkout.answers = ["Pango\napt-get install libpango\n"] * 2
    assert checkout.setup.main("run") == 2
    assert "missing Pango: apt-get install libpango" in capsys.readouterr().err


def test_the_venv_module_is_debians_package(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    checkout.user = 7
    assert checkout.setup.main("run") == 2
    assert "venv module: sudo apt-get install python3-venv\n" in capsys.readouterr().err
    assert checkout.commands == []
    checkout.user = 0
    assert checkout.setup.main("run") == 0
    assert checkout.apt() == [["update"], ["install", "python3-venv"]]


def test_tests_need_more_and_go_without_examples(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checkout.setup.main("test") == 0
    assert checkout.commands[1][-1] == ".[test]"
    assert "CommonMark examples" in capsys.readouterr().err
    assert checkout.ready == {".ready-run", ".ready-test"}
    checkout.answers = [ALL_THERE]
    assert checkout.setup.main("bench") == 0
    assert checkout.ready == {".ready-run", ".ready-test", ".ready-bench"}
    assert sum("venv" in command for command in checkout.commands) == 1


def test_other_pins_or_a_failed_run_start_afresh(checkout: Checkout) -> None:
    assert checkout.setup.main("run") == 0
    (checkout.root / ".venv" / ".ready-run").unlink()
    checkout.failing, checkout.answers = "install", [ALL_THERE]
    assert checkout.setup.main("run") == 2
    assert checkout.ready == set()
    (checkout.root / "constraints.txt").write_text("lxml==6.0.0\n")
    shutil.rmtree(checkout.root / ".venv" / "bin")
    checkout.failing = ""
    assert checkout.setup.main("run") == 0
    assert sum("venv" in command for command in checkout.commands) == 2


def test_a_linked_environment_is_left_alone(checkout: Checkout, tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "keep").touch()
    (checkout.root / ".venv").symlink_to(tmp_path / "shared")
    assert checkout.setup.main("run") == 0
    assert (tmp_path / "shared" / "keep").exists()
    assert not (checkout.root / ".venv").is_symlink()


def test_the_question_to_the_doctor_has_two_lines_for_an_answer(checkout: Checkout) -> None:
    done = subprocess.run(
        [sys.executable, "-c", checkout.setup.ASK_DOCTOR],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    names, command = done.stdout.splitlines()
    assert bool(names) == bool(command)


# --- the shell scripts -------------------------------------------------------------------------


def shell(
    script: str, *arguments: str, cwd: Path, path: str | None = None, **environ: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(cwd / "tools" / script), *arguments],
        cwd=cwd, env={"PATH": path or os.environ["PATH"], **environ},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_python_that_is_too_old_is_told(checkout: Checkout) -> None:
    done = shell("bootstrap", "run", cwd=checkout.root, PYTHON="/bin/false")
    assert done.returncode == 2
    assert done.stderr.startswith("arkdoc needs Python 3.11 or newer; PYTHON=/bin/false is not")
    assert shell("bootstrap", "no-such-mode", cwd=checkout.root).returncode == 2


def stand_ins(folder: Path, **scripts: str) -> str:
    """A path with these programs, and those that a shell script needs anyhow."""
    folder.mkdir()
    for name in ("grep", "sh"):
        (folder / name).symlink_to(shutil.which(name) or name)
    for name, script in scripts.items():
        program = folder / name.replace("_", "-")
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    return str(folder)


def logging(path: Path) -> str:
    return f'echo "$@" >> {path}'


@pytest.mark.parametrize("user", ["0", "7"])
def test_test_tools_are_installed_by_root_only(
    user: str, checkout: Checkout, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    path = stand_ins(
        tmp_path / "bin", id=f"echo {user}", apt_get=logging(log), localedef="", chromium_headless_shell="",
        nginx="", openssl="", locale="echo nb_NO.utf8",
    )  # fmt: skip
    done = shell("test-tools", cwd=checkout.root, path=path)
    assert done.returncode == 0
    if user == "7":
        assert not log.exists()
    else:
        asked = log.read_text().splitlines()
        assert asked[0].endswith(" update")
        assert asked[1].endswith(
            " --no-install-recommends libreoffice-writer libreoffice-calc poppler-utils"
        )


def test_test_tools_that_are_there_are_left_alone(checkout: Checkout, tmp_path: Path) -> None:
    log = tmp_path / "log"
    path = stand_ins(
        tmp_path / "bin", id="echo 0", apt_get=logging(log), soffice="", localc="", chromium_headless_shell="", pdftotext="",
        nginx="", openssl="", locale="echo nb_NO.UTF-8",
    )  # fmt: skip
    assert shell("test-tools", cwd=checkout.root, path=path).returncode == 0
    assert not log.exists()


def test_clean_keeps_a_word_file_that_was_edited_by_hand(checkout: Checkout) -> None:
    build = checkout.root / "build"
    build.mkdir()
    (build / "sak-1.docx").write_bytes(b"edited")
    (build / "sak-1.json").write_text("{}")
    (build / "sak-1.pdf").touch()
    done = shell("clean", cwd=checkout.root)
    assert done.returncode == 0
    assert "Kept build/sak-1.docx" in done.stderr
    assert {path.name for path in build.iterdir()} == {"sak-1.docx", "sak-1.json"}


def test_clean_keeps_word_files_in_folders_and_by_other_names_too(checkout: Checkout) -> None:
    build = checkout.root / "build"
    (build / "til prorektor").mkdir(parents=True)
    known = build / "sak-1.docx"
    known.write_bytes(b"as it was built")
    record = (
        f'{{"outputs": {{"sak-1.docx": {{"sha256": "{sha256(b"as it was built").hexdigest()}"}}}}}}'
    )
    (build / "sak-1.json").write_text(record)
    edited = [build / "Rettet.DOCX", build / "makro.docm", build / "til prorektor" / "sak 1.docx"]
    for file in edited:
        file.write_bytes(b"edited")
    assert shell("clean", cwd=checkout.root).returncode == 0
    assert not known.exists()
    assert all(file.read_bytes() == b"edited" for file in edited)
    for file in edited:
        file.unlink()
    os.mkfifo(build / "sak-2.json")  # a pipe would be waited for
    assert shell("clean", cwd=checkout.root).returncode == 0
    assert not build.exists()


def test_clean_never_touches_what_can_not_be_made_again(checkout: Checkout) -> None:
    kept = {}
    for folder in ("endelig", ".arkdoc", ".arkdoc/tidligere/a/1", "endelig/__pycache__"):
        (checkout.root / folder).mkdir(parents=True)
        for name in ("Sak 1 – Status.docx", "Sak 1 – Status.json", ".arkdoc-abcdefgh", "x.pyc"):
            file = checkout.root / folder / name
            file.write_bytes(folder.encode())
            kept[file] = folder.encode()
    (checkout.root / "build").mkdir()
    (checkout.root / "build" / "sak-1.pdf").touch()
    (checkout.root / "annet" / "__pycache__").mkdir(parents=True)
    assert shell("clean", cwd=checkout.root).returncode == 0
    assert {file: file.read_bytes() for file in kept} == kept
    assert not (checkout.root / "build").exists()
    assert not (checkout.root / "annet" / "__pycache__").exists()


@pytest.mark.parametrize(
    ("given", "options"),
    [
        ("", ""),
        ("FINAL=0", ""),
        ("FINAL=1", " --final"),
        ("FINAL=1 WITHOUT_WORD_EDITS=1", " --final --without-word-edits"),
        ("FINAL=1 WITHOUT_WORD_EDITS=nei", " --final"),
    ],
)
def test_make_notat_passes_its_options_on(given: str, options: str) -> None:
    done = subprocess.run(
        ["make", "--dry-run", "notat", *given.split()],
        cwd=REPOSITORY, capture_output=True, text=True, check=True,
    )  # fmt: skip
    [line] = [line for line in done.stdout.splitlines() if "arkdoc build" in line]
    assert " ".join(line.partition("arkdoc build")[2].split()) == options.strip()


def test_modules_are_compiled_once_whatever_the_environment_says() -> None:
    """All of them anew takes longer than most commands."""
    done = subprocess.run(
        ["make", "--no-print-directory", "-f", "Makefile", "-f", "-", "show"],
        cwd=REPOSITORY, input="show:\n\t@env\n", capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert "PATH=" in done.stdout
    assert "PYTHONDONTWRITEBYTECODE" not in done.stdout
