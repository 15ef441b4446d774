"""A block of code and its text as it is now → the edits of its lines."""

from __future__ import annotations

from arkdoc.back.patches import TextEdit
from arkdoc.back.source_texts import SourceTexts
from arkdoc.model.nodes import CodeBlock
from arkdoc.model.regex import regex

_FENCE = regex(r"\s*(```|~~~)")


def patch_code(code: CodeBlock, path: str, new: str, texts: SourceTexts) -> list[TextEdit] | None:
    """What makes the code say `new`; None where its lines are not to be told, or would end it."""
    old, lines = code.text.split("\n"), new.split("\n")
    places = code.places
    if len(old) != len(places) or any(map(_FENCE.match, lines)) or not all(lines[:1]):
        return None
    edits = []
    for before, after, place in zip(old, lines, places, strict=False):
        if before != after:
            end = texts.offset(path, place.line, place.column) + len(before)
            edits.append(TextEdit(path, end - len(before), end, after))
    if len(lines) == len(old):
        return edits
    if any(place.column > 1 for place in places):
        return None  # each line begins with what it stands in
    end = texts.offset(path, places[-1].line, places[-1].column) + len(old[-1])
    if len(lines) > len(old):
        added = "".join(f"\n{line}" for line in lines[len(old) :])
        return [*edits, TextEdit(path, end, end, added)]
    last = len(lines) - 1
    kept = texts.offset(path, places[last].line, places[last].column) + len(old[last])
    return [*edits, TextEdit(path, kept, end, "")]
