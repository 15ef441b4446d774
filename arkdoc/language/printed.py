"""The words arkdoc itself prints in a note, by the language of the note or of the part.

These follow the text they stand in (Språklova § 12), not the reader's locale, so they are
not in the gettext catalogues. A language is one instance of `Words`: the type checker names
every word that it lacks. They are tuples because such large dataclasses take long to make.
"""

from collections.abc import Collection, Sequence
from datetime import date as Date
from typing import NamedTuple

from arkdoc.model.diagnostic import N_


class MeasureWords(NamedTuple):
    """Labels of a measure's fields and of the overview, then the fixed words of its fields."""

    unit: str
    name: str
    status: str
    type: str
    area: str
    need: str
    purpose: str
    implementation: str
    result: str
    process: str
    evaluation: str
    effect: str
    responsible: str
    deadline: str
    description: str
    planned: str
    in_progress: str
    completed: str
    not_completed: str
    preservation: str
    development: str
    yes: str
    partly: str
    no: str
    unclear: str


class ChangeWords(NamedTuple):
    """What is said of measures since the note before: a sentence, its counts, tables by kind.

    `{before}` is `before`, followed by what `in_case` says of it where that is known. `new_one` is
    for one measure, `new` for more. `changed_from`, `added` and `removed` are of a field.
    """

    before: str
    in_case: str
    since: str
    none: str
    new_one: str
    new: str
    completed: str
    changed: str
    gone: str
    closed: str
    unchanged: str
    new_table: str
    completed_table: str
    changed_table: str
    gone_table: str
    closed_table: str
    changes: str
    last_status: str
    changed_from: str
    added: str
    removed: str
    unnamed: str
    no_unit: str
    not_compared: str
    nothing_before: str


class OverviewWords(NamedTuple):
    """What the overview of all measures says.

    `measures` and `units` count, in the singular and the plural: `{n}`. `{statuses}` is «2 planned
    and 1 completed», `{measures}` and `{units}` what those two make; but in `without`, `most` and
    `most_not_completed` `{units}` are names, with their numbers.
    """

    measures: tuple[str, str]
    units: tuple[str, str]
    summary: str
    conjunction: str
    total: str
    other: str
    none: str
    without: str
    chart: str
    part: str
    table: str
    drawn: str
    most: str
    most_not_completed: str
    below: str
    overdue: str
    overdue_on: str
    none_overdue: str
    undated: str
    not_worked: str
    none_not_worked: str
    why: str
    no_reason: str

    def counted(self, forms: tuple[str, str], number: int) -> str:
        """`number` with the noun in `forms`, one of this object's pairs."""
        return forms[number != 1].format(n=number)

    def listed(self, parts: Sequence[str]) -> str:
        """`parts` as one list in words: «a, b and c»."""
        *before, last = parts or ("",)
        return f"{', '.join(before)} {self.conjunction} {last}" if before else last


class SheetWords(NamedTuple):
    """The plan of measures as a sheet: its name, the column of places, a place in a Word file.

    `day` is how a workbook shows days (ECMA-376 part 1, 18.8.31).
    """

    name: str
    place: str
    paragraph: str
    day: str


class FaultTexts(NamedTuple):
    """Why a contribution can't be read, as the end of `Words.unreadable`."""

    broken_fields: str
    unclosed_fields: str
    refused_feature: str
    too_large: str
    too_deep_fields: str
    undecodable: str
    unopened_file: str
    other: str


class ScaffoldTexts(NamedTuple):
    """The instructions in a contribution to fill in, and what is said of measures in it already.

    `{here}` is `Words.write_here`, `{day}` the day on which it is made.
    """

    title: str
    deadline: str
    hidden: str
    steps: tuple[str, ...]
    heading_step: str
    past: str


class FormWords(NamedTuple):
    """What a Word form to fill in has: a label, words to choose, texts to those who fill it in.

    `{here}` is `Words.write_here`, `{done}` the word above it. `language` is that of the texts,
    `guidance` and what follows it, as BCP 47.
    """

    contact: str
    draft: str
    done: str
    no_remarks: str
    choose: str
    choose_date: str
    measures: str
    language: str
    guidance: str
    explained: str
    measures_explained: str


class MailWords(NamedTuple):
    """What those who write in a note are told by e-mail, when they are invited and reminded.

    `language` is that of the texts, as `WORDS` has it. `{case}` is the number of the case.
    """

    language: str
    invitation: str
    reminder: str
    greeting: str
    asked: str
    optional: str
    concerns: str
    missing: str
    empty: str
    not_begun: str
    draft: str
    faulty: str
    unreadable: str
    meeting: str
    deadline: str
    deadline_was: str
    more_time: str
    questions: str
    form: str
    no_remarks: str
    address: str
    address_is_yours: str
    regards: str


class ProposalTitles(NamedTuple):
    """What stands over what is put to the committee, by the kind of case."""

    decision: str
    discussion: str
    information: str
    negotiation: str

    def for_case(self, case_types: Collection[str]) -> str:
        """The title in a case of these types: of several the first in the order below decides."""
        by_type = {
            "forhandling": self.negotiation,
            "vedtak": self.decision,
            "drøfting": self.discussion,
            "orientering": self.information,
            "informasjon": self.information,
        }
        return next((by_type[each] for each in by_type if each in case_types), self.decision)


