"""The server's pages in a real browser: what a unit and a secretariat do there, and can reach."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document

from tests.support.axe import axe_finds
from tests.support.preview import eventually
from tests.support.project import Project
from tests.support.server import SECRETARIAT, Serving, files_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

pytestmark = pytest.mark.tools

SAK = "sak-11-19"
GJOVIK = "ub-gjovik"
WIDTHS = (320, 1280)
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}

FAULTY = """\
Se [kartet](kart.pdf) og [planen](plan.pdf), skrevet av ola.nordmann@uni.example.

# Tid

![](borte.png)

| a | b |
|---|---|
| c | d |

### Rom {#rom}

> [!UKJENT]
> Hva er dette?

Fødselsnummeret er 010190 12480, og det er TODO.
"""


def today() -> date:
    """The server's day, too."""
    return datetime.now().astimezone().date()


def note(days: int = 3) -> str:
    """A note whose deadline is in so many days."""
    deadline = today() + timedelta(days=days)
    return f"""\
---
saksnr: 11/19
tittel: Status for arbeidsmiljøet
fra: Prorektor
saksbehandler: Kari Nordmann
dato: {deadline}
møtedato: {deadline + timedelta(days=9)}
bidragsfrist: {deadline}
ledetråder:
  - Hvilke tiltak er satt i verk?
  - Har tiltakene virket?
enheter:
  - {{id: studieadministrasjon, navn: Avd. for studieadministrasjon}}
  - id: ub
    navn: Universitetsbiblioteket
    enheter:
      - {{id: ub-arkitektur, navn: "Seksjon for arkitektur, naturvitenskap, teknologi og økonomi"}}
      - {{id: ub-gjovik, navn: Seksjon Gjøvik}}
      - {{id: ub-aalesund, navn: Seksjon Ålesund, låst: ja}}
---
Innledning.

[[bidrag]]
"""


class Screen:
    """A page of the server in the browser; what goes wrong there is collected."""

    def __init__(self, browser: Browser, server: Serving, size: dict[str, int]) -> None:
        self.server = server
        self.context = browser.new_context(viewport=size)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.problems: list[str] = []
        self.sent: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("console", self._console)
        self.page.on("request", self._request)
        self.page.on("filechooser", lambda _: None)  # from now on none is opened on a screen

    def _console(self, message: Any) -> None:
        # A door's page has status 403, and a refusal 422: the browser tells of both by itself.
        if message.type in ("error", "warning") and not re.search("40[39]|422", message.text):
            self.problems.append(message.text)

    def _request(self, request: Request) -> None:
        self.sent.append(f"{request.url} {request.headers.get('referer', '')}")

    @property
    def base(self) -> str:
        return f"{self.server.url}/{SAK}"

    def open(self, path: str, unit: str = SECRETARIAT) -> Screen:
        """Open the address of `unit`, then the page at `path`."""
        own = f"/enhet/{unit}" if unit else "/"
        self.page.goto(f"{self.base}{own}#{self.server.token(unit, SAK)}")
        self.page.locator("h1:not(#sv-refusal h1)").first.wait_for()
        self.page.wait_for_load_state("load")  # the door has loaded it anew: with its scripts
        if path != own:
            self.page.goto(self.base + path)
        return self

    def open_unit(self, unit: str = GJOVIK) -> Screen:
        self.open(f"/enhet/{unit}", unit)
        if self.page.locator("#sv-deliver").count():
            self.page.locator("#sv-deliver[data-ready]").wait_for()
        return self

    def open_front(self) -> Screen:
        self.page.goto(f"{self.server.url}/#{self.server.token(SECRETARIAT)}")
        self.page.locator("#sv-saksnr").wait_for()
        self.page.wait_for_load_state("load")
        return self

    def leave(self) -> None:
        """Leave the page, as somebody without an address."""
        self.context.clear_cookies()
        self.page.goto("about:blank")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def answer(self, text: str) -> None:
        """Wait for an answer with `text`, which has the focus."""
        answer = self.page.locator("#sv-answer")
        eventually(lambda: text in answer.inner_text())
        inside = "() => document.getElementById('sv-answer').contains(document.activeElement)"
        eventually(lambda: self.page.evaluate(inside))

    def fits(self) -> None:
        """Nothing has to be scrolled to the side."""
        assert self.page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0

    def focused(self) -> str:
        return str(
            self.page.evaluate(
                "() => { const e = document.activeElement;"
                " return `${e.localName} ${e.id || e.dataset.do || e.textContent.trim()}`; }"
            )
        )

    def tab_to(self, what: str, most: int = 60) -> None:
        """Press Tab until `what` has the focus, which is to be seen there."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if self.focused() == what:
                seen = self.page.evaluate(
                    "() => { let e = document.activeElement; if (e.matches('.sv-drop input')) e = e.closest('label');"
                    " return getComputedStyle(e).outlineStyle; }"
                )
                assert seen not in ("none", ""), what
                return
        raise AssertionError(f"{what} is not reached by Tab")


class Notes:
    """A folder with one note, which tests write into, and its server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.project = Project(folder / SAK).note(note())
        self.project.contribution("studieadministrasjon", "### Tid\n\nVi har fått bedre tid.\n")
        self.project.contribution("ub", FAULTY)
        self.project.contribution("ub-aalesund", "Vi er i gang.\n", status="utkast")
        self.server = Serving(folder, many=True)

    @property
    def contributions(self) -> Path:
        return self.project.root / "contributions"

    def written(self, unit: str = GJOVIK, ending: str = ".md") -> str:
        return (self.contributions / f"{unit}{ending}").read_text("utf-8")


