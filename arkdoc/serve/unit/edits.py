"""What the secretariat has edited in a text since it was delivered → markup, as a redline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from arkdoc.compare.redline.changes import ToldChange, ToldKind, WordsKind, changes_of
from arkdoc.compare.redline.document import redline
from arkdoc.deliver.edits_since import EditsSince, before_edits
from arkdoc.deliver.unit_files import UnitFiles
from arkdoc.language.messages import Translator
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.model.document import Document
from arkdoc.pipeline.analyse import Analysis, analyse
from arkdoc.serve.redline import write_redline
from arkdoc.write.html.markup import element, escaped

MOST_SHOWN = 200
"""Edits that are shown."""

_OPS = {
    WordsKind.EQUAL: "equal",
    WordsKind.DELETED: "delete",
    WordsKind.INSERTED: "insert",
}


def edits_of(
    now: Analysis, there: UnitFiles, edited: EditsSince, cache: Cache
) -> tuple[ToldChange, ...]:
    """What differs between what the unit delivered last and its text as it stands."""
    if not edited.path:
        return ()
    try:
        before = analyse(before_edits(now.sources, there, edited.path, edited.data), cache)
    except ArkdocError:
        return ()
    joined = redline(_of_unit(before, there.unit), _of_unit(now, there.unit))
    return tuple(each for each in changes_of(joined) if each.unit == there.unit)


def _of_unit(analysis: Analysis, unit: str) -> Document:
    document = analysis.assembly.document
    return replace(document, parts=tuple(part for part in document.parts if part.unit == unit))


def write_edits(edits: Sequence[ToldChange], tr: Translator, *, waits: bool) -> str:
    """A card that says that the text was edited, shows where, and what becomes of a new one."""
    title = element("h2", escaped(tr("The secretariat has edited your text")), id="sv-edited")
    if waits:
        said = tr(
            "You have delivered a text after that. It has come, and the secretariat merges what "
            "you have changed with its edits."
        )
    else:
        said = tr(
            "If you deliver a new text, the secretariat merges what you have changed with its "
            "edits. Neither is lost."
        )
    content = title + element("p", escaped(said))
    if edits:
        items = "".join(element("li", _item(each, tr)) for each in edits[:MOST_SHOWN])
        if more := len(edits[MOST_SHOWN:]):
            items += element("li", escaped(tr.count("and {n} more", "and {n} more", more)))
        summary = element("summary", escaped(tr("See what has been edited")))
        listed = element("ul", items, class_="sv-edits")
        content += element("details", summary + listed, open="")
    return element("section", content, class_="sv-card", aria_labelledby="sv-edited")


def _item(edit: ToldChange, tr: Translator) -> str:
    words = write_redline([(_OPS[kind], text) for kind, text in edit.words], tr)
    where = f"{tr('under “{heading}”', heading=edit.heading)}: " if edit.heading else ""
    moved = f"{tr('moved within the text')}: " if edit.kind is ToldKind.MOVED else ""
    place = element("span", escaped(where + moved), class_="sv-where") if where + moved else ""
    return place + words
