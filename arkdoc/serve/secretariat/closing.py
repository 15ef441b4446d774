"""«Avslutt saken»: what closing the case would do, and doing it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from arkdoc.deliver.close import close_case, plan_closing
from arkdoc.deliver.finality import finals
from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import N_
from arkdoc.serve.requests import text_of
from arkdoc.serve.secretariat.finish import write_closed, write_closing
from arkdoc.serve.secretariat.frame import Step
from arkdoc.serve.secretariat.pages import StepPages, said

_CHANGED = N_("Something has been changed meanwhile. This is what closing the case does now.")


class ClosingPages(StepPages):
    """The form that closes the case."""

    def routes(self) -> list[Route]:
        """Below the note's path."""
        return [Route(f"{self._served.base}/avslutt", self._close, methods=["POST"])]

    async def _close(self, request: Request) -> Response:
        """What closing the case would do, or doing it (`steg=avslutt`)."""
        served = self._served
        form = await self._form(request, even_closed=True)
        with_contributions = text_of(form, "bidrag") == "ja"
        is_meant = text_of(form, "steg") == "avslutt"

        def close(key: str, tr: Translator) -> str:
            closing = plan_closing(served.root, with_contributions=with_contributions)
            is_as_shown = closing.already or text_of(form, "grunnlag") == closing.basis
            if not is_meant or not is_as_shown:
                changed = said("error", tr(_CHANGED)) if is_meant else ""
                return changed + write_closing(
                    served, closing, key, tr, with_contributions=with_contributions
                )
            case = close_case(served.root, closing, served.now())
            return write_closed(served, case, finals(served.root), (), key, tr)

        response = await self._page(request, Step.FINISH, close)
        served.changed()
        return response
