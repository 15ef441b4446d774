"""227–229: what text pasted from Word was taken for."""

from arkdoc.model.diagnostic import N_, Rule, Severity

PASTED_TEXT = Rule(
    code="ARK227",
    name="pasted-text",
    severity=Severity.INFO,
    message=N_(
        "This looks like text pasted from Word, so each line became a paragraph of its own."
    ),
    hint=N_(
        "Are the lines one paragraph after all? Join them to one long line, with blank lines around it."
    ),
    why=N_(
        "Word puts each paragraph on a line of its own, without blank lines between. Here lines "
        "that stand together are otherwise one paragraph, and a whole text would be."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Vi har hatt felles lunsj hver fredag i hele høst. De fleste har vært med, og mange sier at det har gitt dem flere å snakke med om faglige spørsmål.
Til våren begynner vi også med en felles quiz. Den skal være kort, og alle får lage spørsmål etter tur. Alle er velkomne, også de som er på besøk hos oss.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Vi har hatt felles lunsj hver fredag i hele høst. De fleste har vært med, og mange sier at det har gitt dem flere å snakke med om faglige spørsmål.

Til våren begynner vi også med en felles quiz. Den skal være kort, og alle får lage spørsmål etter tur. Alle er velkomne, også de som er på besøk hos oss.
""",
)

PASTED_HEADING = Rule(
    code="ARK228",
    name="pasted-heading",
    severity=Severity.INFO,
    message=N_("We made the line “{text}” a heading."),
    hint=N_("Is it part of the text? End it with a full stop. Is it a heading, write `## {text}`."),
    why=N_(
        "Headings that come from Word are only short lines in the text. A real heading is in the "
        "table of contents, and those who use a screen reader can jump to it."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Sosialt fellesskap
Sosialkomiteen er i gang igjen, og vi har hatt felles lunsj hver fredag i hele høst. De fleste har vært med, og mange sier at det betyr mye for dem.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
## Sosialt fellesskap

Sosialkomiteen er i gang igjen, og vi har hatt felles lunsj hver fredag i hele høst. De fleste har vært med, og mange sier at det betyr mye for dem.
""",
)

PASTED_ROWS = Rule(
    code="ARK229",
    name="pasted-rows",
    severity=Severity.INFO,
    message=N_(
        "We made the lines from here on, with tabs in them, a table. The first one is its header."
    ),
    hint=N_(
        "To decide yourself, write `|` between the cells, and `|---|---|` under the first line."
    ),
    why=N_(
        "A table that comes from Word or Excel has only tabs between its cells. In the note it is "
        "a table, which a screen reader can go through cell by cell."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Tiltak	Status
Felles quiz	gjennomført
Felles lunsj	pågår
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
| Tiltak       | Status      |
|--------------|-------------|
| Felles quiz  | gjennomført |
| Felles lunsj | pågår       |
""",
)

PASTED = (PASTED_TEXT, PASTED_HEADING, PASTED_ROWS)
"""All of these rules."""
