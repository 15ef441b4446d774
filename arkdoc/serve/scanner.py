"""What is uploaded → a command of IT's that looks at it, before anything else of ours does."""

from __future__ import annotations

import asyncio
import contextlib
import re
import shlex
import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.model.regex import regex

SECONDS = 60.0
"""How long the command may take for one file."""

_ENDING = regex(r"\.[a-z0-9]{1,5}", re.ASCII)


def check_scanner(command: str) -> None:
    """Raise ArkdocError where `command` is none, or names a program that isn't there."""
    try:
        words = shlex.split(command)
    except ValueError:
        words = []
    if not words or not shutil.which(words[0]):
        raise ArkdocError(N_("There is no program to scan with: {command}"), command=command)


async def scan(form: FormData, command: str, tr: Translator) -> None:
    """Call `command` with the path of a copy of each file in `form`; empty: none.

    Raises HTTPException, with what to say, where it does not end well within SECONDS.
    """
    if command:
        files = (value for _, value in form.multi_items() if isinstance(value, UploadFile))
        await _scan(files, shlex.split(command), tr)


async def _scan(files: Iterable[UploadFile], command: list[str], tr: Translator) -> None:
    for file in files:
        name = file.filename or ""
        ending = _ENDING.fullmatch(Path(name).suffix.lower())
        # Under a name of ours: theirs may be anything, an option of the command among others.
        with TemporaryDirectory(prefix="arkdoc-") as folder:
            copy = Path(folder) / f"fil{ending[0] if ending else ''}"
            await asyncio.to_thread(copy.write_bytes, await file.read())
            await file.seek(0)
            if not await _is_let_through([*command, str(copy)]):
                raise HTTPException(
                    422,
                    tr(
                        "{name} was stopped by the server's virus scanner, and nothing is handed "
                        "in.",
                        name=name,
                    ),
                )


async def _is_let_through(command: list[str]) -> bool:
    """Whether it ends with status 0, in time. What it says is thrown away: it may quote the text.

    Where it can't be started nothing is let through."""
    null = asyncio.subprocess.DEVNULL
    try:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=null, stdout=null, stderr=null
        )
    except OSError:
        return False
    try:
        async with asyncio.timeout(SECONDS):
            return await process.wait() == 0
    except TimeoutError:
        return False
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
