"""The page's tree of elements → the same tree, with what only a PDF wants in it.

Links say where they lead, a character that no font has gets a stand-in, and images are in the
colours of a screen: all before the layout.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Iterator, Set
from functools import partial
from io import BytesIO
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

CONTENTS = "data-contents"
"""The attribute of a link that says in words where it leads."""

STANDS_FOR = "data-stands-for"
"""The attribute of an element that says what text its own stands for."""

PAGE_OF = "data-page-of"
"""The attribute of an element whose text is to be the number of the page an id is on."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ADDRESS = ("http", "https")


# --- text ----------------------------------------------------------------------------------


def source_text(page: Element) -> str:
    """All text of the page that is set as it stands, in order."""
    return "".join(_texts(page))


def _texts(element: Element) -> Iterator[str]:
    if element.tag == "br":
        yield "\n"
    if element.tag != "head" and PAGE_OF not in element.attrib:
        yield element.text or ""
        for kid in element:
            yield from _texts(kid)
            yield kid.tail or ""


# --- links ---------------------------------------------------------------------------------


def describe_links(page: Element) -> None:
    """Say of each link where it leads, in its own words and its target's (PDF/UA-1, 7.18.5)."""
    names = dict(_names(page))
    for link in page.iter("a"):
        text = link.get("aria-label") or _text(link)
        text = _with(text, _target(link.get("href", ""), names)) or text
        link.set(CONTENTS, _with(text, link.get("title", "")))


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
    """What the link says and what it leads to, neither twice."""
    if target.casefold() in text.casefold():
        return text
    return target if text.casefold() in target.casefold() else f"{text} – {target}"


def _text(element: Element) -> str:
    return " ".join("".join(_said(element)).split())


def _said(element: Element) -> Iterator[str]:
    yield element.get("alt") or element.text or ""
    for kid in element:
        yield from _said(kid)
        yield kid.tail or ""


# --- characters that no font has -------------------------------------------------------------


def stand_in(page: Element, missing: Set[str], drawn: str) -> None:
    """Put `drawn` for every run of `missing` characters, which says what it stands for."""
    if not missing:
        return
    # What has no shape of its own, such as a joiner between two of them, goes with its run.
    one = "[" + "".join(map(re.escape, sorted(missing))) + "]"
    runs = re.compile(f"({one}(?:[\u200b-\u200f\u2060\ufe00-\ufe0f]*{one})*[\ufe00-\ufe0f]?)")
    for element in list(page.iter()):
        for name in ("src", "style"):
            if "data:image/svg+xml" in element.get(name, ""):
                inside = partial(_redrawn, runs=runs, drawn=drawn)
                element.set(name, _SVG.sub(inside, element.get(name, "")))
        if element.tag == "style":
            element.text = runs.sub(drawn, _unescaped(element.text or "", missing))
        if element.tag in ("style", "title"):
            continue
        if element.tag in _HEADINGS and "data-label" not in element.attrib:
            # The outline needs no font of ours.
            element.set("data-label", _text(element))
        kids = list(element)
        for at, kid in reversed(list(enumerate(kids, 1))):
            kid.tail, spans = _split(kid.tail or "", runs, drawn)
            element[at:at] = spans
        element.text, spans = _split(element.text or "", runs, drawn)
        element[0:0] = spans


def _split(text: str, runs: re.Pattern[str], drawn: str) -> tuple[str, list[Element]]:
    before, *rest = runs.split(text)
    spans = []
    for run, after in zip(rest[::2], rest[1::2], strict=True):
        span = Element("span", {STANDS_FOR: run})
        span.text, span.tail = drawn, after
        spans.append(span)
    return before, spans


_SVG = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")


def _redrawn(match: re.Match[str], runs: re.Pattern[str], drawn: str) -> str:
    svg = b64decode(match[1]).decode("utf-8", "surrogateescape")
    data = runs.sub(drawn, svg).encode("utf-8", "surrogateescape")
    return f"data:image/svg+xml;base64,{b64encode(data).decode('ascii')}"


def _unescaped(css: str, missing: Set[str]) -> str:
    """A style sheet, in which running titles have characters by number."""
    for character in sorted(missing):
        css = css.replace(f"\\{ord(character):x} ", character)
    return css


# --- images ----------------------------------------------------------------------------------


def in_screen_colours(page: Element) -> None:
    """Make RGB of images in CMYK, which the file has no colour profile for (19005-2, 6.2.4.3)."""
    for element in page.iter():
        for name in ("src", "style"):
            value = element.get(name, "")
            if "data:image/jpeg" in value:
                element.set(name, _JPEG.sub(_in_rgb, value))


_JPEG = re.compile(r"data:image/jpeg;base64,([A-Za-z0-9+/=]+)")


def _in_rgb(match: re.Match[str]) -> str:
    from PIL import Image

    with Image.open(BytesIO(b64decode(match[1])), formats=("JPEG",)) as image:
        if image.mode != "CMYK":
            return match[0]
        data = BytesIO()
        image.convert("RGB").save(data, "JPEG", quality=92)
    return f"data:image/jpeg;base64,{b64encode(data.getvalue()).decode('ascii')}"
