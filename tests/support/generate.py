"""A seed → the files of a note that is rich in structure; the same seed gives the same files."""

from __future__ import annotations

import io
import json
from pathlib import Path
from random import Random

from tests.support.sample import PHASES, png

WORDS = {
    "nb": "arbeidsmiljøundersøkelsen tiltak medarbeidersamtaler og vi har en på følger opp med "
    "resultatene fra åpne landskap er gjennomført seksjonsmøter hver måned rapporteringsenhet "
    "verneombudet § 4-4 ÆØÅ prosent HMS-koordinator kompetanseutviklingstiltakene",
    "nn": "arbeidsmiljøgranskinga tiltak medarbeidarsamtalar og vi har ein på følgjer opp med "
    "resultata frå opne landskap er gjennomført seksjonsmøte kvar månad rapporteringseining "
    "verneombodet kjenneteikn ikkje prosent HMS-koordinator",
    "en": "working environment survey measures and we have a of the results from open landscapes "
    "carried out section meetings each month responsibility sustainability committee per cent",
}
ODD = (
    "🙂",
    "☑ ferdig",
    "漢字",
    "e\u0301",
    "a\u2011b",
    "½",
    "→",
    "👩\u200d💻",
    "Ⅷ",
    "\u2009",
    "𝒳",
    "ﬀ",
)


STATUSES = ("planlagt", "pågår", "gjennomført", "ikke gjennomført")

MARKS = (
    ("- ",), ("- ",), ("3. ",), ("1. ",), ("9) ",), ("- [x] ",), ("- [ ] ",), ("✓ ",), ("• ",), ("o ",),
    ("a) ", "b) ", "c) ", "d) ", "e) ", "f) ", "g) ", "h) "), ("(i) ", "(ii) ", "(iii) ", "(iv) "),
    ("1.1 ", "1.2 ", "1.2.1 ", "2.1 "), ("✓ ", "✗ "),
)  # fmt: skip
"""What the items of a list begin with, by turns."""


HEAD = (
    "utvalg: LU", "utvalg: Arbeidsmiljøutvalget", "revidert: 2024-03-01",
    "godkjent: {av: Prorektor, dato: 2024-02-27}", "sakstype: informasjon/drøfting",
    "sakstype: [forhandling, vedtak]",
)  # fmt: skip
"""Fields of `notat.md` of which a note has some."""


def generated(seed: int) -> dict[str, bytes]:
    """The files of the note that `seed` gives, by path below `contributions/`."""
    return _Note(Random(seed)).files()


def write(seed: int, root: Path) -> Path:
    """Write the note that `seed` gives into the folder `root`, and return that folder."""
    for path, data in generated(seed).items():
        file = root / "contributions" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    for name, data in house_style(seed).items():
        file = root / "styles" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return root


def house_style(seed: int) -> dict[str, bytes]:
    """The files of `styles/` that `seed` gives: every second note has a letterhead."""
    random = Random(f"avsender {seed}")
    if random.random() < 0.5:
        return {}
    lines = ['[avsender]\nnavn = "Universitetet på Øya"']
    logo = random.choice(("", "logo.png", "logo.svg"))
    if logo:
        lines.append(f'logo = "{logo}"\nbredde = {random.choice((0, 20, 90))}')
    lines.append(f"adresse = {['Postboks 7', '9999 Øya'][: random.randrange(3)]}")
    lines.append(f'plassering = "{random.choice(("venstre", "høyre"))}"\n')
    files = {"tokens.toml": "\n".join(lines).encode()}
    data = {"logo.png": png(300, 90, (139, 0, 0), 20), "logo.svg": PHASES.encode()}
    return files | ({logo: data[logo]} if logo else {})


def jpeg(grey: bool, cmyk: bool) -> bytes:
    """A small photograph, as cameras and print shops make them."""
    from PIL import Image

    mode = "CMYK" if cmyk else "L" if grey else "RGB"
    data = io.BytesIO()
    Image.new(mode, (40, 30), 90 if grey else (200, 30, 60, 20)[: len(mode)]).save(data, "JPEG")
    return data.getvalue()


PICTURES = {
    "figur.png": png(320, 120, (29, 61, 99), 20),
    "faser.svg": PHASES.encode(),
    "foto.jpg": jpeg(grey=False, cmyk=False),
    "grå.jpg": jpeg(grey=True, cmyk=False),
    "trykk.jpg": jpeg(grey=False, cmyk=True),
}


