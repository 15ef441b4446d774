"""Paragraphs that say their language, and headings with bookmarks: as a Word file has them."""

from __future__ import annotations

from dataclasses import replace

from arkdoc.assemble.assemble import assemble
from arkdoc.check.registry import check
from arkdoc.check.subject import Subject
from arkdoc.model.nodes import (
    Blocks,
    Heading,
    Image,
    Link,
    Paragraph,
    Reference,
    Strong,
    Text,
)
from arkdoc.model.note import Assembly, Contribution, Note
from arkdoc.model.tree import all_inlines, map_blocks, plain_text, walk
from tests.assemble.test_assemble import NO_FILES, a_note, from_unit

NYNORSK = "Dei tilsette veit ikkje korleis arbeidet skal gjerast, og ønskjer meir informasjon frå leiinga."
BOKMAAL = (
    "Vi har ikke fått gjort noe med støyen ennå, men ledelsen følger opp det som ble avtalt i fjor."
)
ENGLISH = "The employees have asked for more information from the management about this, and they were heard."


def spoken(blocks: Blocks, word: str, language: str) -> Blocks:
    """`blocks`, those of their paragraphs and headings that have `word` being in `language`."""
    return tuple(
        replace(block, language=language)
        if isinstance(block, Paragraph | Heading) and word in plain_text(block.inlines)
        else map_blocks(block, lambda inside: spoken(inside, word, language))
        for block in blocks
    )


def contribution(text: str, **languages: str) -> Contribution:
    """A contribution whose paragraphs with a word are in the language that it is given."""
    read = from_unit("adm", text)
    blocks, notes = read.body.blocks, read.body.footnotes
    for word, language in languages.items():
        blocks = spoken(blocks, word, language)
        notes = tuple(replace(n, blocks=spoken(n.blocks, word, language)) for n in notes)
    return replace(read, body=replace(read.body, blocks=blocks, footnotes=notes))


def put_together(given: Contribution, note: Note | None = None) -> Assembly:
    return assemble(note or a_note(), [given], NO_FILES)


def languages(assembly: Assembly) -> dict[str, str]:
    found = {}
    stories = [part.blocks for part in assembly.document.parts]
    stories += [note.blocks for note in assembly.document.footnotes.values()]
    for block in (block for blocks in stories for block in walk(blocks)):
        if isinstance(block, Paragraph | Heading):
            found[plain_text(block.inlines)] = block.language
    return found


def test_each_text_is_set_in_its_own_language() -> None:
    text = (
        'Et "ord" her.\n\nOne "word" here.\n\n- To "ord".\n\n  Two "words" here.\n\n'
        '| Tre "ord" | x |\n|---|---|\n| Three "words" here | y |\n\n'
        'Fire.[^1]\n\n## Four "words" here\n\nFem.\n\n[^1]: Six "words" here, 5 May.\n'
    )
    found = languages(put_together(contribution(text, here="en")))
    assert found["Et «ord» her."] == found["To «ord»."] == ""
    for words in ("One “word” here.", "Two “words” here.", "Three “words” here"):
        assert found[words] == "en"
    assert found["Four “words” here"] == "en"
    assert found["Six “words” here, 5\u00a0May."] == "en"


def test_what_becomes_something_else_keeps_its_language() -> None:
    text = "**Bold here**\n\nTekst.\n\n### ![her](x.png)\n\nFot.[^1]\n\n[^1]:\n    # Note here\n"
    given = contribution(text, here="en", her="en")
    found = languages(put_together(given))
    assert found["Bold here"] == "en", "a bold line is a heading"
    assert found["Note here"] == "en", "a heading in a note is a bold paragraph"


def test_a_picture_without_alternative_gets_one_in_its_paragraphs_language() -> None:
    image = Image("x.png", "")
    paragraph = Paragraph((Text("See "), image), language="en")
    given = contribution("x")
    given = replace(given, body=replace(given.body, blocks=(paragraph,)))
    (text,) = (t for t, language in languages(put_together(given)).items() if language == "en")
    assert text == "See Image"


def test_words_count_for_the_language_of_their_paragraph() -> None:
    text = f"{BOKMAAL}\n\n{NYNORSK}\n\nFot.[^1]\n\n[^1]: {NYNORSK}\n"
    (delivery,) = (d for d in put_together(contribution(text, ikkje="nn")).deliveries if d.paths)
    assert delivery.words == (("nb", len(BOKMAAL.split()) + 1), ("nn", 2 * len(NYNORSK.split())))
    (plain,) = (d for d in put_together(contribution(text)).deliveries if d.paths)
    assert plain.words == (("nb", sum(count for _, count in delivery.words)),)


# --- checks ------------------------------------------------------------------------------


def found_in(given: Contribution, language: str = "nb") -> list[str]:
    subject = Subject(given.path, given.body, language, given.measures)
    return sorted({d.rule.code for d in check(subject)} & {"ARK401", "ARK402", "ARK403", "ARK414"})


