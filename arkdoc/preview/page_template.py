"""Page → the HTML document that holds its regions, and the controls around them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from arkdoc.language.messages import Translator
from arkdoc.pipeline.outputs import OUTPUTS
from arkdoc.preview.page import RenderedPage
from arkdoc.write.html.markup import element, escaped, opening


@dataclass(frozen=True, slots=True)
class Frame:
    """What a document needs to know beside its page.

    `asset` gives the address of one of our own files, `address` completes a path of ours.
    """

    unit: str
    version: str
    other_language: str
    asset: Callable[[str], str]
    address: Callable[[str], str]


def write_document(page: RenderedPage, frame: Frame, tr: Translator) -> str:
    """The whole document. Without scripts it is still the note, as it was when it was asked for."""
    head = "\n".join(
        (
            '<meta charset="utf-8">',
            element("title", escaped(page.about["title"])),
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="robots" content="noindex">',
            opening("link", rel="icon", href=frame.asset("icon.svg"), type="image/svg+xml"),
            opening("link", rel="stylesheet", href=page.about["style"] or None, id="pv-style"),
            opening("link", rel="stylesheet", href=frame.asset("preview.css")),
            element("script", type="module", src=frame.asset("preview.js")),
        )
    )
    body = "\n".join(
        (
            element("a", escaped(tr("To the note")), class_="pv-skip", href="#note"),
            _side(page, frame, tr),
            _main(page, tr),
            _place(tr),
            _changed(tr),
            element("div", id="pv-mark", aria_hidden="true"),
        )
    )
    document = element(
        "html",
        f"\n<head>\n{head}\n</head>\n"
        + element(
            "body",
            f"\n{body}\n",
            data_version=frame.version,
            data_events=frame.address("/hendelser"),
            data_unit=frame.unit or None,
            data_assets=page.about["assets"],
            data_saved=page.about["saved"] or None,
        )
        + "\n",
        lang=tr.language,
    )
    return f"<!DOCTYPE html>\n{document}\n"


def region(page: RenderedPage, name: str, tag: str = "div", **attributes: str | None) -> str:
    """The element that holds the pieces of a region, and nothing else."""
    inside = "".join(piece.html for piece in page.regions[name])
    return element(tag, inside, data_region=name, **attributes)


def _side(page: RenderedPage, frame: Frame, tr: Translator) -> str:
    alone = bool(frame.unit)
    status = element(
        "p",
        escaped(tr("Connecting …")),
        id="pv-status",
        role="status",
        data_live=tr("Live"),
        data_lost=tr("No connection. Trying again …"),
    )
    menu = element(
        "button",
        escaped(tr("Status and messages")),
        id="pv-menu",
        type="button",
        aria_expanded="false",
        aria_controls="pv-panel",
    )
    bar = element(
        "div",
        element("p", escaped(tr("Preview")), class_="pv-brand") + status + menu,
        class_="pv-bar",
    )
    panel = element(
        "div",
        "\n".join(
            (
                "" if alone else _views(tr) + _downloads(frame, tr),
                _options(tr),
                element(
                    "a", region(page, "tally"), href="#pv-messages-title", class_="pv-tally"
                ),
                _section("pv-board-title", tr("This unit") if alone else tr("Contributions"),
                         region(page, "summary", class_="pv-summary")
                         + region(page, "board", "ul", class_="pv-board", role="list")),
                _section("pv-messages-title", tr("Messages"),
                         _message_tools(tr)
                         + region(page, "messages", "ul", class_="pv-messages", role="list")
                         + element("p", escaped(tr("Nothing to put right.")), class_="pv-none")),
                _foot(frame, tr),
            )
        ),
        id="pv-panel",
    )  # fmt: skip
    return element("aside", bar + panel, class_="pv-side", aria_label=tr("Status and messages"))


def _section(name: str, title: str, inside: str) -> str:
    heading = element("h2", escaped(title), id=name)
    return element("section", heading + inside, aria_labelledby=name)


def _views(tr: Translator) -> str:
    views = (("text", tr("Text"), "true"), ("sheets", tr("Pages"), "false"))
    buttons = "".join(
        element("button", escaped(name), type="button", data_view=view, aria_pressed=pressed)
        for view, name, pressed in views
    )
    return element("div", buttons, class_="pv-views", role="group", aria_label=tr("View"))


def _options(tr: Translator) -> str:
    box = opening("input", type="checkbox", id="pv-follow")
    label = element("label", box + " " + escaped(tr("Follow: show what changes")))
    return element("p", label, class_="pv-option")


def _message_tools(tr: Translator) -> str:
    box = opening("input", type="checkbox", id="pv-infos")
    said = escaped(tr("Show notices: what was put right by itself"))
    return element("p", element("label", f"{box} {said}"), class_="pv-option pv-infos-option")


def _downloads(frame: Frame, tr: Translator) -> str:
    links = (
        element(
            "a",
            escaped(tr(output.title)),
            href=frame.address(f"/last-ned/{output.name}"),
            class_="pv-download",
        )
        for output in OUTPUTS
        if output.downloadable
    )
    return element("p", "".join(links), class_="pv-downloads")


def _foot(frame: Frame, tr: Translator) -> str:
    guide = element("a", escaped(tr("How to write a contribution")), href="/veileder")
    language, lang = ("In English", "en") if tr.language == "nb" else ("På norsk", "nb")
    other = element("a", escaped(language), href=frame.other_language, hreflang=lang, lang=lang)
    return element("div", element("p", f"{guide} {other}"), class_="pv-foot")


def _main(page: RenderedPage, tr: Translator) -> str:
    lang = page.about["language"] or None
    head = region(page, "head", "header", lang=lang)
    main = region(page, "note", "main", id="note", lang=lang, tabindex="-1")
    note = element("div", head + main, class_="pv-note")
    title = element("h1", escaped(tr("Pages")), class_="pv-unseen")
    pages_view = element(
        "main",
        title + region(page, "sheets-state", role="status") + region(page, "sheets"),
        class_="pv-sheets",
        hidden="",
    )
    state = region(page, "state", role="status", class_="pv-over")
    return element("div", state + note + pages_view, class_="pv-stage")


def _place(tr: Translator) -> str:
    """Where the text that was clicked on was written, to copy."""
    place = element("code", id="pv-place-text")
    copy = element(
        "button", escaped(tr("Copy")), type="button", id="pv-copy", data_copied=tr("Copied")
    )
    close = element("button", "×", type="button", id="pv-place-close", aria_label=tr("Close"))
    label = element("span", escaped(tr("Written in")), class_="pv-place-label")
    inside = f"{label} {place} {copy} {close}"
    name = tr("Where this is written")
    return element("div", inside, id="pv-place", role="region", aria_label=name, hidden="")


def _changed(tr: Translator) -> str:
    """Where something changed out of sight; it never moves the page by itself."""
    button = element(
        "button",
        "",
        type="button",
        id="pv-changed-go",
        data_above=tr("Changed above"),
        data_below=tr("Changed below"),
    )
    return element("div", button, id="pv-changed", hidden="")
