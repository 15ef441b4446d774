"""A hand-built, assembled Document that uses every block and every inline.

It is what the writers' tests write, before and beside the readers: nothing here is parsed.
"""

import struct
import zlib
from collections.abc import Iterable

from arkdoc.model.assets import Asset
from arkdoc.model.document import ContentsEntry, Document, Head, Part
from arkdoc.model.marker import BULLET, NUMBER, Marker, Numeral
from arkdoc.model.nodes import (
    Alignment,
    Block,
    Caption,
    Cell,
    Code,
    CodeBlock,
    Container,
    ContainerKind,
    Contents,
    Emphasis,
    Figure,
    Footnote,
    FootnoteReference,
    Footnotes,
    HardBreak,
    Heading,
    HeadingNumber,
    Image,
    Inline,
    Link,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Reference,
    Row,
    SoftBreak,
    Strikethrough,
    Strong,
    Table,
    Text,
    ThematicBreak,
)
from arkdoc.model.tree import simple_cell

PNG = "contributions/ub/svarprosent.png"
ORNAMENT = "contributions/ub/strek.png"
ICON = "contributions/ub/merke.png"
SVG = "contributions/ub/faser.svg"


def png(width: int, height: int, rgb: tuple[int, int, int], stripe: int = 0) -> bytes:
    """A truecolour PNG of one colour, every other `stripe` columns lighter."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    light = tuple(255 - (255 - value) // 3 for value in rgb)
    row = b"\0" + b"".join(
        bytes(light if stripe and (x // stripe) % 2 else rgb) for x in range(width)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(row * height, 9))
        + chunk(b"IEND", b"")
    )


PHASES = """\
<svg xmlns="http://www.w3.org/2000/svg" width="480" height="96" viewBox="0 0 480 96">
<g fill="#f2f5f9" stroke="#1d3d63" stroke-width="1.5">
<rect x="4" y="20" width="84" height="56" rx="6"/><rect x="101" y="20" width="84" height="56" rx="6"/>
<rect x="198" y="20" width="84" height="56" rx="6"/><rect x="295" y="20" width="84" height="56" rx="6"/>
<rect x="392" y="20" width="84" height="56" rx="6"/></g>
<g font-family="Carlito, sans-serif" font-size="22" font-weight="bold" fill="#1d3d63" text-anchor="middle">
<text x="46" y="56">1</text><text x="143" y="56">2</text><text x="240" y="56">3</text>
<text x="337" y="56">4</text><text x="434" y="56">5</text></g>
</svg>
"""


def text(*pieces: str | Inline) -> tuple[Inline, ...]:
    """Inlines, strings being texts."""
    return tuple(Text(piece) if isinstance(piece, str) else piece for piece in pieces)


def para(*pieces: str | Inline) -> Paragraph:
    return Paragraph(text(*pieces))


def heading(level: int, anchor: str, *pieces: str | Inline, language: str = "") -> Heading:
    return Heading(level, text(*pieces), anchor, language)


def item(*blocks: Block | str, checked: bool | None = None) -> ListItem:
    return ListItem(
        tuple(para(block) if isinstance(block, str) else block for block in blocks), checked
    )


def bullets(*items: str | ListItem, tight: bool = True) -> ListBlock:
    return ListBlock(
        BULLET, tuple(item(i) if isinstance(i, str) else i for i in items), tight=tight
    )


def numbers(
    *items: str | ListItem, start: int = 1, tight: bool = True, marker: Marker = NUMBER
) -> ListBlock:
    listed = tuple(item(i) if isinstance(i, str) else i for i in items)
    return ListBlock(marker, listed, start, tight)


def row(*cells: str | tuple[Inline, ...] | Cell) -> Row:
    """A row of cells, strings and inlines being simple ones."""
    return tuple(
        cell
        if isinstance(cell, Cell)
        else simple_cell(text(cell) if isinstance(cell, str) else cell)
        for cell in cells
    )


def caption(label: str, number: int, *pieces: str | Inline) -> Caption:
    return Caption(text(*pieces), label, number)


N, L, C, R = Alignment.NONE, Alignment.LEFT, Alignment.CENTER, Alignment.RIGHT


def measures_table() -> Table:
    """Five columns of prose, as in the real note."""
    return Table(
        alignments=(N, N, N, N, L),
        header=row("Tiltak", "Behov/formål", "Hva har vi gjort?", "Resultat", "Videre arbeid"),
        rows=(
            row(
                "Restarte sosialkomiteen",
                Cell(
                    (
                        para("Arbeidsmiljøundersøkelsen viste at vi trenger"),
                        bullets("uformelle møteplasser på tvers av seksjonene", "tid", item("ro")),
                        numbers("Plan.", "Bygg.", marker=Marker(Numeral.LOWER_LETTER, after=")")),
                        para("Begge deler tar tid."),
                    )
                ),
                "Komiteen er satt sammen på nytt, med én representant fra hver etasje og et lite budsjett.",
                "Tre arrangementer i høst, med over halvparten av de ansatte til stede hver gang.",
                text(
                    "Fortsetter. Årshjulet er lagt på ",
                    Reference("ub", text("bibliotekets sider")),
                    ".",
                ),
            ),
            row(
                "Felles lunsj hver onsdag",
                "Få kjenner hverandre på tvers av fagområdene.",
                text("Kalenderinnkalling til alle.", HardBreak(), "Bordene er satt sammen."),
                "Varierende oppmøte; best når noen har tatt med kake.",
                "Vi prøver en annen dag etter påske.",
            ),
            row(
                "Opplæring i nytt saksbehandlingssystem",
                "Kompetanseheving ble identifisert som forbedringsområde i forrige undersøkelse.",
                text("To kursdager og en ", Emphasis(text("superbruker")), " i hver seksjon."),
                text(
                    "God effekt",
                    FootnoteReference("fotnote-3", 3, 1),
                    "; færre henvendelser til brukerstøtten.",
                ),
                "",
            ),
            row(
                "Medarbeidersamtaler",
                "Ikke alle hadde hatt samtale det siste året.",
                "Gjennomført for alle fast ansatte før jul.",
                text(Strong(text("62,5\u00a0%")), " svarer at samtalen var nyttig."),
                "Mal for midlertidig ansatte.",
            ),
        ),
        caption=caption(
            "Tabell", 1, "Tiltak i Seksjon Gjøvik etter Arbeidsmiljøundersøkelsen 2017"
        ),
        widths=(0.17, 0.23, 0.23, 0.2, 0.17),
        id="tabell-1",
    )


def numbers_table() -> Table:
    """Row headers, and figures to the right."""
    return Table(
        alignments=(L, R, R, C),
        header=row("Enhet", "Invitert", "Svarprosent", "Fulgt opp"),
        rows=(
            row("Seksjon Ålesund", "24", "91,7\u00a0%", "ja"),
            row("Seksjon Gjøvik", "18", "83,3\u00a0%", "delvis"),
            row("Seksjon for teknologi og realfag", "1\u00a0046", "7,0\u00a0%", "nei"),
        ),
        caption=caption(
            "Tabell", 2, "Svarprosent etter seksjon, ", Emphasis(text("foreløpige tall"))
        ),
        row_headers=True,
        widths=(0.46, 0.18, 0.2, 0.16),
        id="tabell-2",
    )


def wide_table() -> Table:
    months = ("jan.", "feb.", "mars", "april", "mai", "juni", "juli", "aug.", "sep.", "okt.")
    return Table(
        alignments=(L, *(R for _ in months)),
        header=row("", *months),
        rows=tuple(
            row(name, *(f"{(seed * (month + 3)) % 97},{month}" for month in range(len(months))))
            for seed, name in enumerate(("Sykkelstativ", "Møterom", "Kantine", "Skjenkestue"), 7)
        ),
        caption=caption("Tabell", 3, "Bruk av fellesarealene, antall per ansatt og måned"),
        row_headers=True,
        widths=(0.2, *(0.08 for _ in months)),
        id="tabell-3",
    )


def intro() -> Part:
    """The introduction, with the table of contents."""
    return Part(
        "",
        "nb",
        "contributions/notat.md",
        (
            Contents(),
            heading(1, "bakgrunn", "Bakgrunn"),
            para(
                "I e-post 11. februar 2019 fikk avdelingslederne informasjon om at Losam BU i møte",
                SoftBreak(),
                "4. mars ønsker en status for ",
                Emphasis(text("Arbeidsmiljøundersøkelsen 2017")),
                ". Det ble vist til informasjon fra ARK-ansvarlig i HR- og HMS-avdelingen om at"
                " arbeidsmiljøet fortsatt skal være på dagsordenen i kommende halvår ved å"
                " gjennomføre og evaluere tiltak og tiltaksplaner",
                FootnoteReference("fotnote-1", 1, 1),
                " fra i fjor.",
            ),
            para("Avdelingene fikk disse ledetrådene:"),
            bullets(
                "Hvilke større eller mindre tiltak er gjennomført eller ikke gjennomført?",
                item(
                    para(Strong(text("Prosess:")), " Hvorfor har vi oppnådd ønsket effekt?"),
                    bullets(
                        "Hva må vi gjøre for at tiltaket skal få ønsket effekt?",
                        item(
                            "Er tiltaket konkret nok?",
                            numbers("Hvis ja: hva kan andre lære?", "Hvis nei: hva må spisses?"),
                        ),
                    ),
                ),
                "Hva kan vi lære av dette til neste gang?",
            ),
            Container(
                ContainerKind.PROPOSAL,
                (
                    para("Losam BU tar statusen til orientering."),
                    numbers("Tiltakene videreføres i 2019.", "Ny status legges fram i november."),
                ),
                "Forslag til vedtak",
            ),
            Footnotes(("fotnote-1",)),
        ),
    )


def marked_lists() -> tuple[Block, ...]:
    """Lists with markers that are not the house style's."""
    letter, roman = Numeral.LOWER_LETTER, Numeral.LOWER_ROMAN
    return (
        numbers("Høre de ansatte.", "Høre verneombudet.", marker=Marker(letter, "", ")"), start=2),
        numbers(
            item("Bestille pærer.", numbers("Til heisen.", marker=Marker(roman, "(", ")"))),
            "Bestille lyspunkt.",
            marker=Marker(Numeral.DECIMAL, "1.1."),
            tight=False,
        ),
        ListBlock(Marker(before="✓"), (item("Vasket trapp."), item("Byttet lås."))),
        numbers("Én.", "To.", marker=Marker(Numeral.UPPER_ROMAN, after="."), start=17),
        numbers("Tre.", marker=Marker(Numeral.UPPER_LETTER, after=".")),
        numbers("Fire.", marker=Marker(Numeral.DECIMAL, after=")")),
    )


