"""`make fuzz`: N hostile inputs, led by the code they reach → those that break a property.

Atheris makes the inputs in a process of its own, which a hang or a crash may end; then another
one goes on with the rest. An input that fails is left in `.fuzz/`, and is tried again by
`python -m tests.runs.fuzz --again .fuzz/crash-…`.
"""

from __future__ import annotations

import argparse
import importlib.util
import mmap
import struct
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.runs.tally import Tally, parser
from tests.support.project import REPOSITORY

FOLDER = REPOSITORY / ".fuzz"
MANY = 100_000
LONGEST = 48
"""Fragments in an input."""
SLOWEST = 20
"""Seconds that one input may take."""
MOST_FAILURES = 10
"""Failures after which the run stops: more of them seldom say more."""


def main(arguments: Sequence[str]) -> int:
    """Try the inputs; the status is 1 when one fails."""
    options = _options(arguments)
    if options.again:
        return _again(options.again)
    if options.worker:
        return _work(options.number, options.seed, options.worker)
    tally = Tally()
    if importlib.util.find_spec("atheris") is None:
        tally.skip("Atheris is not installed; it runs on Linux only", options.number)
        tally.close()
        return 1
    FOLDER.mkdir(exist_ok=True)
    left, seed = options.number, options.seed
    while left > 0 and tally.failed < MOST_FAILURES:
        tried, failure = _round(left, seed)
        left -= max(tried, 1)
        seed += 1
        if failure:
            tally.done(max(tried - 1, 0))
            tally.fail(failure)
        else:
            tally.done(tried)
            left = 0
    tally.skip(f"the run stopped after {MOST_FAILURES} failures", left)
    return tally.close()


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    options = parser("fuzz reading, checking and assembling", MANY)
    options.add_argument("--again", type=Path, help="an input that failed: shown, and tried again")
    options.add_argument("--worker", type=Path, help="count the inputs in this file; for this run")
    return options.parse_args(arguments)


def _again(file: Path) -> int:
    from tests.support import properties

    data = file.read_bytes()
    print(properties.compose(data))
    properties.check(data)
    return 0


def _round(number: int, seed: int) -> tuple[int, str]:
    """How many inputs one process tried, and the failure that ended it, if one did."""
    before = set(FOLDER.iterdir())
    with tempfile.NamedTemporaryFile() as counter:
        counter.write(struct.pack("Q", 0))
        counter.flush()
        command = [
            sys.executable, "-m", "tests.runs.fuzz", "--worker", counter.name,
            "--number", str(number), "--seed", str(seed),
        ]  # fmt: skip
        status = subprocess.run(command, cwd=REPOSITORY, check=False).returncode
        (tried,) = struct.unpack("Q", Path(counter.name).read_bytes())
    if status == 0:
        return tried, ""
    kept = sorted(file.name for file in set(FOLDER.iterdir()) - before)
    found = " ".join(f".fuzz/{name}" for name in kept) or "no input was kept"
    return tried, f"{found} (seed {seed}, exit status {status})"


def _work(number: int, seed: int, counter: Path) -> int:
    """Fuzz in this process. Atheris ends it: with 0, or on the first failure with another status."""
    import atheris

    with atheris.instrument_imports(include=["arkdoc.read"]):
        from tests.support import properties

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
        "max_len": LONGEST,
        "len_control": 20,
        "timeout": SLOWEST,
        "rss_limit_mb": 2048,
        "artifact_prefix": f"{FOLDER}/",
    }
    atheris.Setup([sys.argv[0], *(f"-{k}={v}" for k, v in settings.items())], check)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
