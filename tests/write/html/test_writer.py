"""The HTML page: well formed, accessible, closed to what is not its own, true to the tokens."""

import re
import xml.etree.ElementTree as ET
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise

import pytest
import tinycss2
import tinyhtml5

from arkdoc.language.printed import WORDS
from arkdoc.model.assets import Asset
from arkdoc.model.document import Document, Part
from arkdoc.model.nodes import (
    Alignment,
    Block,
    CodeBlock,
    Container,
    ContainerKind,
    Directive,
    Emphasis,
    Figure,
    FootnoteReference,
    Heading,
    Image,
    Link,
    Quote,
    Strong,
    Table,
    Text,
)
from arkdoc.model.tree import simple_cell
from arkdoc.style.role import Kind, Role
from arkdoc.style.theme import PRINT_CSS, TOKENS, Theme, builtin_styles, parse_theme
from arkdoc.write.html.context import Medium
from arkdoc.write.html.css import BOXES, ELEMENTS
from arkdoc.write.html.markup import clean
from arkdoc.write.html.writer import write_html
from tests.support.sample import bullets, heading, item, para, png, row, sample_document, text

XHTML = "{http://www.w3.org/1999/xhtml}"
MEDIA: tuple[Medium, Medium] = ("screen", "print")


def house_style() -> Theme:
    styles = builtin_styles()
    return parse_theme(
        (styles / TOKENS).read_text("utf-8"), (styles / PRINT_CSS).read_text("utf-8")
    )


THEME = house_style()


def parsed(html: str) -> ET.Element:
    """The page as a browser's parser sees it, names without their namespace."""
    tree: ET.Element = tinyhtml5.parse(html)
    for found in tree.iter():
        if isinstance(found.tag, str):
            found.tag = found.tag.removeprefix(XHTML)
    return tree


def page(*blocks: Block, medium: Medium = "screen", document: Document | None = None) -> ET.Element:
    document = document or sample_document()
    part = Part("", "nb", "notat.md", blocks)
    return parsed(write_html(replace(document, parts=(part,)), THEME, medium=medium))


def main(*blocks: Block, medium: Medium = "screen") -> ET.Element:
    found = page(*blocks, medium=medium).find(".//main")
    assert found is not None
    return found


def markup(*blocks: Block, medium: Medium = "screen") -> str:
    whole = ET.tostring(main(*blocks, medium=medium), encoding="unicode")
    return re.sub(r"^<main[^>]*>|</main>\s*$", "", whole).strip()


@pytest.fixture(params=MEDIA, scope="module")
def sample(request: pytest.FixtureRequest) -> ET.Element:
    return parsed(write_html(sample_document(), THEME, medium=request.param))


# --- the page as a whole ---------------------------------------------------------------


@pytest.mark.parametrize("medium", MEDIA)
def test_the_page_nests_as_it_is_written(medium: Medium) -> None:
    """Every start tag has its end tag, in order: what a browser needn't mend."""
    html = write_html(sample_document(), THEME, medium=medium)
    body = html[html.index("<body") : html.index("</html>")]
    open_tags: list[str] = []
    for closing, name in re.findall(r"<(/?)([a-z0-9]+)[^>]*>", body):
        if closing:
            assert open_tags.pop() == name
        elif name not in {"img", "br", "hr", "col", "meta"}:
            open_tags.append(name)
    assert not open_tags
    written = re.findall(r"<([a-z0-9]+)", body)
    found = [e.tag for e in parsed(html).iter() if e.tag not in {"html", "head", *_head_tags(html)}]
    assert found == written


def _head_tags(html: str) -> set[str]:
    return set(re.findall(r"<([a-z]+)", html[: html.index("<body")].split("<style>")[0])) | {
        "style"
    }


