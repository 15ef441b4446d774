"""Links and pictures as written → references inside the note, outside addresses, assets.

Paths are relative to the file they stand in (contract, clauses 2 and 5). A link that leads
nowhere leaves its words, and gets a diagnostic.
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from types import MappingProxyType
from typing import NamedTuple
from unicodedata import is_normalized, normalize
from urllib.parse import quote, unquote

from arkdoc.assemble.anchors import slug
from arkdoc.language.printed import WORDS, Words
from arkdoc.model.assets import Asset, Unusable, is_picture
from arkdoc.model.diagnostic import Diagnostic, Rule, diagnostic
from arkdoc.model.names import clip, closest
from arkdoc.model.nodes import (
    Blocks,
    Emphasis,
    FootnoteReference,
    Image,
    Inline,
    Inlines,
    Link,
    Reference,
)
from arkdoc.model.note import Files
from arkdoc.model.regex import regex
from arkdoc.model.source import ATTACHMENTS, Span, is_word
from arkdoc.model.tree import (
    map_all_runs,
    map_inlines,
    map_spoken_runs,
    plain_text,
    replacement,
    walk_inlines,
    without_link,
)
from arkdoc.rules.attachments import ATTACHED_PICTURE, UNLISTED_ATTACHMENT
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
from arkdoc.rules.markup_in_text import EMPTY_LINK, WORDS_TO_CLICK_ON

_OUTSIDE_ADDRESS = regex(r"(?:https?|mailto):", re.IGNORECASE)
_DRIVE = regex(r"[A-Za-z]:/|//")
_REMOTE = regex(r"(?:https?:)?//", re.IGNORECASE)
_SUGGESTIONS = 50

MOST_PICTURES = 1_000
"""How many times pictures may be shown in a note, the same one twice counted twice."""

MOST_BYTES = 100_000_000
"""How many bytes the pictures may have together, each counted as often as it is shown."""

_TIP_LENGTH = 260
"""How long a link's title may be in Word, in UTF-16; a longer one stands after the link."""

MOST_PIXELS = 500_000_000
"""How many pixels the pictures of a note may have together."""

MOST_STEPS = 10_000
"""How much more than their bytes account for the pictures of a note may ask for together."""


class Target(NamedTuple):
    """Where links to a file lead: `home` without an anchor (empty: nowhere), else `anchors`."""

    home: str
    anchors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LinkQuery:
    """A link to a file, or a picture, whose target is found once all files are known.

    `path` is the file that it stands in, `place` the path that it names, as written and None
    outside the root, and `anchor` what it names there. The target is the id of a heading, the
    place of an attachment or the key of an asset; empty where there is none.
    """

    inline: Link | Image
    path: str
    place: str | None
    anchor: str


def link_queries(blocks: Blocks, path: str) -> tuple[LinkQuery, ...]:
    """The links and pictures in `blocks` of the file at `path`, in the order of `with_links`."""
    queries: list[LinkQuery] = []

    def query(inline: Link | Image) -> Inlines:
        if _is_query(inline):
            queries.append(_ask(inline, path))
        return (inline,)

    map_all_runs(blocks, lambda inlines: _rewritten(inlines, query))
    return tuple(queries)


def with_links(
    blocks: Blocks, link_targets: Iterator[str], language: str, *, numbers_headings: bool = False
) -> Blocks:
    """`blocks`, in `language`, with the next of `link_targets` for each link query in them.

    A link without words to a heading shows its address, or nothing yet if it `numbers_headings`.
    """

    def with_target(words: Words, inline: Link | Image) -> Inlines:
        target = next(link_targets) if _is_query(inline) else ""
        if isinstance(inline, Image):
            return _image(inline, target, words)
        return _link(inline, target, is_numbered=numbers_headings)

    def with_targets(inlines: Inlines, own: str) -> Inlines:
        return _rewritten(inlines, partial(with_target, WORDS[own or language]))

    return map_spoken_runs(blocks, with_targets)


def _is_query(inline: Link | Image) -> bool:
    return isinstance(inline, Image) or not _OUTSIDE_ADDRESS.match(inline.destination)


def _ask(inline: Link | Image, path: str) -> LinkQuery:
    if isinstance(inline, Image):
        return LinkQuery(inline, path, resolved_path(inline.source, path), "")
    file, _, anchor = inline.destination.partition("#")
    place = resolved_path(file, path) if file else path
    return LinkQuery(inline, path, place, _nfc(unquote(anchor)))


def _rewritten(inlines: Inlines, rewrite: Callable[[Link | Image], Inlines]) -> Inlines:
    """`inlines` with `rewrite` done to every link, innermost first, and every picture."""
    if not any(isinstance(inline, Link | Image) for inline in walk_inlines(inlines)):
        return inlines
    result: list[Inline] = []
    for inline in inlines:
        inline = map_inlines(inline, lambda inside: _rewritten(inside, rewrite))
        result.extend(rewrite(inline) if isinstance(inline, Link | Image) else (inline,))
    return tuple(result)


