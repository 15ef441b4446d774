"""SourceFile → the tree of its fields, and the line where its body starts.

Lines get back the signs that tell fields (`repair`), the block of fields is found (`boundaries`)
and read as plain strict YAML (`nodes`). Only where that fails, or would read something else than
what was meant, is it read tolerantly (`tolerant_lines`). Every scalar is text, and every position
is that of the file (contract, clause 4).
"""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

from arkdoc.model.diagnostic import Diagnostic
from arkdoc.model.source import SourceFile, Span, start_of
from arkdoc.read.front_matter.boundaries import Vocabulary, fields_below, locate
from arkdoc.read.front_matter.errors import TOO_LONG, FaultError, broken
from arkdoc.read.front_matter.nodes import MAX_LENGTH, Read, parse
from arkdoc.read.front_matter.positions import FieldText
from arkdoc.read.front_matter.schema import Mapping
from arkdoc.read.front_matter.tolerant_lines import (
    is_plain,
    odd_indentation,
    read_tolerantly,
    repair,
)


class FrontMatter(NamedTuple):
    """The fields, which are empty where there are none or where `fault` made them unreadable.

    They stand on the lines from the first of `lines` up to the second, 0-based, or nowhere. The
    body starts on `first_line`, 1-based, one past the last line of the file if need be.
    """

    fields: Mapping
    first_line: int
    diagnostics: tuple[Diagnostic, ...] = ()
    fault: Diagnostic | None = None
    lines: tuple[int, int] | None = None


def read_front_matter(source: SourceFile, vocabulary: Vocabulary) -> FrontMatter:
    """Read the fields at the top of `source`. Nothing raises: a fault is a value."""
    lines, guesses = repair(source.path, source.text.split("\n"), vocabulary)
    block = locate(source.path, lines, vocabulary)
    if block is None:
        below = fields_below(source.path, lines, vocabulary)
        return FrontMatter(Mapping((), start_of(source.path)), 1, below)
    region = lines[block.first : block.last]
    diagnostics = [guess for guess in guesses if block.first < guess.span.line <= block.last]
    diagnostics += [block.finding] if block.finding else []
    diagnostics += odd_indentation(source.path, region, block.first)
    fields, fault = None, None
    try:
        fields, found = _read(source, region, block.first, vocabulary)
        diagnostics += found
    except FaultError as error:
        fault = error.diagnostic
        diagnostics.append(fault)
    empty = Mapping((), Span(source.path, *(block.first + 1, 1) * 2))
    stand = block.first, block.last
    return FrontMatter(fields or empty, block.body + 1, tuple(diagnostics), fault, stand)


def _read(source: SourceFile, lines: list[str], first: int, vocabulary: Vocabulary) -> Read:
    """Read the fields in `lines`, which start on line `first` (0-based). Raises FaultError."""
    start = source.line_starts[first]
    if sum(map(len, lines)) > MAX_LENGTH:
        raise broken(source.span(start, start), TOO_LONG)
    if is_plain(lines, vocabulary):
        text = "\n".join(lines)
        with suppress(FaultError):
            return parse(FieldText(source, text, range(start, start + len(text) + 1)))
    return read_tolerantly(source, lines, first, vocabulary)
