"""BuildResult → disk: atomically, and never over a DOCX that somebody has edited (clause 9)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from arkdoc.model.diagnostic import N_, ArkdocError, Diagnostic, diagnostic
from arkdoc.model.source import ATTACHED
from arkdoc.pipeline import finals
from arkdoc.pipeline.attached_files import AttachedFiles, copy_beside, read_attached
from arkdoc.pipeline.base_store import keep_base_alone
from arkdoc.pipeline.build import BuildResult
from arkdoc.pipeline.files import contents, make_folder, replace, unwritable, writing_in
from arkdoc.pipeline.load import FOLDER as CONTRIBUTIONS
from arkdoc.pipeline.outputs import BY_NAME
from arkdoc.pipeline.places import seen_from
from arkdoc.pipeline.private_files import while_open
from arkdoc.pipeline.record import inputs_digest, write_record
from arkdoc.pipeline.recorded import RECORD, Output, attachment_digests, read_outputs
from arkdoc.pipeline.suppressions import apply_suppressions
from arkdoc.pipeline.word_edits import as_argument, may_replace, waiting_deliveries, word_edits
from arkdoc.pipeline.word_returns import settled_files, waiting_hashes
from arkdoc.read.record import LIMIT
from arkdoc.rules.output import EDITED_DOCX, LOCKED_OUTPUT
from arkdoc.rules.word_back import BASE_NOT_KEPT

_BESIDE = N_(
    "The new one is called {new}. To bring the changes back into the contributions: `arkdoc apply "
    "{path}`."
)
_WAITS = N_(
    "The new one is called {new}. What was changed is taken in, but something of it waits: see "
    ".arkdoc/merknader.md. When that has been seen to: `arkdoc apply {path} --done`."
)
_FOLLOWS = N_("The attachment itself goes with the note as it is in contributions/vedlegg/.")
_LEFT_OUT = N_("The final note was made without what was written there.")

_TAKEN = {
    finals.FOLDER: N_(
        "The folder {folder} is for final notes only. Choose another one with --out."
    ),
    CONTRIBUTIONS: N_(
        "The folder {folder} is for what the note is made of. Choose another one with --out."
    ),
}
"""Folders that no outputs go into, and why."""


class Published(NamedTuple):
    """The files that are there now, each record last, and what was found in writing them.

    `obstacles` are what a final note was refused for; then nothing was written.
    """

    paths: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]
    obstacles: tuple[Diagnostic, ...] = ()


def publish(
    result: BuildResult, out: Path, root: Path, *, without_word_edits: bool = False
) -> Published:
    """Put the outputs and the record of the build into the folder `out`.

    A final note is kept in `endelig/` too, and refused while somebody's edits of its Word file are
    about, unless it is to be `without_word_edits`. Diagnostics name the files as seen from `root`.
    Raises ArkdocError when the folder can't be made or written to, or is one that is taken, and
    when the case has been closed.
    """
    if not result.outputs:
        return Published((), ())
    for folder, message in _TAKEN.items():
        if out.resolve().is_relative_to((root / folder).resolve()):
            raise ArkdocError(message, folder=folder)
    attached = read_attached(result.analysis.assembly.document.attachments, root)
    if result.is_final and attached.faults:
        return Published((), (), attached.faults)
    make_folder(out, root)
    with while_open(root):
        return _put(result, out, root, attached, without_word_edits=without_word_edits)


def _put(
    result: BuildResult,
    out: Path,
    root: Path,
    attached: AttachedFiles,
    *,
    without_word_edits: bool,
) -> Published:
    """`publish`, once it is known that the case stays open meanwhile."""
    finals.settle(root)
    try:
        with writing_in(out):
            edits = word_edits(result.analysis, out, root) if result.is_final else ()
            waiting = waiting_deliveries(result.analysis, root) if result.is_final else ()
            refused = (*(() if without_word_edits else edits), *waiting)
            if refused:
                return Published((), (), refused)
            writing = _Writing(result, out, root, attached, is_without_edits=bool(edits))
            writing.base()
            writing.outputs_and_record()
    except OSError as error:
        raise unwritable(out, error) from error
    told = {d.span for d in writing.found}
    found = [*attached.faults, *writing.found]
    found += (_left_out(edit) for edit in edits if edit.span not in told)
    if result.is_final and not any(d.is_error for d in found):
        kept = finals.keep(writing.final_files(), attached, result.analysis.note, root)
        writing.paths += kept.paths
        found += kept.diagnostics
    reported = apply_suppressions(found, result.analysis.assembly)
    return Published(tuple(writing.paths), reported.diagnostics)


def _left_out(edit: Diagnostic) -> Diagnostic:
    """What was in the way of a final note, said of one that was made all the same."""
    return diagnostic(EDITED_DOCX, edit.span, **{**dict(edit.args), "what": _LEFT_OUT})


@dataclass(slots=True)
class _Writing:
    """Writing the outputs of one build into the folder `out`."""

    result: BuildResult
    out: Path
    root: Path
    attached: AttachedFiles
    is_without_edits: bool
    paths: list[Path] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)

    def base(self) -> None:
        """Keep what the Word file is made from; ARK970 where that can't be."""
        docx, analysis = self.result.outputs.get("docx"), self.result.analysis
        if docx is None:
            return
        name = f"{self.result.name}.docx"
        try:
            printed = analysis.assembly.document.assets
            keep_base_alone(self.root, docx, analysis.sources, printed, out=self.out)
        except ArkdocError as error:
            place = seen_from(self.root, self.out / name)
            reason = str(error.arguments.get("reason", error))
            self.found.append(diagnostic(BASE_NOT_KEPT, place, name=name, reason=reason))

    def outputs_and_record(self) -> None:
        """Write them; of a final note, none after one that can't be written."""
        record = self.out / f"{self.result.name}.{RECORD}"
        outputs = read_outputs(self.out, self.result.name)
        made = self._made()
        if not self._copies(record) and self.result.is_final:
            return
        for target, data in self.result.outputs.items():
            path = self._write(self.out / f"{self.result.name}.{target}", data, outputs)
            if path:
                outputs[path.name] = made[f"{self.result.name}.{target}"]
            elif self.result.is_final:
                return
        present = {name: output for name, output in outputs.items() if (self.out / name).is_file()}
        self._write(record, self._record(present), {})

    def _copies(self, record: Path) -> bool:
        """Put the attachments beside the outputs; False, and ARK902, where that can't be."""
        before: dict[str, str] = {}
        with suppress(OSError):  # no build before this one
            listed = attachment_digests(contents(record, LIMIT))
            before = {place: digest for place, (_, digest) in listed.items()}
        try:
            copies = copy_beside(self.attached, self.out, self.root, before)
        except OSError as error:
            place = seen_from(self.root, self.out / ATTACHED)
            args = {"name": ATTACHED, "reason": error.strerror or error}
            self.found.append(diagnostic(LOCKED_OUTPUT, place, **args))
            return False
        self.paths += copies.made
        self.found += (
            diagnostic(EDITED_DOCX, seen_from(self.root, copy), name=copy.name, what=_FOLLOWS)
            for copy in copies.edited
        )
        return True

    def final_files(self) -> dict[str, bytes]:
        """The files of the final note by their endings; the record lists these outputs alone."""
        return {**self.result.outputs, RECORD: self._record(self._made())}

    def _made(self) -> dict[str, Output]:
        inputs = inputs_digest(self.result, self.attached)
        return {
            f"{self.result.name}.{target}": Output(
                sha256(data).hexdigest(), inputs, self.result.fonts.get(target, {})
            )
            for target, data in self.result.outputs.items()
        }

    def _record(self, outputs: Mapping[str, Output]) -> bytes:
        return write_record(
            self.result, outputs, self.attached, without_word_edits=self.is_without_edits
        )

    def _write(self, wanted: Path, data: bytes, outputs: Mapping[str, Output]) -> Path | None:
        """Write a file, or one beside it where it has been edited; None, and ARK902, if not."""
        place = seen_from(self.root, wanted)
        try:
            path = wanted
            output = BY_NAME.get(wanted.suffix[1:])
            if output and output.editable:
                recorded = {output.sha256 for output in outputs.values()}
                path = _unedited(wanted, data, recorded | settled_files(self.root))
            if path != wanted:
                waits = sha256(contents(wanted)).hexdigest() in waiting_hashes(self.root)
                args = {"name": wanted.name, "new": path.name, "path": as_argument(place.path)}
                args["what"] = _WAITS if waits else _BESIDE
                self.found.append(diagnostic(EDITED_DOCX, place, **args))
            replace(path, data)
        except OSError as error:
            reason = error.strerror or error
            self.found.append(diagnostic(LOCKED_OUTPUT, place, name=wanted.name, reason=reason))
            return None
        self.paths.append(path)
        return path


def _unedited(path: Path, data: bytes, recorded: Collection[str]) -> Path:
    """Where `data` may go: `path`, or beside it where that has been edited since."""
    return next(place for place in _places(path) if may_replace(place, data, recorded))


def _places(path: Path) -> Iterator[Path]:
    suffixes = chain(("", "-ny"), (f"-ny-{number}" for number in count(2)))
    return (path.with_stem(path.stem + suffix) for suffix in suffixes)
