"""Importing this builds a small note: processes forked afterwards have all modules loaded.

No PDF is made, because a fork must not copy the locks of fonts that Pango has open.
"""

from __future__ import annotations

import tempfile
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from tests.support.killed_build import arkdoc, command
from tests.support.project import Project

with tempfile.TemporaryDirectory() as _folder, redirect_stdout(StringIO()):
    Project(Path(_folder)).units({"a": "Enhet A"}).contribution("a", "Tekst.\n")
    arkdoc(command(Path(_folder), "docx,html"))
