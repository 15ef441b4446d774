"""Deliveries: what is handed in takes the place of what was there, or nothing is changed."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from arkdoc.deliver.addresses import Closed
from arkdoc.deliver.delivery import Delivered, Outcome, ask_for_time, deliver
from arkdoc.deliver.handed_in import MOST_FILES, HandedIn, NotTakenError
from arkdoc.deliver.log import Happening, more_time, read_log
from arkdoc.deliver.look import look
from arkdoc.model.diagnostic import ArkdocError
from arkdoc.model.note import State
from arkdoc.units.template import scaffold
from tests.support.mortal import Mortal, moments
from tests.support.project import Project, png
from tests.support.word_packages import p, table, word_file

NOW = datetime(2019, 2, 22, 14, 10, tzinfo=UTC)
NUMBER = "01013950187"  # of nobody: its digits add up


def text(words: str) -> HandedIn:
    return HandedIn(text=words)


def file(name: str, data: bytes | str, *more: tuple[str, bytes]) -> HandedIn:
    data = data.encode() if isinstance(data, str) else data
    return HandedIn(files=((name, data), *more))


class Case:
    """A note of three units, and what they hand in."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.root = project.root
        self.note()

    def note(self, unit: str = "", fields: str = "") -> None:
        self.project.note(
            "---\nsaksnr: 11/19\ntittel: Status\nfra: Prorektor\ndato: 2019-02-27\n"
            f"ledetråder: ['Hensikt: Hva ville vi?']\n{fields}enheter:\n"
            f"  - {{id: ub, navn: Biblioteket{unit}}}\n  - {{id: hf, navn: Humaniora}}\n"
            "  - {id: ub-gjovik, navn: Seksjon Gjøvik}\n---\nInnledning.\n\n[[bidrag]]\n"
        )

    def basis(self, unit: str = "ub") -> str:
        return look(self.root, unit, text("x")).there.basis

    def deliver(self, handed: HandedIn, unit: str = "ub", **more: object) -> Delivered:
        given = {"basis": self.basis(unit), "now": NOW, "how": "tekst", **more}
        return deliver(self.root, unit, handed, **given)  # type: ignore[arg-type]

    def written(self, handed: HandedIn, unit: str = "ub", **more: object) -> str:
        """Deliver; the file that was written, as text."""
        answer = self.deliver(handed, unit, **more)
        assert answer.outcome is Outcome.WRITTEN, answer.questions
        assert answer.receipt is not None
        data = (self.root / answer.receipt.path).read_bytes()
        assert data == answer.receipt.data
        assert answer.basis == self.basis(unit)
        return data.decode("utf-8", "replace")

    def files(self) -> dict[str, bytes]:
        return {
            f.relative_to(self.root).as_posix(): f.read_bytes()
            for f in sorted(self.root.rglob("*"))
            if f.is_file() and f.name not in (".gitignore", "skriver.lock")
        }

    def state(self, unit: str = "ub") -> State:
        deliveries = self.project.analyse().assembly.deliveries
        return next(d.state for d in deliveries if d.unit and d.unit.id == unit)


@pytest.fixture
def case(project: Project) -> Case:
    return Case(project)


# --- what is written -------------------------------------------------------------------------


def test_a_text(case: Case) -> None:
    assert case.written(text("## Vi har det bra\n\nTekst.\n")) == (
        "---\nenhet: ub\n---\n## Vi har det bra\n\nTekst.\n"
    )
    assert case.state() is State.DONE
    (line,) = read_log(case.root)
    assert (line.time, line.what, line.unit, line.how) == (NOW, Happening.DELIVERED, "ub", "tekst")
    assert line.path == "contributions/ub.md"
    assert line.person == ""


def test_a_text_file_and_its_pictures(case: Case) -> None:
    pictures = (("Figur 1.PNG", png()), ("b.jpeg", png("3 × 3 piksler")))
    handed = file(
        "status.txt", "![Ett](<bilder/Figur 1.PNG>)\n\n![To][b]\n\n[b]: b.jpeg\n", *pictures
    )
    written = case.written(handed)
    assert "![Ett](ub/1.png)" in written
    assert "[b]: ub/2.jpg" in written
    assert (case.root / "contributions/ub/1.png").read_bytes() == png()
    assert case.state() is State.DONE
    assert "ARK302" not in [d.rule.code for d in case.project.analyse().diagnostics]


