"""Contributions that ask for much more than they say, by kind: text of a.md, and the files beside it."""

from __future__ import annotations

import io
import struct
import zlib
from base64 import b64encode
from collections.abc import Callable, Mapping

from PIL import Image

Files = Mapping[str, str | bytes]

SHOWN = "![Antall møter hver måned](a.svg)\n"
_WORD = "arbeidsmiljøundersøkelsesresultatvurdering"
_PARAGRAPH = "Vi har fulgt opp undersøkelsen med møter i seksjonene, og de fleste er fornøyde. " * 4


def drawing(inside: str, size: str = 'width="300" height="200"') -> bytes:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 300 200" {size}>{inside}</svg>'
    ).encode()


def multiplied(levels: int, times: int) -> str:
    """Groups in which each draws the next so many times."""
    groups = "".join(
        f'<g id="g{n}">{f"<use xlink:href=%#g{n + 1}%/>" * times}</g>' for n in range(levels)
    )
    return f'<defs>{groups}<rect id="g{levels}"/></defs><use xlink:href="#g0"/>'.replace("%", '"')


def _svg(inside: str, times: int = 1) -> Files:
    return {"a.md": f"{SHOWN}\n" * times, "a.svg": drawing(inside)}


def _as_png(data: bytes) -> str:
    return f'<image xlink:href="data:image/png;base64,{b64encode(data).decode()}" width="9" height="9"/>'


def _points(mode: str, kind: str, count: int) -> Files:
    """Pictures of 49 million points in next to no bytes."""
    files: dict[str, str | bytes] = {}
    for number in range(count):
        file = io.BytesIO()
        picture = Image.new(mode, (7000, 7000), number)
        picture.save(file, kind, lossless=True, quality=0, method=0)  # of WebP, quick to write
        files[f"a{number}.png"] = file.getvalue()
    return {"a.md": "".join(f"![Antall møter](a{n}.png)\n\n" for n in range(count)), **files}


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _chunks(kind: bytes, start: bytes) -> Files:
    """A PNG with remarks that unpack to a hundred times its size."""
    head = struct.pack(">IIBBBBB", 900, 600, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * 900) * 600)
    packed = start + zlib.compress(b"\0" * 60_000_000, 9)
    parts = (_chunk(b"IHDR", head), _chunk(kind, packed) * 6, _chunk(b"IDAT", rows))
    data = b"\x89PNG\r\n\x1a\n" + b"".join(parts) + _chunk(b"IEND", b"")
    return {"a.md": "![Antall møter hver måned](a.png)\n", "a.png": data}


HOSTILE: dict[str, Callable[[], Files]] = {
    "a drawing that multiplies itself": lambda: _svg(multiplied(9, 9)),
    "one inside a picture": lambda: _svg(_as_png(drawing(multiplied(9, 9)))),
    "markers on every vertex": lambda: _svg(
        f'<marker id="m">{"<rect/>" * 300}</marker><path marker-mid="url(#m)" d="M0 0{"h1" * 2000}"/>'
    ),
    "style rules for every element": lambda: _svg(
        f"<style>{''.join(f'g:nth-child({n}n) *>rect{{fill:red}}' for n in range(800))}</style>"
        + "<g><rect/></g>" * 1500
    ),
    "paint on every shape of a group": lambda: _svg(
        f'<pattern id="p" width="9" height="9">{"<rect/>" * 200}</pattern>'
        f'<g fill="url(#p)">{"<rect/>" * 900}</g>'
    ),
    "letters": lambda: _svg(f'<text y="20">{"abcde fghij " * 3000}</text>'),
    "ids to look for": lambda: _svg(
        "".join(f'<g id="a{n}"/><use xlink:href="#a{n}"/>' for n in range(2500))
    ),
    "a gradient over and over": lambda: _svg(
        '<linearGradient id="g" x2="0.0000001" spreadMethod="repeat"><stop/><stop offset="1"/>'
        '</linearGradient><rect fill="url(#g)" width="300" height="200"/>'
    ),
    "coats of colour": lambda: {
        "a.md": SHOWN,
        "a.svg": drawing('<circle cx="150" cy="100" r="150"/>' * 500, 'width="3000" height="2000"'),
    },
    "a drawing shown often": lambda: _svg('<rect width="9" height="9"/>' * 2500, 30),
    "many points": lambda: _points("1", "PNG", 6),
    "many points in WebP": lambda: _points("RGB", "WEBP", 6),
    "remarks in a picture": lambda: _chunks(b"zTXt", b"x\0\0"),
    "colours in a picture": lambda: _chunks(b"iCCP", b"x\0\0"),
    "a long word": lambda: {"a.md": _WORD * 900},
    "soft hyphens": lambda: {"a.md": "a\u00ad" * 10_000},
    "a word of bold pieces": lambda: {"a.md": "**ab**c" * 1200},
    "lists in lists": lambda: {"a.md": "".join(f"{'  ' * (n % 9)}- a\n" for n in range(600))},
    "plain paragraphs": lambda: {"a.md": f"{_PARAGRAPH}\n\n" * (100_000 // len(_PARAGRAPH))},
}