@pytest.fixture
def notes(tmp_path: Path) -> Iterator[Notes]:
    notes = Notes(tmp_path / "notater")
    yield notes
    notes.server.stop()
    assert notes.server.errors == []


@pytest.fixture
def desk(browser: Browser, notes: Notes) -> Iterator[Screen]:
    screen = Screen(browser, notes.server, DESK)
    yield screen
    screen.context.close()
    assert screen.problems == []


@pytest.fixture
def phone(browser: Browser, notes: Notes) -> Iterator[Screen]:
    screen = Screen(browser, notes.server, PHONE)
    yield screen
    screen.context.close()
    assert screen.problems == []


@pytest.fixture
def word_file(tmp_path: Path) -> Path:
    file = tmp_path / "Svar fra Gjøvik, endelig 2.docx"
    document = Document()
    document.add_heading("Plan", 1)
    document.add_paragraph("Vi har fulgt opp planen.")
    document.add_paragraph("Mer lys", "List Bullet")
    document.save(str(file))
    return file


# --- the way in ----------------------------------------------------------------------------------


def test_an_address_is_handed_over_once_and_is_gone_from_the_address_line(desk: Screen) -> None:
    desk.open_unit()
    page, token = desk.page, desk.server.token(GJOVIK, SAK)
    assert page.url == f"{desk.base}/enhet/{GJOVIK}"
    assert page.locator("h1").first.text_content() == "Seksjon Gjøvik"
    (cookie,) = desk.context.cookies()
    assert (cookie["value"], cookie["httpOnly"], cookie["sameSite"]) == (token, True, "Lax")
    assert cookie["path"] == f"/{SAK}/"
    assert token not in "\n".join(desk.sent)
    assert page.evaluate("() => document.cookie") == ""
    assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0
    page.goto("about:blank")
    page.go_back()
    assert token not in page.url
    page.goto(f"{desk.base}/enhet/ub")
    page.get_by_role("heading", name="Åpne hele adressen").wait_for()


