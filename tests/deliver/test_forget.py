"""`arkdoc forget`: what is kept is named, and then gone; nothing else is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from arkdoc.cli import main
from arkdoc.deliver.addresses import addresses
from arkdoc.deliver.forget import forget, kept_copies
from arkdoc.deliver.log import Happening, read_log
from arkdoc.model.diagnostic import ArkdocError
from tests.support.project import Project

NOW = datetime(2019, 2, 20, 12, 0, tzinfo=UTC)
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def note(project: Project) -> Project:
    project.units({"ub": "Biblioteket", "hf": "Humaniora"}).contribution("ub", "Tekst.\n")
    addresses(project.root)
    for path in ("tidligere/ub/1/ub.md", "tidligere/ub/2/sub/ub.docx", "tidligere/hf/1/hf.md",
                 "tidligere/uten-enhet/1/x.docx"):  # fmt: skip
        file = project.root / ".arkdoc" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x" * 2000)
    return project


def run(note: Project, *arguments: str) -> int:
    return main(["forget", *arguments, "--root", str(note.root)])


def kept(note: Project) -> set[str]:
    private = note.root / ".arkdoc"
    return {f.relative_to(private).as_posix() for f in private.rglob("*") if f.is_file()}


def test_what_one_unit_had(
    note: Project, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARKDOC_LANG", "nb")
    before = kept(note)
    assert run(note, "--unit", "Biblioteket", "--yes") == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == [".arkdoc/tidligere/ub"]
    assert ".arkdoc/tidligere/ub: 2 filer, 4 kB" in err
    assert "contributions/: tekstene som er i bruk" in err
    assert "endelig" not in err
    assert "sikkerhetskopier" in err
    gone = {p for p in before if "/ub/" in p}
    assert kept(note) == before - gone | {"leveringer.jsonl", "skriver.lock"}
    assert (note.root / "contributions" / "ub.md").exists()
    (line,) = read_log(note.root)
    assert (line.what, line.unit) == (Happening.FORGOTTEN, "ub")


def test_all(note: Project) -> None:
    secret = addresses(note.root)
    assert run(note, "--all", "--yes") == 0
    assert kept_copies(note.root) == ()
    assert addresses(note.root) == secret
    assert run(note, "--all", "--yes") == 0


def test_nothing_without_a_yes(note: Project, capsys: Captured) -> None:
    before = kept(note)
    assert run(note, "--all") == 1
    assert "--yes" in capsys.readouterr().err
    assert run(note) == 2
    assert run(note, "--all", "--unit", "ub") == 2
    assert run(note, "--unit", "finnes-ikke", "--yes") == 2
    assert run(note, "--unit", "../hf", "--yes") == 2
    assert kept(note) == before


def test_a_unit_that_the_note_has_no_more(note: Project) -> None:
    note.units({"hf": "Humaniora"})
    assert run(note, "--unit", "ub", "--yes") == 0
    assert [each.unit for each in kept_copies(note.root)] == ["hf", "uten-enhet"]
    (note.root / "contributions" / "notat.md").unlink()
    assert run(note, "--all", "--yes") == 0


def test_no_link_is_followed(note: Project, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.md").write_text("x", "utf-8")
    (note.root / ".arkdoc" / "tidligere" / "ub" / "lenke").symlink_to(outside)
    (note.root / ".arkdoc" / "tidligere" / "rot").symlink_to(outside)
    assert run(note, "--all", "--yes") == 0
    assert (outside / "kept.md").exists()
    assert not (note.root / ".arkdoc" / "tidligere").exists()


def test_what_cannot_be_taken_away(note: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.unlink

    def locked(self: Path, missing_ok: bool = False) -> None:
        if self.name == "hf.md":
            raise PermissionError(13, "Permission denied")
        real(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", locked)
    with pytest.raises(ArkdocError):
        forget(note.root, kept_copies(note.root), NOW)
    monkeypatch.undo()
    assert (note.root / ".arkdoc" / "tidligere" / "hf" / "1" / "hf.md").exists()
    assert run(note, "--all", "--yes") == 0
