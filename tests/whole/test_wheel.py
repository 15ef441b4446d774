"""The wheel, as pipx and uv install it: the whole product, used from a folder far from the checkout."""

from __future__ import annotations

import importlib.util
import os
import site
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from arkdoc.rules.output import NO_LAYOUT
from tests.support.preview import Preview
from tests.support.project import REPOSITORY, Project, codes
from tests.support.requirements import missing

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that has the wheel, and no path to the checkout."""
    if importlib.util.find_spec("hatchling") is None:
        missing("packages", "hatchling", required=False)
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-I", "-m", "pip", "--disable-pip-version-check", "-q"]
    offline = ["--no-deps", "--no-index"]
    build = [*pip, "wheel", *offline, "--no-build-isolation", "-w", str(folder), str(REPOSITORY)]
    subprocess.run(build, check=True, cwd=folder)
    (wheel,) = folder.glob("arkdoc-*.whl")
    venv.create(folder / "venv", symlinks=True)
    executable = folder / "venv" / "bin" / "python"
    install = [*pip, "--python", str(executable), "install", *offline, str(wheel)]
    subprocess.run(install, check=True, cwd=folder)
    # What arkdoc needs is where the tests run. The .pth files there, by which the checkout would be
    # found, are not followed from another one.
    (packages,) = (folder / "venv" / "lib").glob("*/site-packages")
    (packages / "needed.pth").write_text("".join(f"{p}\n" for p in site.getsitepackages()))
    return executable


@pytest.fixture
def note(project: Project) -> Project:
    """Texts that need the word lists, an identity number among them."""
    text = "Kari Nordmann er sykmeldt, født 01.01.1980.\n\nVi har felles quiz, f.eks. om høsten.\n"
    return project.note().contribution("ub-gjovik", text, dato="2019-02-20")


def arkdoc(python: Path, root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """What the installed command says in `root`."""
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [str(python.with_name("arkdoc")), *command],
        env={**clean, "ARKDOC_LANG": "nb"},
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_it_is_the_installed_one(python: Path, tmp_path: Path) -> None:
    code = "import arkdoc, sys; print(arkdoc.__file__); print(*sys.path, sep='\\n')"
    done = subprocess.run(
        [str(python), "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    first, *paths = done.stdout.splitlines()
    assert Path(first).is_relative_to(python.parent.parent)
    assert str(REPOSITORY) not in paths


def test_a_note_is_built_with_the_same_bytes_as_from_the_checkout(
    python: Path, note: Project
) -> None:
    built = arkdoc(python, note.root, "build", "--to", "docx,pdf,html")
    assert "Traceback" not in built.stderr
    result = note.build("docx", "pdf", "html")
    assert NO_LAYOUT.code not in codes(result)
    for ending, data in result.outputs.items():
        assert (note.root / "build" / f"sak-11-19.{ending}").read_bytes() == data, ending
    assert arkdoc(python, note.root, "build", "-q").stdout == ""


def test_the_word_lists_and_the_catalogues_are_inside(python: Path, note: Project) -> None:
    said = arkdoc(python, note.root, "check", "-v").stderr
    found = {code for code in codes(note.analyse()) if code.startswith("ARK4")}
    assert len(found) > 1
    assert all(code in said for code in found)
    assert "Det er ikke kommet noe bidrag fra" in said


def test_the_other_commands(python: Path, note: Project) -> None:
    status = arkdoc(python, note.root, "status")
    assert (status.returncode, "Seksjon Gjøvik" in status.stdout) == (0, True)
    made = arkdoc(python, note.root, "new", "ub", "--word")
    assert (made.returncode, made.stdout) == (0, "contributions/ub.docx\n"), made.stderr
    told = arkdoc(python, note.root, "doctor")
    assert "Pango" in told.stdout
    assert "Carlito" in told.stdout  # the house style says so
    assert "bilde uten alternativ tekst" in arkdoc(python, note.root, "explain", "ARK312").stdout
    assert '"saksnr"' in arkdoc(python, note.root, "schema", "note").stdout


def test_the_preview_shows_the_note_and_the_guide(python: Path, note: Project) -> None:
    preview = Preview(note.root, python=python, PYTHONPATH="")
    try:
        assert "felles quiz" in preview.get().text
        guide = preview.get("/veileder")
        assert guide.status_code == 200
        assert "<h1" in guide.text
        assert "data:image/png;base64," in guide.text
        assert preview.get("/last-ned/pdf").content.startswith(b"%PDF")
    finally:
        preview.stop()
    assert preview.errors == []
