"""What a unit delivered last, and whether the secretariat has edited it since (sharing.md, 5).

That is so where Word back has written into the text, and nothing has taken its place after that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from arkdoc.deliver.log import DELIVERIES_OF_TEXT, Happening, last_by_unit, read_log
from arkdoc.deliver.unit_files import UnitFiles
from arkdoc.pipeline.files import PRIVATE
from arkdoc.pipeline.load import TOTAL_LIMIT, Sources, spelt_paths, with_files
from arkdoc.pipeline.private_files import is_kept, read_private
from arkdoc.pipeline.waiting_texts import former_waiting_text
from arkdoc.pipeline.word_returns import FETCHED, WordReturn, read_returns

_PUTS_IN_PLACE = (*DELIVERIES_OF_TEXT, Happening.DRAFT)


@dataclass(frozen=True, slots=True)
class EditsSince:
    """The secretariat has edited a unit's text since. `path` and `data` are what it was before.

    Both are empty where that is not kept any more, or the unit had nothing.
    """

    path: str = ""
    data: bytes = field(default=b"", repr=False)


def edits_since(root: Path, there: UnitFiles, sources: Sources) -> EditsSince | None:
    """What the secretariat's edits are to be compared with; None where there are none.

    `there` are the unit's files in `sources`, which were loaded from `root`.
    """
    placed = last_by_unit(read_log(root), *_PUTS_IN_PLACE).get(there.unit)
    now = sources.contributions.get(there.text)
    if placed and now is not None and sha256(now).hexdigest() == placed.sha256:
        return None
    returns = [each for each in read_returns(root) if not placed or each.time >= placed.time]
    writing = [each for each in returns if any(path in each.wrote for path in there.texts)]
    if not writing:
        return None
    merged = [each for each in returns if each.unit == there.unit and not each.waiting]
    if merged:
        return _merged(root, merged[-1])
    return _replaced(root, writing[0], there.text)


def _merged(root: Path, last: WordReturn) -> EditsSince:
    """What the unit delivered last, which was merged."""
    text = former_waiting_text(root, last.unit, f"{PRIVATE}/{FETCHED}/{last.mark}/1")
    return EditsSince(text.path, text.data) if text else EditsSince()


def _replaced(root: Path, first: WordReturn, path: str) -> EditsSince:
    """What stood there before the first edits."""
    on_disk = spelt_paths(root).get(path, path)
    kept = f"{FETCHED}/{first.mark}/1/{on_disk.partition('/')[2]}"
    if path not in first.replaced or not is_kept(root, kept):
        return EditsSince()
    return EditsSince(path, read_private(root, kept, TOTAL_LIMIT))


def before_edits(sources: Sources, there: UnitFiles, path: str, data: bytes) -> Sources:
    """`sources` as they were when the unit's text was `data`, at `path`."""
    return with_files(sources, {**dict.fromkeys(there.texts), path: data})
