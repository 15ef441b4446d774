"""What is edited in LibreOffice comes back; what LibreOffice does by itself is no edit.

A sixth of the edits are tried here, `make wordback` tries them all.
"""

from __future__ import annotations

import pytest

from tests.support.requirements import find_tool
from tests.support.word_edits import office
from tests.support.word_edits.judge import Case, judge
from tests.support.word_edits.notes import our_note

LEAST = 23
pytestmark = [pytest.mark.tools, pytest.mark.slow]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The note after each edit that the macro makes, in one start of the program."""
    folder = tmp_path_factory.mktemp("office")
    return office.edited(find_tool("soffice"), our_note().docx, folder)


@pytest.fixture(scope="module")
def case(files: dict[str, bytes]) -> Case:
    return Case(our_note().sources, files["resaved"])


def test_there_are_many_of_them() -> None:
    assert len(office.NAMES) > LEAST


@pytest.mark.sampled(0)
def test_saving_alone_is_no_change(case: Case, files: dict[str, bytes]) -> None:
    found = judge(case, files["resaved"])
    assert found.plan.changes == ()
    assert found.plan.comments == ()
    assert found.verdict == "exact", str(found)


@pytest.mark.parametrize("name", sorted(set(office.NAMES) - {"resaved"})[::12])
def test_an_edit(name: str, case: Case, files: dict[str, bytes]) -> None:
    found = judge(case, files[name])
    assert found.plan.changes or found.plan.comments or found.plan.not_taken
    assert found.verdict == office.EXPECTED.get(name, "exact"), str(found)
