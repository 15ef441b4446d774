"""Marked pieces of pages, each with the HTML elements around it → a PDF's structure tree.

An element of HTML is one of the tree, on however many pages (ISO 32000-1, 14.7; PDF/UA-1, 7.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias
from xml.etree.ElementTree import Element

import pydyf

from arkdoc.model.marker import Numeral
from arkdoc.style.role import Role
from arkdoc.write.html import names
from arkdoc.write.pdf.page_html import CODE_LINE

_TYPES = {
    **{name: name.upper() for name in ("h1", "h2", "h3", "h4", "h5", "h6", "p", "tr", "th", "td")},
    "a": "Link",
    "blockquote": "BlockQuote",
    "caption": "Caption",
    "code": "Code",
    "em": "Em",
    "figcaption": "Caption",
    "figure": "Div",  # a Figure's Alt stands for all inside it, so the caption is beside it
    "img": "Figure",
    "li::marker": "Lbl",
    "nav": "TOC",
    "pre": "Div",  # each of its lines is a P
    "s": "Span",
    "section": "Sect",
    "strong": "Strong",
    "table": "Table",
    "tbody": "TBody",
    "thead": "THead",
}
_ROLE_MAP = {"Em": "Span", "Strong": "Span"}  # not among the types of ISO 32000-1
_NUMBERINGS = {
    Numeral.LOWER_LETTER.value: "LowerAlpha",
    Numeral.UPPER_LETTER.value: "UpperAlpha",
    Numeral.LOWER_ROMAN.value: "LowerRoman",
    Numeral.UPPER_ROMAN.value: "UpperRoman",
}
_BLOCKS = frozenset({"div", "main", "header", "body"})
_NOTES_INSIDE = frozenset(
    {"blockquote", "body", "caption", "div", "figcaption", "li", "main", "section", "td", "th"}
)
_INLINES = frozenset({"", "Code", "Em", "Figure", "Lbl", "Link", "Reference", "Span", "Strong"})
_LABEL_CLASSES = frozenset({names.MARKER_CLASS, names.FOOT_NUMBER_CLASS})


class ElementPlace(NamedTuple):
    """An element, and its tag: `li`, or `li::marker` for what CSS puts before its text."""

    element: Element
    tag: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A run of marked content: number `mcid` of the page with the index `page`."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Linked:
    """A link's annotation on the page with the index `page`."""

    page: int
    annotation: pydyf.Dictionary


@dataclass(frozen=True, slots=True)
class Drawn:
    """Where an image is: left, bottom, right and top in points from the page's lower left."""

    page: int
    box: tuple[float, float, float, float]


Content: TypeAlias = Marked | Linked


class TaggedContent(NamedTuple):
    """The content of the innermost of `places`, outermost first; None for an empty element."""

    places: tuple[ElementPlace, ...]
    content: Content | Drawn | None


@dataclass(slots=True, eq=False)
class TagNode:
    """A structure element in the making."""

    type: str
    place: ElementPlace | None = None
    parent: TagNode | None = None
    kids: list[TagNode | Content] = field(default_factory=list)
    body: TagNode | None = None
    has_blocks: bool = False
    id: str = ""
    headers: tuple[str, ...] = ()
    drawn: Drawn | None = None

    def get(self, name: str) -> str:
        """An attribute of the HTML element behind it, or nothing."""
        return self.place.element.get(name, "") if self.place else ""

    def nodes(self) -> Iterator[TagNode]:
        """The elements directly inside it."""
        return (kid for kid in self.kids if isinstance(kid, TagNode))


def note_places(places: tuple[ElementPlace, ...], note: Element) -> tuple[ElementPlace, ...]:
    """Where a note is that is called in `places`: after the paragraph, inside a cell or an item."""
    around = list(places)
    while around and around[-1].tag not in _NOTES_INSIDE:
        around.pop()
    return (*around, ElementPlace(note, note.tag))


