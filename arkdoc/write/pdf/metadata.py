"""Document → what the PDF's metadata says of the case, in XMP's predefined schemas alone.

ISO 19005-2, 6.6.2.3: those need no description of their own, and every archive knows them.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import chain

from arkdoc.language.printed import WORDS
from arkdoc.model.document import Document
from arkdoc.model.tree import walk
from arkdoc.ooxml.oxml import clean


def case_in_xmp(document: Document, publisher: str) -> bytes:
    """Descriptions for `rdf:RDF`, where `dc` is Dublin Core; what has no value is left out."""
    head = document.head
    types = [kind for kind in head.case_type.split("/") if kind]
    dates = [head.date] if head.date else []
    properties = (
        ("identifier", _escaped(head.case_number)),
        ("date", _listed("Seq", dates)),
        ("type", _listed("Bag", types)),
        ("language", _listed("Bag", _languages(document))),
        ("relation", _listed("Bag", _attachments(document))),
        ("publisher", _listed("Bag", [publisher] if publisher else [])),
        ("rights", _spoken(head.exemption)),  # who may read it (ISO 16684-1, 8.3)
        ("format", "application/pdf"),
    )
    written = "".join(f"<dc:{name}>{value}</dc:{name}>" for name, value in properties if value)
    return f'<rdf:Description rdf:about="">{written}</rdf:Description>'.encode()


def _listed(kind: str, values: Iterable[str]) -> str:
    items = "".join(f"<rdf:li>{_escaped(value)}</rdf:li>" for value in values)
    return items and f"<rdf:{kind}>{items}</rdf:{kind}>"


def _spoken(text: str) -> str:
    """A text as XMP has those that could be in several languages; nothing for none."""
    item = f'<rdf:li xml:lang="x-default">{_escaped(text)}</rdf:li>'
    return f"<rdf:Alt>{item}</rdf:Alt>" if text else ""


def _escaped(text: str) -> str:
    return escape(clean(text), quote=False)


def _languages(document: Document) -> list[str]:
    """The languages of the note, its own first, then in the order in which they come."""
    blocks = walk(chain.from_iterable(part.blocks for part in document.parts))
    parts = (part.language for part in document.parts)
    spoken = (getattr(block, "language", "") for block in blocks)
    found = dict.fromkeys(filter(None, chain((document.language,), parts, spoken)))
    return [WORDS[language].language for language in found]


def _attachments(document: Document) -> list[str]:
    word = WORDS[document.language].attachments
    return [f"{word}: {each.number}. {each.title}" for each in document.attachments]
