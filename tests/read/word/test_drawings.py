"""Pictures, charts, objects and text boxes of Word files: what is shown, and what stands in for it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from arkdoc.model.nodes import Block, Figure, Heading, Image, Paragraph
from arkdoc.model.note import Contribution
from arkdoc.model.tree import all_inlines, inline_runs, plain_text, walk
from arkdoc.read.contribution import read_contribution
from tests.support.requirements import corpus
from tests.support.sample import png
from tests.support.word_files import parts_of, zipped
from tests.support.word_packages import p, r, word_file

PATH = "contributions/ub gjøvik.docx"
PNG = png(40, 20, (9, 9, 9))
OTHER_PNG = png(30, 30, (99, 9, 9))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
EMF = b"\x01\0\0\0" + b"\0" * 36 + b" EMF" + b"\0" * 60
MEDIA = {
    "mobil.heic": b"\0\0\0\x18ftypheic",
    "image1.png": PNG,
    "image2.png": OTHER_PNG,
    "tegning.emf": EMF,
    "strek.svg": SVG,
}
A = "http://schemas.openxmlformats.org/drawingml/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OTHERS = (
    f'xmlns:c="{A}/chart" xmlns:dgm="{A}/diagram" '
    'xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
)


# --- what Word writes --------------------------------------------------------------------


def pic(id_: str = "image1", descr: str = "", blip: str = "") -> str:
    said = f' descr="{descr}"' if descr else ""
    embed = f'r:embed="{id_}"' if id_ else ""
    return (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="x.png"{said}/></pic:nvPicPr>'
        f"<pic:blipFill><a:blip {embed} {blip}</pic:blipFill></pic:pic>"
    ).replace(f"{embed} {blip}<", f"{embed} {blip or '/>'}<")


def drawing(
    inside: str, descr: str = "", title: str = "", ext: str = "", kind: str = "inline"
) -> str:
    return (
        f"<w:r><w:drawing {OTHERS}><wp:{kind}>"
        f'<wp:docPr id="1" name="Bilde 1" descr="{descr}" title="{title}">{ext}</wp:docPr>'
        f"<a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic></wp:{kind}></w:drawing></w:r>"
    )


def box(*paragraphs: str) -> str:
    return f"<wps:wsp><wps:txbx><w:txbxContent>{''.join(paragraphs)}</w:txbxContent></wps:txbx></wps:wsp>"


def pict(inside: str) -> str:
    return f"<w:r><w:pict>{inside}</w:pict></w:r>"


# --- reading -----------------------------------------------------------------------------


def read(
    *body: str, more: Mapping[str, tuple[str, bytes]] | None = None, **given: object
) -> Contribution:
    """The file; `more` are parts by name, each with the kind of its relationship (id: its stem)."""
    data = word_file(*body, media=MEDIA, **given)  # type: ignore[arg-type]
    if more:
        parts = parts_of(data)
        related = ""
        for name, (kind, part) in more.items():
            parts[f"word/{name}"] = part
            stem = name.rpartition("/")[2].partition(".")[0]
            related += f'<Relationship Id="{stem}" Type="{OFFICE}/{kind}" Target="{name}"/>'
        rels = "word/_rels/document.xml.rels"
        parts[rels] = parts[rels].replace(
            b"</Relationships>", f"{related}</Relationships>".encode()
        )
        data = zipped(parts)
    return read_contribution(PATH, data)


def images(contribution: Contribution) -> list[Image]:
    found = all_inlines(contribution.body.blocks)
    return [inline for inline in found if isinstance(inline, Image)]


def texts(contribution: Contribution) -> list[str]:
    runs = (run for block in walk(contribution.body.blocks) for run in inline_runs(block))
    return [text for text in map(plain_text, runs) if text]


def said(contribution: Contribution, *codes: str) -> list[str]:
    wanted = codes or ("ARK602", "ARK620", "ARK621")
    return [d.rule.code for d in contribution.diagnostics if d.rule.code in wanted]


def what(contribution: Contribution) -> list[str]:
    return [dict(d.args)["what"] for d in contribution.diagnostics if d.rule.code == "ARK620"]


# --- pictures ----------------------------------------------------------------------------


def test_a_picture_alone_is_a_figure_whose_bytes_are_kept() -> None:
    found = read(p("Før."), p(drawing(pic(), "Søyler\nsom stiger")))
    (figure,) = (b for b in found.body.blocks if isinstance(b, Figure))
    assert figure.image == Image("ub%20gj%C3%B8vik.docx/word/media/image1.png", "Søyler som stiger")
    assert figure.span.line == 2
    assert found.pictures == {f"{PATH}/word/media/image1.png": PNG}
    assert said(found) == []


def test_a_picture_in_the_text_stays_there_and_one_beside_it_comes_after() -> None:
    found = read(
        p(r("Se ") + drawing(pic(), "Søyler") + r(".")),
        p(drawing(pic("image2"), "Kart", kind="anchor") + r("Ved siden av.")),
    )
    first, second, figure = found.body.blocks
    assert isinstance(first, Paragraph)
    assert isinstance(first.inlines[1], Image)
    assert isinstance(second, Paragraph)
    assert isinstance(figure, Figure)
    assert figure.image.alt == "Kart"


@pytest.mark.parametrize(
    ("descr", "title", "alt"),
    [
        ("Søyler", "Tittel", "Søyler"), ("", "Tittel", "Tittel"), ("", "", ""),
        ("bilde1.png", "Søyler", "Søyler"), ("bilde1.png", "", "bilde1.png"),
        ("C:\\Bilder\\IMG_1.JPG", "Kart", "Kart"),
    ],
)  # fmt: skip
def test_the_alternative_is_what_tells_something(descr: str, title: str, alt: str) -> None:
    (image,) = images(read(p(drawing(pic(), descr, title))))
    assert image.alt == alt
    assert not image.decorative


def test_a_decorative_picture_has_no_alternative() -> None:
    ext = '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative val="1"/></a:ext></a:extLst>'
    (image,) = images(read(p(drawing(pic(), "Strek", ext=ext))))
    assert image.decorative
    assert image.alt == ""
    (image,) = images(read(p(drawing(pic(), "Strek", ext=ext.replace('"1"', '"0"')))))
    assert not image.decorative
    (image,) = images(read(p(drawing(pic(), "Dekorasjon"))))
    assert image.decorative


def test_the_same_picture_twice_is_one_set_of_bytes() -> None:
    found = read(p(drawing(pic(), "A")), p(drawing(pic(), "B")))
    assert [image.alt for image in images(found)] == ["A", "B"]
    assert len(found.pictures) == 1


def test_each_picture_of_a_group_is_shown() -> None:
    group = f"<wpg:wgp>{pic('image1', 'Venstre')}{pic('image2')}</wpg:wgp>"
    first, second = images(read(p(drawing(group, "To sirkler"))))
    assert (first.alt, first.decorative) == ("To sirkler: Venstre", False)
    assert (second.alt, second.decorative) == ("", True), "the group's text is read once"
    first, second = images(read(p(drawing(group))))
    assert (first.alt, second.alt, second.decorative) == ("Venstre", "", False)


def test_a_drawing_is_taken_before_the_picture_of_it() -> None:
    finer = '><a:extLst><a:ext><asvg:svgBlip r:embed="strek"/></a:ext></a:extLst></a:blip>'
    found = read(p(drawing(pic("image1", blip=finer), "Strek")))
    assert [i.source.rpartition("/")[2] for i in images(found)] == ["strek.svg"]
    assert list(found.pictures.values()) == [SVG]
    active = SVG.replace(b"<rect", b"<script>x</script><rect")
    parts = parts_of(word_file(p(drawing(pic("image1", blip=finer), "Strek")), media=MEDIA))
    found = read_contribution(PATH, zipped(parts | {"word/media/strek.svg": active}))
    assert [i.source.rpartition("/")[2] for i in images(found)] == ["image1.png"]
    assert list(found.pictures.values()) == [PNG]


def test_old_pictures_and_filled_shapes_are_pictures_too() -> None:
    old = '<v:shape alt="Gammelt bilde"><v:imagedata r:id="image1" o:title="x"/></v:shape>'
    filled = '<v:rect alt="Fylt"><v:fill r:id="image2" type="frame"/></v:rect>'
    pattern = '<v:rect><v:fill r:id="image2" type="pattern"/></v:rect>'
    shape = '<wps:wsp><wps:cNvPr id="2" descr="Figur"/><wps:spPr><a:blipFill><a:blip r:embed="image1"/></a:blipFill></wps:spPr></wps:wsp>'
    found = read(p(pict(old) + pict(filled) + pict(pattern)), p(drawing(shape)))
    assert [image.alt for image in images(found)] == ["Gammelt bilde", "Fylt", "Figur"]
    assert said(found) == []


def test_a_picture_in_a_note_is_found_by_the_notes_own_relations() -> None:
    note = f'<w:footnote w:id="2">{p(r("Se ") + drawing(pic("bilde"), "I noten"))}</w:footnote>'
    data = word_file(
        p(r("Her.") + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        media=MEDIA,
        parts={"footnotes": note},
    )
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="bilde" Type="{OFFICE}/image" Target="media/image2.png"/></Relationships>'
    )
    parts = parts_of(data) | {"word/_rels/footnotes.xml.rels": related.encode()}
    found = read_contribution(PATH, zipped(parts))
    assert list(found.pictures.values()) == [OTHER_PNG]
    (note_read,) = found.body.footnotes
    assert any(isinstance(i, Image) and i.alt == "I noten" for i in all_inlines(note_read.blocks))


# --- what can't be shown -----------------------------------------------------------------

CHART = f"""<c:chartSpace xmlns:c="{A}/chart" xmlns:a="{A}/main"><c:chart>
<c:title><c:tx><c:rich><a:p><a:r><a:t>Syke</a:t></a:r><a:r><a:t>fravær</a:t></a:r></a:p></c:rich></c:tx></c:title>
<c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache><c:pt><c:v>Kvinner</c:v></c:pt></c:strCache></c:strRef></c:tx>
<c:cat><c:strRef><c:strCache><c:pt><c:v>1. kvartal</c:v></c:pt><c:pt><c:v>2. kvartal</c:v></c:pt></c:strCache></c:strRef></c:cat>
<c:val><c:numRef><c:numCache><c:pt><c:v>7.5</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>
<c:ser><c:tx><c:strRef><c:strCache><c:pt><c:v>Menn</c:v></c:pt></c:strCache></c:strRef></c:tx>
<c:cat><c:numRef><c:numCache><c:pt><c:v>43101</c:v></c:pt></c:numCache></c:numRef></c:cat></c:ser>
</c:barChart></c:plotArea></c:chart></c:chartSpace>""".encode()
SMART_ART = f"""<dgm:dataModel xmlns:dgm="{A}/diagram" xmlns:a="{A}/main"><dgm:ptLst>
<dgm:pt modelId="0" type="doc"/>
<dgm:pt modelId="1"><dgm:t><a:p><a:r><a:t>Kartlegge</a:t></a:r></a:p></dgm:t></dgm:pt>
<dgm:pt modelId="2"><dgm:t><a:p><a:r><a:t>Gjøre</a:t></a:r></a:p><a:p><a:r><a:t>noe</a:t></a:r></a:p></dgm:t></dgm:pt>
<dgm:pt modelId="3" type="sibTrans"><dgm:t><a:p><a:r><a:t>pil</a:t></a:r></a:p></dgm:t></dgm:pt>
</dgm:ptLst></dgm:dataModel>""".encode()
PARTS = {"charts/chart1.xml": ("chart", CHART), "diagrams/data1.xml": ("diagramData", SMART_ART)}
OBJECT = '<v:shape><v:imagedata r:id="{id}" o:title=""/></v:shape><o:OLEObject ProgID="Excel.Sheet.12" r:id="x"/>'


@pytest.mark.parametrize(
    ("content", "descr", "words", "kind"),
    [
        ('<c:chart r:id="chart1"/>', "Fravær faller", "Fravær faller", "a chart"),
        ('<c:chart r:id="chart1"/>', "", "Sykefravær: Kvinner, Menn (1. kvartal, 2. kvartal)", "a chart"),
        ('<c:chart r:id="chart1"/>', "diagram.png", "Sykefravær: Kvinner, Menn (1. kvartal, 2. kvartal)", "a chart"),
        ('<c:chart r:id="borte"/>', "", "", "a chart"),
        ('<cx:chart r:id="chart1"/>', "Foss", "Foss", "a chart"),
        ('<dgm:relIds r:dm="data1"/>', "", "Kartlegge; Gjøre noe", "a SmartArt drawing"),
        ('<dgm:relIds r:dm="data1"/>', "To steg", "To steg Kartlegge; Gjøre noe", "a SmartArt drawing"),
        ('<w14:contentPart r:id="ink1"/>', "Signatur", "Signatur", "a drawing by hand"),
        (pic("tegning"), "Organisasjonskart", "Organisasjonskart", "a drawing in the format EMF or WMF, which only Windows knows"),
        (pic("borte"), "Kart", "Kart", "a picture that is not in the file, only its frame"),
        (pic("", blip='r:link="ute"/>'), "Kart", "Kart", "a picture that lies outside the file, and is only linked to"),
        (pic("ute"), "Kart", "Kart", "a picture that lies outside the file, and is only linked to"),
        (pic("mobil"), "Hva", "Hva", "a picture in a format that few programs know"),
    ],
)  # fmt: skip
def test_its_words_stand_in_for_what_cant_be_shown(
    content: str, descr: str, words: str, kind: str
) -> None:
    linked = {"ute": ("image", "https://example.org/kart.png")}
    found = read(p("Før."), p(drawing(content, descr)), more=PARTS, relations=linked)
    assert texts(found) == ["Før.", *([words] if words else [])]
    assert what(found) == [kind]
    assert found.pictures == {}
    assert said(found) == ["ARK620"], "no word is lost, and none is said twice"


def test_the_words_of_one_that_is_hidden_are_named() -> None:
    hidden = drawing('<c:chart r:id="chart1"/>', "").replace(
        "<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>"
    )
    found = read(p("Før."), p(hidden), more=PARTS)
    assert texts(found) == ["Før."]
    (left_out,) = [d for d in found.diagnostics if d.rule.code == "ARK613"]
    assert "Kvinner" in dict(left_out.args)["text"]
    assert "ARK602" not in said(found)


def test_an_object_shows_the_picture_of_it_if_all_can_show_that() -> None:
    def embedded(id_: str) -> Contribution:
        return read(p(f"<w:r><w:object>{OBJECT.format(id=id_)}</w:object></w:r>"), p("Etter."))

    assert what(embedded("tegning")) == ["something from another program, such as a sheet of Excel"]
    assert len(images(embedded("image1"))) == 1
    assert what(embedded("image1")) == []
    alone = '<w:r><w:object><o:OLEObject ProgID="Package" r:id="x"/></w:object></w:r>'
    assert len(what(read(p(alone), p("Etter.")))) == 1


def test_nothing_outside_the_file_is_asked_for() -> None:
    linked = {
        "ute": ("image", "file:///etc/passwd"),
        "nett": ("image", "https://example.org/a.png"),
    }
    drawn = (
        drawing(pic("ute"))
        + drawing(pic("nett"))
        + pict('<v:shape alt="Bilde"><v:imagedata r:href="nett"/></v:shape>')
    )
    found = read(p(drawn), relations=linked)
    assert len(what(found)) == 3
    assert found.pictures == {}


def test_words_drawn_as_art_are_words() -> None:
    art = pict('<v:shape><v:textpath string="UTKAST  til sak"/></v:shape>')
    canvas = drawing("<a:p><a:r><a:t>Ord på</a:t></a:r><a:r><a:t> lerret</a:t></a:r></a:p>")
    assert texts(read(p(art + canvas))) == ["UTKAST til sak Ord på lerret"]


def test_of_a_drawing_by_hand_the_picture_is_taken() -> None:
    ink = drawing('<w14:contentPart r:id="ink1"/>')
    picture = drawing(pic(), "Skisse")
    both = f'<w:r><mc:AlternateContent><mc:Choice Requires="wpi">{ink}</mc:Choice><mc:Fallback>{picture}</mc:Fallback></mc:AlternateContent></w:r>'
    found = read(p(both))
    assert [image.alt for image in images(found)] == ["Skisse"]
    assert what(found) == []


# --- text boxes --------------------------------------------------------------------------


def test_a_text_box_comes_once_after_the_paragraph_it_hangs_on() -> None:
    words = p("Husk møtet."), p("Og kaken.")
    old = pict(
        f"<v:shape><v:textbox><w:txbxContent>{''.join(words)}</w:txbxContent></v:textbox></v:shape>"
    )
    both = f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing(box(*words))}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>'
    for hung in (both, old, drawing(box(*words))):
        found = read(p(r("Vert.") + hung), p("Etter."))
        assert texts(found) == ["Vert.", "Husk møtet.", "Og kaken.", "Etter."]
        assert said(found) == ["ARK621"]


def test_boxes_in_a_group_and_in_each_other_keep_their_order() -> None:
    inner = drawing(box(p("Innerst.")))
    group = f"<wpg:wgp>{box(p('Første.'))}{pic('image1', 'Kart')}{box(p(r('Andre.') + inner))}</wpg:wgp>"
    found = read(p(r("Vert.") + drawing(group, kind="anchor")), p("Etter."))
    assert texts(found) == ["Vert.", "Kart", "Første.", "Andre.", "Innerst.", "Etter."]
    assert "ARK602" not in said(found)


def test_an_empty_box_is_nothing() -> None:
    found = read(p(r("Vert.") + drawing(box("<w:p/>"))), p("Etter."))
    assert texts(found) == ["Vert.", "Etter."]
    assert said(found) == []


def test_a_picture_in_a_box_is_a_picture() -> None:
    found = read(p(r("Vert.") + drawing(box(p(drawing(pic(), "I boksen"))))))
    assert [image.alt for image in images(found)] == ["I boksen"]


# --- hostile -----------------------------------------------------------------------------


def nested(tag: str, times: int, inside: str = "") -> str:
    return f"<{tag}>" * times + inside + f"</{tag}>" * times


@pytest.mark.parametrize(
    "content",
    [
        "<a:blip r:embed='image1'/>" * 4000,
        nested("a:blip", 200) * 20,
        nested("wpg:wgp", 200, "<a:blip r:embed='borte'/>" * 4000),
        nested("a:p", 200, "<a:t>x</a:t>" * 4000),
        nested("wp:docPr", 200) * 20,
        "<c:chart r:id='chart1'/>" * 4000,
        "<dgm:relIds r:dm='data1'/>" * 4000,
    ],
)  # fmt: skip
def test_time_is_by_the_size_whatever_stands_in_what(content: str) -> None:
    start = time.process_time()
    read(p("Hei."), p(drawing(content)), more=PARTS)
    assert time.process_time() - start < 8


def test_a_chart_of_charts_is_read_by_its_size() -> None:
    deep = nested("c:title", 400, "<a:p><a:r><a:t>x</a:t></a:r></a:p>" * 4000)
    chart = f'<c:chartSpace xmlns:c="{A}/chart" xmlns:a="{A}/main">{deep}</c:chartSpace>'.encode()
    start = time.process_time()
    found = read(
        p(drawing('<c:chart r:id="chart1"/>')),
        p("Hei."),
        more={"charts/chart1.xml": ("chart", chart)},
    )
    assert what(found) == ["a chart"]
    assert time.process_time() - start < 8
    broken = read(
        p(drawing('<c:chart r:id="chart1"/>')),
        p("Hei."),
        more={"charts/chart1.xml": ("chart", b"<c:")},
    )
    assert what(broken) == ["a chart"]


# --- the corpus --------------------------------------------------------------------------


def test_the_corpus() -> None:
    def of(name: str) -> Contribution:
        return read_contribution(
            f"contributions/{Path(name).name}", (corpus() / "word" / name).read_bytes()
        )

    def blocks(found: Contribution, kind: type[Block]) -> int:
        return sum(isinstance(block, kind) for block in walk(found.body.blocks))

    made = of("made/08-bilder-tekstbokser.docx")
    alts = [(image.alt, image.decorative) for image in images(made)]
    assert alts == [
        ("Søylediagram over sykefravær per kvartal", False), ("", False), ("image1.png", False),
        ("Bilde med tekstbryting", False), ("", True),
    ]  # fmt: skip
    assert "Organisasjonskart som EMF" in texts(made)
    for words in (
        "Tekst i tekstboks: husk møtet.",
        "Andre avsnitt i boksen.",
        "Gammel VML-tekstboks.",
    ):
        assert texts(made).count(words) == 1
    assert len(images(of("public/docling--docx_vml_images.docx"))) == 2
    assert len(images(of("public/poi--45690.docm"))) == 2
    assert "ARK621" in said(of("public/mammothjs--text-box.docx"))
    assert "ARK621" in said(of("public/poi--stress005.docx"))
    assert blocks(made, Heading) == 1
