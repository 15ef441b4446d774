"""Links and pictures as written → references inside the note, outside addresses, assets.

Paths are relative to the file they stand in (contract, clauses 2 and 5). What leads nowhere
keeps its words, and gets a finding.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import assert_never
from unicodedata import normalize
from urllib.parse import unquote

from arkdoc.assemble.anchors import slug
from arkdoc.diagnostic import Diagnostic, Rule, found
from arkdoc.document import (
    Code,
    Emphasis,
    FootnoteReference,
    HardBreak,
    Image,
    Inline,
    Inlines,
    Link,
    Reference,
    SoftBreak,
    Strikethrough,
    Strong,
    Text,
)
from arkdoc.names import clip, closest
from arkdoc.note import Files
from arkdoc.rules.links import (
    IMAGE_WITHOUT_ALT,
    MISSING_ANCHOR,
    MISSING_FILE,
    MISSING_IMAGE,
    OUTSIDE_ROOT,
    REMOTE_IMAGE,
    TOO_MANY_IMAGES,
    UNUSABLE_IMAGE,
)
from arkdoc.source import Span
from arkdoc.tree import Rewrite, plain_text, walk_inlines
from arkdoc.words import WORDS

_OUTSIDE_ADDRESS = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_SUGGESTIONS = 50

MOST_PICTURES = 1_000
"""How many times pictures may be shown in a note, the same one twice counted twice."""

MOST_BYTES = 100_000_000
"""How many bytes the pictures may have together, each counted as often as it is shown."""

MOST_PIXELS = 500_000_000
"""How many pixels the pictures of a note may have together."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where links to a file lead: `home` without an anchor (empty: nowhere), else `anchors`."""

    home: str
    anchors: Mapping[str, str]


