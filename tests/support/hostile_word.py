"""Word files that ask for much more than they say, or lie, by kind: bytes, and what becomes of them.

Each `ORD` becomes a word of its own, so that one that is lost is noticed (`words_of`).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import count

from arkdoc.ooxml.unreadable import (
    DAMAGED,
    NO_TEXT,
    OLD_WORD,
    PASSWORD,
    TOO_DEEP,
    TOO_MANY_CELLS,
    TOO_MANY_PARAGRAPHS,
    TOO_MUCH,
    TOO_MUCH_TEXT,
    Fault,
)
from tests.support.word_files import parts_of, zipped
from tests.support.word_packages import STYLES, p, r, word_file

DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
OUTSIDE = "file:///etc/hostname"
MARK = re.compile(r"q\d+q")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LAUGHS = "".join(
    f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' if n else '<!ENTITY e0 "ha">' for n in range(10)
)


@dataclass(frozen=True)
class HostileFile:
    """How one is made, and why it is refused; None where it is read, with every word."""

    make: Callable[[], bytes]
    refused: Fault | None = None


def words_of(data: bytes) -> set[str]:
    """The words of a file that a reader of it sees."""
    texts = (
        part.decode("utf-16" if part[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
        for name, part in parts_of(data).items()
        if name.startswith("word/") and name.endswith(".xml")
    )
    return set(MARK.findall("".join(texts)))


def body(*blocks: str, **more: object) -> bytes:
    """A Word file; each `ORD` in it is a word of its own."""
    numbers = count()

    def named(text: str) -> str:
        return re.sub("ORD", lambda _: f"q{next(numbers)}q", text)

    parts = more.pop("parts", None)
    if isinstance(parts, Mapping):
        more["parts"] = {kind: named(text) for kind, text in parts.items()}
    return word_file(*map(named, blocks), **more)  # type: ignore[arg-type]


def changed(data: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """A Word file with parts set, or, where None, gone."""
    there = {**parts_of(data), **parts}
    return zipped({name: part for name, part in there.items() if part is not None})


def replaced(data: bytes, name: str, old: str, new: str) -> bytes:
    part = parts_of(data)[name].decode()
    assert old in part, old
    return changed(data, {name: part.replace(old, new).encode()})


def nested(around: str, times: int, inside: str = "") -> str:
    """`inside` in `around`, which has a `…` for it, so many times."""
    before, after = around.split("…")
    return before * times + inside + after * times


def related(*relations: tuple[str, str, str]) -> Callable[[bytes], bytes]:
    """A function that adds relationships to the main part: id, kind and target."""
    added = "".join(
        f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for id_, kind, target in relations
    )
    return lambda data: replaced(data, RELATIONS, "</Relationships>", f"{added}</Relationships>")


def picture(id_: str, attribute: str = "embed") -> str:
    return (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Bilde" descr="Et bilde"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:blipFill><a:blip r:{attribute}="{id_}"/></pic:blipFill></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def cell(inside: str = "<w:p/>", properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def field_marks(kinds: Iterable[str]) -> str:
    return "".join(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in kinds)


TABLE = f"<w:tbl><w:tr><w:tc>{p('ORD')}…</w:tc></w:tr></w:tbl>"
CONTROL = "<w:sdt><w:sdtContent>…</w:sdtContent></w:sdt>"
BEGIN, SEPARATE, END = (field_marks([kind]) for kind in ("begin", "separate", "end"))
CODE = "<w:r><w:instrText> REF a </w:instrText></w:r>"


# --- zip ---------------------------------------------------------------------------------


def large_part(name: str, size: int) -> bytes:
    """A Word file with spaces in a part, packed to a thousandth."""
    parts = parts_of(body(p("ORD")))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for other, data in parts.items():
            if other != name:
                package.writestr(other, data)
        with package.open(name, "w") as file:
            for _ in range(size // 1_000_000):
                file.write(b" " * 1_000_000)
    return written.getvalue()


def package_in_package(times: int) -> bytes:
    data = body(p("ORD"))
    for _ in range(times):
        data = changed(body(p("ORD")), {"word/embeddings/a.docx": data})
    return data


def many_parts(number: int) -> bytes:
    return changed(body(p("ORD")), {f"word/media/{n}.png": b"" for n in range(number)})


def said_size(data: bytes, size: int) -> bytes:
    """The package with another size for its main part in the list at its end."""
    at = data.rindex(DOCUMENT.encode(), 0, data.rindex(b"PK\x05\x06")) - 46
    return data[: at + 24] + size.to_bytes(4, "little") + data[at + 28 :]


def compound(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2040) + stream.encode("utf-16-le")


def declared(data: bytes, name: str, declaration: str, inside: str) -> bytes:
    """A document type before the root of a part, and an entity used in it."""
    part = parts_of(data)[name].decode()
    start = part.index("<w:" if "<w:" in part else "<", part.index("?>"))
    part = part[:start] + declaration + part[start:].replace("ENTITET", inside)
    return changed(data, {name: part.encode()})


ZIP: dict[str, HostileFile] = {
    "bomb": HostileFile(lambda: large_part(DOCUMENT, 200_000_000), TOO_MUCH),
    "bomb in a style sheet": HostileFile(lambda: large_part("word/styles.xml", 70_000_000), TOO_MUCH),
    "bomb beside": HostileFile(lambda: large_part("word/media/a.png", 200_000_000)),
    "spaces": HostileFile(lambda: large_part(DOCUMENT, 60_000_000), TOO_MUCH),
    "package in package": HostileFile(lambda: package_in_package(20)),
    "many parts": HostileFile(lambda: many_parts(2000), TOO_MUCH),
    "parts": HostileFile(lambda: many_parts(1900)),
    "a size that is too small": HostileFile(lambda: said_size(body(p("ORD")), 5), DAMAGED),
    "a size that is too large": HostileFile(lambda: said_size(body(p("ORD")), 2**32 - 2), TOO_MUCH),
    "password": HostileFile(lambda: compound("EncryptedPackage"), PASSWORD),
    "old": HostileFile(lambda: compound("WordDocument"), OLD_WORD),
    "cut off": HostileFile(lambda: body(p("ORD"))[:-300], DAMAGED),
    "no content types": HostileFile(lambda: changed(body(p("ORD")), {"[Content_Types].xml": None})),
    "no relationships": HostileFile(lambda: changed(body(p("ORD")), {RELATIONS: None})),
    "no relationship to the document": HostileFile(
        lambda: changed(body(p("ORD")), {"_rels/.rels": None})
    ),
    "no document": HostileFile(
        lambda: changed(body(p("ORD")), {DOCUMENT: None}), Fault("a part of it is missing", "")
    ),
    "a name that leads out": HostileFile(
        lambda: changed(body(p("ORD")), {"../../../../etc/cron.d/a": b"a", "/etc/b": b"b"})
    ),
}  # fmt: skip

# --- relationships -----------------------------------------------------------------------


def circle(data: bytes) -> bytes:
    """A header whose own relationships lead back, and parts that are each other's."""
    round_and_round = related(
        ("a", "header", "../word/document.xml"), ("b", "footnotes", "document.xml"),
        ("c", "styles", "numbering.xml"), ("d", "comments", "_rels/document.xml.rels"),
    )  # fmt: skip
    return round_and_round(data)


