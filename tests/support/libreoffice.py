"""Files → what LibreOffice converts them to: many in one start, each batch once in a test run."""

from __future__ import annotations

import fcntl
import subprocess
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

PDF = (
    'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)
"""A tagged PDF with bookmarks."""
DOCX = "docx:MS Word 2007 XML"
CSV = "Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,true"
"""CSV in UTF-8 with semicolons, its cells as they are shown; days are known by how they look."""
FLAT_SHEET = "fods:OpenDocument Spreadsheet Flat XML"
TEXT = "txt:Text"
"""Text in UTF-8, as from «Save as»; the bullets are as the typeface has them."""
PATIENCE = 60
"""Seconds that a batch may take, and as many more for each file in it."""


class LibreOffice:
    """The program, with one profile and the batches that it has converted, in `folder`.

    The processes of a test run share the folder; one at a time starts the program.
    """

    def __init__(self, program: str, folder: Path) -> None:
        self._program = program
        self._folder = folder

    def convert(self, files: Mapping[str, bytes], to: str, reading: str = "") -> dict[str, bytes]:
        """What becomes of each of `files`, by its name without ending.

        `to` is what `--convert-to` takes: PDF or DOCX; `reading` what `--infilter` does. Raises
        AssertionError when one is not made.
        """
        digest = sha256(f"{to}\0{reading}".encode() if reading else to.encode())
        for name in sorted(files):
            digest.update(f"\0{name}\0{sha256(files[name]).hexdigest()}".encode())
        batch = self._folder / digest.hexdigest()
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not batch.is_dir():
                self._run(files, to, reading, batch)
        return {file.stem: file.read_bytes() for file in sorted(batch.iterdir())}

    def _run(self, files: Mapping[str, bytes], to: str, reading: str, batch: Path) -> None:
        sources, made = batch.with_suffix(".sources"), batch.with_suffix(".made")
        sources.mkdir()
        for name, data in files.items():
            (sources / name).write_bytes(data)
        profile = f"-env:UserInstallation=file://{self._folder / 'profile'}"
        done = subprocess.run(
            [
                self._program, profile, "--headless",
                *([f"--infilter={reading}"] if reading else []),
                "--convert-to", to, "--outdir", made,
                *(sources / name for name in files),
            ],
            check=True, capture_output=True, text=True, timeout=PATIENCE * (1 + len(files)),
        )  # fmt: skip
        stems = {file.stem for file in made.iterdir()} if made.is_dir() else set()
        missing = sorted({Path(name).stem for name in files} - stems)
        assert not missing, f"LibreOffice did not convert {missing}: {done.stdout}{done.stderr}"
        made.rename(batch)
