"""A build of which nothing has changed: told without building; anything else is built."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import arkdoc.deliver.make_note
import arkdoc.pipeline.unchanged as unchanged
from arkdoc.cli import main
from arkdoc.pipeline import build_list, dependencies
from tests.support.project import KITCHEN, Project, png
from tests.support.word_packages import p, word_file

DOCX = frozenset({"docx"})
pytestmark = pytest.mark.skipif(
    not dependencies._MAPS.exists(), reason="what a process has open is known on Linux alone"
)


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with a Word file, a picture, an attachment and a house style, built to DOCX."""
    project = Project(tmp_path_factory.mktemp("built"))
    project.units({"a": "Enhet A", "b": "Enhet B"})
    note = (project.root / "contributions" / "notat.md").read_text("utf-8")
    note = note.replace("dato:", "vedlegg: [Plan (plan.txt)]\ndato:")
    project.note(note).write("vedlegg/plan.txt", "Planen.\n")
    project.contribution("a", "Ring 22 22 22 22 i dag.\n\n![En figur](f.png)\n")
    project.write("f.png", png())
    project.write("b.docx", word_file(p("Enhet: Enhet B"), p("Vi har en plan.")))
    (project.root / "styles").mkdir()
    (project.root / "styles" / "tokens.toml").write_text("", "utf-8")
    assert main(["build", "--root", str(project.root), "--to", "docx", "-q"]) == 0
    return project.root


@pytest.fixture
def root(built_once: Path, tmp_path: Path) -> Path:
    """A copy of it, in which no file is younger than the build."""
    copy = tmp_path / "root"
    shutil.copytree(built_once, copy, symlinks=True)
    return copy


def is_found(root: Path) -> bool:
    return unchanged.find_unchanged(root, DOCX, root / "build") is not None


def test_nothing_changed(root: Path) -> None:
    assert is_found(root)


def _append(path: str) -> Callable[[Path], object]:
    return lambda root: (root / path).write_bytes((root / path).read_bytes() + b"\n")


