"""The house style's sender → the paragraphs of the letterhead, first in the body.

They are in the body and not in the first page's header, since screen readers pass over headers:
what later pages repeat of them is in those (`sections`). The logo is a picture in a line, in a
frame of its own (17.3.1.11) where there is text to stand beside it.
"""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from arkdoc.model.assets import Asset
from arkdoc.ooxml.oxml import Element, PictureShape, drawing, run, text, w
from arkdoc.ooxml.units import EMU_PER_INCH, mm, pt
from arkdoc.style.role import Role
from arkdoc.style.sender import Sender
from arkdoc.write.docx.content.body import BlockSequence
from arkdoc.write.docx.content.context import WriterContext
from arkdoc.write.docx.styles.variants import Variant

_SVG = "image/svg+xml"
_EMU_PER_MM = EMU_PER_INCH / 25.4
_GAP = 6  # millimetres between the logo and the text
_SINGLE = 240


def write_letterhead(shared: WriterContext, body: BlockSequence) -> None:
    """Write the letterhead of the sender that the house style names, if any."""
    sender = shared.theme.sender
    if sender is None:
        return
    if sender.logo:
        properties = _alone(shared, sender) if not sender.lines else _framed(sender)
        drawn = run(_logo(shared, sender, sender.logo))
        body.placed(Variant(Role.SENDER), [drawn], properties)
    if sender.lines:
        align = sender.side if not sender.logo else _OPPOSITE[sender.side]
        properties = [w("spacing", after=_space_after(shared, sender)), w("jc", val=align)]
        body.placed(Variant(Role.SENDER), _text(shared, sender), properties)


_OPPOSITE = {"left": "right", "right": "left"}


def _framed(sender: Sender) -> list[Element]:
    width, _ = sender.logo_size
    frame = w(
        "framePr",
        w=mm(width),
        hSpace=mm(_GAP),
        wrap="around",
        vAnchor="text",
        hAnchor="margin",
        xAlign=sender.side,
        y=1,
    )
    return [frame, w("spacing", after=0, line=_SINGLE, lineRule="auto")]


def _alone(shared: WriterContext, sender: Sender) -> list[Element]:
    after = pt(shared.theme[Role.SENDER].after)
    return [w("spacing", after=after, line=_SINGLE, lineRule="auto"), w("jc", val=sender.side)]


def _space_after(shared: WriterContext, sender: Sender) -> int:
    """The space below the text, so that what follows stands below the logo too."""
    style = shared.theme[Role.SENDER]
    high = len(sender.lines) * style.size * style.leading
    _, logo = sender.logo_size
    return pt(style.after + max(0.0, logo * 72 / 25.4 - high))


def _text(shared: WriterContext, sender: Sender) -> list[Element]:
    content: list[Element] = []
    if sender.name:
        strong = shared.styles.characters((Role.STRONG,))
        content.append(run(*text(sender.name), style=strong))
    for line in sender.address:
        content.append(run(*([w("br")] if content else []), *text(line)))
    return content


def _logo(shared: WriterContext, sender: Sender, logo: Asset) -> Element:
    """The logo in its text's line, an SVG with a PNG beside it."""
    number = next(shared.drawings)
    width, height = (max(1, round(side * _EMU_PER_MM)) for side in sender.logo_size)
    image, media_type, svg = logo.data, logo.media_type, ""
    relations = shared.file.document
    if media_type == _SVG:
        svg = relations.add(RT.IMAGE, shared.file.image((logo.path, _SVG), image, _SVG))
        image, media_type = shared.pictures[logo.path], "image/png"
    part = shared.file.image((logo.path, media_type), image, media_type)
    return drawing(
        PictureShape(
            number=number,
            name=f"{shared.words.image_of} {number}",
            width=width,
            height=height,
            alt=sender.alternative,
            title="",
            image=relations.add(RT.IMAGE, part),
            svg=svg,
        )
    )
