"""How the long runs count: every thing once, the reasons above the closing line, the status."""

from __future__ import annotations

import pytest

from tests.runs.tally import SHOWN, Tally, parser

Captured = pytest.CaptureFixture[str]


def test_a_run_without_a_failure(capsys: Captured) -> None:
    tally = Tally()
    tally.done()
    tally.done(2)
    assert tally.close() == 0
    assert capsys.readouterr().out == "3 done, 0 failed, 0 skipped\n"


def test_what_was_skipped_is_said_above_the_closing_line(capsys: Captured) -> None:
    tally = Tally()
    tally.skip("no verapdf", 2)
    tally.skip("no java")
    tally.skip("no verapdf")
    tally.skip("nothing", 0)
    assert tally.close() == 0
    assert capsys.readouterr().out.splitlines() == [
        "skipped 3: no verapdf",
        "skipped 1: no java",
        "0 done, 0 failed, 4 skipped",
    ]


def test_failures_are_printed_up_to_a_bound_and_all_counted(capsys: Captured) -> None:
    tally = Tally()
    for number in range(SHOWN + 3):
        tally.fail(f"case {number}")
    assert tally.close() == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "failed: case 0"
    assert len(lines) == SHOWN + 2
    assert lines[-1] == f"0 done, {SHOWN + 3} failed, 0 skipped"


def test_the_options_of_a_run() -> None:
    options = parser("a run", 200).parse_args([])
    assert (options.number, options.seed) == (200, 1)
    options = parser("a run", 200).parse_args(["--number", "7", "--seed", "3"])
    assert (options.number, options.seed) == (7, 3)
    with pytest.raises(SystemExit):
        parser("a run", 200).parse_args(["--number", "-1"])
