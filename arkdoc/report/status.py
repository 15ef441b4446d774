"""Deliveries → who has delivered what, and what is missing: a table, or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date

from arkdoc.language.messages import Translator, printable
from arkdoc.model.diagnostic import Severity
from arkdoc.model.note import Delivery
from arkdoc.pipeline.load import FOLDER
from arkdoc.report.json_report import dump
from arkdoc.report.table import NOTHING, Column, plain_table, terminal_table
from arkdoc.report.terminal import TerminalStyle, cells
from arkdoc.report.text import counts_by_file
from arkdoc.units.status import Counts, DeliveryStatus


def write_status(status: DeliveryStatus, tr: Translator, style: TerminalStyle) -> str:
    """The table by unit, what is wrong elsewhere, and how far the note has come."""
    by_delivery, others = status.counts()
    rows = [
        _row(delivery, counts, status, tr)
        for delivery, counts in zip(status.deliveries, by_delivery, strict=True)
    ]
    parts = [_table(rows, tr, style)]
    if lines := counts_by_file(others, tr, style):
        parts.append("".join((tr("In other files:") + "\n", *(f"  {line}" for line in lines))))
    parts.append(style.paragraph((status.summary(tr), "bold")))
    return "\n".join(parts)


def _table(rows: Sequence[tuple[str, ...]], tr: Translator, style: TerminalStyle) -> str:
    """The table; columns that say nothing are left out, and a terminal gets what fits it."""
    columns = [
        Column(tr("Unit"), breaks=True),
        Column(tr("File")),
        Column(tr("Delivered")),
        Column(tr("State"), breaks=True),
        Column(tr("Words"), number=True),
        Column(tr("Errors"), number=True),
        Column(tr("Warnings"), number=True),
    ]
    for number in (6, 5):
        if all(row[number] == NOTHING for row in rows):
            del columns[number]
            rows = [(*row[:number], *row[number + 1 :]) for row in rows]
    plain = plain_table(columns, rows)
    if not style.terminal:
        return plain
    if _width(plain) > style.width:
        rows = [(name, file.replace(f"{FOLDER}/", ""), *others) for name, file, *others in rows]
    if _width(plain_table(columns, rows)) > style.width:
        unit, file, *others = columns
        heading = f"{unit.heading}, {file.heading.lower()}"
        columns = [Column(heading, breaks=True), *others]
        rows = [(_unit_and_file(*row[:2]), *row[2:]) for row in rows]
    return terminal_table(columns, rows, style)


def _unit_and_file(unit: str, file: str) -> str:
    """The two below each other, for where there is no room for both on a line."""
    if file == NOTHING:
        return unit
    indent = " " * (len(unit) - len(unit.lstrip()) + 4)
    return f"{unit}\n{indent}{file}"


def _width(table: str) -> int:
    return max(map(cells, table.splitlines()))


def write_status_json(status: DeliveryStatus) -> str:
    """`{"deadline": …, "units": [...], "otherFiles": [...]}`, in the note's order."""
    by_delivery, others = status.counts()
    units = [
        _record(delivery, counts, status)
        for delivery, counts in zip(status.deliveries, by_delivery, strict=True)
    ]
    other_files = [
        {"path": path or None, **_numbers(counts)} for path, counts in sorted(others.items())
    ]
    return dump({"deadline": _iso(status.deadline), "units": units, "otherFiles": other_files})


def _row(
    delivery: Delivery, counts: Counts, status: DeliveryStatus, tr: Translator
) -> tuple[str, ...]:
    name = delivery.unit.name if delivery.unit else tr("(unknown unit)")
    words = sum(count for _, count in delivery.words)
    has_errors = counts[Severity.ERROR] > 0
    return (
        "  " * max(delivery.level - 1, 0) + printable(name),
        ", ".join(map(printable, delivery.files)) or NOTHING,
        status.came(delivery, tr) or NOTHING,
        status.in_words(delivery, tr, has_errors=has_errors),
        str(words) if delivery.has_words else NOTHING,
        str(counts[Severity.ERROR] or NOTHING),
        str(counts[Severity.WARNING] or NOTHING),
    )


def _record(delivery: Delivery, counts: Counts, status: DeliveryStatus) -> dict[str, object]:
    unit, is_overdue = delivery.unit, status.days_overdue(delivery) > 0
    return {
        "id": unit.id if unit else None,
        "name": unit.name if unit else None,
        "level": delivery.level,
        "state": status.state(delivery, has_errors=counts[Severity.ERROR] > 0).value,
        "paths": list(delivery.files),
        "date": _iso(delivery.date),
        "delivered": _iso(status.day_delivered(delivery)),
        "changed": _iso(status.last_change(delivery)),
        "late": delivery.late,
        "overdue": is_overdue,
        "missingSince": _iso(status.deadline) if is_overdue else None,
        "moreTimeUntil": _iso(status.asked_until(delivery)),
        "newTextWaits": status.is_waiting(delivery),
        "words": dict(delivery.words),
        **_numbers(counts),
    }


def _numbers(counts: Counts) -> dict[str, int]:
    return {"errors": counts[Severity.ERROR], "warnings": counts[Severity.WARNING]}


def _iso(date: Date | None) -> str | None:
    return date.isoformat() if date else None
