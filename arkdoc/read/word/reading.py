"""What is known and gathered while one Word file is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from arkdoc.model.diagnostic import Diagnostic, Rule, diagnostic
from arkdoc.model.names import clip
from arkdoc.model.nodes import Footnote
from arkdoc.model.note import UnitClue
from arkdoc.model.source import Span
from arkdoc.ooxml.form import Guidance
from arkdoc.ooxml.origin import DIGEST
from arkdoc.ooxml.oxml import Element
from arkdoc.read.word.drawn_parts import DrawnParts
from arkdoc.read.word.parts import NOTE_MARKS, WordParts, note_label
from arkdoc.read.word.tags import DELETED, ID, MATH_PARAGRAPH, OFFICE_MATH, P, R, w
from arkdoc.rules.word_reading import LEFT_OUT

_DEEPEST_FIELD = 50
FIELD_CHARACTER, FIELD_KIND = w("fldChar"), w("fldCharType")
BOOKMARK, BOOKMARK_END = w("bookmarkStart"), w("bookmarkEnd")
_BOOKMARKS_OF_NOTE = 8
_LONGEST_LEFT_OUT = 2000  # characters of it that a finding repeats


@dataclass(slots=True, eq=False)
class OpenField:
    """A field (17.16) whose end has not come: what it asks for, and whether its result has begun.

    `left_out` is why its result is not printed, or empty; `link` is where it leads, or empty;
    `form` what it offers in a form. `is_shown`: something of its result is printed. `is_simple`: it
    is an element (17.16.19), which no mark of another field ends.
    """

    code: str = ""
    in_result: bool = False
    left_out: str = ""
    link: str = ""
    form: Element | None = None
    is_shown: bool = False
    is_simple: bool = False


@dataclass(slots=True)
class Revisions:
    """Tracked changes: how many, the first one's paragraph, and whether all are our own."""

    count: int = 0
    first: int = 0
    authors: set[str] = field(default_factory=set)


@dataclass(slots=True)
class MarkedText:
    """How much text is marked as one language: its letters, and words that tell what it is in."""

    letters: int = 0
    norwegian: int = 0
    english: int = 0


class Reading:
    """What is gathered of the file at `path`.

    `drawn_parts` are the pictures and what else drawings lead to; `texts` the paragraphs' texts by
    number, of which `named` are words that are left out and told of, and `added` what stands in
    no text, such as a ticked box; `headings` are the numbers of those that are headings. `cells`
    counts those of the tables read, with the empty ones that merging leaves. `guidance` is what
    the file says itself, if it is a form of ours; `is_ours` whether it is a note that arkdoc wrote.
    """

    def __init__(self, path: str, file: WordParts) -> None:
        self.path = path
        self.file = file
        self.diagnostics: list[Diagnostic] = []
        self.drawn_parts = DrawnParts(path, file)
        self.clues: list[UnitClue] = []
        self.notes: dict[str, Footnote] = {}
        self.named: defaultdict[int, list[str]] = defaultdict(list)
        self.added: defaultdict[int, list[str]] = defaultdict(list)
        self.headings: set[int] = set()
        self.languages: dict[str, MarkedText] = {}
        self.language_of: dict[int, str] = {}
        self.revisions = Revisions()
        self.fields: list[OpenField] = []
        self.guidance = Guidance(file.properties)
        self.is_ours = bool(file.properties.get(DIGEST))
        self.has_title = False
        self.depth = 0
        self.cells = 0
        self._paragraphs = [each for story in file.stories for each in story.iter(P)]
        self._numbers = dict(_numbers(file.stories))
        self.texts = [""] * len(self._paragraphs)
        self.note_marks = dict(_note_marks(file.body))
        self.closed_fields = closed_fields(file.stories)

    @property
    def paragraphs(self) -> Iterable[tuple[int, Element]]:
        """Every paragraph with its number, in document order."""
        return enumerate(self._paragraphs, 1)

    def number(self, paragraph: Element) -> int:
        """The number of a `w:p`, or of the one before an equation; 0 of one that no reader sees."""
        return self._numbers.get(paragraph, 0)

    def span(self, number: int, start: int, end: int) -> Span:
        """The span of the characters from `start` up to `end`, offsets in paragraph `number`.

        A place in the first paragraph is never that of the whole file (`start_of`).
        """
        end += number == 1 and start == end == 0
        return Span(self.path, number, start + 1, number, end + 1)

    def whole(self, number: int) -> Span:
        """The span of paragraph `number`, or of the file where there is none."""
        number = min(max(number, 1), max(len(self.texts), 1))
        length = len(self.texts[number - 1]) if number <= len(self.texts) else 0
        return self.span(number, 0, length)

    def say(self, rule: Rule, span: Span, **args: object) -> None:
        """Report a finding."""
        self.diagnostics.append(diagnostic(rule, span, **args))

    def say_left_out(self, span: Span, what: str, text: str) -> None:
        """Report that `text` is not printed, as it is `what`: a message id of `fields`."""
        self.say(LEFT_OUT, span, what=what, text=clip(text, _LONGEST_LEFT_OUT))

    def leave_out(self, number: int, text: str) -> None:
        """Count `text` of paragraph `number` as told of, not printed."""
        if text.strip():
            self.named[number].append(text)

    def add(self, number: int, text: str) -> None:
        """Count `text` as printed, though no text of paragraph `number` says it."""
        self.added[number].append(text)

    def revised(self, element: Element, number: int) -> None:
        """Count a tracked change in paragraph `number`, 0 for one that is in none."""
        self.revisions.count += 1
        if number:
            self.revisions.first = min(self.revisions.first or number, number)
        self.revisions.authors.add(element.get(w("author")) or "")


def _numbers(stories: Iterable[Element]) -> Iterable[tuple[Element, int]]:
    """The paragraphs with their numbers, and equations with that of the last one begun, from 1."""
    last = 0
    for story in stories:
        for element in story.iter(P, OFFICE_MATH, MATH_PARAGRAPH):
            last += element.tag == P
            yield element, max(last, 1)


def _note_marks(body: Element) -> Iterable[tuple[str, str]]:
    """The bookmarks that hold a note's mark, each with the note's label."""
    begun: dict[str, str] = {}
    for element in body.iter(BOOKMARK, BOOKMARK_END, *NOTE_MARKS):
        if element.tag == BOOKMARK:
            begun[element.get(ID) or ""] = element.get(w("name")) or ""
        elif element.tag == BOOKMARK_END:
            begun.pop(element.get(ID) or "", None)
        else:
            for name in islice(reversed(begun.values()), _BOOKMARKS_OF_NOTE):
                yield name, note_label(element)


def closed_fields(stories: Iterable[Element]) -> frozenset[Element]:
    """The `w:fldChar` that begin a field which ends; others are text that lost its end, as are
    those that stand in far too many others.
    """
    closed = set()
    for story in stories:
        begun: list[Element] = []
        for element in story.iter(FIELD_CHARACTER):
            if not _is_in_run(element):
                continue
            kind = element.get(FIELD_KIND)
            if kind == "begin":
                begun.append(element)
            elif kind == "end" and begun:
                ended = begun.pop()
                if len(begun) < _DEEPEST_FIELD:
                    closed.add(ended)
    return frozenset(closed)


def _is_in_run(element: Element) -> bool:
    """Whether a mark stands in a run that is not deleted."""
    run = element.getparent()
    around = None if run is None else run.getparent()
    return around is not None and run is not None and run.tag == R and around.tag not in DELETED
