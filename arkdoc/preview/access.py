"""Host, Origin and token of a request → whether it is let in.

A page from elsewhere must neither reach a server on this machine by a name of its own (DNS
rebinding) nor read anything by embedding it.
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
    # Scripts, styles and images from this server only; no frames, no forms.
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",  # an address may hold a token
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
"""Sent with every response that does not set them itself."""


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server on `host`."""
    address = _ip_address(host)
    return address.is_loopback if address else host == "localhost"


@dataclass(frozen=True, slots=True)
class Access:
    """Which requests are let in. `secret` is empty where no token is required.

    `names` are this machine's own names, which no other machine can be given.
    """

    host: str
    port: int
    secret: str = field(repr=False)
    names: frozenset[str] = frozenset()

    @staticmethod
    def of(host: str, port: int) -> Access:
        """Access for a server on `host`: on anything but the loopback, the note takes a token."""
        if is_loopback(host):
            return Access(host, port, "")
        return Access(host, port, secrets.token_hex(16), _machine_names())

    def token(self, unit: str = "") -> str:
        """The token that opens the whole note, or one unit's page and nothing else."""
        if not self.secret:
            return ""
        return hmac.new(self.secret.encode(), unit.encode(), sha256).hexdigest()[:24]

    def opens(self, token: str, unit: str = "") -> bool:
        """Whether `token` opens the page of `unit`, or of the whole note."""
        given = token.encode("utf-8", "replace")
        accepted = (self.token().encode(), self.token(unit).encode())
        return not self.secret or any(hmac.compare_digest(given, one) for one in accepted)

    def refuses(self, headers: Mapping[str, str]) -> bool:
        """Whether a request with these headers (names in lower case) comes from elsewhere."""
        host = headers.get("host", "")
        if not self._names_this_server(host) or not _is_from(host, headers.get("origin")):
            return True
        # Fetch Metadata: a link on another site may lead here, an image there may not.
        is_foreign = headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
        return is_foreign and headers.get("sec-fetch-mode") != "navigate"

    def _names_this_server(self, host: str) -> bool:
        """Whether a Host header (RFC 9110, 7.2) names this very server."""
        try:
            parts = urlsplit(f"//{host}")
            name, port = (parts.hostname or "").rstrip("."), parts.port or 80
        except ValueError:
            return False
        if parts.username is not None or parts.path or port != self.port:
            return False
        if name in LOOPBACK or name == self.host.lower():
            return True
        # DNS can't rebind an address in digits.
        is_safe = name in self.names or _ip_address(name) is not None
        return is_safe and not is_loopback(self.host)


def _is_from(host: str, origin: str | None) -> bool:
    """Whether an Origin header (RFC 6454, 7), where there is one, names `host`."""
    try:
        return origin is None or urlsplit(origin).netloc.lower() == host.lower()
    except ValueError:
        return False


def _machine_names() -> frozenset[str]:
    """What this machine is called. May ask a name server, and wait for its answer."""
    name = socket.gethostname().lower()
    return frozenset((name, f"{name.partition('.')[0]}.local", socket.getfqdn().lower()))


def _ip_address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
