"""Fonts and palette as Word lists them: Theme → word/fontTable.xml and word/theme/theme1.xml.

No style of ours refers to these two; they are what people see when they choose a font or a
colour of their own, and what Word goes by where a font is missing.
"""

from __future__ import annotations

from copy import deepcopy

from arkdoc.ooxml.oxml import Element, el, qname, root, w, without_extensions
from arkdoc.ooxml.reader import value
from arkdoc.ooxml.units import hex_colour
from arkdoc.style.role import Role
from arkdoc.style.theme import Font, Theme

_GENERIC = {
    "serif": ("roman", "variable"),
    "sans-serif": ("swiss", "variable"),
    "monospace": ("modern", "fixed"),
}
_WHITE = "FFFFFF"
_EMBEDDED = tuple(qname(f"w:embed{face}") for face in ("Regular", "Bold", "Italic", "BoldItalic"))
_LINE_WIDTHS = (6350, 12700, 19050)


def font_table(theme: Theme, others: Element | None = None) -> Element:
    """The root of the font table part (17.8.3.11); a font's twin stands in for it.

    `others` is another table, of whose fonts those are taken that are not ours.
    """
    fonts = sorted(theme.fonts.values(), key=lambda font: font.word)
    ours = {font.word for font in fonts}
    theirs = {} if others is None else {value(o, attribute="w:name"): o for o in others}
    return root(
        "w:fonts",
        "w r",
        *(_font(font) for font in fonts),
        *(_listed(theirs[name]) for name in sorted(theirs) if name not in ours),
    )


def _listed(font: Element) -> Element:
    """A font of another table: what it is like, not the font itself (17.8.3.3)."""
    copy = without_extensions(deepcopy(font))
    for inside in list(copy):
        if inside.tag in _EMBEDDED:
            copy.remove(inside)
    return copy


def _font(font: Font) -> Element:
    family, pitch = _GENERIC.get(font.fallback[-1] if font.fallback else "", ("auto", "default"))
    return w(
        "font",
        w("altName", val=font.print) if font.print != font.word else None,
        w("charset", val="00"),
        w("family", val=family),
        w("pitch", val=pitch),
        name=font.word,
    )


def theme_part(theme: Theme) -> Element:
    """The root of the theme part (20.1.6.9): the house's colours and font, and plain shapes."""
    return root(
        "a:theme",
        "a",
        el(
            "a:themeElements",
            {},
            el("a:clrScheme", {"name": "arkdoc"}, *_colours(theme)),
            el("a:fontScheme", {"name": "arkdoc"}, *_faces(theme[Role.BODY].font)),
            el("a:fmtScheme", {"name": "arkdoc"}, *_formats()),
        ),
        name="arkdoc",
    )


def _colours(theme: Theme) -> list[Element]:
    text, accent = theme[Role.BODY].colour, theme[Role.HEADING_1].colour
    wash = theme[Role.NOTE].background or _WHITE
    muted, link = theme[Role.PAGE_HEADER].colour, theme[Role.LINK].colour
    alert = theme[Role.PLACEHOLDER].colour
    rule = theme[Role.TABLE].border_top
    slots = {
        "dk1": text,
        "lt1": _WHITE,
        "dk2": accent,
        "lt2": wash,
        "accent1": accent,
        "accent2": link,
        "accent3": rule.colour if rule else muted,
        "accent4": muted,
        "accent5": alert,
        "accent6": text,
        "hlink": link,
        "folHlink": link,
    }
    return [
        el(f"a:{slot}", {}, el("a:srgbClr", {"val": hex_colour(colour)}))
        for slot, colour in slots.items()
    ]


def _faces(font: Font) -> list[Element]:
    return [
        el(
            f"a:{use}Font",
            {},
            el("a:latin", {"typeface": font.word}),
            el("a:ea", {"typeface": ""}),
            el("a:cs", {"typeface": ""}),
        )
        for use in ("major", "minor")
    ]


def _formats() -> list[Element]:
    """Three of each, as the schema asks (20.1.4.1.14), with nothing in them to see."""

    def fill() -> Element:
        return el("a:solidFill", {}, el("a:schemeClr", {"val": "phClr"}))

    return [
        el("a:fillStyleLst", {}, *(fill() for _ in _LINE_WIDTHS)),
        el("a:lnStyleLst", {}, *(el("a:ln", {"w": width}, fill()) for width in _LINE_WIDTHS)),
        el(
            "a:effectStyleLst",
            {},
            *(el("a:effectStyle", {}, el("a:effectLst", {})) for _ in _LINE_WIDTHS),
        ),
        el("a:bgFillStyleLst", {}, *(fill() for _ in _LINE_WIDTHS)),
    ]
