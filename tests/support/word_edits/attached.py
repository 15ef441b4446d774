"""What hangs on a text: links, notes, comments, pictures, headers and properties."""

from __future__ import annotations

from tests.support.sample import png
from tests.support.word_edits.editor import (
    NOTES,
    NothingToEditError,
    Word,
    isolated,
    runs,
    said,
)
from tests.support.word_edits.xml import (
    LINK,
    OFFICE,
    R_EMBED,
    R_ID,
    RPR,
    WORD,
    Element,
    P,
    drop,
    parsed,
    properties_of,
    put,
    q,
    text_element,
    w,
)

_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_COMMENTS = "word/comments.xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


# --- links ---------------------------------------------------------------------------------


def add_link(word: Word, paragraph: Element, words: str, address: str) -> None:
    """Select words, press Ctrl+K and give an address."""
    start = word.find(paragraph, words)
    found = isolated(paragraph, start, start + len(words))
    link = w("hyperlink")
    link.set(R_ID, word.relate(f"{OFFICE}/hyperlink", address, external=True))
    link.set(q("history"), "1")
    found[0].addprevious(link)
    for run in found:
        link.append(run)
        put(properties_of(run), w("rStyle", val=word.style_id("Hyperlink")))


def link_in(paragraph: Element) -> Element:
    for link in paragraph.iter(LINK):
        if link.get(R_ID):
            return link
    raise NothingToEditError("no link")


def change_link(word: Word, paragraph: Element, address: str) -> None:
    """«Rediger hyperkobling»."""
    id_ = word.relate(f"{OFFICE}/hyperlink", address, external=True)
    link_in(paragraph).set(R_ID, id_)


def remove_link(word: Word, paragraph: Element) -> None:
    """«Fjern hyperkobling»: the words stay."""
    link = link_in(paragraph)
    for run in list(link):
        link.addprevious(run)
        if run.find(RPR) is not None:
            drop(run.find(RPR), q("rStyle"))
    link.getparent().remove(link)


# --- notes ---------------------------------------------------------------------------------


def add_note(word: Word, paragraph: Element, at: int, words: str) -> None:
    """«Sett inn fotnote»."""
    notes = word.tree(NOTES)
    number = 1 + max(int(each.get(q("id"))) for each in notes)
    style = word.style_id("footnote reference")
    mark = w("r", w("rPr", w("rStyle", val=style)), w("footnoteRef"))
    text = w("r", text_element(f" {words}"))
    about = w("pPr", w("pStyle", val=word.style_id("footnote text")))
    notes.append(w("footnote", w("p", about, mark, text), id=number))
    (run,) = word.type(paragraph, at, "¤")
    run.find(q("t")).getparent().remove(run.find(q("t")))
    put(properties_of(run), w("rStyle", val=style))
    run.append(w("footnoteReference", id=number))


def remove_note(word: Word, paragraph: Element) -> None:
    """Delete the mark of a note, which deletes the note."""
    for run in runs(paragraph):
        call = run.find(q("footnoteReference"))
        if call is not None:
            number = call.get(q("id"))
            word.delete_run(run)
            if not word.author:
                notes = word.tree(NOTES)
                notes.remove(next(n for n in notes if n.get(q("id")) == number))
            return
    raise NothingToEditError("no note")


# --- comments ------------------------------------------------------------------------------


def comment(
    word: Word, paragraph: Element, words: str, said_of_it: str, author: str, *, ranged: bool = True
) -> None:
    """«Ny kommentar» about `words`; without a range as LibreOffice writes them."""
    if _COMMENTS not in word.parts:
        word.parts[_COMMENTS] = f'<w:comments xmlns:w="{WORD}"/>'.encode()
        word.relate(f"{OFFICE}/comments", "comments.xml")
        word.declare(_COMMENTS, f"{_MAIN}.comments+xml")
    comments = word.tree(_COMMENTS)
    number = len(comments)
    initials = "".join(name[0] for name in author.split())
    made = w("comment", w("p", w("r", text_element(said_of_it))), id=number, author=author)
    made.set(q("initials"), initials)
    made.set(q("date"), "2026-11-02T10:00:00Z")
    comments.append(made)
    start = word.find(paragraph, words)
    found = isolated(paragraph, start, start + len(words))
    first, last = found[0], found[-1]
    mark = w("r", w("commentReference", id=number))
    last.addnext(mark)
    if ranged:
        first.addprevious(w("commentRangeStart", id=number))
        mark.addprevious(w("commentRangeEnd", id=number))


