"""A read document → the styles with too little contrast (WCAG 2.1, 1.4.3)."""

from __future__ import annotations

from collections.abc import Iterator

from arkdoc.rules.word import DOCX_CONTRAST
from arkdoc.write.docx.audit.finding import Finding, finding
from arkdoc.write.docx.audit.read_back import ReadDocument

LEAST = 4.5
LEAST_LARGE = 3.0
_LARGE = 18.0
_LARGE_BOLD = 14.0
_WHITE = "FFFFFF"


def contrast(document: ReadDocument) -> Iterator[Finding]:
    """Each style whose colour is too faint on its background, where it is first used."""
    checked: set[tuple[str, str, str]] = set()
    reported: set[tuple[str, str]] = set()
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            combination = (paragraph.style, run.style, paragraph.fill)
            if combination in checked or not run.text.strip():
                continue
            checked.add(combination)
            resolved = document.stylesheet.style_of(paragraph.style, run.style)
            background = resolved.fill or paragraph.fill or _WHITE
            if not resolved.colour:
                continue  # Word takes black or white, whichever can be read
            large = resolved.size >= (_LARGE_BOLD if resolved.bold else _LARGE)
            ratio, least = ratio_of(resolved.colour, background), LEAST_LARGE if large else LEAST
            style = document.coloured_by(run.style, paragraph.style)
            if ratio < least and (style, background) not in reported:
                reported.add((style, background))
                # Rounded down: 4.49 is not 4.5.
                args = {"ratio": f"{int(ratio * 10) / 10}:1", "least": f"{least:g}:1"}
                yield finding(DOCX_CONTRAST, paragraph.origin, style=style, **args)


def ratio_of(one: str, other: str) -> float:
    """The contrast between two colours as `RRGGBB`, from 1 to 21 (WCAG 2.1)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
