"""Markdown → the same with its paragraphs wrapped anew, as editors and people do it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from random import Random

from markdown_it import MarkdownIt

Wrapper = Callable[[list[str], int, str, str], list[str]]
"""Words, width, what the first line begins with, and what the others do → lines."""


def by_words(words: list[str], width: int, first: str, rest: str) -> list[str]:
    """As many words on each line as there is room for; one that is too long has its own line."""
    lines = [first + words[0]]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(rest + word)
    return lines


def by_textwrap(words: list[str], width: int, first: str, rest: str) -> list[str]:
    """As Python's textwrap does it, which also breaks at hyphens and in long words."""
    return textwrap.wrap(" ".join(words), width, initial_indent=first, subsequent_indent=rest)


def raggedly(seed: int) -> Wrapper:
    """A wrapper that gives each line a width of its own, at least half of what it is told."""
    random = Random(seed)

    def wrap(words: list[str], width: int, first: str, rest: str) -> list[str]:
        lines, room = [first + words[0]], random.randint(width // 2, width)
        for word in words[1:]:
            if len(lines[-1]) + 1 + len(word) <= room:
                lines[-1] += f" {word}"
            else:
                lines.append(rest + word)
                room = random.randint(width // 2, width)
        return lines

    return wrap


def by_sentences(words: list[str], _: int, first: str, rest: str) -> list[str]:
    """A sentence a line."""
    sentences = re.split(r"(?<=[.!?]) ", " ".join(words))
    return [(rest if n else first) + sentence for n, sentence in enumerate(sentences)]


def rewrapped(markdown: str, width: int, wrap: Wrapper, *, lazily: bool = False) -> str:
    """The text with each paragraph wrapped at a width; `lazily`: without their indentation."""
    lines = markdown.split("\n")
    wrapped: list[str] = []
    done = 0
    for start, end, words in _paragraphs(markdown):
        at = lines[start].find(words[0]) if words else -1
        if at < 0 or start < done:  # an escape, or lines that were taken already
            continue
        prefix = lines[start][:at]
        rest = "" if lazily else re.sub(r"[^>]", " ", prefix)
        wrapped += [*lines[done:start], *wrap(words, width, prefix, rest)]
        done = end
    return "\n".join([*wrapped, *lines[done:]])


def _paragraphs(markdown: str) -> Iterator[tuple[int, int, list[str]]]:
    """The first line and the line after the last of each paragraph, and its words."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    for token, content in pairwise(tokens):
        if token.type == "paragraph_open" and token.map:
            yield *token.map, content.content.split()


def in_all_ways(markdown: str, widths: Iterable[int]) -> Iterator[tuple[str, str]]:
    """The text wrapped at each width in each way, each with a name."""
    for width in widths:
        for wrap in (by_words, by_textwrap):
            for lazily in (False, True):
                name = f"{wrap.__name__} {width}{' lazily' if lazily else ''}"
                yield name, rewrapped(markdown, width, wrap, lazily=lazily)
