"""Texts → a note in a folder; outputs → their text and structure, not read by our own code."""

from __future__ import annotations

import atexit
import gc
import io
import re
import shutil
import struct
import tempfile
import time
import unicodedata
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from lxml import etree
from PIL import Image

if TYPE_CHECKING:
    from arkdoc.pipeline.build import Analysis, BuildResult

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REPOSITORY = Path(__file__).parent.parent.parent
KITCHEN = REPOSITORY / "tests" / "fixtures" / "kitchen"


@cache
def numbered_kitchen() -> Path:
    """The same note with its headings numbered, and so with their numbers in its links."""
    root = Path(tempfile.mkdtemp(prefix="arkdoc-kitchen-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    shutil.copytree(KITCHEN / "contributions", root / "contributions")
    file = root / "contributions" / "notat.md"
    text = file.read_text("utf-8")
    file.write_text(text.replace("\nspråk: nb\n", "\nspråk: nb\nnummerering: ja\n"), "utf-8")
    return root


"""The root of the test note that uses the whole dialect."""

NOTE = """\
---
saksnr: 11/19
tittel: Status
fra: Prorektor
dato: 2019-02-27
enheter:
  - id: studieadministrasjon
    navn: Avd. for studieadministrasjon
  - id: ub
    navn: Universitetsbiblioteket
    bidrag: påkrevd
    enheter:
      - {id: ub-gjovik, navn: Seksjon Gjøvik}
---
Innledning.

[[bidrag]]
"""


class Project:
    """A root folder with `contributions/`, which tests write into."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "contributions").mkdir(parents=True, exist_ok=True)

    def write(self, path: str, text: str | bytes) -> Path:
        """Put a file at `contributions/path`."""
        file = self.root / "contributions" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def note(self, text: str = NOTE) -> Project:
        self.write("notat.md", text)
        return self

    def units(self, units: dict[str, str], introduction: str = "[[bidrag]]\n") -> Project:
        """A flat note of `units`, id → name."""
        tree = "".join(f"  - {{id: {id_}, navn: {name}}}\n" for id_, name in units.items())
        return self.note(
            "---\nsaksnr: 11/19\ntittel: Status\nfra: Prorektor\ndato: 2019-02-27\n"
            f"enheter:\n{tree}---\n{introduction}"
        )

    def contribution(self, unit: str, text: str, path: str = "", **fields: str) -> Project:
        lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
        self.write(path or f"{unit}.md", f"---\nenhet: {unit}\n{lines}---\n{text}")
        return self

    def analyse(self) -> Analysis:
        from arkdoc.pipeline.build import analyse
        from arkdoc.pipeline.load import load

        return analyse(load(self.root))

    def build(self, *targets: str, final: bool = False) -> BuildResult:
        from arkdoc.pipeline.build import build
        from arkdoc.pipeline.load import load

        return build(load(self.root), frozenset(targets or ("docx", "html")), final=final)


def codes(analysis: Analysis | BuildResult) -> list[str]:
    return [diagnostic.rule.code for diagnostic in analysis.diagnostics]


def png(said: str = "") -> bytes:
    """A PNG: of 2 × 2 points, or as large as `said`, such as «400 × 300 piksler, 8 MB»."""
    size = re.search(r"(\d+) × (\d+)", said)
    width, height = (int(size[1]), int(size[2])) if size else (2, 2)
    weight = re.search(r"(\d+) MB", said)

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    filling = chunk(b"arKd", b"\0" * 1_000_000 * int(weight[1])) if weight else b""
    parts = (chunk(b"IHDR", head), filling, chunk(b"IDAT", rows), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def picture_file(said: str) -> bytes:
    """A picture as `said`: a size, and a kind such as GIF, «16 biter», «flere bilder», «halv fil»."""
    kind = next((kind for kind in ("GIF", "WEBP", "BMP", "TIFF") if kind in said.upper()), "PNG")
    size = re.search(r"(\d+) × (\d+)", said)
    if kind == "PNG" and not re.search("biter|halv", said):
        return png(said)
    image = Image.new(
        "I;16" if "16 biter" in said else "RGB", (int(size[1]), int(size[2])) if size else (2, 2)
    )
    more = {"save_all": True, "append_images": [Image.new("RGB", image.size, "red")]}
    file = io.BytesIO()
    image.save(file, kind, **(more if "flere" in said else {}))
    data = file.getvalue()
    return data[: len(data) // 2] if "halv" in said else data


# --- time, never in seconds --------------------------------------------------------------


def cost(run: Callable[[], object], times: int = 3) -> float:
    """CPU seconds of the quickest of `times` runs: for ratios, not for limits in seconds.

    The garbage collector waits: what it takes grows with all that the other tests have left.
    """
    taken = []
    is_collecting = gc.isenabled()
    gc.disable()
    try:
        for _ in range(times):
            start = time.process_time()
            run()
            taken.append(time.process_time() - start)
    finally:
        if is_collecting:
            gc.enable()
    return max(min(taken), 1e-4)


def growth(run: Callable[[int], object], size: int, factor: int = 8) -> float:
    """How many times longer `factor` times the size takes, over `factor`: about 1 if linear.

    The large size runs once where that is quick enough, because more runs only lower the ratio.
    """
    run(size)
    small = cost(lambda: run(size)) * factor
    large = cost(lambda: run(size * factor), times=1)
    if large > small * 1.5:
        large = min(large, cost(lambda: run(size * factor), times=2))
    return large / small


# --- reading the outputs back ------------------------------------------------------------


@dataclass
class WordFile:
    """A DOCX, read with zipfile and lxml alone."""

    parts: dict[str, bytes]

    @property
    def body(self) -> Any:
        return etree.fromstring(self.parts["word/document.xml"])

    @property
    def footnotes(self) -> Any:
        return etree.fromstring(self.parts["word/footnotes.xml"])

    @property
    def styles(self) -> dict[str, str]:
        """Style names by id."""
        tree: Any = etree.fromstring(self.parts["word/styles.xml"])
        return {
            style.get(f"{W}styleId"): style.find(f"{W}name").get(f"{W}val")
            for style in tree.iter(f"{W}style")
        }

    def paragraphs(self) -> list[tuple[str, str]]:
        """Style name and text of each paragraph, in document order."""
        names = self.styles
        return [(names.get(style_of(p), ""), text_of(p)) for p in self.body.iter(f"{W}p")]

    def outline(self) -> list[tuple[int, str]]:
        """Level and text of the title (0) and the headings, those in boxes too."""
        levels = self.levels()
        styled = [(style_of(p), text_of(p)) for p in self.body.iter(f"{W}p")]
        return [(levels[style], text) for style, text in styled if style in levels]

    def levels(self) -> dict[str, int]:
        """Levels by style id: an outline level that the style has, or the one it is based on."""
        tree: Any = etree.fromstring(self.parts["word/styles.xml"])
        styles = {style.get(f"{W}styleId"): style for style in tree.iter(f"{W}style")}
        levels = {}
        for name, style in styles.items():
            while style is not None:
                level = style.find(f"{W}pPr/{W}outlineLvl")
                if style.find(f"{W}name").get(f"{W}val").lower() == "title":
                    levels[name] = 0
                elif level is not None and int(level.get(f"{W}val")) < 9:
                    levels[name] = int(level.get(f"{W}val")) + 1
                if name in levels or level is not None:  # 9 is running text
                    break
                parent = style.find(f"{W}basedOn")
                style = None if parent is None else styles.get(parent.get(f"{W}val"))
        return levels

    def text(self) -> str:
        """All text that is read, footnotes last."""
        texts = [text for _, text in self.paragraphs()]
        if "word/footnotes.xml" in self.parts:
            texts += [text_of(p) for p in self.footnotes.iter(f"{W}p")]
        return "\n".join(texts)


def word(data: bytes) -> WordFile:
    with ZipFile(io.BytesIO(data)) as archive:
        return WordFile({name: archive.read(name) for name in archive.namelist()})


def style_of(paragraph: Any) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val")


def text_of(paragraph: Any) -> str:
    """The text of a paragraph, without field codes."""
    pieces = []
    for node in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}noBreakHyphen"):
        if node.tag == f"{W}t":
            pieces.append(node.text or "")
        else:
            pieces.append("-" if node.tag == f"{W}noBreakHyphen" else " ")
    return "".join(pieces)


def pdf_text(data: bytes, *, fold: bool = True) -> str:
    """The text of a PDF; `fold` joins words that are hyphenated at line ends."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        pages = []
        for page in document:
            textpage = page.get_textpage()
            pages.append(textpage.get_text_bounded())
            textpage.close()
            page.close()
    finally:
        document.close()
    text = "\n".join(pages)
    return fold_hyphens(text) if fold else text


_FURNITURE = re.compile(
    r"^(?:Side \d+ av \d+|SAK \S+ · .*|Universitetet i Fjordbyen|Utkast(?: · .*)?|[•–◦▪-]|\d{1,2}\.)\s*$",
    re.MULTILINE,
)

LEADERS = re.compile(r"(?: \.){3,}")
"""The dots that lead to a page number in the table of contents."""


def pdf_flow(data: bytes) -> str:
    """The text of a PDF without headers, footers and list marks.

    WeasyPrint draws list marks last on a page, in the midst of text that goes on overleaf.
    """
    return without_furniture(pdf_text(data, fold=False).replace("\r", ""))


def without_furniture(text: str) -> str:
    """The text of pages without headers, footers and list marks, hyphenated words joined."""
    return fold_hyphens(_FURNITURE.sub("", LEADERS.sub("", text)))


def fold_hyphens(text: str) -> str:
    # pypdfium2 gives U+FFFE or U+0002 for a hyphen that only breaks a line.
    return re.sub(r"[-\u00ad\u2010\ufffe\x02]\s*\n\s*|[\u00ad\ufffe\x02]", "", text)


def pdf_outline(data: bytes) -> list[tuple[int, str]]:
    """Bookmarks: level from 1 and text."""
    from pypdf import PdfReader

    found: list[tuple[int, str]] = []

    def walk(items: list[Any], level: int) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item, level + 1)
            else:
                found.append((level, item.title))

    walk(PdfReader(io.BytesIO(data)).outline, 1)
    return found


class _Reader(HTMLParser):
    def __init__(self, *, marks: bool = True) -> None:
        super().__init__()
        self._marks = marks
        self._in_mark = False
        self.pieces: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self._silent = 0
        self._heading: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script", "title"):
            self._silent += 1
        if re.fullmatch(r"h[1-6]", tag):
            self._heading = int(tag[1])
            self.headings.append((self._heading, ""))
        if tag == "a" and ("role", "doc-noteref") in attrs:
            self._in_mark = True
        if tag == "img":
            self.pieces.append(f" {dict(attrs).get('alt') or ''} ")
        if tag not in ("em", "strong", "a", "s", "code", "span", "sup", "b", "i"):
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script", "title"):
            self._silent -= 1
        if tag == "a":
            self._in_mark = False
        if re.fullmatch(r"h[1-6]", tag):
            self._heading = None
        if tag not in ("em", "strong", "a", "s", "code", "span", "sup", "b", "i"):
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if self._silent or (self._in_mark and not self._marks):
            return
        self.pieces.append(data)
        if self._heading:
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)


def html_text(page: str | bytes, *, marks: bool = True) -> str:
    """The text of a page, one block per line; `marks` includes the numbers of footnotes."""
    reader = _Reader(marks=marks)
    reader.feed(page.decode() if isinstance(page, bytes) else page)
    return "".join(reader.pieces)


def html_headings(page: str | bytes, *, marks: bool = True) -> list[tuple[int, str]]:
    reader = _Reader(marks=marks)
    reader.feed(page.decode() if isinstance(page, bytes) else page)
    return [(level, " ".join(text.split())) for level, text in reader.headings]


def words(text: str) -> Counter[str]:
    """The words of a text, as runs of letters and digits, without punctuation."""
    folded = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    return Counter(re.findall(r"\w+", folded))


def squeezed(text: str) -> str:
    """The letters and digits of a text alone, to compare texts with different line breaks."""
    return "".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text)))


def skipped_levels(outline: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The headings that are more than one level below the heading before them."""
    return [heading for before, heading in pairwise(outline) if heading[0] > before[0] + 1]
