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
from shoumi.kernel.tasks.models import Task

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


def bare_tasks(request: HttpRequest) -> HttpResponse:
    """As many tasks as asked for, as a list in plain sight."""
    tasks = Task.objects.select_related("record", "lead", "lead_unit").order_by("-due_on", "-pk")
    rows = [
        {
            "pk": one.record_id, "number": one.record.number, "title": one.record.title,
            "grade": one.duty, "org_unit": one.lead_unit, "owner": one.lead,
            "term_ends_on": one.original_due_on, "state": one.state, "due_on": one.due_on,
        }
        for one in tasks[: int(request.GET["rows"])]
    ]  # fmt: skip
    return HttpResponse(_page().render({"rows": rows, "headings": HEADINGS}, request))


urlpatterns: list[URLPattern | URLResolver] = [
    path("bench/bare", bare, name="bench.bare"),
    path("bench/bare-tasks", bare_tasks, name="bench.bare_tasks"),
    *house,
]
