"""What the package openxml-audit finds in a file of Word or Excel, as it is to Microsoft 365."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

is_there = importlib.util.find_spec("openxml_audit") is not None
needs_audit = pytest.mark.skipif(not is_there, reason="no openxml-audit")


def audit_errors(data: bytes, folder: Path, ending: str = "docx") -> list[str]:
    """The errors in the file whose bytes are `data`, which is written into `folder` for it."""
    from openxml_audit import FileFormat, OpenXmlValidator

    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"audit.{ending}"
    file.write_bytes(data)
    # One validator would remember parts of the file before.
    validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0)
    return [str(error.description) for error in validator.validate(file).errors]
