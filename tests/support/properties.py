"""Bytes → a note of hostile files, and the properties that hold for any of them.

Each byte picks a fragment, so that the fuzzer writes Markdown and fields, where random bytes
seldom get past the first line. Every `WORD` becomes a word of its own, so that a lost one is
noticed. `check` reads, checks and assembles an input; hypothesis calls it too (test_fuzz.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain, count

from markdown_it import MarkdownIt

from arkdoc.language.messages import in_language
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.model.document import Document
from arkdoc.model.nodes import CodeBlock, Container, Directive, Heading, Text
from arkdoc.model.source import SourceFile, Span, UndecodableError, decode
from arkdoc.model.tree import inline_runs, plain_text, walk, walk_inlines
from arkdoc.pipeline.build import Analysis, analyse
from arkdoc.pipeline.load import NOTE as NOTE_PATH
from arkdoc.pipeline.load import Sources
from arkdoc.pipeline.load_style import load_theme
from arkdoc.read.contribution import read_contribution
from arkdoc.style.theme import Theme
from arkdoc.write.html.writer import write_html
from tests.support.pasted_lines import pasted
from tests.support.project import REPOSITORY, html_text, skipped_levels

PATH = "contributions/a.md"
HEAD = "---\nenhet: a\n---\n"
NOTE = """\
---
saksnr: 11/19
tittel: Status
fra: Prorektor
dato: 2019-02-27
enheter:
  - {id: a, navn: Enhet A, bidrag: valgfritt}
  - id: b
    navn: Enhet B
    enheter: [{id: c, navn: Enhet C, bidrag: valgfritt}]
