"""One's own access keys: made, shown once, revoked."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shoumi.kernel.accounts import actions
from shoumi.kernel.accounts.forms import KeyForm
from shoumi.kernel.accounts.keys import keys_of
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.models import AccessKey
from shoumi.kernel.actions import Invalid


@require_http_methods(["GET", "POST"])
def my_keys(request: PersonRequest) -> HttpResponse:
    """The keys that open something now; one that was just made is shown, this once."""
    form, made = KeyForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_key(
                request.person, **form.cleaned_data, by=request.person, at=request.at
            )
        except Invalid as invalid:
            form.add_error(invalid.field or None, str(invalid))
        else:
            form = KeyForm()
    status = 422 if form.is_bound else 200
    context = {"form": form, "made": made, "keys": keys_of(request.person, request.at)}
    return render(request, "accounts/keys.html", context, status=status)


@require_POST
def revoke(request: PersonRequest) -> HttpResponse:
    """Revoke one of one's own keys, named by its number."""
    number = request.POST.get("key", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404
    key = AccessKey.objects.filter(person=request.person, pk=int(number)).first()
    if key is None:
        raise Http404
    actions.revoke_key(request.person, key=key, by=request.person, at=request.at)
    messages.success(request, _("That key opens nothing any more."))
    return redirect("accounts.keys")