def department() -> Part:
    """A unit with headings to the fifth level, lists of every kind, and code."""
    return Part(
        "studieadministrasjon",
        "nb",
        "contributions/studieadministrasjon.md",
        (
            heading(1, "studieadministrasjon", "Avd. for studieadministrasjon"),
            para(
                "Kompetanseheving og informasjonsflyt ble pekt ut som forbedringsområder. Avdelingen"
                " samlet alle ansatte på Oppdal ",
                Strikethrough(text("i januar")),
                " i februar, og la fram et felles målbilde kalt «Studieadministrasjonen 2025», se ",
                Link(
                    "https://example.org/studieadministrasjonen-2025?a=1&b=2",
                    text("målbildet"),
                    "Åpnes på nettet",
                ),
                " eller spør ",
                Link("mailto:post@studier.example", text("fellespostkassen")),
                ". Søk etter ",
                Code("mål <2025> & resultat"),
                " i arkivet.",
            ),
            heading(2, "status-for-tiltakene", "Status for ", Emphasis(text("tiltakene"))),
            numbers(
                item(
                    "Tiltakslisten er utvidet i forbindelse med lederbytte.",
                    para("Det har vært behov for å sikre den enkelte medarbeiders involvering."),
                    CodeBlock(
                        "SELECT tiltak, status\nFROM plan  -- tre rader\nWHERE år = 2018;", "sql"
                    ),
                ),
                item(
                    "Møterommene er pusset opp:",
                    Table(
                        (L, R),
                        row("Rom", "Plasser"),
                        (row("Granskog", "8"), row("Furumo", "12")),
                        widths=(0.7, 0.3),
                    ),
                ),
                "Til slutt et punkt med bare én linje.",
                start=3,
                tight=False,
            ),
            heading(3, "oppgaver", "Oppgaver som gjenstår"),
            bullets(
                item("Velge verneombud", checked=True),
                item(
                    "Gå vernerunde i de nye lokalene, med tillitsvalgte og hovedverneombudet til stede hele dagen",
                    checked=False,
                ),
                item(para("Rydde på felleslageret", HardBreak(), "før sommeren"), checked=False),
            ),
            *marked_lists(),
            bullets(item(Figure(Image(PNG, "Søylediagram: oppmøtet stiger."))), "Kjelleren"),
            heading(4, "lager", "Lageret i kjelleren"),
            para("Tomme kartonger er kjørt bort."),
            heading(5, "nokler", "Nøkler og adgangskort"),
            para(
                "Kontrolltegn\u0007 og \u0000 skal bort; <script>alert('nei')</script> & «sitat» skal stå."
            ),
            Quote(
                (
                    para("Det er de små tingene som gjør det lettere å komme på jobb."),
                    Quote((para("Og kaffen."),)),
                )
            ),
            ThematicBreak(),
            Container(
                ContainerKind.NOTE,
                (
                    para(
                        "Hovedfunnene fra spørreundersøkelsen følger saken",
                        FootnoteReference("fotnote-2", 2, 1),
                        ".",
                    ),
                    para("Se også ", Reference("tabell-2", text("tabell 2")), "."),
                ),
                "Merknad",
            ),
            para(
                "Fotnoten gjelder også her",
                FootnoteReference("fotnote-2", 2, 2),
                FootnoteReference("fotnote-1", 1, 2, adjacent=True),
                ".",
            ),
            Footnotes(("fotnote-2",)),
        ),
    )


