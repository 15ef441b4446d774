"""Theme → word/fontTable.xml and word/theme/theme1.xml: its fonts and palette as Word lists them.

No style of ours refers to either; they are what Word offers in its menus of fonts and colours, and
what it goes by where a font is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    """The root of the font table part (17.8.3.11), with a font's equivalent as its alternative.

    `others` is another font table, whose fonts are added where the theme has none of the name.
    """
    own = sorted(theme.fonts.values(), key=lambda font: font.word)
    other = {} if others is None else {value(o, attribute="w:name"): o for o in others}
    for font in own:
        other.pop(font.word, None)
    copies = (_not_embedded(font) for _, font in sorted(other.items()))
    return root("w:fonts", "w r", *(_font(font) for font in own), *copies)


def _not_embedded(font: Element) -> Element:
    """A font of another table: what it is like, not the font itself (17.8.3.3)."""
    copy = without_extensions(deepcopy(font))
    for embedded in list(copy.iterchildren(*_EMBEDDED)):
        copy.remove(embedded)
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
            el("a:clrScheme", *_colours(theme), name="arkdoc"),
            el("a:fontScheme", *_faces(theme[Role.BODY].font), name="arkdoc"),
            el("a:fmtScheme", *_formats(), name="arkdoc"),
        ),
        name="arkdoc",
    )


def _colours(theme: Theme) -> list[Element]:
    text, accent = theme[Role.BODY].colour, theme[Role.HEADING_1].colour
    muted, link = theme[Role.PAGE_HEADER].colour, theme[Role.LINK].colour
    rule = theme[Role.TABLE].border_top
    slots = {
        "dk1": text,
        "lt1": _WHITE,
        "dk2": accent,
        "lt2": theme[Role.NOTE].background or _WHITE,
        "accent1": accent,
        "accent2": link,
        "accent3": rule.colour if rule else muted,
        "accent4": muted,
        "accent5": theme[Role.PLACEHOLDER].colour,
        "accent6": text,
        "hlink": link,
        "folHlink": link,
    }
    return [
        el(f"a:{slot}", el("a:srgbClr", val=hex_colour(colour))) for slot, colour in slots.items()
    ]


def _faces(font: Font) -> Iterator[Element]:
    for use in ("major", "minor"):
        latin, east_asian = el("a:latin", typeface=font.word), el("a:ea", typeface="")
        yield el(f"a:{use}Font", latin, east_asian, el("a:cs", typeface=""))


def _formats() -> Iterator[Element]:
    """Three of each, as the schema asks (20.1.4.1.14), with nothing in them to see."""

    def fills() -> list[Element]:
        return [el("a:solidFill", el("a:schemeClr", val="phClr")) for _ in _LINE_WIDTHS]

    lines = zip(_LINE_WIDTHS, fills(), strict=True)
    yield el("a:fillStyleLst", *fills())
    yield el("a:lnStyleLst", *(el("a:ln", fill, w=width) for width, fill in lines))
    effects = (el("a:effectStyle", el("a:effectLst")) for _ in _LINE_WIDTHS)
    yield el("a:effectStyleLst", *effects)
    yield el("a:bgFillStyleLst", *fills())
