"""Theme and Template → the theme that the Word file follows.

The template's styles replace the theme's; a style that it lacks stays, in the template's
typeface. Everything that is computed from a theme, such as the widths of columns and the indents
of variants, then fits the template without knowing of it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from arkdoc.ooxml.oxml import Element
from arkdoc.ooxml.reader import child, value
from arkdoc.ooxml.stylesheet import ResolvedStyle
from arkdoc.style.role import Kind, Role
from arkdoc.style.theme import Border, Font, Style, Theme
from arkdoc.write.docx.styles.paragraph_format import natural_leading
from arkdoc.write.docx.template.read import Template

_MM_PER_PT = 25.4 / 72
_BLACK = "#000000"
# Free fonts with the metrics of Word's, to count the pages by.
_TWINS = {
    "Arial": "Liberation Sans",
    "Calibri": "Carlito",
    "Cambria": "Caladea",
    "Courier New": "Liberation Mono",
    "Times New Roman": "Liberation Serif",
}
_INHERITED = ("font", "size", "leading", "colour")
_CHARACTER_TAGS = {
    "font": "w:rFonts", "size": "w:sz", "colour": "w:color", "bold": "w:b", "italic": "w:i",
    "underline": "w:u", "strike": "w:strike", "superscript": "w:vertAlign",
}  # fmt: skip
# Lengths past these are taken for mistakes and limited, as others are computed from them.
_SIZES = (1.0, 72.0)
_LEADINGS = (0.7, 4.0)
_MOST_SPACE = 100.0  # points
_MOST_INDENT = 60.0  # millimetres


def apply_template(theme: Theme, template: Template) -> Theme:
    """`theme` with the page and the styles of `template` instead of its own."""
    body = _body(theme, template)
    inherited = {name: getattr(body, name) for name in _INHERITED}
    styles = {Role.BODY: body}
    explicit = dict(theme.explicit)
    for role in Role:
        own = theme[role]
        style = template.style(role.word_style, role.kind.value)
        if role is Role.BODY:
            continue
        if style is None or role.kind is Kind.TABLE:
            space = {"after": body.after} if role.kind is Kind.PARAGRAPH else {}
            values = {**inherited, **space}
            kept = {name: values[name] for name in values if name not in explicit[role]}
            styles[role] = replace(own, **kept)
        elif role.kind is Kind.CHARACTER:
            values = _characters(theme, template, style)
            styles[role] = replace(own, **values)
            explicit[role] = frozenset(values)
        else:
            styles[role] = _paragraph(theme, template, role, style)
            explicit[role] = explicit[role] | frozenset(_INHERITED)
    page = template.page or theme.page
    return replace(theme, page=page, styles=styles, explicit=explicit)


def _body(theme: Theme, template: Template) -> Style:
    """Running text: Word's «Body Text», else the type of its «Normal»."""
    style = template.style(Role.BODY.word_style, "paragraph")
    if style is not None:
        return _paragraph(theme, template, Role.BODY, style)
    own = theme[Role.BODY]
    normal = template.stylesheet.style_of(template.stylesheet.normal)
    # A template that makes room with blank lines has no space to lend.
    after = _within(normal.after, 0, _MOST_SPACE) or own.after
    return replace(own, **_type(theme, normal), after=after)


def _type(theme: Theme, resolved: ResolvedStyle) -> dict[str, Any]:
    """The fields of a Style that `_INHERITED` names."""
    font = _font(theme, resolved.font)
    size = _within(resolved.size, *_SIZES)
    leading = resolved.line / size if resolved.line_exact else resolved.line * natural_leading(font)
    return {
        "font": font,
        "size": size,
        "leading": _within(round(leading, 4), *_LEADINGS),
        "colour": _colour(resolved.colour) or _BLACK,
    }


def _within(length: float, least: float, most: float) -> float:
    return min(max(length, least), most)


def _colour(rrggbb: str) -> str | None:
    return f"#{rrggbb.lower()}" if rrggbb else None


def _font(theme: Theme, name: str) -> Font:
    """The theme's font of that name in Word, or one like its body font with another name."""
    body = theme[Role.BODY].font
    if not re.fullmatch(r"[\w .&'-]{1,60}", name):
        return body
    known = (font for font in theme.fonts.values() if font.word == name)
    return next(known, Font(name, _TWINS.get(name, name), "", body.fallback))


def _paragraph(theme: Theme, template: Template, role: Role, style: Element) -> Style:
    own = theme[role]
    resolved = template.stylesheet.style_of(value(style, attribute="w:styleId"))
    values = _type(theme, resolved)
    for side in ("left", "top", "bottom"):
        values[f"border_{side}"] = _border(resolved, side)
    if role is Role.HEAD_VALUE:  # it is set in, and ruled off, as the head is
        values |= {name: getattr(own, name) for name in values if name.startswith("border")}
    if role is Role.FIGURE:  # a line as high as its picture
        values["leading"] = own.leading
    # How far lists are set in is a matter of their numbering, which is ours.
    if role not in (Role.LIST, Role.HEAD_VALUE):
        width, _, padding = resolved.borders.get("left", (0, "", 0))
        indent = round((resolved.left - width - padding) * _MM_PER_PT, 3)
        values["indent"] = _within(indent, 0, _MOST_INDENT)
    return replace(
        own,
        **values,
        before=_within(resolved.before, 0, _MOST_SPACE),
        after=_within(resolved.after, 0, _MOST_SPACE),
        bold=resolved.bold,
        italic=resolved.italic,
        underline=resolved.underline,
        strike=resolved.strike,
        tracking=resolved.tracking,
        keep_next=resolved.keep_next or own.keep_next,
        background=_colour(resolved.fill),
    )


def _border(resolved: ResolvedStyle, side: str) -> Border | None:
    border = resolved.borders.get(side)
    if border is None or (resolved.fill and border[1] == resolved.fill):
        return None  # a border of the background's own colour is its padding
    width, colour, padding = border
    return Border(width or 0.5, _colour(colour) or _BLACK, padding)


def _characters(theme: Theme, template: Template, style: Element) -> dict[str, Any]:
    """The fields that a character style sets, or one that it is based on."""
    identifier = value(style, attribute="w:styleId")
    resolved = template.stylesheet.style_of(identifier)
    typed = _type(theme, resolved)
    ancestry = list(template.stylesheet.ancestry(identifier))
    return {
        name: typed[name] if name in typed else getattr(resolved, name)
        for name, tag in _CHARACTER_TAGS.items()
        if any(child(ancestor, "w:rPr", tag) is not None for ancestor in ancestry)
    }
