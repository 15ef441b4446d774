"""An output → where it calls its footnotes: after which words, in the order that they are heard."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from enum import Enum
from itertools import zip_longest
from typing import Any, TypeAlias
from unicodedata import normalize

from lxml import html

from arkdoc.model.document import Document
from arkdoc.model.nodes import FootnoteReference
from arkdoc.model.tree import all_inlines
from arkdoc.style.role import Role
from arkdoc.write.docx.styles.variants import style_id
from tests.support.pdf_tags import Tag, read_tags
from tests.support.project import W, text_of, word


class _What(Enum):
    BLOCK = 0  # a paragraph or the like begins or ends
    TEXT = 1
    CALL = 2
    NOTE = 3


_Event: TypeAlias = tuple[_What, str]
Call: TypeAlias = tuple[str, int]
"""The letters of its paragraph right before a call, and the number of the note that it calls."""

_BLOCK = (_What.BLOCK, "")
_LETTERS = 12
_LETTER = re.compile(r"[^\W\d_]")
_MARK = style_id(Role.FOOTNOTE_MARK.word_style)
_WITHIN_LINES = frozenset(("a", "br", "code", "em", "img", "s", "span", "strong", "sup"))
_WITHIN_TEXT = frozenset(("Code", "Em", "Figure", "Lbl", "Link", "Reference", "Span", "Strong"))


def differing_calls(outputs: Mapping[str, bytes], document: Document) -> list[str]:
    """Where the three outputs of a note call other footnotes, or after other words."""
    page = list(_calls(_of_page(outputs["html"])))
    of_pdf = list(_of_tag(read_tags(outputs["pdf"])))
    pdf = list(_calls(of_pdf))
    # What a footnote calls, Word has to call where it calls that footnote.
    by_notes = _called_by_notes(document)
    docx = [call for call in _calls(_of_word(outputs["docx"])) if call[1] not in by_notes]
    own = [call for call in page if call[1] not in by_notes]
    found = []
    for name, here, there in (("pdf", page, pdf), ("docx", own, docx)):
        if here != there:
            first = next(pair for pair in zip_longest(here, there) if pair[0] != pair[1])
            found.append(f"html and {name}: calls: {len(here)} and {len(there)}, {first}")
    return [*found, *_before_their_calls(of_pdf, by_notes)]


def _called_by_notes(document: Document) -> Set[int]:
    return {
        inline.number
        for note in document.footnotes.values()
        for inline in all_inlines(note.blocks)
        if isinstance(inline, FootnoteReference)
    }


def _calls(events: Iterable[_Event]) -> Iterator[Call]:
    before = ""
    for what, text in events:
        match what:
            case _What.BLOCK:
                before = ""
            case _What.TEXT:
                before += "".join(_LETTER.findall(normalize("NFKC", text)))
            case _What.CALL:
                yield before[-_LETTERS:], int(text)


def _before_their_calls(events: Iterable[_Event], by_notes: Set[int]) -> Iterator[str]:
    called: set[int] = set()
    for what, text in events:
        if what is _What.CALL:
            called.add(int(text))
        elif what is _What.NOTE and int(text) not in called | by_notes:
            yield f"pdf: note {text} is heard before what calls it"


def _of_page(data: bytes) -> Iterator[_Event]:
    return _of_element(html.document_fromstring(data.decode()).find("body"))


def _of_element(element: Any) -> Iterator[_Event]:
    name, role = str(element.tag), element.get("role", "")
    if role == "doc-endnotes" or "ark-marker" in element.get("class", "").split():
        return
    if role == "doc-noteref":
        yield _What.CALL, element.text_content()
        return
    is_block = name not in _WITHIN_LINES
    yield from [_BLOCK] * is_block
    yield _What.TEXT, element.text or ""
    for kid in element:
        yield from _of_element(kid)
        yield _What.TEXT, kid.tail or ""
    yield from [_BLOCK] * is_block


def _of_tag(tag: Tag) -> Iterator[_Event]:
    if tag.type in ("Lbl", "TOC"):
        return
    if tag.type == "Note":
        yield _What.NOTE, tag.all("Lbl")[0].text.strip().rstrip(".")
        return
    if tag.type == "Reference":
        yield _What.CALL, tag.text
        return
    is_block = tag.type not in _WITHIN_TEXT
    yield from [_BLOCK] * is_block
    for kid in tag.kids:
        if isinstance(kid, str):
            yield _What.TEXT, kid
        else:
            yield from _of_tag(kid)
    yield from [_BLOCK] * is_block


def _of_word(data: bytes) -> Iterator[_Event]:
    """Word numbers the calls itself, but for those with marks of their own."""
    counted = 0
    for paragraph in word(data).body.iter(f"{W}p"):
        yield _BLOCK
        for run in paragraph.iter(f"{W}r"):
            style = run.find(f"{W}rPr/{W}rStyle")
            if style is None or style.get(f"{W}val") != _MARK:
                yield _What.TEXT, text_of(run)
                continue
            call = run.find(f"{W}footnoteReference")
            if call is not None and call.get(f"{W}customMarkFollows") != "1":
                counted += 1
                yield _What.CALL, str(counted)
            elif text_of(run).isdecimal():
                yield _What.CALL, text_of(run)
