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

WORD_BACK = (BASE_NOT_KEPT,)
