"""Sources → Analysis: the note and its contributions, read and assembled, and then checked.

What checks is imported when it is called for: a build has its pages laid out before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from arkdoc.assemble.assemble import assemble
from arkdoc.assemble.marked_language import with_marked_language
from arkdoc.assemble.pictures import judge_pictures
from arkdoc.assemble.unit_clues import with_unit
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import ArkdocError, Diagnostic
from arkdoc.model.note import Assembly, Contribution, Files, Note
from arkdoc.model.source import SourceFile, WordText, is_attachment, is_contribution
from arkdoc.pipeline.load import NOTE, Sources
from arkdoc.pipeline.passage_languages import with_passage_languages
from arkdoc.pipeline.past import with_past
from arkdoc.pipeline.pictures import FilesAsPictures
from arkdoc.pipeline.redaction import redact
from arkdoc.read.contribution import read_contribution, unopened_contribution
from arkdoc.read.note import read_note
from arkdoc.rules.delivery import (
    DRAFT_CONTRIBUTION,
    EMPTY_CONTRIBUTION,
    MISSING_CONTRIBUTION,
    NO_DATE,
    NOT_BEGUN,
    NOT_FILLED_IN,
    UNUSABLE_FILE,
)
from arkdoc.rules.word_reading import COMMENT, REVISIONS
from arkdoc.style.chart_look import chart_look

if TYPE_CHECKING:
    from arkdoc.pipeline.suppressions import Approval

BLOCKS_FINAL = (
    MISSING_CONTRIBUTION,
    DRAFT_CONTRIBUTION,
    EMPTY_CONTRIBUTION,
    NO_DATE,
    NOT_BEGUN,
    NOT_FILLED_IN,
    UNUSABLE_FILE,
    REVISIONS,
    COMMENT,
)
"""Rules that are no errors, but stand in the way of `--final`."""

_BLOCKING = frozenset(rule.code for rule in BLOCKS_FINAL)


@dataclass(frozen=True, slots=True)
class AssembledNote:
    """A note, read and assembled, before its texts are checked."""

    sources: Sources
    note: Note
    contributions: tuple[Contribution, ...]
    assembly: Assembly


@dataclass(frozen=True, slots=True)
class Analysis:
    """A note, read, assembled and checked.

    `diagnostics` are those that no `tillat` suppresses, `everything` also holds the suppressed
    ones, and `approvals` say what each `tillat` suppressed. `obstacles` are what `--final` refuses
    on (clause 7). `word_texts` are the paragraphs of the Word files, by path.
    """

    sources: Sources
    note: Note
    assembly: Assembly
    diagnostics: tuple[Diagnostic, ...]
    obstacles: tuple[Diagnostic, ...]
    everything: tuple[Diagnostic, ...]
    approvals: tuple[Approval, ...]
    word_texts: Mapping[str, WordText]

    def text(self, path: str) -> SourceFile | WordText | None:
        """The text that spans in the file at `path` point into; None where there is none."""
        return self.word_texts.get(path) or self.sources.text(path)


def analyse(sources: Sources, cache: Cache | None = None) -> Analysis:
    """Read, assemble and check. Raises ArkdocError where `notat.md` can't be used."""
    cache = cache or Cache()
    return check(read_and_assemble(sources, cache), cache)


def read_and_assemble(sources: Sources, cache: Cache) -> AssembledNote:
    """Read and assemble. Raises ArkdocError where `notat.md` can't be used."""
    note = _note(sources.note, cache)
    note = cache.cached_by_id(with_past, note, *_named_record(note, sources))
    cache.next_round()
    contributions = [
        *(
            cache.cached(read_contribution, path, data)
            for path, data in sources.contributions.items()
        ),
        *(
            cache.cached(unopened_contribution, path, reason)
            for path, reason in sources.unreadable.items()
            if is_contribution(path)
        ),
    ]
    contributions = [
        with_marked_language(with_unit(contribution, note, cache), note.language, cache)
        for contribution in contributions
    ]
    files, look = _files(sources, contributions, cache), chart_look(sources.theme)
    spoken = with_passage_languages(note, contributions, cache)
    assembly = assemble(*spoken, files, cache, look)
    return AssembledNote(sources, note, tuple(contributions), assembly)


def check(assembled: AssembledNote, cache: Cache) -> Analysis:
    """Check the texts, and report what they and assembling gave."""
    from arkdoc.pipeline.check_texts import check_texts
    from arkdoc.pipeline.suppressions import report_texts

    sources, note, assembly = assembled.sources, assembled.note, assembled.assembly
    contributions = assembled.contributions
    units = {path: given.unit for given in assembly.deliveries for path in given.owned}
    in_texts = check_texts(note, contributions, units, cache)
    pictures = judge_pictures(assembly.document, sources.theme.page, cache)
    found = (*assembly.diagnostics, *pictures, *in_texts, *sources.style_findings)
    reported = report_texts(found, assembly)
    return Analysis(
        sources,
        note,
        assembly,
        reported.diagnostics,
        tuple(d for d in reported.everything if d.is_error or d.rule.code in _BLOCKING),
        reported.everything,
        reported.approvals,
        {read.path: read.word_text for read in contributions if read.word_text},
    )


def _note(data: bytes, cache: Cache) -> Note:
    try:
        return cache.cached(read_note, NOTE, data)
    except ArkdocError as error:
        error.diagnostics = tuple(map(redact, error.diagnostics))
        raise


def _named_record(note: Note, sources: Sources) -> tuple[bytes | None, bool]:
    """The record that `note` names, if it can be read, and whether there is such a file."""
    return sources.records.get(note.previous), note.previous in sources.paths


def _files(sources: Sources, contributions: Sequence[Contribution], cache: Cache) -> Files:
    pictures = FilesAsPictures(sources, contributions, cache)
    attachments = frozenset(filter(is_attachment, sources.paths))
    return Files(pictures, sources.paths - attachments, sources.outside, attachments)
