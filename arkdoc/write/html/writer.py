"""Document → one self-contained HTML page, for a browser or for the PDF to be made from."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from arkdoc.model.document import Document, Head, Part
from arkdoc.style.role import Role
from arkdoc.style.theme import Theme
from arkdoc.write.html.blocks import write_blocks
from arkdoc.write.html.context import Context, Medium, start_of_note
from arkdoc.write.html.css import rules_around_widths, stylesheet, width_rules
from arkdoc.write.html.letterhead import write_letterhead
from arkdoc.write.html.markup import element, escaped, opening
from arkdoc.write.html.page_rules import margin_boxes

_MAIN = "main."


def write_html(document: Document, theme: Theme, *, medium: Medium) -> str:
    """The note as an HTML page, for a screen or for `write_pdf`.

    For a screen it meets WCAG 2.1 AA: landmarks, a way past the head, languages of parts,
    a keyboard's way to what scrolls. Its policy lets nothing in but its own style and images.
    """
    context = start_of_note(document, theme, medium)
    body = _body(context, document.parts)
    running = margin_boxes(document.head, context.words, theme)
    css = stylesheet(theme, medium, running, body)
    return _page(context, f"{_metadata(document, medium, css)}\n<style>{css}</style>", body)


@dataclass(frozen=True, slots=True)
class PartedPage:
    """A page for print in parts, which are pages of their own.

    `around` has all but the `parts`, which go into its `main`. `styles` are the rules that all of
    them follow, before and after `widths`, a part's own. Each comes with the rules for its widths.
    """

    around: str
    around_widths: str
    parts: tuple[str, ...]
    widths: tuple[str, ...]
    styles: tuple[str, str]

    @property
    def text(self) -> str:
        """All that `write_html` gives, though not in its order."""
        return "".join((self.around, self.around_widths, *self.parts, *self.widths, *self.styles))

    def of_part(self, content: str) -> str:
        """The page of a part: what is around it, with nothing in it but `content`."""
        start = self.around.index("<body>")
        return f"{self.around[:start]}<body>\n<header></header>\n{content}\n</body>\n</html>\n"


def write_parted(document: Document, theme: Theme) -> PartedPage:
    """What `write_html` gives for print, in parts."""
    context = start_of_note(document, theme, "print")
    around = _page(context, _metadata(document, "print", ""), _body(context, ()))
    parts = tuple(_part(part, context) for part in document.parts)
    return PartedPage(
        around,
        width_rules(theme, "print", around),
        parts,
        tuple(width_rules(theme, "print", part) for part in parts),
        rules_around_widths(theme, "print", margin_boxes(document.head, context.words, theme)),
    )


def _page(context: Context, head: str, body: str) -> str:
    page = element(
        "html",
        f"\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n",
        lang=context.words.language,
        class_=f"ark-medium-{context.medium}",
    )
    return f"<!DOCTYPE html>\n{page}\n"


def _metadata(document: Document, medium: Medium, css: str) -> str:
    head = document.head
    tags = [
        '<meta charset="utf-8">',
        element("title", escaped(head.document_title)),
        opening("meta", name="description", content=subject(head)),
    ]
    if head.author:
        tags.append(opening("meta", name="author", content=head.author))
    if head.exemption:
        tags.append(opening("meta", name="dcterms.accessRights", content=head.exemption))
    if medium == "screen":
        tags[1:1] = [
            opening("meta", http_equiv="Content-Security-Policy", content=_policy(css)),
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
        ]
    return "\n".join(tags)


def subject(head: Head) -> str:
    """What the note is, in a line: «SAK 11/19 (informasjon/drøfting)»."""
    return " ".join(filter(None, (head.kicker, _in_brackets(head.case_type))))


def _in_brackets(text: str) -> str:
    return f"({text})" if text else ""


def _policy(css: str) -> str:
    """Content Security Policy 3: this very style sheet, images in the page, nothing else."""
    digest = b64encode(sha256(css.encode()).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _body(context: Context, shown: Iterable[Part]) -> str:
    parts = "\n".join(_part(part, context) for part in shown)
    pieces = [
        element("header", f"\n{write_head(context)}\n"),
        element("main", f"\n{parts}\n", id=_MAIN, tabindex="-1" if _on_screen(context) else None),
    ]
    if _on_screen(context):
        skip = element(
            "a", escaped(context.words.skip), class_="ark-skip ark-screen", href=f"#{_MAIN}"
        )
        pieces.insert(0, skip)
    return "\n".join(pieces)


def _on_screen(context: Context) -> bool:
    return context.medium == "screen"


def write_head(context: Context) -> str:
    """The institution's letterhead, and the block at the note's head (contract, clause 3)."""
    head = context.document.head
    # Heard before anything else, where a mark in the margin is heard by nobody.
    draft = element("span", escaped(head.draft), class_=Role.DRAFT.css_class)
    lines = [
        element("p", draft, class_=Role.KICKER.css_class) if head.draft else "",
        write_letterhead(context),
        _head_line(Role.KICKER, head.kicker),
        element("h1", escaped(head.title), class_=Role.TITLE.css_class),
        _head_line(Role.CASE_TYPE, _in_brackets(head.case_type)),
        _head_rows(head),
        _head_line(Role.EXEMPTION, head.exemption),
    ]
    return "\n".join(filter(None, lines))


def _head_line(role: Role, text: str) -> str:
    return element("p", escaped(text), class_=role.css_class) if text else ""


def _head_rows(head: Head) -> str:
    """A table whose first column heads its rows: a `dl` has no good tags in PDF."""
    if not head.rows:
        return ""
    rows = "\n".join(
        element(
            "tr",
            element("th", escaped(label), scope="row", class_=Role.HEAD_LABEL.css_class)
            + element("td", escaped(value), class_=Role.HEAD_VALUE.css_class),
        )
        for label, value in head.rows
    )
    body = element("tbody", f"\n{rows}\n")
    return element("table", body, class_=Role.HEAD_TABLE.css_class)


def _part(part: Part, context: Context) -> str:
    """A part, with its language where that isn't the note's (Språklova § 12; WCAG 3.1.2)."""
    lang = context.lang(part.language)
    blocks = write_blocks(part.blocks, context.in_language(part.language))
    return element("div", f"\n{blocks}\n", lang=lang) if lang else blocks
