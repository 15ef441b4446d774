"""A build of which nothing has changed since → what it made and found, without building.

A build into `build/` leaves a list in `build/.cache/` of all that it depends on, by hashes or by
size and time of change, of its outputs by their hashes, and of its findings, redacted, with their
arguments. Where anything on it is otherwise, or can't be known, the note is built.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from arkdoc.model.diagnostic import Diagnostic
from arkdoc.model.source import SourceFile, Span, WordText, is_attachment, is_word
from arkdoc.pipeline import bases, finals
from arkdoc.pipeline.build_list import read_list, write_list
from arkdoc.pipeline.dependencies import (
    Stamp,
    are_as_then,
    environment_digest,
    files_of_process,
    stamps_of,
)
from arkdoc.pipeline.files import OUT, needs_settling, open_ordinary
from arkdoc.pipeline.load import NOTE, Sources, load, spelt_paths
from arkdoc.pipeline.private_files import is_kept
from arkdoc.pipeline.recorded import read_outputs
from arkdoc.pipeline.redaction import redact
from arkdoc.pipeline.versions import versions

if TYPE_CHECKING:
    from arkdoc.pipeline.build import BuildResult


@dataclass(frozen=True, slots=True)
class UnchangedBuild:
    """What the last build made and found, of which all is as it was.

    `paths` as in `Published`; `everything` also has what a `tillat` suppresses.
    """

    paths: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]
    everything: tuple[Diagnostic, ...]
    sources: Sources = field(repr=False)

    def text(self, path: str) -> SourceFile | WordText | None:
        """The text that spans in the file at `path` point into; None where there is none."""
        if is_word(path) and path in self.sources.contributions:
            from arkdoc.read.contribution import read_contribution

            return read_contribution(path, self.sources.contributions[path]).word_text
        return self.sources.text(path)


def find_unchanged(root: Path, targets: Collection[str], out: Path) -> UnchangedBuild | None:
    """The last build, if one of `targets` into `out` would make and find the same.

    Raises ArkdocError as `load` does.
    """
    if not _is_remembered(root, out):
        return None
    kept = read_list(out)
    if kept is None or kept.get("asked") != _asked(targets):
        return None
    sources = load(root)
    with suppress(OSError, bases.NewerFormatError):
        finals.settle(root)
        then: dict[str, Stamp] = {path: (at[0], at[1]) for path, at in kept["stamps"].items()}
        is_same = (
            kept["sources"] == _sources_digest(sources, _attachments(root, sources))
            and kept["environment"] == environment_digest()
            and kept["versions"] == versions()
            and are_as_then(then)
            and all(_has_base(root, base) for base in kept["bases"])
            and not needs_settling(out)
            and all(_digest(out / name) == hash_ for name, hash_ in kept["outputs"].items())
            and all((out / name).is_file() for name in kept["listed"])
        )
        if is_same:
            return UnchangedBuild(
                tuple(out / name for name in kept["outputs"]),
                tuple(map(_finding, kept["diagnostics"])),
                tuple(map(_finding, kept["everything"])),
                sources,
            )
    return None


def remember(
    root: Path,
    targets: Collection[str],
    out: Path,
    result: BuildResult,
    paths: Sequence[Path],
    began: datetime,
    laid_out_with: Collection[str] | None = (),
) -> None:
    """Note what a build that began at `began` depends on; nothing where that can't be known.

    `paths` are those it wrote, in writing which nothing was found. `laid_out_with` is what
    `files_of_process` said in the process that laid the pages out.
    """
    if not _is_remembered(root, out) or result.outputs.keys() != set(targets):
        return
    from arkdoc.ooxml.origin import marked_digest

    docx, sources = result.outputs.get("docx"), result.analysis.sources
    made = {f"{result.name}.{target}": data for target, data in result.outputs.items()}
    here, began_ns = files_of_process(), int(began.timestamp() * 1e9)
    if here is None or laid_out_with is None:
        return
    stamps = stamps_of({*here, *laid_out_with}, began_ns)
    if stamps is None:
        return  # before large files are hashed for nothing
    with suppress(OSError):
        attachments = _attachments(root, sources)
        outputs = {path.relative_to(out).as_posix(): _digest(path) for path in paths}
        is_as_made = all(outputs.get(n) == sha256(data).hexdigest() for n, data in made.items())
        copied = {each.path: each.place for each in result.analysis.assembly.document.attachments}
        is_as_copied = all(attachments.get(p) == outputs.get(copied[p]) for p in copied if p)
        if not (is_as_made and is_as_copied):
            return  # somebody has saved one of them meanwhile
        data = {
            "asked": _asked(targets),
            "sources": _sources_digest(sources, attachments),
            "environment": environment_digest(),
            "versions": versions(),
            "stamps": stamps,
            "bases": [marked_digest(docx)] if docx else [],
            "outputs": outputs,
            "listed": sorted(read_outputs(out, result.name)),
            "diagnostics": list(map(_written, result.diagnostics)),
            "everything": list(map(_written, result.analysis.everything)),
        }
        write_list(out, data)


def _is_remembered(root: Path, out: Path) -> bool:
    """Whether `out` is the folder for what can be made again; elsewhere we leave nothing else."""
    return out == root / OUT


def _asked(targets: Collection[str]) -> list[str]:
    return sorted(targets)


def _attachments(root: Path, sources: Sources) -> dict[str, str]:
    """The digests of the files of attachments, by path. Raises OSError where one can't be read."""
    return {
        path: _digest(root / on_disk)
        for path, on_disk in sorted(spelt_paths(root).items())
        if is_attachment(path) and path not in sources.outside
    }


def _sources_digest(sources: Sources, attachments: Mapping[str, str]) -> str:
    """A hash over all that a note is made from."""
    digest = sha256()
    files = {
        NOTE: sources.note,
        **sources.contributions,
        **sources.images,
        **sources.records,
        **sources.style_files,
    }
    for path in sorted(files):
        digest.update(f"{path}\0{sha256(files[path]).hexdigest()}\n".encode("utf-8", "replace"))
    others = (
        sorted(attachments.items()),
        sorted(sources.paths),
        sorted(sources.outside),
        sorted(sources.unreadable.items()),
        sources.theme.sha256,
        sources.template if isinstance(sources.template, str) else "",
    )
    digest.update(repr(others).encode("utf-8", "replace"))
    return digest.hexdigest()


def _has_base(root: Path, digest: str) -> bool:
    """Whether all that the base of this name lists is kept."""
    base = bases.read_list(root, digest)
    hashes = {base.docx, *base.files.values()} if base else ()
    return bool(hashes) and all(
        is_kept(root, f"{bases.BASES}/{bases.CONTENTS}/{each}") for each in hashes
    )


def _digest(path: Path) -> str:
    with open_ordinary(path) as file:
        return file_digest(file, "sha256").hexdigest()


def _written(finding: Diagnostic) -> list[Any]:
    finding = redact(finding)
    return [finding.rule.code, finding.span, finding.args]


def _finding(written: Sequence[Any]) -> Diagnostic:
    from arkdoc.check.registry import BY_CODE

    code, span, args = written
    return Diagnostic(BY_CODE[code], Span(*span), tuple((name, value) for name, value in args))
