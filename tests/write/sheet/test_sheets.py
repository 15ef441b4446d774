"""A sheet as CSV and as a workbook: what programs make of it, and what they must not."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date as Date
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from arkdoc.model.sheet import Sheet, Value
from arkdoc.ooxml.origin import read_origin
from arkdoc.write.sheet.separated import BYTE_ORDER_MARK, looks_like_formula, write_separated
from arkdoc.write.sheet.workbook import write_workbook
from tests.support.libreoffice import CSV, FLAT_SHEET, LibreOffice
from tests.support.ooxml_audit import audit_errors, needs_audit
from tests.support.project import REPOSITORY

X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(1;1)", "\t=1+1", " =1+1", "\u00a0=1+1", "＝1+1", "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://ub.example";"her")', "--1", "+47 22 85 50 50", "=", "-",
)  # fmt: skip
TEXTS = (
    *FORMULAS,
    "Nytt «tiltak»; delt",
    'Sitat "her"',
    "_x0041_",
    "til høsten",
    "007",
    "<b>&",
    "æ😀",
)
SHEET = Sheet(
    "Tiltaksplan: Status",
    "Tiltaksplan",
    "nb-NO",
    "11/19",
    "Prorektor",
    "2019-02-27",
    "dd.mm.yyyy",
    ("Tiltak", "Frist", "Sted"),
    tuple((text, Date(2019, 12, number % 28 + 1), f"a.md:{number}") for number, text in enumerate(TEXTS)),
)  # fmt: skip


def cells_of(data: bytes) -> list[list[Value | float]]:
    """The cells of a workbook, read by nothing of ours: texts, and numbers as they are."""
    with ZipFile(io.BytesIO(data)) as package:
        sheet = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
        table = etree.fromstring(package.read("xl/sharedStrings.xml"))
    assert not list(sheet.iter(f"{X}f")), "a formula"
    texts = ["".join(item.itertext()) for item in table]
    return [
        [texts[int(cell[0].text or "")] if cell.get("t") == "s" else float(cell[0].text or "")
         for cell in row]
        for row in sheet.iter(f"{X}row")
    ]  # fmt: skip


# --- CSV ------------------------------------------------------------------------------------------


def test_csv_is_what_norwegian_excel_opens() -> None:
    text = write_separated((SHEET.columns, ("a;b", Date(2019, 6, 1), ""), ("=1", 'x"y', "z")))
    assert text == '"Tiltak";"Frist";"Sted"\r\n"a;b";"2019-06-01";""\r\n"\'=1";"x""y";"z"\r\n'
    assert BYTE_ORDER_MARK.encode() == b"\xef\xbb\xbf"


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=20))
def test_no_cell_of_a_csv_begins_as_a_formula_does(text: str) -> None:
    [[cell]] = csv.reader(io.StringIO(write_separated(((text,),)), newline=""), delimiter=";")
    assert cell == (f"'{text}" if looks_like_formula(text) else text)
    assert not re.match(r"[ \u00a0]*[=+\-@\t\r＝＋－＠]", cell)


# --- a workbook -----------------------------------------------------------------------------------


def test_texts_are_texts_and_days_are_numbers_shown_as_days() -> None:
    header, *rows = cells_of(write_workbook(SHEET))
    assert header == list(SHEET.columns)
    told = [str(row[0]).replace("_x005F_", "_") for row in rows]
    assert told == [text.replace("\r", " ") for text in TEXTS]
    assert rows[0][1] == (Date(2019, 12, 1) - Date(1899, 12, 30)).days == 43800


def test_a_day_before_the_calendar_of_spreadsheets_is_text() -> None:
    sheet = replace(SHEET, rows=(("A", Date(1814, 5, 17), ""), ("B", Date(1900, 3, 1), "")))
    assert [row[1] for row in cells_of(write_workbook(sheet))[1:]] == ["1814-05-17", 61]


def test_the_header_is_frozen_and_filtered_and_columns_have_room() -> None:
    with ZipFile(io.BytesIO(write_workbook(SHEET))) as package:
        sheet = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
        book = etree.fromstring(package.read("xl/workbook.xml"))
    pane, filter_ = sheet.find(f".//{X}pane"), sheet.find(f"{X}autoFilter")
    assert pane is not None
    assert (pane.get("state"), pane.get("ySplit"), pane.get("topLeftCell")) == ("frozen", "1", "A2")
    assert filter_ is not None
    assert filter_.get("ref") == f"A1:C{len(TEXTS) + 1}"
    widths = [int(column.get("width") or 0) for column in sheet.iter(f"{X}col")]
    assert widths[0] == len(max(TEXTS, key=len)) + 2
    assert len(widths) == 3
    names = {name.get("name"): name.text for name in book.iter(f"{X}definedName")}
    assert names["_xlnm.Print_Titles"] == "'Tiltaksplan'!$1:$1"


def test_many_columns_and_long_texts() -> None:
    columns = tuple(f"K{number}" for number in range(30))
    sheet = replace(SHEET, columns=columns, rows=(tuple("ord " * 20_000 for _ in columns),))
    data = write_workbook(sheet)
    assert {len(str(text)) for text in cells_of(data)[1]} == {32_767}
    assert {str(text)[-5:] for text in cells_of(data)[1]} == {"d or…"}
    whole = replace(SHEET, rows=(("x" * 32_767, "", ""),))
    assert cells_of(write_workbook(whole))[1] == ["x" * 32_767]
    with ZipFile(io.BytesIO(data)) as package:
        text = package.read("xl/worksheets/sheet1.xml").decode()
    assert 'r="AD2"' in text
    assert 'ht="405"' in text


def test_it_is_marked_as_ours_until_somebody_changes_it() -> None:
    data = write_workbook(SHEET)
    found = read_origin(io.BytesIO(data))
    assert found is not None
    assert (found.case_number, found.is_untouched) == ("11/19", True)


def test_the_same_bytes_in_another_process() -> None:
    code = (
        "import hashlib; from tests.write.sheet.test_sheets import *;"
        "print(hashlib.sha256(write_workbook(SHEET)).hexdigest())"
    )
    environ = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=REPOSITORY, env=environ, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == sha256(write_workbook(SHEET)).hexdigest()


@needs_audit
def test_the_audit_finds_nothing_but_that_there_is_no_theme(tmp_path: Path) -> None:
    # A workbook may have a theme (part 1, 12.3), and needs none.
    (error,) = audit_errors(write_workbook(SHEET), tmp_path, "xlsx")
    assert "relationships/theme" in error


# --- LibreOffice ----------------------------------------------------------------------------------


@pytest.mark.tools
@pytest.mark.slow
def test_libreoffice_shows_texts_as_they_are_and_days_as_days(
    libreoffice: LibreOffice, tool: Callable[[str], str]
) -> None:
    tool("localc")
    made = libreoffice.convert({"tiltak.xlsx": write_workbook(SHEET)}, f"csv:{CSV}")
    rows = list(csv.reader(io.StringIO(made["tiltak"].decode(), newline=""), delimiter=";"))
    assert rows[0] == list(SHEET.columns)
    assert [row[0] for row in rows[1:]] == [text.replace("\r", " ") for text in TEXTS]
    assert [row[1] for row in rows[1:]] == [f"{row[1]:%d.%m.%Y}" for row in SHEET.rows]


@pytest.mark.tools
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_libreoffice_finds_days_and_no_formula(
    kind: str, libreoffice: LibreOffice, tool: Callable[[str], str]
) -> None:
    tool("localc")
    text = BYTE_ORDER_MARK + write_separated((SHEET.columns, *SHEET.rows))
    data = text.encode() if kind == "csv" else write_workbook(SHEET)
    made = libreoffice.convert({f"plan.{kind}": data}, FLAT_SHEET, CSV if kind == "csv" else "")
    tree = etree.fromstring(made["plan"])
    assert not [cell for cell in tree.iter() if cell.get(f"{TABLE}formula")]
    days = [cell.get(f"{OFFICE}date-value") for cell in tree.iter(f"{TABLE}table-cell")]
    assert [day for day in days if day] == [str(row[1]) for row in SHEET.rows]
    shown = {"".join(text.itertext()) for text in tree.iter(f"{TEXT}p")}
    assert ("'=1+1" if kind == "csv" else "=1+1") in shown
