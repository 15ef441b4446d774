"""The changes of an edited Word file, each proved: what doesn't come back is not taken in.

All of them are moved to today's files at once, and these are printed again, without a page being
laid out. What is not printed as it is wanted is written in another way, if there is one, or
refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from arkdoc.assemble.anchors import heading_slug
from arkdoc.back.addresses import HeadingPlace
from arkdoc.back.block_patches import BlockPatches, Key
from arkdoc.back.comparison import Comparison
from arkdoc.back.drafts import Draft
from arkdoc.back.heading_links import follow_headings
from arkdoc.back.merge import Today
from arkdoc.back.model import EditKind
from arkdoc.back.prove import PrintedAgain, print_again, prove, with_edits
from arkdoc.back.reasons import CHANGED_SINCE, NOT_COME_BACK
from arkdoc.back.wanted import Now
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.model.nodes import Heading
from arkdoc.model.tree import walk
from arkdoc.ooxml.unreadable import UnreadableError
from arkdoc.pipeline.analyse import analyse
from arkdoc.pipeline.load import NOTE, Sources

_MOST_PROOFS = 3
"""As all is written first, with what fails in the other way, and without what fails still. Beside
them today's sources are printed once, as they are: two Word files where nothing fails.
"""

_OF_FIELDS = (EditKind.FIELD, EditKind.UNIT_NAME, EditKind.UNIT_ORDER)


class Proving:
    """Makes the drafts of changes. `merging` moves edits of the base to the files of `today`."""

    def __init__(
        self,
        comparison: Comparison,
        merging: Today,
        today: Sources,
        cache: Cache,
        *,
        links_attachments: bool,
    ) -> None:
        self._c, self._merging, self._today = comparison, merging, today
        self._cache, self._links_attachments = cache, links_attachments
        self._anew: set[Key] = set()
        self._refused: set[Key] = set()

    def drafts(self, paths: Collection[str]) -> list[Draft]:
        """The drafts of all changes; those that don't come back have a reason.

        `paths` are those of files that are there, or were.
        """
        now: Now | None = None
        for attempt in range(_MOST_PROOFS):
            drafts = self._made(paths)
            if not any(_writes(draft) for draft in drafts):
                return drafts
            if now is None:
                now = self._now()
            blamed = self._blamed(drafts, now, attempt)
            if not blamed:
                return drafts
            for draft in blamed:
                if draft.can_be_anew and not attempt:
                    self._anew.add(draft.key)
                else:
                    self._refused.add(draft.key)
        # What was written in the files where all came back is as it was proved.
        failed = {path for draft in blamed for path in _paths(draft)}
        for draft in _of_files(drafts, failed):
            draft.reason = NOT_COME_BACK
        return drafts

    def _made(self, paths: Collection[str]) -> list[Draft]:
        """The drafts, but for those that have been refused."""
        drafts = BlockPatches(self._c, self._anew, paths, self._today.images).make()
        has_other_order = _has_other_order(self._c)
        for draft in drafts:
            is_moved = draft.kind is EditKind.MOVED and has_other_order
            if is_moved or (draft.key in self._refused and not draft.question):
                draft.reason = draft.reason or NOT_COME_BACK
        kept = [each for each in drafts if not (each.reason or each.question)]
        follow_headings(self._c, kept, lambda: self._headings_today)
        for draft in drafts:
            draft.today = self._merging.moved(draft.edits)
            if draft.today.is_closed:
                draft.reason = draft.reason or CHANGED_SINCE
        return drafts

    @cached_property
    def _headings_today(self) -> frozenset[HeadingPlace]:
        """The places of the headings in today's texts, unnumbered."""
        try:
            parts = analyse(self._today, self._cache).assembly.document.parts
        except ArkdocError:
            return frozenset()
        headings = (each for part in parts for each in walk(part.blocks))
        return frozenset(
            (each.span.path, heading_slug(each.inlines))
            for each in headings
            if isinstance(each, Heading)
        )

    def _now(self) -> Now | None:
        try:
            again = self._printed(self._today)
        except (ArkdocError, UnreadableError):
            return None
        return Now(self._c, again.note, again.made)

    def _blamed(self, drafts: list[Draft], now: Now | None, attempt: int) -> Collection[Draft]:
        """The drafts that are to blame for what is not printed as it is wanted.

        Where none writes it, that is first the nearest one; then those too that change what stands
        elsewhere, such as links; and at last all that write in its file.
        """
        written = [draft for draft in drafts if _writes(draft)]
        edits = [edit for draft in written for edit in draft.today.edits]
        files = {path: data for draft in written for path, data in draft.new_files.items()}
        if now is None:
            return written
        try:
            again = self._printed(with_edits(self._today, edits, files))
        except (ArkdocError, UnreadableError):  # notat.md is no longer one
            return [draft for draft in written if NOTE in _paths(draft)] or written
        beside = [draft for draft in written if attempt and self._is_wide(draft)]
        is_last = attempt + 1 == _MOST_PROOFS
        wanted = now.wanted(drafts)
        return prove(self._c, drafts, wanted, again, beside, with_files=is_last)

    def _is_wide(self, draft: Draft) -> bool:
        """Whether it is of several files, the note's fields, or a heading, which links lead to."""
        if draft.kind in _OF_FIELDS and NOTE in _paths(draft):
            return True
        old = (self._c.old[mine] for mine in draft.all_old if mine >= 0)
        new = (self._c.new[number] for number in draft.all_new if number >= 0)
        is_heading = any(block.shape.kind == "heading" for block in (*old, *new))
        return is_heading or len(_paths(draft)) > 1

    def _printed(self, sources: Sources) -> PrintedAgain:
        return print_again(sources, self._cache, links_attachments=self._links_attachments)


def _writes(draft: Draft) -> bool:
    """Whether something is written for a change."""
    return not draft.is_refused and bool(draft.today.edits or draft.new_files)


def _paths(draft: Draft) -> set[str]:
    return {edit.path for edit in draft.edits} | draft.new_files.keys()


def _of_files(drafts: Iterable[Draft], paths: Collection[str]) -> list[Draft]:
    """The drafts that write in the files at `paths`, or in another that one of them writes in."""
    written = [draft for draft in drafts if not draft.is_refused]
    found = set(paths)
    while more := {p for d in written if _paths(d) & found for p in _paths(d)} - found:
        found |= more
    return [draft for draft in written if _paths(draft) & found]


def _has_other_order(comparison: Comparison) -> bool:
    """Whether units stand in another order: their texts, which go with them, are not moved then."""
    places = list(_places_of_units(comparison))
    return places != sorted(places)


def _places_of_units(comparison: Comparison) -> Iterator[int]:
    """Where the headings of units stand now, in the order in which they stood."""
    names = {
        id(part.blocks[0])
        for part in comparison.origins.document.parts
        if part.unit and part.blocks and isinstance(part.blocks[0], Heading)
    }
    for mine, origin in enumerate(comparison.origin):
        number = comparison.matching.new_of.get(mine, -1)
        if origin is not None and id(origin.node) in names and number >= 0:
            yield number