class ApprovalTexts(NamedTuple):
    """Who has approved a note, and when; and why nobody has signed it.

    `lowers_roles`: a role has a small letter in the middle of a sentence.
    """

    by: str
    on: str
    by_and_on: str
    unsigned: str
    lowers_roles: bool


class Words(NamedTuple):
    """Printed words in one language. Braces are filled with `str.format`.

    `name` and `aliases` are what people write for the language in `språk`, besides its code in
    `WORDS`; `title` is its name in messages, a gettext message id.
    """

    language: str  # BCP 47, for HTML, PDF and Word
    name: str
    aliases: tuple[str, ...]
    title: str
    measure: MeasureWords
    change: ChangeWords
    overview: OverviewWords
    sheet: SheetWords
    fault: FaultTexts
    scaffold: ScaffoldTexts
    form: FormWords
    mail: MailWords
    to: str
    copy: str
    sender: str
    responsible: str
    officer: str
    date: str
    meeting_date: str
    archive_number: str
    reference: str
    case: str
    case_of: str  # of a committee that has an abbreviation
    case_of_named: str
    revised: str
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
    proposal: ProposalTitles
    summary: str
    involvement: str
    section: str
    approval: ApprovalTexts
    attachments: str
    unplaced: str
    missing: str
    empty: str
    unusable: str
    no_remarks: str
    not_delivered: str
    unreadable: str
    on_line: str
    done: str
    not_done: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    date_format: str
    quotes: tuple[str, str]
    inner_quotes: tuple[str, str]
    skip: str
    image_of: str
    write_here: str

    def written_date(self, date: Date) -> str:
        """`date` written out, such as «27. februar 2019»."""
        month = self.months[date.month - 1]
        return self.date_format.format(day=date.day, month=month, number=date.month, year=date.year)

    def written_day(self, date: Date) -> str:
        """`date` with its weekday, such as «onsdag 27. februar 2019»."""
        return f"{self.weekdays[date.weekday()]} {self.written_date(date)}"


_NB_MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "desember",
)  # fmt: skip

_NB_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")

_EN_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

_SE_MONTHS = (
    "ođđajagemánnu", "guovvamánnu", "njukčamánnu", "cuoŋománnu", "miessemánnu", "geassemánnu",
    "suoidnemánnu", "borgemánnu", "čakčamánnu", "golggotmánnu", "skábmamánnu", "juovlamánnu",
)  # fmt: skip

_NB_MEASURE = MeasureWords(
    unit="Enhet", name="Tiltak", status="Status", type="Type", area="Område", need="Behov",
    purpose="Hensikt", implementation="Gjennomføring", result="Resultat", process="Prosess",
    evaluation="Evaluering", effect="Effekt", responsible="Ansvarlig", deadline="Frist",
    description="Om tiltaket",
    planned="planlagt", in_progress="pågår", completed="gjennomført",
    not_completed="ikke gjennomført", preservation="bevaring", development="utvikling", yes="ja",
    partly="delvis", no="nei", unclear="uavklart",
)  # fmt: skip

_NB_OVERVIEW = OverviewWords(
    measures=("{n} tiltak", "{n} tiltak"),
    units=("{n} enhet", "{n} enheter"),
    summary="Notatet har {measures} fra {units}: {statuses}.",
    conjunction="og",
    total="Totalt",
    other="annen status",
    none="Ingen enheter har meldt inn tiltak.",
    without="Uten tiltak: {units}.",
    chart="Status for tiltakene, etter enhet",
    part=" (del {number} av {count})",
    table="Tiltak etter enhet og status",
    drawn="Stolpediagram over {measures} fra {units}: {statuses}.",
    most="Flest tiltak: {units}.",
    most_not_completed="Flest som ikke er gjennomført: {units}.",
    below="Alle tallene står i tabellen nedenfor.",
    overdue="Tiltak over fristen",
    overdue_on="Per {date} er fristen ute for {measures} som verken er gjennomført eller "
    "avsluttet.",
    none_overdue="Per {date} er fristen ikke ute for noen av tiltakene som gjenstår.",
    undated="{measures} som gjenstår, har ingen dato som frist.",
    not_worked="Ikke gjennomført eller uten full effekt",
    none_not_worked="Ingen enheter melder om tiltak som ikke er gjennomført eller ikke har "
    "hatt full effekt.",
    why="Hvorfor",
    no_reason="Enheten har ikke skrevet hvorfor.",
)

