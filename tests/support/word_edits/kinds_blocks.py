"""Paragraphs, headings, lists, tables, notes and pictures put in, deleted, moved and changed."""

from __future__ import annotations

from tests.support.word_edits import attached, tables
from tests.support.word_edits.blocks import (
    NUMBER_OF_HEADING,
    before,
    copy,
    delete,
    insert,
    is_item,
    join,
    make_list,
    move,
    relevel,
    restyle,
    split,
    unmake_list,
    words_of,
)
from tests.support.word_edits.editor import NothingToEditError, cells_of, said
from tests.support.word_edits.kind import LISTED, kind
from tests.support.word_edits.kinds_text import BOLD, put_in, replace_word
from tests.support.word_edits.picks import Picks, is_ours, level
from tests.support.word_edits.xml import ROW, Element, P


def sentence(picks: Picks) -> str:
    return f"Her har vi {picks.new()} og {picks.new()}, slik planen sier."


# --- paragraphs ----------------------------------------------------------------------------


@kind("paragraph")
def paragraph_inserted(picks: Picks) -> None:
    insert(picks.word, picks.body(), sentence(picks))


@kind("paragraph")
def paragraph_inserted_above(picks: Picks) -> None:
    before(picks.word, picks.body(), sentence(picks))


@kind("paragraph")
def paragraph_inserted_below_a_heading(picks: Picks) -> None:
    insert(picks.word, picks.heading(), sentence(picks), "Body Text")


@kind("paragraph")
def two_paragraphs_inserted(picks: Picks) -> None:
    first = insert(picks.word, picks.body(), sentence(picks))
    insert(picks.word, first, sentence(picks))


@kind("paragraph")
def paragraph_with_formats_inserted(picks: Picks) -> None:
    made = insert(picks.word, picks.body(), "Dette er viktig for alle, se siden om saken.")
    picks.word.format(made, "viktig", *BOLD)
    attached.add_link(picks.word, made, "siden om saken", "https://example.org/sak")


@kind("paragraph")
def paragraph_inserted_after_a_list(picks: Picks) -> None:
    item = picks.item(lambda p: p.getnext() is not None and not is_item(p.getnext()))
    insert(picks.word, item, sentence(picks), "Body Text")


@kind("paragraph")
def paragraph_inserted_after_a_table(picks: Picks) -> None:
    table = picks.table()
    following = table.getnext()
    if following is None or following.tag != P:
        raise NothingToEditError("a paragraph after a table")
    before(picks.word, following, sentence(picks), "Body Text")


@kind("paragraph")
def box_deleted(picks: Picks) -> None:
    """Its label, which is arkdoc's, and all that stands in it."""
    inside = picks.word.paragraph("Magasinet er stengt")
    delete(picks.word, inside.getprevious())
    delete(picks.word, inside)


@kind("paragraph")
def paragraph_deleted(picks: Picks) -> None:
    delete(picks.word, picks.body(where=lambda p: picks.is_not_all(p, p)))


@kind("paragraph")
def two_paragraphs_deleted(picks: Picks) -> None:
    for paragraph in picks.pair(where=picks.is_not_all):
        delete(picks.word, paragraph)


@kind("paragraph")
def paragraph_split(picks: Picks) -> None:
    paragraph = picks.body(where=lambda p: ". " in said(p))
    at = picks.word.find(paragraph, ". ") + 2
    picks.word.delete(paragraph, at - 1, at)
    split(picks.word, paragraph, at - 1)


@kind("paragraph")
def paragraphs_joined(picks: Picks) -> None:
    first, _ = picks.pair()
    picks.word.type(first, len(said(first)), " ")
    join(picks.word, first)


@kind("paragraph")
def paragraph_moved(picks: Picks) -> None:
    first, second = picks.pair()
    move(picks.word, [first], second)


@kind("paragraph")
def paragraph_moved_without_its_bookmark(picks: Picks) -> None:
    first, second = picks.pair()
    move(picks.word, [first], second, bookmarks=False)


@kind("paragraph")
def paragraph_moved_to_another_unit(picks: Picks) -> None:
    paragraph = picks.body(where=lambda p: picks.is_not_all(p, p))
    own = picks.unit_of(paragraph)
    where = picks.body(where=lambda p: picks.unit_of(p) is not own)
    move(picks.word, [paragraph], where)


