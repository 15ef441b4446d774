"""Columns: widths at which a table is low, words whole where that costs little."""

from __future__ import annotations

from arkdoc.assemble.column_widths import MeasuredColumn, least_height
from tests.support.project import growth


def column(*cells: tuple[float, ...], whole: float, least: float) -> MeasuredColumn:
    return MeasuredColumn(cells, 0.5, whole + 0.5, least + 0.5, 0.25)


def heights(columns: list[MeasuredColumn], widths: list[float]) -> list[int]:
    return [
        max(each.lines(row, width) for each, width in zip(columns, widths, strict=True))
        for row in range(len(columns[0].cells))
    ]


def test_a_very_long_cell_takes_no_longer_than_a_long_one() -> None:
    def columns(words: int) -> list[MeasuredColumn]:
        return [LONG_WORD, column((3.0,), (3.0,) * words, whole=3, least=3)]

    assert growth(lambda words: least_height(columns(words), 40), 2000) < 0.5


LONG_WORD = column((3.0,), (12.0,), whole=12, least=6)


def test_a_long_word_is_divided_where_the_text_beside_it_gets_much_lower() -> None:
    columns = [LONG_WORD, column((3.0,), (3.0,) * 40, whole=3, least=3)]
    widths = least_height(columns, 16.5)
    assert widths[0] < 12
    assert sum(heights(columns, widths)) < 0.7 * sum(heights(columns, [12.5, 4]))


def test_a_long_word_stays_whole_where_little_is_won() -> None:
    columns = [LONG_WORD, column((3.0,), (3.0,) * 4, whole=3, least=3)]
    widths = least_height(columns, 16.5)
    assert widths[0] >= 12.5