def test_pictures_alone_ask_to_be_described(case: Case) -> None:
    answer = case.deliver(file("IMG_0001.png", png()))
    assert "ARK312" in [d.rule.code for d in answer.looked.findings]
    assert "![](ub/1.png)" in (case.root / "contributions/ub.md").read_text("utf-8")


def test_a_word_file_stays_as_it_is(case: Case) -> None:
    data = word_file(p("Vi har det bra."))
    answer = case.deliver(file("Status v2.docx", data))
    assert answer.receipt is not None
    assert answer.receipt.path == "contributions/ub.docx"
    assert (case.root / "contributions/ub.docx").read_bytes() == data


def test_the_address_decides_the_unit_of_a_word_file(case: Case) -> None:
    title = word_file(p("Nytt fra alle", "Tittel"), p("Enhet: Et ukjent sted"), p("Tekst."))
    case.written(file("x.docx", title))
    assert case.state() is State.DONE
    other = word_file(table(["Enhet", "Humaniora"]), p("Tekst."))
    answer = case.deliver(file("x.docx", other))
    assert answer.outcome is Outcome.TO_CONFIRM
    assert answer.questions[0].args["other"] == "Humaniora"
    assert case.state("hf") is State.MISSING
    case.written(file("x.docx", other), confirmed=[answer.questions[0].key])
    assert (case.state("hf"), case.state()) == (State.MISSING, State.DONE)


def test_a_text_that_names_another_unit_is_asked_about(case: Case) -> None:
    handed = text("---\nenhet: Humaniora\ndato: 20.02.2019\n---\nTekst.\n")
    before = case.files()
    answer = case.deliver(handed)
    assert answer.outcome is Outcome.TO_CONFIRM
    assert case.files() == before
    written = case.written(handed, confirmed=[q.key for q in answer.questions])
    assert written == "---\nenhet: ub\ndato: 20.02.2019\n---\nTekst.\n"


def test_the_units_own_name_stays(case: Case) -> None:
    words = "---\nenhet: Biblioteket\n---\nTekst.\n"
    assert case.written(text(words)) == words


def test_no_remarks(case: Case) -> None:
    case.written(HandedIn(no_remarks=True))
    assert case.state() is State.NO_REMARKS
    assert read_log(case.root)[-1].what is Happening.NO_REMARKS


def test_a_draft_and_then_the_text(case: Case) -> None:
    draft = case.written(HandedIn(text="Halvferdig.\n", is_draft=True))
    assert "status: utkast" in draft
    assert case.state() is State.DRAFT
    assert read_log(case.root)[-1].what is Happening.DRAFT
    done = case.written(text(draft.replace("Halvferdig", "Ferdig")))
    assert "status" not in done
    assert case.state() is State.DONE


def test_everything_that_was_the_units_is_kept_wherever_it_lay(case: Case) -> None:
    write = case.project.write
    write("sub/gammel.md", "---\nenhet: ub\n---\nGammel.\n\n![Bare vår](figur.png)\n")
    write("sub/figur.png", png())
    write("Biblioteket.docx", word_file(p("Gammel.")))
    write("ub.odt", b"odt")
    write("felles.png", png("9 × 9 piksler"))
    write("hf.md", "---\nenhet: hf\n---\n![Felles](felles.png)\n")
    write("ub/1.png", png("5 × 5 piksler"))
    before = case.files()
    answer = case.deliver(text("Ny.\n"))
    assert answer.receipt is not None
    assert answer.receipt.kept == ".arkdoc/tidligere/ub/1"
    after = case.files()
    for path in ("sub/gammel.md", "sub/figur.png", "Biblioteket.docx", "ub.odt", "ub/1.png"):
        assert f"contributions/{path}" not in after
        assert after[f".arkdoc/tidligere/ub/1/{path}"] == before[f"contributions/{path}"]
    for path in ("felles.png", "hf.md"):
        assert after[f"contributions/{path}"] == before[f"contributions/{path}"]
    case.written(text("Nyere.\n"))
    assert (case.root / ".arkdoc/tidligere/ub/2/ub.md").read_text("utf-8").endswith("Ny.\n")


