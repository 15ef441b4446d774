"""A tagged PDF → the white at each page's foot, and what stood in the way of filling it.

Of what is drawn, not of how it was laid out. The last page has no hole, nor has one before or after
a page that lies down. A hole is excused where what comes next can't be divided and is higher than
the hole: headings and the beginning of their text, a caption with its table's head and first row, a
figure, a row, a paragraph's first lines; with the notes that these call, which stand on their page.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from typing import Any

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium

from arkdoc.style.theme import Theme

MOST = 40.0
"""The most white that keeping things together may leave, in millimetres."""

_MM = 25.4 / 72
_SLACK = 4.0  # ink ends inside the boxes that the layout fits in, most of all that of drawings
_PADDING = 2.5
_LEAST_LINE = 5.0
_ABOVE_NOTES = 5.2  # the line over them, and the space around it
_OVERLAP = 0.4  # of the lower of two pieces that stand in one line
_HEADINGS = frozenset({"H1", "H2", "H3", "H4", "H5", "H6"})
_ABOVE = {"H2": 20.0, "H3": 15.0, "H4": 11.0, "H5": 9.0, "H6": 8.0, "Caption": 10.0, "LI": 3.0}
_ABOVE_OTHERS = 7.0
"""The space, in points, that goes where a page begins, though not within a table."""

_PICTURES = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM, pdfium.FPDF_PAGEOBJ_SHADING)

Path = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Piece:
    """Something drawn, in millimetres from the page's top, with the elements it is part of."""

    page: int
    top: float
    bottom: float
    path: Path

    def within(self, *types: str) -> int:
        """The number of the innermost element of `types` that it is part of; 0 for none."""
        return _innermost(self.path, types)


@dataclass(frozen=True)
class Hole:
    """White at the foot of a page, from 1, and the height of what comes next and is undivided."""

    page: int
    white: float
    next: float

    @property
    def is_excused(self) -> bool:
        return self.next > self.white

    def __str__(self) -> str:
        return f"page {self.page}: {self.white:.0f} mm of white, next {self.next:.0f} mm"


def _innermost(path: Path, types: Sequence[str]) -> int:
    return next((number for type_, number in reversed(path) if type_ in types), 0)


def holes(data: bytes, theme: Theme) -> list[Hole]:
    """The pages of `data` with more than `MOST` of white at the foot, excused or not."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    sizes = [(float(page.mediabox.width), float(page.mediabox.height)) for page in reader.pages]
    pieces = _pieces(data, _Tags(reader))
    found = []
    for number, (size, after) in enumerate(pairwise(sizes)):
        own = [piece for piece in pieces if piece.page == number]
        if size != after or size[0] > size[1]:
            continue
        floor = size[1] * _MM - theme.page.bottom
        own, floor = _above_notes(own, floor)
        foot = max((piece.bottom for piece in own), default=0.0)
        if (white := floor - foot) > MOST:
            rest = [piece for piece in pieces if piece.page == number + 1]
            has_notes = any(piece.within("Note") for piece in pieces if piece.page == number)
            found.append(Hole(number + 1, white, _undivided(rest, theme.page.top, has_notes)))
    return found


def _above_notes(pieces: Sequence[Piece], floor: float) -> tuple[list[Piece], float]:
    """`pieces` without the notes at the page's foot, and where their room begins."""
    notes = [piece for piece in pieces if piece.within("Note")]
    if not notes or max(piece.bottom for piece in notes) < floor - _LEAST_LINE:
        return list(pieces), floor
    others = [piece for piece in pieces if not piece.within("Note")]
    return others, min(piece.top for piece in notes) - _ABOVE_NOTES


# --- what comes next -------------------------------------------------------------------------


def _undivided(pieces: Sequence[Piece], page_top: float, has_notes: bool) -> float:
    """The height of what begins a page and is never divided, with the space above it.

    `has_notes`: whether the page before it has notes, to which those that it calls are added.
    """
    if not pieces:
        return 0.0
    first = pieces[0]
    # A row that goes on below the head, which is there again, has padding above its text.
    is_row = first.within("TR") and not first.within("THead")
    top = min(piece.top for piece in pieces if _block(piece) == _block(first)) - _PADDING
    top = top if is_row else min(top, page_top)
    bottom = first.bottom
    for block in _blocks(pieces):
        kind = _kind(block[0])
        if kind != "text":
            bottom = max(bottom, *(piece.bottom for piece in block))
            if kind == "unit":
                bottom += _PADDING if block[0].within("TR") else 0
                break
            continue
        lines = _lines(block)
        bottom = max(bottom, lines[len(lines) - 1 if len(lines) < 4 else 1])
        break
    above = next((_ABOVE[kind] for kind, _ in first.path if kind in _ABOVE), _ABOVE_OTHERS)
    notes = _notes_called(pieces, bottom)
    line_above = 0.0 if has_notes or not notes else _ABOVE_NOTES
    above = _PADDING if is_row else above * _MM  # the padding of the row before
    return bottom - top + notes + line_above + above + _SLACK


