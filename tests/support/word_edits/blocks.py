"""What people do to whole paragraphs, items and headings: put in, delete, split, join, move, copy."""

from __future__ import annotations

import re
from copy import deepcopy

from tests.support.word_edits.editor import (
    NOTES,
    NothingToEditError,
    Word,
    characters,
    isolated,
    runs,
    said,
)
from tests.support.word_edits.xml import (
    PPR,
    RPR,
    VAL,
    Element,
    P,
    drop,
    mark_of,
    properties_of,
    put,
    q,
    w,
)

NUMBERING = "word/numbering.xml"
NUMBER_OF_HEADING = re.compile(r"\(punkt\s[\d.]+\)")
"""What arkdoc writes behind the words of a link to a heading with a number."""
_BOOKMARKS = (q("bookmarkStart"), q("bookmarkEnd"))


def insert(word: Word, after: Element, words: str, style: str = "") -> Element:
    """Press Enter at the end of a paragraph and type another; `style` names its style."""
    made = w("p")
    about = after.find(PPR)
    if about is not None:
        made.append(deepcopy(about))
        drop(made[0], q("sectPr"), RPR, q("pPrChange"))
    if style:
        made.insert(0, w("pPr")) if made.find(PPR) is None else None
        drop(made[0], q("numPr"), q("outlineLvl"))
        put(made[0], w("pStyle", val=word.style_id(style)))
    after.addnext(made)
    if word.author:
        # The old mark goes down with the new line; the one that Enter made is the first's.
        old = after.find(f"{PPR}/{RPR}")
        if old is not None:
            mark_of(made).extend(deepcopy(each) for each in old if each.tag in (q("ins"), q("del")))
        word.mark(after, "ins")
    if words:
        word.type(made, 0, words)
    return made


def before(word: Word, paragraph: Element, words: str, style: str = "") -> Element:
    """Put a paragraph above another one."""
    made = w("p")
    if paragraph.find(PPR) is not None:
        made.append(deepcopy(paragraph.find(PPR)))
        drop(made[0], q("sectPr"), RPR, q("pPrChange"))
    if style:
        put(properties_of(made), w("pStyle", val=word.style_id(style)))
    paragraph.addprevious(made)
    word.type(made, 0, words)
    if word.author:
        word.mark(made, "ins")
    return made


def delete(word: Word, paragraph: Element) -> None:
    """Delete a paragraph with its mark."""
    if not word.author:
        _keep_open_bookmarks(paragraph)
        paragraph.getparent().remove(paragraph)
        return
    for run in list(runs(paragraph)):
        word.delete_run(run)
    word.mark(paragraph, "del")


def _keep_open_bookmarks(paragraph: Element) -> None:
    """Leave behind the ends of bookmarks that go further than this paragraph, as Word does."""
    own = list(paragraph.iter(*_BOOKMARKS))
    ids = [each.get(q("id")) for each in own]
    for each in own:
        if ids.count(each.get(q("id"))) == 1:
            paragraph.addprevious(each)


def split(word: Word, paragraph: Element, at: int) -> Element:
    """Press Enter in a paragraph; its bookmark then reaches over both."""
    length = len(said(paragraph))
    if not 0 < at < length:
        raise NothingToEditError("too short to split")
    first = isolated(paragraph, at, length)[0]
    while first.getparent() is not paragraph:
        first = first.getparent()  # a link that is split goes down whole
    made = w("p")
    if paragraph.find(PPR) is not None:
        made.append(deepcopy(paragraph.find(PPR)))
        drop(paragraph.find(PPR), q("sectPr"))
    moving = [first, *first.itersiblings()]
    made.extend(moving)
    paragraph.addnext(made)
    if word.author:
        word.mark(paragraph, "ins")
    return made


