"""Parts in order → finished parts: links resolved, characters set, notes and tables numbered."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeAlias

from arkdoc.assemble.anchors import Names
from arkdoc.assemble.numbering import Numbering
from arkdoc.assemble.references import References, Target
from arkdoc.assemble.typography import typesetter
from arkdoc.document import Block, Blocks, Footnote, Heading, Part
from arkdoc.note import Files, Note
from arkdoc.tree import rewrite_blocks

Run: TypeAlias = list[Part]
"""Parts that are read as one: the footnotes they call for are set at its end."""


class Finished:
    """The note's finished `parts` and `footnotes` (by id).

    `used` are the assets in them, `referred` the paths of the files that they name.
    """

    def __init__(
        self,
        note: Note,
        files: Files,
        runs: Sequence[Run],
        notes: Mapping[str, Mapping[str, Footnote]],
        targets: Mapping[str, Target],
        ids: Names,
    ) -> None:
        """`notes` are the footnotes, by the path of their file and their label in it."""
        self._sets_type = note.typography
        self._references = References(files, targets)
        languages = {part.source: part.language for part in chain(*runs)}
        numbering = Numbering(
            ids,
            {
                path: self._notes(of_file, path, languages[path])
                for path, of_file in notes.items()
                if path in languages
            },
        )
        self.parts = tuple(chain(*(numbering.run(self._run(run)) for run in runs)))
        self.footnotes = numbering.footnotes
        self.used = self._references.used
        self.referred = self._references.referred
        self.diagnostics = self._references.diagnostics

    def _run(self, run: Run) -> Run:
        return [
            replace(part, blocks=self._blocks(part.blocks, part.source, part.language))
            for part in run
        ]

    def _notes(
        self, notes: Mapping[str, Footnote], path: str, language: str
    ) -> Mapping[str, Footnote]:
        return {
            label: replace(note, blocks=self._blocks(note.blocks, path, language))
            for label, note in notes.items()
        }

    def _blocks(self, blocks: Blocks, path: str, language: str) -> Blocks:
        resolved = rewrite_blocks(blocks, self._references.rewriting(path, language))
        return tuple(self._set(block, language) for block in resolved)

    def _set(self, block: Block, language: str) -> Block:
        if not self._sets_type:
            return block
        own = block.language if isinstance(block, Heading) else ""
        return rewrite_blocks((block,), typesetter(own or language))[0]