def test_ids_are_unique_and_links_lead_somewhere(sample: ET.Element) -> None:
    ids = [e.get("id") for e in sample.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    targets = {e.get("href", "")[1:] for e in sample.iter("a") if e.get("href", "").startswith("#")}
    assert targets <= set(ids)
    assert {"bakgrunn", "fotnote-2", "ref.fotnote-2.2"} <= targets


def test_the_note_is_titled_and_spoken(sample: ET.Element) -> None:
    assert sample.get("lang") == "nb-NO"
    assert sample.findtext(".//title") == "Utkast: Status Arbeidsmiljøundersøkelsen 2017"
    titles = list(sample.iter("h1"))
    assert ["".join(title.itertext()) for title in titles] == [
        "Status Arbeidsmiljøundersøkelsen 2017"
    ]
    for landmark in ("header", "main", "nav"):
        assert len(list(sample.iter(landmark))) == 1


def test_headings_have_no_gap(sample: ET.Element) -> None:
    levels = [int(e.tag[1]) for e in sample.iter() if re.fullmatch("h[1-6]", str(e.tag))]
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    expected = [
        b.level + 1 for p in sample_document().parts for b in p.blocks if isinstance(b, Heading)
    ]
    assert levels[1:] == expected


def test_every_image_has_an_alternative(sample: ET.Element) -> None:
    images = list(sample.iter("img"))
    assert images
    assert all(e.get("alt") is not None and e.get("src", "").startswith("data:") for e in images)


def test_parts_headings_and_notes_say_their_language(sample: ET.Element) -> None:
    spoken = {e.get("lang"): e for e in sample.iter() if e.get("lang")}
    assert set(spoken) == {"nb-NO", "nn-NO", "en-GB"}
    gjovik = sample.find(".//*[@id='ub-gjovik']")
    assert gjovik is not None
    assert gjovik.get("lang") == "nb-NO"  # in a part that is in nynorsk
    english = sample.find(".//*[@id='workplace']")
    assert english is not None
    assert english.get("lang") == "en-GB"


def test_landmarks_have_names_of_their_own(sample: ET.Element) -> None:
    names = [e.get("aria-label") for e in sample.iter() if e.get("role") == "doc-endnotes"]
    assert names == ["Fotnote 1", "Fotnote 2", "Fotnote 3"]


def test_the_screen_page_is_closed() -> None:
    html = write_html(sample_document(), THEME, medium="screen")
    css = html.split("<style>")[1].split("</style>")[0]
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    digest = b64encode(sha256(css.encode()).digest()).decode()
    assert policy[1].replace("&#x27;", "'") == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    body = html[html.index("<body") :]
    assert not re.search(r"<script|<link|<iframe|\sstyle=|\son[a-z]+=", body)
    assert re.search(r'<body>\s*<a class="ark-skip ark-screen" href="#main\.">Hopp til', body)


def test_the_same_document_is_the_same_page() -> None:
    for medium in MEDIA:
        pages = {write_html(sample_document(), THEME, medium=medium) for _ in range(2)}
        assert len(pages) == 1


@pytest.mark.parametrize("language", WORDS)
def test_every_language_has_its_page(language: str) -> None:
    document = sample_document()
    parts = tuple(replace(part, language=language) for part in document.parts)
    html = write_html(replace(document, language=language, parts=parts), THEME, medium="print")
    assert f'<html lang="{WORDS[language].language}"' in html


# --- escaping --------------------------------------------------------------------------

NASTY = "<script>alert(1)</script> \"' & </style> ]]> <!-- "


def test_text_never_becomes_markup() -> None:
    document = sample_document()
    head = replace(
        document.head, title=NASTY, kicker=NASTY, case_type=NASTY, rows=((NASTY, NASTY),),
        exemption=NASTY, running=NASTY, draft=NASTY, author=NASTY,
    )  # fmt: skip
    inlines = text(
        NASTY, Strong(text(NASTY)), Link("https://x.example/?a=1&b=\"'<", text(NASTY), NASTY)
    )
    blocks = (
        Heading(1, inlines, "h"),
        para(*inlines),
        CodeBlock(f"\n{NASTY}", NASTY),
        Directive("x", f"[[{NASTY}]]"),
        Container(ContainerKind.NOTE, (para(NASTY),), NASTY),
        Figure(Image("a", NASTY, NASTY)),
        Table((Alignment.NONE,), row(NASTY), (row(NASTY),)),
    )
    asset = Asset("a", png(1, 1, (0, 0, 0)), "image/png", 1, 1)
    document = replace(
        document, head=head, parts=(Part("", "nb", "", blocks),), footnotes={}, assets={"a": asset}
    )
    for medium in MEDIA:
        html = write_html(document, THEME, medium=medium)
        tree = parsed(html)
        assert not list(tree.iter("script"))
        assert html.count("</style>") == 1
        assert tree.findtext(".//title") == f"{NASTY}: {NASTY}"
        assert "".join(tree.find(".//pre").itertext()) == f"\n{NASTY}"  # type: ignore[union-attr]
        link = tree.find(".//a[@title]")
        assert link is not None
        assert link.get("href") == "https://x.example/?a=1&b=\"'<"
        assert link.get("title") == NASTY


def test_running_text_is_a_css_string() -> None:
    document = sample_document()
    evil = 'a" } * { display: none } /* \\ \n </style> ø'
    head = replace(document.head, running=evil)
    html = write_html(replace(document, head=head), THEME, medium="print")
    css = html.split("<style>")[1].split("</style>")[0]
    strings = [t.value for t in tinycss2.parse_component_value_list(css) if t.type == "string"]
    pages = [
        t.value
        for rule in tinycss2.parse_stylesheet(css)
        if rule.type == "at-rule" and rule.content
        for block in rule.content
        if block.type == "{} block"
        for t in block.content
        if t.type == "string"
    ]
    assert evil in strings + pages
    assert not [r for r in tinycss2.parse_stylesheet(css) if r.type == "error"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a\0b\x07c", "abc"),
        ("a\x0bb\x0cc\x85d\u2028e", "a b c d e"),
        ("\ud800x\ufffe\U0001ffff\x9f", "\ufffdx"),
        ("tab\tlinje\n ø 😀", "tab\tlinje\n ø 😀"),
    ],
)
def test_what_html_forbids_is_left_out(given: str, expected: str) -> None:
    assert clean(given) == expected