def join(word: Word, paragraph: Element) -> Element:
    """Delete the mark between a paragraph and the next."""
    following = next_paragraph(paragraph)
    if word.author:
        word.mark(paragraph, "del")
        return paragraph
    if (mark := paragraph.find(f"{PPR}/{RPR}")) is not None:
        drop(mark, q("del"))  # what ends the paragraph now is the mark of the other
    for child in list(following):
        if child.tag != PPR:
            paragraph.append(child)
    following.getparent().remove(following)
    return paragraph


def next_paragraph(paragraph: Element) -> Element:
    following = paragraph.getnext()
    while following is not None and following.tag in _BOOKMARKS:
        following = following.getnext()
    if following is None or following.tag != P:
        raise NothingToEditError("no paragraph below")
    return following


def move(word: Word, paragraphs: list[Element], after: Element, *, bookmarks: bool = True) -> None:
    """Cut paragraphs and paste them below another. Word takes along bookmarks that are whole."""
    if word.author:
        _tracked_move(word, paragraphs, after)
        return
    for paragraph in reversed(paragraphs):
        if not bookmarks:
            unmark(paragraph)
        after.addnext(paragraph)


def _tracked_move(word: Word, paragraphs: list[Element], after: Element) -> None:
    name = (
        f"move{len(word.body)}{word.body.index(paragraphs[0]) if paragraphs[0] in word.body else 1}"
    )
    pasted = []
    for paragraph in paragraphs:
        made = deepcopy(paragraph)
        unmark(made)
        pasted.append(made)
    for kind, those in (("moveFrom", paragraphs), ("moveTo", pasted)):
        for paragraph in those:
            for run in list(runs(paragraph)):
                if run.getparent().tag == q("hyperlink"):
                    continue
                around = word.revision(kind)
                run.getparent().replace(run, around)
                around.append(run)
            word.mark(paragraph, kind)
    for made in reversed(pasted):
        after.addnext(made)
    for kind, those in (("moveFrom", paragraphs), ("moveTo", pasted)):
        start = word.revision(f"{kind}RangeStart")
        start.set(q("name"), name)
        end = w(f"{kind}RangeEnd", id=start.get(q("id")))
        those[0].insert(int(those[0].find(PPR) is not None), start)
        those[-1].addnext(end)


def copy(word: Word, paragraphs: list[Element], after: Element) -> list[Element]:
    """Copy paragraphs and paste them below another; bookmarks stay with the first ones.

    A note that a copy calls is one of its own.
    """
    made = [deepcopy(paragraph) for paragraph in paragraphs]
    for paragraph in reversed(made):
        unmark(paragraph)
        for call in paragraph.iter(q("footnoteReference")):
            notes = word.tree(NOTES)
            note = deepcopy(next(n for n in notes if n.get(q("id")) == call.get(q("id"))))
            unmark(note)
            number = 1 + max(int(each.get(q("id"))) for each in notes)
            for each in (note, call):
                each.set(q("id"), str(number))
            notes.append(note)
        after.addnext(paragraph)
        if word.author:
            word.mark(paragraph, "ins")
            for run in list(runs(paragraph)):
                around = word.revision("ins")
                run.getparent().replace(run, around)
                around.append(run)
    return made


def unmark(element: Element) -> None:
    """Take all bookmarks out of an element."""
    for each in list(element.iter(*_BOOKMARKS)):
        each.getparent().remove(each)


# --- styles and lists ----------------------------------------------------------------------


def restyle(word: Word, paragraph: Element, style: str) -> None:
    """Choose another style in the gallery."""
    about = properties_of(paragraph)
    earlier = deepcopy(about)
    put(about, w("pStyle", val=word.style_id(style)))
    drop(about, q("numPr"))
    _change(word, about, earlier)


def _change(word: Word, about: Element, earlier: Element) -> None:
    if word.author:
        drop(earlier, RPR, q("sectPr"), q("pPrChange"))
        put(about, word.revision("pPrChange", earlier))


