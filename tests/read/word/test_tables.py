"""Tables of Word files: rectangles, headers, layout tables, tables in tables, and what is hostile."""

from __future__ import annotations

import pytest

from arkdoc.model.nodes import Alignment, Block, Blocks, Heading, ListBlock, Paragraph, Table
from arkdoc.model.source import NOWHERE
from arkdoc.model.tree import cell_text, inline_runs, plain_text, walk
from arkdoc.read.word.reading import Reading
from tests.support.project import growth
from tests.support.word_packages import item, p, r, table
from tests.support.word_reading import codes, read_body

BOLD = "<w:b/>"
GRID = '<w:tblStyle w:val="Tabellrutenett"/>'


def tc(content: str = "", properties: str = "", *, jc: str = "") -> str:
    """A cell: text, or blocks as XML."""
    aligned = f'<w:jc w:val="{jc}"/>' if jc else ""
    inside = content if content.startswith("<w:") else p(content, properties=aligned)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    about = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{about}{''.join(c if c.startswith('<') else tc(c) for c in cells)}</w:tr>"


def tbl(*rows: str, properties: str = GRID) -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid/>{''.join(rows)}</w:tbl>"


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


HEADER = "<w:tblHeader/>"
DOWN, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def read(text: str, *, headed: bool = True) -> tuple[Reading, Blocks]:
    return read_body(text, headed=headed)


def only_table(text: str) -> tuple[Reading, Table]:
    reading, (block,) = read(text)
    assert isinstance(block, Table)
    return reading, block


def texts(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[cell_text(cell) for cell in row] for row in (block.header, *block.rows)]


def lines(blocks: Blocks) -> list[str]:
    return [plain_text(run) for block in walk(blocks) for run in inline_runs(block)]


# --- headers ---------------------------------------------------------------------------------


def test_a_marked_header_row() -> None:
    reading, found = only_table(table(["Seksjon", "2017"], ["Gjøvik", "82,5"], header=True))
    assert texts(found) == [["Seksjon", "2017"], ["Gjøvik", "82,5"]]
    assert codes(reading) == []


def test_the_first_row_is_the_header_where_none_is_marked_and_that_is_told() -> None:
    reading, found = only_table(p("x") and table(["12", "15"], ["9", "8"]))
    assert texts(found) == [["12", "15"], ["9", "8"]]
    assert [(d.rule.code, d.span.line) for d in reading.diagnostics] == [("ARK615", 1)]


@pytest.mark.parametrize("first", [
    tr(tc(p(r("Møte", BOLD))), tc(p(r("Når", BOLD)))),
    tr(tc("Møte", '<w:shd w:val="clear" w:fill="D9E2F3"/>'), tc("Når", '<w:shd w:fill="D9E2F3"/>')),
    tr("Møte", "Når", properties='<w:cnfStyle w:val="100000000000"/>'),
    tr("Møte", "Når", properties='<w:cnfStyle w:firstRow="1"/>'),
], ids=["bold", "filled", "style", "style of today"])  # fmt: skip
def test_a_first_row_that_looks_like_a_header_is_one(first: str) -> None:
    reading, found = only_table(tbl(first, tr("Lunsj", "fredag")))
    assert texts(found)[0] == ["Møte", "Når"]
    assert codes(reading) == []
    assert [cell.blocks for cell in found.header] == [
        cell.blocks for cell in only_table(tbl(tr("Møte", "Når"), tr("a", "b")))[1].header
    ]  # bold is not said twice


def test_where_all_rows_are_bold_the_first_is_guessed() -> None:
    rows = [tr(tc(p(r(a, BOLD))), tc(p(r(b, BOLD)))) for a, b in (("12", "15"), ("9", "8"))]
    assert codes(only_table(tbl(*rows))[0]) == ["ARK615"]


def test_of_two_header_rows_the_second_is_a_row() -> None:
    reading, found = only_table(tbl(
        tr(tc("Område", DOWN), tc("Svar", span(2)), properties=HEADER),
        tr(tc("", GOES_ON), tc("Ja"), tc("Nei"), properties=HEADER),
        tr("Støy", "40", "60"),
    ))  # fmt: skip
    assert texts(found) == [["Område", "Svar", ""], ["", "Ja", "Nei"], ["Støy", "40", "60"]]
    assert codes(reading) == ["ARK616"]


