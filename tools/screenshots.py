"""The project's own note in the preview → docs/images/*.png, the pictures in docs/.

Needs Chromium, LibreOffice, poppler and the test extra. Run it when the looks of the pages change:
`.venv/bin/python tools/screenshots.py`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.shared import Cm
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"

sys.path.insert(0, str(ROOT))
from arkdoc.deliver.make_note import make_note  # noqa: E402
from arkdoc.pipeline.two_versions import compare_versions, find_version  # noqa: E402
from tests.support.preview import Preview, previewed  # noqa: E402
from tests.support.server import serving  # noqa: E402
from tests.support.word_edits.attached import comment  # noqa: E402
from tests.support.word_edits.blocks import insert  # noqa: E402
from tests.support.word_edits.editor import Word  # noqa: E402
from tests.support.word_edits.xml import w  # noqa: E402


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-headless-shell")
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
        word_back(browser, Path(folder) / "word")
        browser.close()


def word_back(browser: Browser, root: Path) -> None:
    """The note's Word file edited: «Fra Word», the changes in the preview, and as a redline."""
    shutil.copytree(ROOT / "contributions", root / "contributions")
    make_note(root, {"docx"}, root / "build", datetime.now(UTC))
    word = root / "redigert.docx"
    word.write_bytes(edited((root / "build" / "sak-11-19.docx").read_bytes()))
    before = shutil.copytree(root, root / "for")
    text = root / "contributions" / "studieadministrasjon.md"
    text.write_text(text.read_text("utf-8").replace("målbilde og", "bilde og"), "utf-8")
    with serving(root) as server:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{server.url}/#{server.token()}")
        page.click("text=Fra Word")
        page.set_input_files("#sv-word-file", word)
        page.click("text=Vis endringene")
        page.locator(".sv-changes").wait_for()
        page.set_viewport_size(
            {"width": 1280, "height": page.evaluate("document.documentElement.scrollHeight")}
        )
        save(page, "word-endringer", keep=True)
        page.set_viewport_size({"width": 1280, "height": 760})
        page.click("text=Ta endringene inn i notatet")
        page.locator("#sv-answer .sv-told, #main .sv-told").first.wait_for()
        page.click("text=Notatet")
        page.locator("[data-live=true]").wait_for()
        page.check("#pv-changes")
        for _ in range(3):
            page.click("#pv-next-change")
        page.evaluate("document.querySelector('.pv-sidebar').scrollTop = 0")
        page.wait_for_timeout(2500)
        save(page, "word-forhandsvisning")
    made = compare_versions(find_version(before, root), find_version(root, root))
    redline = root / made.name
    redline.write_bytes(made.docx)
    into_pdf = ("soffice", "--headless", "--convert-to", "pdf", "--outdir", root, redline)
    subprocess.run(into_pdf, check=True, capture_output=True)
    second = ("pdftoppm", "-png", "-r", "100", "-f", "2", "-l", "2")
    subprocess.run((*second, redline.with_suffix(".pdf"), root / "side"), check=True)
    (side,) = root.glob("side-*.png")
    image = Image.open(side)
    save_image(image.crop((0, 0, image.width, image.height * 3 // 5)), "word-sporet")


def edited(docx: bytes) -> bytes:
    """What somebody does in Word: some of it tracked, and one thing that can't be taken in."""
    word = Word(docx)
    word.replace(word.paragraph("Status Arbeidsmiljø"), "Status ", "Status for ")
    word.replace(word.paragraph("godt i gang"), "godt", "kommet godt")
    word.replace(word.paragraph("pågår"), "pågår", "gjennomført")
    word.author = "Kari Nordmann"
    word.replace(word.paragraph("felles målbilde og"), "målbilde", "mål")
    insert(word, word.paragraph("kommunikasjon"), "hvem som følger opp")
    asked = word.paragraph("Opptaksgruppen har")
    comment(word, asked, "Opptaksgruppen", "Er dette avklart med gruppen?", "Kari Nordmann")
    word.author = ""
    gjovik = word.paragraph("Vi har ikke bare")
    word.replace(gjovik, "Vi har ikke bare", "Uansett: Vi har ikke bare")
    word.format(word.paragraph("Alle vi som arbeider i"), "Alle vi", w("color", val="C00000"))
    return word.saved()


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


def save(page: Page, name: str, *, keep: bool = False) -> None:
    """Save what the page shows, and close it unless it is to be kept."""
    save_image(Image.open(BytesIO(page.screenshot())), name)
    if not keep:
        page.close()


def save_image(image: Image.Image, name: str) -> None:
    """Save a picture in few colours."""
    # FASTOCTREE keeps rare colours, such as those of errors.
    few = image.convert("RGB").quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
