"""RenderedPage → the HTML document that holds its regions, and the controls around them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from arkdoc.language.messages import Translator
from arkdoc.pipeline.outputs import OUTPUTS
from arkdoc.pipeline.two_versions import KeptVersion
from arkdoc.preview.assets import asset_address
from arkdoc.preview.page import RenderedPage
from arkdoc.write.html.markup import element, escaped, opening


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """What a document holds besides its page.

    `unit` is empty for the whole note, `version` that of the page, `other_language` the address
    of the page in the other language. `address` completes a path of ours, `base` is the path that
    all of ours are under. `whole` is the address of the page of the whole note, empty where that is
    not to be reached. `before` and `after` are markup that stands before and after the note, and
    `head` is more markup for the document's head. `kept` is the version that changes can be shown
    since, and `shows_changes` tells that they are. `shows_places`: a click on a paragraph says
    where it is written.
    """

    unit: str
    version: str
    other_language: str
    address: Callable[[str], str]
    base: str = ""
    whole: str = "/"
    before: str = ""
    after: str = ""
    head: str = ""
    shows_places: bool = True
    kept: KeptVersion | None = None
    shows_changes: bool = False


def write_document(page: RenderedPage, context: DocumentContext, tr: Translator) -> str:
    """The whole document. Without scripts it shows the note as it was when it was requested."""
    about, base = page.about, context.base
    head = "\n".join(
        (
            '<meta charset="utf-8">',
            element("title", escaped(about["title"])),
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="robots" content="noindex">',
            opening(
                "link",
                rel="icon",
                href=asset_address("icon.svg", base),
                type="image/svg+xml",
            ),
            opening("link", rel="stylesheet", href=about["style"] or None, id="pv-style"),
            opening("link", rel="stylesheet", href=asset_address("preview.css", base)),
            element("script", type="module", src=asset_address("preview.js", base)),
            context.head,
        )
    )
    body = "\n".join(
        (
            _skip_link(page, tr),
            _sidebar(page, context, tr),
            _content(page, context, tr),
            _location_bar(tr) if context.shows_places else "",
            _changed(tr),
            element("div", id="pv-highlight", aria_hidden="true"),
            element("p", id="pv-said", role="status", class_="pv-visually-hidden"),
            _block_help(tr) if context.shows_places else "",
        )
    )
    body_element = element(
        "body",
        f"\n{body}\n",
        data_version=context.version,
        data_events=context.address("/hendelser"),
        data_unit=context.unit or None,
        data_whole=context.whole or None,
        data_assets=about["assets"],
        data_saved=about["saved"] or None,
    )
    html = element("html", f"\n<head>\n{head}\n</head>\n{body_element}\n", lang=tr.language)
    return f"<!DOCTYPE html>\n{html}\n"


def _skip_link(page: RenderedPage, tr: Translator) -> str:
    """Leads to what is shown: the note, or what stands in its place."""
    target = "#note" if page.regions["note"] else "#pv-content"
    return element("a", escaped(tr("To the contents")), class_="pv-skip", href=target)


def _block_help(tr: Translator) -> str:
    """What the keys do, for the block that they are pressed on."""
    said = tr("Enter shows where this is written. The arrow keys go to the next.")
    return element("p", escaped(said), id="pv-block-help", hidden="")


def _region(page: RenderedPage, name: str, tag: str = "div", **attributes: str | None) -> str:
    """The element that holds the elements of a region, and nothing else."""
    content = "".join(each.html for each in page.regions[name])
    return element(tag, content, data_region=name, **attributes)


def _button(content: str, **attributes: str | None) -> str:
    return element("button", content, type="button", **attributes)


# --- the sidebar -----------------------------------------------------------------------------


def _sidebar(page: RenderedPage, context: DocumentContext, tr: Translator) -> str:
    title = tr("Status and messages")
    connection = element(
        "p",
        escaped(tr("Connecting …")),
        id="pv-connection",
        role="status",
        data_live=tr("Live"),
        data_lost=tr("No connection. Trying again …"),
    )
    menu = _button(escaped(title), id="pv-menu", aria_expanded="false", aria_controls="pv-panel")
    brand = element("p", escaped(tr("Preview")), class_="pv-brand")
    units = _region(page, "summary", class_="pv-summary") + _region(
        page, "units", "ul", class_="pv-units", role="list"
    )
    messages = (
        _checkbox("pv-infos", tr("Show notices: what was put right by itself"))
        + _region(page, "messages", "ul", class_="pv-messages", role="list")
        + element("p", escaped(tr("Nothing to put right.")), class_="pv-no-messages")
    )
    panel = "\n".join(
        (
            "" if context.unit else _views(tr) + _downloads(context, tr),
            _checkbox("pv-follow", tr("Follow: show what changes")),
            _changes(page, context, tr),
            element("a", _region(page, "counts"), href="#pv-messages-title", class_="pv-counts"),
            _section(
                "pv-units-title", tr("This unit") if context.unit else tr("Contributions"), units
            ),
            _section("pv-messages-title", tr("Messages"), messages),
            _footer(context, tr),
        )
    )
    bar = element("div", brand + connection + menu, class_="pv-bar")
    content = bar + element("div", panel, id="pv-panel")
    return element("aside", content, class_="pv-sidebar", aria_label=title)


def _section(title_id: str, title: str, content: str) -> str:
    heading = element("h2", escaped(title), id=title_id)
    return element("section", heading + content, aria_labelledby=title_id)


def _views(tr: Translator) -> str:
    text = _button(escaped(tr("Text")), data_view="text", aria_pressed="true")
    pages = _button(escaped(tr("Pages")), data_view="pages", aria_pressed="false")
    return element("div", text + pages, class_="pv-views", role="group", aria_label=tr("View"))


def _downloads(context: DocumentContext, tr: Translator) -> str:
    links = (
        element(
            "a",
            escaped(tr(output.title)),
            href=context.address(f"/last-ned/{output.name}"),
            class_="pv-download",
        )
        for output in OUTPUTS
        if output.downloadable
    )
    return element("p", "".join(links), class_="pv-downloads")


def _checkbox(id_: str, label: str, **attributes: str | None) -> str:
    box = opening("input", type="checkbox", id=id_, **attributes)
    return element("p", element("label", f"{box} {escaped(label)}"), class_="pv-option")


def _changes(page: RenderedPage, context: DocumentContext, tr: Translator) -> str:
    """The switch that marks what has changed since an earlier version, and what came of it."""
    if context.kept is None and not context.shows_changes:
        return ""
    said = tr("Show changes since the last Word file")
    if context.kept and context.kept.is_final:
        said = tr("Show changes since the last final note")
    box = _checkbox("pv-changes", said, checked="" if context.shows_changes else None)
    following = _button(escaped(tr("Next change")), id="pv-next-change", hidden="")
    told = _region(page, "changes", class_="pv-changes-told")
    return box + element("div", told + following, class_="pv-changes")


def _footer(context: DocumentContext, tr: Translator) -> str:
    guide = element(
        "a", escaped(tr("How to write a contribution")), href=f"{context.base}/veileder"
    )
    language, lang = ("In English", "en") if tr.language == "nb" else ("På norsk", "nb")
    other = element("a", escaped(language), href=context.other_language, hreflang=lang, lang=lang)
    return element("div", element("p", f"{guide} {other}"), class_="pv-footer")


# --- the note, and what lies over it ---------------------------------------------------------


def _content(page: RenderedPage, context: DocumentContext, tr: Translator) -> str:
    lang = page.about["language"] or None
    faults = _region(page, "fault", class_="pv-banner")
    head = _region(page, "head", "header", lang=lang)
    main = _region(page, "note", "main", id="note", lang=lang, tabindex="-1")
    title = element("h1", escaped(tr("Pages")), class_="pv-visually-hidden")
    state = _region(page, "pages-state", class_="pv-pages-told") + _region(
        page,
        "pages-messages",
        "ul",
        class_="pv-pages-messages",
        role="list",
        aria_label=tr("What the pages showed"),
    )
    pages = element(
        "main",
        title + state + _region(page, "pages"),
        class_="pv-pages",
        id="pages",
        tabindex="-1",
        hidden="",
    )
    note = element("div", head + main, class_="pv-note")
    return element(
        "div",
        context.before + faults + note + pages + context.after,
        class_="pv-content",
        id="pv-content",
        tabindex="-1",
    )


def _location_bar(tr: Translator) -> str:
    """The file and line of what was clicked on, to copy."""
    label = element("span", escaped(tr("Written in")))
    location = element("code", id="pv-location-text")
    copy = _button(escaped(tr("Copy")), id="pv-copy", data_copied=tr("Copied"))
    sign = element("span", "×", aria_hidden="true")
    name = element("span", escaped(tr("Close")), class_="pv-visually-hidden")
    close = _button(sign + name, id="pv-location-close")
    return element(
        "div",
        f"{label} {location} {copy} {close}",
        id="pv-location-bar",
        role="region",
        aria_label=tr("Where this is written"),
        data_paragraphs=tr("paragraph {n}"),
        hidden="",
    )


def _changed(tr: Translator) -> str:
    """A button that leads to a change out of sight; the page never scrolls by itself."""
    button = _button(
        "",
        id="pv-changed-button",
        data_above=tr("Changed above"),
        data_below=tr("Changed below"),
    )
    return element("div", button, id="pv-changed", hidden="")
