"""The forms that are issued of plans under numbers of their own (4.1)."""

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.documents import forms
from shoumi.kernel.documents.papers import Layout

PLAN_PAPER = forms.declare(
    forms.Form(
        "programme.plan", label=_("Plan as issued"), series="programme.plan", word="密计发",
        layout=Layout.OFFICIAL,
    )
)  # fmt: skip
SUMMARY_PAPER = forms.declare(
    forms.Form(
        "programme.summary", label=_("Summary of a plan"), series="programme.summary",
        word="密总结", layout=Layout.OFFICIAL,
    )
)  # fmt: skip
