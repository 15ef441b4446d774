"""The base of a Word file: kept when it is handed out, found when it comes back."""

from __future__ import annotations

import json
import os
import re
import stat
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from arkdoc.cli import main
from arkdoc.deliver.apply import fetch
from arkdoc.deliver.forget import forget, kept_copies
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.ooxml.origin import PART, marked_digest
from arkdoc.pipeline import base_store, files
from arkdoc.pipeline.base_store import keep_base, other_bases
from arkdoc.pipeline.bases import BASES, CONTENTS, find_base, kept_digests
from arkdoc.pipeline.build import analyse, build, load, render
from arkdoc.pipeline.load import Sources, with_files
from arkdoc.pipeline.publish import publish
from arkdoc.preview.answer import without_attachment_links
from tests.deliver.test_forget import NOW
from tests.support.project import REPOSITORY, Project, picture_file

NOTE_WITH_ATTACHMENT = """\
---
saksnr: 11/19
tittel: Status
fra: Prorektor
vedlegg: [Planen (plan.pdf)]
enheter:
  - {id: a, navn: Enhet A}
  - {id: b, navn: Enhet B}
---
Se [planen](vedlegg/plan.pdf), og [planen igjen](vedlegg/plan.pdf).

[[bidrag]]
"""
TEXT = "Vi har fått på plass faste rutiner for veiledning, og følger dem opp hver måned.\n"


@pytest.fixture
def note(project: Project) -> Project:
    project.units({"a": "Enhet A", "b": "Enhet B"})
    return project.contribution("a", TEXT).contribution("b", "Annet skal skje til våren.\n")


def made(note: Project) -> Path:
    publish(note.build("docx"), note.root / "build", note.root)
    return note.root / "build" / "sak-11-19.docx"


def bases(note: Project) -> Path:
    return note.root / ".arkdoc" / BASES


def tree(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        file.relative_to(folder).as_posix(): (file.stat().st_mtime_ns, file.read_bytes())
        for file in folder.rglob("*")
        if file.is_file()
    }


def rezipped(
    docx: bytes, change: dict[str, tuple[str, str]] | None = None, drop: str = ""
) -> bytes:
    """The package as another program would save it: compressed otherwise, in another order."""
    written = BytesIO()
    with ZipFile(BytesIO(docx)) as source, ZipFile(written, "w") as target:
        for name in reversed(source.namelist()):
            data = source.read(name)
            for old, new in [change[name]] if change and name in change else []:
                assert old in data.decode()
                data = data.decode().replace(old, new).encode()
            if name != drop:
                target.writestr(name, data)
    return written.getvalue()