def test_a_header_further_down_is_a_row() -> None:
    reading, found = only_table(tbl(tr("a", "b"), tr("c", "d", properties=HEADER)))
    assert texts(found) == [["a", "b"], ["c", "d"]]
    assert codes(reading) == ["ARK615"]


# --- the rectangle ---------------------------------------------------------------------------


def test_spans_become_the_first_cell_and_empty_ones() -> None:
    reading, found = only_table(tbl(
        tr("a", "b", "c", properties=HEADER),
        tr(tc("over to", span(2)), "x"),
        tr(tc("ned", DOWN), "y", "z"),
        tr(tc("", GOES_ON), tc("slutt", span(2))),
    ))  # fmt: skip
    assert texts(found)[1:] == [["over to", "", "x"], ["ned", "y", "z"], ["", "slutt", ""]]
    assert [(d.rule.code, d.span.line) for d in reading.diagnostics] == [("ARK616", 4)]
    assert all(len(row) == 3 for row in found.rows)
    assert found.rows[0][1].span == NOWHERE  # nobody wrote it
    assert found.rows[2][0].span == NOWHERE


def test_words_in_a_cell_that_another_covers_are_not_lost() -> None:
    _, found = only_table(tbl(tr(tc("a", DOWN), "b"), tr(tc("skjult", GOES_ON), "c")))
    assert texts(found)[1] == ["skjult", "c"]


def test_spans_over_columns_that_no_row_has_are_no_spans() -> None:
    reading, found = only_table(tbl(
        tr(tc("a", span(3)), tc("b", span(5)), properties=HEADER), tr(tc("c", span(3)), tc("d", span(2)))
    ))  # fmt: skip
    assert texts(found) == [["a", "b"], ["c", "d"]]
    assert codes(reading) == []


def test_a_row_that_begins_further_in_or_ends_before() -> None:
    _, found = only_table(tbl(
        tr("a", "b", "c", properties=HEADER),
        tr("x", "y", properties='<w:gridBefore w:val="1"/>'),
        tr("z", properties='<w:gridAfter w:val="2"/>'),
    ))  # fmt: skip
    assert texts(found)[1:] == [["", "x", "y"], ["z", "", ""]]


def test_merging_of_old() -> None:
    start, on = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    reading, found = only_table(
        tbl(tr("a", "b", properties=HEADER), tr(tc("c", start), tc("", on)))
    )
    assert texts(found)[1] == ["c", ""]
    assert codes(reading) == ["ARK616"]


def test_deleted_rows_are_gone_and_inserted_ones_there() -> None:
    _, found = only_table(tbl(
        tr("a", "b", properties=HEADER), tr("ny", "rad", properties="<w:ins/>"),
        tr("slettet", "rad", properties="<w:del/>"),
    ))  # fmt: skip
    assert texts(found) == [["a", "b"], ["ny", "rad"]]
    assert read(tbl(tr("a", properties="<w:del/>")))[1] == ()


@pytest.mark.parametrize("around", ["sdt", "customXml"])
def test_rows_and_cells_in_controls(around: str) -> None:
    start = "<w:sdt><w:sdtPr/><w:sdtContent>" if around == "sdt" else "<w:customXml>"
    end = "</w:sdtContent></w:sdt>" if around == "sdt" else "</w:customXml>"
    cell = f"{start}{start}{tc('celle')}{end}{end}"
    _, found = only_table(tbl(
        tr("a", "b", properties=HEADER), tr("c", cell), f"{start}{tr('rad', 'her')}{end}"
    ))  # fmt: skip
    assert texts(found) == [["a", "b"], ["c", "celle"], ["rad", "her"]]


def test_columns_stand_as_their_cells_do_where_those_agree() -> None:
    _, found = only_table(tbl(
        tr(tc("a", jc="center"), "b", "c", "d", properties=HEADER),
        tr("x", tc("1", jc="right"), tc("x", jc="center"), tc("y", jc="start")),
        tr("x", tc("2", jc="end"), tc("", jc="left"), tc("z", jc="both")),
        tr("x", tc("3", jc="right"), tc("x", jc="center"), tc("z", jc="start")),
    ))  # fmt: skip
    assert found.alignments == (Alignment.NONE, Alignment.NONE, Alignment.CENTER, Alignment.NONE)
    _, found = only_table(
        tbl(tr("a", "b"), tr("x", tc("1", jc="right")), tr("x", tc("2", jc="right")))
    )
    assert found.alignments == (Alignment.NONE, Alignment.RIGHT)


