"""`--scan`: a command sees each file first; what it does not let through is not taken."""

from __future__ import annotations

import asyncio
import sys
from io import BytesIO
from pathlib import Path
from shlex import quote

import pytest
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from arkdoc.language.messages import in_language
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.serve import scanner
from arkdoc.serve.scanner import check_scanner, scan
from tests.support.project import Project
from tests.support.server import serving

CODE = """
import pathlib, sys
path = pathlib.Path(sys.argv[-1])
pathlib.Path(sys.argv[1]).open('a').write(f'{path}\\n')
sys.exit('virus' in path.read_text())
"""


def command(folder: Path, code: str = CODE) -> str:
    program = folder / "skann.py"
    program.write_text(code, "utf-8")
    return " ".join(quote(str(word)) for word in (sys.executable, program, folder / "sett"))


def scanned(files: dict[str, bytes], said: str) -> FormData:
    uploads = [("fil", UploadFile(BytesIO(data), filename=name)) for name, data in files.items()]
    form = FormData([("tekst", "virus"), *uploads])
    asyncio.run(scan(form, said, in_language("en")))
    return form


def test_each_file_is_seen_under_a_name_of_ours_and_can_be_read_after(tmp_path: Path) -> None:
    form = scanned({"--help.DOCX": b"en", "../b.md; rm": b"to"}, command(tmp_path))
    first, second = (tmp_path / "sett").read_text("utf-8").splitlines()
    assert (Path(first).name, Path(second).name) == ("fil.docx", "fil")
    assert not Path(first).exists()
    upload = form["fil"]
    assert isinstance(upload, UploadFile)
    assert asyncio.run(upload.read()) == b"to"


@pytest.mark.parametrize("code", ["import os; os.kill(os.getpid(), 9)", CODE])
def test_what_is_stopped_is_named(code: str, tmp_path: Path) -> None:
    with pytest.raises(HTTPException, match="stopped by the server's virus scanner") as error:
        scanned({"ren.md": b"fin", "b.md": b"et virus"}, command(tmp_path, code))
    assert error.value.status_code == 422


def test_a_command_that_hangs_or_is_gone_lets_nothing_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanner, "SECONDS", 0.3)
    code = "import time, pathlib, os, sys; pathlib.Path(sys.argv[1]).write_text(str(os.getpid())); time.sleep(600)"
    for said in (command(tmp_path, code), str(tmp_path / "borte")):
        with pytest.raises(HTTPException, match="stopped"):
            scanned({"a.md": b"fin"}, said)
    assert not Path(f"/proc/{(tmp_path / 'sett').read_text('utf-8')}").exists()


def test_the_program_must_be_there_from_the_start() -> None:
    for said in ("", "'", "finnes-ikke --rask"):
        with pytest.raises(ArkdocError, match="program"):
            check_scanner(said)
    check_scanner(f"{quote(sys.executable)} -c 'pass'")


def test_a_delivery_that_is_stopped_changes_nothing(project: Project, tmp_path: Path) -> None:
    project.note()
    with serving(project.root, "--scan", command(tmp_path)) as server:
        guest = server.guest("ub")
        answers = [
            guest.post("/enhet/ub/lever", {"steg": "se"}, files={"fil": ("tekst.md", data)})
            for data in (b"et virus", b"Helt fint.\n")
        ]
    assert [answer.status_code for answer in answers] == [422, 200]
    assert "tekst.md" in answers[0].text
    assert not (project.root / "contributions" / "ub.md").exists()
