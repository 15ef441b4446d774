"""Subject → the web addresses that stand as text in it (ARK310)."""

import re
from collections.abc import Iterator
from itertools import chain

from arkdoc.check.subject import Subject
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic
from arkdoc.model.names import clip
from arkdoc.model.nodes import Link
from arkdoc.model.regex import regex
from arkdoc.model.tree import inline_runs, plain_text, walk, walk_inlines

RULE = Rule(
    code="ARK310",
    name="naked-address",
    severity=Severity.WARNING,
    message=N_("Here a long web address stands in the text: {address}"),
    hint=N_(
        "Write words that tell where it leads: `[what it is](the address)`. In a footnote, "
        "the address may stand as it is."
    ),
    hint_in_word=N_(
        "Write words that tell where it leads, select them in Word, and choose Insert > Link. In a "
        "footnote, the address may stand as it is."
    ),
    why=N_(
        "A screen reader spells the address out, sign by sign, and nobody types it from paper"
        " anyway (WCAG 2.1, 2.4.4)."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Planen er på https://example.org/plan/2018?versjon=2.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Les [tiltaksplanen for 2018](https://example.org/plan/2018?versjon=2).
""",
)

_ADDRESS = regex(r"(?:https?://|www\.)[^\s/?#]+/?(.*)", re.IGNORECASE | re.DOTALL)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each link, not in a footnote, whose words are an address longer than www.nav.no."""
    runs = chain.from_iterable(map(inline_runs, walk(subject.body.blocks)))
    for inline in walk_inlines(chain.from_iterable(runs)):
        if isinstance(inline, Link):
            text = plain_text(inline.inlines).strip()
            address = _ADDRESS.fullmatch(text)
            if address and address[1]:
                yield diagnostic(RULE, inline.span, address=clip(text))
