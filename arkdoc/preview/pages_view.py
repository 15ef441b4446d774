"""The pages of the PDF → the elements of the view *Sider*."""

from __future__ import annotations

from dataclasses import dataclass, field

from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import ArkdocError, Diagnostic
from arkdoc.pipeline.places import Places
from arkdoc.preview.difference import KeyedElement, keyed_by_html
from arkdoc.preview.inline_messages import message_item
from arkdoc.write.html.markup import element, escaped, opening
from arkdoc.write.pdf.page_images import PageImage


@dataclass(frozen=True, slots=True)
class PagesView:
    """The pages rendered last, without their data; `behind` while the note has changed since.

    `fault` is why the note as it is now has none. `found` is what was found while they were made,
    and `places` says where.
    """

    pages: tuple[PageImage, ...] = ()
    behind: bool = True
    fault: ArkdocError | None = None
    found: tuple[Diagnostic, ...] = ()
    places: Places = field(default_factory=Places, compare=False)


def page_image_elements(
    pages_view: PagesView, tr: Translator, base: str = ""
) -> tuple[KeyedElement, ...]:
    """A figure for each page; `base` is the path that all of ours are under."""
    figures = []
    for number, page in enumerate(pages_view.pages, 1):
        title = tr("Page {number}", number=number)
        image = opening(
            "img",
            src=f"{base}/side/{page.name}",
            alt=title,
            width=str(page.width),
            height=str(page.height),
            loading="lazy",
        )
        caption = element("figcaption", escaped(title), aria_hidden="true")
        html = element("figure", image + caption, class_="pv-page")
        figures.append(KeyedElement(f"{number}:{page.name}", html))
    return tuple(figures)


def pages_messages(
    pages_view: PagesView, tr: Translator, *, shows_places: bool = True
) -> tuple[KeyedElement, ...]:
    """What only making the pages showed; `shows_places` as for other messages."""
    places = pages_view.places if shows_places else None
    return tuple(message_item(found, tr, places, is_linked=False) for found in pages_view.found)


def pages_state(pages_view: PagesView, tr: Translator) -> KeyedElement:
    """Whether the pages are those of the note as it is now."""
    if pages_view.fault is not None:
        lines = [tr("The pages can't be made."), tr.error(pages_view.fault)]
        if pages_view.pages:
            lines.append(tr("What you see below is how it was before that."))
        text, state = " ".join(lines), "failed"
    elif not pages_view.behind:
        text, state = tr("The pages are up to date."), "current"
    elif pages_view.pages:
        text, state = tr("Making new pages …"), "behind"
    else:
        text, state = tr("Making the pages …"), "behind"
    return keyed_by_html(element("p", escaped(text), class_="pv-pages-state", data_state=state))
