"""Word files among the contributions: how they are loaded, and what they hold."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from arkdoc.language.messages import in_language
from arkdoc.model.assets import Asset, Unusable
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.model.nodes import Figure, Image
from arkdoc.model.note import Body, Contribution
from arkdoc.model.source import Span, start_of
from arkdoc.pipeline import analyse as pipeline
from arkdoc.pipeline.load import load, reload
from arkdoc.pipeline.pictures import FilesAsPictures
from arkdoc.read.image.reasons import UNKNOWN
from tests.support.project import Project, codes, png
from tests.support.word_notation import word_of

UB = "contributions/ub.docx"
INSIDE = f"{UB}/word/media/image1.png"


def figure(source: str) -> Figure:
    span = Span(UB, 2, 1, 2, 2)
    return Figure(Image(source, "Kart over Gjøvik med to møterom", span=span), span=span)


def contribution(**pictures: bytes) -> Contribution:
    """A contribution as it is read from a Word file with a picture in it."""
    blocks = (figure("ub.docx/word/media/image1.png"),)
    inside = {f"{UB}/word/media/{name}.png": data for name, data in pictures.items()}
    return Contribution(UB, "", "ub", start_of(UB), Body(blocks), pictures=inside)


@pytest.mark.parametrize("name", ["ub.docx", "ub.docm", "UB.DOCX", "ub/Status Gjøvik.docx"])
def test_a_word_file_is_a_contribution(project: Project, name: str) -> None:
    project.note().write(name, b"PK")
    sources = load(project.root)
    assert sources.contributions == {f"contributions/{name}": b"PK"}
    assert sources.text(f"contributions/{name}") is None


def test_a_word_file_that_is_saved_is_loaded_anew(project: Project) -> None:
    project.note().write("ub.docx", b"PK")
    before = load(project.root)
    project.write("ub.docx", b"PK ny")
    (project.root / "contributions" / "lu12345abc.tmp").write_bytes(b"PK ny")
    sources = reload(project.root, before, (UB, "contributions/lu12345abc.tmp"))
    assert sources == load(project.root)
    assert sources.contributions == {UB: b"PK ny"}


def test_a_word_file_is_not_taken_for_the_note(project: Project) -> None:
    project.write("notat.docx", b"PK")
    with pytest.raises(ArkdocError) as caught:
        load(project.root)
    assert "other" not in caught.value.arguments


def test_pictures_inside_word_files_are_pictures(project: Project) -> None:
    project.note().write("kart.png", png())
    project.write("ub.docx", b"PK")
    project.write("x.pdf", b"%PDF-")
    read = contribution(image1=png(), image2=b"?")
    pictures = FilesAsPictures(load(project.root), [read], Cache())
    shown = pictures[INSIDE]
    assert isinstance(shown, Asset)
    assert (shown.path, shown.data) == (INSIDE, png())
    assert isinstance(pictures[f"{UB}/word/media/image2.png"], Unusable)
    assert pictures["contributions/x.pdf"] is UNKNOWN
    assert UB not in pictures
    assert sorted(pictures) == [
        "contributions/kart.png",
        INSIDE,
        f"{UB}/word/media/image2.png",
        "contributions/x.pdf",
    ]


def test_a_picture_inside_a_word_file_is_shown(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.note().contribution(
        "studieadministrasjon", "![Kart over Gjøvik med to møterom](image1.png)\n"
    )
    project.write("ub.docx", b"PK")
    real = pipeline.read_contribution

    def read(path: str, data: bytes) -> Contribution:
        given = contribution(image1=png(), image2=png("9 × 9"))
        return given if path == UB else real(path, data)

    monkeypatch.setattr(pipeline, "read_contribution", read)
    analysis = project.analyse()
    assert set(analysis.assembly.document.assets) == {INSIDE}
    # Of the two others, one lies in the Word file unshown, and one is named where it is not.
    assert codes(analysis) == ["ARK501", "ARK305"]
    (missing,) = (d for d in analysis.diagnostics if d.rule.code == "ARK305")
    assert dict(missing.args)["suggestion"] == ""


def test_a_copy_of_a_word_file_is_no_contribution(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("ub.docx", "ub (konflikt).docx", "ub-DESKTOP-4F2K9QX.docx")
    project.note()
    for name in names:
        project.write(name, b"PK")
    real = contribution()
    monkeypatch.setattr(
        pipeline, "read_contribution", lambda path, _: replace(real, path=path, pictures={})
    )
    analysis = project.analyse()
    (delivery,) = (d for d in analysis.assembly.deliveries if d.unit and d.unit.id == "ub")
    assert delivery.paths == (UB,)
    assert set(delivery.strays) == {f"contributions/{name}" for name in names[1:]}
    assert codes(analysis).count("ARK506") == 2


MARKDOWN = re.compile(r"`[^`]*[\[\]|>#*:-][^`]*`|\[ and \]|line|Notepad")
"""What hints for those who write Markdown tell them to type."""
FAULTY = """
<p>Se <link to="https://x.example/y">her</link>, og <link to="https://x.example/z">https://x.example/z</link>.</p>
<table header="1"><tr><td>Hvem</td><td></td></tr><tr><td>Vi</td><td>1</td></tr>
<tr><td span="2">Sammen</td></tr></table>
<p><pic name="a.png" alt=""/></p>
<p><pic name="b.png" alt="bilde"/></p>
<p>BlÃ¥bÃ¦r.</p>
<p>{english}</p>
<p>{long}</p>
"""


def test_hints_about_a_word_file_say_what_to_do_in_word(project: Project) -> None:
    english = "We have looked at how the work was done last year and what we can do about it now. "
    text = FAULTY.format(english=english * 2, long="Vi har sett på hvordan vi arbeider. " * 40)
    project.units({"ub": "Universitetsbiblioteket"}).write("ub.docx", word_of(text))
    found = [d for d in project.analyse().diagnostics if d.span.path == UB]
    en = in_language("en")
    said = {d.rule.code: en.hint(d) for d in found}
    assert said.keys() >= {
        "ARK220", "ARK308", "ARK309", "ARK310", "ARK312", "ARK320", "ARK402", "ARK409", "ARK616",
    }  # fmt: skip
    assert "ARK321" not in said
    assert {code: hint for code, hint in said.items() if MARKDOWN.search(hint)} == {}
    (picture,) = (d for d in found if d.rule.code == "ARK312")
    assert en.message(picture).startswith("The picture “a.png” has")