---
[[bidrag]]
"""
WORD = "ORD"
"""Replaced by a word that occurs nowhere else in the input."""

MARKDOWN = (
    WORD, f"{WORD} ", f"{WORD}\n", f"\n\n{WORD}\n\n", f"# {WORD}\n", f"## {WORD}\n\n", f"- {WORD}\n",
    "\n", "\n\n", " ", "  ", "    ", "\t", "\u00a0", "\\", "\\\n", "  \n", "\r\n", "\r",
    "#", "# ", "###### ", " #\n", "\n===\n", "\n---\n", "---\n", "***\n", "- ", "* ", "+ ", "1. ", "1) ",
    "999999999. ", "- [ ] ", "- [x] ", "> ", ">", "*", "**", "***", "_", "__", "~~", "~", "`", "``", "```\n",
    "~~~\n", "```py\n", f"``` {WORD}\n", "[", "]", "(", ")", "![", "](", "](a.png)", "](#a)", "](a.md#b)",
    "](http://x.example/)", "](javascript:x)", '](a "', '")', "<", ">", f"[{WORD}](x)", f"![{WORD}](a.png)",
    f"[{WORD}][a]", "[a]: x\n", f"\n[a]: <x> '{WORD}'\n", "[a]", f"[^1]: {WORD}\n", "[^1]", "[^2]:", "[^", ":",
    "<!--", "-->", f"<!-- {WORD} -->", "<!-- arkdoc: tillat ARK312 -->\n", "<!-->", "<br>", "<br/>", "<b>",
    "</b>", '<a href="x">', "<?", "?>", "<!", "<![CDATA[", "]]>", "<https://x.example/", "https://x.example/a_b",
    "www.x.example", "a@b.example", "<a@b.example>", "&amp;", "&#0;", "&#x41;", "&nbsp;", "&", ";",
    "|", "||", "|-|-|\n", f"|{WORD}|{WORD}|\n", f"\n\n|{WORD}|{WORD}|\n|:-|-:|\n|{WORD}|{WORD}|{WORD}|\n", "\\|",
    f"Tabell: {WORD}\n\n", "Tabell 1. ", f"\nTabell (radtitler): {WORD}\n\n", f"\n**{WORD}**\n", "::: merknad\n",
    "::: forslag\n", "::: liggende\n", ":::\n", "::::\n", "[[bidrag]]\n", "\n\n[[bidrag]]\n\n", "[[tiltak]]\n\n",
    "[[innhold]]", "[[bidarg]]\n\n", "[[vedlegg]]\n\n", '"', "'", " - ", "–", "«", "»", "“", "1.2 ", "a) ", "II. ",
    f"a) {WORD}\n", f"b) {WORD}\n", f"i) {WORD}\nii) {WORD}\n", "1.1 ", f"1.2 {WORD}\n", "(1) ", f"(2) {WORD}\n", "✓ ", f"✗ {WORD}\n",
    "o ", f"o {WORD}\n", f"• {WORD}\n", f"– {WORD}\n", f"1.{WORD}\n", f"2. {WORD}\n3. {WORD}\n", "   ", f"{WORD} " * 9,
    "1. mars ", "62,5 %", "§ 5", "kl. 12.30", "å", "a\u030a", "\u0301", "\u200b", "\u202e", "\ufeff", "\u2028",
    "\x85", "\x00", "\x0b", "\x0c", "\x1b", "\ufffe", "\U0001ffff", "😀", "€", "enhet: a\n", "Enhet A\n", "# Enhet A\n",
    "> [!NOTE]\n", f"> [!tip]- {WORD}\n", f"{WORD}.\n---\n", f"{WORD}\n{WORD}\n===\n", "\n-\n", "~~~~ a\n", "\t\t", "!!! note\n",
    f"    - {WORD}\n", f"\n\n    {WORD}\n\n", f"{WORD}\x0b{WORD}", f"{WORD}\x0c", "\x01", "\u2029", "$$\n", ": ", "+++\n",
    "---\n", "...\n", "tillat", "dekorasjon", "![dekorasjon](a.png)", f"\n\n![{WORD}](a.png \"{WORD}\")\n\n",
)  # fmt: skip
FIELDS = (
    WORD, "\n", "\n", "\n", " ", "  ", "    ", "\t", "\u00a0", ":", ": ", "- ", "-", "'", '"', "[", "]", "{", "}", ",", ", ",
    "enhet: ", "enhet: a\n", "Enhet: Enhet A\n", "ehnet: a\n", "dato: ", "dato: 20.02.2019\n", "2019-02-30", "20. februar 2019",
    "status: ", "utkast\n", "status: ferdig\n", "språk: ", "nn\n", "no\n", "kontaktperson: ", "tiltak:\n", "  - navn: ",
    "    status: ", "gjennomført\n", "visning: tabell\n", "navn", "saksnr: ", "11/19", "tittel: ", f"tittel: {WORD}\n",
    "fra: ", "enheter:\n", "  - {id: ", "enheter: []\n", "id: a", "navn: ", "bidrag: ", "påkrevd", "valgfritt\n", "ansatte: ", "80",
    "tillat: [ARK431]\n", "personvern: {minstegruppe: 12}\n", "offentlighet: unntatt\n", "hjemmel: ", "vedlegg: [", "ledetråder:\n",
    "innholdsfortegnelse: ", "ja\n", "nei\n", "sakstype: informasjon/drøfting\n", "---\n", "--- \n", "...\n", "—\n", "```\n",
    "&a ", "*a", "!x ", "<<: ", "? ", "| ", "|\n", ">-\n", "%", "@", "#", " # ", "\\", "\\x", "\\U110000", "\\ud800", "~", "null", "0x1f",
    "1e3", ".inf", "\x00", "\x07", "\ufeff", "\x85", "\u2028", "å", "a\u030a", "\r\n", "\r", "“", "”", "«", "»", "[[", "{{", ": a: b",
)  # fmt: skip
VANISHES = re.compile(r"\]\(|\]:|--+>|<!--|\[\^|&|\[\[")
"""Markup that may hide a word: destinations, definitions, comments (clause 5)."""

_MAY_VANISH = re.compile(
    r"(?=(<!--(?:>|->|.*?-->)|\]:[\s>]*\S*[\s>]*(?:\"[^\"]*\"|'[^']*'|\([^)]*\))?))", re.DOTALL
)
_MARK = re.compile(r"q\d+q")

KINDS = 10
"""How many ways there are to read the first byte of an input: the last two are text as pasted."""


def compose(data: bytes) -> dict[str, bytes]:
    """The files that `data` spells: NOTE_PATH and PATH, one of them hostile in one way."""
    kind, rest = (data[0] if data else 0), data[1:]
    match kind % KINDS:
        case 0 | 1 | 2 | 3:
            return {PATH: (HEAD + _spell(rest, MARKDOWN)).encode(), NOTE_PATH: NOTE.encode()}
        case 4:
            fields = f"---\n{_spell(rest, FIELDS)}\n---\nq99999q\n"
            return {PATH: fields.encode(), NOTE_PATH: NOTE.encode()}
        case 5:
            return {PATH: rest, NOTE_PATH: NOTE.encode()}
        case 6:
            note = NOTE.replace("dato: 2019-02-27\n", _spell(rest, FIELDS))
            return {PATH: f"{HEAD}q99999q\n".encode(), NOTE_PATH: note.encode()}
        case 7:
            return {
                PATH: f"{HEAD}q99999q\n".encode(),
                NOTE_PATH: (NOTE + _spell(rest, MARKDOWN)).encode(),
            }
        case _:
            return {PATH: (HEAD + pasted(rest)).encode(), NOTE_PATH: NOTE.encode()}


def _spell(data: bytes, fragments: Sequence[str]) -> str:
    words = count()
    text = "".join(fragments[byte % len(fragments)] for byte in data)
    return re.sub(WORD, lambda _: f"q{next(words)}q", text)


# --- what holds for any input ------------------------------------------------------------


def check(data: bytes) -> None:
    """Read, check and assemble what `data` spells. Raises AssertionError where a property fails."""
    hold(compose(data), may_end=bool(data) and data[0] % KINDS in (6, 7), page=sum(data) % 16 == 0)


def hold(files: dict[str, bytes], *, may_end: bool = False, page: bool = True) -> None:
    """Check the properties of a note of `files`. `may_end`: ArkdocError is no fault (notat.md)."""
    try:
        analysis = analyse(_sources(files), _CACHE)
    except ArkdocError as error:
        if not may_end:
            raise
        in_language("nb").error(error)
        return
    document = analysis.assembly.document
    sources = {path: decode(path, data) for path, data in files.items() if _is_text(path, data)}
    no_gap(document)
    _spans_fit(analysis, sources)
    _nothing_lost(files, analysis)
    if page:
        shown = html_text(write_html(document, theme(), medium="screen"), marks=False)
        gone = set(_MARK.findall(text_of(document))) - set(_MARK.findall(shown))
        assert not gone, f"in the document, not on the page: {gone}"


_CACHE = Cache()


@cache
def theme() -> Theme:
    """The house style of this repository."""
    return load_theme(REPOSITORY)


def _sources(files: dict[str, bytes]) -> Sources:
    return Sources(
        files[NOTE_PATH], {PATH: files[PATH]}, {}, {}, frozenset(files), frozenset(), theme()
    )


def _is_text(path: str, data: bytes) -> bool:
    try:
        decode(path, data)
    except UndecodableError:
        return False
    return True


def text_of(document: Document) -> str:
    """All text that a reader of `document` sees, in any order."""
    notes = chain.from_iterable(note.blocks for note in document.footnotes.values())
    pieces = [document.head.title]
    for block in walk(chain(chain.from_iterable(p.blocks for p in document.parts), notes)):
        pieces += map(plain_text, inline_runs(block))
        for run in inline_runs(block):
            pieces += [getattr(inline, "title", "") for inline in walk_inlines(run)]
        match block:
            case CodeBlock() | Directive():
                pieces.append(block.text)
            case Container():
                pieces.append(block.label)
            case _:
                pass
    return "\n".join(pieces)


def no_gap(document: Document) -> None:
    """Check that no level of headings is skipped."""
    blocks = walk(chain.from_iterable(part.blocks for part in document.parts))
    levels = [(block.level, "") for block in blocks if isinstance(block, Heading)]
    assert not skipped_levels([(0, ""), *levels]), f"levels: {levels}"


def _spans_fit(analysis: Analysis, sources: dict[str, SourceFile]) -> None:
    for diagnostic in analysis.diagnostics:
        _fits(diagnostic.span, sources)
        tr = in_language("nb")
        assert tr.message(diagnostic)
        tr.hint(diagnostic)
    data = analysis.sources.contributions[PATH]
    contribution = _CACHE.get((PATH, data), lambda: read_contribution(PATH, data))
    for block in walk(contribution.body.blocks):
        _fits(block.span, sources)
        for run in inline_runs(block):
            for inline in walk_inlines(run):
                _fits(inline.span, sources)
                if isinstance(inline, Text) and PATH in sources and inline.span.line:
                    _says(inline, sources[PATH])


def _fits(span: Span, sources: dict[str, SourceFile]) -> None:
    if span.path not in sources or not span.line:
        return
    source = sources[span.path]
    assert (1, 1) <= (span.line, span.column) <= (span.end_line, span.end_column), span
    assert span.end_line <= len(source.line_starts) + 1, span
    for line, column in ((span.line, span.column), (span.end_line, span.end_column)):
        length = len(source.line(line)) if line <= len(source.line_starts) else 0
        assert column <= length + 1, span


def _says(text: Text, source: SourceFile) -> None:
    """Check that a marked word is where its span says."""
    for mark in _MARK.finditer(text.text):
        line = source.line(text.span.line)
        at = text.span.column - 1 + mark.start()
        if text.span.line == text.span.end_line and text.span.end_column - text.span.column == len(
            text.text
        ):
            assert line[at : at + len(mark[0])] == mark[0], (text, line)


def _nothing_lost(files: dict[str, bytes], analysis: Analysis) -> None:
    said = set(_MARK.findall(text_of(analysis.assembly.document)))
    if any(d.rule.code in QUARANTINE for d in analysis.diagnostics if d.span.path == PATH):
        return
    for path, head in ((PATH, HEAD), (NOTE_PATH, NOTE)):
        body = files[path].decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        body = (
            body.removeprefix(head)
            if body.startswith(head)
            else re.split(r"^---$", body, flags=re.M)[-1]
        )
        if "q99999q" in body:
            assert "q99999q" in said, "the text below the fields is gone"
        elif body and body != files[path].decode("utf-8", "replace"):
            gone = _shown_by_others(body) - said
            assert not gone, f"lost: {gone}"


QUARANTINE = ("ARK107", "ARK111", "ARK114", "ARK115", "ARK116", "ARK121")


def _shown_by_others(body: str) -> set[str]:
    """The marked words of `body` that markdown-it-py alone shows, comments apart."""
    if not VANISHES.search(body):
        return set(_MARK.findall(body))
    unseen = " ".join(match[1] for match in _MAY_VANISH.finditer(body))
    return set(_MARK.findall(html_text(_oracle().render(body)))) - set(_MARK.findall(unseen))


@cache
def _oracle() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
