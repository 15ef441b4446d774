"""What is missing on a machine: skipped and said in one line, or a failure where it was promised."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.requirements import corpus, find_tool, note_text, summary


def test_a_program_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ARKDOC_REQUIRE_TOOLS", raising=False)
    assert Path(find_tool("sh")).name == "sh"
    with pytest.raises(pytest.skip.Exception, match="wanting tools: no-such-program"):
        find_tool("no-such-program")
    monkeypatch.setenv("ARKDOC_REQUIRE_TOOLS", "1")
    with pytest.raises(pytest.fail.Exception, match="no-such-program is missing"):
        find_tool("no-such-program")


@pytest.mark.parametrize(
    ("find", "variable"), [(corpus, "ARKDOC_CORPUS"), (note_text, "ARKDOC_NOTE_TEXT")]
)
def test_inputs_from_beside_the_checkout(
    find: object, variable: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert callable(find)
    monkeypatch.delenv(variable, raising=False)
    with pytest.raises(pytest.skip.Exception, match=variable):
        find()
    monkeypatch.setenv(variable, str(tmp_path))
    assert find() == tmp_path
    monkeypatch.setenv(variable, str(tmp_path / "nowhere"))
    with pytest.raises(pytest.fail.Exception, match="nowhere is missing"):
        find()


def test_the_line_at_the_end() -> None:
    assert summary([]) == ""
    assert (
        summary([
            "Skipped: wanting tools: soffice",
            "Skipped: wanting tools: chromium",
            "Skipped: wanting tools: soffice",
            "Skipped: wanting the corpus: ARKDOC_CORPUS",
            "Skipped: no /dev/full here",
        ])
        == "skipped: 1 for want of the corpus (ARKDOC_CORPUS); "
        "3 for want of tools (chromium, soffice); 1 otherwise (no /dev/full here)"
    )  # fmt: skip
