"""Names as people write them → comparable, matched to known ones, or short enough to show."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from unicodedata import category, normalize

from arkdoc.model.regex import regex

_LIKENESS = 0.7  # the lowest ratio of difflib that counts
_LONGEST = 100
# Invisible characters that Word, Teams and Windows leave in copied text.
_INVISIBLE = regex("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# How one and the same is typed: quotation marks, which say nothing here, and hyphens.
_TYPED = str.maketrans(
    dict.fromkeys("\"'«»‹›“”„‟‘’‚‛`´", "") | dict.fromkeys("\u2010\u2011\u2012–—―−", "-")
)

_DEVICE = regex(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)

_FORBIDDEN = regex(r'[/\\:*?"<>|]')  # in names, on some system

_IN_ICLOUD = regex(r"\.(.+)\.icloud", re.DOTALL)


@lru_cache(maxsize=10_000)
def fold(text: str) -> str:
    """A key that is the same for all spellings of a name.

    They may differ in case, Unicode form, white space and invisible characters.
    """
    return normalize("NFC", " ".join(normalize("NFC", seen(text)).casefold().split()))


def alike(text: str) -> str:
    """A key that is the same for texts that say the same in other signs.

    Besides what `fold` overlooks, those are quotation marks, hyphens and dashes, and a last stop.
    """
    key = fold(normalize("NFKC", text)).translate(_TYPED)
    return " ".join(key.split()).strip(" .,:;") or fold(text)


def on_one_line(text: str) -> str:
    """`text`, which anybody may have written, on one line and without what nobody sees."""
    plain = "".join(" " if category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in seen(text))
    return " ".join(normalize("NFC", plain).split())


def seen(text: str) -> str:
    """`text` without invisible characters: soft hyphens, direction marks, zero-width spaces."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def bare_case_number(number: str) -> str:
    """A case's number without the word «sak» that people write before it."""
    return re.sub(r"(?i)^sak\s+", "", number)


def is_device(name: str) -> bool:
    """Whether Windows takes a file's name, with or without an ending, for a device's."""
    return _DEVICE.fullmatch(name) is not None


def safe(value: str) -> str:
    """`value` without what a file name can't have on some system."""
    return "".join(map(_safe_character, normalize("NFC", value)))


def _safe_character(character: str) -> str:
    kind = category(character)
    if kind == "Cf":  # a soft hyphen, say, or what turns the direction of a name
        return ""
    if kind == "Zs":
        return " "
    return "-" if kind[0] in "CZ" or _FORBIDDEN.match(character) else character


def usable(name: str) -> str:
    """`name` with single spaces, no space or dot at its ends, and not a device of Windows."""
    name = normalize("NFC", " ".join(name.split()).strip(" ."))
    return f"_{name}" if is_device(name) else name


def in_icloud(name: str) -> str:
    """The file that one by this `name` stands for where its contents are in iCloud alone."""
    found = _IN_ICLOUD.fullmatch(name)
    return found[1] if found else ""


def closest(word: str, candidates: Iterable[str]) -> str:
    """The candidate that `word` is most likely a misspelling of, or an empty text."""
    if not word or len(word) > _LONGEST:  # difflib is quadratic in the length
        return ""
    by_fold = {fold(name): name for name in candidates if len(name) <= _LONGEST}
    match = get_close_matches(fold(word), by_fold, n=1, cutoff=_LIKENESS)
    if not match and len(word) > 3:  # «Gjøvik» for «Seksjon Gjøvik», if only one has it
        holding = [name for name in by_fold if fold(word) in name]
        match = holding if len(holding) == 1 else []
    return by_fold[match[0]] if match else ""


def clip(text: str, limit: int = 80) -> str:
    """`text` on one line and short enough for a message."""
    line = " ".join(text[: limit * 2].split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
