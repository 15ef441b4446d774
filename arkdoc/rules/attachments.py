"""5xx: the files that `vedlegg` names."""

from arkdoc.model.diagnostic import N_, Rule, Severity

_NOTE = """\
=== contributions/notat.md
---
saksnr: 11/19
tittel: Status Arbeidsmiljøundersøkelsen 2017
fra: Prorektor
{attachments}
enheter:
  - {{id: ub-gjovik, navn: Seksjon Gjøvik}}
---

=== contributions/ub-gjovik.md
---
enhet: Seksjon Gjøvik
---
{text}
"""
_TEXT = "Sosialkomiteen er i gang igjen."
_NAMED = "vedlegg: [Tiltaksplan UB (plan.pdf)]"
_WITH_FILE = _NOTE.format(attachments=_NAMED, text=_TEXT) + "\n=== contributions/vedlegg/plan.pdf\n"

MISSING_ATTACHMENT = Rule(
    code="ARK532",
    name="missing-attachment",
    severity=Severity.ERROR,
    message=N_("There is no file “{file}” among the attachments.{suggestion}"),
    hint=N_(
        "Put the file into contributions/vedlegg/, or correct its name here. An attachment without "
        "a file has a title alone; one with both is written `Tiltaksplan UB (plan.pdf)`."
    ),
    why=N_(
        "The note would list an attachment that nobody gets. What it says of its attachments is "
        "what the committee and the archive go by."
    ),
    bad=_NOTE.format(attachments=_NAMED, text=_TEXT),
    good=_WITH_FILE,
)

UNLISTED_ATTACHMENT = Rule(
    code="ARK533",
    name="unlisted-attachment",
    severity=Severity.ERROR,
    message=N_("The link goes to “{target}”, which is no attachment of the note."),
    hint=N_("Name the file in notat.md: `vedlegg: [{file}]`. Or take the link away."),
    why=N_(
        "Only files that `vedlegg` names go with the note. A link to another one would lead "
        "nowhere for those who get it."
    ),
    bad=_NOTE.format(
        attachments="vedlegg: [Rapport]", text="Se [tiltaksplanen](vedlegg/plan.pdf) vår."
    )
    + "\n=== contributions/vedlegg/plan.pdf\n",
    good=_NOTE.format(attachments=_NAMED, text="Se [tiltaksplanen](vedlegg/plan.pdf) vår.")
    + "\n=== contributions/vedlegg/plan.pdf\n",
)

UNNAMED_ATTACHMENT = Rule(
    code="ARK534",
    name="unnamed-attachment",
    severity=Severity.INFO,
    message=N_("“{file}” lies among the attachments, but the note does not name it."),
    hint=N_(
        "Name it in notat.md: `vedlegg: [{file}]`. Or delete it, or let its name begin with _ if "
        "it should stay here."
    ),
    why=N_(
        "It goes with no output, and is kept with no final note. Whoever put it there may believe "
        "that it does."
    ),
    bad=_NOTE.format(attachments="vedlegg: [Rapport]", text=_TEXT)
    + "\n=== contributions/vedlegg/plan.pdf\n",
    good=_WITH_FILE,
)

ATTACHED_PICTURE = Rule(
    code="ARK535",
    name="attached-picture",
    severity=Severity.ERROR,
    message=N_(
        "The picture “{target}” lies among the attachments, so its description is shown instead."
    ),
    hint=N_("Put the picture, or a copy of it, in the same folder as the contribution."),
    why=N_(
        "What lies in contributions/vedlegg/ goes with the note as it is. The pictures of a text "
        "are in the note itself, and follow the text when it is handed in anew."
    ),
    bad=_NOTE.format(
        attachments="vedlegg: [Figur (figur1.png)]",
        text="![Antall møter hver måned](vedlegg/figur1.png)",
    )
    + "\n=== contributions/vedlegg/figur1.png\n(et bilde på 1200 × 800 piksler)\n",
    good=_NOTE.format(
        attachments="vedlegg: [Figur (figur1.png)]",
        text="![Antall møter hver måned](figur1.png)",
    )
    + "\n=== contributions/vedlegg/figur1.png\n(et bilde på 1200 × 800 piksler)\n"
    "\n=== contributions/figur1.png\n(et bilde på 1200 × 800 piksler)\n",
)

UNUSABLE_ATTACHMENT = Rule(
    code="ARK536",
    name="unusable-attachment",
    severity=Severity.ERROR,
    message=N_("The attachment “{file}” can't go with the note: {reason}."),
    hint=N_("Put an ordinary file there, of at most 60 MB, that can be opened on this machine."),
    why=N_(
        "The note would list an attachment that nobody gets. Nothing is followed out of the "
        "note's own folder, so that nobody's files go with it by mistake."
    ),
    bad="(contributions/vedlegg/plan.pdf er en snarvei til en fil på et annet område)\n",
    good="(contributions/vedlegg/plan.pdf er filen selv)\n",
)

AMBIGUOUS_ATTACHMENT = Rule(
    code="ARK537",
    name="ambiguous-attachment",
    severity=Severity.ERROR,
    message=N_("Several of the attachments are called “{file}”: {paths}."),
    hint=N_("Write which one, by its path in contributions/vedlegg/: `{path}`."),
    why=N_(
        "The wrong file would go to the committee and into the archive, and nobody would see it in "
        "the note."
    ),
    bad=_NOTE.format(attachments=_NAMED, text=_TEXT)
    + "\n=== contributions/vedlegg/2018/plan.pdf\n(planen for 2018)\n"
    "\n=== contributions/vedlegg/2019/plan.pdf\n(planen for 2019)\n",
    good=_NOTE.format(attachments="vedlegg: [Tiltaksplan UB (2019/plan.pdf)]", text=_TEXT)
    + "\n=== contributions/vedlegg/2019/plan.pdf\n(planen for 2019)\n",
)

ATTACHMENTS = (
    AMBIGUOUS_ATTACHMENT,
    MISSING_ATTACHMENT,
    UNLISTED_ATTACHMENT,
    UNNAMED_ATTACHMENT,
    ATTACHED_PICTURE,
    UNUSABLE_ATTACHMENT,
)
