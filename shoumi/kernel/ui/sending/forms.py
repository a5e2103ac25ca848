"""Forms of sending, recalling, signed sheets, and of one's own channels."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.reach import colleagues
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.delivery.models import Act
from shoumi.kernel.delivery.outbox.addresses import EMAIL, WECOM, is_set_up
from shoumi.kernel.documents.incoming import Scan
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.ui.acts.forms import ActForm, DayField
from shoumi.kernel.ui.sending.recipients import Chosen, Recipients

NAMED = 300
ON_A_SHEET = 300
SHOWN_WRONG = 5


class SendForm(ActForm):
    """What is sent, what is asked, by when, and to whom."""

    document = forms.ChoiceField(label=_("What is sent"), required=False)
    act = forms.ChoiceField(label=_("What they are asked for"), choices=Act.choices)
    deadline = DayField(
        label=_("Last day"), required=False, help_text=_("Leave it empty where there is none.")
    )
    everybody = forms.BooleanField(required=False)
    units = forms.MultipleChoiceField(
        label=_("Departments"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those in it who may see this; their number stands beside."),
    )
    posts = forms.MultipleChoiceField(
        label=_("Posts"), required=False, widget=forms.CheckboxSelectMultiple
    )
    names = forms.CharField(
        label=_("People by name"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One name or staff number a line."),
    )
    chosen: Chosen

    def prepare(self) -> None:
        self.to = Recipients(self.subject, self.person, self.at)
        number = len(self.to.seeing)
        self.fields["everybody"].label = ngettext(
            "Everybody who may see this (%(number)d person)",
            "Everybody who may see this (%(number)d people)",
            number,
        ) % {"number": number}
        papers = IssuedDocument.objects.in_force().filter(record_id=self.subject.pk)
        self.papers = {str(one.pk): one for one in papers[:50]}
        self.offer("document", [("", _("This record"))] + [
            (key, f"{one.name} {one.number}") for key, one in self.papers.items()
        ])  # fmt: skip
        self.offer("units", self.to.unit_choices())
        self.offer("posts", self.to.post_choices())
        for name in ("units", "posts"):
            if not self.fields[name].choices:  # type: ignore[attr-defined]
                del self.fields[name]
        self.fields["deadline"].widget.attrs["min"] = local_day(self.at).isoformat()

    def clean_names(self) -> list[Person]:
        """The persons named, out of those whom the sender may name at all."""
        lines = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if len(lines) > NAMED:
            raise ValidationError(
                _("Name %(most)d people at most; choose departments for more."),
                params={"most": NAMED},
            )
        near = colleagues(self.person, self.at)
        found, wrong = [], []
        for line in lines:
            number = line.rpartition("·")[2].strip()
            fits = list(near.filter(staff_number=number)[:1]) or list(
                near.filter(Q(name=line) | Q(name_en__iexact=line))[:2]
            )
            found += fits[:1]
            wrong += [] if len(fits) == 1 else [line]
        if wrong:
            raise ValidationError(
                _("Nobody, or more than one person, is called so: %(names)s. Write the staff "
                  "number instead."),
                params={"names": str(_("; ")).join(wrong[:SHOWN_WRONG])},
            )  # fmt: skip
        return found

    def clean(self) -> dict[str, Any]:
        """What the action wants; `chosen` is kept for the page that asks once more."""
        given = super().clean() or {}
        if self.errors:
            return given
        self.chosen = self.to.chosen(
            everybody=given["everybody"],
            units=given.get("units", ()),
            posts=given.get("posts", ()),
            named=given["names"],
        )
        if not self.chosen.people:
            self.add_error(None, self._nobody())
        return {
            "people": list(self.chosen.people.values()),
            "act": given["act"],
            "document": self.papers.get(given["document"]),
            "deadline": given["deadline"],
        }

    def _nobody(self) -> Any:
        if self.chosen.unseeing:
            return _("None of those you named may see this. Open it to them first.")
        return _("Choose at least one person, post or department.")


class RecallForm(ActForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class SheetForm(ActForm):
    """A signed sheet: the scan, who signed, and the day beside each name."""

    scan = forms.FileField(
        label=_("Scan of the signed sheet"), help_text=_("PDF or picture; 50 MB at most.")
    )
    description = forms.CharField(label=_("What this file is"), max_length=200)
    day = DayField(
        label=_("Day of the signatures"),
        help_text=_("Counts for everybody ticked below who has no other day beside the name."),
    )

    def prepare(self) -> None:
        self.fields["description"].initial = _("Signed sheet")
        self.fields["day"].initial = local_day(self.at)
        rows = self.subject.receipts.pending().exclude(person_id=self.person.pk)
        in_order = rows.order_by("person__org_unit__path", "person__staff_number")
        self.receipts = list(in_order.select_related("person__org_unit")[:ON_A_SHEET])
        for receipt in self.receipts:
            label = f"{receipt.person.display_name} · {receipt.person.staff_number}"
            self.fields[f"signed_{receipt.pk}"] = forms.BooleanField(label=label, required=False)
            self.fields[f"day_{receipt.pk}"] = DayField(label=label, required=False)

    @property
    def plain(self) -> list[Any]:
        return [self[name] for name in ("scan", "description", "day")]

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [
            {
                "receipt": receipt,
                "signed": self[f"signed_{receipt.pk}"],
                "day": self[f"day_{receipt.pk}"],
            }
            for receipt in self.receipts
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        signed = {
            receipt.pk: given[f"day_{receipt.pk}"] or given["day"]
            for receipt in self.receipts
            if given[f"signed_{receipt.pk}"] or given[f"day_{receipt.pk}"]
        }
        file = given["scan"]
        return {
            "scan": Scan(file, file.name or ""),
            "description": given["description"],
            "signed": signed,
        }


class ChannelsForm(ActForm):
    """How oneself is told; those of channels that are not set up are kept unseen."""

    email = forms.BooleanField(label=_("Tell me by e-mail"), required=False)
    wecom = forms.CharField(
        label=_("My WeCom account"),
        required=False,
        max_length=64,
        help_text=_("Your account's name in the company's WeCom. Leave it empty for no messages."),
    )
    digest = forms.BooleanField(
        label=_("Each working morning, one message with what waits for me"), required=False
    )

    def prepare(self) -> None:
        for channel in (EMAIL, WECOM):
            if not is_set_up(channel):
                self.fields[channel].widget = forms.HiddenInput()
