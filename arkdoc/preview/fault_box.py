"""Why the note can't be shown as it is on the disk → the box above the page that says so."""

from __future__ import annotations

from collections.abc import Sequence

from arkdoc.language.messages import Translator
from arkdoc.language.without_files import reason, without_files
from arkdoc.model.diagnostic import ArkdocError, Diagnostic
from arkdoc.pipeline.places import Places
from arkdoc.preview.difference import KeyedElement, keyed_by_html
from arkdoc.preview.inline_messages import location_button, message_html
from arkdoc.write.html.markup import element

_MOST_FAULTS = 3  # the first is most often the cause of the others


def note_fault_box(
    fault: ArkdocError, tr: Translator, *, is_older_shown: bool, shows_places: bool = True
) -> KeyedElement:
    """For the page of the whole note, where the note can't be read."""
    found = [d for d in fault.diagnostics if d.is_error][:_MOST_FAULTS]
    lines = [tr("The note can't be read."), tr.error(fault)]
    # The error's own text is that of the first; with arguments, it also has the hint.
    lines += map(tr.hint, found[:1] if not fault.arguments else ())
    lines += map(tr.message, found[1:])
    if not shows_places:
        lines = [lines[0], reason(fault, tr), *map(without_files, lines[2:])]
    if is_older_shown:
        lines.append(tr("What you see below is how it was before that."))
    return _box(lines, tr, found if shows_places else ())


def unit_fault_box(tr: Translator) -> KeyedElement:
    """For a unit's own page, where the note can't be read: what is wrong is not the unit's."""
    return _box([tr("The note can't be read at the moment."), tr("This is how it was.")], tr)


def missing_unit_box(unit: str, tr: Translator) -> KeyedElement:
    """For the own page of a unit that is no longer in the note."""
    return _box([tr("There is no unit “{unit}” in the note.", unit=unit)], tr)


def _box(lines: Sequence[str], tr: Translator, found: Sequence[Diagnostic] = ()) -> KeyedElement:
    first, *rest = (message_html(line) for line in lines if line)
    buttons = (location_button(diagnostic, tr, Places()) for diagnostic in found)
    places = dict.fromkeys(filter(None, buttons))
    paragraphs = (element("p", text) for text in (*rest, *places))
    title = element("strong", first, id="pv-fault-title")
    return keyed_by_html(
        element(
            "section",
            title + "".join(paragraphs),
            class_="pv-fault",
            aria_labelledby="pv-fault-title",
        )
    )