def library() -> Part:
    """The library's own text: figures, and the tables with numbers."""
    return Part(
        "ub",
        "nb",
        "contributions/ub.md",
        (
            heading(1, "ub", "Universitetsbiblioteket"),
            para("Merket ", Image(ICON, "grønn sirkel"), " viser hva som er ferdig."),
            Figure(
                Image(SVG, "Fem bokser i rekke, nummerert fra én til fem.", "Fasene i ARK"),
                caption(
                    "Figur",
                    1,
                    "Fasene i ARK: forberedelse, kartlegging, tiltaksutvikling, gjennomføring, evaluering",
                ),
                "figur-1",
            ),
            para("Svarprosenten har gått opp siden sist."),
            numbers_table(),
            Figure(
                Image(PNG, "Søylediagram: svarprosenten stiger fra 71 i 2014 til 86 i 2017."),
                caption("Figur", 2, "Svarprosent ved Universitetsbiblioteket"),
                "figur-2",
            ),
            Figure(Image(ORNAMENT, "", decorative=True)),
            heading(2, "workplace", "Summary in English", language="en"),
            para("Rammen rundt står på norsk; bare overskriften over er engelsk."),
        ),
    )


def sections() -> Iterable[Part]:
    """The library's sections: one in nynorsk, one on a page across."""
    yield Part(
        "ub-gjovik",
        "nn",
        "contributions/ub-gjovik.md",
        (
            heading(2, "ub-gjovik", "Seksjon Gjøvik", language="nb"),
            para("Me har arbeidt med å få eit betre samspel mellom dei tilsette og leiinga."),
            heading(3, "tiltak", "Tiltak og erfaringar"),
            measures_table(),
            para(
                "Tabellen over er skriven av seksjonen sjølv",
                FootnoteReference("fotnote-3", 3, 2),
                ".",
            ),
            Footnotes(("fotnote-3",)),
        ),
    )
    yield Part(
        "ub-aalesund",
        "nb",
        "contributions/ub-ålesund.md",
        (
            heading(2, "ub-aalesund", "Seksjon Ålesund"),
            para("Fellesarealene brukes ulikt gjennom året:"),
            Container(ContainerKind.LANDSCAPE, (wide_table(), para("Kilde: egne tellinger."))),
            para("Seksjonen har ellers ingen merknader."),
            heading(2, "ub-trondheim", "Seksjon Trondheim"),
            Container(
                ContainerKind.PLACEHOLDER,
                (para("Bidrag fra Seksjon Trondheim er ikke mottatt."),),
            ),
        ),
    )


