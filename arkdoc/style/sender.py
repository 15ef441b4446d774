"""The `[avsender]` of `tokens.toml` → the institution that a note is from, as values.

Who it is and how its letterhead stands is the house style's matter, not the note's: every note of
the institution has the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias

from arkdoc.model.assets import Asset
from arkdoc.model.regex import regex

Side: TypeAlias = Literal["left", "right"]

TABLE = "avsender"
"""The table of `tokens.toml`."""

MOST_LINES = 8
"""How many lines an address may have."""

MOST_CHARACTERS = 120
"""How long a name, a line or a text alternative may be."""

MOST_WIDTH = 100.0
MOST_HEIGHT = 30.0
"""Millimetres, past which a logo would be a picture."""

_NATURAL = (60.0, 18.0)  # how large a logo is shown that no width is said for, at most
_MM_PER_INCH = 25.4
_SIDES: Mapping[str, Side] = {"venstre": "left", "høyre": "right"}
_KEYS = ("navn", "logo", "alternativtekst", "adresse", "plassering", "bredde")
_FILE_NAME = regex(r"[^/\\:\x00-\x1f]{1,100}")


@dataclass(frozen=True, slots=True)
class Sender:
    """The institution: its name, its logo, what a listener hears for that, its address.

    `side` is where the logo stands; the name and the address stand at the other. `width` is the
    logo's in millimetres, 0 for its own. `in_template`: it is what the Word template's header
    shows, which is in the Word file already.
    """

    name: str = ""
    logo: Asset | None = None
    alternative: str = ""
    address: tuple[str, ...] = ()
    side: Side = "left"
    width: float = 0
    in_template: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """The name and the address, a line each."""
        return tuple(filter(None, (self.name, *self.address)))

    @property
    def logo_size(self) -> tuple[float, float]:
        """The width and the height that the logo is shown at, in millimetres."""
        logo = self.logo
        if logo is None:
            return 0, 0
        dpi = logo.dpi or 96
        own = tuple(max(pixels, 1) * _MM_PER_INCH / dpi for pixels in (logo.width, logo.height))
        most = (self.width, MOST_HEIGHT) if self.width else _NATURAL
        scale = min(most[0] / own[0], most[1] / own[1])
        scale = scale if self.width else min(scale, 1)
        return own[0] * scale, own[1] * scale


class SenderTokens(NamedTuple):
    """What `[avsender]` says: a sender without its logo, and the name of the logo's file."""

    sender: Sender
    logo: str


def sender_tokens(raw: Any) -> SenderTokens:
    """Read the table. Raises ValueError with the key that can't be used."""
    if not isinstance(raw, Mapping):
        raise ValueError(f"{TABLE} = {raw!r}")
    for key in raw:
        if key not in _KEYS:
            raise ValueError(f"{TABLE}.{key}")
    name = _text(raw, "navn")
    if not name:
        raise ValueError(f"{TABLE}.navn")
    logo = _text(raw, "logo")
    if logo and not _FILE_NAME.fullmatch(logo):
        raise ValueError(f"{TABLE}.logo = {logo!r}")
    return SenderTokens(
        Sender(
            name=name,
            alternative=_text(raw, "alternativtekst") or name,
            address=_lines(raw),
            side=_side(raw),
            width=_width(raw),
        ),
        logo,
    )


def logo_line(tokens: str) -> int:
    """The line of `tokens.toml` that names the logo; the first one if it can't be found."""
    found = re.search(rf"^\s*\[{TABLE}\](?:.*\n)+?\s*logo\s*=", tokens, re.MULTILINE)
    return tokens.count("\n", 0, found.end()) + 1 if found else 1


def _text(raw: Mapping[str, Any], key: str) -> str:
    return _checked(raw.get(key, ""), key)


def _checked(value: Any, key: str) -> str:
    is_text = isinstance(value, str) and len(value) <= MOST_CHARACTERS
    if not is_text or re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", value):
        raise ValueError(f"{TABLE}.{key} = {value!r}")
    return str(value).strip()


def _lines(raw: Mapping[str, Any]) -> tuple[str, ...]:
    value = raw.get("adresse", [])
    lines = [value] if isinstance(value, str) else value
    if not isinstance(lines, list) or len(lines) > MOST_LINES:
        raise ValueError(f"{TABLE}.adresse = {value!r}")
    return tuple(filter(None, (_checked(line, "adresse") for line in lines)))


def _side(raw: Mapping[str, Any]) -> Side:
    value = raw.get("plassering", "venstre")
    if not isinstance(value, str) or value not in _SIDES:
        raise ValueError(f"{TABLE}.plassering = {value!r}")
    return _SIDES[value]


def _width(raw: Mapping[str, Any]) -> float:
    value = raw.get("bredde", 0)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not (value == 0 or 5 <= value <= MOST_WIDTH):
        raise ValueError(f"{TABLE}.bredde = {value!r}")
    return float(value)
