"""docs/format.md: the tables of fields in arkdoc/fields → the page's tables, row by row.

The last column is written by hand, and is kept by the name of the field. With `--check` nothing
is written, and status 1 says that the page is not up to date.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import assert_never

from arkdoc.fields.field import (
    Choice,
    CodesOrGroups,
    Field,
    FixedTexts,
    Group,
    Items,
    Kind,
    Plain,
    Schema,
)
from arkdoc.fields.tables import CONTRIBUTION, LANGUAGE, MEASURE, NOTE, UNIT, YES_OR_NO

PAGE = Path(__file__).resolve().parent.parent / "docs" / "format.md"
TABLES: dict[str, Schema] = {
    "## The note: `notat.md`": NOTE,
    "### A unit": UNIT,
    "## A contribution": CONTRIBUTION,
    "### A measure": MEASURE,
}
HEAD = "| Field | Takes | Example | What it is | More |\n|---|---|---|---|---|\n"
_TABLE = re.compile(r"(?:^\|.*\n)+", re.MULTILINE)
_PLAIN = {
    Plain.TEXT: "text",
    Plain.TEXTS: "list",
    Plain.MEANINGS: "words, each with its meaning",
    Plain.DATE: "date",
    Plain.WHOLE_NUMBER: "a whole number",
    Plain.ID: "small letters, digits and hyphens",
    Plain.CODES: "codes of rules",
    Plain.UNREAD: "anything",
}
_ITEMS = {"enhet": "[units](#a-unit)", "tiltak": "[measures](#a-measure)"}


def page(text: str) -> str:
    """The whole page, its tables of fields up to date."""
    for heading, schema in TABLES.items():
        old = _TABLE.search(text, text.index(f"\n{heading}\n"))
        assert old, heading
        text = text[: old.start()] + _table(schema, old[0]) + text[old.end() :]
    return text


def _table(schema: Schema, old: str) -> str:
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in old.splitlines()]
    by_hand = {row[0].split("`")[1]: row[-1] for row in cells if row[0].startswith("`")}
    return HEAD + "".join(_row(field, by_hand.get(field.name, "")) for field in schema)


def _row(field: Field[Kind], more: str) -> str:
    names = ", ".join(f"`{name}`" for name in (field.name, *field.aliases))
    takes = _takes(field.kind) + ("; **required**" if field.is_required else "")
    example = field.example.removeprefix(f"{field.name}: ")
    last = f" {more} |" if more else " |"
    return f"| {names} | {takes} | `{example}` | {field.about} |{last}\n"


def _takes(kind: Kind) -> str:
    match kind:
        case Plain():
            return _PLAIN[kind]
        case Choice(words):
            if kind is LANGUAGE:
                return "language"
            if kind is YES_OR_NO:
                return "yes or no"
            first: dict[object, str] = {}
            for word, meaning in words.items():
                first.setdefault(meaning, word)
            return _quoted(first.values())
        case FixedTexts(words):
            return f"list of {_quoted(words)}"
        case Group(fields):
            return f"group of {_quoted(field.name for field in fields)}"
        case CodesOrGroups(fields):
            named = _quoted(field.name for field in fields)
            return f"list of codes of rules, or of groups of {named}"
        case Items(of):
            return f"list of {_ITEMS[of]}"
        case _:
            assert_never(kind)


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def main(argv: list[str]) -> int:
    there = PAGE.read_text("utf-8")
    text = page(there)
    if argv == ["--check"]:
        if text != there:
            print(f"{PAGE.name}: not up to date", file=sys.stderr)
        return int(text != there)
    if text != there:
        PAGE.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
