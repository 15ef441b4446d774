"""Processes whose layout hangs, as a picture can make it, where a contribution says so."""

from __future__ import annotations

from pathlib import Path

from tests.support.project import REPOSITORY

HANGS = "Dette henger."
"""A text that is never laid out."""

# Python runs this first in every process that has its folder in PYTHONPATH.
_CODE = f"""
import sys
if any("arkdoc.pipeline.worker" in argument for argument in sys.orig_argv):
    import time
    from pathlib import Path
    import arkdoc.pipeline.analyse as module
    real = module.analyse
    def analyse(sources, *arguments, **options):
        if any({HANGS.encode()!r} in data for data in sources.contributions.values()):
            (Path(__file__).parent / "hangs").touch()
            while True:
                time.sleep(60)
        return real(sources, *arguments, **options)
    module.analyse = analyse
"""


def hanging(folder: Path) -> str:
    """The PYTHONPATH of such processes. `folder`, new, gets a file `hangs` when one does."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(_CODE, "utf-8")
    return f"{folder}:{REPOSITORY}"