def structure(pieces: Iterable[TaggedContent]) -> TagNode:
    """The tree of `pieces`, which come in reading order."""
    tree = _Tree()
    for piece in pieces:
        tree.add(piece)
    _identify(tree.root)
    return tree.root


class _Tree:
    def __init__(self) -> None:
        self.root = TagNode("Document")
        self._nodes: dict[ElementPlace, TagNode] = {}

    def add(self, piece: TaggedContent) -> None:
        node = self._node(piece.places)
        if isinstance(piece.content, Drawn):
            node.drawn = piece.content
        elif piece.content:
            inside = self._inside(node)
            inside.kids.insert(_end_of_text(inside), piece.content)

    def _node(self, places: tuple[ElementPlace, ...]) -> TagNode:
        if not places:
            return self.root
        if places[-1] not in self._nodes:
            self._nodes[places[-1]] = self._made(places[-1], self._node(places[:-1]))
        return self._nodes[places[-1]]

    def _made(self, place: ElementPlace, parent: TagNode) -> TagNode:
        kind = _type(place, parent)
        if not kind:
            return parent
        node = TagNode(kind, place)
        if kind == "Figure" and names.CHECKBOX_CLASS in node.get("class").split():
            # A task's box is its item's label, even inside a paragraph.
            return _into(_label(parent) or parent, node)
        if kind == "Lbl" and (label := _label(parent)):
            return label
        if place.element.get("class") == names.FOOT_NUMBER_CLASS:
            return _into(_note(parent), node, at=0)
        node = _into(self._inside(parent, kind), node)
        return _into(node, TagNode("Code", place)) if CODE_LINE in place.element.attrib else node

    @staticmethod
    def _inside(node: TagNode, kind: str = "") -> TagNode:
        """Where text in `node`, or an element of type `kind`, goes: for a list's item, its LBody.

        That holds text or blocks, not both (ISO 32000-1, table 336): beside a list, text is a P.
        """
        if node.type != "LI":
            return node
        if node.body is None:
            node.body = _into(node, TagNode("LBody"))
            node.has_blocks = _has_blocks(node)
        if kind not in _INLINES or not node.has_blocks:
            return node.body
        at = _end_of_text(node.body)
        last = node.body.kids[at - 1] if at else None
        if isinstance(last, TagNode) and last.type == "P" and not last.place:
            return last
        return _into(node.body, TagNode("P"))


def _into(parent: TagNode, node: TagNode, *, at: int | None = None) -> TagNode:
    if at is None:
        at = _end_of_text(parent) if node.type in _INLINES else len(parent.kids)
    parent.kids.insert(at, node)
    node.parent = parent
    return node


def _end_of_text(node: TagNode) -> int:
    """Where text in `node` goes on: before the notes that its last line called."""
    at = len(node.kids)
    while at and isinstance(kid := node.kids[at - 1], TagNode) and kid.type == "Note":
        at -= 1
    return at


def _note(node: TagNode) -> TagNode:
    """The note that `node` is in."""
    while node.type != "Note" and node.parent:
        node = node.parent
    return node


def _has_blocks(node: TagNode) -> bool:
    kids = [kid for kid in node.place.element if not _is_foot(kid)] if node.place else []
    types = (_type(ElementPlace(kid, kid.tag), node) for kid in kids)
    return any(
        kid.tag in _BLOCKS or kind not in _INLINES for kid, kind in zip(kids, types, strict=True)
    )


def _is_foot(element: Element) -> bool:
    return names.FOOT_CLASS in element.get("class", "").split()


def _label(node: TagNode) -> TagNode | None:
    """The label of the item that `node` is in, which is made if need be; None outside lists."""
    item: TagNode | None = node
    while item and item.type not in ("LI", "Note"):
        item = item.parent
    if item is None or item.type == "Note":
        return None
    found = next((kid for kid in item.nodes() if kid.type == "Lbl"), None)
    return found or _into(item, TagNode("Lbl"), at=0)


