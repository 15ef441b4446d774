"""The commands and their options, as their pages tell them: one table."""

from __future__ import annotations

from typing import NamedTuple

from arkdoc.model.diagnostic import N_
from arkdoc.pipeline.outputs import OUTPUTS

FORMATS = ("text", "json", "sarif", "github")
STATUS_FORMATS = ("text", "json")
REMIND_FORMATS = ("text", "csv", "json", "eml")
SHEET_FORMATS = ("csv", "xlsx")
TARGETS = ",".join(output.name for output in OUTPUTS)
BY_DEFAULT = ",".join(output.name for output in OUTPUTS if output.by_default)


class Option(NamedTuple):
    """An option as its page names it, such as `-q --quiet`, or `--out DIR` where it has a value."""

    names: str
    meaning: str
    default: str | None = None


class Command(NamedTuple):
    """A command: its name, its line in the list, what its page says, and examples.

    `argument` is what it may be given besides its options, with a space between two names.
    """

    name: str
    usage: str
    summary: str
    page: str
    examples: tuple[tuple[str, str], ...]
    options: tuple[Option, ...] = ()
    argument: str = ""


ROOT = Option("--root DIR", N_("the folder that holds contributions/ (default: this one)"), ".")
COMMON = (
    Option("-q --quiet", N_("show errors only")),
    Option("-v --verbose", N_("show notices too: what was put right along the way")),
    Option("-h --help", N_("show this page")),
)

