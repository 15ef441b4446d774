"""The preview in a real browser: what is seen, kept and reached while the note changes."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.axe import axe_finds
from tests.support.preview import Preview, eventually, previewed, real_note, short_note
from tests.support.project import REPOSITORY, png
from tests.support.screen import Screen
from tests.support.word_notation import word_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.tools

GJOVIK = "contributions/ub/gjovik.md"
FIRST = "contributions/studieadministrasjon.md"


@pytest.fixture
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    note: Callable[[Path], Path] = getattr(request, "param", short_note)
    return note(tmp_path)


LONG = pytest.mark.parametrize("root", [real_note], indirect=True, ids=["long"])
"""What is about scrolling, and about many files, is tried with the whole note."""


@pytest.fixture
def preview(root: Path) -> Iterator[Preview]:
    with previewed(root) as preview:
        yield preview


@pytest.fixture
def screen(browser: Browser, preview: Preview) -> Iterator[Screen]:
    screen = Screen(browser, preview)
    yield screen
    screen.page.close()
    assert screen.problems == []
    assert preview.errors == []


# --- updates ---------------------------------------------------------------------------------


def test_updates_lead_to_the_page_that_a_reload_gives(browser: Browser, screen: Screen) -> None:
    notat = "contributions/notat.md"
    note, gjovik = screen.read(notat), screen.read(GJOVIK)
    (screen.preview.root / "contributions" / "ub" / "kart.png").write_bytes(png())
    changes = (
        (GJOVIK, gjovik.replace("### Tid", "![Kart](kart.png)\n\nTabell: Møter\n\n| a | b |\n|-|-|\n| c | d |\n\n### Tid"), "Møter"),
        (GJOVIK, "\n\n\n" + gjovik.replace("dato: 20.02.2019", "status: utkast\ndato: 20.02.2019"), "utkast"),
        (FIRST, screen.read(FIRST) + "\n![](borte.png)\n\nEt nytt avsnitt.[^n]\n\n[^n]: Ny fotnote.\n", "Ny fotnote"),
        (notat, note.replace("tittel: Status", "tittel: Ny status").replace("- Resultat", "- Utfall"), "Ny status"),
        (notat, reordered(note).replace("innholdsfortegnelse", "x") .replace("språk: nb", "språk: nb\ninnhold: ja"), "Innhold"),
        (notat, note.replace("språk: nb", "språk: nn"), "Universitetsbiblioteket"),
    )  # fmt: skip
    fresh = Screen(browser, screen.preview)
    for path, text, said in changes:
        screen.write(path, text)
        eventually(lambda said=said: said in str(screen.state()))  # type: ignore[misc]
        screen.preview.get()
        fresh.page.reload()
        fresh.is_live()
        eventually(lambda: fresh.state() == screen.state())
    fresh.page.close()
    assert fresh.problems == []


def reordered(note: str) -> str:
    """The note with its first unit last."""
    first = re.search(r"  - id: studieadministrasjon\n(?:    .*\n)+", note)
    assert first
    return note.replace(first[0], "").replace(
        "navn: Seksjon Gjøvik\n", f"navn: Seksjon Gjøvik\n{first[0]}"
    )


def test_changes_since_the_last_word_file_are_marked_while_that_is_asked(
    browser: Browser, screen: Screen
) -> None:
    page, box = screen.page, "Vis endringer siden siste Word-fil"
    assert page.get_by_label(box).count() == 0  # none has been handed out
    screen.preview.get("/last-ned/docx")
    page.reload()
    screen.append(GJOVIK, "Et avsnitt til.")
    screen.shows("Et avsnitt til.")
    assert page.locator(".pv-change").count() == 0
    page.get_by_label(box).check()
    screen.shows("1 sted er endret.", "changes")
    assert page.inner_text("[data-change=new] + [data-source]") == "Et avsnitt til."
    screen.write(GJOVIK, screen.read(GJOVIK).replace("quiz hver dag", "gåtur hver dag"))
    screen.shows("2 steder er endret.", "changes")
    assert page.locator("ins", has_text="gåtur").count() == 1

    page.get_by_role("button", name="Neste endring").click()
    assert page.evaluate("() => document.activeElement.dataset.change") == "changed"
    page.get_by_role("button", name="Neste endring").click()
    assert page.evaluate("() => document.activeElement.dataset.change") == "new"
    assert "siden=" in page.url
    phone = Screen(
        browser,
        screen.preview,
        page.url.removeprefix(screen.preview.url("")),
        width=320,
        height=640,
    )
    assert phone.page.text_content("[data-region=changes]") == "2 steder er endret."
    assert phone.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    for shown in (page, phone.page):
        assert axe_finds(shown) == ""
    phone.page.close()
    assert phone.problems == []

    page.get_by_label(box).uncheck()
    eventually(lambda: page.locator(".pv-change, ins, del").count() == 0)
    assert "siden=" not in page.url


def test_only_what_differs_is_touched(screen: Screen) -> None:
    screen.page.evaluate(
        "() => { for (const e of document.querySelectorAll('main > *')) e.mine = 1 }"
    )
    screen.write(GJOVIK, "\n" + screen.read(GJOVIK).replace("Vi er få", "Vi er svært få"))
    screen.shows("Vi er svært få")
    assert screen.page.evaluate(
        "() => [...document.querySelectorAll('main > *')].every(e => e.mine)"
    )


@LONG
def test_scroll_and_selection_survive_updates_above_and_below(screen: Screen) -> None:
    chosen = "Tiltaksplanen vår ble vedtatt"
    screen.page.evaluate(
        """chosen => {
          const block = [...document.querySelectorAll('main p')].find(p => p.textContent.includes(chosen));
          block.scrollIntoView({block: 'center'});
          getSelection().setBaseAndExtent(block.firstChild, 3, block.firstChild, 24);
        }""",
        chosen,
    )
    selected = "() => getSelection().toString()"
    was, top, before = screen.page.evaluate(selected), screen.top(chosen), screen.scroll()
    own = "contributions/ub/humaniora.md"
    texts = {path: screen.read(path) for path in (FIRST, GJOVIK, own)}
    for number in range(18):
        path = (FIRST, GJOVIK, own)[number % 3]
        lines = f"\nEndring {number}.\n" * (number // 3 + 1)
        head, _, body = texts[path].partition("\n---\n")
        above = path == FIRST or (path == own and number % 2)
        text = f"{head}\n---\n{lines}{body}" if above else f"{head}\n---\n{body}{lines}"
        screen.write(path, text)
        screen.shows(f"Endring {number}.")
        assert screen.page.evaluate(selected) == was
        assert abs(screen.top(chosen) - top) <= 1
    assert screen.scroll() > before + 100
    assert len(was) == 21


@LONG
def test_it_scrolls_to_changes_only_when_asked(screen: Screen) -> None:
    screen.append(GJOVIK, "Et sted langt nede.")
    screen.shows("Et sted langt nede.")
    assert screen.scroll() == 0
    button = screen.page.get_by_role("button", name="Endret lenger ned")
    button.click()
    eventually(lambda: 0 < screen.top("Et sted langt nede.") < 800)
    screen.append(FIRST, "Et sted høyt oppe.")
    screen.shows("Et sted høyt oppe.")
    assert 0 < screen.top("Et sted langt nede.") < 800
    screen.page.get_by_role("button", name="Endret lenger opp").click()
    eventually(lambda: 0 < screen.top("Et sted høyt oppe.") < 800)
    screen.page.get_by_role("checkbox", name="Følg").check()
    screen.append(GJOVIK, "Et sted enda lenger nede.")
    screen.shows("Et sted enda lenger nede.")
    eventually(lambda: 0 < screen.top("Et sted enda lenger nede.") < 800)
    screen.page.reload()
    assert screen.page.get_by_role("checkbox", name="Følg").is_checked()


@LONG
def test_a_burst_of_saves_ends_in_the_page_that_a_reload_gives(
    browser: Browser, screen: Screen
) -> None:
    files = sorted((screen.preview.root / "contributions").rglob("*.md"))
    files = [file for file in files if file.name != "notat.md"]
    texts = {file: file.read_text("utf-8") for file in files}
    for number in range(200):
        file = files[number % len(files)]
        file.write_text(f"{texts[file]}\nLagring {number}.\n", "utf-8")
    for number in range(200 - len(files), 200):
        screen.shows(f"Lagring {number}.")
    fresh = Screen(browser, screen.preview)
    eventually(lambda: fresh.state() == screen.state())
    fresh.page.close()


# --- messages and locations ---------------------------------------------------------------------


def test_a_click_shows_the_location_of_a_paragraph(screen: Screen) -> None:
    page = screen.page
    page.get_by_text("Vi er få, og det er krevende").click()
    assert page.text_content("#pv-location-text") == f"{GJOVIK}:19"
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("#pv-copy")
    eventually(lambda: page.text_content("#pv-copy") == "Kopiert")
    assert page.evaluate("() => navigator.clipboard.readText()") == f"{GJOVIK}:19"
    page.keyboard.press("Escape")
    assert page.is_hidden("#pv-location-bar")


def test_the_location_of_a_paragraph_by_keyboard(screen: Screen) -> None:
    page = screen.page
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "pv-skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.text_content("#pv-location-text") == "contributions/notat.md:58"
    assert page.evaluate("() => document.activeElement.id") == "pv-copy"
    page.keyboard.press("Escape")
    assert page.evaluate("() => document.activeElement.dataset.line") == "58"
    page.keyboard.press("ArrowUp")
    assert page.evaluate("() => document.activeElement.dataset.line") == "52"


def test_a_message_is_beside_its_paragraph_and_in_the_list(screen: Screen) -> None:
    page = screen.page
    before = errors(page)
    screen.write(GJOVIK, screen.read(GJOVIK).replace("### Tid", "![](kart.png)\n\n### Tid"))
    remark = page.locator("main .pv-inline-message", has_text="ARK312")
    remark.wait_for()
    figure = page.locator(".pv-inline-messages:has-text('ARK312') + [data-source]")
    box, beside = figure.bounding_box(), remark.bounding_box()
    assert box
    assert beside
    assert beside["x"] > box["x"] + box["width"]
    assert abs(beside["y"] - box["y"]) < 200
    page.locator(".pv-message a", has_text="alternativ tekst").click()
    eventually(lambda: 0 < remark.evaluate("e => e.getBoundingClientRect().top") < 800)
    remark.get_by_role("button").click()
    assert (page.text_content("#pv-location-text") or "").startswith(f"{GJOVIK}:17:")
    assert errors(page) == before + 2  # it says nothing, and is not there


def errors(page: Page) -> int:
    """How many errors the page says that there are."""
    said = re.match(r"\s*(\d+) feil", page.text_content(".pv-counts") or "")
    return int(said[1]) if said else 0


def test_a_word_file_is_followed_as_markdown_is(screen: Screen) -> None:
    """Edited, its block alone is touched, and a message stands beside its paragraph."""
    text = f"""
      <p>Enhet: Seksjon Gjøvik</p><p>Vi er få.</p><p style="Overskrift2">Møter</p>
      <table header="1"><tr><td>Hva</td><td>Når</td></tr><tr><td>Lunsj</td><td>Hver dag</td></tr></table>
      {"".join(f"<p>Avsnitt {n}.</p>" for n in range(40))}<p>Sist, med en note<note>I noten.</note>.</p>"""
    file = screen.preview.root / "contributions" / "ub" / "Status Gjøvik.docx"
    (screen.preview.root / GJOVIK).unlink()
    file.write_bytes(word_of(text))
    screen.shows("Hver dag")
    page = screen.page
    page.evaluate("() => { for (const e of document.querySelectorAll('main > *')) e.mine = 1 }")
    above = text.replace("<p>Vi er få.</p>", "<p>Et nytt avsnitt.</p><p>Vi er få.</p>")
    file.write_bytes(word_of(above.replace("Hver dag", "Hver onsdag")))
    screen.shows("Hver onsdag")
    others = "() => [...document.querySelectorAll('main > *')].filter(e => !e.mine).map(e => e.textContent)"
    assert page.evaluate(others) == ["Et nytt avsnitt."]
    file.write_bytes(
        word_of(above.replace("Hver dag", "Ring 999 99 991").replace("I noten", "Se NIFU"))
    )
    for code, beside, number in (("ARK423", "Lunsj", 8), ("ARK404", "Se NIFU", 50)):
        remark = page.locator("main .pv-inline-message", has_text=code)
        remark.wait_for()
        block = page.locator(f".pv-inline-messages:has-text('{code}') + [data-source]")
        assert beside in (block.text_content() or "")
        # Both at one moment: the page may scroll between two questions.
        handles = [block.element_handle(), remark.element_handle()]
        rectangles = "both => both.map((each) => each.getBoundingClientRect().toJSON())"
        box, place = page.evaluate(rectangles, handles)
        assert box
        assert place
        assert place["x"] > box["x"] + box["width"]
        assert abs(place["y"] - box["y"]) < 200
        remark.get_by_role("button").click()
        copied = page.text_content("#pv-location-text") or ""
        assert copied.startswith(f"contributions/ub/{file.name}, avsnitt {number}, under «Møter»")
        page.keyboard.press("Escape")


def test_notices_are_shown_when_asked_for(screen: Screen) -> None:
    page = screen.page
    assert page.locator(".pv-inline-message[data-severity=info]:visible").count() == 0
    page.get_by_label("Vis beskjeder").check()
    assert page.locator(".pv-inline-message[data-severity=info]:visible").count() > 10


def test_a_broken_note_is_reported_until_it_is_mended(screen: Screen) -> None:
    note = screen.read("contributions/notat.md")
    before = screen.state()["note"]
    screen.write("contributions/notat.md", note.replace("enheter:", "enheter: ["))
    screen.shows("Notatet kan ikke leses", "fault")
    assert screen.state()["note"] == before
    screen.write("contributions/notat.md", note)
    screen.hides("Notatet kan ikke leses", "fault")


def test_files_deleted_renamed_and_broken_while_watched(screen: Screen) -> None:
    folder = screen.preview.root / "contributions" / "ub"
    (folder / "gjovik.md").rename(folder / "seksjon-gjovik.md")
    eventually(lambda: "seksjon-gjovik.md" in screen.state()["note"])
    (folder / "medisin.md").unlink()
    eventually(lambda: 'data-state="missing"' in screen.state()["units"])
    (folder / "aalesund.md").write_bytes(b"PK\x03\x04\x00\x00\x00" * 100)
    eventually(lambda: 'data-state="unreadable"' in screen.state()["units"])


# --- the connection --------------------------------------------------------------------------------


def test_an_open_page_survives_a_restart_and_catches_up(browser: Browser, root: Path) -> None:
    with previewed(root) as first:
        screen = Screen(browser, first)
        first.stop(signal.SIGKILL)
        eventually(lambda: screen.page.get_attribute("html", "data-live") == "false")
        assert "Ingen forbindelse" in (screen.page.text_content("#pv-connection") or "")
        screen.append(GJOVIK, "Skrevet mens det var stille.")
        with previewed(root, port=first.port) as second:
            assert second.port == first.port
            screen.is_live()
            screen.shows("Skrevet mens det var stille.")
            screen.append(GJOVIK, "Og videre.")
            screen.shows("Og videre.")
            screen.page.close()
        assert screen.problems == []


def test_a_page_that_slept_catches_up(screen: Screen) -> None:
    screen.page.context.set_offline(True)
    screen.page.evaluate("() => dispatchEvent(new Event('online'))")
    eventually(lambda: screen.page.get_attribute("html", "data-live") == "false")
    for number in range(80):
        screen.append(GJOVIK, f"Runde {number}.")
        time.sleep(0.005)
    screen.page.context.set_offline(False)
    screen.shows("Runde 79.")
    screen.is_live()


# --- pages -------------------------------------------------------------------------------------


@pytest.mark.slow
def test_pages_follow_the_text_and_only_those_that_changed(screen: Screen) -> None:
    page = screen.page
    page.get_by_role("button", name="Sider").click()
    images = "() => [...document.querySelectorAll('.pv-page img')].map(i => i.getAttribute('src'))"
    eventually(lambda: page.text_content(".pv-pages-state") == "Sidene er oppdatert.", patience=60)
    before = page.evaluate(images)
    assert len(before) > 3
    page.evaluate("() => { for (const e of document.querySelectorAll('.pv-page')) e.mine = 1 }")
    text = screen.read(GJOVIK)
    for number in range(5):  # while pages are made of the first
        screen.write(GJOVIK, f"{text}\nLinje {number}.\n")
        time.sleep(0.1)
    eventually(lambda: "nye sider" in (page.text_content(".pv-pages-state") or ""))
    eventually(lambda: page.text_content(".pv-pages-state") == "Sidene er oppdatert.", patience=60)
    after = page.evaluate(images)
    # The last page has the attachments, and perhaps the end of the text, which has moved.
    assert after[:-2] == before[:-2]
    assert after[-2:] != before[-2:]
    assert page.evaluate("() => [...document.querySelectorAll('.pv-page')].every(e => e.mine)")
    screen.write(GJOVIK, text)
    eventually(lambda: page.evaluate(images) != after, patience=60)
    eventually(lambda: page.text_content(".pv-pages-state") == "Sidene er oppdatert.", patience=60)
    # Drawn among fewer pages, letters may be a shade lighter: see decisions/034.
    assert page.evaluate(images)[:-2] == before[:-2]
    page.reload()
    assert page.locator(".pv-page").first.is_visible()
    page.get_by_role("link", name="Seksjon Gjøvik", exact=True).click()
    eventually(
        lambda: 0 <= page.locator("#ub-gjovik").evaluate("e => e.getBoundingClientRect().top") < 800
    )


# --- accessibility, phones, paper, units --------------------------------------------------------

PROBLEMS = """\
---
enhet: ub-gjovik
status: utkast
satus: x
---
# Tid

