"""Word files → the properties that hold for any of them, whatever is in them.

`check` reads what bytes spell (`word_fuzz`), puts it into a note, and writes that; `make fuzz` and
tests/whole/test_fuzz_word.py call it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from itertools import chain

from lxml import etree

from arkdoc.language.messages import in_language
from arkdoc.model.cache import Cache
from arkdoc.model.nodes import Blocks, Footnote, Text
from arkdoc.model.note import Body, Contribution
from arkdoc.model.source import Span
from arkdoc.model.tree import inline_runs, map_all_runs, walk, walk_inlines
from arkdoc.pipeline.build import analyse
from arkdoc.pipeline.load import NOTE as NOTE_PATH
from arkdoc.pipeline.load import Sources
from arkdoc.read.contribution import read_contribution
from arkdoc.write.html.writer import write_html
from arkdoc.write.markdown.fields import write_contribution
from arkdoc.write.markdown.plain import plain
from arkdoc.write.markdown.plain_inlines import joined
from arkdoc.write.markdown.unsaid import Unsaid
from tests.support.project import REPOSITORY, html_text
from tests.support.properties import NOTE, no_gap, text_of, theme
from tests.support.word_fuzz import DOCUMENT, FuzzedFile, compose
from tests.support.word_fuzz_xml import Tree, qualified
from tests.support.word_places import has_stray, texts

PATH = "contributions/a.docx"
PATH_OF_MARKDOWN = "contributions/a.md"
_MARK = re.compile(r"q\d+q")
_UNREAD, _LOST = "ARK601", "ARK602"
_DOUBLE_FIELD = "ARK102"
_SILENT = re.compile(r"showingPlcHdr|NOTEREF|Symbol|Wingdings")
"""What may leave marked words out without a message, or make others of them: placeholders of ours,
numbers of notes, fonts of signs."""


def check(data: bytes) -> None:
    """Read, check, assemble and write what `data` spells. Raises AssertionError where a property
    fails.
    """
    file = compose(data)
    hold(file, page=sum(data) % 8 == 0)


def hold(file: FuzzedFile, *, page: bool = True) -> None:
    """Check the properties of a Word file."""
    with nothing_opened():
        read = read_contribution(PATH, file.data)
        assert read == read_contribution(PATH, file.data), "it is read otherwise the second time"
    _messages(read)
    if read.fault:
        assert read.diagnostics == (read.fault,)
        assert read.fault.rule.code == _UNREAD
        assert not read.body.blocks
        assert not read.body.footnotes
    else:
        _spans_fit(read)
        _nothing_lost(read, file.trees)
        _says_the_same_in_markdown(read)
    _assembled(file.data, read, page=page)


def _messages(read: Contribution) -> None:
    for language in ("nb", "en"):
        tr = in_language(language)
        for finding in read.diagnostics:
            assert finding.rule.code.startswith("ARK"), finding
            assert tr.message(finding).strip(), finding
            tr.hint(finding)


# --- places --------------------------------------------------------------------------------


def _spans_fit(read: Contribution) -> None:
    for finding in read.diagnostics:
        _fits(finding.span, read)
    for clue in read.clues:
        _fits(clue.span, read)
    for block in walk(chain(read.body.blocks, *(note.blocks for note in read.body.footnotes))):
        _fits(block.span, read)
        for run in inline_runs(block):
            for inline in walk_inlines(run):
                _fits(inline.span, read)
                if isinstance(inline, Text):
                    _says(inline, read)


def _fits(span: Span, read: Contribution) -> None:
    if span.path != PATH or not span.line:
        return
    assert read.word_text is not None
    paragraphs = read.word_text.paragraphs
    assert (1, 1) <= (span.line, span.column) <= (span.end_line, span.end_column), span
    assert span.end_line <= max(len(paragraphs), 1), span
    for line, column in ((span.line, span.column), (span.end_line, span.end_column)):
        # A place at the start of the file is never the whole file's.
        assert column <= len(read.word_text.paragraph(line)) + 1 + (line == 1), (span, paragraphs)


def _says(text: Text, read: Contribution) -> None:
    """Check that a marked word is where its span says."""
    assert read.word_text is not None
    there = read.word_text.paragraph(text.span.line)
    if text.span.end_column - text.span.column == len(text.text):
        for mark in _MARK.finditer(text.text):
            at = text.span.column - 1 + mark.start()
            assert there[at : at + len(mark[0])] == mark[0], (text, there)


# --- words ---------------------------------------------------------------------------------


def _nothing_lost(read: Contribution, trees: Mapping[str, Tree]) -> None:
    """Nothing is lost in silence, nor is anything said to be lost without being it."""
    lost = [
        dict(finding.args)["words"] for finding in read.diagnostics if finding.rule.code == _LOST
    ]
    if not trees or has_stray(trees):
        return
    assert not lost, f"not accounted for: {lost}"
    if not _may_be_silent(trees):
        kept = f"{read!r} {read.contact} {_told_by_place(read)}"  # a repr names no person
        gone = _marks(trees[DOCUMENT]) - set(_MARK.findall(kept))
        assert not gone, f"lost: {gone}"


def _marks(root: Tree) -> set[str]:
    """The marked words that a reader of the accepted document sees, alternatives apart."""
    body = root.find(qualified("w:body"))
    seen = () if body is None else texts(body)
    said = [element.text or "" for element, place in seen if not place.is_alternative]
    return set(_MARK.findall("\n".join(said)))


def _may_be_silent(trees: Mapping[str, Tree]) -> bool:
    names = ("document", "styles")
    return any(
        _SILENT.search(etree.tostring(trees[f"word/{n}.xml"], encoding="unicode")) for n in names
    )


def _told_by_place(read: Contribution) -> str:
    """The paragraphs of fields that were given before."""
    assert read.word_text is not None
    found = [f.span.line for f in read.diagnostics if f.rule.code == _DOUBLE_FIELD]
    return "\n".join(map(read.word_text.paragraph, found))


def _says_the_same_in_markdown(read: Contribution) -> None:
    expected, changes = plain(read.body)
    if changes.counts[Unsaid.ITEM_ALONE]:
        return  # «2.1» alone below «2.» is text, and read as an item after all where «1.1» stood before
    written = write_contribution(read, "a")
    back = read_contribution(PATH_OF_MARKDOWN, written.encode())
    assert back.fault is None, written
    assert _said(back.body) == _said(expected), written


def _said(body: Body) -> tuple[Blocks, tuple[Footnote, ...]]:
    """What a text says, however it is cut in pieces."""
    notes = (replace(n, blocks=map_all_runs(n.blocks, joined)) for n in body.footnotes)
    return map_all_runs(body.blocks, joined), tuple(notes)


def _assembled(data: bytes, read: Contribution, *, page: bool) -> None:
    """Check that the note comes out with every marked word of the text."""
    sources = _sources(data)
    with nothing_opened():
        analysis = analyse(sources, _CACHE)
    document = analysis.assembly.document
    no_gap(document)
    codes = [finding.rule.code for finding in analysis.diagnostics if finding.span.path == PATH]
    assert (_UNREAD in codes) is bool(read.fault)
    if page:
        shown = html_text(write_html(document, theme(), medium="screen"), marks=False)
        gone = set(_MARK.findall(text_of(document))) - set(_MARK.findall(shown))
        assert not gone, f"in the document, not on the page: {gone}"


_CACHE = Cache()


def _sources(data: bytes) -> Sources:
    return Sources(
        NOTE.encode(), {PATH: data}, {}, {}, frozenset((PATH, NOTE_PATH)), frozenset(), theme()
    )


# --- the world outside ---------------------------------------------------------------------


class _Watch:
    """Whether anything may be opened now. Python has no way to take an audit hook away again."""

    is_on = False


@contextmanager
def nothing_opened() -> Iterator[None]:
    """No file but arkdoc's and Python's own is opened, no address asked and no program started.

    libxml2 is not seen; it gets bytes alone, of a part in which nothing names a file.
    """
    _hooked()
    _Watch.is_on = True
    try:
        yield
    finally:
        _Watch.is_on = False


@cache
def _hooked() -> None:
    ours = tuple(map(str, (REPOSITORY / "arkdoc", sys.prefix, sys.base_prefix)))

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if _Watch.is_on and event in _OUTSIDE and not str(arguments[0]).startswith(ours):
            raise AssertionError(f"{event}: {arguments!r:.200}")

    sys.addaudithook(hook)


_OUTSIDE = frozenset((
    "open", "os.listdir", "os.scandir", "os.remove", "os.rename", "os.mkdir", "os.system", "os.exec",
    "subprocess.Popen", "socket.connect", "socket.getaddrinfo", "socket.bind", "urllib.Request",
))  # fmt: skip
