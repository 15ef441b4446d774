"""Hostile Word files: each is read with every word, or refused with what to do, within its bounds.

Each is read in a process of its own, a copy of one that has imported arkdoc, so that time and
memory are the file's alone.
"""

from __future__ import annotations

import io
import resource
import time
import zipfile
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from arkdoc.read.word.contribution import read_word_contribution
from tests.support.hostile_word import MARK, RELATED, XML, ZIP, HostileFile, words_of
from tests.support.hostile_wordprocessing import (
    FIELDS_AND_NOTES,
    INSIDE_EACH_OTHER,
    STYLES_AND_LISTS,
    TABLES,
    TEXT,
)
from tests.support.killed_build import forkserver
from tests.support.project import Project, codes
from tests.support.requirements import corpus
from tests.support.word_files import parts_of

FILES: dict[str, HostileFile] = {
    **ZIP, **RELATED, **XML, **STYLES_AND_LISTS, **INSIDE_EACH_OTHER, **FIELDS_AND_NOTES, **TABLES,
    **TEXT,
}  # fmt: skip
SECONDS, MEGABYTES = 2.0, 300
"""What a hostile file may take: user CPU on a machine that does nothing else, and memory."""

_SPIN = 0.05
"""Seconds that `_spin` takes on such a machine."""
_LONGEST = 120


@dataclass(frozen=True)
class Read:
    """What came of a file: why it is refused, the words of it, the findings' codes, the cost."""

    reason: str
    cure: str
    words: frozenset[str]
    codes: tuple[str, ...]
    seconds: float
    megabytes: float


def read(data: bytes) -> Read:
    """Read a file, and say what it took. For a process of its own."""
    start = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    contribution = read_word_contribution("contributions/a.docx", data)
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = used.ru_utime - start
    if seconds > SECONDS:
        # Beside other work, a core does less in a second.
        seconds /= max(1.0, _spin() / _SPIN)
    fault = dict(contribution.fault.args) if contribution.fault else {}
    return Read(
        str(fault.get("reason", "")),
        str(fault.get("cure", "")),
        frozenset(MARK.findall(repr(contribution))),
        tuple(finding.rule.code for finding in contribution.diagnostics),
        seconds,
        used.ru_maxrss / 1024,
    )


def _spin() -> float:
    start = time.process_time()
    sum(number * number for number in range(700_000))
    return time.process_time() - start


def _send(data: bytes, to: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (2 * 1024**3, 2 * 1024**3))
    to.send(read(data))


def read_apart(data: bytes) -> Read:
    """Read a file in a process of its own."""
    context = forkserver()
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(data, theirs))
    process.start()
    theirs.close()
    try:
        assert ours.poll(_LONGEST), f"it takes more than {_LONGEST} seconds"
        found: Read = ours.recv()
    finally:
        process.kill()
        process.join()
        ours.close()
    return found


@pytest.mark.sampled(4)
@pytest.mark.parametrize("kind", FILES)
def test_it_is_read_with_every_word_or_refused_with_what_to_do(kind: str) -> None:
    data = FILES[kind].make()
    found = read_apart(data)
    refused = FILES[kind].refused
    assert found.reason == (refused.reason if refused else "")
    assert bool(found.cure) is bool(refused)
    assert found.codes[:1] == ("ARK601",) if refused else "ARK601" not in found.codes
    if not refused and "ARK602" not in found.codes:  # which says of words that they are not read
        assert found.words >= words_of(data)
    if not refused and kind not in STRAY and len(data) < 20_000:
        assert "ARK602" not in found.codes  # the ledger agrees
    assert found.seconds <= (OF_LARGE if kind in LARGE else SECONDS * NOISE)
    assert found.megabytes <= MEGABYTES


LARGE = {
    "20,000 paragraphs", "20,000 rows", "5,000 tables", "50,000 bold and plain runs",
    "one picture 5,000 times",
}  # fmt: skip
"""Files that are as large as they may be, and ask for nothing else."""
OF_LARGE = 8.0
NOISE = 1.5  # how far off the correction for a busy machine may be

STRAY = {
    "boxes in boxes",
    "elements 900 deep",
    "paragraphs in paragraphs",
    "a body in a body",
    "a table in a run",
}
"""Files whose words stand where no program puts any, so that the ledger tells of them."""


def unpacked(data: bytes) -> int:
    """Bytes of all parts, as the package says; those of the file where that can't be read."""
    try:
        return sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(data)).infolist())
    except zipfile.BadZipFile:
        return len(data)


def test_the_note_comes_out_whatever_they_hold(project: Project) -> None:
    """All of them that are small, as the contributions of as many units."""
    small = {
        f"e{number}": data
        for number, file in enumerate(FILES.values())
        if unpacked(data := file.make()) < 100_000
    }
    assert len(small) > 70
    project.units({unit: f"Enhet {unit}" for unit in small})
    for unit, data in small.items():
        (project.root / "contributions" / f"{unit}.docx").write_bytes(data)
    result = project.build("html", "docx")
    assert set(result.outputs) == {"html", "docx"}
    assert "ARK601" in codes(result)
    assert not any(b"etc/hostname" in part for part in parts_of(result.outputs["docx"]).values())


HOSTILE_READ = {
    "deep-sdt-200", "deep-tables-60", "external-image-file", "gridspan-1e9", "ilvl-1e6",
    "orphan-field-end", "style-loop", "traversal", "unclosed-field",
}  # fmt: skip


def test_the_hostile_files_of_the_corpus() -> None:
    files: list[Path] = sorted((corpus() / "word" / "hostile").glob("*.docx"))
    assert len(files) == 16
    for file in files:
        found = read_apart(file.read_bytes())
        assert (found.reason == "") is (file.stem in HOSTILE_READ), file.name
        assert bool(found.cure) is bool(found.reason), file.name
        assert "ARK602" not in found.codes, file.name
        assert found.seconds <= SECONDS * NOISE, file.name
        assert found.megabytes <= MEGABYTES, file.name