![](kart.png)

Les [her](http://ntnu.no).
"""


def test_axe_finds_no_violation(browser: Browser, root: Path) -> None:
    """On a desk, and what differs there on a phone; what texts may have is axe's in write/html."""
    for file in (root / FIRST, root / "contributions" / "ub" / "medisin.md"):
        file.unlink()
    (root / GJOVIK).write_text(PROBLEMS, "utf-8")
    with previewed(root) as preview:
        shown = preview.get().text
        assert "ARK312" in shown
        assert 'data-state="missing"' in shown
        for path in ("/", "/enhet/ub-gjovik", "/?visning=sider"):
            screen = Screen(browser, preview, path)
            page = screen.page
            page.evaluate("() => document.getElementById('pv-infos').click()")
            assert axe_finds(page) == "", path
            if path == "/":
                page.evaluate("() => document.querySelector('[data-location]').click()")
                with on_a_phone(page):
                    page.click("#pv-menu")
                    assert axe_finds(page) == "", path
            page.close()
            assert screen.problems == []
        (root / "contributions" / "notat.md").write_text("---\nsaksnr: [\n---\n", "utf-8")
        eventually(lambda: "pv-fault" in preview.get().text)
        page = browser.new_page()
        page.goto(preview.url("/"))
        assert axe_finds(page) == ""
        page.goto(preview.url("/veileder"))
        with on_a_phone(page):
            assert axe_finds(page) == ""
        page.close()


@contextmanager
def on_a_phone(page: Page) -> Iterator[None]:
    """The page is as narrow as a phone meanwhile."""
    before = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 800})
    yield
    page.set_viewport_size(before or {"width": 1280, "height": 800})


