"""A Word file → the same text, with what Word itself changes whenever it saves.

Runs are split by session and proofing marks, pages that were laid out are marked, bookmarks have other
numbers, parts and styles other names, and the properties tell when, how long and with what.
"""

from __future__ import annotations

import re
from copy import deepcopy
from random import Random

from tests.support.word_edits.editor import DOCUMENT, NOTES, Word, runs, said
from tests.support.word_edits.xml import (
    ROW,
    RPR,
    VAL,
    Element,
    P,
    R,
    T,
    parsed,
    put,
    q,
    text_element,
    w,
)

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_TERMS = "http://purl.org/dc/terms/"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_NORWEGIAN = {
    "Title": "Tittel", "Subtitle": "Undertittel", "BodyText": "Brdtekst", "Strong": "Sterk",
    "Emphasis": "Utheving", "ListParagraph": "Listeavsnitt", "Caption": "Bildetekst",
    "FootnoteText": "Fotnotetekst", "FootnoteReference": "Fotnotereferanse",
    "Hyperlink": "Hyperkobling", "Quote": "Sitat", "Header": "Topptekst", "Footer": "Bunntekst",
    **{f"Heading{n}": f"Overskrift{n}" for n in range(1, 7)},
    **{f"TOC{n}": f"INNH{n}" for n in range(1, 7)},
}  # fmt: skip
_REFERS = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "styleLink", "numStyleLink")


def saved_by_word(word: Word, random: Random) -> bytes:
    """The file as Word would save it."""
    sessions = [f"00{random.randrange(0x100000, 0xFFFFFF):06X}" for _ in range(4)]
    for name in (DOCUMENT, NOTES):
        if name in word.parts:
            _mark_sessions(word.tree(name), sessions, random)
            _split_runs(word.tree(name), sessions, random)
    _mark_pages(word, random)
    _number_bookmarks(word, random)
    if random.random() < 0.5:
        _rename_styles(word)
    _rewrite_styles(word, sessions)
    _rewrite_settings(word, sessions, random)
    _rewrite_properties(word, random)
    docx = word.saved()
    return _renamed_parts(docx)


def _mark_sessions(root: Element, sessions: list[str], random: Random) -> None:
    for paragraph in root.iter(P):
        paragraph.set(q("rsidR"), random.choice(sessions))
        paragraph.set(q("rsidRDefault"), random.choice(sessions))
    for row in root.iter(ROW):
        row.set(q("rsidR"), random.choice(sessions))
    for run in root.iter(R):
        if random.random() < 0.3:
            run.set(q("rsidRPr"), random.choice(sessions))


def _split_runs(root: Element, sessions: list[str], random: Random) -> None:
    """Part some runs in the middle of a word or between words, now and then for proofing."""
    for paragraph in list(root.iter(P)):
        for run in list(runs(paragraph)):
            text = run.find(T)
            if len(run) - (run.find(RPR) is not None) != 1 or text is None:
                continue
            if run.find(f"{RPR}/{q('rPrChange')}") is not None:
                continue  # whose number Word gives to no other run
            if len(text.text or "") < 4 or random.random() < 0.5:
                continue
            at = random.randrange(1, len(text.text))
            rest = w("r")
            rest.set(q("rsidR"), random.choice(sessions))
            if run.find(RPR) is not None:
                rest.append(deepcopy(run.find(RPR)))
            rest.append(text_element(text.text[at:]))
            text.text = text.text[:at]
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.addnext(rest)
            if random.random() < 0.4:
                kind = random.choice(("spell", "gram"))
                rest.addprevious(w("proofErr", type=f"{kind}Start"))
                rest.addnext(w("proofErr", type=f"{kind}End"))


def _mark_pages(word: Word, random: Random) -> None:
    found = [run for p in word.paragraphs() for run in runs(p) if run.find(T) is not None]
    for run in random.sample(found, min(len(found), 3)):
        run.insert(int(run.find(RPR) is not None), w("lastRenderedPageBreak"))


def _number_bookmarks(word: Word, random: Random) -> None:
    """Number the bookmarks anew, and leave one where the cursor was."""
    marks = (q("bookmarkStart"), q("bookmarkEnd"))
    numbers: dict[str, str] = {}
    for name in (DOCUMENT, NOTES):
        if name in word.parts:
            for each in word.tree(name).iter(*marks):
                old = each.get(q("id"))
                each.set(q("id"), numbers.setdefault(old, str(len(numbers))))
    number = len(numbers)
    paragraph = random.choice([p for p in word.paragraphs() if said(p)])
    paragraph.append(w("bookmarkStart", id=number, name="_GoBack"))
    paragraph.append(w("bookmarkEnd", id=number))


