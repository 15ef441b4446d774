"""A case from call to archive in a real browser: the terminal only starts the server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.axe import axe_finds
from tests.support.preview import eventually
from tests.support.server import Serving, serving
from tests.support.word_edits.attached import comment
from tests.support.word_edits.editor import Word
from tests.support.word_packages import p, word_file

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.tools, pytest.mark.slow]

LAST_YEAR = """\
---
saksnr: 11/25
tittel: Status for arbeidsmiljøet
fra: Prorektor
dato: 2025-02-27
møtedato: 2025-03-04
ledetråder: ["Tiltak: Hva er gjort?"]
enheter:
  - {id: ub, navn: Biblioteket, kontakt: "Leder, ub@uni.example"}
  - {id: hf, navn: Humaniora}
  - {id: nt, navn: Naturvitenskap}
  - {id: sv, navn: Samfunnsvitenskap}
---
Innledning.

[[bidrag]]
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Serving]:
    contributions = tmp_path / "sak-11-25" / "contributions"
    contributions.mkdir(parents=True)
    (contributions / "notat.md").write_text(LAST_YEAR, "utf-8")
    with serving(tmp_path, many=True) as server:
        yield server


def opened(browser: Browser, address: str, **more: object) -> Page:
    page = browser.new_page(**more)  # type: ignore[arg-type]
    page.goto(address)
    return page


def unit_address(page: Page, name: str) -> str:
    """The address that the secretariat would send to a unit."""
    found = page.get_attribute(f"button[aria-label='Kopier adressen til {name}']", "data-copy")
    assert found
    return found


def paste(page: Page, editor: str, html: str) -> None:
    """Paste, at the end of what is in the editor."""
    page.evaluate(
        """([editor, html]) => {
          const text = document.querySelector(editor);
          const data = new DataTransfer();
          data.setData('text/html', html);
          data.setData('text/plain', 'x');
          text.focus();
          text.setSelectionRange(text.value.length, text.value.length);
          text.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        [editor, html],
    )


def drop(page: Page, name: str, data: bytes) -> None:
    """Drop a file on the page, beside everything that is there for it."""
    dropped = page.evaluate_handle(
        """([name, bytes]) => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(bytes)], name));
          return data;
        }""",
        [name, list(data)],
    )
    page.dispatch_event("h1", "dragover", {"dataTransfer": dropped})
    assert page.locator("[data-over]").count()
    page.dispatch_event("h1", "drop", {"dataTransfer": dropped})


def edited(docx: bytes) -> bytes:
    """The note's Word file as the prorector sends it back: a word changed, and a comment."""
    word = Word(docx)
    word.author = "Prorektor"
    word.replace(word.paragraph("har hatt seminar"), "seminar", "to seminarer")
    comment(word, word.paragraph("har gått tur"), "tur", "Hvor mange var med?", "Prorektor")
    return word.saved()


def looked_at(page: Page) -> None:
    """axe-core finds nothing at any width, and nothing has to be scrolled to the side."""
    before = page.viewport_size
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert axe_finds(page) == "", width
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert before
    page.set_viewport_size(before)


