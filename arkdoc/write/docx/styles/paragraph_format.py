"""What a paragraph style looks like in Word's terms: Theme → Look → w:pPr and w:rPr."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

from arkdoc.ooxml.oxml import Element, flag, w
from arkdoc.ooxml.units import eighths, half_points, hex_colour, mm, pt
from arkdoc.style.role import CONTENTS, HEADINGS, Role
from arkdoc.style.theme import Border, Font, Style, Theme

# Ascent, descent and line gap together, in ems, of the fonts a theme is likely to name. Word
# counts a line height of `auto` in these; the theme counts in ems.
_NATURAL_LEADING = {
    "Arial": 1.1499,
    "Calibri": 1.2207,
    "Cambria": 1.1724,
    "Consolas": 1.1709,
    "Courier New": 1.1328,
    "Georgia": 1.1362,
    "Times New Roman": 1.1499,
    "Verdana": 1.2153,
}
_USUAL_LEADING = 1.2

# What is read at a glance is never hyphenated; nor is it in the PDF.
_WHOLE = frozenset(
    {
        *HEADINGS, *CONTENTS, Role.TITLE, Role.KICKER, Role.CASE_TYPE, Role.HEAD_LABEL,
        Role.HEAD_VALUE, Role.CONTENTS_HEADING, Role.CAPTION, Role.PAGE_HEADER, Role.PAGE_FOOTER,
    }
)  # fmt: skip

_SINGLE = 240
_WASH_EDGE = 0.25
_WASH_PADDING = 6.0
SIDES = ("top", "left", "bottom", "right")


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """A paragraph's properties, in twips; `line` in 240ths of the font's natural leading.

    The first line stands `hanging` to the left of `left`. `borders` has at most one border
    for each of the four sides. `tab` is a right tab. The words of what is `whole` are not divided.
    """

    before: int
    after: int
    line: int
    left: int = 0
    right: int = 0
    hanging: int = 0
    keep_next: bool = False
    keep_lines: bool = False
    borders: tuple[tuple[str, Border], ...] = ()
    shade: str = ""
    tab: int = 0
    align: str = ""
    outline: int | None = None
    whole: bool = False

    @property
    def edge(self) -> int:
        """Where the paragraph's first line begins."""
        return self.left - self.hanging


def format_of(theme: Theme, role: Role) -> ParagraphFormat:
    """How paragraphs of `role` look."""
    style = theme[role]
    borders = _borders(style)
    sides = dict(borders)
    formatting = ParagraphFormat(
        before=pt(style.before),
        after=pt(style.after),
        line=_line(style),
        left=mm(style.indent) + _room(sides.get("left")),
        right=_room(sides.get("right")),
        keep_next=style.keep_next,
        whole=role in _WHOLE,
        borders=borders,
        shade=style.background or "",
    )
    return _by_role(theme, role, formatting)


def _by_role(theme: Theme, role: Role, formatting: ParagraphFormat) -> ParagraphFormat:
    match role:
        case Role.TITLE | Role.KICKER | Role.CASE_TYPE | Role.CONTENTS_HEADING:
            return replace(formatting, keep_lines=True)
        case Role.HEADING_1 | Role.HEADING_2 | Role.HEADING_3 | Role.HEADING_4 | Role.HEADING_5:
            return replace(formatting, keep_lines=True, outline=HEADINGS.index(role))
        case Role.CAPTION | Role.NOTE_LABEL | Role.PROPOSAL_LABEL:
            return replace(formatting, keep_lines=True)
        case Role.CONTENTS_1 | Role.CONTENTS_2 | Role.CONTENTS_3:
            return _contents_entry(theme, formatting)
        case Role.HEAD_VALUE:
            table = theme[Role.HEAD_TABLE]
            label = mm(table.label_width)
            padded = (
                (side, replace(border, padding=2 * table.padding))
                for side, border in _borders(table)
            )
            return replace(formatting, left=label, hanging=label, borders=tuple(padded))
        case Role.FIGURE:
            # A multiple would also multiply the height of the picture in the line.
            return replace(formatting, line=_SINGLE)
        case Role.PAGE_HEADER:
            return replace(formatting, tab=mm(theme.page.measure))
        case Role.PAGE_FOOTER:
            return replace(formatting, align="right")
        case _:
            return formatting


