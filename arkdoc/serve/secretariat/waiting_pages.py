"""«Levert etter endringene»: what a unit delivered after the edits, shown, and taken in or not."""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from arkdoc.deliver.merge_waiting import (
    WaitingMerge,
    keep_ours,
    merge_waiting,
    put_aside,
    take_in_waiting,
    use_theirs,
)
from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import N_, ArkdocError
from arkdoc.serve.requests import text_of
from arkdoc.serve.secretariat.frame import Step
from arkdoc.serve.secretariat.pages import StepPages, cannot, said
from arkdoc.serve.secretariat.waiting_texts import DELIVERED, write_waiting_merge
from arkdoc.serve.secretariat.word_pages import answers_of, write_first_page

_CHANGED = N_("A text has been changed meanwhile. This is how it is now.")
_TAKEN = N_("The changes are in the note.")
_LEFT = N_("What you have not decided, or can't be taken in, goes on waiting.")
_ASIDE = N_("The text is put aside. It is kept, and is not in the note.")
_KEPT = N_("The text in the note stays as it is.")
_USED = N_("The unit's text is in the note. The one before it is kept.")


class WaitingPages(StepPages):
    """The pages below «Fra Word» with what units delivered after the edits."""

    def routes(self) -> list[Route]:
        """Below the note's path."""
        path = f"{self._served.base}{DELIVERED}/{{unit}}"
        forms = {
            "/ta-inn": self._take,
            "/behold": self._keep,
            "/bruk": self._use,
            "/bort": self._put_aside,
        }
        return [
            Route(path, self._show),
            *(Route(path + end, do, methods=["POST"]) for end, do in forms.items()),
        ]

    async def _show(self, request: Request) -> Response:
        served, unit = self._served, request.path_params["unit"]

        def show(key: str, tr: Translator) -> str:
            return write_waiting_merge(served, merge_waiting(served.root, unit), key, tr)

        return await self._answer(request, show)

    async def _take(self, request: Request) -> Response:
        def take(merge: WaitingMerge, form: FormData) -> tuple[str, ...]:
            chosen = {each for each in form.getlist("ta") if isinstance(each, str)}
            answers = answers_of(form, merge.plan.changes if merge.plan else ())
            taken = take_in_waiting(
                self._served.root, merge, self._served.now(), chosen=chosen, answers=answers
            )
            done = _TAKEN if taken.is_written else _KEPT
            return (done, _LEFT) if taken.left else (done,)

        return await self._doing(request, take, compares=True)

    async def _keep(self, request: Request) -> Response:
        def keep(merge: WaitingMerge, _: FormData) -> tuple[str, ...]:
            keep_ours(self._served.root, merge, self._served.now())
            return (_KEPT,)

        return await self._doing(request, keep)

    async def _use(self, request: Request) -> Response:
        person = self._served.gate.person(request)

        def use(merge: WaitingMerge, _: FormData) -> tuple[str, ...]:
            use_theirs(self._served.root, merge, self._served.now(), person)
            return (_USED,)

        return await self._doing(request, use)

    async def _put_aside(self, request: Request) -> Response:
        """What waits of a unit that the note has no more."""
        await self._form(request)
        served, unit = self._served, request.path_params["unit"]

        def aside(key: str, tr: Translator) -> str:
            put_aside(served.root, unit, served.now())
            return said("good", tr(_ASIDE)) + write_first_page(served, key, tr)

        return await self._answer(request, aside)

    async def _doing(
        self,
        request: Request,
        do: Callable[[WaitingMerge, FormData], tuple[str, ...]],
        *,
        compares: bool = False,
    ) -> Response:
        """Do something with what waits, if it is what was shown; and say what was done."""
        form = await self._form(request)
        served, unit = self._served, request.path_params["unit"]

        def act(key: str, tr: Translator) -> str:
            merge = merge_waiting(served.root, unit, compares=compares)
            if merge.basis != text_of(form, "grunnlag"):
                again = write_waiting_merge(served, merge_waiting(served.root, unit), key, tr)
                return said("error", tr(_CHANGED)) + again
            told = " ".join(tr(each) for each in do(merge, form))
            return said("good", told) + write_first_page(served, key, tr)

        response = await self._answer(request, act)
        served.changed()
        return response

    async def _answer(self, request: Request, write: Callable[[str, Translator], str]) -> Response:
        """What `write` gives; where it can't, why, and the page «Fra Word»."""
        served = self._served

        def written(key: str, tr: Translator) -> str:
            try:
                return write(key, tr)
            except ArkdocError as error:
                return cannot(error, tr) + write_first_page(served, key, tr)

        return await self._page(request, Step.FROM_WORD, written)
