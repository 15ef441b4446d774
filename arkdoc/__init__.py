"""arkdoc: contributions from many hands in, one accessible case note out.

What a program needs is here, and imported when it is first used::

    from pathlib import Path
    import arkdoc

    sources = arkdoc.load(Path("."))                          # reads contributions/ and styles/
    analysis = arkdoc.analyse(sources)                        # analysis.diagnostics: what was found
    result = arkdoc.build(sources, {"docx", "pdf"})           # result.outputs: bytes, by format
    published = arkdoc.publish(result, Path("build"), Path("."))  # published.paths: the files

All four raise `arkdoc.ArkdocError` where arkdoc can't go on.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from arkdoc.model.diagnostic import ArkdocError as ArkdocError
    from arkdoc.pipeline.analyse import analyse as analyse
    from arkdoc.pipeline.build import build as build
    from arkdoc.pipeline.load import load as load
    from arkdoc.pipeline.publish import publish as publish

_HOMES = {
    "ArkdocError": "arkdoc.model.diagnostic",
    "analyse": "arkdoc.pipeline.analyse",
    "build": "arkdoc.pipeline.build",
    "load": "arkdoc.pipeline.load",
    "publish": "arkdoc.pipeline.publish",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
