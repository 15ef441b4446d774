"""Words that came and went, as `ins` and `del` → the same, told as such to those who hear them."""

from __future__ import annotations

from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import N_
from arkdoc.write.html.markup import element, escaped

_SPOKEN = (("del", N_("deleted:")), ("ins", N_("put in:")))


def spoken(html: str, tr: Translator) -> str:
    """`html` with the words before each that say what was done; they are not to be seen."""
    for tag, said in _SPOKEN:
        hidden = element(
            "span", f" {escaped(tr(said))} ", class_="pv-visually-hidden", lang=tr.language
        )
        html = html.replace(f"<{tag}>", f"<{tag}>{hidden}")
    return html
