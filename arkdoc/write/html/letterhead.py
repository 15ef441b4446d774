"""The house style's sender → the letterhead above the note's head.

It is text and a picture like any other, for those who listen too: what later pages repeat of it is
not (`page_rules`).
"""

from arkdoc.model.assets import Asset
from arkdoc.style.role import Role
from arkdoc.style.sender import Sender
from arkdoc.write.html.context import PX_PER_MM, Context
from arkdoc.write.html.markup import element, escaped, opening


def write_letterhead(context: Context) -> str:
    """The logo, and beside it the name and the address; empty where no sender is named."""
    sender = context.theme.sender
    if sender is None or not (sender.logo or sender.lines):
        return ""
    logo = _logo(sender, sender.logo, context) if sender.logo else ""
    pieces = "\n".join(filter(None, (logo, _lines(sender))))
    return element("div", f"\n{pieces}\n", class_=f"ark-letterhead ark-logo-{sender.side}")


def _logo(sender: Sender, logo: Asset, context: Context) -> str:
    width = max(1, round(sender.logo_size[0] * PX_PER_MM))
    image = opening(
        "img", src=context.address(logo), alt=sender.alternative, class_=f"ark-px-{width}"
    )
    return element("figure", image)


def _lines(sender: Sender) -> str:
    if not sender.lines:
        return ""
    name = element("strong", escaped(sender.name)) if sender.name else ""
    lines = filter(None, (name, *map(escaped, sender.address)))
    return element("p", "<br>\n".join(lines), class_=Role.SENDER.css_class)
