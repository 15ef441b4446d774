"""A Word file → what is in it that no printed line tells: colours, headers, comments, boxes …

It is read from the elements alone, without arkdoc's readers, so that what they overlook is found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.support.word_edits.editor import DOCUMENT, NOTES, Word, runs, said
from tests.support.word_edits.xml import CELL, PPR, RPR, VAL, Element, P, T, q

_OF_RUNS = [
    "color",
    "highlight",
    "u",
    "sz",
    "caps",
    "smallCaps",
    "dstrike",
    "vanish",
    "shd",
    "vertAlign",
    "rFonts",
    "bdr",
    "spacing",
    "position",
    "w",
    "emboss",
    "imprint",
    "outline",
    "shadow",
]
_OF_PARAGRAPHS = ("jc", "pageBreakBefore", "ind", "shd", "pBdr", "outlineLvl", "bidi")

Item = tuple[str, str]
"""A kind of thing, and its words."""


def inventory(docx: bytes) -> Counter[Item]:
    """The things in a file that are not read as text, counted."""
    word = Word(docx)
    found: Counter[Item] = Counter()
    for part in (DOCUMENT, NOTES):
        if part in word.parts:
            found.update(_formats(word.tree(part)))
    for name in word.parts:
        base = name.rpartition("/")[2]
        if base.startswith(("header", "footer")) and base.endswith(".xml"):
            found.update(_texts(word.tree(name), base[:6]))
        elif name == "word/comments.xml":
            found.update(_texts(word.tree(name), "comment"))
    for box in word.body.iter(q("txbxContent")):
        found.update(_texts(box, "box"))
    for control in word.body.iter(q("sdt")):
        if control.find(f".//{q('docPartGallery')}") is not None:
            found.update(_texts(control, "contents"))
    return found


def _texts(element: Element, kind: str) -> Iterator[Item]:
    for paragraph in element.iter(P):
        words = " ".join(said(paragraph).split())
        if words:
            yield kind, words


def _formats(root: Element) -> Iterator[Item]:
    for paragraph in root.iter(P):
        about = paragraph.find(PPR)
        words = " ".join(said(paragraph).split())
        for name in _OF_PARAGRAPHS:
            if name == "jc" and paragraph.getparent().tag == CELL:
                continue  # the side that a column stands at is the table's
            each = about.find(q(name)) if about is not None else None
            if each is not None and words:
                yield f"{name} {each.get(VAL) or ''}".strip(), words
        yield from _of_runs(paragraph)


def _of_runs(paragraph: Element) -> Iterator[Item]:
    """Each format with the words that are in it, runs that follow each other taken together."""
    for name in _OF_RUNS:
        value, words = "", ""
        for run in runs(paragraph):
            each = run.find(f"{RPR}/{q(name)}")
            now = "" if each is None else f"{name} {each.get(VAL) or ''}".strip()
            text = "".join(t.text or "" for t in run.findall(T))
            if now != value:
                if value and words.strip():
                    yield value, words.strip()
                value, words = now, ""
            words += text
        if value and words.strip():
            yield value, words.strip()
