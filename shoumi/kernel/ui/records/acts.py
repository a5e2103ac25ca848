"""How an approval is passed on or a further signer asked."""

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.approvals.actions import add_signer, transfer
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.records.forms import SignerForm, TransferForm

acts.form(
    "approvals.transfer",
    TransferForm,
    transfer,
    icon="arrow-right",
    lead=_("You will no longer be asked; the other person decides in your place."),
)
acts.form(
    "approvals.add_signer",
    SignerForm,
    add_signer,
    icon="plus",
    lead=_("Everybody asked in this step must then agree, you too."),
)
