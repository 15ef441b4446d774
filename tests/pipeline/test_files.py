"""Files: written whole, on the disk, under no name that another build uses."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from arkdoc.pipeline import files, held_files
from arkdoc.pipeline.files import add_together, make_folder, needs_settling, replace, writing_in
from tests.support.project import REPOSITORY, Project

LEFT = ".arkdoc-0a1b2c3d"


def settle(folder: Path) -> None:
    with writing_in(folder):
        pass


@pytest.mark.parametrize("name", [LEFT, ".arkdoc-abc_xyz1"])
def test_what_a_killed_build_left_goes(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"half")
    assert needs_settling(tmp_path)
    settle(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert not needs_settling(tmp_path)


@pytest.mark.parametrize(
    "name", [".arkdoc", ".arkdoc-", ".arkdoc-notater", ".arkdoc-0a1b2c3d.txt", "arkdoc-0a1b2c3d"]
)
def test_what_is_not_surely_ours_stays(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"mine")
    settle(tmp_path)
    assert (tmp_path / name).read_bytes() == b"mine"


def test_links_and_folders_by_such_a_name_are_not_followed(tmp_path: Path) -> None:
    folder, mine = tmp_path / "ut", tmp_path / "mitt"
    folder.mkdir()
    mine.mkdir()
    (mine / "fil").write_bytes(b"mine")
    (folder / LEFT).symlink_to(mine)
    (folder / f"{LEFT}.komplett").symlink_to(mine)
    (folder / ".arkdoc-00000000" / "under").mkdir(parents=True)
    (folder / ".arkdoc-11111111.komplett").mkdir()
    (folder / ".arkdoc-11111111.komplett" / "lenke").symlink_to(mine / "fil")
    settle(folder)
    assert (mine / "fil").read_bytes() == b"mine"
    assert not (folder / "fil").exists()
    assert not (folder / "lenke").exists()


@pytest.fixture
def another_build(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A build in a process of its own, that is just writing in `tmp_path`."""
    code = (
        "import sys, pathlib\n"
        "from arkdoc.pipeline.files import writing_in\n"
        "with writing_in(pathlib.Path(sys.argv[1])):\n"
        f"    (pathlib.Path(sys.argv[1]) / {LEFT!r}).write_bytes(b'being written')\n"
        "    print('skriver', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    environ = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "skriver\n"
        yield process
        process.kill()


def test_what_another_build_is_writing_is_left_alone(
    tmp_path: Path, another_build: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_PATIENCE", 0.1)
    settle(tmp_path)
    assert (tmp_path / LEFT).read_bytes() == b"being written"
    another_build.kill()
    another_build.wait()
    settle(tmp_path)
    assert not (tmp_path / LEFT).exists()


def test_one_build_waits_for_the_other(
    tmp_path: Path, another_build: subprocess.Popen[str]
) -> None:
    done = threading.Event()
    waiting = threading.Thread(target=lambda: (settle(tmp_path), done.set()))
    waiting.start()
    assert not done.wait(0.3)
    assert another_build.stdin is not None
    another_build.stdin.close()
    assert done.wait(20)
    waiting.join()


def test_without_locks_only_what_is_old_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def flock(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", flock)
    (tmp_path / LEFT).write_bytes(b"half")
    settle(tmp_path)
    assert (tmp_path / LEFT).exists()
    two_hours_ago = time.time() - 7200
    os.utime(tmp_path / LEFT, (two_hours_ago, two_hours_ago))
    settle(tmp_path)
    assert not (tmp_path / LEFT).exists()


@pytest.mark.parametrize("lacking", ["fsync of folders", "links"])
def test_what_a_system_lacks_is_done_without(
    tmp_path: Path, lacking: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def opened(path: str | Path, flags: int, mode: int = 0o777, **named: int) -> int:
        if Path(path).is_dir():
            raise PermissionError(errno.EACCES, "Permission denied")  # as Windows says
        return real(path, flags, mode, **named)

    def link(*_: object, **__: object) -> None:
        raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    if lacking == "links":
        monkeypatch.setattr(os, "link", link)
    else:
        monkeypatch.setattr(os, "open", opened)
    with writing_in(tmp_path):
        replace(tmp_path / "a", b"1")
        add_together(tmp_path, {"b": b"2", "c": b"3"})
    assert {f.name: f.read_bytes() for f in tmp_path.iterdir()} == {"a": b"1", "b": b"2", "c": b"3"}


def test_files_and_their_folder_are_on_the_disk_before_anything_hangs_on_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[tuple[str, str]] = []
    sync, move, link = os.fsync, os.replace, os.link

    def fsync(descriptor: int) -> None:
        done.append(("fsync", Path(f"/proc/self/fd/{descriptor}").readlink().name))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(
        os, "replace", lambda a, b: (done.append(("name", Path(b).name)), move(a, b))
    )
    monkeypatch.setattr(
        os, "link", lambda a, b, **_: (done.append(("name", Path(b).name)), link(a, b))
    )
    with writing_in(tmp_path):
        replace(tmp_path / "fil", b"1")
    kinds = [(what, name if name in ("fil", tmp_path.name) else "temporary") for what, name in done]
    assert kinds == [("fsync", "temporary"), ("name", "fil"), ("fsync", tmp_path.name)]
    done.clear()
    add_together(tmp_path, {"a": b"1", "b": b"2"})
    names = [name for what, name in done if what == "name"]
    assert names == ["a", "b"]
    before_first = done[: done.index(("name", "a"))]
    assert [name for _, name in before_first[:2]] == ["a", "b"]
    assert before_first[-1] == ("fsync", tmp_path.name)
    assert done[-1] == ("fsync", tmp_path.name)


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    replace(tmp_path / "a", b"1")
    before = (tmp_path / "a").stat()
    replace(tmp_path / "a", b"1")
    after = (tmp_path / "a").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("operation", ["write", "fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, operation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace(tmp_path / "a", b"old")

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, operation, full)
    with pytest.raises(OSError, match="No space"):
        replace(tmp_path / "a", b"new")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"a": b"old"}


def test_a_root_that_is_gone_is_not_made_again(project: Project, tmp_path: Path) -> None:
    from arkdoc.model.diagnostic import ArkdocError

    project.root.rename(tmp_path / "flyttet")
    with pytest.raises(ArkdocError):
        make_folder(project.root / "build", project.root)
    assert not project.root.exists()


@pytest.mark.parametrize("lasts", [True, False])
def test_a_file_that_word_has_open_is_tried_again_and_then_left_as_it_was(
    tmp_path: Path, lasts: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace(tmp_path / "a", b"old")
    real, tries = os.replace, []

    def held(source: Path, target: Path) -> None:
        tries.append(1)
        if lasts or len(tries) < 3:
            raise PermissionError(errno.EACCES, "Access is denied")  # as Windows says
        real(source, target)

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(held_files, "HELD_FOR", 0.05 if lasts else 20.0)
    if lasts:
        with pytest.raises(PermissionError):
            replace(tmp_path / "a", b"new")
        assert len(tries) > 1
    else:
        replace(tmp_path / "a", b"new")
    expected = {"a": b"old" if lasts else b"new"}
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == expected
