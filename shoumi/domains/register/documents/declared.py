"""The forms that the register issues under numbers of their own (4.2)."""

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.documents import forms

SHEET = forms.declare(
    forms.Form(
        "register.grading_sheet",
        label=_("Grading approval sheet"),
        series="register.sheet",
        word="定密审",
    )
)
CHANGE_SHEET = forms.declare(
    forms.Form(
        "register.change_sheet",
        label=_("Approval sheet for a change or declassification"),
        series="register.change",
        word="密变审",
    )
)
CAMPAIGN_SUMMARY = forms.declare(
    forms.Form(
        "register.campaign_summary",
        label=_("Summary of a grading campaign"),
        series="register.campaign_summary",
        word="密普总",
    )
)
LABEL = forms.declare(
    forms.Form("register.label", label=_("Secrecy label"), series="register.label", word="密标")
)
