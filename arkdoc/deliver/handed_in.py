"""What a unit hands in → the contribution and the pictures that would be written, under our names.

The bytes are untrusted: what can't be read is refused here, in one sentence, with all the bounds of
the readers. Names of files say what kind they are, and which picture a text means; none is ever the
name of a file that is written.
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain, count
from urllib.parse import unquote

from arkdoc.assemble.references import resolved_path
from arkdoc.assemble.unit_clues import with_unit
from arkdoc.assemble.unreferenced_files import what_to_do
from arkdoc.deliver.fields_in_text import with_status, with_unit_set
from arkdoc.deliver.picture_names import images_of, with_sources
from arkdoc.model.assets import Unusable, is_picture
from arkdoc.model.cache import Cache
from arkdoc.model.diagnostic import N_, ArkdocError, Diagnostic
from arkdoc.model.note import Contribution, Note, Status, Unit
from arkdoc.model.source import is_word
from arkdoc.ooxml.say_unit import say_unit
from arkdoc.ooxml.unreadable import UnreadableError
from arkdoc.pipeline.load import FOLDER
from arkdoc.read.contribution import read_contribution
from arkdoc.read.file_text import open_text
from arkdoc.read.image.reader import read_image
from arkdoc.units.ids import why_reserved
from arkdoc.units.index import UnitIndex

MOST_FILES = 50
"""How many files one unit hands in at a time."""

_TEXT = (".md", ".markdown", ".txt", ".text")
_WORD_INSIDE = b"word/document.xml"
_ENDINGS = {"jpeg": "jpg", "jfif": "jpg", "jpe": "jpg", "tif": "tiff", "dib": "bmp"}

_NOTHING = N_("There is nothing to hand in yet. Choose a file, or write a text.")
_TOO_MANY = N_("That is more than {limit} files. Hand in one text, and the pictures that it shows.")
_TWO_TEXTS = N_("There are two texts here, {name} and {other}. Hand in one of them.")
_SAME_NAME = N_("Two files are called {name}. Give one of them another name.")
_FILE_AND_TEXT = N_("There is both a file, {name}, and a text here. Hand in one of them.")
_UNKNOWN = N_("{name} can't be used. {cure}")
_SAVE_AS_WORD = N_("Open it in Word, save it as a Word document (.docx), and choose that.")
_CHOOSE_WORD = N_("Choose the Word file itself (.docx), or write the text here.")
_PICTURE = N_("The picture {name} can't be used: {reason}. {cure}")
_WRONG_UNIT = N_("The Word file says that it is from another unit, and that can't be changed.")
_UNUSED = N_("The text does not show the picture {name}, so that it will not be in the note.")
_RESERVED = N_(
    "Texts of {unit} can't be taken: the secretariat must give the unit another short name first."
)
_OTHER_UNIT = N_("The text says that it is from {other}. This is the page of {unit}.")


class NotTakenError(ArkdocError):
    """What is handed in can't be taken; nothing is written. The message is for who hands it in.

    `finding` is what reading it found, which may also have a hint.
    """

    finding: Diagnostic | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be confirmed before anything is written: a message id, and what fills it.

    `key` is what confirms it, of just this text: with another text it is asked anew.
    """

    message: str
    args: Mapping[str, str]
    key: str


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What a unit hands in: files by the names they had, or a text, or that it has no remarks.

    Of the files one at most is a text; the others are pictures. `text` may show them too, and those
    that the unit has. `is_draft`: kept as such, to be gone on with. `began` is the basis of what
    the unit had when `text` was begun with that; empty where it was not.
    """

    files: tuple[tuple[str, bytes], ...] = ()
    text: str = field(default="", repr=False)
    no_remarks: bool = False
    is_draft: bool = False
    began: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What would be written: a contribution at `path`, and its pictures; paths from the root."""

    path: str
    data: bytes = field(repr=False)
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    questions: tuple[Question, ...] = ()

    @property
    def files(self) -> dict[str, bytes]:
        """All of it; the contribution last, so that what it shows is there before it."""
        return {**self.pictures, self.path: self.data}


@dataclass(frozen=True, slots=True)
class UnitNow:
    """What a unit hands something in to: the note, the unit, and what is there already.

    `pictures` are those that the unit's text shows, `base` is where it lies, empty where there is
    none, and `taken` are the paths of all files that are not the unit's.
    """

    note: Note
    unit: Unit
    pictures: Mapping[str, bytes]
    base: str
    taken: Collection[str]

    def path(self, ending: str) -> str:
        """Where a text of the unit goes: by its id, and another name only where that is taken."""
        stem = f"{FOLDER}/{self.unit.id}"
        others = (f"{stem}-{n}{ending}" for n in count(2))
        paths = chain((f"{stem}{ending}",), others)
        return next(path for path in paths if path not in self.taken)


