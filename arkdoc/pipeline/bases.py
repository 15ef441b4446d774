"""A Word file that somebody has edited → what it was made from, as it was kept then (word.md, 2).

Whoever hands out a Word file keeps its base in `.arkdoc/grunnlag/`: a list of its sources by their
hashes, each of which lies there once, and the file as it was made. The base has the name that the
file is marked with (`ooxml/origin.py`): the digest of its other parts, which it keeps while it is
edited, renamed and saved by other programs. `base_store.py` keeps and clears bases.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from arkdoc.model.assets import is_picture
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.model.regex import regex
from arkdoc.model.source import is_contribution
from arkdoc.ooxml.unreadable import UnreadableError
from arkdoc.pipeline.files import PRIVATE
from arkdoc.pipeline.load import NOTE, Sources
from arkdoc.pipeline.load_style import FOLDER as STYLE
from arkdoc.pipeline.load_style import kept_style
from arkdoc.pipeline.private_files import read_private
from arkdoc.pipeline.versions import version_of

BASES = "grunnlag"
"""The folder of `.arkdoc/` with bases: a list each, and in CONTENTS what they list, by hash."""

CONTENTS = "filer"
FORMAT = 1
LIKE_ENOUGH = 0.8
"""How like a file has to be to one that was made here, where it says nothing of itself."""

MOST_OF_LIST = 8 * 1024 * 1024
MOST_OF_DOCX = 512 * 1024 * 1024

_BOOKMARK = regex(r"_ark_\w+")

_NOT_WORD = N_("This is no Word file that can be read: {reason}.")
_NOT_OURS = N_(
    "This is no Word file of this note: nothing in it says so, and it is like none that was made "
    "here."
)
_NOT_KEPT = N_(
    "What this Word file was made from is not kept here, so what was changed in it can't be seen. "
    "It may have been made in another folder, or too long ago."
)
_NEWER = N_(
    "This Word file was made by arkdoc {newer}, and this is arkdoc {version}. Use the newer one."
)
_DAMAGED = N_(
    "What this Word file was made from is damaged in .arkdoc/grunnlag, so what was changed in it "
    "can't be seen. Take .arkdoc from a back-up."
)


@dataclass(frozen=True)
class Base:
    """What a Word file was made from, and the file as it was made.

    `digest` is its name, `version` that of the arkdoc that made it. `files` are the sources whose
    bytes were kept, by their paths from the root: `notat.md`, contributions, printed pictures, the
    record that the note names, the house style; `paths`, `outside` and `unreadable` as in Sources.
    `links_attachments`: it leads to the attachments beside it, as a downloaded one doesn't.
    """

    digest: str
    version: str
    docx: bytes = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)
    paths: frozenset[str]
    outside: frozenset[str] = frozenset()
    unreadable: Mapping[str, str] = field(default_factory=dict)
    links_attachments: bool = True

    @cached_property
    def sources(self) -> Sources:
        """What `load` gave when the file was made. Raises ArkdocError: the house style."""
        inside = {p: data for p, data in self.files.items() if not p.startswith(f"{STYLE}/")}
        style = kept_style({p: d for p, d in self.files.items() if p not in inside})
        note = inside.pop(NOTE)
        return Sources(
            note,
            {path: data for path, data in inside.items() if is_contribution(path)},
            {path: data for path, data in inside.items() if is_picture(path)},
            self.unreadable,
            self.paths,
            self.outside,
            style.theme,
            style.template,
            len(self.paths),
            records={path: data for path, data in inside.items() if path.lower().endswith(".json")},
            style_findings=style.findings,
            style_files=style.files,
        )


@dataclass(frozen=True, slots=True)
class BaseList:
    """A base as its list says: hashes, by path, in place of bytes."""

    digest: str
    version: str
    docx: str
    files: Mapping[str, str]
    paths: tuple[str, ...]
    outside: tuple[str, ...] = ()
    unreadable: Mapping[str, str] = field(default_factory=dict)
    links_attachments: bool = True

    def written(self) -> bytes:
        """The list as it lies on the disk."""
        facts = {
            "format": FORMAT,
            "arkdoc": self.version,
            "docx": self.docx,
            "files": dict(sorted(self.files.items())),
            "paths": sorted(self.paths),
            "outside": sorted(self.outside),
            "unreadable": dict(sorted(self.unreadable.items())),
            "attachments": self.links_attachments,
        }
        return (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode()

    @property
    def contents(self) -> set[str]:
        """The hashes of all that it needs."""
        return {self.docx, *self.files.values()}


class NewerFormatError(Exception):
    """A list that a later arkdoc has written; `version` is that one's."""

    def __init__(self, version: str) -> None:
        super().__init__(version)
        self.version = version