COMMANDS = (
    Command(
        "build",
        f"[--root DIR] [--out DIR] [--to {TARGETS}] [--force] [--final [--without-word-edits]]",
        N_("make the note, as a Word file and a PDF"),
        N_(
            "Makes the note from contributions/notat.md and the departments' contributions. What "
            "is missing or wrong is said here and marked in the note; the rest is made all the "
            "same. A Word file that somebody has edited is never overwritten."
        ),
        (
            ("arkdoc build", N_("make build/sak-11-19.docx and .pdf")),
            ("arkdoc build --to docx,pdf,html", N_("and a web page")),
            ("arkdoc build --final", N_("make it only when nothing stands in the way")),
        ),
        (
            ROOT,
            Option("--out DIR", N_("where the files go (default: build in the root folder)")),
            Option("--to …", N_("what to make, of {outputs} (default: {default})"), BY_DEFAULT),
            Option("--force", N_("make it although nothing has changed since the last time")),
            Option(
                "--final",
                N_("refuse while anything is missing, a draft or wrong, or the note has no date"),
            ),
            Option(
                "--without-word-edits",
                N_("make it final although somebody has edited its Word file"),
            ),
        ),
    ),
    Command(
        "check",
        "[--root DIR] [--format text|json|sarif|github]",
        N_("look for faults in the contributions, and make nothing"),
        N_(
            "Reads everything as `build` does and says what is wrong: which file, which line, and "
            "what to do about it."
        ),
        (
            ("arkdoc check", N_("errors and warnings")),
            ("arkdoc check -v", N_("also what was put right along the way")),
            ("arkdoc check --format sarif", N_("for other programs")),
        ),
        (ROOT, Option("--format …", ", ".join(FORMATS), "text")),
    ),
    Command(
        "status",
        "[--root DIR] [--format text|json]",
        N_("show who has delivered what, and what is missing"),
        N_("A table of all units: file, date, how far it has come, words, errors, warnings."),
        (("arkdoc status", N_("who has delivered?")),),
        (ROOT, Option("--format …", ", ".join(STATUS_FORMATS), "text")),
    ),
    Command(
        "measures",
        N_("[--format csv|xlsx] [-o FILE [--yes]] [--root DIR]"),
        N_("write the plan of measures as a sheet"),
        N_(
            "A row for each measure: its unit, its fields and where it stands. Days are days, and "
            "no text is ever a formula. A file that somebody has changed is not replaced unasked."
        ),
        (
            ("arkdoc measures -o tiltak.xlsx", N_("for Excel")),
            ("arkdoc measures", N_("as CSV, on standard output")),
        ),
        (
            Option("--format …", N_("csv or xlsx (default: as FILE is called, or csv)")),
            Option("-o FILE", N_("write this file; - is standard output")),
            Option("--yes", N_("replace the file without asking")),
            ROOT,
        ),
    ),
    Command(
        "watch",
        N_("[--root DIR] [--host ADDRESS] [--port NUMBER] [--poll]"),
        N_("show the note in the browser while it is being written"),
        N_(
            "Shows the note in the browser, and what is wrong beside the text. What is saved shows "
            "at once. Only this machine can see it, unless --host says otherwise. Ctrl-C ends it."
        ),
        (
            ("arkdoc watch", N_("at http://127.0.0.1:8011/")),
            ("arkdoc watch --host 0.0.0.0", N_("for others, by an address with a token")),
            ("arkdoc watch --poll", N_("on a drive that tells of no changes")),
        ),
        (
            ROOT,
            Option(
                "--host …",
                N_("the address to serve on (default: 127.0.0.1, for this machine only)"),
                "127.0.0.1",
            ),
            Option(
                "--port …",
                N_("the port; if it is taken, the next one that is free (default: 8011)"),
                "8011",
            ),
            Option(
                "--poll",
                N_("look for changes several times a second instead of being told of them"),
            ),
        ),
    ),
    Command(
        "serve",
        N_(
            "[--root DIR | --notes DIR] [--url ADDRESS] [--host ADDRESS] [--port NUMBER] "
            "[--user-header NAME --trusted-proxy ADDRESS] [--new-secret [--unit UNIT]] "
            "[--address] [--scan CMD] [--poll]"
        ),
        N_("let departments hand in their texts in the browser"),
        N_(
            "Serves a note, or a folder of notes, to the secretariat and to the units, each by an "
            "address of its own. Texts are handed in on the unit's page. Other machines reach it "
            "through a proxy with HTTPS, as docs/drift.md says. Ctrl-C ends it."
        ),
        (
            ("arkdoc serve", N_("at http://127.0.0.1:8011/")),
            ("arkdoc serve --notes notater", N_("all notes in a folder")),
            ("arkdoc serve --new-secret --unit ub-gjovik", N_("a new address for a unit")),
        ),
        (
            ROOT,
            Option("--notes DIR", N_("serve all notes in this folder instead")),
            Option("--url …", N_("what browsers call the server")),
            Option(
                "--host …",
                N_("the address to serve on (default: 127.0.0.1, for this machine only)"),
                "127.0.0.1",
            ),
            Option(
                "--port …",
                N_("the port; if it is taken, the next one that is free (default: 8011)"),
                "8011",
            ),
            Option("--user-header …", N_("the header in which a proxy says who has signed in")),
            Option("--trusted-proxy …", N_("the proxy that is believed in this")),
            Option("--new-secret", N_("end all addresses and make new ones, and serve nothing")),
            Option("--unit …", N_("of --new-secret: this unit's address only")),
            Option("--address", N_("say the secretariat's address, and serve nothing")),
            Option(
                "--scan CMD",
                N_("a command that is called with each file; a status above 0 stops the file"),
            ),
            Option(
                "--poll",
                N_("look for changes several times a second instead of being told of them"),
            ),
        ),
    ),
    Command(
        "init",
        N_("[DIR] [--from OLD] [--saksnr S] [--tittel T] [--fra F] [--enheter FILE] [--root DIR]"),
        N_("begin a new note"),
        N_(
            "Asks for what a note needs, and writes contributions/notat.md and .gitignore in the "
            "folder DIR (default: this one). With --from, units, questions, abbreviations, style "
            "and contacts are those of an earlier note, and measures that were open in it are "
            "handed out again; its texts are not taken. It shows what it writes first, and never "
            "overwrites a file."
        ),
        (
            ("arkdoc init", N_("asks for all of it")),
            ("arkdoc init losam-2026 --from losam-2025", N_("with what stays the same")),
            ("arkdoc init --from losam-2025 --saksnr 11/26", N_("where there is no terminal")),
        ),
        (
            Option("--from OLD", N_("the folder of the note before this one")),
            Option("--saksnr S", N_("the case number; xx/26 until it is known")),
            Option("--tittel T", N_("the title")),
            Option("--fra F", N_("who the note is from")),
            Option(
                "--enheter FILE",
                N_("a text file with the units: a name a line, sub-units indented"),
            ),
            ROOT,
        ),
        "folder",
    ),
    Command(
        "new",
        N_("UNIT | --all [--word] [--root DIR]"),
        N_("make a contribution to fill in"),
        N_(
            "Makes contributions/UNIT.md, or a form in Word, UNIT.docx, with the guiding questions "
            "from notat.md. It never overwrites a file."
        ),
        (
            ("arkdoc new ub-gjovik", N_("by the unit's short name")),
            ('arkdoc new "Seksjon Gjøvik"', N_("by its name")),
            ("arkdoc new --all", N_("for all who have not delivered")),
            ("arkdoc new --all --word", N_("as forms to fill in with Word")),
        ),
        (
            Option("--all", N_("for all who have not delivered")),
            Option("--word", N_("make a form to fill in with Word")),
            ROOT,
        ),
        "unit",
    ),
    Command(
        "convert",
        N_("FILE.docx [--yes] [--root DIR]"),
        N_("make Markdown of a contribution in Word, once"),
        N_(
            "Writes FILE.md and its pictures, names what Markdown can't say, and asks first. The "
            "Word file is kept in .arkdoc/. It never overwrites a file."
        ),
        (
            ("arkdoc convert ub-gjovik.docx", N_("shows what is lost, and asks")),
            ("arkdoc convert ub-gjovik.docx --yes", N_("without asking")),
        ),
        (Option("--yes", N_("convert it without asking")), ROOT),
        "file",
    ),
    Command(
        "compare",
        N_("OLD [NEW] [-o FILE.docx] [--format text|json] [--root DIR]"),
        N_("show what changed between two versions of the note"),
        N_(
            "OLD and NEW are folders with contributions/, Word files, or folders of final notes; "
            "NEW is this note, unless it is named. The changes stand as tracked changes in a Word "
            "file, and by unit here."
        ),
        (
            ("arkdoc compare endelig", N_("since the last final note")),
            ("arkdoc compare gammel.docx ny.docx", N_("two Word files")),
        ),
        (
            Option("-o FILE", N_("write this Word file (default: in build, named after the note)")),
            Option("--format …", ", ".join(STATUS_FORMATS), "text"),
            ROOT,
        ),
        "old new",
    ),
    Command(
        "remind",
        N_(
            "[--all] [--unit UNIT] [--addresses] [--format text|csv|json|eml] [-o DIR] [--root DIR]"
        ),
        N_("write reminders and invitations to units"),
        N_(
            "Says for each unit that lacks something who is to be written to, what is lacking and "
            "when it is due, in words to send. Nothing is sent. With --all it is the invitation: "
            "what is asked, the questions and the form."
        ),
        (
            ("arkdoc remind", N_("those whose texts are missing")),
            ("arkdoc remind --all --format eml -o mail", N_("invitations to open and send")),
            ("arkdoc remind --addresses --format csv", N_("for mail merge")),
        ),
        (
            Option("--all", N_("invite all who may write something")),
            Option("--unit UNIT", N_("for this unit only")),
            Option("--addresses", N_("with the addresses to hand in at (`arkdoc serve`)")),
            Option("--format …", ", ".join(REMIND_FORMATS), "text"),
            Option("-o DIR", N_("write files into this folder, for you alone to read")),
            ROOT,
        ),
    ),
    Command(
        "forget",
        N_("--unit UNIT | --all [--yes] [--root DIR]"),
        N_("take away kept copies of texts, for good"),
        N_(
            "Names the former versions and other copies in .arkdoc/, asks, and takes them away. "
            "Then it says where else the words may be. The note and its texts stay."
        ),
        (
            ("arkdoc forget --unit ub-gjovik", N_("those of one unit")),
            ("arkdoc forget --all --yes", N_("all of them, without asking")),
        ),
        (
            Option("--unit UNIT", N_("for this unit only")),
            Option("--all", N_("of all units")),
            Option("--yes", N_("take them away without asking")),
            ROOT,
        ),
    ),
    Command(
        "apply",
        N_("FILE.docx [--dry-run] [--yes] [--done] | --undo [--format text|json] [--root DIR]"),
        N_("bring what was changed in Word back into the contributions"),
        N_(
            "Shows what was changed in a Word file of the note since it was made, by unit, and on "
            "a yes writes it into the contributions. What can't be placed there is listed, and "
            "kept in .arkdoc/merknader.md. The Word file may have any name and lie anywhere."
        ),
        (
            ("arkdoc apply build/sak-11-19.docx", N_("shows the changes, and asks")),
            ("arkdoc apply fra-kari.docx --dry-run", N_("only shows them")),
            ("arkdoc apply fra-kari.docx --done", N_("what was left has been seen to")),
            ("arkdoc apply --undo", N_("as it was before the last time")),
        ),
        (
            Option("--dry-run", N_("only show what would be done")),
            Option("--yes", N_("take the changes in without asking")),
            Option("--done", N_("say that what was left of the file has been seen to")),
            Option("--undo", N_("put the contributions back as they were before the last time")),
            Option("--format …", ", ".join(STATUS_FORMATS), "text"),
            ROOT,
        ),
        "file",
    ),
    Command(
        "close",
        "[--with-contributions] [--dry-run] [--yes] [--root DIR]",
        N_("end the case: one file for the archive, and nothing else is kept"),
        N_(
            "Puts what is final into one zip in endelig/, with its metadata. Then it takes away "
            "what .arkdoc/ keeps of the case, after naming it. From then on nothing of the note "
            "can be changed."
        ),
        (
            ("arkdoc close --dry-run", N_("show what would be done")),
            ("arkdoc close --with-contributions", N_("with the units' texts in the archive")),
        ),
        (
            Option("--with-contributions", N_("put the units' texts as delivered in it too")),
            Option("--dry-run", N_("only show what would be done")),
            Option("--yes", N_("close the case without asking")),
            ROOT,
        ),
    ),
    Command(
        "doctor",
        "[--root DIR]",
        N_("tell what this machine lacks"),
        N_(
            "Looks for what arkdoc needs on this machine and of the folder you are in, and tells "
            "how to get what is missing."
        ),
        (("arkdoc doctor", N_("is everything here?")),),
        (ROOT,),
    ),
    Command(
        "explain",
        "[ARKnnn]",
        N_("tell what a message means, with an example"),
        N_("Tells what a rule means, why it is there, and shows it wrong and right."),
        (
            ("arkdoc explain ARK312", N_("one rule")),
            ("arkdoc explain", N_("all rules, one a line")),
        ),
        argument="rule",
    ),
    Command(
        "schema",
        "note|contribution",
        N_("help an editor to know the fields of the files"),
        N_(
            "Writes a JSON Schema of the fields at the top of notat.md or of a contribution. With "
            "it, an editor offers fields and words, and marks those that are wrong."
        ),
        (("arkdoc schema contribution > bidrag.schema.json", N_("for contributions")),),
        argument="kind",
    ),
)
