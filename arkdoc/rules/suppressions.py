"""1xx and 2xx: what silences messages, in notat.md and in comments."""

from arkdoc.model.diagnostic import N_, Rule, Severity

UNKNOWN_RULE = Rule(
    code="ARK131",
    name="unknown-rule",
    severity=Severity.WARNING,
    message=N_("No message has the code “{code}”, so nothing is silenced.{suggestion}"),
    hint=N_("The code stands in the message itself, such as ARK208. `arkdoc explain` lists them."),
    why=N_("A misspelt code silences nothing, and whoever wrote it believes that it does."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
<!-- arkdoc: tillat ARK38 -->

Planen ligger på nettet.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
<!-- arkdoc: tillat ARK308 -->

Planen ligger [her](https://example.org/plan).
""",
)

UNUSED_SUPPRESSION = Rule(
    code="ARK132",
    name="useless-silence",
    severity=Severity.WARNING,
    message=N_("{code} is silenced here, but there is no such message to silence."),
    hint=N_("Delete it. Otherwise the next such fault would pass without anybody seeing it."),
    why=N_(
        "What is allowed once stays allowed until somebody takes it out again. What is no longer "
        "needed should not hide what comes later."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
<!-- arkdoc: tillat ARK308 -->

Planen ligger på nettet.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Planen ligger på nettet.
""",
)

NOT_SUPPRESSIBLE = Rule(
    code="ARK133",
    name="not-silenceable",
    severity=Severity.WARNING,
    message=N_("{code} can't be silenced, so this does nothing."),
    hint=N_(
        "Errors have to be put right; `arkdoc explain {code}` tells how. Then delete this code."
    ),
    why=N_(
        "An error leaves something out of the note or in the wrong place. Nobody can decide for "
        "the readers that they do without."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
<!-- arkdoc: tillat ARK312 -->

Planen ligger på nettet.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Planen ligger på nettet.
""",
)

UNREAD_COMMENT = Rule(
    code="ARK222",
    name="unread-comment",
    severity=Severity.WARNING,
    message=N_("We don't understand “{text}”, or it stands where it does nothing."),
    hint=N_(
        "Write for example `<!-- arkdoc: tillat ARK208 -->` on a line of its own, right above "
        "what it is about."
    ),
    why=N_("A comment does not show in the note, so nobody would see that it had no effect."),
    bad="""\
---
enhet: Seksjon Gjøvik
---
<!-- arkdoc: tilat ARK308 -->

Planen ligger på nettet.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
<!-- arkdoc: tillat ARK308 avklart med sekretariatet -->

Planen ligger [her](https://example.org/plan).
""",
)

SUPPRESS = (UNKNOWN_RULE, UNUSED_SUPPRESSION, NOT_SUPPRESSIBLE, UNREAD_COMMENT)
