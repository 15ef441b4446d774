"""What comes of an edited Word file: changes with verdicts, comments, and what is left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType

from arkdoc.back.edited_files import edited_file
from arkdoc.back.patches import TextEdit

_NO_ANSWERS: Mapping[str, int] = MappingProxyType({})


class EditKind(StrEnum):
    """What was done in Word."""

    TEXT = "text"
    FORMAT = "format"
    LINK = "link"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"
    COPIED = "copied"
    SPLIT = "split"
    MERGED = "merged"
    LEVEL = "level"
    LIST = "list"
    TABLE = "table"
    CAPTION = "caption"
    NOTE = "note"
    PICTURE = "picture"
    ALT = "alt"
    FIELD = "field"
    UNIT_NAME = "unit_name"
    UNIT_ORDER = "unit_order"
    PLACEHOLDER = "placeholder"


class Verdict(StrEnum):
    """What becomes of a change. THERE: today's text says so already."""

    TAKEN = "taken"
    ASKED = "asked"
    CONFLICT = "conflict"
    LEFT = "left"
    THERE = "there"


@dataclass(frozen=True, slots=True)
class Redlined:
    """A stretch of a redline: `op` is equal, delete or insert."""

    op: str
    text: str


@dataclass(frozen=True, slots=True)
class EditAnswer:
    """An answer to a question, and what is written then. `label` is a message id."""

    label: str
    edits: tuple[TextEdit, ...] = ()
    args: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EditQuestion:
    """What somebody has to decide; `message` is a message id."""

    message: str
    answers: tuple[EditAnswer, ...]
    args: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EditConflict:
    """The same words changed on both sides: as they were, in today's file, and in Word.

    `rest` is what else the same change writes, and `edits` all of it, with Word's words over
    today's; both are empty where that can't be written. `of` are the edits of the base that it is
    of.
    """

    base: str
    file: str
    word: str
    edits: tuple[TextEdit, ...] = ()
    rest: tuple[TextEdit, ...] = ()
    of: tuple[TextEdit, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteChange:
    """One change. `path` and `line` say where it is in today's files; line 0 where that is nowhere.

    `unit` is empty for the introduction and `notat.md`. `detail`, a message id with `args`, says
    where something was moved, or why it can't be taken in. `edits` and `new_files` are what is
    written when it is taken in.
    """

    id: str
    unit: str
    path: str
    line: int
    kind: EditKind
    verdict: Verdict
    words: tuple[Redlined, ...] = ()
    tracked: bool = False
    heading: str = ""
    detail: str = ""
    args: Mapping[str, object] = field(default_factory=dict)
    edits: tuple[TextEdit, ...] = ()
    question: EditQuestion | None = None
    conflict: EditConflict | None = None
    new_files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment and its place; `author` is only to be shown, and kept nowhere."""

    unit: str
    path: str
    line: int
    text: str
    quoted: str
    heading: str
    author: str

    @property
    def id(self) -> str:
        """The same for the same words about the same words, in whatever Word file."""
        said = "\0".join((self.unit, self.text, self.quoted))
        return sha256(said.encode(errors="replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class NotTaken:
    """What was put into the Word file and has no place in the note; `what` is a message id."""

    what: str
    text: str
    unit: str
    path: str
    line: int
    count: int = 1


@dataclass(frozen=True, slots=True)
class EditPlan:
    """All that was done in Word, in the order of the note. `units` are their names by id.

    `today` has the files concerned as they were read, and are to be if anything is written.
    """

    changes: tuple[NoteChange, ...]
    comments: tuple[Comment, ...] = ()
    not_taken: tuple[NotTaken, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    today: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether something is left for a person."""
        waits = (Verdict.ASKED, Verdict.CONFLICT, Verdict.LEFT)
        return bool(self.comments or self.not_taken) or any(
            change.verdict in waits for change in self.changes
        )

    def written(
        self,
        chosen: Collection[str] | None = None,
        answers: Mapping[str, int] = _NO_ANSWERS,
    ) -> dict[str, bytes]:
        """The new bytes of each file, by path.

        `chosen` are the ids of the changes to take in, None for all that are TAKEN; `answers` the
        numbers of the answers to questions, by the id of their change.
        """
        edits: list[TextEdit] = []
        written: dict[str, bytes] = {}
        for change in self.changes:
            is_wanted = chosen is None or change.id in chosen
            if change.verdict is Verdict.TAKEN and is_wanted:
                edits += change.edits
                written |= change.new_files
            if change.question is not None and change.id in answers:
                answer = change.question.answers[answers[change.id]]
                edits += answer.edits
                written |= change.new_files if answer.edits else {}
        for path in sorted({edit.path for edit in edits}):
            mine = [edit for edit in edits if edit.path == path]
            written[path] = edited_file(path, self.today[path], mine)
        return written
