"""Each recipe of CONTRIBUTING.md, carried out on a scratch copy: the copy then checks and builds,
hands out a contribution to fill in, and shows the preview. Recipes for different places share a copy.

A recipe that needs more than it says fails here.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from arkdoc.language.printed import WORDS
from tests.support.preview import previewed
from tests.support.project import REPOSITORY, html_text, word

pytestmark = pytest.mark.slow

NOTE = """\
---
saksnr: 11/19
tittel: Status
fra: Prorektor
dato: 2019-02-27
{fields}enheter:
  - {{id: ub, navn: Universitetsbiblioteket}}
  - {{id: hf, navn: Det humanistiske fakultet}}
  - {{id: rot, navn: Rot}}
---
Innledningen.

[[bidrag]]

[[tiltaksoversikt]]
"""
CONTRIBUTION = """\
---
enhet: ub
tiltak:
  - navn: Sosialkomité
    status: pågår
    hensikt: Flere møteplasser
{fields}---
## Fellesskap

{text}
"""


class Copy:
    """The package, its styles and documents, in a folder of their own; and a note to try it on."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.page = self.found = ""
        self.downloaded = b""
        self.outputs: Mapping[str, bytes] = {}
        for folder in ("arkdoc", "styles", "docs"):
            # With what is compiled, but for what another process is just compiling.
            shutil.copytree(
                REPOSITORY / folder, root / folder, ignore=shutil.ignore_patterns("*.pyc.*")
            )
        shutil.copy(REPOSITORY / "pyproject.toml", root)
        # What `make lint` has found out about the modules holds for those that stay as they are.
        known = REPOSITORY / ".mypy_cache" / "{}.{}".format(*sys.version_info)
        if known.is_dir():
            shutil.copytree(known, root / ".mypy_cache" / known.name)
        self.note()
        self.contribution()
        # One that can't be read, so that the note has to say why.
        self.write("contributions/rot.md", b"---\nenhet: rot\nliste: [a\n---\nTekst.\n")

    def note(self, fields: str = "") -> None:
        self.write("contributions/notat.md", NOTE.format(fields=fields))

    def contribution(self, text: str = "Vi har det bra.", fields: str = "") -> None:
        self.write("contributions/ub.md", CONTRIBUTION.format(text=text, fields=fields))

    def write(self, path: str, content: str | bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def edit(self, path: str, before: str, after: str) -> None:
        """Put `after` in the place of the only `before` in a file."""
        text = (self.root / path).read_text("utf-8")
        assert text.count(before) == 1, f"{path} has {text.count(before)} times: {before}"
        self.write(path, text.replace(before, after))

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the copy's own `arkdoc`."""
        return self.python("-m", "arkdoc", *arguments)

    def python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env={**os.environ, "PYTHONPATH": str(self.root), "ARKDOC_LANG": "nb"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def types(self, part: str = "arkdoc") -> str:
        """What mypy says of the copy, or of a part of it."""
        done = self.python("-m", "mypy", "--no-error-summary", part)
        return done.stdout

    def works(self, to: str = "docx,pdf,html", download: str = "") -> Mapping[str, bytes]:
        """The outputs, once the copy has checked, built, scaffolded and previewed.

        `page` is what the preview shows then, and `downloaded` what it has at `download`.
        """
        commands = ["check"], ["build", "--to", to], ["new", "hf"]
        done = self.python(
            "-c", f"from arkdoc.cli import main\nprint(*map(main, {commands!r}), sep=',')"
        )
        # One contribution can't be read.
        assert done.stdout.splitlines()[-1] == "1,1,0", done.stderr
        with previewed(self.root, PYTHONPATH=str(self.root)) as preview:
            self.page = preview.get().text
            assert "Innledningen." in self.page
            self.downloaded = preview.get(download).content if download else b""
        outputs = {
            path.suffix[1:]: path.read_bytes() for path in (self.root / "build").glob("sak-*")
        }
        assert set(outputs) == {*to.split(","), "json"}
        return outputs

    def scaffold(self) -> str:
        return (self.root / "contributions" / "hf.md").read_text("utf-8")


@pytest.fixture(scope="module")
def all_of_them(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A copy in which the recipes that change other places have all been carried out."""
    copy = Copy(tmp_path_factory.mktemp("recipes") / "kopi")
    an_output(copy)
    a_token(copy)
    a_rule(copy)
    a_field(copy)
    a_language(copy)
    assert copy.types() == ""
    copy.note(fields="rom: B210\nspråk: da\n")
    copy.contribution(
        "Dette er VIKTIG for alle.\n\n::: merknad\nHusk det.\n:::",
        fields="    kostnad: 5000 kr\n",
    )
    copy.outputs = copy.works("docx,pdf,html,txt", download="/last-ned/txt")
    copy.found = copy.run("check").stderr
    return copy


def an_output(copy: Copy) -> None:
    copy.edit(
        "arkdoc/pipeline/outputs.py",
        "OUTPUTS = (\n",
        "def _txt(rendering: Rendering) -> bytes | None:\n"
        "    return rendering.document.head.title.encode()\n\n\n"
        "OUTPUTS = (\n"
        '    OutputFormat("txt", N_("Plain text"), N_("Writing the text"), "text/plain",\n'
        '        "arkdoc.pipeline.outputs:_txt", downloadable=True),\n',
    )


def test_an_output(all_of_them: Copy) -> None:
    copy = all_of_them
    assert copy.outputs["txt"] == b"Status"
    assert "sak-11-19.txt" in json.loads(copy.outputs["json"])["outputs"]
    assert "txt" in copy.run("build", "--help").stdout
    assert "txt" in copy.run("build", "--to", "nothing").stderr
    assert "/last-ned/txt" in copy.page
    assert copy.downloaded == b"Status"


def a_token(copy: Copy) -> None:
    copy.edit(
        "arkdoc/style/role.py",
        '    DRAFT = ("draft", "Ark Draft", Kind.CHARACTER)\n',
        '    DRAFT = ("draft", "Ark Draft", Kind.CHARACTER)\n'
        '    ASIDE = ("aside", "Ark Aside", Kind.PARAGRAPH)\n',
    )
    tokens = copy.root / "styles" / "tokens.toml"
    copy.write("styles/tokens.toml", tokens.read_text("utf-8") + "\n[style.aside]\nsize = 7.5\n")


def test_a_token(all_of_them: Copy) -> None:
    """A role with a value of its own: in the style sheet, and a style in Word."""
    page, docx = all_of_them.outputs["html"].decode(), word(all_of_them.outputs["docx"])
    assert re.search(r"\.ark-aside\s*\{[^}]*font-size:", page)
    styles = docx.parts["word/styles.xml"].decode()
    assert re.search(r'w:name w:val="Ark Aside"/>.*?<w:sz w:val="15"/>', styles, re.DOTALL)


def a_rule(copy: Copy) -> None:
    """One module in check/: nothing else names it."""
    copy.write(
        "arkdoc/check/shouting.py",
        '''"""Words in capitals only."""

import re
from collections.abc import Iterator

from arkdoc.check.subject import Subject
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic

RULE = Rule(
    code="ARK499",
    name="shouting",
    severity=Severity.WARNING,
    message=N_("“{text}” is written in capitals."),
    hint=N_("Write it in small letters."),
    why=N_("Capitals are hard to read."),
    bad="VIKTIG",
    good="Viktig",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each word of six capitals or more."""
    for passage in subject.seen_passages:
        for match in re.finditer("[A-Z]{6,}", passage.text):
            yield diagnostic(RULE, passage.span(*match.span()), text=match[0])
''',
    )


def test_a_rule(all_of_them: Copy) -> None:
    said = r"contributions/ub\.md:\d+:10: warning ARK499 shouting: “VIKTIG”"
    assert re.search(said, all_of_them.found)
    assert "Capitals are hard to read." in all_of_them.run("explain", "ARK499").stdout


def a_field(copy: Copy) -> None:
    """A row with a label, of the note and of a measure: a missing word is an error of types."""
    copy.edit(
        "arkdoc/fields/tables.py",
        "        Plain.TEXT, label=lambda words: words.archive_number, row=8),\n",
        "        Plain.TEXT, label=lambda words: words.archive_number, row=8),\n"
        '    LabelledField("rom", "rom: B210", N_("Where the meeting is."), Plain.TEXT,\n'
        "        label=lambda words: words.room, row=11),\n",
    )
    copy.edit(
        "arkdoc/fields/tables.py",
        '    LabelledField("frist", "frist: 2019-06-01"',
        '    LabelledField("kostnad", "kostnad: 5000 kr", N_("What it costs."), Plain.TEXT,\n'
        "        label=lambda words: words.measure.cost),\n"
        '    LabelledField("frist", "frist: 2019-06-01"',
    )
    lacking = copy.types("arkdoc/fields/tables.py")
    assert 'has no attribute "room"' in lacking
    assert 'has no attribute "cost"' in lacking
    copy.edit(
        "arkdoc/language/printed.py",
        "    archive_number: str\n",
        "    archive_number: str\n    room: str\n",
    )
    copy.edit("arkdoc/language/printed.py", "    effect: str\n", "    effect: str\n    cost: str\n")
    missing = copy.types("arkdoc/language/printed.py")
    assert missing.count('argument "room" in call to') == len(WORDS)
    assert missing.count('argument "cost" in call to') == len(WORDS)
    printed = (copy.root / "arkdoc/language/printed.py").read_text("utf-8")
    printed = re.sub(r"( +)(archive_number=.*,\n)", r'\1\2\1room="Rom",\n', printed)
    printed = printed.replace(' effect="', ' cost="Kostnad", effect="')
    copy.write("arkdoc/language/printed.py", printed)


def test_a_field(all_of_them: Copy) -> None:
    """It is read, printed in the note's head, and known to editors."""
    copy = all_of_them
    assert "ARK101" not in copy.found
    assert re.search(r"Rom\s+B210", html_text(copy.outputs["html"]))
    assert ("Ark Head Value Last", "Rom B210") in word(copy.outputs["docx"]).paragraphs()
    assert "Where the meeting is." in copy.run("schema", "note").stdout


def test_a_field_of_a_measure(all_of_them: Copy) -> None:
    page = html_text(all_of_them.outputs["html"]).replace("\u00a0", " ")
    assert "Kostnad: 5000 kr" in page
    assert "What it costs." in all_of_them.run("schema", "contribution").stdout


def a_language(copy: Copy) -> None:
    copy.edit(
        "arkdoc/language/printed.py",
        "WORDS = {",
        'DA = NB._replace(language="da-DK", name="dansk", aliases=(), note="Bemærkning")\n\n'
        "WORDS = {",
    )
    text = (copy.root / "arkdoc/language/printed.py").read_text("utf-8")
    copy.write("arkdoc/language/printed.py", re.sub(r"WORDS = \{", 'WORDS = {"da": DA, ', text))


def test_a_language(all_of_them: Copy) -> None:
    """Danish: everything is printed in it."""
    outputs = all_of_them.outputs
    assert 'lang="da-DK"' in outputs["html"].decode()
    assert "Bemærkning" in html_text(outputs["html"])
    assert 'w:val="da-DK"' in word(outputs["docx"]).parts["word/styles.xml"].decode()
    assert '"dansk"' in all_of_them.run("schema", "note").stdout


@pytest.mark.sampled(0)
def test_a_node_in_the_tree(tmp_path: Path) -> None:
    """A block like a quote: the types name each place that must know it, and then it is printed."""
    copy = Copy(tmp_path / "kopi")
    copy.edit(
        "arkdoc/model/nodes.py",
        "@dataclass(frozen=True, slots=True)\nclass CodeBlock:",
        '@dataclass(frozen=True, slots=True)\nclass Aside:\n    """An aside."""\n\n'
        "    blocks: Blocks\n    span: Span = _span()\n\n\n"
        "@dataclass(frozen=True, slots=True)\nclass CodeBlock:",
    )
    copy.edit("arkdoc/model/nodes.py", "    | Quote\n", "    | Quote\n    | Aside\n")
    places = copy.types()
    for path in set(re.findall(r"^(arkdoc/\S+?\.py):", places, re.MULTILINE)):
        text = (copy.root / path).read_text("utf-8")
        text = re.sub(r"\bQuote\(\)", "Quote() | Aside()", text)
        text = text.replace("quote: Quote)", "quote: Quote | Aside)")
        text = re.sub(r"(?m)^(    Block,\n)", r"    Aside,\n\1", text, count=1)
        if "    Aside,\n" not in text:
            text = text.replace(
                "from arkdoc.model.nodes import ", "from arkdoc.model.nodes import Aside, ", 1
            ).replace("import Aside, (\n", "import (\n    Aside,\n", 1)
        copy.write(path, text)
    assert places
    for path in (copy.root / "arkdoc" / "read" / "markdown").glob("*.py"):
        text = path.read_text("utf-8")
        if (made := re.sub(r"\bQuote\((?!\))", "Aside(", text)) and made != text:
            made = re.sub(r"\bQuote,", "Aside,\n    Quote,", made, count=1)
            copy.write(path.relative_to(copy.root).as_posix(), made)
    copy.contribution("> Det er et sidespor.\n>\n> - Med **kulepunkt**.")
    outputs = copy.works()
    assert "Det er et sidespor." in html_text(outputs["html"])
    assert "Det er et sidespor." in "\n".join(p for _, p in word(outputs["docx"]).paragraphs())
