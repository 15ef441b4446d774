"""The words arkdoc itself prints in a note, by the language of the note or of the part.

These follow the text they stand in (Språklova § 12), not the reader's locale, so they are
not in the gettext catalogues.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Printed words in one language. Braces are filled with `str.format`."""

    language: str  # BCP 47, for HTML, PDF and Word
    name: str
    to: str
    copy: str
    sender: str
    responsible: str
    officer: str
    date: str
    meeting_date: str
    case_number: str
    archive_number: str
    reference: str
    case: str
    draft: str
    exempt: str
    page: str
    contents: str
    table: str
    figure: str
    footnotes: str
    back: str
    footnote: str
    note: str
    proposal: str
    attachments: str
    unplaced: str
    missing: str
    empty: str
    no_remarks: str
    not_delivered: str
    unreadable: str
    unit: str
    status: str
    not_stated: str
    measures: str
    done: str
    not_done: str
    months: tuple[str, ...]
    date_format: str
    quotes: tuple[str, str]
    inner_quotes: tuple[str, str]
    skip: str
    image_of: str
    write_here: str


_NB_MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "desember",
)  # fmt: skip

NB = Words(
    language="nb-NO",
    name="bokmål",
    to="Til",
    copy="Kopi",
    sender="Fra",
    responsible="Saksansvarlig",
    officer="Saksbehandler",
    date="Dato",
    meeting_date="Møtedato",
    case_number="Saksnr.",
    archive_number="Arkivsaksnr.",
    reference="Referanse",
    case="SAK {number}",
    draft="Utkast",
    exempt="Unntatt offentlighet, jf. {law}",
    page="Side {page} av {pages}",
    contents="Innhold",
    table="Tabell",
    figure="Figur",
    footnotes="Fotnoter",
    back="Tilbake til teksten",
    footnote="Fotnote {number}",
    note="Merknad",
    proposal="Forslag til vedtak",
    attachments="Vedlegg",
    unplaced="Uplasserte bidrag",
    missing="Bidrag fra {unit} er ikke mottatt.",
    empty="Bidraget fra {unit} er tomt.",
    no_remarks="{unit} har ingen merknader.",
    not_delivered="{unit} har ikke levert bidrag.",
    unreadable="Bidraget i {path} kan ikke leses (linje {line}): {fault}",
    unit="Enhet",
    status="Status",
    not_stated="Ikke oppgitt",
    measures="Tiltak",
    done="Utført",
    not_done="Ikke utført",
    months=_NB_MONTHS,
    date_format="{day}. {month} {year}",
    quotes=("«", "»"),
    inner_quotes=("‘", "’"),
    skip="Hopp til innholdet",
    image_of="Bilde",
    write_here="Skriv her",
)

NN = Words(
    language="nn-NO",
    name="nynorsk",
    to="Til",
    copy="Kopi",
    sender="Frå",
    responsible="Saksansvarleg",
    officer="Saksbehandlar",
    date="Dato",
    meeting_date="Møtedato",
    case_number="Saksnr.",
    archive_number="Arkivsaksnr.",
    reference="Referanse",
    case="SAK {number}",
    draft="Utkast",
    exempt="Unnateke offentlegheit, jf. {law}",
    page="Side {page} av {pages}",
    contents="Innhald",
    table="Tabell",
    figure="Figur",
    footnotes="Fotnotar",
    back="Tilbake til teksten",
    footnote="Fotnote {number}",
    note="Merknad",
    proposal="Framlegg til vedtak",
    attachments="Vedlegg",
    unplaced="Uplasserte bidrag",
    missing="Bidrag frå {unit} er ikkje motteke.",
    empty="Bidraget frå {unit} er tomt.",
    no_remarks="{unit} har ingen merknader.",
    not_delivered="{unit} har ikkje levert bidrag.",
    unreadable="Bidraget i {path} kan ikkje lesast (linje {line}): {fault}",
    unit="Eining",
    status="Status",
    not_stated="Ikkje oppgjeve",
    measures="Tiltak",
    done="Utført",
    not_done="Ikkje utført",
    months=_NB_MONTHS,
    date_format="{day}. {month} {year}",
    quotes=("«", "»"),
    inner_quotes=("‘", "’"),
    skip="Hopp til innhaldet",
    image_of="Bilete",
    write_here="Skriv her",
)