# --- blocks ----------------------------------------------------------------------------


def test_tables_have_scopes_widths_and_captions() -> None:
    table = page(*sample_document().parts[2].blocks).find(".//table[@id='tabell-2']")
    assert table is not None
    assert [e.get("scope") for e in table.findall("thead/tr/*")] == ["col"] * 4
    assert [[(e.tag, e.get("scope")) for e in r][:2] for r in table.findall("tbody/tr")] == [
        [("th", "row"), ("td", None)]
    ] * 3
    assert "".join(table.find("caption").itertext()).startswith("Tabell\xa02. Svarprosent")  # type: ignore[union-attr]
    assert [e.get("class") for e in table.findall("colgroup/col")] == [
        "ark-col-460", "ark-col-180", "ark-col-200", "ark-col-160",
    ]  # fmt: skip
    assert [e.get("class") for e in table.findall("tbody/tr[1]/*")] == [
        "ark-align-left", "ark-align-right", "ark-align-right", "ark-align-center",
    ]  # fmt: skip


def test_the_heads_labels_head_their_rows(sample: ET.Element) -> None:
    table = next(t for t in sample.iter("table") if t.get("class") == Role.HEAD_TABLE.css_class)
    rows = [[(cell.tag, cell.get("scope")) for cell in row] for row in table.iter("tr")]
    assert len(rows) > 3
    assert all(row == [("th", "row"), ("td", None)] for row in rows)


def test_empty_header_cells_head_nothing() -> None:
    some = Table((Alignment.NONE,) * 2, row("", "b"), (row("c", "d"),))
    assert [e.tag for e in main(some).findall(".//thead/tr/*")] == ["td", "th"]
    none = replace(some, header=row("", ""))
    assert main(none).find(".//thead") is None
    assert main(replace(some, rows=())).find(".//tbody") is None


def test_numbers_stand_in_from_the_right() -> None:
    rows = (row("1,25"), (replace(simple_cell(text("12")), inset=0.76),))
    table = Table((Alignment.RIGHT,), row("Tall"), rows, widths=(1.0,))
    found = page(table)
    cells = [cell.get("class") for cell in found.iter("td") if "inset" in str(cell.get("class"))]
    assert cells == ["ark-align-right ark-inset-76"]
    css = "".join(style.text or "" for style in found.iter("style"))
    assert re.search(
        r"\.ark-table \.ark-inset-76 \{ padding-right: calc\([\d.]+rem \+ 0\.76em\)", css
    )


def test_wide_tables_scroll_where_a_keyboard_reaches() -> None:
    wide = Table((Alignment.NONE,) * 5, row(*"abcde"), (row(*"fghij"),))
    frame = main(wide).find("div")
    assert frame is not None
    assert (frame.get("tabindex"), frame.get("role"), frame.get("aria-label")) == (
        "0",
        "group",
        "Tabell",
    )
    assert main(wide, medium="print").find("div") is None


