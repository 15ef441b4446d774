"""A Word file → what arkdoc, Pandoc, mammoth and markitdown make of it, in the same terms."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import html as lxml_html
from markdown_it import MarkdownIt

from arkdoc.model.nodes import (
    Block,
    Blocks,
    Caption,
    Figure,
    Heading,
    Image,
    Inline,
    ListBlock,
    Paragraph,
    Table,
    Text,
)
from arkdoc.model.note import ClueKind, Contribution
from arkdoc.model.source import Span
from arkdoc.model.tree import all_inlines, inline_runs, plain_text, walk, walk_inlines
from arkdoc.read.contribution import read_contribution
from tests.support.project import squeezed
from tests.support.word_oracle import words_in

PATIENCE = 20
"""Seconds that Pandoc may take for a file."""


@dataclass
class Seen:
    """What a program found in a file: what it prints, and what it says about it.

    `words` are printed; `told` are in messages; `taken` are printed in another form: marks of
    lists, «Figur 1.» and fields. An item has its number, 0 for a bullet.
    """

    words: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    headings: list[tuple[int, str]] = field(default_factory=list)
    items: list[tuple[int, str]] = field(default_factory=list)
    alts: list[str] = field(default_factory=list)
    comments: int = 0
    spans: int = 0
    refused: bool = False


def arkdoc(file: Path) -> Seen:
    """What arkdoc's reader finds; what it refuses is said, with what to do."""
    read = read_contribution(f"contributions/{file.name}", file.read_bytes())
    return seen(read)


def seen(read: Contribution) -> Seen:
    """A contribution in these terms."""
    found = Seen(refused=read.fault is not None)
    found.words = words_in(" ".join(printed(read)))
    found.taken = words_in(" ".join(taken(read)))
    for finding in read.diagnostics:
        found.told += words_in(" ".join(value for _, value in finding.args))
        found.comments += finding.rule.code == "ARK612"
        found.spans += finding.rule.code == "ARK616"
    notes = [block for note in read.body.footnotes for block in note.blocks]
    for block in walk((*read.body.blocks, *notes)):
        match block:
            case Heading():
                found.headings.append((block.level, plain_text(block.inlines)))
            case ListBlock():
                for number, item in enumerate(block.items, block.start):
                    counted = number if block.ordered else 0
                    found.items.append((counted, squeezed(first_words(item.blocks))))
            case _:
                pass
    found.alts = [i.alt for i in all_inlines(read.body.blocks) if isinstance(i, Image) and i.alt]
    # Of a picture that can't be shown, the alternative is printed in its place.
    unshown = {d.span for d in read.diagnostics if d.rule.code == "ARK620"}
    inlines = all_inlines(read.body.blocks)
    found.alts += [i.text for i in inlines if isinstance(i, Text) and i.span in unshown]
    return found


def printed(read: Contribution) -> Iterator[str]:
    """The texts of a contribution that are printed somewhere in the note, alternatives apart."""
    notes = tuple(block for note in read.body.footnotes for block in note.blocks)
    for block in walk((*read.body.blocks, *notes)):
        for run in inline_runs(block):
            yield _without_alternatives(run)
    for measure in read.measures:
        for value in (measure.name, *(each.value for each in measure.fields)):
            yield _without_alternatives(value)
        yield measure.status


def taken(read: Contribution) -> Iterator[str]:
    """The texts that arkdoc prints in a form of its own, as they stand in the file."""
    text = read.word_text
    if text is None:
        return
    notes = tuple(block for note in read.body.footnotes for block in note.blocks)
    for block in walk((*read.body.blocks, *notes)):
        for span in _beginnings(block):
            yield text.paragraph(span.line)[: span.column - 1]
    claims = [clue.span for clue in read.clues if clue.kind is ClueKind.FIELD]
    for span in (*claims, read.date_span, read.status_span):
        yield text.paragraph(span.line)
        if span.column == 1:  # a cell, after that of its label
            yield text.paragraph(span.line - 1)
    for finding in read.diagnostics:
        if finding.rule.code == "ARK619":
            first = min((each.span.line for each in read.measures), default=finding.span.end_line)
            yield from map(text.paragraph, range(finding.span.line, first))


