"""237–247: what looks like a block's markup and became text, or the other way round."""

from arkdoc.model.diagnostic import N_, Rule, Severity

INDENTED_PARAGRAPH = Rule(
    code="ARK237",
    name="indented-paragraph",
    severity=Severity.INFO,
    message=N_("The paragraph is indented. In the note it stands like any other."),
    hint=N_("You need do nothing."),
    why=N_(
        "Text from Word and e-mail is often indented. Elsewhere that can mean program code, which "
        "nobody means here."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Vi har dette å melde:

    Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Vi har dette å melde:

Sosialkomiteen er i gang igjen.
""",
)

INDENTED_MARKUP = Rule(
    code="ARK238",
    name="indented-markup",
    severity=Severity.WARNING,
    message=N_("The line is indented too far for “{mark}” to have its effect, so it is text."),
    hint=N_("Take away the spaces or the tab that the line begins with."),
    why=N_(
        "A list, a heading or a table can't begin in a line with four spaces or a tab before it, "
        "unless it belongs to the item of a list above."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Vi har startet:

    - felles quiz
    - felles lunsj
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Vi har startet:

- felles quiz
- felles lunsj
""",
)

UNCLOSED_FENCE = Rule(
    code="ARK239",
    name="unclosed-fence",
    severity=Severity.WARNING,
    message=N_("The line “{mark}” begins a block that never ends, so we read it as text."),
    hint=N_("Write a line with just “{mark}” where the block ends, or delete this one."),
    why=N_(
        "What stands between two such lines is shown sign for sign. Without the second, all text "
        "below would be, headings too."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
```
make notat

## Fellesskap

Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
```
make notat
```

## Fellesskap

Sosialkomiteen er i gang igjen.
""",
)

LINE_NOT_HEADING = Rule(
    code="ARK240",
    name="line-not-heading",
    severity=Severity.WARNING,
    message=N_("“{mark}” right below a paragraph became a line across the page."),
    hint=N_(
        "If you meant a line, put an empty line above it. If the text is a heading, write it on "
        "one line that begins with `##`."
    ),
    why=N_(
        "Right below a short line, the signs `---` make that line a heading. Nobody means a whole "
        "paragraph, or a sentence, as a heading."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.
---
Neste møte er i mars.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen.

---

Neste møte er i mars.
""",
)

SHORT_UNDERLINE = Rule(
    code="ARK241",
    name="short-underline",
    severity=Severity.WARNING,
    message=N_("The “{mark}” made the line above it a heading."),
    hint=N_(
        "If it is one, write `##` and a space before it instead. If not, put an empty line above "
        "“{mark}”, or delete that."
    ),
    why=N_(
        "A line of hyphens or equals signs makes the line above it a heading, however few they "
        "are. One or two are more often an item without text, or the start of a signature."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Vi foreslår
-
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
## Vi foreslår

- felles quiz
""",
)

OTHER_BOX = Rule(
    code="ARK242",
    name="other-box",
    severity=Severity.INFO,
    message=N_("We made the quotation that begins with “{text}” a remark."),
    hint=N_("Here a remark is written `::: merknad` above the text and `:::` below it."),
    why=N_("Other programs have boxes that are written like this. The note has one kind."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
> [!NOTE]
> Tallene er fra januar.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
::: merknad
Tallene er fra januar.
:::
""",
)

FOREIGN_SIGN = Rule(
    code="ARK243",
    name="foreign-sign",
    severity=Severity.WARNING,
    message=N_("“{text}” has no effect here, so it stands as text. Elsewhere it is {what}."),
    hint=N_("{instead}"),
    why=N_(
        "There are many ways to mark up a text, and programs differ in the signs they know. Those "
        "that are not known here are printed as they are."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
!!! note "Merk"
    Tallene er fra januar.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
::: merknad
Tallene er fra januar.
:::
""",
)

JOINED_LINE = Rule(
    code="ARK244",
    name="joined-line",
    severity=Severity.WARNING,
    message=N_(
        "The line stands right below a list, a quotation or a footnote, so it became a part of it."
    ),
    hint=N_(
        "If it begins something new, put an empty line above it. If it does belong there, begin it "
        "with as many spaces as the text above, or with `>` in a quotation."
    ),
    why=N_(
        "A line without a sign of its own goes on with the one above it, so that long items can be "
        "parted into lines. Only an empty line ends a list, a quotation or a footnote."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Vi har startet:

- felles quiz
- felles lunsj
Sosialkomiteen er i gang igjen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Vi har startet:

- felles quiz
- felles lunsj

Sosialkomiteen er i gang igjen.
""",
)

SPLIT_WORD = Rule(
    code="ARK245",
    name="split-word",
    severity=Severity.WARNING,
    message=N_(
        "The word is parted by a hyphen where the line ends, so it will read “{begin} {end}”."
    ),
    hint=N_("Write the whole word on one line. Keep the hyphen only if it belongs to the word."),
    why=N_(
        "Text copied from a PDF keeps the hyphens that fitted its lines. Where a line ends there "
        "is a space, because the note has lines of other lengths."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen, med felles lunsj og mange andre til-
tak.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Sosialkomiteen er i gang igjen, med felles lunsj og mange andre
tiltak.
""",
)

EQUAL_BULLETS = Rule(
    code="ARK246",
    name="equal-bullets",
    severity=Severity.WARNING,
    message=N_("The signs `+` and `-` before the items are both shown as the same bullet."),
    hint=N_(
        "If they mean good and bad, or more and less, write that in words: in a line above each "
        "of the lists, or in the items."
    ),
    why=N_(
        "A plus or a hyphen with a space after it only tells that an item begins. A screen reader "
        "says “bullet” for both."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
+ Felles quiz
- Trange lokaler
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Bra:

- Felles quiz

Mindre bra:

- Trange lokaler
""",
)

OTHER_NUMBER = Rule(
    code="ARK247",
    name="other-number",
    severity=Severity.INFO,
    message=N_("The item is written with {written}, but gets the number {number}."),
    hint=N_(
        "The items of a list are counted from its first. If the text refers to them by number, "
        "see that the numbers agree."
    ),
    why=N_(
        "Nobody has to number a list again by hand when an item is added. What was left out on "
        "purpose is then counted too."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
1. felles quiz
2. felles lunsj
4. tur i skogen
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
1. felles quiz
2. felles lunsj
3. tur i skogen
""",
)

MARKUP = (
    INDENTED_PARAGRAPH,
    INDENTED_MARKUP,
    UNCLOSED_FENCE,
    LINE_NOT_HEADING,
    SHORT_UNDERLINE,
    OTHER_BOX,
    FOREIGN_SIGN,
    JOINED_LINE,
    SPLIT_WORD,
    EQUAL_BULLETS,
    OTHER_NUMBER,
)
