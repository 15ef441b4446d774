"""What the secretariat has asked a unit → a card with each question, and a form to answer it."""

from __future__ import annotations

from collections.abc import Sequence

from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import N_
from arkdoc.pipeline.unit_questions import MOST_ANSWERS, UnitQuestion
from arkdoc.write.html.markup import element, escaped, opening

SEEN_TO = "ordnet"
"""The step that says that a question has been seen to."""

_SAID = {
    SEEN_TO: N_("Thank you. The secretariat sees that you have seen to it."),
    "svar": N_("Thank you. The secretariat sees your answer."),
}


def write_questions(
    questions: Sequence[UnitQuestion], action: str, key: str, done: str, tr: Translator
) -> str:
    """The open questions; nothing where there are none. `done` is what was just done."""
    asked = [each for each in questions if not each.is_settled]
    told = element("p", escaped(tr(_SAID[done])), role="status") if done in _SAID else ""
    if not asked:
        return element("div", told, class_="sv-card sv-told", data_kind="good") if told else ""
    title = element("h2", escaped(tr("Questions from the secretariat")), id="sv-asked")
    items = "".join(element("li", _question(each, action, key, tr)) for each in asked)
    content = title + told + element("ul", items, class_="sv-questions")
    return element("section", content, class_="sv-card", aria_labelledby="sv-asked")


def quoted_in(question: UnitQuestion, tr: Translator) -> str:
    """Where the words stand that a question is about, and the words."""
    under = tr("under “{heading}”", heading=question.heading) if question.heading else ""
    about = tr("about “{quoted}”", quoted=question.quoted) if question.quoted else ""
    return ", ".join(filter(None, (under, about)))


def answers_to(question: UnitQuestion, tr: Translator) -> str:
    """What the unit has answered."""
    return "".join(
        element("p", escaped(tr("Answer: {text}", text=each)), class_="sv-given")
        for each in question.answers
    )


def _question(question: UnitQuestion, action: str, key: str, tr: Translator) -> str:
    said = element("p", element("strong", escaped(question.text)), id=f"sv-q-{question.id}")
    about = quoted_in(question, tr)
    where = element("p", escaped(about), class_="sv-hint") if about else ""
    fields = opening("input", type="hidden", name="adgang", value=key)
    fields += opening("input", type="hidden", name="sporsmal", value=question.id)
    box = f"sv-a-{question.id}"
    if len(question.answers) < MOST_ANSWERS:
        fields += element("label", escaped(tr("Your answer")), for_=box)
        fields += element(
            "textarea", "", id=box, name="svar", rows="3", maxlength="4000", class_="sv-short",
            aria_describedby=f"sv-q-{question.id}",
        )  # fmt: skip
    buttons = element(
        "button", escaped(tr("Send the answer")), type="submit", name="steg", value="svar",
        class_="sv-main",
    ) + element(
        "button", escaped(tr("We have seen to it")), type="submit", name="steg", value=SEEN_TO
    )  # fmt: skip
    form = element(
        "form",
        fields + element("p", buttons, class_="sv-buttons"),
        method="post",
        action=f"{action}/svar",
    )
    return said + where + answers_to(question, tr) + form
