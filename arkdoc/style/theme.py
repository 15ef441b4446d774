"""The house style: `tokens.toml` → a frozen Theme that CSS and Word styles are made from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from arkdoc.model.assets import Asset
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.style.role import Kind, Role
from arkdoc.style.sender import TABLE as SENDER
from arkdoc.style.sender import Sender, SenderTokens, sender_tokens

TOKENS = "tokens.toml"
PRINT_CSS = "print.css"

WASH_PADDING = 6.0
"""The points between the edge and the text of a paragraph or box that has a background."""


@dataclass(frozen=True, slots=True)
class PageGeometry:
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

    @property
    def landscape_measure(self) -> float:
        """The width of the text on a landscape page."""
        return self.height - self.left - self.right


@dataclass(frozen=True, slots=True)
class Font:
    """A typeface: its name in Word, its equivalent in the PDF, that one's package, fallbacks."""

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
    """How a role is set. Points, but `indent` and `label_width` in millimetres.

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
    """A house style. `explicit` holds the names of the fields that each role sets itself.

    A character style applies only those; a paragraph style is complete. `sha256` is that of the
    files it was read from. `accessibility_statement` is the address of the institution's, for the
    pages of a server; empty where there is none. `sender` is the institution itself.
    """

    page: PageGeometry
    fonts: Mapping[str, Font]
    colours: Mapping[str, str]
    styles: Mapping[Role, Style]
    explicit: Mapping[Role, frozenset[str]]
    css: str
    sha256: str
    accessibility_statement: str = ""
    sender: Sender | None = None

    def __getitem__(self, role: Role) -> Style:
        return self.styles[role]


def shown_assets(assets: Mapping[str, Asset], theme: Theme) -> Iterator[Asset]:
    """A document's pictures, and the logo above it."""
    if theme.sender and theme.sender.logo:
        yield theme.sender.logo
    yield from assets.values()


def builtin_styles() -> Path:
    """The folder of the built-in house style: package data, or `styles/` in a checkout."""
    package = Path(__file__).parent.parent
    shipped = package / "styles"
    return shipped if shipped.is_dir() else package.parent / "styles"


@lru_cache(maxsize=16)
def parse_theme(tokens: str, css: str, base: str = "") -> Theme:
    """Read a house style from the texts of `tokens.toml` and `print.css`, without its sender.

    A table that it lacks is that of the tokens in `base`, and so are the colours and the roles that
    it says nothing of. Raises ArkdocError, naming the token, where it can't be used.
    """
    try:
        data = _on(_parsed(base), _parsed(tokens))
        fonts = {name: _font(name, font) for name, font in data["fonts"].items()}
        colours = {name: _colour(name, colour) for name, colour in data["colours"].items()}
        styles, explicit = _styles(data, fonts, colours)
        return Theme(
            page=_page(data["page"]),
            fonts=fonts,
            colours=colours,
            styles=styles,
            explicit=explicit,
            css=css,
            sha256=sha256(f"{tokens}\0{css}\0{base}".encode()).hexdigest(),
            accessibility_statement=_address(_STATEMENT, data.get(_STATEMENT, "")),
        )
    except KeyError as error:
        raise ArkdocError(_UNUSABLE, reason=error.args[0]) from error
    except (TypeError, AttributeError, ValueError, RecursionError) as error:
        raise ArkdocError(_UNUSABLE, reason=error) from error


def parse_sender(tokens: str) -> SenderTokens | None:
    """The `[avsender]` of a root's own `tokens.toml`. Raises ArkdocError as `parse_theme` does."""
    try:
        data = _parsed(tokens)
        return sender_tokens(data[SENDER]) if SENDER in data else None
    except (ValueError, RecursionError) as error:
        raise ArkdocError(_UNUSABLE, reason=error) from error


@lru_cache(maxsize=4)
def _parsed(tokens: str) -> Mapping[str, Any]:
    """What `tokens.toml` says: once for the theme and once for the sender."""
    return tomllib.loads(tokens)


def _on(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """`own`, with what it lacks taken from `base`."""
    data = {**base, **own}
    for table in ("colours", "style"):
        if table in base and table in own:
            data[table] = {**base[table], **own[table]}
    return data


_STATEMENT = "tilgjengelighetserklæring"
_UNUSABLE = N_("The house style in styles/tokens.toml can't be used: {reason}")
_MOST = 558
"""Word's largest page, in millimetres; no length in points is as large."""


def _number(name: str, value: Any, *, least: float = 0) -> float:
    """`value`, if it is a length. Raises ValueError with its name, as the next functions do."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not least <= value <= _MOST:
        raise ValueError(f"{name} = {value!r}")
    return value  # type: ignore[no-any-return]


def _address(name: str, value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"(https?://[^\s\"'<>]+)?", value):
        raise ValueError(f"{name} = {value!r}")
    return value


def _colour(name: str, value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch("#[0-9a-fA-F]{6}", value):
        raise ValueError(f"colours.{name} = {value!r}")
    return value


def _page(raw: Mapping[str, Any]) -> PageGeometry:
    page = PageGeometry(**{name: _number(f"page.{name}", value) for name, value in raw.items()})
    if page.measure <= 0:
        raise ValueError(f"page.width = {page.width}")
    if page.height <= page.top + page.bottom:
        raise ValueError(f"page.height = {page.height}")
    return page


def _font(name: str, raw: Mapping[str, Any]) -> Font:
    names = (raw["word"], raw["print"], raw["package"], *raw["fallback"])
    for text in names:
        if not isinstance(text, str):
            raise ValueError(f"fonts.{name} = {text!r}")
    word, print_, package, *fallback = names
    return Font(word, print_, package, tuple(fallback))


_INHERITED = ("font", "size", "leading", "colour")
_LEAST = {"size": 1, "leading": 0.5, "tracking": -10}
_FIELDS = {field.name: field.type for field in fields(Style)}


def _styles(
    data: Mapping[str, Any], fonts: Mapping[str, Font], colours: Mapping[str, str]
) -> tuple[dict[Role, Style], dict[Role, frozenset[str]]]:
    unknown = set(data["style"]) - {role.token for role in Role}
    if unknown:
        raise ValueError(f"style.{min(unknown)}")
    base = _values("body", data["style"]["body"], fonts, colours)
    inherited = {name: base[name] for name in _INHERITED}
    styles: dict[Role, Style] = {}
    explicit: dict[Role, frozenset[str]] = {}
    for role in Role:
        own = _values(role.token, data["style"][role.token], fonts, colours)
        space = {"after": base["after"]} if role.kind is Kind.PARAGRAPH else {}
        styles[role] = Style(**{**inherited, **space, **own})
        explicit[role] = frozenset(own)
    return styles, explicit


def _values(
    role: str, raw: Mapping[str, Any], fonts: Mapping[str, Font], colours: Mapping[str, str]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in raw.items():
        name, where = key.replace("-", "_"), f"style.{role}.{key}"
        if name not in _FIELDS:
            raise ValueError(where)
        if name == "font":
            value = fonts[value]
        elif name in ("colour", "background"):
            value = colours[value]
        elif name.startswith("border"):
            width, padding = (_number(where, value.get(part, 0)) for part in ("width", "padding"))
            value = Border(width, colours[value["colour"]], padding)
        elif _FIELDS[name] == "float":
            value = _number(where, value, least=_LEAST.get(name, 0))
        elif not isinstance(value, bool):
            raise ValueError(f"{where} = {value!r}")
        values[name] = value
    return values
