"""Pages laid out in a process beside this one: the same bytes, a bound in time, nothing left."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from arkdoc.cli import main
from arkdoc.pipeline import dependencies, processes
from arkdoc.pipeline.build import build, load
from arkdoc.pipeline.processes import GivenUpError, LayoutProcess, WorkerError
from tests.support.preview import eventually
from tests.support.project import REPOSITORY, Project, word

_WITH_TEXT = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9">x</text></svg>'
)
_ENVIRONMENT = {**os.environ, "PYTHONPATH": str(REPOSITORY), "ARKDOC_LANG": "nb"}


@pytest.fixture(autouse=True)
def not_loaded_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a command, in which WeasyPrint is not loaded when it begins."""
    monkeypatch.setattr(processes, "_LIBRARY", "no such library")


@pytest.fixture
def note(project: Project) -> Project:
    return project.note().contribution("ub-gjovik", "Vi har felles quiz.\n", dato="2019-02-20")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that has begun without loading WeasyPrint."""
    monkeypatch.setattr(processes, "_BEGIN", "os:getpid")
    monkeypatch.setattr(processes, "_PREPARE", "os:getpid")


@pytest.fixture
def started(quick: None) -> Iterator[LayoutProcess]:
    with LayoutProcess() as process:
        process.start()
        yield process


def test_the_same_bytes_as_in_one_process(note: Project) -> None:
    """With page numbers in the Word file, a drawing in it, and a note at the foot of a page."""
    file = note.root / "contributions" / "notat.md"
    text = file.read_text("utf-8").replace("dato:", "innholdsfortegnelse: ja\ndato:")
    file.write_text(text, "utf-8")
    note.write("fig.svg", _WITH_TEXT)
    note.contribution("ub", "![Et fravær](fig.svg)\n\nEt ord.[^1]\n\n[^1]: En note.\n")
    sources, targets = load(note.root), frozenset({"docx", "pdf"})
    here = build(sources, targets)
    with LayoutProcess() as process:
        process.start()
        there = build(sources, targets, process=process)
        assert process.later("os:getpid")() != os.getpid()
    assert there.outputs == here.outputs
    assert there.outputs.keys() == targets
    assert (there.fonts, there.diagnostics) == (here.fonts, here.diagnostics)


def test_results_come_in_the_order_in_which_they_are_wanted(started: LayoutProcess) -> None:
    first, second = started.later("os:getpid"), started.later("operator:add", 1, 2)
    assert (second(), first() == os.getpid(), second()) == (3, False, 3)


def test_calls_larger_than_any_pipe_stop_nothing(started: LayoutProcess) -> None:
    text = "x" * 3_000_000
    later = [started.later("operator:add", text, text) for _ in range(3)]
    assert [len(result()) for result in later] == [6_000_000] * 3


def _refuse(*_arguments: object, **_options: object) -> None:
    raise BlockingIOError(11, "Resource temporarily unavailable")


def _no_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", _refuse)


def _ends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_BEGIN", "os:abort")


@pytest.mark.parametrize("why", [_no_interpreter, _ends_at_once])
def test_where_no_process_can_be_started_this_one_does_all(
    why: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    why(monkeypatch)
    with LayoutProcess() as process:
        process.start()
        assert process.later("os:getpid")() == os.getpid()


def test_what_is_loaded_here_is_not_loaded_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_LIBRARY", "json")
    monkeypatch.setattr(subprocess, "Popen", _refuse)
    process = LayoutProcess()
    process.start()
    assert process._process is None


def test_a_process_that_ends_by_itself_is_told(started: LayoutProcess) -> None:
    assert started.later("os:getpid")() != os.getpid()
    ended, after = started.later("os:_exit", 3), started.later("os:getpid")
    for result in (ended, after):
        with pytest.raises(WorkerError):
            result()


def test_a_call_that_raises_ends_it_without_a_crash(started: LayoutProcess) -> None:
    with pytest.raises(WorkerError):
        started.later("operator:truediv", 1, 0)()
    assert started._process is not None
    assert started._process.wait() == 1


def test_what_takes_too_long_is_ended(started: LayoutProcess) -> None:
    started.later("os:getpid")()
    started.seconds = 0.2
    with pytest.raises(GivenUpError):
        started.later("time:sleep", 60)()
    assert started._process is not None
    assert started._process.wait() != 0


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Layout that is given up at once."""
    monkeypatch.setattr(processes, "MOST_SECONDS", 0.05)
    monkeypatch.setattr(processes, "_BEGIN", "signal:pause")


