"""A build that remembers is the build that forgets."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arkdoc.model.cache import ById, Cache
from arkdoc.model.document import ContentsEntry
from arkdoc.model.note import Contribution
from arkdoc.pipeline import analyse as analysing
from arkdoc.pipeline.build import analyse, build
from arkdoc.pipeline.load import load
from arkdoc.style.theme import builtin_styles
from tests.support.project import Project, png

UNITS = {"a": "En", "b": "To", "c": "Tre"}
TEXTS = [
    "",
    "# En\n\nTekst[^1] om RUKS.\n\n[^1]: Note med ![bilde](x.png).\n",
    "\n\n# En\n\n**Bold**\n\nRutiner for uønskede stoffer (RUKS): 7 ansatte.\n",
    "Vi har ikke hatt noen møter om hva som skulle gjøres, og 20 % av de ansatte er slitne.\n",
    "Tabell: T\n\n| a |\n|---|\n| 1 |\n\n[[tiltak]]\n",
    "![x](x.png)\n\n![](y.png)\n\n![dekorasjon](../contributions/x.png)\n",
    "[a](b.md#en) og [b](a.md) Klikk [her](https://example.org).\n",
    "RUKS og BHT.\n\nBedriftshelsetjenesten er ny.\n",
    "<!-- arkdoc: tillat ARK431 -->\n\nRUKS. Klikk her.\n\n::: liggende\n![x](y.png)\n:::\n",
]
FIELDS = ["", "dato: 2019-03-02\n", "språk: en\n", "status: utkast\n", "tillat: [ARK404]\n",
          "tiltak:\n  - {navn: Kurs, status: pågår}\n"]  # fmt: skip
OF_NOTE = ["", "bidragsfrist: 2019-03-01\n", "språk: nn\n", "typografi: nei\n", "vedlegg: [En]\n",
           "innholdsfortegnelse: ja\n", "personvern: {minstegruppe: 3}\n",
           "forkortelser: {RUKS: rutiner}\n", "tillat: [{regel: ARK404, enhet: b}]\n"]  # fmt: skip
PICTURES = [png(), png("300 × 200"), png("2000 × 900"), b"no picture", None]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0"/></svg>'


def _contribution(unit: str, fields: str, text: str) -> bytes:
    return f"---\nenhet: {unit}\n{fields}---\n{text}".encode()


def _note(order: list[str], of_note: str, staff: str, text: str) -> bytes:
    tree = "".join(f"  - {{id: {id_}, navn: {UNITS[id_]}{staff}}}\n" for id_ in order)
    head = "---\nsaksnr: 11/19\ntittel: Status\nfra: Prorektor\ndato: 2019-02-27\n"
    head += "forrige: contributions/forrige.json\n"
    places = "\n\n".join(("[[endringer]]", "[[tiltaksoversikt]]", "[[bidrag]]"))
    return f"{head}{of_note}enheter:\n{tree}---\n{text}\n\n{places}\n".encode()


def _record(unit: str, status: str) -> bytes:
    """The record of the note before, in which a unit had a measure that it has or had."""
    measures = [{"navn": name, "status": status} for name in ("Kurs", "Lunsj")]
    return json.dumps({"units": [{"unit": unit, "measures": measures}]}).encode()


def _tokens(width: int) -> bytes:
    tokens = (builtin_styles() / "tokens.toml").read_text("utf-8")
    changed = re.sub(r"(?m)^width = 210", f"width = {width}", tokens)
    assert (changed != tokens) is (width != 210)
    return changed.encode()


SAVES = st.one_of(
    st.tuples(
        st.sampled_from([f"contributions/{name}.md" for name in ("a", "b", "ub/c", "a (kopi)")]),
        st.builds(
            _contribution,
            st.sampled_from([*UNITS, "ukjent"]),
            st.sampled_from(FIELDS),
            st.sampled_from(TEXTS),
        )
        | st.none(),
    ),
    st.tuples(
        st.sampled_from(["contributions/x.png", "contributions/y.png", "contributions/ub/x.png"]),
        st.sampled_from([*PICTURES, SVG]),
    ),
    st.tuples(
        st.just("contributions/notat.md"),
        st.builds(
            _note,
            st.permutations(list(UNITS)),
            st.sampled_from(OF_NOTE),
            st.sampled_from(["", ", ansatte: 5", " og RUKS"]),
            st.sampled_from(TEXTS),
        ),
    ),
    st.tuples(
        st.just("contributions/forrige.json"),
        st.builds(_record, st.sampled_from([*UNITS, "ukjent"]), st.sampled_from(["pågår", "x"]))
        | st.sampled_from([b"{}", None]),
    ),
    st.tuples(st.just("styles/tokens.toml"), st.sampled_from([210, 150, 297]).map(_tokens)),
    st.tuples(st.just("styles/notat.docx"), st.sampled_from([b"no template", None])),
)


def all_of(value: object) -> object:
    """`value` with all its fields: spans take no part in equality, those of contents aside."""
    if isinstance(value, ContentsEntry):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        of_value = (all_of(getattr(value, field.name)) for field in fields(value))
        return (type(value).__name__, *of_value)
    if isinstance(value, Mapping):
        return {key: all_of(inside) for key, inside in value.items()}
    if isinstance(value, tuple) and type(value) is tuple:
        return tuple(map(all_of, value))
    return value


@settings(max_examples=12, deadline=None)
@given(st.lists(st.lists(SAVES, min_size=1, max_size=3), min_size=1, max_size=6))
def test_a_cached_build_is_a_fresh_build(saves: list[list[tuple[str, bytes | None]]]) -> None:
    cache = Cache()
    with TemporaryDirectory() as folder:
        project = Project(Path(folder)).units(UNITS)
        for number, unit in enumerate(UNITS):  # so that much follows from any save
            text = "".join(TEXTS[1 + number :: 2])
            project.write(
                f"{unit}.md", _contribution(unit, f"dato: 2019-03-02\n{FIELDS[-1]}", text)
            )
            project.write("xy"[number % 2] + ".png", PICTURES[number] or b"")
        build(load(project.root), frozenset({"html"}), cache=cache)
        for saved in saves:
            for path, data in saved:
                file = project.root / path
                if data is None:
                    file.unlink(missing_ok=True)
                    continue
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(data)
                if path == "styles/tokens.toml":
                    shutil.copy(builtin_styles() / "print.css", file.parent)
            sources = load(project.root)
            remembered = build(sources, frozenset({"html"}), cache=cache)
            assert all_of(remembered) == all_of(build(sources, frozenset({"html"})))


def test_a_value_is_never_handed_out_for_another_object() -> None:
    """Though what is gone leaves its identity to what comes: the key's object lives as it does."""
    cache = Cache()
    for _ in range(200):
        for number in range(20):
            # As soon as nothing refers to such a list, the next one has its place.
            assert cache.cached_by_id(tuple, [number]) == (number,)
            assert cache.cached(tuple, ById([number])) == (number,)
            assert cache.cached_by_id(max, [number], ById([number + 1])) == [number + 1]
        cache.next_round()
    assert len(cache._entries) <= 120