NB = Words(
    language="nb-NO",
    name="bokmål",
    aliases=("norsk", "norsk bokmål", "no", "nb-NO"),
    title=N_("bokmål"),
    to="Til",
    copy="Kopi",
    sender="Fra",
    responsible="Saksansvarlig",
    officer="Saksbehandler",
    date="Dato",
    meeting_date="Møtedato",
    archive_number="Arkivsaksnr.",
    reference="Referanse",
    measure=_NB_MEASURE,
    change=ChangeWords(
        before="forrige notat",
        in_case="sak {case}",
        since="Siden {before}: {counts}.",
        none="Ingen endringer i tiltakene siden {before}.",
        new_one="1 nytt tiltak",
        new="{n} nye tiltak",
        completed="{n} gjennomført",
        changed="{n} endret",
        gone="{n} ikke lenger ført opp",
        closed="{n} avsluttet sist og ikke ført opp igjen",
        unchanged="{n} uendret",
        new_table="Nye tiltak",
        completed_table="Gjennomført siden sist",
        changed_table="Endret siden sist",
        gone_table="Ikke lenger ført opp",
        closed_table="Avsluttet sist, og ikke ført opp igjen",
        changes="Endringer",
        last_status="Status sist",
        changed_from="{field}: fra {old} til {new}",
        added="{field}: {new} (nytt)",
        removed="{field}: ikke lenger utfylt (var {old})",
        unnamed="(uten navn)",
        no_unit="{unit} (ikke lenger egen enhet)",
        not_compared="Ikke sammenlignet, fordi det ikke foreligger noen tekst: {units}.",
        nothing_before="Tiltakene kan ikke sammenlignes med forrige notat.",
    ),
    overview=_NB_OVERVIEW,
    sheet=SheetWords("Tiltaksplan", "Sted", "{path}, avsnitt {n}", "dd.mm.yyyy"),
    fault=FaultTexts(
        broken_fields="feltene øverst i filen er ikke skrevet slik at de kan leses.",
        unclosed_fields="feltene øverst i filen er ikke avsluttet.",
        refused_feature="et av feltene øverst i filen bruker tegn som ikke er tillatt der.",
        too_large="filen er for stor.",
        too_deep_fields="feltene øverst i filen har for mange nivåer.",
        undecodable="filen inneholder ikke ren tekst.",
        unopened_file="filen kan ikke åpnes.",
        other="det er en feil i filen.",
    ),
    scaffold=ScaffoldTexts(
        title="Bidrag fra {unit} til notatet «{title}».",
        deadline="Frist: {date}.",
        hidden="Det som står mellom slike piler, er bare for dere. Det kommer ikke med i notatet.",
        steps=(
            "Bytt ut hver linje som begynner med «{here}», med deres egen tekst.",
            "En tom linje gir nytt avsnitt. En linje som begynner med «- », blir et kulepunkt.",
            "Når dere er ferdige, skriver dere «status: ferdig» i stedet for «status: utkast» "
            "øverst.",
            "Skriv gjerne datoen dere leverer, på en egen linje under, slik: "
            "«dato: {day:%d.%m.%Y}».",
            "Etter «medvirkning:» kan dere skrive hvem som har vært med, for eksempel "
            "«Utarbeidet av leder sammen med verneombudet».",
        ),
        heading_step="Linjer som begynner med #, er overskrifter. Dere kan endre eller slette dem.",
        past="Tiltak som ikke var ferdige sist, står her med den statusen de hadde da. Rett det "
        "som er endret, og slett dem som ikke lenger er aktuelle.",
    ),
    form=FormWords(
        contact="Kontaktperson",
        draft="utkast",
        done="ferdig",
        no_remarks="ingen merknader",
        choose="Velg",
        choose_date="Velg dato",
        measures="Tabell over tiltak",
        language="nb-NO",
        guidance="Veiledning",
        explained="Skriv der det står «{here}». Overskriftene kan dere endre eller slette. Grå "
        "tekst som denne er bare for dere, og kommer ikke med i notatet. Velg «{done}» som status "
        "når dere er ferdige, og lever Word-filen.",
        measures_explained="Skriv ett tiltak på hver rad. Navn og status må være med, resten kan "
        "stå tomt. Trenger dere flere rader, kopierer dere en tom rad. Har dere ingen tiltak å "
        "føre opp her, lar dere tabellen stå tom.",
    ),
    mail=MailWords(
        language="nb",
        invitation="Bidrag til sak {case}: {title}",
        reminder="Påminnelse om bidrag til sak {case}: {title}",
        greeting="Hei,",
        asked="Vi ber om et bidrag fra {unit} til notatet «{title}» (sak {case}).",
        optional="Dere velger selv om dere vil skrive noe.",
        concerns="Det gjelder notatet «{title}» (sak {case}).",
        missing="Bidraget fra {unit} er ikke kommet.",
        empty="Filen fra {unit} er kommet, men det er ingen tekst i den.",
        not_begun="Ingen har skrevet i skjemaet til {unit} ennå.",
        draft="Bidraget fra {unit} er fortsatt et utkast.",
        faulty="Bidraget fra {unit} er kommet, men det er noe i det som må rettes.",
        unreadable="Bidraget fra {unit} er kommet, men filen kan ikke leses.",
        meeting="Notatet skal behandles {date}.",
        deadline="Fristen er {date}.",
        deadline_was="Fristen var {date}.",
        more_time="Dere har bedt om mer tid, til {date}.",
        questions="Vi ber dere svare på dette:",
        form="Et skjema for Word følger med. Dere kan skrive i det, eller i et dokument dere har.",
        no_remarks="Har dere ingen merknader, er det fint om dere sier fra om det.",
        address="Her kan dere levere: {address}",
        address_is_yours="Adressen er bare for dere. Den som har den, kan lese teksten deres og "
        "levere en ny.",
        regards="Hilsen",
    ),
    case="SAK {number}",
    case_of="{committee}-sak {number}",
    case_of_named="{committee}, sak {number}",
    revised="revidert {date}",
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
    proposal=ProposalTitles(
        decision="Forslag til vedtak",
        discussion="Til drøfting",
        information="Til orientering",
        negotiation="Arbeidsgivers forslag",
    ),
    summary="Sammendrag",
    involvement="Medvirkning",
    section="punkt {number}",
    approval=ApprovalTexts(
        by="Godkjent av {by}.",
        on="Godkjent {date}.",
        by_and_on="Godkjent av {by} {date}.",
        unsigned="Dokumentet er godkjent elektronisk og har derfor ingen signatur.",
        lowers_roles=True,
    ),
    attachments="Vedlegg",
    unplaced="Uplasserte bidrag",
    missing="Bidrag fra {unit} er ikke mottatt.",
    empty="Bidraget fra {unit} er tomt.",
    unusable="Bidraget fra {unit} er mottatt, men kan ikke leses.",
    no_remarks="{unit} har ingen merknader.",
    not_delivered="{unit} har ikke levert bidrag.",
    unreadable="Bidraget i {path} kan ikke leses{on_line}: {fault}",
    on_line=" (linje {line})",
    done="Utført",
    not_done="Ikke utført",
    months=_NB_MONTHS,
    weekdays=_NB_WEEKDAYS,
    date_format="{day}. {month} {year}",
    quotes=("«", "»"),
    inner_quotes=("‘", "’"),
    skip="Hopp til innholdet",
    image_of="Bilde",
    write_here="Skriv her",
)

