"""A Word file → the same file, edited as people edit in Word: its paragraphs found by their text.

Where `author` is set, what is done is a tracked change of that person. Offsets are those of the text
that a reader of the accepted document sees in a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from tests.support.word_edits.xml import (
    AROUND,
    BR,
    CELL,
    CONTROL,
    DEL,
    GONE,
    INS,
    LINK,
    PPR,
    RELATIONS,
    RPR,
    TAB,
    TABLE,
    TYPES,
    VAL,
    Element,
    P,
    R,
    T,
    etree,
    mark_of,
    parsed,
    properties_of,
    put,
    q,
    text_element,
    w,
    written,
)
from tests.support.word_files import parts_of, zipped

DOCUMENT, NOTES = "word/document.xml", "word/footnotes.xml"
_DATE = "2026-11-02T09:{:02d}:00Z"
_SIGNS = {TAB: "\t", BR: "\n", q("cr"): "\n", q("noBreakHyphen"): "\u2011"}
_MARKS = ("footnoteReference", "endnoteReference", "footnoteRef", "commentReference")


class NothingToEditError(Exception):
    """The file has nothing that such an edit could be made to."""


class Word:
    """A Word file that is open; `author` tracks what is done from then on."""

    def __init__(self, docx: bytes) -> None:
        self.parts = parts_of(docx)
        self._trees: dict[str, Element] = {}
        self.author = ""
        self._revisions = 900
        self._styles: dict[str, str] = {}

    # --- the package -------------------------------------------------------------------

    def tree(self, name: str) -> Element:
        """The root of a part, which is written back when the file is saved."""
        if name not in self._trees:
            self._trees[name] = parsed(self.parts[name])
        return self._trees[name]

    def saved(self) -> bytes:
        """The file, with nothing changed but what was edited."""
        for name, tree in self._trees.items():
            self.parts[name] = written(tree)
        return zipped(self.parts)

    @property
    def body(self) -> Element:
        return self.tree(DOCUMENT).find(q("body"))

    def relate(self, kind: str, target: str, *, external: bool = False, of: str = DOCUMENT) -> str:
        """The id of a new relationship of the part `of`."""
        folder, _, name = of.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self.parts:
            self.parts[rels] = f'<Relationships xmlns="{RELATIONS}"/>'.encode()
        tree = self.tree(rels)
        taken = {each.get("Id") for each in tree}
        id_ = next(f"rId{n}" for n in range(1, 10_000) if f"rId{n}" not in taken)
        made = etree.SubElement(
            tree, f"{{{RELATIONS}}}Relationship", Id=id_, Type=kind, Target=target
        )
        if external:
            made.set("TargetMode", "External")
        return id_

    def target(self, id_: str, of: str = DOCUMENT) -> str:
        folder, _, name = of.rpartition("/")
        tree = self.tree(f"{folder}/_rels/{name}.rels")
        return next(str(each.get("Target")) for each in tree if each.get("Id") == id_)

    def declare(self, name: str, media_type: str) -> None:
        """Say what kind of part `name` is, or what an ending stands for."""
        types = self.tree("[Content_Types].xml")
        if name.startswith("."):
            if all(each.get("Extension") != name[1:] for each in types):
                made = etree.Element(
                    f"{{{TYPES}}}Default", Extension=name[1:], ContentType=media_type
                )
                types.insert(0, made)
        elif all(each.get("PartName") != f"/{name}" for each in types):
            etree.SubElement(
                types, f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=media_type
            )

    # --- finding -----------------------------------------------------------------------

    def paragraphs(self) -> list[Element]:
        """The paragraphs of the body and its cells, those of the contents and of boxes left out."""
        return [p for p in self.body.iter(P) if not _is_apart(p)]

    def paragraph(self, words: str, nth: int = 0) -> Element:
        """The paragraph that has these words; `nth` of several, -1 the last."""
        found = [p for p in self.paragraphs() if words in said(p)]
        if not found:
            raise NothingToEditError(words)
        return found[nth]

    def note_paragraph(self, words: str) -> Element:
        found = [p for p in self.tree(NOTES).iter(P) if words in said(p)]
        if not found:
            raise NothingToEditError(words)
        return found[0]

    def style_of(self, paragraph: Element) -> str:
        """The name of a paragraph's style, such as `heading 2`."""
        style = paragraph.find(f"{PPR}/{q('pStyle')}")
        return self._style_names().get(style.get(VAL), "") if style is not None else "Normal"

    def style_id(self, name: str) -> str:
        """The id of the style of that name; Word has its own built-in styles where a file lacks them."""
        for id_, each in self._style_names().items():
            if each.lower() == name.lower():
                return id_
        raise NothingToEditError(name)

    def _style_names(self) -> dict[str, str]:
        if not self._styles:
            styles = self.tree("word/styles.xml").iter(q("style"))
            self._styles = {
                str(s.get(q("styleId"))): str(s.find(q("name")).get(VAL)) for s in styles
            }
        return self._styles

    # --- text --------------------------------------------------------------------------

    def type(
        self, paragraph: Element, at: int, words: str, *, plain: bool = False
    ) -> list[Element]:
        """Type `words` at an offset, in the format of what stands before; returns their runs."""
        parent, place, like = _place(paragraph, at)
        properties = None if plain or like is None else like.find(RPR)
        run = w("r")
        if properties is not None and not any(like.find(q(m)) is not None for m in _MARKS):
            run.append(deepcopy(properties))
        pieces = words.split("\n")
        for number, piece in enumerate(pieces):
            if number:
                run.append(w("br"))
            if piece:
                run.append(text_element(piece))
        parent.insert(place, self._tracked_run(run))
        return [run]

    def delete(self, paragraph: Element, start: int, end: int) -> None:
        """Delete the characters from `start` up to `end`, and what stands among them."""
        for run in isolated(paragraph, start, end):
            self.delete_run(run)

    def delete_run(self, run: Element) -> None:
        parent = run.getparent()
        if not self.author or (parent.tag == INS and parent.get(q("author")) == self.author):
            parent.remove(run)
            if parent.tag in (LINK, INS) and not len(parent):
                parent.getparent().remove(parent)
            return
        for text in run.findall(T):
            text.tag = q("delText")
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        for code in run.findall(q("instrText")):
            code.tag = q("delInstrText")
        around = self.revision("del")
        parent.replace(run, around)
        around.append(run)

    def replace(self, paragraph: Element, old: str, new: str, nth: int = 0) -> None:
        """Select `old` and type `new`, which takes the format of what was selected."""
        start = self.find(paragraph, old, nth)
        if new:
            made = self.type(paragraph, start + len(old), new)
            first = isolated(paragraph, start, start + 1)[0].find(RPR)
            for run in made:
                if run.find(RPR) is not None:
                    run.remove(run.find(RPR))
                if first is not None:
                    run.insert(0, deepcopy(first))
        self.delete(paragraph, start, start + len(old))

    def find(self, paragraph: Element, words: str, nth: int = 0) -> int:
        at = -1
        for _ in range(nth + 1):
            at = said(paragraph).find(words, at + 1)
        if at < 0:
            raise NothingToEditError(words)
        return at

    def format(self, paragraph: Element, words: str, *properties: Element) -> None:
        """Give `words` these properties of runs (w:b, w:color …), as the buttons of Word do."""
        start = self.find(paragraph, words)
        for run in isolated(paragraph, start, start + len(words)):
            own = properties_of(run)
            before = deepcopy(own)
            for each in properties:
                put(own, deepcopy(each))
            if self.author:
                before.tag = RPR
                put(own, self.revision("rPrChange", before))

    # --- tracking ----------------------------------------------------------------------

    def revision(self, name: str, *children: Element) -> Element:
        """The element of a tracked change by `author`."""
        self._revisions += 1
        date = _DATE.format(self._revisions % 60)
        return w(name, *children, id=self._revisions, author=self.author, date=date)

    def mark(self, paragraph: Element, name: str) -> None:
        """Mark the end of a paragraph as inserted or deleted."""
        put(mark_of(paragraph), self.revision(name))

    def _tracked_run(self, run: Element) -> Element:
        return self.revision("ins", run) if self.author else run