class References:
    """Resolves the links and pictures of all files.

    `used` are the assets that are shown, `referred` the paths of all files that are named.
    """

    def __init__(self, files: Files, targets: Mapping[str, Target]) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.used: set[str] = set()
        self.referred: set[str] = set()
        self._files = files
        self._targets = {_nfc(path): target for path, target in targets.items()}
        self._assets = {_nfc(path): path for path in files.assets}
        self._unusable = {_nfc(path): reason for path, reason in files.unusable.items()}
        self._outside = {_nfc(path) for path in files.outside}
        self._pictures = _by_name((*files.assets, *files.unusable))
        self._texts = _by_name(targets)
        self._guesses = 0
        self._shown = self._bytes = self._pixels = 0

    def rewriting(self, path: str, language: str) -> Rewrite:
        """What to do to every run of inlines that stands in the file at `path`."""

        def rewrite(inlines: Inlines) -> Inlines:
            if not any(isinstance(inline, Link | Image) for inline in walk_inlines(inlines)):
                return inlines
            return self._inlines(inlines, path, language)

        return rewrite

    def _inlines(self, inlines: Inlines, path: str, language: str) -> Inlines:
        result: list[Inline] = []
        for inline in inlines:
            match inline:
                case Link():
                    inside = self._inlines(inline.inlines, path, language)
                    result.extend(self._link(replace(inline, inlines=inside), path))
                case Image():
                    result.extend(self._image(inline, path, language))
                case Emphasis() | Strong() | Strikethrough() | Reference():
                    inside = self._inlines(inline.inlines, path, language)
                    result.append(replace(inline, inlines=inside))
                case Text() | SoftBreak() | HardBreak() | Code() | FootnoteReference():
                    result.append(inline)
                case _:
                    assert_never(inline)
        return tuple(result)

    # --- links -------------------------------------------------------------------------

    def _link(self, link: Link, path: str) -> Inlines:
        if not _is_seen(link.inlines):  # a link that nobody could see says where it leads
            link = replace(link, inlines=(*link.inlines, Text(link.destination, link.span)))
        if _OUTSIDE_ADDRESS.match(link.destination):
            return (link,)
        target = self._target(link, path)
        return (Reference(target, link.inlines, link.span),) if target else link.inlines

    def _target(self, link: Link, path: str) -> str:
        """The id that `link` leads to; if there is none, nothing, and a finding."""
        file, _, anchor = link.destination.partition("#")
        place = self._place(file, path) if file else _nfc(path)
        if place is None or place in self._outside:
            self._say(OUTSIDE_ROOT, link.span, target=clip(link.destination))
            return ""
        target = self._targets.get(place)
        if target is None:
            guess = self._near_file(place, path, self._texts)
            self._say(MISSING_FILE, link.span, target=clip(unquote(file)), suggestion=guess)
            return ""
        if file and not anchor:
            return target.home
        return self._anchor(target, _nfc(unquote(anchor)), link)

    def _anchor(self, target: Target, anchor: str, link: Link) -> str:
        for name in (anchor, anchor.lower(), slug(anchor)):
            if name in target.anchors:
                return target.anchors[name]
        guess = self._guess(anchor, target.anchors)
        guess = f"#{guess}" if guess else ""
        self._say(MISSING_ANCHOR, link.span, target=clip(f"#{anchor}"), suggestion=guess)
        return ""

    # --- pictures ----------------------------------------------------------------------

    def _image(self, image: Image, path: str, language: str) -> Inlines:
        target = clip(unquote(image.source))
        if not (image.alt or image.decorative):
            self._say(IMAGE_WITHOUT_ALT, image.span, target=target)
            image = replace(image, alt=WORDS[language].image_of)
        asset = self._asset(image, path, target)
        if asset is None or not self._has_room(asset, image, target):
            return _in_words(image, language)
        return (replace(image, source=asset),)

    def _has_room(self, key: str, image: Image, target: str) -> bool:
        """Whether one more picture fits in the note; the page holds it as often as it is shown."""
        asset = self._files.assets[key]
        size = self._bytes + len(asset.data)
        pixels = self._pixels + (0 if key in self.used else asset.width * asset.height)
        if self._shown >= MOST_PICTURES or size > MOST_BYTES or pixels > MOST_PIXELS:
            self._say(TOO_MANY_IMAGES, image.span, target=target)
            return False
        self._shown, self._bytes, self._pixels = self._shown + 1, size, pixels
        self.used.add(key)
        return True

    def _asset(self, image: Image, path: str, target: str) -> str | None:
        """The key of the picture's asset, or None and a finding."""
        if _REMOTE.match(image.source):
            self._say(REMOTE_IMAGE, image.span, target=target)
            return None
        place = self._place(image.source, path)
        if place is None or place in self._outside:
            self._say(OUTSIDE_ROOT, image.span, target=target)
        elif place in self._assets:
            return self._assets[place]
        elif place in self._unusable:
            self._say(UNUSABLE_IMAGE, image.span, target=target, reason=self._unusable[place])
        else:
            guess = self._near_file(place, path, self._pictures)
            self._say(MISSING_IMAGE, image.span, target=target, suggestion=guess)
        return None

    def _place(self, destination: str, path: str) -> str | None:
        place = _resolve(destination, path)
        if place is not None:
            self.referred.add(place)
        return place

    # --- findings ----------------------------------------------------------------------

    def _say(self, rule: Rule, span: Span, **args: object) -> None:
        self.diagnostics.append(found(rule, span, **args))

    def _near_file(self, place: str, path: str, by_name: Mapping[str, list[str]]) -> str:
        """What the author probably meant, as it would be written in the file at `path`."""
        name = posixpath.basename(place)
        same = by_name.get(name) or by_name.get(self._guess(name, by_name))
        return posixpath.relpath(same[0], posixpath.dirname(path) or ".") if same else ""

    def _guess(self, word: str, candidates: Iterable[str]) -> str:
        # Nobody reads the fiftieth suggestion, and each looks through all candidates.
        self._guesses += 1
        return closest(word, candidates) if self._guesses <= _SUGGESTIONS else ""


def _nfc(path: str) -> str:
    return normalize("NFC", path)


def _by_name(paths: Iterable[str]) -> dict[str, list[str]]:
    result: dict[str, list[str]] = {}
    for path in sorted(paths):
        result.setdefault(_nfc(posixpath.basename(path)), []).append(path)
    return result


def _resolve(destination: str, path: str) -> str | None:
    """The path from the root that `destination` in the file at `path` means; None: outside."""
    # Windows writes paths with backslashes; no name there has one.
    written = _nfc(unquote(destination.partition("?")[0])).replace("\\", "/")
    folder = "" if written.startswith("/") else posixpath.dirname(_nfc(path))
    place = posixpath.normpath(posixpath.join(folder, written.lstrip("/")))
    return None if place == ".." or place.startswith("../") else place


def _is_seen(inlines: Inlines) -> bool:
    return bool(plain_text(inlines).strip()) or any(
        isinstance(inline, Image | FootnoteReference) for inline in inlines
    )


def _in_words(image: Image, language: str) -> Inlines:
    """What stands where a picture can't: its description, and its title if it has one."""
    words = image.alt or WORDS[language].image_of
    title = f" ({image.title})" if image.title else ""
    return (Emphasis((Text(words + title, image.span),), image.span),)
