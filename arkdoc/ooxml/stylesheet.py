"""The styles and the theme of a Word package → what each of its styles looks like."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from arkdoc.model.regex import regex
from arkdoc.ooxml.oxml import Element, local_name, qname
from arkdoc.ooxml.reader import child, switched, value

_HEX = regex("[0-9A-Fa-f]{6}")
_SIDES = ("top", "left", "bottom", "right")
# What w:themeColor calls the slots that the theme calls otherwise (17.18.97, 20.1.6.2).
_SLOTS = {
    "text1": "dk1", "dark1": "dk1", "background1": "lt1", "light1": "lt1",
    "text2": "dk2", "dark2": "dk2", "background2": "lt2", "light2": "lt2",
    "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
_MOST_ANCESTORS = 20  # in a chain of styles; Word itself stops at about as many


@dataclass(frozen=True, slots=True)
class ResolvedStyle:
    """A style with all that it inherits: lengths in points, colours as `RRGGBB`.

    `colour` is empty where Word chooses black or white, `fill` where nothing is shaded. `line`
    is a multiple of the font's own leading, or points if `line_exact`. `borders` has width,
    colour and padding, by side.
    """

    font: str = "Times New Roman"  # what Word takes where no one names any
    size: float = 10
    colour: str = ""
    fill: str = ""
    language: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    superscript: bool = False
    unproofed: bool = False
    tracking: float = 0
    before: float = 0
    after: float = 0
    line: float = 1
    line_exact: bool = False
    left: float = 0
    keep_next: bool = False
    outline: int | None = None
    tabs: bool = False
    borders: Mapping[str, tuple[float, str, float]] = field(default_factory=dict)


class ThemePart:
    """A theme's colours and fonts (20.1.6)."""

    def __init__(self, theme: Element | None) -> None:
        colours = child(theme, "a:themeElements", "a:clrScheme")
        self._colours = {
            local_name(slot): _slot(slot) for slot in (() if colours is None else colours)
        }
        fonts = child(theme, "a:themeElements", "a:fontScheme")
        self._fonts = {
            use: value(fonts, f"a:{use}Font", "a:latin", attribute="typeface")
            for use in ("major", "minor")
        }

    def colour(self, element: Element | None, attribute: str = "val", *, fill: bool = False) -> str:
        """The colour of an element, from the theme or in `attribute`; empty for «auto»."""
        if element is None:
            return ""
        slot = element.get(qname("w:themeFill" if fill else "w:themeColor")) or ""
        tone = "w:themeFill" if fill else "w:theme"
        if found := self._colours.get(_SLOTS.get(slot, slot), ""):
            shade = element.get(qname(f"{tone}Shade")) or ""
            return _toned(found, shade, element.get(qname(f"{tone}Tint")) or "")
        direct = element.get(qname(f"w:{attribute}")) or ""
        return direct.upper() if _HEX.fullmatch(direct) else ""

    def font(self, fonts: Element | None) -> str:
        """The typeface that w:rFonts (17.3.2.26) names for Latin text, or empty."""
        if fonts is None:
            return ""
        slot = fonts.get(qname("w:asciiTheme")) or ""
        by_theme = self._fonts.get("major" if slot.startswith("major") else "minor", "")
        return (by_theme if slot else "") or fonts.get(qname("w:ascii")) or ""


def _slot(slot: Element) -> str:
    for colour in slot:
        rrggbb = colour.get("lastClr") or colour.get("val") or ""
        if _HEX.fullmatch(rrggbb):
            return rrggbb.upper()
    return ""


