"""`dataclass` as the standard library's, with methods that take a quarter of the time to make.

The standard one writes and compiles a text for each of six methods of each class; of the
classes that a command imports that was a fifth of its time. Here only `__init__` is compiled, as it
is called most; the others are the same functions for all classes. Fields, slots and `replace` are
the standard library's own, and type checkers see its `dataclass`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

Method = Callable[..., Any]
_MADE = object()
"""The default of a parameter for which a field's factory makes the value."""


def _quick(
    *, frozen: bool = False, slots: bool = False, eq: bool = True, order: bool = False
) -> Callable[[type], type]:
    """A decorator as `dataclasses.dataclass`."""

    if order:
        return dataclasses.dataclass(frozen=frozen, slots=slots, order=True)

    def decorate(given: type) -> type:
        given.__doc__ = given.__doc__ or ""  # else it would be made of the signature
        plain = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)
        made: type = plain(given)
        methods: dict[str, Method] = {"__init__": _init(made, frozen=frozen), "__repr__": _repr}
        if eq:
            methods |= _by_value(made, frozen=frozen)
        if frozen:
            methods |= {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}
            if slots:  # pickle and copy would set them one by one
                methods |= {"__getstate__": _state, "__setstate__": _set_state}
        for name, method in methods.items():
            if name not in given.__dict__:
                setattr(made, name, method)
        if eq and not frozen:
            made.__hash__ = None  # type: ignore[assignment]
        return made

    return decorate


def _init(made: type, *, frozen: bool) -> Method:
    """The function that sets the fields, each by its parameter, its default or its factory."""
    names: dict[str, object] = {"made": _MADE, "set": object.__setattr__}
    ordered, named, body = ["self"], list[str](), list[str]()
    for field in fields(made):
        value = field.name
        if field.init:
            (named if field.kw_only else ordered).append(_parameter(field, names))
            if field.default_factory is not MISSING:
                value = f"{value}_factory() if {value} is made else {value}"
        elif field.default_factory is not MISSING:
            names[f"{value}_factory"] = field.default_factory
            value = f"{value}_factory()"
        elif field.default is not MISSING:
            names[f"{value}_default"] = field.default
            value = f"{value}_default"
        else:
            continue
        body.append(f"set(self,{field.name!r},{value})" if frozen else f"self.{field.name}={value}")
    if hasattr(made, "__post_init__"):
        body.append("self.__post_init__()")
    parameters = ",".join([*ordered, *(["*", *named] if named else [])])
    exec(f"def __init__({parameters}):\n " + "\n ".join(body or ["pass"]), names)
    init: Method = names["__init__"]  # type: ignore[assignment]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    return init


def _parameter(field: Field[Any], names: dict[str, object]) -> str:
    """The parameter for a field; its default goes into `names`, among which it is looked up."""
    if field.default_factory is not MISSING:
        names[f"{field.name}_factory"] = field.default_factory
        return f"{field.name}=made"
    if field.default is not MISSING:
        names[f"{field.name}_default"] = field.default
        return f"{field.name}={field.name}_default"
    return field.name


def _by_value(made: type, *, frozen: bool) -> dict[str, Method]:
    """Equality by the fields that are compared, and a hash where they stay the same."""
    compared = [field.name for field in fields(made) if field.compare]
    # Two names at least: of one, attrgetter would give no tuple.
    key: Callable[[object], tuple[Any, ...]]
    key = attrgetter(*compared, compared[-1]) if compared else lambda _: ()

    def equal(self: object, other: object) -> bool:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    methods: dict[str, Method] = {"__eq__": equal}
    if frozen:
        methods["__hash__"] = lambda self: hash(key(self))
    return methods


def _repr(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in fields(self) if field.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse_to_set(self: object, name: str, _: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for field, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    dataclass = _quick
