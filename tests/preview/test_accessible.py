"""What the preview says to those who hear it: what is announced, where the focus is, what names say.

As the browser tells it to screen readers, in its accessibility tree (through its own protocol).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.preview.test_browser import FIRST, GJOVIK, PROBLEMS
from tests.support.preview import Preview, eventually, previewed, short_note
from tests.support.screen import Screen

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.tools

NOTE = "contributions/notat.md"
STILL = 900
"""Milliseconds after which what is announced has been: see `announce.js`."""

# Every change of a live region's text, as screen readers would speak it.
LISTEN = """() => {
  window.heard = [];
  for (const region of document.querySelectorAll('[role=status], [role=alert], [role=log], [aria-live]')) {
    new MutationObserver(() => region.textContent.trim() && heard.push(region.textContent.trim()))
      .observe(region, {childList: true, characterData: true, subtree: true});
  }
}"""

# What is seen of a control: its text, without what is drawn by the style sheet or hidden.
SEEN = """(element) => element.innerText.trim().replace(/\\s+/g, ' ')"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return short_note(tmp_path)


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


def tree(page: Page) -> list[dict[str, Any]]:
    """The nodes of the accessibility tree that are not ignored."""
    session = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [node for node in nodes if not node["ignored"]]


def said_of(node: dict[str, Any], name: str) -> Any:
    """A property of a node, its role, name or description; None where it has none."""
    found = node.get(name) or next(
        (each for each in node.get("properties", ()) if each["name"] == name), {}
    )
    return found.get("value", {}).get("value") if "name" in found else found.get("value")


def focused(page: Page) -> dict[str, Any]:
    """The node that has the focus."""
    found = [node for node in tree(page) if said_of(node, "focused")]
    return next(node for node in reversed(found))


def heard(screen: Screen, count: int) -> list[str]:
    """What was announced, when it is `count` times at least and nothing more has come."""
    eventually(lambda: len(screen.page.evaluate("() => heard")) >= count)
    screen.page.wait_for_timeout(STILL)
    return [str(line) for line in screen.page.evaluate("() => heard")]


# --- what is announced -------------------------------------------------------------------------


def test_each_save_is_announced_once_and_politely(screen: Screen) -> None:
    live = [node for node in tree(screen.page) if said_of(node, "live")]
    assert {said_of(node, "live") for node in live} == {"polite"}
    screen.page.evaluate(LISTEN)
    text = screen.read(GJOVIK)
    screen.write(GJOVIK, text + "\n![](kart.png)\n")
    said = heard(screen, 1)
    counts = (screen.page.text_content(".pv-counts") or "").strip()
    assert said == [counts]
    assert re.fullmatch(r"\d+ feil(, \d+ advars(el|ler))?", counts)
    for number in range(5):  # one save in five steps
        screen.write(GJOVIK, f"{text}\n{number}\n")
        screen.shows(str(number))
    assert len(heard(screen, 2)) == 2
    screen.append(GJOVIK, "Og mer.")  # as many as before: told all the same
    assert len(heard(screen, 3)) == 3


def test_why_the_note_cannot_be_read_is_announced_once(screen: Screen) -> None:
    screen.page.evaluate(LISTEN)
    note = screen.read(NOTE)
    screen.write(NOTE, note.replace("enheter:", "enheter: ["))
    (said,) = heard(screen, 1)
    assert said.startswith("Notatet kan ikke leses")
    screen.write(NOTE, note)
    assert len(heard(screen, 2)) == 2


def test_another_units_save_is_not_announced_on_a_units_page(
    browser: Browser, preview: Preview
) -> None:
    screen = Screen(browser, preview, "/enhet/ub-gjovik")
    screen.page.evaluate(LISTEN)
    screen.append(FIRST, "Noe som andre skriver.")
    eventually(lambda: "Noe som andre skriver." in preview.get().text)
    screen.append(GJOVIK, "Noe som vi skriver.")
    assert len(heard(screen, 1)) == 1
    screen.page.close()


