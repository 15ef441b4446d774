"""word/styles.xml and the theme of a finished file → what each of its styles looks like."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from arkdoc.ooxml.oxml import Element, qname
from arkdoc.ooxml.reader import child, switched, value

_HEX = re.compile("[0-9A-Fa-f]{6}")
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
    """What text in a style looks like: lengths in points, colours as `RRGGBB`, each resolved.

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
        elements = child(theme, "a:themeElements")
        self._colours = {
            str(slot.tag).rpartition("}")[2]: _slot(slot)
            for slot in _children(child(elements, "a:clrScheme"))
        }
        fonts = child(elements, "a:fontScheme")
        self._fonts = {
            use: value(fonts, f"a:{use}Font", "a:latin", attribute="typeface")
            for use in ("major", "minor")
        }

    def colour(self, element: Element | None, said: str = "val", *, fill: bool = False) -> str:
        """The colour that an element names, by the theme or in `said`; empty for «auto»."""
        if element is None:
            return ""
        slot = element.get(qname("w:themeFill" if fill else "w:themeColor")) or ""
        tone = "w:themeFill" if fill else "w:theme"
        if found := self._colours.get(_SLOTS.get(slot, slot), ""):
            shade = element.get(qname(f"{tone}Shade")) or ""
            return _toned(found, shade, element.get(qname(f"{tone}Tint")) or "")
        outright = element.get(qname(f"w:{said}")) or ""
        return outright.upper() if _HEX.fullmatch(outright) else ""

    def font(self, fonts: Element | None) -> str:
        """The typeface that w:rFonts (17.3.2.26) names for Latin text, or empty."""
        if fonts is None:
            return ""
        slot = fonts.get(qname("w:asciiTheme")) or ""
        by_theme = self._fonts.get("major" if slot.startswith("major") else "minor", "")
        return (by_theme if slot else "") or fonts.get(qname("w:ascii")) or ""


def _children(element: Element | None) -> list[Element]:
    return [] if element is None else list(element)


def _slot(slot: Element) -> str:
    for colour in slot:
        said = colour.get("lastClr") or colour.get("val") or ""
        if _HEX.fullmatch(said):
            return said.upper()
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
    """The styles of one file, by id and by name, and what they look like."""

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
        self._cached: dict[tuple[str, ...], ResolvedStyle] = {}

    @staticmethod
    def name(style: Element) -> str:
        """A style's name, as names are compared: without regard to case."""
        return value(style, "w:name").split(",")[0].strip().lower()

    def style_of(self, *identifiers: str) -> ResolvedStyle:
        """What text looks like in a paragraph style with character styles upon it."""
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
        found: dict[str, object] = {}
        layers = [(child(s, "w:pPr"), child(s, "w:rPr")) for s in chain]
        defaults = self.defaults
        layers.insert(
            0,
            (
                child(defaults, "w:pPrDefault", "w:pPr"),
                child(defaults, "w:rPrDefault", "w:rPr"),
            ),
        )
        for paragraph, run in layers:
            found |= self._of_paragraph(paragraph)
            found |= self._of_run(run)
        return ResolvedStyle(**found)  # type: ignore[arg-type] # by the names of its fields

    def _of_paragraph(self, properties: Element | None) -> dict[str, object]:
        if properties is None:
            return {}
        spacing, indent = child(properties, "w:spacing"), child(properties, "w:ind")
        found: dict[str, object] = {
            "before": _twips(spacing, "w:before"),
            "after": _twips(spacing, "w:after"),
            "left": _first(_twips(indent, "w:left"), _twips(indent, "w:start")),
            "keep_next": switched(properties, "w:keepNext"),
        }
        line = _number(value(spacing, attribute="w:line"))
        if line is not None:
            exact = value(spacing, attribute="w:lineRule") in ("exact", "atLeast")
            found |= {"line": line / (20 if exact else 240), "line_exact": exact}
        outline = _number(value(properties, "w:outlineLvl"))
        if outline is not None:
            found["outline"] = int(outline) if outline < 9 else None
        shade = child(properties, "w:shd")
        if shade is not None:
            found["fill"] = self.fill(shade)
        if child(properties, "w:tabs") is not None:
            found["tabs"] = True
        borders = child(properties, "w:pBdr")
        if borders is not None:
            found["borders"] = dict(self._borders(borders))
        return {name: said for name, said in found.items() if said is not None or name == "outline"}

    def _of_run(self, properties: Element | None) -> dict[str, object]:
        if properties is None:
            return {}
        size = _number(value(properties, "w:sz"))
        tracking = _number(value(properties, "w:spacing"))
        underline = value(properties, "w:u")
        raised = value(properties, "w:vertAlign")
        colour = child(properties, "w:color")
        found: dict[str, object] = {
            "font": self.theme_part.font(child(properties, "w:rFonts")) or None,
            "size": None if size is None else size / 2,
            "colour": None if colour is None else self.theme_part.colour(colour),
            "language": value(properties, "w:lang") or None,
            "bold": switched(properties, "w:b"),
            "italic": switched(properties, "w:i"),
            "strike": switched(properties, "w:strike"),
            "unproofed": switched(properties, "w:noProof"),
            "underline": underline != "none" if underline else None,
            "superscript": raised == "superscript" if raised else None,
            "tracking": None if tracking is None else tracking / 20,
        }
        shade = child(properties, "w:shd")
        if shade is not None and self.fill(shade):
            found["fill"] = self.fill(shade)
        return {name: said for name, said in found.items() if said is not None}

    def fill(self, shade: Element | None) -> str:
        """The background that w:shd (17.3.5) gives, or empty."""
        return self.theme_part.colour(shade, "fill", fill=True)

    def _borders(self, borders: Element) -> Iterator[tuple[str, tuple[float, str, float]]]:
        for side in _SIDES:
            border = child(borders, f"w:{side}")
            if border is not None and value(border) not in ("", "nil", "none"):
                width = _number(value(border, attribute="w:sz")) or 0
                space = _number(value(border, attribute="w:space")) or 0
                yield side, (width / 8, self.theme_part.colour(border, "color"), space)


def _first(*values: float | None) -> float | None:
    return next((value for value in values if value is not None), None)


def _twips(element: Element | None, attribute: str) -> float | None:
    number = _number(value(element, attribute=attribute))
    return None if number is None else number / 20


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"-?[0-9]{1,6}(\.[0-9]{1,6})?", text) else None