EN = Words(
    language="en-GB",
    name="engelsk",
    to="To",
    copy="Copy",
    sender="From",
    responsible="Responsible",
    officer="Case officer",
    date="Date",
    meeting_date="Meeting date",
    case_number="Case no.",
    archive_number="Archive no.",
    reference="Reference",
    case="CASE {number}",
    draft="Draft",
    exempt="Exempt from public disclosure, cf. {law}",
    page="Page {page} of {pages}",
    contents="Contents",
    table="Table",
    figure="Figure",
    footnotes="Footnotes",
    back="Back to the text",
    footnote="Footnote {number}",
    note="Note",
    proposal="Proposed decision",
    attachments="Attachments",
    unplaced="Unplaced contributions",
    missing="No contribution has been received from {unit}.",
    empty="The contribution from {unit} is empty.",
    no_remarks="{unit} has no remarks.",
    not_delivered="{unit} has not delivered a contribution.",
    unreadable="The contribution in {path} can't be read (line {line}): {fault}",
    unit="Unit",
    status="Status",
    not_stated="Not stated",
    measures="Measures",
    done="Done",
    not_done="Not done",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    date_format="{day} {month} {year}",
    quotes=("“", "”"),
    inner_quotes=("‘", "’"),
    skip="Skip to content",
    image_of="Image",
    write_here="Write here",
)

SE = Words(
    language="se-NO",
    name="nordsamisk",
    to="Geasa",
    copy="Kopiija",
    sender="Geas",
    responsible="Áššis ovddasvástideaddji",
    officer="Áššemeannudeaddji",
    date="Dáhton",
    meeting_date="Čoahkkindáhton",
    case_number="Áššenr.",
    archive_number="Arkiivaáššenr.",
    reference="Referánsa",
    case="ÁŠŠI {number}",
    draft="Evttohus",
    exempt="Ii leat almmolaš, gč. {law}",
    page="Siidu {page}/{pages}",
    contents="Sisdoallu",
    table="Tabealla",
    figure="Govus",
    footnotes="Vuolitnohtat",
    back="Ruovttoluotta tekstii",
    footnote="Vuolitnohtta {number}",
    note="Mearkkašupmi",
    proposal="Mearrádusevttohus",
    attachments="Mildosat",
    unplaced="Sajihahttimat",
    missing="{unit}: cealkámuš ii leat boahtán.",
    empty="{unit}: cealkámuš lea guorus.",
    no_remarks="{unit}: eai leat mearkkašumit.",
    not_delivered="{unit}: ii leat addán cealkámuša.",
    unreadable="{path} ii sáhte lohkkot (linnjá {line}): {fault}",
    unit="Ovttadat",
    status="Stáhtus",
    not_stated="Ii leat almmuhuvvon",
    measures="Doaibmabijut",
    done="Dahkkon",
    not_done="Ii dahkkon",
    months=(
        "ođđajagemánnu",
        "guovvamánnu",
        "njukčamánnu",
        "cuoŋománnu",
        "miessemánnu",
        "geassemánnu",
        "suoidnemánnu",
        "borgemánnu",
        "čakčamánnu",
        "golggotmánnu",
        "skábmamánnu",
        "juovlamánnu",
    ),
    date_format="{day:02}.{number:02}.{year}",
    quotes=("”", "”"),
    inner_quotes=("’", "’"),
    skip="Njuike sisdollui",
    image_of="Govva",
    write_here="Čále dása",
)

WORDS = {"nb": NB, "nn": NN, "en": EN, "se": SE}
"""By the contract's names for languages (clause 3)."""


SAYS_NOTHING = frozenset(
    ("her", "klikk her", "klikke her", "trykk her", "trykke her", "les her", "les mer", "les meir",
     "les mer her", "les meir her", "mer", "meir", "se her", "sjå her", "se lenke", "sjå lenkje",
     "lenke", "lenken", "lenkje", "lenkja", "link", "linken", "denne", "denne lenken",
     "denne lenkja", "denne linken", "denne siden", "denne sida", "nettside", "nettsiden",
     "nettsida", "dokument", "dokumentet", "fil", "filen", "fila", "vedlegg", "last ned",
     "here", "click here", "read more", "more", "this link", "download")
)  # fmt: skip
"""Texts of links that would suit any link (WCAG 2.1, 2.4.4), in lower case."""

DECORATION = "dekorasjon"
"""The text alternative of a picture that has none on purpose (contract, clause 5)."""

BULLETS = "•◦▪‣●○"
"""Signs that people begin items of a list with, and that begin nothing else."""
