"""Text and attributes → HTML markup, in which they are escaped."""

from base64 import b64encode
from html import escape

from arkdoc.model.assets import Asset
from arkdoc.model.regex import regex

# HTML, 3.2.6 «text»: no controls but whitespace, no surrogates, no noncharacters.
_SPACES = regex("[\v\f\x85\u2028\u2029]")
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_BANNED = regex(f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{_NONCHARACTERS}]")
_SURROGATES = regex("[\ud800-\udfff]")


def clean(text: str) -> str:
    """`text` without the characters that HTML forbids; odd line ends become spaces.

    Reading has settled those in what people write. This guards what comes from elsewhere.
    """
    text = _BANNED.sub("", _SPACES.sub(" ", text))
    return _SURROGATES.sub("\ufffd", text)


def escaped(text: str) -> str:
    """`text` as HTML text, or as the inside of a quoted attribute value."""
    return escape(clean(text), quote=True)


def element(name: str, content: str = "", /, **attributes: str | None) -> str:
    """An element with `content`, which is markup; `attributes` are text.

    An attribute of None is left out. `class_` is `class`, `aria_label` is `aria-label`.
    """
    return f"{opening(name, **attributes)}{content}</{name}>"


def opening(name: str, /, **attributes: str | None) -> str:
    """A start tag, which is all there is of a void element (HTML, 13.1.2)."""
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{pairs}>"


def fragment(target: str) -> str:
    """The address of the element with the id `target` in the same page."""
    return "#" + target.replace("%", "%25")


def data_uri(asset: Asset) -> str:
    """The image itself as an address (RFC 2397)."""
    return f"data:{asset.media_type};base64,{b64encode(asset.data).decode('ascii')}"
