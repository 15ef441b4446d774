"""A sample of the Word files of `make fuzz`, and every kind of them that it found a fault with."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from lxml import etree

from arkdoc.read.word import contribution
from arkdoc.read.word.body import read_blocks
from tests.support.picks import Picks
from tests.support.word_fuzz import compose, unchanged
from tests.support.word_fuzz_parts import CHANGES as PART_CHANGES
from tests.support.word_fuzz_parts import zipped
from tests.support.word_fuzz_xml import CONTENT, PROPERTIES, WRAPPERS
from tests.support.word_notation import word_of
from tests.support.word_places import has_stray
from tests.support.word_properties import check, hold, nothing_opened

LONGEST = 64
MANY = 300

# What was read otherwise than it stands, or raised.
FOUND = {
    "a simple field around the end of another one": (
        '<p><begin code="PAGE"/><sep/>a <w:fldSimple w:instr=" PAGE ">b<end/></w:fldSimple> c</p>'
    ),
    "a simple field around nothing but an end": "<p><w:fldSimple><end/></w:fldSimple></p>",
    "a text box in a table of contents": (
        '<style id="INNH1" name="toc 1"/><p style="INNH1"><r><w:pict><w:txbxContent><p>a</p>'
        "</w:txbxContent></w:pict></r></p>"
    ),
    "an equation before all paragraphs": "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>",
    "an equation after a table": (
        "<p>a</p><table><tr><td>b</td><td>c</td></tr></table><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
    ),
    "a picture's description in the code of a field": (
        '<p><begin code="PAGE"/><r><w:drawing><wp:docPr id="1" name="a" descr="Et bilde"/>'
        '<a:blip r:link="borte"/></w:drawing></r><end/>a</p>'
    ),
    "tracked changes in ruby": (
        "<p><r><w:ruby><w:rt>a</w:rt><w:rubyBase><ins>b</ins></w:rubyBase></w:ruby></r></p>"
    ),
    "a typed number in a paragraph whose mark was deleted": (
        "<p>1. a</p><p><pPr><w:rPr><w:del/></w:rPr></pPr>2. b</p><p/>"
    ),
    "code of two paragraphs": (
        '<style id="Kode" name="html preformatted"/><p style="Kode">a<br/>b</p><p style="Kode">c</p>'
    ),
    "a directive in a paragraph whose mark was deleted": (
        "<p><pPr><w:rPr><w:del/></w:rPr></pPr>[[borte]]</p><p/>"
    ),
    "a raised sign of a font": (
        '<p><r><rPr><w:vertAlign w:val="superscript"/><w:rFonts w:ascii="Wingdings"/></rPr>– d</r></p>'
    ),
    "a tracked change after all paragraphs": "<p/><w:ins w:id='1'/>",
    "an accent in a run of its own": "<p><r>reserve</r><r>\u0301</r></p>",
    "an equation in a box in a table of contents": (
        '<style id="INNH1" name="toc 1"/><p style="INNH1"><r><w:pict><w:txbxContent><m:oMath><m:t>x</m:t>'
        "</m:oMath></w:txbxContent></w:pict></r></p>"
    ),
    "an equation first in a cell": (
        "<p/><table header='1'><tr><td/></tr><tr><w:tc><m:oMath><m:t>b</m:t></m:oMath><p/></w:tc></tr></table>"
    ),
    "an equation in a cell that was deleted": (
        "<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr><m:oMath><m:t>x</m:t></m:oMath></w:tc></w:tr></w:tbl>"
    ),
    "an end of a field in no run": '<p><begin code="PAGE"/>a<w:fldChar w:fldCharType="end"/>b</p>',
}


def inputs(number: int, seed: int = 1) -> Iterator[bytes]:
    """So many inputs, the same for the same seed."""
    chance = random.Random(seed)
    for _ in range(number):
        yield chance.randbytes(chance.randint(2, LONGEST))


@pytest.mark.parametrize("part", range(4))
def test_any_file_is_read_or_refused_and_the_note_comes_out(part: int) -> None:
    for data in inputs(MANY // 4, seed=part):
        try:
            check(data)
        except Exception as error:
            error.add_note(f"the input {data.hex()}: {compose(data).steps}")
            raise


@pytest.mark.parametrize("notation", FOUND.values(), ids=FOUND)
def test_files_that_were_found(notation: str) -> None:
    file = unchanged(word_of(notation))
    hold(file)


# --- the composer ----------------------------------------------------------------------------


def test_the_same_bytes_are_the_same_file() -> None:
    for data in inputs(50):
        one, other = compose(data), compose(data)
        assert (one.data, one.steps) == (other.data, other.steps)


def test_nothing_is_a_file_and_every_kind_of_change_is_made() -> None:
    assert compose(b"").steps == ()
    steps = " ".join(step for data in inputs(1000) for step in compose(data).steps)
    for said in (*SAID, *PART_CHANGES):
        assert said in steps, said
    for tag, fragments in (*WRAPPERS.items(), *PROPERTIES_BY_TAG):
        assert any(each[:30] in steps for each in fragments), tag


SAID = (
    "removed", "replaced by", "doubled", "in itself", "moved to", "moved into", "says", "val=", "a mark of a field",
    "zip: cut off at", "zip: byte", "bytes gone at", "before or after", "CRC is",
)  # fmt: skip
PROPERTIES_BY_TAG = [(tag, choices) for tag, (_, choices) in PROPERTIES.items()]
FRAGMENTS = (*WRAPPERS.items(), *CONTENT.items(), *PROPERTIES_BY_TAG)


def test_every_fragment_is_xml() -> None:
    for fragment in chain.from_iterable(fragments for _, fragments in FRAGMENTS):
        unchanged(word_of(f"<p>{fragment.replace('…', '')}</p>"))


def test_picks_go_on_after_the_bytes_end() -> None:
    picks = Picks(b"\x07\x00\x01")
    assert (picks.below(4), picks.below(1000), bool(picks)) == (3, 256, False)
    assert picks.of("ab") == "a"


def test_a_name_may_come_twice() -> None:
    assert zipped([("a", b"1"), ("a", b"2")]).count(b"PK\x01\x02") == 2


# --- the properties --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("notation", "is_stray"),
    [
        ("<p>a</p><table><tr><td>b</td></tr></table>", False),
        ("<sdt><p>a</p></sdt>", False),
        ("<p><r><w:pict><w:txbxContent><p>a</p></w:txbxContent></w:pict></r></p>", False),
        ("<p><w:p><w:r><w:t>a</w:t></w:r></w:p></p>", True),
        ("<p><r><w:p><w:r><w:t>a</w:t></w:r></w:p></r></p>", True),
        ("<w:r><w:t>a</w:t></w:r>", True),
        ("<p>a<note><w:tc><p>b</p></w:tc></note></p>", True),
        ("<p><w:del><w:p><w:r><w:t>a</w:t></w:r></w:p></w:del></p>", False),
    ],
)
def test_where_words_stand(notation: str, is_stray: bool) -> None:
    assert has_stray(unchanged(word_of(notation)).trees) is is_stray


def test_a_lost_paragraph_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    file = unchanged(word_of("<p>Først q0q.</p><p>Så q1q.</p>"))
    monkeypatch.setattr(contribution, "read_blocks", lambda *a, **k: read_blocks(*a, **k)[:1])
    with pytest.raises(AssertionError, match="not accounted for"):
        hold(file)
    monkeypatch.setattr(contribution, "compare_words", lambda *_: None)
    with pytest.raises(AssertionError, match=r"lost: .'q1q'"):
        hold(file)


def test_what_is_read_otherwise_the_second_time_would_be_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    times: list[int] = []

    def read(*a: object, **k: object) -> object:
        times.append(1)
        return read_blocks(*a, **k)[len(times) % 2 :]  # type: ignore[arg-type]

    monkeypatch.setattr(contribution, "read_blocks", read)
    with pytest.raises(AssertionError, match="second time"):
        hold(unchanged(word_of("<p>Først.</p><p>Så.</p>")))


def test_opening_a_file_or_an_address_would_be_noticed(tmp_path: Path) -> None:
    with nothing_opened(), pytest.raises(AssertionError, match="open"):
        (tmp_path / "a").open("w")
    with nothing_opened(), socket.socket() as there, pytest.raises(AssertionError, match="connect"):
        there.connect(("127.0.0.1", 9))
    (tmp_path / "a").write_bytes(b"")
    assert etree.tostring(unchanged(word_of("<p/>")).trees["_rels/.rels"])
