"""Closing a case: one archive of what is final, nothing else kept, and nothing changed any more."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from threading import Thread
from zipfile import ZipFile

import pytest

from arkdoc.cli import main
from arkdoc.deliver import delivery, finality
from arkdoc.deliver.addresses import addresses
from arkdoc.deliver.close import close_case, plan_closing
from arkdoc.deliver.finality import is_final, open_again
from arkdoc.deliver.forget import kept_copies
from arkdoc.deliver.handed_in import HandedIn, NotTakenError
from arkdoc.deliver.log import read_log
from arkdoc.deliver.look import look
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.pipeline import base_store
from arkdoc.pipeline.base_store import keep_base
from arkdoc.pipeline.closed import closed_case
from arkdoc.pipeline.exchange import exchange
from arkdoc.pipeline.load import load
from arkdoc.pipeline.private_files import CLOSED, alone_in
from arkdoc.pipeline.publish import publish
from tests.support.mortal import Mortal, moments
from tests.support.project import Project
from tests.support.word_packages import p, word_file

NOW = datetime(2019, 3, 4, 12, 0, tzinfo=UTC)
NOTE = """\
---
saksnr: 11/19
arkivsaksnr: 2019/5432
tittel: Status
fra: Prorektor
dato: 2019-02-27
offentlighet: unntatt
hjemmel: offl. § 13, jf. fvl. § 13
vedlegg: [Plan for UB (plan.pdf), Muntlig orientering]
enheter:
  - {id: ub, navn: Biblioteket}
  - {id: hf, navn: Humaniora}
