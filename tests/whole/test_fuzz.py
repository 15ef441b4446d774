"""A sample of `make fuzz`, and every input that it found: nothing raises, and no word is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from arkdoc.pipeline.load import NOTE as NOTE_PATH
from tests.support.project import Project, html_text, word
from tests.support.properties import (
    FIELDS,
    HEAD,
    MARKDOWN,
    NOTE,
    PATH,
    check,
    compose,
    hold,
    text_of,
)

FRAGMENTS = st.binary(max_size=60)

# A contribution's text, found by the fuzzer: a place outside the file, a word gone, a traceback.
TEXTS = {
    "a line of what the parser trims": "q0q\n\n\x0c\n**q1q**\n",
    "and in a quotation": "> \x0b\n> q0q [[bidrag]] [^x]\n",
    "a no-break space after a number sign": "# \u00a0# q0q [^x]\n",
    "a placeholder in a picture's description": "[^2]:[a]![***\n[[bidrag]]\n](a.md#b)\n",
    "a missing footnote in a picture's description": "![[^[^2]:\n**q0q**\n](x) q1q\n",
    "comments in a list, ended far below": "- <!-- q0q\n- <!-- q1q\nq2q -->\n",
    "a comment ended in another item": "- a\n  - <!-- q0q\n- q1q --> q2q\n",
    "a heading that is only a footnote's mark": "# [^1]\n\n[^1]: q0q\n",
    "and in bold, over a line": "**[^1]**\n===\n\n[^1]: q0q\n",
    "a box in a quotation at the end": ">::: forslag\n>",
    "an address in code that nobody closes": "```py\n\n===\na.b.c.example@b.example q0q\n\n\n",
    "a link without words, its address as long spelt out": "[](](](q0q))) q1q\n",
    "an empty header, wider further down": "| |\n--- \n| q0q | q1q |\n",
    "markup in what could be an address": "![q0q ](dek***\nq1q [q2q][a]\n~~1) x",
    "pasted text right after a comment": "```\n<!--\n```q0q\n•q1q\n-->[",
    "an address between < and > with too many colons": "a <q0q:::{.b}q1q> q2q",
    "a comment that is all ends": "<!--> q0q\n<!---> q1q\n<!----> q2q\n",
}

# The fields of a contribution, and more of notat.md's.
FIELD_LINES = {
    "measures on several lines": "enhet: a\ntiltak:\n- navn: a\n    b [x](y:z) [[tiltak]]\n  status: pågår",
    "measures with escapes": 'enhet: a\ntiltak: [{navn: "\\u0041 [x](y:z)", status: pågår}]',
    "a fault at the very end of a line": '"tittel: x\n11/19: &a \\x\r\u00a0"ehnet: a',
}


@settings(max_examples=150, deadline=None, derandomize=True)
@given(FRAGMENTS)
def test_anything_is_read_and_nothing_is_lost(data: bytes) -> None:
    check(data)


PROSE = st.text("a ,.:;()/«»!?-#1*_~\n`[]", max_size=20)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from(("", "!")), PROSE, PROSE)
@example("", " egen ", " over dette ")
@example("!", " egen ", " over dette ")
@example("", " egen\n", " https://x.example ")
def test_words_in_parentheses_after_a_bracket_are_shown(sign: str, one: str, two: str) -> None:
    text = f"Se {sign}[vedlegg](q0q{one}q1q{two}q2q) over."
    hold({PATH: (HEAD + text).encode(), NOTE_PATH: NOTE.encode()})


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_texts_that_were_found(text: str) -> None:
    hold({PATH: (HEAD + text).encode(), NOTE_PATH: NOTE.encode()})


def test_a_case_type_on_two_lines() -> None:
    note = NOTE.replace("dato:", "sakstype: informasjon/drøfting\n visning: tabell\ndato:")
    hold({PATH: HEAD.encode(), NOTE_PATH: note.encode()})


@pytest.mark.parametrize("lines", FIELD_LINES.values(), ids=FIELD_LINES)
def test_fields_that_were_found(lines: str) -> None:
    text = f"---\n{lines}\n---\nq99999q\n"
    hold({PATH: text.encode(), NOTE_PATH: NOTE.encode()})


def test_every_fragment_twice() -> None:
    for kind, fragments in ((0, MARKDOWN), (4, FIELDS), (6, FIELDS), (7, MARKDOWN)):
        for number in range(len(fragments)):
            check(bytes([kind, number, number]))


@pytest.mark.slow
@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, len(MARKDOWN) - 1), min_size=20, max_size=60))
def test_outputs_hold_every_word_of_the_document(
    tmp_path_factory: pytest.TempPathFactory, fragments: list[int]
) -> None:
    files = compose(bytes([0, *fragments]))
    project = Project(tmp_path_factory.mktemp("hostile")).note(NOTE)
    project.write("a.md", files[PATH])
    built = project.build("docx", "html")
    expected = set(re.findall(r"q\d+q", text_of(built.analysis.assembly.document)))
    for text in (word(built.outputs["docx"]).text(), html_text(built.outputs["html"], marks=False)):
        assert expected <= set(re.findall(r"q\d+q", text))


def test_a_lost_word_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    lost = "arkdoc.read.markdown.blocks._BodyReader._paragraph"
    monkeypatch.setattr(lost, lambda reader, token: ())
    with pytest.raises(AssertionError, match="lost"):
        hold({PATH: (HEAD + "> q0q qqq").encode(), NOTE_PATH: NOTE.encode()})
