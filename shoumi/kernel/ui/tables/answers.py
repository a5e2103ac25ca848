"""What a view returns for a table: the page, only the table for htmx, or a file."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render

from shoumi.kernel.ui.errors import problem
from shoumi.kernel.ui.tables.exports import TooManyRows, csv_lines, xlsx_file
from shoumi.kernel.ui.tables.table import Table

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PART = "ui/tables/table.html"


def answer(
    request: HttpRequest, table: Table, template: str, context: Mapping[str, Any] | None = None
) -> HttpResponseBase:
    """`template` with the table in its context as `table`; drawn there by `{% show_table table %}`.

    An export is a disclosure: a view whose list must leave a trace looks at `table.wanted_export`
    and calls its action first. Raises PermissionDenied for a file that `may` did not allow.
    """
    if table.wanted_export:
        return _file(request, table)
    if request.headers.get("HX-Target") == table.dom_id:
        response = render(request, PART, {"table": table})
        response["HX-Push-Url"] = f"{request.path}{'' if table.here == '?' else table.here}"
    else:
        response = render(request, template, {**(context or {}), "table": table})
    response["Vary"] = "HX-Target"
    return response


def _file(request: HttpRequest, table: Table) -> HttpResponseBase:
    if not table.may_export:
        raise PermissionDenied
    rows = table.narrowed.order_by(*table.order.keys(backwards=False)).iterator(chunk_size=1000)
    response: HttpResponseBase
    if table.wanted_export == "csv":
        lines = csv_lines(table.chosen, rows)
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    elif table.wanted_export == "xlsx":
        try:
            response = HttpResponse(xlsx_file(table.chosen, rows, table.name), content_type=_XLSX)
        except TooManyRows as too_many:
            return problem(request, 413, str(too_many))
    else:
        return problem(request, 400)
    name = f"{table.name}.{table.wanted_export}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
