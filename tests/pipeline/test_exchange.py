"""Files take the place of others in one step, or nothing is changed: also killed at any operation."""

from __future__ import annotations

import json
import os
import shutil
import threading
from pathlib import Path

import pytest

from arkdoc.model.diagnostic import ArkdocError
from arkdoc.pipeline import exchange as exchange_module
from arkdoc.pipeline.exchange import exchange, settle
from arkdoc.pipeline.locks import BusyError
from arkdoc.pipeline.private_files import UNDER_WAY, add_line, alone_in, read_private
from tests.support.mortal import Mortal, moments

LINE = b'{"what": "levert", "mark": "1"}\n'
OLD = {
    "contributions/a.md": b"old text",
    "contributions/sub/a.docx": b"old word",
    "contributions/a/1.png": b"old picture",
}
NEW = {"contributions/a.md": b"new text", "contributions/a/1.png": b"new picture"}
KEPT = {f".arkdoc/tidligere/a/1/{path.partition('/')[2]}": data for path, data in OLD.items()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, data in {**OLD, "contributions/b.md": b"another's"}.items():
        put(tmp_path / "note", path, data)
    add_line(tmp_path / "note", "log", b"before\n")
    return tmp_path / "note"


def put(root: Path, path: str, data: bytes) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def files(root: Path) -> dict[str, bytes]:
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in sorted(root.rglob("*"))
        if file.is_file() and file.name not in (".gitignore", "skriver.lock")
    }


def carry_out(root: Path, old: tuple[str, ...] = tuple(OLD)) -> str:
    with alone_in(root):
        return exchange(root, NEW, old, keep_in="tidligere/a", log="log", line=LINE)


def after(root: Path) -> dict[str, bytes]:
    untouched = {"contributions/b.md": b"another's", ".arkdoc/log": b"before\n" + LINE}
    return {**NEW, **KEPT, **untouched}


def test_what_is_new_is_there_and_what_was_old_is_kept(root: Path) -> None:
    assert carry_out(root) == ".arkdoc/tidligere/a/1"
    assert files(root) == after(root)
    assert not (root / "contributions" / "sub").exists()
    with alone_in(root):
        again = exchange(root, {}, ["contributions/a.md"], keep_in="tidligere/a")
    assert again == ".arkdoc/tidligere/a/2"
    assert not (root / "contributions" / "a.md").exists()


