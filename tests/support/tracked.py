"""A Word file with tracked changes → the same with all of them accepted, or all rejected.

It follows the standard (17.13.5) and nothing of arkdoc: what is removed goes, a paragraph whose end
is removed is joined to the next one, a row that is removed goes, and its table with the last one.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STORIES = ("word/document.xml", "word/footnotes.xml")
_NEW, _OLD = ("ins", "moveTo"), ("del", "moveFrom")
_RANGES = ("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd")
_CELLS = ("cellIns", "cellDel")
_NAMES = {"delText": "t", "delInstrText": "instrText"}


def accepted(docx: bytes) -> bytes:
    """The file as its new version."""
    return _resolved(docx, gone=_OLD, kept=_NEW)


def rejected(docx: bytes) -> bytes:
    """The file as its old version."""
    return _resolved(docx, gone=_NEW, kept=_OLD)


def revisions(docx: bytes) -> Counter[str]:
    """How many elements of each kind say a change, in the text, the ends, the rows and the notes."""
    found: Counter[str] = Counter()
    for story in _STORIES:
        for element in _tree(docx, story).iter(*(_W + tag for tag in (*_NEW, *_OLD, *_CELLS))):
            found[etree.QName(element).localname] += 1
    return found


def identifiers(docx: bytes) -> list[tuple[str, str, str | None, str | None]]:
    """Of each change: what it is, its number, its author, and its date."""
    return [
        (
            etree.QName(element).localname,
            element.get(f"{_W}id") or "",
            element.get(f"{_W}author"),
            element.get(f"{_W}date"),
        )
        for story in _STORIES
        for element in _tree(docx, story).iter(
            *(_W + tag for tag in (*_NEW, *_OLD, *_CELLS, *_RANGES))
        )
    ]


def _tree(docx: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return etree.fromstring(package.read(name))


def _resolved(docx: bytes, gone: tuple[str, ...], kept: tuple[str, ...]) -> bytes:
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx)) as package,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in package.namelist():
            data = package.read(name)
            if name in _STORIES:
                tree = etree.fromstring(data)
                _resolve(tree, gone, kept)
                data = etree.tostring(tree, encoding="UTF-8", standalone=True)
            target.writestr(name, data)
    return written.getvalue()


def _resolve(tree: etree._Element, gone: tuple[str, ...], kept: tuple[str, ...]) -> None:
    _rows(tree, gone)
    _cells(tree, gone)
    joined = [
        paragraph
        for paragraph in tree.iter(f"{_W}p")
        if any(paragraph.find(f"{_W}pPr/{_W}rPr/{_W}{tag}") is not None for tag in gone)
    ]
    for element in list(tree.iter(*(_W + tag for tag in (*gone, *kept)))):
        parent = element.getparent()
        assert parent is not None
        name = etree.QName(element).localname
        if parent.tag in (f"{_W}rPr", f"{_W}trPr"):
            parent.remove(element)
        elif name in gone:
            _remove(element)
        else:
            place = parent.index(element)
            parent[place : place + 1] = list(element)
    for paragraph in joined:
        _join(paragraph)
    for old, new in _NAMES.items():
        for element in tree.iter(_W + old):
            element.tag = _W + new
    for element in list(tree.iter(*(_W + tag for tag in _RANGES))):
        _remove(element)
    for link in list(tree.iter(f"{_W}hyperlink")):
        if not len(link):
            _remove(link)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _cells(tree: etree._Element, gone: tuple[str, ...]) -> None:
    """Cells that are gone with their columns go; that others came with theirs is said no more."""
    marks = {"cellIns": "ins", "cellDel": "del"}
    for mark in list(tree.iter(*(_W + tag for tag in marks))):
        if marks[etree.QName(mark).localname] in gone:
            properties = mark.getparent()
            assert properties is not None
            cell = properties.getparent()
            assert cell is not None
            _remove(cell)
        else:
            _remove(mark)


def _rows(tree: etree._Element, gone: tuple[str, ...]) -> None:
    for row in list(tree.iter(f"{_W}tr")):
        if any(row.find(f"{_W}trPr/{_W}{tag}") is not None for tag in gone):
            table = row.getparent()
            assert table is not None
            table.remove(row)
            if table.find(f"{_W}tr") is None:
                _remove(table)


def _join(paragraph: etree._Element) -> None:
    """Let the content of a paragraph whose end is gone begin the next one, if that is one."""
    content = [element for element in paragraph if element.tag != f"{_W}pPr"]
    following = paragraph.getnext()
    while following is not None and etree.QName(following).localname in _RANGES:
        following = following.getnext()
    if following is None or following.tag != f"{_W}p":
        return  # its end has to stay, before a table and at the end of a cell
    place = 1 if following.find(f"{_W}pPr") is not None else 0
    following[place:place] = content
    _remove(paragraph)
