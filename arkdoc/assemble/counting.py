"""Blocks → the texts in them, and how many words those have."""

from collections import Counter
from collections.abc import Iterable, Iterator

from arkdoc.model.nodes import Block, CodeBlock, Directive
from arkdoc.model.regex import regex
from arkdoc.model.tree import inline_runs, plain_text, spoken_blocks

_WORD = regex(r"[^\W_]+(?:[-'’.,/:@][^\W_]+)*")


def texts(blocks: Iterable[Block]) -> Iterator[str]:
    """The visible text of each paragraph, heading, cell and caption, in reading order."""
    return (text for text, _ in _spoken_texts(blocks))


def _spoken_texts(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """`texts`, each with the language that its block states, or nothing."""
    for block, language in spoken_blocks(blocks):
        if isinstance(block, CodeBlock | Directive):
            yield block.text, language
        for run in inline_runs(block):
            yield plain_text(run), language


def words_in(text: str) -> int:
    """How many words there are in `text`; a number is one."""
    return sum(1 for _ in _WORD.finditer(text))


def word_count(blocks: Iterable[Block]) -> int:
    """How many words there are in `blocks`."""
    return sum(words_in(text) for text in texts(blocks))


def words_by_language(blocks: Iterable[Block]) -> Counter[str]:
    """How many words of `blocks` there are in each stated language, "" being that of the text."""
    count = Counter({"": 0})
    for text, language in _spoken_texts(blocks):
        count[language] += words_in(text)
    return count