RELATED: dict[str, HostileFile] = {
    "a picture outside": HostileFile(
        lambda: body(p(r("ORD") + picture("a", "link")), relations={"a": ("image", OUTSIDE)})
    ),
    "a picture above": HostileFile(
        lambda: related(("a", "image", "../../../../../etc/hostname"))(
            body(p(r("ORD") + picture("a")))
        )
    ),
    "a picture above, encoded": HostileFile(
        lambda: related(("a", "image", "..%2F..%2F..%2Fetc%2Fhostname"))(
            body(p(r("ORD") + picture("a")))
        )
    ),
    "a picture that is no part": HostileFile(
        lambda: related(("a", "image", "media/borte.png"))(body(p(r("ORD") + picture("a"))))
    ),
    "a picture that is the document": HostileFile(
        lambda: related(("a", "image", "document.xml"))(body(p(r("ORD") + picture("a"))))
    ),
    "a picture without a relationship": HostileFile(lambda: body(p(r("ORD") + picture("zzz")))),
    "one picture 5,000 times": HostileFile(
        lambda: body(p("ORD"), p(picture("a")) * 5000, media={"a.png": b"\x89PNG" + bytes(50_000)})
    ),
    "a template outside": HostileFile(
        lambda: body(p("ORD"), relations={"a": ("attachedTemplate", OUTSIDE)})
    ),
    "another file outside": HostileFile(
        lambda: body(p("ORD"), '<w:altChunk r:id="a"/>', relations={"a": ("aFChunk", OUTSIDE)})
    ),
    "circles": HostileFile(lambda: circle(body(p("ORD")))),
    "styles outside": HostileFile(
        lambda: changed(
            body(p("ORD"), relations={"a": ("styles", OUTSIDE), "b": ("header", OUTSIDE)}),
            {"word/styles.xml": None},
        )
    ),
    "2,000 headers": HostileFile(
        lambda: changed(
            related(*((f"h{n}", "header", f"h{n}.xml") for n in range(1900)))(body(p("ORD"))),
            {f"word/h{n}.xml": f"<w:hdr {W}>{p('Topp')}</w:hdr>".encode() for n in range(1900)},
        )
    ),
}

