"""A page of very many blocks, which are in groups: nobody but the browser's layout notices.

Most tests make groups of a few blocks of an ordinary note: what is special is their borders.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.support.preview import Preview, eventually, previewed, real_note, short_note
from tests.support.project import REPOSITORY
from tests.support.screen import Screen

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.tools

FILE = "contributions/ub/gjovik.md"
ITEMS = REPOSITORY / "arkdoc" / "preview" / "static" / "items.js"
FAULTY = "Se [det som ikke finnes](mangler.md)."
"""A paragraph with a message beside it."""


def small_groups(page: Page) -> None:
    """Have groups of 4 blocks in a note of more than 12."""
    script = ITEMS.read_text("utf-8")
    for name, value in {"LONG": 12, "SHORT": 8, "SIZE": 4, "BEFORE_END": 2}.items():
        script, count = re.subn(rf"(const {name} = )\d+", rf"\g<1>{value}", script)
        assert count == 1
    page.route(
        "**/items.js", lambda route: route.fulfill(body=script, content_type="text/javascript")
    )


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    with previewed(short_note(tmp_path)) as preview:
        yield preview


@pytest.fixture
def screen(browser: Browser, preview: Preview) -> Iterator[Screen]:
    screen = Screen(browser, preview, prepare=small_groups)
    yield screen
    screen.page.close()
    assert screen.problems == []


def sizes(screen: Screen) -> list[int]:
    """How many elements are in each group."""
    found: list[int] = screen.page.evaluate(
        "[...document.querySelectorAll('#note > .pv-group')].map((each) => each.childElementCount)"
    )
    return found


@pytest.mark.parametrize("seed", range(6))
def test_edits_lead_to_the_page_that_a_fresh_one_is(
    browser: Browser, preview: Preview, screen: Screen, seed: int
) -> None:
    chance = Random(seed)
    text = screen.read(FILE)
    lines = [f"Avsnitt {n}." for n in range(30)]
    for number in range(12):
        at = chance.randrange(len(lines))
        if chance.random() < 0.5:
            count = chance.choice((1, 1, 3, 12))
            said = (f"Nytt {number}, {n}." for n in range(count))
            lines[at:at] = [f"{FAULTY} {each}" if chance.random() < 0.4 else each for each in said]
        else:
            del lines[at : at + chance.choice((1, 2, 5, 9))]
        lines.append(f"Slutt {number}.")
        screen.write(FILE, "\n\n".join((text, *lines)))
        screen.shows(f"Slutt {number}.")
        assert min(sizes(screen), default=1) > 0
        assert max(sizes(screen), default=1) <= 8 + 2  # twice a group, and what stands beside it
    fresh = Screen(browser, preview)
    eventually(lambda: fresh.state() == screen.state())
    fresh.page.close()


def test_a_group_that_grows_after_a_message_is_parted_and_goes_on(screen: Screen) -> None:
    """One block at a time, each with a message: what is left of a parted group is never empty."""
    text = screen.read(FILE)
    lines: list[str] = []
    for number in range(30):
        lines.insert(3, f"{FAULTY} Nummer {number}.")
        screen.write(FILE, "\n\n".join((text, *lines)))
        screen.shows(f"Nummer {number}.")
        assert min(sizes(screen), default=1) > 0
    shown = screen.page.locator("#note [data-source]", has_text="Nummer ").all_text_contents()
    assert shown == [line.replace("[", "").replace("](mangler.md)", "") for line in lines]


def test_arrow_keys_go_from_group_to_group(screen: Screen) -> None:
    page = screen.page
    assert len(sizes(screen)) > 2
    page.locator("#note [tabindex='0']").focus()
    order = page.locator("#note [data-source]")
    here = "all => all.indexOf(document.activeElement)"
    first = order.evaluate_all(here)
    for step in range(1, 15):
        page.keyboard.press("ArrowDown")
        assert order.evaluate_all(here) == first + step
    for step in range(13, -1, -1):
        page.keyboard.press("ArrowUp")
        assert order.evaluate_all(here) == first + step


def test_a_group_that_is_read_in_is_left_alone(screen: Screen) -> None:
    """To part it would take the selection away; it is done at a later save."""
    said = "Dette er merket av en leser."
    screen.append(FILE, said)
    screen.shows(said)
    screen.page.get_by_text(said).select_text()
    selected = "() => getSelection().toString().trim()"
    for number in range(25):
        screen.append(FILE, f"Avsnitt {number}.")
        screen.shows(f"Avsnitt {number}.")
    assert screen.page.evaluate(selected) == said
    assert max(sizes(screen)) > 8
    screen.page.evaluate("() => getSelection().removeAllRanges()")
    screen.append(FILE, "Ett til.")
    screen.shows("Ett til.")
    assert max(sizes(screen)) <= 8


@pytest.mark.parametrize("width", [800, 1280, 1700])
def test_messages_of_a_group_can_be_clicked(browser: Browser, preview: Preview, width: int) -> None:
    """In wide windows they stand in the margin, outside the blocks, where a group clips nothing."""
    screen = Screen(browser, preview, prepare=small_groups, width=width, height=800)
    screen.append(FILE, FAULTY)
    message = screen.page.locator("main .pv-inline-message", has_text="mangler.md")
    message.wait_for()
    assert message.evaluate("each => each.closest('.pv-group') !== null")
    message.scroll_into_view_if_needed()
    is_on_top = """(each) => {
      const { left, right, top, bottom } = each.getBoundingClientRect();
      return [[left + 3, top + 3], [right - 3, bottom - 3]].every(([x, y]) =>
        each.contains(document.elementFromPoint(x, y)));
    }"""
    eventually(lambda: message.evaluate(is_on_top))  # in the frame after its group came into view
    screen.page.close()


def test_a_very_long_note_is_laid_out_in_part(browser: Browser, tmp_path: Path) -> None:
    """What is far from view is not laid out, and the height of the page is right all the same."""
    root = real_note(tmp_path)
    file = root / FILE
    text = file.read_text("utf-8")
    many = "\n\n".join(f"Avsnitt nummer {n}." for n in range(3_100))
    file.write_text(f"{text}\n{many}\n", "utf-8")
    with previewed(root) as preview:
        screen = Screen(browser, preview)
        page = screen.page
        laid_out = "e => e.checkVisibility({ contentVisibilityAuto: true })"
        height = "() => document.documentElement.scrollHeight"
        assert page.get_by_text("Avsnitt nummer 3.", exact=True).evaluate(laid_out) is False
        before = page.evaluate(height)
        page.locator(".pv-group").evaluate_all(
            "all => { for (const each of all) each.style.contentVisibility = 'visible'; }"
        )
        assert page.evaluate(height) == pytest.approx(before, rel=0.05)
        page.locator(".pv-group").evaluate_all(
            "all => { for (const each of all) each.style.contentVisibility = ''; }"
        )
        page.locator("[data-region=units] a[href^='#']").last.click()
        page.wait_for_timeout(500)
        place = "() => document.activeElement.getBoundingClientRect().top"
        assert 0 <= page.evaluate(place) < 800
        assert page.evaluate("() => document.activeElement.id") != ""
        page.evaluate("() => document.activeElement.blur()")
        file.write_text(f"{text}\nKort igjen.\n", "utf-8")
        page.get_by_text("Kort igjen.").wait_for(state="attached")
        eventually(lambda: sizes(screen) == [])
        page.close()