_NN_MEASURE = MeasureWords(
    unit="Eining", name="Tiltak", status="Status", type="Type", area="Område", need="Behov",
    purpose="Føremål", implementation="Gjennomføring", result="Resultat", process="Prosess",
    evaluation="Evaluering", effect="Effekt", responsible="Ansvarleg", deadline="Frist",
    description="Om tiltaket",
    planned="planlagt", in_progress="pågår", completed="gjennomført",
    not_completed="ikkje gjennomført", preservation="bevaring", development="utvikling", yes="ja",
    partly="delvis", no="nei", unclear="uavklara",
)  # fmt: skip

_NN_OVERVIEW = OverviewWords(
    measures=("{n} tiltak", "{n} tiltak"),
    units=("{n} eining", "{n} einingar"),
    summary="Notatet har {measures} frå {units}: {statuses}.",
    conjunction="og",
    total="Totalt",
    other="annan status",
    none="Ingen einingar har meldt inn tiltak.",
    without="Utan tiltak: {units}.",
    chart="Status for tiltaka, etter eining",
    part=" (del {number} av {count})",
    table="Tiltak etter eining og status",
    drawn="Stolpediagram over {measures} frå {units}: {statuses}.",
    most="Flest tiltak: {units}.",
    most_not_completed="Flest som ikkje er gjennomførte: {units}.",
    below="Alle tala står i tabellen nedanfor.",
    overdue="Tiltak over fristen",
    overdue_on="Per {date} er fristen ute for {measures} som verken er gjennomført eller avslutta.",
    none_overdue="Per {date} er fristen ikkje ute for nokon av tiltaka som står att.",
    undated="{measures} som står att, har ingen dato som frist.",
    not_worked="Ikkje gjennomført eller utan full effekt",
    none_not_worked="Ingen einingar melder om tiltak som ikkje er gjennomførte eller ikkje har "
    "hatt full effekt.",
    why="Kvifor",
    no_reason="Eininga har ikkje skrive kvifor.",
)

