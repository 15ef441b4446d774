"""A Word contribution → the Markdown file and the pictures that take its place (word.md, 1).

`plan` reads and looks, and says what Markdown can't say; `carry_out` writes. Wherever that is cut
off nothing is lost, and doing it again does the rest: the Word file is kept, pictures and text are
written, and only then does it go.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, unquote

from arkdoc.assemble.unit_clues import with_unit
from arkdoc.model.diagnostic import N_, ArkdocError, Diagnostic, Severity
from arkdoc.model.nodes import Image, Inline
from arkdoc.model.note import Contribution
from arkdoc.model.source import NOWHERE, Span, is_word
from arkdoc.model.tree import map_all_inlines
from arkdoc.pipeline.files import create, holds, make_folder
from arkdoc.pipeline.kept_files import FORMER, keep, log
from arkdoc.pipeline.load import FOLDER, NOTE, load
from arkdoc.read.contribution import read_contribution
from arkdoc.read.note import read_note
from arkdoc.rules.word_files import UNIT_CONTRADICTED, UNIT_UNCLEAR
from arkdoc.rules.word_reading import LEFT_OUT
from arkdoc.units.index import UnitIndex
from arkdoc.write.markdown.fields import write_contribution
from arkdoc.write.markdown.plain import plain

WITHOUT_UNIT = "uten-enhet"

_WORD_RULES = "ARK6"
_ENDINGS = {"jpeg": "jpg", "jfif": "jpg", "jpe": "jpg", "tif": "tiff", "dib": "bmp"}


@dataclass(frozen=True, slots=True)
class Loss:
    """Something in the Word file that won't be in the Markdown: how often, and where first.

    `what` is a message id.
    """

    what: str
    count: int
    place: Span


@dataclass(frozen=True, slots=True)
class Conversion:
    """What is to be written in place of the Word file at `path`, in order; paths from the root.

    `losses` and `findings` are what is named before anybody says yes. `existing` are files that are
    there already, with something else in them: nothing may be written while there are any.
    """

    path: str
    data: bytes
    unit: str
    files: tuple[tuple[str, bytes], ...]
    losses: tuple[Loss, ...]
    findings: tuple[Diagnostic, ...]
    existing: tuple[str, ...]

    @property
    def loses_something(self) -> bool:
        """Whether there is anything to ask about."""
        return bool(self.losses or self.findings)


def plan(root: Path, given: str) -> tuple[Conversion, Contribution]:
    """What converting the Word file `given` would write, and the contribution that was read.

    `given` is as people type it: from where they are, from the root or from `contributions/`.
    Raises ArkdocError where it is no Word file of the note's, or can't be read.
    """
    sources = load(root)
    path = _path_of(root, given, sources.contributions)
    data = sources.contributions[path]
    note = read_note(NOTE, sources.note)
    contribution = with_unit(read_contribution(path, data), note)
    if contribution.fault is not None:
        reason = dict(contribution.fault.args).get("reason", "")
        message = N_("{path} can't be read: {reason}.")
        raise ArkdocError(message, path=path, reason=reason, diagnostics=(contribution.fault,))
    found = UnitIndex(note.units).named(contribution.unit) if contribution.unit else []
    unit = found[0].id if len(found) == 1 else ""
    named, pictures = _with_own_pictures(contribution)
    if named.language == note.language and named.language_span == NOWHERE:
        named = replace(named, language="")
    _, changes = plain(named.body)
    losses = tuple(Loss(kind.value, times, place) for kind, times, place in changes.told)
    text = write_contribution(named, unit or contribution.unit)
    files = (*pictures, (f"{posixpath.splitext(path)[0]}.md", text.encode()))
    existing = tuple(p for p, content in files if _is_taken(root / p, content))
    findings = tuple(filter(_is_lost, contribution.diagnostics))
    return Conversion(path, data, unit, files, losses, findings, existing), contribution


def carry_out(root: Path, conversion: Conversion) -> str:
    """Write what is planned; where the Word file is kept. Raises ArkdocError where that fails."""
    name = posixpath.basename(conversion.path)
    folder = f"{FORMER}/{conversion.unit or WITHOUT_UNIT}"
    kept = keep(root, folder, name, conversion.data)
    for path, data in conversion.files:
        make_folder((root / path).parent, root)
        if not create(root, path, data) and not holds(root / path, data):
            raise ArkdocError(N_("{path} is there already."), path=path)
    try:
        if holds(root / conversion.path, conversion.data):
            (root / conversion.path).unlink()
    except OSError as error:
        message = N_("{path} can't be taken away: {reason}. Close it in Word, and try again.")
        reason = error.strerror or str(error)
        raise ArkdocError(message, path=conversion.path, reason=reason) from error
    written = conversion.files[-1][0]
    log(root, what="convert", unit=conversion.unit, path=conversion.path, to=written, kept=kept)
    return kept


def _path_of(root: Path, given: str, contributions: Collection[str]) -> str:
    """The path from the root of a Word file that is a contribution."""
    if not is_word(given):
        raise ArkdocError(N_("{path} is no Word file (.docx)."), path=given)
    real_root = root.resolve()
    for base in (Path(), root, root / FOLDER):
        file = (base / given).resolve()
        if file.is_file() and file.is_relative_to(real_root):
            path = file.relative_to(real_root).as_posix()
            if path in contributions:
                return path
    raise ArkdocError(
        N_("There is no Word file {path} in the folder {folder}."), path=given, folder=root / FOLDER
    )


def _is_taken(file: Path, data: bytes) -> bool:
    try:
        return file.exists() and not holds(file, data)
    except OSError:
        return True


def _is_lost(finding: Diagnostic) -> bool:
    """Whether a finding of the Word file tells of what Markdown has not, or has otherwise."""
    rule = finding.rule
    is_of_text = rule.code.startswith(_WORD_RULES) and rule not in (UNIT_CONTRADICTED, UNIT_UNCLEAR)
    return is_of_text and (rule.severity is not Severity.INFO or rule is LEFT_OUT)


def _with_own_pictures(
    contribution: Contribution,
) -> tuple[Contribution, tuple[tuple[str, bytes], ...]]:
    """The contribution with its pictures in a folder of their own, and these, in order."""
    folder, name = posixpath.split(posixpath.splitext(contribution.path)[0])
    names: dict[str, str] = {}
    files: list[tuple[str, bytes]] = []

    def source(written: str) -> str:
        path = posixpath.join(folder, unquote(written))
        data = contribution.pictures.get(path)
        if data is None:
            return written
        if path not in names:
            ending = posixpath.splitext(path)[1].lower().removeprefix(".")
            number = len(names) + 1
            names[path] = f"{name}/{number}.{_ENDINGS.get(ending, ending)}"
            files.append((posixpath.join(folder, names[path]), data))
        return quote(names[path])

    def moved(inline: Inline) -> Inline:
        if isinstance(inline, Image):
            return replace(inline, source=source(inline.source))
        return inline

    body = contribution.body
    blocks = map_all_inlines(body.blocks, moved)
    notes = tuple(
        replace(note, blocks=map_all_inlines(note.blocks, moved)) for note in body.footnotes
    )
    named = replace(contribution, body=replace(body, blocks=blocks, footnotes=notes))
    return named, tuple(files)
