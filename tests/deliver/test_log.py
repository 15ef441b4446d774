"""The log of deliveries: lines come back, whatever else is in the file."""

from __future__ import annotations

import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from arkdoc.deliver import log
from arkdoc.deliver.log import Happening, LogLine, add, last_by_unit, more_time, read_log, written
from arkdoc.pipeline.private_files import add_line

NOW = datetime(2019, 2, 22, 14, 10, tzinfo=UTC)
FULL = LogLine(
    NOW, Happening.DELIVERED, "ub", "ab" * 32, "contributions/ub.md", ".arkdoc/tidligere/ub/1",
    "fil", "Kari Ås", date(2019, 3, 1), ("Sak 11-19.pdf",),
)  # fmt: skip


def test_what_is_added_is_read(tmp_path: Path) -> None:
    lines = [LogLine(NOW, what, "ub") for what in Happening]
    for line in [FULL, *lines]:
        add(tmp_path, line)
    assert read_log(tmp_path) == (FULL, *lines)
    file = tmp_path / ".arkdoc" / "leveringer.jsonl"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("half", range(1, len(written(FULL)), 7))
def test_a_torn_line_takes_no_other_with_it(half: int, tmp_path: Path) -> None:
    add(tmp_path, FULL)
    add_line(tmp_path, "leveringer.jsonl", written(FULL)[:half])
    add(tmp_path, FULL)
    assert read_log(tmp_path) == (FULL, FULL)


@pytest.mark.parametrize(
    "text",
    ["x\ny", 'x", "what": "åpnet', "x\r\n{}", "x\u2028y", "x\0y", "\ud800", "x" * 100_000, "‮x"],
)
def test_no_value_makes_a_line(text: str, tmp_path: Path) -> None:
    add(tmp_path, LogLine(NOW, Happening.DELIVERED, text, person=text, how=text, path=text))
    add(tmp_path, FULL)
    (first, last) = read_log(tmp_path)
    assert first.what is Happening.DELIVERED
    assert last == FULL
    assert len((tmp_path / ".arkdoc" / "leveringer.jsonl").read_bytes().splitlines()) == 2


@pytest.mark.parametrize(
    "line",
    [
        b"[]", b"null", b'"x"', b"{}", b'{"time": 1}', b"[" * 50_000, b"\xff\xfe", b"x" * 100_000,
        b'{"time": "2019-02-22T14:10:00", "what": "levert"}',
        b'{"time": "2019-02-22T14:10:00+00:00", "what": "noe nytt"}',
        b'{"time": "2019-02-22T14:10:00+00:00", "what": "mer tid", "until": 5}',
    ],
)  # fmt: skip
def test_what_is_no_line_of_ours_is_passed_over(line: bytes, tmp_path: Path) -> None:
    add(tmp_path, FULL)
    add_line(tmp_path, "leveringer.jsonl", line + b"\n")
    assert read_log(tmp_path) == (FULL,)


def test_only_the_end_of_a_long_log_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = len(written(FULL)) * 3
    monkeypatch.setattr(log, "MOST_OF_LOG", most)
    monkeypatch.setattr(log, "read_private", lambda *a: (tmp_path / "all").read_bytes()[-most:])
    (tmp_path / "all").write_bytes(written(LogLine(NOW, Happening.DRAFT)) + written(FULL) * 3)
    assert read_log(tmp_path) == (FULL, FULL)


def test_no_log_is_an_empty_one(tmp_path: Path) -> None:
    assert read_log(tmp_path) == ()
    assert not (tmp_path / ".arkdoc").exists()
    (tmp_path / "elsewhere").write_bytes(written(FULL))
    (tmp_path / ".arkdoc").mkdir()
    (tmp_path / ".arkdoc" / "leveringer.jsonl").symlink_to(tmp_path / "elsewhere")
    assert read_log(tmp_path) == ()


def test_more_time_is_over_once_the_text_has_come() -> None:
    asked = LogLine(NOW, Happening.MORE_TIME, "ub", until=date(2019, 3, 1))
    later = LogLine(NOW, Happening.MORE_TIME, "ub", until=date(2019, 3, 5))
    draft = LogLine(NOW, Happening.DRAFT, "ub")
    come = LogLine(NOW, Happening.DELIVERED, "ub")
    other = LogLine(NOW, Happening.NO_REMARKS, "hf")
    assert more_time([asked, later, draft, other]) == {"ub": date(2019, 3, 5)}
    assert more_time([asked, come]) == {}
    assert last_by_unit([come, other, draft], Happening.DELIVERED) == {"ub": come}
