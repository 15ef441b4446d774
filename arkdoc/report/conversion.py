"""What a conversion of a Word file would write and lose → lines for the person who decides."""

from __future__ import annotations

from arkdoc.language.messages import Translator, printable
from arkdoc.model.diagnostic import Diagnostic
from arkdoc.model.source import WordText
from arkdoc.pipeline.convert import Conversion
from arkdoc.pipeline.places import Places, paragraph
from arkdoc.report.terminal import TerminalStyle


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
