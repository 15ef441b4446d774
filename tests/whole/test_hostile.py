"""Hostile files: time is linear in their size, bounds are reported, nothing outside is read."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from arkdoc.assemble import references
from arkdoc.model.assets import Asset, Unusable
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.model.nodes import CodeBlock, Paragraph, Table
from arkdoc.model.note import Contribution
from arkdoc.model.tree import plain_text, walk
from arkdoc.pipeline import load as loading
from arkdoc.pipeline.build import analyse
from arkdoc.pipeline.load import NOTE as NOTE_PATH
from arkdoc.pipeline.load import Sources
from arkdoc.pipeline.load_style import load_theme
from arkdoc.read.contribution import read_contribution
from arkdoc.read.image.reader import read_image
from arkdoc.read.markdown import limits
from arkdoc.style.theme import TOKENS, Theme, builtin_styles
from arkdoc.write.html.writer import write_html
from tests.support.project import REPOSITORY, Project, codes, growth, png
from tests.support.properties import HEAD, NOTE, PATH

Text = Callable[[int], str]


def repeated(text: str) -> Text:
    return lambda size: text * (size // len(text))


# Texts of a given length that have made Markdown programs quadratic or worse.
MARKDOWN: dict[str, Text] = {
    "[": repeated("["),
    "[…]": lambda n: "[" * n + "]",
    "[[…]]": lambda n: "[" * (n // 2) + "]" * (n // 2),
    "![": repeated("!["),
    "[a](": repeated("[a]("),
    "[a](b)": repeated("[a](b) "),
    "[a](<b": repeated("[a](<b"),
    '[a](b "': repeated('[a](b "'),
    "[a][b]": repeated("[a][b]"),
    "[a](b) nested": lambda n: "[" * (n // 8) + "a" + "](b)" * (n // 8),
    "![a](b) nested": lambda n: "![" * (n // 8) + "a" + "](b)" * (n // 8),
    "[a]: b": lambda n: "".join(f"[a{i}]: b\n" for i in range(n // 10)),
    "[a]: of length": lambda n: f"[{'a' * n}]: b\n",
    "[^1]": repeated("[^1"),
    "[^1]: a": lambda n: "".join(f"[^{i}] \n\n[^{i}]: a\n\n" for i in range(n // 20)),
    "[^1] again": lambda n: "[^1]" * (n // 4) + "\n\n[^1]: a\n",
    "emphasis": repeated("*a _b **c "),
    "emphasis closed": repeated("*a*"),
    "emphasis inside itself": lambda n: "*a " * (n // 6) + " b*" * (n // 6),
    "delimiters": repeated("*"),
    "delimiters between letters": repeated("a**b_"),
    "strikethrough": repeated("~~a ~b "),
    "backticks": repeated("`a ``b "),
    "backticks of every length": lambda n: "".join(
        "`" * i + "a" for i in range(int((2 * n) ** 0.5))
    ),
    "<": repeated("<"),
    "<a": repeated('<a b="'),
    "<?": repeated("<?"),
    "<!A": repeated("<!A"),
    "<![CDATA[": repeated("<![CDATA["),
    "<!--": repeated("<!--"),
    "<!-- paragraphs": repeated("<!-- a\n\n"),
    "<!-- -->": repeated("<!-- a -->\n"),
    "<!-- in a list": lambda n: "- <!-- a\n" * (n // 9) + "-->\n",
    "<!-- in an item": lambda n: "- <!-- a\n" + "  <!-- a\n" * (n // 9) + "x -->\n",
    "<!-- in a paragraph": lambda n: "a\n" + "<!-- a\n" * (n // 7) + "--> x\n",
    "addresses": repeated("http://a "),
    "an address": repeated("http://a("),
    "an address and parentheses": lambda n: "http://a" + ")" * n,
    "<http": repeated("<http://a> "),
    "www.": repeated("www."),
    "addresses with brackets": repeated("www.a[b "),
    "an address with brackets": lambda n: "http://a" + "[" * n,
    "addresses between stars": repeated("*www.a*~www.b "),
    "addresses in labels": repeated("[www.a "),
    "a space in an address": repeated("[a](b c"),
    "spaces in addresses": repeated("[a](b c.md) "),
    "pictures with spaces": repeated("![a](b c) "),
    "titles": repeated("[a](b «c» "),
    "stars after words": repeated("a** "),
    "stars before words": repeated("**ab:**cd "),
    "stars alone": repeated("** "),
    "underscores": repeated("_ab:_cd __"),
    "dollars": repeated("$a "),
    "braces": repeated("{.a "),
    "pairs of brackets": repeated("[a][b"),
    "brackets and parentheses": repeated("[ab] (c [ab](d "),
    "equals signs": repeated("==a "),
    "commands": repeated("\\ab{c "),
    "misspelt addresses": repeated("http//a"),
    "entities": repeated("&amp;&#x"),
    "backslashes": repeated("\\*\\"),
    "lines": repeated("a\n"),
    "paragraphs": repeated("a\n\n"),
    "bold paragraphs": repeated("**a**\n\nb\n\n"),
    "headings": repeated("# a\n"),
    "headings by name": lambda n: "# a\n" * (n // 24) + "[x](#a-3) " * (n // 24),
    "hand numbers": lambda n: "# " + "1." * (n // 2),
    "lines pasted from Word": lambda n: f"Tiltak\n{'a ' * 70}b.\n" * (n // 150),
    "items pasted from Word": repeated("•\ta\no\tb\n1.\tc\nd\n"),
    "rows pasted from Word": repeated("a\tb\tc\n"),
    "rows of several lines pasted from Word": repeated("a\tb\tc\td\te\nb\na\tb\nc\n"),
    "two lines of stops": lambda n: "a" * (n // 2) + "\n" + "abc. " * (n // 10),
    "two lines of hyphens": lambda n: (
        "a\n" + "- " * (n // 4) + "|" * (n // 4) + " " * (n // 4) + "b"
    ),
    "items": repeated("- a\n"),
    "items after items": repeated("- a\n* b\n"),
    "lists in lists": lambda n: "".join("  " * (i % 12) + "- a\n" for i in range(n // 16)),
    "lists on a line": repeated("- " * 12 + "a\n"),
    "typed items": lambda n: "".join(f"{'abcdefgh'[i % 8]}) a\n" for i in range(n // 5)),
    "typed items out of sequence": repeated("a) a\n(c) b\ni. c\n1.1 d\n"),
    "typed items after others": repeated("✓ a\n✗ b\n- c\n"),
    "typed items that may be wrapped": repeated(f"– {'a ' * 30}\n"),
    "a typed list": repeated("• a\n"),
    "a typed list, apart": repeated("• a\n\n\n\n"),
    "typed lists in lists": lambda n: "".join("  " * (i % 12) + "• a\n" for i in range(n // 16)),
    "typed lists on a line": repeated("a) " * 12 + "a\n" + "b) " * 12 + "a\n"),
    "sections": lambda n: "".join(f"{i % 90 + 1}." * 20 + "1 a\n" for i in range(n // 60)),
    "a typed item and spaces": lambda n: "a)" + " " * n,
    "quotations": repeated("> a\n"),
    "quotations in quotations": repeated(">" * 30 + " a\n"),
    "boxes": repeated("::: merknad\n::: forslag\n"),
    "a long table": lambda n: "|a|b|\n|-|-|\n" + "|c|d|\n" * (n // 6),
    "a wide table": lambda n: "|" + "a|" * (n // 5) + "\n|" + "-|" * (n // 5) + "\n",
    "a table with a wide row": lambda n: "|a|\n|-|\n" + "|" * (n // 2) + "\n" + "|c|\n" * (n // 16),
    "tables": repeated("Tabell: x\n\n|a|b|\n|-|-|\n|c|d|\n\n"),
    "tables' heads": repeated("|a|\n|-|"),
    "fences": repeated("```\n"),
    "fences that never close": repeated("~~~ a\n"),
    "fences of every length": lambda n: "".join(
        "~" * i + "\n" for i in range(int((2 * n) ** 0.5), 2, -1)
    ),
    "fences in items": repeated("- ~~~\n\n  ~~~ a\n"),
    "indented lines": repeated("    - a\n"),
    "indented paragraphs": repeated("\ta\n\n"),
    "lines below sentences": repeated("a.\n---\n"),
    "lines below paragraphs": lambda n: "a\n" * (n // 2) + "---\n",
    "boxes of other programs": repeated("> [!NOTE]\n> a\n\n"),
    "a mark of a box": lambda n: "> [!" + "a" * n + "]\n",
    "signs of other programs": repeated("{.a {#b= $$\n{{\n-- ==\n"),
    "a sign that never ends": lambda n: "-- " * (n // 6) + "{.a " * (n // 8),
    "placeholders": repeated("[[bidrag]]\n\n"),
    "quotation marks": repeated("\"a' "),
    "a word with an apostrophe": lambda n: "a" * n + "'",
    "a word of apostrophes": repeated("a'"),
    "dots and an apostrophe": lambda n: "a." * (n // 2) + "'@b",
    "form feeds": lambda n: "a\f" * (n // 2),
    "line breaks": lambda n: "a\v" * (n // 2),
    "form feeds in quotations": lambda n: ">" * (n // 16) + "a\f" * (n // 32),
    "form feeds far out": lambda n: "a" * (n // 2) + "a\f" * (n // 4),
    "breaks alone": lambda n: "\v" * n + "a",
    "control characters": repeated("(\1) "),
    "combining marks": repeated("\u0301"),
}

FIELDS: dict[str, Text] = {
    "brackets": repeated("["),
    "braces": repeated("{a: "),
    "a list": lambda n: "x: [" + "a," * (n // 2) + "]",
    "fields": lambda n: "".join(f"a{i}: b\n" for i in range(n // 9)),
    "a field again": repeated("dato: b\n"),
    "colons": lambda n: "tittel: " + "a: " * (n // 3),
    "colons on lines": repeated("tittel: a: b: c\n"),
    "aliases": lambda n: "a: &a [x]\nb: [" + "*a," * (n // 3) + "]",
    "aliases of aliases": lambda n: "".join(
        f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, n // 25)
    ),
    "quotation marks": repeated('"'),
    "escapes": lambda n: 'x: "' + "\\" * n,
    "escaped quotation marks": lambda n: ("x: [" + '\\"' * 250 + "\n") * (n // 500),
    "hyphens": repeated("- a\n"),
    "indentation": lambda n: "".join(" " * i + "a:\n" for i in range(int(n**0.5))),
    "tabs": repeated("\ta: b: c\n"),
    "remarks": repeated(" #"),
    "measures": lambda n: "enhet: a\ntiltak:\n" + "- {navn: '*a [b](c)', status: xx}\n" * (n // 36),
}


@pytest.mark.sampled(8)
@pytest.mark.slow
@pytest.mark.parametrize("text", MARKDOWN.values(), ids=MARKDOWN)
def test_markdown_takes_time_in_step_with_its_size(text: Text) -> None:
    def read_and_write(size: int) -> None:
        data = (HEAD + text(size)).encode()
        sources = _sources({PATH: data})
        write_html(analyse(sources).assembly.document, sources.theme, medium="screen")

    assert growth(read_and_write, 700) < 2.2


@pytest.mark.sampled(4)
@pytest.mark.slow
@pytest.mark.parametrize("text", FIELDS.values(), ids=FIELDS)
def test_fields_take_time_in_step_with_their_size(text: Text) -> None:
    def read(size: int) -> None:
        read_contribution(PATH, f"---\n{text(size)}\n---\n".encode())

    assert growth(read, 3000) < 2.3


@cache
def house_style() -> Theme:
    return load_theme(REPOSITORY)


def _sources(files: dict[str, bytes], note: str = NOTE, **images: bytes) -> Sources:
    pictures = {f"contributions/{name}.png": data for name, data in images.items()}
    paths = frozenset({NOTE_PATH, *files, *pictures})
    return Sources(note.encode(), files, pictures, {}, paths, frozenset(), house_style())


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [lambda i: f"e{i}", lambda i: "e0", lambda i: f"ukjent {i}"],
    ids=["each", "one", "unknown"],
)
def test_many_files_and_units(unit: Callable[[int], str]) -> None:
    def assembled(count: int) -> None:
        units = "".join(f"  - {{id: e{i}, navn: Enhet {i}}}\n" for i in range(count))
        note = re.sub(r"(?s)(enheter:\n).*?(---)", rf"\g<1>{units}\2", NOTE)
        texts = {
            f"contributions/c{i}.md": f"---\nenhet: {unit(i)}\n---\n# A\n\n[x](c{i}.md#a)\n".encode()
            for i in range(count)
        }
        analyse(_sources(texts, note))

    assert growth(assembled, 60) < 2.5


# --- bounds, each with its diagnostic ----------------------------------------------------


def test_a_file_at_its_bounds_is_read_whole() -> None:
    lines = HEAD.count("\n")
    full = read_contribution(PATH, (HEAD + "a\n" * (limits.MAX_LINES - lines - 1)).encode())
    assert full.fault is None
    over = read_contribution(PATH, (HEAD + "a\n" * (limits.MAX_LINES - lines)).encode())
    assert over.fault is not None
    assert over.fault.rule.code == "ARK121"
    assert over.unit == "a"


def test_a_note_of_too_many_lines_is_refused(project: Project) -> None:
    project.note(NOTE + "a\n" * limits.MAX_LINES)
    with pytest.raises(ArkdocError) as caught:
        project.analyse()
    assert [d.rule.code for d in caught.value.diagnostics] == ["ARK121"]


def _places(text: str) -> list[tuple[str, int, int]]:
    return _past_bounds(read_contribution(PATH, (HEAD + text).encode()))


def _past_bounds(read: Contribution) -> list[tuple[str, int, int]]:
    return [
        (d.rule.code, d.span.line, d.span.column)
        for d in read.diagnostics
        if d.rule.code == "ARK219"
    ]


@pytest.fixture
def _low_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth of the bounds, so that less has to be read to get past them."""
    for limit, most in limits.MAXIMA.items():
        monkeypatch.setitem(limits.MAXIMA, limit, most // 10)


@pytest.mark.usefixtures("_low_bounds")
def test_past_the_bound_on_marks_the_text_is_as_typed() -> None:
    text = (
        "*a*\na"
        + "*" * (limits.MAXIMA[limits.Limit.MARKS] - 2)
        + "\n\nEtter *disse* [ord](x).\nOg [^1].\n\n**Så**"
    )
    read = read_contribution(PATH, (HEAD + text).encode())
    assert _past_bounds(read) == [("ARK219", 6 + 1, 1)]
    said = [plain_text(b.inlines) for b in read.body.blocks if isinstance(b, Paragraph)]
    assert said[1:] == ["Etter *disse* [ord](x). Og [^1].", "**Så**"]
    assert _places("a" + "*" * limits.MAXIMA[limits.Limit.MARKS]) == []


@pytest.mark.usefixtures("_low_bounds")
def test_past_the_bound_on_cells_a_table_stays_as_lines() -> None:
    table = "|a|b|\n|-|-|\n" + "|c|d|\n" * (limits.MAXIMA[limits.Limit.CELLS] // 2 - 1)
    assert _places(table) == []
    text = f"{table}\n|e|f|\n|-|-|\n\nSlutt.\n\n|g|h|\n|-|-|\n"
    read = read_contribution(PATH, (HEAD + text).encode())
    assert _past_bounds(read) == [("ARK219", table.count("\n") + 5, 1)]
    assert [type(b) for b in read.body.blocks] == [Table, Paragraph, Paragraph, Paragraph]


def test_a_wide_row_counts_for_all_the_rows_below_it() -> None:
    text = "|a|\n|-|\n" + "|b" * 1000 + "|\n" + "|c|\n" * 100
    assert _places(text) == [("ARK219", 4, 1)]


@pytest.mark.usefixtures("_low_bounds")
def test_past_the_bound_on_boxes_lists_stay_as_lines() -> None:
    text = "- a\n\n1. b\n\n" * (limits.MAXIMA[limits.Limit.BOXES] // 2)
    assert _places(text) == []
    read = read_contribution(PATH, (HEAD + text + "> c\n").encode())
    assert _past_bounds(read) == [("ARK219", 4 + text.count("\n"), 1)]
    last = read.body.blocks[-1]
    assert isinstance(last, Paragraph)
    assert plain_text(last.inlines) == "> c"


def test_code_is_not_counted() -> None:
    assert _places("```\n" + "[*" * limits.MAXIMA[limits.Limit.MARKS] + "\n```\n") == []
    (block,) = walk(read_contribution(PATH, (HEAD + "```\n[[\n```").encode()).body.blocks)
    assert isinstance(block, CodeBlock)


@pytest.mark.parametrize(
    ("bound", "limit", "shown"),
    [
        ("MOST_PICTURES", 2, 2),
        ("MOST_BYTES", len(png()) * 3, 3),
        ("MOST_PIXELS", 4, 4),
        ("MOST_PIXELS", 3, 0),
    ],
)
def test_past_the_bounds_on_pictures_their_words_stand(
    bound: str, limit: int, shown: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(references, bound, limit)
    text = "".join(f"![bilde{i}](f.png)\n\n" for i in range(4))
    sources = _sources({PATH: (HEAD + text).encode()}, f=png())
    analysis = analyse(sources)
    page = write_html(analysis.assembly.document, sources.theme, medium="screen")
    assert page.count('alt="bilde') == shown  # the letterhead has a picture too
    assert codes(analysis).count("ARK319") == 4 - shown
    assert all(f"bilde{i}" in page for i in range(4))


# --- what a picture asks for ---------------------------------------------------------------

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'
BOMB = (  # in `defs` three of them draw 3⁹ rectangles, and without a reference none
    "<defs>"
    + "".join(f'<mask id="m{i}">{f"<use href=%#m{i + 1}%/>" * 3}</mask>' for i in range(9))
    + '<rect id="m9"/></defs>'
).replace("%", '"')


@pytest.mark.parametrize(
    "inside",
    [
        "<style>.a{mask:url(#m0)}</style><rect class='b a'/>",
        "<style>g rect{mask:url( '#m0')}</style><g><rect/></g>",
        "<style>#x{MASK:URL(#m0)}</style><rect id='x'/>",
        "<style>@media all{rect{mask:url(#m0)}}</style><rect/>",
        "<style>/* } */ [width]{mask:url(#m0)}</style><rect width='1'/>",
        "<rect/><style>rect:first-child, .z{mask:url(#m0)}</style>",
        "<rect style='mask:URL(#m0)'/>",
    ],
)
def test_references_in_a_style_sheet_count(inside: str) -> None:
    assert isinstance(read_image("a.svg", SVG.format(BOMB + inside).encode()), Unusable)


@pytest.mark.parametrize(
    "inside",
    [
        "<style>.a{fill:url(#g)}</style><linearGradient id='g'><stop class='b'/></linearGradient>"
        "<rect class='a'/>" * 1,
        "<style>.c{clip-path:url(#p)}.n{fill:none}</style><clipPath id='p'><rect class='n'/>"
        "</clipPath>" + "<g class='c'><path/></g>" * 50,
        "<style>.unused{mask:url(#m)}</style><mask id='m'><rect/></mask>",
    ],
)
def test_what_drawing_programs_write_is_taken(inside: str) -> None:
    assert isinstance(read_image("a.svg", SVG.format(inside).encode()), Asset)


def test_a_mask_on_what_is_in_it_is_refused() -> None:
    inside = "<style>*{mask:url(#m)}</style><mask id='m'><rect/></mask><rect/>"
    assert isinstance(read_image("a.svg", SVG.format(inside).encode()), Unusable)


@pytest.mark.slow
@pytest.mark.parametrize(
    "css",
    [
        lambda n: "a" * n,
        lambda n: ".a{mask:url(#m)}" * (n // 16),
        lambda n: "{" * n,
        lambda n: "/*" * (n // 2),
        lambda n: "a," * (n // 2) + "{mask:url(#m)}",
        lambda n: "url(" * (n // 4),
        lambda n: " >" * (n // 2) + "{mask:url(#m)}",
    ],
)
def test_a_style_sheet_takes_time_in_step_with_its_size(css: Text) -> None:
    def read(size: int) -> None:
        read_image("a.svg", SVG.format(f"<style>{css(size)}</style>").encode())

    assert growth(read, 20_000) < 2.5


# --- what lies on the disk -------------------------------------------------------------------


@pytest.fixture
def note(project: Project) -> Project:
    return project.note(NOTE)


def a_house_style(note: Project) -> Path:
    return Path(shutil.copytree(builtin_styles(), note.root / "styles"))


@pytest.mark.parametrize(
    ("good", "bad", "named"),
    [
        ("width = 210", 'width = "210 mm"', "page.width"),
        ("width = 210", "width = nan", "page.width"),
        ("width = 210", "width = 40", "page.width"),
        ("height = 297", "height = 10", "page.height"),
        ('text = "#1c1f24"', 'text = "svart"', "colours.text"),
        ('text = "#1c1f24"', "text = 7", "colours.text"),
        ('word = "Calibri"', "word = 7", "fonts.body"),
        ("bold = true", 'bold = "ja"', "bold"),
        ("size = ", "size = -", "size"),
        ("size = ", "tykkelse = ", "tykkelse"),
        ("[fonts.body]", "[fonter.body]", "body"),
        ("[page]", "x = " + "[" * 9_000 + "\n[page]", "recursion"),
    ],
)
def test_a_token_that_can_not_be_used_is_named(
    note: Project, good: str, bad: str, named: str
) -> None:
    file = a_house_style(note) / TOKENS
    tokens = file.read_text("utf-8")
    assert good in tokens
    file.write_text(tokens.replace(good, bad, 1), "utf-8")
    with pytest.raises(ArkdocError, match="can't be used") as refused:
        load_theme(note.root)
    assert named in refused.value.arguments["reason"]


def test_too_many_files_are_refused_in_one_line(
    note: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "MOST_FILES", 5)
    for number in range(3):
        note.write(f"{number}.md", "x")
    note.analyse()
    for number in range(3, 9):
        note.write(f"{number}.md", "x")
    with pytest.raises(ArkdocError, match="more than"):
        note.analyse()


def test_too_many_bytes_together(note: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "TOTAL_LIMIT", 300)
    for name in "abc":
        note.write(f"{name}.md", f"---\nenhet: {name}\n---\n" + "x" * 120)
    analysis = note.analyse()
    assert codes(analysis).count("ARK120") == 1
    assert list(analysis.sources.unreadable) == ["contributions/c.md"]


def test_a_folder_too_deep_to_look_into_is_said(note: Project) -> None:
    here = os.open(note.root / "contributions", os.O_RDONLY)
    for _ in range(25):
        os.mkdir("d" * 200, dir_fd=here)
        below = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    with pytest.raises(ArkdocError, match="can't be opened"):
        note.analyse()
    deep = note.root / "contributions"
    (deep / ("d" * 200)).rename(deep / "_bort")
    assert note.analyse().note.title == "Status"
