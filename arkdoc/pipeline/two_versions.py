"""Two versions of a note, as people name them → a Word file with what changed, and the changes.

A version is a root folder, a Word file, a folder of final notes, or what a Word file was made from.
Where the sources of both are there, they are compared as they are built; else both are compared as
Word files, as those are read.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from arkdoc.assemble.columns import table_setting
from arkdoc.assemble.resolve import fitted, refitted
from arkdoc.compare.redline.changes import ToldChange, changes_of
from arkdoc.compare.redline.document import redline
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.model.document import Document
from arkdoc.model.revisions import Redline
from arkdoc.model.source import is_word
from arkdoc.ooxml.origin import marked_digest, read_origin
from arkdoc.ooxml.unreadable import UnreadableError
from arkdoc.pipeline.analyse import Analysis, analyse
from arkdoc.pipeline.bases import BASES, MOST_OF_DOCX, kept_digests, read_base
from arkdoc.pipeline.drawings import rasterised
from arkdoc.pipeline.files import contents
from arkdoc.pipeline.finals import FOLDER as FINALS
from arkdoc.pipeline.finals import newest_word_file
from arkdoc.pipeline.load import FOLDER, Sources, load
from arkdoc.pipeline.load_style import HouseStyle, load_style
from arkdoc.pipeline.render import output_name, word_style
from arkdoc.pipeline.word_document import with_labels_of, word_document
from arkdoc.style.theme import shown_assets

CHANGES = "-endringer.docx"
"""What the name of a file with changes ends with."""

_NOTHING = N_(
    "{path} is no version of a note. Name a folder with contributions/, a Word file, or a folder "
    "with final notes, such as endelig/."
)
_UNREADABLE = N_("{path} can't be read: {reason}")


@dataclass(frozen=True, slots=True)
class NoteVersion:
    """A version: the note itself where its sources are there, else the Word file.

    `name` is what its files are called, without their ending; `style` is its house style.
    """

    name: str
    analysis: Analysis | None
    docx: bytes
    style: HouseStyle | Sources


@dataclass(frozen=True, slots=True)
class VersionChanges:
    """What changed between two versions; the Word file shows it, and is empty where nothing did.

    `units` are the names of units by their ids, `name` is what the file is called.
    """

    docx: bytes
    changes: tuple[ToldChange, ...]
    units: Mapping[str, str]
    name: str


def find_version(given: Path, root: Path) -> NoteVersion:
    """The version that `given` names. `root` may hold what a Word file was made from.

    Raises ArkdocError where it is none, or can't be read.
    """
    if given.is_dir() and (given / FOLDER).is_dir():
        return _of_root(given)
    if given.is_dir() and (newest := newest_word_file(given)):
        given = newest
    if given.suffix == ".json" and given.parent.name == BASES:
        base = read_base(given.parent.parent.parent, given.stem)
        if base:
            return _of_analysis(analyse(base.sources))
    if not is_word(given.name) or not given.is_file():
        raise ArkdocError(_NOTHING, path=given)
    try:
        data = contents(given, MOST_OF_DOCX)
    except OSError as error:
        raise ArkdocError(_UNREADABLE, path=given, reason=error.strerror or error) from error
    for folder in dict.fromkeys((given.parent.parent, root)):
        if analysis := _made_from(folder, data):
            return _of_analysis(analysis)
    return NoteVersion(given.stem, None, data, load_style(root))


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """A version whose sources are kept, by the digest of its base; `is_final`: a final note's."""

    digest: str
    is_final: bool


def newest_kept(root: Path) -> KeptVersion | None:
    """The newest final note, else the Word file that was handed out last; None without sources."""
    if final := newest_word_file(root / FINALS):
        with suppress(OSError, UnreadableError):
            with final.open("rb") as docx:
                digest = marked_digest(docx)
            if digest in kept_digests(root):
                return KeptVersion(digest, is_final=True)
    return next((KeptVersion(digest, is_final=False) for digest in kept_digests(root)), None)


def kept_analysis(root: Path, digest: str) -> Analysis | None:
    """The version that is kept under `digest`; None where it can't be read any more."""
    with suppress(ArkdocError, UnreadableError):  # damaged, or by a newer arkdoc
        base = read_base(root, digest)
        return analyse(base.sources) if base else None
    return None


def compare_versions(old: NoteVersion, new: NoteVersion) -> VersionChanges:
    """What became of `old` in `new`, shown in the house style of `new`."""
    is_by_sources = bool(old.analysis and new.analysis)
    if old.analysis and new.analysis:
        documents = _fitted(old.analysis, new), _fitted(new.analysis, new)
    else:
        late = _read(new, new)
        documents = with_labels_of(_read(old, new), late), late
    joined = redline(*documents)
    docx = b""
    if joined.revisions:
        # Read from a Word file, the letterhead is among the paragraphs.
        docx = _written(joined.document, new, joined, has_letterhead=is_by_sources)
    analyses = (version.analysis for version in (old, new) if version.analysis)
    units = {
        unit.id: unit.name
        for analysis in analyses
        for top in analysis.note.units
        for unit, _ in top.walk()
    }
    return VersionChanges(docx, tuple(changes_of(joined)), units, f"{new.name}{CHANGES}")


def _of_root(root: Path) -> NoteVersion:
    return _of_analysis(analyse(load(root)))


def _of_analysis(analysis: Analysis) -> NoteVersion:
    return NoteVersion(output_name(analysis.note.case_number), analysis, b"", analysis.sources)


def _made_from(root: Path, docx: bytes) -> Analysis | None:
    """What a Word file was made from, if that is kept in `root` and nobody has edited the file."""
    origin = read_origin(io.BytesIO(docx))
    if origin is None or not origin.is_untouched:
        return None
    try:
        return kept_analysis(root, marked_digest(docx))
    except UnreadableError:
        return None  # the file itself can be read


def _fitted(analysis: Analysis, style: NoteVersion) -> Document:
    """The document of a note, its tables set for the type and the page of `style`."""
    theme, _, _ = word_style(style.style)
    return refitted(analysis.assembly.document, table_setting(theme), Cache())


def _read(version: NoteVersion, style: NoteVersion) -> Document:
    """A version as its Word file is read, its tables set as `_fitted` sets them."""
    docx = version.docx
    if version.analysis:
        docx = _written(_fitted(version.analysis, version), version)
    document = word_document(version.name, docx)
    theme, _, _ = word_style(style.style)
    setting = table_setting(theme)
    parts = tuple(
        replace(part, blocks=fitted(part.blocks, part.language, setting)) for part in document.parts
    )
    return replace(document, parts=parts)


def _written(
    document: Document,
    style: NoteVersion,
    joined: Redline | None = None,
    *,
    has_letterhead: bool = True,
) -> bytes:
    from arkdoc.write.docx.writer import write_docx

    theme, template, _ = word_style(style.style)
    if not has_letterhead:
        theme = replace(theme, sender=None)
    drawings = rasterised(shown_assets(document.assets, theme))
    pictures = {path: made() for path, made in drawings.items()}
    return write_docx(
        document, theme, pages={}, pictures=pictures, template=template, redline=joined
    )
