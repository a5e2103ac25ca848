"""Forms of evidence, papers and receipts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models import Account
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.delivery.models import Act, Method
from shoumi.kernel.documents.models import Source
from shoumi.kernel.ui.acts.forms import ActForm, DayField

BY_PEOPLE = [(one.value, one.label) for one in Source if one != Source.SYSTEM]


class EvidenceForm(ActForm):
    file = forms.FileField(
        label=_("File"), help_text=_("PDF, picture, Word or Excel; 50 MB at most.")
    )
    description = forms.CharField(
        label=_("What this file is"),
        max_length=200,
        help_text=_("For example: signed approval sheet, page 1 and 2."),
    )
    signed_on = DayField(
        label=_("Date on the paper"),
        help_text=_("The true date. Today is kept as well, as the day it was entered."),
    )
    source = forms.ChoiceField(label=_("How it came in"), choices=BY_PEOPLE)

    def prepare(self) -> None:
        self.fields["signed_on"].initial = local_day(self.at)


class TemplateForm(ActForm):
    file = forms.FileField(
        label=_("Word file"), help_text=_("A .docx of 2 MB at most, without macros.")
    )


class VoidPaperForm(ActForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(ActForm):
    """What a receipt asks for: a click, a reply, or the password given once more."""

    answer = forms.CharField(
        label=_("Reply"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    password = forms.CharField(
        label=_("Your password"),
        max_length=200,
        strip=False,
        help_text=_("To sign, give your password once more."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def prepare(self) -> None:
        if self.subject.dispatch.act != Act.SIGN:
            del self.fields["password"]
        self.fields["answer"].required = self.subject.dispatch.act == Act.REPLY

    def clean(self) -> dict[str, Any]:
        """`method` is what the action wants; the password itself goes no further."""
        cleaned = super().clean() or {}
        cleaned["method"] = Method.CLICK
        if "password" in self.fields:
            cleaned["method"] = Method.PASSWORD
            account = Account.objects.get(person=self.person)
            if not account.check_password(cleaned.pop("password", "")):
                self.add_error("password", _("The password is not right."))
        return cleaned


class DeclineForm(ActForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
