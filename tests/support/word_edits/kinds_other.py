"""What can't come back, signs that Markdown would read, and files made to deceive."""

from __future__ import annotations

from tests.support.word_edits import attached
from tests.support.word_edits.blocks import insert, unmark
from tests.support.word_edits.editor import NothingToEditError, around, cells_of, runs, said
from tests.support.word_edits.kind import EXACT, LISTED, kind
from tests.support.word_edits.kinds_blocks import sentence
from tests.support.word_edits.kinds_text import format_on, put_in, replace_word
from tests.support.word_edits.picks import Picks, is_ours
from tests.support.word_edits.tables import table_with
from tests.support.word_edits.xml import (
    TABLE,
    Element,
    P,
    properties_of,
    put,
    q,
    w,
)

# --- what can't come back ------------------------------------------------------------------


@kind("left", LISTED)
def coloured(picks: Picks) -> None:
    format_on(picks, w("color", val="C00000"))


@kind("left", LISTED)
def highlighted(picks: Picks) -> None:
    format_on(picks, w("highlight", val="yellow"))


@kind("left", LISTED)
def made_larger(picks: Picks) -> None:
    format_on(picks, w("sz", val=32), w("szCs", val=32))


@kind("left", LISTED)
def centred(picks: Picks) -> None:
    put(properties_of(picks.body()), w("jc", val="center"))


@kind("left", LISTED)
def page_broken(picks: Picks) -> None:
    put(properties_of(picks.body()), w("pageBreakBefore"))


@kind("left", LISTED)
def header_changed(picks: Picks) -> None:
    paragraph = attached.header_paragraph(picks.word)
    picks.word.type(paragraph, len(said(paragraph)), " · Fortrolig")


@kind("left", LISTED)
def footer_changed(picks: Picks) -> None:
    paragraph = attached.header_paragraph(picks.word, "footer")
    picks.word.type(paragraph, len(said(paragraph)), " · etter møtet")


@kind("left", LISTED)
def contents_changed(picks: Picks) -> None:
    entry = attached.contents_paragraph(picks.word)
    picks.word.type(entry, len("1 Om saken"), " og bakgrunnen")


@kind("left", LISTED)
def caption_label_changed(picks: Picks) -> None:
    """«Tabell 3» is arkdoc's own: the number is a field."""
    picks.word.replace(picks.styled("caption"), "Tabell", "Oversikt")


@kind("left", LISTED)
def overview_number_changed(picks: Picks) -> None:
    table = table_with(picks.word, "Biblioteket")
    cell = cells_of(table.findall(q("tr"))[1])[1].find(P)
    picks.word.replace(cell, said(cell), "9")


@kind("left", LISTED)
def overview_sentence_changed(picks: Picks) -> None:
    picks.word.replace(picks.word.paragraph("Notatet har 6 tiltak"), "6 tiltak", "mange tiltak")


@kind("left", LISTED)
def generated_heading_changed(picks: Picks) -> None:
    picks.word.replace(picks.word.paragraph("Tiltak over fristen"), "fristen", "tiden")


@kind("left", LISTED)
def field_label_changed(picks: Picks) -> None:
    picks.word.replace(picks.card_field("Hensikt"), "Hensikt", "Formål")


@kind("left", LISTED)
def letterhead_changed(picks: Picks) -> None:
    paragraph = picks.word.paragraph("Postboks 12")
    picks.word.replace(paragraph, "Postboks 12", "Postboks 14")


@kind("left", LISTED)
def text_box_drawn(picks: Picks) -> None:
    attached.text_box(picks.body(), "Husk fristen i desember")


@kind("left", LISTED)
def text_hidden(picks: Picks) -> None:
    format_on(picks, w("vanish"))


@kind("left", LISTED)
def draft_mark_deleted(picks: Picks) -> None:
    paragraph = picks.word.paragraph("Utkast")
    picks.word.delete(paragraph, 0, len(said(paragraph)))


@kind("left", LISTED)
def sum_row_changed(picks: Picks) -> None:
    table = around(picks.word.paragraph("Totalt", -1), TABLE)
    cell = cells_of(table.findall(q("tr"))[-1])[-1].find(P)
    picks.word.replace(cell, said(cell), "60")


# --- signs that are Markdown's -------------------------------------------------------------

TYPED = {
    "asterisks": "*viktig* og **svært viktig** og _litt_ 2*3*4",
    "directive": "[[tiltak]]",
    "directive_for_units": "[[bidrag]]",
    "container": "::: merknad",
    "container_end": ":::",
    "entities": "&nbsp; &lt;b&gt; &amp; &#33;",
    "comment_of_html": "<!-- skal bort --> og resten",
    "elements_of_html": "<b>fet</b> <script>alert(1)</script>",
    "heading_sign": "# Ikke en overskrift",
    "bullet_sign": "- ikke et punkt",
    "number_sign": "1. ikke et nummer",
    "number_in_a_line": "2019. Året da alt begynte",
    "table_signs": "| a | b |",
    "table_rule": "|---|---|",
    "note_signs": "Se [^1] og [^oppdal]: her",
    "link_signs": "[ord](https://example.org) og ![bilde](bilde.png)",
    "code_signs": "`kode` og ```",
    "rule": "---",
    "fields": "enhet: bibliotek",
    "backslashes": "C:\\mappe\\fil og \\* og slutt\\",
    "caption_words": "Tabell: ikke en tabell",
    "quotation_sign": "> ikke et sitat",
    "tildes": "~~ikke strøket~~ og ~ 5",
    "address": "www.example.org og https://example.org/a_b_c",
    "setext": "=====",
    "spaces_before": "    fire mellomrom foran",
    "template_signs": "{{ navn }} {% if %} ${HOME} %PATH%",
}
"""Texts that people type and that stay texts."""


