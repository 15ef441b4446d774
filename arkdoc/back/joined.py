"""Changes, one a block → those that were made together as one, and where each comes in the note."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

from arkdoc.back.comparison import Comparison
from arkdoc.back.drafts import Draft
from arkdoc.back.model import EditKind


def joined(drafts: list[Draft], comparison: Comparison) -> Iterator[Draft]:
    """Splits and merges as one change each, with what they took from the block they come from."""
    by_new = {draft.new: draft for draft in drafts if draft.old >= 0 and draft.new >= 0}
    gone: set[int] = set()
    for draft in drafts:
        other: Draft | None = None
        if draft.kind is EditKind.SPLIT and draft.new in comparison.matching.split:
            partner = comparison.matching.split[draft.new]
            other = by_new.get(comparison.matching.new_of.get(partner, -1))
            kind = EditKind.SPLIT
        elif draft.kind is EditKind.MERGED and draft.old in comparison.matching.merged:
            other = by_new.get(comparison.matching.merged[draft.old])
            kind = EditKind.MERGED
        if other is None or other is draft or id(other) in gone:
            continue
        is_text = other.kind in (EditKind.TEXT, EditKind.SPLIT, EditKind.MERGED)
        if not is_text:
            continue
        other.kind = kind
        other.edits += draft.edits
        other.reason = other.reason or draft.reason
        other.also.append((draft.old, draft.new))
        gone.add(id(draft))
    order = {id(draft): n for n, draft in enumerate(drafts)}
    kept = [draft for draft in drafts if id(draft) not in gone]
    yield from sorted(kept, key=lambda draft: (draft.after, order[id(draft)]))


def rank(drafts: list[Draft], comparison: Comparison) -> None:
    """Say of each change where it comes in the order of the new note."""
    matching = comparison.matching
    staying = sorted(pair for pair in matching.new_of.items() if pair[1] not in matching.moved)
    olds = [old for old, _ in staying]
    last = [-1, *accumulate((new for _, new in staying), max)]
    for draft in drafts:
        is_gone = draft.new < 0
        draft.after = last[bisect_left(olds, draft.old)] if is_gone else draft.new
