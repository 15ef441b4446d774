"""A path on the disk → where a diagnostic says that something is."""

from pathlib import Path

from arkdoc.model.source import Span, start_of


def seen_from(root: Path, path: Path) -> Span:
    """The start of the file, named as other files are: from the root, where it lies below that."""
    named = path.relative_to(root) if path.is_relative_to(root) else path
    return start_of(named.as_posix())
