"""The fields of a contribution and of a measure → the tables of a Word form to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from arkdoc.fields.field import Choice, Kind, LabelledField, Plain
from arkdoc.fields.tables import FORM, MEASURE, STATUS, STATUS_LABELS, MeasureRow
from arkdoc.language.printed import Words
from arkdoc.model.note import PastMeasure, Status
from arkdoc.ooxml.controls import Control, ControlWriter, choice, date, plain_text
from arkdoc.ooxml.form import UNIT
from arkdoc.ooxml.oxml import Element, clean, paragraph, run, text, w
from arkdoc.ooxml.units import mm, pt
from arkdoc.style.role import Role
from arkdoc.style.text_width import text_width
from arkdoc.style.theme import Style
from arkdoc.write.docx.content.tables import table_look
from arkdoc.write.docx.styles.properties import border_line
from arkdoc.write.docx.styles.registry import Styles
from arkdoc.write.docx.styles.variants import Variant

_MEASURE_TAG = "tiltak"
_ROWS = 3  # for measures; people make more by copying one
_ROW_HEIGHT = 22.0  # millimetres, so that a row looks like room to write in
_CELL_PADDING = 2.0  # points left and right, where columns are many
_SLACK = 0.2  # ems: another typeface may be there in place of the template's
_NAME = 8.5  # ems, at least, for the name of a measure
_TEXT = 4.5  # ems, at least, for any other text


class FormTables:
    """Writes the tables of one form in the language of `words`."""

    def __init__(self, styles: Styles, words: Words, controls: ControlWriter) -> None:
        self._styles = styles
        self._words = words
        self._controls = controls

    def head(self, unit: str, measure: float, about: str) -> Element:
        """The table at the head, `measure` millimetres wide; `about` says what it is.

        Its first row, with the unit that all the others are about, is its header row.
        """
        label_width = mm(self._styles.theme[Role.HEAD_TABLE].label_width)
        widths = [label_width, mm(measure) - label_width]
        # It begins as a draft, as the text file does.
        values = {UNIT: unit, "status": STATUS_LABELS[Status.DRAFT](self._words)}
        rows: list[Element] = []
        for field in FORM:
            label, value = field.label(self._words), values.get(field.name, "")
            kind, hint = self._kind(field)
            lock = "sdtContentLocked" if field.name == UNIT else ""
            control = Control(field.name, label, kind, is_empty=not value, lock=lock)
            cells = [
                self._cell(Role.TABLE_TEXT, [run(*text(label))]),
                self._cell(Role.TABLE_TEXT, [self._control(control, value or hint)]),
            ]
            rows.append(_row(cells, widths, header=not rows))
        return self._table(rows, widths, about, "", row_headers=True)

    def _kind(self, field: LabelledField[Kind]) -> tuple[Element, str]:
        """What the control of a field at the head takes, and what stands there until then."""
        words = self._words
        if field.kind is Plain.DATE:
            pattern = "yyyy-MM-dd" if words.language.startswith("en") else "dd.MM.yyyy"
            return date(pattern, words.language), words.form.choose_date
        if field.kind is STATUS:
            return choice(label(words) for label in STATUS_LABELS.values()), words.form.choose
        return plain_text(), words.write_here

    def measures(self, measure: float, past: Iterable[PastMeasure] = ()) -> Element:
        """The table of measures: a column for each field, `past` ones, a few rows to fill in."""
        words = self._words
        widths = _widths(words, mm(measure), self._styles.theme[Role.TABLE_HEADER])
        labels = [field.label(words) for field in MEASURE]
        header = [self._cell(Role.TABLE_HEADER, [run(*text(label))]) for label in labels]
        rows = [_row(header, widths, header=True)]
        filled = [{"navn": each.name, "status": each.status} for each in past]
        empty: list[dict[str, str]] = [{}] * _ROWS
        for values in (*filled, *empty):
            cells = [
                self._cell(Role.TABLE_TEXT, self._value(field, values.get(field.name, "")))
                for field in MEASURE
            ]
            rows.append(_row(cells, widths, height=mm(_ROW_HEIGHT)))
        about = words.form.measures_explained
        return self._table(rows, widths, words.form.measures, about, narrow=True)

    def _value(self, field: MeasureRow, value: str) -> list[Element]:
        """What stands in a cell: `value`, or nothing, or a list to choose it from."""
        if not isinstance(field.kind, Choice):
            return [run(*text(value))] if value else []
        word = field.kind.words.get(value)
        chosen = word.label(self._words) if word else value
        tag, label = f"{_MEASURE_TAG}-{field.name}", field.label(self._words)
        kind = choice(_offered(field, self._words))
        control = Control(tag, label, kind, is_empty=not value)
        return [self._control(control, chosen or self._words.form.choose)]

    def _control(self, control: Control, shown: str) -> Element:
        style = self._styles.fill_in() if control.is_empty else ""
        return self._controls.write(control, [run(*text(shown), style=style)])

    def _cell(self, role: Role, content: Iterable[Element]) -> Element:
        style = w("pStyle", val=self._styles.paragraph(Variant(role)))
        return paragraph(w("pPr", style), content)

    def _table(
        self,
        rows: Iterable[Element],
        widths: Sequence[int],
        title: str,
        about: str,
        *,
        row_headers: bool = False,
        narrow: bool = False,
    ) -> Element:
        """A table (17.4.37) in the house style, with rules along it too, as its cells are empty."""
        rule = self._styles.theme[Role.TABLE].border_rows
        sides = ("left", "right", "insideV")
        padding: dict[str, str | int] = {"w": pt(_CELL_PADDING), "type": "dxa"}
        return w(
            "tbl",
            w(
                "tblPr",
                w("tblStyle", val=self._styles.table(None)),
                w("tblW", w=sum(widths), type="dxa"),
                w("tblBorders", *(border_line(side, rule) for side in sides)),
                w("tblLayout", type="fixed"),
                w("tblCellMar", w("left", **padding), w("right", **padding)) if narrow else None,
                table_look(header=not row_headers, row_headers=row_headers),
                w("tblCaption", val=clean(title)),
                w("tblDescription", val=clean(about)) if about else None,
            ),
            w("tblGrid", *(w("gridCol", w=width) for width in widths)),
            *rows,
        )


def _row(
    cells: Iterable[Element], widths: Iterable[int], *, header: bool = False, height: int = 0
) -> Element:
    """A row (17.4.79), at least `height` twips high."""
    properties = w(
        "trPr",
        w("cantSplit"),
        w("trHeight", val=height, hRule="atLeast") if height else None,
        w("tblHeader") if header else None,
    )
    columns = (
        w("tc", w("tcPr", w("tcW", w=width, type="dxa")), cell)
        for cell, width in zip(cells, widths, strict=True)
    )
    return w("tr", properties, *columns)


def _widths(words: Words, measure: int, style: Style) -> list[int]:
    """The columns of measures, in twips: each holds its longest word, texts share what is left.

    `style` is that of the header.
    """
    ems = [_ems(field, words, style.font.word) for field in MEASURE]
    least = [pt(each * style.size) + 2 * pt(_CELL_PADDING) for each in ems]
    is_text = [not isinstance(field.kind, Choice) for field in MEASURE]
    room = measure - sum(width for width, text_ in zip(least, is_text, strict=True) if not text_)
    narrower = sorted(width for width, text_ in zip(least, is_text, strict=True) if text_)
    while narrower and narrower[-1] * len(narrower) > room:
        room -= narrower.pop()
    shared = room // len(narrower) if narrower else 0
    widths = [max(each, shared * text_) for each, text_ in zip(least, is_text, strict=True)]
    scale = min(1.0, measure / sum(widths))
    return [round(width * scale) for width in widths]


def _ems(field: MeasureRow, words: Words, typeface: str) -> float:
    """The width of the longest word that a column is to hold unbroken, in ems."""
    label, offered = field.label(words), _offered(field, words)
    every = [word for text_ in (label, *offered) for word in text_.split()]
    longest = max(text_width(word, typeface, bold=True) for word in every)
    least = 0.0 if offered else _NAME if field is MEASURE[0] else _TEXT
    return max(longest + _SLACK, least)


def _offered(field: MeasureRow, words: Words) -> list[str]:
    """The words to choose among, as they are printed; none where any text will do."""
    if not isinstance(field.kind, Choice):
        return []
    return [word.label(words) for word in dict.fromkeys(field.kind.words.values())]
