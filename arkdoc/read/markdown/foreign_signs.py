"""The lines of a paragraph → the signs of other programs in them, and what to write instead.

`SIGNS` is the table of those that a line begins with or is; `foreign_inlines` has those inside one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from arkdoc.model.diagnostic import N_, Diagnostic, diagnostic
from arkdoc.model.names import clip
from arkdoc.model.nodes import Inline, Text
from arkdoc.model.regex import regex
from arkdoc.model.source import whole_span
from arkdoc.rules.markup import FOREIGN_SIGN

_OTHER = "\ufffc"  # stands for code, a link and the like
_WORD = regex(r"(?!h[1-6]\.)[^\W_]", re.IGNORECASE)  # no other sign begins so
_SHOWN = 40  # characters that a message repeats


class Sign(NamedTuple):
    """What a line begins with; `what` it is and what to do `instead` are message ids."""

    pattern: re.Pattern[str]
    what: str
    instead: str


_BOX = (
    N_("a box"),
    N_("Write a line `::: merknad` instead, and a line `:::` below the text."),
)
_COMMAND = (N_("a command"), N_("Delete it."))
_COMMENT = (N_("a hidden comment"), N_("Write `<!--` before it and `-->` after it."))
_CONTENTS = (
    N_("the table of contents"),
    N_("Delete it. A long note gets a table of contents by itself."),
)
_FIELDS = (
    N_("the start or end of the fields"),
    N_("Write `---` instead, and let the first one be the first line of the file."),
)
_HEADING = (N_("a heading"), N_("Begin the line with `##` and a space instead."))
_LINE = (N_("a line across the page"), N_("Write `---`, with an empty line on each side."))
_MEANING = (
    N_("the meaning of the word above"),
    N_("Write the two on one line: `**Ord:** forklaring`."),
)
_NEW_PAGE = (N_("a new page"), N_("Delete it. The note is divided into pages by itself."))

_TABLE = (
    (r"(?:!!!|\?\?\?\+?)[ \t]*[^\W\d_][\w-]*(?:[ \t]+[\"“”«].*)?$", _BOX),
    (r"/{3}[ \t]*[^\W\d_][\w -]*$", _BOX),
    (r"\.\.[ \t]+[\w:-]+::", _BOX),
    (r"\[!\w[\w-]*\]", _BOX),
    (r"(?:\[TOC\]|\{:toc\}|\\tableofcontents)$", _CONTENTS),
    (r"(?:\\(?:new|clear|cleardouble)page|\\pagebreak(?:\[\d\])?|<<<)$", _NEW_PAGE),
    (r"\\[a-z]{3,20}\*?$", _COMMAND),
    (r"#\+\w+", _COMMAND),
    (r"%%", _COMMENT),
    (r"={1,6}[ \t]+(?=\S)", _HEADING),
    (r"h[1-6]\.[ \t]+(?=\S)", _HEADING),
    (r":[ \t]+(?=\S)", _MEANING),
    (r"\+{3}$", _FIELDS),
    (r"(?:(?:[=–—―─═][ \t]?){3,}|(?:[-=]{2,}[ \t]+)+[-=]{2,})$", _LINE),
)

SIGNS = tuple(Sign(regex(pattern, re.IGNORECASE), *text) for pattern, text in _TABLE)
"""In the order in which they are tried; the first that a line has is told."""


def foreign_signs(lines: Iterable[Sequence[Inline]]) -> Iterator[Diagnostic]:
    """ARK243 for the signs of other programs that lines begin with or are; of a kind the first."""
    told = set[str]()
    for line in lines:
        text = "".join(i.text if isinstance(i, Text) else _OTHER for i in line).strip()
        if _WORD.match(text):
            continue
        for sign in SIGNS:
            if match := sign.pattern.match(text):
                if sign.what not in told:
                    place = whole_span(line)
                    args = {"text": clip(match[0].strip(), _SHOWN), "what": sign.what}
                    yield diagnostic(FOREIGN_SIGN, place, **args, instead=sign.instead)
                told.add(sign.what)
                break