def _link(link: Link, target: str, *, is_numbered: bool) -> Inlines:
    is_to_heading = bool(target) and "/" not in target  # which no id of a heading has
    if is_to_heading and is_numbered and not link.inlines:
        pass  # it shows the number of its heading
    elif not _is_seen(link.inlines):  # a link without visible words shows its address
        link = replace(link, inlines=(*link.inlines, replacement(link.destination, link.span)))
    if "/" in target:
        link = replace(link, destination=quote(target))
    outside = not _is_query(link) or "/" in target
    if not (outside or target):
        return without_link(link.inlines, link.title, link.span)
    title = link.title if len(link.title.encode("utf-16-le")) <= 2 * _TIP_LENGTH else ""
    if outside:
        shown: Inline = replace(link, title=title)
    else:
        shown = Reference(target, link.inlines, title, link.span)
    return without_link((shown,), "" if title else link.title, link.span)


def _image(image: Image, asset: str, words: Words) -> Inlines:
    if not (image.alt or image.decorative):
        image = replace(image, alt=words.image_of)
    return (replace(image, source=asset),) if asset else _in_words(image, words)


class References:
    """Finds the targets of the links and pictures of all files.

    `made` are arkdoc's own pictures, by path. Where it `numbers_headings`, a link to one needs no
    words. `used` are the pictures that are shown, by path,
    `referred` the paths of all files that are named. `attachments` has where those of the note lie
    beside the outputs, by path.
    """

    def __init__(
        self,
        files: Files,
        targets: Mapping[str, Target],
        made: Mapping[str, Asset],
        attachments: Mapping[str, str] = MappingProxyType({}),
        *,
        numbers_headings: bool = False,
    ) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.used: dict[str, Asset] = {}
        self.referred: set[str] = set()
        self._files = files
        self._targets = targets
        self._attachments = attachments
        self._numbers_headings = numbers_headings
        self._read = files.pictures
        self._made = made
        self._refused: set[str] = set()
        self._known = frozenset((*targets, *files.paths, *files.outside, *files.attachments))
        self._guesses = 0
        self._shown = self._bytes = self._pixels = self._steps = 0

    def resolve(self, link_queries: Sequence[LinkQuery]) -> tuple[str, ...]:
        """The target of each of `link_queries`; empty, and a diagnostic, where there is none."""
        if not link_queries:
            return ()
        return tuple(map(self._target, link_queries))

    @cached_property
    def _spellings(self) -> Mapping[str, str]:
        """The paths by their NFC: of those that are the same in it, the one that is in it."""
        return {_nfc(path): path for path in sorted(self._known, key=_is_nfc)}

    def _target(self, query: LinkQuery) -> str:
        place = query.place
        if place is not None and place not in self._known:
            query = replace(query, place=self._spellings.get(_nfc(place), _nfc(place)))
        if isinstance(query.inline, Image):
            return self._picture(query, query.inline)
        target = self._heading(query, query.inline)
        is_number = self._numbers_headings and target and "/" not in target
        if not (query.inline.inlines or is_number):
            self._say(EMPTY_LINK, query.inline.span, what=WORDS_TO_CLICK_ON)
        return target

    # --- links --------------------------------------------------------------------------

    def _heading(self, query: LinkQuery, link: Link) -> str:
        file, _, anchor = link.destination.partition("#")
        if file and query.place is not None:
            self.referred.add(query.place)
        if query.place is None or query.place in self._files.outside:
            self._say(OUTSIDE_ROOT, link.span, target=clip(link.destination))
            return ""
        if query.place in self._files.attachments:
            return self._attachment(query.place, link)
        target = self._targets.get(query.place)
        if target is None:
            guess = self._near_file(query, self._texts)
            self._say(MISSING_FILE, link.span, target=clip(unquote(file)), suggestion=guess)
            return ""
        if file and not anchor:
            return target.home
        return self._anchor(target, query.anchor, link)

    def _attachment(self, path: str, link: Link) -> str:
        if path not in self._attachments:
            file = path[len(ATTACHMENTS) :]
            self._say(
                UNLISTED_ATTACHMENT, link.span, target=clip(unquote(link.destination)), file=file
            )
        return self._attachments.get(path, "")

    def _anchor(self, target: Target, anchor: str, link: Link) -> str:
        for name in (anchor, anchor.lower(), slug(anchor)):
            if name in target.anchors:
                return target.anchors[name]
        guess = self._guess(anchor, target.anchors)
        guess = f"#{guess}" if guess else ""
        self._say(MISSING_ANCHOR, link.span, target=clip(f"#{anchor}"), suggestion=guess)
        return ""

    # --- pictures -----------------------------------------------------------------------

    def _picture(self, query: LinkQuery, image: Image) -> str:
        target = clip(_shown_source(image))
        if not (image.alt or image.decorative):
            self._say(IMAGE_WITHOUT_ALT, image.span, target=target)
        path = self._file(query, image, target)
        if not path:
            return ""
        if self._is_full():  # before one more file is opened
            self._say(TOO_MANY_IMAGES, image.span, target=target)
            return ""
        picture = self._made.get(path) or self._read[path]
        if isinstance(picture, Asset) and self._has_room(path, picture):
            return path
        # What reading it took counts, or each of many would be read in vain.
        self._steps += picture.surplus * (path not in self._refused and path not in self.used)
        self._refused.add(path)
        if isinstance(picture, Unusable):
            reason, cure = picture.reason, picture.cure
            self._say(UNUSABLE_IMAGE, image.span, target=target, reason=reason, cure=cure)
        else:
            self._say(TOO_MANY_IMAGES, image.span, target=target)
        return ""

    def _is_full(self) -> bool:
        return self._shown >= MOST_PICTURES or self._steps > MOST_STEPS

    def _has_room(self, path: str, asset: Asset) -> bool:
        """Whether one more picture fits in the note; each time it is shown counts."""
        is_new = path not in self.used
        size = self._bytes + len(asset.data)
        pixels = self._pixels + is_new * asset.width * asset.height
        steps = self._steps + is_new * asset.surplus
        if size > MOST_BYTES or pixels > MOST_PIXELS or steps > MOST_STEPS:
            return False
        self._shown, self._bytes, self._pixels, self._steps = self._shown + 1, size, pixels, steps
        self.used[path] = asset
        return True

    def _file(self, query: LinkQuery, image: Image, target: str) -> str:
        """The path of the picture's file; empty, and a diagnostic, where there is none."""
        if _REMOTE.match(image.source):
            self._say(REMOTE_IMAGE, image.span, target=target)
            return ""
        place = query.place
        if place is not None:
            self.referred.add(place)
        if place is None or place in self._files.outside:
            self._say(OUTSIDE_ROOT, image.span, target=target)
        elif place in self._files.attachments:
            self._say(ATTACHED_PICTURE, image.span, target=target)
        elif place in self._made or place in self._read:
            return place
        else:
            guess = self._near_file(query, self._pictures)
            self._say(MISSING_IMAGE, image.span, target=target, suggestion=guess)
        return ""

    # --- diagnostics --------------------------------------------------------------------

    def _say(self, rule: Rule, span: Span, **args: object) -> None:
        self.diagnostics.append(diagnostic(rule, span, **args))

    @cached_property
    def _texts(self) -> Mapping[str, list[str]]:
        return _by_name((*self._targets, *self._attachments))

    @cached_property
    def _pictures(self) -> Mapping[str, list[str]]:
        return _by_name(filter(is_picture, self._files.paths))

    def _near_file(self, query: LinkQuery, by_name: Mapping[str, list[str]]) -> str:
        """The path that the author probably meant, as it is written in the file of the query."""
        name = posixpath.basename(query.place or "")
        same = by_name.get(name) or by_name.get(self._guess_file(name, by_name))
        return posixpath.relpath(same[0], posixpath.dirname(query.path) or ".") if same else ""

    def _guess_file(self, name: str, candidates: Iterable[str]) -> str:
        """The name that is most like `name` by its stem: endings are all alike."""
        if self._guesses >= _SUGGESTIONS:
            return ""
        stems = {posixpath.splitext(other)[0]: other for other in candidates}
        return stems.get(self._guess(posixpath.splitext(name)[0], stems), "")

    def _guess(self, word: str, candidates: Iterable[str]) -> str:
        # Each suggestion goes through all candidates, and nobody reads the fiftieth.
        self._guesses += 1
        return closest(word, candidates) if self._guesses <= _SUGGESTIONS else ""


