"""How I am told: one's own channels, and a message to try them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.delivery.actions import choose_channels, try_channels
from shoumi.kernel.delivery.models import Reach
from shoumi.kernel.delivery.outbox.addresses import EMAIL, WECOM, is_set_up
from shoumi.kernel.ui.sending.forms import ChannelsForm


@require_http_methods(["GET", "POST"])
def my_channels(request: PersonRequest) -> HttpResponse:
    reach = Reach.objects.filter(person=request.person).first() or Reach(person=request.person)
    initial = {"email": reach.email, "digest": reach.digest, "wecom": reach.wecom}
    form = ChannelsForm(request.POST or None, person=request.person, at=request.at, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            choose_channels(**form.cleaned_data, by=request.person, at=request.at)
        except Invalid as invalid:
            form.add_error(invalid.field, str(invalid))
        else:
            messages.success(request, _("Saved."))
            return redirect("sending.my_channels")
    context = {
        "form": form,
        "mail": is_set_up(EMAIL),
        "wecom": is_set_up(WECOM),
        "address": request.person.email,
    }
    status = 422 if form.is_bound else 200
    return render(request, "ui/sending/mine.html", context, status=status)


@require_POST
def try_mine(request: PersonRequest) -> HttpResponse:
    try:
        try_channels(by=request.person, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("A test message is on its way."))
    return redirect("sending.my_channels")