def test_an_address_that_is_no_good_is_told_and_gone_too(desk: Screen) -> None:
    desk.page.goto(f"{desk.base}/enhet/{GJOVIK}#{desk.server.token('ub', SAK)}")
    eventually(lambda: desk.page.url == f"{desk.base}/enhet/{GJOVIK}")
    desk.page.get_by_role("heading", name="Åpne hele adressen").wait_for()
    assert desk.context.cookies() == []


def test_a_form_on_another_site_changes_nothing(browser: Browser, notes: Notes) -> None:
    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = f"{notes.server.url}/{SAK}/enhet/{GJOVIK}/lever"
            form = f'<form method=post action="{address}"><input name=steg value=ingen-merknader><button>OK</button></form>'
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(form.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Other) as other:
        Thread(target=other.serve_forever, daemon=True).start()
        screen = Screen(browser, notes.server, DESK).open_unit()
        before = files_of(notes.project.root)
        for host in ("localhost", "127.0.0.1"):  # another site, and another server of this one
            screen.page.goto(f"http://{host}:{other.server_port}/")
            with screen.page.expect_response(lambda response: "lever" in response.url) as sent:
                screen.page.click("button")
            assert sent.value.status == 403
        screen.context.close()
        other.shutdown()
    assert files_of(notes.project.root) == before


# --- handing in ----------------------------------------------------------------------------------


def test_a_word_file_from_a_phone_in_five_steps(
    phone: Screen, notes: Notes, word_file: Path
) -> None:
    phone.open_unit()  # 1
    page = phone.page
    assert "Teksten deres er ikke kommet" in (page.text_content(".sv-state") or "")
    phone.fits()
    with page.expect_file_chooser() as chooser:
        page.get_by_text("Velg fil").click()  # 2
    chooser.value.set_files(word_file)  # 3
    phone.answer("Det ser bra ut.")
    looked = page.get_by_role("region", name="Slik blir det stående i notatet")
    assert "Vi har fulgt opp planen." in looked.inner_text()
    assert not list(notes.contributions.glob(f"{GJOVIK}*"))
    phone.fits()
    phone.press("Lever")  # 4
    phone.answer("Takk. Teksten fra Seksjon Gjøvik er levert i dag kl.")
    phone.fits()
    assert (notes.contributions / f"{GJOVIK}.docx").is_file()
    assert page.locator(".sv-state").count() == 0
    with page.expect_download() as download:
        page.get_by_role("link", name="Hent det vi mottok").click()
    assert Path(download.value.path()).read_bytes() == word_file.read_bytes()
    # the page below shows it, and the focus stays where it was
    page.locator("[data-region=note]", has_text="Vi har fulgt opp planen.").wait_for()
    phone.answer("Takk.")


def test_a_text_is_written_and_pasted(desk: Screen, notes: Notes) -> None:
    desk.open_unit()
    page = desk.page
    page.get_by_text("Skriv eller lim inn").click()
    editor = page.get_by_label("Teksten deres")
    editor.press_sequentially("Vi er i gang.")
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("() => navigator.clipboard.writeText('\\n\\nLimt inn fra et annet sted.')")
    editor.press("Control+v")
    assert editor.input_value() == "Vi er i gang.\n\nLimt inn fra et annet sted."
    desk.press("Se hvordan det blir")
    desk.answer("Slik blir det stående i notatet")
    desk.press("Rett først")
    assert desk.focused() == "button se-tekst"
    desk.press("Se hvordan det blir")
    desk.answer("Lever")
    desk.press("Lever")
    desk.answer("Takk.")
    assert "\nVi er i gang.\n\nLimt inn fra et annet sted." in notes.written()


