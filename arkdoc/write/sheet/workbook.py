"""A Sheet → the bytes of a workbook (XLSX, ECMA-376 part 1, 18), the same for the same sheet.

Every text is a shared string, which no program calculates; days are numbers that are shown as days.
The header stays in view, and has a filter.
"""

from __future__ import annotations

from datetime import date as Date
from textwrap import wrap

from arkdoc.model.regex import regex
from arkdoc.model.sheet import Sheet, Value
from arkdoc.ooxml.oxml import Element, clean, el, put, root
from arkdoc.ooxml.writer import PackageKind, PackageWriter, Properties, SheetPart
from arkdoc.write.sheet.separated import looks_like_formula

_NARROWEST, _WIDEST = 9, 44  # of a column, in characters
_LINE = 15  # points of a row for each of its lines
_MOST_LINES = 27  # a row is at most 409 points high
_FOR_FILTER = 4  # characters that the button of the filter takes
_LONGEST = 32_767  # characters that a cell may hold
_FIRST_DAY = Date(1900, 3, 1)  # the first that all programs number alike
_DAY_ZERO = Date(1899, 12, 30)
_DAY_FORMAT = 164  # the first number that is free for a format of one's own
# What a program reads as a character by its number (18.18.3, ST_Xstring), where it is only text.
_ESCAPE = regex("_(?=x[0-9A-Fa-f]{4}_)")

# The formats of cells, by their places among the styles.
_TEXT, _HEADER, _DAY, _LIKE_FORMULA = range(4)


def write_workbook(sheet: Sheet) -> bytes:
    """The workbook, with the one sheet in it."""
    package = PackageWriter(PackageKind.WORKBOOK)
    strings = _Strings()
    identifier, part = package.add_sheet_part("worksheets/sheet1.xml", SheetPart.SHEET)
    part.fill(_worksheet(sheet, strings))
    package.add_sheet_part("styles.xml", SheetPart.STYLES)[1].fill(_styles(sheet))
    package.add_sheet_part("sharedStrings.xml", SheetPart.STRINGS)[1].fill(strings.table())
    package.document.part.fill(_workbook(sheet, identifier))
    package.properties(
        Properties(sheet.title, "", sheet.author, sheet.date, sheet.language, sheet.case_number)
    )
    return package.save()


def _workbook(sheet: Sheet, identifier: str) -> Element:
    """The sheet by its name, and names that programs know (18.2.5).

    By the first the filter is found, by the second the header stands on each printed page, and by
    the third a screen reader says which column a cell is in.
    """
    own = f"'{sheet.name}'"
    names = (
        ("_xlnm._FilterDatabase", f"{own}!$A$1:${_column(len(sheet.columns))}${_last(sheet)}", 1),
        ("_xlnm.Print_Titles", f"{own}!$1:$1", None),
        ("ColumnTitle", f"{own}!$A$1", None),
    )
    defined = el("x:definedNames")
    for name, place, hidden in names:
        element = el("x:definedName", name=name, localSheetId=0, hidden=hidden)
        element.text = place
        defined.append(element)
    tab = el("x:sheet", name=sheet.name, sheetId=1, **{"r:id": identifier})
    return root("x:workbook", "x r", el("x:sheets", tab), defined)


def _worksheet(sheet: Sheet, strings: _Strings) -> Element:
    area = f"A1:{_column(len(sheet.columns))}{_last(sheet)}"
    frozen = el("x:pane", ySplit=1, topLeftCell="A2", activePane="bottomLeft", state="frozen")
    view = el("x:sheetView", frozen, workbookViewId=0, tabSelected=1)
    widths = _widths(sheet)
    columns = (
        el("x:col", min=number, max=number, width=width, customWidth=1)
        for number, width in enumerate(widths, start=1)
    )
    rows = [_row(1, sheet.columns, strings, _LINE, _HEADER)]
    rows += (
        _row(number, row, strings, _height(row, widths))
        for number, row in enumerate(sheet.rows, start=2)
    )
    return root(
        "x:worksheet",
        "x",
        el("x:sheetPr", el("x:pageSetUpPr", fitToPage=1)),
        el("x:dimension", ref=area),
        el("x:sheetViews", view),
        el("x:cols", *columns),
        el("x:sheetData", *rows),
        el("x:autoFilter", ref=area),
        el("x:pageMargins", left="0.5", right="0.5", top="0.6", bottom="0.6", header="0.3",
           footer="0.3"),
        el("x:pageSetup", paperSize=9, orientation="landscape", fitToHeight=0),
    )  # fmt: skip


