"""ParagraphFormat → the children of w:pPr; Style → those of w:rPr; Border → a border."""

from __future__ import annotations

from collections.abc import Set

from arkdoc.ooxml.oxml import Element, flag, w
from arkdoc.ooxml.units import eighths, half_points, hex_colour, pt
from arkdoc.style.theme import Border, Style
from arkdoc.write.docx.styles.paragraph_format import ParagraphFormat


def paragraph_properties(formatting: ParagraphFormat, cleared: int = 0) -> list[Element]:
    """The children of a w:pPr (17.3.1.26), in the schema's order.

    A style's tab stops are added to those of its parent, but for the one at `cleared`.
    """
    borders = [border_line(s, border, border.padding) for s, border in formatting.borders.items()]
    properties = [
        flag("keepNext", formatting.keep_next),
        flag("keepLines", formatting.keep_lines),
        w("pBdr", *borders) if borders else None,
        shading(formatting.shade),
        _tabs(formatting, cleared),
        w(
            "spacing",
            before=formatting.before,
            after=formatting.after,
            line=formatting.line,
            lineRule="auto",
        ),
        w("ind", left=formatting.left, right=formatting.right, hanging=formatting.hanging),
        w("jc", val=formatting.align) if formatting.align else None,
        w("textAlignment", val="top") if formatting.high else None,
        w("outlineLvl", val=formatting.outline) if formatting.outline is not None else None,
    ]
    return [element for element in properties if element is not None]


def _tabs(formatting: ParagraphFormat, cleared: int) -> Element | None:
    if not (tab := formatting.tab):
        return None
    clear = w("tab", val="clear", pos=cleared) if cleared not in (0, tab) else None
    leader = "dot" if formatting.leader else "none"
    return w("tabs", clear, w("tab", val="right", leader=leader, pos=tab))


def shading(colour: str | None) -> Element | None:
    """A background (17.3.5) in a colour `#rrggbb`, where there is one."""
    return w("shd", val="clear", color="auto", fill=hex_colour(colour)) if colour else None


def border_line(side: str, border: Border | None, padding: float = 0) -> Element | None:
    """One border of a paragraph or table (17.3.1.24, 17.4.38); `padding` in points."""
    if border is None:
        return None
    return w(
        side,
        val="single",
        sz=eighths(border.width),
        space=min(31, round(padding)),
        color=hex_colour(border.colour),
    )


def run_properties(style: Style, fields: Set[str], *, proof: bool = True) -> list[Element]:
    """The children of a w:rPr (17.3.2.28) for those of `style`'s fields that are in `fields`.

    Without `proof` Word doesn't check the spelling. Toggles are written only when on: Word
    adds them up over the styles of a run (17.7.3).
    """
    font, size = style.font.word, half_points(style.size)
    properties = [
        w("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font) if "font" in fields else None,
        *(flag(tag, style.bold and "bold" in fields) for tag in ("b", "bCs")),
        *(flag(tag, style.italic and "italic" in fields) for tag in ("i", "iCs")),
        flag("strike", style.strike and "strike" in fields),
        flag("noProof", not proof),
        w("color", val=hex_colour(style.colour)) if "colour" in fields else None,
        w("spacing", val=pt(style.tracking)) if "tracking" in fields else None,
        *(w(tag, val=size) if "size" in fields else None for tag in ("sz", "szCs")),
        w("u", val="single") if style.underline and "underline" in fields else None,
        w("vertAlign", val="superscript")
        if style.superscript and "superscript" in fields
        else None,
    ]
    return [element for element in properties if element is not None]
