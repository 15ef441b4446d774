"""A Word file that is handed out → its base in `.arkdoc/grunnlag/`, and no more bases than agreed.

Kept are the bases of the Word files that lie in the output folders, edited or not, and of others
the newest `MOST_OTHERS`, of `MOST_BYTES` at most together.
"""

from __future__ import annotations

import stat
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.ooxml.origin import marked_digest
from arkdoc.ooxml.unreadable import UnreadableError
from arkdoc.pipeline.bases import (
    BASES,
    CONTENTS,
    BaseList,
    NewerFormatError,
    kept_digests,
    read_list,
)
from arkdoc.pipeline.confined import NOT_ORDINARY
from arkdoc.pipeline.files import (
    FOR_OWNER,
    OUT,
    PRIVATE,
    is_really,
    open_ordinary,
    private_folder,
    replace,
    sync_folder,
    touch,
    unwritable,
    writing_in,
)
from arkdoc.pipeline.load import NOTE, Sources
from arkdoc.pipeline.private_files import CLOSED, alone_in, is_kept
from arkdoc.pipeline.versions import version_of

MOST_OTHERS = 50
MOST_BYTES = 500 * 1024 * 1024

_ENDINGS = (".docx", ".docm")
_UNMARKED = N_("it has no mark of ours")


def keep_base(
    root: Path,
    docx: bytes,
    sources: Sources,
    printed: Collection[str],
    *,
    out: Path | None = None,
    links_attachments: bool = True,
) -> None:
    """Keep what `docx`, which arkdoc has just made, was made from; nothing where that is there.

    `printed` are the paths of the pictures in it. Word files lie in `build/`, and in `out`. Raises
    ArkdocError where it can't be kept.
    """
    if not is_kept(root, CLOSED):
        with alone_in(root):
            keep_base_alone(
                root, docx, sources, printed, out=out, links_attachments=links_attachments
            )


def keep_base_alone(
    root: Path,
    docx: bytes,
    sources: Sources,
    printed: Collection[str],
    *,
    out: Path | None = None,
    links_attachments: bool = True,
) -> None:
    """`keep_base`, for who is alone in the root already."""
    digest = marked_digest(docx)
    if not digest:
        raise ArkdocError(_UNMARKED)
    files = _sources(sources, printed)
    contents = {sha256(data).hexdigest(): data for data in (docx, *files.values())}
    base = BaseList(
        digest,
        version_of("arkdoc"),
        sha256(docx).hexdigest(),
        {path: sha256(data).hexdigest() for path, data in files.items()},
        tuple(sources.paths),
        tuple(sources.outside),
        dict(sources.unreadable),
        links_attachments,
    )
    folder = root / PRIVATE / BASES
    if _is_there(root, base, contents):
        if kept_digests(root)[:1] != (digest,):  # handed out again, it is the newest
            with suppress(OSError), writing_in(folder):
                touch(folder / f"{digest}.json")
        return
    try:
        private_folder(root)
        for each in (folder, folder / CONTENTS):
            with suppress(FileExistsError):
                each.mkdir(mode=0o700)
            if not is_really(stat.S_ISDIR, each):
                raise OSError(0, NOT_ORDINARY)
        with writing_in(folder):
            with writing_in(folder / CONTENTS):
                for hash_, data in contents.items():
                    if not _has(folder, hash_, len(data)):
                        replace(folder / CONTENTS / hash_, data, FOR_OWNER)
            replace(folder / f"{digest}.json", base.written(), FOR_OWNER)
            _clear(root, {digest} | _lying(root, OUT, *([out] if out else [])))
    except OSError as error:
        raise unwritable(folder, error) from error


def _sources(sources: Sources, printed: Collection[str]) -> dict[str, bytes]:
    """The files that a Word file depends on, by their paths."""
    return {
        NOTE: sources.note,
        **sources.contributions,
        **{path: sources.images[path] for path in printed if path in sources.images},
        **sources.records,
        **sources.style_files,
    }