def prepare(handed: HandedIn, around: UnitNow, cache: Cache | None = None) -> Prepared:
    """What would be written. Raises NotTakenError where it can't be taken.

    A `cache` keeps what was read on the way, for the analysis that comes after.
    """
    if why_reserved(around.unit.id):
        raise NotTakenError(_RESERVED, unit=around.unit.name)
    cache = cache or Cache()
    if handed.no_remarks:
        data = f"---\nenhet: {around.unit.id}\nstatus: {Status.NO_REMARKS.value}\n---\n".encode()
        return Prepared(around.path(".md"), data)
    if len(handed.files) > MOST_FILES:
        raise NotTakenError(_TOO_MANY, limit=MOST_FILES)
    for number, (name, _) in enumerate(handed.files):
        if name in [other for other, _ in handed.files[:number]]:
            raise NotTakenError(_SAME_NAME, name=name)
    texts = {name: data for name, data in handed.files if not is_picture(name)}
    pictures = {name: data for name, data in handed.files if is_picture(name)}
    if len(texts) > 1:
        name, other, *_ = texts
        raise NotTakenError(_TWO_TEXTS, name=name, other=other)
    if texts and handed.text.strip():
        raise NotTakenError(_FILE_AND_TEXT, name=next(iter(texts)))
    for name, data in pictures.items():
        _check_picture(name, data)
    if not texts:
        return _of_text(
            handed.text if handed.text.strip() else _only(pictures), handed, pictures, around, cache
        )
    ((name, data),) = texts.items()
    if is_word(name) or _WORD_INSIDE in data:
        return _of_word(name, data, pictures, around, cache)
    if not name.lower().endswith(_TEXT):
        is_of_a_word_processor = what_to_do(name) == what_to_do("x.odt")
        cure = _SAVE_AS_WORD if is_of_a_word_processor else _CHOOSE_WORD
        raise NotTakenError(_UNKNOWN, name=name, cure=cure)
    source = open_text(around.path(".md"), data)
    if isinstance(source, Diagnostic):
        raise _refused(source)
    return _of_text(source.text, handed, pictures, around, cache)


def _refused(fault: Diagnostic) -> NotTakenError:
    error = NotTakenError(fault.rule.message)
    error.arguments, error.finding = dict(fault.args), fault
    return error


def _check_picture(name: str, data: bytes) -> None:
    read = read_image(name, data)
    if isinstance(read, Unusable):
        raise NotTakenError(_PICTURE, name=name, reason=read.reason, cure=read.cure)


def _only(pictures: Mapping[str, bytes]) -> str:
    """The text of what is pictures alone; each still wants to be described."""
    named = (name.replace("\\", "/").rpartition("/")[2] for name in pictures)
    return "".join(f"![](<{_unbracketed(name)}>)\n\n" for name in named)


def _unbracketed(name: str) -> str:
    return "".join(c for c in name if c not in "<>\n\r")


# --- a Word file -----------------------------------------------------------------------------


def _of_word(
    name: str, data: bytes, pictures: Mapping[str, bytes], around: UnitNow, cache: Cache
) -> Prepared:
    path = around.path(".docm" if name.lower().endswith(".docm") else ".docx")
    read = _readable(cache.cached(read_contribution, path, data))
    said = with_unit(read, around.note).unit
    questions = [*_other_unit(said, data, around), *_unused(pictures, data)]
    if not _is_of(said, around):
        try:
            data = say_unit(data, around.unit.id)
        except UnreadableError as error:
            raise NotTakenError(_WRONG_UNIT) from error
        changed = cache.cached(read_contribution, path, data)
        if not _is_of(with_unit(changed, around.note).unit, around):
            raise NotTakenError(_WRONG_UNIT)
    return Prepared(path, data, {}, tuple(questions))


def _readable(contribution: Contribution) -> Contribution:
    if contribution.fault is not None:
        raise _refused(contribution.fault)
    return contribution


def _is_of(said: str, around: UnitNow) -> bool:
    named = UnitIndex(around.note.units).named(said) if said else []
    return [unit.id for unit in named] == [around.unit.id]