def _type(place: ElementPlace, parent: TagNode) -> str:
    """The structure type of an element inside `parent`; empty when it is none of its own."""
    get = place.element.get
    match place.tag:
        case "ul" | "ol" if parent.type == "TOC" or parent.get("role") == "doc-endnotes":
            return ""
        case "ul" | "ol":
            return "TOC" if parent.type == "TOCI" else "L"
        case "li":
            return {"L": "LI", "TOC": "TOCI"}.get(parent.type, "Note")
        case "p" if parent.type in ("TOC", "TOCI"):
            return "Caption" if parent.type == "TOC" else "Reference"
        case "code" | "span" if parent.place and parent.place.tag == "pre":
            return "P" if CODE_LINE in place.element.attrib else ""
        case "thead" if parent.place and parent.place.element.find("tbody") is None:
            return "TBody"  # a head needs a body (ISO 32000-1, table 337)
        case "sup" if get("class") == Role.FOOTNOTE_MARK.css_class:
            return "Reference"
        case "span" if not _LABEL_CLASSES.isdisjoint(get("class", "").split()):
            return "Lbl"
        case tag if tag in _TYPES:
            return _TYPES[tag]
        case tag if "::" not in tag and get("lang") and tag != "html":
            return "Part" if tag in _BLOCKS else "Span"
        case _:
            return ""


def _identify(root: TagNode) -> None:
    """Names for header cells and notes (ISO 32000-1, 14.7.2, table 323; PDF/UA-1, 7.9)."""
    tables = 0
    stack = [root]
    while stack:
        node = stack.pop()
        stack.extend(reversed(list(node.nodes())))
        if node.type == "Note":
            node.id = node.get("id")
        elif node.type == "Table":
            tables += 1
            _identify_headers(node, f"table-{tables}")


def _identify_headers(table: TagNode, name: str) -> None:
    """Give header cells ids, and cells their headers where a scope alone is ambiguous."""
    rows = [
        [cell for cell in row.nodes() if cell.type in ("TH", "TD")]
        for group in table.nodes()
        for row in group.nodes()
        if row.type == "TR"
    ]
    heads = [cell.get("scope") == "col" for cell in rows[0]] if rows else []
    above: dict[int, str] = {}
    for number, row in enumerate(rows, 1):
        beside = ""
        for column, cell in enumerate(row, 1):
            if cell.type == "TH":
                cell.id = f"{name}.{number}.{column}"
                if cell.get("scope") == "row":
                    beside = cell.id
                else:
                    above[column] = cell.id
            elif beside and any(heads):
                cell.headers = tuple(filter(None, (beside, above.get(column, ""))))


# --- writing it ----------------------------------------------------------------------------


def write_structure(root: TagNode, pdf: pydyf.PDF) -> None:
    """Put the tree into `pdf`, with its way back from content to element (14.7.4.4)."""
    writer = _Writer(pdf)
    tree = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(tree)
    tree["K"] = pydyf.Array([writer.write(root, tree.reference)])
    tree["ParentTree"] = writer.parents()
    tree["ParentTreeNextKey"] = writer.next_key
    tree["RoleMap"] = pydyf.Dictionary({name: f"/{type_}" for name, type_ in _ROLE_MAP.items()})
    if writer.ids:
        listed = pydyf.Array()
        for name, reference in sorted(writer.ids.items()):
            listed.extend((pydyf.String(name), reference))
        tree["IDTree"] = pydyf.Dictionary({"Names": listed})
    pdf.catalog["StructTreeRoot"] = tree.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


