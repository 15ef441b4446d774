"""Reminders: whom, what is lacking, by when and where, in words to send; and nothing slips through."""

from __future__ import annotations

import csv
import io
import json
import re
import stat
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from arkdoc.cli import main
from arkdoc.deliver.addresses import addresses, write_url
from arkdoc.deliver.letters import as_csv, as_email, mailto
from arkdoc.deliver.log import Happening, LogLine, add
from arkdoc.deliver.occasions import occasion
from arkdoc.deliver.reminders import Message, Recipient, invitations, recipients, reminders
from arkdoc.language.printed import WORDS
from arkdoc.model.note import Expectation, State, Unit
from arkdoc.read.contribution import read_contribution
from arkdoc.units.template import scaffold
from tests.support.project import Project

NOW = datetime(2019, 2, 20, 12, 0, tzinfo=UTC)
DAY = NOW.date()
Captured = pytest.CaptureFixture[str]

NOTE = """\
---
saksnr: SAK 11/19
tittel: Status
fra: Prorektor
saksbehandler: Seksjonsleder
møtedato: {meeting}
bidragsfrist: 2019-02-22
ledetråder: ["Hensikt: Hva ønsket vi å oppnå?", "Hva gjorde dere?"]
språk: {language}
enheter:
  - {{id: mangler, navn: Avd. M, kontakt: ["Leder Ås, leder@m.example", post@m.example]}}
  - {{id: utkast, navn: Avd. U, kontakt: "u@u.example"}}
  - {{id: feil, navn: Avd. F}}
  - {{id: tom, navn: Avd. T}}
  - {{id: ulest, navn: Avd. L}}
  - {{id: skjema, navn: Avd. S}}
  - {{id: ferdig, navn: Avd. D}}
  - {{id: merknad, navn: Avd. I, bidrag: ingen merknader}}
  - id: over
    navn: Avd. O
    enheter:
      - {{id: valgfri, navn: Avd. V, bidrag: valgfritt}}
---
[[bidrag]]
"""
LACKING = ["mangler", "utkast", "feil", "tom", "ulest", "skjema"]


@pytest.fixture
def note(project: Project) -> Project:
    return filled(project)


def filled(project: Project, meeting: str = "2019-03-04", language: str = "nb") -> Project:
    project.note(NOTE.format(meeting=meeting, language=language))
    project.contribution("utkast", "Tekst.\n", status="utkast", kontaktperson="HMS, hms@u.example")
    project.contribution("feil", "![](mangler.png)\n")
    project.contribution("tom", "")
    project.write("ulest.md", "---\nenhet: ulest\nliste: [a\n---\nTekst.\n")
    analysis = project.analyse()
    unit = next(u for u in analysis.note.all_units if u.id == "skjema")
    project.write("skjema.md", scaffold(analysis.note, unit, DAY)[1])
    project.contribution("ferdig", "Ferdig.\n", dato="25.02.2019")
    return project


def messages(note: Project, today: date = DAY) -> dict[str, Message]:
    return {m.unit.id: m for m in reminders(occasion(note.root, note.analyse(), today))}


def run(note: Project, *arguments: str) -> int:
    return main(["remind", *arguments, "--root", str(note.root)])


# --- whom, and what --------------------------------------------------------------------------


def test_each_that_lacks_something_and_no_other(note: Project) -> None:
    found = messages(note)
    assert list(found) == LACKING
    sentences = [message.lacking for message in found.values()]
    assert len(set(sentences)) == len(sentences)
    for message in found.values():
        assert message.unit.name in message.lacking
        assert re.fullmatch(r"[^.]*Avd\. \w[^.]*\.", message.lacking)
        assert message.lacking in message.text
        assert "Fristen er fredag 22. februar 2019." in message.text
        assert message.text.endswith("Hilsen\nSeksjonsleder\n")


def test_after_the_deadline_and_with_more_time(note: Project) -> None:
    add(note.root, LogLine(NOW, Happening.MORE_TIME, "mangler", until=date(2019, 3, 1)))
    text = messages(note, date(2019, 2, 23))["mangler"].text
    assert (
        "Fristen var fredag 22. februar 2019. Dere har bedt om mer tid, til fredag 1. mars" in text
    )