def _other_unit(said: str, data: bytes, around: UnitNow) -> Iterator[Question]:
    """A question where the text says that it is another unit's: a wrong file, most likely."""
    named = UnitIndex(around.note.units).named(said) if said else []
    if named and around.unit.id not in [unit.id for unit in named]:
        args = {"other": named[0].name, "unit": around.unit.name}
        yield question(_OTHER_UNIT, data, **args)


def _unused(pictures: Mapping[str, bytes], data: bytes) -> Iterator[Question]:
    for name in pictures:
        yield question(_UNUSED, data, name=name)


def question(message: str, data: bytes, **args: str) -> Question:
    """A question about a text, whose bytes are `data`."""
    asked = sha256(data)
    for part in (message, *args, *args.values()):
        asked.update(f"\0{part}".encode(errors="replace"))
    return Question(message, args, asked.hexdigest()[:32])


# --- a text ----------------------------------------------------------------------------------


def _of_text(
    text: str,
    handed: HandedIn,
    uploaded: Mapping[str, bytes],
    around: UnitNow,
    cache: Cache,
) -> Prepared:
    if not text.strip():
        raise NotTakenError(_NOTHING)
    path = around.path(".md")
    given = text.encode(errors="replace")
    text = given.decode()
    read = _readable(cache.cached(read_contribution, path, given))
    asked = list(_other_unit(read.unit, given, around))
    if not _is_of(read.unit, around):
        text = with_unit_set(path, text, around.unit.id, cache)
    if handed.is_draft:
        text = with_status(path, text, Status.DRAFT, cache)
    elif handed.text and read.status is not Status.DONE:
        text = with_status(path, text, Status.DONE, cache)
    pictures = _Pictures(uploaded, around, path)
    shown = {image.source: pictures.own(image.source) for image in images_of(path, text, cache)}
    for source in sorted(shown, key=lambda source: not pictures.stays(shown[source])):
        pictures.name(source)
    text = with_sources(path, text, pictures.sources, cache)
    asked += _unused(pictures.unused, given)
    return Prepared(path, text.encode(), pictures.written, tuple(asked))


class _Pictures:
    """Gives the pictures that a text shows names of ours: `contributions/UNIT/N.ENDING`."""

    def __init__(self, uploaded: Mapping[str, bytes], around: UnitNow, path: str) -> None:
        self._around = around
        self._path = path
        self._folder = f"{FOLDER}/{around.unit.id}/"
        self._uploaded = {picture_key(name): name for name in uploaded}
        self._data = uploaded
        self._places: dict[str, str] = {}  # by the name of an uploaded one, or its path
        self.written: dict[str, bytes] = {}
        self.sources: dict[str, str] = {}

    @property
    def unused(self) -> dict[str, bytes]:
        """The uploaded ones that the text does not show."""
        return {name: data for name, data in self._data.items() if name not in self._places}

    def own(self, source: str) -> str:
        """The picture the unit has already that is meant: seen from its text as it lies, or will.

        Empty where there is none, and for one that was uploaded.
        """
        if picture_key(source) in self._uploaded:
            return ""
        bases = filter(None, (self._around.base, self._path))
        places = (resolved_path(source, base) for base in bases)
        return next((place for place in places if place in self._around.pictures), "") or ""

    def stays(self, path: str) -> bool:
        """Whether a picture the unit has already keeps its name, which is one of ours."""
        is_ours = path.startswith(self._folder) and path.count("/") == self._folder.count("/")
        return is_ours and path not in self._around.taken

    def name(self, source: str) -> None:
        """Add the picture that a text calls `source`, if it is known, and its new name."""
        name = self._uploaded.get(picture_key(source), "")
        key = name or self.own(source)
        if not key:
            return
        if key not in self._places:
            place = key if not name and self.stays(key) else self._free(key)
            self._places[key] = place
            self.written[place] = self._data[name] if name else self._around.pictures[key]
        new = posixpath.relpath(self._places[key], posixpath.dirname(self._path))
        if new != source:
            self.sources[source] = new

    def _free(self, name: str) -> str:
        ending = posixpath.splitext(name)[1].lower().removeprefix(".")
        used = {posixpath.splitext(path)[0] for path in (*self._around.taken, *self.written)}
        stem = next(s for n in count(1) if (s := f"{self._folder}{n}") not in used)
        return f"{stem}.{_ENDINGS.get(ending, ending)}"


def picture_key(name: str) -> str:
    """The same for a picture's name and for how a text spells it, whatever folder it says."""
    base = unquote(name.partition("?")[0]).replace("\\", "/").rpartition("/")[2]
    return unicodedata.normalize("NFC", base).casefold()
