"""A passage → the places of people's names in it."""

from collections.abc import Iterator, Sequence

from arkdoc.check.lexicon import Lexicon, lexicon
from arkdoc.check.passage import Passage, Word

_MAX_FOLLOWING = 3  # middle names and surnames after a given name


def person_names(passage: Passage) -> Iterator[tuple[int, int]]:
    """Start and end of each given name, surname that is no other word, or full name."""
    words, prose = passage.words, passage.prose
    index = 0
    while index < len(words):
        word = words[index]
        length = _name_length(prose, words, index) if prose[word.start].isupper() else 0
        if length:
            yield word.start, words[index + length - 1].end
        index += max(length, 1)


def _name_length(prose: str, words: Sequence[Word], index: int) -> int:
    """The number of words in the name that begins at `index`; 0 if there is none."""
    first = words[index].text
    is_sure = _is_in(first, lexicon("fornavn"))
    is_given = is_sure or _is_in(first, lexicon("fornavn", "også vanlige ord"))
    if not is_given and not _is_in(first, lexicon("etternavn", "alene")):
        return 0
    last = index
    while is_given and last - index < _MAX_FOLLOWING and _goes_on(prose, words, last):
        last += 1
    if not is_sure and is_given and last == index:
        return 0
    after = words[last + 1].text if last + 1 < len(words) else ""
    gap = prose[words[last].end : words[last + 1].start] if after else ""
    if after in lexicon("etternavn", "ikke et navn") and gap in (" ", "-"):
        return 0
    return 0 if gap == "-" else last - index + 1  # «Hansen-utvalget»


def _goes_on(prose: str, words: Sequence[Word], index: int) -> bool:
    if index + 1 == len(words):
        return False
    following = words[index + 1]
    gap = prose[words[index].end : following.start]
    if len(words[index].text) == 1 and gap == ". ":  # «Kari B. Moen»
        gap = " "
    return gap in (" ", "\u00a0", "-") and prose[following.start].isupper()


def _is_in(word: str, known: Lexicon) -> bool:
    """Whether the word, or the word it is the genitive of, is in the list."""
    return word in known or (word.endswith("s") and len(word) > 4 and word[:-1] in known)
