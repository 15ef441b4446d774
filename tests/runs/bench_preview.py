"""`make bench`, the preview: from a save to the changed text painted, beside `mkdocs serve`.

A Word file is saved too, beside a Markdown file of the same note.

In a real Chromium, on the project's own note. Figures are printed; nothing here passes or fails.
"""

from __future__ import annotations

import os
import re
import selectors
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tests.runs.peers import bodies, multiply
from tests.support.preview import Preview, eventually, previewed, real_note
from tests.support.project import REPOSITORY
from tests.support.requirements import find_chromium
from tests.support.word_files import parts_of, zipped

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SAVES = 100
MKDOCS_SAVES = 20
BROWSERS = 200
BURST = 1000
MARK = "Lagring nummer"

# The note's tree, attributes sorted, without the tab stop, which moves with the reader.
TREE = """() => {
  const tree = (node) => node.nodeType !== 1 ? node.data : [node.localName, [...node.attributes]
    .filter((a) => a.name !== 'tabindex').map((a) => [a.name, a.value]).sort(), ...[...node.childNodes].map(tree)];
  return JSON.stringify(tree(document.querySelector('main')));
}"""

# Logs when the frame after the marked text was inserted has been painted.
WATCH = """
const seen = new Set();
const check = (text) => {
  const found = text.match(/Lagring nummer (\\d+)\\./g);
  const number = found && found.at(-1).match(/\\d+/)[0];
  if (!number || seen.has(number)) return;
  seen.add(number);
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => console.log(`painted ${number} ${performance.timeOrigin + performance.now()}`);
    channel.port2.postMessage(0);
  });
};
document.addEventListener('DOMContentLoaded', () => {
  check(document.body.textContent);
  new MutationObserver((records) => {
    for (const {target, addedNodes} of records) {
      if (target.nodeType === 3) check(target.data);
      for (const node of addedNodes) check(node.textContent);
    }
  }).observe(document.body, {subtree: true, childList: true, characterData: true});
});
"""


def main() -> None:
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        here = Path(folder)
        print(f"\nThe preview: from the write to the changed text painted ({os.cpu_count()} cores)")
        ours = real(browser, here / "notat")
        if theirs := mkdocs(browser, here / "mkdocs"):
            ratio = statistics.median(theirs) / statistics.median(ours)
            print(f"  {'':40} {ratio:.0f} × as quick as mkdocs serve")
        word(browser, here / "word", ours)
        thousand(browser, here / "tusen")
        crowd(browser, here / "mange")
        pages(browser, here / "sider")
        burst(browser, here / "byge")
        browser.close()


def real(browser: Browser, root: Path) -> list[float]:
    with previewed(real_note(root), apart=True) as preview:
        file = root / "contributions" / "ub" / "gjovik.md"
        times = saves(browser, preview.url(), file, SAVES)
    return show("arkdoc watch, the note", times)


def word(browser: Browser, root: Path, markdown: list[float]) -> None:
    """The same unit's text as the Word file that it was, saved as Word saves, beside `markdown`."""
    from arkdoc.read.contribution import read_contribution

    folder = real_note(root) / "contributions" / "ub"
    (folder / "gjovik.md").unlink()
    file = folder / "Status Gjøvik.docx"
    shutil.copy(REPOSITORY / "contributions" / "ub" / file.name, file)
    with previewed(root, apart=True) as preview:
        times = show(
            "arkdoc watch, a Word file", saves(browser, preview.url(), file, SAVES, save=as_word)
        )
    data, reading = file.read_bytes(), []
    for _ in range(SAVES):
        start = time.perf_counter()
        read_contribution(file.name, data)
        reading.append(time.perf_counter() - start)
    show("reading it alone", reading)
    for name, figure in (("p50", statistics.median), ("p95", p95)):
        ratio = figure(times) / (figure(markdown) + figure(reading))
        print(f"  {'':40} {name} {ratio:.2f} × Markdown's save and the reading")


