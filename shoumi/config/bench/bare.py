"""The yardstick: the first fifty rows of the same table in a plain view and a plain template.

Nobody's rights are asked and nothing can be searched, sorted or counted; frame, middleware and
columns are the same.
"""

from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import URLPattern, URLResolver, path

from shoumi.config.urls import handler400, handler403, handler404, handler500
from shoumi.config.urls import urlpatterns as house
from shoumi.domains.register.models import TradeSecret

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

HEADINGS = ("Number", "Name", "Grade", "Department", "Owner", "Term ends", "State", "Next review")
PAGE = Path(__file__).with_name("bare.html").read_text(encoding="utf-8")


@cache
def _page() -> Any:
    return engines["django"].from_string(PAGE)


def bare(request: HttpRequest) -> HttpResponse:
    rows = TradeSecret.objects.select_related("org_unit", "owner").order_by("-nominated_on", "-pk")
    shown = rows.defer("brief", "assistant", "factors")[:50]
    return HttpResponse(_page().render({"rows": shown, "headings": HEADINGS}, request))


urlpatterns: list[URLPattern | URLResolver] = [path("bench/bare", bare, name="bench.bare"), *house]
