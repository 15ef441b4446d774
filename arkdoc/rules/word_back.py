"""97x: bringing back what was edited in the note's Word file."""

from arkdoc.model.diagnostic import N_, Rule, Severity

BASE_NOT_KEPT = Rule(
    code="ARK970",
    name="base-not-kept",
    severity=Severity.WARNING,
    message=N_(
        "What {name} was made from can't be kept: {reason}. If somebody edits the file, "
        "`arkdoc apply` can't bring the changes back."
    ),
    hint=N_(
        "See to it that .arkdoc, beside contributions, is a folder that you may write to, and that "
        "there is room on the disk. Then build the note again."
    ),
    why=N_(
        "What colleagues change in the Word file is found by comparing it with what it was made "
        "from. That is kept in .arkdoc/grunnlag when the file is made."
    ),
    bad="""\
(mappen .arkdoc er skrivebeskyttet)
""",
    good="""\
(mappen .arkdoc kan skrives i)
""",
)

WAITING_EDITS = Rule(
    code="ARK971",
    name="waiting-word-edits",
    severity=Severity.WARNING,
    message=N_(
        "Of the Word file that was taken in {date}, there are changes or comments that wait for "
        "somebody: {count}."
    ),
    hint=N_(
        "They are listed in .arkdoc/merknader.md. When they have been seen to, say so: `arkdoc "
        "apply FILE.docx --done`."
    ),
    why=N_(
        "A final note should not go out while somebody's question about it is unanswered, or a "
        "change of theirs is neither made nor turned down."
    ),
    bad="""\
(en kommentar i Word-filen er ikke besvart)
""",
    good="""\
(arkdoc apply build/sak-11-19.docx --done)
""",
)

WAITING_DELIVERY = Rule(
    code="ARK975",
    name="waiting-delivery",
    severity=Severity.WARNING,
    message=N_(
        "{unit} delivered a new text {date}, after the secretariat had edited the one that is "
        "there. It waits."
    ),
    hint=N_(
        "On the secretariat's page, under “From Word”, you see what the unit has changed. Take it "
        "in, or say which of the texts is to stand."
    ),
    why=N_(
        "A text that is delivered after the secretariat's edits does not take the place of what is "
        "there, or the edits would be lost. A final note should not go out without what the unit "
        "has delivered last, unless somebody has decided that."
    ),
    bad="""\
(teksten fra Humaniora venter på å bli flettet inn)
""",
    good="""\
(teksten fra Humaniora er flettet inn)
""",
)

WAITING_REMARK = Rule(
    code="ARK978",
    name="waiting-remark",
    severity=Severity.WARNING,
    message=N_("From the Word file: {what}"),
    hint=N_(
        "Put it right in the text, or let it be. When all that is left of the file has been seen "
        "to, say so on the page “From Word”."
    ),
    why=N_(
        "What was written in the Word file and could not be taken in, its comments too, should be "
        "seen where the text is read, until somebody has decided what becomes of it. Only the "
        "preview of the whole note shows it."
    ),
    bad="""\
(en kommentar i Word-filen er ikke besvart)
""",
    good="""\
(arkdoc apply build/sak-11-19.docx --done)
""",
)

WORD_BACK = (BASE_NOT_KEPT, WAITING_EDITS, WAITING_DELIVERY, WAITING_REMARK)
