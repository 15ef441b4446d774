"""The commands on a system without POSIX: the names that Windows' Python lacks are taken away."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.preview import Preview, eventually
from tests.support.project import REPOSITORY, Project, word
from tests.support.word_packages import p, word_file

SHIM = REPOSITORY / "tests" / "support" / "without_posix"
PYTHONPATH = os.pathsep.join((str(SHIM), str(REPOSITORY)))


@pytest.fixture
def note(project: Project) -> Project:
    note = project.note().contribution("ub", "Alt er i orden.\n", path="b.md")
    return note.contribution("ub-gjovik", "Vi har felles quiz.\n")


def arkdoc(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "arkdoc", *command],
        env={**clean, "PYTHONPATH": PYTHONPATH, "ARKDOC_LANG": "nb"},
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done


def test_the_names_are_gone() -> None:
    code = "import os, signal; print(hasattr(os, 'O_NOFOLLOW'), hasattr(signal, 'SIGHUP'))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": PYTHONPATH}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "False False\n"


def test_a_note_is_built_checked_and_told_of(note: Project) -> None:
    built = arkdoc(note.root, "build", "--to", "docx,pdf,html")
    assert (built.returncode, built.stderr.count("ARK501")) == (0, 1)
    made = {file.suffix: file for file in (note.root / "build").glob("sak-*")}
    assert made.keys() == {".docx", ".pdf", ".html", ".json"}
    assert "Vi har felles quiz." in word(made[".docx"].read_bytes()).text()
    assert arkdoc(note.root, "check").returncode == 0
    assert "2 av 3" in arkdoc(note.root, "status").stdout
    assert arkdoc(note.root, "doctor").stdout.startswith("versjon ")


def test_a_final_note_is_kept(note: Project) -> None:
    note.contribution("studieadministrasjon", "Alt er i orden.\n")
    assert arkdoc(note.root, "build", "--final").returncode == 0
    assert len(list((note.root / "endelig").iterdir())) == 3


def test_a_note_is_begun_and_built(note: Project) -> None:
    begun = arkdoc(note.root, "init", "ny", "--from", ".", "--saksnr", "12/26")
    assert begun.returncode == 0, begun.stderr
    made = {file.name for file in (note.root / "ny" / "contributions").iterdir()}
    assert made == {"notat.md", "forrige.json"}
    assert arkdoc(note.root / "ny", "new", "--all").returncode == 0
    assert arkdoc(note.root / "ny", "build", "--to", "html").returncode == 0


def test_files_are_made_and_converted(note: Project) -> None:
    made = arkdoc(note.root, "new", "studieadministrasjon", "--word")
    assert made.stdout == "contributions/studieadministrasjon.docx\n"
    (note.root / "contributions" / "b.md").unlink()
    note.write("ub.docx", word_file(p("Enhet: Universitetsbiblioteket"), p("Teksten vår.")))
    converted = arkdoc(note.root, "convert", "ub.docx", "--yes")
    assert converted.returncode == 0, converted.stderr
    assert "Teksten vår." in (note.root / "contributions" / "ub.md").read_text("utf-8")
    assert (note.root / ".arkdoc" / "tidligere" / "ub" / "1" / "ub.docx").is_file()


def test_the_preview_follows_and_makes_files(note: Project) -> None:
    preview = Preview(note.root, PYTHONPATH=PYTHONPATH)
    try:
        assert "felles quiz" in preview.get().text
        note.contribution("ub-gjovik", "Vi har felles lunsj.\n")
        eventually(lambda: "felles lunsj" in preview.get().text)
        assert preview.get("/last-ned/pdf").content.startswith(b"%PDF")
    finally:
        preview.stop()
    assert not re.search("Traceback", "\n".join(preview.errors))
