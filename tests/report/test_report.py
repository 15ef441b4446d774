"""Diagnostics as text, JSON, SARIF and GitHub's commands; the rules' pages; the status table."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

from arkdoc.check.registry import ALL, BY_CODE
from arkdoc.language.messages import in_language
from arkdoc.model.diagnostic import ArkdocError, Diagnostic, diagnostic
from arkdoc.model.note import Delivery, Expectation, State, Unit
from arkdoc.model.source import NOWHERE, SourceFile, Span
from arkdoc.report.explain import find, write_list, write_page
from arkdoc.report.github import write_github
from arkdoc.report.json_report import write_json
from arkdoc.report.sarif import write_sarif
from arkdoc.report.status import write_status, write_status_json
from arkdoc.report.table import Column, plain_table, terminal_table
from arkdoc.report.terminal import TerminalStyle, cells
from arkdoc.report.text import write_diagnostics, write_summary
from arkdoc.units.status import DeliveryStatus
from tests.support.project import Project

NB, EN = in_language("nb"), in_language("en")
PLAIN, TERMINAL, COLOURS = (
    TerminalStyle(),
    TerminalStyle(width=100),
    TerminalStyle(colour=True, width=100),
)
PATH = "contributions/ub/gjøvik.md"
FIELD = diagnostic(
    BY_CODE["ARK101"], Span(PATH, 2, 1, 2, 6), field="ehnet", suggestion="enhet", known="enhet"
)
DRAFT = diagnostic(BY_CODE["ARK502"], Span("contributions/a.md", 3, 1, 3, 15))
BOLD = diagnostic(BY_CODE["ARK201"], Span(PATH, 5, 1, 7, 3), text="Miljø")
NOWHERE_AT_ALL = diagnostic(BY_CODE["ARK904"], NOWHERE, font="Carlito", package="carlito")
ALL_FOUR = (FIELD, DRAFT, BOLD, NOWHERE_AT_ALL)


def nothing(_path: str) -> SourceFile | None:
    return None


def source(text: str) -> Any:
    return lambda path: SourceFile(path, text, "")


def text_of(finding: Diagnostic, style: TerminalStyle = PLAIN, text: str = "") -> str:
    return write_diagnostics([finding], NB, style, source(text) if text else nothing)


# --- text --------------------------------------------------------------------------------


def test_a_diagnostic_is_the_contracts_line_and_a_hint() -> None:
    assert text_of(FIELD) == (
        "contributions/ub/gjøvik.md:2:1: error ARK101 unknown-field: Vi kjenner ikke feltet "
        "«ehnet». Mente du «enhet»?\n"
        "  hint: Rett navnet, eller slett linjen. Disse feltene kan brukes her: enhet.\n"
    )


def test_no_place_no_colons() -> None:
    assert text_of(NOWHERE_AT_ALL).startswith("warning ARK904 missing-font: Skriften Carlito")


def test_a_terminal_shows_the_line_with_a_caret() -> None:
    shown = text_of(FIELD, TERMINAL, "---\nehnet: ub\n---\n").splitlines()
    at = shown.index("  2 | ehnet: ub")
    assert shown[at + 1] == "    | ^^^^^"
    assert max(map(cells, shown)) <= 100


def test_the_caret_stands_right_below_wide_and_odd_characters() -> None:
    finding = diagnostic(BY_CODE["ARK106"], Span(PATH, 1, 5, 1, 7), value="x")
    _, line, caret, *_ = text_of(finding, TERMINAL, "日e\u0301\tab ").splitlines()
    assert line == "  1 | 日e\u0301 ab "
    assert caret == "    |     ^^"


def test_a_long_line_is_shown_around_the_place() -> None:
    text = "ord " * 500 + "FEIL" + " ord" * 500
    finding = diagnostic(BY_CODE["ARK106"], Span(PATH, 1, 2001, 1, 2005), value="x")
    _, line, caret, *_ = text_of(finding, TERMINAL, text).splitlines()
    assert cells(line) <= 100
    assert line[caret.index("^") : caret.rindex("^") + 1] == "FEIL"


@pytest.mark.parametrize("column", [1, 2, 60, 99, 100, 199, 200, 201])
def test_a_caret_at_any_place_of_a_long_line_stays_in_the_window(column: int) -> None:
    finding = diagnostic(BY_CODE["ARK106"], Span(PATH, 1, column, 1, column), value="x")
    shown = text_of(finding, TERMINAL, "x" * 200).splitlines()
    assert all(cells(line) <= 100 for line in shown)
    assert any("^" in line for line in shown)


def test_what_a_terminal_would_obey_is_not_passed_on() -> None:
    finding = diagnostic(BY_CODE["ARK203"], Span("a\x1b[2J.md", 1, 1, 1, 3), text="\x1b]0;x\x07")
    shown = text_of(finding, TERMINAL, "\x1b[2Jtekst\u202e")
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "\u202e" not in shown


def test_colours_are_asked_for() -> None:
    assert "\x1b[" not in text_of(FIELD, TERMINAL, "a\nb\n")
    assert "\x1b[1;31merror\x1b[0m" in text_of(FIELD, COLOURS, "a\nb\n")


def test_a_place_that_the_file_does_not_have_is_no_trouble() -> None:
    finding = diagnostic(BY_CODE["ARK106"], Span(PATH, 99, 1, 99, 2), value="x")
    assert "99:1" in text_of(finding, TERMINAL, "one line\n")


def test_summary_by_file_and_in_all() -> None:
    assert write_summary(ALL_FOUR, NB, PLAIN, infos_shown=False) == (
        "contributions/a.md          1 advarsel\n"
        "contributions/ub/gjøvik.md  1 feil\n"
        "I alt: 1 feil, 2 advarsler, 1 beskjed (vis dem med -v)\n"
    )
    assert write_summary([FIELD], EN, PLAIN, infos_shown=True) == "In all: 1 error\n"
    assert write_summary([], NB, PLAIN, infos_shown=True) == "I alt: ingen feil\n"


# --- for programs ----------------------------------------------------------------------------


def test_json_has_the_contracts_fields_in_order() -> None:
    (first, *_, last) = json.loads(write_json(ALL_FOUR, EN))["diagnostics"]
    assert list(first.items()) == [
        ("code", "ARK101"),
        ("name", "unknown-field"),
        ("severity", "error"),
        ("path", PATH),
        ("line", 2),
        ("column", 1),
        ("endLine", 2),
        ("endColumn", 6),
        ("message", "We don't know the field “ehnet”. Did you mean “enhet”?"),
        ("hint", EN.hint(FIELD)),
    ]
    assert last["path"] is None
    assert last["line"] is None


def test_sarif_says_the_same() -> None:
    log = json.loads(write_sarif(ALL_FOUR, EN, "1.2"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["ARK101", "ARK201", "ARK502", "ARK904"]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note", "warning"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    location = run["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "contributions/ub/gj%C3%B8vik.md"
    assert location["region"] == {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 6}
    assert "locations" not in run["results"][3]


def test_sarif_of_nothing() -> None:
    (run,) = json.loads(write_sarif([], EN, "1.2"))["runs"]
    assert run["results"] == []


def test_github_commands_are_escaped() -> None:
    finding = diagnostic(
        BY_CODE["ARK503"], Span("a,b:c.md", 2, 8, 2, 12), unit="50 %", suggestion="", known="ub"
    )
    assert write_github([finding, BOLD, NOWHERE_AT_ALL], EN).splitlines() == [
        "::error file=a%2Cb%3Ac.md,line=2,endLine=2,col=8,endColumn=11,title=ARK503 unknown-unit::"
        "The note has no unit called “50 %25”. The note has these units: ub.",
        f"::notice file={PATH},line=5,endLine=7,col=1,endColumn=2,title=ARK201 bold-as-heading::"
        f"{EN.message(BOLD)} {EN.hint(BOLD)}",
        "::warning title=ARK904 missing-font::"
        f"{EN.message(NOWHERE_AT_ALL)} {EN.hint(NOWHERE_AT_ALL)}",
    ]


# --- explain -----------------------------------------------------------------------------------


@pytest.mark.sampled(8)
@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
@pytest.mark.parametrize("tr", [NB, EN], ids=["nb", "en"])
def test_page_of_a_rule(rule: Any, tr: Any) -> None:
    page = write_page(rule, tr, PLAIN)
    assert page.startswith(f"{rule.code} {tr.title(rule)} (")
    assert rule.name in page.splitlines()[0]
    assert not re.search(r"\{\w", page.split(tr("Wrong:"))[0])  # no argument is left unfilled
    assert tr(rule.why) in page
    for line in (*rule.bad.splitlines(), *rule.good.splitlines()):
        assert f"  {line}".rstrip() in page
    assert not re.search(r"=== .*\n(\n|\Z)", page)


def test_a_picture_in_an_example_is_named_as_one() -> None:
    page = write_page(BY_CODE["ARK312"], NB, PLAIN)
    assert page.endswith("  === contributions/figur1.png\n  (bildefilen)\n")


def test_a_rule_is_found_by_code_or_name() -> None:
    assert find("ark312") is BY_CODE["ARK312"]
    assert find("image-without-alt") is BY_CODE["ARK312"]
    with pytest.raises(ArkdocError) as caught:
        find("ARK3122")
    assert EN.error(caught.value).startswith("There is no rule “ARK3122”. Did you mean “ARK312”?")
    with pytest.raises(ArkdocError) as caught:
        find("ARK432")
    assert EN.error(caught.value) == "There is no rule “ARK432”. (arkdoc explain)"


def test_list_of_rules() -> None:
    listed = write_list(ALL, NB, PLAIN)
    for rule in ALL:
        assert f"{rule.code}  " in listed
    assert "ARK312  feil      bilde uten alternativ tekst\n" in listed
    assert "ARK312  error     image-without-alt\n" in write_list(ALL, EN, PLAIN)


def test_every_rule_has_a_title_of_its_own() -> None:
    titles = [NB.title(rule) for rule in ALL]
    assert len(set(titles)) == len(ALL)
    assert not {rule.name for rule in ALL} & set(titles)


# --- status ------------------------------------------------------------------------------------


def unit(id_: str, name: str, line: int) -> Unit:
    place = Span("contributions/notat.md", line, 5, line, 9)
    return Unit(id_, name, Expectation.REQUIRED, span=place)


def status_of_units(today: date = date(2019, 3, 1)) -> DeliveryStatus:
    deliveries = (
        Delivery(
            unit("ub", "Biblioteket", 5), 1, State.DONE, ("contributions/ub.md",),
            date(2019, 2, 20), False, (("nb", 120), ("nn", 3)),
        ),
        Delivery(
            unit("gj", "Seksjon Gjøvik", 6), 2, State.DRAFT, (PATH,), date(2019, 2, 26), True,
            (("nb", 7),),
        ),
        Delivery(unit("aa", "Seksjon Ålesund", 7), 2, State.MISSING),
        Delivery(None, 1, State.UNPLACED, ("contributions/x.md",)),
    )  # fmt: skip
    missing = diagnostic(
        BY_CODE["ARK501"],
        Span("contributions/notat.md", 7, 5, 7, 9),
        unit="Seksjon Ålesund",
        id="aa",
    )
    stray = diagnostic(
        BY_CODE["ARK506"], Span("contributions/a.docx", 1, 1, 1, 1), what="", cure=""
    )
    return DeliveryStatus(deliveries, (FIELD, missing, stray), date(2019, 2, 25), today)


STATUS = """\
Enhet              Fil                         Levert      Tilstand                     Ord  Feil
─────────────────  ──────────────────────────  ──────────  ───────────────────────────  ───  ────
Biblioteket        contributions/ub.md         20.02.2019  ferdig                       123     –
  Seksjon Gjøvik   contributions/ub/gjøvik.md  26.02.2019  har feil, for sent             7     1
  Seksjon Ålesund  –                           –           mangler, 4 dager over frist    –     –
