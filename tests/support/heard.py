"""An output → what a screen reader has of it: headings, tables with their headers, languages.

And the calls of footnotes, which are in heard_calls.py.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from lxml import etree, html

from arkdoc.language.printed import WORDS
from arkdoc.model.document import Document
from tests.support.heard_calls import differing_calls
from tests.support.pdf_tags import Tag, read_tags
from tests.support.project import W, WordFile, squeezed, style_of, text_of, word

Heard = tuple[str, str, str]
"""A cell's text, and those of the headers of its column and of its row."""

_MARKS = re.compile(r"[\d,↑\u2060]+$")
_LABELS = frozenset(words.footnotes for words in WORDS.values())
"""What stands over footnotes where they are not at a page's foot."""
_MARK = "FootnoteReference"
_WORD = re.compile(r"[^\W\d_]+")


@dataclass
class Tree:
    """What is heard of one output.

    `languages` counts letters in other languages than the note's; `marked` counts those of lists'
    marks too, which are text on the page and in the PDF, and which Word sets itself.
    """

    texts: list[str]
    headings: list[tuple[int, str]]
    tables: list[list[Heard]]
    languages: dict[str, Counter[str]]
    marked: dict[str, Counter[str]]


def differences(outputs: Mapping[str, bytes], document: Document) -> list[str]:
    """What is heard in one of the three outputs of a note and not in the others."""
    language = WORDS[document.language].language
    of_page, of_pdf = _of_page(outputs["html"], language), _of_pdf(outputs["pdf"], language)
    of_word = _of_word(outputs["docx"])
    head, found = document.head, []
    for name, tree in (("html", of_page), ("pdf", of_pdf), ("docx", of_word)):
        start = [text for text in tree.texts if text in (head.draft, head.kicker)]
        wanted = [text for text in (head.draft, head.kicker) if text]
        if start[: len(wanted)] != wanted:
            found.append(f"{name} begins with {start[:2]}")
    for name, other in (("pdf", of_pdf), ("docx", of_word)):
        for what in ("headings", "tables"):
            here, there = getattr(of_page, what), getattr(other, what)
            if name == "docx" and what == "headings":  # Word counts by itself, and tells the number
                here, there = _without_numbers(here), _without_numbers(there)
            if here != there:
                found.append(f"html and {name}: {what}: {_first_difference(here, there)}")
        spoken = of_page.languages if name == "docx" else of_page.marked
        said = other.languages if name == "docx" else other.marked
        for tag in sorted({*spoken, *said}):
            more, fewer = (each.get(tag, Counter()) for each in (spoken, said))
            # Word sets footnotes itself: what stands over ours, it has no words for.
            if name == "docx":
                fewer = Counter({each: n for each, n in fewer.items() if each in more})
                more = Counter({each: n for each, n in more.items() if each in fewer})
            if more != fewer:
                found.append(f"html and {name}: {tag}: {more - fewer} {fewer - more}")
    return [*found, *differing_calls(outputs, document)]


def _first_difference(one: Any, other: Any) -> str:
    pairs = ((a, b) for a, b in zip(one, other, strict=False) if a != b)
    return f"{len(one)} and {len(other)}, {next(pairs, None)}"


def _heading(level: int, text: str) -> tuple[int, str]:
    return level, _MARKS.sub("", squeezed(text))


def _without_numbers(headings: list[tuple[int, str]]) -> list[tuple[int, str]]:
    return [(level, text.lstrip("0123456789")) for level, text in headings]


def _cell(text: str) -> str:
    return _MARKS.sub("", squeezed(text)) or squeezed(text)


def _heard(rows: list[list[tuple[str, str]]]) -> list[Heard]:
    """The cells of a table, each as text and scope, with the headers that they have."""
    above: dict[int, str] = {}
    found = []
    for row in rows:
        beside = ""
        for column, (text, scope) in enumerate(row):
            if scope == "col":
                above[column] = text
            elif scope == "row":
                beside = text
            found.append((text, above.get(column, ""), beside))
    return found


# --- HTML --------------------------------------------------------------------------------


def _of_page(data: bytes, language: str) -> Tree:
    page = html.document_fromstring(data.decode())
    body = page.find("body")
    for gone in page.xpath("//head | //a[contains(@class, 'ark-skip')] | //sup"):
        gone.drop_tree()
    marked = _languages(_page_said(body, ""), language)
    for gone in page.xpath("//span[@class='ark-marker']"):
        gone.drop_tree()
    headings = [h for h in body.iter() if re.fullmatch("h[1-6]", str(h.tag))]
    tables = [
        [
            [(_cell(cell.text_content()), cell.get("scope", "")) for cell in row]
            for row in table.iter("tr")
        ]
        for table in body.iter("table")
        if "ark-head-table" not in table.get("class", "")
    ]
    return Tree(
        _texts(_page_said(body, "")),
        [_heading(int(h.tag[1]), h.text_content()) for h in headings],
        [_heard(rows) for rows in tables],
        _languages(_page_said(body, ""), language),
        marked,
    )


def _page_said(element: Any, language: str) -> Iterator[tuple[str, str]]:
    language = element.get("lang", language)
    yield language, element.text or ""
    for kid in element:
        yield from _page_said(kid, language)
        yield language, kid.tail or ""


