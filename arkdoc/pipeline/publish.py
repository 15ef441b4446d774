"""BuildResult → disk: atomically, and never over a DOCX that somebody has edited (clause 9)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, count
from pathlib import Path

from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.source import Span, start_of
from arkdoc.pipeline.build import BuildResult
from arkdoc.pipeline.files import contents, make_folder, replace
from arkdoc.pipeline.outputs import BY_NAME
from arkdoc.pipeline.record import Output, inputs_digest, write_record
from arkdoc.pipeline.suppressions import apply_suppressions
from arkdoc.rules.output import EDITED_DOCX, LOCKED_OUTPUT


@dataclass(frozen=True, slots=True)
class Published:
    """The files that were written, the record last, and what was found in writing them."""

    paths: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]


def publish(result: BuildResult, out: Path, root: Path) -> Published:
    """Put the outputs and the record of the build into the folder `out`.

    Diagnostics name them as seen from `root`. Raises ArkdocError when the folder can't be made or
    written to.
    """
    if not result.outputs:
        return Published((), ())
    make_folder(out)
    record = out / f"{result.name}.json"
    outputs = _recorded(record)
    inputs = inputs_digest(result)
    paths: list[Path] = []
    diagnostics: list[Diagnostic] = []
    for target, data in result.outputs.items():
        path = wanted = out / f"{result.name}.{target}"
        try:
            if BY_NAME[target].editable:
                path = _unedited(wanted, data, outputs)
            if path != wanted:
                names = {"name": wanted.name, "new": path.name}
                diagnostics.append(diagnostic(EDITED_DOCX, _seen_from(root, wanted), **names))
            replace(path, data)
        except OSError as error:
            diagnostics.append(_locked(path, root, error))
            continue
        paths.append(path)
        fonts = result.fonts.get(target, {})
        outputs[path.name] = Output(sha256(data).hexdigest(), inputs, fonts)
    present = {name: output for name, output in outputs.items() if (out / name).is_file()}
    try:
        replace(record, write_record(result, present))
        paths.append(record)
    except OSError as error:
        diagnostics.append(_locked(record, root, error))
    reported = apply_suppressions(diagnostics, result.analysis.assembly)
    return Published(tuple(paths), reported.diagnostics)


def _unedited(path: Path, data: bytes, outputs: Mapping[str, Output]) -> Path:
    """Where `data` may go: `path`, or beside it where that has been edited since."""
    suffixes = chain(("", "-ny"), (f"-ny-{number}" for number in count(2)))
    places = (path.with_stem(path.stem + suffix) for suffix in suffixes)
    return next(place for place in places if _is_ours(place, data, outputs))


def _is_ours(path: Path, data: bytes, outputs: Mapping[str, Output]) -> bool:
    if not path.exists() and not path.is_symlink():
        return True
    there = contents(path)
    recorded = outputs.get(path.name)
    return there == data or (recorded is not None and sha256(there).hexdigest() == recorded.sha256)


def _recorded(record: Path) -> dict[str, Output]:
    """What the last build says it wrote; a record that can't be read says nothing."""
    try:
        outputs = json.loads(contents(record))["outputs"]
        return {
            str(name): Output(str(o["sha256"]), str(o["inputs"]), dict(o.get("fonts", {})))
            for name, o in outputs.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _locked(path: Path, root: Path, error: OSError) -> Diagnostic:
    reason = error.strerror or error
    return diagnostic(LOCKED_OUTPUT, _seen_from(root, path), name=path.name, reason=reason)


def _seen_from(root: Path, path: Path) -> Span:
    """The start of the file, named as other files are: from the root, where it lies below that."""
    named = path.relative_to(root) if path.is_relative_to(root) else path
    return start_of(named.as_posix())