def test_cells_hold_blocks_and_headings_are_bold_in_them() -> None:
    cell = tc(
        p("Første.") + p("Andre.") + item("Punkt") + item("Punkt to") + p("Tittel", "Overskrift2")
    )
    _, found = only_table(tbl(tr("a", "b", properties=HEADER), tr("c", cell)))
    kinds = [type(block) for block in found.rows[0][1].blocks]
    assert kinds == [Paragraph, Paragraph, ListBlock, Paragraph]
    assert not any(isinstance(block, Heading) for block in walk((found,)))


def test_every_cell_says_where_it_stands() -> None:
    _, found = only_table(table(["a", "b"], ["", "d"], header=True))
    assert [cell.span.line for row in (found.header, *found.rows) for cell in row] == [1, 2, 3, 4]
    assert (found.span.line, found.span.end_line) == (1, 4)


# --- layout ----------------------------------------------------------------------------------


def test_one_column_is_layout() -> None:
    reading, blocks = read(tbl(tr(tc(p("Viktig: Husk frist.") + p("Andre.")))))
    assert lines(blocks) == ["Viktig: Husk frist.", "Andre."]
    assert not any(isinstance(block, Table) for block in blocks)
    assert codes(reading) == ["ARK618"]
    assert lines(read(tbl(tr("a"), tr("b"), tr("c")))[1]) == ["a", "b", "c"]


def test_one_column_with_a_header_row_is_a_table() -> None:
    reading, found = only_table(tbl(tr("Møter", properties=HEADER), tr("Lunsj")))
    assert texts(found) == [["Møter"], ["Lunsj"]]
    assert codes(reading) == []


PICTURE = "<w:p><w:r><w:drawing/></w:r></w:p>"
LETTERHEAD = {
    "logo": tbl(tr(tc(PICTURE), "NOTAT"), tr("Avdelingen", "Gjøvik"), properties=""),
    "nested": tbl(tr("NTNU", tc(table(["Dato", "20.02.2019"], ["Vår ref.", "1"]))), properties=""),
    "labels": tbl(tr("Til: Prorektor", "Fra: Seksjon Gjøvik"), tr("Dato: 20.02.2019", ""), properties='<w:tblStyle w:val="TableNormal"/>'),
}  # fmt: skip


@pytest.mark.parametrize("kind", LETTERHEAD)
def test_a_letterhead_is_layout_before_the_first_heading(kind: str) -> None:
    reading, blocks = read(LETTERHEAD[kind] + p("Tekst."), headed=False)
    assert "ARK618" in codes(reading)
    if kind == "nested":
        assert texts(blocks[1]) == [["Dato", "20.02.2019"], ["Vår ref.", "1"]]
    else:
        assert not any(isinstance(block, Table) for block in blocks)
    assert isinstance(read(LETTERHEAD[kind])[1][0], Table)  # but not after it


@pytest.mark.parametrize("data", [
    tbl(tr("Seksjon", "2015", "2017"), tr("Gjøvik", "71", "82"), properties=""),
    tbl(tr("Расстояние:", "25900"), tr("Масса:", "4,31"), properties=""),
    tbl(tr("Til: Prorektor", "Fra: oss"), tr("Dato: i dag", ""), properties=GRID),
    tbl(tr("Til: Prorektor", "Fra: oss"), tr("Dato: i dag", ""), properties='<w:tblBorders><w:top w:val="single"/></w:tblBorders>'),
    tbl(tr(tc(PICTURE), "NOTAT", properties=HEADER), tr("a", "b"), properties=""),
    tbl(tr(tc(PICTURE, '<w:tcBorders><w:top w:val="single"/></w:tcBorders>'), "b"), tr("a", "b"), properties=""),
    tbl(tr("Enhet", "Seksjon Gjøvik"), tr("Dato", "20.02.2019"), properties=""),
], ids=range(7))  # fmt: skip
def test_data_before_the_first_heading_stays_a_table(data: str) -> None:
    reading, blocks = read(data, headed=False)
    assert isinstance(blocks[0], Table)
    assert "ARK618" not in codes(reading)