def test_lists_keep_start_tightness_and_tasks() -> None:
    numbered = main(*sample_document().parts[1].blocks).find(".//ol")
    assert numbered is not None
    assert (numbered.get("start"), numbered.get("class")) == ("3", "ark-loose")
    tasks = bullets(item("a", checked=True), item("b", checked=False))
    images = main(tasks).findall("ul/li/img")
    assert [e.get("alt") for e in images] == ["Utført", "Ikke utført"]
    assert main(bullets("a")).find("ul/li/p") is None
    assert main(bullets("a", tight=False)).findtext("ul/li/p") == "a"


def test_footnotes_link_both_ways() -> None:
    tree = parsed(write_html(sample_document(), THEME, medium="screen"))
    mark = tree.find(".//a[@id='ref.fotnote-2.2']")
    assert mark is not None
    assert (mark.text, mark.get("href"), mark.get("role"), mark.get("aria-label")) == (
        "2", "#fotnote-2", "doc-noteref", "Fotnote 2",
    )  # fmt: skip
    note = tree.find(".//li[@id='fotnote-2']")
    assert note is not None
    back = [(e.get("href"), e.get("role"), e.get("aria-label")) for e in note.iter("a")]
    assert back == [
        ("#ref.fotnote-2.1", "doc-backlink", "Tilbake til teksten 1"),
        ("#ref.fotnote-2.2", "doc-backlink", "Tilbake til teksten 2"),
    ]
    assert note.get("value") == "2"


def test_a_link_holds_no_link() -> None:
    inside = text("a", FootnoteReference("fotnote-1", 1, 1), Link("https://b.example", text("b")))
    tree = page(para(Link("https://a.example", inside)))
    assert not [inner for link in tree.iter("a") for inner in link.iter("a") if inner is not link]
    assert tree.find(".//*[@id='ref.fotnote-1.1']") is not None


def test_contents_nest() -> None:
    document = sample_document()
    nav = parsed(write_html(document, THEME, medium="screen")).find(".//nav")
    assert nav is not None
    assert [e.get("href") for e in nav.iter("a")] == [f"#{e.target}" for e in document.contents]
    depth = {
        e.get("href"): d
        for d in (1, 2, 3)
        for e in nav.findall("ol" + "/li/ol" * (d - 1) + "/li/p/a")
    }
    assert depth == {f"#{e.target}": e.level for e in document.contents}


def test_decoration_is_hidden_and_the_rest_is_not() -> None:
    sample = sample_document()
    path = next(iter(sample.assets))
    plain = Figure(Image(path, "", decorative=True))
    assert main(plain).find(".//img").get("alt") == ""  # type: ignore[union-attr]
    assert main(plain, medium="print").find(".//img") is None  # a background is an artifact
    untold = Figure(Image(path, ""))
    assert main(untold).find(".//img").get("alt") == "Bilde"  # type: ignore[union-attr]


def test_images_fit_the_page() -> None:
    for size, dpi, expected in (
        ((100, 50), 96, 100),
        ((6000, 60), 96, 590),
        ((100, 9000), 96, 8),
        ((300, 60), 288, 100),
    ):
        document = sample_document()
        asset = Asset("a", png(1, 1, (0, 0, 0)), "image/png", *size, dpi)
        figure = page(Figure(Image("a", "x")), document=replace(document, assets={"a": asset}))
        assert figure.find(".//img").get("class") == f"ark-px-{expected}"  # type: ignore[union-attr]


def test_containers_are_told_apart() -> None:
    container = Container(ContainerKind.NOTE, (para("x"), heading(1, "h", "y")), "Merknad")
    box = main(container).find("section")
    assert box is not None
    assert (box.get("role"), box.get("aria-label")) == ("note", None)
    assert box.findtext("p") == "Merknad"
    printed = main(container, medium="print").find("section")
    assert printed is not None
    assert printed.get("aria-label") == "Merknad"
    assert box.find("h2") is not None
    assert (
        main(Container(ContainerKind.LANDSCAPE, (para("x"),))).find("div").get("class")
        == "ark-landscape"
    )  # type: ignore[union-attr]


