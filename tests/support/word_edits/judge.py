"""An edited Word file → what became of each edit: it came back, is asked about, is listed, or is lost.

The note is rebuilt from the contributions that the plan writes, without laying out pages, and its
printed lines are compared with those of the edited file. What differs has to be named by the plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from arkdoc.back.model import Verdict
from arkdoc.pipeline.analyse import analyse
from arkdoc.pipeline.load import NOTE, Sources
from arkdoc.pipeline.render import word_style
from arkdoc.style.theme import shown_assets
from tests.support.word_edits.inventory import Item, inventory
from tests.support.word_edits.printed import Line, generated, printed

if TYPE_CHECKING:
    from arkdoc.back.model import EditPlan
    from arkdoc.model.assets import Asset
    from arkdoc.pipeline.analyse import Analysis

_MARKER = re.compile(r"^\s*(\d+\.|\w\)|•) ")
_EMPTY_FIELD = re.compile(r"• \w+:")
_LABEL = re.compile(r"^\s*= \w+: ")  # arkdoc's own word before a caption
_LIKE = 0.4
_LONG = 40
"""Words of a difference that have to be named, from its beginning: plans quote no more of them."""


@dataclass
class Case:
    """A note as it was handed out: what it was made of, and its Word file.

    `resaved` is that file as LibreOffice saves it, where it is LibreOffice that makes the edits: it
    changes more than they do, which is no edit.
    """

    sources: Sources
    resaved: bytes = b""

    @cached_property
    def analysis(self) -> Analysis:
        return analyse(self.sources)

    @cached_property
    def docx(self) -> bytes:
        return word_file(self.analysis)

    @cached_property
    def lines(self) -> list[Line]:
        return self.printed(self.resaved or self.docx)

    def printed(self, docx: bytes) -> list[Line]:
        """The lines of a file, without what LibreOffice does to them where it is asked."""
        lines = map(_plain_row, _filled(printed(docx)))
        return [*map(_from_office, lines)] if self.resaved else [*lines]

    @cached_property
    def generated(self) -> set[int]:
        return made_lines(self.analysis, self.lines)

    @cached_property
    def inventory(self) -> Mapping[Item, int]:
        return self.counted(self.resaved or self.docx)

    def counted(self, docx: bytes) -> Mapping[Item, int]:
        """The inventory of a file; indents and sides are LibreOffice's own where it is asked."""
        found = inventory(docx)
        if not self.resaved:
            return found
        return {item: n for item, n in found.items() if not item[0].startswith(_OFFICE_ITEMS)}


_OFFICE_ITEMS = ("ind", "jc", "contents")
_FIRST_CELL = re.compile(r"^\|  ⟪bold⟫(.*?)⟪⟫ \|")
_PICTURE = re.compile(r"⟪picture \w*⟫")


def _plain_row(line: Line) -> Line:
    """A row whose first cell is not bold as a whole: it is by the table's look, if there is one."""
    return Line(_FIRST_CELL.sub(r"|  \1 |", line.text), line.plain)


def _filled(lines: list[Line]) -> Iterator[Line]:
    """The lines, those of tables of measures without columns of fields that nothing has."""
    table: list[Line] = []
    for line in [*lines, Line("", "")]:
        if line.text.startswith("|"):
            table.append(line)
            continue
        yield from _without_empty_columns(table) if _is_of_measures(table) else table
        table = []
        if line.text or line.plain:
            yield line


def _is_of_measures(table: list[Line]) -> bool:
    return bool(table) and re.match(r"\|  \w+ \|  Status \|", table[0].text) is not None


def _without_empty_columns(table: list[Line]) -> Iterator[Line]:
    rows = [re.split(r" \|(?=  | \||$)", line.text) for line in table]
    kept = [n for n in range(len(rows[0])) if any(row[n : n + 1] != [" "] for row in rows[1:])]
    for line, row in zip(table, rows, strict=True):
        yield Line(" |".join(row[n] for n in kept if n < len(row)), line.plain)


def _from_office(line: Line) -> Line:
    """A line without what LibreOffice does: it makes the draft's mark bold, and other pictures."""
    text = line.text.replace("⟪to ../vedlegg/", "⟪to vedlegg/")
    text = text.replace("⟪bold⟫Utkast⟪⟫", "Utkast")
    return Line(_PICTURE.sub("⟪picture⟫", text), line.plain)


