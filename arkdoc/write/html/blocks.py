"""Blocks → HTML flow content."""

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from arkdoc.model.marker import BULLET
from arkdoc.model.nodes import (
    Block,
    Blocks,
    CodeBlock,
    Container,
    ContainerKind,
    Contents,
    Directive,
    Figure,
    Footnote,
    Footnotes,
    Heading,
    Image,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Table,
    ThematicBreak,
)
from arkdoc.model.tree import plain_text, text_of, walk_inlines
from arkdoc.style.card_height import is_kept_whole
from arkdoc.style.markers import is_house_marker, is_labelled, item_markers, marker_steps
from arkdoc.style.role import HEADINGS, Role
from arkdoc.write.html.checkbox import checkbox
from arkdoc.write.html.context import Context
from arkdoc.write.html.inlines import (
    revised,
    write_caption,
    write_image,
    write_inlines,
    write_spoken,
)
from arkdoc.write.html.markers import write_marker
from arkdoc.write.html.markup import element, escaped, opening
from arkdoc.write.html.names import LABELLED_CLASS, NUMBER_CLASS, NUMBERED_CLASS
from arkdoc.write.html.navigation import back_links, without_marks, write_contents
from arkdoc.write.html.tables import write_table


def write_blocks(blocks: Blocks, context: Context) -> str:
    """A run of blocks, in order."""
    return "\n".join(each_block(blocks, context))


def each_block(blocks: Blocks, context: Context) -> Iterator[str]:
    """Each of a run of blocks, in order."""
    turned = _before_landscape(blocks)
    for index, block in enumerate(blocks):
        if isinstance(block, Heading) and index in turned:
            yield _heading(block, context, "ark-turned")
        else:
            yield _block(block, context)


def _before_landscape(blocks: Blocks) -> frozenset[int]:
    """The headings right before a landscape page, which belong on it.

    They get a class, as a selector for «followed by» makes the layout quadratic.
    """
    found: set[int] = set()
    for index in range(len(blocks) - 2, -1, -1):
        after = blocks[index + 1]
        is_page = isinstance(after, Container) and after.kind is ContainerKind.LANDSCAPE
        if isinstance(blocks[index], Heading) and (is_page or index + 1 in found):
            found.add(index)
    return frozenset(found)


def _block(block: Block, context: Context) -> str:
    change = context.change(block)
    if change is None:
        return _unmarked(block, context)
    text = revised(change, lambda: _unmarked(block, context), lambda: text_of((block,)))
    return element("p", text) if change.kind.is_old else text


def _unmarked(block: Block, context: Context) -> str:
    match block:
        case Heading():
            return _heading(block, context)
        case Paragraph():
            inside = write_inlines(block.inlines, context.in_language(block.language))
            return element("p", inside, lang=context.lang(block.language))
        case ListBlock():
            return _list(block, context)
        case Quote():
            inside = write_blocks(block.blocks, context)
            return element("blockquote", inside, class_=Role.QUOTE.css_class)
        case CodeBlock():
            # The code element keeps the parser from eating a first line that is empty.
            code = element("code", escaped(block.text))
            return element("pre", code, class_=Role.CODE_BLOCK.css_class)
        case ThematicBreak():
            return opening("hr", class_=Role.RULE.css_class)
        case Table():
            return write_table(block, context, write_blocks)
        case Figure():
            return _figure(block, context)
        case Container():
            return _container(block, context)
        case Directive():
            return element("p", escaped(block.text))
        case Contents():
            return write_contents(context)
        case Footnotes():
            return _footnotes(block, context)
        case _:
            assert_never(block)


