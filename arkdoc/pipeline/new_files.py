"""A note and one of its units → the file of a contribution for the unit to fill in."""

from __future__ import annotations

from datetime import date as Date
from typing import TYPE_CHECKING

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
