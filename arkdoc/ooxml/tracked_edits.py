"""Runs, paragraphs and rows of anybody's Word file → put in and taken out as tracked changes.

What others have tracked stays theirs: text in it is deleted in it, and what is put into it stands
beside it. What we put in ourselves and take out again is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import count

from arkdoc.ooxml.oxml import Element, insert_property, local_name, put, qname, text, w
from arkdoc.ooxml.revisions import AUTHOR, deleted

_ID, _AUTHOR = qname("w:id"), qname("w:author")
_INS, _DEL, _MOVE_TO, _MOVE_FROM = map(qname, ("w:ins", "w:del", "w:moveTo", "w:moveFrom"))
_P, _R, _RPR, _PPR, _T = map(qname, ("w:p", "w:r", "w:rPr", "w:pPr", "w:t"))
_ROW, _CELL, _ROW_PROPERTIES = map(qname, ("w:tr", "w:tc", "w:trPr"))
_CELL_PROPERTIES, _HEADER, _ROW_CHANGE = map(qname, ("w:tcPr", "w:tblHeader", "w:trPrChange"))
_MARKS = (_INS, _DEL, _MOVE_TO, _MOVE_FROM)
_OF_ONE_PARAGRAPH = tuple(
    map(qname, ("w:sectPr", "w:pPrChange", "w:framePr", "w:pageBreakBefore", "w:cnfStyle"))
)
_OF_ONE_CELL = tuple(map(qname, ("w:cellIns", "w:cellDel", "w:cellMerge", "w:tcPrChange")))
_OF_ONE_RUN = tuple(
    map(qname, ("w:rPrChange", "w:vertAlign", "w:highlight", "w:shd", *("w:ins", "w:del")))
)
LINE_END = "\v"
"""What stands for a break between lines in texts that are put in: no XML has it."""


class TrackedEdits:
    """Makes the changes of one file, each with a number that nothing in `roots` has."""

    def __init__(self, roots: Iterable[Element]) -> None:
        taken = {value for root in roots for each in root.iter() if (value := each.get(_ID))}
        self._numbers = (number for number in count(1) if str(number) not in taken)

    def _change(self, tag: str, *children: Element) -> Element:
        return w(tag, *children, id=next(self._numbers), author=AUTHOR)

    # --- runs --------------------------------------------------------------------------------

    def delete(self, runs: Iterable[Element]) -> None:
        """Delete whole runs; neighbours are one deletion."""
        last: Element | None = None
        for run in runs:
            around = _parent(run)
            if _is_ours(around) and around.tag == _INS:
                around.remove(run)
                if not len(around):
                    _parent(around).remove(around)
                continue
            if last is None or last.getnext() is not run:
                last = self._change("del")
                run.addprevious(last)
            last.append(deleted(run))

    def insert(self, runs: Sequence[Element], beside: Element, *, is_after: bool) -> None:
        """Put runs in before or after a run."""
        around = _parent(beside)
        if around.tag in (_INS, _MOVE_TO) and not _is_ours(around):
            beside, is_after = self._outside(around, beside, is_after=is_after)
        elif around.tag == _INS:
            _put_beside(runs, beside, is_after=is_after)
            return
        _put_beside((self._change("ins", *runs),), beside, is_after=is_after)

    def insert_in(self, runs: Sequence[Element], paragraph: Element, *, is_last: bool) -> None:
        """Put runs in at the end of a paragraph, or before all that stands in it."""
        first = int(len(paragraph) > 0 and paragraph[0].tag == _PPR)
        paragraph.insert(len(paragraph) if is_last else first, self._change("ins", *runs))

    def _outside(self, around: Element, beside: Element, *, is_after: bool) -> tuple[Element, bool]:
        """A place outside another's insertion, which is parted there if need be."""
        following = [*beside.itersiblings()] if is_after else [beside, *beside.itersiblings()]
        if not following:
            return around, True
        if len(following) == len(around):
            return around, False
        rest = w(local_name(around))
        _copy_attributes(around, rest)
        put(rest, "w:id", str(next(self._numbers)))
        rest.extend(following)
        around.addnext(rest)
        return around, True

    # --- paragraphs --------------------------------------------------------------------------

    def delete_paragraph(self, paragraph: Element, runs: Iterable[Element]) -> None:
        """Delete a paragraph with the runs in it, which is joined to what follows.

        Where nothing does, at the end of a cell, programs keep it, empty.
        """
        self.delete(runs)
        properties = _first(paragraph, _PPR)
        mark = properties.find(_RPR)
        if mark is None:
            mark = w("rPr")
            insert_property(properties, mark)
        others = mark.findall(_INS)
        has_more = next(paragraph.itersiblings(_P), None) is not None
        is_new = has_more and any(map(_is_ours, others))
        if is_new and all(each.tag == _PPR for each in paragraph):
            _parent(paragraph).remove(paragraph)
        elif not any(each.tag in (_DEL, _MOVE_FROM) for each in mark):  # there can be one
            mark.insert(len(others), self._change("del"))

    def new_paragraph(self, properties: Element, runs: Sequence[Element]) -> Element:
        """A paragraph that is put in."""
        made = w("p", properties)
        mark = properties.find(_RPR)
        if mark is None:
            mark = w("rPr")
            insert_property(properties, mark)
        mark.insert(0, self._change("ins"))
        if runs:
            made.append(self._change("ins", *runs))
        return made

    # --- rows --------------------------------------------------------------------------------

    def delete_row(self, row: Element, runs: Iterable[Element]) -> None:
        """Delete a row with the runs in it."""
        self.delete(runs)
        properties = row.find(_ROW_PROPERTIES)
        if properties is None or properties.find(_DEL) is None:
            _mark_row(row, self._change("del"))

    def new_row(self, like: Element, cells: Sequence[Sequence[Element]]) -> Element:
        """A row that is put in, with cells as those of `like`: the runs of each."""
        made = w("tr")
        if (properties := like.find(_ROW_PROPERTIES)) is not None:
            copy = deepcopy(properties)
            for each in [each for each in copy if each.tag in (*_MARKS, _HEADER, _ROW_CHANGE)]:
                copy.remove(each)
            made.append(copy)
        for model, runs in zip(like.iterchildren(_CELL), cells, strict=True):
            cell = w("tc")
            if (properties := model.find(_CELL_PROPERTIES)) is not None:
                copy = deepcopy(properties)
                for each in [each for each in copy if each.tag in _OF_ONE_CELL]:
                    copy.remove(each)
                cell.append(copy)
            first = model.find(_P)
            paragraph = w("p", paragraph_properties(first))
            if runs:
                paragraph.append(self._change("ins", *runs))
            cell.append(paragraph)
            made.append(cell)
        _mark_row(made, self._change("ins"))
        return made


