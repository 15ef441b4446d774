"""The changes that `make mutants` makes, and the tests that it runs for each."""

from __future__ import annotations

import pytest

from tests.runs.mutants import mutants, own_tests
from tests.support.mutations import is_valid, mutations
from tests.support.project import REPOSITORY


def changed(source: str) -> set[str]:
    return {m.applied(source.encode()).decode() for m in mutations(source.encode())}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = a < b", {"x = (a <= b)"}),
        ("x = a in b", {"x = (a not in b)"}),
        ("x = a and b", {"x = (a or b)"}),
        ("x = a + b", {"x = (a - b)"}),
        ("x = 12", {"x = (13)", "x = (11)"}),
        ("x = True", {"x = (False)"}),
        ("x = 'å', 7.5", {"x = (''), 7.5"}),
        ("if a:\n    b()", {"if (not a):\n    b()", "if a:\n    pass"}),
        ("if not a:\n    b = c", {"if (a):\n    b = c"}),
        ("x = [a for a in b if c]", {"x = [a for a in b if (not c)]"}),
        ("x += y", {"pass"}),
    ],
)
def test_changes(source: str, expected: set[str]) -> None:
    assert changed(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        '"""What a module is."""',
        'def f(a: int, b: "list[str]") -> None:\n    """What it does."""\n    return a',
        "x = N_('a message')",
        "x = 'a message'",
        "x = f'{a + 1}'",
        "x = zip(a, b, strict=True)",
        "assert_never(x)",
        "if TYPE_CHECKING:\n    import x",
        "@dataclass(frozen=True)\nclass A:\n    x: int",
    ],
)
def test_what_is_left_as_it_is(source: str) -> None:
    assert changed(source) == set()


def test_places_are_counted_in_bytes() -> None:
    assert changed("x = 'æøå' + y") == {"x = ('æøå' - y)", "x = ('æø') + y"}


def test_a_change_may_not_compile() -> None:
    assert not is_valid(b"x = (")
    assert is_valid(b"x = ()")


def test_the_seed_picks_the_changes() -> None:
    first, again, other = (
        [str(mutant) for mutant in mutants(5, seed, "arkdoc/model")] for seed in (1, 1, 2)
    )
    assert len(first) == 5
    assert first == again
    assert first != other


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("arkdoc/cli.py", ("tests/test_cli.py",)),
        ("arkdoc/pipeline/publish.py", ("tests/pipeline/test_publish.py",)),
        ("arkdoc/assemble/ordering.py", ("tests/assemble",)),
        ("arkdoc/write/docx/template/read.py", ("tests/write/docx/test_template.py",)),
        ("arkdoc/model/tree.py", ("tests/model", "tests/assemble", "tests/read")),
    ],
)
def test_tests_of_a_module(path: str, expected: tuple[str, ...]) -> None:
    assert own_tests(path) == expected
    assert (REPOSITORY / path).is_file()