def without_mark(docx: bytes, *, bookmarks: bool = True) -> bytes:
    """The package without our properties, as some programs save it."""
    written = BytesIO()
    with ZipFile(BytesIO(docx)) as source, ZipFile(written, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == PART:
                data = re.sub(rb"<[a-z]+:property.*?</[a-z]+:property>", b"", data)
            if name == "word/document.xml" and not bookmarks:
                data = re.sub(rb"<w:bookmark(Start|End)[^>]*/>", b"", data)
            target.writestr(name, data)
    return written.getvalue()


def test_what_was_built_is_found_and_built_again(note: Project) -> None:
    note.write("bilde.png", picture_file("png"))
    note.write("ikke-brukt.png", picture_file("png") + b"x")
    note.write("vedlegg/stor.pdf", b"%PDF-" + b"x" * 100_000)
    note.contribution("b", "![Et bilde](bilde.png)\n\n[Lenke](a.md) og [annet](../ute.md)\n")
    docx = made(note).read_bytes()
    before = load(note.root)
    note.contribution("a", "Noe helt annet.\n")
    (note.root / "contributions" / "bilde.png").unlink()
    base = find_base(note.root, rezipped(docx))
    assert base.docx == docx
    assert base.sources.note == before.note
    assert base.sources.contributions == before.contributions
    assert base.sources.paths == before.paths
    assert "contributions/bilde.png" in base.files
    assert "contributions/ikke-brukt.png" not in base.files
    assert not any("vedlegg" in path for path in base.files)
    assert build(base.sources, {"docx"}).outputs["docx"] == docx


def test_the_house_style_is_a_part_of_it(note: Project) -> None:
    styles = note.root / "styles"
    styles.mkdir()
    tokens = (REPOSITORY / "styles" / "tokens.toml").read_text("utf-8")
    (styles / "tokens.toml").write_text(tokens, "utf-8")
    for logo in (REPOSITORY / "styles").glob("*.svg"):
        (styles / logo.name).write_bytes(logo.read_bytes())
    docx = made(note).read_bytes()
    for file in styles.iterdir():
        file.unlink()
    base = find_base(note.root, docx)
    assert build(base.sources, {"docx"}).outputs["docx"] == docx
    assert build(load(note.root), {"docx"}).outputs["docx"] != docx


def test_a_renamed_and_edited_file_is_known(note: Project) -> None:
    docx = made(note).read_bytes()
    edited = rezipped(docx, {"word/document.xml": ("faste rutiner", "gode rutiner")})
    assert find_base(note.root, edited).docx == docx


def test_a_build_that_changes_nothing_writes_nothing(note: Project) -> None:
    made(note)
    before = tree(bases(note))
    made(note)
    assert tree(bases(note)) == before
    note.contribution("b", "Annet skal skje til høsten.\n")
    made(note)
    after = tree(bases(note))
    assert before.items() < after.items()
    [new_list] = [name for name in after.keys() - before.keys() if name.endswith(".json")]
    assert len(after) == len(before) + 3, "a list, a contribution, a Word file"
    assert new_list


def test_sources_that_make_the_same_file_take_the_place_of_the_former(note: Project) -> None:
    docx = made(note).read_bytes()
    note.contribution("a", TEXT + "\n\n")
    assert made(note).read_bytes() == docx
    assert len(kept_digests(note.root)) == 1
    assert find_base(note.root, docx).sources.contributions["contributions/a.md"].endswith(b"\n\n")


def test_it_is_for_its_owner_alone_and_leaves_nothing_half(note: Project) -> None:
    made(note)
    for path in (bases(note), *bases(note).rglob("*")):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path
    assert not [path for path in bases(note).rglob("*") if path.name.startswith(".arkdoc-")]


def test_without_its_mark_it_is_found_by_its_words(note: Project) -> None:
    note.contribution("a", "\n".join(TEXT for _ in range(10)))
    first = made(note).read_bytes()
    note.contribution("a", "\n".join(TEXT.replace("måned", "uke") for _ in range(10)))
    second = made(note).read_bytes()
    (note.root / "build" / "sak-11-19.docx").unlink()
    for docx in (first, second):
        assert find_base(note.root, without_mark(docx)).docx == docx
        assert find_base(note.root, without_mark(docx, bookmarks=False)).docx == docx
        edited = rezipped(docx, {"word/document.xml": ("veiledning", "samtaler")})
        assert find_base(note.root, without_mark(edited, bookmarks=False)).docx == docx


def test_a_download_has_a_base_of_its_own(note: Project) -> None:
    """It leads to no attachment, so it is another file; and what is edited in it comes back too."""
    note.write("vedlegg/plan.pdf", b"%PDF")
    note.note(NOTE_WITH_ATTACHMENT)
    analysis = analyse(load(note.root))
    unlinked = without_attachment_links(analysis)
    docx = render(unlinked, {"docx"}).outputs["docx"]
    keep_base(note.root, docx, analysis.sources, (), links_attachments=False)
    assert made(note).read_bytes() != docx
    assert not find_base(note.root, docx).links_attachments
    edited = rezipped(docx, {"word/document.xml": ("faste rutiner", "gode rutiner")})
    plan = fetch(note.root, edited).plan
    assert [change.verdict.value for change in plan.changes] == ["taken"]


def test_other_files_have_no_base(note: Project, tmp_path: Path) -> None:
    docx = made(note).read_bytes()
    other = Project(tmp_path / "andre").units({"a": "Enhet A"})
    strange = made(
        other.contribution("a", "Dette handler om noe helt annet enn det forrige.\n" * 9)
    )
    for data, said in (
        (strange.read_bytes(), "not kept here"),
        (without_mark(strange.read_bytes()), "is like none"),
        (b"", "no Word file"),
        (docx[: len(docx) // 2], "no Word file"),
    ):
        with pytest.raises(ArkdocError, match=said):
            find_base(note.root, data)


def test_a_forged_mark_leads_nowhere(note: Project) -> None:
    docx = made(note).read_bytes()
    digest = marked_digest(docx)
    for forged in ("../../contributions/notat", "f" * 64, digest.upper(), f"{digest}/x"):
        changed = rezipped(docx, {PART: (digest, forged)})
        if forged == "f" * 64:
            with pytest.raises(ArkdocError, match="not kept here"):
                find_base(note.root, changed)
        else:  # no mark at all: found by its words
            assert find_base(note.root, changed).docx == docx


def test_one_of_a_newer_version_is_told(note: Project, capsys: pytest.CaptureFixture[str]) -> None:
    docx = made(note).read_bytes()
    file = bases(note) / f"{marked_digest(docx)}.json"
    facts = json.loads(file.read_bytes())
    for newer in ({"arkdoc": "999.1"}, {"arkdoc": "999.2", "format": 2, "files": None}):
        file.write_text(json.dumps(facts | newer), "utf-8")
        with pytest.raises(ArkdocError, match="Use the newer one"):
            find_base(note.root, docx)
        note.contribution("b", f"Nytt {newer}.\n")
        made(note)  # nothing of what that one needs is cleared away
    for earlier in ({"arkdoc": "0.0.9"}, {"arkdoc": "unknown"}):
        file.write_text(json.dumps(facts | earlier), "utf-8")
        assert find_base(note.root, docx).docx == docx


@pytest.mark.parametrize("damage", ["changed", "gone", "list", "nested"])
def test_a_damaged_one_is_none(note: Project, damage: str) -> None:
    docx = made(note).read_bytes()
    lists = bases(note) / f"{marked_digest(docx)}.json"
    content = max((bases(note) / CONTENTS).iterdir(), key=lambda file: file.stat().st_size)
    match damage:
        case "changed":
            content.write_bytes(b"x" * content.stat().st_size)
        case "gone":
            content.unlink()
        case "list":
            lists.write_bytes(lists.read_bytes()[:-9])
        case _:
            lists.write_bytes(b"[" * 100_000)
    with pytest.raises(ArkdocError):
        find_base(note.root, docx)
    made(note)  # whole again, but for what can't be seen at a look
    if damage != "changed":
        assert find_base(note.root, docx).docx == docx


def test_no_more_than_agreed_are_kept(note: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base_store, "MOST_OTHERS", 2)
    kept = []
    for number in range(6):
        note.contribution("b", f"Utgave {number}.\n")
        kept.append(made(note).read_bytes())
        list_ = bases(note) / f"{marked_digest(kept[-1])}.json"
        os.utime(list_, (1_000_000 + number, 1_000_000 + number))
        if number == 0:  # it is edited, and stays in build/ whatever its name
            edited = rezipped(kept[0], {"word/document.xml": ("Utgave", "Versjon")})
            (note.root / "build" / "fra Kari.docx").write_bytes(edited)
    found = set(kept_digests(note.root))
    assert found == {marked_digest(kept[number]) for number in (0, 2, 3, 4, 5)}
    # The edited one, the new one and the one it took the place of; and of others, two.
    assert find_base(note.root, kept[0]).docx == kept[0]
    needed = {
        hash_
        for digest in found
        for facts in [json.loads((bases(note) / f"{digest}.json").read_bytes())]
        for hash_ in (facts["docx"], *facts["files"].values())
    }
    assert {file.name for file in (bases(note) / CONTENTS).iterdir()} == needed


def test_one_that_is_handed_out_again_is_the_newest(
    note: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base_store, "MOST_OTHERS", 1)
    handed_out: dict[str, tuple[bytes, Sources]] = {}
    for number, text in enumerate(("Første.", "Andre.", "Første.", "Tredje.")):
        note.contribution("b", f"{text}\n")
        given = handed_out.setdefault(text, (note.build("docx").outputs["docx"], load(note.root)))
        for file in bases(note).glob("*.json"):  # as if some time had gone by
            os.utime(file, (file.stat().st_mtime - 60,) * 2)
        keep_base(note.root, *given, ())
        assert kept_digests(note.root)[0] == marked_digest(given[0]), number
    kept = {marked_digest(handed_out[text][0]) for text in ("Første.", "Tredje.")}
    assert set(kept_digests(note.root)) == kept


def test_nor_more_bytes(note: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(note)
    size = sum(file.stat().st_size for file in (bases(note) / CONTENTS).iterdir())
    monkeypatch.setattr(base_store, "MOST_BYTES", size + 1000)
    for number in range(4):
        note.contribution("b", f"Utgave {number}.\n")
        first = made(note)
    # The new one, the one it took the place of, and of others, one.
    assert len(kept_digests(note.root)) == 3
    assert find_base(note.root, first.read_bytes()).docx == first.read_bytes()


def test_where_it_cannot_be_kept_the_note_is_made_all_the_same(
    note: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    (note.root / ".arkdoc").write_text("en fil", "utf-8")
    assert main(["build", "--to", "docx", "--root", str(note.root)]) == 0
    assert "ARK970" in capsys.readouterr().err
    assert (note.root / "build" / "sak-11-19.docx").exists()


def test_it_goes_through_no_link(note: Project, tmp_path: Path) -> None:
    (note.root / ".arkdoc").mkdir()
    (tmp_path / "ute").mkdir()
    bases(note).symlink_to(tmp_path / "ute")
    published = publish(note.build("docx"), note.root / "build", note.root)
    assert "ARK970" in [d.rule.code for d in published.diagnostics]
    assert not list((tmp_path / "ute").iterdir())


def test_a_killed_one_is_whole_the_next_time(
    note: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No list is there before all that it lists."""
    docx, sources = note.build("docx").outputs["docx"], load(note.root)
    seen = []

    def replace(path: Path, data: bytes, mode: int) -> None:
        seen.append(path.name)
        files.replace(path, data, mode)

    monkeypatch.setattr(base_store, "replace", replace)
    keep_base(note.root, docx, sources, ())
    assert [name.endswith(".json") for name in seen] == [False] * (len(seen) - 1) + [True]


def test_forgetting_takes_those_of_files_that_are_gone(note: Project) -> None:
    first = made(note).read_bytes()
    note.contribution("a", "Nyere.\n")
    second = made(note).read_bytes()
    assert other_bases(note.root) == (marked_digest(first),)
    [copies] = kept_copies(note.root, "a")
    assert (copies.unit, copies.path, copies.files) == ("", ".arkdoc/grunnlag", 1)
    forget(note.root, [copies], NOW)
    assert kept_digests(note.root) == (marked_digest(second),)
    assert not any(b"faste rutiner" in data for _, data in tree(bases(note)).values())
    assert find_base(note.root, second).docx == second
    assert kept_copies(note.root) == ()


def test_sources_with_other_files(note: Project) -> None:
    sources = load(note.root)
    note.contribution("a", "Ny tekst.\n").write("c.md", "---\nenhet: b\n---\nMer.\n")
    (note.root / "contributions" / "b.md").unlink()
    folder = note.root / "contributions"
    changed: dict[str, bytes | None] = {
        "contributions/a.md": (folder / "a.md").read_bytes(),
        "contributions/c.md": (folder / "c.md").read_bytes(),
        "contributions/b.md": None,
    }
    assert facts(with_files(sources, changed)) == facts(load(note.root))
    renamed = sources.note.replace(b"Enhet A", b"Enhet Aa")
    assert with_files(sources, {"contributions/notat.md": renamed}).note == renamed
    assert analyse(with_files(sources, {})).everything == analyse(sources).everything


def facts(sources: Sources) -> tuple[object, ...]:
    return sources.note, sources.contributions, sources.images, sources.paths, sources.records