def part_run(run: Element, element: Element, at: int) -> tuple[Element, Element]:
    """Make a run end before character `at` of a text in it, or before another element (0).

    What follows is a run of its own: that, and the element that it begins with.
    """
    if at:
        value = element.text or ""
        rest = w("t")
        element.text, rest.text = value[:at], value[at:]
        for each in (element, rest):
            put(each, "xml:space", "preserve")
        element.addnext(rest)
        element = rest
    following = w("r")
    _copy_attributes(run, following)
    if (properties := run.find(_RPR)) is not None:
        following.append(deepcopy(properties))
    following.extend([element, *element.itersiblings()])
    run.addnext(following)
    return following, element


def new_run(properties: Element | None, words: str) -> Element:
    """A run that says `words`, its lines parted by LINE_END."""
    made = w("r", None if properties is None or not len(properties) else deepcopy(properties))
    for number, line in enumerate(words.split(LINE_END)):
        if number:
            made.append(w("br"))
        made.extend(text(line))
    return made


def with_look(properties: Element, name: str, *, is_on: bool) -> None:
    """Let runs with these properties be `b`, bold, `i`, italic, or `strike`, struck out, or not."""
    for each in properties.findall(qname(f"w:{name}")):
        properties.remove(each)
    insert_property(properties, w(name, val=None if is_on else 0))


def run_properties(run: Element | None) -> Element:
    """A copy of a run's or a mark's properties, without what is of it alone."""
    found = None if run is None else run.find(_RPR)
    copy = w("rPr") if found is None else deepcopy(found)
    for each in [each for each in copy if each.tag in (*_OF_ONE_RUN, *_MARKS)]:
        copy.remove(each)
    return copy


def paragraph_properties(paragraph: Element | None) -> Element:
    """A copy of a paragraph's properties, without what is of it alone."""
    found = None if paragraph is None else paragraph.find(_PPR)
    copy = w("pPr") if found is None else deepcopy(found)
    for each in [each for each in copy if each.tag in _OF_ONE_PARAGRAPH]:
        copy.remove(each)
    if (mark := copy.find(_RPR)) is not None:
        copy.replace(mark, run_properties(copy))
    for number in copy.findall(qname("w:numPr")):
        for each in [each for each in number if each.tag in _MARKS]:
            number.remove(each)
    return copy


def runs_in(element: Element) -> Iterator[Element]:
    """The runs in an element that are not deleted, nor in another run."""
    waiting = [*reversed(element)]
    while waiting:
        each = waiting.pop()
        if each.tag == _R:
            yield each
        elif each.tag not in (_DEL, _MOVE_FROM):
            waiting += reversed(each)


def _put_beside(elements: Iterable[Element], beside: Element, *, is_after: bool) -> None:
    for element in elements:
        if is_after:
            beside.addnext(element)
            beside = element
        else:
            beside.addprevious(element)


def _copy_attributes(one: Element, other: Element) -> None:
    for name, value in one.attrib.items():
        other.set(name, value)


def _is_ours(change: Element) -> bool:
    return change.tag in _MARKS and change.get(_AUTHOR) == AUTHOR


def _parent(element: Element) -> Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def _first(element: Element, tag: str) -> Element:
    """The properties that an element begins with, made where it has none."""
    found = element.find(tag)
    if found is None:
        found = w(tag.rpartition("}")[2])
        element.insert(0, found)
    return found


def _mark_row(row: Element, change: Element) -> None:
    properties = row.find(_ROW_PROPERTIES)
    if properties is None:
        properties = w("trPr", w("gridBefore", val=0))  # the schema wants a property besides
        row.insert(int(len(row) > 0 and row[0].tag == qname("w:tblPrEx")), properties)
    place = next(
        (n for n, each in enumerate(properties) if each.tag == _ROW_CHANGE), len(properties)
    )
    properties.insert(place, change)