NN = Words(
    language="nn-NO",
    name="nynorsk",
    aliases=("norsk nynorsk", "nn-NO"),
    title=N_("nynorsk"),
    to="Til",
    copy="Kopi",
    sender="Frå",
    responsible="Saksansvarleg",
    officer="Saksbehandlar",
    date="Dato",
    meeting_date="Møtedato",
    archive_number="Arkivsaksnr.",
    reference="Referanse",
    measure=_NN_MEASURE,
    change=ChangeWords(
        before="førre notat",
        in_case="sak {case}",
        since="Sidan {before}: {counts}.",
        none="Ingen endringar i tiltaka sidan {before}.",
        new_one="1 nytt tiltak",
        new="{n} nye tiltak",
        completed="{n} gjennomført",
        changed="{n} endra",
        gone="{n} ikkje lenger ført opp",
        closed="{n} avslutta sist og ikkje ført opp att",
        unchanged="{n} uendra",
        new_table="Nye tiltak",
        completed_table="Gjennomført sidan sist",
        changed_table="Endra sidan sist",
        gone_table="Ikkje lenger ført opp",
        closed_table="Avslutta sist, og ikkje ført opp att",
        changes="Endringar",
        last_status="Status sist",
        changed_from="{field}: frå {old} til {new}",
        added="{field}: {new} (nytt)",
        removed="{field}: ikkje lenger utfylt (var {old})",
        unnamed="(utan namn)",
        no_unit="{unit} (ikkje lenger eiga eining)",
        not_compared="Ikkje samanlikna, fordi det ikkje ligg føre nokon tekst: {units}.",
        nothing_before="Tiltaka kan ikkje samanliknast med førre notat.",
    ),
    overview=_NN_OVERVIEW,
    sheet=SheetWords("Tiltaksplan", "Stad", "{path}, avsnitt {n}", "dd.mm.yyyy"),
    fault=FaultTexts(
        broken_fields="felta øvst i fila er ikkje skrivne slik at dei kan lesast.",
        unclosed_fields="felta øvst i fila er ikkje avslutta.",
        refused_feature="eitt av felta øvst i fila bruker teikn som ikkje er tillatne der.",
        too_large="fila er for stor.",
        too_deep_fields="felta øvst i fila har for mange nivå.",
        undecodable="fila inneheld ikkje rein tekst.",
        unopened_file="fila kan ikkje opnast.",
        other="det er ein feil i fila.",
    ),
    scaffold=ScaffoldTexts(
        title="Bidrag frå {unit} til notatet «{title}».",
        deadline="Frist: {date}.",
        hidden="Det som står mellom slike piler, er berre for dykk. Det kjem ikkje med i notatet.",
        steps=(
            "Byt ut kvar linje som byrjar med «{here}», med dykkar eigen tekst.",
            "Ei tom linje gir nytt avsnitt. Ei linje som byrjar med «- », blir eit kulepunkt.",
            "Når de er ferdige, skriv de «status: ferdig» i staden for «status: utkast» øvst.",
            "Skriv gjerne datoen de leverer, på ei eiga linje under, slik: «dato: {day:%d.%m.%Y}».",
            "Etter «medvirkning:» kan de skrive kven som har vore med, til dømes "
            "«Utarbeidd av leiar saman med verneombodet».",
        ),
        heading_step="Linjer som byrjar med #, er overskrifter. De kan endre eller slette dei.",
        past="Tiltak som ikkje var ferdige sist, står her med den statusen dei hadde då. Rett det "
        "som er endra, og slett dei som ikkje lenger er aktuelle.",
    ),
    form=FormWords(
        contact="Kontaktperson",
        draft="utkast",
        done="ferdig",
        no_remarks="ingen merknader",
        choose="Vel",
        choose_date="Vel dato",
        measures="Tabell over tiltak",
        language="nn-NO",
        guidance="Rettleiing",
        explained="Skriv der det står «{here}». Overskriftene kan de endre eller slette. Grå "
        "tekst som denne er berre for dykk, og kjem ikkje med i notatet. Vel «{done}» som status "
        "når de er ferdige, og lever Word-fila.",
        measures_explained="Skriv eitt tiltak på kvar rad. Namn og status må vere med, resten kan "
        "stå tomt. Treng de fleire rader, kopierer de ei tom rad. Har de ingen tiltak å føre opp "
        "her, lèt de tabellen stå tom.",
    ),
    mail=MailWords(
        language="nn",
        invitation="Bidrag til sak {case}: {title}",
        reminder="Påminning om bidrag til sak {case}: {title}",
        greeting="Hei,",
        asked="Vi ber om eit bidrag frå {unit} til notatet «{title}» (sak {case}).",
        optional="De vel sjølve om de vil skrive noko.",
        concerns="Det gjeld notatet «{title}» (sak {case}).",
        missing="Bidraget frå {unit} er ikkje kome.",
        empty="Fila frå {unit} er komen, men det er ingen tekst i ho.",
        not_begun="Ingen har skrive i skjemaet til {unit} enno.",
        draft="Bidraget frå {unit} er framleis eit utkast.",
        faulty="Bidraget frå {unit} er kome, men det er noko i det som må rettast.",
        unreadable="Bidraget frå {unit} er kome, men fila kan ikkje lesast.",
        meeting="Notatet skal behandlast {date}.",
        deadline="Fristen er {date}.",
        deadline_was="Fristen var {date}.",
        more_time="De har bede om meir tid, til {date}.",
        questions="Vi ber dykk svare på dette:",
        form="Eit skjema for Word følgjer med. De kan skrive i det, eller i eit dokument de har.",
        no_remarks="Har de ingen merknader, er det fint om de seier frå om det.",
        address="Her kan de levere: {address}",
        address_is_yours="Adressa er berre for dykk. Den som har ho, kan lese teksten dykkar og "
        "levere ein ny.",
        regards="Helsing",
    ),
    case="SAK {number}",
    case_of="{committee}-sak {number}",
    case_of_named="{committee}, sak {number}",
    revised="revidert {date}",
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
    proposal=ProposalTitles(
        decision="Framlegg til vedtak",
        discussion="Til drøfting",
        information="Til orientering",
        negotiation="Framlegg frå arbeidsgivar",
    ),
    summary="Samandrag",
    involvement="Medverknad",
    section="punkt {number}",
    approval=ApprovalTexts(
        by="Godkjent av {by}.",
        on="Godkjent {date}.",
        by_and_on="Godkjent av {by} {date}.",
        unsigned="Dokumentet er godkjent elektronisk og har difor ingen signatur.",
        lowers_roles=True,
    ),
    attachments="Vedlegg",
    unplaced="Uplasserte bidrag",
    missing="Bidrag frå {unit} er ikkje motteke.",
    empty="Bidraget frå {unit} er tomt.",
    unusable="Bidraget frå {unit} er motteke, men kan ikkje lesast.",
    no_remarks="{unit} har ingen merknader.",
    not_delivered="{unit} har ikkje levert bidrag.",
    unreadable="Bidraget i {path} kan ikkje lesast{on_line}: {fault}",
    on_line=" (linje {line})",
    done="Utført",
    not_done="Ikkje utført",
    months=_NB_MONTHS,
    weekdays=("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"),
    date_format="{day}. {month} {year}",
    quotes=("«", "»"),
    inner_quotes=("‘", "’"),
    skip="Hopp til innhaldet",
    image_of="Bilete",
    write_here="Skriv her",
)