def _heading(heading: Heading, context: Context, *classes: str) -> str:
    """Level n is `h(n+1)`, the title being `h1` (contract, clause 6)."""
    bare = without_marks(heading.inlines)
    has_image = any(isinstance(inline, Image) for inline in walk_inlines(bare))
    is_labelled = context.medium == "print" and (has_image or bare != heading.inlines)
    return element(
        f"h{heading.level + 1}",
        _heading_number(heading)
        + write_inlines(heading.inlines, context.in_language(heading.language)),
        class_=" ".join(
            (
                HEADINGS[heading.level - 1].css_class,
                *([NUMBERED_CLASS] if heading.number else []),
                *classes,
            )
        ),
        id=heading.id or None,
        lang=context.lang(heading.language),
        # The PDF's outline takes this instead: without footnote marks, images as their text.
        data_label=f"{heading.number} {plain_text(bare)}".strip() if is_labelled else None,
    )


def _heading_number(heading: Heading) -> str:
    """The number before a heading's words, with the space that whoever copies the line gets."""
    if not heading.number:
        return ""
    return element("span", escaped(f"{heading.number} "), class_=NUMBER_CLASS)


def _list(block: ListBlock, context: Context) -> str:
    inside = replace(context, depth=context.depth + 1)
    is_house = is_house_marker(block)
    steps = marker_steps(block, context.theme, in_cell=context.in_cell)
    markers = [""] * len(block.items)
    if not is_house:
        role = Role.FIELD_LABEL if is_labelled(block) else None
        markers = [write_marker(text, context, role) for text in item_markers(block)]
    items = "\n".join(
        _item(item, block, marker, inside)
        for item, marker in zip(block.items, markers, strict=True)
    )
    classes = ["ark-tight" if block.tight else "ark-loose"]
    if not is_house:
        classes.append("ark-marked")
        classes += [LABELLED_CLASS] if is_labelled(block) else []
    elif not block.ordered and context.depth % 2:
        classes.append("ark-dash")
    elif block.ordered and block.start + len(block.items) > 10:
        classes.append("ark-tens")
    if steps > 1:
        classes.append(f"ark-steps-{steps}")
    counted = block.ordered and block.start != 1
    return element(
        "ol" if block.ordered else "ul",
        f"\n{items}\n",
        class_=" ".join(classes),
        type=block.marker.numeral.value if block.ordered and not is_house else None,
        start=str(block.start) if counted else None,
        style=_counter("reset", block.start - 1, context) if counted and is_house else None,
    )


def _counter(how: str, value: int, context: Context) -> str | None:
    """CSS for the number on paper: WeasyPrint ignores `start` and `value`."""
    return f"counter-{how}: list-item {value}" if context.medium == "print" else None


def _item(item: ListItem, block: ListBlock, marker: str, context: Context) -> str:
    box = "" if item.checked is None else checkbox(item.checked, context)
    classes = [Role.LIST.css_class, *(["ark-task"] if box and block.marker == BULLET else [])]
    before = marker + box
    if marker and not (item.blocks and isinstance(item.blocks[0], Paragraph)):
        classes.append("ark-beside")
    inside = revised(
        context.change(item),
        lambda: _in_item(item, before, context, tight=block.tight),
        lambda: text_of(item.blocks),
    )
    return element("li", inside, class_=" ".join(classes))


def _in_item(item: ListItem, before: str, context: Context, *, tight: bool) -> str:
    match item.blocks:
        case (Paragraph() as first, *rest):
            text = before + write_spoken(first, context)
            # A tight item's text is in no paragraph (CommonMark 0.31, 5.3).
            lead = text if tight else element("p", text)
            return "\n".join([lead, *(_block(block, context) for block in rest)])
        case _:
            return before + write_blocks(item.blocks, context)


def _figure(figure: Figure, context: Context) -> str:
    image = write_image(figure.image, context, block=True)
    caption = write_caption("figcaption", figure.caption, context)
    return element(
        "figure", f"{image}{caption}", class_=Role.FIGURE.css_class, id=figure.id or None
    )


