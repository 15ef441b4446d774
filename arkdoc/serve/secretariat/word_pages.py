"""«Fra Word»: the edited file in, what was changed shown, taken in, undone, or said to be done."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from arkdoc.back.model import NoteChange
from arkdoc.deliver.apply import Fetched, fetch, settle_file, take_in, undo
from arkdoc.deliver.ask_unit import ask_unit, settle_question
from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.pipeline.private_files import keep_private, read_private
from arkdoc.pipeline.unit_questions import read_questions
from arkdoc.pipeline.waiting_texts import waiting_texts
from arkdoc.pipeline.word_returns import FETCHED, read_returns, waiting_files
from arkdoc.serve.requests import MOST_BYTES, files_of, text_of
from arkdoc.serve.secretariat.asked_units import write_asked_units
from arkdoc.serve.secretariat.frame import Step
from arkdoc.serve.secretariat.from_word import ANSWER, FilledIn, write_changes, write_choose
from arkdoc.serve.secretariat.pages import StepPages, cannot, said
from arkdoc.serve.secretariat.waiting_texts import write_waiting_texts
from arkdoc.serve.served_note import ServedNote

_CHOOSE = N_("Choose the Word file first.")
_NO_COMMENT = N_("The comment is not there any more.")
_SENT = N_("The unit sees the comment on its own page, and can answer it there.")
_GONE = N_("The file is not here any more. Choose it again.")
_CHANGED = N_("A text has been changed meanwhile. This is how it is now.")


class WordPages(StepPages):
    """The page «Fra Word», and what its forms do."""

    def routes(self) -> list[Route]:
        """Below the note's path."""
        path = f"{self._served.base}{Step.FROM_WORD.path}"
        forms = {
            "": self._show,
            "/ta-inn": self._take,
            "/send": self._send,
            "/besvart": self._settle,
            "/angre": self._undo,
            "/ferdig": self._done,
        }
        return [
            Route(path, self._choose),
            *(Route(path + end, do, methods=["POST"]) for end, do in forms.items()),
        ]

    async def _choose(self, request: Request) -> Response:
        return await self._page(request, Step.FROM_WORD, self._write_choose)

    def _write_choose(self, key: str, tr: Translator) -> str:
        return write_first_page(self._served, key, tr)

    async def _show(self, request: Request) -> Response:
        """What was changed in the file that is brought."""
        form = await self._form(request)
        files = [data for name, data in await files_of(form) if name]
        served = self._served

        def show(key: str, tr: Translator) -> str:
            if not files:
                raise ArkdocError(_CHOOSE)
            fetched = fetch(served.root, files[0])
            keep_private(served.root, FETCHED, _name(fetched.sha256), files[0])
            return write_changes(served, fetched, basis_of(fetched), key, tr)

        return await self._answer(request, show)

    async def _take(self, request: Request) -> Response:
        """Take in what is ticked and answered, if the texts are those that were shown."""
        form = await self._form(request)
        served = self._served

        def take(key: str, tr: Translator) -> str:
            fetched = fetch(served.root, self._kept(text_of(form, "fil")))
            if basis_of(fetched) != text_of(form, "grunnlag"):
                again = write_changes(served, fetched, basis_of(fetched), key, tr)
                return said("error", tr(_CHANGED)) + again
            taken = take_in(
                served.root,
                fetched,
                served.now(),
                tr,
                chosen={each for each in form.getlist("ta") if isinstance(each, str)},
                answers=answers_of(form, fetched.plan.changes),
            )
            done = said("good", tr("The changes are in the note."))
            if not taken.paths:
                done = said("good", tr("No text was changed."))
            return done + self._write_choose(key, tr)

        response = await self._answer(request, take)
        served.changed()
        return response

    async def _send(self, request: Request) -> Response:
        """Send a comment to its unit, and show the changes as they were filled in."""
        form = await self._form(request)
        served = self._served

        def send(key: str, tr: Translator) -> str:
            fetched = fetch(served.root, self._kept(text_of(form, "fil")))
            wanted = text_of(form, "kommentar")
            for comment in fetched.plan.comments:
                if comment.id == wanted:
                    ask_unit(served.root, comment, served.now())
                    break
            else:
                raise ArkdocError(_NO_COMMENT)
            ticked = {each for each in form.getlist("ta") if isinstance(each, str)}
            filled_in = FilledIn(ticked, answers_of(form, fetched.plan.changes))
            shown = write_changes(served, fetched, basis_of(fetched), key, tr, filled_in)
            return said("good", tr(_SENT)) + shown

        return await self._answer(request, send)

    async def _settle(self, request: Request) -> Response:
        form = await self._form(request)

        def settle(root: Path) -> str:
            settle_question(root, text_of(form, "sporsmal"), self._served.now())
            return N_("The question is settled.")

        return await self._doing(request, settle)

    async def _undo(self, request: Request) -> Response:
        await self._form(request)

        def back(root: Path) -> str:
            undo(root, self._served.now())
            return N_("The texts are as they were before that.")

        return await self._doing(request, back)

    async def _done(self, request: Request) -> Response:
        form = await self._form(request)

        def done(root: Path) -> str:
            settle_file(root, self._kept(text_of(form, "fil")), self._served.now())
            return N_("What was left of the file is settled.")

        return await self._doing(request, done)

    # --- what they share --------------------------------------------------------------------

    async def _doing(self, request: Request, do: Callable[[Path], str]) -> Response:
        """Do something, and show the page again with what it returns, or why it can't be done."""
        served, tr = self._served, self._served.tr

        def act() -> str:
            try:
                return said("good", tr(do(served.root)))
            except ArkdocError as error:
                return cannot(error, tr)

        told = await asyncio.to_thread(act)
        served.changed()
        return await self._page(request, Step.FROM_WORD, self._write_choose, told)

    async def _answer(self, request: Request, write: Callable[[str, Translator], str]) -> Response:
        """What `write` gives; where it can't, why, and the page to choose again."""

        def written(key: str, tr: Translator) -> str:
            try:
                return write(key, tr)
            except ArkdocError as error:
                return cannot(error, tr) + self._write_choose(key, tr)

        return await self._page(request, Step.FROM_WORD, written)

    def _kept(self, digest: str) -> bytes:
        """The file of this hash that was brought before. Raises ArkdocError where it is gone."""
        if re.fullmatch("[0-9a-f]{64}", digest):
            data = read_private(self._served.root, f"{FETCHED}/{_name(digest)}", MOST_BYTES)
            if sha256(data).hexdigest() == digest:
                return data
        raise ArkdocError(_GONE)


