"""One contribution: the bytes of its file in, a Contribution out (contract, clause 4).

No input raises. What can't be read at all comes back with its `fault` (quarantine, clause 7).
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.note import Body, Contribution, Status
from arkdoc.model.source import NOWHERE, SourceFile, Span, UndecodableError, decode, start_of
from arkdoc.read.file_text import encoding_guess, open_text, other_format
from arkdoc.read.front_matter.boundaries import Vocabulary
from arkdoc.read.front_matter.reader import read_front_matter
from arkdoc.read.front_matter.schema import Field, Fields, names_in, one_line
from arkdoc.read.markdown.blocks import parse_markdown
from arkdoc.read.markdown.limits import too_long
from arkdoc.read.measures import SCHEMA as MEASURE_SCHEMA
from arkdoc.read.measures import read_measures
from arkdoc.rules.front_matter import UNOPENED_FILE

SCHEMA = (
    Field("enhet", "enhet: Seksjon Gjøvik"),
    Field("kontaktperson", "kontaktperson: HMS-koordinator"),
    Field("dato", "dato: 2019-02-20"),
    Field("status", "status: ferdig"),
    Field("språk", "språk: nn"),
    Field("tiltak", "- navn: Restarte sosialkomiteen"),
    Field("visning", "visning: liste"),
)
"""The fields of a contribution."""

LANGUAGES = {
    "bokmål": "nb", "nynorsk": "nn", "engelsk": "en", "nordsamisk": "se",
    "nb": "nb", "nn": "nn", "en": "en", "se": "se",
    "norsk": "nb", "norsk bokmål": "nb", "no": "nb", "nb-NO": "nb",
    "norsk nynorsk": "nn", "nn-NO": "nn",
    "english": "en", "en-GB": "en", "en-US": "en",
    "samisk": "se", "davvisámegiella": "se", "sámegiella": "se",
}  # fmt: skip
"""What people write for a language, and its code in a note (clause 3); plain names first."""

_VOCABULARY = Vocabulary(names_in(SCHEMA), frozenset({"enhet"}), names_in(MEASURE_SCHEMA))
STATUSES = {"utkast": Status.DRAFT, "ferdig": Status.DONE}
VIEWS = {"liste": False, "tabell": True}
_UNIT_LINE = re.compile(
    r"^[^\w\n]{0,20}enhet[\"']?[ \t\u00a0]*:[ \t\u00a0]*(?P<unit>\S[^\n]{0,199})",
    re.IGNORECASE | re.MULTILINE,
)
_PEEK = 65_536  # characters in which to look for the unit of what can't be read


def read_contribution(path: str, data: bytes) -> Contribution:
    """Read the contribution that lies at `path`, relative to the root."""
    source = open_text(path, data)
    if isinstance(source, Diagnostic):
        return _unreadable(path, data, _peek(path, data), source, (source,))
    if fault := too_long(source):
        return _unreadable(path, data, source, fault, (fault,))
    diagnostics = encoding_guess(source)
    front = read_front_matter(source, _VOCABULARY)
    diagnostics += front.diagnostics
    if front.fault:
        return _unreadable(path, data, source, front.fault, tuple(diagnostics))
    fields = Fields(front.fields, SCHEMA, diagnostics)
    unit = fields.text("enhet")
    date = fields.date("dato")
    status = fields.choice("status", STATUSES, Status.DONE)
    language = fields.choice("språk", LANGUAGES, "")
    measures = read_measures(fields, diagnostics)
    as_table = fields.choice("visning", VIEWS, False)
    body = parse_markdown(source, front.first_line)
    return Contribution(
        path, source.sha256, unit,
        unit_span=fields.span("enhet") if unit else start_of(path),
        body=body,
        date=date,
        date_span=fields.span("dato") if date else NOWHERE,
        status=status,
        status_span=fields.span("status") if fields.get("status") else NOWHERE,
        language=language,
        measures=measures,
        measures_as_table=as_table,
        diagnostics=(*diagnostics, *body.diagnostics),
    )  # fmt: skip


def unopened_contribution(path: str, reason: str) -> Contribution:
    """A contribution whose file could not be opened; `reason` is the system's."""
    fault = diagnostic(UNOPENED_FILE, start_of(path), reason=reason)
    return _unreadable(path, b"", None, fault, (fault,))


def _peek(path: str, data: bytes) -> SourceFile | None:
    """The start of a file that is too large, as far as whole lines go; else None."""
    if other_format(data):
        return None
    head = data[:_PEEK]
    try:
        return decode(path, head[: head.rfind(b"\n") + 1] or head)
    except UndecodableError:
        return None


def _unreadable(
    path: str,
    data: bytes,
    source: SourceFile | None,
    fault: Diagnostic,
    diagnostics: tuple[Diagnostic, ...],
) -> Contribution:
    """A contribution in quarantine; its unit is that of the first line like `enhet: …`."""
    unit, span = _unit_in(source) if source else ("", start_of(path))
    digest = sha256(data).hexdigest()
    return Contribution(path, digest, unit, span, Body(()), fault=fault, diagnostics=diagnostics)


def _unit_in(source: SourceFile) -> tuple[str, Span]:
    match = _UNIT_LINE.search(source.text[:_PEEK])
    if match is None:
        return "", start_of(source.path)
    value = re.split(r"\s#", match["unit"])[0].rstrip()
    bare = value.strip("\"'“”«»[] ")
    start = match.start("unit") + max(0, value.find(bare))
    unit = one_line(unicodedata.normalize("NFC", bare))
    return unit, source.span(start, start + len(bare))