def _row(
    number: int,
    values: tuple[Value, ...],
    strings: _Strings,
    height: int,
    style: int | None = None,
) -> Element:
    cells = [
        _cell(f"{_column(place)}{number}", value, strings, style)
        for place, value in enumerate(values, start=1)
        if value
    ]
    return el("x:row", *cells, r=number, ht=height)


def _cell(place: str, value: Value, strings: _Strings, style: int | None) -> Element:
    number = el("x:v")
    if not isinstance(value, str):
        if value >= _FIRST_DAY:
            number.text = str((value - _DAY_ZERO).days)
            return el("x:c", number, r=place, s=_DAY)
        value = value.isoformat()
    number.text = str(strings.index(value))
    if style is None:
        style = _LIKE_FORMULA if looks_like_formula(value) else _TEXT
    return el("x:c", number, r=place, s=style, t="s")


class _Strings:
    """The texts of a workbook, each once (18.4)."""

    def __init__(self) -> None:
        self._indexes: dict[str, int] = {}

    def index(self, text: str) -> int:
        """The number of `text`."""
        text = clean(text)
        if len(text) > _LONGEST:
            text = f"{text[: _LONGEST - 1]}…"
        return self._indexes.setdefault(text, len(self._indexes))

    def table(self) -> Element:
        """All of them, in the order of their numbers."""
        items = []
        for text in self._indexes:
            element = el("x:t")
            element.text = _ESCAPE.sub("_x005F_", text)
            put(element, "xml:space", "preserve")
            items.append(el("x:si", element))
        return root("x:sst", "x", *items)


def _styles(sheet: Sheet) -> Element:
    """How the cells look: texts in lines at the top, a bold header, days.

    A text that begins as a formula does stays one when somebody edits the cell (`quotePrefix`).
    """
    fonts = [
        el("x:font", bold, el("x:sz", val=11), el("x:name", val="Calibri"), el("x:family", val=2))
        for bold in (None, el("x:b"))
    ]
    plain = el("x:border", *(el(f"x:{side}") for side in ("left", "right", "top", "bottom")))
    line = el("x:bottom", el("x:color", auto=1), style="thin")
    below = el("x:border", *(el(f"x:{side}") for side in ("left", "right", "top")), line)
    fills = (el("x:fill", el("x:patternFill", patternType=kind)) for kind in ("none", "gray125"))
    formats = [
        _format(),
        _format(font=1, border=1),
        _format(numbers=_DAY_FORMAT),
        _format(is_quoted=True),
    ]
    day = el("x:numFmt", numFmtId=_DAY_FORMAT, formatCode=sheet.day_format)
    base = el("x:xf", numFmtId=0, fontId=0, fillId=0, borderId=0)
    return root(
        "x:styleSheet",
        "x",
        el("x:numFmts", day, count=1),
        el("x:fonts", *fonts, count=2),
        el("x:fills", *fills, count=2),
        el("x:borders", plain, below, count=2),
        el("x:cellStyleXfs", base, count=1),
        el("x:cellXfs", *formats, count=len(formats)),
        el("x:cellStyles", el("x:cellStyle", name="Normal", xfId=0, builtinId=0), count=1),
    )


def _format(
    *, font: int = 0, border: int = 0, numbers: int = 0, is_quoted: bool = False
) -> Element:
    is_day = numbers == _DAY_FORMAT
    lines = el("x:alignment", horizontal="left", vertical="top", wrapText=1)
    return el(
        "x:xf",
        lines,
        numFmtId=numbers,
        fontId=font,
        fillId=0,
        borderId=border,
        xfId=0,
        applyNumberFormat=1 if is_day else None,
        applyFont=1 if font else None,
        applyBorder=1 if border else None,
        applyAlignment=1,
        quotePrefix=1 if is_quoted else None,
    )


# --- places and widths ----------------------------------------------------------------------------


def _column(number: int) -> str:
    """The letters of a column, from 1: A to Z, then AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _last(sheet: Sheet) -> int:
    """The number of the last row."""
    return len(sheet.rows) + 1


def _widths(sheet: Sheet) -> list[int]:
    """The width of each column, in characters: of the longest of its texts, within bounds."""
    widths = [max(_NARROWEST, len(name) + _FOR_FILTER) for name in sheet.columns]
    for row in sheet.rows:
        for place, value in enumerate(row):
            length = len(value) if isinstance(value, str) else len(sheet.day_format)
            widths[place] = max(widths[place], min(length + 2, _WIDEST))
    return widths


def _height(row: tuple[Value, ...], widths: list[int]) -> int:
    """The height of a row, in points, that has room for its texts in lines.

    Not every program finds that out by itself.
    """
    lines = (
        len(wrap(value, width - 1)) if isinstance(value, str) else 1
        for value, width in zip(row, widths, strict=True)
    )
    return _LINE * min(max(lines), _MOST_LINES)
