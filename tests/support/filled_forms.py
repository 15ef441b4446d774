"""A Word form and what people write → the form as Word saves it when they have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree

from tests.support.word_files import parts_of, zipped

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"


@dataclass(frozen=True)
class Filled:
    """What is written: fields by name, paragraphs under each question, measures by field."""

    fields: Mapping[str, str]
    answers: Sequence[Sequence[str]]
    measures: Sequence[Mapping[str, str]] = ()


def fill(form: bytes, filled: Filled, columns: Sequence[str]) -> bytes:
    """The filled-in form; `columns` are the fields of measures in the order of their columns."""
    parts = parts_of(form)
    document: Any = etree.fromstring(parts[_DOCUMENT])
    controls = list(document.iter(f"{W}sdt"))
    for name, text in filled.fields.items():
        [control] = [control for control in controls if _value(control, "tag") == name]
        _type(control, text)
    places = [control for control in controls if _value(control, "tag") == "svar"]
    for control, paragraphs in zip(places, filled.answers, strict=True):
        _answer(control, paragraphs)
    *_, table = document.iter(f"{W}tbl")
    _, *rows = table.iter(f"{W}tr")
    for measure in filled.measures[len(rows) :]:
        assert measure
        copied = deepcopy(rows[-1])  # as people make more rows
        rows[-1].addnext(copied)
        rows.append(copied)
    for row, measure in zip(rows, filled.measures, strict=False):
        for cell, column in zip(row.iter(f"{W}tc"), columns, strict=True):
            if text := measure.get(column, ""):
                control = next(cell.iter(f"{W}sdt"), None)
                if control is None:
                    _write(cell.find(f"{W}p"), text)
                else:
                    _type(control, text)
    parts[_DOCUMENT] = etree.tostring(document, encoding="UTF-8", standalone=True)
    return zipped(parts)


def columns_of(form: bytes) -> int:
    """How many columns the table of measures has."""
    document: Any = etree.fromstring(parts_of(form)[_DOCUMENT])
    *_, table = document.iter(f"{W}tbl")
    return len(list(table.iter(f"{W}gridCol")))


def _value(control: Any, name: str) -> str:
    found = control.find(f"{W}sdtPr/{W}{name}")
    return "" if found is None else str(found.get(f"{W}val"))


def _type(control: Any, text: str) -> None:
    """Word takes the placeholder away, and its style."""
    _begun(control)
    runs = control.findall(f"{W}sdtContent/{W}r")
    for run in runs[1:]:
        run.getparent().remove(run)
    properties = runs[0].find(f"{W}rPr")
    if properties is not None:
        runs[0].remove(properties)
    runs[0].find(f"{W}t").text = text


def _begun(control: Any) -> None:
    properties = control.find(f"{W}sdtPr")
    shown = properties.find(f"{W}showingPlcHdr")
    if shown is not None:
        properties.remove(shown)


def _answer(control: Any, paragraphs: Sequence[str]) -> None:
    """Nothing leaves the place as it was."""
    if not paragraphs:
        return
    _begun(control)
    content = control.find(f"{W}sdtContent")
    first = content.find(f"{W}p")
    for text in paragraphs:
        paragraph = deepcopy(first)
        for run in paragraph.findall(f"{W}r"):
            paragraph.remove(run)
        _write(paragraph, text)
        content.append(paragraph)
    content.remove(first)


def _write(paragraph: Any, text: str) -> None:
    run = etree.SubElement(paragraph, f"{W}r")
    etree.SubElement(run, f"{W}t").text = text