def _beginnings(block: Block) -> Iterator[Span]:
    """Where the words of captions and items begin in paragraphs that begin before them."""
    match block:
        case Table(caption=Caption(span=span)) | Figure(caption=Caption(span=span)):
            yield span
        case ListBlock():
            yield from (item.span for item in block.items)
        case _:
            return


def _without_alternatives(run: tuple[Inline, ...]) -> str:
    return "".join(
        " " if isinstance(i, Image) else plain_text((i,))
        for i in walk_inlines(run)
        if not getattr(i, "inlines", None)
    )


def first_words(blocks: Blocks) -> str:
    """The text of an item's first paragraph."""
    return plain_text(blocks[0].inlines) if blocks and isinstance(blocks[0], Paragraph) else ""


# --- the others ------------------------------------------------------------------------------


def pandoc(file: Path) -> Seen:
    """What Pandoc makes of it as HTML, with its own settings."""
    import pypandoc

    command = [pypandoc.get_pandoc_path(), "--from=docx", "--to=html", file]
    done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
    if done.returncode:
        raise ValueError(done.stderr.decode())
    return of_html(done.stdout.decode(), done.stderr.decode())


def mammoth(file: Path) -> Seen:
    """What mammoth makes of it as HTML, and the messages that come with it."""
    import mammoth as library

    with file.open("rb") as opened:
        result = library.convert_to_html(opened)
    return of_html(result.value, "\n".join(message.message for message in result.messages))


def markitdown(file: Path) -> Seen:
    """What markitdown makes of it, its Markdown read by markdown-it."""
    from markitdown import MarkItDown

    text = MarkItDown(enable_plugins=False).convert(file).text_content
    page = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    return of_html(page)


PEERS: dict[str, Callable[[Path], Seen]] = {
    "arkdoc": arkdoc,
    "Pandoc": pandoc,
    "mammoth": mammoth,
    "markitdown": markitdown,
}


def of_html(page: str, told: str = "") -> Seen:
    """What an HTML page shows."""
    root: Any = lxml_html.document_fromstring(f"<html><body>{page}</body></html>")
    for back in root.xpath("//a[@role='doc-backlink']"):
        back.drop_tree()
    found = Seen(told=words_in(told))
    # Marks of notes are numbers that nobody wrote.
    for mark in root.xpath("//a[@role='doc-noteref' or starts-with(@id,'footnote-ref')]"):
        mark.text = ""
    found.words = words_in("".join(_shown(root)))
    for heading in root.xpath("//h1|//h2|//h3|//h4|//h5|//h6"):
        found.headings.append((int(heading.tag[1]), "".join(_shown(heading))))
    for item in root.iter("li"):
        above = item.getparent()
        place = [e for e in above if e.tag == "li"].index(item)
        counted = int(above.get("start", "1")) + place if above.tag == "ol" else 0
        found.items.append((counted, squeezed(_first(item))))
    found.alts = [image.get("alt") for image in root.iter("img") if image.get("alt")]
    cells = root.xpath("//td[@colspan or @rowspan]|//th[@colspan or @rowspan]")
    found.spans = len({id(next(cell.iterancestors("table"))) for cell in cells})
    return found


_BLOCKS = {"p", "li", "td", "th", "tr", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "section"}


def _shown(element: Any) -> Iterator[str]:
    """The pieces of text in an element, with white space between blocks."""
    apart = " " if element.tag in _BLOCKS else ""
    yield apart + (element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            yield from _shown(child)
        yield child.tail or ""
    yield apart


def _first(item: Any) -> str:
    """The text of an item up to the list in it, or its first paragraph."""
    texts = [item.text or ""]
    for child in item:
        if child.tag in ("ul", "ol", "table") or (child.tag == "p" and "".join(texts).strip()):
            break
        texts.append("".join(_shown(child)) if isinstance(child.tag, str) else "")
        texts.append(child.tail or "")
    return "".join(texts)