def _toned(colour: str, shade: str, tint: str) -> str:
    """A theme's colour made darker or lighter, in shares of 255 (17.3.2.6)."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    if re.fullmatch("[0-9A-Fa-f]{1,2}", shade):
        light *= int(shade, 16) / 255
    if re.fullmatch("[0-9A-Fa-f]{1,2}", tint):
        light = 1 - (1 - light) * int(tint, 16) / 255
    return "".join(
        f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation)
    )


class Stylesheet:
    """The styles of one package, by id and by name, and each of them resolved."""

    def __init__(self, styles: Element, theme: Element | None = None) -> None:
        self.theme_part = ThemePart(theme)
        self.defaults = child(styles, "w:docDefaults")
        self.latent = child(styles, "w:latentStyles")
        self.by_id: dict[str, Element] = {}
        self.by_name: dict[str, Element] = {}
        self.normal = ""
        for style in styles.iterfind(qname("w:style")):
            identifier = style.get(qname("w:styleId")) or ""
            self.by_id.setdefault(identifier, style)
            self.by_name.setdefault(self.name(style), style)
            kind, default = style.get(qname("w:type")), style.get(qname("w:default"))
            if kind == "paragraph" and default in ("1", "true", "on"):
                self.normal = identifier
        self._default = self._said(
            child(self.defaults, "w:pPrDefault", "w:pPr"),
            child(self.defaults, "w:rPrDefault", "w:rPr"),
        )
        self._own: dict[Element, dict[str, object]] = {}
        self._cached: dict[tuple[str, ...], ResolvedStyle] = {}

    @staticmethod
    def name(style: Element) -> str:
        """A style's name, as names are compared: without regard to case."""
        return value(style, "w:name").split(",")[0].strip().lower()

    def style_of(self, *identifiers: str) -> ResolvedStyle:
        """The resolved style of text in a paragraph style with character styles upon it."""
        if identifiers not in self._cached:
            chain = [s for i in identifiers for s in reversed(list(self.ancestry(i)))]
            self._cached[identifiers] = self._resolved(chain)
        return self._cached[identifiers]

    def ancestry(self, identifier: str) -> Iterator[Element]:
        """A style and those it is based on, nearest first."""
        for _ in range(_MOST_ANCESTORS):
            style = self.by_id.get(identifier)
            if style is None:
                return
            yield style
            identifier = value(style, "w:basedOn")

    def _resolved(self, chain: list[Element]) -> ResolvedStyle:
        fields = dict(self._default)
        for style in chain:
            if style not in self._own:
                self._own[style] = self._said(child(style, "w:pPr"), child(style, "w:rPr"))
            fields |= self._own[style]
        return ResolvedStyle(**fields)  # type: ignore[arg-type] # by the names of its fields

    def _said(self, paragraph: Element | None, run: Element | None) -> dict[str, object]:
        return self._of_paragraph(paragraph) | self._of_run(run)

    def _of_paragraph(self, properties: Element | None) -> dict[str, object]:
        spacing, indent = child(properties, "w:spacing"), child(properties, "w:ind")
        fields: dict[str, object] = {
            "before": _length(spacing, "w:before"),
            "after": _length(spacing, "w:after"),
            "left": _length(indent, "w:left", "w:start"),
            "keep_next": switched(properties, "w:keepNext"),
            "fill": self._fill_of(properties),
            "tabs": None if child(properties, "w:tabs") is None else True,
        }
        line = number(value(spacing, attribute="w:line"))
        if line is not None:
            exact = value(spacing, attribute="w:lineRule") in ("exact", "atLeast")
            fields |= {"line": line / (20 if exact else 240), "line_exact": exact}
        borders = child(properties, "w:pBdr")
        if borders is not None:
            fields["borders"] = dict(self._borders(borders))
        fields = {name: field for name, field in fields.items() if field is not None}
        outline = number(value(properties, "w:outlineLvl"))
        if outline is not None:
            fields["outline"] = int(outline) if outline < 9 else None
        return fields

    def _of_run(self, properties: Element | None) -> dict[str, object]:
        underline = value(properties, "w:u")
        raised = value(properties, "w:vertAlign")
        colour = child(properties, "w:color")
        fields: dict[str, object] = {
            "font": self.theme_part.font(child(properties, "w:rFonts")) or None,
            "size": _length(child(properties, "w:sz"), "w:val", per_point=2),
            "colour": None if colour is None else self.theme_part.colour(colour),
            "language": value(properties, "w:lang") or None,
            "bold": switched(properties, "w:b"),
            "italic": switched(properties, "w:i"),
            "strike": switched(properties, "w:strike"),
            "unproofed": switched(properties, "w:noProof"),
            "underline": underline != "none" if underline else None,
            "superscript": raised == "superscript" if raised else None,
            "tracking": _length(child(properties, "w:spacing"), "w:val"),
            "fill": self._fill_of(properties) or None,
        }
        return {name: field for name, field in fields.items() if field is not None}

    def _fill_of(self, properties: Element | None) -> str | None:
        shade = child(properties, "w:shd")
        return None if shade is None else self.fill(shade)

    def fill(self, shade: Element | None) -> str:
        """The background that w:shd (17.3.5) gives, or empty."""
        return self.theme_part.colour(shade, "fill", fill=True)

    def _borders(self, borders: Element) -> Iterator[tuple[str, tuple[float, str, float]]]:
        for side in _SIDES:
            border = child(borders, f"w:{side}")
            if border is not None and value(border) not in ("", "nil", "none"):
                width = _length(border, "w:sz", per_point=8) or 0
                padding = _length(border, "w:space", per_point=1) or 0
                yield side, (width, self.theme_part.colour(border, "color"), padding)


def _length(element: Element | None, *attributes: str, per_point: int = 20) -> float | None:
    """The first of `attributes` that is a number, in points; a point is `per_point` units of it."""
    numbers = (number(value(element, attribute=attribute)) for attribute in attributes)
    return next((found / per_point for found in numbers if found is not None), None)


def number(text: str) -> float | None:
    """A decimal number as Word writes it; None for what is none, or too large to be meant."""
    return float(text) if re.fullmatch(r"-?[0-9]{1,6}(\.[0-9]{1,6})?", text) else None
