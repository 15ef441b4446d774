"""HTML as programs put it on the clipboard, made up with a seed: what is shown in it, and what isn't."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from tests.support.cases import CASE

BEGINNINGS = ("ord", "ord", "Tekst", "Åtte", "mars", "linje", "a", "I")
"""What words begin with; a number follows."""

_GAP = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span>"
_TAGS = (
    "p", "div", "span", "b", "i", "em", "strong", "u", "font", "h1", "h3", "ul", "ol", "li", "table",
    "tr", "td", "th", "tbody", "thead", "caption", "blockquote", "pre", "a", "s", "sup", "o:p",
    "st1:place", "section", "dl", "dd", "figure", "center", "x-y",
)  # fmt: skip
_ATTRIBUTES = (
    "class=MsoNormal", "class=MsoListParagraph", "class='MsoTitle'", "style='mso-list:l0 level1 lfo1'",
    "style='mso-list:l1 level3 lfo2;margin-left:108.0pt'", "style='font-weight:700'", "align=right",
    "style=\"white-space:pre-wrap\"", "colspan=2", "rowspan=3", "colspan=99999999999", "start=4",
    "type=i", "value=-1", "href='https://www.ub.example/a?b=1&c=2'", "href=javascript:alert(1)",
    "href='#_ftn1'", "id=ftn1", "style='mso-list:Ignore'", "style='mso-outline-level:2'",
    "style='font:7.0pt \"Times New Roman\"'", "=", "/",
    "aria-level=9 role=heading", "data-aria-level=4", "style='text-align:center'",
)  # fmt: skip
_SCRAPS = (
    "<br>", "<hr>", "&nbsp;", " ", "\n", "<![if !supportLists]>", "<![endif]>", "<!-- x -->", "&lt;p&gt;",
    "<!--[if gte mso 9]><xml>borte</xml><![endif]-->", "<img alt='😀'>", "<img src=x>", "1) ", "- ", "| ",
    "* ", "[[tiltak]]", " a&copy;b", "&#x1F600;", "< ", "> ", "\\", "`", "::: merknad", "Tabell: ", "---",
    "\u200b", "\u00a0\u00a0", "\u2028", "\x07", "\ud800", "</p>", "</b>", "</table>", "</div>", "</td>",
)  # fmt: skip


class Scribe:
    """Writes a document as one program or another would. `shown` and `left_out` are its words."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._numbers = count(1)
        self.shown: list[str] = []
        self.left_out: list[str] = []
        self.html = "".join(self._blocks(0))

    def word(self) -> str:
        self.shown.append(f"{self._random.choice(BEGINNINGS)}{next(self._numbers)}")
        return self.shown[-1]

    def hidden(self) -> str:
        self.left_out.append(f"borte{next(self._numbers)}")
        return self.left_out[-1]

    def _blocks(self, depth: int) -> Iterator[str]:
        makers: list[Callable[[int], str]] = [
            self._heading, self._paragraph, self._paragraph, self._word_list, self._html_list,
            self._divs, self._nothing,
        ]  # fmt: skip
        if depth < 3:
            makers += [self._table, self._box]
        for _ in range(self._random.randint(1, 6 - depth)):
            yield self._random.choice(makers)(depth)

    def _words(self) -> str:
        """A run: words, some set apart, some hidden among them."""
        found = [self.word()]
        for _ in range(self._random.randint(0, 5)):
            found.append(self._random.choice(self._runs)(self))
        return self._random.choice((" ", "&nbsp; ", "\n")).join(found)

    _runs: tuple[Callable[[Scribe], str], ...] = (
        word,
        lambda self: f"<b>{self.word()} <i>{self.word()}</i></b>",
        lambda self: f"<span style='font-weight:700;font-style:italic'>{self.word()}</span>",
        lambda self: f"<a href='https://www.ub.example/{next(self._numbers)}'>{self.word()}</a>",
        lambda self: f"<a href='file:///C:/x'>{self.word()}</a>",
        lambda self: f"<ins>{self.word()}</ins><del>{self.hidden()}</del>",
        lambda self: f"<span style='display:none;mso-hide:all'>{self.hidden()}</span>",
        lambda self: (
            f"<span class=MsoCommentReference><a class=msocomanchor>[{self.hidden()}]</a></span>"
        ),
        lambda self: f"<!--[if supportFields]>{self.hidden()}<![endif]-->",
        lambda self: f"<script>{self.hidden()}</script>",
        lambda self: f"<![if !vml]><img src=x.png alt='{self.word()}'><![endif]>",
        lambda self: f"{self.word()}<br>{self.word()}",
        lambda self: f"<st1:place>{self.word()}</st1:place><o:p></o:p>",
        lambda self: f"<u>{self.word()}</u>, <code>{self.word()}</code> *{self.word()}*",
    )

    def _heading(self, depth: int) -> str:
        level = self._random.randint(1, 6)
        tags = (
            (f"<h{level}>", f"</h{level}>\n"),
            (f"<p class=MsoNormal style='mso-outline-level:{level}'>", "</p>\n"),
            (f"<p role=heading aria-level={level}>", "</p>"),
        )
        return self._words().join(self._random.choice(tags))

    def _paragraph(self, depth: int) -> str:
        return f"<p class=MsoNormal>{self._words()}<o:p></o:p></p>\n"

    def _divs(self, depth: int) -> str:
        return f"<div>{self._words()}</div><div><br></div><div>{self._words()}<br><br>{self._words()}</div>"

    def _nothing(self, depth: int) -> str:
        return f"<p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoToc1>{self.hidden()}</p>"

    def _word_list(self, depth: int) -> str:
        written = []
        number = self._random.randint(1, 5)
        mark = self._random.choice(("·", "{}.", "{})", "§", "o", "({})"))
        for _ in range(self._random.randint(1, 4)):
            level = self._random.randint(1, 3)
            marker = f"<span style='mso-list:Ignore'>{mark.format(number)}{_GAP}</span>"
            written.append(
                f"<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'><![if !supportLists]>"
                f"{marker}<![endif]>{self._words()}<o:p></o:p></p>\n"
            )
            number += 1
        return "".join(written)

    def _html_list(self, depth: int) -> str:
        name = self._random.choice(("ul", "ol"))
        inside = "".join(f"<li>{self._item(depth)}</li>" for _ in range(self._random.randint(1, 3)))
        return f"<{name}>{inside}</{name}>"

    def _item(self, depth: int) -> str:
        text = self._words().join(self._random.choice((("<p>", "</p>"), ("", ""))))
        return text + (
            self._html_list(depth + 1) if depth < 2 and self._random.random() < 0.3 else ""
        )

    def _box(self, depth: int) -> str:
        return f"<div class=WordSection1><blockquote>{''.join(self._blocks(depth + 1))}</blockquote></div>"

    def _table(self, depth: int) -> str:
        columns = self._random.randint(1, 4)
        rows = []
        for _ in range(self._random.randint(1, 4)):
            cells = []
            for _ in range(self._random.randint(1, columns)):
                spans = self._random.choice(("", "", " colspan=2", " rowspan=2"))
                inside = (
                    self._words()
                    if self._random.random() < 0.6
                    else "".join(self._blocks(depth + 1))
                )
                cells.append(f"<td{spans}>{inside}</td>")
            rows.append(f"<tr>{''.join(cells)}</tr>\n")
        return f"<table border=1>{''.join(rows)}</table>"


