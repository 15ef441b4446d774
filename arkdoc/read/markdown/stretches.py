"""The lines of a stretch → whether they were pasted from Word, and the pieces they then are.

Where a line could have taken the first word of the next, nobody wrapped the text there: at a width
of W, a line of more than one word is at most W long, and with the next word it would be longer.
`read_stretch` therefore leaves alone any text of which each paragraph has one such W up to 120, and
asks for a sign of Word besides: lines longer than that, typed bullets or numbers with a tab, rows
with tabs, or several headings. One sentence a line is a way to write Markdown, and so are verses.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from arkdoc.model.regex import regex
from arkdoc.read.markdown.captions import is_caption
from arkdoc.read.markdown.stretch_lines import SECTION, LineKind, StretchLine, read_lines

NARROWEST, WIDEST = 40, 120
"""Between which widths people wrap text by hand (clause 5)."""

_LONGEST_HEADING = 80
_LONGEST_LABEL = 40  # a heading with a colon, which otherwise begins what follows
_END = r"[\"'»”)\]*_]*$"
_STOP = regex(rf"[.!?:;…]{_END}")
_ANY_SIGN = regex(rf"[.!?:;,…–-]{_END}")
_NEXT_SENTENCE = regex(r"(?<=[^\W\d_]{3})[.!?][\"'»”)]*[ \u00a0]+[\"'«“(]*[^\W\d_a-zæøå]")
_HARD_BREAK = regex(r"(?:  |\\|<br ?/?>[ ]?)$")
_UNBREAKABLE = regex(r"\]\([^()]*\)|`[^`]*`|<[^<>\s]*>")
_HAS_WORD = regex(r"[^\W\d_]{2}")
_NAMED_VALUE = regex(r"[^:]{1,30}:[ \t\u00a0]")
_PLACE_AND_DATE = regex(
    r"(?:[^\W\d_]+,? )?(?:den )?\d{1,2}\. ?(?:[^\W\d_]+|\d{1,2}\.) ?\d{2,4}", re.IGNORECASE
)

_BOX_TO_TICK = regex(r"\[[ xX]?\][ \t]")

_NO_HEADINGS = (
    _BOX_TO_TICK.match,
    is_caption,
    _NAMED_VALUE.match,
    _PLACE_AND_DATE.fullmatch,
    _NEXT_SENTENCE.search,
)


@dataclass(slots=True)
class StretchPiece:
    """A paragraph, heading, item, row or piece of markup: the lines from `first` up to `end`."""

    kind: LineKind
    lines: Sequence[StretchLine]
    first: int
    is_heading: bool = False

    @property
    def end(self) -> int:
        """The line after its last."""
        return self.first + len(self.lines)

    @property
    def text(self) -> str:
        """The text in one line, without a marker or the number of a section."""
        return SECTION.sub("", " ".join(line.text for line in self.lines))

    @property
    def is_counted(self) -> bool:
        """Whether it begins with a number and a tab, as Word copies headings with numbers too."""
        marker = self.lines[0].marker
        return marker is not None and marker.number > 0 and self.lines[0].has_tab

    def make_heading(self) -> None:
        """Make it a heading; its number is taken off where headings are normalised."""
        self.kind, self.is_heading = LineKind.TEXT, True
        self.lines[0].start = self.lines[0].indent


class Stretch(NamedTuple):
    """The pieces of a stretch, by their first lines; without those that Markdown reads as meant."""

    pieces: dict[int, StretchPiece]
    is_pasted: bool


def read_stretch(
    texts: Sequence[str], *, among_others: Callable[[], bool] = lambda: False
) -> Stretch:
    """What a stretch is; `among_others`: there is text pasted from Word elsewhere in the file.

    That is asked where the lines alone tell too little: it takes a reading of the whole file.
    """
    if len(texts) < 2 or _has_no_sign(texts):
        return Stretch({}, is_pasted=False)
    lines = read_lines(texts)
    soft = [n for n, (line, after) in enumerate(pairwise(lines), 1) if _is_soft(line, after)]
    apart = _pieces(lines, ())
    headings = {piece.first for piece in _headings(apart)}
    joined = soft
    could_be_wrapped = _could_be_wrapped(lines, soft)
    if not (could_be_wrapped or _is_broken(lines, soft)):
        is_titled = _is_titled(lines, soft, headings)
        if _is_long(lines, soft, headings) or (is_titled and len(headings) > 1):
            joined = []
        elif _has_copied_items(lines) or any(line.has_tab or _is_bullet(line) for line in lines):
            joined = _wraps(lines, soft)
        if is_titled and len(joined) == len(soft) and among_others():
            joined = []
    is_pasted = len(joined) < len(soft)
    if not is_pasted and (could_be_wrapped or not _has_copied_items(lines)):
        return Stretch(_by_first(p for p in apart if p.kind is LineKind.ROW), is_pasted)
    pieces = _pieces(lines, joined) if joined else apart
    for piece in _headings(pieces):
        piece.make_heading()
    return Stretch(_by_first(p for p in pieces if p.kind is not LineKind.MARKUP), is_pasted)


def _has_no_sign(texts: Sequence[str]) -> bool:
    """Whether a glance tells that nothing below will be found, as in most text that is wrapped."""
    longest = max(map(len, texts))
    return longest <= WIDEST and not any(
        "\t" in text
        or text.startswith("    ")
        or 2 * len(text) <= longest
        or not ((first := text.lstrip()[:1]).isascii() or first.isalnum())
        for text in (*texts[:-1], texts[-1].ljust(longest))
    )


def _is_soft(line: StretchLine, after: StretchLine) -> bool:
    """Whether Markdown goes on with the paragraph of `line` in the line after it."""
    return (
        line.kind in (LineKind.TEXT, LineKind.ITEM)
        and after.kind is LineKind.TEXT
        and not after.is_inner
    )


def _is_broken(lines: Sequence[StretchLine], soft: Sequence[int]) -> bool:
    """Whether each line ends with what breaks lines in Markdown."""
    return bool(soft) and all(_HARD_BREAK.search(lines[n - 1].raw) for n in soft)


def _could_be_wrapped(lines: Sequence[StretchLine], soft: Sequence[int]) -> bool:
    """Whether each paragraph has a width at which it would be wrapped like this.

    A typed marker may also be a word that a line happens to begin with.
    """
    words = [n for n, line in enumerate(lines) if n and _is_typed(line) and not line.has_tab]
    return any(
        all(_is_wrapped(lines[first:end]) for first, end in _runs(breaks))
        for breaks in (soft, sorted({*soft, *words}))
        if breaks
    )


def _runs(breaks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """From where up to where the lines go on, which do so at `breaks`."""
    for n, at in enumerate(breaks):
        if not n or breaks[n - 1] < at - 1:
            first = at - 1
        if n + 1 == len(breaks) or breaks[n + 1] > at + 1:
            yield first, at + 1


def _is_wrapped(lines: Sequence[StretchLine]) -> bool:
    longest = max((len(line.raw.rstrip()) for line in lines if " " in line.text), default=0)
    with_next = (len(a.raw.rstrip()) + 1 + _first_word(b.raw) for a, b in pairwise(lines))
    return longest <= WIDEST and max(longest, NARROWEST) < min(with_next)


def _first_word(text: str) -> int:
    return len(next(iter(text.split(None, 1)), ""))  # none in a line of odd spaces


def _is_long(lines: Sequence[StretchLine], soft: Sequence[int], headings: Collection[int]) -> bool:
    """Whether lines are too long to be wrapped, and end where sentences do.

    Where most lines are no longer than that, and each is a sentence, that is how it is meant.
    """
    long = [_is_too_long(line) for line in lines]
    inside = sum(_is_inside_sentence(lines[n - 1], lines[n]) for n in soft)
    if not any(long) or 2 * inside > len(soft):
        return False
    return bool(
        headings
        or 2 * sum(long) > len(lines)
        or any(line.kind is not LineKind.TEXT or _NEXT_SENTENCE.search(line.text) for line in lines)
    )


def _is_too_long(line: StretchLine) -> bool:
    if line.kind not in (LineKind.TEXT, LineKind.ITEM) or len(line.raw) <= WIDEST:
        return False
    return len(_UNBREAKABLE.sub("", line.raw).rstrip().rpartition(" ")[0]) > WIDEST


def _is_titled(
    lines: Sequence[StretchLine], soft: Sequence[int], headings: Collection[int]
) -> bool:
    """Whether there are headings, much shorter than the text, and sentences end where lines do."""
    longest = max(len(line.raw) for line in lines)
    if not headings or any(2 * len(lines[n].raw) > longest for n in headings):
        return False
    others = sum(
        n - 1 not in headings
        and (lines[n].text[:1].islower() or not _STOP.search(lines[n - 1].text))
        for n in soft
    )
    return others <= (len(soft) // 5 if len(headings) > 1 else 0)


def _is_typed(line: StretchLine) -> bool:
    """Whether it begins with a marker that Markdown doesn't have."""
    return line.marker is not None and not line.marker.is_common


