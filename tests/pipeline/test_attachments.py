"""`vedlegg`: files that go with the note, listed, linked, copied, hashed and kept with the final one."""

from __future__ import annotations

import json
import re
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest

from arkdoc.assemble.attachments import _WITH_TITLE
from arkdoc.deliver.finality import finals
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.model.note import State
from arkdoc.pipeline import attached_files
from arkdoc.pipeline.finals import newest_record
from arkdoc.pipeline.publish import Published, publish
from arkdoc.preview.snapshot import LiveNote
from tests.support.project import Project, codes, growth, png

PLAN, TABLE = b"%PDF-1.7 planen", b"PK\x03\x04 tallene"


@pytest.fixture
def note(project: Project) -> Project:
    project.units({"a": "Enhet A", "plan": "Plan"}).contribution(
        "a", "Se [planen](vedlegg/plan.pdf).\n"
    )
    project.contribution("plan", "Teksten.\n")
    project.write("vedlegg/plan.pdf", PLAN)
    project.write("vedlegg/tall/Årets tall.xlsx", TABLE)
    return attach(
        project, "Tiltaksplan UB (plan.pdf)", "tall/årets tall.xlsx", "Muntlig orientering"
    )


def attach(note: Project, *items: str) -> Project:
    file = note.root / "contributions" / "notat.md"
    lines = [
        line
        for line in file.read_text("utf-8").splitlines()
        if not line.startswith(("vedlegg:", "  - '"))
    ]
    listed = ["vedlegg:", *(f"  - '{item}'" for item in items)] if items else []
    at = lines.index("enheter:")
    file.write_text("\n".join((*lines[:at], *listed, *lines[at:])) + "\n", "utf-8")
    return note


def made(note: Project, *targets: str, final: bool = False) -> Published:
    result = note.build(*targets, final=final)
    assert not result.obstacles
    return publish(result, note.root / "build", note.root)


def files(folder: Path) -> dict[str, bytes]:
    found = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def record(note: Project) -> Any:
    return json.loads((note.root / "build" / "sak-11-19.json").read_bytes())


# --- listed, linked, copied, hashed --------------------------------------------------------------


def test_they_are_listed_linked_copied_and_hashed(note: Project) -> None:
    published = made(note, "html")
    assert published.diagnostics == ()
    html = (note.root / "build" / "sak-11-19.html").read_text("utf-8")
    items = re.findall(r"<li[^>]*>(.*?)</li>", html.partition(">Vedlegg</h")[2])
    assert items == [
        '<a href="vedlegg/plan.pdf">Tiltaksplan UB (PDF)</a>',
        '<a href="vedlegg/%C3%85rets%20tall.xlsx">Årets tall (XLSX)</a>',
        "Muntlig orientering",
    ]
    assert '<a href="vedlegg/plan.pdf">planen</a>' in html
    copies = {"plan.pdf": PLAN, "Årets tall.xlsx": TABLE}
    assert files(note.root / "build" / "vedlegg") == copies
    assert record(note)["case"]["attachments"] == [
        {
            "number": 1,
            "title": "Tiltaksplan UB",
            "path": "contributions/vedlegg/plan.pdf",
            "copy": "vedlegg/plan.pdf",
            "sha256": sha256(PLAN).hexdigest(),
        },
        {
            "number": 2,
            "title": "Årets tall",
            "path": "contributions/vedlegg/tall/Årets tall.xlsx",
            "copy": "vedlegg/Årets tall.xlsx",
            "sha256": sha256(TABLE).hexdigest(),
        },
        {"number": 3, "title": "Muntlig orientering"},
    ]


def test_word_and_pdf_lead_to_the_same_copies(note: Project, tmp_path: Path) -> None:
    import zipfile
    from io import BytesIO

    import pypdfium2
    import pypdfium2.raw as pdfium

    result = note.build("docx", "pdf")
    with zipfile.ZipFile(BytesIO(result.outputs["docx"])) as package:
        relations = package.read("word/_rels/document.xml.rels").decode()
    assert set(re.findall(r'Target="(vedlegg/[^"]+)" TargetMode="External"', relations)) == {
        "vedlegg/plan.pdf",
        "vedlegg/%C3%85rets%20tall.xlsx",
    }
    document = pypdfium2.PdfDocument(result.outputs["pdf"])
    assert b"vedlegg/plan.pdf" in b"".join(
        bytes(_address(document, link, pdfium))
        for page in document
        for link in _links(page, pdfium)
    )
    assert not [d for d in result.diagnostics if d.rule.code.startswith("ARK9")]