@kind("paragraph")
def paragraph_moved_and_changed(picks: Picks) -> None:
    first, second = picks.pair()
    move(picks.word, [first], second)
    put_in(picks, first)


@kind("paragraph")
def paragraph_copied(picks: Picks) -> None:
    paragraph = picks.body()
    own = picks.unit_of(paragraph)
    copy(picks.word, [paragraph], picks.body(where=lambda p: picks.unit_of(p) is not own))


@kind("paragraph")
def paragraph_inserted_in_a_box(picks: Picks) -> None:
    insert(picks.word, picks.styled("Ark Note", "Ark Proposal", least=5), sentence(picks))


@kind("paragraph")
def empty_paragraph_inserted(picks: Picks) -> None:
    insert(picks.word, picks.body(), "")


@kind("paragraph")
def unit_text_deleted(picks: Picks) -> None:
    """All paragraphs of text of a unit, which leaves the rest of what it wrote."""
    paragraph = picks.body()
    own = picks.unit_of(paragraph)
    for each in [p for p in picks.bodies(1) if picks.unit_of(p) is own][1:]:
        delete(picks.word, each)


# --- headings ------------------------------------------------------------------------------


@kind("heading")
def heading_that_links_lead_to_renamed(picks: Picks) -> None:
    heading = picks.word.paragraph("Tiltakene våre", -1)
    picks.word.replace(heading, "våre", "ved fakultetet")


@kind("heading")
def heading_inserted(picks: Picks) -> None:
    paragraph = picks.body()
    before(picks.word, paragraph, f"Om {picks.new()}", heading_below(picks, paragraph))


def heading_below(picks: Picks, paragraph: Element) -> str:
    """The style of a heading that may stand in a unit, or in the introduction, above a paragraph."""
    unit = picks.unit_of(paragraph)
    if unit is not None:
        return f"heading {int(picks.word.style_of(unit)[-1]) + 1}"
    above = [p for p in paragraph.itersiblings(preceding=True) if p.tag == P]
    styles = [picks.word.style_of(p) for p in above]
    return "heading 2" if any(style.startswith("heading") for style in styles) else "heading 1"


@kind("heading")
def heading_deleted(picks: Picks) -> None:
    delete(picks.word, picks.heading(2, 3, 4, is_linked=False))


@kind("left", LISTED)
def heading_that_links_lead_to_deleted(picks: Picks) -> None:
    delete(picks.word, picks.heading(is_linked=True))


@kind("heading")
def heading_one_level_down(picks: Picks) -> None:
    restyle(picks.word, below_another(picks), "heading 3")


def below_another(picks: Picks) -> Element:
    """A heading of a unit's that is not its first, so that it may stand under another of the unit's."""
    found: list[Element] = []
    above: set[str] = set()
    for paragraph in picks.word.body.iterchildren(P):
        if picks.word.style_of(paragraph) == "heading 2" and is_ours(paragraph):
            own = picks.unit_of(paragraph)
            unit = "" if own is None else said(own)
            found += [paragraph] * bool(unit and unit in above)
            above.add(unit)
    if not found:
        raise NothingToEditError("a second heading")
    return picks.random.choice(found)


@kind("heading")
def heading_made_text(picks: Picks) -> None:
    restyle(picks.word, picks.heading(2, 3, is_linked=False), "Body Text")


@kind("heading")
def text_made_heading(picks: Picks) -> None:
    paragraph = picks.body()
    made = insert(picks.word, paragraph, f"Mer om {picks.new()}")
    restyle(picks.word, made, heading_below(picks, paragraph))


@kind("heading")
def paragraph_made_heading(picks: Picks) -> None:
    """One without a link to a heading, whose number is not printed in a heading."""
    paragraph = picks.body(
        where=lambda p: (
            len(said(p)) < 120
            and said(p).endswith(".")
            and NUMBER_OF_HEADING.search(said(p)) is None
        )
    )
    picks.word.delete(paragraph, len(said(paragraph)) - 1, len(said(paragraph)))
    restyle(picks.word, paragraph, heading_below(picks, paragraph))