def _nfc(path: str) -> str:
    return normalize("NFC", path)


def _is_nfc(path: str) -> bool:
    return is_normalized("NFC", path)


def _by_name(paths: Iterable[str]) -> dict[str, list[str]]:
    result: dict[str, list[str]] = {}
    for path in sorted(paths):
        result.setdefault(_nfc(posixpath.basename(path)), []).append(path)
    return result


def resolved_path(destination: str, path: str) -> str | None:
    """The path from the root that `destination` in the file at `path` means; None: outside."""
    # Paths from Windows have backslashes, which can't be part of a name there.
    written = unquote(destination.partition("?")[0]).replace("\\", "/")
    if _DRIVE.match(written):
        return None
    folder = "" if written.startswith("/") else posixpath.dirname(path)
    place = posixpath.normpath(posixpath.join(folder, written.lstrip("/")))
    return None if place == ".." or place.startswith("../") else place


def _is_seen(inlines: Inlines) -> bool:
    return bool(plain_text(inlines).strip()) or any(
        isinstance(inline, Image | FootnoteReference) for inline in inlines
    )


def _in_words(image: Image, words: Words) -> Inlines:
    """What replaces a picture that can't be shown: its description and its title."""
    description = image.alt or words.image_of
    title = f" ({image.title})" if image.title else ""
    return (Emphasis((replacement(description + title, image.span),), image.span),)


def _shown_source(image: Image) -> str:
    """What the source of `image` is called; nobody sees where in a Word file a picture lies."""
    source = unquote(image.source)
    return source.rpartition("/")[2] if is_word(image.span.path) else source
