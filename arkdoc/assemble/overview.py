"""All units' measures → their overview: numbers, a chart, what is overdue, what has not worked.

It is for the whole note, so it says what each unit says in the unit's own words, but without links
and footnotes, which are those of another file, and without spans: what leads back to where a
measure was written is the measure itself, in its unit's text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date

from arkdoc.assemble import chart
from arkdoc.assemble.measures import (
    LABELS,
    STATUSES,
    card,
    marked_status,
    title_of,
    value_of,
)
from arkdoc.language.printed import WORDS, Words
from arkdoc.model.assets import Asset
from arkdoc.model.measure_status import MeasureStatus
from arkdoc.model.nodes import (
    Alignment,
    Block,
    Blocks,
    Caption,
    Cell,
    Figure,
    Heading,
    Image,
    Paragraph,
    Row,
    Strong,
    Table,
    Text,
)
from arkdoc.model.note import Measure, MeasureField
from arkdoc.model.source import NOWHERE
from arkdoc.model.tree import plain_text, simple_cell
from arkdoc.style.chart_look import ChartLook

_FEW = 3  # names in a sentence about the chart

# In the order in which a bar shows them: what is done first, what won't be last.
_FILLS = {
    MeasureStatus.COMPLETED.value: chart.Fill.SOLID,
    MeasureStatus.IN_PROGRESS.value: chart.Fill.HATCHED,
    MeasureStatus.PLANNED.value: chart.Fill.EMPTY,
    MeasureStatus.NOT_COMPLETED.value: chart.Fill.CROSSED,
}
_OTHER = ""


@dataclass(frozen=True, slots=True)
class UnitMeasures:
    """The measures of a unit, each with the language of the text it is in."""

    unit: str
    given: tuple[tuple[Measure, str], ...]


@dataclass(frozen=True, slots=True)
class MeasuresOverview:
    """The blocks of the overview, and its charts by their paths."""

    blocks: Blocks
    charts: Mapping[str, Asset]


@dataclass(frozen=True, slots=True)
class _MeasureOfUnit:
    """A measure of `unit`, in the language of the text it is in."""

    unit: str
    measure: Measure
    language: str


def overview(
    units: Sequence[UnitMeasures],
    without: Sequence[str],
    language: str,
    date: Date | None,
    look: ChartLook,
    path: str,
) -> MeasuresOverview:
    """The overview of `units`, in the order of the note; `without` are those with no measures.

    `date` is that of the note, by which measures are overdue; without it nothing is said of that.
    The charts' paths are below `path`, the note's, as if it were a folder, so that no file has one.
    """
    words = WORDS[language]
    if not units:
        return MeasuresOverview(_sentences(words.overview.none), {})
    made = _Maker(units, language)
    figures, charts = made.figures(look, path)
    missing = (words.overview.without.format(units=", ".join(without)),) if without else ()
    blocks = (
        *_sentences(made.summary()),
        *figures,
        made.table(),
        *_sentences(*missing),
        *(made.overdue(date) if date else ()),
        *made.not_worked(),
    )
    return MeasuresOverview(blocks, charts)


class _Maker:
    """What one overview is made of; all words in the note's language, but the units' own."""

    def __init__(self, units: Sequence[UnitMeasures], language: str) -> None:
        self._units = units
        self._language = language
        self._words = words = WORDS[language]
        self._told = words.overview
        used = {_status(measure) for unit in units for measure, _ in unit.given}
        self._statuses = [*_FILLS, *([_OTHER] if _OTHER in used else [])]
        self._bars = [chart.Bar(unit.unit, self._numbers(unit)) for unit in units]

    def _numbers(self, unit: UnitMeasures) -> tuple[int, ...]:
        given = [_status(measure) for measure, _ in unit.given]
        return tuple(map(given.count, self._statuses))

    def _word(self, status: str) -> str:
        return STATUSES[status].label(self._words) if status else self._told.other

    # --- numbers ------------------------------------------------------------------------

    def summary(self) -> str:
        """«The note has 5 measures from 2 units: 3 completed and 2 planned.»"""
        return self._told.summary.format(**self._counts(self._bars))

    def _counts(self, bars: Sequence[chart.Bar]) -> dict[str, str]:
        told = self._told
        columns = (sum(column) for column in zip(*(bar.numbers for bar in bars), strict=True))
        statuses = [
            f"{number} {self._word(status)}"
            for status, number in zip(self._statuses, columns, strict=True)
            if number
        ]
        return {
            "measures": told.counted(told.measures, sum(bar.total for bar in bars)),
            "units": told.counted(told.units, len(bars)),
            "statuses": told.listed(statuses),
        }

    def table(self) -> Table:
        """Units by statuses, with the sum of each row and each column."""
        told = self._told
        labels = (self._words.measure.unit, *map(self._heading, self._statuses), told.total)
        rows = [
            (_cell(bar.name), *(_cell(str(number)) for number in (*bar.numbers, bar.total)))
            for bar in self._bars
        ]
        sums = [sum(column) for column in zip(*(bar.numbers for bar in self._bars), strict=True)]
        totals = (told.total, *map(str, (*sums, sum(sums))))
        rows.append(tuple(simple_cell((Strong((Text(text),)),)) for text in totals))
        return Table(
            (Alignment.NONE, *(Alignment.RIGHT,) * (len(labels) - 1)),
            tuple(map(_cell, labels)),
            tuple(rows),
            caption=Caption((Text(told.table),)),
            row_headers=True,
        )

    def _heading(self, status: str) -> str:
        word = self._word(status)
        return word[:1].upper() + word[1:]

    # --- the chart ----------------------------------------------------------------------

    def figures(self, look: ChartLook, path: str) -> tuple[Blocks, dict[str, Asset]]:
        """The chart, in several figures where it is too tall for one, and their drawings."""
        kinds = [
            chart.BarKind(self._heading(status), _FILLS.get(status, chart.Fill.STRIPED))
            for status in self._statuses
        ]
        runs, layout = chart.parted(self._bars, look)
        name = path.rpartition("/")[2]
        figures: list[Block] = []
        charts: dict[str, Asset] = {}
        for number, bars in enumerate(runs, 1):
            file = f"tiltaksoversikt-{number}.svg"
            data, width, height = chart.draw(bars, kinds, layout)
            charts[f"{path}/{file}"] = Asset(f"{path}/{file}", data, "image/svg+xml", width, height)
            part = self._told.part.format(number=number, count=len(runs)) if len(runs) > 1 else ""
            caption = Caption((Text(f"{self._told.chart}{part}"),))
            figures.append(Figure(Image(f"{name}/{file}", self._alternative(bars)), caption))
        return tuple(figures), charts

    def _alternative(self, bars: Sequence[chart.Bar]) -> str:
        """What the chart shows, to those who don't see it."""
        told = self._told
        sentences = [told.drawn.format(**self._counts(bars))]
        if len(bars) > 1:
            if most := _highest([(bar.name, bar.total) for bar in bars]):
                sentences.append(told.most.format(units=most))
            place = self._statuses.index(MeasureStatus.NOT_COMPLETED)
            if failed := _highest([(bar.name, bar.numbers[place]) for bar in bars]):
                sentences.append(told.most_not_completed.format(units=failed))
        return " ".join((*sentences, told.below))

    # --- what is overdue, and what has not worked ---------------------------------------

    def overdue(self, date: Date) -> Blocks:
        """The measures that are open after their deadline, the oldest deadline first."""
        told = self._told
        open_ones = [each for each in self._each() if each.measure.is_open]
        if not open_ones:
            return ()
        late = [
            each for each in open_ones if each.measure.deadline and each.measure.deadline < date
        ]
        late.sort(key=lambda each: each.measure.deadline or date)
        day = self._words.written_date(date)
        counted = told.counted(told.measures, len(late))
        said = (told.overdue_on if late else told.none_overdue).format(date=day, measures=counted)
        if undated := sum(each.measure.deadline is None for each in open_ones):
            rest = told.undated.format(measures=told.counted(told.measures, undated))
            said = f"{said} {rest}"
        heading = Heading(0, (Text(told.overdue),))
        return (heading, *_sentences(said), *self._late_table(list(map(self._late_row, late))))

    def _each(self) -> Iterator[_MeasureOfUnit]:
        for unit in self._units:
            for measure, language in unit.given:
                yield _MeasureOfUnit(unit.unit, measure, language)

    def _late_table(self, rows: Sequence[Row]) -> Blocks:
        """The rows under their labels, without a column that is empty."""
        if not rows:
            return ()
        words = self._words.measure
        labels = (words.name, words.unit, words.deadline, words.status, words.responsible)
        used = [n for n in range(len(labels)) if any(row[n].blocks for row in rows)]
        return (
            Table(
                (Alignment.NONE,) * len(used),
                tuple(_cell(labels[n]) for n in used),
                tuple(tuple(row[n] for n in used) for row in rows),
                row_headers=True,
            ),
        )

    def _late_row(self, late: _MeasureOfUnit) -> Row:
        measure, date = late.measure, late.measure.deadline
        return (
            self._said(plain_text(measure.name), late.language),
            _cell(late.unit),
            _cell(self._words.written_date(date) if date else ""),
            _cell(marked_status(measure.status, self._words)),
            self._said(measure.text("ansvarlig"), late.language),
        )

    def _said(self, text: str, language: str) -> Cell:
        """A cell with a unit's own words."""
        said = Paragraph((Text(text),), language=self._other(language))
        return Cell((said,) if text else ())

    def _other(self, language: str) -> str:
        return "" if language == self._language else language

    def not_worked(self) -> Blocks:
        """The measures that weren't carried out or lack effect, and what their units say of it."""
        told = self._told
        cards = [self._reasons(each) for each in self._each() if each.measure.has_failed]
        heading = Heading(0, (Text(told.not_worked),))
        return (heading, *(cards or _sentences(told.none_not_worked)))

    def _reasons(self, failed: _MeasureOfUnit) -> Block:
        own, words = self._other(failed.language), WORDS[failed.language]
        measure = failed.measure
        name = (Text(plain_text(measure.name)),) if measure.name else ()
        title = title_of(replace(measure, name=name), words, NOWHERE)
        fields = [(self._words.measure.unit, Paragraph((Text(failed.unit),)))]
        effect = [field for field in measure.fields if field.name == "effekt"]
        told = [self._field(field, words, own) for field in (*effect, *measure.reasons)]
        if not measure.reasons:
            told.append((self._told.why, Paragraph((Text(self._told.no_reason),))))
        return card(replace(title, language=own), [*fields, *told], NOWHERE)

    def _field(self, field: MeasureField, words: Words, language: str) -> tuple[str, Paragraph]:
        text = Text(plain_text(value_of(field, words)))
        return LABELS[field.name](self._words), Paragraph((text,), language=language)


def _status(measure: Measure) -> str:
    return measure.status if measure.status in _FILLS else _OTHER


def _highest(numbers: Sequence[tuple[str, int]]) -> str:
    """«A (3)»: who has the highest number, a few at most; nothing where it is 0 or most have it."""
    most = max(number for _, number in numbers)
    names = [name for name, number in numbers if number == most]
    if not most or len(names) > _FEW:
        return ""
    return ", ".join(f"{name} ({most})" for name in names)


def _sentences(*texts: str) -> Blocks:
    return tuple(Paragraph((Text(text),)) for text in texts)


def _cell(text: str) -> Cell:
    return simple_cell((Text(text),) if text else ())
