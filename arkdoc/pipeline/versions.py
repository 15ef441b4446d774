"""The versions of arkdoc and of the packages that its outputs depend on."""

from functools import cache

_PACKAGES = (
    "arkdoc",
    "markdown-it-py",
    "mdit-py-plugins",
    "pillow",
    "pypdfium2",
    "python-docx",
    "pyyaml",
    "weasyprint",
)


@cache
def version_of(package: str) -> str:
    """The version of an installed package, or `unknown`."""
    from importlib.metadata import PackageNotFoundError, version  # which is large

    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


def versions() -> dict[str, str]:
    """The version of each package that the outputs depend on."""
    return {package: version_of(package) for package in _PACKAGES}
