"""The page of an act: shows its form, does it, and answers a no without losing what was typed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from shoumi.kernel.access import decide
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.ui.acts.forms import ActForm
from shoumi.kernel.ui.acts.registry import Act
from shoumi.kernel.ui.errors import problem

PAGE = "ui/acts/act.html"


def answer(
    request: PersonRequest,
    act: Act,
    subject: Any,
    *,
    back: str,
    about: str = "",
    initial: dict[str, Any] | None = None,
    done: Callable[[Any], HttpResponse] | None = None,
    template: str = PAGE,
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the act's form, or do it; `back` is where it leads, `about` names the subject. `done`
    answers with what must be shown at once and kept nowhere. A `template` that extends the usual
    one may show more, out of `context`.

    403 when the person may not; 409 when the state is against it or somebody was faster, with
    what was typed kept; 422 when something typed can't be taken.
    """
    form = act.form(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        subject=subject,
        person=request.person,
        at=request.at,
        initial=initial,
    )
    page = _Page(request, act, subject, form, back, about, done, template, context or {})
    if request.method == "POST" and form.is_valid():
        return page.do()
    against = decide(request.person, act.action, subject, request.at).because
    if against:
        return problem(request, 403, " ".join(str(reason) for reason in against))
    return page.show(422 if form.is_bound else 200)


class _Page:
    def __init__(
        self,
        request: PersonRequest,
        act: Act,
        subject: Any,
        form: ActForm,
        back: str,
        about: str,
        done: Callable[[Any], HttpResponse] | None,
        template: str,
        context: dict[str, Any],
    ) -> None:
        self.request, self.act, self.subject, self.form = request, act, subject, form
        self.back, self.about, self.done = back, about, done
        self.template, self.context = template, context
        self.version = getattr(subject, "version", 0)

    def show(self, status: int, because: str = "", *, stale: bool = False) -> HttpResponse:
        # Only who was told that somebody was faster goes on from what is there now.
        version = self.version if stale else self.request.POST.get("version", self.version)
        context = {
            **self.context,
            "act": self.act, "form": self.form, "back": self.back, "about": self.about,
            "version": version, "because": because, "stale": stale, "subject": self.subject,
        }  # fmt: skip
        return render(self.request, self.template, context, status=status)

    def do(self) -> HttpResponse:
        seen = self.request.POST.get("version", "")
        if self.subject is not None:
            if not (seen.isascii() and seen.isdigit() and len(seen) < 10):
                return problem(self.request, 400)
            self.subject.seen_at(int(seen))
        try:
            result = self._perform()
        except Invalid as invalid:
            field = invalid.field if invalid.field in self.form.fields else None
            self.form.add_error(field, str(invalid))
            return self.show(422)
        except Stale as stale:
            return self.show(409, str(stale), stale=True)
        except Refused as refused:
            return self._refused(refused)
        if self.done is not None:
            return self.done(result)
        said = self.act.told or _("Done: %(act)s.") % {"act": self.act.label}
        messages.success(self.request, said)
        onward = self.act.onward(result) if self.act.onward else self.back
        return HttpResponseRedirect(onward)

    def _perform(self) -> Any:
        subjects = () if self.act.creates else (self.subject,)
        return self.act.perform(
            *subjects, by=self.request.person, at=self.request.at, **self.form.cleaned_data
        )

    def _refused(self, refused: Refused) -> HttpResponse:
        """A person who may not sees a page; one who may, but not now, keeps the form."""
        if decide(self.request.person, self.act.action, self.subject, self.request.at).because:
            return problem(self.request, 403, str(refused))
        return self.show(409, str(refused))
