"""The forms that the vault issues under numbers of their own (4.8)."""

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.documents import forms

CERTIFICATE = forms.declare(
    forms.Form(
        "vault.certificate",
        label=_("Certificate of destruction"),
        series="vault.certificate",
        word="密销证",
    )
)
SLIP = forms.declare(
    forms.Form("vault.slip", label=_("Hand-over slip"), series="vault.slip", word="密交")
)
COUNT_SHEET = forms.declare(
    forms.Form(
        "vault.count_sheet", label=_("Stocktaking report"), series="vault.count", word="密盘表"
    )
)
CARRIER_LABEL = forms.declare(
    forms.Form("vault.label", label=_("Carrier label"), series="vault.label", word="密载标")
)
