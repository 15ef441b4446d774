"""What has been delivered after the secretariat's edits → markup: which units', and the changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from arkdoc.back.model import NoteChange, Verdict
from arkdoc.deliver.merge_waiting import WaitingMerge
from arkdoc.language.messages import Translator
from arkdoc.model.dates import in_figures
from arkdoc.model.diagnostic import N_
from arkdoc.pipeline.waiting_texts import WaitingText
from arkdoc.serve.secretariat.frame import Step, form
from arkdoc.serve.secretariat.from_word import counted, write_change
from arkdoc.serve.served_note import ServedNote
from arkdoc.serve.unit.answers import clock
from arkdoc.write.html.markup import element, escaped, opening

DELIVERED = f"{Step.FROM_WORD.path}/levert"
"""Where these pages are, below the note's own path; the unit's id follows."""

_WHY_NOT = N_(
    "What the unit had delivered before is not kept, so the texts can't be compared. Choose which "
    "of them is to stand."
)
_NO_REMARKS = N_("The unit says that it has no remarks. Choose whether that is to stand.")


def write_waiting_texts(
    served: ServedNote, texts: Sequence[WaitingText], key: str, tr: Translator
) -> str:
    """A card that leads to what each unit has delivered after the edits; nothing where none has."""
    names = {unit.id: unit.name for unit in served.note.all_units} if served.note else {}
    items = "".join(element("li", _link(served, each, names, key, tr)) for each in texts)
    if not items:
        return ""
    title = element("h2", escaped(tr("Delivered after the edits")), id="sv-delivered")
    hint = tr(
        "These texts came after you had edited the ones before them. They wait until you have said "
        "what is to be taken in."
    )
    return element(
        "section",
        title + element("p", escaped(hint)) + element("ul", items),
        class_="sv-card",
        aria_labelledby="sv-delivered",
    )


def _link(
    served: ServedNote, text: WaitingText, names: Mapping[str, str], key: str, tr: Translator
) -> str:
    name = names.get(text.unit, text.unit)
    if text.unit not in names:
        said = tr("The note has no unit {unit} any more.", unit=name)
        aside = element("button", escaped(tr("Put the text aside")), type="submit")
        when = escaped(f"{said} ({_when(text, tr)})")
        return when + form(served, f"{DELIVERED}/{quote(text.unit)}/bort", key, aside)
    label = element(
        "a",
        escaped(tr("See the changes from {unit}", unit=name)),
        href=f"{served.base}{DELIVERED}/{quote(text.unit)}",
    )
    return f"{label} ({escaped(_when(text, tr))})"


def _when(text: WaitingText, tr: Translator) -> str:
    time = text.time.astimezone()
    return tr("delivered {date} at {time}", date=in_figures(time.date()), time=clock(time, tr))


def write_waiting_merge(served: ServedNote, merge: WaitingMerge, key: str, tr: Translator) -> str:
    """What a unit has changed, each with a box, and what else can be done with its text."""
    title = element("h2", escaped(merge.unit.name), id="sv-changes")
    when = element("p", escaped(_when(merge.waiting, tr)), class_="sv-hint")
    changes = _changes(served, merge, key, tr) if merge.plan else _whole(merge, tr)
    content = title + when + changes + _other_ways(served, merge, key, tr)
    return element("section", content, class_="sv-card sv-changes", aria_labelledby="sv-changes")


def _whole(merge: WaitingMerge, tr: Translator) -> str:
    return element("p", escaped(tr(_NO_REMARKS if merge.says_nothing else _WHY_NOT)))


def _changes(served: ServedNote, merge: WaitingMerge, key: str, tr: Translator) -> str:
    assert merge.plan
    shown = [each for each in merge.plan.changes if each.verdict is not Verdict.THERE]
    if not shown:
        nothing = tr("It says nothing that is not in the note already, or was before your edits.")
        return element("p", escaped(nothing))
    shown_plan = replace(merge.plan, changes=tuple(shown))
    count = element("p", element("strong", escaped(counted(shown_plan, tr))))
    hint = element("p", escaped(tr("What is not ticked is not taken in.")), class_="sv-hint")
    items = "".join(_items(shown, tr))
    button = element(
        "button", escaped(tr("Take the changes into the note")), type="submit", class_="sv-main"
    )
    can_any = any(each.verdict is Verdict.TAKEN or each.question for each in shown)
    buttons = element("p", button, class_="sv-buttons") if can_any else ""
    content = _basis(merge) + count + hint + element("ul", items) + buttons
    return form(served, f"{DELIVERED}/{quote(merge.unit.id)}/ta-inn", key, content)


def _items(changes: Sequence[NoteChange], tr: Translator) -> Iterator[str]:
    for each in changes:
        yield write_change(each, tr, theirs=tr("From the unit"))


def _basis(merge: WaitingMerge) -> str:
    return opening("input", type="hidden", name="grunnlag", value=merge.basis)


def _other_ways(served: ServedNote, merge: WaitingMerge, key: str, tr: Translator) -> str:
    """Letting the one text stand or the other, as a whole."""
    title = element("h3", escaped(tr("Or end it otherwise")))
    hint = element(
        "p",
        escaped(
            tr(
                "What has not been taken in of the unit's text is then not in the note; or your "
                "edits are not. What goes out is kept."
            )
        ),
        class_="sv-hint",
    )
    ways = (
        ("behold", tr("Take in no more of it")),
        ("bruk", tr("Use the unit's text as a whole, without your edits")),
    )
    forms = "".join(
        form(
            served,
            f"{DELIVERED}/{quote(merge.unit.id)}/{path}",
            key,
            _basis(merge) + element("button", escaped(label), type="submit"),
            class_="sv-inline-form",
        )
        for path, label in ways
    )
    back = element("a", escaped(tr("No, go back")), href=f"{served.base}{Step.FROM_WORD.path}")
    return title + hint + element("div", forms + back, class_="sv-buttons")
