"""The fields at the top of a file, case by case: text in, a tree with positions out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arkdoc.fields import tables
from arkdoc.fields.field import names_in
from arkdoc.model.source import Span, decode
from arkdoc.read.front_matter.boundaries import Vocabulary
from arkdoc.read.front_matter.nodes import MAX_LENGTH
from arkdoc.read.front_matter.reader import FrontMatter, read_front_matter
from arkdoc.read.front_matter.schema import Mapping, Node, Scalar, Sequence
from arkdoc.read.front_matter.tolerant_lines import repair
from tests.support.cases import cases, rewrite_case
from tests.support.project import REPOSITORY, cost, growth

FIXTURES = REPOSITORY / "tests" / "fixtures" / "front_matter"
VISIBLE = str.maketrans({"→": "\t", "⍽": "\u00a0", "␣": " ", "◌": "\u200b", "␇": "\x07"})
CONTRIBUTION = Vocabulary(
    names_in(tables.CONTRIBUTION), frozenset({"enhet"}), names_in(tables.MEASURE)
)
NOTE = Vocabulary(names_in(tables.NOTE), frozenset({"saksnr", "enheter"}), names_in(tables.UNIT))


def read(text: str, vocabulary: Vocabulary = CONTRIBUTION) -> FrontMatter:
    return read_front_matter(decode("x.md", text.encode()), vocabulary)


def drawn(front: FrontMatter) -> str:
    lines = [*draw("", front.fields), f"body {front.first_line}"]
    for found in front.diagnostics:
        said = {k: v for k, v in found.args if k in ("reason", "feature", "what", "field", "line")}
        shown = "".join(f" {name}={value!r}" for name, value in said.items())
        fault = " fault" if found is front.fault else ""
        lines.append(f"! {found.rule.code} {place(found.span)}{shown}{fault}")
    return "".join(f"{line}\n" for line in lines)


def draw(name: str, node: Node) -> Iterator[str]:
    match node:
        case Scalar():
            yield f"{name} {place(node.span)} {node.text!r}"
        case Sequence(items=items):
            for index, item in enumerate(items):
                yield from draw(f"{name}[{index}]", item)
        case Mapping(entries=entries):
            for key, value in entries:
                yield from draw(f"{name}.{key.text}".lstrip("."), value)


def place(span: Span) -> str:
    return f"{span.line}:{span.column}-{span.end_line}:{span.end_column}"


@pytest.mark.parametrize(("file", "title", "text", "expected"), list(cases(FIXTURES)))
def test_front_matter(
    file: Path, title: str, text: str, expected: str, update_golden: bool
) -> None:
    vocabulary = NOTE if file.stem.startswith("note") else CONTRIBUTION
    got = drawn(read(text.translate(VISIBLE), vocabulary))
    if update_golden:
        rewrite_case(file, title, text, expected, got)
    else:
        assert got.rstrip() == expected.rstrip()


PIECES = st.lists(
    st.sampled_from(
        [*"ab:-#\"'[]{},|>&*!%@`?~\\", "\n", "\n", " ", "  ", "\t", "\u00a0", ": ", "\n- ", " #",
         "---\n", "\n---\n", "...", "———\n", "enhet: ", "\nstatus: ", "\ntiltak:\n", "\n  - navn: ",
         "\\U0010ffff0", "\\ud800", "“", "”", "«", "»", "\u2028", "\x85", "\x07", "\ufeff", "æ"]
    ),
    max_size=40,
).map("".join)  # fmt: skip
FILES = st.one_of(
    PIECES, PIECES.map("---\n{}".format), PIECES.map("---\nenhet: {}\n---\nTekst.\n".format)
)


@given(FILES)
def test_any_text_is_read(text: str) -> None:
    front = read(text)
    assert 1 <= front.first_line <= len(text.split("\n")) + 1 + text.count("\r")
    assert front.fault is None or front.fault in front.diagnostics


@given(FILES)
def test_text_stands_where_its_span_says(text: str) -> None:
    source = decode("x.md", text.encode())
    for scalar in scalars(read_front_matter(source, CONTRIBUTION).fields):
        span = scalar.span
        if scalar.plain and span.line == span.end_line and scalar.text:
            there = source.line(span.line)[span.column - 1 : span.end_column - 1]
            assert squeezed(there) == squeezed(scalar.text)


def squeezed(text: str) -> str:
    # Tabs and what can't be printed become spaces, which YAML then folds.
    return "".join(re.findall(r"[^\s\x00-\x1f\x7f-\x9f\u200b\u2060\ufeff]", text))


def scalars(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Sequence(items=items):
            for item in items:
                yield from scalars(item)
        case Mapping(entries=entries):
            for key, value in entries:
                yield key
                yield from scalars(value)


LONG = 900_000
BOMB = "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))


@pytest.mark.sampled(4)
@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "[" * LONG,
        "---\n" + "[" * LONG,
        "---\nenhet: " + "[" * LONG + "\n---\n",
        "---\nenhet: " + "[" * (MAX_LENGTH - 99) + "\n---\n",
        "---\nenhet: " + "{a: " * (MAX_LENGTH // 5) + "\n---\n",
        "---\nenhet: x\n" + "- " * (MAX_LENGTH // 3) + "\n---\n",
        "---\nenhet:\n  " + "- " * (MAX_LENGTH // 3) + "\n---\n",
        "---\nenhet:\n  " + "? " * (MAX_LENGTH // 3) + "\n---\n",
        "---\nenhet: x\na0: &a0 lol\n" + BOMB + "---\n",
        "---\nenhet: " + '\\"' * (MAX_LENGTH // 3) + "\n---\n",
        "---\nenhet: '" + "''" * (MAX_LENGTH // 3) + "\n---\n",
        "---\nenhet: a" + " " * (MAX_LENGTH - 99) + "b\n---\n",
        "---\nenhet: " + "a: " * (MAX_LENGTH // 4) + "\n---\n",
        "---\nenhet: x\n" + "x" * LONG + "\n---\n",
        "---\n" + "".join(f"ukjent{n}: x\n" for n in range(LONG // 20)) + "---\n",
        "---\n" + "".join(f"enhet{n}: x: y\n" for n in range(MAX_LENGTH // 18)) + "---\n",
        "".join(f"enhet{n}: x\n" for n in range(LONG // 20)),
        "–" * LONG + "x",
        "-" * LONG + "x",
        "---\n" + "–" * LONG + "x\n---\n",
        "\n" * LONG,
        "---\nenhet: [" + "a, " * (MAX_LENGTH // 4) + "]" + " " * 9000 + "\n---\n",
        "---\nenhet: {" + "a: b: c, " * (MAX_LENGTH // 12) + "}\n---\n",
        "---\nenhet: |\n" + " \n" * (MAX_LENGTH // 3) + " x\n---\n",
    ],
    ids=range(24),
)
def test_no_input_takes_long(text: str) -> None:
    """Nothing takes much longer than as much as can be said in earnest."""
    assert cost(lambda: read(text), 1) < 10 * _in_earnest()


@cache
def _in_earnest() -> float:
    measures = "- navn: Kurs\n  status: planlagt\n" * (MAX_LENGTH // 40)
    return cost(lambda: read(f"---\nenhet: ub\ntiltak:\n{measures}---\n"), 2)


# --- slips of the hand ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("enhet = Enhet A", "enhet:  Enhet A"),
        ("enhet; Enhet A", "enhet: Enhet A"),
        ("enhet – Enhet A", "enhet:  Enhet A"),
        ("enhet - Enhet A", "enhet:  Enhet A"),
        ("enhet： Enhet A", "enhet: Enhet A"),
        ("**enhet:** Enhet A", "enhet:     Enhet A"),
        ("# enhet: Enhet A", "enhet:   Enhet A"),
    ],
)
def test_a_sign_for_another_moves_no_column(line: str, read: str) -> None:
    lines, findings = repair("a.md", ["---", line, "---", "Teksten."], CONTRIBUTION)
    assert lines == ["---", read, "---", "Teksten."]
    assert [(d.rule.code, d.span) for d in findings] == [
        ("ARK135", Span("a.md", 2, 1, 2, len(line) + 1))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "---\nStatus – vi er i mål\n---\n",  # lines drawn around a text
        "Enhet – hva er det?\n\nTekst.\n",
        "---\nenhet: a\n# enhet: b\n---\n",  # a remark
        "---\nenhet: a\n---\nenhet = b\n",
        "---\nenhet: a\n\n• punkt\n",
        "---\nenhet: a-b\nstatus: -\n---\n",
    ],
)
def test_what_is_no_slip_is_left_alone(text: str) -> None:
    lines = text.split("\n")
    assert repair("a.md", lines, CONTRIBUTION) == (lines, [])


# --- where the characters of a value stand --------------------------------------------------


@given(
    st.lists(st.text("abæ\\'\"#é", min_size=1, max_size=5), min_size=1, max_size=6),
    st.sampled_from(["", '"', "'", "|", ">"]),
    st.integers(1, 4),
)
def test_each_character_of_a_value_is_where_it_says(
    words: list[str], style: str, indent: int
) -> None:
    written = [_escaped(word, style) for word in words]
    if not style:
        written = ["x" + word.replace("#", "x") for word in written]
    inside = f"\n{' ' * indent}"
    text = {"|": "|\n" + " " * indent, ">": ">\n" + " " * indent}.get(style, style)
    text += inside.join(written) + (style if style in ("'", '"') else "")
    source = f"---\nkontaktperson: {text}\nenhet: a\n---\n"
    fields = read(source).fields
    if not fields.entries or fields.entries[0][0].text != "kontaktperson":
        return  # what begins with a sign that is no text
    value = fields.entries[0][1]
    assert isinstance(value, Scalar)
    lines = source.split("\n")
    for number, character in enumerate(value.in_lines()):
        span = value.place(number, number + 1)
        there = lines[span.line - 1][span.column - 1 : span.column]
        assert character.isspace() or there in (character, "\\", "'"), (number, character, span)


def _escaped(word: str, style: str) -> str:
    if style == '"':
        return word.replace("\\", "\\\\").replace('"', '\\"').replace("é", "\\u00e9")
    return word.replace("'", "''") if style == "'" else word


def test_a_value_of_many_lines_is_read_in_time_linear_in_them() -> None:
    def run(size: int) -> None:
        lines = "  ord og \\u00e5\n" * size
        value = read(f'---\nkontaktperson: "\n{lines}"\nenhet: a\n---\n').fields.entries[0][1]
        assert isinstance(value, Scalar)
        assert value.in_lines().count("\n") >= size - 1

    assert growth(run, 200) < 3