def soup(seed: int) -> tuple[str, int]:
    """Tags in no order, none of which hides anything, among numbered words; how many these are."""
    chosen = random.Random(seed)
    written = []
    words = 0
    for _ in range(chosen.randint(1, 80)):
        kind = chosen.random()
        if kind < 0.4:
            attributes = " ".join(chosen.sample(_ATTRIBUTES, chosen.choice((0, 0, 1, 2))))
            written.append(f"<{chosen.choice(_TAGS)} {attributes}>")
        elif kind < 0.6:
            written.append(f"</{chosen.choice(_TAGS)}>")
        elif kind < 0.75:
            written.append(chosen.choice(_SCRAPS))
        else:
            words += 1
            written.append(f" ord{words} ")
    return "".join(written), words


def torn(seed: int, fixtures: Path) -> str:
    """What programs write, with tags taken away, doubled, moved and cut."""
    chosen = random.Random(seed)
    file = chosen.choice(sorted(fixtures.glob("*.txt")))
    html = chosen.choice([case[2] for case in CASE.finditer(file.read_text(encoding="utf-8"))])
    pieces = re.split("(<[^>]*>)", html)
    for _ in range(chosen.randint(1, 12)):
        at, to = chosen.randrange(len(pieces)), chosen.randrange(len(pieces))
        match chosen.randrange(4):
            case 0:
                pieces[at] = ""
            case 1:
                pieces.insert(to, pieces[at])
            case 2:
                pieces[at], pieces[to] = pieces[to], pieces[at]
            case _:
                pieces[at] = pieces[at][: chosen.randint(0, len(pieces[at]))]
    return "".join(pieces)