class _Writer:
    def __init__(self, pdf: pydyf.PDF) -> None:
        self._pdf = pdf
        self._pages = pdf.page_references
        self._on_page: dict[int, dict[int, Any]] = {i: {} for i in range(len(self._pages))}
        self._of_annotations: list[Any] = []
        self.ids: dict[str, Any] = {}

    def write(self, node: TagNode, parent: Any) -> Any:
        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.type}", "P": parent})
        self._pdf.add_object(element)
        self._describe(node, element)
        kids = pydyf.Array()
        page = next((kid.page for kid in node.kids if not isinstance(kid, TagNode)), None)
        if page is not None:
            element["Pg"] = self._pages[page]
        for kid in node.kids:
            if isinstance(kid, TagNode):
                kids.append(self.write(kid, element.reference))
            else:
                kids.append(self._content(kid, page, element.reference))
        if kids:
            element["K"] = kids
        return element.reference

    def _content(self, content: Content, page: int | None, element: Any) -> Any:
        reference = self._pages[content.page]
        match content:
            case Marked():
                self._on_page[content.page][content.mcid] = element
                if content.page == page:
                    return content.mcid
                return pydyf.Dictionary({"Type": "/MCR", "Pg": reference, "MCID": content.mcid})
            case Linked():
                annotation = content.annotation
                annotation["StructParent"] = len(self._on_page) + len(self._of_annotations)
                self._of_annotations.append(element)
                return pydyf.Dictionary(
                    {"Type": "/OBJR", "Pg": reference, "Obj": annotation.reference}
                )

    def _describe(self, node: TagNode, element: pydyf.Dictionary) -> None:
        if node.id:
            element["ID"] = pydyf.String(node.id)
            self.ids[node.id] = element.reference
        if node.get("lang"):
            element["Lang"] = pydyf.String(node.get("lang"))
        if node.type == "Link" and node.get("aria-label"):
            # A note's mark and the way back from it are signs, which say little by themselves.
            element["Alt"] = pydyf.String(node.get("aria-label"))
        if node.type == "Figure":
            element["Alt"] = pydyf.String(node.get("alt"))
            if node.get("title"):
                element["T"] = pydyf.String(node.get("title"))
        attributes = [pydyf.Dictionary(owned) for owned in _attributes(node)]
        if attributes:
            element["A"] = attributes[0] if len(attributes) == 1 else pydyf.Array(attributes)

    @property
    def next_key(self) -> int:
        """The first number that no page and no annotation has."""
        return len(self._on_page) + len(self._of_annotations)

    def parents(self) -> Any:
        """The number tree from pages' runs of content, and annotations, to elements."""
        numbers = pydyf.Array()
        for index, elements in self._on_page.items():
            on_page = pydyf.Array([elements[mcid] for mcid in sorted(elements)])
            self._pdf.add_object(on_page)
            numbers.extend((index, on_page.reference))
        for index, element in enumerate(self._of_annotations, len(self._on_page)):
            numbers.extend((index, element))
        tree = pydyf.Dictionary({"Nums": numbers})
        self._pdf.add_object(tree)
        return tree.reference


def _attributes(node: TagNode) -> Iterator[dict[str, Any]]:
    """The attributes of an element, by owner (ISO 32000-1, 14.8.5)."""
    tag = node.place.tag if node.place else ""
    if node.type == "L":
        sign = "None" if names.LABELLED_CLASS in node.get("class").split() else "Disc"  # table 347
        numbering = _NUMBERINGS.get(node.get("type"), "Decimal") if tag == "ol" else sign
        yield {"O": "/List", "ListNumbering": f"/{numbering}"}
    elif node.type == "TH":
        scope = "/Row" if node.get("scope") == "row" else "/Column"
        yield {"O": "/Table", "Scope": scope}
    elif node.headers:
        headers = pydyf.Array([pydyf.String(name) for name in node.headers])
        yield {"O": "/Table", "Headers": headers}
    elif node.type == "Figure" and node.drawn:
        inline = node.parent is not None and node.parent.type != "Div"
        placement = "/Inline" if inline else "/Block"
        yield {"O": "/Layout", "Placement": placement, "BBox": pydyf.Array(node.drawn.box)}
    elif tag == "s":
        yield {"O": "/Layout", "TextDecorationType": "/LineThrough"}
