"""Markup → the pages of the server besides the preview: their frame."""

from __future__ import annotations

from starlette.responses import Response

from arkdoc.language.messages import Translator
from arkdoc.preview.assets import assets_digest
from arkdoc.preview.server import attachment
from arkdoc.write.html.markup import element, escaped, opening

PACKAGE = "arkdoc.serve"
"""Whose `static/` has our own files."""


def asset(base: str, name: str) -> str:
    """The address of the file `name`; `base` is the path that all is under."""
    return f"{base}/server/{assets_digest(PACKAGE)}/{name}"


def stylesheet(base: str, name: str = "serve.css") -> str:
    """The element that brings one of our style sheets."""
    return opening("link", rel="stylesheet", href=asset(base, name))


def script(base: str, name: str) -> str:
    """The element that brings one of our scripts."""
    return element("script", type="module", src=asset(base, name))


def write_page(
    title: str,
    main: str,
    tr: Translator,
    *,
    base: str,
    head: str = "",
    nav: str = "",
    key: str = "",
) -> str:
    """A whole page: `main`, `nav` above it and `head` in the head are markup.

    `key` is the token that scripts say in what they send.
    """
    inside = "\n".join(
        (
            '<meta charset="utf-8">',
            element("title", escaped(title)),
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="robots" content="noindex">',
            '<link rel="icon" href="data:,">',  # or browsers ask for one
            stylesheet(base),
            head,
        )
    )
    skip = element("a", escaped(tr("To the contents")), class_="sv-skip", href="#main")
    body = element(
        "body",
        f"\n{skip}\n{nav}\n{element('main', main, id='main', tabindex='-1')}\n",
        data_base=base,
        data_key=key or None,
    )
    html = element("html", f"\n<head>\n{inside}\n</head>\n{body}\n", lang=tr.language)
    return f"<!DOCTYPE html>\n{html}\n"


def download(name: str, data: bytes) -> Response:
    """A file to keep, under the name `name`."""
    return Response(data, media_type="application/octet-stream", headers=attachment(name))


def plain_page(title: str, lines: tuple[str, ...], tr: Translator, base: str) -> str:
    """A page that says something, and no more."""
    paragraphs = "".join(element("p", escaped(line)) for line in lines if line)
    main = element("h1", escaped(title)) + paragraphs
    return write_page(title, element("div", main, class_="sv-card"), tr, base=base)
