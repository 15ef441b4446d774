"""Addresses: the same after a move, one that is ended is ended, and one opens nothing else."""

from __future__ import annotations

import re
import shutil
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from arkdoc.deliver.addresses import (
    SECRETARIAT,
    Addresses,
    Closed,
    addresses,
    is_open,
    last_day,
    new_secret,
    read_url,
    secretariat_address,
    takes_no_text,
    unit_address,
    write_url,
)
from arkdoc.deliver.finality import close_again, is_final, made_final, open_again
from arkdoc.deliver.log import read_log
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.model.note import Note
from arkdoc.read.note import read_note

NOW = datetime(2019, 2, 22, 14, 10, tzinfo=UTC)
MEETING = date(2019, 3, 4)


def note(fields: str = "", unit: str = "") -> Note:
    text = (
        "---\nsaksnr: 11/19\ntittel: Status\nfra: Prorektor\n"
        f"{fields}enheter:\n  - {{id: ub, navn: UB{unit}}}\n---\n"
    )
    return read_note("contributions/notat.md", text.encode())


def test_tokens_live_through_a_restart_and_a_move(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    first = addresses(tmp_path / "a")
    shutil.move(tmp_path / "a", tmp_path / "b")
    assert addresses(tmp_path / "b") == first
    file = tmp_path / "b" / ".arkdoc" / "secret"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert re.fullmatch(r"[\w-]{22}", first.unit_token("ub"))
    assert first.secret.hex() not in repr(first)


def test_one_opens_nothing_else(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    one, other = addresses(tmp_path / "a"), addresses(tmp_path / "b")
    ub, hf, all_ = one.unit_token("ub"), one.unit_token("hf"), one.secretariat_token()
    assert len({ub, hf, all_, other.unit_token("ub"), other.secretariat_token()}) == 5
    assert one.opens(ub, "ub")
    assert one.opens(all_, "ub")
    assert one.is_secretariat(all_)
    for wrong in (
        hf,
        "",
        ub[:-1],
        ub + "A",
        ub.swapcase(),
        other.unit_token("ub"),
        "æ\ud800",
        "\0",
    ):
        assert not one.opens(wrong, "ub")
    assert not one.is_secretariat(ub)
    # A unit can't be called so that its token is the secretariat's.
    assert one.unit_token(SECRETARIAT) != all_
    assert not one.opens(one.unit_token("a\0b"), "a\0b")


def test_a_new_one_ends_the_old_one_and_no_other(tmp_path: Path) -> None:
    first = addresses(tmp_path)
    second = new_secret(tmp_path, "ub")
    assert second.unit_token("ub") != first.unit_token("ub")
    assert second.unit_token("hf") == first.unit_token("hf")
    third = new_secret(tmp_path, SECRETARIAT)
    assert third.secretariat_token() != first.secretariat_token()
    assert third.unit_token("ub") == second.unit_token("ub")
    fourth = new_secret(tmp_path)
    assert not fourth.opens(third.unit_token("hf"), "hf")
    assert addresses(tmp_path) == fourth


@pytest.mark.parametrize("data", [b"", b"{}", b'{"secret": "ab", "counters": {}}', b"\xff"])
def test_a_secret_that_cannot_be_used_is_not_replaced(data: bytes, tmp_path: Path) -> None:
    addresses(tmp_path)
    file = tmp_path / ".arkdoc" / "secret"
    file.write_bytes(data)
    with pytest.raises(ArkdocError):
        addresses(tmp_path)
    assert file.read_bytes() == data


def test_the_folder_is_for_its_owner_wherever_it_comes_from(tmp_path: Path) -> None:
    (tmp_path / ".arkdoc").mkdir(mode=0o755)
    addresses(tmp_path)
    assert stat.S_IMODE((tmp_path / ".arkdoc").stat().st_mode) == 0o700


def test_where_it_is_served(tmp_path: Path) -> None:
    assert read_url(tmp_path) == ""
    write_url(tmp_path, "https://notat.example/2019/")
    url = read_url(tmp_path)
    assert unit_address(url, "ub", "x_-") == "https://notat.example/2019/enhet/ub#x_-"
    assert secretariat_address(url, "x") == "https://notat.example/2019/#x"


@pytest.mark.parametrize(
    "url",
    ["", "notat.example", "ftp://x", "javascript:alert(1)", "https://", "https://a b", "https://a\nb",
     "https://kari:x@a.example", "https://a/#x", "https://a/?x", "https://[", "https://a/" + "x" * 3000],
)  # fmt: skip
def test_what_is_no_address_of_a_note(url: str, tmp_path: Path) -> None:
    with pytest.raises(ArkdocError):
        write_url(tmp_path, url)


def test_they_end_after_the_meeting() -> None:
    assert last_day(note()) is None
    assert is_open(note(), date.max)
    with_meeting = note(f"møtedato: {MEETING}\n")
    last = MEETING + timedelta(days=14)
    assert last_day(with_meeting) == last
    assert is_open(with_meeting, last)
    assert not is_open(with_meeting, last + timedelta(days=1))
    said = note(f"møtedato: {MEETING}\nadgang_til: 2019-02-01\n")
    assert not is_open(said, date(2019, 2, 2))
    assert last_day(note("møtedato: 9999-12-31\n")) is None


def test_when_they_take_no_text() -> None:
    def closed(given: Note, *, is_final: bool = False, today: date = MEETING) -> Closed | None:
        return takes_no_text(given, given.units[0], is_final=is_final, today=today)

    assert closed(note()) is None
    assert closed(note(unit=", låst: ja")) is Closed.LOCKED
    assert closed(note(), is_final=True) is Closed.FINAL
    assert closed(note("adgang_til: 2019-02-01\n", ", låst: ja")) is Closed.ENDED


def test_a_note_is_final_until_it_is_opened_and_again_with_the_next(tmp_path: Path) -> None:
    def final() -> bool:
        return is_final(tmp_path, read_log(tmp_path))

    folder = tmp_path / "endelig"
    assert not final()
    folder.mkdir()
    (folder / ".arkdoc-0a1b2c3d.komplett").mkdir()
    assert not final()
    (folder / "Sak 11-19.pdf").write_bytes(b"x")
    assert final()
    open_again(tmp_path, NOW)
    assert not final()
    close_again(tmp_path, NOW)
    assert final()
    open_again(tmp_path, NOW)
    (folder / "Sak 11-19 (versjon 2).pdf").write_bytes(b"x")
    assert final()
    open_again(tmp_path, NOW)
    made_final(tmp_path, NOW)  # nothing had changed, so that nothing new was written
    assert final()
    before = read_log(tmp_path)
    made_final(tmp_path, NOW)
    assert read_log(tmp_path) == before


def test_a_token_is_no_part_of_what_is_shown() -> None:
    shown = repr(Addresses(b"x" * 32))
    assert "xxx" not in shown
