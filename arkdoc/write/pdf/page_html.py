"""The page's tree of elements → the same tree, changed in place to what a PDF needs.

Before the layout, links are described, characters that no font has get a stand-in, and images in
CMYK become RGB.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Set
from io import BytesIO
from typing import NamedTuple
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

from arkdoc.model.regex import regex
from arkdoc.write.html.names import FOOT_CLASS

CONTENTS = "data-contents"
"""The attribute of a link that describes where it leads."""

STANDS_FOR = "data-stands-for"
"""The attribute of an element with the text that its own text stands for."""

CODE_LINE = "data-code-line"
"""The attribute of an element that is a line of a code block, as it was written."""

PAGE_OF = "data-page-of"
"""The attribute of an element whose text is to be the number of the page an id is on."""

STAND_IN = "¤"
"""What is drawn for characters that no font has: every font has this one."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ADDRESS = ("http", "https")


def prepare(page: Element, missing: Set[str]) -> None:
    """Change what can't be set as it stands; `missing` are the characters that no font has."""
    in_screen_colours(page)
    part_code_lines(page)
    stand_in(page, missing)
    part_long_words(page)


# --- text ----------------------------------------------------------------------------------


def source_text(element: Element) -> str:
    """All text of the page, or of a note at a foot, that is set as it stands, in order."""
    return "".join(_texts(element))


def _texts(element: Element) -> Iterator[str]:
    if element.tag == "br":
        yield "\n"
    if element.tag != "head" and PAGE_OF not in element.attrib:
        yield element.text or ""
        for kid in element:
            if FOOT_CLASS not in kid.get("class", "").split():
                yield from _texts(kid)
            yield kid.tail or ""


# --- links ---------------------------------------------------------------------------------


class Links(NamedTuple):
    """The links of a page, or of a part of it, with their own text; and what has a name there."""

    texts: list[tuple[Element, str]]
    names: dict[str, str]


def links(page: Element) -> Links:
    """The links of `page`, before anything is done to its text."""
    texts = [(link, link.get("aria-label") or _text(link)) for link in page.iter("a")]
    return Links(texts, dict(_names(page)))


def describe_links(found: Iterable[Links]) -> None:
    """Describe each link by its own text and its target's name (PDF/UA-1, 7.18.5)."""
    found = tuple(found)
    names = {id_: name for part in found for id_, name in part.names.items()}
    for link, text in (each for part in found for each in part.texts):
        described = _with(text, _target(link.get("href", ""), names)) or text
        link.set(CONTENTS, _with(described, link.get("title", "")))


def _names(page: Element) -> Iterator[tuple[str, str]]:
    """The ids of what has a name of its own, such as a heading or a table's caption."""
    for element in page.iter():
        name = element.get("id")
        if not name:
            continue
        if element.tag in _HEADINGS:
            yield name, element.get("data-label") or _text(element)
        elif element.tag in ("table", "figure"):
            caption = element.find("caption" if element.tag == "table" else "figcaption")
            yield name, "" if caption is None else _text(caption)


def _target(address: str, names: dict[str, str]) -> str:
    if address.startswith("#"):
        return names.get(address[1:].replace("%25", "%"), "")
    parts = urlsplit(address)
    if parts.scheme in _ADDRESS:
        return (parts.hostname or "").removeprefix("www.")
    return parts.path


def _with(text: str, target: str) -> str:
    """The link's text and its target's name, neither of them twice."""
    if target.casefold() in text.casefold():
        return text
    return target if text.casefold() in target.casefold() else f"{text} – {target}"


def _text(element: Element) -> str:
    """The text of an element on one line, images as their alternative."""
    return " ".join("".join(_read_out(element)).split())


def _read_out(element: Element) -> Iterator[str]:
    yield element.get("alt") or element.text or ""
    for kid in element:
        yield from _read_out(kid)
        yield kid.tail or ""


# --- characters that no font has -------------------------------------------------------------


def stand_in(page: Element, missing: Set[str]) -> None:
    """Put STAND_IN for every run of `missing` characters, marked with what it stands for."""
    if not missing:
        return
    runs = _runs(missing)

    def redrawn(svg: bytes) -> bytes:
        source = svg.decode("utf-8", "surrogateescape")
        return runs.sub(STAND_IN, source).encode("utf-8", "surrogateescape")

    _change_images(page, "image/svg+xml", redrawn)
    for element in list(page.iter()):
        if element.tag == "style":
            element.text = style_with_stand_ins(element.text or "", missing)
        if element.tag in ("style", "title"):
            continue
        if element.tag in _HEADINGS and "data-label" not in element.attrib:
            # A PDF viewer draws the outline in its own font.
            element.set("data-label", _text(element))
        kids = list(element)
        for at, kid in reversed(list(enumerate(kids, 1))):
            kid.tail, spans = _split(kid.tail or "", runs)
            element[at:at] = spans
        element.text, spans = _split(element.text or "", runs)
        element[0:0] = spans


