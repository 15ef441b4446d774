"""The record of a build, `sak-11-19.json`: what went in, what came out, what was found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date as Date
from hashlib import sha256
from typing import Any

from arkdoc.check.registry import BY_CODE
from arkdoc.model.bookmarks import Bookmarks
from arkdoc.model.diagnostic import Diagnostic
from arkdoc.model.document import Document, ListedAttachment
from arkdoc.model.note import Delivery, Note, NoteApproval
from arkdoc.model.source import Span
from arkdoc.pipeline.attached_files import NONE, AttachedFiles
from arkdoc.pipeline.build import BuildResult
from arkdoc.pipeline.load import NOTE
from arkdoc.pipeline.load_style import TEMPLATE
from arkdoc.pipeline.places import counted
from arkdoc.pipeline.recorded import Output
from arkdoc.pipeline.suppressions import Approval
from arkdoc.pipeline.versions import versions

FORMAT = 1


def inputs_digest(result: BuildResult, attached: AttachedFiles = NONE) -> str:
    """A hash over everything the outputs are made from, the programs' versions included."""
    sources = result.analysis.sources
    digest = sha256()
    files = {NOTE: sources.note, **sources.contributions, **sources.images, **sources.records}
    for path in sorted(files):
        digest.update(f"{path}\0{sha256(files[path]).hexdigest()}\n".encode())
    digest.update(repr(sorted(sources.paths)).encode())
    digest.update(sources.theme.sha256.encode())
    if isinstance(sources.template, bytes):
        digest.update(sha256(sources.template).digest())
    for place in sorted(attached.data):
        digest.update(f"{place}\0{attached.sha256(place)}\n".encode())
    digest.update(json.dumps(versions()).encode())
    return digest.hexdigest()


def write_record(
    result: BuildResult,
    outputs: Mapping[str, Output],
    attached: AttachedFiles = NONE,
    *,
    without_word_edits: bool = False,
) -> bytes:
    """The record as JSON. `outputs` is what lies in the folder, by file name.

    An output whose `inputs` are not the record's comes from an earlier build. `without_word_edits`:
    the note is final although somebody had edited its Word file.
    """
    analysis = result.analysis
    note = analysis.note
    document = analysis.assembly.document
    data_of_template = analysis.sources.template
    template = isinstance(data_of_template, bytes) and _file(TEMPLATE, data_of_template)
    data = {
        "format": FORMAT,
        "case": _case(note, document, attached),
        "language": note.language,
        "draft": bool(document.head.draft),
        **({"withoutWordEdits": True} if without_word_edits else {}),
        "inputs": inputs_digest(result, attached),
        "sources": _sources(result),
        **({"template": template} if template else {}),
        "units": [_unit(delivery) for delivery in analysis.assembly.deliveries],
        "tools": versions(),
        "outputs": {name: _output(outputs[name]) for name in sorted(outputs)},
        "diagnostics": [_diagnostic(d) for d in analysis.diagnostics],
        "silenced": [_approval(approval) for approval in analysis.approvals],
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _case(note: Note, document: Document, attached: AttachedFiles) -> dict[str, Any]:
    """What an archive registers of the case.

    No person is in it but those the note itself names: whom it is from and to, and who approved it.
    """
    return {
        "number": note.case_number,
        "archiveNumber": note.archive_number or None,
        "title": note.title,
        "committee": note.committee or None,
        "type": list(note.case_types),
        "date": document.head.date,
        "meetingDate": _day(note.meeting),
        "revised": _day(note.revised),
        "approved": _approval_of(note.approval),
        "from": note.sender,
        "to": list(note.to),
        "access": "exempt" if note.exempt else "public",
        "legalBasis": note.exemption or None,
        "attachments": [_attachment(each, attached) for each in document.attachments],
    }


def _day(day: Date | None) -> str | None:
    return day.isoformat() if day else None


def _approval_of(approval: NoteApproval | None) -> dict[str, Any] | None:
    return {"by": approval.by or None, "date": _day(approval.date)} if approval else None


def _attachment(each: ListedAttachment, attached: AttachedFiles) -> dict[str, Any]:
    """An attachment; one that is a title alone has no file."""
    listed: dict[str, Any] = {"number": each.number, "title": each.title}
    if each.path:
        digest = attached.sha256(each.place)
        listed |= {"path": each.path, "copy": each.place, "sha256": digest}
    return listed


def _sources(result: BuildResult) -> list[dict[str, Any]]:
    sources, assembly = result.analysis.sources, result.analysis.assembly
    document = assembly.document
    used = {path: sources.images[path] for path in document.assets if path in sources.images}
    files = {NOTE: sources.note, **sources.contributions, **used}
    units = {path: delivery for delivery in assembly.deliveries for path in delivery.paths}
    blocks = Bookmarks(document).by_path()
    return [
        _source(path, files[path], units.get(path), blocks.get(path, {})) for path in sorted(files)
    ]


def _file(path: str, data: bytes) -> dict[str, Any]:
    return {"path": path, "sha256": sha256(data).hexdigest()}


def _source(
    path: str, data: bytes, delivery: Delivery | None, blocks: Mapping[str, Span]
) -> dict[str, Any]:
    source = _file(path, data) | counted(path)
    if delivery:
        source["unit"] = delivery.unit.id if delivery.unit else None
        source["state"] = delivery.state.value
        source["words"] = dict(delivery.words)
    if blocks:
        # Bookmark in the Word file → where its block starts and ends, line:column.
        source["blocks"] = {
            name: f"{span.line}:{span.column}-{span.end_line}:{span.end_column}"
            for name, span in blocks.items()
        }
    return source


def _unit(delivery: Delivery) -> dict[str, Any]:
    return {
        "unit": delivery.unit.id if delivery.unit else None,
        "name": delivery.unit.name if delivery.unit else None,
        "level": delivery.level,
        "state": delivery.state.value,
        "sources": list(delivery.paths),
        "date": delivery.date.isoformat() if delivery.date else None,
        "late": delivery.late,
        "measures": [dict(measure.texts) for measure in delivery.measures],
    }


def _output(output: Output) -> dict[str, Any]:
    data: dict[str, Any] = {"sha256": output.sha256, "inputs": output.inputs}
    if output.fonts:
        data["fonts"] = dict(sorted(output.fonts.items()))
    return data


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    span = diagnostic.span
    return {
        "code": diagnostic.rule.code,
        "name": diagnostic.rule.name,
        "severity": diagnostic.rule.severity.value,
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
        **counted(span.path),
    }


def _approval(approval: Approval) -> dict[str, Any]:
    """A `tillat`: what it silenced and how often, how far it reaches, and why."""
    suppression = approval.suppression
    scope = "block" if suppression.within else "unit" if suppression.unit else "note"
    return {
        "code": suppression.code,
        "name": BY_CODE[suppression.code].name,
        "scope": scope,
        "unit": suppression.unit or None,
        "path": suppression.place.path,
        "line": suppression.place.line,
        "column": suppression.place.column,
        "reason": suppression.reason or None,
        "count": approval.count,
    }
