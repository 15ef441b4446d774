"""The real note's text, as a PDF reader copied it → the note's files, as units would hand it in.

Paragraphs are joined, bullets are lists, reporting units are headings, and the one table is a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tests.support.project import Project
from tests.support.requirements import note_text

_MARK = re.compile(r"(?:[•-]|(?P<number>\d+)\.)\s+")
_HEADING = re.compile(r"Rapporteringsenhet \d:$")
_TABLE = re.compile(r"(Tabell over .*?:)\n(.*?)\n(?=Andre tiltak:)", re.DOTALL)
_COLUMNS = ("Område", "Meldte behov", "Tiltak", "Implementering", "Evaluering")
_GLUED = {  # cells that the copy has on one line, or in two pieces
    "Område Meldte behov\n": "",
    "Tiltak Implementering Evaluering\n": "",
    "morgenmøter Potensiale for forbedring.": "",
    "oppdatering gjennom\n": "oppdatering gjennom morgenmøter\n",
    "mellom arbeidsområder.": "mellom arbeidsområder. Potensiale for forbedring.",
}


def real_note(project: Project, units: Sequence[tuple[int, str]]) -> Project:
    """Write the real note into `project`; `units` are its units in order, with their levels."""
    parts = _parts(note_text().read_text(encoding="utf-8"), [name for _, name in units])
    ids = {name: f"enhet-{number}" for number, (_, name) in enumerate(units)}
    tree = ""
    for (level, name), (deeper, _) in zip(units, (*units[1:], (1, "")), strict=True):
        indent = "    " * (level - 1)
        tree += f"{indent}  - id: {ids[name]}\n{indent}    navn: '{name}'\n"
        tree += f"{indent}    bidrag: påkrevd\n{indent}    enheter:\n" * (deeper > level)
    project.note(
        "---\nsaksnr: 11/19\ntittel: Status Arbeidsmiljøundersøkelsen 2017\nfra: Prorektor\n"
        f"sakstype: [informasjon, drøfting]\nenheter:\n{tree}---\n{parts['']}\n\n[[bidrag]]\n"
    )
    for name, id_ in ids.items():
        project.contribution(id_, f"{parts[name]}\n")
    return project


def real_measures(project: Project, unit: str, units: Sequence[tuple[int, str]]) -> Project:
    """Write a note with the measures of the real one's `unit` as fields, and their overview.

    They are the items that go on from their name with what has become of them.
    """
    part = _parts(note_text().read_text(encoding="utf-8"), [name for _, name in units])[unit]
    found = [match.groups() for line in part.split("\n") if (match := _MEASURE.match(line))]
    measures = "".join(f"  - navn: '{n}'\n    status: {_STATUSES[s]}\n" for n, s in found)
    project.units({"enhet": unit}, "[[tiltaksoversikt]]\n\n[[bidrag]]\n")
    project.write("enhet.md", f"---\nenhet: enhet\ntiltak:\n{measures}---\nTekst.\n")
    return project


_STATUSES = {
    "Gjennomført": "gjennomført",
    "Gjennomføres": "gjennomføres",
    "Seksjonen har ikke kommet dit": "ikke gjennomført",
}
_MEASURE = re.compile(rf"- (.+?)(?:\.| –) (?:Føler [^.]*\. )?({'|'.join(_STATUSES)})\b")


def _parts(text: str, names: Sequence[str]) -> dict[str, str]:
    """The note's text by unit, as Markdown; the introduction under the empty name."""
    text = text[text.index("drøfting)") + len("drøfting)") :]
    blocks = "\n".join(_blocks(text.split("\n"), frozenset(names)))
    blocks = _TABLE.sub(lambda match: _table(match[1], match[2]), blocks)
    pieces = re.split(f"^({'|'.join(map(re.escape, names))})$", blocks, flags=re.MULTILINE)
    parts = dict(zip(("", *pieces[1::2]), pieces[::2], strict=True))
    return {name: "\n\n".join(_markdown(part)) for name, part in parts.items()}


def _blocks(lines: Sequence[str], names: frozenset[str]) -> Iterator[str]:
    """A line for each paragraph, item and cell: wrapped lines are joined, words made whole."""
    block, blanks, in_table = "", 0, False
    for raw in lines:
        line = " ".join(raw.split())
        if not line:
            blanks += 1
            continue
        # The copy has a space for a bullet, and one where a page begins.
        if raw.startswith(" " if blanks else "  ") and line not in names:
            line = f"• {line}"
        in_table = (in_table or block.startswith("Tabell over")) and line != "Andre tiltak:"
        starts = (
            blanks > 1
            or (in_table and blanks)
            or _MARK.match(line)
            or {line, block} & names
            or _HEADING.match(line)
            or _HEADING.match(block)
            or (raw[0] == " " and block.endswith("."))
            or line == "Andre tiltak:"
        )
        if starts:
            yield block
            block = line
        elif block.endswith("-") and not block.endswith(" -") and not line.startswith("og "):
            block = (block if line[:1].isupper() or block.endswith("PC-") else block[:-1]) + line
        else:
            block = f"{block} {line}".strip() if not block.endswith("/") else block + line
        blanks = 0
    yield block


def _table(caption: str, cells: str) -> str:
    for old, new in _GLUED.items():
        cells = cells.replace(old, new)
    filled = [cell for cell in cells.split("\n") if cell]
    rows = [_COLUMNS, *(filled[at : at + 5] for at in range(0, len(filled), 5))]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, "|---" * 5 + "|")
    return "\x00".join((f"Tabell: {caption.removesuffix(':')}", "", *lines)) + "\n"


def _markdown(part: str) -> Iterator[str]:
    """The blocks of a part; the items of a list are one block."""
    items: list[str] = []
    for line in filter(None, part.split("\n")):
        mark = _MARK.match(line)
        if mark:
            sign = f"{mark['number']}. " if mark["number"] else "- "
            items.append(sign + line[mark.end() :])
            continue
        if items:
            yield "\n".join(items)
            items = []
        yield f"## {line.rstrip(':')}" if _HEADING.match(line) else line.replace("\x00", "\n")
    if items:
        yield "\n".join(items)
