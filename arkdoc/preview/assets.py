"""Our own scripts, styles and icons, as they are served."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files


@cache
def static_files() -> Mapping[str, bytes]:
    """The files by name: read once, so that no path is ever asked for."""
    folder = files("arkdoc.preview") / "static"
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}


@cache
def assets_digest() -> str:
    """Another one when any of the files is: a page that is older must be loaded anew."""
    named = sorted(static_files().items())
    return sha256(b"\0".join(name.encode() + data for name, data in named)).hexdigest()[:12]


def asset_address(name: str) -> str:
    """The address of one of the files."""
    return f"/statisk/{assets_digest()}/{name}"
