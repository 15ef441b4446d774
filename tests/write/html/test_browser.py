"""The HTML page in Chromium: on a phone and on a desk, by keyboard, on paper, and to axe-core."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from arkdoc.pipeline.build import build
from arkdoc.pipeline.load import load
from tests.support.axe import axe_finds
from tests.support.project import REPOSITORY, Project, html_text, words

pytestmark = pytest.mark.tools

ROOTS = {"note": REPOSITORY, "kitchen": REPOSITORY / "tests" / "fixtures" / "kitchen"}
SIZES = {"phone": (320, 640), "desk": (1280, 900)}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

NUMBERED = """\
---
saksnr: 11/19
tittel: {title}
fra: Prorektor
nummerering: ja
enheter:
  - {{id: a, navn: Arbeidsmiljøundersøkelsen}}
---
"""
SCROLLING = """() => [...document.querySelectorAll("body *")]
  .filter(e => e.scrollWidth > e.clientWidth && getComputedStyle(e).overflowX === "auto")
  .map(e => [e.tabIndex, e.getAttribute("aria-label") || ""])"""
# On how many lines the first word of each cell stands.
FIRST_WORDS = """() => [...document.querySelectorAll(".ark-very-many td")].map(cell => {
  const range = document.createRange();
  range.setStart(cell.firstChild, 0);
  range.setEnd(cell.firstChild, cell.firstChild.data.indexOf(","));
  return range.getClientRects().length;
})"""
# How a heading's words are divided, and those of them that stand on more than one line.
DIVIDED = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].flatMap(heading => {
  const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT), found = [];
  if (getComputedStyle(heading).hyphens !== "manual") found.push(heading.innerText);
  while (walker.nextNode()) {
    for (const word of walker.currentNode.data.matchAll(/\\S+/g)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, word.index);
      range.setEnd(walker.currentNode, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map(box => Math.round(box.bottom)));
      if (lines.size > 1 && !word[0].includes("-")) found.push(word[0]);
    }
  }
  return found;
})"""
FOCUS = """() => {
  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
  return e === document.body ? null : [style.outlineStyle, parseFloat(style.outlineWidth),
    box.bottom > 0 && box.top < innerHeight && box.right > 0];
}"""


@pytest.fixture(scope="module", params=ROOTS)
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page, as a file that somebody opens."""
    html = build(load(ROOTS[request.param]), frozenset({"html"})).outputs["html"]
    file = tmp_path_factory.mktemp("side") / "sak.html"
    file.write_bytes(html)
    return file


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, browser: Browser, file: Path) -> Iterator[Page]:
    width, height = SIZES[request.param]
    page = browser.new_page(viewport={"width": width, "height": height}, bypass_csp=True)
    page.goto(file.as_uri())
    yield page
    page.close()


def test_no_heading_is_hyphenated(page: Page) -> None:
    assert page.evaluate(DIVIDED) == []


def test_a_long_word_has_room_in_the_headings_of_a_phone(
    project: Project, browser: Browser
) -> None:
    word = "Arbeidsmiljøundersøkelsen"
    project.note(NUMBERED.format(title=f"{word} 2017"))
    project.contribution("a", f"# {word}\n\nTekst.\n\n## {word} og mer om den\n\nTekst.\n")
    file = project.root / "sak.html"
    file.write_bytes(project.build("html").outputs["html"])
    page = browser.new_page(viewport={"width": 320, "height": 640}, bypass_csp=True)
    page.goto(file.as_uri())
    assert page.evaluate(DIVIDED) == []
    page.close()


def test_axe_finds_nothing(page: Page) -> None:
    assert axe_finds(page, TAGS) == ""


def test_the_page_never_scrolls_sideways(page: Page) -> None:
    """WCAG 2.1, 1.4.10: only tables may, in boxes of their own that a keyboard reaches."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    scrolling = page.evaluate(SCROLLING)
    assert all(index == 0 and name for index, name in scrolling)
    if page.viewport_size == {"width": 320, "height": 640}:
        assert scrolling


def test_captions_stay_in_view_beside_what_scrolls(page: Page) -> None:
    for caption in page.query_selector_all("caption"):
        box = caption.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= page.evaluate("innerWidth")


def test_short_words_are_whole_in_tables_of_twelve_columns(
    browser: Browser, tmp_path: Path
) -> None:
    cells = "|".join(["gjennomført, men ikke vurdert"] * 12)
    table = f"|{'|'.join('abcdefghijkl')}|\n|{'---|' * 12}\n|{cells}|\n"
    project = Project(tmp_path).units({"a": "A"})
    project.contribution("a", table)
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_content(project.build("html").outputs["html"].decode())
    assert page.evaluate(FIRST_WORDS) == [1] * 12
    page.close()


def test_a_keyboard_gets_everywhere_and_is_seen_there(page: Page) -> None:
    stops = page.evaluate("[...document.querySelectorAll('a[href], [tabindex=\"0\"]')].length")
    assert stops > 10
    for number in range(stops):
        page.keyboard.press("Tab")
        style, width, is_visible = page.evaluate(FOCUS)
        assert (style, width > 1, is_visible) == ("solid", True, True), number


def test_the_skip_link_leads_past_the_head(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.localName") == "main"


def test_drawings_are_seen_on_a_ground_of_the_readers_own(browser: Browser, file: Path) -> None:
    page = browser.new_page(forced_colors="active", color_scheme="dark")
    page.goto(file.as_uri())
    grounds = "[...document.images].map(image => getComputedStyle(image).backgroundColor)"
    assert set(page.evaluate(grounds)) <= {"rgb(255, 255, 255)"}
    page.close()


def test_the_policy_lets_the_page_and_nothing_else_in(browser: Browser, file: Path) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri())
    assert not said
    assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "700"
    markup = "<p style='color: red'>x</p><img src='https://example.org/x.png'>"
    page.evaluate(f'document.querySelector("main").insertAdjacentHTML("beforeend", "{markup}")')
    page.evaluate("document.head.append(Object.assign(document.createElement('script'),"
                  " {textContent: 'window.ran = true'}))")  # fmt: skip
    assert page.evaluate("window.ran === undefined")
    page.wait_for_timeout(50)
    assert len([text for text in said if "Content Security Policy" in text]) == 3, said
    page.close()


def test_it_prints_whole(browser: Browser, file: Path) -> None:
    page = browser.new_page()
    page.goto(file.as_uri())
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    page.close()
    widths = [float(sheet.mediabox.width) for sheet in printed.pages]
    assert round(widths[0]) == 595
    text = "\n".join(sheet.extract_text() for sheet in printed.pages)
    assert f"Side 1 av {len(printed.pages)}" in text
    html = file.read_text(encoding="utf-8")
    wanted = words(html_text(html[html.index("<main") :]))
    said = words(text)
    missing = [word for word in wanted if len(word) > 3 and word.isalpha() and word not in said]
    assert len(missing) < len(wanted) / 20, missing  # those that are broken at a line's end
