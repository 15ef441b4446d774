"""Theme and Template → the theme that the Word file follows, and where the two differ.

What the template says of a style holds; a style that it lacks is the house's, in the
template's own type. Everything that is worked out from a theme, such as the widths of columns
and the indents of variants, then fits the template without knowing of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from arkdoc.model.diagnostic import N_, Diagnostic, diagnostic
from arkdoc.model.source import start_of
from arkdoc.ooxml.oxml import Element
from arkdoc.ooxml.reader import child, value
from arkdoc.ooxml.stylesheet import ResolvedStyle
from arkdoc.rules.word import DIFFERENT_TEMPLATE
from arkdoc.style.role import Kind, Role
from arkdoc.style.theme import Border, Font, PageGeometry, Style, Theme
from arkdoc.write.docx.styles.paragraph_format import natural_leading
from arkdoc.write.docx.template.read import Template

_NORMAL = "Normal"
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
_CHARACTERS = ("font", "size", "colour", "bold", "italic", "underline", "strike", "superscript")
_MOST_SHOWN = 5
# Past these, a length is no longer meant, and nothing is worked out from it.
_SIZES = (1.0, 72.0)
_LEADINGS = (0.7, 4.0)
_MOST_SPACE = 100.0  # points
_MOST_INDENT = 60.0  # millimetres


def apply_template(theme: Theme, template: Template) -> Theme:
    """`theme` with everything that `template` says instead."""
    body = _body(theme, template)
    inherited = {name: getattr(body, name) for name in _INHERITED}
    styles: dict[Role, Style] = {}
    said = dict(theme.explicit)
    for role in Role:
        own = theme[role]
        style = template.style(role.word_style, role.kind.value)
        if role is Role.BODY:
            styles[role] = body
        elif style is None or role.kind is Kind.TABLE:
            kept = {
                name: inherited[name] for name in _INHERITED if name not in theme.explicit[role]
            }
            if role.kind is Kind.PARAGRAPH and "after" not in theme.explicit[role]:
                kept["after"] = body.after
            styles[role] = replace(own, **kept)
        elif role.kind is Kind.CHARACTER:
            values = _characters(theme, template, style)
            styles[role] = replace(own, **values)
            said[role] = frozenset(values)
        else:
            styles[role] = _paragraphs(theme, template, role, style)
            said[role] = theme.explicit[role] | frozenset(_INHERITED)
    return replace(theme, page=template.page or theme.page, styles=styles, explicit=said)


def _body(theme: Theme, template: Template) -> Style:
    """Running text: Word's «Body Text», else what its «Normal» says of type."""
    style = template.style(Role.BODY.word_style, "paragraph")
    if style is not None:
        return _paragraphs(theme, template, Role.BODY, style)
    own = theme[Role.BODY]
    look = template.stylesheet.style_of(template.stylesheet.normal)
    typed = _typed(theme, look)
    # A template that makes room with blank lines has none to lend.
    return replace(own, **typed, after=_within(look.after, 0, _MOST_SPACE) or own.after)


def _typed(theme: Theme, look: ResolvedStyle) -> dict[str, Any]:
    font = font_called(theme, look.font)
    size = _within(look.size, *_SIZES)
    leading = look.line / size if look.line_exact else look.line * natural_leading(font)
    colour = f"#{look.colour.lower()}" if look.colour else _BLACK
    leading = _within(round(leading, 4), *_LEADINGS)
    return {"font": font, "size": size, "leading": leading, "colour": colour}


def _within(said: float, least: float, most: float) -> float:
    return min(max(said, least), most)


def font_called(theme: Theme, name: str) -> Font:
    """The theme's font of that name in Word, or one like its body font with another name."""
    body = theme[Role.BODY].font
    if not re.fullmatch(r"[\w .&'-]{1,60}", name):
        return body
    known = (font for font in theme.fonts.values() if font.word == name)
    return next(known, Font(name, _TWINS.get(name, name), "", body.fallback))


def _paragraphs(theme: Theme, template: Template, role: Role, style: Element) -> Style:
    look = template.stylesheet.style_of(value(style, attribute="w:styleId"))
    own = theme[role]
    borders = {side: _border(look, side) for side in ("left", "top", "bottom")}
    if role is Role.HEAD_VALUE:  # it is set in, and ruled off, as the head is
        borders = {"left": own.border_left, "top": own.border_top, "bottom": own.border_bottom}
    width, _, padding = look.borders.get("left", (0, "", 0))
    indent = round((look.left - width - padding) * _MM_PER_PT, 3)
    typed = _typed(theme, look)
    if role is Role.FIGURE:  # a line as high as its picture
        typed["leading"] = own.leading
    return replace(
        own,
        **typed,
        before=_within(look.before, 0, _MOST_SPACE),
        after=_within(look.after, 0, _MOST_SPACE),
        # How far lists are set in is a matter of their numbering, which is ours.
        indent=own.indent
        if role in (Role.LIST, Role.HEAD_VALUE)
        else _within(indent, 0, _MOST_INDENT),
        bold=look.bold,
        italic=look.italic,
        underline=look.underline,
        strike=look.strike,
        tracking=look.tracking,
        keep_next=look.keep_next or own.keep_next,
        background=f"#{look.fill.lower()}" if look.fill else None,
        border_left=borders["left"],
        border_top=borders["top"],
        border_bottom=borders["bottom"],
    )


