"""Compounds with the places where their parts meet, from `tests/fixtures/joints.txt`."""

from pathlib import Path

_FILE = Path(__file__).parent.parent / "fixtures" / "joints.txt"


def compounds() -> dict[str, frozenset[int]]:
    """A compound → the offsets of its joints."""
    found = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        for marked in line.split() if not line.startswith("#") else ():
            parts = marked.split("|")
            ends = [sum(map(len, parts[:at])) for at in range(1, len(parts))]
            found["".join(parts)] = frozenset(ends)
    return found