@pytest.mark.kills
def test_a_kill_at_any_operation(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever settles finds all of it or nothing; and after that it can be done again."""
    before, trial = files(root), tmp_path / "trial"
    mortal = Mortal(monkeypatch)
    shutil.copytree(root, trial)
    operations = mortal.operations(lambda: carry_out(trial))
    whole = files(trial)
    assert whole == after(root)
    found = set()
    for at, half in moments(operations, 24):
        shutil.rmtree(trial)
        shutil.copytree(root, trial)
        mortal.kill(lambda: carry_out(trial), at, half=half)
        settle(trial)
        moment = f"{operations[at]}, number {at}"
        left = {path: data for path, data in files(trial).items() if ".arkdoc-" not in path}
        log = left[".arkdoc/log"].splitlines()
        assert log.count(LINE.strip()) == (left["contributions/a.md"] == b"new text"), moment
        left[".arkdoc/log"] = whole[".arkdoc/log"] if LINE.strip() in log else b"before\n"
        assert left in (before, whole), moment
        found.add(left == whole)
        if left == before:
            carry_out(trial)
            assert files(trial) == whole, moment
    assert found == {True, False}


@pytest.mark.parametrize("operation", ["link", "rename", "replace", "mkdir", "open"])
def test_what_cannot_be_done_changes_nothing(
    root: Path, operation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One operation after the other fails, until all go well."""
    before = files(root)
    real = getattr(os, operation)
    failures = 0
    for number in range(100):
        left = [number]

        def failing(*args: object, left: list[int] = left, **named: object) -> object:
            left[0] -= 1
            if left[0] == -1:
                raise PermissionError(13, "Permission denied", str(args[0]))
            return real(*args, **named)

        monkeypatch.setattr(os, operation, failing)
        try:
            carry_out(root)
        except (ArkdocError, BusyError):
            failures += 1
        else:
            break
        finally:
            monkeypatch.undo()
        assert files(root) == before, f"{operation} number {number}"
    settle(root)
    assert files(root) == after(root)
    assert failures or operation == "link"


@pytest.mark.parametrize("in_the_way", ["contributions/c.md", "contributions/c"])
def test_what_is_there_and_not_old_is_in_the_way(root: Path, in_the_way: str) -> None:
    put(root, in_the_way, b"somebody's")
    before = files(root)
    new = {"contributions/c.md": b"x", "contributions/c/1.png": b"x"}
    with alone_in(root), pytest.raises(ArkdocError):
        exchange(root, new, list(OLD), keep_in="tidligere/a")
    assert files(root) == before


@pytest.mark.parametrize("path", ["contributions/a.md", "contributions/a", ".arkdoc/tidligere"])
def test_no_link_is_followed(root: Path, path: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    put(outside, "1.png", b"outside")
    put(outside, "a.md", b"outside")
    link = root / path
    shutil.rmtree(link, ignore_errors=True)
    link.unlink(missing_ok=True)
    link.symlink_to(outside / "a.md" if path.endswith(".md") else outside)
    before = files(outside)
    with alone_in(root), pytest.raises(ArkdocError):
        exchange(root, NEW, [p for p in OLD if (root / p).exists()], keep_in="tidligere/a")
    assert files(outside) == before
    assert link.is_symlink()


@pytest.mark.parametrize(
    "path", ["../out.md", "contributions/../out.md", "/etc/x", "styles/x", "contributions", "a\\b"]
)
def test_nothing_outside_contributions_is_written(root: Path, path: str) -> None:
    with alone_in(root), pytest.raises(ArkdocError):
        exchange(root, {path: b"x"}, [], keep_in="tidligere/a")
    with alone_in(root), pytest.raises(ArkdocError):
        exchange(root, {}, [path], keep_in="tidligere/a")


@pytest.mark.parametrize(
    "plan",
    [
        b"{",
        json.dumps({"new": ["../x"], "kept": [], "log": "", "line": ""}).encode(),
        json.dumps({"new": [], "kept": [["contributions/b.md", "../x"]], "log": "", "line": ""}).encode(),
        json.dumps({"new": [], "kept": [], "log": "../x", "line": "x\n"}).encode(),
    ],
)  # fmt: skip
def test_a_plan_by_somebody_else_is_not_carried_out(root: Path, plan: bytes) -> None:
    before = files(root)
    put(root, f".arkdoc/{UNDER_WAY}/plan.json", plan)
    put(root, f".arkdoc/{UNDER_WAY}/0", b"evil")
    settle(root)
    assert files(root) == before
    assert not (root.parent / "x").exists()


def test_a_drive_of_its_own(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where `.arkdoc/` and `contributions/` are two file systems, files are copied."""
    real, link = Path.rename, Path.hardlink_to

    def crosses(a: Path, b: Path) -> bool:
        return (".arkdoc" in a.parts) != (".arkdoc" in Path(b).parts)

    def rename(self: Path, target: Path) -> Path:
        if crosses(self, target):
            raise OSError(18, "Invalid cross-device link")
        return real(self, target)

    def hardlink(self: Path, target: Path) -> None:
        if crosses(self, target):
            raise OSError(18, "Invalid cross-device link")
        link(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    monkeypatch.setattr(Path, "replace", rename)
    monkeypatch.setattr(Path, "hardlink_to", hardlink)
    carry_out(root)
    monkeypatch.undo()
    assert files(root) == after(root)


def test_one_at_a_time(root: Path) -> None:
    inside: list[int] = []

    def work(number: int) -> None:
        with alone_in(root):
            inside.append(number)
            assert len(inside) == 1
            settle_something(root)
            inside.remove(number)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = read_private(root, "log").splitlines()
    assert len(lines) == 21
    with alone_in(root), pytest.raises(BusyError), alone_in(root, patience=0):
        pass


def settle_something(root: Path) -> None:
    exchange_module.settle_alone(root)
    add_line(root, "log", b"line\n")
