"""3xx: markup inside a line that did not become what its author meant."""

from arkdoc.model.diagnostic import N_, Rule, Severity

SPACED_EMPHASIS = Rule(
    code="ARK324",
    name="spaced-emphasis",
    severity=Severity.WARNING,
    message=N_(
        "The signs in “{text}” make nothing bold, slanted or struck out, so they stand as text."
    ),
    hint=N_("Write `{better}`."),
    why=N_(
        "The signs must stand right beside the words that they are about, with a space or a full "
        "stop, and no letter, on the other side."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
**Frist:**midten av mars. ** Ansvarlig ** er lederen.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
**Frist:** midten av mars. **Ansvarlig** er lederen.
""",
)

UNCLOSED_EMPHASIS = Rule(
    code="ARK325",
    name="unclosed-emphasis",
    severity=Severity.WARNING,
    message=N_("The signs in “{text}” begin something that never ends, so they stand as text."),
    hint=N_(
        "Write `{mark}` right after the last of the words too, in the same paragraph. If the sign "
        "is to be seen, write a `\\` before it."
    ),
    why=N_("Bold and slanted text needs the same signs before and after it."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Fristen er **midten av mars, og lederen har ansvaret.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Fristen er **midten av mars**, og lederen har ansvaret.
""",
)

EMPHASIS_ON_WRONG_WORDS = Rule(
    code="ARK326",
    name="emphasis-on-wrong-words",
    severity=Severity.WARNING,
    message=N_("Two signs `{mark}` that hardly belong together made “{text}” bold or slanted."),
    hint=N_(
        "Write the signs right before and right after the words that they are about. Where such a "
        "sign is to be seen, write a `\\` before it."
    ),
    why=N_(
        "Signs for bold and slanted text are paired in order. When one is missing, or one is meant "
        "as a sign, the words in between are taken."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Det gjelder forsker*innene og student*ene.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Det gjelder forsker\\*innene og student\\*ene.
""",
)

DEAD_REFERENCE = Rule(
    code="ARK327",
    name="dead-reference",
    severity=Severity.WARNING,
    message=N_("“{text}” is to be a link, but no line says where it leads, so it stands as text."),
    hint=N_(
        "Write the address in the link, `[words](https://…)`, or on a line of its own: "
        "`[{label}]: https://…`."
    ),
    why=N_("A link between two pairs of brackets gets its address from a line further down."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Se [tiltaksplanen][plan].
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Se [tiltaksplanen][plan].

[plan]: https://intranett.example/plan
""",
)

EMPTY_LINK = Rule(
    code="ARK328",
    name="empty-link",
    severity=Severity.WARNING,
    message=N_("The link lacks {what}."),
    hint=N_("Write both the words and the address: `[words](https://…)`."),
    why=N_("A link needs words that tell the reader where it leads, and somewhere to lead."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Se [tiltaksplanen]().
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Se [tiltaksplanen](https://intranett.example/plan).
""",
)

WORDS_TO_CLICK_ON = N_("words to click on")
"""What an `EMPTY_LINK` may lack."""

UNMADE_LINK = Rule(
    code="ARK329",
    name="unmade-link",
    severity=Severity.WARNING,
    message=N_("“{text}” looks like a link, but is none, so it stands as text."),
    hint=N_(
        "Write the words in square brackets, and right after them the address in parentheses: "
        "`{better}`."
    ),
    why=N_("Without a space between, and in this order, words and address become a link."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Se [tiltaksplanen] (https://intranett.example/plan).
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Se [tiltaksplanen](https://intranett.example/plan).
""",
)

MISSPELT_ADDRESS = Rule(
    code="ARK330",
    name="misspelt-address",
    severity=Severity.WARNING,
    message=N_("The address “{text}” does not begin as addresses do."),
    hint=N_("Write `{better}`."),
    why=N_("An address on the web begins with `https://` or `http://`; else nothing finds it."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Se [tiltaksplanen](https//intranett.example/plan).
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Se [tiltaksplanen](https://intranett.example/plan).
""",
)

FOREIGN_INLINE = Rule(
    code="ARK331",
    name="foreign-inline",
    severity=Severity.WARNING,
    message=N_("“{text}” looks like {what}. Such signs mean nothing here, and stand as text."),
    hint=N_("{cure}"),
    why=N_(
        "Other programs have signs of their own. Here only those are read that the guide names, "
        "and what they do is the same in Word and PDF."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Svarene er ==viktige== for oss.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Svarene er **viktige** for oss.
""",
)

BRACKETED_WORDS = Rule(
    code="ARK332",
    name="bracketed-words",
    severity=Severity.INFO,
    message=N_("“{text}” stands in square brackets, and no address follows. It is no link."),
    hint=N_(
        "If it is to be a link, write `[words](https://…)`. If something is to be filled in here, "
        "write that instead."
    ),
    why=N_("Words in square brackets are often a link, or a place in a template, left half done."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
Se [tiltaksplanen for 2018].
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Se [tiltaksplanen for 2018](https://intranett.example/plan).
""",
)

MARKUP_IN_TEXT = (
    SPACED_EMPHASIS,
    UNCLOSED_EMPHASIS,
    EMPHASIS_ON_WRONG_WORDS,
    DEAD_REFERENCE,
    EMPTY_LINK,
    UNMADE_LINK,
    MISSPELT_ADDRESS,
    FOREIGN_INLINE,
    BRACKETED_WORDS,
)