def mkdocs(browser: Browser, root: Path) -> list[float]:
    """The same text on one page."""
    try:
        import mkdocs as _  # noqa: F401 - whether it is there
    except ImportError:
        return []
    (root / "docs").mkdir(parents=True)
    page = root / "docs" / "index.md"
    page.write_text("\n\n".join(bodies(REPOSITORY / "contributions")), encoding="utf-8")
    (root / "mkdocs.yml").write_text("site_name: Notat\n", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-q", "-a", f"127.0.0.1:{port}"],
        cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        eventually(lambda: is_open(port))
        times = saves(browser, f"http://127.0.0.1:{port}/", page, MKDOCS_SAVES, pause=0.5)
    finally:
        process.terminate()
        process.wait()
    return show("mkdocs serve, the same text", times)


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def thousand(browser: Browser, root: Path) -> None:
    multiply(REPOSITORY, root, 100)
    count = len(list((root / "contributions").iterdir())) - 1
    with previewed(root, apart=True) as preview:
        times = saves(browser, preview.url(), root / "contributions" / "aalesund-5.md", SAVES)
    show(f"arkdoc watch, {count} contributions", times)


def crowd(browser: Browser, root: Path) -> None:
    """Measure one browser alone, and the same one among many."""
    with previewed(real_note(root), apart=True) as preview:
        file = root / "contributions" / "ub" / "gjovik.md"
        alone = show("alone", saves(browser, preview.url(), file, SAVES))
        with connected(preview, BROWSERS):
            among = show(f"among {BROWSERS} browsers", saves(browser, preview.url(), file, SAVES))
    median = statistics.median(among) / statistics.median(alone)
    print(
        f"  {'':40} {median:.2f} × alone; slowest {max(among) / max(alone):.2f} × the slowest alone"
    )


@contextmanager
def connected(preview: Preview, count: int) -> Iterator[None]:
    """`count` streams, read by one thread that does nothing else: the server is what is measured."""
    request = f"GET /hendelser?fra= HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\n\r\n"
    selector, done = selectors.DefaultSelector(), threading.Event()
    with ExitStack() as stack:
        for _ in range(count):
            stream = stack.enter_context(socket.create_connection(("127.0.0.1", preview.port)))
            stream.sendall(request.encode())
            stream.setblocking(False)
            selector.register(stream, selectors.EVENT_READ)

        def drain() -> None:
            while not done.is_set():
                for key, _ in selector.select(0.1):
                    with suppress(BlockingIOError):
                        key.fileobj.recv(65536)  # type: ignore[union-attr]

        thread = threading.Thread(target=drain)
        thread.start()
        time.sleep(2)
        yield
        done.set()
        thread.join()


def pages(browser: Browser, root: Path) -> None:
    """Measure from a save to its pages shown, and how long a build of the PDF takes."""
    with previewed(real_note(root), apart=True) as preview:
        page = browser.new_page()
        page.goto(preview.url("/?visning=sider"))
        current = page.locator(".pv-pages-state[data-state=current]")
        current.wait_for()
        file = root / "contributions" / "ub" / "gjovik.md"
        text, times, builds = file.read_text("utf-8"), [], []
        for number in range(10):
            before = shown_pages(page)
            start = time.perf_counter()
            file.write_text(f"{text}\n{MARK} {number}.\n", encoding="utf-8")
            eventually(lambda before=before: shown_pages(page) != before)  # type: ignore[misc]
            times.append(time.perf_counter() - start)
            builds.append(pdf_build(preview))
        page.close()
    show("Sider: from the write to the new page", times)
    show("one PDF build of the same, warm", builds)


def shown_pages(page: Page) -> list[str]:
    """The addresses of the pictures, which change with what they show."""
    found: list[str] = page.locator(".pv-page img").evaluate_all("all => all.map((a) => a.src)")
    return found


def pdf_build(preview: Preview) -> float:
    from arkdoc.model.cache import Cache
    from arkdoc.pipeline.build import build, load

    sources = load(preview.root)
    start = time.perf_counter()
    build(sources, frozenset({"pdf"}), cache=Cache())
    return time.perf_counter() - start


def burst(browser: Browser, root: Path) -> None:
    """Many saves at once: whether the page is right in the end, and the memory."""
    real_note(root)
    files = [
        file for file in sorted((root / "contributions").rglob("*.md")) if file.name != "notat.md"
    ]
    for number in range(20 - len(files)):
        copy = root / "contributions" / f"kopi-{number}.md"
        copy.write_text(
            files[0].read_text("utf-8").replace("enhet: ", f"enhet: kopi-{number} "), "utf-8"
        )
        files.append(copy)
    texts = {file: file.read_text("utf-8") for file in files}

    def run(preview: Preview, page: Page, first: int) -> float:
        start = time.perf_counter()
        for number in range(first, first + BURST):
            file = files[number % len(files)]
            file.write_text(f"{texts[file]}\n{MARK} {number}.\n", encoding="utf-8")
        last = [f"{MARK} {number}." for number in range(first + BURST - len(files), first + BURST)]
        eventually(lambda: all(said in page.text_content("main") for said in last))  # type: ignore[operator]
        return time.perf_counter() - start

    with previewed(root, apart=True) as preview:
        page = browser.new_page()
        page.goto(preview.url())
        run(preview, page, 0)
        before = preview.memory()
        taken = run(preview, page, BURST)
        after = preview.memory()
        shown = page.evaluate(TREE)
        page.close()
    with previewed(root, apart=True) as fresh:
        page = browser.new_page()
        page.goto(fresh.url())
        same = page.evaluate(TREE) == shown
        page.close()
    print(
        f"  {f'{BURST} saves of {len(files)} files':40} {taken:.2f} s, the page is "
        f"{'the same as' if same else 'NOT THE SAME AS'} a fresh one; memory {after / before:.2f} × before"
    )


# --- measuring -------------------------------------------------------------------------------


def as_text(file: Path, before: bytes, said: str) -> Callable[[], object]:
    """A save of `file` with a paragraph more than `before`, made ready."""
    data = before + f"\n{said}\n".encode()
    return lambda: file.write_bytes(data)


def as_word(file: Path, before: bytes, said: str) -> Callable[[], object]:
    """The same of a Word file: the old one gets another name, then the new one its own."""
    parts = parts_of(before)
    body, end, rest = parts["word/document.xml"].rpartition(b"<w:sectPr")
    paragraph = f"<w:p><w:r><w:t>{said}</w:t></w:r></w:p>".encode()
    parts["word/document.xml"] = body + paragraph + end + rest
    data = zipped(parts)
    new, old = file.with_name("~WRD0001.tmp"), file.with_name("~WRL0002.tmp")

    def save() -> None:
        new.write_bytes(data)
        file.rename(old)
        new.rename(file)
        old.unlink()

    return save


def saves(
    browser: Browser,
    address: str,
    file: Path,
    count: int,
    pause: float = 0.1,
    save: Callable[[Path, bytes, str], Callable[[], object]] = as_text,
) -> list[float]:
    """Seconds from the start of each save to its text painted, one per save."""
    with watched(browser, address) as painted:
        before = file.read_bytes()
        times = []
        for number in range(count):
            write = save(file, before, f"{MARK} {number}.")
            start = time.perf_counter()
            write()
            times.append(painted(number) - start)
            time.sleep(pause)
        file.write_bytes(before)
    return times


@contextmanager
def watched(browser: Browser, address: str) -> Iterator[Callable[[int], float]]:
    """Opens `address`; yields a function that waits for a save's text and returns when it was painted.

    That is by `time.perf_counter`: the time of day may be set while this runs.
    """
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(WATCH)
    times: dict[int, float] = {}

    def note(message: object) -> None:
        if found := re.fullmatch(r"painted (\d+) ([\d.]+)", message.text):  # type: ignore[attr-defined]
            times.setdefault(int(found[1]), float(found[2]) / 1000 - ahead)

    page.on("console", note)
    page.goto(address)
    page.wait_for_timeout(1000)
    ahead = min(map(clocks_apart, [page] * 20))[1]

    def painted(number: int) -> float:
        end = time.perf_counter() + 30
        while number not in times and time.perf_counter() < end:
            page.wait_for_timeout(2)
        return times[number]

    yield painted
    page.close()


def clocks_apart(page: Page) -> tuple[float, float]:
    """How many seconds it took to ask the page for its time, and how far that is ahead of ours."""
    start = time.perf_counter()
    there: float = page.evaluate("performance.timeOrigin + performance.now()") / 1000
    end = time.perf_counter()
    return end - start, there - (start + end) / 2


def p95(times: Sequence[float]) -> float:
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]


def show(title: str, times: list[float]) -> list[float]:
    print(
        f"  {title:40} p50 {statistics.median(times) * 1000:6.1f} ms   "
        f"p95 {p95(times) * 1000:6.1f} ms   "
        f"slowest {max(times) * 1000:6.1f} ms   ({len(times)} saves)"
    )
    return times


if __name__ == "__main__":
    main()
