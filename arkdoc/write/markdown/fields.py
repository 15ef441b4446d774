"""A contribution's fields and text → the whole of its Markdown file (contract, clause 4)."""

from __future__ import annotations

from collections.abc import Iterator

from arkdoc.language.printed import WORDS
from arkdoc.model.dates import in_figures
from arkdoc.model.note import Contribution, Measure, Status
from arkdoc.model.values import written_value
from arkdoc.write.markdown.inlines import Run
from arkdoc.write.markdown.writer import write_body

_ON_ONE_LINE = Run(on_one_line=True, tabs=False)


def write_contribution(contribution: Contribution, unit: str) -> str:
    """The Markdown file of `contribution`, which is of `unit`, by its id or as somebody called it.

    What Markdown can't say is left out, as `plain` says.
    """
    lines = [f"{name}: {written_value(value)}" for name, value in _fields(contribution, unit)]
    if contribution.measures:
        lines.append("tiltak:")
        for measure in contribution.measures:
            lines += _measure(measure)
        if contribution.measures_as_table:
            lines.append("visning: tabell")
    front = "".join(f"{line}\n" for line in ("---", *lines, "---"))
    text = write_body(contribution.body)
    return f"{front}\n{text}" if text else front


def _fields(contribution: Contribution, unit: str) -> Iterator[tuple[str, str]]:
    if unit:
        yield "enhet", unit
    if contribution.contact:
        yield "kontaktperson", contribution.contact
    if contribution.date:
        yield "dato", in_figures(contribution.date)
    if contribution.status is not Status.DONE:
        yield "status", contribution.status.value
    if contribution.involvement:
        yield "medvirkning", contribution.involvement
    if contribution.language:
        yield "språk", WORDS[contribution.language].name


def _measure(measure: Measure) -> Iterator[str]:
    sign = "- "
    values = [("navn", _ON_ONE_LINE.write(measure.name)), ("status", measure.status)]
    values += [(field.name, _ON_ONE_LINE.write(field.value)) for field in measure.fields]
    for name, value in values:
        if value:
            yield f"  {sign}{name}: {written_value(value)}"
            sign = "  "