def footnotes() -> dict[str, Footnote]:
    return {
        "fotnote-1": Footnote(
            "fotnote-1",
            (
                para("Tiltaksplanene ble vedtatt våren 2018."),
                para(
                    "De er lagt ved saken i arkivet, se ",
                    Reference(
                        "bakgrunn",
                        text("bakgrunnen (punkt\u00a0", HeadingNumber("1", "bakgrunn"), ")"),
                    ),
                    ".",
                ),
            ),
            1,
            "nb",
        ),
        "fotnote-2": Footnote(
            "fotnote-2", (para("Presentert på fellessamlingen på Oppdal."),), 2, "nb"
        ),
        "fotnote-3": Footnote(
            "fotnote-3", (para("Målt med eit ", Strong(text("enkelt")), " spørjeskjema."),), 3, "nn"
        ),
    }


def entries(parts: Iterable[Part]) -> Iterable[ContentsEntry]:
    """Every heading down to the third level."""
    for part in parts:
        for block in part.blocks:
            if isinstance(block, Heading) and block.level <= 3:
                language = block.language or (part.language if part.language != "nb" else "")
                yield ContentsEntry(block.id, block.level, block.inlines, language)


def sample_document() -> Document:
    """The note; the same at every call."""
    parts = (intro(), department(), library(), *sections())
    return Document(
        head=Head(
            title="Status Arbeidsmiljøundersøkelsen 2017",
            kicker="SAK 11/19",
            case_type="informasjon/drøfting",
            rows=(
                ("Til", "Losam BU"),
                ("Kopi", "Hovedverneombudet"),
                ("Fra", "Prorektor"),
                ("Saksansvarlig", "Prorektor for utdanning"),
                ("Saksbehandler", "Seksjonsleder"),
                ("Dato", "27. februar 2019"),
                ("Møtedato", "4. mars 2019"),
                ("Saksnr.", "11/19"),
                ("Arkivsaksnr.", "2019/5432"),
            ),
            exemption="Unntatt offentlighet, jf. offl. § 13, jf. fvl. § 13 første ledd nr. 1",
            running="SAK 11/19: Status Arbeidsmiljøundersøkelsen 2017",
            draft="Utkast",
            date="2019-02-27",
            author="Prorektor",
            case_number="11/19",
        ),
        language="nb",
        parts=parts,
        footnotes=footnotes(),
        contents=tuple(entries(parts)),
        assets={
            PNG: Asset(PNG, png(360, 160, (29, 61, 99), 30), "image/png", 360, 160),
            ORNAMENT: Asset(ORNAMENT, png(240, 4, (195, 202, 212)), "image/png", 240, 4),
            ICON: Asset(ICON, png(12, 12, (46, 125, 50)), "image/png", 12, 12),
            SVG: Asset(SVG, PHASES.encode(), "image/svg+xml", 480, 96),
        },
    )
