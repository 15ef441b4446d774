"""The folder of an earlier note → what a new one takes from it; nothing is written there.

Its units, prompts, glossary, settings and style, its record, and never its texts. Whoever can write
in that folder may have put anything there, so it is read as the root of any note is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.model.note import Expectation, Note, Unit
from arkdoc.pipeline.analyse import analyse
from arkdoc.pipeline.confined import read_inside
from arkdoc.pipeline.finals import newest_record
from arkdoc.pipeline.load import NOTE, Sources, load
from arkdoc.pipeline.record import write_record
from arkdoc.pipeline.render import BuildResult, output_name
from arkdoc.read.note import read_note
from arkdoc.style.theme import PRINT_CSS, TOKENS, builtin_styles

_STYLES = "styles"
_MOST_FILES = 200
_MOST_BYTES = 64 * 1024 * 1024
_CARRIED = (Expectation.REQUIRED, Expectation.OPTIONAL)


@dataclass(frozen=True, slots=True)
class EarlierNote:
    """What is taken from an earlier note: its fields, its record, and its own style by path."""

    note: Note
    record: bytes
    styles: dict[str, bytes]

    @property
    def units(self) -> tuple[Unit, ...]:
        """Its units as they are to begin with in a new note."""
        return tuple(map(_anew, self.note.units))


def read_earlier(root: Path) -> EarlierNote:
    """The earlier note in the folder `root`. Raises ArkdocError where it can't be used."""
    if not (root / NOTE).exists():
        raise ArkdocError(N_("There is no {path} in it."), path=NOTE)
    sources = load(root)
    note = read_note(NOTE, sources.note)
    record = newest_record(root, note) or _record_of(sources)
    return EarlierNote(note, record, _styles(root))


def _anew(unit: Unit) -> Unit:
    """`unit` without what was only said of it last time: that it had no remarks, or was locked."""
    below = tuple(map(_anew, unit.units))
    default = Expectation.OPTIONAL if below else Expectation.REQUIRED
    expects = unit.expects if unit.expects in _CARRIED else default
    return replace(unit, expects=expects, units=below, locked=False)


def _record_of(sources: Sources) -> bytes:
    """The record of a build that makes no outputs."""
    analysis = analyse(sources)
    name = output_name(analysis.note.case_number)
    return write_record(BuildResult(analysis, name, {}, {}, analysis.diagnostics), {})


def _styles(root: Path) -> dict[str, bytes]:
    """The files of the root's own style, by path from the root; none that is arkdoc's own."""
    real_root, folder = root.resolve(), root / _STYLES
    found: dict[str, bytes] = {}
    left = _MOST_BYTES
    for file in _files(folder):
        try:
            data = read_inside(file, real_root)
        except OSError as error:
            message = N_("{path} can't be opened: {reason}")
            path = file.relative_to(root).as_posix()
            raise ArkdocError(message, path=path, reason=error.strerror or error) from error
        left -= len(data)
        if left <= 0 or len(found) == _MOST_FILES:
            raise ArkdocError(N_("The folder {folder} is too large."), folder=_STYLES)
        found[file.relative_to(root).as_posix()] = data
    builtin = {f"{_STYLES}/{f.name}": f.read_bytes() for f in _files(builtin_styles())}
    own = (f"{_STYLES}/{name}" for name in (TOKENS, PRINT_CSS))
    if all(found.get(path) == builtin[path] for path in own):
        found = {path: data for path, data in found.items() if builtin.get(path) != data}
    return found


def _files(folder: Path) -> Iterator[Path]:
    """The files of a style, in order: those that systems and editors leave behind are none."""
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_", "~")))
        yield from (Path(where) / name for name in sorted(names) if _belongs(name))


def _belongs(name: str) -> bool:
    is_the_systems = name.lower() in ("thumbs.db", "desktop.ini") or name.endswith("~")
    return not is_the_systems and not name.startswith((".", "~"))
