"""A sample of `make crash`: builds killed while they run, and whether a fault would be noticed."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest

from tests.runs.crash import amiss, crash, finals_amiss, halves
from tests.runs.tally import Tally
from tests.support.killed_build import Builder


@pytest.mark.slow
def test_what_is_on_disk_after_a_kill_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    # Without the PDF, which takes most of the time and is published like the page.
    tally = Tally()
    crash(tally, 8, 1, Builder("docx,html"))
    assert tally.close() == 0, capsys.readouterr().out


def test_half_a_file_and_a_lost_one_are_found() -> None:
    before, after = {"a.html": b"old", "a.docx": b"old"}, {"a.html": b"new", "a.docx": b"new"}
    assert halves(before, after, {"a.html": b"new", "a.docx": b"old"}) == []
    assert halves(before, after, {"a.html": b"ne", "a.docx": b"old"}) == [
        "a.html is neither the old nor the new one (2 bytes)"
    ]
    assert halves(before, after, {"a.docx": b"old"}) == ["a.html is gone"]


def test_a_wrong_output_and_a_wrong_record_are_found() -> None:
    wanted = {"sak-11-19.docx": b"new", "sak-11-19.html": b"page"}
    right = {name: {"sha256": sha256(data).hexdigest()} for name, data in wanted.items()}

    def with_record(record: dict[str, dict[str, str]], **files: bytes) -> list[str]:
        outputs = {f"sak-11-19.{suffix}": data for suffix, data in files.items()}
        data = json.dumps({"outputs": record}).encode()
        return amiss({**outputs, "sak-11-19.json": data}, wanted)

    assert with_record(right, docx=b"new", html=b"page") == []
    assert with_record(right, docx=b"new", html=b"old") == ["sak-11-19.html is not the new one"]
    assert with_record({}, docx=b"new", html=b"page") == [
        "the record does not have the hash of sak-11-19.docx",
        "the record does not have the hash of sak-11-19.html",
    ]
    assert with_record({**right, "x.pdf": {"sha256": ""}}, docx=b"new", html=b"page") == [
        "the record names x.pdf"
    ]
    assert amiss({}, wanted) == ["the record can't be read: KeyError('sak-11-19.json')"]


def test_half_a_final_note_and_a_changed_one_are_found() -> None:
    final, newest = (
        {"../endelig/Sak.docx": b"old", "../endelig/Sak.json": b"{}"},
        {"a.docx": b"new"},
    )
    second = {"../endelig/Sak (versjon 2).docx": b"new", "../endelig/Sak (versjon 2).json": b"{}"}
    assert finals_amiss({**final, **second}, final, newest) == []
    assert finals_amiss(final, final, {}) == []
    assert finals_amiss(final, final, newest) == ["the newest final note is not the new one"]
    assert finals_amiss({**final, **second, "../endelig/Sak.docx": b"x"}, final, newest) == [
        "../endelig/Sak.docx is not as it was"
    ]
    del second["../endelig/Sak (versjon 2).json"]
    assert finals_amiss({**final, **second}, final, newest) == ["version 2 has ['docx'] alone"]
