"""`make bench`, Word in: arkdoc, Pandoc, mammoth and markitdown on the Word files of the corpus.

ARKDOC_CORPUS names the corpus; words.py in it says what is in each file. It prints a table in
Markdown, and how long reading takes beside mammoth on the same bytes. Nothing here passes or fails.
"""

from __future__ import annotations

import os
import re
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tests.support.project import REPOSITORY, squeezed
from tests.support.word_oracle import Truth, readable, truth, word_files
from tests.support.word_peers import PEERS, Seen

ROUNDS = 5
PATIENCE = 60
"""Seconds that a hostile file may take before the program is ended."""
CPU, MEMORY = 2.0, 300
"""Seconds of user CPU and MB that a hostile file may cost, a whole process."""
_NEEDED = {
    "arkdoc": "arkdoc",
    "Pandoc": "pypandoc",
    "mammoth": "mammoth",
    "markitdown": "markitdown",
}

Row = tuple[str, Callable[[Truth, Seen], int], Callable[[Truth], int]]


def main(arguments: list[str]) -> None:
    if arguments:
        try:
            PEERS[arguments[0]](Path(arguments[1]))
        finally:
            print(_most_memory())
        return
    folder = os.environ.get("ARKDOC_CORPUS")
    if not folder:
        print("\nWord in: ARKDOC_CORPUS names no corpus")
        return
    corpus = Path(folder)
    peers = [name for name in PEERS if find_spec(_NEEDED[name])]
    print(f"\nWord in: {len(word_files(corpus, 'public', 'made'))} files\n")
    print(f"| | of | {' | '.join(peers)} |\n|---|--:|{'--:|' * len(peers)}")
    for line in (*content(corpus, peers), *hostile(corpus, peers)):
        print(line)
    if "mammoth" in peers:
        speed(corpus)


# --- what is found ---------------------------------------------------------------------------


def content(corpus: Path, peers: Iterable[str]) -> Iterable[str]:
    """A line of the table for each thing to find."""
    files = readable(corpus)
    found = {name: {file: _tried(name, file) for file in files} for name in peers}
    for title, count, of in ROWS:
        cells = [
            sum(count(truth(file), seen[file] or Seen()) for file in files)
            for seen in found.values()
        ]
        yield line(title, sum(of(truth(file)) for file in files), cells)
    crashed = [sum(1 for each in seen.values() if each is None) for seen in found.values()]
    yield line("files that it ends at without a word of them", len(files), crashed)


def _tried(name: str, file: Path) -> Seen | None:
    try:
        return PEERS[name](file)
    except Exception:  # noqa: BLE001 - whatever a program has for faults
        return None


def lost(*kinds: str) -> Callable[[Truth, Seen], int]:
    """How many words of these kinds are neither printed nor told."""

    def count(true: Truth, found: Seen) -> int:
        wanted = sum((true.words.get(kind, Counter()) for kind in _TEXT), Counter())
        gone = wanted - (found.words + found.told + found.taken)
        return (gone & sum((true.words.get(kind, Counter()) for kind in kinds), Counter())).total()

    return count


_TEXT = ("body", "txbx", "footnotes", "endnotes")


def equation_words(true: Truth, found: Seen) -> int:
    """Signs of equations lost: those of which no part is printed."""
    there = "".join(found.words)
    return sum(n for word, n in true.words.get("math", {}).items() if word not in there)


def deleted(true: Truth, found: Seen) -> int:
    """Deleted words that are printed though nothing that stays has them."""
    return ((found.words - true.printed) & true.deleted).total()


def of_comments(true: Truth, found: Seen) -> int:
    """Words of comments that are printed though nothing else has them."""
    return ((found.words - true.printed) & true.words.get("comments", Counter())).total()


def headings(true: Truth, found: Seen) -> int:
    """Headings found in their order at the right level, counted from the file's own."""
    left = [(level, squeezed(text)) for level, text in found.headings]
    pairs = []
    for level, text in true.headings:
        place = next((n for n, (_, t) in enumerate(left) if _same(t, squeezed(text))), None)
        if place is not None:
            pairs.append(left[place][0] - level)
            del left[: place + 1]
    return max(Counter(pairs).values(), default=0)


def _same(found: str, wanted: str) -> bool:
    """Whether they are one heading, but for a number before it."""
    return found == wanted or (found.endswith(wanted) and found[: -len(wanted)].isdigit())


def items(true: Truth, found: Seen) -> int:
    """List items that are list items."""
    texts = Counter(text for _, text in true.items)
    return (texts & Counter(text for _, text in found.items)).total()


def numbers(true: Truth, found: Seen) -> int:
    """List items that have the number that Word shows; a bullet has none."""
    return (Counter(i for i in true.items if i[0]) & Counter(found.items)).total()


def alternatives(true: Truth, found: Seen) -> int:
    return (Counter(map(squeezed, true.alts)) & Counter(map(squeezed, found.alts))).total()


def comments(true: Truth, found: Seen) -> int:
    return min(true.comments, found.comments)


