"""A Markdown contribution → its fields, which people in a browser do not see, and its text."""

from __future__ import annotations

from arkdoc.model.source import UndecodableError, decode
from arkdoc.read.contribution import VOCABULARY
from arkdoc.read.front_matter.reader import read_front_matter


def split(path: str, data: bytes) -> tuple[str, str]:
    """The lines with the fields, and the text below them; ("", "") where it can't be decoded.

    Line ends come out as LF. Blank lines before the text belong to neither.
    """
    try:
        source = decode(path, data)
    except UndecodableError:
        return "", ""
    lines = source.text.split("\n")
    first = read_front_matter(source, VOCABULARY).first_line - 1
    fields = "".join(f"{line}\n" for line in lines[:first])
    return fields, "\n".join(lines[first:]).strip("\n") + "\n"


def join(fields: str, text: str) -> str:
    """A contribution with these fields, as `split` gave them, and this text."""
    return f"{fields}\n{text}" if fields else text
