"""`arkdoc apply`: what was changed in Word is shown and written, all of it or nothing, and undone."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from arkdoc.cli import main
from arkdoc.deliver import delivery
from arkdoc.deliver.apply import fetch, settle_file, take_in, undo
from arkdoc.deliver.close import plan_closing
from arkdoc.deliver.forget import kept_copies
from arkdoc.deliver.handed_in import HandedIn
from arkdoc.deliver.look import look
from arkdoc.deliver.remarks import read_remarks
from arkdoc.language.messages import in_language
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.pipeline.exchange import settle
from arkdoc.pipeline.word_returns import read_returns, settled_files
from tests.support.mortal import Mortal, moments
from tests.support.project import Project
from tests.support.word_edits.attached import comment
from tests.support.word_edits.editor import Word

NB = in_language("nb")
NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
DOCX = "build/sak-11-19.docx"
Captured = pytest.CaptureFixture[str]

NOTE = """\
---
saksnr: 11/19
tittel: Status
fra: Prorektor
dato: 2019-02-27
enheter:
  - {id: ub, navn: Biblioteket}
  - {id: hf, navn: Humaniora}
---
Innledningen sier hva notatet er til.

[[bidrag]]
"""
UB = "Biblioteket har fulgt opp undersøkelsen med faste møter.\n\nDet gikk bra i høst.\n"
HF = "Humaniora har ikke begynt på tiltakene ennå.\n"


@pytest.fixture
def note(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("ARKDOC_LANG", "nb")
    project.note(NOTE).contribution("ub", UB).contribution("hf", HF)
    assert run(project, "build", "--to", "docx", "-q") == 0
    return project


def run(note: Project, *arguments: str) -> int:
    return main([*arguments, "--root", str(note.root)])


def edited(note: Project, *changes: tuple[str, str], comments: tuple[str, ...] = ()) -> bytes:
    """The built Word file with words replaced, and with comments about these words."""
    word = Word((note.root / DOCX).read_bytes())
    for paragraph in list(word.body.iter("{*}p")):
        texts = list(paragraph.iter("{*}t"))
        for old, new in changes:
            for text in texts:
                if text.text and old in text.text:
                    text.text = text.text.replace(old, new)
        said = "".join(text.text or "" for text in texts)
        for about in comments:
            if about in said:
                comment(word, paragraph, about, "Er dette sant?", "Kari Nordmann")
    return word.saved()


BOTH = (("faste møter", "faste samlinger"), ("ikke begynt på", "så vidt begynt på"))


def save(note: Project, docx: bytes, name: str = DOCX) -> str:
    (note.root / name).write_bytes(docx)
    return str(note.root / name)


def texts(note: Project) -> dict[str, bytes]:
    folder = note.root / "contributions"
    return {file.name: file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def replaced(texts: dict[str, bytes], *changes: tuple[str, str]) -> dict[str, bytes]:
    found = dict(texts)
    for old, new in changes:
        for name, data in texts.items():
            found[name] = found[name].replace(old.encode(), new.encode())
            del data
    return found


# --- taking in -----------------------------------------------------------------------------------


def test_what_was_changed_is_shown_and_taken_in(note: Project, capsys: Captured) -> None:
    before = texts(note)
    file = save(note, edited(note, *BOTH))
    assert run(note, "apply", file, "--yes") == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == ["contributions/hf.md", "contributions/ub.md"]
    assert "Biblioteket                     contributions/ub.md\n" in err
    assert "faste [-møter-]{+samlinger+}" in err
    assert "2 endringer: 2 tas inn." in err
    assert texts(note) == replaced(before, *BOTH)


def test_a_dry_run_writes_nothing(note: Project, capsys: Captured) -> None:
    file = save(note, edited(note, *BOTH))
    before = everything(note)
    assert run(note, "apply", file, "--dry-run") == 0
    assert "2 tas inn" in capsys.readouterr().err
    assert everything(note) == before


def everything(note: Project) -> dict[str, bytes]:
    return {
        file.relative_to(note.root).as_posix(): file.read_bytes()
        for file in note.root.rglob("*")
        if file.is_file()
    }


def test_nobody_to_ask_is_no_yes(note: Project, capsys: Captured) -> None:
    file = save(note, edited(note, *BOTH))
    before = everything(note)
    assert run(note, "apply", file) == 1
    assert "--yes" in capsys.readouterr().err
    assert everything(note) == before


def test_the_second_time_finds_nothing(note: Project, capsys: Captured) -> None:
    file = save(note, edited(note, *BOTH))
    assert run(note, "apply", file, "--yes") == 0
    before = everything(note)
    capsys.readouterr()
    assert run(note, "apply", file, "--yes") == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "ingenting av den gjenstår" in err
    assert everything(note) == before


def test_a_file_that_nobody_changed_says_so(note: Project, capsys: Captured) -> None:
    before = everything(note)
    assert run(note, "apply", str(note.root / DOCX)) == 0
    assert "Ingen har endret" in capsys.readouterr().err
    assert everything(note) == before


def test_json_says_the_same(note: Project, capsys: Captured) -> None:
    file = save(note, edited(note, *BOTH, comments=("i høst",)))
    assert run(note, "apply", file, "--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["written"] == []
    assert {each["verdict"] for each in told["changes"]} == {"taken"}
    assert [each["unit"] for each in told["changes"]] == ["ub", "hf"]
    assert told["comments"][0]["text"] == "Er dette sant?"
    assert "Kari" not in json.dumps(told)
    assert run(note, "apply", file, "--format", "json", "--yes") == 1, "the comment waits"
    assert json.loads(capsys.readouterr().out)["written"] == [
        "contributions/hf.md",
        "contributions/ub.md",
    ]


def test_today_s_other_changes_stay(note: Project) -> None:
    docx = edited(note, *BOTH)
    note.contribution("ub", UB.replace("i høst", "i vår"))
    assert run(note, "apply", save(note, docx), "--yes") == 0
    assert b"faste samlinger" in texts(note)["ub.md"]
    assert b"bra i v\xc3\xa5r" in texts(note)["ub.md"]


def test_the_same_words_changed_on_both_sides_wait(note: Project, capsys: Captured) -> None:
    docx = edited(note, *BOTH)
    note.contribution("ub", UB.replace("faste møter", "faste treff"))
    before = texts(note)["ub.md"]
    assert run(note, "apply", save(note, docx), "--yes") == 1
    assert "1 må du se på" in capsys.readouterr().err
    assert texts(note)["ub.md"] == before
    remarks = (note.root / ".arkdoc" / "merknader.md").read_text("utf-8")
    assert "treff" in remarks
    assert "samlinger" in remarks
    assert (note.root / "build" / "merknader.md").read_text("utf-8") == remarks


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04" + b"\0" * 500])
def test_what_is_no_word_file_of_the_note(note: Project, content: bytes, capsys: Captured) -> None:
    before = everything(note)
    file = note.root.parent / "annet.docx"
    file.write_bytes(content)
    assert run(note, "apply", str(file), "--yes") == 2
    assert run(note, "apply", str(file) + "x") == 2
    assert run(note, "apply") == 2
    assert len(capsys.readouterr().err.splitlines()) == 3
    assert everything(note) == before


# --- all or nothing ------------------------------------------------------------------------------


def test_a_file_changed_meanwhile_stops_all_of_it(
    note: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched = fetch(note.root, edited(note, *BOTH))
    note.contribution("hf", HF + "\nNytt.\n")
    before = texts(note)
    with pytest.raises(ArkdocError, match="changed meanwhile"):
        take_in(note.root, fetched, NOW, NB)
    assert texts(note) == before
    assert read_returns(note.root) == ()


@pytest.mark.kills
def test_a_kill_at_any_operation(
    note: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The contributions are the old ones, or after the next load the new ones: never a mixture."""
    docx, old, trial = edited(note, *BOTH, comments=("i høst",)), texts(note), tmp_path / "trial"
    fetched = fetch(note.root, docx)
    mortal = Mortal(monkeypatch)

    def there() -> Project:
        shutil.rmtree(trial, ignore_errors=True)
        shutil.copytree(note.root, trial)
        return Project(trial)

    project = there()
    operations = list(mortal.operations(lambda: take_in(trial, fetched, NOW, NB)))
    new = texts(project)
    assert new == replaced(old, *BOTH)
    seen = set()
    for at, half in moments(operations, 14):
        project = there()
        mortal.kill(lambda: take_in(trial, fetched, NOW, NB), at, half=half)
        settle(trial)
        now = texts(project)
        assert now in (old, new), operations[at]
        assert bool(read_returns(trial)) == (now == new), operations[at]
        seen.add(now == new)
        take_in(trial, fetch(trial, docx), NOW, NB)
        assert texts(project) == new
        assert "Er dette sant?" in (trial / ".arkdoc" / "merknader.md").read_text("utf-8")
        assert not [p for p in trial.rglob("*") if p.name == "bytte"]
    assert seen == {True, False}


