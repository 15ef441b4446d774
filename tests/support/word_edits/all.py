"""Every kind of edit, by its name."""

from __future__ import annotations

from tests.support.word_edits import (
    kinds_blocks,
    kinds_case,
    kinds_other,
    kinds_review,
    kinds_text,
)
from tests.support.word_edits.kind import KINDS

MODULES = (kinds_text, kinds_blocks, kinds_case, kinds_review, kinds_other)
assert KINDS
