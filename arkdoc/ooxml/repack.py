"""A package and some of its parts anew → the package, all its other parts as they were."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from arkdoc.ooxml.reader import Package, part_name
from arkdoc.ooxml.unreadable import UnreadableError


def is_whole(data: bytes) -> bool:
    """Whether every part of a package can be copied, those too that nobody reads."""
    try:
        package = Package(data)
        for name in package.names:
            package.sha256(name)
    except UnreadableError:
        return False
    return True


def with_parts(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The package with these parts changed or new; all else, and its order, as it was.

    Raises UnreadableError where it is damaged, or holds more than a package may.
    """
    package = Package(data)
    written = io.BytesIO()
    left = dict(changed)
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in package.entries:
            name = part_name(entry.filename)
            is_kept = name not in left and not entry.is_dir()
            target.writestr(entry, package.read(name) if is_kept else left.pop(name, b""))
        for name, part in left.items():
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part)
    return written.getvalue()
