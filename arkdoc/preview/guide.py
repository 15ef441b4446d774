"""docs/veileder.md → a page of its own, read and written as a note is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from arkdoc.pipeline.build import analyse
from arkdoc.pipeline.load import FOLDER, Sources
from arkdoc.pipeline.load_style import theme_in
from arkdoc.style.theme import Theme, builtin_styles
from arkdoc.write.html.writer import write_html

GUIDE = "veileder.md"

_NOTE = """\
---
saksnr: veileder
tittel: {title}
fra: arkdoc
innholdsfortegnelse: nei
enheter:
  - {{id: veileder, navn: Veileder, bidrag: valgfritt}}
---
"""


class Guide:
    """The guide, written once for each house style."""

    def __init__(self) -> None:
        self._last: tuple[Theme, str] | None = None

    def page(self, theme: Theme | None) -> str:
        """The whole page in `theme`, the note's house style, or in the built-in one."""
        theme = theme or theme_in(builtin_styles())
        if self._last is None or self._last[0] is not theme:
            self._last = (theme, _write(theme))
        return self._last[1]


def folder() -> Path:
    """The folder of the guide: package data, or `docs/` in a checkout."""
    package = Path(__file__).parent.parent
    shipped = package / "docs"
    return shipped if shipped.is_dir() else package.parent / "docs"


def _write(theme: Theme) -> str:
    text = (folder() / GUIDE).read_text("utf-8")
    title, _, body = text.removeprefix("# ").partition("\n")
    images = {
        f"{FOLDER}/images/{file.name}": file.read_bytes()
        for file in sorted((folder() / "images").glob("*.png"))
        if f"images/{file.name}" in text
    }
    note = _NOTE.format(title=title) + body
    sources = Sources(note.encode(), {}, images, {}, frozenset(images), frozenset(), theme)
    document = analyse(sources).assembly.document
    plain = replace(document.head, kicker="", case_type="", rows=(), running=title, draft="")
    return write_html(replace(document, head=plain), theme, medium="screen")
