"""The case itself: its head, its units, its measures, and what stands where a text is missing."""

from __future__ import annotations

from copy import deepcopy

from tests.support.word_edits import tables
from tests.support.word_edits.blocks import delete, insert, unmark
from tests.support.word_edits.editor import NothingToEditError, cells_of, said
from tests.support.word_edits.kind import ASKED, LISTED, kind
from tests.support.word_edits.kinds_text import put_in, replace_word
from tests.support.word_edits.picks import Picks, label_of
from tests.support.word_edits.xml import ROW, Element, P

# --- the head and the units ----------------------------------------------------------------


@kind("head")
def title_changed(picks: Picks) -> None:
    title = picks.word.paragraphs()
    found = next(p for p in title if picks.word.style_of(p) == "Title")
    picks.word.replace(found, said(found).split()[0], "Gjennomgang")


def head_row(picks: Picks, label: str) -> Element:
    for paragraph in picks.word.paragraphs():
        if said(paragraph).startswith(f"{label}\t"):
            return paragraph
    raise NothingToEditError(label)


@kind("head")
def recipient_changed(picks: Picks) -> None:
    row = head_row(picks, "Til")
    picks.word.type(row, len(said(row)), ", Studentparlamentet")


@kind("head")
def sender_changed(picks: Picks) -> None:
    picks.word.replace(head_row(picks, "Fra"), "Prorektor", "Prorektor for utdanning")


@kind("head")
def case_officer_changed(picks: Picks) -> None:
    picks.word.replace(head_row(picks, "Saksbehandler"), "Seksjonsleder", "Rådgiver: HMS")


@kind("head")
def date_changed(picks: Picks) -> None:
    picks.word.replace(head_row(picks, "Dato"), "5. oktober 2026", "12. oktober 2026")


@kind("head")
def case_number_changed(picks: Picks) -> None:
    picks.word.replace(picks.word.paragraph("sak 31/26"), "31/26", "32/26")


@kind("head")
def unit_name_changed(picks: Picks) -> None:
    heading = picks.random.choice(picks.unit_headings())
    picks.word.type(heading, len(said(heading)), " og drift")


@kind("head")
def order_of_units_changed(picks: Picks) -> None:
    """The first top unit with all its text below the next one without units of its own."""
    tops = [u for u in picks.unit_headings() if picks.word.style_of(u) == "heading 1"]
    if len(tops) < 3:
        raise NothingToEditError("three units")
    first, second, third = tops[:3]
    body = list(picks.word.body)
    for element in body[body.index(first) : body.index(second)]:
        third.addprevious(element)


@kind("head")
def placeholder_written_over(picks: Picks) -> None:
    paragraph = placeholder(picks)
    words = "Studenttorget har hatt en rolig vår, og alle tiltakene er i rute."
    picks.word.type(paragraph, len(said(paragraph)), words)
    picks.word.delete(paragraph, 0, len(said(paragraph)) - len(words))


@kind("head")
def text_put_below_a_placeholder(picks: Picks) -> None:
    paragraph = placeholder(picks)
    insert(picks.word, paragraph, "Studenttorget melder at alt går som det skal.", "Body Text")


def placeholder(picks: Picks) -> Element:
    for paragraph in picks.word.paragraphs():
        if picks.word.style_of(paragraph).startswith("Ark Placeholder"):
            return paragraph
    raise NothingToEditError("a placeholder")


@kind("head", LISTED)
def attachment_renamed(picks: Picks) -> None:
    picks.word.replace(picks.word.paragraph("Plan for tiltakene"), "tiltakene", "alle tiltakene")


# --- measures ------------------------------------------------------------------------------


@kind("measure")
def field_word_replaced(picks: Picks) -> None:
    replace_word(picks, picks.card_field("Hensikt", "Resultat", "Evaluering", "Behov", least=4))


@kind("measure")
def folded_field_word_replaced(picks: Picks) -> None:
    """A field of several lines, below `>`."""
    picks.word.replace(picks.word.paragraph("Færre avbrudd"), "avbrudd", "forstyrrelser")


@kind("measure")
def field_words_added(picks: Picks) -> None:
    field = picks.card_field("Hensikt", "Resultat", "Evaluering", "Behov", least=4)
    picks.word.type(field, len(said(field)), f" Vi ser på {picks.new()} til våren.")


@kind("measure")
def field_with_yaml_signs(picks: Picks) -> None:
    field = picks.card_field("Hensikt", "Resultat", least=4)
    picks.word.type(field, len(said(field)), " Merk: «alle» & [noen] # viktig, {a: 'b'} - \"x\" %")


@kind("measure")
def responsible_changed(picks: Picks) -> None:
    field = picks.card_field("Ansvarlig")
    picks.word.type(field, len(said(field)), " og leder for HMS")


