"""The language of the pages: kept in the browser and, for who is signed in, with the account."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as set_browser_language

from shoumi.kernel.accounts.door import keep_language


@require_POST
def set_language(request: HttpRequest) -> HttpResponseBase:
    wanted = request.POST.get("language", "")
    if request.user.is_authenticated and wanted in dict(settings.LANGUAGES):
        keep_language(request.user, wanted)
    return set_browser_language(request)