def _notes_called(pieces: Sequence[Piece], bottom: float) -> float:
    """The height of the notes that what stands above `bottom` calls: the first ones of the page."""
    notes: dict[int, list[Piece]] = {}
    for piece in pieces:
        if note := piece.within("Note"):
            notes.setdefault(note, []).append(piece)
    calls = {
        piece.within("Reference")
        for piece in pieces
        if piece.top < bottom and piece.within("Reference") and not piece.within("Note", "TOC")
    }
    called = [piece for note in list(notes.values())[: len(calls)] for piece in note]
    if not called:
        return 0.0
    return max(piece.bottom for piece in called) - min(piece.top for piece in called)


def _blocks(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """What is laid out together; the pictures in a text are drawn after all of it."""
    found: dict[tuple[str, int], list[Piece]] = {}
    for piece in pieces:
        found.setdefault(_block(piece), []).append(piece)
    return list(found.values())


def _block(piece: Piece) -> tuple[str, int]:
    """What `piece` is laid out with: its row, figure, heading, caption or paragraph."""
    for types in (("TR",), ("Caption",), tuple(_HEADINGS)):
        if number := piece.within(*types):
            return types[0], number
    return "text", piece.within("P", "LI", "TOCI") or piece.within("Figure")


def _kind(piece: Piece) -> str:
    """«head» for what is kept with what follows, «unit» for what is not divided, else «text»."""
    if piece.within("TR"):
        return "head" if piece.within("THead") else "unit"
    if piece.within("Figure") and not piece.within("P", "LI"):
        return "unit"
    begins_box = piece.within("P") == piece.within("Sect") + 1 > 1
    return "head" if begins_box or piece.within("Caption", *_HEADINGS) else "text"


def _lines(pieces: Sequence[Piece]) -> list[float]:
    """Where each line of a paragraph ends; what is raised stands in its line for the most part."""
    lines: list[tuple[float, float]] = []
    for piece in sorted(pieces, key=lambda piece: piece.top + piece.bottom):
        top, bottom = lines[-1] if lines else (0.0, 0.0)
        least = min(bottom - top, piece.bottom - piece.top)
        if lines and min(bottom, piece.bottom) - max(top, piece.top) > least * _OVERLAP:
            lines[-1] = min(top, piece.top), max(bottom, piece.bottom)
        else:
            lines.append((piece.top, piece.bottom))
    return [bottom for _, bottom in lines]


# --- what is drawn -----------------------------------------------------------------------------


class _Tags:
    """The elements of a PDF. `paths`: page and number of each stretch of content → its elements.

    `boxes`: the number of a figure → where its lower and upper edges are, in points from below.
    """

    def __init__(self, reader: pypdf.PdfReader) -> None:
        self.paths: dict[tuple[int, int], Path] = {}
        self.boxes: dict[int, tuple[float, float]] = {}
        self._pages = {page.indirect_reference.idnum: i for i, page in enumerate(reader.pages)}  # type: ignore[union-attr]
        self._numbers = count(1)  # in reading order: a first child's is its parent's and one
        root: Any = reader.trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
        for kid in root["/K"]:
            self._visit(kid.get_object(), ())

    def _visit(self, entry: Any, path: Path) -> None:
        path = (*path, (str(entry["/S"])[1:], next(self._numbers)))
        if box := _box(entry):
            self.boxes[path[-1][1]] = box
        own = self._pages[entry.raw_get("/Pg").idnum] if "/Pg" in entry else -1
        kids = entry.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            value = kid.get_object() if hasattr(kid, "get_object") else kid
            if isinstance(value, int):
                self.paths[own, int(value)] = path
            elif "/S" in value:
                self._visit(value, path)
            elif value["/Type"] == "/MCR":
                self.paths[self._pages[value.raw_get("/Pg").idnum], int(value["/MCID"])] = path


def _box(entry: Any) -> tuple[float, float] | None:
    attributes = entry["/A"].get_object() if "/A" in entry else []
    for owned in attributes if isinstance(attributes, list) else [attributes]:
        if box := owned.get_object().get("/BBox"):
            return float(box[1]), float(box[3])
    return None


def _pieces(data: bytes, tags: _Tags) -> list[Piece]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [piece for at, page in enumerate(document) for piece in _on_page(at, page, tags)]
    finally:
        document.close()


def _on_page(number: int, page: Any, tags: _Tags) -> Iterator[Piece]:
    height = page.get_height()
    edges = [ctypes.c_float() for _ in range(4)]
    for at in range(pdfium.FPDFPage_CountObjects(page)):
        item = pdfium.FPDFPage_GetObject(page, at)
        path = tags.paths.get((number, pdfium.FPDFPageObj_GetMarkedContentID(item)))
        if not path and pdfium.FPDFPageObj_GetType(item) in _PICTURES:
            path = (("Figure", -1),)  # which is decoration, and takes room all the same
        if path and pdfium.FPDFPageObj_GetBounds(item, *map(ctypes.byref, edges)):
            _, lower, _, upper = (edge.value for edge in edges)
            lower, upper = tags.boxes.get(_innermost(path, ("Figure",)), (lower, upper))
            yield Piece(number, (height - upper) * _MM, (height - lower) * _MM, path)