def _border(look: ResolvedStyle, side: str) -> Border | None:
    said = look.borders.get(side)
    if said is None or (look.fill and said[1] == look.fill):
        return None  # a border of the background's own colour is its padding
    width, colour, padding = said
    return Border(width or 0.5, f"#{colour.lower()}" if colour else _BLACK, padding)


def _characters(theme: Theme, template: Template, style: Element) -> dict[str, Any]:
    """What a character style itself says, and those it is based on."""
    identifier = value(style, attribute="w:styleId")
    look = template.stylesheet.style_of(identifier)
    tags = {
        "font": "w:rFonts", "size": "w:sz", "colour": "w:color", "bold": "w:b", "italic": "w:i",
        "underline": "w:u", "strike": "w:strike", "superscript": "w:vertAlign",
    }  # fmt: skip
    typed = _typed(theme, look)
    ancestry = list(template.stylesheet.ancestry(identifier))
    return {
        name: typed[name] if name in typed else getattr(look, name)
        for name in _CHARACTERS
        if any(child(ancestor, "w:rPr", tags[name]) is not None for ancestor in ancestry)
    }


# --- what a reader would notice ----------------------------------------------------------


def differences(
    theme: Theme, followed: Theme, template: Template, path: str
) -> Iterator[Diagnostic]:
    """One warning for each respect in which Word and PDF will not look the same."""
    roles = [
        role
        for role in Role
        if role is Role.BODY
        or (
            role.kind is not Kind.TABLE
            and template.style(role.word_style, role.kind.value) is not None
        )
    ]
    for what, differ, show in _RESPECTS:
        named = [
            f"{_name(role, template)} ({show(followed[role])}; {show(theme[role])})"
            for role in roles
            if differ(theme[role], followed[role])
        ]
        if named:
            more = "" if len(named) <= _MOST_SHOWN else f" … (+ {len(named) - _MOST_SHOWN})"
            styles = ", ".join(named[:_MOST_SHOWN]) + more
            yield diagnostic(
                DIFFERENT_TEMPLATE, start_of(path), path=path, what=what, styles=styles
            )
    if _geometry(followed.page) != _geometry(theme.page):
        styles = f"{_shown(followed.page)}; {_shown(theme.page)}"
        what = N_("the page")
        yield diagnostic(DIFFERENT_TEMPLATE, start_of(path), path=path, what=what, styles=styles)


def _name(role: Role, template: Template) -> str:
    has_body = template.style(Role.BODY.word_style, "paragraph") is not None
    return _NORMAL if role is Role.BODY and not has_body else role.word_style


def _geometry(page: PageGeometry) -> tuple[int, ...]:
    lengths = (page.width, page.height, page.top, page.bottom, page.left, page.right)
    return tuple(round(length) for length in lengths)


def _shown(page: PageGeometry) -> str:
    width, height, *margins = _geometry(page)
    return f"{width} × {height} mm, {'/'.join(map(str, margins))} mm"


def _space(style: Style) -> tuple[float, ...]:
    return (style.before, style.after, style.leading, style.indent)


def _is_roomier(one: Style, other: Style) -> bool:
    """Whether two styles have so different space around them that one can see it."""
    limits = zip(_space(one), _space(other), (0.5, 0.5, 0.04, 0.5), strict=True)
    return any(abs(a - b) > limit for a, b, limit in limits)


def _lines(style: Style) -> tuple[object, ...]:
    sides = (style.border_left, style.border_top, style.border_bottom)
    return (
        style.background,
        *((side.colour, round(side.width, 1)) if side else None for side in sides),
    )


def _drawn(style: Style) -> str:
    sides = zip("▏▔▁", _lines(style)[1:], strict=True)
    return (style.background or "") + "".join(sign for sign, side in sides if side) or "–"


def _weight(style: Style) -> str:
    return ("b" if style.bold else "") + ("i" if style.italic else "") or "–"


_RESPECTS: tuple[tuple[str, Callable[[Style, Style], bool], Callable[[Style], str]], ...] = (
    (N_("the typeface"), lambda a, b: a.font.word != b.font.word, lambda s: s.font.word),
    (N_("the size of the type"), lambda a, b: abs(a.size - b.size) >= 0.5, lambda s: f"{s.size:g}"),
    (N_("the colour"), lambda a, b: a.colour != b.colour, lambda s: s.colour),
    (N_("bold or italic type"), lambda a, b: _weight(a) != _weight(b), _weight),
    (
        N_("the space around the text"),
        _is_roomier,
        lambda s: "/".join(f"{round(length, 2):g}" for length in _space(s)),
    ),
    (
        N_("lines and backgrounds"),
        lambda a, b: _lines(a) != _lines(b),
        _drawn,
    ),
)
