"""Answers to what went wrong: in plain words, with the next step, and nothing given away.

The handlers are named in the root URLs (`handler400` … `handler500`); `RefusalAnswers` is
the middleware that turns an action's no into a page.
"""

import logging
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from shoumi.kernel.actions.refusals import Invalid, Refused, Stale
from shoumi.kernel.activity.recording import ClockTurnedBack
from shoumi.kernel.storage.refusals import Held, StorageRefused

logger = logging.getLogger("shoumi.ui")
KNOWN = frozenset({400, 403, 404, 409, 413, 429})


def problem(
    request: HttpRequest, status: int, because: str = "", retry_after: int | None = None
) -> HttpResponse:
    """The page for one of the answers in `KNOWN`; `because` is shown as it stands.

    `retry_after` is in seconds (RFC 9110, 10.2.3). Raises ValueError for another status.
    """
    if status not in KNOWN:
        raise ValueError(f"No page for status {status}.")
    context = {"status": status, "because": because, "retry_after": retry_after}
    response = render(request, f"ui/errors/{status}.html", context, status=status)
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Too large a request is told apart, since its mend is another."""
    too_large = isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent))
    return problem(request, 413 if too_large else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem(request, 404)


def broken(_request: HttpRequest) -> HttpResponse:
    """An error of ours. Neither database nor session is asked: they may be what broke."""
    return HttpResponse(render_to_string("ui/errors/500.html"), status=500)


def unavailable(because: str = "", retry_after: int = 60) -> HttpResponse:
    """Closed for a while (a silent database, a sealed vault); asks nothing, as `broken`."""
    page = HttpResponse(render_to_string("ui/errors/503.html", {"because": because}), status=503)
    page["Retry-After"] = str(retry_after)
    return page


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """`CSRF_FAILURE_VIEW`: nearly always a page left open over a sign-out."""
    return problem(
        request, 403, _("This page had been open for too long. Load it again, then send it again.")
    )


class RefusalAnswers:
    """Middleware: an action's refusal that no view caught becomes its page, and so does what only
    an administrator can mend: keys or room that storage lacks, a wrong clock, a silent database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            return problem(request, 403, str(error))
        if isinstance(error, Stale):
            return problem(request, 409)
        if isinstance(error, Invalid):
            return problem(request, 400, str(error))
        if isinstance(error, Held):
            return problem(request, 403, str(error))
        if isinstance(error, StorageRefused | ClockTurnedBack):
            logger.error("%s: %s", type(error).__name__, error)
            return unavailable(str(error))
        if isinstance(error, OperationalError):
            logger.error("The database: %s", error)
            return unavailable()
        return None
