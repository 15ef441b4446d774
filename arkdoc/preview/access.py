"""Who may ask: Host, Origin and token of a request → an answer of refusal, or none.

A page from elsewhere must not reach a server on this machine by a name of its own (DNS
rebinding), nor take anything from it by embedding it.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "::1")

HEADERS = {
    # No script, style or image but our own files, nobody's frame, nowhere to send a form.
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",  # an address may hold a token
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
"""Sent with every answer."""


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server on `host`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass(frozen=True, slots=True)
class Access:
    """What is let in. `secret` is empty where no token is asked for.

    `names` are this machine's own, which no other can be given.
    """

    host: str
    port: int
    secret: str = field(repr=False)
    names: frozenset[str] = frozenset()

    @staticmethod
    def of(host: str, port: int) -> Access:
        """On anything but the loopback, everything that is the note's takes a token."""
        if is_loopback(host):
            return Access(host, port, "")
        return Access(host, port, secrets.token_hex(16), _own_names())

    def token(self, unit: str = "") -> str:
        """The token that opens the whole note, or one unit's page and nothing else."""
        if not self.secret:
            return ""
        return hmac.new(self.secret.encode(), unit.encode(), sha256).hexdigest()[:24]

    def opens(self, token: str, unit: str = "") -> bool:
        """Whether `token` opens the page of `unit`, or of the whole note."""
        if not self.secret:
            return True
        given = token.encode("utf-8", "replace")
        whole, own = self.token().encode(), self.token(unit).encode()
        return hmac.compare_digest(given, whole) or hmac.compare_digest(given, own)

    def refuses(self, headers: Mapping[str, str]) -> bool:
        """Whether a request with these headers (names in lower case) comes from elsewhere."""
        if not self._is_ours(headers.get("host", "")):
            return True
        if not _is_from(headers["host"], headers.get("origin")):
            return True
        # Fetch Metadata: a link from elsewhere may lead here, an image there may not.
        foreign = headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
        return foreign and headers.get("sec-fetch-mode") != "navigate"

    def _is_ours(self, given: str) -> bool:
        """Whether a Host header (RFC 9110, 7.2) names this very server."""
        try:
            parts = urlsplit(f"//{given}")
            name, port = (parts.hostname or "").rstrip("."), parts.port or 80
        except ValueError:
            return False
        if parts.username is not None or parts.path or port != self.port:
            return False
        if name in LOOPBACK or name == self.host.lower():
            return True
        return not is_loopback(self.host) and (name in self.names or _is_address(name))


def _is_from(host: str, origin: str | None) -> bool:
    """Whether an Origin header (RFC 6454, 7), where there is one, names `host`."""
    try:
        return origin is None or urlsplit(origin).netloc.lower() == host.lower()
    except ValueError:
        return False


def _own_names() -> frozenset[str]:
    """What this machine is called. A name server may be asked, and take its time to answer."""
    own = socket.gethostname().lower()
    return frozenset((own, f"{own.partition('.')[0]}.local", socket.getfqdn().lower()))


def _is_address(name: str) -> bool:
    """Whether it is an address in digits: nobody can rebind that."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
