"""The Word templates of all forms: the one in use, a sample, another, back to the built-in one."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from io import BytesIO
from typing import Any, cast

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from shoumi.kernel.access import decide, may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.documents import forms
from shoumi.kernel.documents.actions.templates import (
    preview,
    template_bytes,
    template_in_use,
    templates_in_use,
)
from shoumi.kernel.documents.incoming import DOCX
from shoumi.kernel.documents.papers import Language
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.errors import problem

REPLACE, RESTORE = "documents.replace_template", "documents.restore_template"
LANGUAGES: dict[str, Any] = {"zh-hans": _("in Chinese"), "en": _("in English")}


def may_replace(person: Any, at: datetime) -> bool:
    return may(person, REPLACE, None, at)


@require_GET
def templates(request: PersonRequest) -> HttpResponse:
    """Every form that the house issues, in both languages. One query beside the frame's."""
    if refused := _refused(request):
        return refused
    newest = templates_in_use()
    rows = [
        {
            "form": form,
            "language": label,
            "own": own if own is not None and not own.is_built_in else None,
            **_addresses(form.code, language),
        }
        for form in sorted(forms.all_forms().values(), key=lambda one: one.code)
        for language, label in LANGUAGES.items()
        for own in [newest.get((form.code, language))]
    ]
    return render(request, "ui/papers/templates.html", {"rows": rows})


def _addresses(code: str, language: str) -> dict[str, str]:
    return {
        name: reverse(f"papers.{name}_template", args=[code, language])
        for name in ("download", "sample", "replace", "restore")
    }


@require_GET
def download(request: PersonRequest, code: str, language: str) -> HttpResponseBase:
    """The template in use, to be changed in Word and brought back."""
    if refused := _refused(request):
        return refused
    known = _known(code, language)
    return _word(template_bytes(code, known), f"{code}-{language}.docx")


@require_GET
def sample(request: PersonRequest, code: str, language: str) -> HttpResponseBase:
    """A paper of nobody's, made with the template in use."""
    if refused := _refused(request):
        return refused
    known = _known(code, language)
    return _word(preview(code, known, at=request.at), f"{code}-{language}-sample.docx")


@require_http_methods(["GET", "POST"])
def put(request: PersonRequest, code: str, language: str) -> HttpResponse:
    return _asked(request, REPLACE, code, language)


@require_http_methods(["GET", "POST"])
def restore(request: PersonRequest, code: str, language: str) -> HttpResponse:
    known = _known(code, language)
    if may_replace(request.person, request.at) and template_in_use(code, known) is None:
        raise Http404
    return _asked(request, RESTORE, code, language)


def _asked(request: PersonRequest, name: str, code: str, language: str) -> HttpResponse:
    known, act = _known(code, language), acts.find(name)
    if act is None:
        raise Http404
    chosen = replace(act, perform=partial(act.perform, code=code, language=known))
    about = f"{forms.find(code).label} · {LANGUAGES[language]}"
    return acts.answer(request, chosen, None, back=reverse("papers.templates"), about=about)


def _refused(request: PersonRequest) -> HttpResponse | None:
    against = decide(request.person, REPLACE, None, request.at).because
    return problem(request, 403, " ".join(str(one) for one in against)) if against else None


def _known(code: str, language: str) -> Language:
    """Raises Http404 for a form or a language that the house does not have."""
    if code not in forms.all_forms() or language not in LANGUAGES:
        raise Http404
    return cast("Language", language)


def _word(content: bytes, name: str) -> FileResponse:
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=DOCX)
