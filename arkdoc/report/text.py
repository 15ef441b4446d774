"""Diagnostics → lines for people, with the place in the source on a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from arkdoc.language.messages import Translator, printable
from arkdoc.model.diagnostic import Diagnostic, Severity
from arkdoc.model.source import APART, SourceFile, Span, WordText, start_of
from arkdoc.pipeline.places import Lookup, Places
from arkdoc.report.terminal import Piece, TerminalStyle, cells, pad

_COLOURS = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.INFO: "bold cyan",
}
_MOST = 30  # paragraphs by one rule in a file


def write_diagnostics(
    diagnostics: Sequence[Diagnostic],
    tr: Translator,
    style: TerminalStyle,
    source: Lookup,
    everything: Iterable[Diagnostic] = (),
) -> str:
    """A paragraph for each diagnostic, on a terminal with the source line it is about.

    After 30 by the same rule in a file, the others are only counted. Private text (`Rule.private`)
    shows as dots in every source line, also where only `everything`, all that was found, marks it.
    Of a Word file, a line is a paragraph.
    """
    known = (*diagnostics, *everything)
    private = [found.span for found in known if found.rule.private]
    places = Places(source, known)
    total = Counter(map(_kind, diagnostics))
    written: Counter[tuple[str, str]] = Counter()
    paragraphs = []
    for diagnostic in diagnostics:
        kind = _kind(diagnostic)
        written[kind] += 1
        if written[kind] > _MOST:
            continue
        excerpt = ""
        if style.terminal and diagnostic.span.path:
            excerpt = _excerpt(diagnostic, style, source(diagnostic.span.path), private)
        where = places.full(diagnostic, tr, with_quote=not excerpt)
        text = _diagnostic(diagnostic, tr, style, where, excerpt)
        if written[kind] == _MOST and (more := total[kind] - _MOST):
            rest = tr.count("… and {n} more like it.", "… and {n} more like it.", more)
            text += f"  {rest}\n"
        paragraphs.append(text)
    return ("\n" if style.terminal else "").join(paragraphs)


def _kind(diagnostic: Diagnostic) -> tuple[str, str]:
    return diagnostic.span.path, diagnostic.rule.code


def write_summary(
    diagnostics: Sequence[Diagnostic], tr: Translator, style: TerminalStyle, *, infos_shown: bool
) -> str:
    """How many errors, warnings and notices there are: by file, if in several, and in all."""
    by_file: dict[str, Counter[Severity]] = {}
    for diagnostic in diagnostics:
        by_file.setdefault(diagnostic.span.path, Counter())[diagnostic.rule.severity] += 1
    lines = counts_by_file({path: found for path, found in by_file.items() if path}, tr, style)
    if len(lines) == 1:
        lines = []
    total = sum(by_file.values(), Counter())
    counted = _counted(total, tr, style) or tr("no faults")
    if infos := total[Severity.INFO]:
        counted += ", " + tr.count("{n} notice", "{n} notices", infos)
        counted += "" if infos_shown else " " + tr("(to see them: -v)")
    lines.append(style.paint(tr("In all:"), "bold") + f" {counted}\n")
    return "".join(lines)


def counts_by_file(
    by_file: Mapping[str, Counter[Severity]], tr: Translator, style: TerminalStyle
) -> list[str]:
    """A line for each file that has errors or warnings, with how many."""
    rows = [
        (printable(path) or tr("(no file)"), counted)
        for path, counter in sorted(by_file.items())
        if (counted := _counted(counter, tr, style))
    ]
    width = max((cells(path) for path, _ in rows), default=0)
    return [f"{pad(path, width)}  {counted}\n" for path, counted in rows]


def _diagnostic(
    diagnostic: Diagnostic, tr: Translator, style: TerminalStyle, where: str, excerpt: str
) -> str:
    rule = diagnostic.rule
    head: list[Piece] = [(where, "bold"), ": "] if where else []
    head += [(rule.severity.value, _COLOURS[rule.severity]), f" {rule.code} ", (rule.name, "dim")]
    text = style.paragraph(*head, f": {tr.message(diagnostic)}", indent=4)
    text += excerpt
    if hint := tr.hint(diagnostic):
        text += style.paragraph("  ", ("hint:", "bold"), f" {hint}", indent=8)
    return text


def _excerpt(
    diagnostic: Diagnostic,
    style: TerminalStyle,
    file: SourceFile | WordText | None,
    private: Sequence[Span],
) -> str:
    span = diagnostic.span
    line = _line(diagnostic, file)
    if not line.strip():
        return ""
    for other in private:
        if other.path == span.path and other.line <= span.line <= other.end_line:
            line = _dotted(line, other, span.line)
    end = span.end_column if span.end_line == span.line else len(line) + 1
    start, end = span.column - 1, max(end - 1, span.column)
    number = str(span.line)
    line, start, end = _window(line, start, end, max(style.width - len(number) - 6, 30))
    before, marked = _shown(line[:start]), _shown(line[start:end])
    caret = "^" * max(cells(marked), 1)
    margin = style.paint(" " * len(number) + " |", "dim")
    return (
        f"  {style.paint(f'{number} |', 'dim')} {before}{marked}{_shown(line[end:])}\n"
        f"  {margin} {' ' * cells(before)}"
        f"{style.paint(caret, _COLOURS[diagnostic.rule.severity])}\n"
    )


def _line(diagnostic: Diagnostic, file: SourceFile | WordText | None) -> str:
    """The line, or the paragraph of a Word file, that `diagnostic` is about; empty for none."""
    span = diagnostic.span
    if isinstance(file, WordText):
        is_shown = span != start_of(span.path) and not diagnostic.rule.private
        return file.paragraph(span.line) if is_shown else ""
    is_known = file is not None and 1 <= span.line <= len(file.line_starts)
    return file.line(span.line) if file and is_known else ""


def _dotted(line: str, private: Span, number: int) -> str:
    """Line `number` of the file, with dots in place of what lies within `private`."""
    start = private.column - 1 if number == private.line else 0
    end = private.end_column - 1 if number == private.end_line else len(line)
    return line[:start] + "•" * (end - start) + line[end:]


def _window(line: str, start: int, end: int, width: int) -> tuple[str, int, int]:
    """The part of a long line around what is marked, with … where it was cut."""
    if cells(line) <= width:
        return line, start, min(end, len(line) + 1)
    first = max(0, start - width // 4)
    while first and cells(line[first - 1 :]) <= width:
        first -= 1
    last = first + width
    while cells(line[first:last]) > width:
        last -= 1
    shown = line[first:last]
    if first:
        shown = "…" + shown[1:]
    if last < len(line):
        shown = shown[:-1] + "…"
    return shown, start - first, min(end, last) - first


def _shown(text: str) -> str:
    signs = (c if c.isprintable() else " " if c.isspace() else "�" for c in text)
    return "".join(signs).replace(APART, "…")


def _counted(counter: Mapping[Severity, int], tr: Translator, style: TerminalStyle) -> str:
    problems = tr.problems(counter).items()
    return ", ".join(style.paint(text, _COLOURS[severity]) for severity, text in problems)