def merged(true: Truth, found: Seen) -> int:
    return min(true.merged, found.spans)


def total(*kinds: str) -> Callable[[Truth], int]:
    return lambda true: sum(true.words.get(kind, Counter()).total() for kind in kinds)


ROWS: list[Row] = [
    ("words of the text lost without a word", lost("body"), total("body")),
    ("… in text boxes", lost("txbx"), total("txbx")),
    (
        "… in footnotes and endnotes",
        lost("footnotes", "endnotes"),
        total("footnotes", "endnotes"),
    ),
    ("… in equations", equation_words, total("math")),
    ("deleted words that are printed", deleted, lambda true: true.deleted.total()),
    ("words of comments that are printed", of_comments, total("comments")),
    ("comments told of", comments, lambda true: true.comments),
    ("headings at the right level", headings, lambda true: len(true.headings)),
    ("list items", items, lambda true: len(true.items)),
    (
        "… with the right number, of those that have one",
        numbers,
        lambda true: sum(1 for number, _ in true.items if number),
    ),
    ("text alternatives", alternatives, lambda true: len(true.alts)),
    ("tables with merged cells kept or told of", merged, lambda true: true.merged),
]


def line(title: str, of: int, cells: Iterable[object]) -> str:
    return f"| {title} | {of:,} | {' | '.join(str(cell) for cell in cells)} |"


# --- hostile files ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Cost:
    """What a process took: whether it ended by itself, user CPU in seconds, MB at most."""

    ended: bool
    crashed: bool
    seconds: float
    megabytes: float

    @property
    def fits(self) -> bool:
        """Whether it is within the bounds, and no crash."""
        return self.ended and not self.crashed and self.seconds <= CPU and self.megabytes <= MEMORY


def hostile(corpus: Path, peers: Iterable[str]) -> Iterable[str]:
    """Lines of the table for the hostile files, each read by a process of its own."""
    files = word_files(corpus, "hostile")
    costs = {name: [cost(name, file) for file in files] for name in peers}
    fit = [sum(each.fits for each in found) for found in costs.values()]
    yield line(f"hostile files: within {CPU:.0f} s and {MEMORY} MB, no crash", len(files), fit)
    slowest = [max(found, key=lambda each: each.seconds) for found in costs.values()]
    cells = [f"{each.seconds:.1f} s" + ("" if each.ended else ", ended") for each in slowest]
    yield line("… the slowest, with the program's start", len(files), cells)
    largest = [max(each.megabytes for each in found) for found in costs.values()]
    yield line("… the largest, MB", len(files), [f"{each:.0f}" for each in largest])


def _most_memory() -> float:
    """MB that this process or one of its own took at most.

    `ru_maxrss` of a process begins with what the one that started it had (Linux); VmHWM does not.
    """
    status = Path("/proc/self/status").read_text("ascii")
    own = int(re.search(r"VmHWM:\s+(\d+) kB", status)[1])  # type: ignore[index]
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def cost(name: str, file: Path) -> Cost:
    """What a process takes that reads one file."""
    command = [sys.executable, "-m", "tests.runs.compare_word", name, file]
    with subprocess.Popen(
        command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        ended = True
        started = time.monotonic()
        while True:
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() - started > PATIENCE and ended:
                process.kill()
                ended = False
            time.sleep(0.02)
        process.returncode = os.waitstatus_to_exitcode(status)
        printed, said = process.communicate()
    megabytes = float(printed) if printed else used.ru_maxrss / 1024  # it was killed
    return Cost(ended, _is_crash(process.returncode, said), used.ru_utime, megabytes)


def _is_crash(code: int, said: str) -> bool:
    """Whether a program ended by a fault of its own; a file that it refuses is none."""
    return code < 0 or bool(
        re.search(r"RecursionError|MemoryError|stack overflow|IndexError", said)
    )


# --- time ------------------------------------------------------------------------------------


def speed(corpus: Path) -> None:
    """Print how long arkdoc takes to read the files, and its ratio to mammoth, file by file."""
    files = [file for file in readable(corpus) if _tried("mammoth", file) is not None]
    ratios = []
    for _ in range(ROUNDS):
        ours, theirs = 0.0, 0.0
        for file in files:
            ours += _timed("arkdoc", file)
            theirs += _timed("mammoth", file)
        ratios.append(ours / theirs)
    print(
        f"\nReading {len(files)} files takes arkdoc {ours:.2f} s, mammoth {theirs:.2f} s: "
        f"{statistics.median(ratios):.2f} × mammoth (median of {ROUNDS}, file by file in turn)"
    )


def _timed(name: str, file: Path) -> float:
    """Seconds of CPU for reading alone, as each program is called."""
    data = file.read_bytes()
    started = time.process_time()
    if name == "arkdoc":
        from arkdoc.read.contribution import read_contribution

        read_contribution(f"contributions/{file.name}", data)
    else:
        import io

        import mammoth

        mammoth.convert_to_html(io.BytesIO(data))
    return time.process_time() - started


if __name__ == "__main__":
    main(sys.argv[1:])