def test_no_check_of_languages_complains_of_a_paragraph_that_says_its_own() -> None:
    text = f"{BOKMAAL}\n\n{NYNORSK}\n\n{ENGLISH}\n\nDet framleis.\n"
    assert found_in(contribution(text)) == ["ARK402", "ARK403"]
    said = contribution(text, ikkje="nn", employees="en", framleis="nn")
    assert found_in(said) == []


def test_such_paragraphs_do_not_decide_what_the_text_is_in() -> None:
    text = f"{BOKMAAL}\n\n{NYNORSK}\n\n{NYNORSK} Igjen ikkje.\n\n{NYNORSK} Endå ein ikkje.\n"
    assert "ARK401" in found_in(contribution(text))
    assert found_in(contribution(text, ikkje="nn")) == []


def test_cells_and_items_say_their_language_too() -> None:
    text = f"{BOKMAAL}\n\n- {NYNORSK}\n\n| A | B |\n|---|---|\n| {NYNORSK} | {BOKMAAL} |\n"
    assert "ARK402" in found_in(contribution(text))
    assert found_in(contribution(text, ikkje="nn")) == []


def test_norwegian_conventions_hold_where_norwegian_is_said() -> None:
    def numbers(given: Contribution, language: str) -> int:
        subject = Subject(given.path, given.body, language)
        return sum("%" in d.rule.message or "better" in dict(d.args) for d in check(subject))

    text = "Svarprosenten var 12.5 % og 7% i fjor.\n"
    assert numbers(contribution(text), "nb") > 0
    assert numbers(contribution(text, var="en"), "nb") == 0
    assert numbers(contribution(text), "en") == 0
    assert numbers(contribution(text, var="nb"), "en") > 0


# --- bookmarks ---------------------------------------------------------------------------


def bookmarked(*headings: Heading, link: str, note: Note | None = None) -> tuple[str, list[str]]:
    """What a link leads to, as the words of the heading, and the findings."""
    given = from_unit("adm", "x")
    way = Paragraph((Link(link, (Text("dit"),)),))
    body = replace(given.body, blocks=(*headings, way))
    assembly = put_together(replace(given, body=body), note)
    blocks = [block for part in assembly.document.parts for block in part.blocks]
    targets = [i.target for i in all_inlines(blocks) if isinstance(i, Reference)]
    names = {b.id: plain_text(b.inlines) for b in blocks if isinstance(b, Heading)}
    found = [d.rule.code for d in assembly.diagnostics if d.rule.code.startswith("ARK3")]
    return names[targets[0]] if targets else "", found


def heading(text: str, *anchors: str, level: int = 2) -> Heading:
    return Heading(level, (Text(text),), anchors=anchors)


def test_a_bookmark_leads_to_its_heading() -> None:
    both = heading("Bakgrunn", "_Ref1", "Tiltak_2"), heading("Tiltak", "_Ref2")
    assert bookmarked(*both, link="#_Ref2") == ("Tiltak", [])
    assert bookmarked(*both, link="#Tiltak_2") == ("Bakgrunn", [])
    assert bookmarked(*both, link="#tiltak_2") == ("Bakgrunn", []), "Word takes them for the same"
    assert bookmarked(*both, link="#bakgrunn") == ("Bakgrunn", [])
    assert bookmarked(*both, link="#_Ref3")[1] == ["ARK302"]


def test_bookmarks_are_told_apart_by_their_letters_first() -> None:
    both = heading("A", "Merke"), heading("B", "merke")
    assert bookmarked(*both, link="#Merke") == ("A", [])
    assert bookmarked(*both, link="#merke") == ("B", [])


def test_a_bookmark_comes_before_a_heading_of_that_name() -> None:
    both = heading("Tiltak"), heading("Vegen vidare", "tiltak")
    assert bookmarked(*both, link="#tiltak") == ("Vegen vidare", [])
    assert bookmarked(heading("Tiltak"), heading("Annet", "TILTAK"), link="#tiltak")[0] == "Tiltak"


def test_a_dropped_heading_hands_its_bookmarks_to_the_unit() -> None:
    repeated = heading("Avd. for administrasjon", "_Toc7", level=1)
    assert bookmarked(repeated, heading("Videre"), link="#_Toc7")[0] == "Avd. for administrasjon"


def test_an_empty_heading_hands_its_bookmarks_to_the_next() -> None:
    assert bookmarked(heading("", "_Toc8"), heading("Videre"), link="#_Toc8")[0] == "Videre"


def test_a_bookmark_is_found_however_its_letters_are_composed() -> None:
    assert bookmarked(heading("Å", "Ma\u030al"), link="#M%C3%A5l") == ("Å", [])


def test_a_bold_heading_of_a_guessed_level_has_bookmarks_too() -> None:
    guessed = Heading(0, (Strong((Text("Fet"),)),), anchors=("_Ref9",))
    assert bookmarked(heading("Over"), guessed, link="#_Ref9")[0] == "Fet"
