"""A page of the preview in a browser: what it shows, and waiting until it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.support.preview import Preview, eventually

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# What the page shows: every region's tree, attributes sorted, without the tab stop and its name,
# which move with the reader, and without the groups of a long one.
STATE = """() => {
  const moves = (node) => node.getAttribute('aria-describedby') === 'pv-block-help' ? ['role', 'aria-label', 'aria-describedby', 'tabindex'] : ['tabindex'];
  const tree = (node) => node.nodeType !== 1 ? node.data : `<${node.localName} ${
    [...node.attributes].filter((a) => !moves(node).includes(a.name)).map((a) => `${a.name}="${a.value}"`).sort().join(' ')
  }>${[...node.childNodes].map(tree).join('')}</>`;
  const items = (node) => node.className === 'pv-group' ? [...node.childNodes] : [node];
  const shown = {title: document.title, lang: document.querySelector('main').lang};
  for (const region of document.querySelectorAll('[data-region]'))
    shown[region.dataset.region] = [...region.childNodes].flatMap(items).map(tree).join('');
  return shown;
}"""


class Screen:
    """A page in the browser and its preview; errors and warnings on the console are collected.

    `prepare` is given the page before it is opened.
    """

    def __init__(
        self,
        browser: Browser,
        preview: Preview,
        path: str = "/",
        prepare: Callable[[Page], None] = lambda _: None,
        **size: int,
    ) -> None:
        self.preview = preview
        size = size or {"width": 1280, "height": 800}
        self.page: Page = browser.new_page(viewport=size)  # type: ignore[arg-type]
        self.problems: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("console", self._console)
        prepare(self.page)
        self.page.goto(preview.url(path))
        self.is_live()

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning") and "ERR_" not in message.text:
            self.problems.append(message.text)

    def is_live(self) -> None:
        eventually(lambda: self.page.get_attribute("html", "data-live") == "true")

    def write(self, path: str, text: str) -> None:
        (self.preview.root / path).write_text(text, "utf-8")

    def read(self, path: str) -> str:
        return (self.preview.root / path).read_text("utf-8")

    def append(self, path: str, text: str) -> None:
        self.write(path, f"{self.read(path)}\n{text}\n")

    def shows(self, text: str, region: str = "note") -> None:
        eventually(lambda: text in (self.page.text_content(f"[data-region={region}]") or ""))

    def hides(self, text: str, region: str = "note") -> None:
        eventually(lambda: text not in (self.page.text_content(f"[data-region={region}]") or ""))

    def state(self) -> dict[str, str]:
        found: dict[str, str] = self.page.evaluate(STATE)
        return found

    def scroll(self) -> float:
        return float(self.page.evaluate("() => scrollY"))

    def top(self, text: str) -> float:
        return float(
            self.page.get_by_text(text).first.evaluate("e => e.getBoundingClientRect().top")
        )