def _links(page: Any, pdfium: Any) -> list[Any]:
    import ctypes

    position, link, found = ctypes.c_int(0), pdfium.FPDF_LINK(), []
    while pdfium.FPDFLink_Enumerate(page.raw, position, link):
        found.append(pdfium.FPDFLink_GetAction(link))
    return found


def _address(document: Any, action: Any, pdfium: Any) -> bytes:
    import ctypes

    buffer = ctypes.create_string_buffer(500)
    length = pdfium.FPDFAction_GetURIPath(document.raw, action, buffer, 500)
    return buffer.raw[:length]


def test_another_attachment_is_another_record_and_other_inputs(note: Project) -> None:
    made(note, "html")
    before = record(note)
    note.write("vedlegg/plan.pdf", PLAN + b" 2")
    made(note, "html")
    assert record(note)["inputs"] != before["inputs"]
    assert (note.root / "build" / "vedlegg" / "plan.pdf").read_bytes() == PLAN + b" 2"


def test_the_list_stands_where_the_note_places_it(note: Project) -> None:
    file = note.root / "contributions" / "notat.md"
    text = file.read_text("utf-8").replace(
        "[[bidrag]]", "# Følger med\n\n[[vedlegg]]\n\n[[bidrag]]"
    )
    file.write_text(text, "utf-8")
    html = note.build("html").outputs["html"].decode()
    assert html.index("Tiltaksplan UB (PDF)") < html.index("Enhet A</h")
    assert html.count('href="vedlegg/plan.pdf"') == 2


def test_a_copy_goes_when_it_is_an_attachment_no_more(note: Project) -> None:
    made(note, "html")
    folder = note.root / "build" / "vedlegg"
    (folder / "mitt.txt").write_bytes(b"mine")
    (folder / "Årets tall.xlsx").write_bytes(b"edited by somebody")
    note.contribution("a", "Ingen lenke.\n")
    attach(note, "Muntlig orientering")
    made(note, "html")
    assert files(folder) == {"mitt.txt": b"mine", "Årets tall.xlsx": b"edited by somebody"}


def test_no_folder_where_there_is_nothing_to_copy(note: Project) -> None:
    attach(note, "Muntlig orientering")
    note.contribution("a", "Ingen lenke.\n")
    made(note, "html")
    assert not (note.root / "build" / "vedlegg").exists()


@pytest.mark.parametrize("out", ["contributions", "contributions/bygg", "build/../contributions"])
def test_no_output_goes_among_the_contributions(note: Project, out: str) -> None:
    before = files(note.root)
    with pytest.raises(ArkdocError):
        publish(note.build("html"), note.root / out, note.root)
    assert files(note.root) == before


def test_no_original_is_taken_away_for_a_copy(note: Project) -> None:
    made(note, "html")
    copy = note.root / "build" / "vedlegg" / "plan.pdf"
    copy.unlink()
    copy.hardlink_to(note.root / "contributions" / "vedlegg" / "plan.pdf")
    note.contribution("a", "Ingen lenke.\n")
    attach(note, "Muntlig orientering")
    made(note, "html")
    assert files(note.root / "build" / "vedlegg") == {"plan.pdf": PLAN}


def test_a_copy_that_somebody_changed_stays_and_is_told(note: Project) -> None:
    made(note, "html")
    copy = note.root / "build" / "vedlegg" / "plan.pdf"
    copy.write_bytes(b"changed")
    for plan in (PLAN, PLAN + b" 2"):
        note.write("vedlegg/plan.pdf", plan)
        published = made(note, "html")
        assert [(d.rule.code, d.span.path) for d in published.diagnostics] == [
            ("ARK901", "build/vedlegg/plan.pdf")
        ]
        assert copy not in published.paths
        assert copy.read_bytes() == b"changed"
    copy.unlink()
    assert made(note, "html").diagnostics == ()
    assert copy.read_bytes() == PLAN + b" 2"


