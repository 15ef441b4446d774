"""An analysed note → its plan of measures as a sheet: a row each, with its unit and its place.

They are those of the record: of every text that counts, but for scaffolds that nobody has touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from arkdoc.assemble.measures import DEADLINE, LABELS, printed
from arkdoc.language.messages import printable
from arkdoc.language.printed import WORDS, Words
from arkdoc.model.dates import parse_date
from arkdoc.model.names import on_one_line
from arkdoc.model.note import Delivery, Unit
from arkdoc.model.sheet import Sheet, Value
from arkdoc.model.source import Span, is_word
from arkdoc.pipeline.analyse import Analysis
from arkdoc.pipeline.render import output_name

_BELOW = " › "


def measure_sheet(analysis: Analysis) -> Sheet:
    """The sheet, in the note's language."""
    note, head = analysis.note, analysis.assembly.document.head
    words = WORDS[note.language]
    labels = (label(words) for label in LABELS.values())
    return Sheet(
        title=f"{words.sheet.name}: {note.title}",
        name=words.sheet.name,
        language=words.language,
        case_number=note.case_number,
        author=head.author,
        date=head.date,
        day_format=words.sheet.day,
        columns=(words.measure.unit, *labels, words.sheet.place),
        rows=tuple(_rows(analysis.assembly.deliveries, dict(_paths(note.units)), words)),
    )


def sheet_name(analysis: Analysis) -> str:
    """What a file with the sheet is called, without an ending."""
    return f"{output_name(analysis.note.case_number)}-tiltak"


def _paths(units: Iterable[Unit], above: str = "") -> Iterator[tuple[str, str]]:
    """The names of each unit and of those above it, from the top, by its id."""
    for unit in units:
        path = f"{above}{on_one_line(unit.name)}"
        yield unit.id, path
        yield from _paths(unit.units, path + _BELOW)


def _rows(
    deliveries: Iterable[Delivery], paths: dict[str, str], words: Words
) -> Iterator[tuple[Value, ...]]:
    for delivery in deliveries:
        unit = paths[delivery.unit.id] if delivery.unit else words.unplaced
        for measure in delivery.measures:
            texts = dict(measure.texts)
            values = (_value(name, on_one_line(texts.get(name, "")), words) for name in LABELS)
            yield (unit, *values, _place(measure.span, words))


def _value(name: str, text: str, words: Words) -> Value:
    """A day as one, a fixed word as it is printed, any other text as it is."""
    day = parse_date(text) if name == DEADLINE else None
    return day or printed(name, text, words)


def _place(span: Span, words: Words) -> str:
    """`path:line`, or the number of the paragraph in a Word file."""
    path = printable(span.path)
    if is_word(span.path):
        return words.sheet.paragraph.format(path=path, n=span.line)
    return f"{path}:{span.line}"