def said(paragraph: Element) -> str:
    """The text of a paragraph as accepted, without marks of notes and field codes."""
    return "".join(sign for sign, _, _ in characters(paragraph))


def characters(paragraph: Element) -> Iterator[tuple[str, Element, Element]]:
    """Each character with its element and its run."""
    for run in runs(paragraph):
        for element in run:
            if element.tag == T:
                for sign in element.text or "":
                    yield sign, element, run
            elif element.tag in _SIGNS:
                yield _SIGNS[element.tag], element, run


def runs(paragraph: Element) -> Iterator[Element]:
    """The runs of a paragraph that are not deleted, in order."""
    for child in paragraph:
        if child.tag == R:
            yield child
        elif child.tag in AROUND:
            yield from runs(child)


def isolated(paragraph: Element, start: int, end: int) -> list[Element]:
    """The runs that hold just the characters from `start` up to `end`, and those between them."""
    _cut(paragraph, start)
    _cut(paragraph, end)
    found, at = [], 0
    for run in list(runs(paragraph)):
        length = _length(run)
        if (at < end and at + length > start) or (not length and start < at < end):
            found.append(run)
        at += length
    return found


def _cut(paragraph: Element, at: int) -> None:
    """Make a run end at an offset."""
    passed = 0
    for run in list(runs(paragraph)):
        for element in list(run):
            length = len(element.text or "") if element.tag == T else int(element.tag in _SIGNS)
            if passed < at < passed + length:
                before, after = element.text[: at - passed], element.text[at - passed :]
                rest = text_element(after)
                element.text = before
                element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                element.addnext(rest)
                _divide(run, rest)
                return
            if passed == at and length and element.getprevious() is not None:
                if element.getprevious().tag != RPR:
                    _divide(run, element)
                return
            passed += length
            if passed >= at and element.getnext() is None:
                return