(ukjent enhet)     contributions/x.md          –           ukjent enhet                   0     –

I andre filer:
  contributions/a.docx  1 advarsel

2 av 3 bidrag er kommet. 1 har feil. Fristen var 25.02.2019.
"""


def test_status_table() -> None:
    lines = write_status(status_of_units(), NB, PLAIN).splitlines()
    assert [line[-9:].strip() for line in lines[:6]] == ["Advarsler", "─" * 9, "–", "–", "1", "–"]
    cut = [line[:-11] for line in lines[:6]] + lines[6:]
    assert cut == STATUS.splitlines()


def test_nothing_is_overdue_before_the_deadline() -> None:
    table = write_status(status_of_units(date(2019, 2, 25)), EN, PLAIN)
    assert "missing  " in table
    assert "missing for" not in table
    assert "The deadline is 2019-02-25." in table


def test_status_fits_a_narrow_terminal() -> None:
    table = write_status(status_of_units(), NB, TerminalStyle(width=80))
    assert max(map(cells, table.splitlines())) <= 80
    assert "  ub/gjøvik.md  " in table


@pytest.mark.parametrize("width", [80, 100, 160])
@pytest.mark.parametrize("faults", [(), (FIELD,)], ids=["sound", "faulty"])
def test_status_breaks_no_word(width: int, faults: tuple[Diagnostic, ...]) -> None:
    names = ("Avd. for studieadministrasjon", "Seksjon for kultur- og vitenskapshistorie")
    path = "contributions/ub/kultur-og-vitenskapshistorie.md"
    deliveries = [
        Delivery(unit("a", names[0], 5), 1, State.DONE, (PATH,), date(2019, 2, 20)),
        Delivery(unit("b", names[1], 6), 2, State.DONE, (path,), date(2019, 2, 20)),
    ]
    told = DeliveryStatus(deliveries, faults, None, date(2019, 3, 1))
    table = write_status(told, NB, TerminalStyle(width=width))
    assert max(map(cells, table.splitlines())) <= width
    said = table.replace("/", "/ ").split()
    for word in (*names[0].split(), *names[1].split(), "vitenskapshistorie.md"):
        assert any(piece.endswith(word) for piece in said), table
    assert ("Feil" in table) == bool(faults)
    assert "Advarsler" not in table


def test_units_and_files_stand_below_each_other_where_there_is_no_room() -> None:
    table = write_status(status_of_units(), NB, TerminalStyle(width=66)).splitlines()
    assert table[0].startswith("Enhet, fil  ")
    assert [line[:18].rstrip() for line in table[2:7]] == [
        "Biblioteket", "    ub.md", "  Seksjon Gjøvik", "      ub/gjøvik.md", "  Seksjon Ålesund",
    ]  # fmt: skip


def test_status_json() -> None:
    data = json.loads(write_status_json(status_of_units()))
    assert data["deadline"] == "2019-02-25"
    assert data["units"][1] == {
        "id": "gj",
        "name": "Seksjon Gjøvik",
        "level": 2,
        "state": "faulty",
        "paths": [PATH],
        "date": "2019-02-26",
        "delivered": None,
        "changed": None,
        "late": True,
        "overdue": False,
        "missingSince": None,
        "moreTimeUntil": None,
        "newTextWaits": False,
        "words": {"nb": 7},
        "errors": 1,
        "warnings": 0,
    }
    assert [unit["overdue"] for unit in data["units"]] == [False, False, True, False]
    assert data["units"][2]["missingSince"] == "2019-02-25"
    assert data["otherFiles"] == [{"path": "contributions/a.docx", "errors": 0, "warnings": 1}]


COLUMNS = (Column("A", breaks=True), Column("B", breaks=True), Column("N", number=True))
ROW = ("  et langt navn på en enhet", "contributions/en/lang/vei.md", "7")


def test_a_table_breaks_texts_behind_their_indentation() -> None:
    table = terminal_table(COLUMNS, [ROW], TerminalStyle(width=48)).splitlines()
    assert [line.rstrip() for line in table] == [
        "A                B                             N",
        "────────────────────────────────────────────────",
        "  et langt navn  contributions/en/lang/vei.md  7",
        "  på en enhet",
    ]


def test_a_table_that_would_break_words_is_a_list() -> None:
    row = (ROW[0], "contributions/langt.md", "7", "–")
    columns = (*COLUMNS, Column("Heading"))
    assert terminal_table(columns, [row], TerminalStyle(width=40)) == (
        "  et langt navn på en enhet\n      B: contributions/langt.md · N: 7\n"
    )


def test_wide_characters_stand_in_line() -> None:
    rows = [("日本語の部署", "a.md", "7"), ("e\u0301", "b.md", "12")]
    plain = plain_table(COLUMNS, rows).splitlines()
    shown = terminal_table(COLUMNS, rows, TERMINAL).splitlines()
    for table in (plain, shown):
        assert {cells(line.rstrip()) for line in table} == {cells(plain[1])}


def test_a_table_of_nothing_has_its_headings() -> None:
    assert plain_table(COLUMNS, []).split() == ["A", "B", "N", "─", "─", "─"]
    assert terminal_table(COLUMNS, [], TERMINAL).split()[:3] == ["A", "B", "N"]


@pytest.mark.parametrize("width", [40, 66, 80, 120])
def test_nothing_is_wider_than_the_terminal(width: int) -> None:
    style = TerminalStyle(width=width)
    line = "---\nehnet: 日本語 [bold]ub[/bold]\n---\n" + "日本" * 100
    shown = [
        write_status(status_of_units(), NB, style),
        write_diagnostics(ALL_FOUR, NB, style, source(line)),
        write_diagnostics(
            [diagnostic(BY_CODE["ARK106"], Span(PATH, 4, 90, 4, 99), value="日本" * 9)],
            NB, style, source(line),
        ),
        write_page(BY_CODE["ARK501"], NB, style).split(NB("Wrong:"))[0],
    ]  # fmt: skip
    lines = [line for text in shown for line in text.splitlines()]
    assert [line for line in lines if cells(line) > width and " " in line.strip()] == []


def test_a_path_and_an_address_are_never_cut() -> None:
    path = f"contributions/{'mappe/' * 20}en-lang-fil.md"
    value = f"https://example.org/{'og/' * 40}"
    finding = diagnostic(BY_CODE["ARK106"], Span(path, 2, 8, 2, 9), value=value)
    shown = write_diagnostics([finding], NB, TerminalStyle(width=60), nothing)
    assert f"{path}:2:8:" in shown.split() or f"{path}:2:8" in shown
    assert value in shown


def test_rich_takes_no_text_for_markup() -> None:
    name = "[bold red]x[/bold red] :warning: [/]"
    style = COLOURS
    assert name in style.paragraph(name)
    assert name in terminal_table(COLUMNS, [(name, "b.md", "1")], style)
    assert name in write_status(
        DeliveryStatus((Delivery(unit("a", name, 5), 1, State.MISSING),), (), None, date(2019, 3, 1)),
        NB, style,
    )  # fmt: skip


def test_a_flood_of_one_kind_is_counted(project: Project) -> None:
    project.units({"a": "Enhet A"}).contribution("a", "<!-- åpen\n\n" * 40)
    found = [d for d in project.analyse().diagnostics if d.rule.code == "ARK213"]
    assert len(found) == 40
    said = write_diagnostics(found, NB, PLAIN, nothing)
    assert said.count("ARK213") == 30
    assert said.endswith("… og 10 til av samme slag.\n")


def test_github_gets_no_control_characters() -> None:
    strange = diagnostic(
        BY_CODE["ARK116"], Span("contributions/\x1b[31m.md", 1, 1, 1, 1), what="en PDF"
    )
    assert "\x1b" not in write_github([strange], NB)


def test_an_empty_file_is_not_called_missing() -> None:
    there = Delivery(unit("ub", "Biblioteket", 5), 1, State.MISSING, ("contributions/ub.md",))
    told = write_status(
        DeliveryStatus((there,), (), date(2019, 2, 25), date(2019, 3, 1)), NB, PLAIN
    )
    assert "contributions/ub.md  –       tom, 4 dager over frist" in told
    before = write_status(
        DeliveryStatus((there,), (), date(2019, 2, 25), date(2019, 2, 1)), NB, PLAIN
    )
    assert "  tom " in before


def test_a_status_drops_the_folder_before_it_takes_two_lines_a_unit() -> None:
    widest = max(map(cells, write_status(status_of_units(), NB, PLAIN).splitlines()[:-2]))
    lines = write_status(status_of_units(), NB, TerminalStyle(width=widest - 5)).splitlines()
    assert len(lines) == len(write_status(status_of_units(), NB, PLAIN).splitlines())
    assert not any("contributions/" in line for line in lines[:-4])