@pytest.mark.slow
def test_the_pages_are_announced_when_they_are_made(screen: Screen) -> None:
    page = screen.page
    page.get_by_role("button", name="Sider").click()
    current = "Sidene er oppdatert."
    eventually(lambda: page.text_content(".pv-pages-state") == current, patience=60)
    page.wait_for_timeout(STILL)
    page.evaluate(LISTEN)
    grey = "() => getComputedStyle(document.querySelector('.pv-page img')).filter"
    assert page.evaluate(grey) == "none"
    screen.append(GJOVIK, "Nytt på siste side.")
    eventually(lambda: "nye sider" in (page.text_content(".pv-pages-state") or ""))
    assert page.locator(".pv-page").first.is_visible()
    assert page.evaluate(grey) == "grayscale(1)"
    eventually(lambda: page.evaluate("() => heard.length"), patience=60)
    (said,) = heard(screen, 1)
    assert said.endswith(current)
    assert page.evaluate(grey) == "none"


# --- where the focus is --------------------------------------------------------------------------


def on_page(page: Page) -> str:
    """What has the focus: the text of the element, or of the block that it is in."""
    return str(
        page.evaluate(
            "() => document.activeElement === document.body ? '' : document.activeElement.textContent"
        )
    )


def to_block(page: Page, text: str) -> None:
    """By keyboard to the block with `text`."""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    for _ in range(200):
        if text in on_page(page):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(text)


def test_the_focus_stays_in_a_block_that_is_replaced_and_near_one_that_goes(screen: Screen) -> None:
    page, text = screen.page, screen.read(GJOVIK)
    to_block(page, "Vi er få, og det er krevende")
    screen.write(GJOVIK, text.replace("Vi er få", "Vi er svært få"))
    screen.shows("Vi er svært få")
    assert "Vi er svært få" in on_page(page)
    assert said_of(focused(page), "role") == "group"
    paragraphs = text.split("\n\n")
    screen.write(GJOVIK, "\n\n".join(p for p in paragraphs if "Vi er få" not in p))
    screen.hides("Vi er svært få")
    assert on_page(page)
    assert said_of(focused(page), "role") == "group"
    # It was the last of the unit's; what comes next is the list of attachments.
    assert page.evaluate("() => document.activeElement.dataset.source") == NOTE


def test_the_focus_stays_in_a_block_whose_message_is_mended(screen: Screen) -> None:
    """The message goes, and the block is changed: it is the same element still."""
    page, text = screen.page, screen.read(GJOVIK)
    screen.write(GJOVIK, text.replace("Vi er få", "Se NIFU. Vi er få"))
    remark = page.locator("main .pv-inline-message", has_text="ARK404")
    remark.wait_for()
    to_block(page, "Vi er få, og det er krevende")
    page.evaluate("() => document.activeElement.mine = 1")
    screen.write(GJOVIK, text)
    remark.wait_for(state="detached")
    assert "Vi er få" in on_page(page)
    assert page.evaluate("() => document.activeElement.mine") == 1


def test_the_focus_stays_near_a_message_that_is_mended(screen: Screen) -> None:
    page, text = screen.page, screen.read(GJOVIK)
    screen.write(GJOVIK, text.replace("### Tid", "![](kart.png)\n\n### Tid"))
    remark = page.locator("main .pv-inline-message", has_text="ARK312")
    remark.get_by_role("button").focus()
    screen.write(GJOVIK, text)
    remark.wait_for(state="detached")
    assert "Tid" in on_page(page)
    screen.write(GJOVIK, text.replace("### Tid", "![](kart.png)\n\n### Tid"))
    listed = page.locator(".pv-sidebar .pv-message", has_text="ARK312")
    listed.get_by_role("link").focus()
    screen.write(GJOVIK, text)
    listed.wait_for(state="detached")
    assert page.evaluate(
        "() => document.activeElement.closest('.pv-messages, .pv-sidebar section') !== null"
    )


def test_the_focus_is_not_lost_with_the_last_message(browser: Browser, root: Path) -> None:
    for file in (root / "contributions").rglob("*.md"):
        if file.name not in ("notat.md", "gjovik.md"):
            file.unlink()
    with previewed(root) as preview:
        screen = Screen(browser, preview, "/enhet/ub-gjovik")
        screen.write(GJOVIK, screen.read(GJOVIK).replace("### Tid", "![](kart.png)\n\n### Tid"))
        page = screen.page
        page.locator(".pv-message a").first.focus()
        screen.write(GJOVIK, screen.read(GJOVIK).replace("![](kart.png)\n\n", ""))
        screen.hides("ARK312", "messages")
        assert on_page(page)
        page.close()