def test_it_fits_a_phone(browser: Browser, preview: Preview) -> None:
    (preview.root / GJOVIK).write_text(PROBLEMS, "utf-8")
    screen = Screen(browser, preview, "/", width=320, height=640)
    page = screen.page
    page.locator(".pv-inline-message", has_text="ARK312").wait_for()
    wide = "() => document.documentElement.scrollWidth - innerWidth"
    assert page.evaluate(wide) == 0
    assert page.is_hidden("#pv-panel")
    page.click("#pv-menu")
    assert page.is_visible("#pv-panel")
    assert page.evaluate(wide) == 0
    page.get_by_role("link", name="Seksjon Gjøvik", exact=True).click()
    assert page.is_hidden("#pv-panel")
    eventually(
        lambda: 0 <= page.locator("#ub-gjovik").evaluate("e => e.getBoundingClientRect().top") < 640
    )
    page.close()


def test_only_the_note_is_printed(screen: Screen) -> None:
    screen.write(GJOVIK, PROBLEMS)
    screen.page.locator(".pv-inline-message", has_text="ARK312").wait_for()
    screen.page.emulate_media(media="print")
    for hidden in (".pv-sidebar", ".pv-inline-message", "#pv-location-bar"):
        assert screen.page.locator(f"{hidden}:visible").count() == 0
    assert screen.page.get_by_text("Losam BU har bedt om status").is_visible()


