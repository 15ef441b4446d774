"""Note and contributions as read → the same, with passages in other languages marked.

It is decided here once, before anything is assembled, so that all outputs agree. The checks see the
texts as their authors left them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from arkdoc.assemble.passage_languages import with_languages
from arkdoc.check.quoted_language import other_language
from arkdoc.model.cache import Cache
from arkdoc.model.note import Contribution, Note


def with_passage_languages(
    note: Note, contributions: Sequence[Contribution], cache: Cache
) -> tuple[Note, list[Contribution]]:
    """Both, each text the same object where nothing in it is marked."""
    return cache.cached_by_id(_note, note), [
        cache.cached_by_id(_contribution, contribution, note.language)
        for contribution in contributions
    ]


def _note(note: Note) -> Note:
    body = with_languages(note.body, note.language, other_language)
    return note if body is note.body else replace(note, body=body)


def _contribution(contribution: Contribution, note_language: str) -> Contribution:
    body = with_languages(contribution.body, contribution.language or note_language, other_language)
    return contribution if body is contribution.body else replace(contribution, body=body)