---
[[bidrag]]
"""


@pytest.fixture
def note(project: Project) -> Project:
    project.note(NOTE).contribution("hf", "Humaniora har fulgt opp.\n")
    project.write("vedlegg/plan.pdf", b"%PDF-1.4 plan")
    deliver(project, "Biblioteket har fulgt opp.\n")
    assert run(project, "build", "--final") == 0
    return project


def deliver(note: Project, text: str) -> None:
    handed = HandedIn(text=text)
    basis = look(note.root, "ub", handed).there.basis
    delivery.deliver(note.root, "ub", handed, basis=basis, now=NOW, how="tekst")


def run(note: Project, *arguments: str) -> int:
    return main([*arguments, "--root", str(note.root)])


def private(note: Project) -> set[str]:
    return {file.name for file in (note.root / ".arkdoc").iterdir()}


def archive(note: Project) -> ZipFile:
    [file] = (note.root / "endelig").glob("*.zip")
    return ZipFile(BytesIO(file.read_bytes()))


def test_what_is_final_is_in_one_file(note: Project, capsys: pytest.CaptureFixture[str]) -> None:
    final = {f.name: f.read_bytes() for f in (note.root / "endelig").glob("*.*")}
    assert run(note, "close", "--yes") == 0
    assert capsys.readouterr().out == "endelig/Sak 11-19 – Status.zip\n"
    inside = archive(note)
    assert inside.testzip() is None
    assert set(inside.namelist()) == {*final, "metadata.json"}
    assert inside.namelist() == sorted(inside.namelist())
    assert all(inside.read(name) == data for name, data in final.items())
    assert {entry.date_time for entry in inside.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_metadata_are_by_noark_5s_names(note: Project) -> None:
    assert run(note, "close", "--yes") == 0
    inside = archive(note)
    facts = json.loads(inside.read("metadata.json"))
    assert {name: value for name, value in facts.items() if name != "dokumenter"} == {
        "tittel": "Status",
        "offentligTittel": "Status",
        "saksnummer": "11/19",
        "arkivsaksnummer": "2019/5432",
        "dokumentdato": "2019-02-27",
        "tilgangsrestriksjon": "Unntatt etter offentleglova",
        "skjermingshjemmel": "offl. § 13, jf. fvl. § 13",
    }
    listed = [
        (each["tilknyttetRegistreringSom"], each["dokumenttype"], each["variantformat"])
        for each in facts["dokumenter"]
    ]
    assert listed == [
        ("Hoveddokument", "Saksframlegg", "Produksjonsformat"),
        ("Hoveddokument", "Saksframlegg", "Arkivformat"),
        ("Vedlegg", "Vedlegg", "Produksjonsformat"),
        ("Vedlegg", "Opptegnelse", "Produksjonsformat"),
    ]
    assert facts["dokumenter"][2]["tittel"] == "vedlegg 1 Plan for UB"
    for each in facts["dokumenter"]:
        data = inside.read(each["referanseDokumentfil"])
        assert (sha256(data).hexdigest(), len(data)) == (each["sjekksum"], each["filstoerrelse"])


def test_a_public_note_has_no_restriction(note: Project) -> None:
    note.note(NOTE.replace("offentlighet: unntatt\nhjemmel: offl. § 13, jf. fvl. § 13\n", ""))
    assert run(note, "build", "--final") == 0
    assert run(note, "close", "--yes") == 0
    facts = json.loads(archive(note).read("metadata.json"))
    assert (facts["tilgangsrestriksjon"], facts["skjermingshjemmel"]) == (None, None)


def test_the_same_files_give_the_same_archive(note: Project, tmp_path: Path) -> None:
    first = plan_closing(note.root, with_contributions=True)
    assert first.files == plan_closing(note.root, with_contributions=True).files
    close_case(note.root, first, NOW)
    [made] = (note.root / "endelig").glob("*.zip")
    data = made.read_bytes()
    (note.root / ".arkdoc" / CLOSED).unlink()
    again = plan_closing(note.root, with_contributions=True)
    assert again.files == first.files
    case = close_case(note.root, again, NOW)
    assert case.sha256 == sha256(data).hexdigest()
    assert [f.read_bytes() for f in (note.root / "endelig").glob("*.zip")] == [data]


def test_texts_are_in_it_as_they_were_delivered(note: Project) -> None:
    """What the secretariat has written since is in what is final, not in what the unit sent."""
    file = note.root / "contributions" / "ub.md"
    sent = file.read_bytes()
    with alone_in(note.root):
        changed = {"contributions/ub.md": sent.replace(b"fulgt", b"ikke fulgt")}
        exchange(note.root, changed, changed, keep_in="tidligere/ub")
    assert run(note, "build", "--final") == 0
    assert run(note, "close", "--yes", "--with-contributions") == 0
    inside = archive(note)
    assert inside.read("bidrag/ub.md") == sent
    assert b"Humaniora har" in inside.read("bidrag/hf.md")
    titles = {
        each["referanseDokumentfil"]: each["tittel"]
        for each in json.loads(inside.read("metadata.json"))["dokumenter"]
    }
    assert titles["bidrag/ub.md"] == "Biblioteket"


def test_what_is_kept_goes(note: Project) -> None:
    deliver_again(note)
    before = private(note)
    assert {"leveringer.jsonl", "grunnlag", "tidligere"} <= before
    assert run(note, "close", "--yes") == 0
    assert private(note) == {".gitignore", "skriver.lock", CLOSED}
    assert kept_copies(note.root) == ()
    assert (note.root / "contributions" / "ub.md").exists()
    assert list((note.root / "build").iterdir())


def deliver_again(note: Project) -> None:
    open_again(note.root, NOW)
    deliver(note, "Biblioteket har fulgt bedre opp.\n")
    assert run(note, "build", "--final") == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda note: run(note, "build"),
        lambda note: run(note, "build", "--final"),
        lambda note: run(note, "new", "ub"),
        lambda note: run(note, "convert", "hf.docx", "--yes"),
    ],
)
def test_nothing_can_be_changed_any_more(
    note: Project, change: Callable[[Project], int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(note, "close", "--yes") == 0
    before = files(note)
    capsys.readouterr()
    assert change(note) == 2
    assert "Status.zip" in capsys.readouterr().err
    assert files(note) == before


def files(note: Project) -> dict[str, bytes]:
    return {
        file.relative_to(note.root).as_posix(): file.read_bytes()
        for file in note.root.rglob("*")
        if file.is_file()
    }


def test_a_build_under_way_writes_nothing_once_it_is_closed(note: Project) -> None:
    """It waits while the case is being closed, and then is told."""
    note.contribution("hf", "Humaniora har fulgt opp bedre.\n")
    result = note.build("docx", "pdf", final=True)
    told: list[str] = []

    def publishing() -> None:
        try:
            publish(result, note.root / "build", note.root)
        except ArkdocError as error:
            told.append(str(error))

    with alone_in(note.root):
        before = files(note)
        thread = Thread(target=publishing)
        thread.start()
        thread.join(0.7)
        assert thread.is_alive()
        assert files(note) == before
        (note.root / ".arkdoc" / CLOSED).write_bytes(b"{}")
    thread.join()
    assert told == ["The case is closed. Nothing is changed any more."]
    assert files(note) == before | {f".arkdoc/{CLOSED}": b"{}"}


def test_nor_does_it_say_that_it_was_made(note: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    open_again(note.root, NOW)

    def closing(root: Path, **how: bool) -> AbstractContextManager[None]:
        close_case(root, plan_closing(root), NOW)
        return alone_in(root, **how)

    monkeypatch.setattr("arkdoc.deliver.finality.alone_in", closing)
    finality.made_final(note.root, NOW)
    assert private(note) == {".gitignore", "skriver.lock", CLOSED}


def test_no_base_is_kept_of_a_file_handed_out_meanwhile(
    note: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    docx, sources = note.build("docx").outputs["docx"], load(note.root)
    close_case(note.root, plan_closing(note.root), NOW)
    before = files(note)
    keep_base(note.root, docx, sources, ())
    monkeypatch.setattr(base_store, "is_kept", lambda *_: False)  # asked before it was closed
    with pytest.raises(ArkdocError):
        keep_base(note.root, docx, sources, ())
    assert files(note) == before


def test_no_text_is_taken_any_more(note: Project) -> None:
    close_case(note.root, plan_closing(note.root), NOW)
    open_again_fails = is_final(note.root, read_log(note.root))
    assert open_again_fails
    before = files(note)
    with pytest.raises(NotTakenError):
        deliver(note, "Nytt.\n")
    assert files(note) == before
    with pytest.raises(ArkdocError), alone_in(note.root):
        pass
    assert addresses(note.root) == addresses(note.root)


def test_it_says_what_it_does_and_asks(note: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(note)
    assert run(note, "close", "--dry-run") == 0
    told = capsys.readouterr().err
    assert ".arkdoc/leveringer.jsonl" in told
    assert "Status.pdf" in told
    assert run(note, "close") == 1
    assert "--yes" in capsys.readouterr().err
    assert files(note) == before
    assert closed_case(note.root) is None


def test_a_text_changed_since_is_told(note: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert not plan_closing(note.root).is_behind
    note.contribution("hf", "Noe annet.\n")
    assert plan_closing(note.root).is_behind
    assert run(note, "close", "--dry-run") == 0
    assert "siden notatet ble gjort endelig" in capsys.readouterr().err


def test_it_is_refused_where_something_is_wrong(
    project: Project, note: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    built = next((note.root / "build").glob("*.docx"))
    whole = built.read_bytes()
    built.write_bytes(b"edited in Word")
    assert run(note, "close", "--yes") == 2
    assert "sak-11-19.docx" in capsys.readouterr().err
    built.write_bytes(whole)
    final = next((note.root / "endelig").glob("*Status.pdf"))
    final.write_bytes(final.read_bytes() + b" ")
    assert run(note, "close", "--yes") == 2
    assert "Status.pdf" in capsys.readouterr().err
    for file in (note.root / "endelig").glob("*.*"):
        file.unlink()
    assert run(note, "close", "--yes") == 2
    assert closed_case(note.root) is None


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("*Status.pdf", "Status.pdf"),
        ("*Status.docx", "Status.docx"),
        ("* – vedlegg 1 *", "– vedlegg 1"),
    ],
)
def test_what_is_gone_of_the_final_note_is_told(
    note: Project, what: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    [file] = (note.root / "endelig").glob(what)
    data = file.read_bytes()
    file.unlink()
    capsys.readouterr()
    assert run(note, "close", "--yes") == 2
    [line] = capsys.readouterr().err.splitlines()
    assert said in line
    assert "finnes ikke lenger" in line
    assert not list((note.root / "endelig").glob("*.zip"))
    file.write_bytes(data)
    assert run(note, "close", "--yes") == 0


def test_files_may_have_their_endings_in_capitals(
    note: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    for ending in ("json", "pdf"):
        [file] = (note.root / "endelig").glob(f"*Status.{ending}")
        file.rename(file.with_suffix(f".{ending.upper()}"))
    assert plan_closing(note.root).files.keys() >= {
        "Sak 11-19 – Status.JSON",
        "Sak 11-19 – Status.PDF",
    }
    [pdf] = (note.root / "endelig").glob("*.PDF")
    pdf.write_bytes(pdf.read_bytes() + b" ")
    assert run(note, "close", "--yes") == 2
    assert "Status.PDF" in capsys.readouterr().err


def test_what_has_changed_since_it_was_asked_is_not_done(note: Project) -> None:
    shown = plan_closing(note.root)
    note.contribution("hf", "Humaniora har fulgt opp bedre.\n")
    assert run(note, "build", "--final") == 0
    before = files(note)
    with pytest.raises(ArkdocError, match="has changed since"):
        close_case(note.root, shown, NOW)
    assert files(note) == before
    shown = plan_closing(note.root)
    deliver_again(note)
    with pytest.raises(ArkdocError, match="has changed since"):
        close_case(note.root, shown, NOW)
    assert closed_case(note.root) is None
    close_case(note.root, plan_closing(note.root, with_contributions=True), NOW)


def test_a_word_file_that_was_converted_is_in_it_as_it_was_delivered(project: Project) -> None:
    project.note(NOTE.replace("vedlegg: [Plan for UB (plan.pdf), Muntlig orientering]\n", ""))
    project.contribution("hf", "Humaniora har fulgt opp.\n")
    sent = word_file(p("Vi har fulgt opp."))
    handed = HandedIn(files=(("ub.docx", sent),))
    basis = look(project.root, "ub", handed).there.basis
    delivery.deliver(project.root, "ub", handed, basis=basis, now=NOW, how="fil")
    [line] = read_log(project.root)
    word = project.root / line.path
    delivered = word.read_bytes()
    assert run(project, "convert", word.name, "--yes") == 0
    assert not word.exists()
    assert run(project, "build", "--final", "--to", "docx") == 0
    assert run(project, "close", "--yes", "--with-contributions") == 0
    inside = archive(project)
    assert inside.read(f"bidrag/{word.name}") == delivered
    texts = {name for name in inside.namelist() if name.startswith("bidrag/")}
    assert texts == {f"bidrag/{word.name}", "bidrag/hf.md"}
    titles = {
        each["referanseDokumentfil"]: each["tittel"]
        for each in json.loads(inside.read("metadata.json"))["dokumenter"]
    }
    assert titles[f"bidrag/{word.name}"] == "Biblioteket"


def test_a_note_called_metadata_takes_nothing_of_the_metadata(note: Project) -> None:
    for file in (note.root / "endelig").glob("*.*"):
        file.unlink()
    note.note(NOTE.replace("saksnr: 11/19", "saksnr: 11/19\nfilnavn: Metadata"))
    assert run(note, "build", "--final") == 0
    record = (note.root / "endelig" / "Metadata.json").read_bytes()
    assert run(note, "close", "--yes") == 0
    inside = archive(note)
    names = [name.casefold() for name in inside.namelist()]
    assert len(names) == len(set(names))
    facts = json.loads(inside.read("metadata.json"))
    assert facts["saksnummer"] == "11/19"
    [name] = [
        each["referanseDokumentfil"]
        for each in facts["dokumenter"]
        if each["dokumenttype"] == "Opptegnelse"
    ]
    assert inside.read(name) == record


def test_a_text_taken_away_since_is_told(note: Project) -> None:
    assert not plan_closing(note.root).is_behind
    (note.root / "contributions" / "hf.md").unlink()
    assert plan_closing(note.root).is_behind


def test_the_newest_version_is_the_one(note: Project) -> None:
    note.contribution("hf", "Humaniora har fulgt opp bedre.\n")
    assert run(note, "build", "--final") == 0
    assert run(note, "close", "--yes") == 0
    names = archive(note).namelist()
    assert "Sak 11-19 – Status (versjon 2).pdf" in names
    assert "Sak 11-19 – Status.pdf" not in names
    assert "Sak 11-19 – Status (versjon 2) – vedlegg 1 Plan for UB.pdf" in names


@pytest.mark.kills
def test_a_kill_anywhere_is_made_good_by_closing_again(
    note: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Either nothing has gone, or the case is closed and its archive is whole."""
    deliver_again(note)
    kept = {name: data for name, data in files(note).items() if name.startswith(".arkdoc/")}
    with monkeypatch.context() as patch:
        mortal = Mortal(patch)

        def close() -> None:
            close_case(note.root, plan_closing(note.root), NOW)

        def again() -> None:
            (note.root / ".arkdoc" / CLOSED).unlink(missing_ok=True)
            for zipped in (note.root / "endelig").glob("*.zip"):
                zipped.unlink()
            for name, data in kept.items():
                (note.root / name).parent.mkdir(parents=True, exist_ok=True)
                (note.root / name).write_bytes(data)

        close()
        again()
        operations = list(mortal.operations(close))
        again()
        for at, half in moments(operations, 16):
            mortal.kill(close, at, half=half)
            now = files(note)
            if closed_case(note.root) is None:
                assert kept.items() <= now.items(), operations[at]
            else:
                assert archive(note).testzip() is None
            close()
            assert archive(note).testzip() is None
            assert private(note) == {".gitignore", "skriver.lock", CLOSED}, operations[at]
            again()
