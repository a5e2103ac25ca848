"""The forms that the committee issues under numbers of their own (3.2, 5.1)."""

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.rules.slips import Colour
from shoumi.kernel.documents import forms
from shoumi.kernel.documents.papers import Layout

NOTICE = forms.declare(
    forms.Form(
        "committee.notice", label=_("Notice of a meeting"), series="committee.notice",
        word="密会通", layout=Layout.OFFICIAL,
    )
)  # fmt: skip
SIGN_IN = forms.declare(
    forms.Form(
        "committee.sign_in", label=_("Sign-in sheet"), series="committee.sign_in", word="密会签"
    )
)
REVIEW_PAPER = forms.declare(
    forms.Form(
        "committee.review", label=_("Assessment of the regime, frozen for a meeting"),
        series="committee.review", word="密评", layout=Layout.OFFICIAL,
    )
)  # fmt: skip
MINUTES_PAPER = forms.declare(
    forms.Form(
        "committee.minutes", label=_("Minutes of a meeting"), series="committee.minutes",
        word="密会纪", layout=Layout.OFFICIAL,
    )
)  # fmt: skip
RESOLUTION_PAPER = forms.declare(
    forms.Form(
        "committee.resolution", label=_("Resolution of the committee"),
        series="committee.resolution", word="密议", layout=Layout.OFFICIAL,
    )
)  # fmt: skip
LETTER = forms.declare(
    forms.Form(
        "committee.letter", label=_("Letter of appointment"), series="committee.letter",
        word="密任", layout=Layout.OFFICIAL,
    )
)  # fmt: skip
UNDERTAKING_PAPER = forms.declare(
    forms.Form(
        "committee.undertaking", label=_("Yearly undertaking"), series="committee.undertaking",
        word="密诺",
    )
)  # fmt: skip
OPINION_PAPER = forms.declare(
    forms.Form(
        "committee.opinion", label=_("Expert opinion"), series="committee.opinion", word="密专"
    )
)
SERVICE_SHEET = forms.declare(
    forms.Form(
        "committee.service_sheet", label=_("Member's record of service"),
        series="committee.service_sheet", word="密履",
    )
)  # fmt: skip
SEAT_LIST = forms.declare(
    forms.Form(
        "committee.seat_list", label=_("List of the committee's seats"),
        series="committee.seat_list", word="密席", layout=Layout.LIST,
    )
)  # fmt: skip
SLIPS = {
    colour: forms.declare(
        forms.Form(
            f"committee.slip_{colour.value}", label=label, series=f"committee.slip_{colour.value}",
            word=word, layout=Layout.OFFICIAL,
        )
    )
    for colour, label, word in (
        (Colour.BLUE, _("Follow-up slip, blue"), "密督蓝"),
        (Colour.YELLOW, _("Follow-up slip, yellow"), "密督黄"),
        (Colour.RED, _("Follow-up slip, red"), "密督红"),
    )
}  # fmt: skip
