"""The parts of a Word file, or its bytes as a zip → the same with one change, as the picks say.

Parts are a list of names and bytes, as a name may come twice. Each change says what it was.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Sequence

from tests.support.picks import Picks

Parts = list[tuple[str, bytes]]

# --- parts ---------------------------------------------------------------------------------


def change_parts(parts: Parts, others: Parts, picks: Picks) -> str:
    """Make one change of `parts`; `others` are those of another file."""
    name = picks.of([*CHANGES])
    return f"{name}: {CHANGES[name](parts, others, picks)}"


def _removed(parts: Parts, others: Parts, picks: Picks) -> str:
    return parts.pop(picks.below(len(parts)))[0] if len(parts) > 1 else ""


def _twice(parts: Parts, others: Parts, picks: Picks) -> str:
    """A name that comes twice, or nearly."""
    name, data = picks.of(parts)
    name = picks.of(
        (str, str.upper, _without_case, lambda n: f"/{n}", lambda n: n.replace("/", "\\"))
    )(name)
    parts.insert(picks.below(len(parts) + 1), (name, picks.of((data, b"", picks.of(parts)[1]))))
    return name


def _without_case(name: str) -> str:
    return name.swapcase()


def _renamed(parts: Parts, others: Parts, picks: Picks) -> str:
    at = picks.below(len(parts))
    name, data = parts[at]
    parts[at] = (picks.of(NAMES).replace("…", name), data)
    return f"{name} → {parts[at][0]!r:.60}"


def _swapped(parts: Parts, others: Parts, picks: Picks) -> str:
    a, b = picks.below(len(parts)), picks.below(len(parts))
    (one, first), (other, second) = parts[a], parts[b]
    parts[a], parts[b] = (one, second), (other, first)
    return f"{one} and {other}"


def _of_another(parts: Parts, others: Parts, picks: Picks) -> str:
    at, (there, data) = picks.below(len(parts)), picks.of(others)
    parts[at] = (parts[at][0], data)
    return f"{parts[at][0]} is {there}"


def _cut(parts: Parts, others: Parts, picks: Picks) -> str:
    at = picks.below(len(parts))
    name, data = parts[at]
    end = picks.of((0, len(data) * picks.below(256) // 256))
    parts[at] = (name, data[:end])
    return f"{name} after {end} bytes"


def _spliced(parts: Parts, others: Parts, picks: Picks) -> str:
    at = picks.below(len(parts))
    name, data = parts[at]
    place, put = picks.below(len(data) + 1), picks.of(SPLICES)
    parts[at] = (name, data[:place] + put + data[place + picks.of((0, 1, len(put))) :])
    return f"{put!r:.40} in {name} at {place}"


def _encoded(parts: Parts, others: Parts, picks: Picks) -> str:
    """XML in another encoding, or said to be."""
    at = picks.below(len(parts))
    name, data = parts[at]
    to = picks.of(("utf-16", "utf-16-be", "utf-32", "utf-8-sig", "latin-1", "utf-7"))
    said = picks.of(("", to))
    text = data.decode("utf-8", "replace")
    text = text.replace('"UTF-8"', f'"{said}"') if said else text
    parts[at] = (name, text.encode(to, "replace"))
    return f"{name} as {to}"


def _namespace(parts: Parts, others: Parts, picks: Picks) -> str:
    """A namespace of one or all parts by the strict variant's name, or by nobody's."""
    changes = picks.of(NAMESPACES)
    only = picks.of(("", *(part for part, _ in parts)))
    for at, (part, data) in enumerate(parts):
        for name, to in changes if only in ("", part) else ():
            data = data.replace(name, to)
        parts[at] = (part, data)
    return f"{changes[0][1].decode()} in {only or 'all'}"


def _retargeted(parts: Parts, others: Parts, picks: Picks) -> str:
    """A relationship that leads elsewhere, or says that it is of another kind."""
    return _rewritten(parts, picks, ".rels", rb'Target="([^"]*)"', TARGETS)


def _of_another_kind(parts: Parts, others: Parts, picks: Picks) -> str:
    return _rewritten(parts, picks, ".rels", rb'relationships/([a-zA-Z-]*)"', KINDS)


def _retyped(parts: Parts, others: Parts, picks: Picks) -> str:
    return _rewritten(parts, picks, "[Content_Types].xml", rb'ContentType="([^"]*)"', TYPES)


def _rewritten(
    parts: Parts, picks: Picks, end: str, pattern: bytes, values: Sequence[bytes]
) -> str:
    """What `pattern` finds one of in a part says something else."""
    having = [
        at
        for at, (name, data) in enumerate(parts)
        if name.endswith(end) and re.search(pattern, data)
    ]
    if not having:
        return ""
    at = picks.of(having)
    name, data = parts[at]
    found, value = picks.of([*re.finditer(pattern, data)]), picks.of(values)
    parts[at] = (name, data[: found.start(1)] + value + data[found.end(1) :])
    return f"{name} says {value.decode()!r:.60} for {found[1].decode('utf-8', 'replace')!r:.60}"


CHANGES: dict[str, Callable[[Parts, Parts, Picks], str]] = {
    "a part gone": _removed,
    "a part twice": _twice,
    "a part renamed": _renamed,
    "two parts in each other's place": _swapped,
    "a part of another file": _of_another,
    "a part cut off": _cut,
    "bytes put in": _spliced,
    "another encoding": _encoded,
    "another namespace": _namespace,
    "a relationship": _retargeted,
    "a relationship's kind": _of_another_kind,
    "a content type": _retyped,
}
NAMES = (
    "../…", "/…", "../../../../etc/cron.d/a", "C:\\…", "…/", "…\0", "%2e%2e/…", "", ".", "..", "a" * 300, "word/vbaProject.bin",
    "word\\document.xml", "WORD/DOCUMENT.XML", "word/media/image1.png", "…%20", "æ/…", "\u202e…", "EncryptedPackage",
)  # fmt: skip
SPLICES = (
    b"<", b">", b"&", b"\0", b"\xff", b"&#0;", b"&b;", b"&#xD800;", b"<!--", b"]]>", b"<![CDATA[", b"<?a?>", b'"', b"<w:p>", b"</w:p>",
    b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>', b"<a:b/>", b'<a xmlns="b"/>', b" xml:id='a'", b"\xed\xa0\x80",
    b"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/hostname'/>", b"\r\n", b"\xef\xbb\xbf", b"<w:t>ord</w:t>",
)  # fmt: skip
TARGETS = (
    b"", b".", b"..", b"/", b"document.xml", b"../word/document.xml", b"/word/document.xml", b"styles.xml", b"_rels/document.xml.rels",
    b"../_rels/.rels", b"../../../../etc/hostname", b"/etc/hostname", b"file:///etc/hostname", b"http://x.example/a", b"//x.example/a",
    b"..%2F..%2Fetc%2Fhostname", b"DOCUMENT.XML", b"media/image1.png", b"#a", b"?a", b"a" * 3000, b"javascript:x", b"\\\\x.example\\a",
    b'http://x.example/a" TargetMode="External', b'../word/document.xml" TargetMode="External',
)  # fmt: skip
KINDS = (
    b"officeDocument", b"styles", b"numbering", b"footnotes", b"endnotes", b"comments", b"header", b"footer", b"image", b"hyperlink",
    b"custom-properties", b"aFChunk", b"attachedTemplate", b"oleObject", b"chart", b"diagramData", b"", b"borte", b"settings",
)  # fmt: skip
TYPES = (
    b"", b"image/png", b"application/xml", b"text/html", b"application/vnd.ms-word.document.macroEnabled.main+xml", b"a" * 300,
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)  # fmt: skip
_OURS, _ISO = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
_STRICT = tuple(
    (_OURS + kind + b"/2006/", _ISO + kind + b"/")
    for kind in (b"wordprocessingml", b"officeDocument", b"drawingml")
)
NAMESPACES = (
    _STRICT, _STRICT[:1], _STRICT[1:2], _STRICT[2:], ((_OURS, _ISO),), ((_OURS + b"wordprocessingml/2006/main", b"urn:a"),),
    ((_OURS + b"package/2006/", b"urn:b"),), ((_OURS + b"markup-compatibility/2006", b"urn:c"),), ((b"xmlns:w=", b"xmlns:v="),),
)  # fmt: skip
"""Names and what is put for them, a group each."""

# --- the zip -------------------------------------------------------------------------------


def zipped(parts: Parts) -> bytes:
    """The parts as they are: names may come twice, or be none."""
    written = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of names that come twice
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in parts:
                package.writestr(zipfile.ZipInfo(name or "\0"), data, zipfile.ZIP_DEFLATED, 1)
    return written.getvalue()


def change_zip(data: bytes, picks: Picks) -> tuple[bytes, str]:
    """The bytes with one change, and what it was."""
    match picks.below(6):
        case 0:
            at = picks.below(max(len(data), 1))
            return data[:at] + bytes([picks.below(256)]) + data[at + 1 :], f"byte {at}"
        case 1:
            at = len(data) * picks.below(256) // 256
            return data[:at], f"cut off at {at}"
        case 2:
            more = picks.of(
                (b"\0" * 9, b"PK\x05\x06" + bytes(18), b"PK\x01\x02" * 3, b"a" * 70_000, b"<html>")
            )
            return picks.of((data + more, more + data)), f"{more[:9]!r} before or after"
        case 3:
            at, size = picks.below(max(len(data), 1)), picks.below(256)
            return data[:at] + data[at + size :], f"{size} bytes gone at {at}"
        case _:
            return _with_field(data, picks)


_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
ZIP_FIELDS: dict[str, tuple[bytes, int, int]] = {
    "version": (_CENTRAL, 6, 2), "flags": (_CENTRAL, 8, 2), "method": (_CENTRAL, 10, 2), "CRC": (_CENTRAL, 16, 4),
    "packed size": (_CENTRAL, 20, 4), "size": (_CENTRAL, 24, 4), "length of the name": (_CENTRAL, 28, 2),
    "length of the extra field": (_CENTRAL, 30, 2), "length of the comment": (_CENTRAL, 32, 2), "disk": (_CENTRAL, 34, 2),
    "attributes": (_CENTRAL, 38, 4), "offset": (_CENTRAL, 42, 4), "time": (_CENTRAL, 12, 4),
    "local flags": (_LOCAL, 6, 2), "local method": (_LOCAL, 8, 2), "local CRC": (_LOCAL, 14, 4), "local size": (_LOCAL, 22, 4),
    "local packed size": (_LOCAL, 18, 4), "length of the local name": (_LOCAL, 26, 2), "local extra field": (_LOCAL, 28, 2),
    "signature": (_LOCAL, 0, 4), "entries": (_END, 10, 2), "entries here": (_END, 8, 2), "size of the list": (_END, 12, 4),
    "offset of the list": (_END, 16, 4), "length of the zip's comment": (_END, 20, 2), "disks": (_END, 4, 2),
}  # fmt: skip
"""Fields of a zip (APPNOTE 4.3): the signature of the record that has it, offset and bytes."""
ZIP_VALUES = (
    0,
    1,
    2,
    8,
    9,
    12,
    14,
    99,
    0x800,
    0x7FFF,
    0xFFFF,
    0xFFFF_FFFF,
    0x7FFF_FFFF,
    0xFFFF_FFFE,
    70_000_000,
)


def _with_field(data: bytes, picks: Picks) -> tuple[bytes, str]:
    """A field of one of its records has another value."""
    name = picks.of([*ZIP_FIELDS])
    signature, offset, size = ZIP_FIELDS[name]
    records = [found.start() for found in re.finditer(re.escape(signature), data)]
    if not records:
        return data, ""
    at, value = picks.of(records) + offset, picks.of(ZIP_VALUES) % 256**size
    return data[:at] + value.to_bytes(size, "little") + data[at + size :], f"{name} is {value}"