def _container(container: Container, context: Context) -> str:
    match container.kind:
        case ContainerKind.NOTE | ContainerKind.SUMMARY:
            return _box(container, Role.NOTE, Role.NOTE_LABEL, context)
        case ContainerKind.PROPOSAL:
            return _box(container, Role.PROPOSAL, Role.PROPOSAL_LABEL, context)
        case ContainerKind.PLACEHOLDER:
            return _box(container, Role.PLACEHOLDER, Role.PLACEHOLDER, context)
        case ContainerKind.MEASURE:
            return _measure(container, context)
        case ContainerKind.LANDSCAPE:
            inside = write_blocks(container.blocks, replace(context, landscape=True))
            return element("div", f"\n{inside}\n", class_="ark-landscape")
        case ContainerKind.LANGUAGE:
            inside = write_blocks(container.blocks, context.in_language(container.language))
            return element("div", f"\n{inside}\n", lang=context.lang(container.language))
        case _:
            assert_never(container.kind)


def _box(container: Container, role: Role, label_role: Role, context: Context) -> str:
    """A section with a label, which is a heading where the box is a region of its own.

    Elsewhere it is none, so that the outline stays the note's own. The role `note` names it to a
    screen reader without making it a landmark (WAI-ARIA 1.2). In print it has a name for its tag;
    on a screen its label would be read twice.
    """
    label = container.label or None
    inside = f"\n{write_blocks(container.blocks, context)}\n"
    if label:
        tag = f"h{container.level + 1}" if container.level else "p"
        inside = f"\n{element(tag, escaped(label), class_=label_role.css_class)}{inside}"
    if container.level:
        name = " – ".join(filter(None, (container.label, container.about)))
        return element("section", inside, class_=role.css_class, aria_label=name)
    return element(
        "section",
        inside,
        class_=role.css_class,
        role="note" if label else None,
        aria_label=label if context.medium == "print" else None,
    )


def _measure(container: Container, context: Context) -> str:
    """A measure: its name as a line of its own, above the list of its fields."""
    match container.blocks:
        case (Paragraph() as name, *fields):
            text = write_spoken(name, context)
            line = element("p", text, class_=Role.MEASURE_NAME.css_class)
            inside = "\n".join((line, *each_block(tuple(fields), context)))
        case blocks:
            inside = write_blocks(blocks, context)
    is_whole = is_kept_whole(container, context.theme, landscape=context.landscape)
    classes = "ark-measure ark-whole" if is_whole else "ark-measure"
    return element("div", f"\n{inside}\n", class_=classes)


def _footnotes(block: Footnotes, context: Context) -> str:
    """The notes that are set here, each with a link back to every mark (DPUB-ARIA 1.1)."""
    footnotes = [context.document.footnotes[label] for label in block.ids]
    numbers = [note.number for note in footnotes]
    notes = "\n".join(
        _footnote(note, previous, context)
        for note, previous in zip(footnotes, (0, *numbers), strict=False)
    )
    # «Fotnoter 2–5»: a landmark's name is its own, and footnote numbers are the note's.
    name = f"{context.words.footnotes} {min(numbers)}–{max(numbers)}"
    if len(numbers) == 1:
        name = context.words.footnote.format(number=numbers[0])
    # What stands over the list is no heading: the outline is the note's own.
    label = element("p", escaped(context.words.footnotes), class_="ark-footnotes-label")
    return element(
        "section",
        f"\n{label}\n{element('ol', notes)}\n",
        class_="ark-footnotes",
        role="doc-endnotes",
        aria_label=name,
    )


def _footnote(note: Footnote, previous: int, context: Context) -> str:
    inside = context.in_language(note.language)
    links = back_links(note.label, context)
    match note.blocks:
        case (*before, Paragraph() as last):
            pieces = [_block(block, inside) for block in before]
            pieces.append(element("p", write_spoken(last, inside) + links))
        case _:
            pieces = [write_blocks(note.blocks, inside), element("p", links)]
    return element(
        "li",
        revised(context.change(note), lambda: "\n".join(pieces), lambda: text_of(note.blocks)),
        class_=Role.FOOTNOTE.css_class,
        id=note.label,
        value=str(note.number),
        style=_counter("increment", note.number - previous, context),
        lang=context.lang(note.language),
    )