_EN_MEASURE = MeasureWords(
    unit="Unit", name="Measures", status="Status", type="Type", area="Area", need="Need",
    purpose="Purpose", implementation="Implementation", result="Result", process="Process",
    evaluation="Evaluation", effect="Effect", responsible="Responsible", deadline="Deadline",
    description="Description",
    planned="planned", in_progress="in progress", completed="completed",
    not_completed="not completed", preservation="preservation", development="development",
    yes="yes", partly="partly", no="no", unclear="unclear",
)  # fmt: skip

_EN_OVERVIEW = OverviewWords(
    measures=("{n} measure", "{n} measures"),
    units=("{n} unit", "{n} units"),
    summary="The note has {measures} from {units}: {statuses}.",
    conjunction="and",
    total="Total",
    other="other status",
    none="No unit has reported any measures.",
    without="Without measures: {units}.",
    chart="Status of the measures, by unit",
    part=" (part {number} of {count})",
    table="Measures by unit and status",
    drawn="Bar chart of {measures} from {units}: {statuses}.",
    most="Most measures: {units}.",
    most_not_completed="Most not completed: {units}.",
    below="All the numbers are in the table below.",
    overdue="Measures past their deadline",
    overdue_on="On {date}, {measures} had passed the deadline, neither completed nor ended.",
    none_overdue="On {date}, none of the remaining measures had passed its deadline.",
    undated="Without a date as deadline: {measures} still to be completed.",
    not_worked="Not completed, or without full effect",
    none_not_worked="No unit reports a measure that was not completed or did not have its full "
    "effect.",
    why="Why",
    no_reason="The unit has not said why.",
)

EN = Words(
    language="en-GB",
    name="engelsk",
    aliases=("english", "en-GB", "en-US"),
    title=N_("English"),
    to="To",
    copy="Copy",
    sender="From",
    responsible="Responsible",
    officer="Case officer",
    date="Date",
    meeting_date="Meeting date",
    archive_number="Archive no.",
    reference="Reference",
    measure=_EN_MEASURE,
    change=ChangeWords(
        before="the previous note",
        in_case="case {case}",
        since="Since {before}: {counts}.",
        none="No measures have changed since {before}.",
        new_one="1 new measure",
        new="{n} new measures",
        completed="{n} completed",
        changed="{n} changed",
        gone="{n} no longer listed",
        closed="{n} closed last time and not listed again",
        unchanged="{n} unchanged",
        new_table="New measures",
        completed_table="Completed since last time",
        changed_table="Changed since last time",
        gone_table="No longer listed",
        closed_table="Closed last time, and not listed again",
        changes="Changes",
        last_status="Last status",
        changed_from="{field}: from {old} to {new}",
        added="{field}: {new} (new)",
        removed="{field}: no longer filled in (was {old})",
        unnamed="(no name)",
        no_unit="{unit} (no longer a unit)",
        not_compared="Not compared, as there is no text from them: {units}.",
        nothing_before="The measures can't be compared with the previous note.",
    ),
    overview=_EN_OVERVIEW,
    sheet=SheetWords("Action plan", "Place", "{path}, paragraph {n}", "yyyy-mm-dd"),
    fault=FaultTexts(
        broken_fields="the fields at the top of the file are not written so that they can be read.",
        unclosed_fields="the fields at the top of the file have no end.",
        refused_feature="a field at the top of the file uses characters that are not allowed "
        "there.",
        too_large="the file is too large.",
        too_deep_fields="the fields at the top of the file have too many levels.",
        undecodable="the file does not hold plain text.",
        unopened_file="the file can't be opened.",
        other="there is a fault in the file.",
    ),
    scaffold=ScaffoldTexts(
        title="Contribution from {unit} to the note “{title}”.",
        deadline="Deadline: {date}.",
        hidden="What stands here, between the arrows, is for you only. It is not in the note.",
        steps=(
            "Replace each line that starts with “{here}” with your own text.",
            "An empty line starts a paragraph. A line that starts with “- ” becomes a bullet.",
            "When you are done, write “status: ferdig” instead of “status: utkast” at the top.",
            "Please add a line “dato: {day:%Y-%m-%d}” below it, with the date you deliver.",
            "After “medvirkning:” you may write who has had a part in the text, for example "
            "“Written by the head of the section together with the safety representative”.",
        ),
        heading_step="Lines that start with # are headings. You may change or delete them.",
        past="Measures that were not done last time stand here with the status they had then. Put "
        "right what has changed, and delete those that no longer matter.",
    ),
    form=FormWords(
        contact="Contact person",
        draft="draft",
        done="done",
        no_remarks="no remarks",
        choose="Choose",
        choose_date="Choose a date",
        measures="Table of measures",
        language="en-GB",
        guidance="Guidance",
        explained="Write where it says “{here}”. You may change or delete the headings. Grey text "
        "like this is for you only, and is not in the note. Choose the status “{done}” when you "
        "are done, and hand in the Word file.",
        measures_explained="Write one measure in each row. It needs a name and a status, the rest "
        "may stay empty. If you need more rows, copy an empty one. If you have no measures to "
        "list here, leave the table empty.",
    ),
    mail=MailWords(
        language="en",
        invitation="Contribution to case {case}: {title}",
        reminder="Reminder: contribution to case {case}: {title}",
        greeting="Hello,",
        asked="We ask for a contribution from {unit} to the note “{title}” (case {case}).",
        optional="It is up to you whether you write anything.",
        concerns="It concerns the note “{title}” (case {case}).",
        missing="The contribution from {unit} has not come.",
        empty="The file from {unit} has come, but there is no text in it.",
        not_begun="Nobody has written in the form for {unit} yet.",
        draft="The contribution from {unit} is still a draft.",
        faulty="The contribution from {unit} has come, but something in it has to be put right.",
        unreadable="The contribution from {unit} has come, but the file can't be read.",
        meeting="The note is on the agenda on {date}.",
        deadline="The deadline is {date}.",
        deadline_was="The deadline was {date}.",
        more_time="You have asked for more time, until {date}.",
        questions="Please answer this:",
        form="A form for Word comes with this. Write in it, or in a document that you have.",
        no_remarks="If you have no remarks, please tell us so.",
        address="You can hand it in here: {address}",
        address_is_yours="The address is for you alone. Whoever has it can read your text and hand "
        "in a new one.",
        regards="Kind regards,",
    ),
    case="CASE {number}",
    case_of="{committee} case {number}",
    case_of_named="{committee}, case {number}",
    revised="revised {date}",
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
    proposal=ProposalTitles(
        decision="Proposed decision",
        discussion="For discussion",
        information="For information",
        negotiation="The employer’s proposal",
    ),
    summary="Summary",
    involvement="Involvement",
    section="section {number}",
    approval=ApprovalTexts(
        by="Approved by {by}.",
        on="Approved on {date}.",
        by_and_on="Approved by {by} on {date}.",
        unsigned="The document has been approved electronically and therefore bears no signature.",
        lowers_roles=False,
    ),
    attachments="Attachments",
    unplaced="Unplaced contributions",
    missing="No contribution has been received from {unit}.",
    empty="The contribution from {unit} is empty.",
    unusable="The contribution from {unit} has been received, but can't be read.",
    no_remarks="{unit} has no remarks.",
    not_delivered="{unit} has not delivered a contribution.",
    unreadable="The contribution in {path} can't be read{on_line}: {fault}",
    on_line=" (line {line})",
    done="Done",
    not_done="Not done",
    months=_EN_MONTHS,
    weekdays=(
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ),
    date_format="{day} {month} {year}",
    quotes=("“", "”"),
    inner_quotes=("‘", "’"),
    skip="Skip to content",
    image_of="Image",
    write_here="Write here",
)

