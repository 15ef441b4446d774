"""Measures → the blocks that show them: a list or a table, and the overview (clause 8)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from arkdoc.language.printed import WORDS
from arkdoc.model.document import (
    Alignment,
    Block,
    Blocks,
    Cell,
    Inlines,
    ListBlock,
    ListItem,
    Paragraph,
    Row,
    Strong,
    Table,
    Text,
)
from arkdoc.model.note import Contribution, Measure
from arkdoc.model.source import Span
from arkdoc.model.tree import plain_text

STATUSES = ("planlagt", "pågår", "gjennomført", "ikke gjennomført")
FIELDS = (
    "type", "område", "behov", "hensikt", "gjennomføring", "resultat", "prosess",
    "evaluering", "effekt", "ansvarlig", "frist",
)  # fmt: skip

_NB = {name: name.capitalize() for name in FIELDS}
_LABELS = {
    "nb": _NB,
    "nn": _NB | {"hensikt": "Føremål", "ansvarlig": "Ansvarleg"},
    "en": {
        "type": "Type", "område": "Area", "behov": "Need", "hensikt": "Purpose",
        "gjennomføring": "Implementation", "resultat": "Result", "prosess": "Process",
        "evaluering": "Evaluation", "effekt": "Effect", "ansvarlig": "Responsible",
        "frist": "Deadline",
    },
    "se": {
        "type": "Šládja", "område": "Suorgi", "behov": "Dárbu", "hensikt": "Ulbmil",
        "gjennomføring": "Čađaheapmi", "resultat": "Boađus", "prosess": "Proseassa",
        "evaluering": "Árvvoštallan", "effekt": "Váikkuhus",
        "ansvarlig": "Ovddasvástideaddji", "frist": "Áigemearri",
    },
}  # fmt: skip

_VALUES: dict[str, dict[str, str]] = {
    "nb": {},
    "nn": {"ikke gjennomført": "ikkje gjennomført", "uavklart": "uavklara"},
    "en": {
        "planlagt": "planned", "pågår": "in progress", "gjennomført": "completed",
        "ikke gjennomført": "not completed", "bevaring": "preservation",
        "utvikling": "development", "ja": "yes", "delvis": "partly", "nei": "no",
        "uavklart": "unclear",
    },
    "se": {
        "planlagt": "plánejuvvon", "pågår": "jođus", "gjennomført": "čađahuvvon",
        "ikke gjennomført": "ii čađahuvvon", "bevaring": "seailluheapmi",
        "utvikling": "ovddideapmi", "ja": "juo", "delvis": "muhtin muddui", "nei": "ii",
        "uavklart": "ii čielggaduvvon",
    },
}  # fmt: skip
_CHOICES = frozenset({"type", "effekt"})


def shown(contribution: Contribution, language: str) -> Blocks:
    """The measures of `contribution` as its author wants them shown; nothing if it has none."""
    if not contribution.measures:
        return ()
    measures = contribution.measures
    as_blocks = _table if contribution.measures_as_table else _list
    return (replace(as_blocks(measures, language), span=measures[0].span.to(measures[-1].span)),)


def tally(measures: Sequence[Measure]) -> tuple[int, ...]:
    """How many of `measures` there are of each status."""
    return tuple(sum(measure.status == status for measure in measures) for status in STATUSES)


def overview(tallies: Iterable[tuple[str, tuple[int, ...]]], language: str) -> Blocks:
    """A table of how many measures each unit has of each status; nothing for no units."""
    rows = tuple(
        (_cell(_text(name)), *(_cell(_text(str(number))) for number in numbers))
        for name, numbers in tallies
    )
    if not rows:
        return ()
    header = (WORDS[language].unit, *(_word(status, language).capitalize() for status in STATUSES))
    alignments = (Alignment.NONE, *(Alignment.RIGHT,) * len(STATUSES))
    return (
        Table(
            alignments,
            tuple(_cell(_text(label)) for label in header),
            rows,
            row_headers=True,
        ),
    )


def _list(measures: Sequence[Measure], language: str) -> Block:
    items = tuple(
        ListItem((_headline(measure, language), *_fields(measure, language)), span=measure.span)
        for measure in measures
    )
    return ListBlock(False, items)


def _headline(measure: Measure, language: str) -> Block:
    status = _word(measure.status, language)
    pieces: list[Inlines] = []
    if measure.name:
        pieces.append((Strong(measure.name),))
    if status:
        pieces.append(_text(status))
    inlines = tuple(i for n, piece in enumerate(pieces) for i in _after(n, piece))
    return Paragraph(inlines, _place(measure.name) or measure.span)


def _after(number: int, piece: Inlines) -> Inlines:
    return (*_text(" – "), *piece) if number else piece


def _fields(measure: Measure, language: str) -> Blocks:
    labels = _LABELS[language]
    items = tuple(
        ListItem(
            (
                Paragraph(
                    (Text(f"{labels[field.name]}: "), *_value(field.name, field.value, language)),
                    _place(field.value) or measure.span,
                ),
            ),
            span=_place(field.value) or measure.span,
        )
        for field in measure.fields
    )
    return (ListBlock(False, items),) if items else ()


def _table(measures: Sequence[Measure], language: str) -> Block:
    words = WORDS[language]
    used = {field.name for measure in measures for field in measure.fields}
    columns = [name for name in FIELDS if name in used]
    labels = (words.measures, words.status, *(_LABELS[language][name] for name in columns))
    return Table(
        (Alignment.NONE,) * len(labels),
        tuple(_cell(_text(label)) for label in labels),
        tuple(_row(measure, columns, language) for measure in measures),
        row_headers=True,
        span=measures[0].span.to(measures[-1].span),
    )


def _row(measure: Measure, columns: Sequence[str], language: str) -> Row:
    values = {field.name: _value(field.name, field.value, language) for field in measure.fields}
    status = _text(_word(measure.status, language))
    return (
        Cell(measure.name, _place(measure.name) or measure.span),
        _cell(status),
        *(_cell(values.get(name, ())) for name in columns),
    )


def _value(name: str, value: Inlines, language: str) -> Inlines:
    """A field's text; where it is one of the contract's words, in the part's language."""
    said = plain_text(value)
    word = _word(said, language) if name in _CHOICES else said
    return value if word == said else _text(word)


def _word(word: str, language: str) -> str:
    return _VALUES[language].get(word, word)


def _place(value: Inlines) -> Span | None:
    return value[0].span.to(value[-1].span) if value else None


def _text(text: str) -> Inlines:
    return (Text(text),) if text else ()


def _cell(inlines: Inlines) -> Cell:
    return Cell(inlines)
