"""What waits of edited Word files → a list to work through, `.arkdoc/merknader.md`.

Each file's part lies in `.arkdoc/hentet/`; the list is made of the parts of those of which
something waits, and goes when nothing does. `build/` has a copy, for whoever looks there. Nobody's
name is in it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from arkdoc.back.model import Comment, EditPlan, NoteChange, NotTaken, Redlined, Verdict
from arkdoc.compare.excerpts import beginning, excerpt
from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import N_, Diagnostic, diagnostic, in_order
from arkdoc.model.names import clip
from arkdoc.model.regex import regex
from arkdoc.model.source import NOWHERE, Span
from arkdoc.pipeline.files import OUT, PRIVATE, replace, writing_in
from arkdoc.pipeline.private_files import keep_private, read_private, write_private
from arkdoc.pipeline.unit_questions import settled_questions
from arkdoc.pipeline.word_returns import FETCHED, REMARKS, waiting_files
from arkdoc.rules.word_back import WAITING_REMARK

_LONGEST = 300
_MOST_READ = 500  # of the lines of the list, which anybody may have written into
# As `_place` writes where a remark is.
_REMARK = regex(r"- (?:(?P<path>contributions/.+?)(?::(?P<line>[0-9]{1,6}))?: )?(?P<what>.+)")
_MARK = regex(r" <!-- ([0-9a-f]{16}) -->$", re.MULTILINE)  # of a comment in a file's part
_NO_ANSWERS: Mapping[str, int] = MappingProxyType({})

_TITLE = N_("What waits from the Word file")
_NOTE_ITSELF = N_("The note itself")
_COMMENT = N_("Comment: {text}")
_ABOUT = N_("about “{quoted}”")
_NOT_TAKEN = N_("Can't be taken in: {what}")


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is left of a file for somebody to decide, or to do."""

    changes: tuple[NoteChange, ...]
    comments: tuple[Comment, ...]
    not_taken: tuple[NotTaken, ...]

    def __len__(self) -> int:
        return len(self.changes) + len(self.comments) + len(self.not_taken)


def waiting_of(plan: EditPlan, answers: Mapping[str, int] = _NO_ANSWERS) -> Waiting:
    """What of a plan waits for somebody, once these questions are answered."""
    waits = (Verdict.ASKED, Verdict.CONFLICT, Verdict.LEFT)
    changes = (each for each in plan.changes if each.verdict in waits and each.id not in answers)
    return Waiting(tuple(changes), plan.comments, plan.not_taken)


def keep_remarks(root: Path, sha256: str, plan: EditPlan, waiting: Waiting, tr: Translator) -> None:
    """Keep the part of the file of this hash. Raises ArkdocError where that can't be."""
    text = "".join(f"{line}\n" for line in _lines(plan, waiting, tr)) if len(waiting) else ""
    keep_private(root, FETCHED, _part(sha256), text.encode())


def rewrite_remarks(root: Path) -> None:
    """Make the list of the parts, and its copy. Raises ArkdocError where it can't be written."""
    settled = settled_questions(root)
    parts = [
        _without(read_private(root, f"{FETCHED}/{_part(each.sha256)}"), settled)
        for each in waiting_files(root)
    ]
    text = "\n".join(filter(None, parts)).encode()
    if text:
        write_private(root, REMARKS, text)
    else:
        (root / PRIVATE / REMARKS).unlink(missing_ok=True)
    with suppress(OSError):  # the list itself is there
        copy = root / OUT / REMARKS
        if text:
            copy.parent.mkdir(exist_ok=True)
            with writing_in(copy.parent):
                replace(copy, text)
        else:
            copy.unlink(missing_ok=True)


def _without(part: bytes, settled: Collection[str]) -> str:
    """The part of a file, without the comments that have been seen to, and without marks."""
    lines = part.decode("utf-8", "replace").splitlines(keepends=True)
    kept = (line for line in lines if not ((m := _MARK.search(line)) and m[1] in settled))
    return "".join(_MARK.sub("", line) for line in kept)


def read_remarks(root: Path) -> tuple[Diagnostic, ...]:
    """What the list says, each at its place, if it has one; nothing where nothing waits."""
    text = read_private(root, REMARKS).decode("utf-8", "replace")
    found = (_REMARK.match(line) for line in text.splitlines())
    return in_order(_remark(each) for each in islice(filter(None, found), _MOST_READ))


def _remark(found: re.Match[str]) -> Diagnostic:
    path, line = found["path"] or "", int(found["line"] or 1)
    place = Span(path, line, 1, line, 1) if path else NOWHERE
    return diagnostic(WAITING_REMARK, place, what=found["what"])


def _part(sha256: str) -> str:
    return f"{sha256[:16]}.md"


def _lines(plan: EditPlan, waiting: Waiting, tr: Translator) -> Iterator[str]:
    yield f"# {tr(_TITLE)}"
    units = dict.fromkeys(each.unit for each in waiting.changes)
    units |= dict.fromkeys(comment.unit for comment in waiting.comments)
    units |= dict.fromkeys(left.unit for left in waiting.not_taken)
    for unit in dict.fromkeys(("", *plan.units, *units)):
        items = [*_of_unit(unit, waiting, tr)]
        if items:
            yield ""
            yield f"## {plan.units.get(unit, unit) or tr(_NOTE_ITSELF)}"
            yield ""
            yield from items


def _of_unit(unit: str, waiting: Waiting, tr: Translator) -> Iterator[str]:
    for change in waiting.changes:
        if change.unit == unit:
            yield f"- {_place(change.path, change.line)}{said_of(change, tr)}"
    for comment in waiting.comments:
        if comment.unit == unit:
            about = tr(_ABOUT, quoted=_short(comment.quoted)) if comment.quoted else ""
            said = tr(_COMMENT, text=_short(comment.text))
            about = f" ({about})" if about else ""
            yield f"- {_place(comment.path, comment.line)}{said}{about} <!-- {comment.id} -->"
    for left in waiting.not_taken:
        if left.unit == unit:
            what = tr(left.what) + (f": {_short(left.text)}" if left.text else "")
            yield f"- {_place(left.path, left.line)}{tr(_NOT_TAKEN, what=what)}"


def said_of(change: NoteChange, tr: Translator) -> str:
    """A change that waits, in a line: what was done in Word, and why it waits."""
    words = redlined(change.words)
    if change.conflict:
        sides = change.conflict
        said = tr(
            "changed on both sides: “{base}” is “{file}” in the text and “{word}” in Word",
            base=_short(sides.base),
            file=_short(sides.file),
            word=_short(sides.word),
        )
    elif change.question:
        said = tr(change.question.message, **dict(change.question.args))
    else:
        said = tr(change.detail, **dict(change.args)) if change.detail else ""
    return ": ".join(filter(None, (words, said)))


def redlined(words: tuple[Redlined, ...], around: int = 24) -> str:
    """A redline in a line, `[-old-]{+new+}`, with no more than `around` signs of what stays."""
    pieces = []
    for number, each in enumerate(words):
        text = " ".join(each.text.split("\n"))
        if each.op == "delete":
            pieces.append(f"[-{beginning(text, _LONGEST)}-]")
        elif each.op == "insert":
            pieces.append(f"{{+{beginning(text, _LONGEST)}+}}")
        else:
            first, last = number == 0, number == len(words) - 1
            pieces.append(excerpt(text, around, at_start=first, at_end=last))
    return "".join(pieces).strip()


def _place(path: str, line: int) -> str:
    return f"{path}:{line}: " if path and line else f"{path}: " if path else ""


def _short(text: str) -> str:
    return clip(" ".join(text.split()), _LONGEST)
