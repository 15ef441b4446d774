"""The address that browsers know a server by → which requests are meant for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.model.regex import regex

_DEFAULT_PORTS = {"http": 80, "https": 443}

# What stands so in an address, in a cookie's path and in a route: no sign means anything there.
_PLAIN_PATH = regex(r"(/(?!\.)[\w.~-]+)*/?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """`origin` is scheme, host and port, as browsers write it (RFC 6454, 6.2).

    `base` is the path that all is under: empty, or with a slash first and none last.
    """

    origin: str
    base: str = ""

    @property
    def url(self) -> str:
        """The whole address, without a slash last."""
        return self.origin + self.base

    @property
    def is_encrypted(self) -> bool:
        """Whether browsers come over HTTPS."""
        return self.origin.startswith("https:")

    def refuses(self, headers: Mapping[str, str]) -> bool:
        """Whether a request with these headers, names in lower case, is meant for another server.

        Fetch Metadata: a link on another site may lead here, an image or a script there may not.
        """
        if headers.get("host", "").lower() != self.origin.partition("//")[2]:
            return True
        is_foreign = headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
        return is_foreign and headers.get("sec-fetch-mode") != "navigate"

    def may_change(self, headers: Mapping[str, str]) -> bool:
        """Whether a request that changes something comes from a page of ours (sharing.md, 4)."""
        from_ours = headers.get("sec-fetch-site", "same-origin") == "same-origin"
        return from_ours and headers.get("origin") == self.origin


def public_address(url: str) -> PublicAddress:
    """`url` in its parts. Raises ArkdocError where it is no address of a server."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _no_address(url) from None
    is_plain = bool(_PLAIN_PATH.fullmatch(parts.path)) and url.isascii() and url.isprintable()
    if (
        parts.scheme not in _DEFAULT_PORTS
        or not parts.hostname
        or "@" in parts.netloc
        or any(sign in url for sign in " ?#")
        or not is_plain
    ):
        raise _no_address(url)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    shown = "" if port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{port}"
    return PublicAddress(f"{parts.scheme}://{host}{shown}", parts.path.rstrip("/"))


def _no_address(url: str) -> ArkdocError:
    return ArkdocError(
        N_("“{url}” can't be the address of a server. One is https://notat.uni.example/arkdoc."),
        url=url,
    )