_SE_MEASURE = MeasureWords(
    unit="Ovttadat", name="Doaibmabijut", status="Stáhtus", type="Šládja", area="Suorgi",
    need="Dárbu", purpose="Ulbmil", implementation="Čađaheapmi", result="Boađus",
    process="Proseassa", evaluation="Árvvoštallan", effect="Váikkuhus",
    responsible="Ovddasvástideaddji", deadline="Áigemearri",
    description="Čilgehus",
    planned="plánejuvvon", in_progress="jođus", completed="čađahuvvon",
    not_completed="ii čađahuvvon", preservation="seailluheapmi", development="ovddideapmi",
    yes="juo", partly="muhtin muddui", no="ii", unclear="ii čielggaduvvon",
)  # fmt: skip

_SE_OVERVIEW = OverviewWords(
    measures=("{n} doaibmabidju", "{n} doaibmabiju"),
    units=("{n} ovttadat", "{n} ovttadaga"),
    summary="{measures}, {units}: {statuses}.",
    conjunction="ja",
    total="Oktiibuot",
    other="eará stáhtus",
    none="Eai leat doaibmabijut.",
    without="Doaibmabijuid haga: {units}.",
    chart="Doaibmabijuid stáhtus ovttadagaid mielde",
    part=" (oassi {number}/{count})",
    table="Doaibmabijut ovttadaga ja stáhtusa mielde",
    drawn="Stoalpodiagrámma: {measures}, {units}: {statuses}.",
    most="Eanemus doaibmabijut: {units}.",
    most_not_completed="Eanemus čađatkeahttá: {units}.",
    below="Buot logut leat tabeallas.",
    overdue="Áigemearri lea meaddel",
    overdue_on="{date}, áigemearri lea meaddel: {measures}.",
    none_overdue="{date}: Ii oktage áigemearri leat meaddel.",
    undated="Áigemeari haga: {measures}.",
    not_worked="Ii čađahuvvon dahje ii ollis váikkuhus",
    none_not_worked="Eai leat dákkár doaibmabijut.",
    why="Manne",
    no_reason="Ovttadat ii leat čállán manne.",
)

