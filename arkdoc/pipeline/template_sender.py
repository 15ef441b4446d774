"""The bytes of a Word template → the sender that its header shows, and the faults of its logo."""

from __future__ import annotations

from arkdoc.model.assets import Unusable
from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.names import clip
from arkdoc.model.source import start_of
from arkdoc.pipeline.load_style import TEMPLATE, logo_picture
from arkdoc.rules.letterhead import LOGO_IN_WORD_ALONE, LOGO_WITHOUT_ALT
from arkdoc.style.sender import MOST_CHARACTERS, MOST_LINES, MOST_WIDTH, Sender
from arkdoc.write.docx.audit.wording import says_nothing
from arkdoc.write.docx.template.letterhead import letterhead
from arkdoc.write.docx.template.read import read_template

_MEASURE = 156.0  # millimetres, of a page whose own can't be used


def template_sender(data: bytes) -> tuple[Sender | None, tuple[Diagnostic, ...]]:
    """The sender in the header of the first page; None where there is no logo.

    What else is wrong with the template is told when the Word file is made.
    """
    template, _ = read_template(TEMPLATE, data)
    header = template.header_footer("header", first=True) if template else None
    if template is None or header is None:
        return None, ()
    found = letterhead(header, template.page.measure if template.page else _MEASURE)
    if found is None:
        return None, ()
    place, findings = start_of(TEMPLATE), []
    logo = logo_picture(f"{TEMPLATE}/{found.logo.name}", found.logo.data)
    if isinstance(logo, Unusable):
        fault = diagnostic(LOGO_IN_WORD_ALONE, place, path=TEMPLATE, reason=logo.reason)
        findings.append(fault)
    lines = tuple(clip(line, MOST_CHARACTERS) for line in found.lines[: MOST_LINES + 1])
    name = lines[0] if lines else ""
    alternative = clip(found.alternative, MOST_CHARACTERS)
    if says_nothing(alternative):
        if not found.decorative:
            findings.append(diagnostic(LOGO_WITHOUT_ALT, place, path=TEMPLATE))
        alternative = ""
    sender = Sender(
        name=name,
        logo=None if isinstance(logo, Unusable) else logo,
        alternative=alternative or name or "Logo",
        address=lines[1:],
        side=found.side,
        width=min(found.width, MOST_WIDTH),
        in_template=True,
    )
    return (sender if sender.logo or lines else None), tuple(findings)
