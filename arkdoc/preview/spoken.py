"""Words that came and went, as `ins` and `del` → the same, told as such to those who hear them."""

from __future__ import annotations

from collections.abc import Mapping

from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import N_
from arkdoc.write.html.markup import element, escaped

SPOKEN: Mapping[str, str] = {"del": N_("deleted:"), "ins": N_("put in:")}
"""What is said before words that went and words that came, as message ids, by their tags."""


def spoken(html: str, tr: Translator) -> str:
    """`html` with the words before each that say what was done; they are not to be seen."""
    for tag, said in SPOKEN.items():
        hidden = element(
            "span", f" {escaped(tr(said))} ", class_="pv-visually-hidden", lang=tr.language
        )
        html = html.replace(f"<{tag}>", f"<{tag}>{hidden}")
    return html
