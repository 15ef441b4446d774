"""What stands in the way of a final note, and what there is of it → the page «Finish»."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from arkdoc.deliver.close import Closing
from arkdoc.deliver.finish import HindrancesOf
from arkdoc.deliver.forget import KeptCopies
from arkdoc.deliver.state import DELIVERIES
from arkdoc.language.messages import Translator
from arkdoc.model.dates import in_figures
from arkdoc.model.diagnostic import N_
from arkdoc.pipeline.bases import BASES
from arkdoc.pipeline.closed import ClosedCase
from arkdoc.pipeline.files import PRIVATE
from arkdoc.pipeline.kept_files import FORMER
from arkdoc.pipeline.kept_files import LOG as CHANGES
from arkdoc.pipeline.outputs import OUTPUTS
from arkdoc.pipeline.word_returns import FETCHED, REMARKS, RETURNS
from arkdoc.serve.secretariat.frame import form
from arkdoc.serve.served_note import ServedNote
from arkdoc.write.html.markup import element, escaped, opening

_KEPT = {
    f"{PRIVATE}/{name}": said
    for name, said in (
        (DELIVERIES, N_("the list of who delivered when")),
        (CHANGES, N_("the list of what was done with the texts")),
        (FORMER, N_("former texts")),
        (BASES, N_("what the Word files were made from")),
        (RETURNS, N_("the list of what came back from Word files")),
        (REMARKS, N_("what waits from Word files")),
        (FETCHED, N_("Word files that came back")),
    )
}
"""What is kept until the case is closed, in a case officer's words."""

PLAN = "/tiltaksplan.xlsx"
"""Where the plan of measures is downloaded, below the note's path."""

SINCE_FINAL = "/endringer.docx"
"""Where it is downloaded what has changed since the newest final note."""


def write_finish(
    served: ServedNote,
    hindrances: Sequence[HindrancesOf],
    finals: Sequence[str],
    copies: Sequence[KeptCopies],
    key: str,
    tr: Translator,
    *,
    is_final: bool,
) -> str:
    """The page's content. `finals` are the names of the files in `endelig/`."""
    return (
        _downloads(served, finals, tr)
        + _make(served, hindrances, key, tr)
        + _finals(served, finals, key, tr, is_final=is_final)
        + _kept(served, copies, key, tr)
        + (_close(served, key, tr) if finals else "")
    )


def write_closed(
    served: ServedNote,
    case: ClosedCase,
    finals: Sequence[str],
    left: Sequence[KeptCopies],
    key: str,
    tr: Translator,
) -> str:
    """The page's content once the case is closed: what is final, to read.

    `left` is what couldn't be deleted then, and can be now.
    """
    items = "".join(
        element("li", element("a", escaped(name), href=f"{served.base}/endelig/{quote(name)}"))
        for name in finals
    )
    said = tr("The case was closed {date}.", date=in_figures(case.date))
    title = element("h2", escaped(tr("What was made final")), id="sv-finals")
    content = element("p", escaped(said)) + title + element("ul", items)
    section = element("section", content, class_="sv-card", aria_labelledby="sv-finals")
    return section + (_delete_rest(served, left, key, tr) if left else "")


def _delete_rest(served: ServedNote, left: Sequence[KeptCopies], key: str, tr: Translator) -> str:
    title = element("h2", escaped(tr("Not deleted yet")), id="sv-left")
    chosen = '<input type="hidden" name="steg" value="avslutt">'
    button = element("button", escaped(tr("Delete it for good")), type="submit")
    delete = form(served, "/avslutt", key, chosen + element("p", button, class_="sv-buttons"))
    return element(
        "section",
        title + _said_of(left, tr) + delete,
        class_="sv-card",
        aria_labelledby="sv-left",
    )


def _said_of(copies: Sequence[KeptCopies], tr: Translator) -> str:
    """What is kept, as a list in a case officer's words."""
    said = (tr(_KEPT.get(each.path, each.path)) for each in copies)
    return element("ul", "".join(element("li", escaped(each)) for each in said))


def _close(served: ServedNote, key: str, tr: Translator) -> str:
    """The button that shows what closing the case does."""
    title = element("h2", escaped(tr("Close the case")), id="sv-close")
    said = tr(
        "What is final goes into one file for the archive. What is kept besides is deleted, and "
        "nothing of the note can be changed any more. You see what is done before it is done."
    )
    box = '<input type="checkbox" name="bidrag" value="ja">'
    label = element("label", box + " " + escaped(tr("With the units' texts as delivered")))
    button = element("button", escaped(tr("Close the case …")), type="submit")
    content = element("p", label) + element("p", button, class_="sv-buttons")
    shown = title + element("p", escaped(said)) + form(served, "/avslutt", key, content)
    return element("section", shown, class_="sv-card", aria_labelledby="sv-close")


