"""The forms that are issued of notices under numbers of their own (3.2, 5.2, 5.3)."""

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.documents import forms
from shoumi.kernel.documents.papers import Layout

CIRCULAR = forms.declare(
    forms.Form(
        "notices.circular", label=_("Circular"), series="notices.circular", word="密通报",
        layout=Layout.OFFICIAL,
    )
)  # fmt: skip
SIGNATURE_SHEET = forms.declare(
    forms.Form(
        "notices.signature_sheet", label=_("Sheet to sign that a circular was read"),
        series="notices.signatures", word="密通签",
    )
)  # fmt: skip
BULLETIN = forms.declare(
    forms.Form(
        "notices.bulletin", label=_("Bulletin"), series="notices.bulletin", word="密简报",
        layout=Layout.OFFICIAL,
    )
)  # fmt: skip
REPORT = forms.declare(
    forms.Form(
        "notices.report", label=_("Department's monthly report"), series="notices.report",
        word="密报送",
    )
)  # fmt: skip
REQUEST = forms.declare(
    forms.Form(
        "notices.request", label=_("Request between departments"), series="notices.request",
        word="密协",
    )
)  # fmt: skip
