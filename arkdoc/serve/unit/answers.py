"""What came of handing something in → what the page shows of it, and JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date as Date
from datetime import datetime
from itertools import chain
from urllib.parse import quote

from arkdoc.deliver.delivery import Delivered, Outcome, Receipt
from arkdoc.deliver.handed_in import HandedIn, Question
from arkdoc.deliver.look import Look
from arkdoc.language.messages import Translator
from arkdoc.language.without_files import reason, without_files
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import N_, ArkdocError, Diagnostic, Severity
from arkdoc.preview.inline_messages import message_html
from arkdoc.serve.unit.asked import day_in_words
from arkdoc.write.html.markup import data_uri, element, escaped
from arkdoc.write.html.page_blocks import PageBlocks

_MERGED = N_(
    "The secretariat had edited your text after you delivered it. What you have changed is merged "
    "with its edits."
)
_WILL_BE_MERGED = N_(
    "The secretariat has edited your text. What you have changed will be merged with its edits."
)
MOST_AT_A_TIME = 3
"""Findings that are shown at once."""


def write_refusal(error: ArkdocError, tr: Translator) -> str:
    """Why it can't be taken."""
    return _told("error", tr("This can't be handed in."), [reason(error, tr)], "")


def write_said(title: str) -> str:
    """That something was done."""
    return _box("good", title, "")


def write_look(
    looked: Look, questions: Sequence[Question], tr: Translator, *, is_draft: bool = False
) -> str:
    """How it would stand in the note, what to put right, and the button that hands it in."""
    asked = [escaped(tr(question.message, **question.args)) for question in questions]
    findings = [f for f in looked.findings if f.rule.severity is not Severity.INFO]
    grave = [*asked, *(_finding(finding, tr) for finding in findings)]
    if grave:
        title = tr.count("{n} thing to look at", "{n} things to look at", len(grave))
        at_a_time = max(MOST_AT_A_TIME, len(asked))  # what is confirmed is seen, all of it
        more = len(grave) - at_a_time
        shown = [element("li", item) for item in grave[:at_a_time]]
        if more > 0:
            shown.append(element("li", escaped(tr.count("and {n} more", "and {n} more", more))))
        kind = "error" if asked or any(finding.is_error for finding in findings) else "warning"
        content = element("ol", "".join(shown), class_="sv-findings")
        told = _box(kind, title, content)
        label = tr("Save it all the same") if is_draft else tr("Hand it in all the same")
    else:
        lines = [tr("Hand it in when you have read it.")]
        lines += [tr(_WILL_BE_MERGED)] if looked.edited else []
        told = _told("good", tr("It looks fine."), lines, "")
        label = tr("Hand it in")
    buttons = element("button", escaped(label), type="button", data_do="lever", class_="sv-main")
    buttons += element("button", escaped(tr("Put it right first")), type="button", data_do="rett")
    title = element("h3", escaped(tr("This is how it will stand in the note")), id="sv-looked")
    text = element(
        "div", _text(looked), class_="sv-text", lang=looked.analysis.note.language,
        role="region", aria_labelledby="sv-looked", tabindex="0",
    )  # fmt: skip
    keys = " ".join(question.key for question in questions)
    return element(
        "div",
        told + element("p", buttons, class_="sv-buttons") + title + text,
        data_confirm=keys,
        data_basis=looked.basis,
    )


def write_answer(
    answer: Delivered, handed: HandedIn, received: str, deadline: Date | None, tr: Translator
) -> str:
    """What came of handing it in. `received` is the address of what was received."""
    looked = answer.looked
    if answer.outcome is Outcome.TO_CONFIRM:
        return write_look(looked, answer.questions, tr, is_draft=handed.is_draft)
    if answer.outcome is Outcome.CHANGED:
        lines = [tr("Somebody else has changed the text of {unit}.", unit=looked.unit.name)]
        if looked.edited:
            lines.append(tr("Below is yours. If you hand it in now, the secretariat merges it."))
        else:
            lines.append(
                tr("Below is yours. If you hand it in now, it takes the place of the other.")
            )
        box = _told("error", tr("Nothing is handed in yet."), lines, "")
        return box + write_look(looked, looked.questions, tr)
    assert answer.receipt
    return _thanks(answer.receipt, looked, handed, received, deadline, tr)


def _thanks(
    receipt: Receipt,
    looked: Look,
    handed: HandedIn,
    received: str,
    deadline: Date | None,
    tr: Translator,
) -> str:
    unit, time = looked.unit.name, clock(receipt.time, tr)
    if handed.is_draft:
        lines = [tr("The draft is saved at {time}. It is not handed in yet.", time=time)]
        return _told("good", tr("Saved"), lines, "")
    if handed.no_remarks:
        title = tr("Thank you. You have said that {unit} has no remarks.", unit=unit)
    else:
        title = tr(
            "Thank you. The text from {unit} is handed in today at {time}.", unit=unit, time=time
        )
    lines = [tr(_MERGED)] if looked.edited else []
    if deadline and deadline >= receipt.time.date():
        day = day_in_words(deadline, receipt.time.date(), tr)
        lines.append(tr("You may hand in a new one up to and including {day}.", day=day))
    subject = tr("Receipt: {unit}", unit=unit)
    mail = f"mailto:?subject={quote(subject)}&body={quote(title)}"
    links = element("a", escaped(tr("Fetch what was received")), href=received, download="")
    links += " " + element("a", escaped(tr("Send yourself a receipt")), href=mail)
    return _told("good", title, lines, element("p", links, class_="sv-links"))


def clock(time: datetime, tr: Translator) -> str:
    """A time of day: «14.10», or in English 14:10."""
    return f"{time:%H.%M}" if tr.language == "nb" else f"{time:%H:%M}"


def facts(answer: Delivered, tr: Translator) -> dict[str, object]:
    """An answer for programs."""
    return {
        "outcome": answer.outcome.value,
        "basis": answer.basis,
        "sha256": answer.receipt.sha256 if answer.receipt else None,
        "questions": [
            {"key": question.key, "message": tr(question.message, **question.args)}
            for question in answer.questions
        ],
        "findings": [finding_facts(finding, tr) for finding in answer.looked.findings],
    }


def finding_facts(finding: Diagnostic, tr: Translator) -> dict[str, str]:
    """A finding for programs."""
    return {
        "code": finding.rule.code,
        "severity": finding.rule.severity.value,
        "message": tr.message(finding),
        "hint": tr.hint(finding),
    }


def _finding(finding: Diagnostic, tr: Translator) -> str:
    hint = without_files(tr.hint(finding))
    shown = element("span", message_html(without_files(tr.message(finding))))
    return shown + (element("span", message_html(hint), class_="sv-hint") if hint else "")


def _text(looked: Look) -> str:
    """The unit's part of the note as it would be."""
    analysis = looked.analysis
    document, theme = analysis.assembly.document, analysis.sources.theme
    pieces = PageBlocks(document, theme, data_uri, Cache()).pieces()
    blocks = chain.from_iterable(pieces)
    return "".join(block.html for block in blocks if block.unit == looked.unit.id)


def _told(kind: str, title: str, lines: Sequence[str], more: str) -> str:
    return _box(kind, title, "".join(_paragraphs(lines)) + more)


def _box(kind: str, title: str, content: str) -> str:
    heading = element("h3", escaped(title), tabindex="-1", class_="sv-told-title")
    return element("div", heading + content, class_="sv-told", data_kind=kind)


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    return (element("p", escaped(line)) for line in lines)