def write_closing(
    served: ServedNote, closing: Closing, key: str, tr: Translator, *, with_contributions: bool
) -> str:
    """What closing the case does, and the button that does it."""

    content = element("h2", escaped(tr("Close the case?")))
    if closing.is_behind:
        behind = tr(
            "Texts have been changed since the note was made final. What was changed is not in."
        )
        content += element("p", element("strong", escaped(behind)))
    names = "".join(element("li", escaped(name)) for name in sorted(closing.files))
    content += element("p", escaped(tr("This goes into the archive:"))) + element("ul", names)
    if closing.gone:
        content += element("p", escaped(tr("This will be taken away for good:")))
        content += _said_of(closing.gone, tr)
    content += element("p", escaped(tr("After that nothing of the note can be changed.")))
    chosen = '<input type="hidden" name="steg" value="avslutt">'
    chosen += opening("input", type="hidden", name="grunnlag", value=closing.basis)
    if with_contributions:
        chosen += '<input type="hidden" name="bidrag" value="ja">'
    button = element("button", escaped(tr("Close the case")), type="submit", class_="sv-main")
    back = element("a", escaped(tr("No, go back")), href=f"{served.base}/ferdig")
    content += form(
        served, "/avslutt", key, chosen + element("p", button + back, class_="sv-buttons")
    )
    return element("div", content, class_="sv-told", data_kind="question")


def _downloads(served: ServedNote, finals: Sequence[str], tr: Translator) -> str:
    links = "".join(
        element(
            "a",
            escaped(tr("Download {what}", what=tr(output.title))),
            href=f"{served.base}/last-ned/{output.name}",
            class_="sv-button",
        )
        for output in OUTPUTS
        if output.downloadable
    )
    links += element(
        "a",
        escaped(tr("Download {what}", what=tr("the plan of measures (Excel)"))),
        href=f"{served.base}{PLAN}",
        class_="sv-button",
    )
    if any(name.endswith(".docx") for name in finals):
        links += element(
            "a",
            escaped(tr("Compare with the last final one (Word)")),
            href=f"{served.base}{SINCE_FINAL}",
            class_="sv-button",
        )
    title = element("h2", escaped(tr("The note as it is now")), id="sv-now")
    return element(
        "section",
        title + element("p", links, class_="sv-buttons"),
        class_="sv-card",
        aria_labelledby="sv-now",
    )


def _make(served: ServedNote, hindrances: Sequence[HindrancesOf], key: str, tr: Translator) -> str:
    title = element("h2", escaped(tr("The final note")), id="sv-final")
    if hindrances:
        count = sum(each.count for of in hindrances for each in of.hindrances)
        said = tr.count("{n} thing stands in the way:", "{n} things stand in the way:", count)
        content = element("p", escaped(said)) + write_hindrances(hindrances, tr)
    else:
        content = element("p", escaped(tr("Nothing stands in the way.")))
    button = element("button", escaped(tr("Make it final")), type="submit", class_="sv-main")
    make = form(served, "/endelig", key, element("p", button, class_="sv-buttons"))
    return element("section", title + content + make, class_="sv-card", aria_labelledby="sv-final")


def write_hindrances(hindrances: Sequence[HindrancesOf], tr: Translator) -> str:
    """What is in the way, unit by unit, and what to do about it."""
    parts = []
    for of in hindrances:
        unit = of.delivery.unit if of.delivery else None
        other = tr("The note itself") if of.delivery is None else tr("A text of no unit")
        name = unit.name if unit else other
        items = "".join(
            element(
                "li",
                escaped(each.words(tr)) + element("span", escaped(each.cure(tr)), class_="sv-hint"),
            )
            for each in of.hindrances
        )
        parts.append(
            element(
                "li",
                element("strong", escaped(name)) + element("ul", items),
            )
        )
    return element("ul", "".join(parts), class_="sv-hindrances")


def _finals(
    served: ServedNote, finals: Sequence[str], key: str, tr: Translator, *, is_final: bool
) -> str:
    if not finals:
        return ""
    items = "".join(
        element("li", element("a", escaped(name), href=f"{served.base}/endelig/{quote(name)}"))
        for name in finals
    )
    title = element("h2", escaped(tr("What was made final")), id="sv-finals")
    content = title + element("ul", items)
    if is_final:
        content += element("p", escaped(tr("The note takes no more texts.")))
        button = element("button", escaped(tr("Open for new texts")), type="submit")
        content += form(served, "/aapne", key, element("p", button, class_="sv-buttons"))
    else:
        content += element(
            "p", escaped(tr("The note is open for new texts until the next final one."))
        )
    return element("section", content, class_="sv-card", aria_labelledby="sv-finals")


def _kept(served: ServedNote, copies: Sequence[KeptCopies], key: str, tr: Translator) -> str:
    """How much is kept of former texts, and the button that takes it away."""
    if not copies:
        return ""
    files = sum(each.files for each in copies)
    said = tr.count(
        "{n} file with former texts is kept.", "{n} files with former texts are kept.", files
    )
    title = element("h2", escaped(tr("Former texts")), id="sv-former")
    button = element("button", escaped(tr("Delete them for good")), type="submit")
    delete = form(served, "/slett", key, element("p", button, class_="sv-buttons"))
    summary = element("summary", escaped(tr("Delete …")))
    content = title + element("p", escaped(said)) + element("details", summary + delete)
    return element("section", content, class_="sv-card", aria_labelledby="sv-former")


def write_forgotten(tr: Translator) -> str:
    """That the copies are gone, and where else the words may be."""
    told = tr(
        "It is gone. The words may still be in the texts that lie there now, in notes that were "
        "made, in back-ups, and in files and e-mails of those who wrote them."
    )
    return element("div", element("p", escaped(told)), class_="sv-told", data_kind="good")
