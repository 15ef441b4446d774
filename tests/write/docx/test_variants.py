"""Variants of paragraph styles: their names, their ids, and what each part of one changes."""

from dataclasses import replace

import pytest

from arkdoc.ooxml.units import mm, pt
from arkdoc.style.role import HEADINGS, Role
from arkdoc.write.docx.styles.paragraph_format import role_format, simplest, variant_format
from arkdoc.write.docx.styles.variants import (
    LEVELS,
    Adjustment,
    Position,
    Variant,
    style_id,
    variant_name,
)
from tests.write.docx.test_writer import theme

STEP = 340  # a list's, in twips

NAMES = {
    Variant(Role.BODY): "Body Text",
    Variant(Role.LIST, Position(indent=STEP)): "List Continue",
    Variant(Role.LIST, Position(indent=3 * STEP)): "List Continue 3",
    Variant(Role.LIST, Position(indent=6 * STEP)): "List Paragraph at 35.98 mm",
    Variant(Role.NOTE, Position(indent=STEP)): "Ark Note at 5.997 mm",
    Variant(Role.HEADING_2, Position(Role.NOTE, STEP)): "heading 2 in Note at 5.997 mm",
    Variant(Role.LIST, Position(Role.NOTE, inner=STEP)): "List Paragraph in Note 5.997 mm",
    Variant(Role.LIST, Position(Role.NOTE, STEP, STEP)): (
        "List Paragraph in Note at 5.997 mm 5.997 mm"
    ),
    Variant(Role.TABLE_TEXT, Position(inset=40), frozenset({Adjustment.KEPT})): (
        "Ark Table Text Inset 0.7056 mm Kept"
    ),
    Variant(Role.BODY, adjustments=frozenset(Adjustment)): (
        "Body Text Below Figure Across Again Loose After Table Last Parted Kept Whole "
        "Level 1 Level 2 Level 3 Level 4 Level 5 Rule Above Rule Below Close"
    ),
}


@pytest.mark.parametrize("variant", NAMES, ids=list(NAMES.values()))
def test_a_variant_has_a_name_that_says_what_it_is(variant: Variant) -> None:
    assert variant_name(theme(), variant) == NAMES[variant]


def test_ids_are_words_without_spaces() -> None:
    assert [style_id(name) for name in ("heading 1", "toc 2", "Normal Table", "List Continue")] == [
        "Heading1",
        "TOC2",
        "TableNormal",
        "ListContinue",
    ]


def test_a_note_box_in_a_list_is_the_note_further_in() -> None:
    note = role_format(theme(), Role.NOTE)
    assert variant_format(theme(), Variant(Role.NOTE, Position(indent=STEP))) == replace(
        note, left=note.left + STEP
    )


def test_a_heading_in_a_box_has_the_boxs_border_and_background() -> None:
    heading, note = role_format(theme(), Role.HEADING_2), role_format(theme(), Role.NOTE)
    inside = variant_format(theme(), Variant(Role.HEADING_2, Position(Role.NOTE)))
    assert inside == replace(
        heading, borders=note.borders, shade=note.shade, left=note.left, right=note.right
    )


def changes() -> dict[Adjustment, tuple[Role, dict[str, object]]]:
    """A role that has the adjustment, and what that changes."""
    page, below_table = theme().page, pt(theme()[Role.TABLE].after)
    rule = theme()[Role.RULE]
    line = rule.border_bottom
    assert line
    body = theme()[Role.BODY]
    # The line stands as far from the text as that of a paragraph of its own would.
    above = max(body.after, rule.before) + rule.size * rule.leading + line.padding
    return {
        Adjustment.BELOW_FIGURE: (
            Role.CAPTION,
            {"before": 0, "after": below_table, "keep_next": False},
        ),
        Adjustment.ACROSS: (Role.PAGE_HEADER, {"tab": mm(page.height - page.left - page.right)}),
        Adjustment.LOOSE: (Role.LIST, {"after": pt(theme()[Role.BODY].after)}),
        Adjustment.AFTER_TABLE: (Role.BODY, {"before": below_table}),
        Adjustment.LAST: (Role.NOTE, {"after": below_table, "keep_next": False}),
        Adjustment.PARTED: (Role.TABLE_TEXT, {"after": pt(theme()[Role.LIST].after)}),
        Adjustment.KEPT: (Role.TABLE_TEXT, {"keep_next": True}),
        Adjustment.WHOLE: (Role.LIST, {"keep_lines": True}),
        Adjustment.RULE_ABOVE: (
            Role.BODY,
            {
                "before": pt(rule.before + rule.size * rule.leading + line.padding),
                "borders": {"top": replace(line, padding=rule.after)},
            },
        ),
        Adjustment.RULE_BELOW: (
            Role.BODY,
            {"after": pt(rule.after), "borders": {"bottom": replace(line, padding=above)}},
        ),
        Adjustment.CLOSE: (Role.NOTE, {"after": 0}),
        **{each: (Role.NOTE_LABEL, {"outline": at}) for at, each in enumerate(LEVELS)},
    }


@pytest.mark.parametrize("adjustment", [a for a in Adjustment if a is not Adjustment.AGAIN])
def test_an_adjustment_changes_what_it_is_for(adjustment: Adjustment) -> None:
    role, changed = changes()[adjustment]
    before = variant_format(theme(), Variant(role))
    after = variant_format(theme(), Variant(role).adjusted(adjustment))
    assert after != before
    assert after == replace(before, **changed)


def test_equal_boxes_that_meet_differ_by_less_than_the_eye_can_see() -> None:
    note = Variant(Role.NOTE)
    once, again = (
        variant_format(theme(), each) for each in (note, note.adjusted(Adjustment.AGAIN))
    )
    assert again.shade != once.shade
    assert int(again.shade[1:], 16) ^ int(once.shade[1:], 16) == 1
    assert replace(again, shade=once.shade, borders=once.borders) == once


def test_an_adjustment_without_effect_makes_no_style_of_its_own() -> None:
    for role in HEADINGS:
        variant = Variant(role).adjusted(Adjustment.AFTER_TABLE)
        assert simplest(theme(), variant) == Variant(role), "headings have their space already"
    quote = Variant(Role.QUOTE).adjusted(Adjustment.LAST)
    assert variant_format(theme(), simplest(theme(), quote)) == variant_format(theme(), quote)
