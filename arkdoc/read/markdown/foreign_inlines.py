"""A line of text → the signs of other programs inside it, what they look like and what to do.

One table, a row a kind: a sign that has to be there, a pattern for the whole, what it looks
like, and what to type instead; the last two are gettext message ids. In the text that is
searched, what is no text, such as code and addresses, is masked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from arkdoc.model.diagnostic import N_
from arkdoc.model.names import clip
from arkdoc.model.nodes import DirectiveName
from arkdoc.model.regex import regex
from arkdoc.read.markdown.emphasis import MASK, Lookalike
from arkdoc.rules.markup_in_text import FOREIGN_INLINE

_ATTRIBUTE = (
    r"(?:[.#][A-Za-z][\w-]*|(?:width|height|align|style|class|id|lang|title|target|color|size"
    r"|custom-style|data-[\w-]+)=(?:\"[^\"{}\n]*\"|[^\s{}\"]+))"
)
_ENTITIES = (
    "nbsp|amp|lt|gt|quot|aring|Aring|oslash|Oslash|aelig|AElig|eacute|ndash|mdash|hellip|laquo"
    "|raquo|shy|sect|deg"
)
_DIRECTIVES = "|".join(DirectiveName)


class _Foreign(NamedTuple):
    """A row of the table. What the pattern's first group holds, if any, is `{inside}`."""

    sign: str
    pattern: re.Pattern[str]
    what: str
    cure: str


def _row(sign: str, pattern: str, what: str, cure: str) -> _Foreign:
    return _Foreign(sign, regex(pattern), what, cure)