def _kinds_of_typing() -> None:
    for name, words in TYPED.items():

        def made(picks: Picks, words: str = words) -> None:
            insert(picks.word, picks.body(), words)

        made.__name__ = f"typed_{name}"
        kind("signs", EXACT)(made)


_kinds_of_typing()


@kind("signs")
def signs_typed_in_a_paragraph(picks: Picks) -> None:
    put_in(picks, picks.body(), "*stjerner* [[bidrag]] `kode` <b> &amp; [a](b) _under_ |")


@kind("signs")
def signs_typed_in_a_cell(picks: Picks) -> None:
    put_in(picks, picks.cell(), "a | b *c* <br> \\|")


@kind("signs")
def signs_typed_in_an_item(picks: Picks) -> None:
    picks.word.type(picks.item(), 0, "[x] - # 1) ")


@kind("signs")
def signs_typed_in_a_heading(picks: Picks) -> None:
    put_in(picks, picks.heading(), "*C#* {#anker}")


@kind("signs")
def front_matter_typed(picks: Picks) -> None:
    """The lines of a file's fields, typed as the first paragraphs of a unit's text."""
    texts = picks.bodies(1)
    paragraph = picks.random.choice([u for u in picks.unit_headings() if u.getnext() in texts])
    for words in ("---", "enhet: torg", "status: levert", "---"):
        paragraph = insert(picks.word, paragraph, words, "Body Text")


# --- files made to deceive -----------------------------------------------------------------


def bookmarks(element: Element) -> list[Element]:
    found = [
        e for e in element.iter(q("bookmarkStart")) if str(e.get(q("name"))).startswith("_ark_")
    ]
    if not found:
        raise NothingToEditError("a bookmark")
    return found


@kind("hostile")
def bookmark_forged(picks: Picks) -> None:
    """A new paragraph that says it is a line of `notat.md` which nobody printed."""
    made = insert(picks.word, picks.body(), sentence(picks))
    mark(made, "_ark_1_2")


@kind("hostile")
def bookmark_of_no_file(picks: Picks) -> None:
    made = insert(picks.word, picks.body(), sentence(picks))
    mark(made, "_ark_99_100000")


def mark(paragraph: Element, name: str) -> None:
    place = int(paragraph.find(q("pPr")) is not None)
    paragraph.insert(place, w("bookmarkStart", id=7777, name=name))
    paragraph.append(w("bookmarkEnd", id=7777))


@kind("hostile")
def bookmark_doubled(picks: Picks) -> None:
    """A new paragraph with the bookmark of another one."""
    paragraph = picks.body()
    name = bookmarks(paragraph)[0].get(q("name"))
    mark(insert(picks.word, picks.body(where=lambda p: p is not paragraph), sentence(picks)), name)


@kind("hostile")
def bookmarks_swapped(picks: Picks) -> None:
    first, second = picks.pair()
    one, other = bookmarks(first)[0], bookmarks(second)[0]
    names = one.get(q("name")), other.get(q("name"))
    other.set(q("name"), names[0])
    one.set(q("name"), names[1])
    replace_word(picks, first)


@kind("hostile")
def bookmarks_shifted(picks: Picks) -> None:
    """Every bookmark names the block after its own, and one word is replaced."""
    paragraph = picks.body()
    every = [e for p in picks.word.paragraphs() if is_ours(p) for e in bookmarks(p)[:1]]
    names = [e.get(q("name")) for e in every]
    for each, name in zip(every, (*names[1:], names[0]), strict=True):
        each.set(q("name"), name)
    replace_word(picks, paragraph)


@kind("hostile")
def bookmarks_gone(picks: Picks) -> None:
    paragraph = picks.body()
    replace_word(picks, paragraph)
    unmark(picks.word.body)


@kind("hostile")
def instructions_of_fields_forged(picks: Picks) -> None:
    """A field that would include a file; its result is text."""
    made = insert(picks.word, picks.body(), sentence(picks))
    run = next(runs(made))
    begin = w("r", w("fldChar", fldCharType="begin"))
    code = w("r", w("instrText"))
    code[0].text = ' INCLUDETEXT "/etc/passwd" '
    separate = w("r", w("fldChar", fldCharType="separate"))
    for each in (begin, code, separate):
        run.addprevious(each)
    run.addnext(w("r", w("fldChar", fldCharType="end")))


@kind("hostile")
def control_characters_typed(picks: Picks) -> None:
    put_in(picks, picks.body(), "a\u202eb\u200b c\u2028d")
