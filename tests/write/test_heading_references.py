"""Links to numbered headings say the number, the same in every output, and Word keeps count."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from arkdoc.assemble.heading_references import with_number
from arkdoc.model.nodes import Emphasis, HeadingNumber, Image, Reference, Strong, Text
from arkdoc.model.tree import plain_text, spoken_runs
from arkdoc.pipeline.build import build
from arkdoc.pipeline.load import load
from arkdoc.preview.snapshot import LiveNote
from arkdoc.read.word.contribution import read_word_contribution
from tests.support.libreoffice import PDF, LibreOffice
from tests.support.project import Project, pdf_text, word
from tests.support.word_files import zipped

NOTE = """\
---
saksnr: 26/16
tittel: Status
fra: Prorektor
dato: 2019-02-27
nummerering: {numbered}
enheter:
  - {{id: ub, navn: Biblioteket, enheter: [{{id: ub-g, navn: Seksjon Gjøvik}}]}}
  - {{id: adm, navn: Administrasjonen}}
---
{before}## Bakgrunn

Les om [tiltakene](g.md#tiltak)[^1] og [](g.md#quiz).

[^1]: Se [avdelingen](adm.md).

| Hva | Hvor |
|---|---|
| Quiz | [Spørrelek](g.md#quiz) |

::: språk en
See [the measures](g.md#tiltak).
:::

[[bidrag]]
"""
G = "Se [](#quiz) og [bakgrunnen](notat.md#bakgrunn).\n\n# Tiltak\n\nA.\n\n## [Quiz](#tiltak)\n\nB.\n"
SAID = (
    "tiltakene (punkt 2.1.1)",
    "og punkt 2.1.1.1.",
    "avdelingen (punkt 3)",
    "Spørrelek (punkt 2.1.1.1)",
    "the measures (section 2.1.1)",
    "Se punkt 2.1.1.1 og bakgrunnen (punkt 1).",
    "Sjå innleiinga (punkt 1).",
)


def write_note(project: Project, *, numbered: str = "ja", before: str = "") -> None:
    folder = project.root / "contributions"
    folder.mkdir(exist_ok=True)
    (folder / "notat.md").write_text(NOTE.format(numbered=numbered, before=before), "utf-8")
    (folder / "g.md").write_text(f"---\nenhet: ub-g\n---\n{G}", "utf-8")
    text = "Sjå [innleiinga](notat.md#bakgrunn).\n"
    (folder / "adm.md").write_text(f"---\nenhet: adm\nspråk: nn\n---\n{text}", "utf-8")


@pytest.fixture
def numbered(project: Project) -> Project:
    write_note(project)
    return project


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def in_html(data: bytes) -> str:
    """The text of the page, without what footnotes add to it."""
    return plain(re.sub(r"<sup.*?</sup>|<[^>]*>", "", data.decode()))


def in_word(data: bytes) -> str:
    file = word(data)
    parts = (file.parts[f"word/{name}.xml"].decode() for name in ("document", "footnotes"))
    return plain(" ".join(re.sub(r"<w:instrText.*?</w:instrText>|<[^>]*>", "", x) for x in parts))


def in_pdf(data: bytes) -> str:
    return plain(pdf_text(data))


def without_marks(text: str) -> str:
    """`text` without the footnote's mark, and without the gaps seen between runs in a PDF."""
    return re.sub(r"(?<=2\.1\.1\)) ?1 og", " og", text.replace(" )", ")"))


def test_every_output_says_the_numbers(numbered: Project) -> None:
    built = numbered.build("docx", "pdf", "html")
    for text in (
        in_html(built.outputs["html"]),
        in_word(built.outputs["docx"]),
        in_pdf(built.outputs["pdf"]),
    ):
        for said in SAID:
            assert said in without_marks(text), said
        assert "Quiz (punkt" not in text  # a heading is called the same everywhere


def fields(data: bytes) -> Mapping[str, str]:
    """What stands as the result of each REF field, by the bookmark that it is of."""
    xml = "".join(word(data).parts[f"word/{x}.xml"].decode() for x in ("document", "footnotes"))
    found = re.findall(
        r'REF (\w+) \\r \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        r"<w:r>.*?<w:t>([\d.]+)</w:t></w:r>",
        xml,
    )
    assert all(f'w:name="{name}"' in xml for name, _ in found)
    return dict(found)


def test_word_has_fields_that_it_can_count_again(numbered: Project) -> None:
    data = numbered.build("docx").outputs["docx"]
    assert sorted(fields(data).values()) == ["1", "2.1.1", "2.1.1.1", "3"]


def test_libreoffice_counts_them_itself(numbered: Project, libreoffice: LibreOffice) -> None:
    """With wrong numbers in the file, the right ones are shown."""
    stale = word(numbered.build("docx").outputs["docx"])
    for name in ("word/document.xml", "word/footnotes.xml"):
        xml = stale.parts[name].decode()
        xml = re.sub(r"(<w:t>)[\d.]+(</w:t></w:r><w:r><w:fldChar)", r"\g<1>7.7\2", xml)
        stale.parts[name] = xml.encode()
    wrong = zipped(stale.parts)
    assert "(punkt 7.7)" in in_word(wrong)
    shown = in_pdf(libreoffice.convert({"notat": wrong}, PDF)["notat"])
    for said in SAID:
        assert said in without_marks(shown), said


def test_without_numbers_links_stay_as_written(project: Project) -> None:
    write_note(project, numbered="nei")
    built = project.build("docx", "html")
    html = in_html(built.outputs["html"])
    assert "Les om tiltakene og g.md#quiz." in html
    assert "punkt" not in html
    assert b" REF " not in word(built.outputs["docx"]).parts["word/document.xml"]
    told = [(d.rule.code, d.span.path, d.span.line) for d in built.analysis.diagnostics]
    assert [each for each in told if each[0] == "ARK328"] == [
        ("ARK328", "contributions/g.md", 4),
        ("ARK328", "contributions/notat.md", 13),
    ]


def test_a_number_is_words_enough(numbered: Project) -> None:
    assert "ARK328" not in {d.rule.code for d in numbered.build("html").analysis.diagnostics}
    with (numbered.root / "contributions" / "adm.md").open("a") as file:
        file.write("\nSjå [](#finst-ikkje) og [](https://x.example).\n")
    codes = [d.rule.code for d in numbered.build("html").analysis.diagnostics]
    assert codes.count("ARK328") == 2


def test_the_word_file_is_read_back_with_its_numbers(numbered: Project) -> None:
    data = numbered.build("docx").outputs["docx"]
    read = read_word_contribution("contributions/ub.docx", data).body
    blocks = (*read.blocks, *(block for note in read.footnotes for block in note.blocks))
    text = plain("\n".join(plain_text(run) for run, _ in spoken_runs(blocks)))
    for said in SAID:
        assert said in without_marks(text), said


def test_a_heading_above_moves_the_numbers_on_the_fast_path(numbered: Project) -> None:
    live = LiveNote(numbered.root)
    live.snapshot()
    write_note(numbered, before="## Nytt\n\nTekst.\n\n")
    after = live.snapshot(["contributions/notat.md"])
    shown = plain(re.sub("<[^>]*>", "", "".join(block.html for block in after.blocks)))
    assert "Se punkt 3.1.1.1 og bakgrunnen (punkt 2)." in shown
    assert "Sjå innleiinga (punkt 2)." in shown
    fresh = LiveNote(numbered.root).snapshot()
    assert [block.html for block in after.blocks] == [block.html for block in fresh.blocks]


def test_they_are_the_same_in_a_cached_build(numbered: Project) -> None:
    from arkdoc.model.cache import Cache

    cache = Cache()
    build(load(numbered.root), frozenset({"docx", "html"}), cache=cache)
    write_note(numbered, before="## Nytt\n\nTekst.\n\n")
    again = build(load(numbered.root), frozenset({"docx", "html"}), cache=cache)
    assert again.outputs == build(load(numbered.root), frozenset({"docx", "html"})).outputs
    assert sorted(fields(again.outputs["docx"]).values()) == ["2", "3.1.1", "3.1.1.1", "4"]


T = Text
PICTURE = Image("x.png", "Et kart")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), "punkt 4.2"),
        ((T("tiltak"),), "tiltak (punkt 4.2)"),
        ((T("tiltak "),), "tiltak (punkt 4.2)"),
        ((T("punkt"),), "punkt 4.2"),
        ((T("Pkt."),), "Pkt. 4.2"),
        ((T("avsnitt"),), "avsnitt 4.2"),
        ((T("punkt 3.1"),), "punkt 4.2"),
        ((T("punkt\u00a04.2"),), "punkt 4.2"),
        ((T("kap. 3"),), "kap. 4.2"),
        ((T("tiltak (punkt 3.1)"),), "tiltak (punkt 4.2)"),
        ((Strong((T("tiltak (punkt 3.1)"),)),), "tiltak (punkt 4.2)"),
        ((T("se punkt 3 om tiltak"),), "se punkt 3 om tiltak"),
        ((T("4.2 Tiltak"),), "4.2 Tiltak"),
        ((T("Tiltak, 4.2"),), "Tiltak, 4.2"),
        ((T("Tiltak 4.21"),), "Tiltak 4.21 (punkt 4.2)"),
        ((T("Tiltak 14.2"),), "Tiltak 14.2 (punkt 4.2)"),
        ((T("holdepunkt"),), "holdepunkt (punkt 4.2)"),
        ((T("punktet"),), "punktet (punkt 4.2)"),
        ((Emphasis((T("punkt"),)),), "punkt 4.2"),
        ((PICTURE,), "Et kart"),
    ],
)
def test_a_number_is_said_once(words: tuple[Text, ...], expected: str) -> None:
    found = with_number(Reference("tiltak", words), "4.2", "punkt {number}")
    assert plain(plain_text(found)) == expected
    assert sum(isinstance(each, HeadingNumber) for each in found) == (
        0 if expected in (plain(plain_text(words)),) and "punkt 4.2" not in expected else 1
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2 Biblioteket", "2 Biblioteket"),
        ("2. Biblioteket", "2. Biblioteket"),
        ("de 2 tiltakene", "de 2 tiltakene (punkt 2)"),
        ("2,5 millioner", "2,5 millioner (punkt 2)"),
        ("2.1 Gjøvik", "2.1 Gjøvik (punkt 2)"),
    ],
)
def test_a_number_of_one_part_is_known_at_the_beginning_only(words: str, expected: str) -> None:
    found = with_number(Reference("ub", (Text(words),)), "2", "punkt {number}")
    assert plain(plain_text(found)) == expected
