"""A Word file and what was read of it → the paragraphs whose letters differ.

What a reader of the accepted document sees is gone through once more, by itself and without any of
the readers' opinions, and compared with what is in the tree or was named in a finding. So a fault
of ours can't lose text in silence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from unicodedata import normalize

from arkdoc.model.names import clip
from arkdoc.model.nodes import Blocks, Code, CodeBlock, Directive, Text
from arkdoc.model.tree import inline_runs, walk, walk_inlines
from arkdoc.ooxml.oxml import Element
from arkdoc.read.word.reading import Reading
from arkdoc.read.word.tags import (
    BOX,
    DELETED,
    MATH_PARAGRAPH,
    MATH_TEXT,
    OFFICE_MATH,
    RPR,
    TR,
    P,
    T,
    w,
)
from arkdoc.rules.word_reading import LOST_WORDS

_NO_BREAK_HYPHEN = w("noBreakHyphen")
_ROW_PROPERTIES = w("trPr")


def compare_words(reading: Reading, blocks: Blocks, notes: Iterable[Blocks]) -> None:
    """Report each paragraph of which words are neither in the tree nor named, or that has more."""
    stories = (blocks, *notes)
    begins = dict(_joined(stories))
    seen, added = _together(_seen(reading), begins), _together(reading.added, begins)
    read, named = _together(_read(stories), begins), _together(reading.named, begins)
    for number in sorted({*seen, *read}):
        there = _letters(" ".join((*seen.get(number, ()), *added.get(number, ()))))
        told = _letters(" ".join((*read.get(number, ()), *named.get(number, ()))))
        if there != told and Counter(there) != Counter(told):
            words = _missing(seen.get(number, ()), read.get(number, ()))
            reading.say(LOST_WORDS, reading.whole(number), words=clip(words))


def _joined(stories: Iterable[Blocks]) -> Iterator[tuple[int, int]]:
    """The paragraphs that one text was made of, each with the first of them."""
    for block in chain.from_iterable(map(walk, stories)):
        if isinstance(block, CodeBlock | Directive):
            for number in range(block.span.line, block.span.end_line + 1):
                yield number, block.span.line


def _together(texts: Mapping[int, list[str]], begins: Mapping[int, int]) -> dict[int, list[str]]:
    """The texts by paragraph, those of paragraphs that became one text by the first of them."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for number in sorted(texts):
        found[begins.get(number, number)] += texts[number]
    return dict(found)


def _letters(text: str) -> str:
    """The letters and digits, without accents: one may stand in a run of its own, or not."""
    return "".join(filter(str.isalnum, normalize("NFKD", text).casefold()))


def _missing(there: Iterable[str], told: Iterable[str]) -> str:
    """The words that the file has and the tree has not, as far as words tell."""
    words = Counter("".join(there).split()) - Counter("".join(told).split())
    return " ".join(words)


def _seen(reading: Reading) -> dict[int, list[str]]:
    """The texts of each paragraph that a reader of the accepted document sees."""
    texts: defaultdict[int, list[str]] = defaultdict(list)
    file = reading.file
    for element, number in _walked(file.body, reading):
        texts[number].append(_text(element))
    for label in reading.notes:
        for element, number in _walked(file.notes[label], reading):
            texts[number].append(_text(element))
    return texts


def _text(element: Element) -> str:
    return "-" if element.tag == _NO_BREAK_HYPHEN else element.text or ""


def _walked(story: Element, reading: Reading) -> Iterator[tuple[Element, int]]:
    """The elements with text in `story`, each with the number of its paragraph."""
    stack: list[tuple[Iterator[Element], int]] = [(iter(story), 0)]
    last = 0
    while stack:
        children, number = stack[-1]
        element = next(children, None)
        if element is None:
            stack.pop()
            continue
        tag = element.tag
        if tag in (T, MATH_TEXT, _NO_BREAK_HYPHEN):
            yield element, number or last
        elif tag in DELETED or tag == RPR or (tag == TR and _is_deleted_row(element)):
            continue
        elif tag == P:
            last = reading.number(element)
            stack.append((iter(element), last))
        elif tag in (OFFICE_MATH, MATH_PARAGRAPH) and not number:
            stack.append((iter(element), reading.number(element)))
        elif tag == BOX:
            stack.append((iter(element), 0))
        elif len(element):
            stack.append((iter(element), number))


def _is_deleted_row(row: Element) -> bool:
    properties = row.find(_ROW_PROPERTIES)
    return properties is not None and any(change.tag in DELETED for change in properties)


def _read(stories: Iterable[Blocks]) -> dict[int, list[str]]:
    """The texts of the tree by the paragraph they came from."""
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for blocks in stories:
        for block in walk(blocks):
            if isinstance(block, CodeBlock | Directive):
                texts[block.span.line].append(block.text)
            for run in inline_runs(block):
                for inline in walk_inlines(run):
                    if isinstance(inline, Text | Code):
                        texts[inline.span.line].append(inline.text)
    return texts
