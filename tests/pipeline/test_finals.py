"""`endelig/`: what is final stays, under one name, all of it or none (paper.md, 4)."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from arkdoc.model.diagnostic import ArkdocError
from arkdoc.model.names import usable
from arkdoc.model.note import Note
from arkdoc.pipeline.final_name import final_name
from arkdoc.pipeline.finals import newest_record
from arkdoc.pipeline.publish import Published, publish
from tests.support.project import Project

NAME = "Sak 11-19 – Status"
SET = [f"{NAME}.docx", f"{NAME}.html", f"{NAME}.json"]


@pytest.fixture
def note(project: Project) -> Project:
    return project.units({"a": "Enhet A"}).contribution("a", "Teksten.\n")


def final(note: Project, *targets: str, **options: bool) -> Published:
    result = note.build(*targets, final=True)
    assert not result.obstacles
    return publish(result, note.root / "build", note.root, **options)


def kept(note: Project) -> list[str]:
    return sorted(file.name for file in (note.root / "endelig").iterdir())


def writes(note: Project) -> dict[str, tuple[int, int]]:
    """What changes when one of the files is written, by its name."""
    files = {file.name: file.stat() for file in (note.root / "endelig").iterdir()}
    return {name: (stat.st_ino, stat.st_mtime_ns) for name, stat in files.items()}


def version(number: int, endings: str = "docx html json") -> list[str]:
    return [f"{NAME} (versjon {number}).{ending}" for ending in endings.split()]


def test_a_final_note_is_kept_with_its_record(note: Project) -> None:
    published = final(note)
    assert kept(note) == SET
    assert [path.name for path in published.paths] == [
        *("sak-11-19.docx", "sak-11-19.html", "sak-11-19.json"),
        *SET,
    ]
    build, folder = note.root / "build", note.root / "endelig"
    record = json.loads((folder / SET[2]).read_bytes())
    assert list(record["outputs"]) == ["sak-11-19.docx", "sak-11-19.html"]
    for ending in ("docx", "html"):
        data = (folder / f"{NAME}.{ending}").read_bytes()
        assert data == (build / f"sak-11-19.{ending}").read_bytes()
        assert record["outputs"][f"sak-11-19.{ending}"]["sha256"] == sha256(data).hexdigest()
    assert record["draft"] is False


def test_its_record_lists_this_final_alone(note: Project) -> None:
    publish(note.build("html"), note.root / "build", note.root)
    final(note, "docx")
    outputs = json.loads((note.root / "endelig" / f"{NAME}.json").read_bytes())["outputs"]
    assert list(outputs) == ["sak-11-19.docx"]
    in_build = json.loads((note.root / "build" / "sak-11-19.json").read_bytes())["outputs"]
    assert list(in_build) == ["sak-11-19.docx", "sak-11-19.html"]


def test_the_same_is_not_written_again(note: Project) -> None:
    final(note)
    before = writes(note)
    published = final(note)
    assert writes(note) == before
    assert [path.name for path in published.paths[3:]] == SET


def test_less_of_the_same_is_not_written_again_and_more_is(note: Project) -> None:
    final(note, "docx", "html")
    published = final(note, "docx")
    assert kept(note) == SET
    assert [path.name for path in published.paths[2:]] == [f"{NAME}.docx", f"{NAME}.json"]
    note.contribution("a", "Noe annet.\n")
    final(note, "docx")
    assert kept(note) == sorted([*SET, *version(2, "docx json")])
    final(note, "docx", "html")
    assert kept(note) == sorted([*SET, *version(2, "docx json"), *version(3)])


def test_a_new_approval_alone_is_another_final_note(note: Project) -> None:
    """The outputs are the same; the record says what was looked away from."""
    final(note)
    file = note.root / "contributions" / "notat.md"
    file.write_text(
        file.read_text("utf-8").replace("enheter:", "tillat: [ARK903]\nenheter:"), "utf-8"
    )
    final(note)
    assert kept(note) == sorted([*SET, *version(2)])


def test_another_one_is_a_second_version_and_so_on(note: Project) -> None:
    final(note)
    first = {name: (note.root / "endelig" / name).read_bytes() for name in SET}
    note.contribution("a", "Noe annet.\n")
    final(note)
    assert kept(note) == sorted([*SET, *version(2)])
    note.contribution("a", "Teksten.\n")  # as the first one again, which is not the newest
    final(note)
    assert kept(note) == sorted([*SET, *version(2), *version(3)])
    for name, data in first.items():
        assert (note.root / "endelig" / name).read_bytes() == data
        third = name.replace(NAME, f"{NAME} (versjon 3)")
        assert (note.root / "endelig" / third).read_bytes() == data, "no number in an output"


def test_a_draft_leaves_it_alone(note: Project) -> None:
    final(note)
    before = writes(note)
    note.contribution("a", "Utkast igjen.\n", status="utkast")
    publish(note.build(), note.root / "build", note.root)
    assert writes(note) == before


def test_a_draft_makes_no_such_folder(note: Project) -> None:
    publish(note.build(), note.root / "build", note.root)
    assert not (note.root / "endelig").exists()


def test_what_somebody_has_changed_there_stays_and_is_told(note: Project) -> None:
    final(note)
    changed = note.root / "endelig" / f"{NAME}.docx"
    changed.write_bytes(b"changed")
    published = final(note)
    assert [(d.rule.code, d.span.path) for d in published.diagnostics] == [
        ("ARK905", f"endelig/{NAME}.docx")
    ]
    assert changed.read_bytes() == b"changed"
    assert kept(note) == sorted([*SET, *version(2)])
    assert final(note).diagnostics == ()


def test_other_files_there_are_neither_versions_nor_touched(note: Project) -> None:
    folder = note.root / "endelig"
    folder.mkdir()
    others = [
        *(
            "Oversendelse.docx",
            f"{NAME}.docx.bak",
            f"{NAME} signert.pdf",
            f"{NAME} (versjon x).pdf",
        ),
        *(".arkdoc-mine", ".arkdoc-notater.docx", ".DS_Store"),
    ]
    for name in others:
        (folder / name).write_bytes(b"mine")
    final(note)
    assert kept(note) == sorted([*SET, *others])
    assert all((folder / name).read_bytes() == b"mine" for name in others)


@pytest.mark.parametrize("there", [f"{NAME}.pdf", f"{NAME.upper()}.PDF", "Sak 11-19 – Status.docx"])
def test_no_name_is_used_that_something_has(note: Project, there: str) -> None:
    """Of another set, in other letters, or a folder."""
    folder = note.root / "endelig"
    (folder / there).mkdir(parents=True)
    final(note)
    assert kept(note) == sorted([there, *version(2)])


def test_the_next_version_comes_after_the_highest_there_is(note: Project) -> None:
    folder = note.root / "endelig"
    folder.mkdir()
    (folder / f"{NAME} (versjon 7).pdf").write_bytes(b"by hand")
    final(note)
    assert kept(note) == sorted([f"{NAME} (versjon 7).pdf", *version(8)])


# --- what goes wrong -------------------------------------------------------------------------------


def test_a_file_in_the_folders_place_is_told(note: Project) -> None:
    (note.root / "endelig").write_bytes(b"")
    published = final(note)
    assert [d.rule.code for d in published.diagnostics] == ["ARK906"]
    assert (note.root / "build" / "sak-11-19.docx").is_file()


@pytest.mark.parametrize("operation", ["write", "fsync", "mkdir", "rename", "open"])
def test_a_full_disk_leaves_nothing_half(
    note: Project, operation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    final(note)
    note.contribution("a", "Noe annet.\n")
    result = note.build(final=True)
    real: Callable[..., int] = getattr(os, operation)
    in_final: list[int] = []

    def full(*args: object, **named: object) -> int:
        if operation in ("write", "fsync"):
            path = Path(f"/proc/self/fd/{args[0]}").readlink()
            fails = "endelig/.arkdoc-" in str(path)
        else:
            fails = "endelig/.arkdoc-" in str(args[0])
        if fails:
            in_final.append(1)
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*args, **named)

    monkeypatch.setattr(os, operation, full)
    published = publish(result, note.root / "build", note.root)
    monkeypatch.undo()
    assert in_final
    assert [d.rule.code for d in published.diagnostics] == ["ARK906"]
    assert dict(published.diagnostics[0].args)["reason"] == "No space left on device"
    assert kept(note) == SET
    assert final(note).diagnostics == ()
    assert kept(note) == sorted([*SET, *version(2)])


def test_a_docx_that_is_locked_leaves_all_as_it_was(
    note: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    final(note)
    before = {f: f.read_bytes() for f in note.root.glob("[be]*d*/*") if f.is_file()}
    assert len(before) == 6
    note.contribution("a", "Noe annet.\n")
    result = note.build(final=True)
    real = os.replace

    def locked(source: Path, target: Path) -> None:
        if Path(target).suffix == ".docx":
            raise PermissionError(errno.EACCES, "Permission denied")
        real(source, target)

    monkeypatch.setattr(os, "replace", locked)
    published = publish(result, note.root / "build", note.root)
    assert [d.rule.code for d in published.diagnostics] == ["ARK902"]
    assert published.paths == ()
    assert {f: f.read_bytes() for f in note.root.glob("[be]*d*/*") if f.is_file()} == before


def test_a_disk_without_links_keeps_it_too(note: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*args: object, **named: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    final(note)
    assert kept(note) == SET
    note.contribution("a", "Noe annet.\n")
    final(note)
    assert kept(note) == sorted([*SET, *version(2)])


def test_a_name_that_somebody_took_in_the_meantime_is_not_written_over(
    note: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = note.root / "endelig" / SET[0]
    real = os.rename

    def rename(source: Path, target: Path) -> None:
        real(source, target)
        theirs.write_bytes(b"theirs")

    result = note.build(final=True)
    monkeypatch.setattr(os, "rename", rename)
    published = publish(result, note.root / "build", note.root)
    monkeypatch.undo()
    assert [d.rule.code for d in published.diagnostics] == ["ARK906"]
    assert theirs.read_bytes() == b"theirs"
    theirs.rename(note.root / "endelig" / "deres.docx")
    assert final(note).diagnostics == ()
    assert kept(note) == sorted(["deres.docx", *SET])


@pytest.mark.parametrize("out", ["endelig", "endelig/under", "build/../endelig"])
def test_no_build_writes_its_outputs_there(note: Project, out: str) -> None:
    (note.root / "build").mkdir()
    with pytest.raises(ArkdocError, match="final notes only"):
        publish(note.build(), note.root / out, note.root)
    assert not (note.root / "endelig").exists()


# --- the name ----------------------------------------------------------------------------------------


@pytest.fixture
def named(note: Project) -> Callable[..., str]:
    one = note.analyse().note

    def name(number: str = "11/19", title: str = "Status", meeting: date | None = None) -> str:
        changed: Note = replace(one, case_number=number, title=title, meeting=meeting)
        return final_name(changed).of(1)

    return name


def test_the_name_has_number_title_and_meeting(named: Callable[..., str]) -> None:
    assert named(meeting=date(2019, 3, 4)) == "Sak 11-19 – Status 04.03.2019"
    assert named() == "Sak 11-19 – Status"


@pytest.mark.parametrize(
    ("number", "title", "name"),
    [
        ("SAK 11/19", "Status", "Sak 11-19 – Status"),
        ("xx/19", 'Hva "nå"? <b>', "Sak xx-19 – Hva -nå-- -b-"),
        ("1", "A:B\\C|D*E", "Sak 1 – A-B-C-D-E"),
        ("1", "Tab\there\x07og\x85der", "Sak 1 – Tab-here-og-der"),
        ("1", "myk\u00adbindestrek og \u202efexe", "Sak 1 – mykbindestrek og fexe"),
        ("1", "fast\u00a0mellomrom", "Sak 1 – fast mellomrom"),
        ("1", "A\u030arsrapport", "Sak 1 – Årsrapport"),
        ("1", "Slutt. ..", "Sak 1 – Slutt"),
        ("1", "../../etc/passwd", "Sak 1 – ..-..-etc-passwd"),
    ],
)
def test_signs_that_no_name_can_have(
    named: Callable[..., str], number: str, title: str, name: str
) -> None:
    assert named(number, title) == name


def test_a_long_name_keeps_its_date(named: Callable[..., str]) -> None:
    name = named(title="Om " * 100, meeting=date(2019, 3, 4))
    assert name.endswith("Om Om 04.03.2019")
    assert 110 < len(name) <= 120
    assert len(named("1" * 500, "T" * 500)) == 120
    assert len(named(title="語" * 500).encode()) <= 200
    assert len(named("語" * 500, "").encode()) <= 200


@pytest.mark.parametrize("name", ["CON", "nul.txt", "COM1", "lpt9.a.b"])
def test_no_device_of_windows(name: str) -> None:
    assert usable(name) == f"_{name}"
    assert usable(f"{name}s") in (f"{name}s", f"_{name}s")
    assert usable("console") == "console"


# --- filnavn -----------------------------------------------------------------------------------------


def called(note: Project, pattern: str) -> None:
    """Have the files of `note` called by `pattern`, in quotation marks."""
    file = note.root / "contributions" / "notat.md"
    text = file.read_text("utf-8")
    head, _, rest = text.partition("enheter:")
    kept_lines = [line for line in head.splitlines() if not line.startswith("filnavn:")]
    lines = "\n".join((*kept_lines, f'filnavn: "{pattern}"', f"enheter:{rest}"))
    file.write_text(lines, "utf-8")


def test_the_field_filnavn_names_what_is_kept_and_nothing_in_build(note: Project) -> None:
    called(note, "{dato} {tittel} – sak {saksnr}")
    final(note, "docx")
    assert kept(note) == [
        "27.02.2019 Status – sak 11-19.docx",
        "27.02.2019 Status – sak 11-19.json",
    ]
    in_build = sorted(file.name for file in (note.root / "build").iterdir())
    assert in_build == ["sak-11-19.docx", "sak-11-19.json"]


def test_a_version_has_the_place_that_filnavn_gives_it(note: Project) -> None:
    called(note, "Sak {saksnr} v{versjon} {tittel}")
    for text in ("En.\n", "To.\n", "To.\n", "Tre.\n"):
        note.contribution("a", text)
        final(note, "docx")
    wanted = [f"Sak 11-19 v{n} Status.{end}" for n in (1, 2, 3) for end in ("docx", "json")]
    assert kept(note) == wanted
    record = (note.root / "endelig" / "Sak 11-19 v3 Status.json").read_text("utf-8")
    assert "v3" not in record
    assert "versjon" not in record
    for n in range(4, 12):
        note.contribution("a", f"Tekst {n}.\n")
        final(note, "docx")
    assert "Sak 11-19 v11 Status.docx" in kept(note)
    newest = newest_record(note.root, note.analyse().note)
    assert newest == (note.root / "endelig" / "Sak 11-19 v11 Status.json").read_bytes()


def test_a_new_name_is_a_new_final_note_and_leaves_the_old_one(note: Project) -> None:
    final(note, "docx")
    before = writes(note)
    called(note, "Notat {saksnr}")
    final(note, "docx")
    assert kept(note) == ["Notat 11-19.docx", "Notat 11-19.json", f"{NAME}.docx", f"{NAME}.json"]
    assert {name: writes(note)[name] for name in before} == before


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{utvalg}", "Sak 11-19 – Status"),  # nothing is left of it
        ("… {saksnr}/{tittel}?", "… 11-19-Status-"),
        ("COM{versjon}", "_COM1"),
        (" .{saksnr}. ", "11-19"),
        ("{Saksnr} { tittel }", "11-19 Status"),
    ],
)
def test_a_name_by_filnavn_is_one_that_every_system_takes(
    note: Project, pattern: str, name: str
) -> None:
    called(note, pattern)
    assert final_name(note.analyse().note).of(1) == name


def test_a_long_name_keeps_its_version(note: Project) -> None:
    called(note, "{tittel} " + "o" * 300 + " {versjon}")
    name = final_name(note.analyse().note)
    assert [name.of(n)[-3:] for n in (1, 34)] == ["oo1", "o34"]
    assert len(name.of(1)) <= 120
    assert name.parted(f"{name.of(34)}.pdf") == (34, ".pdf")


def test_an_unknown_field_is_an_error_at_its_place(note: Project) -> None:
    called(note, "Sak {saksnr} – {titel}")
    found = [d for d in note.analyse().diagnostics if d.rule.code == "ARK140"]
    lines = (note.root / "contributions" / "notat.md").read_text("utf-8").splitlines()
    [line] = [n for n, line in enumerate(lines, 1) if line.startswith("filnavn")]
    assert [(d.span.line, d.span.column, d.span.end_column) for d in found] == [(line, 26, 33)]
    assert dict(found[0].args)["suggestion"] == "{tittel}"
    assert note.build(final=True).obstacles
