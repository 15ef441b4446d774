"""Note, Unit and house style → the bytes of a Word form for the unit's contribution to fill in.

What its authors write, they write in content controls: what stands there goes when they do. Each
question stands above its control, where it can be read while it is answered; it is guidance, as are
the few words on how to fill the form in, and no part of what they write (`ooxml/form.py`).
"""

from __future__ import annotations

from dataclasses import replace

from arkdoc.model.document import Document, Head
from arkdoc.model.note import Note, Unit
from arkdoc.ooxml.controls import Control, ControlWriter
from arkdoc.ooxml.form import GUIDANCE, form_properties
from arkdoc.ooxml.oxml import Element, paragraph, run, text, w
from arkdoc.ooxml.writer import Properties
from arkdoc.style.role import Role
from arkdoc.style.theme import Theme
from arkdoc.units.index import UnitIndex
from arkdoc.units.template import heading_and_question, opening
from arkdoc.write.docx.content.body import BlockSequence
from arkdoc.write.docx.content.context import WriterContext
from arkdoc.write.docx.content.form_tables import FormTables
from arkdoc.write.docx.content.sections import section_properties
from arkdoc.write.docx.styles.registry import Styles
from arkdoc.write.docx.styles.variants import Variant
from arkdoc.write.docx.template.read import Template
from arkdoc.write.docx.writer import finished_file

_EDGE = 15.0  # millimetres left and right of the measures: so many columns need the width
_ANSWER = "svar"


def write_form(note: Note, unit: Unit, theme: Theme, template: Template | None = None) -> bytes:
    """The form; the same bytes for the same arguments.

    With a `template`, `theme` is what `apply_template` makes of the house style. There are no
    headers and footers: what stands there would be in the file, and not be the unit's.
    """
    head = Head(unit.name, "", "", (), "", "", "", "", "", "")
    document = Document(head, note.language, (), {}, (), {})
    shared = WriterContext(document, theme, {}, {}, Styles(theme), template)
    words = shared.words
    form = _Form(shared, note, unit)
    body = form.write()
    about = Properties(
        title=f"{unit.name} – {note.title}",
        subject=words.case.format(number=note.case_number),
        author="",
        date="",
        language=words.language,
        custom=form_properties(unit.id, form.said),
    )
    return finished_file(shared, body, about)


class _Form:
    """The body of a form while it is written. `said` is the guidance in it so far."""

    def __init__(self, shared: WriterContext, note: Note, unit: Unit) -> None:
        self.said: list[str] = []
        self._note = note
        self._unit = unit
        self._words = shared.words
        self._styles = shared.styles
        self._controls = ControlWriter()
        self._page = shared.theme.page
        edge = min(_EDGE, self._page.left, self._page.right)
        self._wide_page = replace(self._page, left=edge, right=edge)
        self._body = BlockSequence(shared.styles, self._section)

    def write(self) -> list[Element]:
        """The blocks, and the properties of the last section."""
        words, texts, body = self._words, self._words.form, self._body
        tables = FormTables(self._styles, words, self._controls)
        whose, *due = opening(self._note, self._unit)
        how = texts.explained.format(here=words.write_here, done=texts.done)
        body.paragraph(Variant(Role.TITLE), [run(*text(self._unit.name))])
        # Right below the title: where a program has lost what tells guidance from text, the fields
        # are read all the same.
        body.table(tables.head(self._name(), self._page.measure, whose))
        self._guide(
            self._guidance(" ".join((whose, *due)), texts.language, after_table=True),
            self._guidance(how, texts.language),
        )
        for prompt in self._note.prompts or ("",):
            heading, question = heading_and_question(prompt)
            self._question(heading or question, question if heading else "")
        body.landscape = True
        self.said.append(texts.measures)
        self._guide(
            self._paragraph(Role.HEADING_1, texts.measures),
            self._guidance(texts.measures_explained, texts.language),
        )
        past = self._note.past.get(self._unit.id, ())
        if past:
            self._guide(self._guidance(words.scaffold.past, texts.language))
        body.table(tables.measures(self._wide_page.landscape_measure, past))
        return body.finish()

    def _name(self) -> str:
        """What the unit is called, where that tells which one it is; else its id."""
        same = UnitIndex(self._note.units).named(self._unit.name)
        return self._unit.name if list(same) == [self._unit] else self._unit.id

    def _question(self, heading: str, question: str) -> None:
        """A heading, the question if that is another, and a place to write; or that alone."""
        here = self._words.write_here
        if heading:
            self._body.paragraph(Variant(Role.HEADING_1), [run(*text(heading))])
        if question:
            self._guide(self._guidance(question))
        answer = self._paragraph(Role.BODY, f"{here}.", style=self._styles.fill_in())
        control = Control(_ANSWER, heading or here, is_empty=True)
        self._body.control(self._controls.write(control, [answer]))

    def _guide(self, *paragraphs: Element) -> None:
        """Add what is no part of the text; it can be deleted, but not written in."""
        control = Control(GUIDANCE, self._words.form.guidance, lock="contentLocked")
        self._body.control(self._controls.write(control, paragraphs))

    def _guidance(self, said: str, language: str = "", *, after_table: bool = False) -> Element:
        """A paragraph of guidance; `language`, as BCP 47, where it may not be the form's."""
        self.said.append(said)
        tag = "" if language == self._words.language else language
        style = w("pPr", w("pStyle", val=self._styles.guidance(after_table=after_table)))
        return paragraph(style, [run(*text(said), language=tag)])

    def _paragraph(self, role: Role, words: str, *, style: str = "") -> Element:
        properties = w("pPr", w("pStyle", val=self._styles.paragraph(Variant(role))))
        return paragraph(properties, [run(*text(words), style=style)])

    def _section(self, landscape: bool) -> Element:
        page = self._wide_page if landscape else self._page
        return section_properties(page, landscape=landscape)
