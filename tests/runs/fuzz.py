"""`make fuzz`: N hostile inputs, led by the code they reach → those that break a property.

A tenth of them are Word files, the others texts. Atheris makes the inputs in a process of its own,
which a hang or a crash may end; then another one goes on with the rest. An input that fails is left
in `.fuzz/`, by a name that begins with its kind, and is tried again by
`python -m tests.runs.fuzz --again .fuzz/word-crash-…`, which leaves the Word file beside it.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import mmap
import struct
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.runs.tally import Tally, parser
from tests.support.project import REPOSITORY

FOLDER = REPOSITORY / ".fuzz"
MANY = 100_000
WORD_FILES = 10
"""One of so many inputs is a Word file."""
SLOWEST = 20
"""Seconds that one input may take."""
MOST_FAILURES = 10
"""Failures after which the run stops: more of them seldom say more."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of inputs: the module whose `check` tries one, and the packages whose code leads.

    `longest` is how many bytes an input has at most, `slowness` how slowly they get there
    (libFuzzer's len_control); `prefix` begins the name of one that fails.
    """

    properties: str
    led_by: tuple[str, ...]
    longest: int
    slowness: int
    prefix: str


KINDS = {
    "text": Kind("tests.support.properties", ("arkdoc.read",), 48, 20, "text-"),
    "word": Kind(
        "tests.support.word_properties", ("arkdoc.read.word", "arkdoc.ooxml"), 64, 0, "word-"
    ),
}


def main(arguments: Sequence[str]) -> int:
    """Try the inputs; the status is 1 when one fails."""
    options = _options(arguments)
    if options.again:
        return _again(options.again)
    if options.worker:
        return _work(KINDS[options.kind], options.number, options.seed, options.worker)
    tally = Tally()
    if importlib.util.find_spec("atheris") is None:
        tally.skip("Atheris is not installed; it runs on Linux only", options.number)
        tally.close()
        return 1
    FOLDER.mkdir(exist_ok=True)
    word_files = options.number // WORD_FILES
    _try(tally, "word", word_files, options.seed)
    _try(tally, "text", options.number - word_files, options.seed)
    return tally.close()


def _try(tally: Tally, kind: str, number: int, seed: int) -> None:
    """Count what comes of so many inputs of a kind."""
    most = tally.failed + MOST_FAILURES
    left = number
    while left > 0 and tally.failed < most:
        tried, failure = _round(kind, left, seed)
        left -= max(tried, 1)
        seed += 1
        if failure:
            tally.done(max(tried - 1, 0))
            tally.fail(failure)
        else:
            tally.done(tried)
            left = 0
    tally.skip(f"the run stopped after {MOST_FAILURES} failures of this kind: {kind}", left)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    options = parser(
        f"fuzz reading, checking and assembling; one in {WORD_FILES} is a Word file", MANY
    )
    options.add_argument("--again", type=Path, help="an input that failed: shown, and tried again")
    options.add_argument("--worker", type=Path, help="count the inputs in this file; for this run")
    options.add_argument("--kind", choices=KINDS, default="text", help="of the worker's inputs")
    return options.parse_args(arguments)


def _again(file: Path) -> int:
    data = file.read_bytes()
    if file.name.startswith("word-"):
        from tests.support import word_fuzz, word_properties

        composed = word_fuzz.compose(data)
        print(*composed.steps, sep="\n")
        file.with_suffix(".docx").write_bytes(composed.data)
        word_properties.check(data)
    else:
        from tests.support import properties

        print(properties.compose(data))
        properties.check(data)
    return 0


def _round(kind: str, number: int, seed: int) -> tuple[int, str]:
    """How many inputs one process tried, and the failure that ended it, if one did."""
    before = set(FOLDER.iterdir())
    with tempfile.NamedTemporaryFile() as counter:
        counter.write(struct.pack("Q", 0))
        counter.flush()
        command = [
            sys.executable, "-m", "tests.runs.fuzz", "--worker", counter.name, "--kind", kind,
            "--number", str(number), "--seed", str(seed),
        ]  # fmt: skip
        status = subprocess.run(command, cwd=REPOSITORY, check=False).returncode
        (tried,) = struct.unpack("Q", Path(counter.name).read_bytes())
    if status == 0:
        return tried, ""
    kept = sorted(file.name for file in set(FOLDER.iterdir()) - before)
    found = " ".join(f".fuzz/{name}" for name in kept) or "no input was kept"
    return tried, f"{found} (seed {seed}, exit status {status})"


def _work(kind: Kind, number: int, seed: int, counter: Path) -> int:
    """Fuzz in this process. Atheris ends it: with 0, or on the first failure with another status."""
    import atheris

    # A module that is imported late is no file that was written while nothing may be opened.
    sys.dont_write_bytecode = True
    with atheris.instrument_imports(include=[*kind.led_by]):
        properties = importlib.import_module(kind.properties)

    with counter.open("r+b") as file:
        shared = mmap.mmap(file.fileno(), 8)
    tried = 0

    def check(data: bytes) -> None:
        nonlocal tried
        tried += 1
        struct.pack_into("Q", shared, 0, tried)
        properties.check(data)

    settings = {
        "runs": number,
        "seed": seed,
        "max_len": kind.longest,
        "len_control": kind.slowness,
        "timeout": SLOWEST,
        "rss_limit_mb": 2048,
        "artifact_prefix": f"{FOLDER}/{kind.prefix}",
    }
    atheris.Setup([sys.argv[0], *(f"-{k}={v}" for k, v in settings.items())], check)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
