"""Our `dataclass` makes what the standard library's does."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import KW_ONLY, FrozenInstanceError, field, replace
from typing import Any

import pytest

from arkdoc.model.dataclass import dataclass

Decorator = Callable[..., Any]


def made(decorator: Decorator, **options: bool) -> Any:
    """The same class by either decorator."""

    @decorator(**options)
    class Thing:
        """What it is."""

        name: str
        size: int = 3
        parts: list[int] = field(default_factory=list)
        place: str = field(default="here", compare=False, repr=False)
        length: int = field(default=0, init=False)
        seen: list[str] = field(default_factory=list, init=False, compare=False)
        _: KW_ONLY
        colour: str = "red"

        def __post_init__(self) -> None:
            object.__setattr__(self, "length", len(self.name))

    return Thing


@dataclass(frozen=True, slots=True)
class Kept:
    name: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class KeptToo(Kept):
    more: str = ""


@pytest.mark.parametrize("slots", [False, True])
@pytest.mark.parametrize("frozen", [False, True])
def test_it_is_as_the_standard_one(*, frozen: bool, slots: bool) -> None:
    ours, theirs = (
        made(decorator, frozen=frozen, slots=slots)
        for decorator in (dataclass, dataclasses.dataclass)
    )
    first, second = (
        [
            thing("a"),
            thing("a", 3, [], "there"),
            thing("bc", parts=[1], colour="blue"),
            replace(thing("d"), size=9),
        ]
        for thing in (ours, theirs)
    )
    assert list(map(repr, first)) == list(map(repr, second))
    assert [one == other for one in first for other in first] == [
        one == other for one in second for other in second
    ]
    assert first[0] != second[0]
    assert first[0].parts is not first[1].seen
    assert ours.__doc__ == "What it is."
    assert hasattr(first[0], "__dict__") is not slots
    with pytest.raises(TypeError):
        ours("a", 1, [], "", "blue")
    with pytest.raises(TypeError):
        ours()
    if frozen:
        with pytest.raises(FrozenInstanceError):
            first[0].name = "b"
        with pytest.raises(FrozenInstanceError):
            del first[0].name
    else:
        first[0].name = "b"
        assert ours.__hash__ is None


def test_what_is_frozen_has_a_hash_a_copy_and_a_pickle() -> None:
    one, same, other = KeptToo("a", 1, "x"), KeptToo("a", 1, "x"), KeptToo("a", 2, "x")
    assert len({one, same, other}) == 2
    assert one != Kept("a", 1)
    for again in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
        assert again == one
    match one:
        case KeptToo(name, size, more):
            assert (name, size, more) == ("a", 1, "x")


def test_what_is_not_equal_by_value_is_equal_to_itself() -> None:
    thing = made(dataclass, slots=True, eq=False)
    one = thing("a")
    assert len({one, thing("a"), one}) == 2


def test_what_a_class_defines_itself_is_left() -> None:
    @dataclass(frozen=True, slots=True)
    class Secret:
        word: str

        def __repr__(self) -> str:
            return "…"

    assert repr(Secret("x")) == "…"
