"""The words of a link to a numbered heading → the same with its number: «tiltak (punkt 4.2)».

The number is said once. Words that only name it are brought up to date («punkt 4.2»); words that
have it in another way, or have the number of a point in them, stay as they are.
"""

import re

from arkdoc.language.written import SECTION_WORDS
from arkdoc.model.nodes import HeadingNumber, Image, Inlines, Reference
from arkdoc.model.regex import regex
from arkdoc.model.tree import drop_end, plain_text, replacement, walk_inlines

_NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,4}"
_WORD = rf"\b(?:{'|'.join(map(re.escape, sorted(SECTION_WORDS, key=len, reverse=True)))})"
_WORD_ALONE = regex(rf"{_WORD}", re.IGNORECASE)
_NAMED = regex(rf"{_WORD}(?P<tail>\s+{_NUMBER})", re.IGNORECASE)
_IN_PARENTHESES = regex(rf".*\({_WORD}(?P<tail>\s+{_NUMBER}\))", re.IGNORECASE | re.DOTALL)
_ADDED = regex(rf".*\S(?P<tail>\s\({_WORD}\s+{_NUMBER}\))", re.IGNORECASE | re.DOTALL)
_HAS_NUMBER = regex(rf"{_WORD}\s+\d", re.IGNORECASE)


def with_number(
    reference: Reference, number: str, pattern: str, *, in_full: bool = True
) -> Inlines:
    """The words of `reference` with the `number` of its heading; `pattern` is «punkt {number}».

    Unless `in_full`, words of its own get no number.
    """
    words, span = reference.inlines, reference.span
    shown = HeadingNumber(number, reference.target, span)
    before, _, after = pattern.replace(" ", "\u00a0").partition("{number}")
    said, space = plain_text(words).rstrip(), replacement("\u00a0", span)
    if not words:
        return _around(before, shown, after)
    if _WORD_ALONE.fullmatch(said.lstrip()):
        return (*_trimmed(words), space, shown)
    if match := _NAMED.fullmatch(said.lstrip()) or _IN_PARENTHESES.fullmatch(said):
        tail = match["tail"]
        end = (replacement(")", span),) if tail.endswith(")") else ()
        return (*drop_end(_trimmed(words), len(tail)), space, shown, *end)
    if not in_full or _says(said, number) or _shows_more_than_words(words):
        return words
    return (*_trimmed(words), *_around(f" ({before}", shown, f"{after})"))


def length_of_number(words: str) -> int:
    """How many characters at the end of a link's `words` are such as `with_number` puts there."""
    match = _ADDED.fullmatch(words)
    return len(match["tail"]) if match else 0


def without_number(reference: Reference) -> Inlines:
    """The words of `reference` where what it leads to has no number: its address if it has none."""
    return reference.inlines or (replacement(f"#{reference.target}", reference.span),)


def _around(before: str, number: HeadingNumber, after: str) -> Inlines:
    texts = (replacement(before, number.span), number, replacement(after, number.span))
    return tuple(each for each in texts if isinstance(each, HeadingNumber) or each.text)


def _trimmed(words: Inlines) -> Inlines:
    text = plain_text(words)
    return drop_end(words, len(text) - len(text.rstrip()))


def _says(words: str, number: str) -> bool:
    """Whether `words` name a point already, or begin with `number`, or have all of a «4.2»."""
    if _HAS_NUMBER.search(words):
        return True
    whole = rf"(?<![\d.,]){re.escape(number)}(?![.,]?\d)"
    found = re.search(whole, words)
    return found is not None and ("." in number or not words[: found.start()].strip())


def _shows_more_than_words(words: Inlines) -> bool:
    return any(isinstance(inline, Image) for inline in walk_inlines(words))