def test_what_went_unused_is_forgotten() -> None:
    cache, made = Cache(), []

    def value() -> int:
        made.append(1)
        return len(made)

    assert cache.get("a", value) == cache.get("a", value) == 1
    cache.next_round()
    assert cache.get("a", value) == 1
    cache.next_round()
    cache.next_round()
    assert cache.get("a", value) == 2


def test_an_unchanged_contribution_is_not_read_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.units({"a": "En", "b": "To"}).contribution("a", "A.\n").contribution("b", "B.\n")
    read: list[str] = []
    real = analysing.read_contribution

    def counting(path: str, data: bytes) -> Contribution:
        read.append(path)
        return real(path, data)

    monkeypatch.setattr(analysing, "read_contribution", counting)
    cache = Cache()
    analyse(load(project.root), cache)
    project.contribution("b", "Nytt.\n")
    analyse(load(project.root), cache)
    assert read == ["contributions/a.md", "contributions/b.md", "contributions/b.md"]


def test_a_value_is_made_again_only_when_what_it_is_made_from_differs() -> None:
    cache, made = Cache(), []

    def double(number: int) -> int:
        made.append(number)
        return number * 2

    for number in (1, 1, 2, 1):
        cache.next_round()
        doubled = cache.cached_while_equal("x", number, partial(double, number))
        assert doubled == number * 2
    cache.next_round()
    cache.next_round()
    assert cache.cached_while_equal("x", 1, lambda: double(1)) == 2
    assert made == [1, 2, 1, 1]
