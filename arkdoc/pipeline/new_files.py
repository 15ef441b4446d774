"""New files, over nothing that is there: for a unit to fill in, and those of a new note."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING

from arkdoc.pipeline.files import create, make_folder
from arkdoc.units.template import scaffold

if TYPE_CHECKING:
    from arkdoc.model.note import Unit
    from arkdoc.pipeline.analyse import Analysis


def file_to_fill_in(
    analysis: Analysis, unit: Unit, today: Date, *, in_word: bool
) -> tuple[str, bytes]:
    """The path, from the root, and the bytes of a Markdown file, or of a form in Word.

    `today` is an example in the former.
    """
    note = analysis.note
    if not in_word:
        path, text = scaffold(note, unit, today)
        return path, text.encode()
    from arkdoc.pipeline.render import word_style
    from arkdoc.write.docx.form import write_form

    # What a template lacks is told when the note is built.
    theme, template, _ = word_style(analysis.sources)
    return f"contributions/{unit.id}.docx", write_form(note, unit, theme, template)


def add_files(root: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write `files`, by their paths from `root`, in their order; the paths of those that are new.

    Each is written whole, and what is there is left as it is. Raises ArkdocError where one can't be
    written; those before it stay.
    """
    for folder in sorted({(root / path).parent for path in files}):
        make_folder(folder, root)
    return [path for path, data in files.items() if create(root, path, data)]