# --- tables in tables ------------------------------------------------------------------------


def test_a_table_in_a_cell_becomes_lines() -> None:
    inner = tbl(tr("Indre A", "Indre B"), tr("C", ""), tr("", ""))
    reading, found = only_table(
        tbl(tr("a", "b", properties=HEADER), tr("c", tc(p("Se:") + inner + p())))
    )
    assert lines(found.rows[0][1].blocks) == ["Se:", "Indre A – Indre B", "C"]
    assert codes(reading) == ["ARK617"]


def test_a_frame_in_a_cell_is_its_text() -> None:
    inner = tbl(tr(tc(p("Ramme") + item("punkt") + item("to"))))
    reading, found = only_table(tbl(tr("a", "b", properties=HEADER), tr("c", tc(inner))))
    assert [type(block) for block in found.rows[0][1].blocks] == [Paragraph, ListBlock]
    assert codes(reading) == ["ARK618"]


def nested(levels: int, rows: str = "") -> str:
    text = p("innerst")
    for level in range(levels, 0, -1):
        text = tbl(tr(tc(p(f"nivå{level}") + text), f"b{level}") + rows)
    return text


def test_tables_deeper_than_ten_are_lines_with_every_word() -> None:
    reading, blocks = read(nested(60))
    said = " ".join(lines(blocks)).split()
    assert sorted(word for word in said if word != "–") == sorted(
        ["innerst", *(f"nivå{n}" for n in range(1, 61)), *(f"b{n}" for n in range(1, 61))]
    )
    assert codes(reading).count("ARK626") == 1
    assert codes(reading).count("ARK617") == 9


def test_frames_in_frames_however_many() -> None:
    text = p("innerst")
    for level in range(200):
        text = tbl(tr(tc(p(f"nivå{level}") + text)))
    reading, blocks = read(text)
    assert len(" ".join(lines(blocks)).replace(" – ", " ").split()) == 201
    assert codes(reading).count("ARK626") == 1


# --- hostile ---------------------------------------------------------------------------------


@pytest.mark.parametrize("wide", ["1000000000", "99999999999999999999", "-3", "x", "", "0", "²"])
def test_a_span_is_no_wider_than_the_table(wide: str) -> None:
    _, found = only_table(tbl(
        tr(tc("a", f'<w:gridSpan w:val="{wide}"/>'), "b", properties=HEADER),
        tr("c", "d", properties=f'<w:gridBefore w:val="{wide}"/>'),
    ))  # fmt: skip
    assert len(found.alignments) <= 4
    assert sorted("".join(row) for row in texts(found)) == ["ab", "cd"]


def test_a_rectangle_past_the_limit_is_lines() -> None:
    wide, tall = tr(*(f"w{n}" for n in range(400))), [tr(f"h{n}") for n in range(100)]
    reading, blocks = read(tbl(wide, *tall))
    assert len(lines(blocks)) == 101
    assert set(" ".join(lines(blocks)).split()) == {"–", *(f"w{n}" for n in range(400)), *(f"h{n}" for n in range(100))}  # fmt: skip
    assert codes(reading) == ["ARK626"]


def test_rows_that_each_begin_elsewhere_are_bounded() -> None:
    rows = [tr("x", properties=f'<w:gridBefore w:val="{n}"/>') for n in range(300)]
    reading, blocks = read(tbl(*rows))
    assert len(lines(blocks)) == 300
    assert codes(reading) == ["ARK626"]


def test_a_table_of_nothing() -> None:
    assert read("<w:tbl/>")[1] == ()
    assert read(tbl("<w:tr/>"))[1] == ()
    _, found = only_table(tbl("<w:tr><w:tc/><w:tc/></w:tr>", tr("a", "b")))
    assert texts(found) == [["", ""], ["a", "b"]]


def test_reading_takes_time_in_proportion_to_the_rows() -> None:
    def run(rows: int) -> None:
        read(tbl(*(tr("a", "b", "c") for _ in range(rows))))

    assert growth(run, 100) < 4


