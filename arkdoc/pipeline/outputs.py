"""The kinds of output: what `--to`, progress, downloads, publishing and the record are made from.

A new output is one entry here, and a function in `render` (or beside it) that makes its bytes.
"""

from __future__ import annotations

from pkgutil import resolve_name
from typing import TYPE_CHECKING, NamedTuple

from arkdoc.model.diagnostic import N_

if TYPE_CHECKING:
    from arkdoc.pipeline.render import Rendering


class OutputFormat(NamedTuple):
    """One kind of output.

    `name` is its name in `--to` and the ending of its file; `title` what people call it and
    `progress` what a terminal shows while it is made (message ids). `renderer` is the
    `module:function` that makes its bytes of a `Rendering`, or gives None where it can't.
    `by_default`: it is made when nothing is asked for; `downloadable`: the preview offers it;
    `editable`: people change the file, and publishing never replaces one that they have changed
    (contract, clause 9).
    """

    name: str
    title: str
    progress: str
    media_type: str
    renderer: str
    by_default: bool = False
    downloadable: bool = False
    editable: bool = False

    def render(self, rendering: Rendering) -> bytes | None:
        """Make its bytes, and add what is found to the rendering."""
        data: bytes | None = resolve_name(self.renderer)(rendering)
        return data


OUTPUTS = (
    OutputFormat(
        "docx",
        N_("Word file"),
        N_("Writing the Word file"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "arkdoc.pipeline.render:render_docx",
        by_default=True,
        downloadable=True,
        editable=True,
    ),
    OutputFormat(
        "pdf",
        N_("PDF"),
        N_("Laying out the pages"),
        "application/pdf",
        "arkdoc.pipeline.render:render_pdf",
        by_default=True,
        downloadable=True,
    ),
    OutputFormat(
        "html",
        N_("Web page"),
        N_("Writing the web page"),
        "text/html",
        "arkdoc.pipeline.render:render_html",
    ),
)
"""Every output, in the order in which they are made and published."""

BY_NAME = {output.name: output for output in OUTPUTS}