# --- pictures ------------------------------------------------------------------------------


def add_picture(word: Word, paragraph: Element, data: bytes, alt: str, name: str = "nytt") -> None:
    """Insert a picture into a paragraph."""
    media = f"media/{name}.png"
    word.parts[f"word/{media}"] = data
    word.declare(".png", "image/png")
    id_ = word.relate(f"{OFFICE}/image", media)
    inline = f"""<w:r xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:drawing>
<wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="1800000" cy="900000"/>
<wp:docPr id="{700 + len(word.parts)}" name="Picture 1"/><a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}">
<pic:pic xmlns:pic="{_PIC}"><pic:nvPicPr><pic:cNvPr id="0" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:embed="{id_}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="900000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>
</w:drawing></w:r>""".replace("\n", "")
    run = parsed(inline.encode())
    if alt:
        run.find(f".//{{{_WP}}}docPr").set("descr", alt)
    paragraph.append(word.revision("ins", run) if word.author else run)


def drawing_with(word: Word, alt: str = "") -> Element:
    """The first drawing of the body whose alternative holds `alt`."""
    for drawing in word.body.iter(q("drawing")):
        about = drawing.find(f".//{{{_WP}}}docPr")
        if about is not None and about.get("descr") and alt in about.get("descr"):
            return drawing
    raise NothingToEditError("no picture")


def change_alt(drawing: Element, alt: str) -> None:
    """«Rediger alternativ tekst»."""
    drawing.find(f".//{{{_WP}}}docPr").set("descr", alt)


def replace_picture(word: Word, drawing: Element, data: bytes) -> None:
    """«Endre bilde»."""
    word.parts["word/media/endret.png"] = data
    word.declare(".png", "image/png")
    blip = drawing.find(f".//{{{_A}}}blip")
    blip.set(R_EMBED, word.relate(f"{OFFICE}/image", "media/endret.png"))
    for extension in list(blip):
        blip.remove(extension)  # the drawing (SVG) that the picture stood for


def some_picture(red: int = 20) -> bytes:
    """A PNG that is in none of our notes."""
    return png(120, 60, (red, 120, 90), 15)


def paragraph_of(element: Element) -> Element:
    return next(above for above in element.iterancestors() if above.tag == P)


# --- the rest of the page ------------------------------------------------------------------


def header_paragraph(word: Word, kind: str = "header") -> Element:
    """The first paragraph with text in a header or footer."""
    for name in sorted(word.parts):
        if name.startswith(f"word/{kind}") and name.endswith(".xml"):
            for paragraph in word.tree(name).iter(P):
                if said(paragraph).strip():
                    return paragraph
    raise NothingToEditError(kind)


def contents_paragraph(word: Word) -> Element:
    """The first entry of the table of contents."""
    for control in word.body.iter(q("sdt")):
        if control.find(f".//{q('docPartGallery')}") is not None:
            for paragraph in control.iter(P):
                if paragraph.find(LINK) is not None:
                    return paragraph
    raise NothingToEditError("no contents")


def text_box(paragraph: Element, words: str) -> None:
    """Draw a text box that hangs on a paragraph (VML, which needs no other part)."""
    shape = parsed(
        f'<w:r xmlns:w="{WORD}" xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
        '<v:rect style="width:120pt;height:40pt"><v:textbox><w:txbxContent>'
        f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect></w:pict></w:r>".encode()
    )
    paragraph.append(shape)