@kind("heading")
def section_moved(picks: Picks) -> None:
    """A heading and the paragraph below it, below the next paragraph of text of the unit."""
    body = picks.word.body
    choices = []
    for heading in (p for p in body.iterchildren(P) if picks.word.style_of(p) == "heading 2"):
        below = heading.getnext()
        if below is None or below not in (every := picks.bodies(1)):
            continue
        own, place = picks.unit_of(heading), body.index(below)
        later = [p for p in every if picks.unit_of(p) is own and body.index(p) > place]
        choices += [(heading, below, last) for last in later[-1:] if is_ours(heading)]
    if not choices:
        raise NothingToEditError("a section to move")
    heading, below, last = picks.random.choice(choices)
    move(picks.word, [heading, below], last)


# --- lists ---------------------------------------------------------------------------------


@kind("list")
def item_inserted(picks: Picks) -> None:
    insert(picks.word, picks.item(), f"Noe nytt om {picks.new()}")


@kind("list")
def first_item_inserted(picks: Picks) -> None:
    item = picks.item(lambda p: p.getprevious() is not None and not is_item(p.getprevious()))
    before(picks.word, item, f"Det første om {picks.new()}")


@kind("list")
def last_item_inserted(picks: Picks) -> None:
    item = picks.item(lambda p: p.getnext() is not None and not is_item(p.getnext()))
    insert(picks.word, item, f"Det siste om {picks.new()}")


@kind("list")
def item_deleted(picks: Picks) -> None:
    first, _ = picks.items_in_a_row()
    delete(picks.word, first)


@kind("list")
def parent_item_deleted(picks: Picks) -> None:
    item = picks.item(lambda p: is_item(p.getnext()) and level(p.getnext()) > level(p))
    delete(picks.word, item)


@kind("list")
def item_moved(picks: Picks) -> None:
    first, second = picks.items_in_a_row()
    move(picks.word, [first], second)


@kind("list")
def item_made_deeper(picks: Picks) -> None:
    _, second = picks.items_in_a_row()
    relevel(picks.word, second, 1)


@kind("list")
def item_made_higher(picks: Picks) -> None:
    relevel(picks.word, picks.item(lambda p: level(p) > 0), -1)


@kind("list")
def item_split(picks: Picks) -> None:
    item = picks.item(lambda p: len(words_of(p)) > 3)
    start, _ = words_of(item)[2]
    picks.word.delete(item, start - 1, start)
    split(picks.word, item, start - 1)


@kind("list")
def items_joined(picks: Picks) -> None:
    first, _ = picks.items_in_a_row()
    picks.word.type(first, len(said(first)), " ")
    join(picks.word, first)


@kind("list")
def list_made(picks: Picks) -> None:
    make_list(picks.word, list(picks.pair()))


@kind("list")
def numbered_list_made(picks: Picks) -> None:
    make_list(picks.word, list(picks.pair()), numbered=True)


@kind("list")
def list_unmade(picks: Picks) -> None:
    item = picks.item(lambda p: not level(p))
    own = [item]
    while is_item(own[0].getprevious()):
        own.insert(0, own[0].getprevious())
    while is_item(own[-1].getnext()):
        own.append(own[-1].getnext())
    unmake_list(picks.word, own)


@kind("list")
def item_made_text(picks: Picks) -> None:
    item = picks.item(lambda p: p.getnext() is not None and not is_item(p.getnext()))
    unmake_list(picks.word, [item])


@kind("list")
def sublist_added(picks: Picks) -> None:
    item = picks.item(lambda p: not level(p) and not is_item(p.getnext()))
    for text in ("Først dette", "Så dette"):
        item = insert(picks.word, item, f"{text} om {picks.new()}")
        if not level(item):
            relevel(picks.word, item, 1)


@kind("list")
def new_list_inserted(picks: Picks) -> None:
    paragraph = picks.body()
    made = [insert(picks.word, paragraph, f"Punkt om {picks.new()}")]
    made.append(insert(picks.word, made[0], f"Punkt om {picks.new()}"))
    make_list(picks.word, made)


# --- tables --------------------------------------------------------------------------------


def some_cells(picks: Picks, row: Element) -> list[str]:
    return [picks.new() for _ in cells_of(row)]


@kind("table")
def row_inserted(picks: Picks) -> None:
    row = picks.row()
    tables.insert_row(picks.word, row, some_cells(picks, row))


@kind("table")
def first_row_inserted(picks: Picks) -> None:
    header = picks.table().find(ROW)
    tables.insert_row(picks.word, header, some_cells(picks, header))


@kind("table")
def last_row_inserted(picks: Picks) -> None:
    last = picks.table().findall(ROW)[-1]
    tables.insert_row(picks.word, last, some_cells(picks, last))