@pytest.mark.parametrize("name", ["a\0b", "a\ud800b", "a\nb", "../plan.pdf"])
def test_a_damaged_record_ends_no_build(note: Project, name: str) -> None:
    made(note, "html")
    data = record(note)
    data["case"]["attachments"][1]["copy"] = f"vedlegg/{name}"
    (note.root / "build" / "sak-11-19.json").write_text(json.dumps(data), "utf-8")
    assert made(note, "html").diagnostics == ()


# --- what people write ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "title", "copy"),
    [
        ("plan.pdf", "plan", "vedlegg/plan.pdf"),
        ("PLAN.PDF", "plan", "vedlegg/plan.pdf"),
        ("vedlegg/plan.pdf", "plan", "vedlegg/plan.pdf"),
        ("Planen (vedlegg\\plan.pdf)", "Planen", "vedlegg/plan.pdf"),
        ("[Planen](vedlegg/plan.pdf)", "Planen", "vedlegg/plan.pdf"),
        ("Årets tall.xlsx", "Årets tall", "vedlegg/Årets tall.xlsx"),
        ("Tiltaksplan (utkast)", "Tiltaksplan (utkast)", ""),
        ("Vedtak i sak 11.19", "Vedtak i sak 11.19", ""),
    ],
)
def test_an_item_is_a_title_a_file_or_both(note: Project, item: str, title: str, copy: str) -> None:
    note.contribution("a", "Ingen lenke.\n")
    attach(note, item)
    analysis = note.analyse()
    [listed] = analysis.assembly.document.attachments
    assert (listed.number, listed.title, listed.place) == (1, title, copy)
    assert "ARK532" not in codes(analysis)


def test_a_long_run_of_spaces_takes_no_longer_a_space() -> None:
    def parted(spaces: int) -> None:
        assert _WITH_TITLE.fullmatch(f"Plan{' ' * spaces}.") is None
        assert _WITH_TITLE.fullmatch(f"[Plan ]{' ' * spaces}(plan.pdf)")

    assert growth(parted, 1000) < 3


def test_a_file_that_is_not_there_is_an_error_at_its_name(note: Project) -> None:
    attach(note, "Tiltaksplan UB (plann.pdf)", "plan.pdf", "rapport.docx")
    found = [d for d in note.analyse().diagnostics if d.rule.code == "ARK532"]
    lines = (note.root / "contributions" / "notat.md").read_text("utf-8").splitlines()
    for finding, name in zip(found, ("plann.pdf", "rapport.docx"), strict=True):
        span = finding.span
        assert lines[span.line - 1][span.column - 1 : span.end_column - 1] == name
    assert dict(found[0].args)["suggestion"] == "plan.pdf"
    assert note.build(final=True).obstacles


def test_which_of_several_files_is_meant_has_to_be_said(note: Project) -> None:
    note.contribution("a", "Se [planen](vedlegg/tall/tall.pdf).\n")
    for path in ("tall/tall.pdf", "2018/tall.pdf"):
        note.write(f"vedlegg/{path}", path)
    attach(note, "Tallene (tall.pdf)", "tall.pdf")
    analysis = note.analyse()
    assert codes(analysis).count("ARK537") == 2
    lines = (note.root / "contributions" / "notat.md").read_text("utf-8").splitlines()
    (told, _) = [d for d in analysis.diagnostics if d.rule.code == "ARK537"]
    assert lines[told.span.line - 1][told.span.column - 1 : told.span.end_column - 1] == "tall.pdf"
    assert dict(told.args)["paths"] == "2018/tall.pdf, tall/tall.pdf"
    listed = analysis.assembly.document.attachments
    assert [(each.title, each.path) for each in listed] == [("Tallene", ""), ("tall.pdf", "")]
    (link,) = [d for d in analysis.diagnostics if d.rule.code == "ARK533"]
    assert dict(link.args)["file"] == "tall/tall.pdf"
    attach(note, "Tallene (vedlegg/tall/tall.pdf)", "Plan (plan.pdf)")
    assert "ARK537" not in codes(note.analyse())


