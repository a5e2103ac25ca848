"""The forms that are issued of rules under numbers of their own (4.1, 6.1, 8.1)."""

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.documents import forms
from shoumi.kernel.documents.papers import Layout

EDITION = forms.declare(
    forms.Form(
        "policies.edition",
        label=_("Rule as published"),
        series="policies.edition",
        word="密制发",
        layout=Layout.OFFICIAL,
    )
)
INTERPRETATION = forms.declare(
    forms.Form(
        "policies.interpretation",
        label=_("Interpretation of a rule"),
        series="policies.interpretation",
        word="密解",
        layout=Layout.OFFICIAL,
    )
)
SIGNATURE_SHEET = forms.declare(
    forms.Form(
        "policies.signature_sheet",
        label=_("Sheet to sign that a rule was read"),
        series="policies.signatures",
        word="密签",
    )
)
TRANSLATION = forms.declare(
    forms.Form(
        "policies.translation",
        label=_("Rule in English"),
        series="policies.translation",
        word="密制译",
        layout=Layout.OFFICIAL,
    )
)
ANSWER_TRANSLATION = forms.declare(
    forms.Form(
        "policies.answer_translation",
        label=_("Interpretation in English"),
        series="policies.answer_translation",
        word="密解译",
        layout=Layout.OFFICIAL,
    )
)