@kind("measure")
def measure_name_changed(picks: Picks) -> None:
    put_in(picks, picks.card()[0], "nye")


def replace_value(picks: Picks, paragraph: Element, new: str) -> None:
    """Write over what stands after the label."""
    text = said(paragraph)
    start = text.index("\t") + 1
    picks.word.type(paragraph, len(text), new)
    picks.word.delete(paragraph, start, len(text))


@kind("measure")
def deadline_changed(picks: Picks) -> None:
    replace_value(picks, picks.card_field("Frist"), "15. januar 2027")


@kind("measure")
def deadline_in_words(picks: Picks) -> None:
    replace_value(picks, picks.card_field("Frist"), "når rommet er ledig")


@kind("measure")
def effect_changed(picks: Picks) -> None:
    field = picks.card_field("Effekt")
    replace_value(picks, field, "nei" if "ja" in said(field) else "ja")


@kind("measure", ASKED)
def status_changed(picks: Picks) -> None:
    """The word for the status is arkdoc's own, as is the sign before it."""
    cards = [card for card in picks.cards() if "pågår" in said(card[0])]
    if not cards:
        raise NothingToEditError("a measure that goes on")
    picks.word.replace(cards[0][0], "pågår", "gjennomført")


@kind("measure", ASKED)
def status_in_a_table_changed(picks: Picks) -> None:
    cell = measure_cell(picks, "planlagt")
    picks.word.replace(cell, "planlagt", "pågår")


def measure_cell(picks: Picks, words: str) -> Element:
    for paragraph in picks.measure_table().iter(P):
        if words in said(paragraph):
            return paragraph
    raise NothingToEditError(words)


@kind("measure")
def measure_name_in_a_table_changed(picks: Picks) -> None:
    picks.word.replace(measure_cell(picks, "Mottaksplan"), "nytilsatte", "nye kollegaer")


@kind("measure")
def measure_text_in_a_table_changed(picks: Picks) -> None:
    picks.word.replace(measure_cell(picks, "kveldsvakt"), "én kveldsvakt", "to kveldsvakter")


@kind("measure")
def deadline_in_a_table_changed(picks: Picks) -> None:
    picks.word.replace(measure_cell(picks, "desember 2026"), "desember 2026", "februar 2027")


@kind("measure")
def field_of_a_measure_deleted(picks: Picks) -> None:
    delete(picks.word, picks.card_field("Hensikt", "Evaluering", "Behov"))


@kind("measure")
def field_of_a_measure_emptied(picks: Picks) -> None:
    replace_value(picks, picks.card_field("Ansvarlig"), "")


@kind("measure")
def field_added_to_a_measure(picks: Picks) -> None:
    """A field copied within its card, with another label and value, where it is printed."""
    card = picks.card(4)
    made = deepcopy(card[-1])
    unmark(made)
    after = ("Evaluering", "Effekt", "Ansvarlig", "Frist")
    next(p for p in card if label_of(p) in after).addprevious(made)
    label = label_of(made)
    text = said(made)
    picks.word.type(made, len(text), f"Det dreier seg om {picks.new()}.")
    picks.word.delete(made, text.index("\t") + 1, len(text))
    picks.word.replace(made, label, "Prosess")


@kind("measure")
def measure_deleted(picks: Picks) -> None:
    for paragraph in picks.card():
        delete(picks.word, paragraph)


@kind("measure")
def measure_added(picks: Picks) -> None:
    """A card copied below itself, with another name."""
    card = picks.card()
    made = [deepcopy(paragraph) for paragraph in card]
    for paragraph in reversed(made):
        unmark(paragraph)
        card[-1].addnext(paragraph)
    start, end = 0, said(made[0]).rindex(" ", 0, said(made[0]).rindex(" "))
    picks.word.replace(made[0], said(made[0])[start:end], "Ny ordning med fadder")


@kind("measure")
def measure_added_in_a_table(picks: Picks) -> None:
    row = picks.measure_table().findall(ROW)[-1]
    texts = ["Felles kaffe på fredager", "○ planlagt", "", "", "Kontorsjef", "1. mars 2027"]
    tables.insert_row(picks.word, row, texts[: len(cells_of(row))])


@kind("measure")
def measure_in_a_table_deleted(picks: Picks) -> None:
    tables.delete_row(picks.word, picks.measure_table().findall(ROW)[-1])


@kind("measure")
def measures_in_a_table_moved(picks: Picks) -> None:
    rows = picks.measure_table().findall(ROW)
    if len(rows) < 3:
        raise NothingToEditError("two measures in a table")
    tables.move_row(picks.word, rows[1], rows[2])
