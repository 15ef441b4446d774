"""WordprocessingML as text → the bytes of a Word file, for tests that say exactly what is in it.

`word_file(p("Hei"))` is a file of one paragraph. Style ids are those of Norwegian Word.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.support.word_files import zipped

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATIONS = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": _OFFICE,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
_HEADING = (
    '<w:style w:type="paragraph" w:styleId="Overskrift{n}"><w:name w:val="heading {n}"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="{below}"/></w:pPr></w:style>'
)
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="nb-NO"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Tittel"><w:name w:val="Title"/>'
    '<w:basedOn w:val="Normal"/></w:style>'
    + "".join(_HEADING.format(n=n, below=n - 1) for n in range(1, 7))
    + '<w:style w:type="paragraph" w:styleId="Bildetekst"><w:name w:val="caption"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Listeavsnitt"><w:name w:val="List Paragraph"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Sitat"><w:name w:val="Quote"/></w:style>'
    '<w:style w:type="table" w:styleId="Tabellrutenett"><w:name w:val="Table Grid"/></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/>'
    '<w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/></w:rPr></w:lvl>'
    "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>'
    "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)
"""Number 1 has bullets, number 2 counts: «1.», and «a)» below."""


def p(text: str = "", style: str = "", properties: str = "") -> str:
    """A paragraph. `text` that begins with `<` is XML: runs and what else a paragraph may hold."""
    inside = text if text.startswith("<") or not text else r(text)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    about = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{about}{inside}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    about = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{about}<w:t xml:space="preserve">{text}</w:t></w:r>'


def item(text: str, number: int = 1, level: int = 0) -> str:
    """A paragraph of a list: see NUMBERING."""
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text, "Listeavsnitt", numbered)


def table(*rows: list[str], header: bool = False) -> str:
    """A table of cells that are texts or, beginning with `<`, blocks as XML."""
    written = []
    for number, row in enumerate(rows):
        cells = "".join(
            f"<w:tc>{cell if cell.startswith(('<w:tcPr', '<w:p')) else p(cell)}</w:tc>"
            for cell in row
        )
        about = "<w:trPr><w:tblHeader/></w:trPr>" if header and number == 0 else ""
        written.append(f"<w:tr>{about}{cells}</w:tr>")
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(written)}</w:tbl>"


def word_file(
    *body: str,
    styles: str = STYLES,
    numbering: str = NUMBERING,
    parts: Mapping[str, str] | None = None,
    media: Mapping[str, bytes] | None = None,
    relations: Mapping[str, tuple[str, str]] | None = None,
    custom: Mapping[str, str] | None = None,
) -> bytes:
    """A Word file.

    `parts` are inner XML by kind (`footnotes`, `endnotes`, `comments`, `header`, `footer`); `media`
    bytes by file name, each related as its stem (`image1` for `image1.png`). `relations` are
    others by id: their kind and their external address. `custom` are document properties.
    """
    roots = {"footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments",
             "header": "hdr", "footer": "ftr"}  # fmt: skip
    written: dict[str, bytes] = {}
    related: list[str] = []
    overrides = [("word/document.xml", "document.main")]
    _add(
        written,
        "word/document.xml",
        f"<w:document {DECLARATIONS}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>",
    )
    kinds = {"styles": ("styles", styles), "numbering": ("numbering", numbering)}
    kinds |= {kind: (roots[kind], inner) for kind, inner in (parts or {}).items()}
    for kind, (root, inner) in kinds.items():
        _add(written, f"word/{kind}.xml", f"<w:{root} {DECLARATIONS}>{inner}</w:{root}>")
        related.append(f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>')
        overrides.append((f"word/{kind}.xml", kind))
    for name, data in (media or {}).items():
        written[f"word/media/{name}"] = data
        stem = name.rpartition(".")[0]
        related.append(f'<Relationship Id="{stem}" Type="{_OFFICE}/image" Target="media/{name}"/>')
    for id_, (kind, target) in (relations or {}).items():
        related.append(
            f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
        )
    relationships = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    top = f'<Relationship Id="doc" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    if custom:
        top += f'<Relationship Id="custom" Type="{_OFFICE}/custom-properties" Target="docProps/custom.xml"/>'
        vt = "http://schemas.openxmlformats.org/officeDocument/2006/"
        properties = "".join(
            f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{name}">'
            f"<vt:lpwstr>{value}</vt:lpwstr></property>"
            for number, (name, value) in enumerate(custom.items(), 2)
        )
        _add(
            written,
            "docProps/custom.xml",
            f'<Properties xmlns="{vt}custom-properties" xmlns:vt="{vt}docPropsVTypes">{properties}</Properties>',
        )
    _add(
        written,
        "word/_rels/document.xml.rels",
        f"<Relationships {relationships}>{''.join(related)}</Relationships>",
    )
    _add(written, "_rels/.rels", f"<Relationships {relationships}>{top}</Relationships>")
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{_MAIN}.{kind}+xml"/>'
        for name, kind in overrides
    )
    _add(
        written,
        "[Content_Types].xml",
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{types}</Types>',
    )
    return zipped(written)


def _add(written: dict[str, bytes], name: str, xml: str) -> None:
    written[name] = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode()
