"""Words put in, deleted and replaced, signs, formats and links."""

from __future__ import annotations

from tests.support.word_edits.attached import add_link, change_link, link_in, remove_link
from tests.support.word_edits.blocks import words_of
from tests.support.word_edits.editor import NothingToEditError, isolated, said
from tests.support.word_edits.kind import LISTED, kind
from tests.support.word_edits.picks import Picks
from tests.support.word_edits.xml import RPR, Element, P, properties_of, put, q, w

# --- words ---------------------------------------------------------------------------------


def put_in(picks: Picks, paragraph: Element, words: str = "") -> None:
    """Type words before a word of a paragraph."""
    start, _ = picks.place(paragraph)
    picks.word.type(paragraph, start, f"{words or picks.new()} ")


def replace_word(picks: Picks, paragraph: Element, words: str = "") -> None:
    """Type over a word of a paragraph."""
    start, end = picks.place(paragraph)
    new = words or picks.new()
    old = said(paragraph)[start:end]
    picks.word.type(paragraph, end, new)
    picks.word.delete(paragraph, start, end)
    assert old


def add_at_end(picks: Picks, paragraph: Element, words: str = "") -> None:
    text = said(paragraph)
    picks.word.type(paragraph, len(text.rstrip()), words or f" Vi ser på {picks.new()} igjen.")


@kind("text")
def word_in_the_middle(picks: Picks) -> None:
    put_in(picks, picks.body())


@kind("text")
def words_at_the_start(picks: Picks) -> None:
    paragraph = picks.body()
    picks.word.type(paragraph, words_of(paragraph)[0][0], "Dessuten gjelder dette: ")


@kind("text")
def words_at_the_end(picks: Picks) -> None:
    add_at_end(picks, picks.body())


@kind("text")
def sentence_in_the_middle(picks: Picks) -> None:
    paragraph = picks.body(where=lambda p: ". " in said(p))
    at = picks.word.find(paragraph, ". ") + 2
    picks.word.type(paragraph, at, f"Det er viktig for {picks.new()} og {picks.new()}. ")


@kind("text")
def word_deleted(picks: Picks) -> None:
    paragraph = picks.body()
    start, end = picks.place(paragraph)
    text = said(paragraph)
    picks.word.delete(paragraph, start, end + (text[end : end + 1] == " "))


@kind("text")
def first_words_deleted(picks: Picks) -> None:
    paragraph = picks.body()
    picks.word.delete(paragraph, 0, words_of(paragraph)[2][0])


@kind("text")
def last_sentence_deleted(picks: Picks) -> None:
    paragraph = picks.body(where=lambda p: ". " in said(p))
    text = said(paragraph)
    picks.word.delete(paragraph, text.rfind(". ") + 1, len(text))


@kind("text")
def word_replaced(picks: Picks) -> None:
    replace_word(picks, picks.body())


@kind("text")
def letter_corrected(picks: Picks) -> None:
    paragraph = picks.body()
    start, end = picks.place(paragraph)
    at = (start + end) // 2
    picks.word.type(paragraph, at + 1, "æ")
    picks.word.delete(paragraph, at, at + 1)


@kind("text")
def several_words_replaced(picks: Picks) -> None:
    paragraph = picks.body(least=10)
    for start, end in reversed(words_of(paragraph)[1::4]):
        picks.word.type(paragraph, end, picks.new())
        picks.word.delete(paragraph, start, end)


@kind("text")
def paragraph_rewritten(picks: Picks) -> None:
    paragraph = picks.body()
    words = f"Vi har sett på {picks.new(4)} og kommer tilbake til {picks.new(3)}."
    picks.word.type(paragraph, len(said(paragraph)), words)
    picks.word.delete(paragraph, 0, len(said(paragraph)) - len(words))


@kind("text")
def heading_word_replaced(picks: Picks) -> None:
    replace_word(picks, picks.heading())


@kind("text")
def heading_words_at_the_end(picks: Picks) -> None:
    add_at_end(picks, picks.heading(), f" og {picks.new()}")


@kind("text")
def heading_words_at_the_start(picks: Picks) -> None:
    picks.word.type(picks.heading(), 0, f"Mer om {picks.new()}: ")


@kind("text")
def item_word_replaced(picks: Picks) -> None:
    replace_word(picks, picks.item())


@kind("text")
def item_words_at_the_end(picks: Picks) -> None:
    add_at_end(picks, picks.item(), f", og {picks.new()} i tillegg")


@kind("text")
def item_word_deleted(picks: Picks) -> None:
    paragraph = picks.item()
    start, end = picks.place(paragraph)
    picks.word.delete(paragraph, start, end)


