"""Headings → the anchors that links use for them, and ids that are unique in the note."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from unicodedata import normalize

from arkdoc.model.nodes import Code, Inlines, Text
from arkdoc.model.regex import regex
from arkdoc.model.tree import walk_inlines

_LONGEST = 60
_DROPPED = regex(r"[^\w\- ]")


@lru_cache(maxsize=10_000)
def slug(text: str) -> str:
    """The anchor GitHub gives a heading: lower case, spaces as hyphens, no punctuation."""
    words = re.sub(r"\s", " ", normalize("NFC", text).strip().lower())
    return _DROPPED.sub("", words).replace(" ", "-")


def heading_slug(inlines: Inlines) -> str:
    """The anchor of a heading, from its words alone: no pictures, no footnote marks."""
    words = (inline.text for inline in walk_inlines(inlines) if isinstance(inline, Text | Code))
    return slug("".join(words))


class UniqueNames:
    """Names so far: one that is taken gets `-1`, `-2` and so on, as GitHub's anchors do."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._repeats: dict[str, int] = {}

    def new(self, wanted: str) -> str:
        """`wanted`, or the first free name made from it."""
        name = wanted
        repeats = self._repeats.get(wanted, 0)
        while name in self._taken:
            repeats += 1
            name = f"{wanted}-{repeats}"
        self._repeats[wanted] = repeats
        self._taken.add(name)
        return name

    def all_new(self, wanted: Iterable[str], alone: tuple[str, ...]) -> tuple[str, ...]:
        """`new` for each of `wanted`; `alone`, their names in an empty note, if those are free."""
        if self._taken.isdisjoint(alone):
            self._taken.update(alone)
            return alone
        return tuple(map(self.new, wanted))


@dataclass(slots=True)
class FileAnchors:
    """The anchors of one file's headings, and the ids they stand for.

    `prefix` keeps this file's ids apart from the others'. `wanted` are the ids that the headings
    should have, and `given` those they have, which differ where two should have the same.
    """

    prefix: str
    wanted: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    _ids: UniqueNames = field(default_factory=UniqueNames)
    _named: dict[str, str] = field(default_factory=dict)
    _written: dict[str, str] = field(default_factory=dict)
    _normal: dict[str, str] = field(default_factory=dict)
    _written_names: UniqueNames = field(default_factory=UniqueNames)
    _normal_names: UniqueNames = field(default_factory=UniqueNames)

    def add(self, written: str | None, normal: str, names: tuple[str, ...] = ()) -> str:
        """An id for a heading, from its slug as written (if it was one) and as normalised.

        `names` are those that links may give it besides: bookmarks.
        """
        short = normal[:_LONGEST].strip("-") or "avsnitt"
        name = f"{self.prefix}-{short}"
        id_ = self._ids.new(name)
        self.wanted.append(name)
        self.given.append(id_)
        self.point(written, normal, id_, names)
        return id_

    def point(
        self, written: str | None, normal: str, target: str, names: tuple[str, ...] = ()
    ) -> None:
        """Let the anchors of a heading lead to `target`."""
        for name in names:
            self._named.setdefault(normalize("NFC", name), target)
        if written is not None:
            self._written[self._written_names.new(written)] = target
        self._normal[self._normal_names.new(normal)] = target

    def all(self) -> dict[str, str]:
        """Every anchor and its id.

        A bookmark comes before a heading as written, and that before a normalised one. Last comes
        a bookmark in small letters: Word makes no difference between them.
        """
        small = {name.lower(): target for name, target in reversed(self._named.items())}
        return {**small, **self._normal, **self._written, **self._named}
