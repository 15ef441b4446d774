"""Files that were dropped on the page → a table of what would be done, and of what was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from starlette.datastructures import FormData

from arkdoc.deliver.delivery import Outcome
from arkdoc.deliver.dropped import CarriedOut, ConfirmedFile, DroppedFile, DropPlan
from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import Severity
from arkdoc.model.note import Unit
from arkdoc.serve.requests import text_of
from arkdoc.write.html.markup import element, escaped, opening


def write_plan(plan: DropPlan, tr: Translator) -> str:
    """The table: each file, whose it is and how that was seen, and what it would replace."""
    units = plan.analysis.note.all_units
    rows = "".join(_row(number, row, units, tr) for number, row in enumerate(plan.rows))
    names = (tr("File"), tr("Unit"), tr("Takes the place of"), tr("To look at"))
    head = "".join(element("th", escaped(name), scope="col") for name in names)
    caption = element("caption", escaped(tr("These files")), class_="sv-visually-hidden")
    table = element(
        "table", caption + element("thead", element("tr", head)) + element("tbody", rows)
    )
    can_any = any(row.can_be_taken for row in plan.rows)
    take = element(
        "button",
        escaped(tr("Take in those that are ticked")),
        type="submit",
        class_="sv-main",
        disabled=None if can_any else "",
    )
    again = element("button", escaped(tr("Look again")), type="submit", value="se", name="steg")
    return element("form", table + element("p", take + again, class_="sv-buttons"))


def _row(number: int, row: DroppedFile, units: Sequence[Unit], tr: Translator) -> str:
    box = ""
    if row.can_be_taken and row.looked:
        box = opening(
            "input", type="checkbox", name="ta", value=str(number),
            checked=None if row.looked.questions else "",
            aria_label=tr("Take in {file}", file=row.name),
        )  # fmt: skip
        box += _kept(f"grunnlag-{number}", row.looked.basis)
        keys = " ".join(question.key for question in row.looked.questions)
        box += _kept(f"bekreft-{number}", keys)
    name = element("th", element("span", f"{box} {escaped(row.name)}"), scope="row")
    told = "".join(element("p", text) for text in _told(row, tr))
    return element(
        "tr",
        name
        + element("td", _unit(number, row, units, tr))
        + element("td", escaped(_replaced(row, tr)))
        + element("td", told),
    )


def _unit(number: int, row: DroppedFile, units: Sequence[Unit], tr: Translator) -> str:
    """The unit and how it was seen; a list where it isn't certain."""
    if row.shown_in:
        return escaped(tr("Shown in {file}", file=row.shown_in))
    if row.kind.value not in ("word", "text"):
        return ""
    how = element("p", escaped(row.how(tr)), class_="sv-hint")
    if row.unit is not None and not row.is_chosen:
        return element("p", escaped(row.unit.name)) + how
    chosen = row.unit.id if row.unit else ""
    seen = [unit.id for unit in row.seen.units]
    ordered = sorted(units, key=lambda unit: unit.id not in seen)
    options = element("option", escaped(tr("Choose the unit")), value="")
    options += "".join(
        element(
            "option",
            escaped(unit.name),
            value=unit.id,
            selected="" if unit.id == chosen else None,
        )
        for unit in ordered
    )
    label = tr("The unit of {file}", file=row.name)
    select = element("select", options, name=f"enhet-{number}", aria_label=label)
    return select + _kept(f"sett-{number}", chosen) + how


def _replaced(row: DroppedFile, tr: Translator) -> str:
    if row.looked is None:
        return ""
    if row.looked.is_same:
        return tr("The same text is there already")
    texts = len(row.looked.there.texts)
    return (
        tr.count("{n} text, which is kept", "{n} texts, which are kept", texts)
        if texts
        else tr("Nothing: it is the first")
    )


def _told(row: DroppedFile, tr: Translator) -> Iterator[str]:
    if row.problem:
        yield escaped(row.problem.words(tr))
    if row.rivals:
        others = ", ".join(row.rivals)
        yield escaped(tr("Also for this unit: {files}. Choose one of them.", files=others))
    if row.looked:
        for question in row.looked.questions:
            yield escaped(tr(question.message, **question.args))
        grave = [f for f in row.looked.findings if f.rule.severity is Severity.ERROR]
        warnings = [f for f in row.looked.findings if f.rule.severity is Severity.WARNING]
        for finding in grave[:2]:
            yield escaped(tr.message(finding))
        if more := len(grave[2:]) + len(warnings):
            yield escaped(tr.count("{n} thing to look at", "{n} things to look at", more))


def confirmed(sent: FormData, plan: DropPlan) -> list[ConfirmedFile]:
    """The rows that were ticked; a picture goes with the text that shows it."""
    data = {row.name: row.data for row in plan.rows}
    ticked = {value for value in sent.getlist("ta") if isinstance(value, str)}
    return [
        ConfirmedFile(
            row.name,
            row.data,
            row.unit.id,
            text_of(sent, f"grunnlag-{number}"),
            tuple((name, data[name]) for name in row.pictures),
            text_of(sent, f"bekreft-{number}").split(),
        )
        for number, row in enumerate(plan.rows)
        if str(number) in ticked and row.can_be_taken and row.unit
    ]


def chosen_units(sent: FormData, count: int) -> dict[int, str]:
    """The units that were chosen, by the number of the file."""
    chosen = {number: text_of(sent, f"enhet-{number}") for number in range(count)}
    return {number: unit for number, unit in chosen.items() if unit}


def is_newly_chosen(sent: FormData, count: int) -> bool:
    """Whether a unit was chosen for a file that has not been looked at with it yet."""
    chosen = chosen_units(sent, count)
    return any(text_of(sent, f"sett-{number}") != unit for number, unit in chosen.items())


def taken(done: Sequence[CarriedOut]) -> set[str]:
    """The names of the files that were written, their pictures among them."""
    rows = [
        each.row
        for each in done
        if each.delivered and each.delivered.outcome in (Outcome.WRITTEN, Outcome.WAITING)
    ]
    return {name for row in rows for name in (row.name, *(name for name, _ in row.pictures))}


def write_done(done: Sequence[CarriedOut], plan: DropPlan, tr: Translator) -> str:
    """What came of each file that was to be taken in."""
    names = {unit.id: unit.name for unit in plan.analysis.note.all_units}
    lines = "".join(
        element("li", escaped(_outcome(each, names[each.row.unit], tr))) for each in done
    )
    is_whole = all(each.delivered and each.delivered.receipt for each in done)
    title = tr.count("{n} file", "{n} files", len(done))
    heading = element("h3", escaped(title), tabindex="-1")
    kind = "good" if is_whole and done else "error"
    if not done:
        lines = element("li", escaped(tr("No file is ticked.")))
    return element("div", heading + element("ul", lines), class_="sv-told", data_kind=kind)


def _outcome(each: CarriedOut, unit: str, tr: Translator) -> str:
    if each.problem:
        return f"{each.row.name}: {each.problem.words(tr)}"
    assert each.delivered
    if each.delivered.outcome is Outcome.WRITTEN:
        return tr("{file} is taken in, for {unit}.", file=each.row.name, unit=unit)
    if each.delivered.outcome is Outcome.WAITING:
        message = tr(
            "You have edited the text of {unit}. This one waits under “From Word”.", unit=unit
        )
        return f"{each.row.name}: {message}"
    message = tr("Something has changed meanwhile. Look again.")
    return f"{each.row.name}: {message}"


def _kept(name: str, value: str) -> str:
    return opening("input", type="hidden", name=name, value=value)
