"""The words that Norwegian compounds in case notes are made of, in bokmål and nynorsk.

Stems without inflection, put together for this program. A word too many divides others wrongly
(`tests/language/test_joints.py`), one too few only leaves a word whole.
"""

INFLECTIONS = (
 "en", "et", "a", "er", "ene", "ne", "n", "t", "r", "ar", "ane", "or", "one", "s", "ens", "ets",
 "enes", "anes", "te", "ede", "ete", "e",
)  # fmt: skip
"""What an element has after it at the end of a word."""

ELEMENTS = """
adgang administrasjon adresse akademi aktivitet alder alders allmenn alternativ analyse ansatt
ansettelse ansvar ansvarleg ansvarlig arbeid arbeidar arbeider arbeids areal arena ark arkitektur
arkiv arrangement art assistent atferd automatisering autorisasjon avdeling avfall avgift avgjerd
avgjørelse avhandling avklaring avslutning avslutting avtale avvik barn barne barnevern bedrift
behandlar behandler behandling behov belysning bemanning benk beredskap beregning beskjed
beskrivelse beslutning bestilling besøk bibliotek bidrag bistand bistands blad bok bolig bord brann
bruk brukar bruker bud budsjett bunad bustad bygg bygnad bygning byrå dag dags data del deling
delings delta deltakelse deltaking deltid demokrati dialog digital digitale digitalisering
digitaliserings direktør dokument dokumentasjon dokumentasjons dommer drift dør effekt eiendom
eining eksamen ekspert ekstern element emne endring energi enhet epost erfaring erklering erklæring
etat etikk ettersyn evaluering evaluerings fag faglig fakultet familie fartøy fast felles fellesskap
ferdig ferdighet ferie fil film finans flate flyt folk fond forbedring forbedrings forberedelse
forening forfall forhandling forhold formann formidling formål forskar forsker forsking forskings
forskning forsknings forskrift forslag forståelse forståing forsvar forsøk forvaltning fravær fredag
fredags fridom frihet fritid frivillig frokost front fråvær funksjon fylke fyrtårn fysisk følelse
føring første garanti gass gjennomføring gjennomførings gjennomgang gjest gransking granskings grunn
grunnlag gruppe grupper hage handling handlings hefte heim heime helg helse helsing hendelse hending
hensikt heving hjelp hjem hjemme hjul holdning hoved hovud hus hverdag hygiene høgskole høgskule
høring høyring høyskole idé ide idrett informasjon informasjons inkludering inkluderings inneklima
innhold innkalling innkjøp innleder innleiing innovasjon innsats innsikt innspill innstilling
instans institusjon institutt instruks integrering intern internasjonal intervju introduksjon
introduksjons invitasjon jobb jobbe journal jubileum kaffe kalender kampanje kandidat kant kapasitet
kartlegging kartleggings kast kaste kategori kilde kjede kjelde kjøkken kjønn klasse klima klinikk
kode kollega komité komite kommune kommunikasjon kommunikasjons kompetanse konferanse konflikt
konsekvens konsulent kontakt kontor kontrakt kontroll koordinator kost kostnad kraft krav krets
kriterie kriterium kultur kunde kunnskap kunnskaps kunst kurs kvalitet kvalitets kvardag kvart kveld
laboratorie laboratorium lag lager lagring land landskap laser ledelse leder leiar leie leiing
lektor lengde lese leverandør leveranse lisens liste litteratur liv livs logg lokal lov luft lufte
lufting lunsj lyd lys lær lærar lærer læring lærings lønn lønns løp løsning løysing løyve mal mandag
mappe marked marknad maskin masse mat materiale matrise medarbeidar medarbeider medbestemmelse
medisin medlem medlems medverknad medvirkning medvirknings melde melding meldings mentor metode
middag middel midler milepæl miljø modell moglegheit mottak mottaks mulighet museum museums
myndighet møte mål måling månad måned natur nett nettside nettverk nivå norm notat nummer ny nytte
næring nærings nærvær ombod ombud område omsorg omstilling onsdag oppdrag oppfølging oppfølgings
oppgave oppgåve opphald opphold opplegg opplysning opplæring opplærings oppmerksomhet oppmøte
oppslag opptak opptaks ordning ordningar ordre organisasjon organisering orientering oversikt pakke
panel parkering parkerings part partner pause pauser pedagogikk penge periode perm permisjon person
personal personale personell personvern perspektiv plan planlegging plass plattform politikk portal
post prinsipp prioritering privat problem program programvare prosedyre prosent prosess prosjekt
prosjekts prøve psykologi psykososial publikasjon publikum punkt ramme rapport rapportering
rapporterings reduksjon referanse referat referent regel regi region register regnskap reise rekke
rekkje rekneskap rekruttering rekrutterings renhold representant ressurs resultat retning rett
rettighet rettleiar rettleiing rettleiings risiko rolle rom rullering runde rute rutine rutiner råd
rådgivar rådgiver sak saks sal samarbeid samarbeids samfunn samfunns samhandling samling samlings
samordning samspel samspill samtale sekretariat seksjon selskap semester seminar senior
seniorpolitikk senter serie sertifisering server service side signal sikkerheit sikkerhet sikkerhets
sikring situasjon sjef sjuk sjukdom sjuke sjukefråver skade skattlegging skjema skjerm skole skrift
skriv skrive skriving skule smitte sommer sosial språk spørjing spørsmål stab stad stand
standardisering status sted stilling stipend stipendiat stol strategi stress struktur student
studenter studie stue styre styrke støtte støy sum svar syk sykdom syke sykefravær sykepleier system
tal tall tavle teknikk teknologi telefon tema temperatur teneste tenestemann test tid tids
tilbakemelding tilbod tilbud tilgang tillit tilpasning tilpassing tilrettelegging tilretteleggings
tilsetjing tilsetting tilstand tilstelning tilsyn tiltak tiltaks time ting tirsdag tjeneste torsdag
transport trivsel trussel tryggleik trykk tur tverrfaglig type uke uker undersøkelse undersøking
undervisning undervisnings ungdom univers universitet utdanning utdannings utfordring utforming
utleie utlysing utlysning utredning utslepp utslipp utstyr utval utvalg utviding utvikling
utviklings vaksine vakt val valg vann vare varme varsel varsling vedlikehald vedlikehold vedtak veg
vei veileder veiledning veke vekst velferd velferds ventilasjon ventilasjons verdi verk verksemd
verksemds verktøy vern verneombud verv vidare video videre virkemiddel virkning virksomhet
virksomhets visning vitenskap vitskap vurdering vurderings vår ytring ytrings økonomi ønske år års
årsak åtferd
"""
