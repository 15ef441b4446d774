"""Signs of bold and italic that stay visible, or that took the wrong words → lookalikes.

Precision comes first: a star after a word is a note, inside a word it is part of it, and between
numbers it multiplies; an underscore in a name belongs to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from arkdoc.model.diagnostic import Rule
from arkdoc.model.names import clip
from arkdoc.model.regex import regex
from arkdoc.rules.markup_in_text import EMPHASIS_ON_WRONG_WORDS, SPACED_EMPHASIS, UNCLOSED_EMPHASIS

MASK = "\ufffc"  # what is no text a reader sees as written: code, addresses, escapes
TAKEN = "\ufdd0"  # a sign of emphasis that took

_RUN = regex(r"(?<!\*)\*{1,3}(?!\*)|(?<!_)_{1,3}(?!_)|(?<!~)~~(?!~)")
_OPENING = "\"'«“„‘(["
_CODE_LIKE = regex(r"_+[A-Za-z0-9]*(?:[_./(=][A-Za-z0-9]|\.|\(|$|_)")
_WORD = regex(r"[^\W\d_]{2}")
_BEFORE = regex(r"[^\s\ufffc\ufdd0]{1,30}$")
_AFTER = regex(r"[^\s\ufffc\ufdd0]{1,30}")
_ODD_START = regex(r"[).,;:\]»\"'”’]\s")
_ODD_END = regex(r"\s[(\[«\"'“‘]$")


class Lookalike(NamedTuple):
    """What looks like markup in inline content and is not, from `start` up to `end` of it."""

    rule: Rule
    start: int
    end: int
    args: dict[str, str]


class _MarkRun(NamedTuple):
    """A visible run of one sign, and the characters around it."""

    mark: str
    start: int
    end: int
    before: str
    after: str

    @property
    def follows_space(self) -> bool:
        return self.before.isspace()

    @property
    def precedes_space(self) -> bool:
        return self.after.isspace()

    @property
    def is_apart(self) -> bool:
        return self.follows_space and self.precedes_space

    @property
    def is_in_word(self) -> bool:
        return self.before.isalnum() and self.after.isalnum()

    @property
    def is_strong(self) -> bool:
        return len(self.mark) > 1

    def opens(self) -> bool:
        """Whether it stands where emphasis begins, by its author's eye."""
        if self.is_apart:
            return self.mark in ("**", "~~")
        starts = self.after.isalpha() or self.after == TAKEN
        starts = starts or (self.is_strong and self.after.isdigit())
        if self.follows_space:
            return starts or self.after in _OPENING
        if self.before in f"{_OPENING}-–:":
            return starts
        return self.is_strong and self.before.isalnum() and self.after in _OPENING

    def closes(self, opening: _MarkRun, following: _MarkRun | None) -> bool:
        """Whether it stands where the emphasis that `opening` begins could end."""
        if self.is_apart:
            return self.is_strong and self.mark != "__"
        if self.follows_space:  # `**slutt **her`, unless a better end comes after it
            ends_later = following is not None and not following.follows_space
            return self.is_strong and not opening.is_apart and not ends_later
        return not opening.is_apart or not self.opens()


def visible_emphasis(content: str, visible: str, notes: set[str]) -> Iterator[Lookalike]:
    """The signs of emphasis in `visible`, in which what is no text is masked.

    `notes` are the stars after words that were met in the file, such as `**` in `2018**`: a
    paragraph that begins with one of them is a note. Those met here are added.
    """
    if not ("*" in visible or "_" in visible or "~~" in visible):
        return
    by_mark: defaultdict[str, list[_MarkRun]] = defaultdict(list)
    for match in _RUN.finditer(visible):
        start, end = match.span()
        before = visible[start - 1] if start else " "
        after = visible[end] if end < len(visible) else " "
        if visible.startswith(TAKEN * 2, end):  # `***Sum**` is a star before bold text
            after = MASK
        run = _MarkRun(match[0], start, end, before, after)
        if not run.is_in_word:
            by_mark[run.mark].append(run)
    for mark, runs in by_mark.items():
        for opening, closing in _pairs(runs):
            if closing:
                yield from _pair(content, visible, opening, closing)
            elif opening.opens():
                yield from _unclosed(content, visible, opening, mark in notes)
            elif opening.before.isalnum() or opening.before in ')»”"':
                notes.add(mark)