def _same_time_and_size(path: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        file = root / path
        before, data = file.stat(), file.read_bytes()
        file.write_bytes(data[:-2] + bytes([data[-2] ^ 1]) + data[-1:])
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    return change


def _remove(path: str) -> Callable[[Path], object]:
    return lambda root: (root / path).unlink()


def _write(path: str, text: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")

    return change


def _lose_base(root: Path) -> None:
    next((root / ".arkdoc" / "grunnlag").glob("*.json")).unlink()


def _lose_a_file_of_the_base(root: Path) -> None:
    next((root / ".arkdoc" / "grunnlag" / "filer").iterdir()).unlink()


CHANGES: dict[str, Callable[[Path], object]] = {
    "a text": _append("contributions/a.md"),
    "a text of the same time and size": _same_time_and_size("contributions/a.md"),
    "notat.md": _append("contributions/notat.md"),
    "a Word file": _append("contributions/b.docx"),
    "a picture": _append("contributions/f.png"),
    "an attachment": _same_time_and_size("contributions/vedlegg/plan.txt"),
    "a text that is gone": _remove("contributions/a.md"),
    "a new text": _write("contributions/c.md", "Ny.\n"),
    "a file that is not read": _write("contributions/regneark.xlsx", "Hører ikke til.\n"),
    "the style": _append("styles/tokens.toml"),
    "a template": _write("styles/notat.docx", "ingen Word-fil"),
    "an output that was edited": _append("build/sak-11-19.docx"),
    "an output that is gone": _remove("build/sak-11-19.docx"),
    "the record": _append("build/sak-11-19.json"),
    "a copy of an attachment": _remove("build/vedlegg/plan.txt"),
    "the base": _lose_base,
    "a file of the base": _lose_a_file_of_the_base,
    "the list": _remove("build/.cache/bygg"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_has_changed_is_built(root: Path, what: str) -> None:
    CHANGES[what](root)
    assert not is_found(root)


def test_other_outputs_or_another_folder_are_built(root: Path) -> None:
    assert unchanged.find_unchanged(root, {"docx", "html"}, root / "build") is None
    shutil.copytree(root / "build", root / "ut")
    assert unchanged.find_unchanged(root, DOCX, root / "ut") is None


def test_nothing_is_left_in_a_folder_that_somebody_chose(root: Path) -> None:
    assert (
        main(["build", "--root", str(root), "--out", str(root / "ut"), "--to", "docx", "-q"]) == 0
    )
    assert not (root / "ut" / ".cache").exists()


@pytest.mark.parametrize("name", ["sak-11-19.docx", "vedlegg/plan.txt"])
def test_what_is_saved_while_the_build_ends_is_not_taken_for_built(
    root: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody saves an output, or an attachment, right before the list is written."""
    remember = unchanged.remember
    place = {"sak-11-19.docx": "build", "vedlegg/plan.txt": "contributions"}[name]

    def saved_meanwhile(*args: Any) -> None:
        _append(f"{place}/{name}")(root)
        remember(*args)

    monkeypatch.setattr(arkdoc.pipeline.unchanged, "remember", saved_meanwhile)
    (root / "build" / ".cache" / "bygg").unlink()
    assert main(["build", "--root", str(root), "--to", "docx", "-q"]) == 0
    assert not is_found(root)


def test_another_output_of_the_record_that_is_gone(root: Path) -> None:
    for targets in ("docx,html", "docx"):
        assert main(["build", "--root", str(root), "--to", targets, "-q"]) == 0
    assert is_found(root)
    (root / "build" / "sak-11-19.html").unlink()
    assert not is_found(root)


@pytest.mark.parametrize("name", ["FONTCONFIG_FILE", "XDG_DATA_HOME", "LD_LIBRARY_PATH"])
def test_another_environment_is_built(
    root: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, str(root / "annet"))
    assert not is_found(root)


def test_the_language_of_the_day_may_be_another(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert is_found(root)


def test_other_versions_are_built(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unchanged, "versions", lambda: {"arkdoc": "99.0"})
    assert not is_found(root)


def _kept(root: Path) -> dict[str, Any]:
    listed = root / "build" / ".cache" / "bygg"
    kept: dict[str, Any] = json.loads(listed.read_bytes().partition(b"\n")[2])
    return kept


def _keep(root: Path, kept: dict[str, Any]) -> None:
    data = build_list.signed(json.dumps(kept).encode())
    (root / "build" / ".cache" / "bygg").write_bytes(data)


@pytest.mark.parametrize(
    "of",
    ["font", "native library", "module", "word list", "folder of fonts", "package", "library path"],
)
def test_what_a_build_depends_on_on_the_machine(root: Path, of: str) -> None:
    """One of its files is said to have been another, as it is after an upgrade."""
    kept = _kept(root)
    is_of: Callable[[str], bool] = {
        "font": lambda path: path.endswith((".ttf", ".otf")),
        "native library": lambda path: ".so" in path and "pango" in path,
        "module": lambda path: path.endswith("markdown_it/main.py"),
        "word list": lambda path: "arkdoc/check" in path and not path.endswith(".py"),
        "folder of fonts": lambda path: path == "/usr/share/fonts",
        "package": lambda path: path.endswith("-packages"),
        "library path": lambda path: path == "/etc/ld.so.cache",
    }[of]
    paths = [path for path in kept["stamps"] if is_of(path)]
    if of not in ("font", "native library"):  # of a DOCX no page need be laid out
        assert paths
    for path in paths:
        size, time = kept["stamps"][path]
        kept["stamps"][path] = [size, time - 1]
        _keep(root, kept)
        assert not is_found(root)


def test_a_font_that_has_come_is_seen(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fonts = tmp_path / "data" / "fonts"
    fonts.mkdir(parents=True)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    stamps = dependencies.stamps_of((), before_ns=2**62)
    assert stamps is not None
    assert dependencies.are_as_then(stamps)
    (fonts / "ny").mkdir()
    assert not dependencies.are_as_then(stamps)


def test_what_was_changed_during_the_build_is_not_known(tmp_path: Path) -> None:
    newest = max(time for _, time in (dependencies.stamps_of((), 2**62) or {}).values())
    assert dependencies.stamps_of((), newest) is None


def test_a_list_that_is_damaged_or_of_another_format_is_built(root: Path) -> None:
    listed = root / "build" / ".cache" / "bygg"
    whole = listed.read_bytes()
    for damaged in (b"", b"\n", whole[:-1], whole[:70], whole.replace(b"0", b"1", 1), whole + b" "):
        listed.write_bytes(damaged)
        assert not is_found(root)
    _keep(root, {**json.loads(whole.partition(b"\n")[2]), "format": 2})
    assert not is_found(root)
    listed.write_bytes(whole)
    assert is_found(root)


# --- as the command says it ------------------------------------------------------------------


@pytest.fixture
def kitchen(tmp_path: Path) -> Path:
    shutil.copytree(KITCHEN / "contributions", tmp_path / "contributions")
    return tmp_path


@pytest.mark.sampled(2)
@pytest.mark.parametrize(("language", "to"), [("nb", "docx"), ("en", "html")])
def test_the_command_says_the_same_and_leaves_the_files_alone(
    kitchen: Path,
    language: str,
    to: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "nb_NO.UTF-8")
    build = ["build", "--root", str(kitchen), "--to", to, "-v"]
    main(build)
    capsys.readouterr()
    monkeypatch.setenv("LC_ALL", f"{language}.UTF-8")
    status = main([*build, "--force"])
    said = capsys.readouterr()
    assert said.err
    files = {file: file.stat() for file in (kitchen / "build").rglob("*")}
    monkeypatch.setattr(arkdoc.deliver.make_note, "make_note", _not_again)
    assert main(build) == status
    assert capsys.readouterr() == said
    after = {file: file.stat() for file in (kitchen / "build").rglob("*")}
    assert {f: (s.st_ino, s.st_mtime_ns) for f, s in after.items()} == {
        f: (s.st_ino, s.st_mtime_ns) for f, s in files.items()
    }


def _not_again(*_: object, **__: object) -> None:
    raise AssertionError("built, although nothing has changed")


def test_a_final_note_is_always_made(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arkdoc.deliver.make_note, "make_note", _not_again)
    build = ["build", "--root", str(root), "--to", "docx", "-q"]
    assert main(build) == 0
    for more in ("--final", "--force"):
        with pytest.raises(AssertionError, match="although nothing has changed"):
            main([*build, more])


def test_personal_numbers_are_not_kept(root: Path) -> None:
    assert "22 22 22" not in (root / "build" / ".cache" / "bygg").read_text("utf-8")
