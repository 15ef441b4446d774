"""`arkdoc convert`: what it would write and lose, for the person who decides; and doing it."""

from __future__ import annotations

from pathlib import Path

from arkdoc.language.messages import Translator, printable
from arkdoc.model.diagnostic import Diagnostic
from arkdoc.model.source import WordText
from arkdoc.pipeline.convert import Conversion, carry_out, plan
from arkdoc.pipeline.places import Places, paragraph
from arkdoc.report.console import Console
from arkdoc.report.terminal import TerminalStyle


def convert(
    root: Path, file: str, console: Console, tr: Translator, *, is_agreed: bool, quiet: bool
) -> bool:
    """Convert a file if its person says yes, or `is_agreed`; whether it was done.

    Raises ArkdocError where it can't be read or written.
    """
    conversion, contribution = plan(root, file)
    if conversion.existing:
        existing = printable(conversion.existing[0])
        message = tr("{path} is there already, and is left as it is.", path=existing)
        console.err(f"arkdoc: {message}\n")
        return False
    if not quiet or conversion.loses_something:
        console.err(write_conversion(conversion, contribution.word_text, tr, console.err_style))
    if not is_agreed:
        answer = console.confirm(tr("Convert it? [y/N]") + " ")
        if answer is None and conversion.loses_something:
            message = tr("Nothing is changed. To convert it all the same, say --yes.")
            console.err(f"arkdoc: {message}\n")
            return False
        if answer is False:
            console.err(tr("Nothing is changed.") + "\n")
            return False
    kept = carry_out(root, conversion)
    if not quiet:
        console.err(tr("The Word file is kept as {path}.", path=printable(kept)) + "\n")
        console.out("".join(f"{printable(path)}\n" for path, _ in conversion.files))
    return True


def write_conversion(
    conversion: Conversion, text: WordText | None, tr: Translator, style: TerminalStyle
) -> str:
    """The files that would be written, and what would be lost, each with its place."""
    lines = [style.paint(printable(conversion.path), "bold") + "\n"]
    lines += [f"  → {printable(path)}\n" for path, _ in conversion.files]
    if conversion.loses_something:
        lines.append(tr("This will not be in the Markdown file, or not as it is in Word:") + "\n")
    places = Places(lambda _: text)
    lines += (
        style.paragraph("  ", _finding(each, places, tr), indent=4) for each in conversion.findings
    )
    for loss in conversion.losses:
        where = paragraph(loss.place, tr)
        times = f" ({loss.count})" if loss.count > 1 else ""
        said = f"{where}: {tr(loss.what)}{times}" if where else f"{tr(loss.what)}{times}"
        lines.append(style.paragraph("  ", said, indent=4))
    return "".join(lines)


def _finding(finding: Diagnostic, places: Places, tr: Translator) -> str:
    where = places.in_word(finding, tr)
    return f"{where}: {tr.message(finding)}" if where else tr.message(finding)