def _rename_styles(word: Word) -> None:
    """Give the built-in styles the ids that a Norwegian Word gives them."""
    ids = {style.get(q("styleId")) for style in word.tree("word/styles.xml").iter(q("style"))}
    names = {old: new for old, new in _NORWEGIAN.items() if old in ids and new not in ids}
    for part in list(word.parts):
        if part.startswith("word/") and part.endswith(".xml") and "theme" not in part:
            tree = word.tree(part)
            for reference in tree.iter(*map(q, _REFERS)):
                reference.set(VAL, names.get(reference.get(VAL), reference.get(VAL)))
            for style in tree.iter(q("style")):
                style.set(q("styleId"), names.get(style.get(q("styleId")), style.get(q("styleId"))))


def _rewrite_styles(word: Word, sessions: list[str]) -> None:
    styles = word.tree("word/styles.xml")
    if styles.find(q("latentStyles")) is None:
        latent = w("latentStyles", w("lsdException", name="Normal", uiPriority=0, qFormat=1))
        for key in ("defLockedState", "defSemiHidden", "defUnhideWhenUsed", "defQFormat"):
            latent.set(q(key), "0")
        latent.set(q("defUIPriority"), "99")
        latent.set(q("count"), "376")
        defaults = styles.find(q("docDefaults"))
        styles.insert(0 if defaults is None else 1, latent)
    for style in styles.findall(q("style")):
        if style.find(q("rsid")) is None:
            before = [q(n) for n in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr")]
            place = next((n for n, each in enumerate(style) if each.tag in before), len(style))
            style.insert(place, w("rsid", val=sessions[0]))


def _rewrite_settings(word: Word, sessions: list[str], random: Random) -> None:
    settings = word.tree("word/settings.xml")
    put(settings, w("zoom", percent=random.choice((90, 100, 120, 150))))
    put(settings, w("proofState", spelling="clean", grammar="clean"))
    if next(word.tree(DOCUMENT).iter(q("ins"), q("del")), None) is not None:
        put(settings, w("trackRevisions"))
    rsids = w("rsids", w("rsidRoot", val=sessions[0]), *(w("rsid", val=s) for s in sessions))
    put(settings, rsids)


def _rewrite_properties(word: Word, random: Random) -> None:
    core = word.tree("docProps/core.xml")
    for each in core:
        if each.tag == f"{{{_CORE}}}lastModifiedBy":
            each.text = random.choice(("Kari Nordli", "Prorektor", "U123"))
        elif each.tag == f"{{{_TERMS}}}modified":
            each.text = "2026-11-02T12:34:00Z"
    revision = parsed(
        f'<r:revision xmlns:r="{_CORE}">{random.randrange(2, 40)}</r:revision>'.encode()
    )
    core.append(revision)
    said_of_it = {"Template": "Normal.dotm", "TotalTime": 37, "Pages": 9, "Words": 2710,
                  "Application": "Microsoft Office Word", "DocSecurity": 0, "AppVersion": "16.0000"}  # fmt: skip
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in said_of_it.items())
    word.parts["docProps/app.xml"] = (
        f'<Properties xmlns="{_EXTENDED}">{inner}</Properties>'.encode()
    )


def _renamed_parts(docx: bytes) -> bytes:
    """Headers and footers under the names that Word gives them."""
    word = Word(docx)
    names = [n for n in word.parts if re.fullmatch(r"word/(header|footer)-[\w-]+\.xml", n)]
    for number, name in enumerate(sorted(names), 1):
        new = re.sub(r"-[\w-]+", str(number), name)
        old_base, new_base = name.rpartition("/")[2], new.rpartition("/")[2]
        word.parts[new] = word.parts.pop(name)
        rels = f"word/_rels/{old_base}.rels"
        if rels in word.parts:
            word.parts[f"word/_rels/{new_base}.rels"] = word.parts.pop(rels)
        for each in word.tree("word/_rels/document.xml.rels"):
            if each.get("Target") == old_base:
                each.set("Target", new_base)
        for each in word.tree("[Content_Types].xml"):
            if each.get("PartName") == f"/{name}":
                each.set("PartName", f"/{new}")
    return word.saved()