@kind("table")
def row_deleted(picks: Picks) -> None:
    tables.delete_row(picks.word, picks.row())


@kind("table")
def row_moved(picks: Picks) -> None:
    rows = picks.table().findall(ROW)
    if len(rows) < 3:
        raise NothingToEditError("two rows below the header")
    tables.move_row(picks.word, rows[1], rows[2])


@kind("table")
def column_inserted(picks: Picks) -> None:
    table = picks.table()
    rows = table.findall(ROW)
    texts = ["Merknad", *(picks.new() for _ in rows[1:])]
    tables.insert_column(picks.word, table, len(cells_of(rows[0])) - 1, texts)


@kind("table")
def column_deleted(picks: Picks) -> None:
    tables.delete_column(picks.word, picks.table(), 1)


@kind("table")
def column_moved(picks: Picks) -> None:
    table = picks.table()
    if len(cells_of(table.find(ROW))) < 3:
        raise NothingToEditError("three columns")
    tables.move_column(picks.word, table, 1, 2)


@kind("table")
def two_paragraphs_in_a_cell(picks: Picks) -> None:
    insert(picks.word, picks.cell(), f"og så {picks.new()}")


@kind("table")
def table_pasted(picks: Picks) -> None:
    rows = [["Enhet", "Antall"], ["Nord", "12"], ["Sør", "7"]]
    tables.paste(picks.word, picks.body(where=_is_before_text), rows)


def _is_before_text(paragraph: Element) -> bool:
    following = paragraph.getnext()
    return following is not None and following.tag == P


@kind("table")
def table_deleted(picks: Picks) -> None:
    table = picks.table()
    above = table.getprevious()
    if above is not None and above.tag == P and picks.word.style_of(above) == "caption":
        delete(picks.word, above)
    table.getparent().remove(table)


# --- notes and pictures --------------------------------------------------------------------


@kind("note")
def note_added(picks: Picks) -> None:
    paragraph = picks.body(where=lambda p: said(p).endswith("."))
    attached.add_note(picks.word, paragraph, len(said(paragraph)), f"Se saken om {picks.new()}.")


@kind("note")
def note_added_in_the_middle(picks: Picks) -> None:
    """Not in the words of a link: there a contribution has no note."""
    paragraph = picks.body()
    _, end = picks.place(paragraph, in_links=False)
    attached.add_note(picks.word, paragraph, end, f"Dette gjelder {picks.new()}.")


@kind("note")
def note_changed(picks: Picks) -> None:
    replace_word(picks, picks.note())


@kind("note")
def note_made_longer(picks: Picks) -> None:
    note = picks.note()
    picks.word.type(note, len(said(note)), f" Det gjelder også {picks.new()}.")


@kind("note")
def note_removed(picks: Picks) -> None:
    attached.remove_note(picks.word, picks.calling())


@kind("picture")
def alt_text_changed(picks: Picks) -> None:
    drawing = attached.drawing_with(picks.word, "bøker")
    attached.change_alt(drawing, "Søyler som blir høyere fra måned til måned")


@kind("picture")
def picture_put_in(picks: Picks) -> None:
    made = insert(picks.word, picks.body(), "")
    attached.add_picture(picks.word, made, attached.some_picture(), "En graf over svarene")


@kind("picture")
def picture_put_in_twice(picks: Picks) -> None:
    for n, paragraph in enumerate(picks.pair()):
        made = insert(picks.word, paragraph, "")
        attached.add_picture(picks.word, made, attached.some_picture(), "En graf", f"graf{n}")


@kind("picture")
def picture_replaced(picks: Picks) -> None:
    drawing = attached.drawing_with(picks.word, "bøker")
    attached.replace_picture(picks.word, drawing, attached.some_picture(200))


@kind("picture")
def picture_deleted(picks: Picks) -> None:
    paragraph = attached.paragraph_of(attached.drawing_with(picks.word, "bøker"))
    delete(picks.word, paragraph.getnext())
    delete(picks.word, paragraph)


@kind("picture")
def picture_caption_changed(picks: Picks) -> None:
    replace_word(picks, picks.word.paragraph("Bøker flyttet", -1))


@kind("left", LISTED)
def picture_without_alt_put_in(picks: Picks) -> None:
    made = insert(picks.word, picks.body(), "")
    attached.add_picture(picks.word, made, attached.some_picture(90), "", "uten")
