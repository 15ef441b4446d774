"""The bytes of a note's Word file → its blocks, and what is known of each of its paragraphs.

A note that came back from Word and the one that was handed out are read the same way: what the
reader does to one, it does to the other. Nothing at its head is taken for fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from arkdoc.model.diagnostic import N_, Diagnostic
from arkdoc.model.nodes import Blocks, Footnote
from arkdoc.model.regex import regex
from arkdoc.model.source import WordText
from arkdoc.ooxml.oxml import Element, local_name
from arkdoc.ooxml.reader import KIND, value
from arkdoc.read.word.body import read_blocks
from arkdoc.read.word.notes import read_notes
from arkdoc.read.word.parts import WordParts, open_parts
from arkdoc.read.word.reading import BOOKMARK, Reading
from arkdoc.read.word.tags import BOX, DELETED, ID, INS, MOVE_TO, PPR, RPR, P, R, T, w

_PATH = "note.docx"  # which no file has: spans of a returned note are paragraphs of it
_REFERENCE, _COMMENT = w("commentReference"), w("comment")
_RANGE, _RANGE_END = w("commentRangeStart"), w("commentRangeEnd")
_DELETED_TEXT, _TAB = w("delText"), w("tab")
_TABLE, _TABLE_LOOK, _SECTION = w("tbl"), w("tblPr"), w("sectPr")
_BOX_OF_STYLE = regex(r"(?:^ark| in) (note|proposal)(?: |$)")
_REVISED = frozenset(
    (INS, MOVE_TO, *DELETED, w("rPrChange"), w("pPrChange"), w("cellIns"), w("cellDel"))
)
COLOUR, HIGHLIGHT, UNDERLINE = N_("a colour"), N_("highlighting"), N_("underlining")
SIZE, FONT, LETTERS = N_("a size of letters"), N_("a font"), N_("a form of letters")
PLACED, SET_IN, NEW_PAGE = N_("where lines stand"), N_("lines set in"), N_("a page break")
BORDERED = N_("a border or background")
_LOOKS = {
    "color": COLOUR, "highlight": HIGHLIGHT, "shd": BORDERED, "bdr": BORDERED, "u": UNDERLINE,
    "sz": SIZE, "rFonts": FONT, "caps": LETTERS, "smallCaps": LETTERS, "dstrike": LETTERS,
    "vertAlign": LETTERS, "spacing": LETTERS, "position": LETTERS, "w": LETTERS, "emboss": LETTERS,
    "imprint": LETTERS, "outline": LETTERS, "shadow": LETTERS,
}  # fmt: skip
_LOOKS_OF_PARAGRAPHS = {
    "jc": PLACED, "ind": SET_IN, "shd": BORDERED, "pBdr": BORDERED, "pageBreakBefore": NEW_PAGE,
    "bidi": PLACED,
}  # fmt: skip
_NO_LOOK = ("hint", "eastAsia", "cs", "eastAsiaTheme", "cstheme")
_PAGE_BREAKS = ("page", "column")
_LONGEST_QUOTE = 200
_LOOKED_AT = 10 * _LONGEST_QUOTE  # characters of a range, white space among them
_MOST_OPEN = 1000
"""The most ranges of comments that may have begun and not ended."""


@dataclass(frozen=True, slots=True)
class ReturnedParagraph:
    """A paragraph: `names` are its bookmarks, `style` the name of its style.

    `is_tracked`: something in it was changed with tracking on. `looks` are its own and its runs'
    looks that have no place in a note: what each is (a message id), its value, and the words.
    `box` is the one that its style, or its table's, sets it in: note, proposal or none.
    `language` is that of its words, by their marks. `is_wide`: its page lies on its side.
    """

    names: tuple[str, ...] = ()
    style: str = ""
    is_tracked: bool = False
    looks: tuple[tuple[str, str, str], ...] = ()
    box: str = ""
    language: str = ""
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class ReturnedComment:
    """A comment: what it says, who wrote it, the paragraph it is in, and the words it is about."""

    text: str
    author: str
    paragraph: int
    quoted: str


@dataclass(frozen=True, slots=True)
class ReturnedNote:
    """A note as it stands in a Word file: `paragraphs` are by number, from 1, as lines of spans.

    `notes` are its footnotes by label, `pictures` the bytes of its pictures by path. `deleted` has
    the words of paragraphs that were deleted with tracking on, `boxes` the paragraph and the words
    of each text box.
    """

    blocks: Blocks
    notes: Mapping[str, Footnote]
    paragraphs: tuple[ReturnedParagraph, ...]
    text: WordText
    comments: tuple[ReturnedComment, ...]
    pictures: Mapping[str, bytes]
    deleted: frozenset[str]
    boxes: tuple[tuple[int, str], ...]
    diagnostics: tuple[Diagnostic, ...] = field(repr=False)
    # By path, what is shown in a picture's place by programs that can't draw it.
    stand_ins: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    # The words of each paragraph in a header or footer.
    margins: tuple[str, ...] = ()

    def paragraph(self, number: int) -> ReturnedParagraph:
        """The paragraph of that number; an empty one where there is none."""
        known = 1 <= number <= len(self.paragraphs)
        return self.paragraphs[number - 1] if known else ReturnedParagraph()


def read_returned(data: bytes) -> ReturnedNote:
    """Read a note's Word file. Raises UnreadableError where it can't be used."""
    file = open_parts(data)
    reading = Reading(_PATH, file)
    # As in every note of ours, whatever has become of its title or of its properties.
    reading.has_title = reading.is_ours = True
    called = read_notes(reading, read_blocks(reading, file.body))
    texts = tuple(reading.texts)
    headings = _headings(reading)
    return ReturnedNote(
        called.blocks,
        {note.label: note for note in called.notes},
        _paragraphs(reading),
        WordText(_PATH, texts, headings),
        tuple(_comments(reading)),
        dict(sorted(reading.drawn_parts.pictures.items())),
        frozenset(_deleted(reading)),
        tuple(_boxes(reading)),
        tuple(reading.diagnostics),
        dict(reading.drawn_parts.stand_ins),
        tuple(_margins(file)),
    )


def _margins(file: WordParts) -> Iterator[str]:
    for part in file.headers_and_footers:
        for paragraph in part.iter(P):
            texts = (
                text.text or "" if text.tag == T else " "
                for text in paragraph.iter(T, _TAB)
                if next(text.iterancestors(*DELETED), None) is None
            )
            if words := " ".join("".join(texts).split()):
                yield words


def _boxes(reading: Reading) -> Iterator[tuple[int, str]]:
    for story in reading.file.stories:
        texts: dict[Element, list[str]] = {}  # of each box without those of the boxes in it
        for text in story.iter(T):
            around = next(text.iterancestors(BOX), None)
            if around is not None:
                texts.setdefault(around, []).append(text.text or "")
        for box in story.iter(BOX):
            number = next(map(reading.number, box.iterancestors(P)), 0)
            yield number, " ".join("".join(texts.get(box, ())).split())


def _deleted(reading: Reading) -> Iterator[str]:
    for _, paragraph in reading.paragraphs:
        own = list(_own(paragraph))
        words = _text(own, _DELETED_TEXT).strip()
        if words:
            yield words
        elif next(paragraph.iterancestors(*DELETED), None) is not None:
            yield _text(own, T).strip()


def _own(paragraph: Element) -> Iterator[Element]:
    """What stands in a paragraph, in order, but not in the paragraphs of text boxes in it."""
    waiting = [*reversed(paragraph)]
    while waiting:
        element = waiting.pop()
        if element.tag != P:
            yield element
            waiting += reversed(element)


def _text(elements: Iterable[Element], tag: str) -> str:
    return "".join(each.text or "" for each in elements if each.tag == tag)


def _headings(reading: Reading) -> tuple[int, ...]:
    """For each paragraph the number of the heading that it stands under, 0 where there is none."""
    found, heading = [], 0
    for number, _ in reading.paragraphs:
        found.append(heading)
        heading = number if number in reading.headings else heading
    return tuple(found)


def _paragraphs(reading: Reading) -> tuple[ReturnedParagraph, ...]:
    names: dict[int, list[str]] = {}
    for story in reading.file.stories:
        last = 0
        waiting: list[str] = []  # that begin between two paragraphs, or in one with no end
        for element in story.iter(P, BOOKMARK):
            if element.tag == P:
                last = reading.number(element)
                names.setdefault(last, []).extend(waiting)
                waiting = []
            elif next(element.iterancestors(P), None) is None:
                waiting.append(element.get(w("name")) or "")
            else:
                names.setdefault(last, []).append(element.get(w("name")) or "")
    wide = set(_wide(reading))
    return tuple(
        _paragraph(reading, number, element, tuple(names.get(number, ())), is_wide=number in wide)
        for number, element in reading.paragraphs
    )


def _wide(reading: Reading) -> Iterator[int]:
    """The paragraphs of sections whose pages lie on their sides."""
    waiting: list[int] = []
    for element in reading.file.body.iter(P, _SECTION):
        if element.tag == P:
            waiting.append(reading.number(element))
            continue
        size = element.find(w("pgSz"))
        if size is not None and size.get(w("orient")) == "landscape":
            yield from waiting
        waiting = []


def _paragraph(
    reading: Reading, number: int, element: Element, names: tuple[str, ...], *, is_wide: bool
) -> ReturnedParagraph:
    properties = element.find(PPR)
    style = value(properties, "w:pStyle") or reading.file.styles.default
    chain = reading.file.styles.chain(style)
    own = list(_own(element))
    revised = (each.tag in _REVISED for each in (element, *own))
    around = (each.tag in _REVISED for each in element.iterancestors())
    return ReturnedParagraph(
        names,
        chain[0].name if chain else style,
        any(revised) or any(around),
        tuple(_looks(element, own)),
        _box(reading, element, style),
        reading.language_of.get(number, ""),
        is_wide,
    )


def _box(reading: Reading, paragraph: Element, style: str) -> str:
    """The box that a style sets its paragraph in, or its table: note, proposal or none."""
    for table in paragraph.iterancestors(_TABLE):
        style = value(table.find(_TABLE_LOOK), "w:tblStyle")
    for each in reading.file.styles.chain(style):
        if found := _BOX_OF_STYLE.search(each.name):
            return found[1]
    return ""


def _looks(paragraph: Element, own: Sequence[Element]) -> Iterator[tuple[str, str, str]]:
    words = " ".join(_text(own, T).split())
    about = paragraph.find(PPR)
    for each in about if about is not None else ():
        of = _LOOKS_OF_PARAGRAPHS.get(local_name(each))
        if of and words:
            yield of, _value(each), words
    runs = list(_runs(own))
    for name, of in _LOOKS.items():
        yield from _looks_of_runs(runs, name, of)
    for each in own:
        if each.tag == w("br") and each.get(w("type")) in _PAGE_BREAKS:
            yield NEW_PAGE, "", words


def _runs(own: Iterable[Element]) -> Iterator[tuple[Element | None, str]]:
    """The properties and the text of each run."""
    found: list[tuple[Element | None, list[str]]] = []
    for each in own:
        if each.tag == R:
            found.append((each.find(RPR), []))
        elif each.tag == T and found:
            found[-1][1].append(each.text or "")
    return ((properties, "".join(texts)) for properties, texts in found)


def _looks_of_runs(
    runs: Iterable[tuple[Element | None, str]], name: str, of: str
) -> Iterator[tuple[str, str, str]]:
    """One look, with the words that have it, those of runs that follow each other together."""
    value, words = "", ""
    for properties, text in runs:
        each = None if properties is None else properties.find(w(name))
        now = "" if each is None else _value(each)
        if now != value:
            if value and words.strip():
                yield of, value, words.strip()
            value, words = now, ""
        words += text
    if value and words.strip():
        yield of, value, words.strip()


def _value(element: Element) -> str:
    """What an element says, but for what is said of fonts that no letter here is set in."""
    said = sorted((str(name).rpartition("}")[2], str(v)) for name, v in element.attrib.items())
    return " ".join(f"{name}={value}" for name, value in said if name not in _NO_LOOK)


def _comments(reading: Reading) -> Iterator[ReturnedComment]:
    """The comments, in the order of their marks; one without a range is about its paragraph."""
    said = dict(_said(reading.file))
    for story in reading.file.stories:
        text, ranges = _ranges(story)
        for element in story.iter(_REFERENCE):
            key = element.get(ID) or ""
            around = next(element.iterancestors(P), None)
            if key not in said or around is None:
                continue
            author, remark = said.pop(key)
            number = reading.number(around)
            start, end = ranges.get(key, (0, 0))
            quoted = text[start : min(end, start + _LOOKED_AT)]
            words = " ".join(quoted.split()) or reading.texts[number - 1]
            yield ReturnedComment(remark, author, number, words[:_LONGEST_QUOTE])
    for author, remark in said.values():
        yield ReturnedComment(remark, author, 0, "")


def _ranges(story: Element) -> tuple[str, dict[str, tuple[int, int]]]:
    """The text of a story, and where in it the range of each comment begins and ends."""
    pieces: list[str] = []
    begun: dict[str, int] = {}
    found: dict[str, tuple[int, int]] = {}
    at = 0
    for element in story.iter(_RANGE, _RANGE_END, T, P):
        key = element.get(ID) or ""
        if element.tag == _RANGE:
            if key in begun or len(begun) < _MOST_OPEN:
                begun[key] = at
        elif element.tag == _RANGE_END:
            found[key] = begun.pop(key, at), at
        else:
            pieces.append((element.text or "") if element.tag == T else " ")
            at += len(pieces[-1])
    return "".join(pieces), found


def _said(file: WordParts) -> Iterator[tuple[str, tuple[str, str]]]:
    """The author and the words of each comment, by its id."""
    name = file.package.related(file.main, KIND + "comments")
    if not name or name not in file.package.names:
        return
    for comment in file.package.tree(name).iterchildren(_COMMENT):
        lines = ("".join(t.text or "" for t in line.iter(T)) for line in comment.iter(P))
        text = "\n".join(line for line in lines if line.strip())
        yield comment.get(ID) or "", (comment.get(w("author")) or "", text)