@kind("text")
def cell_word_replaced(picks: Picks) -> None:
    replace_word(picks, picks.cell())


@kind("text")
def cell_emptied(picks: Picks) -> None:
    paragraph = picks.cell()
    picks.word.delete(paragraph, 0, len(said(paragraph)))


@kind("text")
def words_added_in_a_cell(picks: Picks) -> None:
    add_at_end(picks, picks.cell(), f" ({picks.new()})")


@kind("text")
def header_cell_changed(picks: Picks) -> None:
    replace_word(picks, picks.cell(header=True))


@kind("text")
def caption_word_replaced(picks: Picks) -> None:
    replace_word(picks, picks.styled("caption"))


@kind("text")
def box_word_replaced(picks: Picks) -> None:
    replace_word(picks, picks.styled("Ark Note", "Ark Proposal", least=5))


@kind("text")
def quotation_word_replaced(picks: Picks) -> None:
    replace_word(picks, picks.styled("Quote"))


@kind("text")
def code_changed(picks: Picks) -> None:
    replace_word(picks, picks.styled("Ark Code Block"))


@kind("text")
def found_and_replaced(picks: Picks) -> None:
    """One word replaced in every paragraph that somebody wrote."""
    every = [*picks.bodies(1), *picks.items()]
    counted: dict[str, int] = {}
    for paragraph in every:
        text = said(paragraph)
        for word in {text[a:b] for a, b in words_of(paragraph) if b - a > 4}:
            counted[word] = counted.get(word, 0) + 1
    outside = " ".join(said(p) for p in picks.word.body.iter(P) if p not in every)
    common = sorted(w for w, n in counted.items() if n > 1 and w not in outside)
    if not common:
        raise NothingToEditError("a common word")
    old = picks.random.choice(common)
    for paragraph in every:
        for start, end in reversed(words_of(paragraph)):
            if said(paragraph)[start:end] == old:
                picks.word.type(paragraph, end, "ordskifte")
                picks.word.delete(paragraph, start, end)


# --- signs ---------------------------------------------------------------------------------


def around_word(picks: Picks, paragraph: Element, before: str, after: str) -> None:
    start, end = picks.place(paragraph)
    picks.word.type(paragraph, end, after)
    picks.word.type(paragraph, start, before)


@kind("text")
def quotation_marks_put(picks: Picks) -> None:
    around_word(picks, picks.body(), "«", "»")


@kind("text")
def dash_put(picks: Picks) -> None:
    start, _ = picks.place(paragraph := picks.body())
    picks.word.type(paragraph, start, "– slik vi ser det – ")


@kind("text")
def no_break_space_put(picks: Picks) -> None:
    start, _ = picks.place(paragraph := picks.body())
    picks.word.type(paragraph, start, "hele 14\u00a0000 kr og 3\u00a0prosent ")


@kind("text")
def signs_put(picks: Picks) -> None:
    put_in(picks, picks.body(), "5 < 6 & 7 > 2 § 4-4 @ 50 % ± ½ €")


@kind("text")
def other_scripts_put(picks: Picks) -> None:
    put_in(picks, picks.body(), "čáppa 🙂 漢字 Ⅷ →")


@kind("text")
def line_broken(picks: Picks) -> None:
    start, _ = picks.place(paragraph := picks.body())
    picks.word.delete(paragraph, start - 1, start)
    picks.word.type(paragraph, start - 1, "\n")


@kind("text")
def case_changed(picks: Picks) -> None:
    start, end = picks.place(paragraph := picks.body())
    picks.word.replace(paragraph, text := said(paragraph)[start:end], text.upper())


# --- formats -------------------------------------------------------------------------------


def some_words(picks: Picks, paragraph: Element, number: int = 2) -> str:
    """Plain words of a paragraph that stand in it once."""
    found = words_of(paragraph)
    text = said(paragraph)
    choices = []
    for (start, _), (_, end) in zip(found, found[number - 1 :], strict=False):
        words = text[start:end]
        held = isolated_plainly(paragraph, start, end)
        if text.count(words) == 1 and held and not set(words) & set(".:,"):
            choices.append(words)
    if not choices:
        raise NothingToEditError("plain words")
    return picks.random.choice(choices)


def isolated_plainly(paragraph: Element, start: int, end: int) -> bool:
    """Whether what stands there has no format, and is in no link."""
    return all(
        run.find(f"{RPR}/{q('rStyle')}") is None and run.getparent().tag == P
        for run in isolated(paragraph, start, end)
    )


