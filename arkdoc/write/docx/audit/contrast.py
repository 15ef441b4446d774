"""Text that stands out too little from what is behind it (WCAG 2.1, 1.4.3)."""

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
    """Each style whose colour is too faint for what it stands on, where it is first used."""
    looked_at: set[tuple[str, str, str]] = set()
    told: set[tuple[str, str]] = set()
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            mixture = (paragraph.style, run.style, paragraph.fill)
            if mixture in looked_at or not run.text.strip():
                continue
            looked_at.add(mixture)
            look = document.stylesheet.style_of(paragraph.style, run.style)
            behind = look.fill or paragraph.fill or _WHITE
            if not look.colour:
                continue  # Word takes black or white, whichever can be read
            large = look.size >= (_LARGE_BOLD if look.bold else _LARGE)
            ratio, least = ratio_of(look.colour, behind), LEAST_LARGE if large else LEAST
            style = document.coloured_by(run.style, paragraph.style)
            if ratio < least and (style, behind) not in told:
                told.add((style, behind))
                # Rounded down: 4.49 is not 4.5.
                shown = f"{int(ratio * 10) / 10}:1"
                found = {"style": style, "ratio": shown, "least": f"{least:g}:1"}
                yield finding(DOCX_CONTRAST, paragraph.origin, **found)


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
