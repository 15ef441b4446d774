"""Subject → text whose letters were lost or swapped when its file was decoded (ARK409)."""

import re
from collections.abc import Iterator
from itertools import islice

from arkdoc.check.passage import Passage
from arkdoc.check.subject import Subject
from arkdoc.model.diagnostic import N_, Diagnostic, Rule, Severity, diagnostic
from arkdoc.model.names import clip
from arkdoc.model.regex import regex

RULE = Rule(
    code="ARK409",
    name="garbled-text",
    severity=Severity.WARNING,
    message=N_(
        "The letters of “{text}” have been garbled, and perhaps more of the text.{suggestion}"
    ),
    hint=N_(
        "Copy the text from the original once more, or put the letters right. Save the file as "
        "UTF-8: in Notepad, choose Save as, and UTF-8 beside Encoding."
    ),
    hint_in_word=N_("Copy the text from the original once more, or put the letters right."),
    why=N_(
        "Letters such as æ, ø and å can be saved in several ways. When a program guesses wrong and "
        "saves the guess, other signs stand in their place for good."
    ),
    bad="""\
---
enhet: Seksjon Gjøvik
---
ArbeidsmiljÃ¸et pÃ¥ seksjonen er godt.
""",
    good="""\
---
enhet: Seksjon Gjøvik
---
Arbeidsmiljøet på seksjonen er godt.
""",
)

_CHARACTERS = "æøåÆØÅéèêëóòôöáàâäüÖÄÜÉñçčđŋšŧžČĐŊŠŽ«»“”„‘’–—…•§°½²³€£©®·→\u00a0"
_ENCODINGS = ("cp1252", "latin-1", "mac-roman", "cp850", "cp437")
_NO_TEXT = regex(r"[\0-\x9f]|^[\u2500-\u257f]+$|^Å\xa0")  # controls, frames, «Å» before a space


def _garbled() -> Iterator[tuple[str, str]]:
    """What each character becomes when its UTF-8 is decoded as something else, and itself."""
    for character in _CHARACTERS:
        data = character.encode()
        yield "".join(f"={byte:02X}" for byte in data), character  # from an e-mail
        for encoding in _ENCODINGS:
            wrong = data.decode(encoding, "ignore")
            if len(wrong) == len(data) and not _NO_TEXT.search(wrong):
                yield wrong, character
                if encoding == "cp1252":
                    yield wrong.encode().decode(encoding, "ignore"), character  # and once more
    yield "â€", "”"  # its third sign is one that nobody sees


_RIGHT = dict(_garbled())
_WRONG = regex("|".join(sorted(_RIGHT, key=lambda wrong: (-len(wrong), wrong))))
_LOST = regex("\ufffd|ï¿½")
# What is looked for begins with one of these letters, and then with one of these pairs. Few texts
# have a letter, of which one is Å, fewer have a pair, and the pattern is long.
_STARTS = tuple(
    (pattern, frozenset(each[0] for each in looked_for), {each[:2] for each in looked_for})
    for pattern, looked_for in ((_WRONG, _RIGHT), (_LOST, ("\ufffd", "ï¿½")))
)
_AROUND = 40  # characters on each side in which a word is looked for
_BEFORE = regex(r"[^\s\ufffc(«\"]*$")
_AFTER = regex(
    rf"(?:{_WRONG.pattern}|[^\s\ufffc])*?(?=[.,:;!?)»\"]*(?:[\s\ufffc]|$))"  # no stop after it
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """The first word with letters that were swapped, and the first with letters that were lost."""
    passages = (*subject.seen_passages, *subject.field_passages)
    for pattern, letters, pairs in _STARTS:
        likely = (p for p in passages if not letters.isdisjoint(p.prose))
        likely = (p for p in likely if any(pair in p.prose for pair in pairs))
        found = ((p, match) for p in likely if (match := pattern.search(p.prose)))
        for passage, match in islice(found, 1):
            start, end = _word(passage, match)
            text = passage.text[start:end]
            span = passage.span(start, end)
            yield diagnostic(RULE, span, text=clip(text), suggestion=_likely(text))


def _word(passage: Passage, match: re.Match[str]) -> tuple[int, int]:
    prose = passage.prose
    before = _BEFORE.search(prose[max(0, match.start() - _AROUND) : match.start()])
    after = _AFTER.match(prose[match.end() : match.end() + _AROUND])
    start = match.start() - (len(before[0]) if before else 0)
    end = match.end() + (len(after[0]) if after else 0)
    return start, end


def _likely(text: str) -> str:
    """The word that `text` must have been, or nothing where that is not sure."""
    text = _WRONG.sub(lambda match: _RIGHT[match[0]], text)
    return text if re.fullmatch(r"[\w\s.,:;!?«»“”’–/%§()\"'-]+", text) else ""