def _is_there(root: Path, base: BaseList, contents: Mapping[str, bytes]) -> bool:
    """Whether just this is kept; the version that first made the same file from it stays."""
    try:
        there = read_list(root, base.digest)
    except NewerFormatError:
        return True
    if there is None:
        return False
    folder = root / PRIVATE / BASES
    is_same = there.contents == base.contents and there.files == base.files
    is_same &= (set(there.paths), there.unreadable) == (set(base.paths), base.unreadable)
    return is_same and all(_has(folder, hash_, len(data)) for hash_, data in contents.items())


def _has(folder: Path, hash_: str, size: int) -> bool:
    with suppress(OSError):
        facts = (folder / CONTENTS / hash_).lstat()
        return stat.S_ISREG(facts.st_mode) and facts.st_size == size
    return False


# --- which are kept ------------------------------------------------------------------------------


def other_bases(root: Path) -> tuple[str, ...]:
    """The names of the bases whose Word files don't lie in `build/`."""
    lying = _lying(root, OUT)
    return tuple(digest for digest in kept_digests(root) if digest not in lying)


def base_size(root: Path, digest: str) -> int:
    """How many bytes of the disk a base needs by itself."""
    with suppress(NewerFormatError):
        listed = read_list(root, digest)
        return sum(_sizes(root, listed.contents).values()) if listed else 0
    return 0


def take_away(root: Path, digests: Collection[str]) -> None:
    """Take away these bases, and what only they need. Raises OSError."""
    folder = root / PRIVATE / BASES
    if digests and folder.is_dir():
        with writing_in(folder):
            _remove(root, digests)


def _clear(root: Path, lying: Collection[str]) -> None:
    """Take away those that are more than agreed: see the module's head."""
    kept: set[str] = set()
    gone: list[str] = []
    size = number = 0
    for digest in kept_digests(root):
        if digest in lying:
            continue
        with suppress(NewerFormatError):  # who wrote it will clear it
            listed = read_list(root, digest)
            new = listed.contents - kept if listed else set()
            more = sum(_sizes(root, new).values())
            if listed is None or number == MOST_OTHERS or size + more > MOST_BYTES:
                gone.append(digest)
                continue
            kept |= new
            size, number = size + more, number + 1
    if gone:
        _remove(root, gone)


def _remove(root: Path, digests: Collection[str]) -> None:
    """Take away lists, and then what no list that is left needs."""
    folder = root / PRIVATE / BASES
    for digest in digests:
        (folder / f"{digest}.json").unlink(missing_ok=True)
    sync_folder(folder)
    needed: set[str] = set()
    for digest in kept_digests(root):
        try:
            listed = read_list(root, digest)
        except NewerFormatError:
            return  # what that one needs is not known
        needed |= listed.contents if listed else set()
    with suppress(FileNotFoundError):
        for content in (folder / CONTENTS).iterdir():
            if content.name not in needed:
                content.unlink(missing_ok=True)


def _sizes(root: Path, hashes: Iterable[str]) -> dict[str, int]:
    found = {}
    for hash_ in hashes:
        with suppress(OSError):
            found[hash_] = (root / PRIVATE / BASES / CONTENTS / hash_).lstat().st_size
    return found


def _lying(root: Path, *folders: Path | str) -> set[str]:
    """What the Word files in these folders are marked with.

    All that is kept, where one of them can't be read: it may be open in Word just now.
    """
    found: set[str] = set()
    try:
        for folder in folders:
            for file in _word_files(root / folder):
                with suppress(UnreadableError), open_ordinary(file) as opened:
                    found.add(marked_digest(opened))
    except OSError:
        found.update(kept_digests(root))
    return found


def _word_files(folder: Path) -> list[Path]:
    try:
        files = sorted(folder.iterdir())
    except OSError:
        return []
    return [file for file in files if file.suffix.lower() in _ENDINGS and file.is_file()]