def _divide(run: Element, first: Element) -> None:
    """Move `first` and what follows it in `run` to a run of their own after it."""
    rest = w("r")
    if run.find(RPR) is not None:
        rest.append(deepcopy(run.find(RPR)))
    moving = [first, *first.itersiblings()]
    rest.extend(moving)
    run.addnext(rest)


def _place(paragraph: Element, at: int) -> tuple[Element, int, Element | None]:
    """Where a run typed at an offset stands: in what, as which child, and after which run.

    At the end of a link Word types outside it.
    """
    _cut(paragraph, at)
    passed, last = 0, None
    for run in runs(paragraph):
        if passed >= at and (at or _length(run)):
            break
        passed += _length(run)
        last = run
    if last is None or not at:
        return _start(paragraph)
    outer, like = last, last
    while outer.getparent().tag in AROUND:
        around = outer.getparent()
        if around.index(outer) == len(around) - 1 or around.tag == INS:
            outer, like = around, None if around.tag == LINK else like
        else:
            return around, around.index(outer) + 1, like
    return outer.getparent(), outer.getparent().index(outer) + 1, like


def _start(paragraph: Element) -> tuple[Element, int, Element | None]:
    """Where a run stands that is typed before all the text of a paragraph, and what it is like."""
    for run in runs(paragraph):
        if _length(run):
            outer = run
            while outer.getparent() is not paragraph:
                outer = outer.getparent()
            return paragraph, paragraph.index(outer), None if outer.tag == LINK else run
    last = max((n for n, e in enumerate(paragraph) if e.tag != q("bookmarkEnd")), default=-1)
    return paragraph, last + 1, None


def _length(run: Element) -> int:
    """How many characters of text a run has."""
    return sum(len(e.text or "") if e.tag == T else e.tag in _SIGNS for e in run)


def _is_apart(paragraph: Element) -> bool:
    for above in paragraph.iterancestors():
        if above.tag == q("txbxContent"):
            return True
        if above.tag == CONTROL and above.find(f".//{q('docPartGallery')}") is not None:
            return True
    return False


def cells_of(row: Element) -> list[Element]:
    return list(row.findall(CELL))


def around(paragraph: Element, tag: str = TABLE) -> Element:
    """The nearest element of that kind that a paragraph stands in."""
    for above in paragraph.iterancestors():
        if above.tag == tag:
            return above
    raise NothingToEditError(tag)


__all__ = [
    "DEL",
    "DOCUMENT",
    "GONE",
    "NOTES",
    "NothingToEditError",
    "Word",
    "around",
    "cells_of",
    "characters",
    "isolated",
    "runs",
    "said",
]
