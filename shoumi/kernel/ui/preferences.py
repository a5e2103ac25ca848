"""Light, dark or as the machine is set: a choice of the browser's own, kept in a cookie."""

from enum import StrEnum

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from shoumi.kernel.accounts.onward import own_address

COOKIE = "shoumi_theme"
A_YEAR = 365 * 24 * 3600


class Theme(StrEnum):
    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"

    @property
    def label(self) -> str:
        return str(_THEMES[self])


_THEMES = {Theme.AUTO: _("As the system"), Theme.LIGHT: _("Light"), Theme.DARK: _("Dark")}


def chosen_theme(request: HttpRequest) -> Theme:
    """What the browser chose; anything unreadable counts as no choice."""
    try:
        return Theme(request.COOKIES.get(COOKIE, ""))
    except ValueError:
        return Theme.AUTO


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep the choice and go back to where the person was, on this host only."""
    response = HttpResponseRedirect(own_address(request, request.POST.get("next", "")))
    wanted = request.POST.get("theme", "")
    if wanted in set(Theme):
        response.set_cookie(
            COOKIE, wanted, max_age=A_YEAR, samesite="Lax", secure=request.is_secure()
        )
    return response