def test_the_note_is_shown_without_scripts(browser: Browser, preview: Preview) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(preview.url())
    assert page.get_by_text("Losam BU har bedt om status").is_visible()
    assert page.get_by_role("link", name="Seksjon Gjøvik", exact=True).is_visible()
    context.close()


def test_one_units_page(browser: Browser, preview: Preview) -> None:
    screen = Screen(browser, preview, "/enhet/ub-gjovik")
    screen.append(GJOVIK, "Bare for oss.")
    screen.shows("Bare for oss.")
    text = screen.page.inner_text("body")
    assert "Seksjon Ålesund" not in text
    assert screen.page.locator(".pv-download, .pv-views").count() == 0
    screen.page.close()
    assert screen.problems == []


def test_a_link_out_of_a_units_page_leads_into_the_whole_note(
    browser: Browser, preview: Preview
) -> None:
    screen = Screen(browser, preview, "/enhet/ub-gjovik?lang=en")
    screen.append(GJOVIK, "## Her\n\nSe [Ålesund](aalesund.md), og [her hos oss](#her).")
    screen.shows("her hos oss")
    page = screen.page
    page.get_by_role("link", name="her hos oss").click()
    assert page.url.endswith("/enhet/ub-gjovik?lang=en#ub-gjovik-her")
    page.get_by_role("link", name="Ålesund").click()
    page.wait_for_url("**/?lang=en#ub-aalesund")
    eventually(
        lambda: (
            0 <= page.locator("#ub-aalesund").evaluate("e => e.getBoundingClientRect().top") < 800
        )
    )
    page.close()
    assert screen.problems == []


def test_a_new_house_style_is_applied_without_a_reload(screen: Screen) -> None:
    colour = "() => getComputedStyle(document.querySelector('h1')).color"
    assert screen.page.evaluate(colour) == "rgb(29, 61, 99)"
    styles = screen.preview.root / "styles"
    styles.mkdir()
    for file in (REPOSITORY / "styles").iterdir():
        text = file.read_text("utf-8").replace("#1d3d63", "#631d3d")
        (styles / file.name).write_text(text, "utf-8")
    eventually(lambda: screen.page.evaluate(colour) == "rgb(99, 29, 61)")
