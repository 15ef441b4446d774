"""Pictures put in, replaced, described or captioned in Word → their lines, and their files.

A picture gets a name of arkdoc's own beside the contribution: one that no file has, or that of the
file that it was written to before.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping
from dataclasses import replace

from arkdoc.back.comparison import Comparison
from arkdoc.back.drafts import Draft
from arkdoc.back.model import EditKind
from arkdoc.back.origins import SourceBlock
from arkdoc.back.patches import TextEdit
from arkdoc.back.printed import PrintedBlock, picture_sign
from arkdoc.back.reasons import NEW_PICTURE, NO_ALT, NOT_WRITTEN
from arkdoc.model.nodes import Figure, Image
from arkdoc.model.source import Span
from arkdoc.read.image.raster import raster_kind
from arkdoc.write.markdown.inlines import Run

_ENDINGS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp", "BMP": "bmp", "TIFF": "tiff"}


class PicturePatches:
    """Makes what concerns pictures.

    `taken` are the paths that files have already, `pictures` today's files that are printed.
    """

    def __init__(
        self, comparison: Comparison, taken: Collection[str], pictures: Mapping[str, bytes]
    ) -> None:
        self._c = comparison
        self._taken = set(taken)
        self._pictures = pictures
        self._new: dict[str, bytes] = {}
        self._data = {picture_sign(data): data for data in comparison.edited.pictures.values()}

    def changed(self, mine: int, number: int, origin: SourceBlock) -> Draft | None:
        """What changed in a picture or its caption; None where nothing did."""
        new, figure = self._c.new[number], origin.node
        old = self._c.old[mine]
        is_alt = (
            old.picture is not None
            and new.picture is not None
            and (old.picture.alt != new.picture.alt)
        )
        if not is_alt and old.atoms == new.atoms:
            return None
        kind = EditKind.ALT if old.atoms == new.atoms else EditKind.PICTURE
        draft = Draft(kind, mine, number, origin.path, origin.unit)
        if not isinstance(figure, Figure) or new.picture is None:
            draft.reason = NOT_WRITTEN
            return draft
        draft.args["alt"] = new.picture.alt
        source = self._c.origins.texts.written_as(origin.path, figure.image.span)
        if old.atoms != new.atoms:
            source = self._file(new, origin.path, draft)
        self._write(draft, origin, replace(new.picture, source=source), number)
        return draft

    def caption(self, mine: int, number: int, origin: SourceBlock) -> Draft | None:
        """What changed in the caption of a picture; None where it is of a table."""
        above = self._c.origin[mine - 1] if mine else None
        if above is None or not isinstance(above.node, Figure) or above.first != origin.first:
            return None
        draft = Draft(EditKind.CAPTION, mine, number, origin.path, origin.unit)
        image = above.node.image
        source = self._c.origins.texts.written_as(above.path, image.span)
        self._write(draft, above, replace(image, source=source), number - 1)
        return draft

    def lines(self, number: int, path: str, draft: Draft) -> list[str] | None:
        """The line of a picture that was put in; None, and a reason, where it can't be."""
        new = self._c.new[number]
        source = self._file(new, path, draft)
        if new.picture is None or not source:
            return None
        if not new.picture.alt.strip() and not new.picture.decorative:
            draft.reason = NO_ALT
            return None
        image = replace(new.picture, source=source, title=self._title(number))
        return [Run().image(image)]

    def _title(self, number: int) -> str:
        """The caption below a picture."""
        below = self._c.new[number + 1] if number + 1 < len(self._c.new) else None
        return below.text if below is not None and below.shape.kind == "caption" else ""

    def _write(self, draft: Draft, origin: SourceBlock, image: Image, number: int) -> None:
        assert isinstance(origin.node, Figure)
        if not image.source:
            draft.reason = draft.reason or NEW_PICTURE
            return
        if not image.alt.strip() and not image.decorative:
            draft.reason = NO_ALT
            return
        span: Span = origin.node.image.span
        texts = self._c.origins.texts
        start = texts.offset(origin.path, span.line, span.column)
        end = texts.offset(origin.path, span.end_line, span.end_column)
        if texts.text(origin.path)[start : start + 2] != "![":
            draft.reason = NOT_WRITTEN
            return
        written = Run().image(replace(image, title=self._title(number)))
        draft.edits.append(TextEdit(origin.path, start, end, written))

    def _file(self, block: PrintedBlock, path: str, draft: Draft) -> str:
        """Give a picture a file beside the one at `path`; its address there, or empty."""
        sign = next((atom.sign for atom in block.atoms if atom.thing == "picture"), "")
        data = self._data.get(sign)
        kind = raster_kind(data) if data is not None else ""
        ending = _ENDINGS.get(kind) or ("svg" if data is not None and not kind else "")
        if data is None or not ending:
            draft.reason = NEW_PICTURE
            return ""
        stem = posixpath.splitext(posixpath.basename(path))[0]
        folder = posixpath.join(posixpath.dirname(path), stem)
        taken = {posixpath.splitext(each)[0] for each in self._taken}
        count = 1
        while f"{folder}/{count}" in taken:
            place = f"{folder}/{count}.{ending}"
            if data in (self._pictures.get(place), self._new.get(place)):
                break
            count += 1
        place = f"{folder}/{count}.{ending}"
        if self._pictures.get(place) != data:
            self._taken.add(place)
            draft.new_files[place] = self._new[place] = data
        return f"{stem}/{count}.{ending}"
