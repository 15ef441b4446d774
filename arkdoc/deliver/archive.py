"""What is final of a case → one archive, with metadata by Noark 5's names (sharing.md, 7).

The same files give the same bytes: in order of their names, without the day's date.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from arkdoc.deliver.log import DELIVERIES_OF_TEXT, last_by_unit, read_log
from arkdoc.model.assets import is_picture
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.model.source import is_contribution
from arkdoc.pipeline.analyse import Analysis
from arkdoc.pipeline.confined import read_inside
from arkdoc.pipeline.convert import WITHOUT_UNIT
from arkdoc.pipeline.files import PRIVATE
from arkdoc.pipeline.finals import FinalSet
from arkdoc.pipeline.kept_files import FORMER
from arkdoc.pipeline.load import FOLDER
from arkdoc.pipeline.word_returns import FETCHED

METADATA = "metadata.json"
CONTRIBUTIONS = "bidrag"
"""The folder in the archive for what the units have delivered."""

_RECORD = ".json"
_UNREADABLE = N_("{name} can't be read: {reason}")
_NO_RECORD = N_("The record of the final note can't be used. Make the note final again.")

# Noark 5, metadata catalogue: M700, M083, M217, M500.
_VARIANTS = {".pdf": "Arkivformat"}
_PRODUCTION = "Produksjonsformat"
_MAIN, _ATTACHED = "Hoveddokument", "Vedlegg"
_TYPES = {_MAIN: "Saksframlegg", _ATTACHED: "Vedlegg"}
_RECORDED, _DELIVERED = "Opptegnelse", "Bidrag"
_EXEMPT = "Unntatt etter offentleglova"


@dataclass(frozen=True, slots=True)
class _ArchivedFile:
    """A file in the archive: what it is called there and by people, its kind, its bytes."""

    name: str
    title: str
    type: str
    belongs: str
    data: bytes

    def facts(self) -> dict[str, Any]:
        """Its metadata (Noark 5: dokumentbeskrivelse and dokumentobjekt in one)."""
        ending = PurePosixPath(self.name).suffix.lower()
        return {
            "tittel": self.title,
            "dokumenttype": self.type,
            "tilknyttetRegistreringSom": self.belongs,
            "variantformat": _VARIANTS.get(ending, _PRODUCTION)
            if self.belongs == _MAIN
            else _PRODUCTION,
            "format": ending.removeprefix("."),
            "referanseDokumentfil": self.name,
            "filstoerrelse": len(self.data),
            "sjekksum": sha256(self.data).hexdigest(),
            "sjekksumAlgoritme": "SHA-256",
        }


def archive_of(
    root: Path, final: FinalSet, analysis: Analysis, *, with_contributions: bool
) -> dict[str, bytes]:
    """The files of the archive by their names in it. Raises ArkdocError where one can't be read."""
    case = _case(final.record)
    entries = [*_final_files(root, final, case)]
    if with_contributions:
        entries += _contributions(root, analysis)
    entries = [_beside_metadata(entry) for entry in entries]
    metadata = {
        "tittel": case["title"],
        "offentligTittel": case["title"],
        "saksnummer": case["number"],
        "arkivsaksnummer": case.get("archiveNumber"),
        "dokumentdato": case.get("date") or None,
        "tilgangsrestriksjon": _EXEMPT if case.get("access") == "exempt" else None,
        "skjermingshjemmel": case.get("legalBasis"),
        "dokumenter": [entry.facts() for entry in entries],
    }
    written = json.dumps(metadata, ensure_ascii=False, indent=2) + "\n"
    return {METADATA: written.encode(), **{entry.name: entry.data for entry in entries}}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as one zip."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, files[name])
    return written.getvalue()


def _beside_metadata(entry: _ArchivedFile) -> _ArchivedFile:
    """The same under another name, where it has that of the metadata, as `filnavn` may say."""
    if entry.name.casefold() != METADATA:
        return entry
    name = PurePosixPath(entry.name)
    return replace(entry, name=f"{name.stem} (2){name.suffix}")


def _case(record: bytes) -> dict[str, Any]:
    try:
        case = json.loads(record)["case"]
        if isinstance(case, dict) and all(isinstance(case[k], str) for k in ("title", "number")):
            return case
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise ArkdocError(_NO_RECORD)


def _final_files(root: Path, final: FinalSet, case: Mapping[str, Any]) -> Iterable[_ArchivedFile]:
    """The main document in its formats, then the attachments, then the record."""
    title, real_root = str(case["title"]), root.resolve()

    def place(rest: str) -> tuple[int, str]:
        is_main = rest.startswith(".")
        return (2 if rest == _RECORD else 0 if is_main else 1), rest

    for rest in sorted(final.files, key=place):
        file = final.files[rest]
        try:
            data = read_inside(file, real_root)
        except OSError as error:
            reason = error.strerror or str(error)
            raise ArkdocError(_UNREADABLE, name=file.name, reason=reason) from error
        if rest == _RECORD:
            yield _ArchivedFile(file.name, title, _RECORDED, _ATTACHED, data)
        elif rest.startswith("."):
            yield _ArchivedFile(file.name, title, _TYPES[_MAIN], _MAIN, data)
        else:
            name = PurePosixPath(rest.partition(" – ")[2]).stem
            yield _ArchivedFile(file.name, name, _TYPES[_ATTACHED], _ATTACHED, data)


# --- the contributions, as they were delivered ---------------------------------------------------


def _contributions(root: Path, analysis: Analysis) -> Iterable[_ArchivedFile]:
    """Each unit's text as it delivered it last, and the pictures that lie with the texts.

    What was written into it since, by the secretariat, is not in it, nor what a Word file was
    converted to. A text that came otherwise than by delivery is as it lies there.
    """
    sources = analysis.sources
    given = last_by_unit(read_log(root), *DELIVERIES_OF_TEXT)
    of_units = [d for d in analysis.assembly.deliveries if d.unit]
    names = {path: d.unit.name for d in of_units if d.unit for path in d.paths}
    names |= {given[d.unit.id].path: d.unit.name for d in of_units if d.unit and d.unit.id in given}
    delivered: dict[str, bytes] = dict(sources.contributions)
    for unit, line in given.items():
        now = delivered.get(line.path)
        if now is not None and sha256(now).hexdigest() == line.sha256:
            continue
        former = _former(root, unit, line.sha256) if _is_inside(line.path) else None
        if former is not None:
            delivered[line.path] = former
            if now is None:
                delivered.pop(f"{line.path.rpartition('.')[0]}.md", None)  # what it became
    pictures = {path: data for path, data in sources.images.items() if is_picture(path)}
    for path, data in sorted({**delivered, **pictures}.items()):
        below = path.removeprefix(f"{FOLDER}/")
        title = names.get(path, PurePosixPath(path).name)
        yield _ArchivedFile(f"{CONTRIBUTIONS}/{below}", title, _DELIVERED, _ATTACHED, data)


def _is_inside(path: str) -> bool:
    """Whether a path, from the log, is one of a contribution."""
    is_plain = path.startswith(f"{FOLDER}/") and ".." not in PurePosixPath(path).parts
    return is_plain and is_contribution(path)


def _former(root: Path, unit: str, digest: str) -> bytes | None:
    """A former version of the unit's text, by its hash."""
    real_root = root.resolve()
    private = root / PRIVATE
    for folder in (private / FORMER / unit, private / FORMER / WITHOUT_UNIT, private / FETCHED):
        for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
            try:
                data = read_inside(file, real_root)
            except OSError:
                continue
            if sha256(data).hexdigest() == digest:
                return data
    return None
