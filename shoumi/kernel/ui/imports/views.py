"""The pages of a table that is brought in: begin, template, checked run, columns, problems,
warnings."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shoumi.kernel.accounts.imports.actions import check_import
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.models import ImportRun
from shoumi.kernel.actions import Invalid
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.acts import Act, ActForm
from shoumi.kernel.ui.errors import problem
from shoumi.kernel.ui.imports import keeping
from shoumi.kernel.ui.imports.forms import ColumnsForm, SameFileForm, TableForm
from shoumi.kernel.ui.imports.screens import ImportScreen
from shoumi.kernel.ui.imports.shown import PROBLEM_COLUMNS, WARNING_COLUMNS, Found, Shown
from shoumi.kernel.ui.tables import Column
from shoumi.kernel.ui.tables.exports import csv_lines, xlsx_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE = "ui/imports/run.html"


@require_http_methods(["GET", "POST"])
def begin(request: PersonRequest, screen: ImportScreen) -> HttpResponse:
    """Takes the table and checks it at once, its columns guessed; nothing of it is entered."""
    against = _against(request, screen)
    if against is not None:
        return against
    sent = request.method == "POST"
    form = TableForm(request.POST, request.FILES) if sent else TableForm()
    if sent and form.is_valid():
        try:
            return _checked(request, screen, form.cleaned_data["file"], None)
        except Invalid as invalid:
            form.add_error("file", str(invalid))
    context = {"screen": screen, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "ui/imports/begin.html", context, status=status)


@require_GET
def template(request: PersonRequest, screen: ImportScreen) -> HttpResponse:
    """The empty table, with what to write where."""
    against = _against(request, screen)
    return against or _file(screen.importer.template(), f"{screen.importer.kind}-template.xlsx")


@require_GET
def existing(request: PersonRequest, screen: ImportScreen) -> HttpResponse:
    """What is there already, to be edited and brought back."""
    if screen.existing is None:
        raise Http404
    against = _against(request, screen)
    if against is not None:
        return against
    return _file(screen.existing(request.person, request.at), f"{screen.importer.kind}.xlsx")


@require_http_methods(["GET", "POST"])
def run(request: PersonRequest, screen: ImportScreen, pk: int) -> HttpResponse:
    """What the check found; from here it is applied, all or nothing, or what it did is told."""
    found = _run(screen, pk)
    decision = screen.decision(request.person, request.at)
    content = keeping.kept(request.session, found, decision, at=request.at)
    shown = Shown(screen, found, content)

    def perform(subject: ImportRun, *, file: bytes | None = None, **asked: Any) -> ImportRun:
        given = file if content is None else content
        done = screen.apply(subject, content=given, **asked)
        keeping.forget(request.session, screen.importer.kind)
        return done

    form = SameFileForm if content is None and shown.ready else ActForm
    return acts.answer(
        request, Act(screen.action, form, perform), found, back=screen.url,
        done=lambda _run: redirect(shown.url), template=PAGE,
        context={"screen": screen, "shown": shown},
    )  # fmt: skip


@require_POST
def columns(request: PersonRequest, screen: ImportScreen, pk: int) -> HttpResponse:
    """Check the same file anew, with columns that a person chose."""
    found = _run(screen, pk)
    against = _against(request, screen)
    if against is not None:
        return against
    decision = screen.decision(request.person, request.at)
    content = keeping.kept(request.session, found, decision, at=request.at)
    if content is None:
        messages.error(request, _("The table is not kept any more. Bring it in again."))
        return redirect(screen.url)
    form = ColumnsForm(request.POST, screen.importer.read(content, found.mapping))
    if form.is_valid():
        return _checked(request, screen, content, form.mapping)
    context = {
        "screen": screen, "shown": Shown(screen, found, content, form), "form": None,
    }  # fmt: skip
    return render(request, PAGE, context, status=422)


@require_GET
def problems(request: PersonRequest, screen: ImportScreen, pk: int) -> HttpResponse:
    """What is wrong in the table as a file, row by row, to be mended beside it."""
    found = _run(screen, pk)
    against = _against(request, screen)
    if against is not None:
        return against
    name, title = f"{screen.importer.kind}-problems", _("Problems")
    return _listed(request, found.problems, PROBLEM_COLUMNS, name, title)


@require_GET
def warnings(request: PersonRequest, screen: ImportScreen, pk: int) -> HttpResponse:
    """What to look at in rows that come in all the same, as a file."""
    found = _run(screen, pk)
    against = _against(request, screen)
    if against is not None:
        return against
    name, title = f"{screen.importer.kind}-warnings", _("To look at")
    return _listed(request, found.warnings, WARNING_COLUMNS, name, title)


def _listed(
    request: PersonRequest,
    kept: list[list[object]],
    columns: Sequence[Column],
    name: str,
    title: str,
) -> HttpResponse:
    rows = [Found(one) for one in kept]
    if request.GET.get("as") == "xlsx":
        return _file(xlsx_file(columns, rows, title), f"{name}.xlsx")
    lines = "".join(csv_lines(columns, rows))
    return _named(HttpResponse(lines, content_type="text/csv; charset=utf-8"), f"{name}.csv")


def _checked(
    request: PersonRequest, screen: ImportScreen, content: bytes, mapping: dict[str, int] | None
) -> HttpResponse:
    """The dry run, and the way to its page. Raises Invalid, Refused."""
    made = check_import(
        importer=screen.importer, content=content, mapping=mapping, by=request.person, at=request.at
    )
    keeping.keep(request.session, made, content, at=request.at)
    return redirect(screen.page("run", made.pk))


def _against(request: PersonRequest, screen: ImportScreen) -> HttpResponse | None:
    because = screen.decision(request.person, request.at).because
    if not because:
        return None
    return problem(request, 403, " ".join(str(reason) for reason in because))


def _run(screen: ImportScreen, pk: int) -> ImportRun:
    found: ImportRun | None = ImportRun.objects.filter(kind=screen.importer.kind, pk=pk).first()
    if found is None:
        raise Http404
    return found


def _file(content: bytes, name: str) -> HttpResponse:
    return _named(HttpResponse(content, content_type=XLSX), name)


def _named(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
