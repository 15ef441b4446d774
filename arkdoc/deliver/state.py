"""What lies in `.arkdoc/` of a root: one table of names (sharing.md, 7).

The folder is beside `contributions/`, for its owner alone (0700), and git ignores it; `make clean`
leaves it alone. It is backed up with the contributions. `pipeline/private_files.py` reads and
writes in it, `pipeline/exchange.py` moves files there in one step with what takes their place.
"""

from __future__ import annotations

from typing import NamedTuple

from arkdoc.pipeline.bases import BASES
from arkdoc.pipeline.exchange import WAITING
from arkdoc.pipeline.kept_files import FORMER
from arkdoc.pipeline.kept_files import LOG as CHANGES
from arkdoc.pipeline.private_files import CLOSED, LOCK, UNDER_WAY
from arkdoc.pipeline.unit_questions import QUESTIONS
from arkdoc.pipeline.word_returns import FETCHED, REMARKS, RETURNS

SECRET = "secret"
"""What the addresses' tokens are made with, and their counters."""

SERVER = "server.json"
"""Where the note is served, for those who write its addresses into an e-mail."""

DELIVERIES = "leveringer.jsonl"
"""Who has delivered what, and when: a line for each event."""


class KeptThing(NamedTuple):
    """A file or folder of `.arkdoc/`. `forgotten`: `arkdoc forget` takes it away.

    `ends`: it goes when the case is closed.
    """

    name: str
    is_folder: bool = False
    forgotten: bool = False
    ends: bool = False


KEPT = (
    KeptThing(".gitignore"),
    KeptThing(LOCK),
    KeptThing(SECRET),
    KeptThing(SERVER),
    KeptThing(DELIVERIES, ends=True),
    KeptThing(CHANGES, ends=True),
    KeptThing(CLOSED),
    KeptThing(RETURNS, ends=True),
    KeptThing(REMARKS, ends=True),
    KeptThing(QUESTIONS, ends=True),
    KeptThing(FETCHED, is_folder=True, forgotten=True, ends=True),
    KeptThing(UNDER_WAY, is_folder=True),
    KeptThing(WAITING, is_folder=True, ends=True),
    KeptThing(BASES, is_folder=True, forgotten=True, ends=True),
    KeptThing(FORMER, is_folder=True, forgotten=True, ends=True),
)
"""All that arkdoc keeps; `docs/personvern.md` says of each what it is, whose, and until when."""
