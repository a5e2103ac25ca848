"""The house's addresses and some that leak, for the proof that the matrix would notice."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from shoumi.domains.vault.models import Carrier, Grant
from shoumi.kernel.accounts.middleware import outdoors


def forgets_to_ask(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(Carrier.objects.get(pk=pk).secret.title)


def tells_that_it_is_there(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(status=403 if Grant.objects.filter(pk=pk).exists() else 404)


def breaks(request: HttpRequest, pk: int) -> HttpResponse:
    raise RuntimeError(pk)


@outdoors
def names_the_file(request: HttpRequest, pk: int) -> HttpResponse:
    name = Carrier.objects.get(pk=pk).title
    return HttpResponse(headers={"Content-Disposition": f'attachment; filename="{name}"'})


LEAKS = [
    path("carriers/<int:pk>/forgets", forgets_to_ask),
    path("grants/<int:pk>/tells", tells_that_it_is_there),
    path("carriers/<int:pk>/breaks", breaks),
    path("carriers/<int:pk>/names", names_the_file),
]
urlpatterns = [path("", include("shoumi.config.urls")), *LEAKS]

handler403 = "shoumi.kernel.ui.errors.forbidden"
handler404 = "shoumi.kernel.ui.errors.not_found"
handler500 = "shoumi.kernel.ui.errors.broken"
