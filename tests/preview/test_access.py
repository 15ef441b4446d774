"""Which requests are let in."""

from __future__ import annotations

import pytest

from arkdoc.preview.access import Access, is_loopback

LOOPBACK_ACCESS = Access.of("127.0.0.1", 8011)


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8011", "localhost:8011", "LOCALHOST:8011", "[::1]:8011"]
)
def test_the_servers_own_names_are_let_in(host: str) -> None:
    assert not LOOPBACK_ACCESS.refuses({"host": host})


@pytest.mark.parametrize(
    "host",
    ["", "evil.example:8011", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8011@evil.example", "a@127.0.0.1:8011",
     "127.0.0.1.evil.example:8011", "127.0.0.1:8011/x", "[::1:8011", "127.0.0.1:x", "192.168.1.2:8011"],
)  # fmt: skip
def test_other_names_are_refused(host: str) -> None:
    assert LOOPBACK_ACCESS.refuses({"host": host})


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:8012"},
        {"origin": ""},
        {"origin": "http://[::1"},
        {"origin": "http://[evil]"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_requests_from_other_pages_are_refused(headers: dict[str, str]) -> None:
    assert LOOPBACK_ACCESS.refuses({"host": "127.0.0.1:8011", **headers})


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://127.0.0.1:8011"},
        {"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"},
        {"sec-fetch-site": "none", "sec-fetch-mode": "navigate"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"},
    ],
)
def test_requests_from_own_pages_and_by_links_are_let_in(headers: dict[str, str]) -> None:
    assert not LOOPBACK_ACCESS.refuses({"host": "127.0.0.1:8011", **headers})


def test_a_shared_server_takes_a_token_and_each_unit_has_its_own() -> None:
    access = Access.of("0.0.0.0", 8011)
    assert not LOOPBACK_ACCESS.secret
    assert LOOPBACK_ACCESS.opens("")
    whole, unit = access.token(), access.token("ub")
    assert len({whole, unit, access.token("ub-gjovik")}) == 3
    assert access.opens(whole)
    assert access.opens(whole, "ub")
    assert access.opens(unit, "ub")
    for token, asked in ((unit, ""), (unit, "ub-gjovik"), ("", ""), ("", "ub"), ("æ", "")):
        assert not access.opens(token, asked)
    assert access.secret not in repr(access)
    assert access.refuses({"host": "evil.example:8011"})
    assert not access.refuses({"host": "10.1.2.3:8011"})


def test_requests_cause_no_name_look_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody would wait for its answer."""
    asked: list[str] = []
    monkeypatch.setattr("socket.gethostname", lambda: "Maskin")
    monkeypatch.setattr("socket.getfqdn", lambda: asked.append("fqdn") or "maskin.eksempel.no")
    access = Access.of("0.0.0.0", 8011)
    for name in ("maskin", "maskin.local", "Maskin.Eksempel.no", "[fe80::1]"):
        assert not access.refuses({"host": f"{name}:8011"})
    for name in ("evil.example", "eksempel.no", "999.1.1.1"):
        assert access.refuses({"host": f"{name}:8011"})
    assert asked == ["fqdn"]


def test_loopback() -> None:
    assert is_loopback("127.0.0.1")
    assert is_loopback("127.1.2.3")
    assert is_loopback("::1")
    assert is_loopback("localhost")
    assert not is_loopback("0.0.0.0")
    assert not is_loopback("192.168.0.1")
    assert not is_loopback("maskin.example")
