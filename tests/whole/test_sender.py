"""The institution: its letterhead in each output, what may be no logo, and a template's own."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from docx.oxml import parse_xml
from docx.shared import Mm
from lxml import etree

from arkdoc.cli import main
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.ooxml.media import Media
from arkdoc.pipeline.build import BuildResult
from arkdoc.pipeline.load_style import load_theme, theme_in
from arkdoc.pipeline.record import inputs_digest
from arkdoc.preview.snapshot import LiveNote
from arkdoc.style.theme import TOKENS as TOKENS_FILE
from arkdoc.style.theme import builtin_styles, parse_sender, parse_theme
from arkdoc.write.docx.template.headers_footers import HeaderFooter
from arkdoc.write.docx.template.letterhead import letterhead
from tests.support.pdf_tags import read_tags
from tests.support.project import REPOSITORY, Project, W, codes, pdf_text, png, text_of, word
from tests.support.sample import png as picture

NAME = "Universitetet i Eksempelvik"
HEARD = "Eksempelvik sitt segl"
ADDRESS = ("Postboks 7", "9999 Eksempelvik")
TOKENS = f"""\
[avsender]
navn = "{NAME}"
logo = "segl.svg"
alternativtekst = "{HEARD}"
adresse = ["Postboks 7", "9999 Eksempelvik"]
"""
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="160" height="60"><rect width="160" height="60"/></svg>'
EXEMPT = "Unntatt offentlighet, jf. offl. § 13"
EACH = ("docx", "pdf", "html")


@pytest.fixture
def note(project: Project) -> Project:
    """A note of three pages, the last across."""
    project.units({"a": "Enhet A"})
    project.contribution("a", "Tekst.\n\n" * 60 + "::: liggende\n| a |\n|---|\n| b |\n:::\n")
    return project


def style(project: Project, tokens: str = TOKENS, **files: bytes) -> Project:
    """Give the note a house style of its own, that says nothing but whose it is."""
    folder = project.root / "styles"
    folder.mkdir(exist_ok=True)
    (folder / "tokens.toml").write_text(tokens, "utf-8")
    (folder / "segl.svg").write_bytes(SVG)
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    return project


def exempt(project: Project) -> Project:
    file = project.root / "contributions" / "notat.md"
    fields = "offentlighet: unntatt\nhjemmel: offl. § 13\nenheter:"
    file.write_text(file.read_text("utf-8").replace("enheter:", fields), "utf-8")
    return project


def headers(data: bytes) -> dict[str, str]:
    """The text of each header of a Word file, by its name."""
    parts = word(data).parts
    names = [name for name in parts if name.startswith("word/header")]
    return {
        name[len("word/header-") : -len(".xml")]: " ".join(
            filter(None, (text_of(p) for p in etree.fromstring(parts[name]).iter(f"{W}p")))
        )
        for name in names
    }


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def alternatives(root: Any) -> list[str]:
    return [about.get("descr") for about in root.iter("{*}docPr")]


# --- what a house style says --------------------------------------------------------------


def test_the_letterhead_is_read_first_and_on_one_page_alone(note: Project) -> None:
    result = style(note).build(*EACH)
    assert not [code for code in codes(result) if code.startswith("ARK9")]

    tree = read_tags(result.outputs["pdf"])
    first, text, *_ = [kid for kid in tree.kids if not isinstance(kid, str)]
    (figure,) = first.all("Figure")
    assert (figure.entry["/Alt"], tree.all("Figure")) == (HEARD, [figure])
    assert text.type == "P"
    assert [text.text.count(line) for line in (NAME, *ADDRESS)] == [1, 1, 1]
    # On later pages the name is an artifact: it is drawn, and is not in the tree.
    assert tree.text.count(NAME) == 1
    found = pages(result.outputs["pdf"])
    assert len(found) > 2
    assert [page.count(NAME) for page in found] == [1] * len(found)

    page = result.outputs["html"].decode()
    header = page[page.index("<header>") : page.index("</header>")]
    assert header.index(f'alt="{HEARD}"') < header.index(NAME) < header.index("<h1")
    assert page.count(f'alt="{HEARD}"') == 1

    body = word(result.outputs["docx"]).body
    logo, lines, kicker = list(body.iter(f"{W}p"))[:3]
    assert alternatives(body) == alternatives(logo) == [HEARD]
    assert text_of(lines) == " ".join((NAME, *ADDRESS))
    assert "SAK" in text_of(kicker)
    said = headers(result.outputs["docx"])
    assert NAME in said["upright"]
    assert said["first"] == ""


@pytest.mark.parametrize("profile", ["2a", "ua1"])
def test_its_pdf_is_what_it_claims_to_be(note: Project, profile: str) -> None:
    import page

    built = exempt(style(note)).build("pdf").outputs["pdf"]
    report = page.validate_pdf_bytes(built, profile=profile)
    assert [f"{failure.rule_id}: {failure.message}" for failure in report.failures] == []


def test_the_logo_may_stand_at_the_right_and_as_wide_as_is_said(note: Project) -> None:
    tokens = TOKENS + 'plassering = "høyre"\nbredde = 30\n'
    result = style(note, tokens).build(*EACH)
    assert 'class="ark-letterhead ark-logo-right"' in result.outputs["html"].decode()
    body = word(result.outputs["docx"]).body
    (frame,) = body.iter(f"{W}framePr")
    assert frame.get(f"{W}xAlign") == "right"
    (extent, *_) = body.iter("{*}extent")
    assert int(extent.get("cx")) == 30 * 36_000
    (figure,) = read_tags(result.outputs["pdf"]).all("Figure")
    left, _, right, _ = figure.attribute("/BBox")
    assert right - left == pytest.approx(30 * 72 / 25.4, abs=0.5)
    assert right == pytest.approx((210 - 27) * 72 / 25.4, abs=0.5)


def test_a_name_alone_is_a_letterhead_too(note: Project) -> None:
    result = style(note, f'[avsender]\nnavn = "{NAME}"\n').build(*EACH)
    assert not read_tags(result.outputs["pdf"]).all("Figure")
    assert f"<strong>{NAME}</strong></p>" in result.outputs["html"].decode()
    assert text_of(next(word(result.outputs["docx"]).body.iter(f"{W}p"))) == NAME


def test_all_but_the_sender_is_the_built_in_style(note: Project) -> None:
    """Who only wants a letterhead copies no tokens, which would then grow old."""
    style(note)
    own, built_in = load_theme(note.root), theme_in(builtin_styles())
    assert (own.styles, own.page, own.css) == (built_in.styles, built_in.page, built_in.css)


def test_nobody_has_the_made_up_university_of_this_project(note: Project) -> None:
    assert theme_in(builtin_styles()).sender is None
    assert load_theme(note.root).sender is None
    assert b"ark-letterhead ark-logo" not in note.build("html").outputs["html"]


@pytest.mark.parametrize(
    ("tokens", "named"),
    [
        ("avsender = 3", "avsender"),
        ("[avsender]", "avsender.navn"),
        ("[avsender]\nnavn = 7", "avsender.navn"),
        ('[avsender]\nnavn = "U"\nfarge = "rød"', "avsender.farge"),
        ('[avsender]\nnavn = "U"\nlogo = "../hemmelig.svg"', "avsender.logo"),
        ('[avsender]\nnavn = "U"\nlogo = "/etc/passwd"', "avsender.logo"),
        ('[avsender]\nnavn = "U"\nlogo = "C:\\\\logo.svg"', "avsender.logo"),
        ('[avsender]\nnavn = "U"\nplassering = "midten"', "avsender.plassering"),
        ('[avsender]\nnavn = "U"\nbredde = 2000', "avsender.bredde"),
        ('[avsender]\nnavn = "U"\nbredde = nan', "avsender.bredde"),
        ('[avsender]\nnavn = "U\\u0007"', "avsender.navn"),
        (f'[avsender]\nnavn = "{"U" * 500}"', "avsender.navn"),
        (f'[avsender]\nnavn = "U"\nadresse = {["x"] * 50}', "avsender.adresse"),
    ],
)
def test_a_key_that_can_not_be_used_is_named(note: Project, tokens: str, named: str) -> None:
    with pytest.raises(ArkdocError, match="can't be used") as refused:
        load_theme(style(note, tokens).root)
    assert named in refused.value.arguments["reason"]


# --- what may be no logo ------------------------------------------------------------------

XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inside: str, more: str = "") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" {more}>{inside}</svg>'.encode()


BOMBS: dict[str, bytes] = {
    "a picture elsewhere": svg('<image href="http://uni.example/logo.png" width="9" height="9"/>'),
    "a file elsewhere": svg('<image xlink:href="file:///etc/passwd" width="9" height="9"/>', XLINK),
    "a style elsewhere": svg('<style>@import "http://uni.example/a.css";</style><rect/>'),
    "a font elsewhere": svg("<style>@font-face{src:url(http://uni.example/a.ttf)}</style><rect/>"),
    "a program": svg("<script>alert(1)</script>"),
    "what runs": svg('<rect onload="alert(1)"/>'),
    "entities": b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    + svg("<text>&b;</text>"),
    "copies of copies": svg(
        '<g id="a0"><path d="M0 0h9v9z"/></g>'
        + "".join(f'<g id="a{n + 1}">' + f'<use href="#a{n}"/>' * 10 + "</g>" for n in range(9))
    ),
    "levels": svg("<g>" * 5000 + "</g>" * 5000),
    "points without end": picture(1, 1, (0, 0, 0)).replace(
        b"IHDR\0\0\0\1\0\0\0\1", b"IHDR\0\1\0\0\0\1\0\0"
    ),
    "half a file": png("40 × 40")[:60],
    "no picture": b"PK\x03\x04",
    "nothing": b"",
    "a heap of bytes": SVG + b"<!--" + b" " * 3_000_000 + b"-->",
}


@pytest.mark.parametrize("fault", BOMBS)
def test_what_is_no_logo_is_left_out_and_told_once(note: Project, fault: str) -> None:
    style(note).root.joinpath("styles", "segl.svg").write_bytes(BOMBS[fault])
    result = note.build("html")
    (said,) = [d for d in result.diagnostics if d.rule.code == "ARK935"]
    assert (said.span.path, said.span.line) == ("styles/tokens.toml", 3)
    page = result.outputs["html"].decode()
    assert NAME in page
    assert "<img" not in page


def test_a_logo_that_is_missing_or_elsewhere_is_told(note: Project, tmp_path: Path) -> None:
    file = style(note).root / "styles" / "segl.svg"
    file.unlink()
    assert codes(note.build("html")).count("ARK935") == 1
    away = tmp_path / "hemmelig.svg"
    away.write_bytes(SVG)
    file.symlink_to(away)
    result = note.build(*EACH)
    assert codes(result).count("ARK935") == 1
    assert "<img" not in result.outputs["html"].decode()
    file.unlink()
    file.mkdir()
    assert codes(note.build("html")).count("ARK935") == 1


def test_check_tells_it_as_build_does(
    note: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARKDOC_LANG", "nb")
    style(note).root.joinpath("styles", "segl.svg").unlink()
    assert main(["check", "--root", str(note.root), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)["diagnostics"]
    assert [d["message"] for d in told if d["code"] == "ARK935"] == [
        "Logoen styles/segl.svg kan ikke brukes: filen finnes ikke. Notatet får bare navnet."
    ]


# --- what depends on it ---------------------------------------------------------------------


def test_another_logo_is_another_build(note: Project) -> None:
    one = inputs_digest(style(note).build("html"))
    (note.root / "styles" / "segl.svg").write_bytes(SVG.replace(b"160", b"150"))
    assert inputs_digest(note.build("html")) != one


def test_the_preview_shows_it_and_follows_the_file(note: Project) -> None:
    live = LiveNote(style(note).root)
    before = live.snapshot()
    (name,) = before.images
    assert f'src="/bilde/{name}"' in before.head
    assert NAME in before.style
    (note.root / "styles" / "segl.svg").write_bytes(SVG.replace(b"160", b"150"))
    after = live.snapshot(["styles/segl.svg"])
    (other,) = after.images
    assert other != name
    assert f'src="/bilde/{other}"' in after.head


# --- exempt from public access -----------------------------------------------------------------


@pytest.mark.parametrize("has_sender", [False, True])
def test_every_page_and_the_metadata_say_that_the_note_is_exempt(
    note: Project, has_sender: bool
) -> None:
    result = exempt(style(note) if has_sender else note).build(*EACH)
    first, *rest = pages(result.outputs["pdf"])
    flat = [" ".join(page.replace("\xa0", " ").split()) for page in (first, *rest)]
    assert [page.count(EXEMPT) for page in flat] == [2, *(1 for _ in rest)]
    assert read_tags(result.outputs["pdf"]).text.replace("\xa0", " ").count(EXEMPT) == 1
    about = pypdf.PdfReader(io.BytesIO(result.outputs["pdf"]))
    assert about.metadata is not None
    assert about.metadata["/Keywords"].replace("\xa0", " ") == EXEMPT
    assert about.xmp_metadata is not None
    assert str(about.xmp_metadata.dc_rights["x-default"]).replace("\xa0", " ") == EXEMPT
    said = headers(result.outputs["docx"])
    assert {name: EXEMPT in text.replace("\xa0", " ") for name, text in said.items()} == {
        "first": True, "upright": True, "across": True,
    }  # fmt: skip
    core = word(result.outputs["docx"]).parts["docProps/core.xml"].decode().replace("\xa0", " ")
    assert re.search(f"<cp:keywords>{re.escape(EXEMPT)}</cp:keywords>", core)
    page = result.outputs["html"].decode().replace("\xa0", " ")
    assert f'<meta name="dcterms.accessRights" content="{EXEMPT}">' in page


# --- a template's own letterhead ------------------------------------------------------------------

LOGO = "Logoen til Eksempelinstituttet"


def template(alternative: str = LOGO, *, change: Callable[[Any], object] = lambda _: None) -> bytes:
    """Word's styles with a logo and a name in the header; it is an institution's."""
    document = docx.Document()
    header = document.sections[0].header.paragraphs[0]
    shown = header.add_run().add_picture(io.BytesIO(picture(90, 30, (139, 0, 0))), width=Mm(30))
    shown._inline.docPr.set("descr", alternative)
    header.add_run("\tEksempelinstituttet\tSide 1")
    change(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def in_template(project: Project, data: bytes) -> BuildResult:
    folder = project.root / "styles"
    folder.mkdir(exist_ok=True)
    (folder / "notat.docx").write_bytes(data)
    return project.build(*EACH)


def test_a_templates_logo_is_in_the_pdf_and_the_page_too(note: Project) -> None:
    result = in_template(note, template())
    (figure,) = read_tags(result.outputs["pdf"]).all("Figure")
    assert figure.entry["/Alt"] == LOGO
    left, _, right, _ = figure.attribute("/BBox")
    assert right - left == pytest.approx(30 * 72 / 25.4, abs=0.5)
    assert "Eksempelinstituttet" in pages(result.outputs["pdf"])[1]
    page = result.outputs["html"].decode()
    assert f'alt="{LOGO}"' in page
    # Word has it in its header, as the template says, and nowhere else.
    assert alternatives(word(result.outputs["docx"]).body) == []
    assert "Eksempelinstituttet" not in word(result.outputs["docx"]).text()
    assert "ARK934" not in codes(result)


@pytest.mark.parametrize(
    ("style", "width"),
    [
        ("width:72pt;height:9pt", 25.4),
        ("height:9pt;width: 2.5cm", 25.0),
        ("width:.5in", 12.7),
        ("width:.pt", 0),
        ("width:1.2.3pt", 0),
        ("width:٣pt", 0),
        ("width:5", 0),
    ],
)
def test_the_width_of_an_old_picture_is_its_styles(style: str, width: float) -> None:
    root = parse_xml(
        '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        'xmlns:v="urn:schemas-microsoft-com:vml"><w:p><w:r><w:pict>'
        f'<v:shape style="{style}"><v:imagedata r:id="a"/></v:shape>'
        "</w:pict></w:r></w:p></w:hdr>"
    )
    logo = Media("logo.png", "image/png", b"")
    shown = letterhead(HeaderFooter(root, {"a": logo}, {}, numbered=False), 170)
    assert shown is not None
    assert shown.width == pytest.approx(width)


def test_tokens_come_before_a_template_and_word_has_no_two_letterheads(note: Project) -> None:
    result = in_template(style(note), template())
    (figure,) = read_tags(result.outputs["pdf"]).all("Figure")
    assert figure.entry["/Alt"] == HEARD
    assert alternatives(word(result.outputs["docx"]).body) == []
    assert NAME not in word(result.outputs["docx"]).text()
    assert all(NAME not in text for text in headers(result.outputs["docx"]).values())


def test_a_template_without_a_logo_gets_ours(note: Project) -> None:
    def without(document: Any) -> None:
        document.sections[0].header.paragraphs[0].clear()

    result = in_template(style(note), template(change=without))
    assert alternatives(word(result.outputs["docx"]).body) == [HEARD]
    assert NAME in headers(result.outputs["docx"])["upright"]


@pytest.mark.sampled(3)
@pytest.mark.parametrize("alternative", ["", "logo.png", "Bilde 1"])
@pytest.mark.parametrize("targets", [EACH, ("docx",), ("pdf",)])
def test_a_missing_alternative_is_told_once_as_words_matter(
    note: Project, alternative: str, targets: tuple[str, ...]
) -> None:
    def again(document: Any) -> None:
        """The logo is in the first page's header too."""
        section = document.sections[0]
        section.different_first_page_header_footer = True
        run = section.first_page_header.paragraphs[0].add_run()
        drawn = run.add_picture(io.BytesIO(picture(90, 30, (139, 0, 0))), width=Mm(30))
        drawn._inline.docPr.set("descr", alternative)

    in_template(note, template(alternative, change=again))
    result = note.build(*targets)
    (said,) = [d for d in result.diagnostics if d.rule.code in ("ARK934", "ARK915")]
    assert (said.rule.code, said.span.path) == ("ARK934", "styles/notat.docx")
    if "pdf" in targets:  # PDF/UA-1, 7.3: the figure has an alternative all the same
        assert read_tags(result.outputs["pdf"]).all("Figure")[0].entry["/Alt"]


def test_a_logo_that_only_word_can_show_is_told(note: Project) -> None:
    from tests.write.docx.test_template import changed

    data = template()
    emf = changed(
        data,
        {
            "word/media/image1.png": b"\1\0\0\0l\0\0\0",
        },
    )
    result = in_template(note, emf)
    assert codes(result).count("ARK936") == 1
    assert not read_tags(result.outputs["pdf"]).all("Figure")
    assert "Eksempelinstituttet" in pdf_text(result.outputs["pdf"])


def test_the_project_shows_its_own_and_ships_none() -> None:
    """This folder has a letterhead, by which one sees what it looks like."""
    from tools.shipped_styles import shipped

    sender = load_theme(REPOSITORY).sender
    assert sender is not None
    assert sender.logo is not None
    assert sender.alternative
    tokens = (builtin_styles() / TOKENS_FILE).read_text("utf-8")
    assert parse_sender(tokens) is not None
    assert parse_sender(shipped(tokens)) is None
    assert "# [avsender]" in shipped(tokens)
    assert parse_theme(shipped(tokens), "").styles == parse_theme(tokens, "").styles
