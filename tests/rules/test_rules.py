"""Each rule: its examples do what they say, and its page is there."""

from __future__ import annotations

import os
import re
import string
import sys

import pytest

from arkdoc.check.registry import ALL, BY_CODE
from arkdoc.model.diagnostic import Rule
from tests.support.project import REPOSITORY, Project, codes, picture_file, png
from tests.support.word_files import parts_of, zipped
from tests.support.word_packages import item, p, r, table, word_file

NOTE = """\
---
saksnr: 11/19
tittel: Status Arbeidsmiljøundersøkelsen 2017
fra: Prorektor
dato: 2019-02-27
bidragsfrist: 2019-02-25
enheter:
  - {id: studieadministrasjon, navn: Avd. for studieadministrasjon}
  - id: ub
    navn: Universitetsbiblioteket
    enheter:
      - {id: ub-gjovik, navn: Seksjon Gjøvik}
---
[[bidrag]]
"""
TEXT = "---\nenhet: Seksjon Gjøvik\n---\nVi har øvd på å være ærlige.\n"

# What a text can't show: bytes as people save them, or what nobody can open. Code → (bad, good).
BYTES: dict[str, tuple[bytes | None, bytes]] = {
    "ARK112": (TEXT.encode("cp1252"), TEXT.encode()),
    "ARK114": (TEXT.encode() + b"a" * 1_100_000, TEXT.encode()),
    "ARK116": (b"PK\x03\x04\x14\0\x06\0word/document.xml\0\0", TEXT.encode()),
    "ARK120": (None, TEXT.encode()),
    "ARK121": (TEXT.encode() + b"a\n" * 20_000, TEXT.encode()),
    "ARK122": (f"{TEXT}Der\v".encode() + b"og her.\n", TEXT.encode()),
    "ARK219": (TEXT.encode() + b"*a " * 50_001, TEXT.encode()),
    "ARK319": (TEXT.encode() + b"![a](figur1.png)\n\n" * 1_001, TEXT.encode()),
}
ENHET = p("Enhet: Seksjon Gjøvik")
PROSE = p("Sosialkomiteen er i gang igjen.")
ENGLISH = '<w:lang w:val="en-GB"/>'
MERGED = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p("Svar")


def nested(levels: int) -> str:
    text = p("Lunsj")
    for _ in range(levels):
        text = table([p("Se:") + text + p(), "fredag"])
    return text


