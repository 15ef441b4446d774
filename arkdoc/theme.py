"""The house style: `tokens.toml` → a frozen Theme that CSS and Word styles are made from."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from arkdoc.diagnostic import N_, ArkdocError
from arkdoc.role import Kind, Role

TOKENS = "tokens.toml"
PRINT_CSS = "print.css"


@dataclass(frozen=True, slots=True)
class Page:
    """Page geometry in millimetres; `header` and `footer` are distances from the edge."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header: float
    footer: float

    @property
    def measure(self) -> float:
        """The width of the text on an upright page."""
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Font:
    """A typeface: what Word calls it, its twin in the PDF, and what stands in for both."""

    word: str
    print: str
    package: str
    fallback: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Border:
    """A line along one side: points, and a colour as `#rrggbb`."""

    width: float
    colour: str
    padding: float = 0


@dataclass(frozen=True, slots=True)
class Style:
    """What a role looks like. Points, but `indent` and `label_width` in millimetres.

    `leading` is a multiple of `size`; colours are `#rrggbb`.
    """

    font: Font
    size: float
    leading: float
    colour: str
    before: float = 0
    after: float = 0
    indent: float = 0
    tracking: float = 0
    padding: float = 0
    label_width: float = 0
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    superscript: bool = False
    keep_next: bool = False
    background: str | None = None
    border_left: Border | None = None
    border_top: Border | None = None
    border_bottom: Border | None = None
    border_rows: Border | None = None
    border_header: Border | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """A house style. `said` holds what each role says itself: the names of its own fields.

    A character style applies only what it says; a paragraph style is complete. `sha256` is
    that of the files it was read from.
    """

    page: Page
    fonts: Mapping[str, Font]
    colours: Mapping[str, str]
    styles: Mapping[Role, Style]
    said: Mapping[Role, frozenset[str]]
    css: str
    sha256: str

    def __getitem__(self, role: Role) -> Style:
        return self.styles[role]


def builtin_styles() -> Path:
    """The folder of the built-in house style: package data, or `styles/` in a checkout."""
    package = Path(__file__).parent
    shipped = package / "styles"
    return shipped if shipped.is_dir() else package.parent / "styles"


def parse_theme(tokens: str, css: str) -> Theme:
    """Read a house style from the texts of `tokens.toml` and `print.css`.

    Raises ArkdocError, naming the token, where it can't be used.
    """
    try:
        data = tomllib.loads(tokens)
        fonts = {
            name: Font(font["word"], font["print"], font["package"], tuple(font["fallback"]))
            for name, font in data["fonts"].items()
        }
        styles, said = _styles(data, fonts)
        return Theme(
            page=Page(**data["page"]),
            fonts=fonts,
            colours=dict(data["colours"]),
            styles=styles,
            said=said,
            css=css,
            sha256=sha256(f"{tokens}\0{css}".encode()).hexdigest(),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise ArkdocError(
            N_("The house style in styles/tokens.toml can't be used: {reason}"), reason=error
        ) from error


_INHERITED = ("font", "size", "leading", "colour")
_FIELDS = frozenset(field.name for field in fields(Style))


def _styles(
    data: Mapping[str, Any], fonts: Mapping[str, Font]
) -> tuple[dict[Role, Style], dict[Role, frozenset[str]]]:
    colours = data["colours"]
    unknown = set(data["style"]) - {role.token for role in Role}
    if unknown:
        raise ValueError(f"style.{min(unknown)}")
    base = _values(data["style"]["body"], fonts, colours)
    inherited = {name: base[name] for name in _INHERITED}
    styles: dict[Role, Style] = {}
    said: dict[Role, frozenset[str]] = {}
    for role in Role:
        own = _values(data["style"][role.token], fonts, colours)
        space = {"after": base["after"]} if role.kind is Kind.PARAGRAPH else {}
        styles[role] = Style(**{**inherited, **space, **own})
        said[role] = frozenset(own)
    return styles, said


def _values(
    raw: Mapping[str, Any], fonts: Mapping[str, Font], colours: Mapping[str, str]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in raw.items():
        name = key.replace("-", "_")
        if name not in _FIELDS:
            raise ValueError(key)
        if name == "font":
            value = fonts[value]
        elif name in ("colour", "background"):
            value = colours[value]
        elif name.startswith("border"):
            value = Border(value["width"], colours[value["colour"]], value.get("padding", 0))
        values[name] = value
    return values
