"""Pairs of versions → their redlines as Word files, how these are read, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from arkdoc.compare.redline.document import redline
from arkdoc.model.document import Document
from arkdoc.model.revisions import Redline
from arkdoc.pipeline.analyse import analyse
from arkdoc.pipeline.drawings import rasterised
from arkdoc.pipeline.load import load
from arkdoc.read.word.contribution import read_whole_text
from arkdoc.style.theme import builtin_styles, parse_theme
from arkdoc.write.docx.writer import write_docx
from tests.support import ooxml_audit
from tests.support.generate import write
from tests.support.libreoffice_changes import ACCEPT, REJECT, saved_after
from tests.support.ooxml_audit import audit_errors
from tests.support.sample import sample_document
from tests.support.tracked import accepted, identifiers, rejected
from tests.support.tree_text import draw
from tests.support.versions import version
from tests.support.word_outline import outline

_MARKER = re.compile(r"^(?:•|\d+(?:\.\d+)*\.?) ")
_MARKS_OF_NOTES = re.compile(r"°+(?:,\d+)*")
_STYLES = builtin_styles()
THEME = parse_theme((_STYLES / "tokens.toml").read_text(), (_STYLES / "print.css").read_text())


def word_file(document: Document, joined: Redline | None = None) -> bytes:
    """The document as a Word file in the house style; the changes of `joined` tracked."""
    pictures = {path: made() for path, made in rasterised(document.assets.values()).items()}
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


# --- what is wrong with a redline -------------------------------------------------------------


def faults_of(seed: int, folder: Path) -> list[str]:
    """What is wrong with the redline of the pair `seed`, by our resolver and by openxml-audit."""
    old, new = pair(seed, folder)
    data = redlined(old, new)
    before, after = (read_lines(word_file(document)) for document in (old, new))
    wrong = {
        "accepted it is not the new version": read_lines(accepted(data)) != after,
        "arkdoc does not read it as the new version": read_lines(data) != after,
        "rejected it is not the old version": read_lines(rejected(data)) != before,
        "made again it has other bytes": data != redlined(old, new),
    }
    return [
        *(said for said, is_so in wrong.items() if is_so),
        *ill_formed(data),
        *_audit(data, folder),
    ]


def ill_formed(data: bytes) -> list[str]:
    """Changes that don't have a number of their own and the secretariat as author, or that have a date."""
    found = identifiers(data)
    numbers = [number for tag, number, _, _ in found if not tag.endswith("End")]
    starts = [number for tag, number, _, _ in found if tag.endswith("RangeStart")]
    ends = [number for tag, number, _, _ in found if tag.endswith("RangeEnd")]
    wrong = ["numbers stand twice"] * (len(numbers) != len(set(numbers)))
    wrong += ["a move has no end, or no start"] * (sorted(starts) != sorted(ends))
    for tag, number, author, date in found:
        if not tag.endswith("RangeEnd") and author != "Sekretariatet":
            wrong.append(f"{tag} {number} is by {author}")
        if (date is None) == tag.endswith("RangeStart"):
            wrong.append(f"{tag} {number} is of {date}")
    return wrong


def _audit(data: bytes, folder: Path) -> list[str]:
    errors = audit_errors(data, folder) if ooxml_audit.is_there else []
    return [f"openxml-audit: {error}" for error in errors]


def office_faults(program: str, seeds: Iterable[int], folder: Path) -> dict[int, list[str]]:
    """Where LibreOffice makes another text of the redlines of these pairs, accepted or rejected.

    Word for word, but for what LibreOffice itself does. Before version 7.5 it knows no columns that
    come or go, and of some tables whose insertion it rejects an empty row stays. It gives the
    paragraph after one whose insertion it rejects that one's style, where Word keeps its own: hence
    nothing of what a block is, its marker and a rule beside it. It reads no changes in footnotes, nor
    of fields that name a note's number: hence no marks of notes. `faults_of` compares all of these.
    """
    pairs = {f"n{seed}": pair(seed, folder / f"{seed}", with_columns=False) for seed in seeds}
    faults: dict[int, list[str]] = {}
    changed = {name: redlined(*versions) for name, versions in pairs.items()}
    for command, side in ((ACCEPT, 1), (REJECT, 0)):
        plain = {f"{name}-plain": word_file(versions[side]) for name, versions in pairs.items()}
        saved = saved_after(program, folder, {**changed, **plain}, command)
        for name in pairs:
            resolved, wanted = _said(saved[name]), _said(saved[f"{name}-plain"])
            if resolved != wanted:
                said = f"LibreOffice makes another text of it by {command}"
                faults.setdefault(int(name[1:]), []).append(said)
    return faults


def _said(docx: bytes) -> list[str]:
    """What the blocks say, without all that `office_faults` names."""
    lines = outline(read_whole_text("notat.docx", docx).body.blocks)
    said = (_MARKER.sub("", _MARKS_OF_NOTES.sub("", line.lstrip("# ")), count=1) for line in lines)
    return [line for line in said if line.strip("-| ")]
