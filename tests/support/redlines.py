"""Pairs of versions → their redlines as Word files, and how these are read."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from arkdoc.compare.redline.document import redline
from arkdoc.model.document import Document
from arkdoc.model.revisions import Redline
from arkdoc.pipeline.analyse import analyse
from arkdoc.pipeline.load import load
from arkdoc.pipeline.render import rasterised
from arkdoc.read.word.contribution import read_whole_text
from arkdoc.style.theme import builtin_styles, parse_theme
from arkdoc.write.docx.writer import write_docx
from tests.support.generate import write
from tests.support.sample import sample_document
from tests.support.tree_text import draw
from tests.support.versions import version

_STYLES = builtin_styles()
THEME = parse_theme((_STYLES / "tokens.toml").read_text(), (_STYLES / "print.css").read_text())


def word_file(document: Document, joined: Redline | None = None) -> bytes:
    """The document as a Word file in the house style; the changes of `joined` tracked."""
    pictures = dict(rasterised(document.assets.values()))
    return write_docx(document, THEME, pages={}, pictures=pictures, redline=joined)


def redlined(old: Document, new: Document) -> bytes:
    """The Word file that shows what became of `old` in `new`."""
    joined = redline(old, new)
    return word_file(joined.document, joined)


def pair(seed: int, folder: Path, *, with_columns: bool = True) -> tuple[Document, Document]:
    """A note and another version of it: every third the sample with all constructs."""
    if seed % 3 == 0:
        old = sample_document()
    else:
        old = analyse(load(write(seed, folder))).assembly.document
    return old, version(old, seed, with_columns=with_columns)


def read_lines(docx: bytes) -> list[str]:
    """All that is read of a Word file, node by node, pictures by their bytes."""
    whole = read_whole_text("notat.docx", docx)
    lines = [line for block in whole.body.blocks for line in draw(block)]
    for note in whole.body.footnotes:
        lines.append(f"note {note.label}")
        lines += [line for block in note.blocks for line in draw(block)]
    pictures = {path: sha256(data).hexdigest() for path, data in whole.pictures.items()}
    placeless = (re.sub(r" \d+:\d+-\d+:\d+", "", line) for line in lines)
    return [re.sub(r"source='([^']+)'", lambda at: pictures[at[1]], line) for line in placeless]
