"""What `engine` uses of WeasyPrint's private parts, and of pydyf's: is it still there?"""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections.abc import Callable
from types import CodeType
from typing import Any

import pytest


def test_the_private_parts_we_use_have_not_moved() -> None:
    assert [sentence for sentence, is_there in PARTS.items() if not holds(is_there)] == []


def test_a_part_that_moved_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.formatting_structure import boxes

    monkeypatch.delattr(boxes.Box, "link_annotation")
    (sentence,) = [sentence for sentence, is_there in PARTS.items() if not holds(is_there)]
    assert "Box.link_annotation" in sentence


def holds(is_there: Callable[[], bool]) -> bool:
    try:
        return is_there()
    except (AttributeError, ImportError, TypeError):
        return False


def names(function: Any) -> set[str]:
    """What a function's code mentions: attributes, globals, variables, constants."""
    code: CodeType = function.__code__
    return {*code.co_names, *code.co_varnames, *filter(_is_text, code.co_consts)}


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def parameters(function: Any) -> list[str]:
    return list(inspect.signature(function).parameters)


def tags_are_asked_for_in_one_place() -> bool:
    import weasyprint.pdf
    from weasyprint.pdf import tags

    wanted = ["pdf", "document", "pdf_version", "page_streams"]
    asked = "add_tags" in names(weasyprint.pdf.generate_pdf)
    return asked and parameters(tags.add_tags) == wanted


def content_is_marked_by_box_and_number() -> bool:
    from weasyprint.pdf.stream import Stream

    return "_tags" in names(Stream.__init__) and "_tags" in names(inspect.unwrap(Stream.marked))


def marks_are_three_operators() -> bool:
    import pydyf

    stream = pydyf.Stream()
    stream.begin_marked_content("Span", pydyf.Dictionary({"MCID": 0}))
    return stream.stream == ["/Span", {"MCID": 0}, b"BDC"]


def pages_keep_their_boxes() -> bool:
    from weasyprint.document import Page

    return {"_page_box", "links", "anchors"} <= names(Page.__init__)


def links_are_four_values() -> bool:
    from weasyprint.pdf.anchors import add_links

    found = names(add_links)
    return {"link_type", "link_target", "rectangle", "box", "link_annotation"} <= found


def boxes_know_their_elements() -> bool:
    from weasyprint.formatting_structure.boxes import Box

    return parameters(Box.__init__) == ["self", "element_tag", "style", "element"]


def placeholders_keep_their_boxes() -> bool:
    from weasyprint.layout.absolute import AbsolutePlaceholder

    return "_box" in names(AbsolutePlaceholder.__init__)


def margin_boxes_know_where_they_are() -> bool:
    from weasyprint.formatting_structure.boxes import MarginBox

    return "at_keyword" in names(MarginBox.__init__)


def there_are_such_boxes() -> bool:
    from weasyprint.formatting_structure import boxes

    kinds = ("BlockBox", "BlockContainerBox", "ReplacedBox", "TextBox", "TableRowGroupBox")
    return all(hasattr(boxes, kind) for kind in kinds) and not boxes.TableRowGroupBox.is_header


def boxes_have_links() -> bool:
    from weasyprint.formatting_structure.boxes import Box

    return Box.link_annotation is None


def texts_can_be_set_anew() -> bool:
    from weasyprint.text import line_break

    methods = ("set_text", "get_first_line", "reactivate", "deactivate")
    layout = line_break.Layout
    wanted = ["text", "style", "context", "max_width", "justification_spacing"]
    return (
        all(hasattr(layout, method) for method in methods)
        and "text" in names(layout.set_text)
        and "text" in names(layout.reactivate)
        and parameters(line_break.line_size) == ["line", "style"]
        and parameters(line_break.create_layout) == wanted
    )


def fontconfig_is_at_hand() -> bool:
    from weasyprint.text.ffi import ffi, fontconfig

    return all(
        hasattr(fontconfig, name) for name in ("FcConfigGetFonts", "FcPatternGetString")
    ) and bool(ffi.typeof("FcFontSet"))


def libraries_are_at_hand() -> bool:
    from weasyprint.text import ffi

    return hasattr(ffi.pango, "pango_version") and hasattr(ffi, "harfbuzz_subset")


def metadata_is_made_in_one_place() -> bool:
    from weasyprint.pdf.metadata import DocumentMetadata

    made = parameters(DocumentMetadata.generate_rdf_metadata)
    return made == ["self", "variant", "version", "conformance"]


def colours_come_from_a_file() -> bool:
    from weasyprint.css import ColorProfile

    return parameters(ColorProfile)[:2] == ["file_object", "src"]


