"""Signing in and out, the own password, and where one is signed in."""

import math
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from shoumi.kernel.accounts import actions, sessions
from shoumi.kernel.accounts.door import Shut, Wrong, address_of, enter
from shoumi.kernel.accounts.forms import PasswordForm, SignInForm
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.models import Person, SignInSession
from shoumi.kernel.accounts.onward import own_address
from shoumi.kernel.actions import Invalid

A_YEAR = 365 * 24 * 3600
SHOWN = 30


@sensitive_post_parameters("password")
def sign_in(request: PersonRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(_onward(request))
    form = SignInForm(request.POST or None)
    status, retry = 200, 0
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _let_in(request, form)
            except Wrong:
                form.add_error(None, _("The name or the password is not right."))
            except Shut as shut:
                status, retry = 429, _seconds(request.at, shut.until)
                form.add_error(None, _too_many(retry))
    response = render(request, "accounts/sign_in.html", {"form": form}, status=status)
    if retry:
        response["Retry-After"] = str(retry)
    return response


def _let_in(request: PersonRequest, form: SignInForm) -> HttpResponse:
    """Raises Wrong, Shut."""
    name, password = form.cleaned_data["name"], form.cleaned_data["password"]
    account = enter(name, password, address_of(request), at=request.at)
    actions.sign_in(person=account.person, by=account.person, at=request.at)
    onward = _onward(request)
    # A session that somebody else may have planted is never taken over.
    request.session.flush()
    login(request, account)
    request.session[sessions.STARTED] = request.at.isoformat()
    request.session[sessions.BROWSER] = sessions.browser_of(request.headers.get("User-Agent", ""))
    response = redirect(onward)
    if account.language:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            account.language,
            max_age=A_YEAR,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return response


def _onward(request: HttpRequest) -> str:
    """Where the person wanted to go, on this host only."""
    return own_address(request, request.POST.get("next") or request.GET.get("next", ""))


def _seconds(at: datetime, until: datetime) -> int:
    return max(1, math.ceil((until - at).total_seconds()))


def _too_many(seconds: int) -> str:
    minutes = math.ceil(seconds / 60)
    return ngettext(
        "Too many tries. Try again in %(minutes)s minute.",
        "Too many tries. Try again in %(minutes)s minutes.",
        minutes,
    ) % {"minutes": minutes}


@require_POST
def sign_out(request: PersonRequest) -> HttpResponse:
    actions.sign_out(person=request.person, by=request.person, at=request.at)
    logout(request)
    return redirect("accounts.sign_in")


@sensitive_post_parameters("old", "new", "again")
def change_password(request: PersonRequest) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        old, new = form.cleaned_data["old"], form.cleaned_data["new"]
        try:
            account = actions.change_password(
                request.person, old=old, new=new, by=request.person, at=request.at
            )
        except Invalid as invalid:
            form.add_error(invalid.field or None, str(invalid))
        else:
            update_session_auth_hash(request, account)
            messages.success(request, _("Your password is changed. Other sign-ins have ended."))
            return redirect("/")
    first = request.user.is_authenticated and request.user.must_change_password
    status = 422 if form.is_bound else 200
    template = "accounts/first_password.html" if first else "accounts/change_password.html"
    return render(request, template, {"form": form}, status=status)


@require_GET
def my_sessions(request: PersonRequest) -> HttpResponse:
    """Where I am signed in."""
    shown = sessions_shown(request.person, request.at, mine=request.session.session_key or "")
    return render(request, "accounts/sessions.html", {"sessions": shown})


@require_POST
def end_session(request: PersonRequest) -> HttpResponse:
    """End one of one's own sessions, named by its label."""
    session = session_labelled(request.person, request.POST.get("session", ""), request.at)
    actions.end_session(request.person, session=session, by=request.person, at=request.at)
    if session.session_key == request.session.session_key:
        logout(request)
        return redirect("accounts.sign_in")
    messages.success(request, _("That sign-in has ended."))
    return redirect("accounts.sessions")


def sessions_shown(person: Person, at: datetime, *, mine: str = "") -> list[dict[str, Any]]:
    """A person's open sessions for a page: label, start, browser, and whether it is this one."""
    rows = SignInSession.objects.filter(account__person=person, expire_date__gt=at)
    return [
        {
            "label": sessions.label_of(row.session_key),
            "started_at": row.started_at,
            "browser": row.browser,
            "here": row.session_key == mine,
        }
        for row in rows.order_by("-started_at")[:SHOWN]
    ]


def session_labelled(person: Person, label: str, at: datetime) -> SignInSession:
    """Raises Http404 for a label that is none of this person's open sessions."""
    for row in SignInSession.objects.filter(account__person=person, expire_date__gt=at):
        if sessions.label_of(row.session_key) == label:
            return row
    raise Http404
