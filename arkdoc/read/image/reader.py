"""The bytes of a picture file → an Asset, or why it can't be used (contract, clause 5)."""

from __future__ import annotations

from arkdoc.model.assets import Asset, Unusable
from arkdoc.read.image import reasons
from arkdoc.read.image.raster import raster_kind, read_raster
from arkdoc.read.image.svg import looks_like_svg, read_svg

LIMIT = 20_000_000
"""How many bytes a picture may have."""

_OTHERS = (
    (4, b"ftyp", reasons.HEIC),
    (0, b"%PDF-", reasons.PDF),
    (0, b"\x1f\x8b", reasons.COMPRESSED),
    (0, b"PK\x03\x04", reasons.COMPRESSED),
)


def read_image(path: str, data: bytes) -> Asset | Unusable:
    """The picture at `path`, by its content and not by the ending of its name."""
    return read_svg(path, data, _read) if looks_like_svg(data) else _read(path, data)


def _read(path: str, data: bytes) -> Asset | Unusable:
    if not data:
        return reasons.EMPTY
    if len(data) > LIMIT:
        return reasons.TOO_LARGE
    if raster_kind(data):
        return read_raster(path, data)
    for at, signature, reason in _OTHERS:
        if data.startswith(signature, at):
            return reason
    return reasons.UNKNOWN