def test_a_link_out_of_the_folder_is_found_by_its_path(note: Project, tmp_path: Path) -> None:
    (tmp_path / "hemmelig.pdf").write_bytes(b"secret")
    (note.root / "contributions" / "vedlegg" / "tall" / "ut.pdf").symlink_to(
        tmp_path / "hemmelig.pdf"
    )
    attach(note, "plan.pdf", "tall/ut.pdf")
    found = codes(note.analyse())
    assert ("ARK536" in found, "ARK532" in found) == (True, False)


def test_files_of_one_name_and_names_that_not_all_systems_take(note: Project) -> None:
    for path in ("en/Plan.pdf", "to/plan.pdf", "hva?.pdf", "slutt..pdf"):
        note.write(f"vedlegg/{path}", path)
    attach(
        note, "plan.pdf", "en/Plan.pdf", "to/plan.pdf", "hva?.pdf", "Igjen (plan.pdf)", "slutt..pdf"
    )
    made(note, "html")
    assert files(note.root / "build" / "vedlegg") == {
        "plan.pdf": PLAN,
        "Plan 2.pdf": b"en/Plan.pdf",
        "plan 3.pdf": b"to/plan.pdf",
        "hva-.pdf": b"hva?.pdf",
        "slutt..pdf": b"slutt..pdf",
    }


# --- nothing there is a contribution -------------------------------------------------------------


def test_nothing_there_is_a_contribution_and_what_is_not_named_is_told(note: Project) -> None:
    note.write("vedlegg/b.md", "---\nenhet: a\n---\nIkke et bidrag.\n")
    note.write("vedlegg/a.docx", b"not even a Word file")
    note.write("vedlegg/forrige.json", b"{}")
    note.write("Vedlegg/annet.md", "---\nenhet: a\n---\nHeller ikke.\n")
    note.write("vedlegg/_kladd.pdf", b"mine")
    analysis = note.analyse()
    [a, plan] = [d for d in analysis.assembly.deliveries if d.unit]
    assert a.files == ("contributions/a.md",)
    assert (plan.state, plan.files) == (State.DONE, ("contributions/plan.md",))
    told = [(d.rule.code, d.span.path, d.rule.severity.value) for d in analysis.diagnostics]
    assert told == [
        ("ARK534", f"contributions/{path}", "info")
        for path in ("Vedlegg/annet.md", "vedlegg/a.docx", "vedlegg/b.md", "vedlegg/forrige.json")
    ]


def test_a_link_to_what_is_not_attached_keeps_its_words(note: Project) -> None:
    attach(note, "Muntlig orientering")
    result = note.build("html")
    assert "ARK533" in codes(result)
    assert "Se planen." in re.sub(r"<[^>]+>", "", result.outputs["html"].decode())


def test_a_picture_there_is_none_of_a_text(note: Project) -> None:
    note.write("vedlegg/figur.png", png())
    attach(note, "plan.pdf", "figur.png")
    note.contribution("a", "![Antall møter](vedlegg/figur.png)\n")
    analysis = note.analyse()
    assert codes(analysis) == ["ARK535", "ARK534"]
    assert analysis.assembly.document.assets == {}


# --- bounds, links, what can't be read -----------------------------------------------------------


def test_no_link_is_followed_out_of_the_folder(note: Project, tmp_path: Path) -> None:
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(b"secret")
    (note.root / ".arkdoc").mkdir()
    (note.root / ".arkdoc" / "secret").write_bytes(b"secret")
    there = note.root / "contributions" / "vedlegg"
    (there / "ut.pdf").symlink_to(secret)
    (there / "inn.pdf").symlink_to("../../.arkdoc/secret")
    attach(note, "plan.pdf", "ut.pdf", "inn.pdf")
    analysis = note.analyse()
    assert codes(analysis).count("ARK536") == 1  # the other one is inside, and found when copied
    published = made(note, "html")
    assert [d.rule.code for d in published.diagnostics] == ["ARK536"]
    assert not any(b"secret" in data for data in files(note.root / "build").values())
    assert files(note.root / "build" / "vedlegg") == {"plan.pdf": PLAN}


