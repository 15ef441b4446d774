"""529–530: what a note says of the note before it."""

from arkdoc.model.diagnostic import N_, Rule, Severity

_CONTRIBUTION = """\
=== contributions/ub-gjovik.md
---
enhet: Seksjon Gjøvik
tiltak:
  - {navn: Restarte sosialkomiteen, status: gjennomført}
---
Sosialkomiteen er i gang igjen.
"""


def _note(previous: str = "") -> str:
    return f"""\
=== contributions/notat.md
---
saksnr: 11/19
tittel: Status Arbeidsmiljøundersøkelsen 2017
fra: Prorektor
dato: 2019-02-27
{previous}enheter:
  - {{id: ub-gjovik, navn: Seksjon Gjøvik}}
---
Dette har skjedd siden sist:

[[endringer]]

"""


_NAMED = _note("forrige: contributions/forrige.json\n")
_GOOD = f"""\
{_NAMED}=== contributions/forrige.json
{{"format": 1, "case": {{"number": "4/18", "date": "2018-02-28"}}, "units": [{{"unit": "ub-gjovik", "name": "Seksjon Gjøvik", "measures": [{{"navn": "Restarte sosialkomiteen", "status": "pågår"}}]}}]}}

{_CONTRIBUTION}"""

NOTE_BEFORE_NOT_NAMED = Rule(
    code="ARK529",
    name="no-note-before",
    severity=Severity.WARNING,
    message=N_("There is no note before this one to compare the measures with."),
    hint=N_(
        "Write `forrige: contributions/forrige.json` at the top of notat.md, and put the record of the note before there: the .json file beside it, in endelig/ or build/."
    ),
    why=N_(
        "`[[endringer]]` places what has become of the measures since the note before this one. Which note that is, the field `forrige` says."
    ),
    bad=_note() + _CONTRIBUTION,
    good=_GOOD,
)

NOTE_BEFORE_UNREADABLE = Rule(
    code="ARK530",
    name="unreadable-note-before",
    severity=Severity.WARNING,
    message=N_("The measures are compared with nothing, as “{file}” can't be used."),
    hint=N_(
        "Put the record of the note before this one there: the .json file beside it, in endelig/ or build/."
    ),
    why=N_(
        "`[[endringer]]` places what has become of the measures since the note before this one. It knows them from the record that the field `forrige` names."
    ),
    bad=_NAMED + _CONTRIBUTION,
    good=_GOOD,
)

PAST = (NOTE_BEFORE_NOT_NAMED, NOTE_BEFORE_UNREADABLE)
