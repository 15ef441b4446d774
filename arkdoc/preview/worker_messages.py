"""What the server asks of the process beside it, and is answered: values that can be sent."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from arkdoc.model.diagnostic import ArkdocError
from arkdoc.pipeline.load import Sources
from arkdoc.write.pdf.page_images import PageImage

HEADER = struct.Struct("!Q")
"""Before each message: how many bytes it has."""


@dataclass(frozen=True, slots=True)
class Request:
    """Build `target` of `sources`; with `known`, show the pages of it that are not among those."""

    sources: Sources
    target: str
    known: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """`data` of a file and the `name` it should have, or pictures of its pages, or why not."""

    name: str = ""
    data: bytes = b""
    pictures: tuple[PageImage, ...] = ()
    error: ArkdocError | None = None
