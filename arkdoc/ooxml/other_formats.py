"""The bytes of a file that is no Word package → what it is instead, and what to do with it."""

from __future__ import annotations

from arkdoc.ooxml.unreadable import DAMAGED, EMPTY, NOT_WORD, OLD_WORD, OTHER_WORD, PASSWORD, Fault

OLE = b"\xd0\xcf\x11\xe0"
"""How a compound file begins ([MS-CFB] 2.2): a Word file up to 2003, or one with a password."""

RTF = b"{\\rtf"
ZIP = b"PK\x03\x04"

_HEAD = 4096
# What Word also opens, and people rename: a web page, a web archive, flat XML (part 2, annex E).
_TEXTS = (b"<html", b"<!doctype html", b"mime-version:", b"<?mso-application", b"<pkg:package")


def fault_of(data: bytes) -> Fault:
    """What `data`, which is no zip, is instead. It is looked at, never parsed."""
    if not data:
        return EMPTY
    if data.startswith(OLE):
        return _compound_file(data)
    if data.startswith(ZIP):  # it begins as a package and does not end as one
        return DAMAGED
    head = data[:_HEAD].lower()
    if data.startswith(RTF) or any(sign in head for sign in _TEXTS):
        return OTHER_WORD
    return NOT_WORD


def _compound_file(data: bytes) -> Fault:
    """By the names of its streams, which stand in it in UTF-16 ([MS-CFB] 2.6.1)."""
    if "EncryptedPackage".encode("utf-16-le") in data:  # [MS-OFFCRYPTO] 2.3.4.4
        return PASSWORD
    if "WordDocument".encode("utf-16-le") in data:  # [MS-DOC] 2.1.1
        return OLD_WORD
    return NOT_WORD
