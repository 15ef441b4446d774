"""The frame of the secretariat's pages: the steps of a case, in their order."""

from __future__ import annotations

from enum import Enum

from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import N_
from arkdoc.pipeline.closed import closed_case
from arkdoc.serve.page import script, stylesheet, write_page
from arkdoc.serve.served_note import WHOLE, ServedNote
from arkdoc.write.html.markup import element, escaped


class Step(Enum):
    """A page of the secretariat's: its path below the note's, and its name."""

    SETTINGS = ("/oppsett", N_("Set up"))
    GATHERING = ("/", N_("Gather"))
    NOTE = (WHOLE, N_("The note"))
    FROM_WORD = ("/fra-word", N_("From Word"))
    FINISH = ("/ferdig", N_("Finish"))

    @property
    def path(self) -> str:
        """Below the note's path."""
        return self.value[0]

    @property
    def title(self) -> str:
        """A message id."""
        return self.value[1]


def navigation(served: ServedNote, here: Step, tr: Translator) -> str:
    """Links to the steps, in order; `here` is the one that is shown."""
    links = (
        element(
            "li",
            element(
                "a",
                escaped(tr(step.title)),
                href=served.base + step.path,
                aria_current="page" if step is here else None,
            ),
        )
        for step in Step
    )
    snapshot = served.snapshot
    title = snapshot.title if snapshot else tr("The note")
    name = element("p", escaped(title), class_="sv-brand")
    steps = element("ol", "".join(links), class_="sv-steps", role="list")
    return element("nav", name + steps, class_="sv-nav", aria_label=tr("Steps of the case"))


def secretariat_page(
    served: ServedNote, here: Step, main: str, key: str, tr: Translator, told: str = ""
) -> str:
    """A page of the secretariat's. `told` is markup that says what was just done."""
    heading = element("h1", escaped(tr(here.title)))
    if closed_case(served.root):
        banner = element("p", escaped(tr("The case is closed. Nothing is changed any more.")))
        heading += element("div", banner, class_="sv-told")
        if here is not Step.FINISH:  # where what couldn't be deleted still can be
            main = element("fieldset", main, disabled="", class_="sv-closed")
    said = element("div", told, id="sv-answer", tabindex="-1", aria_live="polite")
    head = stylesheet(served.base, "secretariat.css") + script(served.base, "secretariat.js")
    return write_page(
        tr(here.title),
        heading + said + main,
        tr,
        base=served.base,
        head=head,
        nav=navigation(served, here, tr),
        key=key,
    )


def form(served: ServedNote, path: str, key: str, content: str, **attributes: str | None) -> str:
    """A form that changes something; its token goes with it."""
    token = f'<input type="hidden" name="adgang" value="{escaped(key)}">'
    return element("form", token + content, method="post", action=served.base + path, **attributes)
