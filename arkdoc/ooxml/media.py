"""The pictures of a package: which kinds Word takes, and how their parts are called."""

from typing import NamedTuple

IMAGE_TYPES = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "image/tiff": "tiff",
    "image/x-emf": "emf",
    "image/x-wmf": "wmf",
    "image/svg+xml": "svg",
}
"""The ending of a picture's part, by its media type."""


class Media(NamedTuple):
    """A picture in a package: the name of its part, its media type and its bytes."""

    name: str
    media_type: str
    data: bytes