def test_from_call_to_archive(browser: Browser, server: Serving, tmp_path: Path) -> None:
    # Nytt notat fra i fjor.
    secretariat = opened(browser, f"{server.url}/#{server.token()}")
    secretariat.wait_for_selector("#sv-earlier")
    assert "#" not in secretariat.url
    secretariat.select_option("#sv-earlier", "sak-11-25")
    secretariat.fill("#sv-saksnr", "12/26")
    secretariat.click("text=Begynn")
    secretariat.wait_for_selector(".sv-units")
    assert secretariat.url == f"{server.url}/sak-12-26/"
    assert "Naturvitenskap" in secretariat.inner_text(".sv-units")

    # Ny frist, og datoen på notatet.
    secretariat.click("text=Oppsett")
    deadline = datetime.now().astimezone().date() + timedelta(days=5)
    secretariat.fill("#sv-bidragsfrist", deadline.strftime("%d.%m.%Y"))
    secretariat.fill("#sv-dato", deadline.strftime("%d.%m.%Y"))
    secretariat.fill("#sv-møtedato", (deadline + timedelta(days=9)).strftime("%d.%m.%Y"))
    secretariat.fill("#sv-introduction", "Her er status for arbeidsmiljøet.")
    paste(secretariat, "#sv-introduction", "<h2>Bakgrunn</h2><p>Losam har <b>bedt</b> om det.</p>")
    eventually(lambda: "Losam har **bedt** om det." in secretariat.input_value("#sv-introduction"))
    secretariat.click("button:has-text('Lagre')")
    secretariat.wait_for_selector("#sv-answer .sv-told[data-kind=good]")

    # Invitasjoner.
    secretariat.click("text=Innhenting")
    mail = secretariat.get_attribute("a[aria-label$='e-post til Biblioteket']", "href") or ""
    assert mail.startswith("mailto:ub@uni.example?")
    assert "5 dager igjen" in secretariat.inner_text("#main")

    # En enhet åpner adressen på telefonen, velger en Word-fil og leverer.
    phone = opened(
        browser, unit_address(secretariat, "Biblioteket"), viewport={"width": 390, "height": 844}
    )
    word = tmp_path / "Status.docx"
    word.write_bytes(word_file(p("Biblioteket", "Tittel"), p("Biblioteket har fått lunsj.")))
    phone.set_input_files("#sv-file", word)
    phone.click("button[data-do=lever]")
    phone.wait_for_selector("text=Takk. Teksten fra Biblioteket er levert")
    assert phone.evaluate("() => document.documentElement.scrollWidth <= innerWidth")

    # En annen skriver og limer inn.
    writer = opened(browser, unit_address(secretariat, "Humaniora"))
    writer.wait_for_selector("#sv-deliver[data-ready]")
    writer.click("text=Skriv eller lim inn")
    writer.fill("#sv-text", "Humaniora har gått tur.")
    paste(writer, "#sv-text", "<h1>Tiltak</h1><ul><li>Felles lunsj</li><li>Tur</li></ul>")
    eventually(lambda: "- Felles lunsj" in writer.input_value("#sv-text"))
    writer.click("text=Se hvordan det blir")
    writer.click("button[data-do=lever]")
    writer.wait_for_selector("text=Takk. Teksten fra Humaniora er levert")

    # To filer fra e-post, samtidig.
    secretariat.reload()
    (tmp_path / "Naturvitenskap.docx").write_bytes(word_file(p("Vi har fått nye lamper.")))
    (tmp_path / "noe.txt").write_text("Samfunnsvitenskap har hatt seminar.\n", "utf-8")
    secretariat.set_input_files(
        "#sv-files", [tmp_path / "Naturvitenskap.docx", tmp_path / "noe.txt"]
    )
    secretariat.wait_for_selector("#sv-plan select")
    secretariat.select_option("#sv-plan select", label="Samfunnsvitenskap")
    secretariat.click("text=Se på nytt")
    eventually(lambda: secretariat.locator("#sv-plan input[type=checkbox]").count() == 2)

    # Først én av dem: da er den andre en påminnelse.
    secretariat.uncheck("#sv-plan input[aria-label='Ta inn noe.txt']")
    secretariat.click("text=Ta inn dem som er krysset av")
    secretariat.wait_for_selector("#sv-plan .sv-told[data-kind=good]")
    secretariat.reload()
    reminder = secretariat.get_attribute(
        "a[aria-label^='Påminnelse i e-post til Samfunns']", "href"
    )
    assert reminder
    assert "mailto:" in reminder
    assert secretariat.locator("a[aria-label^='Påminnelse']").count() == 1
    secretariat.set_input_files("#sv-files", [tmp_path / "noe.txt"])
    secretariat.wait_for_selector("#sv-plan select")
    secretariat.select_option("#sv-plan select", label="Samfunnsvitenskap")
    secretariat.click("text=Se på nytt")
    secretariat.wait_for_selector("#sv-plan input[type=checkbox]")
    secretariat.click("text=Ta inn dem som er krysset av")
    secretariat.wait_for_selector("#sv-plan .sv-told[data-kind=good]")

    # Last ned Word og PDF, og lag endelig.
    secretariat.click("text=Ferdig")
    files = []
    for label, start in (("Last ned Word-fil", b"PK"), ("Last ned PDF", b"%PDF")):
        with secretariat.expect_download() as download:
            secretariat.click(f"text={label}")
        files.append(download.value.path().read_bytes())
        assert files[-1].startswith(start)
    assert "Ingenting står i veien" in secretariat.inner_text("#main")
    secretariat.click("text=Lag endelig")
    secretariat.wait_for_selector("text=Det endelige notatet er laget.")
    final = tmp_path / "sak-12-26" / "endelig"
    assert {file.suffix for file in final.iterdir()} == {".docx", ".pdf", ".json"}

    # Nå tas det ikke imot mer.
    phone.reload()
    phone.wait_for_selector(".sv-told")
    assert phone.locator("#sv-file").count() == 0

    # Prorektor har rettet i Word-filen: slippes, vises, tas inn, angres og tas inn igjen.
    secretariat.click("text=Fra Word")
    text = next((tmp_path / "sak-12-26" / "contributions").glob("sv.*"))
    before = text.read_bytes()
    for is_first in (True, False):
        drop(secretariat, "Notat fra Prorektor.docx", edited(files[0]))
        secretariat.wait_for_selector(".sv-changes")
        assert "seminar" in secretariat.inner_text(".sv-changes del")
        assert "to seminarer" in secretariat.inner_text(".sv-changes ins")
        if is_first:
            looked_at(secretariat)
        secretariat.click("text=Ta endringene inn i notatet")
        secretariat.wait_for_selector("text=Endringene er tatt inn i notatet.")
        assert "to seminarer" in text.read_text("utf-8")
        if is_first:
            secretariat.click("button:text-is('Angre')")
            secretariat.wait_for_selector("text=Tekstene er som de var før det.")
            assert text.read_bytes() == before

    # Kommentaren står i veien til den er ordnet.
    secretariat.click("text=Ferdig")
    assert "Ingenting står i veien" not in secretariat.inner_text("#main")
    secretariat.click("text=Fra Word")
    secretariat.click("button:text-is('Det er ordnet')")
    secretariat.wait_for_selector("text=Det som gjenstod av filen, er merket som ferdig.")

    # Hva er nytt siden det endelige notatet? Så et nytt, og saken avsluttes.
    secretariat.click("text=Ferdig")
    with secretariat.expect_download() as download:
        secretariat.click("text=Sammenlign med forrige endelige")
    changes = Word(download.value.path().read_bytes()).parts["word/document.xml"]
    assert b"<w:ins " in changes
    assert b"<w:del " in changes
    secretariat.click("text=Lag endelig")
    secretariat.wait_for_selector("text=Det endelige notatet er laget.")
    secretariat.click("text=Avslutt saken …")
    secretariat.wait_for_selector("text=Avslutte saken?")
    secretariat.click("button:text-is('Avslutt saken')")
    secretariat.wait_for_selector("text=Saken ble avsluttet")
    assert [file.suffix for file in final.iterdir()].count(".zip") == 1
    secretariat.click("text=Oppsett")
    assert secretariat.is_disabled("#sv-introduction")
    assert server.errors == []
