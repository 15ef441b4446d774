"""What lands on disk: whole files, the record, and nobody's edits lost."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from arkdoc.model.diagnostic import ArkdocError
from arkdoc.pipeline import publish as publishing
from arkdoc.pipeline.publish import publish
from tests.support.project import Project


@pytest.fixture
def note(project: Project) -> Project:
    return project.units({"a": "Enhet A"}).contribution("a", "Teksten.\n")


def record(out: Path) -> dict[str, object]:
    data: dict[str, object] = json.loads((out / "sak-11-19.json").read_text(encoding="utf-8"))
    return data


def test_outputs_and_record(note: Project, tmp_path: Path) -> None:
    out = tmp_path / "ut" / "her"
    published = publish(note.build("docx", "html"), out, tmp_path)
    assert [p.name for p in published.paths] == [
        "sak-11-19.docx",
        "sak-11-19.html",
        "sak-11-19.json",
    ]
    assert sorted(p.name for p in out.iterdir()) == sorted(p.name for p in published.paths)
    outputs = record(out)["outputs"]
    assert isinstance(outputs, dict)
    for name in ("sak-11-19.docx", "sak-11-19.html"):
        assert outputs[name]["sha256"] == sha256((out / name).read_bytes()).hexdigest()


def test_the_record_says_what_went_in(note: Project, tmp_path: Path) -> None:
    publish(note.build("docx"), tmp_path, tmp_path)
    data = record(tmp_path)
    contribution = (note.root / "contributions" / "a.md").read_bytes()
    assert data["sources"][0] == {  # type: ignore[index]
        "path": "contributions/a.md",
        "sha256": sha256(contribution).hexdigest(),
        "unit": "a",
        "state": "done",
        "words": {"nb": 1},
        "blocks": {"_ark_1_4": "4:1-4:9"},
    }


def test_an_edited_docx_survives(note: Project, tmp_path: Path) -> None:
    docx = tmp_path / "sak-11-19.docx"
    publish(note.build("docx"), tmp_path, tmp_path)
    docx.write_bytes(b"edited in Word")
    for text in ("Nytt.\n", "Nyere.\n"):
        note.contribution("a", text)
        published = publish(note.build("docx"), tmp_path, tmp_path)
        assert docx.read_bytes() == b"edited in Word"
        assert published.paths[0].name == "sak-11-19-ny.docx"
        assert [d.rule.code for d in published.diagnostics] == ["ARK901"]
        assert published.diagnostics[0].span.path == "sak-11-19.docx"
    (tmp_path / "sak-11-19-ny.docx").write_bytes(b"edited too")
    published = publish(note.build("docx"), tmp_path, tmp_path)
    assert published.paths[0].name == "sak-11-19-ny-2.docx"
    assert (tmp_path / "sak-11-19-ny.docx").read_bytes() == b"edited too"


def test_the_name_of_our_own_file_is_not_redacted(note: Project, tmp_path: Path) -> None:
    """A case number may look like a personal number; the hint must still name the file."""
    file = note.root / "contributions" / "notat.md"
    file.write_text(file.read_text("utf-8").replace("11/19", "12345678903"), "utf-8")
    publish(note.build("docx"), tmp_path, tmp_path)
    (tmp_path / "sak-12345678903.docx").write_bytes(b"edited in Word")
    [finding] = publish(note.build("docx"), tmp_path, tmp_path).diagnostics
    assert dict(finding.args)["name"] == "sak-12345678903.docx"
    assert dict(finding.args)["new"] == "sak-12345678903-ny.docx"


@pytest.mark.parametrize(
    ("root", "out", "named"),
    [
        ("rot", "rot/build", "build/sak-11-19.docx"),
        (".", "build", "build/sak-11-19.docx"),
        ("rot", "andre/ut", "andre/ut/sak-11-19.docx"),
    ],
)
def test_outputs_are_named_as_the_other_files_are(
    root: str, out: str, named: str, note: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = Path(out)
    folder.mkdir(parents=True)
    (folder / "sak-11-19.docx").write_bytes(b"edited in Word")
    (folder / "sak-11-19.html").mkdir()
    found = publish(note.build("docx", "html"), folder, Path(root)).diagnostics
    assert [(d.rule.code, d.span.path) for d in found] == [
        ("ARK901", named),
        ("ARK902", named.replace("docx", "html")),
    ]


def test_a_docx_without_a_record_is_somebodys(note: Project, tmp_path: Path) -> None:
    docx = tmp_path / "sak-11-19.docx"
    docx.write_bytes(b"from elsewhere")
    publish(note.build("docx"), tmp_path, tmp_path)
    assert docx.read_bytes() == b"from elsewhere"


def test_an_unedited_docx_is_replaced(note: Project, tmp_path: Path) -> None:
    publish(note.build("docx"), tmp_path, tmp_path)
    before = (tmp_path / "sak-11-19.docx").read_bytes()
    note.contribution("a", "Noe annet.\n")
    published = publish(note.build("docx"), tmp_path, tmp_path)
    assert published.paths[0].name == "sak-11-19.docx"
    assert (tmp_path / "sak-11-19.docx").read_bytes() != before


def test_building_the_pdf_does_not_make_the_docx_anybodys(note: Project, tmp_path: Path) -> None:
    publish(note.build("docx"), tmp_path, tmp_path)
    note.contribution("a", "Noe annet.\n")
    publish(note.build("html"), tmp_path, tmp_path)
    published = publish(note.build("docx"), tmp_path, tmp_path)
    assert published.diagnostics == ()
    assert published.paths[0].name == "sak-11-19.docx"


def test_the_same_files_have_the_same_record_however_they_came(
    note: Project, tmp_path: Path
) -> None:
    one, two = tmp_path / "en", tmp_path / "to"
    publish(note.build("docx", "html"), one, tmp_path)
    publish(note.build("html"), two, tmp_path)
    publish(note.build("docx"), two, tmp_path)
    assert (one / "sak-11-19.json").read_bytes() == (two / "sak-11-19.json").read_bytes()


def _output(**fields: object) -> str:
    good = {"sha256": "0" * 64, "inputs": "0" * 64, "fonts": {}}
    return json.dumps({"outputs": {"sak-11-19.html": {**good, **fields}}})


HOSTILE_RECORDS = {
    "a list": b"[]",
    "half": b"{",
    "deep": b"[" * 100_000,
    "deep inside": b'{"outputs": {"sak-11-19.docx": ' + b'{"a":' * 100_000,
    "large": b'{"outputs": {"' + b"x" * 100_000_000 + b'": {}}}',
    "not UTF-8": b'{"outputs": {"sak-11-19.docx": {"sha256": "\xff"}}}',
    "long digits": b'{"outputs": ' + b"9" * 10_000 + b"}",
    "names": json.dumps(
        {"outputs": {name: {"sha256": "0" * 64, "inputs": "0" * 64} for name in
            ("", "/", "..", "x" * 5000, "a\0b", "\ud800", "sak-11-19.docx/x", "../sak-11-19.pdf")}}
    ).encode(),
    **{
        f"{field}: {value!r}": _output(**{field: value}).encode()
        for field in ("sha256", "inputs", "fonts")
        for value in (None, 1, True, [], ["a"], {"a": 1}, {"a": "\ud800"}, "\ud800", "x" * 64)
    },
}  # fmt: skip


@pytest.mark.parametrize("record", HOSTILE_RECORDS.values(), ids=HOSTILE_RECORDS)
def test_a_hostile_record_is_no_record(note: Project, tmp_path: Path, record: bytes) -> None:
    publish(note.build("docx"), tmp_path, tmp_path)
    right = (tmp_path / "sak-11-19.json").read_bytes()
    (tmp_path / "sak-11-19.html").write_bytes(b"an old page")
    (tmp_path / "sak-11-19.json").write_bytes(record)
    published = publish(note.build("docx"), tmp_path, tmp_path)
    assert published.diagnostics == ()
    now = json.loads((tmp_path / "sak-11-19.json").read_bytes())
    for output in now["outputs"].values():
        assert re.fullmatch("[0-9a-f]{64} [0-9a-f]{64}", f"{output['sha256']} {output['inputs']}")
    now["outputs"].pop("sak-11-19.html", None)  # where only its fonts were odd
    assert now == json.loads(right)


def test_a_link_for_a_record_leads_nowhere(note: Project, tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "ut", tmp_path / "hemmelig.json"
    out.mkdir()
    elsewhere.write_bytes(b"mine")
    (out / "sak-11-19.json").symlink_to(elsewhere)
    assert publish(note.build("html"), out, tmp_path).diagnostics == ()
    assert not (out / "sak-11-19.json").is_symlink()
    assert elsewhere.read_bytes() == b"mine"


@pytest.mark.parametrize("lost", ["gone", "broken"])
def test_our_own_docx_is_known_without_a_record(note: Project, tmp_path: Path, lost: str) -> None:
    publish(note.build("docx"), tmp_path, tmp_path)
    record = tmp_path / "sak-11-19.json"
    record.unlink()
    if lost == "broken":
        record.write_bytes(b"{")
    note.contribution("a", "Noe annet.\n")
    published = publish(note.build("docx"), tmp_path, tmp_path)
    assert (published.diagnostics, published.paths[0].name) == ((), "sak-11-19.docx")
    assert not (tmp_path / "sak-11-19-ny.docx").exists()


def test_a_docx_without_a_mark_is_known_by_the_record(note: Project, tmp_path: Path) -> None:
    """As an earlier arkdoc made it; also under the name that it was given beside an edited one."""
    docx, record = tmp_path / "sak-11-19.docx", tmp_path / "sak-11-19.json"
    publish(note.build("docx"), tmp_path, tmp_path)
    docx.write_bytes(b"by an earlier version")
    said = json.loads(record.read_bytes())
    made = said["outputs"].pop("sak-11-19.docx")
    made["sha256"] = sha256(docx.read_bytes()).hexdigest()
    said["outputs"]["sak-11-19-ny.docx"] = made
    record.write_text(json.dumps(said), "utf-8")
    assert publish(note.build("docx"), tmp_path, tmp_path).diagnostics == ()


def test_a_locked_file_is_one_diagnostic(
    note: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = note.build("docx", "html")
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.suffix == ".docx":
            raise PermissionError(13, "in use")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    published = publish(result, tmp_path, tmp_path)
    assert [d.rule.code for d in published.diagnostics] == ["ARK902"]
    assert sorted(p.name for p in tmp_path.iterdir() if p.name not in ("rot", ".arkdoc")) == [
        "sak-11-19.html",
        "sak-11-19.json",
    ]


def test_a_folder_that_cannot_be_made(note: Project, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("", encoding="utf-8")
    with pytest.raises(ArkdocError):
        publish(note.build("html"), tmp_path / "fil" / "build", tmp_path)


def test_a_folder_that_goes_away_while_it_is_written_in(
    note: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result, out = note.build("html"), tmp_path / "ut"
    real = publishing.make_folder

    def goes_away(folder: Path, root: Path) -> None:
        real(folder, root)
        folder.rename(tmp_path / "flyttet")

    monkeypatch.setattr(publishing, "make_folder", goes_away)
    with pytest.raises(ArkdocError, match="can't be written to"):
        publish(result, out, tmp_path)
    assert not out.exists()


def test_outputs_can_be_read_by_others(note: Project, tmp_path: Path) -> None:
    publish(note.build("html"), tmp_path, tmp_path)
    umask = os.umask(0)
    os.umask(umask)
    assert (tmp_path / "sak-11-19.html").stat().st_mode & 0o777 == 0o666 & ~umask


@pytest.mark.parametrize("name", ["sak-11-19.docx", "sak-11-19.html", "sak-11-19.json"])
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_ordinary_file_is_left_alone(
    name: str, make: Callable[[Path], None], note: Project, tmp_path: Path
) -> None:
    out = tmp_path / "ut"
    out.mkdir()
    make(out / name)
    published = publish(note.build("docx", "html"), out, tmp_path)
    assert [d.rule.code for d in published.diagnostics] == ["ARK902"]
    assert len(published.paths) == 2
    assert not (out / name).is_file()
