"""A Markdown text and what its pictures are to be called → the text that calls them so.

What people wrote is changed where the names stand and nowhere else. Where that can't be done, as
a name stands in some way that isn't foreseen, the text is written anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import unquote

from arkdoc.model.cache import Cache
from arkdoc.model.nodes import Block, Footnote, Image, Inline, Inlines
from arkdoc.model.note import Contribution
from arkdoc.model.source import SourceFile, decode
from arkdoc.model.tree import all_inlines, map_all_runs, map_inlines
from arkdoc.read.contribution import read_contribution
from arkdoc.write.markdown.fields import write_contribution

_DEFINITION = r"(?m)^((?:[ \t>]|[-*+] )*\[[^\]\n]{1,999}\]:[ \t]*)<?%s>?(?=\s|$)"


def images_of(path: str, text: str, cache: Cache | None = None) -> tuple[Image, ...]:
    """The pictures that a text shows, in order. A `cache` keeps what was read."""
    return _images((cache or Cache()).cached(read_contribution, path, text.encode()))


def with_sources(
    path: str, text: str, sources: Mapping[str, str], cache: Cache | None = None
) -> str:
    """`text` with each picture's source changed as `sources` says; others stay."""
    if not sources:
        return text
    cache = cache or Cache()
    before = cache.cached(read_contribution, path, text.encode())
    wanted = _renamed(before, sources)
    changed = _in_place(decode(path, text.encode()), _images(before), sources)
    after = cache.cached(read_contribution, path, changed.encode())
    if _said(after) == _said(wanted):
        return changed
    return write_contribution(wanted, before.unit)


def _images(contribution: Contribution) -> tuple[Image, ...]:
    body = contribution.body
    blocks = (*body.blocks, *(block for note in body.footnotes for block in note.blocks))
    return tuple(inline for inline in all_inlines(blocks) if isinstance(inline, Image))


def _in_place(source: SourceFile, images: tuple[Image, ...], sources: Mapping[str, str]) -> str:
    text = source.text
    left: set[str] = set()
    for image in sorted(images, key=lambda image: image.span, reverse=True):
        new = sources.get(image.source)
        if new is None:
            continue
        start = source.line_starts[image.span.line - 1] + image.span.column - 1
        end = source.line_starts[image.span.end_line - 1] + image.span.end_column - 1
        pattern = rf"(\]\(\s*)<?{_spellings(image.source)}>?(?=[\s)])"
        stretch, times = re.subn(pattern, _followed_by(new), text[start:end], count=1)
        text = text[:start] + stretch + text[end:]
        if not times:
            left.add(image.source)
    for name in left:
        pattern = _DEFINITION % _spellings(name)
        text = re.sub(pattern, _followed_by(sources[name]), text)
    return text


def _spellings(source: str) -> str:
    """What a source may look like in the text; it is read with its odd signs as %XX."""
    plain = unquote(source)
    spellings = (source, plain, plain.replace(" ", "%20"), plain.replace("_", "\\_"))
    return f"(?:{'|'.join(map(re.escape, dict.fromkeys(spellings)))})"


def _followed_by(new: str) -> Callable[[re.Match[str]], str]:
    return lambda match: f"{match[1]}{new}"


def _renamed(contribution: Contribution, sources: Mapping[str, str]) -> Contribution:
    def inline(given: Inline) -> Inline:
        if isinstance(given, Image):
            return replace(given, source=sources.get(given.source, given.source))
        return map_inlines(given, run)

    def run(inlines: Inlines) -> Inlines:
        return tuple(map(inline, inlines))

    body = contribution.body
    blocks = map_all_runs(body.blocks, run)
    notes = tuple(replace(note, blocks=map_all_runs(note.blocks, run)) for note in body.footnotes)
    return replace(contribution, body=replace(body, blocks=blocks, footnotes=notes))


def _said(contribution: Contribution) -> tuple[tuple[Block, ...], tuple[Footnote, ...]]:
    return contribution.body.blocks, contribution.body.footnotes