def test_the_focus_leaves_what_is_closed_for_where_it_was_opened(screen: Screen) -> None:
    page = screen.page
    to_block(page, "Vi er få, og det er krevende")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert said_of(focused(page), "name") == "Lukk"
    page.keyboard.press("Enter")
    assert page.is_hidden("#pv-location-bar")
    assert "Vi er få" in on_page(page)
    screen.append(FIRST, "Et sted høyt oppe.")
    button = page.locator("#pv-changed-button")
    button.wait_for()
    button.focus()
    page.keyboard.press("Enter")
    assert "Et sted høyt oppe." in on_page(page)


def test_the_focus_leaves_the_counts_when_they_are_no_longer_known(screen: Screen) -> None:
    page = screen.page
    page.locator(".pv-counts").focus()
    screen.write(NOTE, screen.read(NOTE).replace("enheter:", "enheter: ["))
    screen.shows("Notatet kan ikke leses", "fault")
    assert page.locator(".pv-counts").is_hidden()
    assert on_page(page)


# --- names, roles, languages -------------------------------------------------------------------


def test_every_control_is_named_as_it_is_labelled(browser: Browser, preview: Preview) -> None:
    (preview.root / GJOVIK).write_text(PROBLEMS, "utf-8")
    eventually(lambda: "ARK312" in preview.get().text)
    for path in ("/", "/enhet/ub-gjovik", "/?lang=en", "/?visning=sider", "/enhet/finnes-ikke"):
        page = browser.new_page()
        page.goto(preview.url(path))
        session = page.context.new_cdp_session(page)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        controls = [
            node for node in nodes
            if not node["ignored"] and said_of(node, "role") in ("link", "button", "checkbox")
        ]  # fmt: skip
        assert controls
        found = [
            session.send("DOM.resolveNode", {"backendNodeId": node["backendDOMNodeId"]})["object"]
            for node in controls
        ]
        texts = session.send(
            "Runtime.callFunctionOn",
            {
                "objectId": found[0]["objectId"],
                "arguments": [{"objectId": each["objectId"]} for each in found],
                "functionDeclaration": f"function(...all) {{ return all.map({SEEN}); }}",
                "returnByValue": True,
            },
        )["result"]["value"]
        for node, seen in zip(controls, texts, strict=True):
            name = said_of(node, "name")
            assert name, node
            assert seen.lower() in " ".join(name.split()).lower(), (seen, name)
        page.close()


def test_a_block_that_reacts_to_keys_has_a_role_a_name_and_help(screen: Screen) -> None:
    page = screen.page
    to_block(page, "Vi er få, og det er krevende")
    node = focused(page)
    assert said_of(node, "role") == "group"
    name = said_of(node, "name")
    assert name.startswith("Hver av oss lager sin egen plan")
    assert name.endswith(f"{GJOVIK}:19")
    assert "Enter" in said_of(node, "description")
    stops = (
        "() => document.querySelectorAll('#note > [tabindex=\"0\"], #note > [role=group]').length"
    )
    assert page.evaluate(stops) == 1
    screen.write(GJOVIK, "\n" + screen.read(GJOVIK))
    eventually(lambda: str(said_of(focused(page), "name")).endswith(f"{GJOVIK}:20"))


def test_messages_carry_their_own_language(browser: Browser, preview: Preview) -> None:
    (preview.root / GJOVIK).write_text(PROBLEMS, "utf-8")
    screen = Screen(browser, preview, "/?lang=en")
    message = screen.page.locator("#note .pv-inline-messages", has_text="ARK312")
    message.wait_for()
    spoken = "e => e.closest('[lang]').lang"
    assert message.locator("p").first.evaluate(spoken) == "en"
    assert screen.page.locator("#note p", has_text="Losam BU").first.evaluate(spoken) == "nb-NO"
    screen.page.close()


def test_the_skip_link_leads_to_what_is_shown(browser: Browser, preview: Preview) -> None:
    for path, target in (("/", "note"), ("/?visning=sider", "pages")):
        screen = Screen(browser, preview, path)
        screen.page.keyboard.press("Tab")
        assert screen.page.evaluate("() => document.activeElement.className") == "pv-skip"
        screen.page.keyboard.press("Enter")
        assert screen.page.evaluate("() => document.activeElement.id") == target
        screen.page.get_by_role("button", name="Tekst").click()
        assert screen.page.get_attribute(".pv-skip", "href") == "#note"
        screen.page.close()
