"""`make wordback`: N Word files edited by chance, each kind of edit, LibreOffice's → what comes back.

One in five is also a text that is delivered anew after it was edited, with another word changed and the same,
and one in ten a paragraph that its unit and the prorector changed at once, in other words and in the same.

Then the redlines of a tenth as many pairs of versions: see `tests/support/redlines.py`.

Half the files are of the real note's text, where ARKDOC_NOTE_TEXT names it, the others of a note of our
own with measures. Each is judged by what is rebuilt from its plan and, where there is Pandoc, by what
that reads in both. Nothing may be lost in silence; 99 of 100 files of the real text have to come back
exactly, and 95 of those with measures.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import TypeAlias

from arkdoc.back.plan import make_plan
from tests.runs.tally import Tally, parser
from tests.support.redlines import faults_of, office_faults
from tests.support.word_edits import office
from tests.support.word_edits.all import KINDS
from tests.support.word_edits.both_sides import both_sides, fault_of
from tests.support.word_edits.deliveries import delivered_anew
from tests.support.word_edits.judge import Case, Judgement, judge
from tests.support.word_edits.notes import our_note, real_text
from tests.support.word_edits.pandoc import differences, find_pandoc, texts
from tests.support.word_edits.random_files import edited_by_chance

MANY = 1000
REAL, OURS = "the real text", "the note with measures"
LEAST = {REAL: 99, OURS: 95}
"""Of 100 files of each note, how many have to come back exactly."""
FEWER = 10
"""How many edited files there are to each pair of versions."""
BATCH = 20
"""Pairs in one start of LibreOffice."""
Pair: TypeAlias = tuple[int, bool]
"""Two changes of a text: a seed, and whether they are of the same word."""
VERDICTS = ("exact", "asked", "listed", "lost", "failed")


@dataclass(frozen=True)
class Outcome:
    """What became of one file: of which note or family it is, its edits, and its verdict."""

    group: str
    name: str
    verdict: str
    said: str = ""
    expected: str = ""

    @property
    def is_right(self) -> bool:
        return self.verdict not in ("lost", "failed") and self.expected in ("", self.verdict)


def main(arguments: Sequence[str]) -> int:
    """Edit and judge; the status is 1 when anything is wrong."""
    options = parser("edit Word files by chance, and take them in", MANY).parse_args(arguments)
    notes = [REAL, OURS] if os.environ.get("ARKDOC_NOTE_TEXT") else [OURS]
    seeds = range(options.seed, options.seed + options.number)
    jobs = [(notes[seed % len(notes)], seed) for seed in seeds]
    if find_pandoc() is None:
        print("Pandoc is not asked: it is not there.")
    with ProcessPoolExecutor(mp_context=get_context("forkserver")) as pool:
        kinds = [*pool.map(kind_outcome, KINDS, chunksize=4)]
        _table("Kinds of edit", kinds)
        chance = [*pool.map(chance_outcome, jobs, chunksize=4)]
        _table("Files edited by chance", chance)
        _tell_others(chance)
        pairs = [(seed, same) for seed in seeds[: len(seeds) // 5] for same in (False, True)]
        anew = [*pool.map(partial(pair_outcome, delivery_fault), pairs, chunksize=4)]
        _table("Delivered anew after edits", anew)
        pairs = [(seed, same) for seed in seeds[: len(seeds) // 10] for same in (False, True)]
        both = [*pool.map(partial(pair_outcome, both_sides_fault), pairs, chunksize=4)]
        _table("Changed on both sides", both)
    by_office = [*office_outcomes()]
    _table("Edits made in LibreOffice", by_office)
    tally = Tally()
    for each in (*kinds, *chance, *anew, *both, *by_office):
        if each.is_right:
            tally.done()
        else:
            tally.fail(
                f"{each.group}: {each.name}: {each.verdict}, not {each.expected or 'lost'}\n{each.said}"
            )
    for group, least in LEAST.items():
        own = [each for each in chance if each.group == group]
        exact = sum(each.verdict == "exact" for each in own)
        if exact * 100 < least * len(own):
            tally.fail(
                f"{exact} of {len(own)} files of {group} came back exactly: fewer than {least} %"
            )
    redlined = [*redline_outcomes(seeds[: -(-len(seeds) // FEWER)])]
    for pair, faults in redlined:
        if faults:
            tally.fail(f"the redline of pair {pair}: {'; '.join(faults)}")
        else:
            tally.done()
    if not shutil.which("soffice"):
        tally.skip("there is no LibreOffice", len(office.NAMES) + len(redlined))
    return tally.close()


def redline_outcomes(seeds: Sequence[int]) -> Iterator[tuple[int, list[str]]]:
    """What is wrong with the redline of each pair of versions, by us and by LibreOffice."""
    program = shutil.which("soffice")
    print(f"Redlines of {len(seeds)} pairs of versions.", flush=True)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for number in range(0, len(seeds), BATCH):
            batch = seeds[number : number + BATCH]
            theirs = office_faults(program, batch, folder / f"{number}") if program else {}
            for seed in batch:
                yield seed, [*faults_of(seed, folder / f"own-{seed}"), *theirs.get(seed, [])]


def kind_outcome(name: str) -> Outcome:
    """What becomes of an edit of this kind."""
    kind = KINDS[name]
    try:
        judgement = judge(our_note(), kind.apply(our_note().docx))
    except Exception:  # noqa: BLE001 - a fault in one file must not end the run
        return Outcome(kind.family, name, "failed", traceback.format_exc(), kind.expected)
    return Outcome(kind.family, name, judgement.verdict, str(judgement), kind.expected)


def chance_outcome(job: tuple[str, int]) -> Outcome:
    """What becomes of a file of that note, edited as the seed says."""
    note, seed = job
    name = f"seed {seed}"
    try:
        case = note_of(note)
        edited, kinds = edited_by_chance(case.docx, seed)
        name += f": {', '.join(kinds)}"
        judgement = judge(case, edited)
        said = [str(judgement), *by_pandoc(judgement, edited)]
    except Exception:  # noqa: BLE001 - as above
        return Outcome(note, name, "failed", traceback.format_exc())
    verdict = "failed" if judgement.verdict == "exact" and len(said) > 1 else judgement.verdict
    return Outcome(note, name, verdict, "\n".join(said))


def delivery_fault(pair: Pair) -> str:
    """What is wrong with a text that is delivered anew, where another word or the same was edited."""
    seed, same = pair
    found = delivered_anew(our_note(), seed, same=same)
    return fault_of(found.plan, found.path, found.merged)


def both_sides_fault(pair: Pair) -> str:
    """What is wrong with a paragraph that was changed in Word and in its contribution."""
    seed, same = pair
    case = our_note()
    sides = both_sides(case, seed, same=same)
    plan = make_plan(sides.edited, case.docx, case.sources, sides.today)
    return fault_of(plan, sides.path, sides.merged)


def pair_outcome(fault_of_pair: Callable[[Pair], str], pair: Pair) -> Outcome:
    """What becomes of two changes of a text."""
    seed, same = pair
    group = "the same word" if same else "another word"
    try:
        fault = fault_of_pair(pair)
    except Exception:  # noqa: BLE001 - as above
        return Outcome(group, f"seed {seed}", "failed", traceback.format_exc())
    return Outcome(group, f"seed {seed}", "failed" if fault else "exact", fault)


def by_pandoc(judgement: Judgement, edited: bytes) -> list[str]:
    """What Pandoc reads otherwise in a file than in what was rebuilt from it."""
    program = find_pandoc()
    if program is None:
        return []
    with tempfile.TemporaryDirectory() as folder:
        theirs = texts(program, edited, Path(folder))
        ours = texts(program, judgement.rebuilt, Path(folder))
    return [f"Pandoc: {text}" for text in differences(ours, theirs, judgement.made)]


def office_outcomes() -> Iterator[Outcome]:
    """What becomes of the edits made in LibreOffice."""
    program = shutil.which("soffice")
    if not program:
        return
    with tempfile.TemporaryDirectory() as folder:
        files = office.edited(program, our_note().docx, Path(folder))
    case = Case(our_note().sources, files["resaved"])
    for name, edited in files.items():
        try:
            judgement = judge(case, edited)
        except Exception:  # noqa: BLE001 - as above
            yield Outcome("LibreOffice", name, "failed", traceback.format_exc())
            continue
        expected = office.EXPECTED.get(name, "exact")
        yield Outcome("LibreOffice", name, judgement.verdict, str(judgement), expected)


@cache
def note_of(name: str) -> Case:
    """The note of that name, once in each process."""
    return real_text() if name == REAL else our_note()


def _tell_others(outcomes: Iterable[Outcome]) -> None:
    """Which of the files did not come back exactly, and in what they differ."""
    for each in outcomes:
        if each.verdict != "exact":
            print(f"{each.group}: {each.name}\n{each.said}", flush=True)


def _table(title: str, outcomes: Iterable[Outcome]) -> None:
    found: dict[str, Counter[str]] = {}
    for each in outcomes:
        found.setdefault(each.group, Counter())[each.verdict] += 1
    print(f"{title:28}" + "".join(f"{verdict:>8}" for verdict in VERDICTS))
    for group, counts in sorted(found.items()):
        print(f"  {group:26}" + "".join(f"{counts[verdict]:8}" for verdict in VERDICTS))
    total = sum(found.values(), Counter())
    print(f"  {'together':26}" + "".join(f"{total[v]:8}" for v in VERDICTS), flush=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
