"""The forms that ask for a paper: in which language, of which size, about which change."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import Change
from shoumi.kernel.ui.acts import ActForm

# Each by its own name, as one looks for it.
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
SIZES = [("a7", _("A7: folders, disks")), ("a6", _("A6: cabinets, doors"))]


class SheetForm(ActForm):
    language = forms.ChoiceField(label=_("Language of the paper"), choices=LANGUAGES)

    def prepare(self) -> None:
        self.fields["language"].initial = "en" if get_language() == "en" else "zh-hans"


class LabelForm(SheetForm):
    size = forms.ChoiceField(label=_("Size"), choices=SIZES)
    field_order = ["size", "language"]


# Generic in the stubs alone: Django's own class takes no parameter.
class ChangeChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Change) -> str:
        day = obj.effective_on or obj.proposed_at.date()
        return f"{obj.get_kind_display()} · {day.isoformat()} · {obj.get_state_display()}"


class ChangeSheetForm(SheetForm):
    change = ChangeChoice(Change.objects.none(), label=_("Which change"), empty_label=None)
    field_order = ["change", "language"]

    def prepare(self) -> None:
        super().prepare()
        changes = Change.objects.filter(secret=self.subject.pk).order_by("-proposed_at")
        self.offer("change", changes)
        self.fields["change"].initial = changes.first()