# --- XML ---------------------------------------------------------------------------------

XML: dict[str, HostileFile] = {
    "not XML": HostileFile(lambda: changed(body(), {DOCUMENT: b"Hei"}), DAMAGED),
    "nothing": HostileFile(lambda: changed(body(), {DOCUMENT: b""}), DAMAGED),
    "no body": HostileFile(lambda: changed(body(), {DOCUMENT: f"<w:document {W}/>".encode()}), NO_TEXT),
    "another root": HostileFile(lambda: changed(body(), {DOCUMENT: b"<workbook/>"}), NO_TEXT),
    "an entity that is a file": HostileFile(
        lambda: declared(
            body(p("ENTITET")), DOCUMENT, f'<!DOCTYPE a [<!ENTITY b SYSTEM "{OUTSIDE}">]>', "&b;"
        ),
        DAMAGED,
    ),
    "billion laughs": HostileFile(
        lambda: declared(body(p("ENTITET")), DOCUMENT, f"<!DOCTYPE a [{LAUGHS}]>", "&e9;"), DAMAGED
    ),
    "billion laughs in a style sheet": HostileFile(
        lambda: declared(
            body(p("ORD"), styles=STYLES + "ENTITET"), "word/styles.xml",
            f"<!DOCTYPE a [{LAUGHS}]>", "&e9;",
        ),
        DAMAGED,
    ),
    "billion laughs in a property": HostileFile(
        lambda: declared(
            body(p("ORD"), custom={"enhet": "ENTITET"}), "docProps/custom.xml",
            f"<!DOCTYPE a [{LAUGHS}]>", "&e9;",
        ),
        DAMAGED,
    ),
    "a property of a megabyte": HostileFile(
        lambda: body(p("ORD"), custom={"enhet": "a" * 1_000_000, "b": "c" * 1_000_000})
    ),
    "10,000 properties": HostileFile(
        lambda: body(p("ORD"), custom={f"enhet{n}": "a" for n in range(10_000)})
    ),
    "UTF-16": HostileFile(
        lambda: changed(
            body(p("ORD")),
            {DOCUMENT: parts_of(body(p("ORD")))[DOCUMENT].decode().replace("UTF-8", "UTF-16").encode("utf-16")},
        )
    ),
    "a declared encoding": HostileFile(
        lambda: replaced(body(p("ORD")), DOCUMENT, "UTF-8", "cp037"), DAMAGED
    ),
    "an attribute of 9 MB": HostileFile(lambda: body(p("ORD", "a" * 9_000_000))),
    "an attribute of 11 MB": HostileFile(lambda: body(p("ORD", "a" * 11_000_000)), TOO_MUCH),
    "400,000 attributes": HostileFile(
        lambda: body(p("ORD"), f"<w:p {' '.join(f'b{n}=``' for n in range(400_000))}/>".replace("`", '"')),
    ),
    "400,000 elements": HostileFile(lambda: body(p("ORD"), "<w:a/>" * 400_000)),
    "600,000 elements": HostileFile(lambda: body(p("ORD"), "<w:a/>" * 600_000), TOO_MUCH),
    "elements 900 deep": HostileFile(lambda: body(p("ORD"), nested("<w:a>…</w:a>", 900, p("ORD")))),
    "elements 5,000 deep": HostileFile(lambda: body(nested("<w:a>…</w:a>", 5000)), TOO_DEEP),
    "a text of 1.9 million characters": HostileFile(lambda: body(p("ORD " + "ord " * 475_000))),
    "a text of 5 million characters": HostileFile(lambda: body(p("a" * 5_000_000)), TOO_MUCH_TEXT),
    "50,000 paragraphs": HostileFile(lambda: body(p("a") * 50_000), TOO_MANY_PARAGRAPHS),
    "20,000 paragraphs": HostileFile(lambda: body(p("ORD"), p("a") * 19_990)),
    "30,001 cells": HostileFile(lambda: body(table(cell("") * 30_001)), TOO_MANY_CELLS),
}  # fmt: skip
