"""A package and some of its parts anew → the package, all its other parts as they were."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from arkdoc.ooxml.unreadable import DAMAGED, UnreadableError


def with_parts(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The package with these parts changed or new; all else, and its order, as it was.

    Raises UnreadableError.
    """
    written = io.BytesIO()
    left = dict(changed)
    try:
        with (
            zipfile.ZipFile(io.BytesIO(data)) as source,
            zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for entry in source.infolist():
                name = entry.filename.replace("\\", "/").lstrip("/")
                part = left.pop(name) if name in left else source.read(entry)
                target.writestr(entry, part)
            for name, part in left.items():
                target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError) as error:
        raise UnreadableError(DAMAGED) from error
    return written.getvalue()
