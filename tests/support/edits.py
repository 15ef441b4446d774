"""A seed → texts and changes of them, as people and as nobody would make them."""

from __future__ import annotations

from random import Random

from arkdoc.compare.words import WordEdit, apply_edits

VOCABULARY = (
    "rutiner", "for", "og", "i", "av", "på", "studentene", "kompetanseheving", "ansatte", "er", "det",
    "tiltak", "campus", "gjennomført", "skal", "vi", "har", "2019", "8,5", "§", "«sitert»", "Ås", "e-læring",
    "(se", "under)", "å", "læring", "emne", "evaluering", "nye", "følges", "opp", "en", "som", "🙂", "a_b",
)  # fmt: skip
SPACES = (" ", " ", " ", " ", " ", "\u00a0", "  ", "\n")


def sentence(random: Random, words: int) -> str:
    """Some words of a small vocabulary, so that many of them are repeated."""
    chosen = [random.choice(VOCABULARY) for _ in range(words)]
    return "".join(word + random.choice(SPACES) for word in chosen).strip()


def distinct(random: Random, words: int, start: int = 0) -> list[str]:
    """Words that occur once each, in an order of their own."""
    numbers = list(range(start, start + words))
    random.shuffle(numbers)
    return [f"ord{number}" for number in numbers]


def changed(random: Random, text: str, times: int) -> str:
    """`text` with some of its words replaced, removed, repeated, moved, or others put in."""
    words = text.split(" ")
    for _ in range(times):
        place = random.randrange(len(words) + 1)
        match random.randrange(5):
            case 0:
                words.insert(place, random.choice(VOCABULARY))
            case 1 if place < len(words):
                words[place] = random.choice(VOCABULARY)
            case 2:
                del words[place : place + random.randrange(1, 4)]
            case 3:
                words[place:place] = words[max(0, place - 3) : place]
            case _:
                cut = words[place : place + 2]
                del words[place : place + 2]
                there = random.randrange(len(words) + 1)
                words[there:there] = cut
    return " ".join(words)


def told(old: str, new: str, edits: tuple[WordEdit, ...]) -> str:
    """The edits as `[-removed-]{+put in+}` in the text that stays."""
    assert apply_edits(old, new, edits) == new
    pieces, place = [], 0
    for edit in edits:
        pieces.append(old[place : edit.old_start])
        if not edit.is_deletion or not edit.is_insertion:
            removed, put_in = old[edit.old_start : edit.old_end], new[edit.new_start : edit.new_end]
            pieces.append(f"[-{removed}-]" if removed else "")
            pieces.append(f"{{+{put_in}+}}" if put_in else "")
        place = edit.old_end
    return "".join((*pieces, old[place:]))
