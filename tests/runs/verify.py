"""`make verify`: the PDFs of the note, the test note and N generated ones → what is wrong.

The judges are page-validation, veraPDF (see `verapdf`) where there is one, and the document itself,
which says what the tags should be.

Notes that are edited again and again are laid out in parts, as the preview does, and compared with
layouts of the whole.

Then the Word files of the note, the test note and all CommonMark examples are read back, as they
are and as LibreOffice saves them, when `soffice` is on the path.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from arkdoc.pipeline.build import BuildResult, analyse, build
from arkdoc.pipeline.load import load
from arkdoc.write.html.writer import write_html
from arkdoc.write.pdf.writer import write_pdf
from tests.runs import verapdf
from tests.runs.tally import Tally, parser
from tests.runs.verapdf import PROFILES, Fault
from tests.support import generate
from tests.support.heard import differences
from tests.support.libreoffice import DOCX, LibreOffice
from tests.support.many_footnotes import faults as misplaced
from tests.support.many_footnotes import write_many
from tests.support.page_white import MOST, holes
from tests.support.parted import Compared, sequence
from tests.support.pdf_tags import drawn, expected_tags, read_tags, same_text, shape
from tests.support.project import KITCHEN, REPOSITORY, numbered_kitchen
from tests.support.word_round_trip import (
    IN_THE_KITCHEN,
    NAMED,
    different,
    note_of,
    same,
    same_links,
)
from tests.whole.test_commonmark import examples

MANY = 200
FEWER = 5
"""How many generated notes there are to each that has many footnotes."""
EDITED = 1.5
"""How many notes that are edited there are to each that is generated."""
EDITS = 3
"""How often such a note is edited."""
SHOWN = 5
"""Faults printed of one file."""


def main(arguments: Sequence[str]) -> int:
    """Build and judge; the status is 1 when anything is wrong."""
    options = parser("build notes, and judge their PDFs", MANY).parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        roots = {"sak-11-19": REPOSITORY, "kjøkken": KITCHEN, "nummerert": numbered_kitchen()}
        seeds = range(options.seed, options.seed + options.number)
        roots |= {f"laget-{n}": generate.write(n, out / f"{n}") for n in seeds}
        many = seeds[: -(-options.number // FEWER)]
        roots |= {f"fotnoter-{n}": write_many(n, out / f"fotnoter-{n}", blocks=12) for n in many}
        print(
            f"Building the note, the test note, {options.number} generated ones "
            f"and {len(many)} with many footnotes."
        )
        files = {out / f"{name}.pdf": root for name, root in roots.items()}
        # Fork would copy the locks of fonts that Pango has open.
        with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
            jobs = {file: pool.submit(verify, root, file) for file, root in files.items()}
            edited = range(options.seed, options.seed + round(options.number * EDITED))
            edits = {n: pool.submit(in_parts, n, out / f"redigert-{n}") for n in edited}
        faults = [fault for file, job in jobs.items() for fault in _found(file, job)]
        faults += _after_edits(edits)
        faults += _white(file for file in files if file.is_file())
        files |= {(root := out / f"redigert-{n}").with_suffix(".pdf"): root for n in edits}
        judges = [
            "build",
            "in parts",
            "log",
            "footnotes",
            "tags",
            "white",
            *(f"page {name}" for name in PROFILES.values()),
        ]
        command = verapdf.find()
        if isinstance(command, str):
            print(f"veraPDF is not asked, page-validation alone: {command}.")
        else:
            judges += map(verapdf.judge_of, PROFILES)
            built = [file for file in files if file.is_file()]
            faults += [f for flavour in PROFILES for f in verapdf.asked(command, flavour, built)]
        read_back = word_files(out)
        files |= {out / f"{name}.docx": REPOSITORY for name in read_back}
        faults += [fault for found in read_back.values() for fault in found]
        judges += ["read back"]
    return _verdict(list(files), judges, faults)


def word_files(folder: Path) -> dict[str, list[Fault]]:
    """What is read otherwise than it was written, of each Word file of our own."""
    built = {
        "sak-11-19 i Word": build(load(REPOSITORY), frozenset({"docx"})),
        "kjøkken i Word": build(load(KITCHEN), frozenset({"docx"})),
        "CommonMark i Word": note_of(folder / "commonmark", dict(examples())),
    }
    written = {name: result.outputs["docx"] for name, result in built.items()}
    judged = {name: [*_read_back(name, built[name], docx)] for name, docx in written.items()}
    if program := shutil.which("soffice"):
        office = LibreOffice(program, folder / "libreoffice")
        saved = office.convert({f"{name}.docx": docx for name, docx in written.items()}, DOCX)
        for name, result in built.items():
            judged[name] += _read_back(name, result, saved[name])
    return judged


def _read_back(name: str, result: BuildResult, docx: bytes) -> Iterator[Fault]:
    if name.startswith("CommonMark"):
        for number in sorted(different(result, docx) ^ NAMED):
            yield Fault(name, "read back", f"example {number}")
    else:
        expected = IN_THE_KITCHEN if name.startswith("kjøkken") else ""
        if (found := same(result, docx)) != expected:
            yield Fault(name, "read back", found)
    if not same_links(result, docx):
        yield Fault(name, "read back", "other links")


def verify(root: Path, file: Path | None = None) -> list[Fault]:
    """What is wrong with the PDF of the note in `root`, which `file` is where to keep."""
    sources = load(root)
    document = analyse(sources).assembly.document
    pdf = write_pdf(write_html(document, sources.theme, medium="print"), document, sources.theme)
    name = file.stem if file else root.name
    if file:
        file.write_bytes(pdf.data)
    faults = [Fault(name, "log", message) for message in pdf.messages]
    faults += [Fault(name, "footnotes", fault) for fault in misplaced(document, pdf)]
    sender = sources.theme.sender
    found = read_tags(pdf.data)
    wanted = expected_tags(document, pdf.pages, pdf.notes_at_end, sender)
    if shape(found) != shape(wanted):
        faults.append(Fault(name, "tags", "the elements are not those of the document"))
    if not same_text(found, wanted):
        faults.append(Fault(name, "tags", "the words are not those of the document, in its order"))
    loose = [item for item in drawn(pdf.data) if item.mcid < 0 and "Artifact" not in item.marks]
    if loose:
        faults.append(Fault(name, "tags", f"{len(loose)} things drawn outside the tags"))
    outputs = {**build(sources, frozenset({"docx", "html"})).outputs, "pdf": pdf.data}
    faults += [Fault(name, "heard", each) for each in differences(outputs, document)]
    return [*faults, *_page_validation(name, pdf.data)]


def in_parts(seed: int, root: Path) -> tuple[list[str], int, int]:
    """How pages in parts differ from those of the whole; how many were made, and how many not."""
    compared = Compared()
    write = generate.write if seed % FEWER else write_many
    sources = load(write(seed, root))
    found = [
        f"after edit {number}: {difference}"
        for number, edited in enumerate(sequence(sources, seed, EDITS))
        for difference in compared.differences(edited)
    ]
    return found, compared.made, compared.whole


def _after_edits(
    jobs: Mapping[int, Future[tuple[list[str], int, int]]],
) -> Iterator[Fault]:
    made = whole = 0
    for seed, job in jobs.items():
        name = f"redigert-{seed}"
        if error := job.exception():
            yield Fault(name, "in parts", repr(error))
            continue
        found, own, own_whole = job.result()
        made, whole = made + own, whole + own_whole
        yield from (Fault(name, "in parts", each) for each in found)
    print(f"  {made} layouts of {len(jobs)} notes that were edited, {whole} of them whole")


def _found(file: Path, job: Future[list[Fault]]) -> list[Fault]:
    """What is wrong with a file; an exception in building it is a fault too."""
    if error := job.exception():
        return [Fault(file.stem, "build", repr(error))]
    return job.result()


def _white(files: Iterable[Path]) -> Iterator[Fault]:
    """The holes at pages' feet that nothing excuses; those that something does are counted."""
    theme = load(REPOSITORY).theme
    found = {file.stem: holes(file.read_bytes(), theme) for file in files}
    every = [hole for own in found.values() for hole in own]
    excused = sum(hole.is_excused for hole in every)
    print(
        f"  {len(every)} pages end in more than {MOST:.0f} mm of white; {excused} of them because"
    )
    print("                     what comes next can't be divided and doesn't fit there")
    for name, own in found.items():
        yield from (Fault(name, "white", str(hole)) for hole in own if not hole.is_excused)


def _page_validation(name: str, data: bytes) -> Iterator[Fault]:
    import page

    for profile, title in PROFILES.items():
        report = page.validate_pdf_bytes(data, profile=profile)
        for failure in report.failures:
            yield Fault(name, f"page {title}", f"{failure.rule_id}: {failure.message}")


def _verdict(files: Sequence[Path], judges: Sequence[str], faults: Sequence[Fault]) -> int:
    for judge in judges:
        faulty = {fault.file for fault in faults if fault.judge == judge}
        print(f"  {judge:18} {len(files) - len(faulty):4} of {len(files)} pass")
    tally = Tally()
    for name in (file.stem for file in files):
        against = [f"{name}: {f.judge}: {f.message}" for f in faults if f.file == name]
        if against:
            tally.fail("\n        ".join(against[:SHOWN]))
        else:
            tally.done()
    return tally.close()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
