"""A Word file of the corpus → what a reader of the accepted document sees, by the corpus's words.py.

The oracle is imported from where the corpus lies; nothing here knows arkdoc. What it does not
tell is added: the text and the number of each list item, and the words that are deleted.
"""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from unicodedata import normalize

from tests.support.project import W, squeezed

REFUSED = {
    "public": {"poi--bug53475-password-is-pass.docx", "poi--truncated62886.docx"},
    "made": {"13-doc-omdopt-til.docx"},
    "hostile": {
        "50000-paragraphs.docx", "bomb-200MB.docx", "deep-tables-3000.docx", "entities.docx",
        "xxe.docx", "not-xml.docx", "no-body.docx",
    },
}  # fmt: skip
"""The files that no program should read, or none that is careful."""
PRINTED = ("body", "txbx", "footnotes", "endnotes", "math")
"""The categories of words that a reader of the document sees in it."""


@dataclass(frozen=True)
class Truth:
    """What is in a file: words by category, headings, list items with their numbers, …

    An item's number is 0 where it has a bullet or nothing.
    """

    words: dict[str, Counter[str]]
    headings: list[tuple[int, str]]
    items: list[tuple[int, str]]
    alts: list[str]
    comments: int
    merged: int
    deleted: Counter[str] = field(default_factory=Counter)

    @property
    def printed(self) -> Counter[str]:
        """The words that belong in the printed text."""
        return sum((self.words.get(kind, Counter()) for kind in PRINTED), Counter())


def word_files(corpus: Path, *folders: str) -> list[Path]:
    """The Word files in the folders of the corpus."""
    return sorted(file for folder in folders for file in (corpus / "word" / folder).glob("*.doc?"))


def readable(corpus: Path) -> list[Path]:
    """The public files and those of our own that can be read."""
    refused = REFUSED["public"] | REFUSED["made"]
    return [file for file in word_files(corpus, "public", "made") if file.name not in refused]


@cache
def oracle(folder: Path) -> ModuleType:
    """words.py, as it lies beside the files."""
    spec = importlib.util.spec_from_file_location("corpus_words", folder / "words.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def truth(file: Path) -> Truth:
    """What is in `file`; raises what words.py raises for a file that can't be read."""
    words = oracle(file.parent.parent)
    told = words.T(file.read_bytes())
    root = told.parse(told.main)
    structure = told.struct
    deleted = "\n".join(e.text or "" for e in root.iter(f"{W}delText"))
    return Truth(
        {kind: words_in("".join(texts)) for kind, texts in told.cats.items()},
        structure["headings"],
        _items(told, root),
        [alt for alt in structure["images"] if alt.strip()],
        structure["comments"],
        structure["merged"],
        words_in(deleted),
    )


# --- lists -----------------------------------------------------------------------------------


def _items(told: Any, root: Any) -> list[tuple[int, str]]:
    """The paragraphs that words.py counts as list items, each with its number and text."""
    numbers = _Numbers(told)
    found = []
    for paragraph in root.iter(f"{W}p"):
        if any("txbxContent" in str(a.tag) for a in paragraph.iterancestors()):
            continue
        gone = [f"{W}pPr/{W}rPr/{W}{name}" for name in ("del", "moveFrom")]
        if any(paragraph.find(path) is not None for path in gone):
            continue
        if told.islist(paragraph):
            number = numbers.next(paragraph)
            if not told.level(paragraph):
                found.append((number, squeezed(said(paragraph))))
    return found


def said(paragraph: Any) -> str:
    """The text of a paragraph as accepted."""
    texts = paragraph.iter(f"{W}t")
    return "".join(t.text or "" for t in texts if not _is_deleted(t, paragraph))


def _is_deleted(element: Any, within: Any) -> bool:
    for above in element.iterancestors():
        if above is within:
            return False
        if above.tag in (f"{W}del", f"{W}moveFrom", f"{W}txbxContent"):
            return True
    return False


class _Numbers:
    """Counts list items as 17.9 says, in a way of its own: one counter for each abstract list."""

    def __init__(self, told: Any) -> None:
        self._told = told
        self._abstract: dict[str, str] = {}
        self._levels: dict[tuple[str, int], tuple[str, int]] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._style_levels: dict[str, int] = {}
        for kind, part, _ in told.rl.values():
            if kind.endswith("/numbering"):
                self._read(told.parse(part))
        for kind, part, _ in told.rl.values():
            if kind.endswith("/styles"):
                for style in told.parse(part).iter(f"{W}style"):
                    level = style.find(f"{W}pPr/{W}numPr/{W}ilvl")
                    if level is not None:
                        name = style.get(f"{W}styleId")
                        self._style_levels[name] = int(level.get(f"{W}val"))

    def _read(self, root: Any) -> None:
        for shape in root.iter(f"{W}abstractNum"):
            identifier = shape.get(f"{W}abstractNumId")
            for level in shape.iter(f"{W}lvl"):
                start, kind = level.find(f"{W}start"), level.find(f"{W}numFmt")
                self._levels[identifier, int(level.get(f"{W}ilvl"))] = (
                    kind.get(f"{W}val") if kind is not None else "decimal",
                    int(start.get(f"{W}val")) if start is not None else 0,
                )
        for num in root.iter(f"{W}num"):
            identifier = num.get(f"{W}numId")
            self._abstract[identifier] = num.find(f"{W}abstractNumId").get(f"{W}val")
            for override in num.iter(f"{W}lvlOverride"):
                start = override.find(f"{W}startOverride")
                if start is not None:
                    level = int(override.get(f"{W}ilvl"))
                    self._starts[identifier, level] = int(start.get(f"{W}val"))

    def next(self, paragraph: Any) -> int:
        """The number of the item that `paragraph` is, counted; 0 for a bullet."""
        identifier, level = self._place(paragraph)
        abstract = self._abstract.get(identifier, "")
        kind, start = self._levels.get((abstract, level), ("bullet", 1))
        counts = self._counts.setdefault(abstract, {})
        if (identifier, level) in self._starts and (identifier, level) not in self._begun:
            counts[level] = self._starts[identifier, level]
        else:
            counts[level] = counts[level] + 1 if level in counts else start
        self._begun.add((identifier, level))
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return 0 if kind in ("bullet", "none") else counts[level]

    def _place(self, paragraph: Any) -> tuple[str, int]:
        about = paragraph.find(f"{W}pPr/{W}numPr")
        number = about.find(f"{W}numId") if about is not None else None
        level = about.find(f"{W}ilvl") if about is not None else None
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = style.get(f"{W}val") if style is not None else ""
        identifier = number.get(f"{W}val") if number is not None else ""
        deep = int(level.get(f"{W}val")) if level is not None else -1
        seen: set[str] = set()
        while name in self._told.st and name not in seen and (not identifier or deep < 0):
            seen.add(name)
            _, based, _, of_style = self._told.st[name]
            if not identifier and of_style:
                identifier = of_style
            if deep < 0 and name in self._style_levels:
                deep = self._style_levels[name]
            name = based
        return identifier, max(deep, 0)


def words_in(text: str) -> Counter[str]:
    """The words of a text, told apart as words.py does; raised and lowered digits are digits."""
    return Counter(re.findall(r"[^\W_]+", normalize("NFKC", text.replace("\xad", ""))))