def test_phrasing_is_what_html_calls_it() -> None:
    sentence = para("a ", Emphasis(text("b")), " ", Strong((Text("c"), Emphasis(text("d")))))
    assert markup(Quote((sentence,))) == (
        '<blockquote class="ark-quote"><p>a <em>b</em> <strong>c<em>d</em></strong></p></blockquote>'
    )


# --- style -----------------------------------------------------------------------------


def rules(css: str) -> Iterator[tuple[str, dict[str, str]]]:
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule":
            continue
        declared = tinycss2.parse_blocks_contents(
            rule.content, skip_comments=True, skip_whitespace=True
        )
        values = {d.name: tinycss2.serialize(d.value).strip() for d in declared}
        for selector in tinycss2.serialize(rule.prelude).split(","):
            yield selector.strip(), values


def test_no_style_is_refused() -> None:
    for medium in MEDIA:
        css = (
            write_html(sample_document(), THEME, medium=medium)
            .split("<style>")[1]
            .split("</style>")[0]
        )
        for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
            assert rule.type in {"qualified-rule", "at-rule"}


@pytest.mark.parametrize("role", Role)
def test_the_style_sheet_says_what_the_tokens_say(role: Role) -> None:
    css = (
        write_html(sample_document(), THEME, medium="print")
        .split("<style>")[1]
        .split("</style>")[0]
    )
    found: dict[str, dict[str, str]] = {}
    for selector, values in rules(css):
        found.setdefault(selector, {}).update(values)
    style, said = THEME[role], THEME.explicit[role]
    name = f".{role.css_class}"
    own = found[name]

    def pt(value: float) -> str:
        return f"{value:.3f}".rstrip("0").rstrip(".") + "pt"

    expected: dict[str, str] = {}
    if "size" in said:
        expected["font-size"] = pt(style.size)
    if "leading" in said:
        expected["line-height"] = pt(style.leading)[:-2]
    if "colour" in said:
        expected["color"] = style.colour
    if "bold" in said:
        expected["font-weight"] = "bold" if style.bold else "normal"
    if "italic" in said:
        expected["font-style"] = "italic" if style.italic else "normal"
    if "tracking" in said:
        expected["letter-spacing"] = pt(style.tracking)
    if "underline" in said:
        expected["text-decoration"] = "underline"
    if "strike" in said:
        expected["text-decoration"] = "line-through"
    if "superscript" in said:
        expected["vertical-align"] = "super"
    if style.background:
        expected["background-color"] = style.background
    for side in ("left", "top", "bottom"):
        border = getattr(style, f"border_{side}")
        if border:
            expected[f"border-{side}"] = f"{pt(border.width)} solid {border.colour}"
    assert {key: own.get(key) for key in expected} == expected
    if "font" in said:
        assert own["font-family"].startswith(f'"{style.font.print}"')
    if role.kind is Kind.PARAGRAPH:
        spaced = found[f"{name} > p"] if role in BOXES else own
        assert (spaced["margin-top"], spaced["margin-bottom"]) == (
            pt(style.before),
            pt(style.after),
        )
    if role is Role.LIST:
        assert found["ul"]["padding-left"] == pt(style.indent * 72 / 25.4)
    elif role is Role.TABLE:
        assert found[f"{name} ul"]["padding-left"] == pt(style.indent * 72 / 25.4)
    elif style.indent:
        assert own["margin-left"] == pt(style.indent * 72 / 25.4)
    if role.kind is Kind.TABLE:
        assert found[f"{name} td"]["padding"] == pt(style.padding)
        assert own["margin-bottom"] == pt(style.after)
    if role in ELEMENTS:
        assert {key: found[ELEMENTS[role]].get(key) for key in expected} == expected


def test_a_house_style_of_ones_own_is_followed() -> None:
    styles = builtin_styles()
    tokens = (styles / TOKENS).read_text("utf-8").replace("width = 210", "width = 200")
    theme = parse_theme(
        tokens.replace('accent = "#1d3d63"', 'accent = "#123456"'), "p { color: red }"
    )
    for medium in MEDIA:
        html = write_html(sample_document(), theme, medium=medium)
        assert "size: 200mm 297mm" in html
        assert "#123456" in html
        assert "#1d3d63" not in html
        assert "p { color: red }" in html