def test_who_is_written_to(note: Project) -> None:
    found = messages(note)
    assert found["mangler"].recipients == (
        Recipient("Leder Ås", "leder@m.example"),
        Recipient("", "post@m.example"),
    )
    assert [r.address for r in found["utkast"].recipients] == ["u@u.example", "hms@u.example"]
    assert found["feil"].recipients == ()


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ("", []),
        ("Bare et navn", [("Bare et navn", "")]),
        ("Kari <kari@a.example>, ola@a.example.", [("Kari", "kari@a.example"), ("", "ola@a.example")]),
        ("kari@a.example; KARI@a.example", [("", "kari@a.example")]),
        ("Kari\r\nBcc: ond@b.example", [("Kari Bcc", "ond@b.example")]),
        ("kari@næring.example", [("", "kari@næring.example")]),
        ("@a.example", [("@a.example", "")]),
    ],
)  # fmt: skip
def test_contacts_as_people_write_them(contact: str, expected: list[tuple[str, str]]) -> None:
    assert [(r.name, r.address) for r in recipients(contact)] == expected


def test_an_invitation_asks(note: Project) -> None:
    found = invitations(occasion(note.root, note.analyse(), DAY))
    assert [m.unit.id for m in found] == [*LACKING, "ferdig", "valgfri"]
    first, last = found[0].text, found[-1].text
    assert "Vi ber om et bidrag fra Avd. M til notatet «Status» (sak 11/19)." in first
    assert "Notatet skal behandles mandag 4. mars 2019. Fristen er fredag 22. februar" in first
    assert "- Hensikt: Hva ønsket vi å oppnå?\n- Hva gjorde dere?\n" in first
    assert "Dere velger selv" in last
    assert "Dere velger selv" not in first
    assert "skjema" not in first.lower()


@pytest.mark.parametrize("language", WORDS)
def test_in_each_language(language: str, project: Project) -> None:
    note = filled(project, language=language)
    about = occasion(note.root, note.analyse(), DAY)
    words = WORDS[WORDS[language].mail.language]
    for message in (*reminders(about), *invitations(about)):
        assert words.written_day(date(2019, 2, 22)) in message.text
        assert not re.search(r"[{}]|\n\n\n|  ", message.text + message.subject)
        assert "arkdoc" not in message.text


# --- addresses -------------------------------------------------------------------------------


def far(note: Project) -> None:
    """Let the addresses of the note be open today, whenever that is."""
    meeting = (datetime.now().astimezone() + timedelta(days=3)).date().isoformat()
    filled(note, meeting)


def test_addresses_only_when_asked_for(note: Project, capsys: Captured) -> None:
    far(note)
    write_url(note.root, "https://notat.example/2019/")
    token = addresses(note.root).unit_token("mangler")
    for written in ("text", "csv", "json"):
        assert run(note, "--format", written) == 0
        out = capsys.readouterr().out
        assert "https://" not in out
        assert token not in out
        assert run(note, "--format", written, "--addresses") == 0
        assert f"https://notat.example/2019/enhet/mangler#{token}" in capsys.readouterr().out


def test_no_address_where_there_is_none(note: Project, capsys: Captured) -> None:
    far(note)
    assert run(note, "--addresses") == 2
    assert "--url" in capsys.readouterr().err
    assert not (note.root / ".arkdoc" / "secret").exists()
    write_url(note.root, "https://notat.example/")
    filled(note, "2019-03-04")  # over, by now
    assert run(note, "--addresses") == 2


# --- what is written -------------------------------------------------------------------------


def test_one_unit(note: Project, capsys: Captured) -> None:
    assert run(note, "--unit", "Avd. U", "--format", "json") == 0
    (record,) = json.loads(capsys.readouterr().out)["messages"]
    assert record["unit"] == "utkast"
    assert record["deadline"] == "2019-02-22"
    assert run(note, "--unit", "ferdig", "-q") == 0
    assert capsys.readouterr() == ("", "")
    assert run(note, "--unit", "finnes-ikke") == 2