@pytest.mark.kills
def test_a_kill_while_undoing(
    note: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = texts(note)
    take_in(note.root, fetch(note.root, edited(note, *BOTH)), NOW, NB)
    new, trial = texts(note), tmp_path / "trial"
    mortal = Mortal(monkeypatch)
    shutil.copytree(note.root, trial)
    operations = list(mortal.operations(lambda: undo(trial, NOW)))
    assert texts(Project(trial)) == old
    for at, half in moments(operations, 14):
        shutil.rmtree(trial)
        shutil.copytree(note.root, trial)
        mortal.kill(lambda: undo(trial, NOW), at, half=half)
        settle(trial)
        assert texts(Project(trial)) in (old, new), operations[at]


# --- undoing -------------------------------------------------------------------------------------


def test_it_can_be_undone(note: Project, capsys: Captured) -> None:
    before = texts(note)
    file = save(note, edited(note, *BOTH))
    assert run(note, "apply", file, "--yes") == 0
    assert run(note, "apply", "--undo") == 0
    assert texts(note) == before
    assert settled_files(note.root) == frozenset()
    assert run(note, "apply", "--undo") == 2
    assert run(note, "apply", file, "--yes") == 0
    assert texts(note) == replaced(before, *BOTH)


def test_a_new_contribution_goes_when_it_is_undone(note: Project) -> None:
    (note.root / "contributions" / "hf.md").unlink()
    assert run(note, "build", "--to", "docx", "-q") == 0
    before = texts(note)
    docx = edited(note, ("Humaniora er ikke mottatt", "Humaniora er kommet i gang nå"))
    assert run(note, "apply", save(note, docx), "--yes") == 0
    assert set(texts(note)) > set(before)
    assert run(note, "apply", "--undo") == 0
    assert texts(note) == before


def test_not_after_a_delivery_or_a_change(note: Project) -> None:
    take_in(note.root, fetch(note.root, edited(note, *BOTH)), NOW, NB)
    whole = texts(note)["ub.md"]
    (note.root / "contributions" / "ub.md").write_bytes(whole + b"\nMer.\n")
    before = texts(note)
    with pytest.raises(ArkdocError, match="has been changed since"):
        undo(note.root, NOW)
    assert texts(note) == before
    (note.root / "contributions" / "ub.md").write_bytes(whole)
    handed = HandedIn(text="Humaniora leverer på nytt.\n")
    basis = look(note.root, "hf", handed).there.basis
    later = NOW + timedelta(hours=1)
    delivery.deliver(note.root, "hf", handed, basis=basis, now=later, how="tekst")
    before = texts(note)
    with pytest.raises(ArkdocError, match="delivered since"):
        undo(note.root, later)
    assert texts(note) == before


def test_only_the_last_time_is_undone(note: Project) -> None:
    first = texts(note)
    docx = edited(note, BOTH[0])
    other = edited(note, BOTH[1])
    take_in(note.root, fetch(note.root, docx), NOW, NB)
    second = texts(note)
    take_in(note.root, fetch(note.root, other), NOW, NB)
    assert texts(note) == replaced(first, *BOTH)
    undo(note.root, NOW)
    assert texts(note) == second
    undo(note.root, NOW)
    assert texts(note) == first


# --- what a build may do meanwhile ---------------------------------------------------------------


def test_a_build_replaces_the_file_once_all_is_in(note: Project, capsys: Captured) -> None:
    docx = edited(note, *BOTH)
    file = save(note, docx)
    assert run(note, "build", "--to", "docx", "-q") == 0
    told = capsys.readouterr().err
    assert f"arkdoc apply {DOCX}" in told, "also with -q"
    assert (note.root / DOCX).read_bytes() == docx
    assert run(note, "build", "--to", "docx", "--final") == 1
    assert f"arkdoc apply {DOCX}" in capsys.readouterr().err
    assert run(note, "apply", file, "--yes") == 0
    (note.root / "build" / "sak-11-19-ny.docx").unlink()
    assert run(note, "build", "--to", "docx", "--final") == 0
    assert (note.root / DOCX).read_bytes() != docx
    assert not (note.root / "build" / "sak-11-19-ny.docx").exists()


def test_what_waits_stands_in_the_way_until_it_is_done(note: Project, capsys: Captured) -> None:
    docx = edited(note, *BOTH, comments=("i høst",))
    file = save(note, docx)
    assert run(note, "apply", file, "--done") == 2, "it has not been taken in"
    assert run(note, "apply", file, "--yes") == 1
    assert "Er dette sant?" in (note.root / "build" / "merknader.md").read_text("utf-8")
    (remark,) = read_remarks(note.root)
    assert "“From Word”" in remark.rule.hint
    assert "`" not in remark.rule.hint  # a case officer reads it, who gives no commands
    commented = (note.root / remark.span.path).read_text("utf-8").splitlines()
    assert "i høst" in commented[remark.span.line - 1]
    assert "Er dette sant?" in dict(remark.args)["what"]
    capsys.readouterr()
    assert run(note, "build", "--to", "docx", "--final") == 1
    told = capsys.readouterr().err
    assert "ARK971" in told
    assert "ARK901" not in told
    assert run(note, "build", "--to", "docx", "-q") == 0
    assert "--done" in capsys.readouterr().err
    assert (note.root / DOCX).read_bytes() == docx
    (note.root / DOCX).replace(note.root.parent / "fra-kari.docx")
    assert run(note, "build", "--to", "docx", "--final") == 1, "also when the file lies elsewhere"
    assert run(note, "apply", str(note.root.parent / "fra-kari.docx"), "--done") == 0
    assert not (note.root / ".arkdoc" / "merknader.md").exists()
    assert read_remarks(note.root) == ()
    assert not (note.root / "build" / "merknader.md").exists()
    (note.root / "build" / "sak-11-19-ny.docx").unlink()
    assert run(note, "build", "--to", "docx", "--final") == 0


def test_a_comment_waits_once(note: Project, capsys: Captured) -> None:
    file = save(note, edited(note, *BOTH, comments=("i høst",)))
    assert run(note, "apply", file, "--yes") == 1
    assert run(note, "apply", file, "--done") == 0
    assert run(note, "apply", file, "--yes") == 0
    assert len(read_returns(note.root)) == 1


def test_without_word_edits_is_still_a_way(note: Project) -> None:
    save(note, edited(note, *BOTH))
    assert run(note, "build", "--to", "docx", "--final", "--without-word-edits") == 0


# --- what is kept --------------------------------------------------------------------------------


def test_nobody_s_name_and_no_word_is_kept_in_the_list(note: Project) -> None:
    take_in(note.root, fetch(note.root, edited(note, *BOTH, comments=("i høst",))), NOW, NB)
    line = (note.root / ".arkdoc" / "fra-word.jsonl").read_text("utf-8")
    [returned] = read_returns(note.root)
    assert [(c.unit, c.kind, c.verdict) for c in returned.changes] == [
        ("ub", "text", "taken"),
        ("hf", "text", "taken"),
        ("ub", "comment", "waiting"),
    ]
    remarks = (note.root / ".arkdoc" / "merknader.md").read_text("utf-8")
    for name in ("Kari", "Nordmann"):
        assert name not in line + remarks
    for word in ("samlinger", "møter", "sant"):
        assert word not in line


def test_the_file_and_what_it_changed_are_kept_and_forgotten(note: Project) -> None:
    docx = edited(note, *BOTH)
    take_in(note.root, fetch(note.root, docx), NOW, NB)
    kept = {file.read_bytes() for file in (note.root / ".arkdoc" / "hentet").rglob("*.*")}
    assert docx in kept
    assert any(b"faste m\xc3\xb8ter" in data for data in kept)
    assert [copies.path for copies in kept_copies(note.root)] == [".arkdoc/hentet"]
    assert run(note, "forget", "--all", "--yes") == 0
    assert not (note.root / ".arkdoc" / "hentet").exists()
    with pytest.raises(ArkdocError, match="not kept any more"):
        undo(note.root, NOW)


def test_a_case_is_not_closed_over_what_has_not_come_back(note: Project) -> None:
    assert run(note, "build", "--to", "docx,pdf", "--final") == 0
    save(note, edited(note, *BOTH))
    with pytest.raises(ArkdocError, match="edited"):
        plan_closing(note.root)


def test_a_torn_line_is_passed_over(note: Project) -> None:
    take_in(note.root, fetch(note.root, edited(note, *BOTH)), NOW, NB)
    file = note.root / ".arkdoc" / "fra-word.jsonl"
    whole = file.read_bytes()
    file.write_bytes(b'{"what": "tatt inn"\n[1]\nnull\n' + whole + whole[: len(whole) // 2])
    assert len(read_returns(note.root)) == 1
    settle_file(note.root, edited(note, *BOTH), NOW)


def test_what_was_there_by_another_spelling_is_written_where_it_lies(note: Project) -> None:
    """A name in decomposed letters, as macOS writes them, stays the name."""
    (note.root / "contributions" / "ub.md").unlink()
    decomposed = "o\u0308konomi.md"
    note.write(decomposed, f"---\nenhet: ub\n---\n{UB}")
    assert run(note, "build", "--to", "docx", "-q") == 0
    take_in(note.root, fetch(note.root, edited(note, *BOTH)), NOW, NB)
    names = {file.name for file in (note.root / "contributions").iterdir()}
    assert decomposed in names
    assert len(names) == 3
    assert b"faste samlinger" in (note.root / "contributions" / decomposed).read_bytes()
    undo(note.root, NOW)
    assert b"faste m\xc3\xb8ter" in (note.root / "contributions" / decomposed).read_bytes()
