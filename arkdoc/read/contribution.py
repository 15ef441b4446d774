"""The bytes of a contribution's file → Contribution (contract, clause 4).

No input raises: a file that can't be read gives a Contribution with a `fault` (quarantine,
clause 7).
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

from arkdoc.fields.field import names_in
from arkdoc.fields.tables import CONTRIBUTION, MEASURE
from arkdoc.model.diagnostic import Diagnostic, diagnostic
from arkdoc.model.note import Body, Contribution
from arkdoc.model.regex import regex
from arkdoc.model.source import SourceFile, Span, UndecodableError, decode, is_word, start_of
from arkdoc.read.contribution_fields import contribution_of
from arkdoc.read.control_characters import control_characters, settled_field
from arkdoc.read.file_text import encoding_guess, open_text, other_format
from arkdoc.read.front_matter.boundaries import Vocabulary
from arkdoc.read.front_matter.reader import read_front_matter
from arkdoc.read.front_matter.schema import Fields, one_line
from arkdoc.read.markdown.blocks import parse_markdown
from arkdoc.read.markdown.limits import too_long
from arkdoc.read.measures import read_measures
from arkdoc.rules.front_matter import UNOPENED_FILE

VOCABULARY = Vocabulary(
    names_in(CONTRIBUTION),
    names_in(field for field in CONTRIBUTION if field.is_telling),
    names_in(MEASURE),
)
"""The names that tell the fields of a contribution."""

_UNIT_LINE = regex(
    r"^[^\w\n]{0,20}enhet[\"']?[ \t\u00a0]*:[ \t\u00a0]*(?P<unit>\S[^\n]{0,199})",
    re.IGNORECASE | re.MULTILINE,
)
_PEEK = 65_536  # characters in which to look for the unit of what can't be read


def read_contribution(path: str, data: bytes) -> Contribution:
    """Read the contribution that lies at `path`, relative to the root."""
    if is_word(path):
        from arkdoc.read.word.contribution import read_word_contribution  # lxml: only where used

        return read_word_contribution(path, data)
    source = open_text(path, data)
    if isinstance(source, Diagnostic):
        return _unreadable(path, data, _peek(path, data), source, (source,))
    if fault := too_long(source):
        return _unreadable(path, data, source, fault, (fault,))
    diagnostics = encoding_guess(source)
    front = read_front_matter(source, VOCABULARY)
    diagnostics += front.diagnostics
    diagnostics += control_characters(source, front.first_line)
    if front.fault:
        return _unreadable(path, data, source, front.fault, tuple(diagnostics))
    fields = Fields(front.fields, CONTRIBUTION, diagnostics)
    measures = read_measures(fields)
    body = parse_markdown(source, front.first_line)
    return contribution_of(path, source.sha256, fields, body, measures)


def unopened_contribution(path: str, reason: str) -> Contribution:
    """A contribution whose file could not be opened; `reason` is the operating system's."""
    fault = diagnostic(UNOPENED_FILE, start_of(path), reason=reason)
    return _unreadable(path, b"", None, fault, (fault,))


def _peek(path: str, data: bytes) -> SourceFile | None:
    """The whole lines at the start of a file that is too large or not text; None if undecodable."""
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
    """A contribution in quarantine; its unit comes from the first line like `enhet: …`."""
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
    unit = one_line(unicodedata.normalize("NFC", settled_field(bare).text))
    return unit, source.span(start, start + len(bare))