def test_emails_to_open_and_send(note: Project, tmp_path: Path, capsys: Captured) -> None:
    folder = tmp_path / "post"
    assert run(note, "--format", "eml") == 2
    assert run(note, "--all", "--format", "eml", "-o", str(folder)) == 0
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = sorted(folder.iterdir())
    assert [f.name for f in files] == sorted(f"{u}.eml" for u in [*LACKING, "ferdig", "valgfri"])
    assert {stat.S_IMODE(f.stat().st_mode) for f in files} == {0o600}
    data = (folder / "mangler.eml").read_bytes()
    mail = message_from_bytes(data, policy=policy.default)
    assert mail["X-Unsent"] == "1"
    assert mail["To"] == "Leder Ås <leder@m.example>, post@m.example"
    assert mail["Subject"] == "Bidrag til sak 11/19: Status"
    body = mail.get_body()
    assert body is not None
    assert "Et skjema for Word følger med." in body.get_content()
    (form,) = mail.iter_attachments()
    read = read_contribution("contributions/x.docx", form.get_content())
    assert next(clue.text for clue in read.clues) == "Avd. M"
    assert run(note, "--all", "--format", "eml", "-o", str(folder)) == 0
    assert (folder / "mangler.eml").read_bytes() == data


def test_tables_and_forms_in_a_folder(note: Project, tmp_path: Path, capsys: Captured) -> None:
    folder = tmp_path / "post"
    assert run(note, "--format", "csv", "-o", str(folder)) == 0
    assert run(note, "--all", "-o", str(folder)) == 0
    names = {f.name for f in folder.iterdir()}
    assert {"paminnelser.csv", "invitasjoner.txt", "mangler.docx"} <= names
    rows = list(
        csv.DictReader(
            io.StringIO((folder / "paminnelser.csv").read_text("utf-8-sig")), delimiter=";"
        )
    )
    assert [row["enhet"] for row in rows] == LACKING
    assert rows[0]["til"] == "leder@m.example; post@m.example"
    assert "\nHilsen\n" in rows[0]["tekst"]


HOSTILE = '=HYPERLINK("http://x")\r\nBcc: ond@b.example\r\n\r\n\u2028kropp'


def hostile() -> Message:
    unit = Unit("a", HOSTILE, Expectation.REQUIRED)
    others = (Recipient(HOSTILE, "a@b.example"), Recipient("x", "ø@b.example"))
    people = (*recipients(HOSTILE), *others)
    return Message(unit, State.MISSING, people, HOSTILE, HOSTILE, None, None, "", HOSTILE)


def test_no_line_ends_in_headers() -> None:
    for form in (None, b"PK"):
        data = as_email(hostile(), form)
        head = data.split(b"\r\n\r\n", 1)[0].split(b"\r\n")
        names = [line.split(b":")[0] for line in head if not line.startswith(b" ")]
        assert set(names) <= {
            b"To", b"Subject", b"X-Unsent", b"MIME-Version", b"Content-Type", b"Content-Transfer-Encoding",
        }  # fmt: skip
        assert b"Bcc:" not in [name + b":" for name in names]
    address = mailto(hostile())
    assert address.startswith("mailto:")
    assert "\n" not in address
    query = parse_qs(urlsplit(address).query)
    assert set(query) == {"subject", "body"}
    assert unquote(urlsplit(address).path).count(",") == 1


@pytest.mark.parametrize("text", ["=1+1", "+47", "-x", "@SUM(A1)", "\t=1", "  =1", "＝1", "\r=1"])
def test_no_formula_in_a_table(text: str) -> None:
    message = replace(hostile(), subject=text, text=text, lacking=text)
    _, row = csv.reader(io.StringIO(as_csv([message])), delimiter=";")
    for cell in row:
        assert not cell.lstrip(" \u00a0").startswith(tuple("=+-@\t\r＝"))


def test_nothing_of_it_is_in_an_output(note: Project) -> None:
    outputs = note.build("docx", "html").outputs
    for data in outputs.values():
        assert b"leder@m.example" not in data