class _Note:
    def __init__(self, random: Random) -> None:
        self._random = random
        self._notes: list[str] = []
        self._language = "nb"
        self._measures: list[dict[str, str]] = []

    def files(self) -> dict[str, bytes]:
        some = self._random.randint(1, 3)
        units = [f"  - {{id: enhet-{n}, navn: Enhet nummer {n}}}" for n in range(some)]
        asked = self._random.choice(["ja", "nei", "auto"])
        main = self._random.choice(["nb", "nb", "nn", "en"])
        head = [
            "---",
            f"saksnr: {self._random.randint(1, 99)}/24",
            f"tittel: {self.words(2, 12)}",
            "fra: Prorektor",
            *self._random.sample(["til: Losam BU", "dato: 2024-02-27", "arkivsaksnr: 2024/5"], 2),
            *self.fields(),
            *self._random.choice([[], [], ["nummerering: ja"]]),
            *self._random.choice([[], [], ["offentlighet: unntatt", "hjemmel: offl. § 13"]]),
            f"språk: {main}",
            f"innholdsfortegnelse: {asked}",
            "forrige: contributions/forrige.json",
            "enheter:",
            *units,
            "---",
        ]
        self._language = main
        places = ["[[endringer]]", "[[tiltaksoversikt]]", "[[bidrag]]"]
        lines = [*head, self.text(2), *(f"\n{place}" for place in places), ""]
        files = {"notat.md": "\n".join(lines).encode()}
        for number in range(some):
            self._language = self._random.choice(["nb", "nn", "en"])
            fields = f"enhet: enhet-{number}\nspråk: {self._language}\n{self.measures()}"
            if self._random.random() < 0.3:
                fields += f"medvirkning: {self.words(2, 20)}\n"
            text = f"---\n{fields}---\n{self.text(self._random.randint(2, 8))}\n"
            files[f"enhet-{number}.md"] = text.encode()
        files["forrige.json"] = self.record(some)
        return {**self.with_attachments(files), **PICTURES}

    def with_attachments(self, files: dict[str, bytes]) -> dict[str, bytes]:
        """`files`, about half the time with attachments: with and without files, linked and not."""
        if self._random.random() < 0.5:
            return files
        items = [f"{self.words(1, 20)} (plan.pdf)", "tall/Årets tall.xlsx", self.words(1, 5)]
        some = "".join(f"  - '{item}'\n" for item in self._random.sample(items, 2))
        note = files["notat.md"].replace(b"enheter:\n", f"vedlegg:\n{some}enheter:\n".encode(), 1)
        link = f"\n{self.words(1, 9)} [{self.words(1, 4)}](vedlegg/plan.pdf).\n".encode()
        text = files["enhet-0.md"] + (link if "plan.pdf" in some else b"")
        attached = {"vedlegg/plan.pdf": b"%PDF-1.7", "vedlegg/tall/Årets tall.xlsx": b"PK"}
        return {**files, "notat.md": note, "enhet-0.md": text, **attached}

    def record(self, units: int) -> bytes:
        """The record of a note before, of units of which one is no more; or none that is one."""
        if self._random.random() < 0.1:
            return b"{}"
        told = [
            {"unit": f"enhet-{n}", "name": f"Enhet nummer {n}", "measures": self.past_measures()}
            for n in range(units + 1)
        ]
        return json.dumps(
            {"case": {"number": "1/23", "date": "2023-03-01"}, "units": told}
        ).encode()

    def past_measures(self) -> list[dict[str, str]]:
        said = [*self._measures, {"navn": self.words(1, 6), "status": "gjennomført"}]
        return [
            {**each, "status": self._random.choice(STATUSES), "behov": self.words(1, 60)}
            for each in self._random.sample(said, self._random.randint(0, len(said)))
        ]

    def fields(self) -> list[str]:
        """Some of HEAD, each field once."""
        some = self._random.sample(HEAD, 3)
        return list({field.partition(":")[0]: field for field in some}.values())

    def measures(self) -> str:
        lines = ["tiltak:"] if self._random.random() < 0.3 else []
        for _ in range(self._random.randint(1, 4) if lines else 0):
            measure = {"navn": self.words(1, 6), "status": self._random.choice(STATUSES)}
            if self._random.random() < 0.5:
                measure["resultat"] = self.words(3, 30)
            if self._random.random() < 0.5:
                measure["frist"] = self._random.choice(["2024-06-01", "1.9.2023", "til høsten"])
            self._measures.append(measure)
            marks = ("  - ", *["    "] * 3)
            lines += [
                f"{mark}{name}: {value}"
                for mark, (name, value) in zip(marks, measure.items(), strict=False)
            ]
        shown = f"visning: {self._random.choice(['liste', 'tabell'])}"
        return "".join(f"{line}\n" for line in ([*lines, shown] if lines else []))

    # --- blocks ------------------------------------------------------------------------

    def text(self, blocks: int) -> str:
        self._notes = []
        body = "\n\n".join(self.block(0) for _ in range(blocks))
        return "\n\n".join([body, *self._notes])

    def block(self, depth: int) -> str:
        kinds = [self.paragraph, self.paragraph, self.list, self.table, self.quote, self.code]
        if depth == 0:
            kinds += [self.heading, self.heading, self.figure, self.figure, self.container]
            kinds += [self.long_table, self.rule, self.paragraphs]
        return self._random.choice(kinds)(depth)

    def heading(self, depth: int) -> str:
        marks = "#" * self._random.randint(1, 6)
        return f"{marks} {self.inlines(1, 4)}\n\n{self.paragraph(depth)}"

    def paragraph(self, depth: int) -> str:
        return self.inlines(4, 60)

    def rule(self, depth: int) -> str:
        return "---"

    def paragraphs(self, depth: int) -> str:
        return "\n\n".join(self.inlines(30, 90) for _ in range(self._random.randint(2, 5)))

    def list(self, depth: int) -> str:
        marks = self._random.choice(MARKS)
        loose = self._random.random() < 0.3
        items = []
        for number in range(self._random.randint(1, 8)):
            mark = marks[number % len(marks)]
            indent = " " * (2 if mark.startswith("-") else len(mark))
            lines = [mark + self.inlines(1, 25)]
            if depth < 3 and self._random.random() < 0.2:
                below = self.list(depth + 1) if not loose else self.block(depth + 1)
                lines += ["", *below.split("\n")] if loose else below.split("\n")
            items.append(f"\n{indent}".join(lines))
        return ("\n\n" if loose else "\n").join(items)

    def quote(self, depth: int) -> str:
        inside = self.block(depth + 1) if depth < 3 else self.paragraph(depth)
        return "\n".join(f"> {line}" for line in inside.split("\n"))

    def code(self, depth: int) -> str:
        return "\n".join(["```", *(self.words(1, 14) for _ in range(5)), "", "x", "```"])

    def table(self, depth: int, rows: int = 0) -> str:
        columns = self._random.randint(1, 9)
        captions = ["", "", f"Tabell: {self.inlines(2, 9)}\n\n"]
        captions.append(f"Tabell (radtitler): {self.words(2, 9)}\n\n")
        captions.append(f"Tabell (ingen radtitler): {self.words(2, 9)}\n\n")
        rules = [self._random.choice(["---", ":--", "--:", ":-:"]) for _ in range(columns)]
        most = max(1, 16 // columns)
        lines = [[self.cell(most) for _ in range(columns)], rules]
        for _ in range(rows or self._random.randint(0, 6)):
            lines.append([self.cell(most) for _ in range(columns)])
        caption = self._random.choice(captions) if depth == 0 else ""
        return caption + "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def long_table(self, depth: int) -> str:
        return self.table(depth, rows=self._random.randint(20, 40))

    def cell(self, most: int) -> str:
        chance = self._random.random()
        if chance < 0.08:
            marks = self._random.choice([("- ", "- "), ("1. ", "2. "), ("", "<br>")])
            return "<br>".join(mark + self.inlines(1, most) for mark in marks)
        return "" if chance < 0.16 else self.inlines(1, most)

    def figure(self, depth: int) -> str:
        picture = self._random.choice(sorted(PICTURES))
        alt = self._random.choice(["dekorasjon", "søyler som blir høyere", "et bilde"])
        title = self._random.choice(["", f' "{self.words(2, 20)}"'])
        return f"![{alt}]({picture}{title})"

    def container(self, depth: int) -> str:
        kinds = ["merknad", "forslag", "sammendrag", "liggende", "språk en", "språk se"]
        kind = self._random.choice(kinds)
        if kind in ("forslag", "sammendrag") and self._random.random() < 0.3:
            kind = f"{kind} {self.words(2, 6)}"
        inside = "\n\n".join(self.block(1) for _ in range(self._random.randint(1, 4)))
        return f"::: {kind}\n\n{inside}\n\n:::"

    # --- inlines -----------------------------------------------------------------------

    def words(self, least: int, most: int) -> str:
        known = WORDS[self._language].split()
        return " ".join(self._random.choices(known, k=self._random.randint(least, most)))

    def inlines(self, least: int, most: int) -> str:
        pieces = []
        for word in self.words(least, most).split():
            chance = self._random.random()
            pieces.append(self.inline(word) if chance < 0.12 else word)
        return " ".join(pieces)

    def inline(self, word: str) -> str:
        inside = self.words(1, 5)
        return self._random.choice([
            f"*{inside}*",
            f"**{inside}**",
            f"***{inside}***",
            f"~~{inside}~~",
            f"`{inside}`",
            f"[{inside} *{word}* **{word}**](https://example.org/{len(inside)})",
            f"[{inside}](mailto:hms@ub.example)",
            f"<https://example.org/{'lang-sti/' * 6}>",
            f"{word}[^n{len(self._notes)}]" if self.note(inside) else word,
            f"![merke]({self._random.choice(sorted(PICTURES))})",
            self._random.choice(ODD),
            word * 6,
        ])  # fmt: skip

    def note(self, text: str) -> bool:
        """Add a footnote with this text; False where there are enough already."""
        if len(self._notes) > 8:
            return False
        self._notes.append(f"[^n{len(self._notes)}]: {text}")
        return True