def _is_bullet(line: StretchLine) -> bool:
    """Whether it begins with a sign that nothing else begins with."""
    marker = line.marker
    return _is_typed(line) and marker is not None and marker.is_sign


def _has_copied_items(lines: Sequence[StretchLine]) -> bool:
    """Whether there are items as Word copies them, with a tab, or as LibreOffice saves them."""
    first = next((n for n, line in enumerate(lines) if line.kind is LineKind.ITEM), 0)
    is_saved = lines[first].is_far_in and first > 0 and not lines[0].raw.startswith("    ")
    return is_saved or any(line.has_tab and _is_typed(line) for line in lines)


def _is_inside_sentence(line: StretchLine, after: StretchLine) -> bool:
    return not _STOP.search(line.text) and after.text[:1].islower()


def _wraps(lines: Sequence[StretchLine], soft: Sequence[int]) -> list[int]:
    """Which lines go on with the one above, in text wrapped by a page: as copied from a PDF.

    Those that begin inside a sentence; if there are such, those too that are above had no room for.
    """
    inside = [n for n in soft if _is_inside_sentence(lines[n - 1], lines[n])]
    width = max((len(line.raw.rstrip()) for line in lines if not _is_too_long(line)), default=0)
    full = (
        n for n in soft if len(lines[n - 1].raw.rstrip()) + 1 + _first_word(lines[n].raw) > width
    )
    return sorted({*inside, *full}) if inside else []