def style_with_stand_ins(css: str, missing: Set[str]) -> str:
    """A style sheet, with STAND_IN for every run of `missing` characters in it."""
    return _runs(missing).sub(STAND_IN, _unescaped(css, missing)) if missing else css


def _runs(missing: Set[str]) -> re.Pattern[str]:
    """Finds runs; what has no shape of its own, such as a joiner, goes with its run."""
    one = "[" + "".join(map(re.escape, sorted(missing))) + "]"
    return re.compile(f"({one}(?:[\u200b-\u200f\u2060\ufe00-\ufe0f]*{one})*[\ufe00-\ufe0f]?)")


def _split(text: str, runs: re.Pattern[str]) -> tuple[str, list[Element]]:
    before, *rest = runs.split(text)
    spans = []
    for run, after in zip(rest[::2], rest[1::2], strict=True):
        span = Element("span", {STANDS_FOR: run})
        span.text, span.tail = STAND_IN, after
        spans.append(span)
    return before, spans


def _unescaped(css: str, missing: Set[str]) -> str:
    """A style sheet, in which running titles have characters by number."""
    for character in sorted(missing):
        css = css.replace(f"\\{ord(character):x} ", character)
    return css


# --- code ----------------------------------------------------------------------------------


def part_code_lines(page: Element) -> None:
    """Make an element of each line of a code block, so that a listener has one at a time.

    An empty line is nothing to hear, and goes with the next.
    """
    for block in page.iter("pre"):
        for code in block.iter("code"):
            lines = _LINE_OF_CODE.findall(code.text or "")
            for line in lines:
                SubElement(code, "span", {CODE_LINE: ""}).text = line
            if lines:
                code.text = ""


_LINE_OF_CODE = regex(r"\s*\S[^\n]*(?:\s+\Z|\n)?")


# --- long words of many pieces -----------------------------------------------------------------

_INLINE = frozenset({"a", "code", "em", "s", "span", "strong", "sup"})
_BREAK = "\u200b"
_WORD = 40  # characters, more than a word has
_LONGEST = 100  # characters of anything without a space, such as a web address


def part_long_words(page: Element) -> None:
    """Let a line end between the pieces of what is longer than any word.

    Where there is no space, WeasyPrint ends a line inside a piece of text, but not between two.
    """
    length = 0

    def parted(text: str | None) -> str | None:
        nonlocal length
        if not text:
            return text
        if length >= (_WORD if text[0].isalnum() else _LONGEST) and not text[0].isspace():
            length, text = 0, _BREAK + text
        words = text.split()
        is_end = text[-1].isspace() or not words
        goes_on = len(words) == 1 and not text[0].isspace()
        length = 0 if is_end else length * goes_on + len(words[-1])
        return text

    def visit(element: Element) -> None:
        nonlocal length
        is_inline = element.tag in _INLINE
        length *= is_inline
        element.text = parted(element.text)
        for kid in element:
            visit(kid)
            kid.tail = parted(kid.tail)
        length *= is_inline

    body = page.find("body")
    if body is not None:
        visit(body)


# --- images ----------------------------------------------------------------------------------


def in_screen_colours(page: Element) -> None:
    """Make RGB of images in CMYK, which the file has no colour profile for (19005-2, 6.2.4.3)."""
    _change_images(page, "image/jpeg", _in_rgb)


def _in_rgb(jpeg: bytes) -> bytes:
    from PIL import Image

    with Image.open(BytesIO(jpeg), formats=("JPEG",)) as image:
        if image.mode != "CMYK":
            return jpeg
        data = BytesIO()
        image.convert("RGB").save(data, "JPEG", quality=92)
    return data.getvalue()


def _change_images(page: Element, media_type: str, change: Callable[[bytes], bytes]) -> None:
    """Replace the images of one type that the page holds by what `change` makes of them."""
    start = f"data:{media_type};base64,"
    pattern = re.compile(f"{re.escape(start)}([A-Za-z0-9+/=]+)")

    def changed(match: re.Match[str]) -> str:
        return start + b64encode(change(b64decode(match[1]))).decode("ascii")

    for element in page.iter():
        for name in ("src", "style"):
            if start in element.get(name, ""):
                element.set(name, pattern.sub(changed, element.get(name, "")))
