"""No word that was copied is lost, but those that aren't shown; whatever the HTML holds."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from arkdoc.deliver.pasting import PastedText, markdown_of_clipboard
from arkdoc.model.note import Body
from arkdoc.model.source import decode
from arkdoc.model.tree import map_all_runs
from arkdoc.read.clipboard import elements
from arkdoc.read.clipboard.elements import LONGEST, MOST_TAGS
from arkdoc.read.clipboard.reader import read_clipboard
from arkdoc.read.markdown.blocks import parse_markdown
from arkdoc.write.markdown.plain import plain
from arkdoc.write.markdown.plain_inlines import joined
from arkdoc.write.markdown.writer import write_body
from tests.read.clipboard.test_cases import FIXTURES
from tests.support.clipboard_html import BEGINNINGS, Scribe, soup, torn

SEEDS = 150
_WORD = re.compile(rf"(?:{'|'.join(sorted(set(BEGINNINGS)))})\d+")


def body_of(html: str) -> Body:
    read = read_clipboard(html)
    assert read is not None
    return Body(read.blocks, read.footnotes)


def said(body: Body) -> object:
    notes = (replace(n, blocks=map_all_runs(n.blocks, joined)) for n in body.footnotes)
    return map_all_runs(body.blocks, joined), tuple(notes)


def check_reading_back(html: str) -> str:
    """The Markdown of a clipboard, after it was found to say what was read."""
    body = body_of(html)
    written = write_body(body)
    assert said(parse_markdown(decode("x.md", written.encode()))) == said(plain(body)[0])
    return written


@pytest.mark.sampled(10)
@pytest.mark.parametrize("seed", range(SEEDS))
def test_all_that_is_shown_is_there_in_order_and_nothing_else(seed: int) -> None:
    document = Scribe(seed)
    written = check_reading_back(document.html)
    assert _WORD.findall(written) == document.shown
    assert "borte" not in written


@pytest.mark.sampled(10)
@pytest.mark.parametrize("seed", range(SEEDS))
def test_tags_in_no_order_lose_no_word(seed: int) -> None:
    html, words = soup(seed)
    written = check_reading_back(html)
    assert Counter(_WORD.findall(written)) == Counter(f"ord{n}" for n in range(1, words + 1))


@pytest.mark.sampled(10)
@pytest.mark.parametrize("seed", range(SEEDS))
def test_what_is_torn_is_read(seed: int) -> None:
    check_reading_back(torn(seed, FIXTURES))


def test_what_is_larger_than_is_read_is_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    for html in ("x" * (LONGEST + 1), "<b>x</b>" * (MOST_TAGS // 2 + 1)):
        assert markdown_of_clipboard(html, "ren tekst") == PastedText("ren tekst")
    monkeypatch.setattr(elements, "MOST_TAGS", 200)
    assert markdown_of_clipboard("<b>x</b>" * 101, "ren tekst") == PastedText("ren tekst")
    assert markdown_of_clipboard("<b>x</b>" * 100, "ren tekst").text.startswith("**x")


def test_without_html_plain_text_goes_through() -> None:
    text = "# Overskrift\r\n\n•\tpunkt\n"
    assert markdown_of_clipboard("", text) == PastedText(text)
    assert markdown_of_clipboard("<meta charset=utf-8>", text) == PastedText(text)


def test_words_alone_have_no_line_end_after_them() -> None:
    assert markdown_of_clipboard("<span>to <b>ord</b></span>", "").text == "to **ord**"


# --- growth ----------------------------------------------------------------------------------

_ITEM = (
    "<p class=MsoListParagraph style='mso-list:l0 level{} lfo1'>"
    "<span style='mso-list:Ignore'>{}.</span>x</p>"
)
_NOTE = "<a href='#_ftn{0}'>[{0}]</a><div id=ftn{0}>x</div>"
MANY: dict[str, Callable[[int], str]] = {
    "blocks in blocks": lambda n: "<div>x" * n,
    "bold in italics": lambda n: "<b>x<i>y" * n,
    "tables in tables": lambda n: "<table><tr><td>x" * n,
    "lists in lists": lambda n: "<ul><li>x" * n,
    "items that never end": lambda n: "<ul>" + "<b>" * n + "<li>x</li>" * n,
    "end tags": lambda n: "<p>x" + "</b>" * n,
    "line ends": lambda n: "x<br>" * n,
    "typed items on lines": lambda n: "- x<br>" * n,
    "typed items": lambda n: "".join(f"<p>{k % 90}) x" for k in range(n)),
    "items of Word": lambda n: "".join(_ITEM.format(k % 9 + 1, k % 50) for k in range(n)),
    "letters or numerals": lambda n: _ITEM.format(1, "i") * n,
    "gaps": lambda n: "<p class=MsoListParagraph>" + "a<span style='font:7.0pt \"Times New Roman\"'>" * n,
    "rows": lambda n: "<table>" + "<tr><td>x<td>y" * n,
    "columns": lambda n: "<table><tr>" + "<td>x" * n,
    "cells over all": lambda n: "<table>" + "<tr><td rowspan=65534 colspan=1000>x" * n,
    "stairs": lambda n: "<table>" + "".join(f"<tr><td colspan={k}>x<td>y" for k in range(n)),
    "text in tables": lambda n: "<table>" + "x<tr>" * n,
    "notes": lambda n: "".join(_NOTE.format(k) for k in range(n)),
    "marks of one note": lambda n: "<a href='#_ftn1'>[1]</a>" * n + "<div id=ftn1>x</div>",
    "links": lambda n: "<a href='https://x.example'>a</a> " * n,
    "runs": lambda n: "<p>" + "<b>a</b> c " * n,
    "conditions": lambda n: "<![if !supportLists]>x" * n,
    "fragments": lambda n: "<!--StartFragment-->x<!--EndFragment-->" * n,
    "attributes": lambda n: "<a " + "b=c " * 20 * n + ">x",
    "a tag cut off": lambda n: '<a b=">" ' * 20 * n,
    "quotes": lambda n: "<a b='x c=\"" * 20 * n,
    "comments": lambda n: "x" + "<!--" * 50 * n,
    "signs": lambda n: "<p>" + "*_[`<" * 5 * n,
    "entities": lambda n: "&amp;&" * 20 * n + "&#" + "9" * n,
    "spaces": lambda n: "<p>x" + " &nbsp;" * 20 * n + "x",
    "declarations": lambda n: "<p style='" + "a:\"b;" * n + "'>x",
    "a style sheet": lambda n: "<style>" + ".a,.b{c:d}/*" * 5 * n + "{" * n + "</style><p class=a>x",
}  # fmt: skip
FEW, TIMES = 250, 8
NOISE, LEAST = 3.0, 0.005
"""How far off a measure may be, and the seconds that are too few to measure."""


@pytest.mark.sampled(3)
@pytest.mark.parametrize("kind", MANY)
def test_time_grows_as_the_text_does(kind: str) -> None:
    few, many = MANY[kind](FEW), MANY[kind](FEW * TIMES)
    for _ in range(3):
        start, middle = time.process_time(), markdown_of_clipboard(few, "")
        between, _last = time.process_time(), markdown_of_clipboard(many, "")
        taken, most = between - start, time.process_time() - between
        assert middle.text.strip()
        if most <= max(taken, LEAST) * TIMES * NOISE:
            return
    raise AssertionError(f"{taken:.3f} s, {most:.3f} s")