def relevel(word: Word, paragraph: Element, by: int) -> None:
    """Press Tab, or Shift and Tab, in an item."""
    level = paragraph.find(f"{PPR}/{q('numPr')}/{q('ilvl')}")
    if level is None:
        raise NothingToEditError("no item")
    earlier = deepcopy(properties_of(paragraph))
    level.set(VAL, str(max(0, int(level.get(VAL)) + by)))
    _change(word, properties_of(paragraph), earlier)


def is_item(paragraph: Element) -> bool:
    return paragraph.find(f"{PPR}/{q('numPr')}") is not None


def make_list(word: Word, paragraphs: list[Element], *, numbered: bool = False) -> None:
    """Press the button for bullets, or numbers: Word defines a list of its own."""
    number = _new_list(word, "decimal" if numbered else "bullet", "%1." if numbered else "•")
    for paragraph in paragraphs:
        about = properties_of(paragraph)
        earlier = deepcopy(about)
        put(about, w("pStyle", val=word.style_id("List Paragraph")))
        put(about, w("numPr", w("ilvl", val=0), w("numId", val=number)))
        _change(word, about, earlier)


def unmake_list(word: Word, paragraphs: list[Element]) -> None:
    """Press the button for bullets again."""
    for paragraph in paragraphs:
        about = properties_of(paragraph)
        earlier = deepcopy(about)
        drop(about, q("numPr"))
        put(about, w("pStyle", val=word.style_id("Body Text")))
        _change(word, about, earlier)


def _new_list(word: Word, kind: str, sign: str) -> int:
    numbering = word.tree(NUMBERING)
    shapes = numbering.findall(q("abstractNum"))
    shape = 1 + max((int(each.get(q("abstractNumId"))) for each in shapes), default=0)
    lists = numbering.findall(q("num"))
    number = 1 + max((int(each.get(q("numId"))) for each in lists), default=0)
    levels = [
        w("lvl", w("start", val=1), w("numFmt", val=kind), w("lvlText", val=text), w("lvlJc", val="left"),
          w("pPr", w("ind", left=720 * (n + 1), hanging=360)), ilvl=n)
        for n, text in enumerate((sign, "o" if kind == "bullet" else "%2)"))
    ]  # fmt: skip
    made = w(
        "abstractNum", w("multiLevelType", val="hybridMultilevel"), *levels, abstractNumId=shape
    )
    if shapes:
        shapes[-1].addnext(made)
    else:
        numbering.insert(0, made)
    of = w("num", w("abstractNumId", val=shape), numId=number)
    if lists:
        lists[-1].addnext(of)
    else:
        made.addnext(of)
    return number


def words_of(paragraph: Element) -> list[tuple[int, int]]:
    """Where the words of a paragraph begin and end, those that arkdoc writes itself left out."""
    found: list[tuple[int, int]] = []
    start = -1
    label = _label_end(paragraph)
    text = NUMBER_OF_HEADING.sub(lambda number: " " * len(number[0]), said(paragraph))
    for at, sign in enumerate(f"{text} "):
        if (sign.isalnum() or sign in "-§") and at >= label:
            start = at if start < 0 else start
        elif start >= 0:
            found.append((start, at))
            start = -1
    return found


def _label_end(paragraph: Element) -> int:
    """How many characters of a paragraph arkdoc wrote as its label: «Hensikt:», «Tabell 3. »."""
    end, in_field = 0, 0
    for at, (sign, _, run) in enumerate(characters(paragraph), 1):
        style = run.find(f"{RPR}/{q('rStyle')}")
        if style is not None and style.get(VAL) in ("ArkFieldLabel", "ArkHeadLabelChar"):
            end = at
        in_field = at if sign == "\t" and end == at - 1 else in_field
    if any(code.text and "SEQ" in code.text for code in paragraph.iter(q("instrText"))):
        return said(paragraph).find(". ") + 2
    return max(end, in_field)