def find_base(root: Path, docx: bytes) -> Base:
    """The base of an untrusted Word file, by its mark, or else by its bookmarks and its words.

    Raises ArkdocError where there is none, where it can't be read, and where a newer arkdoc made
    it.
    """
    from arkdoc.ooxml.origin import marked_digest

    try:
        digest = marked_digest(docx)
        if not digest:
            digest = _most_alike(root, docx)
    except UnreadableError as error:
        raise ArkdocError(_NOT_WORD, reason=str(error)) from error
    base = read_base(root, digest) if digest else None
    if base is None:
        raise ArkdocError(_NOT_KEPT if digest else _NOT_OURS)
    return base


def read_base(root: Path, digest: str) -> Base | None:
    """The base of this name; None where there is none. Raises ArkdocError as `find_base` does."""
    own = version_of("arkdoc")
    try:
        listed = read_list(root, digest)
    except NewerFormatError as newer:
        raise ArkdocError(_NEWER, newer=newer.version, version=own) from newer
    if listed is None:
        return None
    if _in_order(listed.version) > _in_order(own):
        raise ArkdocError(_NEWER, newer=listed.version, version=own)
    docx = read_content(root, listed.docx)
    files = {path: read_content(root, hash_) for path, hash_ in listed.files.items()}
    whole = {path: data for path, data in files.items() if data is not None}
    if docx is None or whole.keys() != files.keys() or NOTE not in whole:
        raise ArkdocError(_DAMAGED)
    return Base(
        digest,
        listed.version,
        docx,
        whole,
        frozenset(listed.paths),
        frozenset(listed.outside),
        listed.unreadable,
        listed.links_attachments,
    )


def kept_digests(root: Path) -> tuple[str, ...]:
    """The names of the bases that are kept, the newest first."""
    folder = root / PRIVATE / BASES
    found: list[tuple[float, str]] = []
    with suppress(OSError):
        for file in folder.iterdir():
            if re.fullmatch(r"[0-9a-f]{64}\.json", file.name):
                found.append((file.lstat().st_mtime, file.stem))
    return tuple(digest for _, digest in sorted(found, key=lambda each: (-each[0], each[1])))


def read_list(root: Path, digest: str) -> BaseList | None:
    """The list of the base of this name; None where there is none. Raises NewerFormatError."""
    data = read_private(root, f"{BASES}/{digest}.json", MOST_OF_LIST)
    with suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
        facts = json.loads(data)
        if facts["format"] > FORMAT:
            raise NewerFormatError(str(facts["arkdoc"]))
        return BaseList(
            digest,
            str(facts["arkdoc"]),
            _hash(facts["docx"]),
            {str(path): _hash(hash_) for path, hash_ in facts["files"].items()},
            tuple(map(str, facts["paths"])),
            tuple(map(str, facts["outside"])),
            {str(path): str(reason) for path, reason in facts["unreadable"].items()},
            bool(facts["attachments"]),
        )
    return None


def read_content(root: Path, hash_: str) -> bytes | None:
    """What is kept by this hash; None where that is not there, or is something else."""
    data = read_private(root, f"{BASES}/{CONTENTS}/{hash_}", MOST_OF_DOCX)
    return data if sha256(data).hexdigest() == hash_ else None


def _hash(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch("[0-9a-f]{64}", value):
        raise ValueError(value)
    return value


def _in_order(version: str) -> tuple[int, ...]:
    """What versions are compared by: the numbers before anything else in it."""
    found = re.match(r"\d+(\.\d+)*", version)
    return tuple(map(int, found[0].split("."))) if found else ()


# --- a file that says nothing of itself ----------------------------------------------------------


def _most_alike(root: Path, docx: bytes) -> str:
    """The name of the kept base whose file is most like this one; empty where none is enough."""
    words, names = _features(docx)
    best, found = (0.0, 0.0), ""
    for digest in kept_digests(root):
        with suppress(NewerFormatError, UnreadableError):
            listed = read_list(root, digest)
            made = read_content(root, listed.docx) if listed else None
            if made is None:
                continue
            its_words, its_names = _features(made)
            alike = _likeness(words, its_words)
            score = (_likeness(names, its_names) if names else 1.0) + alike, alike
            if alike >= LIKE_ENOUGH and score > best:
                best, found = score, digest
    return found


def _features(docx: bytes) -> tuple[Counter[str], Counter[str]]:
    from arkdoc.ooxml.text import text_and_bookmarks

    text, bookmarks = text_and_bookmarks(docx)
    ours = (name for name in bookmarks if _BOOKMARK.fullmatch(name))
    return Counter(re.findall(r"\w+", text)), Counter(ours)


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """From 0, where they have nothing in common, to 1, where they are the same (Dice)."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