def test_a_draft_is_kept_on_the_server_and_gone_on_with(
    browser: Browser, desk: Screen, notes: Notes
) -> None:
    desk.open_unit()
    desk.page.get_by_text("Skriv eller lim inn").click()
    desk.page.get_by_label("Teksten deres").fill("Halvferdig.")
    desk.press("Lagre utkast")
    desk.answer("Utkastet er lagret")
    assert "status: utkast" in notes.written()
    assert desk.page.evaluate("() => localStorage.length + sessionStorage.length") == 0

    other = Screen(browser, notes.server, PHONE).open_unit()
    editor = other.page.get_by_label("Teksten deres")
    assert editor.input_value().strip() == "Halvferdig."
    editor.fill("Helt ferdig.")
    other.press("Se hvordan det blir")
    other.answer("Det ser bra ut.")
    other.press("Lever")
    other.answer("Takk.")
    assert "utkast" not in notes.written()
    assert "Helt ferdig." in notes.written()
    other.context.close()
    assert other.problems == []

    # whoever comes second is asked
    desk.page.get_by_label("Teksten deres").fill("Noe annet.")
    desk.press("Se hvordan det blir")
    desk.answer("Det ser bra ut.")


def test_no_remarks(desk: Screen, notes: Notes) -> None:
    desk.open_unit()
    desk.press("Ingen merknader")
    desk.answer("Takk.")
    assert "status: ingen merknader" in notes.written()


def test_more_time(desk: Screen, notes: Notes) -> None:
    desk.open_unit()
    desk.press("Vi trenger mer tid")
    assert desk.focused() == "input sv-until"
    day = today() + timedelta(days=5)
    desk.page.get_by_label("Til hvilken dag?").fill(day.isoformat())
    desk.page.keyboard.press("Enter")
    desk.answer("Takk.")
    log = notes.project.root / ".arkdoc" / "leveringer.jsonl"
    (line,) = log.read_text("utf-8").splitlines()
    assert json.loads(line)["until"] == day.isoformat()
    assert not list(notes.contributions.glob(f"{GJOVIK}*"))


def test_findings_are_shown_three_at_a_time(desk: Screen, notes: Notes) -> None:
    desk.open_unit()
    desk.page.get_by_text("Skriv eller lim inn").click()
    desk.page.get_by_label("Teksten deres").fill(FAULTY)
    desk.press("Se hvordan det blir")
    desk.answer("ting å se på")
    items = desk.page.locator(".sv-findings > li").all_inner_texts()
    assert len(items) == 4
    assert re.match(r"og \d+ til", items[-1])
    assert "fødselsnummer" in items[0]  # the gravest first
    desk.press("Lever likevel")
    desk.answer("Takk.")
    assert notes.written()


def test_all_of_it_by_keyboard_alone(desk: Screen, notes: Notes, word_file: Path) -> None:
    desk.open_unit()
    page = desk.page
    desk.tab_to("input sv-file")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(word_file)
    desk.answer("Det ser bra ut.")
    desk.tab_to("button lever", most=2)
    page.keyboard.press("Enter")
    # what was pressed goes away, and the focus is never on nothing
    assert desk.focused().partition(" ")[0] != "body"
    desk.answer("Takk.")
    assert desk.focused().partition(" ")[0] == "h3"
    desk.tab_to("a Hent det vi mottok", most=2)
    page.reload()
    desk.tab_to("button ingen-merknader")
    desk.tab_to("button mer-tid", most=1)
    page.keyboard.press("Space")
    assert desk.focused() == "input sv-until"
    assert (notes.contributions / f"{GJOVIK}.docx").is_file()


# --- the secretariat -----------------------------------------------------------------------------


def test_the_secretariat_sets_up_the_case_by_keyboard(desk: Screen, notes: Notes) -> None:
    desk.open("/oppsett")
    desk.tab_to("input sv-tittel")
    desk.page.keyboard.press("Control+a")
    desk.page.keyboard.type("Ny tittel")
    desk.page.keyboard.press("Enter")
    desk.answer("Lagret")
    assert "tittel: Ny tittel\n" in (notes.contributions / "notat.md").read_text("utf-8")


# --- who can use it ------------------------------------------------------------------------------