@dataclass(frozen=True)
class Judgement:
    """The verdict, the lines that did not come back, and those of them that nothing names."""

    verdict: str
    differences: list[str]
    lost: list[str] = field(default_factory=list)
    plan: Any = None
    rebuilt: bytes = b""
    made: frozenset[str] = frozenset()
    """The texts, in either file, that arkdoc makes of others."""

    def __str__(self) -> str:
        said = [f"{self.verdict}", *(f"  differs: {d}" for d in self.differences)]
        return "\n".join([*said, *(f"  lost: {each}" for each in self.lost)])


def word_file(analysis: Analysis) -> bytes:
    """The Word file of a note, its table of contents without page numbers."""
    from arkdoc.write.docx.writer import write_docx

    theme, template, _ = word_style(analysis.sources)
    document = analysis.assembly.document
    assets = shown_assets(document.assets, theme)
    pictures = {asset.path: png for asset in assets for png in _drawn(asset)}
    return write_docx(document, theme, pages={}, pictures=pictures, template=template)


@cache
def _drawn(asset: Asset) -> tuple[bytes, ...]:
    """The PNG that stands in for a drawing (SVG); nothing for other pictures."""
    from arkdoc.pipeline.drawings import rasterised

    return tuple(made() for made in rasterised((asset,)).values())


def made_lines(analysis: Analysis, lines: list[Line]) -> set[int]:
    """The numbers of those lines that arkdoc made of what stands elsewhere."""
    paths = (NOTE, *analysis.sources.contributions)
    texts = {path: text.text for path in paths if (text := analysis.sources.text(path))}
    return generated(analysis.assembly.document, lines, texts)


def written_into(sources: Sources, files: Mapping[str, bytes]) -> Sources:
    """`sources` with these files in the place of those of the same paths."""
    note = files.get(NOTE, sources.note)
    rest = {path: data for path, data in files.items() if path != NOTE}
    words = {path: data for path, data in rest.items() if path.endswith((".md", ".docx", ".docm"))}
    pictures = {path: data for path, data in rest.items() if path not in words}
    return replace(
        sources,
        note=note,
        contributions=dict(sorted({**sources.contributions, **words}.items())),
        images={**sources.images, **pictures},
        paths=sources.paths | set(files),
    )


def judge(case: Case, edited: bytes, today: Sources | None = None) -> Judgement:
    """What becomes of the edits in a file that was handed out as `case`."""
    from arkdoc.back.plan import make_plan

    plan = make_plan(edited, case.docx, case.sources, today or case.sources)
    rebuilt = analyse(written_into(today or case.sources, plan.written()))
    return judged(case, edited, plan, rebuilt)


def judged(case: Case, edited: bytes, plan: EditPlan, rebuilt: Analysis) -> Judgement:
    """The verdict over a plan, by what was rebuilt from it."""
    docx = word_file(rebuilt)
    theirs, ours = case.printed(edited), case.printed(docx)
    differences = list(_differences(case, theirs, ours, made_lines(rebuilt, ours)))
    named = _folded(" ".join(said_by(plan)))
    order = _moved(differences) if _names_a_move(plan) else set()
    is_left = any(change.verdict is Verdict.LEFT for change in plan.changes)
    lost = [
        f"{before!s} → {after!s}"
        for before, after in differences
        if (before or after) not in order
        and not (is_left and _is_of_numbers(before, after))
        and not all(word in named for word in _told(before, after))
    ]
    rest = case.counted(docx)
    for (what, words), count in case.counted(edited).items():
        if count > max(case.inventory.get((what, words), 0), rest.get((what, words), 0)):
            missing = [word for word in _words(words)[:_LONG] if word not in named]
            lost += [f"{what}: {words}"] * bool(missing)
    shown = [f"{before!s} → {after!s}" for before, after in differences]
    verdict = "lost" if lost else _verdict(plan, differences)
    made = frozenset(_parts(case.lines, case.generated, case.inventory))
    made |= frozenset(_parts(ours, made_lines(rebuilt, ours), rest))
    made |= frozenset(_heads_of_measures(edited))
    return Judgement(verdict, shown, lost, plan, docx, made)


def _parts(lines: list[Line], made: set[int], found: Mapping[Item, int]) -> Iterator[str]:
    """The paragraphs and cells of the lines that arkdoc made, and of the table of contents."""
    for number in made:
        yield from re.split(r" \| | ¶ ", lines[number].plain)
    yield from (words for what, words in found if what == "contents")


def _heads_of_measures(docx: bytes) -> Iterator[str]:
    """The first rows of tables of measures: a column that nothing is in is left out."""
    for line in printed(docx):
        if _is_of_measures([line]):
            yield from re.split(r" \| ", line.plain)


