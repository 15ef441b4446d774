"""Why there is nothing to show at an address → a page that says so, and leads back."""

from __future__ import annotations

from arkdoc.language.messages import Translator
from arkdoc.preview.assets import asset_address
from arkdoc.write.html.markup import element, escaped, opening


def refusal_page(said: str, back: str, tr: Translator, base: str = "") -> str:
    """A document that says `said`. `back` is the address of the whole note's page, or empty.

    `base` is the path that all addresses of ours are under.
    """
    way = (
        element("a", escaped(tr("To the whole note")), href=back)
        if back
        else escaped(tr("Ask whoever sent you the address for the right one."))
    )
    head = "\n".join(
        (
            '<meta charset="utf-8">',
            element("title", escaped(said)),
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="robots" content="noindex">',
            opening("link", rel="stylesheet", href=asset_address("preview.css", base)),
        )
    )
    main = element(
        "main", element("h1", escaped(said)) + element("p", way), class_="pv-refusal pv-note"
    )
    html = element(
        "html", f"\n<head>\n{head}\n</head>\n<body>\n{main}\n</body>\n", lang=tr.language
    )
    return f"<!DOCTYPE html>\n{html}\n"
