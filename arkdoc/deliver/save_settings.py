"""The form for `notat.md` → the file, as long as nobody has changed it since the form was shown."""

from __future__ import annotations

import codecs
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath

from arkdoc.deliver.log import Happening, LogLine, written
from arkdoc.deliver.setting_faults import SettingFault
from arkdoc.deliver.settings import Settings, read_settings, with_settings
from arkdoc.deliver.state import DELIVERIES
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.model.source import UndecodableError, decode
from arkdoc.pipeline.analyse import analyse
from arkdoc.pipeline.confined import read_inside
from arkdoc.pipeline.exchange import exchange, settle_alone
from arkdoc.pipeline.kept_files import FORMER
from arkdoc.pipeline.load import NOTE, load
from arkdoc.pipeline.private_files import alone_in

FORMER_NOTES = f"{FORMER}/notat"
"""The folder of `.arkdoc` for what `notat.md` was; no unit is called that."""

_UNREADABLE = N_(
    "The settings of this note can't be read: {reason}. Ask whoever looks after the server."
)
_NO_TEXT = N_("they are no text")


@dataclass(frozen=True, slots=True)
class NoteFile:
    """`notat.md` as it lies on the disk: its text, and the digest that saving is asked with."""

    text: str
    basis: str
    has_mark: bool = False


@dataclass(frozen=True, slots=True)
class SavedSettings:
    """The form was saved. `kept` has what was there; it is empty where nothing changed."""

    basis: str
    kept: str = ""


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """Somebody else has changed `notat.md` meanwhile: nothing was written. `now` is as it is."""

    now: Settings
    basis: str


def read_note_file(root: Path) -> NoteFile:
    """What `notat.md` in `root` holds. Raises ArkdocError where it can't be read."""
    try:
        data = read_inside(root / NOTE, root.resolve())
        text = decode(NOTE, data).text
    except OSError as error:
        raise ArkdocError(_UNREADABLE, reason=error.strerror or error) from error
    except UndecodableError as error:
        raise ArkdocError(_UNREADABLE, reason=_NO_TEXT) from error
    has_mark = data.startswith(codecs.BOM_UTF8)
    with suppress(UnicodeDecodeError):
        text = data.removeprefix(codecs.BOM_UTF8).decode()  # with the ends of lines that it has
    return NoteFile(text, sha256(data).hexdigest(), has_mark)


def save_settings(
    root: Path, settings: Settings, basis: str, now: datetime, person: str = ""
) -> SavedSettings | SettingsChanged | tuple[SettingFault, ...]:
    """Write what the form says into `notat.md` in `root`, or say what is in the way.

    `basis` is the digest of what the form was made from; `person` is who signed in. What was there
    is kept, and the log tells of it. Raises ArkdocError where something can't be read or written.
    """
    with alone_in(root):
        settle_alone(root)
        file = read_note_file(root)
        before = read_settings(file.text)
        if file.basis != basis:
            return SettingsChanged(before, file.basis)
        stays = {row.id for row in settings.units}
        leaves = any(row.id not in stays for row in before.units)
        text = with_settings(file.text, settings, _with_texts(root) if leaves else ())
        if isinstance(text, tuple):
            return text
        if text == file.text:
            return SavedSettings(basis)
        data = (codecs.BOM_UTF8 if file.has_mark else b"") + text.encode()
        digest = sha256(data).hexdigest()
        line = LogLine(now, Happening.SETTINGS, sha256=digest, path=NOTE, person=person)
        kept = exchange(
            root, {NOTE: data}, [NOTE], keep_in=FORMER_NOTES, log=DELIVERIES, line=written(line)
        )
        return SavedSettings(digest, kept)


def _with_texts(root: Path) -> frozenset[str]:
    """The ids of units that have handed in something, or begun to write."""
    sources = load(root)
    try:
        deliveries = analyse(sources).assembly.deliveries
    except ArkdocError:  # a note that can't be built yet: its files are told by their names
        return frozenset(PurePosixPath(path).stem for path in sources.paths)
    return frozenset(each.unit.id for each in deliveries if each.unit and each.owned)
