"""What `make bench` makes of its figures."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.runs.bench_page import Sized, page, plot
from tests.runs.measure import Spent, in_turn, medians, ratios
from tests.runs.peers import BOTH, CHECK, DOCX, NOTHING, PANDOC, WEASYPRINT

SMALL = {
    DOCX: [Spent(0.5, 0.6, 50), Spent(0.7, 0.6, 52), Spent(0.6, 0.6, 51)],
    BOTH: [Spent(2.0, 2.4, 90)] * 3,
    NOTHING: [Spent(0.2, 0.2, 30)] * 3,
    CHECK: [Spent(0.3, 0.3, 40)] * 3,
    PANDOC: [Spent(0.2, 0.2, 170)] * 3,
    WEASYPRINT: [Spent(1.8, 1.9, 180)] * 3,
}
LARGE = {BOTH: [Spent(88.04, 90, 700)], CHECK: [Spent(9.0, 9.5, 300)]}
SIZES = [Sized(11, 10, SMALL, 2.5, [0.4, 0.9, 0.5]), Sized(1000, 800, LARGE)]


def test_the_page_has_the_medians_the_ratios_and_the_aims() -> None:
    lines = page(SIZES, "Linux, 2 cores", ["Pandoc 3", "mkdocs 1"], "images/x.svg").splitlines()
    assert "Measured on Linux, 2 cores, with Pandoc 3, mkdocs 1." in lines
    assert "## 11 contributions, 10 pages (3 runs)" in lines
    assert "## 1,000 contributions, 800 pages (one run)" in lines
    assert "| arkdoc, DOCX | 0.60 s | 0.60 s | 51 MiB |" in lines
    assert (
        "| DOCX and PDF, against Pandoc's DOCX and Pandoc → WeasyPrint | 0.9 | 1.00 (CPU 1.14) | – |"
        in lines
    )
    assert "| nothing changed, against DOCX and PDF | 0.2 | 0.10 (CPU 0.08) | – |" in lines
    assert "| 11 | 10 | 200 ms | 90 MiB | 2.50 s | 0.50 s |" in lines
    assert "| 1,000 | 800 | 110 ms | 700 MiB | – | – |" in lines


def test_every_command_is_in_the_plot_and_no_name_hides_another() -> None:
    root = ElementTree.fromstring(plot(SIZES))
    texts = {element.text: element for element in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {*SMALL, "11", "1,000", "contributions"} <= texts.keys()
    heights = sorted(float(texts[name].get("y", "")) for name in SMALL)
    assert all(after - before > 16 for before, after in pairwise(heights))
    assert 0 < heights[0] < heights[-1] < 460
    assert len(list(root.iter("{http://www.w3.org/2000/svg}circle"))) == len(SMALL) + len(LARGE)


def test_ratios_are_taken_round_by_round() -> None:
    ours = [Spent(1, 1, 1), Spent(10, 10, 1), Spent(2, 2, 1)]
    theirs = [Spent(1, 2, 2), Spent(10, 20, 2), Spent(1, 4, 2)]
    assert ratios(ours, theirs) == Spent(1, 0.5, 0.5)
    assert ratios(ours, theirs, theirs) == Spent(0.5, 0.25, 0.5)


@pytest.mark.skipif(not hasattr(__import__("os"), "wait4"), reason="no wait4 here")
def test_processes_are_measured_with_those_that_they_start(tmp_path: Path) -> None:
    work = "sum(range(2_000_000))"
    started = (
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{work}'], check=True)"
    )
    found = in_turn(
        {"one": [[sys.executable, "-c", started]], "none": [[sys.executable, "-c", "1/0; "]] * 2,
         "failed": [[sys.executable, "-c", "raise SystemExit(2)"]]},
        1, tmp_path, warm=False,
    )  # fmt: skip
    assert found.keys() == {"one", "none"}  # status 1 is arkdoc's for faults in a text
    spent = medians(found["one"])
    assert spent.cpu > 0.02
    assert spent.wall > 0.02
    assert spent.memory > 5
