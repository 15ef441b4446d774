"""What was changed in the note's Word file → the page «Fra Word»: a box for each, by unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from arkdoc.back.model import (
    Comment,
    EditPlan,
    EditQuestion,
    NoteChange,
    NotTaken,
    Redlined,
    Verdict,
)
from arkdoc.deliver.apply import Fetched
from arkdoc.language.messages import Translator
from arkdoc.language.without_files import without_files
from arkdoc.model.dates import in_figures
from arkdoc.model.names import clip
from arkdoc.pipeline.unit_questions import read_questions
from arkdoc.pipeline.word_returns import WordReturn
from arkdoc.serve.redline import write_redline
from arkdoc.serve.secretariat.frame import Step, form
from arkdoc.serve.served_note import ServedNote
from arkdoc.write.html.markup import element, escaped, opening

ANSWER = "svar-"
"""What the names of the fields with answers begin with; the change's id follows."""

SEND = f"{Step.FROM_WORD.path}/send"
"""Where a comment is sent to its unit, below the note's own path."""

_LONGEST = 400


@dataclass(frozen=True, slots=True)
class FilledIn:
    """What is ticked in the form, and the number of the answer to each question, by change."""

    ticked: Collection[str]
    answers: Mapping[str, int]


def write_choose(
    served: ServedNote,
    waiting: Sequence[WordReturn],
    last: WordReturn | None,
    key: str,
    tr: Translator,
) -> str:
    """The page before a file is chosen: what waits of those before it, and undoing the last."""
    title = element("h2", escaped(tr("The edited Word file")), id="sv-word-title")
    hint = tr(
        "Choose the Word file that you and your colleagues have edited. You see what has been "
        "changed before anything is taken in."
    )
    label = element("label", escaped(tr("Word file")), for_="sv-word-file")
    file = opening("input", type="file", name="fil", id="sv-word-file", required="", accept=".docx")
    button = element("button", escaped(tr("Show the changes")), type="submit", class_="sv-main")
    drop = element("span", escaped(tr("or drop it on this page")), class_="sv-drop-hint", hidden="")
    field = element("div", file + drop, class_="sv-drop")
    content = label + field + element("p", button, class_="sv-buttons")
    choose = form(served, "/fra-word", key, content, enctype="multipart/form-data")
    card = element(
        "section",
        title + element("p", escaped(hint)) + choose,
        class_="sv-card",
        aria_labelledby="sv-word-title",
    )
    return (
        card
        + "".join(_waiting(served, each, key, tr) for each in waiting)
        + _undo(served, last, key, tr)
    )


def _waiting(served: ServedNote, each: WordReturn, key: str, tr: Translator) -> str:
    date = in_figures(each.time.date())
    said = tr(
        "Of the Word file that was taken in {date}, something is left: {n}.",
        date=date,
        n=str(each.waiting),
    )
    hint = tr("Choose the file again to see what. The note can't be made final until it is done.")
    field = opening("input", type="hidden", name="fil", value=each.sha256)
    button = element("button", escaped(tr("It is done")), type="submit")
    done = form(served, "/fra-word/ferdig", key, field + element("p", button, class_="sv-buttons"))
    content = element("p", element("strong", escaped(said))) + element("p", escaped(hint)) + done
    return element("section", content, class_="sv-card")


def _undo(served: ServedNote, last: WordReturn | None, key: str, tr: Translator) -> str:
    if last is None:
        return ""
    date = in_figures(last.time.date())
    units = {unit.id: unit.name for unit in served.note.all_units} if served.note else {}
    if last.unit:
        name = units.get(last.unit, last.unit)
        said = tr("What {unit} delivered was seen to {date}.", unit=name, date=date)
    else:
        said = tr("Changes from Word were taken in {date}.", date=date)
    button = element("button", escaped(tr("Undo")), type="submit")
    content = element("p", escaped(said)) + element("p", button, class_="sv-buttons")
    return element("section", form(served, "/fra-word/angre", key, content), class_="sv-card")


# --- the changes -----------------------------------------------------------------------------


def write_changes(
    served: ServedNote,
    fetched: Fetched,
    basis: str,
    key: str,
    tr: Translator,
    filled_in: FilledIn | None = None,
) -> str:
    """What was changed, by unit, each with a box, and the button that takes it in.

    `filled_in` is what is ticked and answered; without it all that can be taken in is.
    """
    plan = fetched.plan
    sent = {each.id for each in read_questions(served.root)}
    hidden = opening("input", type="hidden", name="fil", value=fetched.sha256)
    hidden += opening("input", type="hidden", name="grunnlag", value=basis)
    units = "".join(_units(served, plan, sent, filled_in, tr))
    left = "".join(_not_taken(each, tr) for each in plan.not_taken)
    if left:
        left = element("h3", escaped(tr("Can't be taken in"))) + element("ul", left)
    count = element("p", element("strong", escaped(counted(plan, tr))))
    can_any = any(each.verdict in (Verdict.TAKEN, Verdict.ASKED) for each in plan.changes)
    button = element(
        "button",
        escaped(tr("Take the changes into the note") if can_any else tr("Note what is left")),
        type="submit",
        class_="sv-main",
    )
    back = element("a", escaped(tr("No, go back")), href=f"{served.base}/fra-word")
    content = hidden + count + units + left + element("p", button + back, class_="sv-buttons")
    return element(
        "section",
        element("h2", escaped(tr("What has been changed")), id="sv-changes")
        + form(served, "/fra-word/ta-inn", key, content),
        class_="sv-card sv-changes",
        aria_labelledby="sv-changes",
    )


