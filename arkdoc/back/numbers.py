"""Items that stay and have another number now → their numbers in the file, by what moved them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from arkdoc.back.comparison import Comparison
from arkdoc.back.drafts import Draft
from arkdoc.back.origins import run_of
from arkdoc.back.patches import TextEdit
from arkdoc.model.source import is_word


def renumber(comparison: Comparison, drafts: Sequence[Draft]) -> None:
    """Let the nearest change above an item whose number is another now write that too."""
    texts = comparison.origins.texts
    by_path: dict[str, dict[int, Draft]] = {}
    for draft in sorted(drafts, key=_at):
        if not draft.reason:
            by_path.setdefault(draft.path, {}).setdefault(_at(draft), draft)
    places = {path: list(found) for path, found in by_path.items()}
    for mine, number in comparison.matching.new_of.items():
        old, new, origin = comparison.old[mine], comparison.new[number], comparison.origin[mine]
        is_kept = old.shape == new.shape and number not in comparison.matching.moved
        marker = old.shape.marker
        if not is_kept or origin is None or marker is None or old.count == new.count:
            continue
        inlines = run_of(origin.node)
        if origin.is_field or is_word(origin.path) or not inlines:
            continue
        text = texts.text(origin.path)
        start = texts.offset(origin.path, origin.first, 1)
        end = texts.offset(origin.path, inlines[0].span.line, inlines[0].span.column)
        written, wanted = marker.text(old.count), marker.text(new.count)
        at = text.find(written, start, end)
        above = bisect_left(places.get(origin.path, []), number)
        if at >= 0 and above:
            nearest = by_path[origin.path][places[origin.path][above - 1]]
            nearest.edits.append(TextEdit(origin.path, at, at + len(written), wanted))


def _at(draft: Draft) -> int:
    return draft.new if draft.new >= 0 else draft.after
