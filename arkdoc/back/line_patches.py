"""Lines of a file that go → the edit that takes them away, and the empty ones that parted them."""

from __future__ import annotations

from arkdoc.back.patches import TextEdit
from arkdoc.back.source_texts import SourceTexts


def without_lines(texts: SourceTexts, path: str, first: int, last: int) -> TextEdit:
    """The edit that takes away lines, and the empty ones that parted them from what is below."""
    lines = texts.lines(path)
    begin, end = first, last + 1
    is_end = last >= texts.last_filled(path)
    if is_end:
        while begin > 1 and not lines[begin - 2].strip():
            begin -= 1
    elif begin > 1 and not lines[begin - 2].strip():
        while end <= len(lines) and not lines[end - 1].strip():
            end += 1
    return taken_lines(texts, path, begin, end, is_end=is_end)


def taken_lines(texts: SourceTexts, path: str, begin: int, end: int, *, is_end: bool) -> TextEdit:
    """The edit that takes away the lines from `begin` up to `end`."""
    start, stop = texts.offset(path, begin, 1), texts.offset(path, end, 1)
    if is_end and begin > 1:  # with the line end before them, not the one after
        start -= 1
        stop = max(start, stop - texts.text(path).endswith("\n"))
    return TextEdit(path, start, stop, "")
