"""The project's own note in the preview → docs/images/*.png, the pictures in docs/veileder.md.

Needs Chromium and the test extra. Run it when the looks of the preview change:
`.venv/bin/python tools/screenshots.py`.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.shared import Cm
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"

sys.path.insert(0, str(ROOT))
from tests.support.preview import Preview, previewed  # noqa: E402
from tests.support.server import serving  # noqa: E402


def main() -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("chromium is not installed")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        note(Path(folder))
        with previewed(Path(folder)) as preview:
            take(browser, preview, "/enhet/ub-gjovik", "veileder-enhet", 1280, 640)
            take(browser, preview, "/", "veileder-oversikt", 1280, 980)
        deliver(browser, Path(folder))
        browser.close()


def deliver(browser: Browser, root: Path) -> None:
    """The page on which a unit hands in its text, on a telephone and while it is looked at."""
    notat = root / "contributions" / "notat.md"
    text = notat.read_text("utf-8").replace("saksnr:", "adgang_til: 2099-01-01\nsaksnr:", 1)
    notat.write_text(text, "utf-8")
    (root / "contributions" / "ub" / "Status Gjøvik.docx").unlink()
    with serving(root) as server:
        address = f"{server.url}/enhet/ub-gjovik#{server.token('ub-gjovik')}"
        for name, width, height in (("veileder-lever", 900, 720), ("veileder-se", 900, 620)):
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(address)
            page.locator("#sv-deliver").wait_for()
            if name == "veileder-se":
                word = ROOT / "contributions" / "ub" / "Status Gjøvik.docx"
                page.set_input_files("#sv-file", word)
                page.locator("#sv-answer button").first.wait_for()
            page.wait_for_timeout(300)
            save(page, name)


def note(root: Path) -> None:
    """A note in progress: one unit has not delivered, and one has faults."""
    shutil.copytree(ROOT / "contributions", root / "contributions")
    notat = root / "contributions" / "notat.md"
    # Without a deadline, and with files of a certain day, they do not depend on the day of today.
    notat.write_text(notat.read_text("utf-8").replace("bidragsfrist: 2019-02-25\n", ""), "utf-8")
    folder = root / "contributions" / "ub"
    (folder / "medisin.md").unlink()
    draft(folder / "Status Gjøvik.docx")
    day = datetime(2019, 2, 21, 12).astimezone().timestamp()
    for file in root.rglob("*.*"):
        os.utime(file, (day, day))


def draft(file: Path) -> None:
    """Make a Word file that is done one that is not: a draft, with a picture and no alt text."""
    document = Document(str(file))
    status = next(row for row in document.tables[0].rows if row.cells[0].text == "Status")
    status.cells[1].text = "Utkast"
    heading = next(p for p in document.paragraphs if p.text.startswith("Fellesskap"))
    picture = BytesIO()
    chart().save(picture, "PNG")
    heading.insert_paragraph_before().add_run().add_picture(picture, width=Cm(15))
    document.save(str(file))


def chart() -> Image.Image:
    """A bar chart of how many answered."""
    image = Image.new("RGB", (900, 150), "white")
    draw = ImageDraw.Draw(image)
    for number, share in enumerate((0.62, 0.71, 0.66)):
        top = 12 + number * 46
        draw.rectangle((0, top, 880, top + 30), fill="#f2f5f9")
        draw.rectangle((0, top, round(880 * share), top + 30), fill="#5b6b80")
    return image


def take(browser: Browser, preview: Preview, path: str, name: str, width: int, height: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(preview.url(path))
    page.locator("[data-live=true]").wait_for()
    page.wait_for_timeout(200)
    save(page, name)


def save(page: Page, name: str) -> None:
    """Save what the page shows, in few colours."""
    image = Image.open(BytesIO(page.screenshot())).convert("RGB")
    # FASTOCTREE keeps rare colours, such as those of errors.
    few = image.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(IMAGES / f"{name}.png", optimize=True)
    page.close()


if __name__ == "__main__":
    main()