def _moved(differences: list[tuple[str, str]]) -> set[str]:
    """The lines that both files have, in other orders: either of two neighbours has moved."""
    gone, come = ({pair[n] for pair in differences if not pair[1 - n]} for n in (0, 1))
    return gone & come


def _is_of_numbers(before: str, after: str) -> bool:
    """Whether two lines differ in their markers alone, which follow the items before them."""
    return _MARKER.sub("", before) == _MARKER.sub("", after) != ""


def _names_a_move(plan: EditPlan) -> bool:
    """Whether the plan says of something that it stands elsewhere and was left there."""
    left = [change for change in plan.changes if change.verdict.value not in ("taken", "there")]
    return any(change.kind.value in ("moved", "unit_order") for change in left)


def _verdict(plan: EditPlan, differences: list[tuple[str, str]]) -> str:
    verdicts = {change.verdict.value for change in plan.changes}
    if verdicts & {"asked", "conflict"}:
        return "asked"
    if differences or verdicts & {"left"} or plan.comments or plan.not_taken:
        return "listed"
    return "exact"


def _differences(
    case: Case, theirs: list[Line], ours: list[Line], made: set[int]
) -> Iterator[tuple[str, str]]:
    """The lines of the edited file and of the rebuilt one that are not the same.

    What arkdoc makes of other lines, and nobody has touched, follows those.
    """
    untouched = set()
    before = SequenceMatcher(None, _texts(case.lines), _texts(theirs), autojunk=False)
    for here, there, size in before.get_matching_blocks():
        untouched |= {there + n for n in range(size) if here + n in case.generated}
    base = "\n".join(_texts(case.lines))
    after = SequenceMatcher(None, _texts(theirs), _texts(ours), autojunk=False)
    for tag, i, j, k, m in after.get_opcodes():
        if tag == "equal":
            continue
        left = [theirs[n].text for n in range(i, j) if n not in untouched]
        right = [ours[n].text for n in range(k, m) if n not in made]
        yield from _paired(left, right, base)


def _paired(left: list[str], right: list[str], base: str) -> Iterator[tuple[str, str]]:
    """Each line with the one that is most like it on the other side, or with nothing."""
    rest = list(right)
    for line in left:
        ratio = {
            other: SequenceMatcher(None, line, other, autojunk=False).ratio() for other in rest
        }
        best = max(rest, key=lambda other: ratio[other], default="")
        if best and ratio[best] > _LIKE:
            rest.remove(best)
            if not _is_typeset(line, best, base):
                yield line, best
        elif not _EMPTY_FIELD.fullmatch(line):  # a label without a value is no field
            yield line, ""
    yield from (("", other) for other in rest)


_TYPESET = {" ": "\u00a0", '"': "«»“”", "-": "–", "'": "’‘"}


def _is_typeset(typed: str, set_: str, base: str) -> bool:
    """Whether a line is another as arkdoc's typography sets it, which replaces signs one for one.

    A no-break space that was in the note already is arkdoc's, and stands where the rules want one.
    """
    return len(typed) == len(set_) and all(
        sign == other
        or other in _TYPESET.get(sign, "")
        or (sign == "\u00a0" and other == " " and _is_ours(typed, at, base))
        for at, (sign, other) in enumerate(zip(typed, set_, strict=True))
    )


def _is_ours(typed: str, at: int, base: str) -> bool:
    """Whether a space stood in the note before, by what is before it or after it."""
    return typed[max(0, at - 3) : at + 1] in base or typed[at : at + 4] in base


def _texts(lines: Iterable[Line]) -> list[str]:
    return [line.text for line in lines]


def said_by(plan: EditPlan) -> Iterator[str]:
    """All that a plan says of what it does not take in."""
    for change in plan.changes:
        if change.verdict.value in ("taken", "there"):
            continue
        yield from (word.text for word in change.words)
        yield from map(str, change.args.values())
        if change.conflict:
            yield from (change.conflict.base, change.conflict.file, change.conflict.word)
        if change.question:
            yield from map(str, change.question.args.values())
    for comment in plan.comments:
        yield f"{comment.text} {comment.quoted}"
    for left in plan.not_taken:
        yield left.text


def _told(before: str, after: str) -> list[str]:
    """The words that a difference is made of, as far as a plan has to name them."""
    here, there = (_words(_MARKER.sub("", _LABEL.sub("= ", side))) for side in (before, after))
    matcher = SequenceMatcher(None, here, there, autojunk=False)
    found: list[str] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            found += [*here[i:j], *there[k:m]]
    return found[:_LONG] if here != there else here[:1]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", _folded(re.sub("⟪[^⟫]*⟫", "", text)))


def _folded(text: str) -> str:
    return text.casefold()