def files_are_written_by_lines() -> bool:
    import pydyf

    return parameters(pydyf.PDF.write_line) == ["self", "content", "output"]


def lines_end_where_we_say() -> bool:
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    split = ["text", "style", "context", "max_width", "justification_spacing", "is_line_start"]
    waiting = ["context", "box", "max_x", "bottom_space", "initial_skip_stack", "absolute_boxes"]
    source = ast.parse(inspect.getsource(inline))
    (stock,) = (
        node
        for node in source.body
        if isinstance(node, ast.FunctionDef) and node.name == "_break_waiting_children"
    )
    return (
        parameters(line_break.split_first_line) == [*split, "minimum"]
        and [argument.arg for argument in stock.args.args][:6] == waiting
        and len(stock.args.args) == 14
        and "split_first_line" in names(inline.split_text_box)
        and "_break_waiting_children" in names(inline.split_inline_box)
    )


def pages_end_where_we_say() -> bool:
    from weasyprint.layout import block, page, table

    made = ["context", "root_box", "page_type", "resume_at", "page_number", "page_state"]
    avoided = {"avoid_page_break", "block_level_page_break"}
    (stock,) = (
        node
        for node in ast.parse(inspect.getsource(page)).body
        if isinstance(node, ast.FunctionDef) and node.name == "make_page"
    )
    return (
        [argument.arg for argument in stock.args.args] == made
        and "make_page" in names(page.remake_page)
        and parameters(block._add_break_values) == ["box", "side"]
        and avoided <= names(block.find_earlier_page_break)
        and avoided <= names(block._in_flow_layout)
        and avoided <= names(table._find_earlier_page_break)
    )


SET_BY_A_PAGE = {
    "footnotes", "page_footnotes", "current_page_footnotes", "reported_footnotes", "rendered_notes",
    "broken_out_of_flow",
}  # fmt: skip
"""What a page's layout changes in the context and the next page goes on with."""

REST_OF_CONTEXT = {
    # what it is made with
    "style_for", "get_image_from_uri", "font_config", "counter_style", "target_collector",
    # as before when a page is done, or set for each page
    "_excluded_shapes_root_boxes", "_excluded_shapes", "in_column", "current_footnote_area",
    "page_bottom", "current_page", "forced_break",
    # from which a page first takes away its own, or filled when all pages are done
    "running_elements", "string_set",
    # only remembered
    "tables", "dictionaries",
}  # fmt: skip


def a_page_changes_what_we_restore() -> bool:
    """Not all of what a context has: whoever adds to it has to look where it belongs."""
    from arkdoc.write.pdf.page_breaking import _STATE

    made = inspect.getsource(sys.modules["weasyprint.layout"].LayoutContext.__init__)
    assigned = {
        node.attr
        for node in ast.walk(ast.parse(textwrap.dedent(made)))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
    }
    return set(_STATE) == SET_BY_A_PAGE and assigned == SET_BY_A_PAGE | REST_OF_CONTEXT


def notes_are_set_by_the_context() -> bool:
    from weasyprint.layout import LayoutContext, block, page

    updates = ("layout_footnote", "unlayout_footnote", "report_footnote")
    sets = {"current_page_footnotes", "_update_footnote_area"}
    pushing = inspect.getsource(block._linebox_layout)
    return (
        all(sets <= names(getattr(LayoutContext, name)) for name in updates)
        and "def _update_footnote_area(self):" in inspect.getsource(LayoutContext)
        and "while report and context.current_page_footnotes:" in pushing
        and "context.current_page_footnotes = []" in inspect.getsource(page)
        and "footnote_area = boxes.FootnoteAreaBox(page, footnote_area_style)"
        in inspect.getsource(page)
    )


def calls_of_notes_leave_a_box() -> bool:
    from weasyprint.formatting_structure import boxes, build

    made = inspect.getsource(build.element_to_box)
    return (
        "::footnote-call" in made
        and "footnote_call.footnote = footnote" in made
        and boxes.Box.footnote is None
        and "box.process_whitespace()" in inspect.getsource(build.build_formatting_structure)
        and "box.process_text_transform()" in inspect.getsource(build.build_formatting_structure)
        and parameters(boxes.FootnoteAreaBox.__init__) == ["self", "page", "style"]
    )


def blocks_are_laid_out_in_a_block() -> bool:
    from weasyprint.formatting_structure import build
    from weasyprint.layout.block import block_level_layout

    wanted = ["context", "box", "bottom_space", "skip_stack", "containing_block"]
    made = parameters(build.create_anonymous_boxes)
    return parameters(block_level_layout)[:5] == wanted and made == ["box"]


