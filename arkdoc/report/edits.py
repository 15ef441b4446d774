"""What was changed in a Word file → a line a change, by unit, for people; and JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from arkdoc.back.model import Comment, EditKind, NoteChange, NotTaken, Verdict
from arkdoc.deliver.apply import Fetched
from arkdoc.deliver.remarks import Waiting, redlined, said_of, waiting_of
from arkdoc.language.messages import Translator, printable
from arkdoc.model.diagnostic import N_
from arkdoc.model.names import clip
from arkdoc.report.json_report import dump
from arkdoc.report.terminal import TerminalStyle

_SIGNS = {
    Verdict.TAKEN: ("✓", "green"),
    Verdict.ASKED: ("?", "yellow"),
    Verdict.CONFLICT: ("≠", "red"),
    Verdict.LEFT: ("–", "yellow"),
}
_COMMENT = ("✎", "cyan")
_LONGEST = 200
_PATH_AT = 32

_KINDS = {
    EditKind.FORMAT: N_("bold, italic or the like"),
    EditKind.LINK: N_("link"),
    EditKind.INSERTED: N_("new"),
    EditKind.DELETED: N_("taken away"),
    EditKind.MOVED: N_("moved"),
    EditKind.COPIED: N_("copied"),
    EditKind.SPLIT: N_("split in two"),
    EditKind.MERGED: N_("made one"),
    EditKind.LEVEL: N_("level of a heading"),
    EditKind.LIST: N_("list"),
    EditKind.TABLE: N_("table"),
    EditKind.CAPTION: N_("caption"),
    EditKind.NOTE: N_("footnote"),
    EditKind.PICTURE: N_("picture"),
    EditKind.ALT: N_("alternative text of a picture"),
    EditKind.FIELD: N_("field"),
    EditKind.UNIT_NAME: N_("name of a unit"),
    EditKind.UNIT_ORDER: N_("order of the units"),
    EditKind.PLACEHOLDER: N_("new text of a unit"),
}
"""What was done, where a redline does not say it by itself."""


def write_edits(fetched: Fetched, tr: Translator, style: TerminalStyle) -> str:
    """The changes, comments and what is left out, unit by unit in the note's order."""
    plan = fetched.plan
    shown = [change for change in plan.changes if change.verdict is not Verdict.THERE]
    units = dict.fromkeys(each.unit for each in shown)
    units |= dict.fromkeys(comment.unit for comment in plan.comments)
    lines = []
    for unit in dict.fromkeys(("", *plan.units, *units)):
        name = plan.units.get(unit, unit) or tr("The note itself")
        changes = [change for change in shown if change.unit == unit]
        comments = [comment for comment in plan.comments if comment.unit == unit]
        paths = dict.fromkeys([e.path for e in changes] + [e.path for e in comments])
        for path in [path for path in paths if path] or paths:
            head = printable(name).ljust(_PATH_AT - 1) + " " + printable(path)
            lines.append(style.paint(head.rstrip(), "bold") + "\n")
            here = (path, *[other for other in paths if not other and path])
            paths.pop("", None)  # what is nowhere stands with the first
            lines += (_change(each, tr, style) for each in changes if each.path in here)
            lines += (_comment(each, tr, style) for each in comments if each.path in here)
    lines += (_not_taken(each, tr, style) for each in plan.not_taken)
    lines.append(summary(fetched, tr) + "\n")
    return "".join(lines)


def summary(fetched: Fetched, tr: Translator) -> str:
    """How many changes there are, and what becomes of them."""
    plan, waiting = fetched.plan, waiting_of(fetched.plan)
    taken = sum(change.verdict is Verdict.TAKEN for change in plan.changes)
    total = taken + len(waiting.changes) + len(waiting.comments)
    if not total and not waiting.not_taken:
        return tr("Nothing has been changed that is not in the contributions.")
    parts = [tr("{n} are taken in", n=str(taken))]
    if waiting.comments:
        parts.append(tr.count("{n} comment", "{n} comments", len(waiting.comments)))
    if waiting.changes:
        parts.append(tr("{n} are for you to look at", n=str(len(waiting.changes))))
    return tr.count("{n} change:", "{n} changes:", total) + " " + ", ".join(parts) + "."


def write_edits_json(
    fetched: Fetched, paths: tuple[str, ...], waiting: Waiting, tr: Translator
) -> str:
    """The same for programs. `paths` are the files that were written."""
    plan = fetched.plan
    return dump(
        {
            "base": fetched.base.digest,
            "changes": [_as_record(change, tr) for change in plan.changes],
            "comments": [
                {"unit": c.unit, "path": c.path or None, "line": c.line or None, "text": c.text,
                 "quoted": c.quoted, "heading": c.heading}
                for c in plan.comments
            ],
            "notTaken": [
                {"what": tr(n.what), "text": n.text, "unit": n.unit, "path": n.path or None,
                 "line": n.line or None, "count": n.count}
                for n in plan.not_taken
            ],
            "waiting": len(waiting),
            "written": list(paths),
        }
    )  # fmt: skip


def _as_record(change: NoteChange, tr: Translator) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": change.id,
        "unit": change.unit,
        "path": change.path or None,
        "line": change.line or None,
        "kind": change.kind.value,
        "verdict": change.verdict.value,
        "tracked": change.tracked,
        "heading": change.heading,
        "words": [{"op": each.op, "text": each.text} for each in change.words],
    }
    if change.detail:
        record["detail"] = tr(change.detail, **dict(change.args))
    if question := change.question:
        record["question"] = tr(question.message, **dict(question.args))
        record["answers"] = [tr(each.label, **dict(each.args)) for each in question.answers]
    if sides := change.conflict:
        record["conflict"] = {"base": sides.base, "file": sides.file, "word": sides.word}
    return record


def _change(change: NoteChange, tr: Translator, style: TerminalStyle) -> str:
    sign, colour = _SIGNS[change.verdict]
    said = printable(clip(" · ".join(_said(change, tr)), 2 * _LONGEST))
    tracked = f"  {tr('tracked')}" if change.tracked else ""
    start = f"  {style.paint(sign, colour)} {change.line or '':>4}  "
    return style.paragraph(start, said, (tracked, "dim"), indent=10)


def _said(change: NoteChange, tr: Translator) -> Iterator[str]:
    kind = _KINDS.get(change.kind)
    if kind and change.verdict is Verdict.TAKEN and change.kind is not EditKind.MOVED:
        yield tr(kind)
    if change.verdict is Verdict.TAKEN:
        if words := redlined(change.words):
            yield words
        if change.detail:
            yield tr(change.detail, **dict(change.args))
    else:
        yield said_of(change, tr)


def _comment(comment: Comment, tr: Translator, style: TerminalStyle) -> str:
    sign, colour = _COMMENT
    said = tr("comment: “{text}”", text=clip(" ".join(comment.text.split()), _LONGEST))
    author = f"  {comment.author}" if comment.author else ""
    start = f"  {style.paint(sign, colour)} {comment.line or '':>4}  "
    return style.paragraph(start, printable(said), (printable(author), "dim"), indent=10)


def _not_taken(left: NotTaken, tr: Translator, style: TerminalStyle) -> str:
    count = f" ({left.count})" if left.count > 1 else ""
    text = f": {clip(' '.join(left.text.split()), _LONGEST)}" if left.text else ""
    said = tr("Can't be taken in: {what}", what=tr(left.what) + count + text)
    return style.paragraph(printable(said), indent=2)
