"""The note's own styles and the template's → one styles part, in which the template's prevail."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from itertools import chain

from arkdoc.ooxml.oxml import Element, insert_property, put, qname, root, w, without_extensions
from arkdoc.ooxml.reader import child, switched, value
from arkdoc.style.role import HEADINGS, Role
from arkdoc.write.docx.styles.definitions import DEFAULT_STYLES
from arkdoc.write.docx.styles.variants import style_id
from arkdoc.write.docx.template.headers_footers import style_ids
from arkdoc.write.docx.template.read import Template

# The kinds of the styles that the template may supply, by their names.
_KINDS = {**DEFAULT_STYLES, **{role.word_style: role.kind.value for role in Role}}
_DROPPED = ("w:aliases", "w:next", "w:link", "w:rsid", "w:locked")
_HIDDEN = ("w:semiHidden", "w:unhideWhenUsed")
# What may stand after a style's w:pPr (17.7.4.17).
_LATER = tuple(qname(f"w:{tag}") for tag in ("rPr", "tblPr", "trPr", "tcPr", "tblStylePr"))


def merge_styles(part: Element, template: Template, language: str) -> Element:
    """The root of the merged styles part; `part` is that of the note without a template."""
    own = {_id(style): style for style in part.iter(qname("w:style"))}
    supplied: dict[str, Element] = {}
    replaceable = set(map(style_id, _KINDS))
    for style in chain.from_iterable(map(template.stylesheet.ancestry, _used_ids(template))):
        identifier = template.ids[_id(style)]
        if identifier not in supplied and (identifier in replaceable or identifier not in own):
            supplied[identifier] = _cleaned(style, identifier, template, own.get(identifier))
    styles = [supplied.pop(identifier, style) for identifier, style in own.items()]
    return root(
        "w:styles",
        "w",
        _defaults(part, template, language),
        deepcopy(template.stylesheet.latent),
        *styles,
        *(supplied[identifier] for identifier in sorted(supplied)),
    )


def _id(style: Element) -> str:
    return value(style, attribute="w:styleId")


def _used_ids(template: Template) -> Iterator[str]:
    """The template's own ids of the styles that roles have, and its headers and footers."""
    for name, kind in _KINDS.items():
        if (style := template.style(name, kind)) is not None:
            yield _id(style)
    for header_footer in template.headers_footers.values():
        yield from map(value, style_ids(header_footer.root))


def _defaults(part: Element, template: Template, language: str) -> Element | None:
    """The template's, but in the note's language."""
    defaults = deepcopy(template.stylesheet.defaults)
    properties = child(defaults, "w:rPrDefault", "w:rPr")
    if defaults is None or properties is None:
        return child(part, "w:docDefaults")
    without_extensions(defaults)
    _drop(properties, "w:lang")
    insert_property(properties, w("lang", val=language, eastAsia=language, bidi=language))
    return defaults


def _cleaned(style: Element, identifier: str, template: Template, own: Element | None) -> Element:
    """A copy of the template's style, without references to what the note lacks."""
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
    if identifier not in map(style_id, DEFAULT_STYLES):
        copy.attrib.pop(qname("w:default"), "")
        for tag in _HIDDEN:
            _drop(copy, tag)
    if own is not None:
        _fill_in(copy, own, template, style)
    elif (properties := child(copy, "w:pPr")) is not None:
        _drop(properties, "w:numPr")
    return copy


def _fill_in(copy: Element, own: Element, template: Template, style: Element) -> None:
    """Give a style what its role requires: its name, its next style, its outline level."""
    name = value(own, "w:name")
    named, based, next_ = child(copy, "w:name"), child(copy, "w:basedOn"), child(own, "w:next")
    assert named is not None
    put(named, "w:val", name)
    if next_ is not None:
        (named if based is None else based).addnext(deepcopy(next_))
    if value(own, attribute="w:type") != "paragraph" or name in DEFAULT_STYLES:
        return
    properties = _paragraph_properties(copy)
    _drop(properties, "w:numPr")
    resolved = template.stylesheet.style_of(_id(style))
    for tag in ("w:keepNext", "w:keepLines"):
        if switched(own, "w:pPr", tag) and switched(properties, tag) is not True:
            _drop(properties, tag)
            insert_property(properties, w(tag.removeprefix("w:")))
    tabs = child(own, "w:pPr", "w:tabs")
    if tabs is not None and not resolved.tabs and name.startswith("toc"):
        insert_property(properties, deepcopy(tabs))
    levels = {role.word_style: level for level, role in enumerate(HEADINGS)}
    if name in levels or resolved.outline is not None:
        _drop(properties, "w:outlineLvl")
        # Nothing but headings may be in the outline: it is that of the PDF.
        insert_property(properties, w("outlineLvl", val=levels.get(name, 9)))


def _paragraph_properties(style: Element) -> Element:
    properties = child(style, "w:pPr")
    if properties is None:
        properties = w("pPr")
        later = (place for place, element in enumerate(style) if element.tag in _LATER)
        style.insert(next(later, len(style)), properties)
    return properties


def _drop(parent: Element | None, tag: str) -> None:
    if parent is not None:
        for element in parent.findall(qname(tag)):
            parent.remove(element)
