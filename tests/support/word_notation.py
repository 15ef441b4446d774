"""A short notation for WordprocessingML → the bytes of a Word file: how cases are written as text.

What has a prefix (`<w:p>`, `<m:oMath>`) is meant as it stands. What has none is short for more:

`<p style="Overskrift1" num="2" level="1">` a paragraph, `num` and `level` as in NUMBERING, and
`<pPr>` in it for what else it is; `<b>`, `<i>`, `<s>` runs, `<r>` one with its `<rPr>` as first
element; `<tab/>`, `<br/>`, `<page/>`; `<link to="…">` out, `<link at="…">` to a bookmark;
`<field code="…">` with its result, `<begin code="…"/>`, `<sep/>`, `<end/>` its marks alone;
`<ins>`, `<del>`, `<from>`, `<to>` revisions; `<note>`, `<endnote>`, `<comment>` with their text or
their paragraphs; `<pic name="…" alt="…"/>` a small PNG; `<table header="1">`, `<tr>`, `<td span="2"
merge="restart">`; `<sdt alias="…" tag="…">` a control, `<sdtPr>` in it for what else it is.

Beside the paragraphs: `<style id="…" name="…" based="…">` with its properties, `<numbering>`,
`<header>`, `<footer>`, `<property name="…">…`, `<relation id="…" kind="…" to="…"/>`, `<strict/>`.
Text outside a run is a run of its own. White space with a line end in it is layout, as is what
surrounds a line end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from tests.support.project import png
from tests.support.word_files import parts_of, zipped
from tests.support.word_packages import DECLARATIONS, NUMBERING, STYLES, word_file

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAVE_TEXT = {f"{_W}{name}" for name in ("t", "delText", "instrText")}
_STRICT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "officeDocument/relationships",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "officeDocument/math",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "drawingml/main",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "drawingml/picture",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "drawingml/wordprocessingDrawing",
}
_RUNS = {"b": "<w:b/>", "i": "<w:i/>", "s": "<w:strike/>"}
_SIGNS = {
    "tab": "<w:tab/>",
    "br": "<w:br/>",
    "page": '<w:br w:type="page"/>',
    "sep": '<w:fldChar w:fldCharType="separate"/>',
    "end": '<w:fldChar w:fldCharType="end"/>',
}
_WHO = 'w:id="{number}" w:author="Kari" w:date="2019-02-01T10:00:00Z"'
_REVISIONS = {"ins": "ins", "del": "del", "from": "moveFrom", "to": "moveTo"}
_NOTES = {"note": "footnote", "endnote": "endnote"}


def word_of(notation: str) -> bytes:
    """The Word file that `notation` says."""
    root: Any = etree.fromstring(f"<all {DECLARATIONS}>{notation}</all>")
    return _Writer().file(root)


class _Writer:
    """Gathers what a body needs besides itself while it is written."""

    def __init__(self) -> None:
        self.styles = STYLES
        self.numbering = NUMBERING
        self.parts: dict[str, str] = {}
        self.media: dict[str, bytes] = {}
        self.relations: dict[str, tuple[str, str]] = {}
        self.notes = ""  # the part that a note is being written for
        self.in_notes: dict[str, dict[str, str]] = {}  # the links of each such part
        self.custom: dict[str, str] = {}
        self.strict = False
        self.number = 0

    def file(self, root: Any) -> bytes:
        body = "".join(written for element in root if (written := self._top(element)))
        data = word_file(
            body,
            styles=self.styles,
            numbering=self.numbering,
            parts=self.parts,
            media=self.media,
            relations=self.relations,
            custom=self.custom,
        )
        if self.in_notes:
            more = {f"word/_rels/{part}.xml.rels": _links(to) for part, to in self.in_notes.items()}
            data = zipped({**parts_of(data), **more})
        return _made_strict(data) if self.strict else data

    def _top(self, element: Any) -> str:
        """An element beside the paragraphs, or a block, as WordprocessingML."""
        match element.tag:
            case "style":
                self.styles += self._style(element)
            case "numbering":
                self.numbering = self._inside(element)
            case "header" | "footer":
                self.parts[element.tag] = self._inside(element)
            case "property":
                self.custom[element.get("name")] = element.text or ""
            case "relation":
                self.relations[element.get("id")] = (element.get("kind"), element.get("to"))
            case "strict":
                self.strict = True
            case _:
                return self._written(element)
        return ""

    def _style(self, element: Any) -> str:
        based = element.get("based")
        return (
            f'<w:style w:type="{element.get("type", "paragraph")}" w:styleId="{element.get("id")}">'
            f'<w:name w:val="{element.get("name", element.get("id"))}"/>'
            + (f'<w:basedOn w:val="{based}"/>' if based else "")
            + f"{self._inside(element)}</w:style>"
        )

    # --- elements ------------------------------------------------------------------------

    def _inside(self, element: Any, *, skip: str = "") -> str:
        """What is in an element, its text as runs."""
        return "".join(
            self._run(piece) if isinstance(piece, str) else self._written(piece)
            for piece in _pieces(element)
            if isinstance(piece, str) or piece.tag != skip
        )

    def _written(self, element: Any) -> str:
        tag = element.tag
        if tag.startswith("{"):
            return self._as_it_stands(element)
        if tag in _RUNS:
            return self._run(element, _RUNS[tag])
        if tag in _SIGNS:
            return f"<w:r>{_SIGNS[tag]}</w:r>"
        if tag in _REVISIONS:
            self.number += 1
            return self._revision(element, _WHO.format(number=self.number))
        if tag in _NOTES or tag == "comment":
            return self._noted(element)
        return str(getattr(self, f"_{tag}")(element))

    def _as_it_stands(self, element: Any) -> str:
        """An element that has a prefix; its texts are runs unless it is one, or has text itself."""
        name = f"{element.prefix}:{etree.QName(element).localname}"
        about = "".join(
            f' {_with_prefix(element, key)}="{_escaped(value)}"' for key, value in element.items()
        )
        if not len(element) and (element.tag in _HAVE_TEXT or not element.tag.startswith(_W)):
            inside = _escaped(element.text or "")
        else:
            inside = self._inside(element)
        return f"<{name}{about}>{inside}</{name}>"

    def _revision(self, element: Any, who: str) -> str:
        inside = self._inside(element)
        if element.tag == "del":
            inside = inside.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        name = _REVISIONS[element.tag]
        return f"<w:{name} {who}>{inside}</w:{name}>"

    def _run(self, said: Any, properties: str = "") -> str:
        """A run of a text, or of an element with texts, signs and runs in it."""
        about = f"<w:rPr>{properties}</w:rPr>" if properties else ""
        if isinstance(said, str):
            return f'<w:r>{about}<w:t xml:space="preserve">{_escaped(said)}</w:t></w:r>'
        written = ""
        for piece in _pieces(said):
            if isinstance(piece, str):
                written += self._run(piece, properties)
            elif piece.tag in _RUNS:
                written += self._run(piece, properties + _RUNS[piece.tag])
            else:
                written += self._written(piece)
        return written

    def _r(self, element: Any) -> str:
        """A run with its properties; text in it that is deleted is written as such."""
        about = element.find("rPr")
        properties = self._inside(about) if about is not None else ""
        written = ""
        for piece in _pieces(element):
            if isinstance(piece, str):
                written += f'<w:t xml:space="preserve">{_escaped(piece)}</w:t>'
            elif piece.tag in _SIGNS:
                written += _SIGNS[piece.tag]
            elif piece.tag != "rPr":
                written += self._written(piece)
        return f"<w:r><w:rPr>{properties}</w:rPr>{written}</w:r>"

    def _p(self, element: Any) -> str:
        about = ""
        if style := element.get("style"):
            about += f'<w:pStyle w:val="{style}"/>'
        if number := element.get("num"):
            level = element.get("level", "0")
            about += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        if (more := element.find("pPr")) is not None:
            about += self._inside(more)
        about = f"<w:pPr>{about}</w:pPr>" if about else ""
        return f"<w:p>{about}{self._inside(element, skip='pPr')}</w:p>"

    def _link(self, element: Any) -> str:
        about = f'w:anchor="{element.get("at")}"'
        if to := element.get("to"):
            there = self.in_notes.setdefault(self.notes, {}) if self.notes else self.relations
            name = f"link{len(there)}"
            if self.notes:
                self.in_notes[self.notes][name] = _escaped(to)
            else:
                self.relations[name] = ("hyperlink", _escaped(to))
            about = f'r:id="{name}"'
        return f"<w:hyperlink {about}>{self._inside(element)}</w:hyperlink>"

    def _field(self, element: Any) -> str:
        result = self._inside(element)
        return f"{self._begin(element)}<w:r>{_SIGNS['sep']}</w:r>{result}<w:r>{_SIGNS['end']}</w:r>"

    def _begin(self, element: Any) -> str:
        code = f'<w:instrText xml:space="preserve"> {_escaped(element.get("code"))} </w:instrText>'
        data = self._inside(element) if element.tag == "begin" else ""
        begin = f'<w:fldChar w:fldCharType="begin">{data}</w:fldChar>'
        return f"<w:r>{begin}</w:r><w:r>{code}</w:r>"

    def _noted(self, element: Any) -> str:
        """The mark of a note or a comment; its text goes into a part of its own."""
        kind = _NOTES.get(element.tag, "comment")
        self.number += 1
        number, part = self.number, f"{kind}s"
        self.notes = part
        inside = self._inside(element)
        self.notes = ""
        if not inside.startswith("<w:p>"):
            inside = f"<w:p>{inside}</w:p>"
        about = _WHO.format(number=number) if kind == "comment" else f'w:id="{number}"'
        self.parts[part] = self.parts.get(part, "") + f"<w:{kind} {about}>{inside}</w:{kind}>"
        return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'

    def _pic(self, element: Any) -> str:
        name = element.get("name", "image1.png")
        self.media[name] = png(name) if name.endswith(".png") else b"no picture"
        alt = f'descr="{_escaped(element.get("alt"))}"' if element.get("alt") is not None else ""
        self.number += 1
        stem = name.rpartition(".")[0]
        return (
            f'<w:r><w:drawing><wp:inline><wp:docPr id="{self.number}" name="{stem}" {alt}/>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            f'<pic:pic><pic:blipFill><a:blip r:embed="{stem}"/></pic:blipFill></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    def _table(self, element: Any) -> str:
        rows = [piece for piece in element if piece.tag != "tblPr"]
        about = element.find("tblPr")
        properties = self._inside(about) if about is not None else ""
        headers = int(element.get("header", "0"))
        written = ""
        for number, row in enumerate(rows):
            if row.tag == "tr" and number < headers:
                row.set("header", "1")
            written += self._written(row)
        return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid/>{written}</w:tbl>"

    def _tr(self, element: Any) -> str:
        about = "".join(self._inside(more) for more in element.iterchildren("trPr"))
        if element.get("header"):
            about += "<w:tblHeader/>"
        cells = "".join(self._written(e) for e in element if e.tag != "trPr")
        return f"<w:tr>{f'<w:trPr>{about}</w:trPr>' if about else ''}{cells}</w:tr>"

    def _td(self, element: Any) -> str:
        about = ""
        if span := element.get("span"):
            about += f'<w:gridSpan w:val="{span}"/>'
        if merge := element.get("merge"):
            about += f'<w:vMerge w:val="{merge}"/>'
        inside = self._inside(element)
        if not re.match(r"<w:(p|tbl|sdt)\b", inside):
            inside = f"<w:p>{inside}</w:p>"
        return f"<w:tc>{f'<w:tcPr>{about}</w:tcPr>' if about else ''}{inside}</w:tc>"

    def _sdt(self, element: Any) -> str:
        about = "".join(
            f'<w:{name} w:val="{_escaped(element.get(name))}"/>'
            for name in ("alias", "tag")
            if element.get(name)
        )
        about += "".join(self._inside(more) for more in element.iterchildren("sdtPr"))
        inside = self._inside(element, skip="sdtPr")
        return f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def _pieces(element: Any) -> Iterator[Any]:
    """The texts and elements in `element`, in order, without what is layout alone."""
    yield from _text(element.text)
    for child in element:
        yield child
        yield from _text(child.tail)


def _text(text: str | None) -> Iterator[str]:
    kept = re.sub(r"[ \t]*\n[ \t\n]*", "\n", text or "").strip("\n").replace("\n", " ")
    if kept:
        yield kept


def _with_prefix(element: Any, key: str) -> str:
    """An attribute's name with its prefix."""
    name = etree.QName(key)
    prefixes = {uri: prefix for prefix, uri in element.nsmap.items() if prefix}
    prefixes["http://www.w3.org/XML/1998/namespace"] = "xml"
    return f"{prefixes[name.namespace]}:{name.localname}" if name.namespace else name.localname


def _escaped(text: str) -> str:
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def _links(addresses: Mapping[str, str]) -> bytes:
    """A part's relationships to outside addresses."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    each = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{to}" TargetMode="External"/>'
        for name, to in addresses.items()
    )
    return f'<Relationships xmlns="{namespace}">{each}</Relationships>'.encode()


def _made_strict(data: bytes) -> bytes:
    """The file as «Strict Open XML» has it (ISO/IEC 29500-1, annex A): other namespaces."""
    parts = parts_of(data)
    for name, content in parts.items():
        for there, strict in _STRICT.items():
            content = content.replace(
                there.encode(), f"http://purl.oclc.org/ooxml/{strict}".encode()
            )
        parts[name] = content
    return zipped(parts)
