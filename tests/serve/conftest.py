"""What the tests of the server share: a note that is served, once for each module."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.support.project import Project
from tests.support.server import Serving, files_of

NOTE = """\
---
saksnr: 11/19
tittel: Status
fra: Prorektor
dato: 2019-02-27
enheter:
  - {id: ub, navn: Biblioteket}
  - {id: hf, navn: Humaniora}
  - {id: økonomi, navn: Økonomi}
---
Innledning.

[[bidrag]]
"""


class Case:
    """A note in a folder, written there if it has none, and what serves it."""

    def __init__(self, root: Path, *, fields: str = "", options: Sequence[str] = ()) -> None:
        self.root = root
        is_written = (root / "contributions").exists()
        self.project = Project(root) if is_written else self.write(root, fields)
        self.server = Serving(root, *options)

    @staticmethod
    def write(root: Path, fields: str = "") -> Project:
        """Write the note, with `fields` besides its own, and the text of one unit."""
        project = Project(root)
        project.note(NOTE.replace("saksnr", f"{fields}\nsaksnr", 1))
        project.contribution("hf", "Humaniora har fulgt opp.\n")
        return project

    @contextlib.contextmanager
    def unchanged(self) -> Iterator[None]:
        """Nothing in the folder is changed meanwhile, and nothing is told on standard error."""
        before, errors = files_of(self.root), list(self.server.errors)
        yield
        assert files_of(self.root) == before
        assert self.server.errors == errors


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    case = Case(tmp_path_factory.mktemp("case") / "notat")
    yield case
    case.server.stop()
    assert case.server.errors == []
