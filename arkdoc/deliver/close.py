"""«Avslutt saken»: what is final → one archive; what is kept goes, and nothing is changed more."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from arkdoc.deliver.archive import archive_of, zipped
from arkdoc.deliver.forget import KeptCopies, measured, remove
from arkdoc.deliver.state import KEPT
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.model.source import is_contribution
from arkdoc.pipeline.analyse import Analysis, analyse
from arkdoc.pipeline.closed import ClosedCase, closed_case
from arkdoc.pipeline.exchange import settle_or_refuse
from arkdoc.pipeline.files import OUT, PRIVATE, make_folder, unwritable
from arkdoc.pipeline.finals import FOLDER as FINALS
from arkdoc.pipeline.finals import FinalSet, add_archive, newest_final
from arkdoc.pipeline.load import NOTE, load
from arkdoc.pipeline.private_files import CLOSED, alone_in, is_kept, write_private
from arkdoc.pipeline.word_edits import waiting_deliveries, word_edits

_NOTHING_FINAL = N_("There is no final note to keep. Make it final first.")
_CHANGED = N_(
    "{name} is not as it was when it was made final, so it can't be kept as that. Make the note "
    "final again."
)
_GONE = N_(
    "{name} was made final, and is not there any more. Put it back, or make the note final again."
)
_NOT_AS_SHOWN = N_("Something has changed since this was asked. Nothing is done. Try again.")
_EDITED = N_(
    "Somebody has edited {name}, and what was written there is not in the final note. Bring it "
    "back and make the note final again, or take the file away."
)
_WAITING = N_(
    "{unit} delivered a new text {date}, which waits and is not in the final note. Take it in "
    "under “From Word” and make the note final again, or say there that it is not to be taken in."
)
_NOT_TAKEN_AWAY = N_(
    "{path} can't be taken away: {reason}. The case is closed; close it again to take away the "
    "rest."
)


@dataclass(frozen=True, slots=True)
class Closing:
    """What closing a case does.

    `files` are those of the archive, with their sizes in bytes; `gone` what is taken away.
    `is_behind`: texts have been changed since the note was made final. `already`: the case is
    closed, and no more than what is left of `gone` is done. `with_contributions` is what was asked.
    """

    stem: str
    files: Mapping[str, bytes] = field(repr=False)
    gone: tuple[KeptCopies, ...] = ()
    is_behind: bool = False
    already: ClosedCase | None = None
    with_contributions: bool = False

    @property
    def basis(self) -> str:
        """By which it is known that what is to be done now is what was shown."""
        digest = sha256(f"{self.is_behind} {self.gone}".encode())
        for name, data in sorted(self.files.items()):
            digest.update(f"\n{name}\0{sha256(data).hexdigest()}".encode())
        return digest.hexdigest()


def plan_closing(root: Path, *, with_contributions: bool = False) -> Closing:
    """What closing the case in `root` would do. Raises ArkdocError where it can't be closed."""
    gone = tuple(_kept(root))
    if already := closed_case(root):
        return Closing("", {}, gone, already=already)
    analysis = analyse(load(root))
    final = newest_final(root, analysis.note)
    if final is None:
        raise ArkdocError(_NOTHING_FINAL)
    for file in final.changed:
        raise ArkdocError(_CHANGED, name=f"{FINALS}/{file.name}")
    for name in final.gone:
        raise ArkdocError(_GONE, name=f"{FINALS}/{name}")
    for edit in word_edits(analysis, root / OUT, root):
        raise ArkdocError(_EDITED, name=edit.span.path)
    for waiting in map(dict, (each.args for each in waiting_deliveries(analysis, root))):
        raise ArkdocError(_WAITING, unit=waiting["unit"], date=waiting["date"])
    files = archive_of(root, final, analysis, with_contributions=with_contributions)
    is_behind = _is_behind(final, analysis)
    return Closing(final.stem, files, gone, is_behind, with_contributions=with_contributions)


def close_case(root: Path, closing: Closing, now: datetime) -> ClosedCase:
    """Do it; where it was cut off before, the rest of it.

    Raises ArkdocError, also where something is not as it was when `closing` was planned.
    """
    with alone_in(root, even_closed=True):
        settle_or_refuse(root)
        case = closed_case(root)
        if case is None:
            now_planned = plan_closing(root, with_contributions=closing.with_contributions)
            if (now_planned.files, now_planned.gone) != (closing.files, closing.gone):
                raise ArkdocError(_NOT_AS_SHOWN)
            data = zipped(closing.files)
            try:
                make_folder(root / FINALS, root)
                archive = add_archive(root, closing.stem, data)
            except OSError as error:
                raise unwritable(root / FINALS, error) from error
            case = ClosedCase(now.date(), archive, sha256(data).hexdigest())
            write_private(root, CLOSED, case.written())
        for each in _kept(root):
            try:
                remove(root / each.path)
            except OSError as error:
                reason = error.strerror or str(error)
                raise ArkdocError(_NOT_TAKEN_AWAY, path=each.path, reason=reason) from error
    return case


def _kept(root: Path) -> Iterator[KeptCopies]:
    """What the table says is kept until the case ends, and is there."""
    for kept in KEPT:
        if kept.ends and is_kept(root, kept.name):
            yield KeptCopies("", f"{PRIVATE}/{kept.name}", *measured(root / PRIVATE / kept.name))


def _is_behind(final: FinalSet, analysis: Analysis) -> bool:
    """Whether the texts are others than those that the final note was made of."""
    sources = analysis.sources
    now = {NOTE: sources.note, **sources.contributions}
    try:
        listed: Sequence[Mapping[str, str]] = json.loads(final.record)["sources"]
        then = {str(each["path"]): each["sha256"] for each in listed}
    except (ValueError, KeyError, TypeError, RecursionError):
        return True
    is_one_gone = any(is_contribution(path) and path not in now for path in then)
    return is_one_gone or any(
        then.get(path) != sha256(data).hexdigest() for path, data in now.items()
    )