def test_a_text_that_is_gone_on_with_keeps_its_pictures(case: Case) -> None:
    case.project.write(
        "ub/gjovik.md", "---\nenhet: ub-gjovik\n---\n![G](../felles.png) ![H](h.png)\n"
    )
    case.project.write("felles.png", png())
    case.project.write("ub/h.png", png("3 × 3 piksler"))
    case.project.write("hf.md", "---\nenhet: hf\n---\n![Felles](felles.png)\n")
    words = "---\nenhet: ub-gjovik\n---\nMer. ![G](../felles.png) ![H](h.png)\n"
    written = case.written(text(words), "ub-gjovik")
    assert "![G](ub-gjovik/1.png) ![H](ub-gjovik/2.png)" in written
    assert (case.root / "contributions/felles.png").exists()
    assert not (case.root / "contributions/ub/h.png").exists()
    again = case.written(text(written.replace("Mer.", "Enda mer.")), "ub-gjovik")
    assert "![G](ub-gjovik/1.png) ![H](ub-gjovik/2.png)" in again
    fewer = case.written(text("![H](ub-gjovik/2.png)\n"), "ub-gjovik")
    assert "![H](ub-gjovik/2.png)" in fewer
    assert not (case.root / "contributions/ub-gjovik/1.png").exists()
    assert "ARK504" not in [d.rule.code for d in case.project.analyse().diagnostics]


def test_the_same_again_writes_nothing(case: Case) -> None:
    case.written(text("Tekst.\n"))
    before = case.files()
    assert case.deliver(text("Tekst.\n"), basis="of a page that was loaded before").outcome is (
        Outcome.WRITTEN
    )
    assert case.files() == before


def test_a_name_that_another_units_file_has(case: Case) -> None:
    case.project.contribution("hf", "Annet.\n", "ub.md")
    answer = case.deliver(text("Vårt.\n"))
    assert answer.receipt is not None
    assert answer.receipt.path == "contributions/ub-2.md"
    assert (case.state("hf"), case.state()) == (State.DONE, State.DONE)


def test_a_name_only_where_somebody_signed_in(case: Case) -> None:
    case.written(text("Tekst.\n"), person="Kari Ås")
    assert read_log(case.root)[-1].person == "Kari Ås"


# --- what is asked, or refused ---------------------------------------------------------------


@pytest.mark.parametrize(
    "words", [f"Ring {NUMBER}.", f"<!-- arkdoc: tillat ARK421 -->\n{NUMBER} er.\n"]
)
def test_an_identity_number_is_not_written_before_it_is_confirmed(case: Case, words: str) -> None:
    before = case.files()
    for handed in (
        text(words),
        HandedIn(text=words, is_draft=True),
        file("x.docx", word_file(p(f"Ring {NUMBER}."))),
    ):
        answer = case.deliver(handed)
        assert answer.outcome is Outcome.TO_CONFIRM
        assert len(answer.questions) == 1
        assert case.files() == before
    (key,) = {q.key for q in case.deliver(text(words)).questions}
    other = case.deliver(text(f"{words} Mer."), confirmed=[key])
    assert other.outcome is Outcome.TO_CONFIRM
    assert case.deliver(text(words), confirmed=[key]).outcome is Outcome.WRITTEN


def test_a_picture_that_no_text_shows_is_asked_about(case: Case) -> None:
    handed = file("a.md", "Tekst.\n", ("glemt.png", png()))
    answer = case.deliver(handed)
    assert answer.outcome is Outcome.TO_CONFIRM
    assert answer.questions[0].args == {"name": "glemt.png"}
    case.written(handed, confirmed=[q.key for q in answer.questions])
    assert not (case.root / "contributions/ub").exists()