def layouts_are_made_step_by_step() -> bool:
    from weasyprint.document import Document, Page
    from weasyprint.formatting_structure.build import build_formatting_structure
    from weasyprint.layout import LayoutContext, layout_document

    styled = ["html", "font_config", "counter_style", "color_profiles", "options"]
    boxed = [
        "element_tree",
        "style_for",
        "get_image_from_uri",
        "base_url",
        "target_collector",
        "counter_style",
        "footnotes",
    ]
    context = ["style_for", "get_image_from_uri", "font_config", "counter_style"]
    return (
        parameters(Document._build_layout_context) == styled
        and parameters(build_formatting_structure) == boxed
        and parameters(LayoutContext) == [*context, "target_collector"]
        and parameters(layout_document)[:3] == ["html", "root_box", "context"]
        and parameters(Page) == ["page_box"]
        and {"build_formatting_structure", "layout_document"} <= names(Document._render)
    )


def pages_are_made_and_framed_by_name() -> bool:
    from weasyprint import layout
    from weasyprint.formatting_structure import build
    from weasyprint.layout import block, page

    return (
        {"make_page", "page_maker", "PageType"} <= names(page.remake_page)
        and parameters(build.update_counters) == ["state", "style"]
        and parameters(page._standardize_page_based_counters) == ["style", "pseudo_type"]
        and parameters(page.make_margin_boxes) == ["context", "page", "state"]
        and {"make_margin_boxes", "current_page"} <= names(layout.layout_document)
        and "block_level_layout" in names(block._in_flow_layout)
        and page.PageType._fields == ("side", "blank", "name", "index", "groups")
    )


PARTS: dict[str, Callable[[], bool]] = {
    "weasyprint.pdf.generate_pdf calls add_tags(pdf, document, pdf_version, page_streams).": (
        tags_are_asked_for_in_one_place
    ),
    "Stream.marked keeps in Stream._tags which box has which number.": (
        content_is_marked_by_box_and_number
    ),
    "pydyf.Stream.begin_marked_content appends tag, properties and BDC.": (
        marks_are_three_operators
    ),
    "Page has _page_box, links and anchors.": pages_keep_their_boxes,
    "add_links unpacks Page.links in four and sets the box's link_annotation.": (
        links_are_four_values
    ),
    "Box has element and element_tag.": boxes_know_their_elements,
    "Box.link_annotation is None until a link is drawn.": boxes_have_links,
    "AbsolutePlaceholder has _box.": placeholders_keep_their_boxes,
    "MarginBox has at_keyword.": margin_boxes_know_where_they_are,
    "There are Block-, Replaced-, Text- and TableRowGroupBox, the last with is_header.": (
        there_are_such_boxes
    ),
    "Layout keeps its text, and draws it from there; line_size and create_layout exist.": (
        texts_can_be_set_anew
    ),
    "inline has split_text_box, split_inline_box and _break_waiting_children as they were.": (
        lines_end_where_we_say
    ),
    "make_page lays out one page; whether a break is to be avoided is asked of two functions.": (
        pages_end_where_we_say
    ),
    "A document is styled, made boxes of, laid out and made pages of, by these functions.": (
        layouts_are_made_step_by_step
    ),
    "remake_page calls make_page, layout_document make_margin_boxes, both by name.": (
        pages_are_made_and_framed_by_name
    ),
    "LayoutContext has these attributes, of which a page's layout changes _STATE.": (
        a_page_changes_what_we_restore
    ),
    "LayoutContext sets notes by current_page_footnotes and _update_footnote_area alone.": (
        notes_are_set_by_the_context
    ),
    "A call of a note leaves a box with ::footnote-call, and notes are in a FootnoteAreaBox.": (
        calls_of_notes_leave_a_box
    ),
    "block_level_layout and create_anonymous_boxes take what they took.": (
        blocks_are_laid_out_in_a_block
    ),
    "weasyprint.text.ffi has fontconfig, which can list fonts.": fontconfig_is_at_hand,
    "weasyprint.text.ffi has Pango, which tells its version, and harfbuzz_subset or None.": (
        libraries_are_at_hand
    ),
    "DocumentMetadata.generate_rdf_metadata(variant, version, conformance) makes the XMP.": (
        metadata_is_made_in_one_place
    ),
    "ColorProfile is made from a file.": colours_come_from_a_file,
    "pydyf.PDF writes each object with write_line(content, output).": files_are_written_by_lines,
}
