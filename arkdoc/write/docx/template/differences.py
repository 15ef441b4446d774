"""Two themes, the house's and the one that Word follows → where a reader would see a difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from arkdoc.model.diagnostic import N_, Diagnostic, diagnostic
from arkdoc.model.source import start_of
from arkdoc.rules.word import DIFFERENT_TEMPLATE
from arkdoc.style.role import Kind, Role
from arkdoc.style.theme import PageGeometry, Style, Theme
from arkdoc.write.docx.template.read import Template

_MOST_SHOWN = 5


def differences(
    theme: Theme, followed: Theme, template: Template, path: str
) -> Iterator[Diagnostic]:
    """One warning for each respect in which Word and PDF will not look the same."""
    for what, styles in _differing(theme, followed, template):
        yield diagnostic(DIFFERENT_TEMPLATE, start_of(path), path=path, what=what, styles=styles)


def _differing(theme: Theme, followed: Theme, template: Template) -> Iterator[tuple[str, str]]:
    names = {
        role: role.word_style
        for role in Role
        if role.kind is not Kind.TABLE
        and template.style(role.word_style, role.kind.value) is not None
    }
    names = {Role.BODY: names.pop(Role.BODY, "Normal"), **names}
    for respect, differ, show in _RESPECTS:
        styles = [
            f"{name} ({show(followed[role])}; {show(theme[role])})"
            for role, name in names.items()
            if differ(theme[role], followed[role])
        ]
        if styles:
            more = "" if len(styles) <= _MOST_SHOWN else f" … (+ {len(styles) - _MOST_SHOWN})"
            yield respect, ", ".join(styles[:_MOST_SHOWN]) + more
    if _geometry(followed.page) != _geometry(theme.page):
        yield N_("the page"), f"{_shown(followed.page)}; {_shown(theme.page)}"


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
    """A style's background, and a sign for each side that has a border."""
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
    (N_("lines and backgrounds"), lambda a, b: _lines(a) != _lines(b), _drawn),
)
