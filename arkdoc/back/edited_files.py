"""The bytes of a file and edits of its text → its new bytes."""

from __future__ import annotations

from collections.abc import Iterable

from arkdoc.back.patches import TextEdit, edited_bytes
from arkdoc.back.word.written import edited_word
from arkdoc.model.source import is_word


def edited_file(path: str, data: bytes, edits: Iterable[TextEdit]) -> bytes:
    """The file at `path` with `edits` made; those of a Word file are tracked changes in it."""
    return edited_word(path, data, edits) if is_word(path) else edited_bytes(data, edits)
