"""A field's instruction (17.16.5) → what becomes of its result."""

from __future__ import annotations

from arkdoc.model.diagnostic import N_
from arkdoc.model.regex import regex
from arkdoc.ooxml.oxml import Element
from arkdoc.ooxml.reader import child, switched, value
from arkdoc.read.word.reading import OpenField
from arkdoc.read.word.styles import whole_number
from arkdoc.read.word.symbols import symbol
from arkdoc.read.word.tags import w

CONTENTS = N_("a table of contents")
PLACEHOLDER = N_("text that says what to fill in")
HIDDEN = N_("hidden text")
CODE = N_("the code of a field")
HEADER_OR_FOOTER = N_("a header or footer")
SILENTLY = "silently"
"""Why text is not printed: message ids that a finding begins with, and one that makes none."""

_WORD = regex(r'"([^"]*)"|“([^”]*)”|(\S+)')
_CONTENTS = frozenset(("TOC", "TOA", "INDEX"))


def _words(code: str) -> list[str]:
    return ["".join(match.groups("")) for match in _WORD.finditer(code[:4000])]


def _kind(code: str) -> str:
    return next(iter(code.split(None, 1)), "").upper()


def why_left_out(code: str) -> str:
    """Why the field's result is not printed, or empty."""
    return CONTENTS if _kind(code) in _CONTENTS else ""


def is_sequence(code: str) -> bool:
    """Whether the field counts tables or figures (17.16.5.56)."""
    return _kind(code) == "SEQ"


def note_bookmark(code: str) -> str:
    """The bookmark of the note that the field repeats the mark of (17.16.5.40), or empty."""
    return next(iter(_words(code)[1:]), "") if _kind(code) == "NOTEREF" else ""


def link(code: str) -> str:
    """Where a HYPERLINK leads (17.16.5.25), or empty."""
    if _kind(code) != "HYPERLINK":
        return ""
    address = anchor = ""
    words = iter(_words(code)[1:])
    for word in words:
        if word in (r"\l", r"\L"):
            anchor = next(words, "")
        elif word in (r"\o", r"\t", r"\O", r"\T"):
            next(words, "")
        elif not word.startswith("\\") and not address:
            address = word
    return f"{address}#{anchor}" if anchor else address


def without_result(ended: OpenField) -> str:
    """What a field shows that ended without a result: a sign, a box or a choice (17.16.17)."""
    match _kind(ended.code):
        case "SYMBOL":
            return _symbol(_words(ended.code)[1:])
        case "FORMCHECKBOX" if ended.form is not None:
            box = child(ended.form, "w:checkBox")
            ticked = switched(box, "w:checked")
            return "☒" if (switched(box, "w:default") if ticked is None else ticked) else "☐"
        case "FORMDROPDOWN" if ended.form is not None:
            return _choice(ended.form)
    return ""


def _symbol(words: list[str]) -> str:
    number = whole_number(words[0]) if words else None
    if number is None or not 0 < number < 0x10000:
        return ""
    font = words[words.index(r"\f") + 1] if r"\f" in words[:-1] else ""
    return symbol(font, f"{number:04X}") or (chr(number) if not font else "")


def _choice(form: Element) -> str:
    choices = child(form, "w:ddList")
    if choices is None:
        return ""
    entries = [value(entry) for entry in choices.iter(w("listEntry"))]
    chosen = whole_number(value(choices, "w:result") or value(choices, "w:default") or "0")
    return entries[chosen] if chosen is not None and 0 <= chosen < len(entries) else ""
