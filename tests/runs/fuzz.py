"""`make fuzz N=1000000`: as many inputs as asked for, led by what code they reach.

The last line is the figure. An input that fails is left in `.fuzz/`, and is tried again by
`python -m tests.runs.fuzz --again .fuzz/crash-…`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["arkdoc.read"]):
    from tests.support.project import properties

FOLDER = properties.REPOSITORY / ".fuzz"
LONGEST = 48  # fragments in an input
SLOWEST = 20  # seconds that one may take


def main() -> None:
    """Fuzz until something is found, or the inputs are used up."""
    parser = argparse.ArgumentParser(description="fuzz reading, checking and assembling")
    parser.add_argument("runs", type=int, nargs="?", default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", type=Path, help="an input that failed: shown, and tried again")
    options = parser.parse_args()
    if options.again:
        data = options.again.read_bytes()
        print(properties.compose(data))
        properties.check(data)
        return
    FOLDER.mkdir(exist_ok=True)
    settings = {
        "runs": options.runs,
        "seed": options.seed,
        "max_len": LONGEST,
        "len_control": 20,
        "timeout": SLOWEST,
        "rss_limit_mb": 2048,
        "artifact_prefix": f"{FOLDER}/",
    }
    atheris.Setup([sys.argv[0], *(f"-{k}={v}" for k, v in settings.items())], properties.check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