def visit(screen: Screen, name: str) -> None:
    """The page `name`, with what can be opened open."""
    if name == "dør":
        screen.page.goto(f"{screen.base}/enhet/{GJOVIK}")
    elif name == "forside":
        screen.open_front()
    elif name == "enhet":
        screen.open_unit()
        screen.press("Vi trenger mer tid")
        screen.page.evaluate(
            "() => { for (const e of document.querySelectorAll('details')) e.open = true; }"
        )
        screen.page.get_by_label("Teksten deres").fill(FAULTY)
        screen.press("Se hvordan det blir")
        screen.answer("ting å se på")
    elif name.startswith("enhet/"):
        screen.open_unit(name.partition("/")[2])
    else:
        screen.open(name)
    screen.page.evaluate(
        "() => { for (const e of document.querySelectorAll('details')) e.open = true; }"
    )


PAGES = ("dør", "forside", "enhet", "enhet/ub", "enhet/ub-aalesund", "/", "/oppsett", "/notatet", "/ferdig")  # fmt: skip


# What is seen of each control, and what it is called to those who don't see it.
NAMES = """() => [...document.querySelectorAll('a[href], button, summary, [role=button]')]
  .filter((e) => e.checkVisibility() && e.innerText?.trim())
  .map((e) => [e.innerText, e.getAttribute('aria-label')
    ?? (e.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ')])
  .filter(([, name]) => name?.trim())"""

# All that is shown or said, on the whole page.
WORDS = """() => {
  const said = [document.title, document.body.innerText];
  for (const e of document.querySelectorAll('*'))
    for (const name of ['aria-label', 'title', 'alt', 'placeholder', 'aria-description'])
      if (e.hasAttribute(name)) said.push(e.getAttribute(name));
  for (const e of document.querySelectorAll('option')) said.push(e.textContent);
  return said.join('\\n');
}"""

NEVER = re.compile(
    r"markdown|front ?matter|yaml|arkdoc |\.md\b|contributions|\blinje \d|\bline \d|\bbuild\b|notat\.md",
    re.IGNORECASE,
)


def test_everybody_can_use_and_understand_each_page(browser: Browser, notes: Notes) -> None:
    """axe finds nothing, nothing is too wide, and what is said is plain and what is seen."""
    screen = Screen(browser, notes.server, DESK)
    for number, name in enumerate(PAGES):
        screen.leave()
        visit(screen, name)
        for seen, called in screen.page.evaluate(NAMES):
            assert plain(seen) in plain(called), (name, seen, called)
        for width in WIDTHS:
            screen.page.set_viewport_size({"width": width, "height": 800})
            screen.fits()
            if width == WIDTHS[number % len(WIDTHS)]:  # axe takes as long as all else together
                assert axe_finds(screen.page) == "", (name, width)
        assert jargon(screen) == [], name
        assert screen.problems == [], name
    screen.context.close()


def test_no_page_of_a_note_that_cannot_be_read_speaks_of_files_lines_or_commands(
    browser: Browser, notes: Notes
) -> None:
    assert "Innledning." in notes.server.guest(note=SAK).get("/notatet").text
    (notes.contributions / "notat.md").write_text("---\nsaksnr: [\n---\n", "utf-8")
    for name in ("/", "/oppsett", "/ferdig", "/notatet", "enhet/ub"):
        screen = Screen(browser, notes.server, DESK)
        visit(screen, name)
        assert jargon(screen) == [], name
        screen.context.close()


def jargon(screen: Screen) -> list[str]:
    """What a page shows or says in words of ours, with the list of remarks open."""
    if "pv-infos" in screen.page.content():
        screen.page.evaluate("() => document.getElementById('pv-infos')?.click()")
    said = screen.page.evaluate(WORDS)
    return [said[max(0, m.start() - 60) : m.end() + 40] for m in NEVER.finditer(said)]


def plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w ]", " ", text).casefold().split())