def test_where_layout_takes_too_long_the_rest_is_made(
    note: Project, endless: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--root", str(note.root)]) == 1
    said = capsys.readouterr().err
    assert said.count("ARK938") == 1
    assert "gitt opp, så det er ingen PDF" in said
    assert "Ta ut det som kom sist" in said
    made = {file.name for file in (note.root / "build").iterdir() if file.is_file()}
    assert made == {"sak-11-19.docx", "sak-11-19.json"}
    assert "Vi har felles quiz." in word((note.root / "build/sak-11-19.docx").read_bytes()).text()


def test_page_numbers_and_drawings_of_a_word_file_that_were_given_up_are_told(
    note: Project, endless: None, capsys: pytest.CaptureFixture[str]
) -> None:
    file = note.root / "contributions" / "notat.md"
    file.write_text(
        file.read_text("utf-8").replace("dato:", "innholdsfortegnelse: ja\ndato:"), "utf-8"
    )
    note.write("fig.svg", _WITH_TEXT)
    note.contribution("ub", "![Et fravær](fig.svg)\n", dato="2019-02-20")
    assert main(["build", "--root", str(note.root), "--to", "docx"]) == 1
    said = capsys.readouterr().err
    assert said.count("ARK938") == 2
    assert "innholdsfortegnelsen i Word-filen har ingen sidetall" in said
    assert "tegningene (SVG) vises bare i Word 2016 og nyere" in said


def test_a_final_note_is_not_made_without_its_pages(
    note: Project, endless: None, capsys: pytest.CaptureFixture[str]
) -> None:
    for unit in ("ub", "studieadministrasjon"):
        note.contribution(unit, "Alt er i orden.\n", dato="2019-02-20")
    assert main(["build", "--final", "--root", str(note.root)]) == 1
    assert "ARK938" in capsys.readouterr().err
    assert not (note.root / "build").exists()


def test_modules_in_the_folder_one_is_in_are_not_run(
    quick: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as what somebody has put among the contributions."""
    for name in ("pickle", "arkdoc", "queue"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(9)\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [path for path in sys.path if path])
    with LayoutProcess() as process:
        process.start()
        assert process.later("os:getpid")() != os.getpid()


_WAITS = """
from arkdoc.pipeline import processes
processes._BEGIN = processes._PREPARE = "os:getpid"
with processes.LayoutProcess() as process:
    process.start()
    print(process.later("os:getpid")(), flush=True)
    process.later("time:sleep", 60)()
"""


@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGINT"])
def test_nothing_is_left_when_its_parent_ends(name: str) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", _WAITS],
        env=_ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert not _has_ended(child)
    time.sleep(0.1)
    parent.send_signal(getattr(signal, name))
    parent.communicate(timeout=30)
    eventually(lambda: _has_ended(child))


def _has_ended(pid: int) -> bool:
    """Whether it is gone, or a zombie that nobody has waited for."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return not Path("/proc").exists() or not Path(f"/proc/{pid}").exists()
    return state == "Z"


def test_checking_starts_none(note: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LayoutProcess, "start", _refuse)
    for command in ("check", "status", "build --to html", "build --to docx"):
        assert main([*command.split(), "--root", str(note.root), "-q"]) == 0


@pytest.mark.skipif(not dependencies._MAPS.exists(), reason="known on Linux alone")
def test_a_build_depends_on_what_its_pages_were_laid_out_with(
    note: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The libraries and fonts are open in the other process alone; then nothing has changed."""
    code = (
        "import sys, arkdoc.cli as cli\n"
        "assert cli.main(['build', '--to', 'pdf', '-q']) == 0\n"
        "sys.exit('weasyprint' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=note.root, env=_ENVIRONMENT, check=False
    )
    assert done.returncode == 0
    written = (note.root / "build" / ".cache" / "bygg").read_bytes().partition(b"\n")[2]
    kept: dict[str, Any] = json.loads(written)
    for name in ("weasyprint/__init__.py", "libpango-1", "fonts"):
        assert any(name in path for path in kept["stamps"]), name
    monkeypatch.setattr(LayoutProcess, "start", _refuse)
    monkeypatch.chdir(note.root)
    for name in ("PYTHONPATH", "ARKDOC_LANG"):
        monkeypatch.setenv(name, _ENVIRONMENT[name])
    assert main(["build", "--to", "pdf", "-q"]) == 0


def test_a_folder_that_can_have_no_such_name_is_told_in_one_line(
    note: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--to", "html", "--root", str(note.root), "--out", "x" * 300]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "lagre" in line


def test_nothing_is_prepared_while_a_call_waits(started: LayoutProcess) -> None:
    prepare = "arkdoc.pipeline.worker:if_idle"
    busy = started.later("time:sleep", 0.3)
    skipped = started.later(prepare, "no.such.module:function")
    assert started.later("operator:add", 1, 2)() == 3
    assert (busy(), skipped()) == (None, None)
    with pytest.raises(WorkerError):  # now it is idle, and makes the call
        started.later(prepare, "no.such.module:function")()