def _languages(said: Iterator[tuple[str, str]], language: str) -> dict[str, Counter[str]]:
    texts: dict[str, list[str]] = {}
    for tag, text in said:
        if tag and tag != language and text.strip() not in _LABELS:
            texts.setdefault(tag, []).append(text)
    # Words may be in pieces where letters are bold: letters, then, not words.
    return {
        tag: Counter("".join(_WORD.findall(normalize("NFKC", "".join(found)))))
        for tag, found in texts.items()
    }


def _texts(said: Iterator[tuple[str, str]]) -> list[str]:
    return [text.strip() for _, text in said if text.strip()][:40]


# --- PDF ---------------------------------------------------------------------------------


def _of_pdf(data: bytes, language: str) -> Tree:
    root = read_tags(data)
    tables = root.all("Table")
    if tables and _is_head(tables[0]):
        tables = tables[1:]
    languages = _languages(_tags_said(root, ""), language)
    return Tree(
        _texts(_tags_said(root, "")),
        [
            _heading(int(h.type[1]), _without_labels(h))
            for h in root.all(*(f"H{n}" for n in range(1, 7)))
        ],
        [
            _heard(
                [
                    [(_cell(_without_labels(cell)), _scope(cell)) for cell in _cells(row)]
                    for row in table.all("TR")
                ]
            )
            for table in tables
        ],
        languages,
        languages,
    )


def _without_labels(tag: Tag) -> str:
    """The text of a cell or heading without footnotes, their marks, and those before items."""
    return "".join(
        kid.replace("\u00ad", "") if isinstance(kid, str) else _without_labels(kid)
        for kid in tag.kids
        if isinstance(kid, str) or kid.type not in ("Lbl", "Note", "Reference")
    )


def _cells(row: Tag) -> list[Tag]:
    return [kid for kid in row.kids if isinstance(kid, Tag)]


def _is_head(table: Tag) -> bool:
    """Whether it is the block at the note's head, which Word has as paragraphs."""
    return not table.all("THead", "Caption") and all(
        [_scope(cell) or cell.type for cell in _cells(row)] == ["row", "TD"]
        for row in table.all("TR")
    )


def _scope(cell: Tag) -> str:
    if cell.type != "TH":
        return ""
    return "row" if cell.attribute("/Scope") == "/Row" else "col"


def _tags_said(tag: Tag, language: str) -> Iterator[tuple[str, str]]:
    language = tag.lang or language
    for kid in tag.kids:
        if isinstance(kid, str):
            yield language, kid.replace("\u00ad", "")
        else:
            yield from _tags_said(kid, language)


# --- DOCX --------------------------------------------------------------------------------


def _of_word(data: bytes) -> Tree:
    file = word(data)
    said = [
        (run.find(f"{W}rPr/{W}lang").get(f"{W}val"), text_of(run))
        for root in (file.body, file.footnotes)
        for run in root.iter(f"{W}r")
        if run.find(f"{W}rPr/{W}lang") is not None
    ]
    languages = _languages(iter(said), "")
    return Tree(
        _texts(iter(file.paragraphs())),
        list(_word_headings(file)),
        [_heard(_word_rows(table)) for table in file.body.iter(f"{W}tbl")],
        languages,
        languages,
    )


def _word_headings(file: WordFile) -> Iterator[tuple[int, str]]:
    """The headings, each with the number that Word gives it by its style (17.9.17)."""
    levels = file.levels()
    styles: Any = etree.fromstring(file.parts["word/styles.xml"])
    depths = {
        style.get(f"{W}styleId"): _depth(properties)
        for style in styles.iter(f"{W}style")
        if (properties := style.find(f"{W}pPr/{W}numPr")) is not None
    }
    counted: list[int] = []
    for paragraph in file.body.iter(f"{W}p"):
        style = style_of(paragraph)
        if style not in levels:
            continue
        number = ""
        if style in depths:
            depth = depths[style]
            counted = [*counted, *[0] * (depth + 1)][: depth + 1]
            counted[depth] += 1
            number = "".join(map(str, counted))
        yield _heading(levels[style] + 1, number + _without_note_marks(paragraph))


def _depth(properties: Any) -> int:
    level = properties.find(f"{W}ilvl")
    return 0 if level is None else int(level.get(f"{W}val"))


def _without_note_marks(element: Any) -> str:
    """The text of an element; the mark of a note that was called before is text in Word."""
    runs = element.iter(f"{W}r")
    return "".join(
        text_of(r) for r in runs if r.find(f"{W}rPr/{W}rStyle[@{W}val='{_MARK}']") is None
    )


def _word_rows(table: Any) -> list[list[tuple[str, str]]]:
    look = table.find(f"{W}tblPr/{W}tblLook")
    has_row_headers = look is not None and look.get(f"{W}firstColumn") == "1"
    rows = []
    for row in table.iter(f"{W}tr"):
        texts = [_cell(_without_note_marks(cell)) for cell in row.iter(f"{W}tc")]
        is_header = row.find(f"{W}trPr/{W}tblHeader") is not None
        scopes = ["col" if is_header else "" for _ in texts]
        if has_row_headers and not is_header:
            scopes[0] = "row"
        rows.append([(t, s if t else "") for t, s in zip(texts, scopes, strict=True)])
    says = any(text for text, _ in rows[0]) or table.find(f"{W}tr//{W}drawing") is not None
    return rows if says else rows[1:]