def _contents_entry(theme: Theme, formatting: ParagraphFormat) -> ParagraphFormat:
    """An entry with its page number at the right, as far out as the heading's tokens say."""
    measure = mm(theme.page.measure)
    width = mm(theme[Role.CONTENTS_HEADING].label_width) or measure
    return replace(formatting, right=measure - width, tab=width)


def natural_leading(font: Font) -> float:
    """The line height that Word gives the font by itself, in ems."""
    return _NATURAL_LEADING.get(font.word, _USUAL_LEADING)


def _line(style: Style) -> int:
    return round(_SINGLE * style.leading / natural_leading(style.font))


def _borders(style: Style) -> tuple[tuple[str, Border], ...]:
    said = {"top": style.border_top, "left": style.border_left, "bottom": style.border_bottom}
    # Word shades no further than the text and its borders: a border of the same colour is
    # what gives the wash its padding.
    wash = style.background and Border(_WASH_EDGE, style.background, _WASH_PADDING)
    found = ((side, said.get(side) or wash) for side in SIDES)
    return tuple((side, border) for side, border in found if border)


def _room(border: Border | None) -> int:
    return pt(border.width + border.padding) if border else 0


# --- properties, in the schema's order ---------------------------------------------------


def paragraph_properties(formatting: ParagraphFormat, cleared: int = 0) -> list[Element]:
    """The children of a w:pPr (17.3.1.26) for `formatting`; tab stops add up, but for `cleared`."""
    found = [
        flag("keepNext", formatting.keep_next),
        flag("keepLines", formatting.keep_lines),
        _border_element(formatting),
        w("shd", val="clear", color="auto", fill=hex_colour(formatting.shade))
        if formatting.shade
        else None,
        _tabs(formatting, cleared),
        flag("suppressAutoHyphens", formatting.whole),
        w(
            "spacing",
            before=formatting.before,
            after=formatting.after,
            line=formatting.line,
            lineRule="auto",
        ),
        w("ind", left=formatting.left, right=formatting.right, hanging=formatting.hanging),
        w("jc", val=formatting.align) if formatting.align else None,
        w("outlineLvl", val=formatting.outline) if formatting.outline is not None else None,
    ]
    return [element for element in found if element is not None]


def _tabs(formatting: ParagraphFormat, cleared: int) -> Element | None:
    if not formatting.tab:
        return None
    return w(
        "tabs",
        w("tab", val="clear", pos=cleared) if cleared not in (0, formatting.tab) else None,
        w("tab", val="right", leader="none", pos=formatting.tab),
    )


def _border_element(formatting: ParagraphFormat) -> Element | None:
    if not formatting.borders:
        return None
    return w("pBdr", *(line(side, border, border.padding) for side, border in formatting.borders))


def line(side: str, border: Border, padding: float = 0) -> Element:
    """One border of a paragraph or table (17.3.1.24, 17.4.38); `padding` in points."""
    return w(
        side,
        val="single",
        sz=eighths(border.width),
        space=min(31, round(padding)),
        color=hex_colour(border.colour),
    )


def run_properties(style: Style, said: Set[str], *, proof: bool = True) -> list[Element]:
    """The children of a w:rPr (17.3.2.28) that say those fields of `style` that are in `said`.

    Without `proof` Word doesn't check the spelling. Toggles are written only when on: Word
    adds them up over the styles of a run (17.7.3).
    """
    face = style.font.word
    found = [
        w("rFonts", ascii=face, hAnsi=face, eastAsia=face, cs=face) if "font" in said else None,
        *(flag(tag, style.bold and "bold" in said) for tag in ("b", "bCs")),
        *(flag(tag, style.italic and "italic" in said) for tag in ("i", "iCs")),
        flag("strike", style.strike and "strike" in said),
        flag("noProof", not proof),
        w("color", val=hex_colour(style.colour)) if "colour" in said else None,
        w("spacing", val=pt(style.tracking)) if "tracking" in said else None,
        *(
            w(tag, val=half_points(style.size)) if "size" in said else None
            for tag in ("sz", "szCs")
        ),
        w("u", val="single") if style.underline and "underline" in said else None,
        w("vertAlign", val="superscript") if style.superscript and "superscript" in said else None,
    ]
    return [element for element in found if element is not None]
