"""2xx: what a listener hears that a reader sees: languages of passages, rows' names."""

from arkdoc.model.diagnostic import N_, Rule, Severity

UNKNOWN_LANGUAGE = Rule(
    code="ARK250",
    name="unknown-language",
    severity=Severity.WARNING,
    message=N_(
        "After `::: språk` stands no language that we know: “{text}”. The text in it counts as "
        "what is around it."
    ),
    hint=N_("Write `::: språk nb`, `::: språk nn`, `::: språk en` or `::: språk se`."),
    why=N_(
        "A screen reader pronounces a text by the rules of the language that it is said to be in."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
::: språk engelskk
The committee meets once a month.
:::
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
::: språk en
The committee meets once a month.
:::
""",
)

HEARD = (UNKNOWN_LANGUAGE,)
