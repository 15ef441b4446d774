"""The record of a build, `sak-11-19.json`, as it is read again; nothing in it is trusted."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from arkdoc.model.regex import regex
from arkdoc.model.source import ATTACHED
from arkdoc.pipeline.files import contents
from arkdoc.read.record import LIMIT

RECORD = "json"
"""The ending of the record's name."""

_HASH = regex("[0-9a-f]{64}")
# A name as we give it: what no system takes could not even be looked for.
_COPY = regex(rf"{ATTACHED}/[^/\\\x00-\x1f\x7f\ud800-\udfff]+")
_NAME = regex(r"sak-[\w-]+\.[a-z]{1,9}")


class Output(NamedTuple):
    """One file in the output folder: its hash, that of its inputs, its fonts' versions."""

    sha256: str
    inputs: str
    fonts: Mapping[str, str]


def read_outputs(out: Path, name: str) -> dict[str, Output]:
    """What the record in `out` says that the last build wrote; nothing where it can't be read."""
    try:
        return parse_outputs(contents(out / f"{name}.{RECORD}", LIMIT))
    except OSError:
        return {}


def parse_outputs(data: bytes) -> dict[str, Output]:
    """The outputs that a record lists, by file name: those that are listed as we would."""
    try:
        listed = json.loads(data)["outputs"].items()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
    outputs = ((name, _as_output(value)) for name, value in listed if _NAME.fullmatch(name))
    return {name: output for name, output in outputs if output}


def case_of(record: bytes) -> tuple[str, str] | None:
    """The case number and the date (ISO 8601, or empty) that a record has; None if it is none."""
    try:
        case = json.loads(record[:LIMIT])["case"]
        number, date = case["number"], case["date"] or ""
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return (number, date) if isinstance(number, str) and isinstance(date, str) else None


def attachment_digests(record: bytes) -> dict[str, tuple[int, str]]:
    """The attachments that a record lists: their numbers and digests, by where their copies lie."""
    found: dict[str, tuple[int, str]] = {}
    try:
        for each in json.loads(record[:LIMIT])["case"]["attachments"]:
            number, copy, digest = each["number"], each.get("copy"), each.get("sha256")
            is_ours = isinstance(number, int) and isinstance(copy, str) and isinstance(digest, str)
            if is_ours and _COPY.fullmatch(copy) and _HASH.fullmatch(digest):
                found.setdefault(copy, (number, digest))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
    return found


def only_lacks_outputs(record: bytes, other: bytes) -> bool:
    """Whether a record says what the `other` does, but for outputs that it does not list."""
    try:
        one, two = json.loads(record), json.loads(other[:LIMIT])
        two["outputs"] = {name: two["outputs"][name] for name in one["outputs"]}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False
    return bool(one == two)


def _as_output(value: object) -> Output | None:
    if not isinstance(value, dict):
        return None
    hashes, fonts = (value.get("sha256"), value.get("inputs")), value.get("fonts", {})
    if not isinstance(fonts, dict) or not all(map(_is_text, (*hashes, *fonts, *fonts.values()))):
        return None
    hashed, inputs = map(str, hashes)
    is_ours = _HASH.fullmatch(hashed) and _HASH.fullmatch(inputs)
    return Output(hashed, inputs, fonts) if is_ours else None


def _is_text(value: object) -> bool:
    """Whether `value` is a text that can be written again: no half of a surrogate pair."""
    return isinstance(value, str) and not re.search("[\ud800-\udfff]", value)
