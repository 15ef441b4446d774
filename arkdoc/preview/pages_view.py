"""The pages of the PDF → the pieces of the view *Sider*."""

from __future__ import annotations

from dataclasses import dataclass

from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.preview.difference import KeyedElement
from arkdoc.write.html.markup import element, escaped, opening


@dataclass(frozen=True, slots=True)
class ShownPage:
    """One page as a picture: the name it is had by, which is that of its bytes, and its size."""

    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PagesView:
    """The pages that were made last; `behind` while the note has changed since.

    `fault` is why there are none of the note as it is.
    """

    pages: tuple[ShownPage, ...] = ()
    behind: bool = True
    fault: ArkdocError | None = None


def page_image_elements(pages_view: PagesView, tr: Translator) -> tuple[KeyedElement, ...]:
    """A figure for each page."""
    pieces = []
    for number, shown_page in enumerate(pages_view.pages, 1):
        name = tr("Page {number}", number=number)
        picture = opening(
            "img",
            src=f"/side/{shown_page.name}",
            alt=name,
            width=str(shown_page.width),
            height=str(shown_page.height),
            loading="lazy",
        )
        caption = element("figcaption", escaped(name), aria_hidden="true")
        html = element("figure", picture + caption, class_="pv-sheet")
        pieces.append(KeyedElement(f"{number}:{shown_page.name}", html))
    return tuple(pieces)


def pages_state(pages_view: PagesView, tr: Translator) -> tuple[KeyedElement, ...]:
    """A sign of whether the pages are those of the note as it is now."""
    if pages_view.fault is not None:
        lines = [tr("The pages can't be made."), tr.error(pages_view.fault)]
        if pages_view.pages:
            lines.append(tr("What you see below is how it was before that."))
        said, state = " ".join(lines), "failed"
    elif pages_view.behind and not pages_view.pages:
        said, state = tr("Making the pages …"), "behind"
    elif pages_view.behind:
        said, state = tr("Making new pages …"), "behind"
    else:
        said, state = tr("The pages are up to date."), "current"
    html = element("p", escaped(said), class_="pv-sheets-state", data_state=state)
    return (KeyedElement(html, html),)
