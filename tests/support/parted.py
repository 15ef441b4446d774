"""A note's files, edited again and again → what its pages in parts have that a fresh layout lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

from arkdoc.model.cache import Cache
from arkdoc.pipeline.analyse import analyse
from arkdoc.pipeline.load import Sources
from arkdoc.pipeline.render import Rendering
from arkdoc.write.html.writer import write_html, write_parted
from arkdoc.write.pdf.engine import LaidOutPage
from arkdoc.write.pdf.part_boxes import NotInPartsError
from arkdoc.write.pdf.parted_layout import PartedLayout
from arkdoc.write.pdf.typeset import laid_out_whole, missing_characters
from arkdoc.write.pdf.writer import page_facts

WORDS = ("tiltak", "og", "har", "en", "arbeidsmiljøundersøkelsen", "fulgt", "opp", "i", "seksjonen")


def edited(text: bytes, random: Random) -> bytes:
    """`text` with something changed in its body: words, a paragraph, a note, a wide table."""
    *head, body = text.decode().split("---\n", 2)
    blocks = body.split("\n\n")
    at = random.randrange(len(blocks))
    match random.randrange(6):
        case 0:
            blocks.insert(at, " ".join(random.choices(WORDS, k=random.randrange(5, 300))) + ".")
        case 1:
            del blocks[at]
        case 2:
            words = " ".join(random.choices(WORDS, k=random.randrange(3, 40)))
            label = f"fot{random.randrange(10**6)}"
            blocks.insert(at, f"Etter en note[^{label}] går det videre.\n\n[^{label}]: {words}.")
        case 3:
            rows = "\n".join("| 1 | to | tre |" for _ in range(random.randrange(1, 30)))
            blocks.insert(at, f"| A | B | C |\n|---|---|---|\n{rows}")
        case _:
            lines = blocks[at].split(" ")
            lines.insert(random.randrange(len(lines) + 1), random.choice(WORDS))
            blocks[at] = " ".join(lines)
    return "---\n".join((*head, "\n\n".join(blocks))).encode()


def sequence(sources: Sources, seed: int, edits: int) -> Iterator[Sources]:
    """`sources`, and what they are after each of some edits; now and then the one before again."""
    random = Random(seed)
    earlier = [sources]
    yield sources
    for _ in range(edits):
        if len(earlier) > 1 and random.random() < 0.15:
            sources = earlier[-2]
        else:
            path = random.choice(sorted(sources.contributions))
            texts = {**sources.contributions}
            if path.endswith(".md"):
                texts[path] = edited(texts[path], random)
            sources = replace(sources, contributions=texts)
        earlier.append(sources)
        yield sources


class Compared:
    """Layouts in parts beside fresh ones of the whole; `whole`: those that are not made in parts."""

    def __init__(self) -> None:
        self._cache, self.parted = Cache(), PartedLayout()
        self.made = self.whole = 0

    def differences(self, sources: Sources) -> list[str]:
        """Where the two differ: in a box's place or text, in what is drawn, in the tags."""
        rendering = Rendering(analyse(sources, self._cache), cache=self._cache)
        theme = sources.theme
        document = rendering.fitted(theme)
        page, html = write_parted(document, theme), write_html(document, theme, medium="print")
        facts = page_facts(document, theme)
        missing = missing_characters(html, facts)
        assert missing_characters(page.text, facts) == missing
        self.made += 1
        try:
            parted = self.parted.laid_out(page, facts.notes, theme, missing)
        except NotInPartsError:
            self.whole += 1
            return []
        whole = laid_out_whole(html, facts.notes, missing)
        found = list(_different(list(_texts(parted)), list(_texts(whole))))
        found += _different([parted.pages, parted.feet], [whole.pages, whole.feet])
        if not found:
            assert self.parted.shared
            with self.parted.shared.images_unchanged():
                written = _written(parted)
            if written != _written(whole):
                found = ["what is drawn, or its tags"]
        return found


def _written(page: LaidOutPage) -> bytes:
    page.metadata.generator = "arkdoc"
    return page.write(lambda _pdf: None)


def _different(found: list[Any], expected: list[Any]) -> Iterator[str]:
    if len(found) != len(expected):
        yield f"{len(found)} instead of {len(expected)}"
    for one, other in zip(found, expected, strict=False):
        if one != other:
            yield f"{one} instead of {other}"
            return


def _texts(page: LaidOutPage) -> Iterator[tuple[Any, ...]]:
    """Each stretch of text: its sheet, its words, its place and its size in CSS pixels."""
    for number, sheet in enumerate(page.sheets, 1):
        for box in sheet.descendants():
            if text := getattr(box, "text", None):
                place = box.position_x, box.position_y, box.width, box.height
                yield number, text, *(round(value, 2) for value in place)
