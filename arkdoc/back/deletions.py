"""Blocks that are gone, or stand elsewhere now → edits that take their lines away."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from arkdoc.back.boxes import end_of_box
from arkdoc.back.comparison import Comparison
from arkdoc.back.drafts import Draft
from arkdoc.back.line_patches import taken_lines
from arkdoc.back.measure_patches import MeasurePatches, is_of_field
from arkdoc.back.model import EditKind
from arkdoc.back.origins import SourceBlock
from arkdoc.back.patches import TextEdit
from arkdoc.back.reasons import GENERATED, NOT_WRITTEN, WORD_FILE
from arkdoc.back.word.patches import WordPatches
from arkdoc.model.nodes import Container
from arkdoc.model.source import is_word
from arkdoc.read.markdown.suppressions import suppresses


class Deletions:
    """Makes the drafts of what is gone. `for_move`: the edits that take away what was moved."""

    def __init__(self, comparison: Comparison, measures: MeasurePatches, word: WordPatches) -> None:
        self._c = comparison
        self._word = word
        self._measures = measures
        self._texts = comparison.origins.texts
        self._boxes: dict[int, list[int]] = {}  # the blocks in each box that is gone whole
        self._edits = dict(self._all_edits())
        self._in_boxes = {mine for inside in self._boxes.values() for mine in inside}

    def make(self) -> Iterator[Draft]:
        """A draft for each block that is gone."""
        of_fields: list[int] = []
        kept = {block.story for block in self._c.new if block.story}
        for mine, block in enumerate(self._c.old):
            if mine in self._c.matching.new_of or mine in self._in_boxes:
                continue
            origin = self._c.origin[mine]
            kind = EditKind.MERGED if mine in self._c.matching.merged else EditKind.DELETED
            if block.story and block.story not in kept:
                continue  # goes with the mark that calls it
            if is_of_field(block, origin):
                of_fields.append(mine)
                continue
            draft = Draft(
                kind,
                mine,
                -1,
                origin.path if origin else "",
                origin.unit if origin else "",
            )
            draft.also += [(each, -1) for each in self._boxes.get(mine, ())]
            if origin is None:
                draft.reason = GENERATED
            elif mine not in self._edits and is_word(origin.path):
                draft.reason = WORD_FILE
                draft.args["path"] = origin.path
            elif mine not in self._edits:
                draft.reason = GENERATED if isinstance(origin.node, Container) else NOT_WRITTEN
            else:
                draft.edits.append(self._edits[mine])
            yield draft
        yield from self._measures.gone(of_fields)

    def of_moved(self, mine: int) -> TextEdit | None:
        """The edit that takes away a block that stands elsewhere now."""
        return self._edits.get(mine)

    def _all_edits(self) -> Iterator[tuple[int, TextEdit]]:
        """The edit that takes away each block that is gone or moved, by its number."""
        by_path: dict[str, list[tuple[int, int, SourceBlock]]] = {}
        for mine, origin in enumerate(self._c.origin):
            if origin is None or origin.is_field:
                continue
            by_path.setdefault(origin.path, []).append((origin.first, mine, origin))
        for path, found in by_path.items():
            yield from self._in_file(path, sorted(found, key=lambda each: each[:2]))

    def _in_file(
        self, path: str, blocks: Sequence[tuple[int, int, SourceBlock]]
    ) -> Iterator[tuple[int, TextEdit]]:
        staying = {
            line
            for _, mine, origin in blocks
            if not self._goes(mine)
            for line in _own_lines(origin)
        }
        run: list[tuple[int, SourceBlock]] = []
        for mine, origin in self._boxes_as_one(path, blocks):
            is_alone = not any(line in staying for line in range(origin.first, origin.last + 1))
            is_label = isinstance(origin.node, Container) and mine not in self._boxes
            if self._goes(mine) and is_alone and not is_label:
                run.append((mine, origin))
            elif not self._goes(mine):
                yield from self._run(path, run)
                run = []
        yield from self._run(path, run)

    def _boxes_as_one(
        self, path: str, blocks: Sequence[tuple[int, int, SourceBlock]]
    ) -> Iterator[tuple[int, SourceBlock]]:
        """The blocks, those of a box that is gone whole as one, its label's, with all its lines."""
        done = 0
        for n, (first, mine, origin) in enumerate(blocks):
            if first <= done:
                continue
            is_label = isinstance(origin.node, Container) and not origin.node.kind.is_made
            last = end_of_box(self._texts.lines(path), origin.last) if is_label else 0
            end = bisect_right(blocks, last, key=itemgetter(0))
            inside = [each for _, each, _ in blocks[n + 1 : end]]
            is_whole = last and not any(self._stays(each) for each in (mine, *inside))
            if is_whole and self._is_all(path, range(first + 1, last), inside):
                self._boxes[mine] = inside
                origin, done = replace(origin, last=last), last
            yield mine, origin

    def _is_all(self, path: str, lines: range, blocks: Sequence[int]) -> bool:
        """Whether all that `lines` say is in the blocks, or goes with them: no `[[…]]`, no comment.

        What placeholders make has no lines of its own, and may stand there still.
        """
        origins = (self._c.origin[each] for each in blocks)
        own = {line for origin in origins if origin for line in _own_lines(origin)}
        texts = self._texts.lines(path)
        return all(
            line in own or not text or text.startswith(":::") or _is_suppression(text)
            for line in lines
            for text in [texts[line - 1].strip(" \t>")]
        )

    def _stays(self, mine: int) -> bool:
        return mine in self._c.matching.new_of or mine in self._c.matching.merged

    def _goes(self, mine: int) -> bool:
        number = self._c.matching.new_of.get(mine, -1)
        return number < 0 or number in self._c.matching.moved

    def _run(
        self, path: str, run: Sequence[tuple[int, SourceBlock]]
    ) -> Iterator[tuple[int, TextEdit]]:
        """The edits of blocks that go, with nothing between them that stays."""
        if is_word(path):
            edits = ((mine, self._word.gone(origin)) for mine, origin in run)
            yield from ((mine, edit) for mine, edit in edits if edit is not None)
            return
        if not run:
            return
        lines = self._texts.lines(path)
        first, last = _suppressed_from(lines, run[0][1].first), run[-1][1].last
        has_above = first > 1 and not lines[first - 2].strip()
        is_end = last >= self._texts.last_filled(path)
        takes_below = has_above and not is_end
        for n, (mine, origin) in enumerate(run):
            begin, end = origin.first, origin.last + 1
            if takes_below or n + 1 < len(run):
                while end <= len(lines) and not lines[end - 1].strip():
                    end += 1
            begin = _suppressed_from(lines, begin)
            if is_end:
                while begin > 1 and not lines[begin - 2].strip():
                    begin -= 1
            yield mine, taken_lines(self._texts, path, begin, end, is_end=is_end)


def _own_lines(origin: SourceBlock) -> range:
    """The lines of a block; of a box's label, the one that the box begins with."""
    last = origin.first if isinstance(origin.node, Container) else origin.last
    return range(origin.first, last + 1)


def _suppressed_from(lines: Sequence[str], begin: int) -> int:
    """The line that a block begins in, with the comments right before it that suppress rules."""
    at = begin
    while at > 1:
        line = lines[at - 2].strip()
        if _is_suppression(line):
            begin = at - 1
        elif line:
            break
        at -= 1
    return begin


def _is_suppression(line: str) -> bool:
    """Whether a line is one comment, which suppresses rules."""
    begins, _, comment = line.partition("<!--")
    text, _, ends = comment.partition("-->")
    return not begins and line.endswith("-->") and not ends and suppresses(text)
