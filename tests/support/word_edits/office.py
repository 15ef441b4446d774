"""A Word file → the same one as LibreOffice saves it, edited by a macro: many edits in one start."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_MACRO = (Path(__file__).parent / "office_macro.bas").read_text("utf-8")
NAMES = tuple(re.findall(r'^\tCase "(\w+)"', _MACRO, re.MULTILINE))
"""The edits that the macro can make; `resaved` makes none."""
EXPECTED = {"comment": "listed", "coloured": "listed", "tracked_paragraph_deleted": "listed"}
"""What becomes of those that don't come back exactly; where LibreOffice deletes a paragraph with
tracking on, the heading after it becomes text.
"""
_PATIENCE = 600


def edited(
    program: str, docx: bytes, folder: Path, names: Sequence[str] = NAMES
) -> dict[str, bytes]:
    """The file after each of these edits, by its name. Raises AssertionError where one fails."""
    source, out, profile = folder / "notat.docx", folder / "out", folder / "profile"
    out.mkdir(parents=True)
    source.write_bytes(docx)
    constants = {"EDITS": " ".join(names), "SOURCE": source.as_uri(), "FOLDER": f"{out.as_uri()}/"}
    head = "".join(f'Const {name} = "{value}"\n' for name, value in constants.items())
    _run(program, profile, "--terminate_after_init")  # puts an empty library into the profile
    _install(profile / "user" / "basic", f"{head}\n{_MACRO}")
    said = _run(program, profile, "macro:///Standard.Edits.Main")
    failed = out / "failed.txt"
    assert not failed.exists(), failed.read_text("utf-8")
    made = {file.stem: file.read_bytes() for file in out.glob("*.docx")}
    missing = sorted(set(names) - set(made))
    assert not missing, f"LibreOffice did not save {missing}: {said}"
    return made


def _run(program: str, profile: Path, what: str) -> str:
    """Start LibreOffice for one thing, and what it prints."""
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        what,
    ]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=_PATIENCE)
    return done.stdout + done.stderr


def _install(basic: Path, macro: str) -> None:
    """Put a macro into a profile's own library, which is there."""
    library = basic / "Standard"
    listing = library / "script.xlb"
    text = listing.read_text("utf-8")
    element = '<library:element library:name="Edits"/>'
    listing.write_text(text.replace("</library:library>", f"{element}</library:library>"), "utf-8")
    module = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">\n'
        '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Edits" '
        f'script:language="StarBasic">{escape(macro)}</script:module>\n'
    )
    (library / "Edits.xba").write_text(module, "utf-8")
