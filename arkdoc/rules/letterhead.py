"""93x: the institution's letterhead, from the house style or from the Word template."""

from arkdoc.model.diagnostic import N_, Rule, Severity

LOGO_WITHOUT_ALT = Rule(
    code="ARK934",
    name="logo-without-alternative",
    severity=Severity.ERROR,
    message=N_(
        "A picture in the header or footer of {path} has no text alternative that tells what it "
        "is, so those who listen to the note don't hear whose it is."
    ),
    hint=N_(
        "Open {path} in Word, click on the logo in the header, choose “Edit Alt Text” from the "
        "menu of the right mouse button, and write the name of the institution. Save the file."
    ),
    why=N_(
        "The logo says who sends the note. Who can't see it hears its text alternative instead "
        "(WCAG 2.1, 1.1.1)."
    ),
    bad="""\
(logoen i topptekstene i styles/notat.docx har ingen alternativ tekst)
""",
    good="""\
(logoens alternative tekst er «Universitetet i Fjordbyen»)
""",
)

UNUSABLE_LOGO = Rule(
    code="ARK935",
    name="unusable-logo",
    severity=Severity.WARNING,
    message=N_("The logo {path} can't be used: {reason}. The note has the name alone."),
    hint=N_("{cure}"),
    why=N_(
        "The note should come out also when its logo is missing, but nobody should be surprised. "
        "A logo is held to what holds for any picture: it must not run or fetch anything."
    ),
    bad="""\
(styles/logo.svg henter en skrift fra nettet)
""",
    good="""\
(styles/logo.svg har alt i seg selv)
""",
)

LOGO_IN_WORD_ALONE = Rule(
    code="ARK936",
    name="logo-in-word-alone",
    severity=Severity.WARNING,
    message=N_(
        "The logo in the header of {path} is shown in the Word file alone, for the PDF and the web "
        "page can't use it: {reason}."
    ),
    hint=N_(
        "Put the logo into the folder styles/ as SVG or PNG, and name it as `logo` under "
        "`[avsender]` in styles/tokens.toml."
    ),
    why=N_("The same note should show the same institution in Word, in the PDF and on the web."),
    bad="""\
(logoen i malen er en EMF-fil, som bare Word kan vise)
""",
    good="""\
(logoen i malen er en PNG-fil)
""",
)

LETTERHEAD = (LOGO_WITHOUT_ALT, UNUSABLE_LOGO, LOGO_IN_WORD_ALONE)