_TABLE = (
    _row(
        "==",
        r"(?<![\w=<>!])==(?=[^\s=])([^=\n]{1,300})(?<=[^\s=])==(?![\w=])",
        N_("marked text"),
        N_("If it is important, write `**{inside}**`; if not, take the signs out."),
    ),
    _row(
        "~",
        r"(?<=[^\W\d_])~([\w+−-]{1,8})~(?!~)",
        N_("a lowered sign"),
        N_("Write the lowered sign itself, such as in H₂O, or take out the signs around it."),
    ),
    _row(
        "~",
        r"(?<![\w~])~(?=[^\W\d_])([^~\n]{2,300})(?<=[^\s~])~(?![\w~])",
        N_("struck-out text"),
        N_("Write `~~{inside}~~`."),
    ),
    _row(
        "^",
        r"(?<=[\w)])\^([\w+−–-]{1,12})\^(?![\w^])",
        N_("a raised sign"),
        N_("Write the raised sign itself, such as in m², or take out the signs around it."),
    ),
    _row(
        "^[",
        r"\^\[([^\]\n]{1,1000})\]",
        N_("a footnote inside the text"),
        N_("Write `[^1]` here, and on a line of its own further down `[^1]: {inside}`."),
    ),
    _row(
        "$$",
        r"\$\$(?!\$)([^$]{1,1000})\$\$",
        N_("mathematics"),
        N_("Write the formula with ordinary signs, or show it as a picture."),
    ),
    _row(
        "$",
        r"(?<![\w$])\$(?![\s$])("
        r"[^\s$]|[A-Za-z]{2}"  # a name of something, or signs that no price has
        r"|(?=[^$\n]*(?:[\\^_{}]|(?<![^\W\d_])[^\W\d_](?![^\W\d_])[^$\n]*[=<>+]|[=<>+]\s*[^\W\d_](?![^\W\d_])))[^$\n]{2,300}"
        r")(?<!\s)\$(?![\w$])",
        N_("mathematics"),
        N_("Write the formula with ordinary signs, or show it as a picture."),
    ),
    _row(
        "{",
        r"(?<!:)(?:\[[^\[\]\n]{1,300}\])?"
        rf"\{{:?[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE}){{0,20}}[ \t]*\}}",
        N_("an instruction about looks, or a name to link to"),
        N_("Take it out. The note has one look for all, and a heading is linked to by its words."),
    ),
    _row(
        "{",
        r"\{(?:color|code|panel|quote|noformat|info|note|tip|warning|anchor)(?::[^{}\n]{0,200})?\}",
        N_("an instruction from Jira or Confluence"),
        N_("Take it out. Write `**…**` for bold, and `::: merknad` above a remark."),
    ),
    _row(
        "{{",
        rf"\{{\{{(?!\s*(?i:{_DIRECTIVES})\s*\}})([^{{}}\n]{{1,200}})\}}\}}",
        N_("a place for text that a template fills in"),
        N_("Write the text that belongs here."),
    ),
    _row(
        "{%",
        r"\{%([^%\n]{1,200})%\}",
        N_("an instruction in a template"),
        N_("Take it out."),
    ),
    _row(
        "@",
        r"\[(?:[^\[\]\n@]{0,200}[\s;(])?-?@[^\W\d][^\[\]\n]{0,200}\]"
        r"|(?<![\w@])@(?:fig|tbl|tab|tabell|figur|sec|eq)[:-][\w-]+",
        N_("a reference to a source, a table or a figure"),
        N_("Say it in words, or write a footnote: `[^1]` here and `[^1]: …` further down."),
    ),
    _row(
        "\\",
        r"(?<![\w:\\])\\[A-Za-z]{2,20}\*?(?:\[[^\]\n]{0,200}\])?(?:\{[^{}\n]{0,300}\})+",
        N_("an instruction in LaTeX"),
        N_("Write the text alone: `**…**` makes it bold, and `*…*` slanted."),
    ),
    _row(
        "[[",
        rf"\[\[(?!\d+\])(?!(?i:{_DIRECTIVES})\])([^\[\]\n]{{1,300}})\](?:\[[^\[\]\n]{{0,300}}\])?\]",
        N_("a link in a wiki"),
        N_("Write the words and where they lead: `[words](https://…)` or `[words](file.md)`."),
    ),
    _row(
        "|",
        rf"\[(?!\d)([^\[\]|\n]{{1,300}})\|{MASK}+\]",
        N_("a link in a wiki"),
        N_("Write the words and where they lead: `[{inside}](https://…)`."),
    ),
    _row(
        ":",
        r"(?<![\w:/]):(?:[a-z][a-z0-9_-]{1,30}|[+-]1):(?![\w:/]|" + MASK + ")",
        N_("the name of a smiley"),
        N_("Say it in words, or put in the sign itself."),
    ),
    _row(
        ":",
        rf"(?<![\w:/]):[a-z]{{2,20}}:{MASK}+",
        N_("an instruction in reStructuredText"),
        N_("Write the text alone: `**…**` makes it bold, and `*…*` slanted."),
    ),
    _row(
        "&",
        rf"&(?:{_ENTITIES})(?![\w;=])",
        N_("the name of a character"),
        N_("Write the character itself, or a semicolon after its name: `{text};`."),
    ),
    _row(
        "++",
        r"(?<![\w+])\+\+(?=[^\s+])([^+\n]{1,300})(?<=[^\s+])\+\+(?![\w+])",
        N_("underlined text"),
        N_("If it is important, write `**{inside}**`; if not, take the signs out."),
    ),
    _row(
        "'''",
        r"(?<![\w'])'''(?=[^\s'])([^'\n]{1,300})(?<=[^\s'])'''(?![\w'])",
        N_("bold text in a wiki"),
        N_("Write `**{inside}**`."),
    ),
    _row(
        "[/",
        r"\[(?P<name>b|i|u|s|url|quote|code|size|color)(?:=[^\]\n]{0,200})?\]"
        r"([^\n\[]{1,300})\[/(?P=name)\]",
        N_("an instruction from a forum on the web"),
        N_("Write the text alone: `**…**` makes it bold, and `*…*` slanted."),
    ),
)


def foreign_inlines(content: str, visible: str) -> Iterator[Lookalike]:
    """What in `visible` is a sign of another program; `content` is the same, unmasked."""
    for row in _TABLE:
        if row.sign not in visible:
            continue
        for match in row.pattern.finditer(visible):
            inside = content[slice(*match.span(match.lastindex or 0))]
            args = {"text": clip(content[slice(*match.span())], 60), "inside": clip(inside, 60)}
            args |= {"what": row.what, "cure": row.cure}
            yield Lookalike(FOREIGN_INLINE, *match.span(), args)