def _pieces(lines: Sequence[StretchLine], joined: Sequence[int]) -> list[StretchPiece]:
    inner = {*joined, *(n for n, line in enumerate(lines) if line.is_inner)}
    firsts = [n for n in range(len(lines)) if n not in inner]
    ends = [*firsts[1:], len(lines)]
    return [
        StretchPiece(lines[first].kind, lines[first:end], first)
        for first, end in zip(firsts, ends, strict=True)
    ]


def _by_first(pieces: Iterable[StretchPiece]) -> dict[int, StretchPiece]:
    return {piece.first: piece for piece in pieces}


def _headings(pieces: Sequence[StretchPiece]) -> list[StretchPiece]:
    """The short paragraphs without a stop that stand before longer text, at most two together."""
    could_be: list[bool] = []
    for _, run in groupby(pieces, lambda piece: piece.kind):
        together = list(run)
        items = Counter(piece.lines[0].style for piece in together)  # one alone may be a section
        could_be += (
            _could_be_heading(piece) and (not piece.is_counted or items[piece.lines[0].style] == 1)
            for piece in together
        )
    found: list[StretchPiece] = []
    for n in reversed(range(len(pieces) - 1)):
        before = pieces[max(n - 1, 0) : n]
        is_third = n > 1 and could_be[n - 1] and could_be[n - 2]
        if not could_be[n] or is_third or any(piece.text.endswith(":") for piece in before):
            continue
        after, next_but_one = pieces[n + 1], pieces[n + 2 : n + 3]
        leads_on = any(piece.kind is LineKind.ITEM for piece in next_but_one)
        is_first_of_two = could_be[n + 1] and (leads_on or (found and found[-1] is after))
        if is_first_of_two or (not could_be[n + 1] and _introduces(pieces[n], after)):
            found.append(pieces[n])
    return found


def _could_be_heading(piece: StretchPiece) -> bool:
    text = piece.text
    if piece.kind is not LineKind.TEXT and not piece.is_counted:
        return False
    if len(piece.lines) > 1 or len(text) > _LONGEST_HEADING:
        return False
    if "\t" in text or any(is_else(text) for is_else in _NO_HEADINGS):
        return False
    if text.endswith(":"):
        return len(text) <= _LONGEST_LABEL and len(text.split()) <= 4
    first = text.lstrip("\"'«“(")[:1]
    return not (_ANY_SIGN.search(text) or first.islower()) and bool(_HAS_WORD.search(text))


def _introduces(piece: StretchPiece, after: StretchPiece) -> bool:
    """Whether what follows a short line is what it may be the heading of."""
    text = after.text
    if piece.text.endswith(":"):
        return after.kind is LineKind.TEXT and len(text) > WIDEST
    if after.kind is LineKind.ITEM:
        return not (piece.is_counted or text[:1].islower())
    if after.kind is LineKind.TEXT:
        has_stop = _STOP.search(text) or _NEXT_SENTENCE.search(text)
        is_longer = len(text) > len(piece.text) and (has_stop or len(text) > WIDEST)
        return bool(is_longer) or is_caption(text)
    return after.kind is LineKind.ROW
