"""The address that browsers know a server by."""

from __future__ import annotations

import pytest

from arkdoc.model.diagnostic import ArkdocError
from arkdoc.serve.public_address import public_address


@pytest.mark.parametrize(
    ("given", "origin", "base"),
    [
        ("http://127.0.0.1:8011", "http://127.0.0.1:8011", ""),
        ("https://Notat.Uni.Example/", "https://notat.uni.example", ""),
        ("https://notat.uni.example:443/arkdoc/", "https://notat.uni.example", "/arkdoc"),
        ("http://notat.uni.example:80", "http://notat.uni.example", ""),
        (
            "https://notat.uni.example:80/a/b-c_d.e~1",
            "https://notat.uni.example:80",
            "/a/b-c_d.e~1",
        ),
        ("http://[::1]:8011", "http://[::1]:8011", ""),
    ],
)
def test_origin_and_path_are_written_as_browsers_do(given: str, origin: str, base: str) -> None:
    public = public_address(given)
    assert (public.origin, public.base) == (origin, base)
    assert public.is_encrypted == given.startswith("https")


@pytest.mark.parametrize(
    "given",
    [
        *("", "notat.uni.example", "ftp://notat.uni.example", "http://", "https:///arkdoc"),
        *("http://u:p@notat.uni.example", "http://h:99999", "http://h:x", "http://[::1"),
        *("http://h/?q", "http://h/?", "http://h/#x", "http://h/#", "http://h/a b", "http://h/å"),
        *("http://h//a", "http://h/a//", "http://h/../a", "http://h/.a", "http://h/a\n"),
        # What means something in a cookie's path, in a route or in an address.
        *("http://h/a;b", "http://h/{a}", "http://h/%61", "http://h/a\\b", "http://h/a\0"),
    ],
)
def test_what_is_no_address_of_a_server_is_refused(given: str) -> None:
    with pytest.raises(ArkdocError):
        public_address(given)


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ({"host": "notat.uni.example"}, False),
        ({"host": "NOTAT.uni.example"}, False),
        ({}, True),
        ({"host": ""}, True),
        ({"host": "notat.uni.example:8443"}, True),
        ({"host": "notat.uni.example.evil.example"}, True),
        ({"host": "127.0.0.1"}, True),
        ({"host": "notat.uni.example", "sec-fetch-site": "none"}, False),
        ({"host": "notat.uni.example", "sec-fetch-site": "cross-site"}, True),
        ({"host": "notat.uni.example", "sec-fetch-site": "same-site"}, True),
        (
            {
                "host": "notat.uni.example",
                "sec-fetch-site": "cross-site",
                "sec-fetch-mode": "navigate",
            },
            False,
        ),
    ],
)
def test_only_requests_for_this_server_are_let_in(headers: dict[str, str], refused: bool) -> None:
    assert public_address("https://notat.uni.example/arkdoc").refuses(headers) == refused


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({"origin": "https://notat.uni.example"}, True),
        ({"origin": "https://notat.uni.example", "sec-fetch-site": "same-origin"}, True),
        ({}, False),
        ({"sec-fetch-site": "same-origin"}, False),
        ({"origin": "null"}, False),
        ({"origin": "http://notat.uni.example"}, False),
        ({"origin": "https://notat.uni.example:444"}, False),
        ({"origin": "https://notat.uni.example/"}, False),
        ({"origin": "https://notat.uni.example", "sec-fetch-site": "same-site"}, False),
        ({"origin": "https://notat.uni.example", "sec-fetch-site": "cross-site"}, False),
        ({"origin": "https://notat.uni.example", "sec-fetch-site": "none"}, False),
    ],
)
def test_only_pages_of_ours_change_something(headers: dict[str, str], allowed: bool) -> None:
    assert public_address("https://notat.uni.example/arkdoc").may_change(headers) == allowed