# --- controls, revisions, styles -------------------------------------------------------------


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def test_a_table_in_a_control_in_a_cell_is_nested_all_the_same() -> None:
    inner = control(table(["Indre A", "Indre B"]))
    reading, found = only_table(tbl(tr("a", "b", properties=HEADER), tr("c", tc(inner))))
    assert lines(found.rows[0][1].blocks) == ["Indre A – Indre B"]
    assert codes(reading) == ["ARK617"]


def test_tables_in_controls_in_tables_are_bounded() -> None:
    text = p("innerst")
    for level in range(150):
        text = tbl(tr(tc(control(p(f"nivå{level}") + text)), "b"))
    reading, blocks = read(text)
    assert len([word for word in " ".join(lines(blocks)).split() if word != "–"]) == 301
    assert codes(reading).count("ARK626") == 1


def test_what_a_control_around_a_cell_asks_for_is_left_out() -> None:
    cell = control(tc("Klikk her for å skrive."), "<w:showingPlcHdr/>")
    reading, found = only_table(tbl(tr("a", "b", properties=HEADER), tr("c", cell)))
    assert texts(found)[1] == ["c", ""]
    assert codes(reading) == ["ARK613"]


def test_the_control_for_the_unit_may_stand_around_a_cell() -> None:
    cell = control(tc("Seksjon Gjøvik"), '<w:tag w:val="enhet"/>')
    reading, _ = read(tbl(tr("Enhet", cell), tr("Dato", "20.02.2019")))
    assert [clue.text for clue in reading.clues] == ["Seksjon Gjøvik"]


def test_rows_and_cells_put_in_and_deleted_are_counted() -> None:
    by = 'w:id="1" w:author="Kari"'
    reading, _ = read(tbl(
        tr("a", "b"), tr("c", "d", properties=f"<w:ins {by}/>"), tr("e", "f", properties=f"<w:del {by}/>"),
        tr("g", tc("h", f"<w:cellIns {by}/>")),
    ))  # fmt: skip
    assert reading.revisions.count == 3
    assert reading.revisions.authors == {"Kari"}


LOOK = '<w:tblStyle w:val="Lys"/><w:tblLook w:val="{}"/>'
STYLED = (
    '<w:style w:type="table" w:styleId="Lys"><w:name w:val="Light"/><w:basedOn w:val="Grunn"/></w:style>'
    '<w:style w:type="table" w:styleId="Grunn"><w:name w:val="Base"/>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>'
)


@pytest.mark.parametrize(("bits", "said"), [("04A0", []), ("0480", ["ARK615"]), ("x", ["ARK615"])])
def test_a_style_with_another_look_for_the_first_row(bits: str, said: list[str]) -> None:
    text = tbl(tr("a", "b"), tr("c", "d"), properties=LOOK.format(bits))
    assert codes(read_body(text, styles=STYLED)[0]) == said


def test_many_tables_together_have_no_more_cells_than_one_may_have() -> None:
    one = tbl(tr(*map(str, range(170))), *(tr("x") for _ in range(170)))
    reading, blocks = read((one + p("mellom")) * 4)
    assert codes(reading).count("ARK626") == 3
    assert isinstance(blocks[0], Table)


def test_code_and_directives_in_a_nested_table_keep_their_words() -> None:
    inner = tbl(tr("[[tiltak]]", "b"))
    _, found = only_table(tbl(tr("a", "b", properties=HEADER), tr("c", tc(inner))))
    assert lines(found.rows[0][1].blocks) == ["[[tiltak]] – b"]


@pytest.mark.parametrize(("bits", "said"), [("0480", True), ("0420", False), ("04A0", True)])
def test_a_style_with_another_look_for_the_first_column_names_the_rows(
    bits: str, said: bool
) -> None:
    styles = STYLED.replace('w:type="firstRow"', 'w:type="firstCol"')
    text = tbl(tr("a", "b", properties=HEADER), tr("c", "d"), properties=LOOK.format(bits))
    (found,) = read_body(text, styles=styles)[1]
    assert isinstance(found, Table)
    assert found.row_headers is said
    assert not only_table(text.replace("Lys", "Tabellrutenett"))[1].row_headers
