"""Our styles and the template's → one styles part, its own winning where both have one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy

from arkdoc.ooxml.oxml import Element, insert_property, put, qname, root, w, without_extensions
from arkdoc.ooxml.reader import child, switched, value
from arkdoc.style.role import HEADINGS, Role
from arkdoc.write.docx.styles.variants import style_id
from arkdoc.write.docx.template.headers_footers import style_ids
from arkdoc.write.docx.template.read import Template

_TYPED = {role.word_style: role.kind for role in Role}
_BASES = {
    "Normal": "paragraph",
    "Default Paragraph Font": "character",
    "Normal Table": "table",
    "No List": "numbering",
}
_DROPPED = ("w:aliases", "w:next", "w:link", "w:rsid", "w:locked")
_HIDDEN = ("w:semiHidden", "w:unhideWhenUsed")
# What may stand after a style's w:pPr (17.7.4.17).
_LATER = tuple(qname(f"w:{tag}") for tag in ("rPr", "tblPr", "trPr", "tcPr", "tblStylePr"))


def merge_styles(ours: Element, template: Template, language: str) -> Element:
    """The root of a styles part; `ours` is that of what the note would have by itself."""
    mine = {style.get(qname("w:styleId")) or "": style for style in ours.iter(qname("w:style"))}
    wanted = [style for name, kind in _names() if (style := template.style(name, kind)) is not None]
    wanted += [
        style
        for header_footer in template.headers_footers.values()
        for use in style_ids(header_footer.root)
        if (style := template.stylesheet.by_id.get(value(use))) is not None
    ]
    theirs: dict[str, Element] = {}
    replaceable = {style_id(name) for name, _ in _names()}
    for style in _with_ancestors(wanted, template):
        identifier = template.ids[style.get(qname("w:styleId")) or ""]
        if identifier not in theirs and (identifier in replaceable or identifier not in mine):
            theirs[identifier] = _cleaned(style, identifier, template, mine.get(identifier))
    styles = [theirs.pop(identifier, style) for identifier, style in mine.items()]
    return root(
        "w:styles",
        "w",
        _defaults(ours, template, language),
        deepcopy(template.stylesheet.latent) if template.stylesheet.latent is not None else None,
        *styles,
        *(theirs[identifier] for identifier in sorted(theirs)),
    )


def _names() -> Iterator[tuple[str, str]]:
    yield from _BASES.items()
    yield from ((name, kind.value) for name, kind in _TYPED.items())


def _with_ancestors(styles: Iterable[Element], template: Template) -> Iterator[Element]:
    for style in styles:
        yield from template.stylesheet.ancestry(style.get(qname("w:styleId")) or "")


def _defaults(ours: Element, template: Template, language: str) -> Element | None:
    """The template's, but in the note's language."""
    own = child(ours, "w:docDefaults")
    if template.stylesheet.defaults is None:
        return own
    theirs = without_extensions(deepcopy(template.stylesheet.defaults))
    properties = child(theirs, "w:rPrDefault", "w:rPr")
    if properties is None:
        return own
    _drop(properties, "w:lang")
    insert_property(properties, w("lang", val=language, eastAsia=language, bidi=language))
    return theirs


def _cleaned(style: Element, identifier: str, template: Template, own: Element | None) -> Element:
    """A copy of the template's style, referring to nothing that isn't there."""
    copy = without_extensions(deepcopy(style))
    put(copy, "w:styleId", identifier)
    for tag in _DROPPED:
        _drop(copy, tag)
    for language in list(copy.iter(qname("w:lang"))):
        _drop(language.getparent(), "w:lang")
    parent = child(copy, "w:basedOn")
    if parent is not None:
        if (named := template.ids.get(value(parent))) is None:
            copy.remove(parent)
        else:
            put(parent, "w:val", named)
    if identifier not in map(style_id, _BASES):
        copy.attrib.pop(qname("w:default"), "")
        for tag in _HIDDEN:
            _drop(copy, tag)
    if own is not None:
        _fill_in(copy, own, template, style)
    elif (properties := child(copy, "w:pPr")) is not None:
        _drop(properties, "w:numPr")
    return copy


def _fill_in(copy: Element, own: Element, template: Template, style: Element) -> None:
    """What a style must have to do its work: its name, what follows, its place in the outline."""
    name = value(own, "w:name")
    put(_must(child(copy, "w:name")), "w:val", name)
    following = child(own, "w:next")
    if following is not None:
        based = child(copy, "w:basedOn")
        after = based if based is not None else _must(child(copy, "w:name"))
        after.addnext(deepcopy(following))
    if value(own, attribute="w:type") != "paragraph" or name in _BASES:
        return
    properties = _paragraph_properties(copy)
    _drop(properties, "w:numPr")
    look = template.stylesheet.style_of(style.get(qname("w:styleId")) or "")
    for tag in ("w:keepNext", "w:keepLines"):
        if switched(own, "w:pPr", tag) and switched(properties, tag) is not True:
            _drop(properties, tag)
            insert_property(properties, w(tag.removeprefix("w:")))
    tabs = child(own, "w:pPr", "w:tabs")
    if tabs is not None and not look.tabs and name.startswith("toc"):
        insert_property(properties, deepcopy(tabs))
    levels = {role.word_style: level for level, role in enumerate(HEADINGS)}
    if name in levels or look.outline is not None:
        _drop(properties, "w:outlineLvl")
        # Nothing but headings may be in the outline: it is that of the PDF.
        insert_property(properties, w("outlineLvl", val=levels.get(name, 9)))


def _paragraph_properties(style: Element) -> Element:
    found = child(style, "w:pPr")
    if found is not None:
        return found
    made = w("pPr")
    later = next((element for element in style if element.tag in _LATER), None)
    if later is None:
        style.append(made)
    else:
        later.addprevious(made)
    return made


def _must(element: Element | None) -> Element:
    assert element is not None
    return element


def _drop(parent: Element | None, tag: str) -> None:
    if parent is not None:
        for element in parent.findall(qname(tag)):
            parent.remove(element)