CHART = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Diagram 1" descr="Fraværet faller"/>'
    '<a:graphic><a:graphicData><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' r:id="chart1"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
)
BOX = (
    "<w:r><w:t>Vi har lunsj.</w:t><w:pict><v:shape><v:textbox><w:txbxContent>"
    "<w:p><w:r><w:t>Husk møtet.</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def changed(author: str) -> str:
    return f'<w:ins w:id="1" w:author="{author}">{r("Lunsj.")}</w:ins>'


def row(*texts: str) -> str:
    return "<w:r><w:tab/></w:r>".join(map(r, texts))


# Word files, which no text can show either. Code → (bad, good).
WORD_FILES: dict[str, tuple[bytes, bytes]] = {
    code: (word_file(*bad), word_file(*good))
    for code, bad, good in (
        ("ARK603", (ENHET, PROSE, '<w:altChunk r:id="x"/>'), (ENHET, PROSE)),
        ("ARK610", (ENHET, p(changed("Kari"))), (ENHET, PROSE)),
        ("ARK611", (ENHET, p(changed("Sekretariatet"))), (ENHET, PROSE)),
        ("ARK612", (ENHET, p(r("Lunsj") + '<w:r><w:commentReference w:id="1"/></w:r>')), (ENHET, PROSE)),
        ("ARK613", (ENHET, PROSE, p(r("Skjult.", "<w:vanish/>"))), (ENHET, PROSE)),
        ("ARK614", (ENHET, p("- Lunsj"), p("- Tur")), (ENHET, item("Lunsj"), item("Tur"))),
        ("ARK624", (ENHET, PROSE, p(r("The library is open to all.", ENGLISH))), (ENHET, PROSE)),
        ("ARK628", (ENHET, p(row("Navn", "Tiltak", "Status")), p(row("UB", "Lys", "ferdig"))),
         (ENHET, table(["Navn", "Møte", "Når"], ["UB", "Lunsj", "fredag"], header=True))),
        ("ARK604", (p("Universitetsbiblioteket", "Tittel"), ENHET, PROSE), (ENHET, PROSE)),
        ("ARK605", (PROSE,), (ENHET, PROSE)),
        ("ARK615", (ENHET, PROSE, table(["Lunsj", "fredag"], ["Tur", "juni"])),
         (ENHET, PROSE, table(["Møte", "Når"], ["Lunsj", "fredag"], header=True))),
        ("ARK616", (ENHET, PROSE, table(["År", MERGED], ["2017", "ja", "nei"], header=True)),
         (ENHET, PROSE, table(["År", "Ja", "Nei"], ["2017", "4", "5"], header=True))),
        ("ARK617", (ENHET, PROSE, table(["Møte", "Når"], ["Se", p("Se:") + nested(1) + p()], header=True)),
         (ENHET, PROSE, table(["Møte", "Når"], ["Lunsj", "fredag"], header=True))),
        ("ARK618", (ENHET, table(["Husk fristen."])), (ENHET, p("Husk fristen."))),
        ("ARK619", (ENHET, PROSE, table(["Tiltak", "Status"], ["Lunsj", "pågår"], header=True)),
         (ENHET, PROSE, table(["Møteplass", "Når"], ["Lunsj", "fredag"], header=True))),
        ("ARK620", (ENHET, PROSE, p(CHART)), (ENHET, PROSE)),
        ("ARK621", (ENHET, p(BOX)), (ENHET, PROSE, p("Husk møtet."))),
        ("ARK622", (ENHET, PROSE, p("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>")), (ENHET, p("Der er a + b."))),
        ("ARK623", (ENHET, p('<w:r><w:t>Se </w:t><w:sym w:font="Egen" w:char="F041"/></w:r>')), (ENHET, PROSE)),
        ("ARK626", (ENHET, PROSE, nested(12)), (ENHET, PROSE)),
        ("ARK627", (ENHET, table(["Dato", "20.02.2019"], ["Vår ref.", "19/1"]), PROSE),
         (ENHET, p("Dato: 20.02.2019"), PROSE)),
    )
} | {
    "ARK601": (b"PK\x03\x04 no Word file", word_file(ENHET, PROSE)),
    "ARK625": (
        zipped({**parts_of(word_file(ENHET, PROSE)), "word/vbaProject.bin": b"macro"}),
        word_file(ENHET, PROSE),
    ),
}  # fmt: skip
# What happens after the note is assembled; tests/pipeline/test_publish.py and others trigger these.
LATER = {
    "ARK536",  # tests/pipeline/test_attachments.py
    "ARK602",  # tests/read/word/test_ledger.py
    *(
        "ARK901",
        "ARK902",
        "ARK903",
        "ARK904",
        "ARK905",
        "ARK906",
        "ARK955",  # tests/pipeline/test_attachments.py
        "ARK930",
        "ARK931",
        "ARK932",
        "ARK933",
        "ARK934",  # tests/whole/test_sender.py has this and the next two
        "ARK935",
        "ARK936",
        "ARK938",  # tests/pipeline/test_processes.py
        "ARK937",  # tests/write/pdf/test_footnotes.py
        "ARK970",  # tests/pipeline/test_bases.py
        "ARK971",  # tests/deliver/test_apply.py
        "ARK978",  # tests/deliver/test_apply.py
        "ARK975",  # tests/deliver/test_merge_waiting.py
    ),
    *(
        f"ARK{number}" for number in range(910, 923)
    ),  # tests/write/docx/test_audit.py, tests/write/docx/test_template.py
}

EXAMPLES = [rule for rule in ALL if rule.code not in LATER]


def files_of(example: str) -> dict[str, bytes]:
    """An example's files by path. A picture without content gets a real one."""
    first, *rest = re.split(r"^=== (\S+)\n", example, flags=re.MULTILINE)
    files = {"contributions/bidrag.md": first} if first.strip() else {}
    files |= dict(zip(rest[::2], rest[1::2], strict=True))
    return {
        path: picture_file(text)
        if (path.endswith(".png") and not text.strip()) or "piksler" in text
        else text.encode()
        for path, text in files.items()
    }


def found_in(project: Project, rule: Rule, example: str, number: int) -> list[str]:
    files = {"contributions/notat.md": NOTE.encode()}
    if rule.code in BYTES:
        data = BYTES[rule.code][number]
        if data is None:
            os.mkfifo(project.root / "contributions" / "bidrag.md")  # not even root
        else:
            files["contributions/bidrag.md"] = data
            if b"figur1.png" in data:
                files["contributions/figur1.png"] = png()
    elif rule.code in WORD_FILES:
        files["contributions/bidrag.docx"] = WORD_FILES[rule.code][number]
    else:
        files |= files_of(example)
    for path, data in files.items():
        project.write(path.removeprefix("contributions/"), data)
    return codes(project.analyse())


@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: rule.code)
def test_bad_example_triggers_the_rule(rule: Rule, project: Project) -> None:
    assert rule.code in found_in(project, rule, rule.bad, 0)


@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: rule.code)
def test_good_example_does_not(rule: Rule, project: Project) -> None:
    assert rule.code not in found_in(project, rule, rule.good, 1)


@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: rule.code)
def test_good_example_has_no_other_fault(rule: Rule, project: Project) -> None:
    allowed = {"ARK501", "ARK509"}  # a unit without a contribution, a note without a date
    found = found_in(project, rule, rule.good, 1)
    assert {code for code in found if BY_CODE[code].severity.value != "info"} <= allowed


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_every_text_is_there(rule: Rule) -> None:
    assert rule.message
    assert rule.hint
    assert rule.why
    assert rule.bad.endswith("\n")
    assert rule.good.endswith("\n")
    assert rule.bad != rule.good


def test_codes_and_names_are_unique_and_in_order() -> None:
    rule_codes = [rule.code for rule in ALL]
    assert len(set(rule_codes)) == len(rule_codes)
    assert len({rule.name for rule in ALL}) == len(ALL)
    assert rule_codes == sorted(rule_codes)
    assert all(re.fullmatch(r"ARK[1-69]\d\d", code) for code in rule_codes)


def test_texts_for_a_file_name_every_argument_simply() -> None:
    for rule in ALL:
        for text in (rule.message, rule.hint):
            fields = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
            assert all(name.isidentifier() for name in fields), rule.code


def test_every_rule_is_documented_and_the_page_is_up_to_date() -> None:
    sys.path.insert(0, str(REPOSITORY / "tools"))
    try:
        import rule_docs
    finally:
        sys.path.pop(0)
    page = (REPOSITORY / "docs" / "rules.md").read_text("utf-8")
    assert page == rule_docs.page(), "run tools/rule_docs.py"
    for rule in ALL:
        assert f"### {rule.code} {rule.name}\n" in page
