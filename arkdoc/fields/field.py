"""Describes a field that people fill in: its names, the values it takes, its printed label."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from enum import Enum
from typing import Generic, TypeAlias, TypeVar

from arkdoc.language.printed import WORDS, Words
from arkdoc.model.names import fold

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
KindT_co = TypeVar("KindT_co", bound="Kind", covariant=True)

Label: TypeAlias = Callable[[Words], str]
"""Picks one printed word, in the language of the words it is given."""

WHOLE_NUMBER = r"\d{1,9}|\d{1,3}([ \u00a0\u202f]\d{3}){1,2}"
"""The pattern of `Plain.WHOLE_NUMBER`: at most nine digits, set in threes if one likes."""

ID = r"[a-z0-9æøå](?:[a-z0-9æøå-]*[a-z0-9æøå])?"
"""The pattern of `Plain.ID`."""


class Plain(Enum):
    """The kinds of values without fixed words or inner fields."""

    TEXT = "text"
    TEXTS = "list of texts"
    MEANINGS = "words, each with its meaning"
    DATE = "date"
    WHOLE_NUMBER = "whole number"
    ID = "id of a unit"
    CODES = "codes of rules"
    UNREAD = "anything, as nobody reads it"


@dataclass(frozen=True, slots=True)
class Choice(Generic[T_co]):
    """One of fixed words. `words` maps what people write to its meaning.

    Of several words with one meaning, messages and editors name the first.
    """

    words: Mapping[str, T_co]


@dataclass(frozen=True, slots=True)
class FixedTexts:
    """A list of fixed words, which may also stand in one text with `/` between them."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Fields of its own."""

    fields: Schema


@dataclass(frozen=True, slots=True)
class CodesOrGroups:
    """A list of codes of rules, or of groups with these fields."""

    fields: Schema


@dataclass(frozen=True, slots=True)
class Items:
    """A list of groups; `of` is the name of their fields in `tables.ITEMS`."""

    of: str


Kind: TypeAlias = Plain | Choice[object] | FixedTexts | Group | CodesOrGroups | Items


@dataclass(frozen=True, slots=True)
class Field(Generic[KindT_co]):
    """A field that a file may have.

    `example` is what to type, such as `dato: 2019-02-20`; `about` says what the field is, as a
    gettext message id. `is_telling`: its name alone tells that a line is a field. `is_printed`:
    readers see its text without a label.
    """

    name: str
    example: str
    about: str
    kind: KindT_co
    aliases: tuple[str, ...] = ()
    is_required: bool = False
    is_telling: bool = False
    is_printed: bool = False


@dataclass(frozen=True, slots=True)
class LabelledField(Field[KindT_co]):
    """A field that is printed with a label, before it or as the heading of its column.

    `row` is its place in the block at the note's head, from 1; 0 for a field that is not there.
    A contribution's are labelled in the form to fill in alone.
    """

    _: KW_ONLY
    label: Label
    row: int = 0


Schema: TypeAlias = tuple[Field["Kind"], ...]


@dataclass(frozen=True, slots=True)
class FixedWord:
    """A meaning that is printed: `name` is the word in files, `label` picks the printed one."""

    name: str
    label: Label


def names_in(fields: Iterable[Field[Kind]]) -> frozenset[str]:
    """Every name that `fields` go by, folded."""
    return frozenset(fold(name) for field in fields for name in (field.name, *field.aliases))


def in_every_language(meanings: Iterable[tuple[Label, T]]) -> dict[str, T]:
    """What each label says, in every language, and its meaning: those of one meaning together."""
    return {label(words): meaning for label, meaning in meanings for words in WORDS.values()}


def as_printed(*words: FixedWord) -> dict[str, FixedWord]:
    """What `words` are called in files, and how they are printed in every language."""
    return {word.name: word for word in words} | in_every_language(
        (word.label, word) for word in words
    )
