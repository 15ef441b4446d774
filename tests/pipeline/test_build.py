"""From a folder to a result: what is silenced, what stands in the way, what is read at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import ArkdocError, Diagnostic
from arkdoc.pipeline.build import build
from arkdoc.pipeline.load import load
from arkdoc.pipeline.render import output_name
from tests.support.project import NOTE, Project, codes, word
from tests.support.sample import png

BAD_TABLE = "| a |\n|---|\n| 1 | 2 |\n"


@pytest.fixture
def one(project: Project) -> Project:
    return project.units({"a": "Enhet A"})


# --- silencing (clauses 3 and 5) ---------------------------------------------------------


def test_a_warning_is_silenced_for_the_next_block_only(one: Project) -> None:
    one.contribution("a", f"<!-- arkdoc: tillat ARK317 -->\n{BAD_TABLE}\nTekst.\n\n{BAD_TABLE}")
    diagnostics = [d for d in one.analyse().diagnostics if d.rule.code == "ARK317"]
    assert [d.span.line for d in diagnostics] == [13]


def test_a_caption_and_its_table_are_one_block(one: Project) -> None:
    one.contribution("a", f"<!-- arkdoc: tillat ARK317 -->\n\nTabell: T\n\n{BAD_TABLE}")
    assert "ARK317" not in codes(one.analyse())


def test_a_warning_is_silenced_for_the_whole_note(one: Project) -> None:
    one.contribution("a", BAD_TABLE)
    text = (one.root / "contributions" / "notat.md").read_text(encoding="utf-8")
    one.note(text.replace("dato:", "tillat: [ARK317]\ndato:"))
    assert "ARK317" not in codes(one.analyse())


def test_an_error_is_never_silenced(one: Project) -> None:
    one.contribution("a", "<!-- arkdoc: tillat ARK303 -->\n[x](javascript:alert)\n")
    assert "ARK303" in codes(one.analyse())


def test_what_is_silenced_still_stands_in_the_way(one: Project) -> None:
    text = (one.root / "contributions" / "notat.md").read_text(encoding="utf-8")
    one.note(text.replace("dato:", "tillat: [ARK501]\ndato:"))
    analysis = one.analyse()
    assert codes(analysis) == []
    assert [d.rule.code for d in analysis.obstacles] == ["ARK501"]


# --- `--final` (clause 7) ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fields", "obstacle"),
    [
        ("Tekst.\n", {"status": "utkast"}, "ARK502"),
        ("", {}, "ARK507"),
        ("Tekst.\n", {"ukjent": "felt"}, "ARK101"),
        ("![](x.png)\n", {}, "ARK305"),
    ],
)
def test_final_makes_nothing_while_something_stands_in_the_way(
    one: Project, text: str, fields: dict[str, str], obstacle: str
) -> None:
    result = one.contribution("a", text, **fields).build("docx", final=True)
    assert result.outputs == {}
    assert obstacle in [d.rule.code for d in result.obstacles]


def test_final_wants_a_date(project: Project) -> None:
    project.note(NOTE.replace("dato: 2019-02-27\n", ""))
    assert "ARK509" in [d.rule.code for d in project.build("docx", final=True).obstacles]


def test_late_does_not_stand_in_the_way(one: Project) -> None:
    text = (one.root / "contributions" / "notat.md").read_text(encoding="utf-8")
    one.note(text.replace("dato:", "bidragsfrist: 2019-02-01\ndato:"))
    result = one.contribution("a", "Tekst.\n", dato="2019-02-10").build("docx", final=True)
    assert codes(result) == ["ARK505"]
    assert set(result.outputs) == {"docx"}


# --- what is read (clause 2) -------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "is_contribution"),
    [
        ("a.md", True),
        ("dypt/nede/a.md", True),
        ("A.MD", True),
        ("README.md", False),
        ("_a.md", False),
        ("~a.md", False),
        (".a.md", False),
        ("_gammelt/a.md", False),
        ("a.md.txt", False),
    ],
)
def test_which_files_are_contributions(one: Project, name: str, is_contribution: bool) -> None:
    one.contribution("a", "Tekst.\n", path=name)
    assert ("Tekst." in word(one.build("docx").outputs["docx"]).text()) is is_contribution


@pytest.mark.parametrize(
    "name",
    [
        "a (konflikt).md",
        "a (1).md",
        "a (Kari sin motstridende kopi 2019-02-20).md",
        "a (conflicted copy 2019-02-20 101500).md",
        "a - Kopi.md",
        "a - Kopi (2).md",
        "a – kopi.md",
        "a kopi 2.md",
        "Kopi av a.md",
        "a.sync-conflict-20190220-101500-ABCDEFG.md",
        "a-DESKTOP-4F2K9QX.md",
        "a-PC-KARI01.md",
        "a-Karis MacBook Pro.md",
        "a-kopi.md",
    ],
)
def test_a_copy_beside_its_original_is_a_stray(one: Project, name: str) -> None:
    one.contribution("a", "Tekst.\n").contribution("a", "Kopi.\n", path=name)
    is_copy = name != "a-kopi.md"  # that may be anybody's file
    assert ("ARK506" in codes(one.analyse())) is is_copy
    assert ("ARK504" in codes(one.analyse())) is not is_copy


def test_a_copy_alone_is_a_contribution(one: Project) -> None:
    one.contribution("a", "Tekst.\n", path="a (1).md")
    assert codes(one.analyse()) == []


def test_nothing_outside_the_root_is_read(one: Project, tmp_path: Path) -> None:
    (tmp_path / "hemmelig.md").write_text("---\nenhet: a\n---\nHemmelig.\n", encoding="utf-8")
    (one.root / "contributions" / "a.md").symlink_to(tmp_path / "hemmelig.md")
    (one.root / "contributions" / "mappe").symlink_to(tmp_path)
    (one.root / "contributions" / "sløyfe").symlink_to(one.root / "contributions")
    result = one.build("docx")
    assert "Hemmelig" not in word(result.outputs["docx"]).text()
    assert codes(result).count("ARK506") >= 2


def test_without_a_note_there_is_one_line_to_say(tmp_path: Path) -> None:
    with pytest.raises(ArkdocError):
        load(tmp_path)
    (tmp_path / "contributions").mkdir()
    with pytest.raises(ArkdocError):
        load(tmp_path)


@pytest.mark.parametrize(
    ("number", "name"),
    [("11/19", "sak-11-19"), ("xx/19", "sak-xx-19"), ("SAK 11/19", "sak-11-19"), ("../x", "sak-x"),
     ("9" * 5000, "sak-" + "9" * 50), ("x/" * 5000, "sak-" + "x-" * 24 + "x")],
)  # fmt: skip
def test_what_the_outputs_are_called(number: str, name: str) -> None:
    assert output_name(number) == name


def test_the_house_style_of_the_root_is_used(one: Project) -> None:
    from arkdoc.style.theme import PRINT_CSS, TOKENS, builtin_styles

    one.contribution("a", "Tekst.\n")
    before = one.build("docx", "html")
    styles = one.root / "styles"
    styles.mkdir()
    tokens = (builtin_styles() / TOKENS).read_text(encoding="utf-8")
    (styles / TOKENS).write_text(tokens.replace("#1d3d63", "#123456"), encoding="utf-8")
    (styles / PRINT_CSS).write_text("", encoding="utf-8")
    after = one.build("docx", "html")
    assert b"123456" not in before.outputs["html"]
    assert b"#123456" in after.outputs["html"]
    assert b"123456" in word(after.outputs["docx"]).parts["word/styles.xml"]


def test_a_broken_house_style_is_one_line(one: Project) -> None:
    (one.root / "styles").mkdir()
    (one.root / "styles" / "tokens.toml").write_text("[page", encoding="utf-8")
    (one.root / "styles" / "print.css").write_text("", encoding="utf-8")
    with pytest.raises(ArkdocError):
        load(one.root)


@pytest.fixture
def no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """The layout can load no picture."""
    import weasyprint.images

    def refuse(*_arguments: object, **_options: object) -> None:
        raise weasyprint.images.ImageLoadingError.from_exception(ValueError("no"))

    monkeypatch.setattr(weasyprint.images.RasterImage, "__init__", refuse)


def test_what_the_layout_says_of_a_picture_is_said_where_it_stands(
    project: Project, no_pictures: None
) -> None:
    project.units({"ub": "Biblioteket"})
    project.write("søyler.png", png(9, 9, (0, 0, 0)))
    project.contribution("ub", "Se på dette:\n\n![tre søyler](søyler.png)\n")
    (told,) = [d for d in project.build("pdf").diagnostics if d.rule.code == "ARK903"]
    assert (told.span.path, told.span.line) == ("contributions/ub.md", 6)
    assert "contributions/søyler.png" in dict(told.args)["message"]


def test_a_picture_that_is_moved_is_told_by_its_new_name(
    project: Project, no_pictures: None
) -> None:
    """Also where the layout is remembered, as the page is the same to the byte."""
    project.units({"ub": "Biblioteket"})
    cache = Cache()

    def told(name: str) -> list[Diagnostic]:
        file = project.write(name, png(9, 9, (0, 0, 0)))
        project.contribution("ub", f"![tre søyler]({name})\n")
        result = build(load(project.root), frozenset({"pdf"}), cache=cache)
        file.unlink()
        return [d for d in result.diagnostics if d.rule.code == "ARK903"]

    for name in ("før.png", "etter.png"):
        (finding,) = told(name)
        assert finding.span.path == "contributions/ub.md"
        assert f"contributions/{name}" in dict(finding.args)["message"]


def test_a_note_too_long_for_a_pdf_is_still_made_for_word(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    import arkdoc.write.pdf.writer

    monkeypatch.setattr(arkdoc.write.pdf.writer, "MOST_LINES", 400)
    project.units({"ub": "Biblioteket"}, "[[innhold]]\n\n[[bidrag]]\n")
    project.contribution("ub", "## En\n\nHei.\n\n## To\n\n" + "- a\n" * 500)
    result = project.build("docx", "pdf")
    assert "ARK931" in codes(result)
    assert set(result.outputs) == {"docx"}
    assert result.outputs["docx"] == project.build("docx").outputs["docx"]
    assert "ARK931" not in codes(project.build("docx"))