BOMB = "a" * (1024 * 1024 + 1)
REFUSED = {
    "nothing": HandedIn(),
    "blank": text(" \n\n"),
    "empty": text("---\nenhet: ub\n---\n"),
    "only a comment": text("<!-- ingenting -->\n"),
    "two texts": file("a.md", "Tekst.\n", ("b.docx", word_file(p("Tekst.")))),
    "two by one name": file("a.md", "![x](a.png)", ("a.png", png()), ("a.png", png("3 × 3 piksler"))),
    "file and text": HandedIn(files=(("a.md", b"Tekst.\n"),), text="Tekst.\n"),
    "an old Word file": file("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    "a PDF": file("a.pdf", b"%PDF-1.7"),
    "a PDF as text": file("a.txt", b"%PDF-1.7"),
    "a program": file("a.exe", b"MZ"),
    "half a Word file": file("a.docx", word_file(p("Tekst."))[:300]),
    "too large": text(BOMB),
    "broken fields": text("---\nenhet: ub\nliste: [a\n---\nTekst.\n"),
    "a HEIC": file("a.md", "![x](a.heic)", ("a.heic", b"\0\0\0\x18ftypheic" + b"\0" * 40)),
    "too many": HandedIn(files=tuple((f"{n}.png", png()) for n in range(MOST_FILES + 1))),
    "no picture": file("a.png", b"not a picture"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_taken_changes_nothing(case: Case, name: str) -> None:
    case.written(text("Gammel.\n"))
    before = case.files()
    with pytest.raises(NotTakenError):
        case.deliver(REFUSED[name])
    assert case.files() == before


def test_a_form_that_nobody_has_written_in(case: Case) -> None:
    analysis = case.project.analyse()
    _, form = scaffold(analysis.note, analysis.note.units[0], NOW.date())
    with pytest.raises(NotTakenError):
        case.deliver(file("ub.md", form))
    filled = form.replace("Skriv her: Hva ville vi?", "Vi ville ha det bra.")
    assert "Vi ville ha det bra." in case.written(file("ub.md", filled))


def test_an_unknown_unit(case: Case) -> None:
    with pytest.raises(ArkdocError):
        deliver(case.root, "nei", text("T."), basis="", now=NOW, how="tekst")


@pytest.mark.parametrize(
    ("name", "unit", "fields"),
    [(Closed.LOCKED, ", låst: ja", ""), (Closed.ENDED, "", "adgang_til: 2019-02-21\n"), (Closed.FINAL, "", "")],
)  # fmt: skip
def test_an_address_that_takes_no_text(case: Case, name: Closed, unit: str, fields: str) -> None:
    case.note(unit, fields)
    if name is Closed.FINAL:
        (case.root / "endelig").mkdir()
        (case.root / "endelig" / "Sak 11-19.pdf").write_bytes(b"x")
    before = case.files()
    with pytest.raises(NotTakenError) as refused:
        case.deliver(text("Tekst.\n"))
    assert refused.value.message == name.value
    with pytest.raises(NotTakenError):
        ask_for_time(case.root, "ub", date(2019, 3, 1), now=NOW)
    assert case.files() == before


def test_more_time(case: Case) -> None:
    ask_for_time(case.root, "ub", date(2019, 3, 1), now=NOW)
    assert more_time(read_log(case.root)) == {"ub": date(2019, 3, 1)}
    with pytest.raises(NotTakenError):
        ask_for_time(case.root, "ub", date(2019, 2, 21), now=NOW)


@pytest.mark.parametrize(
    "path", ["contributions/ub.md", "contributions/ub", "contributions/ub.docx"]
)
def test_no_link_is_followed(case: Case, path: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (outside / "1").mkdir(parents=True)
    (outside / "ub.md").write_text("---\nenhet: ub\n---\nUtenfor.\n", "utf-8")
    link = case.root / path
    link.symlink_to(outside if path.endswith("ub") else outside / "ub.md")
    handed = file("a.md", "![x](a.png)\n", ("a.png", png()))
    if path.endswith("docx"):
        handed = file("a.docx", word_file(p("Tekst.")))
    before = {f: f.read_bytes() for f in outside.rglob("*") if f.is_file()}
    try:
        case.deliver(handed)
    except ArkdocError:
        assert not (case.root / "contributions" / "ub-2.md").exists()
    assert link.is_symlink()
    assert {f: f.read_bytes() for f in outside.rglob("*") if f.is_file()} == before


# --- several at once ---------------------------------------------------------------------------


def test_who_comes_second_is_told(case: Case) -> None:
    basis = case.basis()
    case.written(text("Den ene.\n"), basis=basis)
    before = case.files()
    answer = case.deliver(text("Den andre.\n"), basis=basis)
    assert answer.outcome is Outcome.CHANGED
    assert case.files() == before
    case.written(text("Den andre.\n"), basis=answer.basis)


@pytest.mark.parametrize("change", ["ub.md", "annet.md", "ub.odt"])
def test_a_file_that_comes_otherwise_is_noticed_too(case: Case, change: str) -> None:
    basis = case.basis()
    case.project.write(change, "---\nenhet: ub\n---\nAnnet.\n")
    assert case.deliver(text("Vårt.\n"), basis=basis).outcome is Outcome.CHANGED


def test_between_the_look_and_the_lock(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else's file comes while we look: another unit's is nothing, our own is a change."""
    from arkdoc.deliver import delivery

    def with_change(path: str, words: str) -> Delivered:
        real = delivery.look
        basis = case.basis()

        def looking(*args: object, **more: object) -> object:
            looked = real(*args, **more)  # type: ignore[arg-type]
            case.project.write(path, words)
            return looked

        with monkeypatch.context() as patch:
            patch.setattr(delivery, "look", looking)
            return case.deliver(text(f"Vårt, ikke {path}.\n"), basis=basis)

    assert with_change("hf.md", "---\nenhet: hf\n---\nDeres.\n").outcome is Outcome.WRITTEN
    answer = with_change("mer.md", "---\nenhet: ub\n---\nOgså vårt.\n")
    assert answer.outcome is Outcome.CHANGED
    assert case.deliver(text("Begge.\n"), basis=answer.basis).outcome is Outcome.WRITTEN
    assert not (case.root / "contributions/mer.md").exists()


def test_many_at_once(case: Case) -> None:
    """Each unit's deliveries are whole; of two with the same basis one is written."""
    units = [f"u{number}" for number in range(8)]
    case.project.units({unit: f"Avdeling {unit}" for unit in units})
    outcomes: dict[str, list[Outcome]] = {unit: [] for unit in units}
    failures: list[BaseException] = []
    basis = case.basis("u0")

    def work(unit: str, which: int) -> None:
        handed = file("a.md", f"{unit} nr. {which}\n\n![x](a.png)\n", ("a.png", png()))
        try:
            answer = deliver(case.root, unit, handed, basis=basis, now=NOW, how="fil")
            outcomes[unit].append(answer.outcome)
        except BaseException as error:  # noqa: BLE001 - told below
            failures.append(error)

    threads = [threading.Thread(target=work, args=(u, n)) for u in units for n in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert {tuple(sorted(o.value for o in each)) for each in outcomes.values()} == {
        ("changed", "written")
    }
    assert len(read_log(case.root)) == len(units)
    for unit in units:
        words = (case.root / f"contributions/{unit}.md").read_text("utf-8")
        assert f"enhet: {unit}\n" in words
        assert f"({unit}/1.png)" in words
    assert {d.rule.code for d in case.project.analyse().diagnostics if d.is_error} == set()


@pytest.mark.kills
def test_reading_the_note_completes_what_was_cut_off(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.written(file("a.docx", word_file(p("Gammel."))))
    basis = case.basis()
    mortal = Mortal(monkeypatch)
    start = case.files()
    shown = set()

    def trial() -> None:
        case.deliver(file("a.md", "Ny.\n\n![x](a.png)\n", ("a.png", png())), basis=basis)

    def again() -> None:
        for path in [*case.files()]:
            (case.root / path).unlink()
        for path, data in start.items():
            (case.root / path).parent.mkdir(parents=True, exist_ok=True)
            (case.root / path).write_bytes(data)

    trial()
    again()
    operations = mortal.operations(trial)
    for at, half in moments(operations, 20):
        again()
        mortal.kill(trial, at, half=half)
        case.project.analyse()
        found = {path for path in case.files() if path.startswith("contributions/ub")}
        assert found in (
            {"contributions/ub.docx"},
            {"contributions/ub.md", "contributions/ub/1.png"},
        )
        shown.add(len(found))
    assert shown == {1, 2}