def _pairs(runs: Sequence[_MarkRun]) -> Iterator[tuple[_MarkRun, _MarkRun | None]]:
    """Each run that begins something, and the one that was to end it; others alone."""
    waiting: _MarkRun | None = None
    for index, run in enumerate(runs):
        following = runs[index + 1] if index + 1 < len(runs) else None
        if waiting and run.closes(waiting, following):
            yield waiting, run
            waiting = None
        elif run.opens():
            if waiting:
                yield waiting, None
            waiting = run
        else:
            yield run, None
    if waiting:
        yield waiting, None


def _pair(content: str, visible: str, opening: _MarkRun, closing: _MarkRun) -> Iterator[Lookalike]:
    inside = content[opening.end : closing.start]
    words = " ".join(inside.split())
    shown = visible[opening.end : closing.start]
    if not (_WORD.search(words) if opening.is_apart else any(map(str.isalnum, words))):
        return
    if not opening.is_strong and opening.mark == "_" and _is_name(words):
        return
    if not opening.is_strong and shown.isdigit():
        return
    before = _BEFORE.search(visible, max(opening.start - 30, 0), opening.start)
    after = _AFTER.match(visible, closing.end)
    lead = f"{before[0]} " if before and opening.before.isalnum() else ""
    tail = f" {after[0]}" if after and closing.after.isalnum() else ""
    better = f"{lead}{opening.mark}{_middle_clipped(words)}{opening.mark}{tail}"
    args = {"text": _middle_clipped(content[opening.start : closing.end]), "better": better}
    yield Lookalike(SPACED_EMPHASIS, opening.start, closing.end, args)


def _is_name(words: str) -> bool:
    """Whether what stands between two underscores is rather part of a name of a file."""
    return words.isascii() and words.replace("_", "").isalnum()


def _unclosed(content: str, visible: str, run: _MarkRun, is_note: bool) -> Iterator[Lookalike]:
    starts_line = run.start == 0 or visible[run.start - 1] == "\n"
    is_odd = run.after == TAKEN  # one of two stars took
    if run.is_apart or (starts_line and (is_note or not (run.is_strong or is_odd))):
        return
    if not run.is_strong:
        begins_word = run.follows_space and _WORD.match(visible, run.end)
        if is_note or run.mark == "_" or not (begins_word or is_odd):
            return
    elif "_" in run.mark and _CODE_LIKE.match(visible, run.start, run.start + 60):
        return
    word = _AFTER.match(content, run.end)
    args = {"mark": run.mark, "text": f"{run.mark}{word[0] if word else ''}"}
    yield Lookalike(UNCLOSED_EMPHASIS, run.start, run.end, args)


def wrong_words(
    content: str, start: int, end: int, mark: str, *, is_nested: bool
) -> Lookalike | None:
    """What is emphasised from `start` up to `end` of `content`, if nobody can have meant it.

    `is_nested`: the same emphasis stands inside it.
    """
    inside = content[start + len(mark) : end - len(mark)]
    before, after = content[start - 1 : start], content[end : end + 1]
    in_words = before.isalnum() and after.isalnum()  # of words or of numbers, on both sides
    is_sum = before.isdigit() and mark == "*"
    is_odd = in_words and (is_sum or any(map(str.isspace, inside)))
    is_odd = is_odd or bool(_ODD_START.match(inside) or _ODD_END.search(inside))
    if not (is_nested or is_odd):
        return None
    args = {"mark": mark, "text": _middle_clipped(inside)}
    return Lookalike(EMPHASIS_ON_WRONG_WORDS, start, end, args)


def _middle_clipped(text: str) -> str:
    words = " ".join(text[:200].split())
    return words if len(words) <= 60 and len(text) <= 200 else f"{clip(words, 40)} {text[-15:]}"
