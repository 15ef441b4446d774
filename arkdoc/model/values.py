"""A text → how it is written after a field's name, so that it is read as the same text."""

from __future__ import annotations

from arkdoc.model.regex import regex

_PLAIN = regex(r"[^\W\d_][\w ,.()«»/+%§–-]*[\w.)»%]|[^\W\d_]")
"""What YAML reads as the same text without quotation marks around it."""

_DATE = regex(r"\d{1,2}\.\d{1,2}\.\d{4}")


def written_value(text: str) -> str:
    """`text` as a value: bare if that reads the same, else in quotation marks (YAML 1.2, 7.3.1)."""
    if _DATE.fullmatch(text) or _PLAIN.fullmatch(text):
        return text
    import json

    return json.dumps(text, ensure_ascii=False)