SE = Words(
    language="se-NO",
    name="nordsamisk",
    aliases=("samisk", "davvisámegiella", "sámegiella"),
    title=N_("Northern Sámi"),
    to="Geasa",
    copy="Kopiija",
    sender="Geas",
    responsible="Áššis ovddasvástideaddji",
    officer="Áššemeannudeaddji",
    date="Dáhton",
    meeting_date="Čoahkkindáhton",
    archive_number="Arkiivaáššenr.",
    reference="Referánsa",
    measure=_SE_MEASURE,
    change=ChangeWords(
        before="ovddit notáhta",
        in_case="ášši {case}",
        since="Maŋŋel go {before}: {counts}.",
        none="Doaibmabijuin eai leat rievdadusat maŋŋel go {before}.",
        new_one="1 ođđa doaibmabidju",
        new="{n} ođđa doaibmabiju",
        completed="{n} čađahuvvon",
        changed="{n} rievdan",
        gone="{n} eai šat leat mielde",
        closed="{n} loahpahuvvon ovdal, eaige leat šat mielde",
        unchanged="{n} rievdatkeahttá",
        new_table="Ođđa doaibmabijut",
        completed_table="Čađahuvvon maŋŋel ovddit háve",
        changed_table="Rievdan maŋŋel ovddit háve",
        gone_table="Eai šat leat mielde",
        closed_table="Loahpahuvvon ovdal, eaige leat šat mielde",
        changes="Rievdadusat",
        last_status="Ovddit stáhtus",
        changed_from="{field}: ovdal {old}, dál {new}",
        added="{field}: {new} (ođđa)",
        removed="{field}: ii šat devdojuvvon (ovdal {old})",
        unnamed="(nama haga)",
        no_unit="{unit} (ii šat leat ovttadat)",
        not_compared="Ii leat buohtastahttojuvvon, go teaksta váilu: {units}.",
        nothing_before="Doaibmabijuid ii sáhte buohtastahttit ovddit notáhtain.",
    ),
    overview=_SE_OVERVIEW,
    sheet=SheetWords("Doaibmaplána", "Sadji", "{path}, teakstaoassi {n}", "dd.mm.yyyy"),
    fault=FaultTexts(
        broken_fields="fiilla bajimus gieddit eai leat čállon nu ahte daid sáhttá lohkat.",
        unclosed_fields="fiilla bajimus gieddit eai leat loahpahuvvon.",
        refused_feature="fiilla bajimus gieddi geavaha mearkkaid mat eai leat lobálaččat.",
        too_large="fiila lea menddo stuoris.",
        too_deep_fields="fiilla bajimus gieddiin leat menddo ollu dásit.",
        undecodable="fiillas ii leat dábálaš teaksta.",
        unopened_file="fiilla ii sáhte rahpat.",
        other="fiillas lea meattáhus.",
    ),
    scaffold=NB.scaffold,  # nobody has put it into Sámi yet
    form=FormWords(
        contact="Oktavuođaolmmoš",
        draft="evttohus",
        done="gárvvis",
        no_remarks="eai leat mearkkašumit",
        choose="Vállje",
        choose_date="Vállje dáhtona",
        measures="Doaibmabijuid tabealla",
        language=NB.form.language,  # nobody has put the texts into Sámi yet
        guidance=NB.form.guidance,
        explained=NB.form.explained,
        measures_explained=NB.form.measures_explained,
    ),
    mail=NB.mail,  # nobody has put it into Sámi yet
    case="ÁŠŠI {number}",
    case_of="{committee}-ášši {number}",
    case_of_named="{committee}, ášši {number}",
    revised="ođasmahtton {date}",
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
    proposal=ProposalTitles(
        decision="Mearrádusevttohus",
        discussion="Digaštallamii",
        information="Diehtun",
        negotiation="Bargoaddi evttohus",
    ),
    summary="Čoahkkáigeassu",
    involvement="Oassálastin",
    section="čuokkis {number}",
    approval=ApprovalTexts(
        by="Dohkkehan: {by}.",
        on="Dohkkehuvvon {date}.",
        by_and_on="Dohkkehan: {by}, {date}.",
        unsigned="Dokumeanta lea dohkkehuvvon elektrovnnalaččat, ja danne das ii leat vuolláičála.",
        lowers_roles=True,
    ),
    attachments="Mildosat",
    unplaced="Sajihahttimat",
    missing="{unit}: cealkámuš ii leat boahtán.",
    empty="{unit}: cealkámuš lea guorus.",
    unusable="{unit}: cealkámuš lea boahtán, muhto dan ii sáhte lohkat.",
    no_remarks="{unit}: eai leat mearkkašumit.",
    not_delivered="{unit}: ii leat addán cealkámuša.",
    unreadable="{path} ii sáhte lohkkot{on_line}: {fault}",
    on_line=" (linnjá {line})",
    done="Dahkkon",
    not_done="Ii dahkkon",
    months=_SE_MONTHS,
    weekdays=(
        "vuossárga",
        "maŋŋebárga",
        "gaskavahkku",
        "duorastat",
        "bearjadat",
        "lávvardat",
        "sotnabeaivi",
    ),
    date_format="{day:02}.{number:02}.{year:04}",
    quotes=("”", "”"),
    inner_quotes=("’", "’"),
    skip="Njuike sisdollui",
    image_of="Govva",
    write_here="Čále dása",
)

WORDS = {"nb": NB, "nn": NN, "en": EN, "se": SE}
"""By the contract's names for languages (clause 3)."""
