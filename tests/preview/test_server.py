"""What the preview says that its files are."""

from __future__ import annotations

import pytest

from arkdoc.preview.server import _media_type


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("icon.svg", "image/svg+xml"),
        ("preview.js", "text/javascript"),
        ("preview.css", "text/css"),
        ("figur.1.png", "image/png"),
        ("notat", "application/octet-stream"),
    ],
)
def test_media_types(name: str, expected: str) -> None:
    assert _media_type(name) == expected