def test_the_copies_go_through_no_link(note: Project, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (note.root / "build").mkdir()
    (note.root / "build" / "vedlegg").symlink_to(elsewhere)
    published = made(note, "html")
    assert [d.rule.code for d in published.diagnostics] == ["ARK902"]
    assert files(elsewhere) == {}
    assert [d.rule.code for d in made(note, "html", final=True).diagnostics] == ["ARK902"]
    assert not (note.root / "endelig").exists()


def test_they_are_bounded(note: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attached_files, "LARGEST", len(PLAN) - 1)
    published = made(note, "html")
    assert [d.rule.code for d in published.diagnostics] == ["ARK536"]
    assert not (note.root / "build" / "vedlegg" / "plan.pdf").exists()
    monkeypatch.setattr(attached_files, "LARGEST", 1000)
    monkeypatch.setattr(attached_files, "LARGEST_TOGETHER", len(PLAN))
    [found] = made(note, "html").diagnostics
    assert dict(found.args)["file"] == "Årets tall.xlsx"
    monkeypatch.setattr(attached_files, "LARGEST_TOGETHER", len(TABLE))
    note.write("vedlegg/plan.pdf", b"x" * (len(TABLE) + 1))
    [found] = made(note, "html").diagnostics
    assert dict(found.args)["file"] == "plan.pdf"


# --- the final note ------------------------------------------------------------------------------

NAME = "Sak 11-19 – Status"


SET = [
    f"{NAME} – vedlegg 1 Tiltaksplan UB.pdf",
    f"{NAME} – vedlegg 2 Årets tall.xlsx",
    f"{NAME}.docx",
    f"{NAME}.json",
]


def where_links_lead(folder: Path) -> dict[str, bytes]:
    """What a reader finds who follows the links of the Word file in `folder`, by their places."""
    [file] = folder.glob("*.docx")
    with ZipFile(file) as archive:
        links = archive.read("word/_rels/document.xml.rels").decode()
    places = set(re.findall(r'Target="(vedlegg/[^"]+)"', links))
    return {place: (folder / unquote(place)).read_bytes() for place in places}


def times(folder: Path) -> dict[Path, int]:
    return {file: file.stat().st_mtime_ns for file in sorted(folder.rglob("*"))}


def test_the_final_note_has_them_or_is_not_made(note: Project) -> None:
    published = made(note, "docx", final=True)
    folder = note.root / "endelig"
    kept = files(folder)
    assert list(kept) == [*SET, "vedlegg/plan.pdf", "vedlegg/Årets tall.xlsx"]
    assert [path.name for path in published.paths[-4:]] == SET
    assert kept[SET[0]] == PLAN
    assert set(where_links_lead(folder).values()) == {PLAN, TABLE}
    before = times(folder)
    made(note, "docx", final=True)
    assert times(folder) == before


def test_an_earlier_final_note_keeps_what_its_links_lead_to(note: Project) -> None:
    made(note, "docx", final=True)
    folder = note.root / "endelig"
    first = files(folder)
    note.write("vedlegg/plan.pdf", b"en annen plan")
    published = made(note, "docx", final=True)
    assert [(d.rule.code, d.span.path) for d in published.diagnostics] == [
        ("ARK955", f"endelig/{NAME} (versjon 2)")
    ]
    now = files(folder)
    assert {name: now[name] for name in first} == first
    second = folder / f"{NAME} (versjon 2)"
    assert sorted(files(second)) == [
        *(name.replace(NAME, f"{NAME} (versjon 2)") for name in SET),
        "vedlegg/plan.pdf",
        "vedlegg/Årets tall.xlsx",
    ]
    assert set(where_links_lead(folder).values()) == {PLAN, TABLE}
    assert set(where_links_lead(second).values()) == {b"en annen plan", TABLE}
    assert {path.parent for path in published.paths[-4:]} == {second}
    # The same once more is the same; the next one is the third, where there is room for it.
    assert made(note, "docx", final=True).diagnostics == ()
    assert files(folder) == now
    assert (
        newest_record(note.root, note.analyse().note) == files(second)[f"{NAME} (versjon 2).json"]
    )
    assert f"{NAME} (versjon 2)/{NAME} (versjon 2).docx" in finals(note.root)
    note.write("vedlegg/plan.pdf", PLAN)
    note.contribution("plan", "En ny tekst.\n")
    made(note, "docx", final=True)
    assert (folder / f"{NAME} (versjon 3).docx").is_file()


def test_what_lies_where_attachments_go_is_not_touched(note: Project) -> None:
    folder = note.root / "endelig" / "vedlegg"
    folder.parent.mkdir()
    folder.write_text("en fil")
    published = made(note, "docx", final=True)
    assert [d.rule.code for d in published.diagnostics] == ["ARK955"]
    assert folder.read_text() == "en fil"
    assert set(where_links_lead(note.root / "endelig" / NAME).values()) == {PLAN, TABLE}


def test_a_link_in_the_folders_place_leads_nothing_away(note: Project, tmp_path: Path) -> None:
    away = tmp_path / "et annet sted"
    away.mkdir()
    folder = note.root / "endelig"
    folder.mkdir()
    (folder / "vedlegg").symlink_to(away, target_is_directory=True)
    made(note, "docx", final=True)
    assert files(away) == {}
    assert set(where_links_lead(folder / NAME).values()) == {PLAN, TABLE}


def test_a_final_note_from_before_gets_what_its_links_lead_to(note: Project) -> None:
    made(note, "docx", final=True)
    folder = note.root / "endelig"
    shutil.rmtree(folder / "vedlegg")
    assert made(note, "docx", final=True).diagnostics == ()
    assert set(where_links_lead(folder).values()) == {PLAN, TABLE}


def test_a_final_note_is_refused_where_one_cannot_be_read(
    note: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attached_files, "LARGEST", 3)
    published = publish(note.build("docx", final=True), note.root / "build", note.root)
    assert [d.rule.code for d in published.obstacles] == ["ARK536", "ARK536"]
    assert published.paths == ()
    assert not (note.root / "build").exists()
    assert not (note.root / "endelig").exists()


def test_a_changed_attachment_of_a_final_note_is_told_and_stays(note: Project) -> None:
    made(note, "docx", final=True)
    file = note.root / "endelig" / f"{NAME} – vedlegg 1 Tiltaksplan UB.pdf"
    file.write_bytes(b"changed")
    published = made(note, "docx", final=True)
    assert [(d.rule.code, d.span.path) for d in published.diagnostics] == [
        ("ARK905", f"endelig/{file.name}")
    ]
    assert file.read_bytes() == b"changed"
    assert len(list((note.root / "endelig").glob("*.*"))) == 8


def test_a_long_title_is_cut_in_the_name(note: Project) -> None:
    attach(note, f"{'Å' * 300} (plan.pdf)", "tall/Årets tall.xlsx")
    made(note, "docx", final=True)
    names = [name for name in files(note.root / "endelig") if "vedlegg 1" in name]
    assert len(names) == 1
    assert len(names[0].encode()) <= 250
    assert names[0].endswith("Å.pdf")


# --- what is handed in ---------------------------------------------------------------------------


def test_no_delivery_moves_an_attachment(note: Project) -> None:
    from arkdoc.deliver.unit_files import unit_files

    note.write("vedlegg/1.png", png())
    note.write("vedlegg/a.md", "---\nenhet: a\n---\nTekst.\n")
    note.contribution("a", "![Antall møter](vedlegg/1.png)\n")
    analysis = note.analyse()
    for unit in ("a", "plan"):
        owned = unit_files(analysis, unit).paths
        assert not [path for path in owned if "vedlegg/" in path]


# --- the preview ---------------------------------------------------------------------------------


def test_the_preview_does_not_lead_to_files_that_are_not_beside_it(note: Project) -> None:
    live = LiveNote(note.root)
    snapshot = live.snapshot()
    page = "".join(block.html for block in snapshot.blocks)
    assert "Tiltaksplan UB (PDF)" in page
    assert 'href="vedlegg' not in page
    note.write("vedlegg/ny.pdf", b"x")
    attach(note, "plan.pdf", "Ny (ny.pdf)")
    changed = ("contributions/vedlegg/ny.pdf", "contributions/notat.md")
    after = live.snapshot(changed)
    assert "Ny (PDF)" in "".join(block.html for block in after.blocks)
    assert not [d for d in after.diagnostics if d.rule.code == "ARK532"]
