"""What units have been asked → a card on «Fra Word»: the questions, their answers, what is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from arkdoc.language.messages import Translator
from arkdoc.pipeline.unit_questions import UnitQuestion
from arkdoc.serve.secretariat.frame import Step, form
from arkdoc.serve.served_note import ServedNote
from arkdoc.serve.unit.questions import answers_to, quoted_in
from arkdoc.write.html.markup import element, escaped, opening


def write_asked_units(
    served: ServedNote, questions: Sequence[UnitQuestion], key: str, tr: Translator
) -> str:
    """The questions, those that are open first; nothing where there are none."""
    if not questions:
        return ""
    names = {unit.id: unit.name for unit in served.note.all_units} if served.note else {}
    waiting = [each for each in questions if not each.is_settled]
    settled = [each for each in questions if each.is_settled]
    title = element("h2", escaped(tr("Asked of the units")), id="sv-asked")
    items = "".join(element("li", _item(served, each, names, key, tr)) for each in waiting)
    content = title + (element("ul", items) if items else "")
    if settled:
        items = "".join(element("li", _item(served, each, names, key, tr)) for each in settled)
        summary = tr.count("{n} is settled", "{n} are settled", len(settled))
        content += element("details", element("summary", escaped(summary)) + element("ul", items))
    return element("section", content, class_="sv-card sv-changes", aria_labelledby="sv-asked")


def _item(
    served: ServedNote,
    question: UnitQuestion,
    names: Mapping[str, str],
    key: str,
    tr: Translator,
) -> str:
    name = names.get(question.unit, question.unit)
    said = element("strong", escaped(f"{name}: ")) + escaped(question.text)
    about = quoted_in(question, tr)
    content = said + (element("span", escaped(about), class_="sv-hint") if about else "")
    content += answers_to(question, tr)
    if question.by_unit:
        seen_to = tr("The unit says that it has been seen to.")
        return content + element("span", escaped(seen_to), class_="sv-hint")
    if question.is_settled:
        return content
    if not question.answers:
        content += element("span", escaped(tr("Not answered yet.")), class_="sv-hint")
    field = opening("input", type="hidden", name="sporsmal", value=question.id)
    label = tr("It is settled: {unit}", unit=name)
    button = element("button", escaped(tr("It is settled")), type="submit", aria_label=label)
    return content + form(served, f"{Step.FROM_WORD.path}/besvart", key, field + button)