def counted(plan: EditPlan, tr: Translator) -> str:
    """«31 endringer. 26 er klare. 3 må du se på. 2 kan ikke tas inn.»"""
    shown = [each for each in plan.changes if each.verdict is not Verdict.THERE]
    ready = sum(each.verdict is Verdict.TAKEN for each in shown)
    looked = sum(each.verdict in (Verdict.ASKED, Verdict.CONFLICT) for each in shown)
    left = len(shown) - ready - looked + len(plan.not_taken)
    total = len(shown) + len(plan.not_taken)
    if not total and not plan.comments:
        return tr("Nothing has been changed that is not in the note.")
    parts = [tr.count("{n} change.", "{n} changes.", total)]
    parts.append(tr.count("{n} is ready.", "{n} are ready.", ready))
    if looked:
        parts.append(tr("{n} are for you to look at.", n=str(looked)))
    if left:
        parts.append(tr("{n} can't be taken in.", n=str(left)))
    if plan.comments:
        parts.append(tr.count("{n} comment.", "{n} comments.", len(plan.comments)))
    return " ".join(parts)


def _units(
    served: ServedNote,
    plan: EditPlan,
    sent: Collection[str],
    filled_in: FilledIn | None,
    tr: Translator,
) -> Iterator[str]:
    shown = [each for each in plan.changes if each.verdict is not Verdict.THERE]
    units = dict.fromkeys(each.unit for each in shown)
    units |= dict.fromkeys(comment.unit for comment in plan.comments)
    for unit in dict.fromkeys(("", *plan.units, *units)):
        items = [write_change(each, tr, filled_in=filled_in) for each in shown if each.unit == unit]
        items += [_comment(served, each, sent, tr) for each in plan.comments if each.unit == unit]
        if items:
            name = plan.units.get(unit, unit) or tr("The note itself")
            yield element("h3", escaped(name)) + element("ul", "".join(items))


def write_change(
    change: NoteChange, tr: Translator, theirs: str = "", filled_in: FilledIn | None = None
) -> str:
    """A change with its box, or with what is asked. `theirs` names the other side; else Word."""
    where = f"{tr('under “{heading}”', heading=change.heading)}: " if change.heading else ""
    words = element("span", escaped(where), class_="sv-where") + redline(change.words, tr)
    told = element("span", escaped(_detail(change, tr)), class_="sv-hint")
    if change.verdict is Verdict.TAKEN:
        is_ticked = filled_in is None or change.id in filled_in.ticked
        checked = "" if is_ticked else None
        box = opening("input", type="checkbox", name="ta", value=change.id, checked=checked)
        return element("li", element("label", box + " " + words) + told)
    answer = filled_in.answers.get(change.id) if filled_in else None
    asked = _question(change.id, change.question, answer, tr) if change.question else ""
    if change.conflict:
        sides = change.conflict
        rows = (
            (tr("It was"), sides.base),
            (tr("In the note now"), sides.file),
            (theirs or tr("In Word"), sides.word),
        )
        told = "".join(
            element("span", f"{escaped(name)}: {escaped(_short(text))}", class_="sv-hint")
            for name, text in rows
        )
        if not asked:
            stays = tr("The note's text stays as it is.")
            told += element("span", escaped(stays), class_="sv-hint")
    return element("li", words + told + asked)


def _question(id_: str, question: EditQuestion, chosen: int | None, tr: Translator) -> str:
    """The answers to choose among; until one is chosen the change waits."""
    asked, name = tr(question.message, **dict(question.args)), f"{ANSWER}{id_}"
    labels = [tr(answer.label, **dict(answer.args)) for answer in question.answers]
    choices = "".join(
        element(
            "label",
            _radio(name, str(number), checked="" if number == chosen else None) + escaped(label),
        )
        for number, label in enumerate(labels)
    )
    later = _radio(name, "", checked="" if chosen is None else None)
    choices += element("label", later + escaped(tr("Decide later")))
    legend = element("legend", escaped(without_files(asked) or asked))
    return element("fieldset", legend + choices)


def _radio(name: str, value: str, **attributes: str | None) -> str:
    return opening("input", type="radio", name=name, value=value, **attributes) + " "


def _comment(
    served: ServedNote, comment: Comment, sent: Collection[str], tr: Translator
) -> str:  # fmt: skip
    who = f" ({comment.author})" if comment.author else ""
    text = tr("Comment: “{text}”", text=_short(comment.text)) + who
    about = tr("about “{quoted}”", quoted=_short(comment.quoted)) if comment.quoted else ""
    hint = element("span", escaped(about), class_="sv-hint") if about else ""
    return element("li", escaped(text) + hint + _send(served, comment, sent, tr))


def _send(served: ServedNote, comment: Comment, sent: Collection[str], tr: Translator) -> str:
    """The button that sends a comment to its unit; that it was sent."""
    if not comment.unit:
        return ""
    if comment.id in sent:
        return element("span", escaped(tr("Sent to the unit")), class_="sv-hint")
    return element(
        "p",
        element(
            "button",
            escaped(tr("Send it to the unit")),
            type="submit",
            name="kommentar",
            value=comment.id,
            formaction=served.base + SEND,
        ),
    )


def _not_taken(left: NotTaken, tr: Translator) -> str:
    count = f" ({left.count})" if left.count > 1 else ""
    text = f": {_short(left.text)}" if left.text else ""
    return element("li", escaped(tr(left.what) + count + text))


def _detail(change: NoteChange, tr: Translator) -> str:
    if not change.detail:
        return ""
    return without_files(tr(change.detail, **{**dict(change.args), "path": tr("the unit's file")}))


def redline(words: Iterable[Redlined], tr: Translator) -> str:
    """Old struck through and new underlined, and said so to those who hear it."""
    return write_redline([(each.op, each.text) for each in words], tr)


def _short(text: str) -> str:
    return clip(" ".join(text.split()), _LONGEST)