def write_first_page(served: ServedNote, key: str, tr: Translator) -> str:
    """The page before a file is chosen: what waits, and undoing the last."""
    returns = read_returns(served.root)
    last = returns[-1] if returns else None
    delivered = write_waiting_texts(served, waiting_texts(served.root), key, tr)
    asked = write_asked_units(served, read_questions(served.root), key, tr)
    return delivered + asked + write_choose(served, waiting_files(served.root), last, key, tr)


def _name(digest: str) -> str:
    return f"{digest[:16]}.docx"


def basis_of(fetched: Fetched) -> str:
    """By which a plan that is not the one that was shown is known."""
    digest = sha256(fetched.base.digest.encode())
    for path, data in sorted(fetched.plan.today.items()):
        digest.update(f"\n{path}\0{sha256(data).hexdigest()}".encode())
    for change in fetched.plan.changes:
        digest.update(f"\n{change.id} {change.kind} {change.verdict}".encode())
    return digest.hexdigest()


def answers_of(form: FormData, changes: Iterable[NoteChange]) -> dict[str, int]:
    """The numbers of the answers that were chosen, by the change's id."""
    found = {}
    for change in changes:
        given = text_of(form, f"{ANSWER}{change.id}")
        if change.question and given.isdecimal() and int(given) < len(change.question.answers):
            found[change.id] = int(given)
    return found
