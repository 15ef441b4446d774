"""Inline markup that took and that did not: addresses, emphasis, signs of other programs."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

from arkdoc.check.garbled_text import RULE, check
from arkdoc.check.subject import Subject
from arkdoc.language.messages import in_language
from arkdoc.model.nodes import Image, Link, Paragraph
from arkdoc.model.source import decode
from arkdoc.model.tree import all_inlines, plain_text
from arkdoc.read.markdown.blocks import parse_markdown
from tests.whole.test_commonmark import examples

PLACES = ("{}", "# {}", "- {}", "> {}", "| a |\n|---|\n| {} |", "x[^1]\n\n[^1]: {}")
"""Where inline text may stand."""


def links(markdown: str) -> list[tuple[str, str]]:
    """The words and the destination of each link, the source of each picture for both."""
    body = parse_markdown(decode("x.md", markdown.encode()))
    blocks = (*body.blocks, *(block for note in body.footnotes for block in note.blocks))
    found = []
    for inline in all_inlines(blocks):
        if isinstance(inline, Link):
            found.append((plain_text(inline.inlines), inline.destination))
        elif isinstance(inline, Image):
            found.append((inline.alt, inline.source))
    return found


def told(markdown: str) -> list[tuple[str, str]]:
    """The rule and the text of each finding, in order; None is told of what has another place."""
    source = decode("x.md", markdown.encode())
    body = parse_markdown(source)
    findings = sorted(
        (*body.diagnostics, *check(Subject("x.md", body, "nb"))), key=lambda d: d.span
    )
    return [
        (d.rule.code, source.line(d.span.line)[d.span.column - 1 : d.span.end_column - 1])
        for d in findings
    ]


def hints(markdown: str) -> list[str]:
    body = parse_markdown(decode("x.md", markdown.encode()))
    return [in_language("nb").hint(d) for d in body.diagnostics]


# --- bare addresses ----------------------------------------------------------------------


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    "address",
    [
        "https://x.example/a*b*c",
        "https://x.example/a_b_c",
        "https://x.example/a`b`c",
        "https://x.example/a[1](2)b",
        "https://x.example/a_(b)_(c)",
        "https://x.example/~a/b~c~d",
        "https://x.example/?a=b&c=d#e",
        "https://x.example/a!b,c;d:e",
        "https://x.example/møter/år?på=æøå",
        "http://x.example:8080/%28a%29",
        "HTTPS://X.EXAMPLE/A",
        "www.x.example/a*b",
        "Www.x.example",
    ],
)
@pytest.mark.parametrize(
    "around",
    ["{}", "Se {}.", "({})", "«{}»", "**{}**", "*{}*", "_{}_", "~~{}~~", "**Se {}:** så", "[{}]",
     "Se {}, og", '"{}"', "{}…", "a\n{}\nb", "| a |\n|---|\n| {} |", "{}[^1]\n\n[^1]: b"],
)  # fmt: skip
def test_a_bare_address_is_one_link(address: str, around: str) -> None:
    destination = address if address[:4].lower() == "http" else f"http://{address}"
    assert links(around.format(address)) == [(address, destination)]


def test_an_address_between_angle_brackets_is_shown_as_written() -> None:
    for address in ("https://x.example/a%20b", "https://x.example:/a", "https://blåbær.example/"):
        assert [words for words, _ in links(f"Se <{address}>")] == [address]


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("https://x.example/?a=b&amp;c=d", ["https://x.example/?a=b&c=d"]),
        (r"https://x.example/a\_b", ["https://x.example/a_b"]),
        ("&quot;https://x.example&quot;", ["https://x.example"]),
        ("https://x.example&nbsp;og", ["https://x.example"]),
        ("https://x.example\\\nog", ["https://x.example"]),
        ("`https://x.example` og ``a`www.x.example``", []),
        ("<https://x.example>", ["https://x.example"]),
        ("<https://x.example >", ["https://x.example"]),
        ("[se https://x.example](https://y.example)", ["https://y.example"]),
        ("[www.x.example](www.y.example/a_b_c)", ["www.y.example/a_b_c"]),
        ("hms@www.x.example og /www.x.example og awww.x.example", []),
        ("http:// og www. og https://.", []),
        (r"http\://x.example", []),
        ("https://x.example**ord**", ["https://x.example"]),
        ("https://x.example:~~ord~~ og", ["https://x.example"]),
        ("https://x.example/**/a**b", ["https://x.example/**/a**b"]),
    ],
)
def test_where_a_bare_address_begins_and_ends(markdown: str, found: list[str]) -> None:
    assert [destination for _, destination in links(markdown)] == found


# --- addresses with spaces -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("inside", "destination"),
    [
        ("https://x.example/Delte dokumenter/plan.docx", "https://x.example/Delte%20dokumenter/plan.docx"),
        ("plan for 2018.md", "plan%20for%202018.md"),
        ("min plan.md#mål og mening", "min%20plan.md#m%C3%A5l%20og%20mening"),
        ("https://x.example/Plan (2018) ny.docx", "https://x.example/Plan%20(2018)%20ny.docx"),
        ('a b.md "Planen"', "a%20b.md"),
        ("a b.md «Planen»", "a%20b.md"),
        ("a.md “Planen”", "a.md"),
        ("#sosialt fellesskap", "#sosialt%20fellesskap"),
        ("https://x.example/Delte dokumenter/plan", "https://x.example/Delte%20dokumenter/plan"),
        ("https://x.example/?q=a b", "https://x.example/?q=a%20b"),
        ("www.x.example/a b/", "www.x.example/a%20b/"),
        ("../a b/c.PNG", "../a%20b/c.PNG"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("sign", ["", "!"])
def test_a_space_in_an_address_is_read_as_meant(inside: str, destination: str, sign: str) -> None:
    assert links(f"Se {sign}[*det*]({inside}), og") == [("det", destination)]


@pytest.mark.parametrize("place", PLACES)
def test_a_space_in_an_address_is_told_of_where_it_stands(place: str) -> None:
    assert told(place.format("[ord](a b.md)"))[-1:] == [("ARK318", "a b.md")]
    assert told(place.format("[ord](<a b.md>)")) == []
    assert told(place.format("[ord](a.md «Planen»)")) == []


def test_the_mark_of_a_footnote_at_the_end_of_a_link_stands_after_it() -> None:
    body = parse_markdown(decode("x.md", b"Se [planen[^1][^2]](a.md), ja.\n\n[^1]: b\n[^2]: c"))
    (paragraph,) = body.blocks
    assert isinstance(paragraph, Paragraph)
    kinds = [type(inline).__name__ for inline in paragraph.inlines]
    assert kinds == ["Text", "Link", "FootnoteReference", "FootnoteReference", "Text"]
    columns = [(i.span.column, i.span.end_column) for i in paragraph.inlines]
    assert columns == [(1, 4), (4, 26), (11, 15), (15, 19), (26, 31)]
    assert told("[a[^1] b](c.md)\n\n[^1]: d") == []
    assert told("[ab[^1] cd](c.md)\n\n[^1]: d") == [("ARK329", "[ab[^1] cd](c.md)")]


@pytest.mark.parametrize("inside", [
    "se note tre", 'a "b" c', "a b", "/a b", "https: //b", "https://x.example b /", "https://x.example se b", "https://x.example/a b",
    "https://x.example/a og https://x.example/b", "https://x.example/a (b", "se a.docx og b.",
    "**a** b.docx", "[a] b.docx", "`a` b.docx",
])  # fmt: skip
@pytest.mark.parametrize("sign", ["", "!"])
def test_words_in_parentheses_are_no_address(inside: str, sign: str) -> None:
    markdown = f"{sign}[ordet]({inside})"
    assert [words for words, _ in links(markdown) if not words.startswith("https:")] == []
    assert [code for code, _ in told(markdown)] == ["ARK329"]


# --- emphasis ----------------------------------------------------------------------------


@pytest.mark.sampled(4)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("written", "code", "text", "hint"),
    [
        ("**Frist:**fredag", "ARK324", "**Frist:**", "`**Frist:** fredag`"),
        ("**«ord»**etter", "ARK324", "**«ord»**", "`**«ord»** etter`"),
        ("før**(ord)** ja", "ARK324", "**(ord)**", "`før **(ord)**`"),
        ("** to ord ** her", "ARK324", "** to ord **", "`**to ord**`"),
        ("**ord **her", "ARK324", "**ord **", "`**ord** her`"),
        ("** ord** her", "ARK324", "** ord**", "`**ord**`"),
        ("_ord:_her", "ARK324", "_ord:_", "`_ord:_ her`"),
        ("*ord:*her", "ARK324", "*ord:*", "`*ord:* her`"),
        ("~~ord:~~her", "ARK324", "~~ord:~~", "`~~ord:~~ her`"),
        ("her er **ord", "ARK325", "**", "`**`"),
        ("her er *ord", "ARK325", "*", "`*`"),
        ("her er **ord*", "ARK325", "*", "`*`"),
        ("her er **a** og **b **c** d**", "ARK326", "**b **c** d**", ""),
        ("lærer*ne og student*ene", "ARK326", "*ne og student*", ""),
        ("merket \"*\" og \"*\"", "ARK326", "*\" og \"*", ""),
        ("3*4*5", "ARK326", "*4*", ""),
    ],
)  # fmt: skip
def test_emphasis_that_did_not_take_is_told(
    place: str, written: str, code: str, text: str, hint: str
) -> None:
    markdown = place.format(written)
    assert told(markdown) == [(code, text)]
    assert hint in hints(markdown)[-1]


@pytest.mark.parametrize(
    "written",
    [
        "3 * 4 = 12, 3 *4 og a*b, 2 ** 3 og 2**3",
        "120* ansatte, 110** årsverk, se merknad*)",
        "*) Foreløpige tall",
        "** p < 0,01, *** p < 0,001",
        "*Foreløpige tall",
        "f**n, p***e, K****, ****, **** av 6",
        "forsker*inne og kolleger:*e",
        "min_fil_2018.docx, _mal.docx, _mal_b.docx, __init__.py, snake_case_, _privat",
        "Navn: ______ Dato __.__.____ år __",
        "src/**/*.py, **/*.md, *.docx",
        r"\*\*ord\*\* og \_ord\_ og `**ord`",
        "**Frist:** fredag, **«ord»** etter, _ord_, *ord*et",
        "[a**b](https://x.example/c**d)",
        "**fet med *kursiv* i** og ***begge***",
        "0101**39**2018 og kj*ø*re",
    ],
)
def test_signs_that_mean_themselves_are_not_told(written: str) -> None:
    for place in PLACES:
        assert [code for code, _ in told(place.format(written)) if code in EMPHASIS] == []


EMPHASIS = {"ARK324", "ARK325", "ARK326"}


def test_stars_after_words_make_a_paragraph_with_the_same_stars_a_note() -> None:
    assert told("110** årsverk\n\n**Fra lønnssystemet") == []
    assert told("**Fra lønnssystemet") == [("ARK325", "**")]
    assert told("110* årsverk\n\n**Fra lønnssystemet") == [("ARK325", "**")]


# --- links that are none, and signs of other programs ----------------------------------------


@pytest.mark.sampled(4)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("written", "code", "text"),
    [
        ("Se [planen][p]", "ARK327", "[planen][p]"),
        ("Se [planen][]", "ARK327", "[planen][]"),
        ("Se ![planen][p]", "ARK327", "![planen][p]"),
        ("Se [planen]()", "ARK328", "[planen]()"),
        ("Se [](https://x.example)", "ARK328", "[](https://x.example)"),
        ("Se [planen] (https://x.example)", "ARK329", "[planen] (https://x.example)"),
        ("Se [planen](https://x.example", "ARK329", "[planen](https://x.example"),
        ("Se [planen]https://x.example", "ARK329", "[planen]https://x.example"),
        ("Se (planen)[https://x.example]", "ARK329", "(planen)[https://x.example]"),
        ("Se [planen](kommer senere)", "ARK329", "[planen](kommer senere)"),
        ("Se [planen for 2018], ja", "ARK332", "[planen for 2018]"),
        ("Se [uten adresse].", "ARK332", "[uten adresse]"),
        ("Se http//x.example/a.", "ARK330", "http//x.example/a"),
        ("Se https:/x.example.", "ARK330", "https:/x.example"),
        ("Se htttps://x.example.", "ARK330", "htttps://x.example"),
        ("Se https: //www.x.example.", "ARK330", "https: //www.x.example"),
        ("Se [planen](http//x.example/a).", "ARK330", "[planen](http//x.example/a)"),
    ],
)
def test_a_link_that_is_none_is_told(place: str, written: str, code: str, text: str) -> None:
    assert told(place.format(written)) == [(code, text)]


def test_a_destination_with_a_slip_leads_where_it_must() -> None:
    assert links("[a](https//x.example/b)") == [("a", "https://x.example/b")]


@pytest.mark.parametrize(
    "written",
    [
        "[sic], [min utheving], «Vi [de ansatte] er», [se s. 3] og [1][2] og [1] (https://x.example) og [ ][x] og a[i][j] og […][…]",
        "HTTP/1.1 og http://x.example og (https://x.example) og tcp://x.example",
        "$5 og $6, $5/$6, US$ 10, NOK$, $PATH og $HOME",
        "a == b, ==, x=~y, ~10 til ~20, ~/mappe, 10^6, a^b, ^, C++ og C++",
        "{a, b}, {1}, {se under}, {x=y}, a|b, [a|b], 12:30:45, a:b:c, R&D, AT&T, &lt;b&gt;",
        "hms@x.example, [kontakt hms@x.example], @moen, C:\\mappe\\fil, \\*, [[1]](https://x.example)",
        "`==a==` og `$x^2$` og [==](https://x.example/==a==?b=$c^2$)",
        "https://x.example/?a=1&lt=2 og ''sitat'' og 5''",
    ],
)
def test_what_only_resembles_them_is_not_told(written: str) -> None:
    for place in PLACES[:4]:
        assert told(place.format(written)) == []


@pytest.mark.sampled(4)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "sign",
    ["==ord==", "^[ord]", "$x^2$", "$n$", "$$x = y$$", "$\\alpha$", "{.ord}", "{#ord}",
     "{width=50%}", "{: .ord}", "[ord]{.underline}", "{color:red}", "{{ ord }}", "{% ord %}",
     "[@ord]", "[se @ord2018, s. 3]", "@fig:ord", "\\emph{ord}", "[[ord og ord]]", ":smile:",
     ":ref:`ord`", "\\frac{a}{b}", "&nbsp", "++ord++", "'''ord'''", "[b]ord[/b]"],
)  # fmt: skip
def test_a_sign_of_another_program_is_told_whole(place: str, sign: str) -> None:
    assert told(place.format(f"Se {sign} her")) == [("ARK331", sign)]


def test_of_a_kind_of_sign_a_paragraph_is_told_of_the_first_three() -> None:
    paragraph = "==a== " * 30 + "og **Frist:**fredag, " * 30 + "{{ navn }} "
    codes = [code for code, _ in told(paragraph)]
    assert codes == ["ARK331"] * 3 + ["ARK324"] * 3 + ["ARK331"]
    assert [code for code, _ in told(f"{paragraph}\n\n{paragraph}")] == codes * 2


def test_a_box_of_another_program_is_told_once() -> None:
    for line in (":::{.note}", "::: {.note}", "::: note {.wide}"):
        assert told(f"{line}\nord") == [("ARK211", line)]


def test_past_the_limit_on_marks_nothing_is_told() -> None:
    assert {code for code, _ in told("a" + "*" * 60_000 + "\n\n==a== **b")} == {"ARK219"}


# --- wrongly decoded text ---------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac-roman", "cp850", "cp437"])
@pytest.mark.parametrize("word", ["på", "Blåbær", "«møte»", "áigi", "idé"])
def test_the_word_that_was_decoded_wrongly_is_found_and_put_right(word: str, encoding: str) -> None:
    wrong = word.encode().decode(encoding)
    body = parse_markdown(decode("x.md", f"Her er {wrong}, ja.\n\nOg {wrong}".encode()))
    (found,) = check(Subject("x.md", body, "nb"))
    assert found.rule is RULE
    assert dict(found.args)["suggestion"] in word


@pytest.mark.parametrize(
    "text", ["SÃO, IRMÃ", "«Å» og Å\u00a0være", "Ærlig, Öst, Ðe", "`Ã¸`", "├──"]
)
def test_letters_of_other_languages_are_not_garbled(text: str) -> None:
    assert told(text) == []


# --- the examples of CommonMark ------------------------------------------------------------------

DIFFERENT = {
    "a bare address is a link": {602, 611},
    "a space in an address is read as meant": {608},
    "a link without an address is its words": {200, 485, 486, 487, 567},
    "other addresses than http, https and mailto are refused": {596, 598, 599, 601},
}
"""The examples with other links than CommonMark has, by the reason."""


def test_links_are_those_of_commonmark() -> None:
    oracle = MarkdownIt("commonmark")

    def theirs(markdown: str) -> Iterator[str]:
        for token in oracle.parse(markdown):
            for child in token.children or ():
                if child.type == "link_open":
                    yield str(child.attrs["href"])

    def ours(markdown: str) -> list[str]:
        body = parse_markdown(decode("x.md", markdown.encode()))
        return [unquote(i.destination) for i in all_inlines(body.blocks) if isinstance(i, Link)]

    different = {n for n, md in examples() if ours(md) != [unquote(a) for a in theirs(md)]}
    assert different == set().union(*DIFFERENT.values())