BOLD, BOLD_OFF = (w("b"), w("bCs")), (w("b", val=0), w("bCs", val=0))
ITALIC, ITALIC_OFF = (w("i"), w("iCs")), (w("i", val=0), w("iCs", val=0))


def format_on(picks: Picks, *properties: Element, words: str = "") -> None:
    paragraph = picks.body()
    picks.word.format(paragraph, words or some_words(picks, paragraph), *properties)


@kind("format")
def bold_on(picks: Picks) -> None:
    format_on(picks, *BOLD)


@kind("format")
def italic_on(picks: Picks) -> None:
    format_on(picks, *ITALIC)


@kind("format")
def struck_out(picks: Picks) -> None:
    format_on(picks, w("strike"))


@kind("format")
def bold_and_italic_on(picks: Picks) -> None:
    format_on(picks, *BOLD, *ITALIC)


@kind("format")
def half_a_word_bold(picks: Picks) -> None:
    paragraph = picks.body()
    words = some_words(picks, paragraph, 1)
    start = picks.word.find(paragraph, words)
    for run in isolated(paragraph, start, start + max(1, len(words) // 2)):
        for each in BOLD:
            put(properties_of(run), w(each.tag.rpartition("}")[2]))


@kind("format")
def bold_in_an_item(picks: Picks) -> None:
    item = picks.item()
    picks.word.format(item, some_words(picks, item, 1), *BOLD)


@kind("format")
def bold_in_a_cell(picks: Picks) -> None:
    cell = picks.cell()
    picks.word.format(cell, some_words(picks, cell, 1), *BOLD)


@kind("format")
def bold_off(picks: Picks) -> None:
    paragraph, words = picks.formatted("Strong")
    picks.word.format(paragraph, words, *BOLD_OFF)


@kind("format")
def italic_off(picks: Picks) -> None:
    paragraph, words = picks.formatted("Emphasis")
    picks.word.format(paragraph, words, *ITALIC_OFF)


@kind("format")
def strike_off(picks: Picks) -> None:
    paragraph, words = picks.formatted("Ark Strikethrough")
    picks.word.format(paragraph, words, w("strike", val=0))


@kind("format")
def bold_words_made_longer(picks: Picks) -> None:
    paragraph, words = picks.formatted("Strong", "Emphasis")
    picks.word.type(paragraph, picks.word.find(paragraph, words) + len(words), f" {picks.new()}")


@kind("format")
def bold_and_new_words(picks: Picks) -> None:
    paragraph = picks.body()
    start, _ = picks.place(paragraph)
    for run in picks.word.type(paragraph, start, f"{picks.new(2)} "):
        for each in BOLD:
            put(properties_of(run), w(each.tag.rpartition("}")[2]))


@kind("left", LISTED)
def underlined(picks: Picks) -> None:
    format_on(picks, w("u", val="single"))


# --- links ---------------------------------------------------------------------------------

ADDRESS = "https://example.org/ny/side?a=1&b=(2)"


@kind("link")
def link_added(picks: Picks) -> None:
    paragraph = picks.body()
    add_link(picks.word, paragraph, some_words(picks, paragraph), ADDRESS)


@kind("link")
def link_changed(picks: Picks) -> None:
    change_link(picks.word, picks.linking(), ADDRESS)


@kind("link")
def link_removed(picks: Picks) -> None:
    remove_link(picks.word, picks.linking())


@kind("link")
def link_words_changed(picks: Picks) -> None:
    paragraph = picks.linking()
    link = link_in(paragraph)
    words = "".join(t.text or "" for t in link.iter(q("t")))
    start = picks.word.find(paragraph, words) + len(words.rpartition(" ")[0]) + 1
    picks.word.type(paragraph, start, "nye ")


@kind("link")
def address_typed(picks: Picks) -> None:
    """An address that Word makes a link of while it is typed."""
    paragraph = picks.body()
    picks.word.type(paragraph, len(said(paragraph)), " Se https://example.org/oversikt for mer.")
    add_link(picks.word, paragraph, "https://example.org/oversikt", "https://example.org/oversikt")


@kind("link")
def link_to_mail_added(picks: Picks) -> None:
    paragraph = picks.body()
    add_link(picks.word, paragraph, some_words(picks, paragraph, 1), "mailto:hms@nord.example")


@kind("link")
def link_deleted_with_its_words(picks: Picks) -> None:
    paragraph = picks.linking()
    link = link_in(paragraph)
    words = "".join(t.text or "" for t in link.iter(q("t")))
    start = picks.word.find(paragraph, words)
    picks.word.delete(paragraph, start, start + len(words))
