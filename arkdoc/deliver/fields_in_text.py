"""A Markdown contribution as somebody wrote it → the same with some fields set, and all else kept.

Each way of setting a field is tried, the gentlest first, and what came of it is read again: only
what says the same as before, but for the field, is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from arkdoc.model.cache import Cache
from arkdoc.model.names import fold
from arkdoc.model.note import Contribution, Status
from arkdoc.model.source import SourceFile, Span, decode
from arkdoc.read.contribution import VOCABULARY, read_contribution
from arkdoc.read.front_matter.reader import read_front_matter
from arkdoc.read.front_matter.schema import Node, Scalar


def with_unit_set(path: str, text: str, unit: str, cache: Cache | None = None) -> str:
    """`text`, which is to lie at `path`, with `enhet: UNIT` among its fields.

    A `cache` keeps what was read on the way.
    """
    cache = cache or Cache()
    if cache.cached(read_contribution, path, text.encode()).unit == unit:
        return text
    return _with_field(path, text, "enhet", unit, cache)


def with_status(path: str, text: str, status: Status, cache: Cache | None = None) -> str:
    """`text` with this `status`: a draft says so, what is done says nothing."""
    cache = cache or Cache()
    if cache.cached(read_contribution, path, text.encode()).status is status:
        return text
    value = "" if status is Status.DONE else status.value
    return _with_field(path, text, "status", value, cache)


def _with_field(path: str, text: str, name: str, value: str, cache: Cache) -> str:
    """`text` with the field set, or without it for an empty value."""
    before = cache.cached(read_contribution, path, text.encode())
    candidates = list(_candidates(decode(path, text.encode()), name, value))
    for candidate in candidates:
        after = cache.cached(read_contribution, path, candidate.encode())
        if _says(after, name) == value and _rest(after, name) == _rest(before, name):
            return candidate
    return candidates[-1]


def _candidates(source: SourceFile, name: str, value: str) -> Iterator[str]:
    """Texts that may have the field; the last has it for certain, above all that was there."""
    front = read_front_matter(source, VOCABULARY)
    lines = source.text.split("\n")
    written = f"{name}: {value}"
    fields = {fold(key.text): (key, given) for key, given in reversed(front.fields.entries)}
    if name in fields:
        key, given = fields[name]
        number = key.span.line
        indent = lines[number - 1][: key.span.column - 1]
        instead = [f"{indent}{written}"] if value else []
        if isinstance(given, Scalar) and given.span.end_line == number:
            yield "\n".join((*lines[: number - 1], *instead, *lines[number:]))
        if value and (inside := _in_place(lines, given, value)):
            yield inside
    elif value and front.fields.entries:
        key = front.fields.entries[0][0]
        first = key.span.line
        indent = lines[first - 1][: key.span.column - 1]
        yield "\n".join((*lines[: first - 1], f"{indent}{written}", *lines[first - 1 :]))
    elif value and front.first_line > 1:  # `---` and `---` with nothing between them
        opening = next((n for n, line in enumerate(lines) if line.strip() == "---"), 0)
        yield "\n".join((*lines[: opening + 1], written, *lines[opening + 1 :]))
    yield f"---\n{written}\n---\n{source.text}" if value else source.text


def _in_place(lines: list[str], given: Node, value: str) -> str:
    """The lines with `value` where `given` stands, if that is a text on one line."""
    span: Span = given.span
    if not isinstance(given, Scalar) or span.line != span.end_line:
        return ""
    line = lines[span.line - 1]
    changed = f"{line[: span.column - 1]}{value}{line[span.end_column - 1 :]}"
    return "\n".join((*lines[: span.line - 1], changed, *lines[span.line :]))


def _says(contribution: Contribution, name: str) -> str:
    if name == "enhet":
        return contribution.unit
    return "" if contribution.status is Status.DONE else contribution.status.value


def _rest(contribution: Contribution, name: str) -> tuple[object, ...]:
    """All that a contribution says but the field, whatever stands where."""
    body = contribution.body
    return (
        contribution.fault is None,
        "" if name == "enhet" else contribution.unit,
        None if name == "status" else contribution.status,
        contribution.date,
        contribution.language,
        contribution.contact,
        contribution.involvement,
        contribution.measures,
        contribution.measures_as_table,
        body.blocks,
        body.footnotes,
        _errors(contribution),
    )


def _errors(contribution: Contribution) -> Counter[str]:
    # A unit that is missing or no text is what is put right.
    return Counter(
        found.rule.code
        for found in contribution.diagnostics
        if found.is_error and not {"enhet", "status"} & set(dict(found.args).values())
    )
