"""The files in `static/` → their bytes, and addresses that change when any of them does."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files


@cache
def static_files(package: str = "arkdoc.preview") -> Mapping[str, bytes]:
    """The files of `package` by name, read once: no request ever opens a path."""
    folder = files(package) / "static"
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}


@cache
def assets_digest(package: str = "arkdoc.preview") -> str:
    """A digest of all files: a page loaded with another one must be loaded again."""
    named = sorted(static_files(package).items())
    return sha256(b"\0".join(name.encode() + data for name, data in named)).hexdigest()[:12]


def asset_address(name: str, base: str = "") -> str:
    """The address of the file `name`; `base` is the path that all of ours are under."""
    return f"{base}/statisk/{assets_digest()}/{name}"
