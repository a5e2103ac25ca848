"""What is asked for when an edition is brought in, bound and adopted."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.reading import MAX_BYTES
from shoumi.kernel.ui.acts.forms import ActForm, DayField
from shoumi.kernel.ui.records.forms import DecideForm, PaperDecisionForm
from shoumi.regime.editions.catalogue import load_catalogue

DOMAINS = {
    "accounts": _("Organisation and appointments"),
    "activity": _("The activity log"),
    "agreements": _("Agreements"),
    "committee": _("The committee"),
    "incidents": _("Leaks and response plans"),
    "inspections": _("Inspections and remedies"),
    "notices": _("Reports and circulars"),
    "people": _("Secret-holders"),
    "policies": _("Rules"),
    "programme": _("Plans and evaluation"),
    "regime": _("The regime itself"),
    "register": _("The register of secrets"),
    "resources": _("Budget, equipment and premises"),
    "storage": _("Keys of the vault"),
    "tracing": _("Tracing"),
    "training": _("Training"),
    "vault": _("Carriers and access"),
}


class TextForm(ActForm):
    """A company's own regime as a file."""

    title = forms.CharField(label=_("Name of the regime"), max_length=200)
    file = forms.FileField(
        label=_("File"),
        help_text=_("Word (.docx), PDF or plain text, up to %(size)s MB.")
        % {"size": MAX_BYTES // 1024 // 1024},
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.txt,.md"}),
        # The reader says in better words what is wrong with an empty file.
        allow_empty_file=True,
    )

    def clean_file(self) -> bytes:
        """Its bytes; one more than may be, so that the reader can say that it is too big."""
        content: bytes = self.cleaned_data["file"].read(MAX_BYTES + 1)
        return content


class BindForm(ActForm):
    """Which questions a clause asks; `initial` gives those proposed, which stand first."""

    controls = forms.MultipleChoiceField(
        label=_("What proves that this clause is kept?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    because = forms.CharField(
        label=_("Why these, or why it asks nothing"),
        required=False,
        max_length=500,
        help_text=_("Needed when no question is chosen."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def prepare(self) -> None:
        self.offer("controls", questions(self.initial.get("controls", ())))


class WordsForm(ActForm):
    """What a clause says; what it asks is confirmed apart."""

    title = forms.CharField(label=_("Heading"), max_length=200, required=False)
    text = forms.CharField(
        label=_("What it says"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8})
    )
    title_en = forms.CharField(label=_("Heading in English"), max_length=200, required=False)
    text_en = forms.CharField(
        label=_("Translation into English"),
        max_length=5000,
        required=False,
        help_text=_("The Chinese text governs."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class NewClauseForm(WordsForm):
    ident = forms.CharField(
        label=_("Number"),
        max_length=20,
        help_text=_("In an article that is there, such as 4.9 in article 4. It stands behind the "
                    "article's other clauses."),
    )  # fmt: skip

    field_order = ["ident", "title", "text", "title_en", "text_en"]


class PaperForm(PaperDecisionForm):
    """The decision that the director signed on paper."""

    effective_on = DayField(
        label=_("In force from"),
        required=False,
        help_text=_("The day it was signed if it is left empty."),
    )


class AdoptForm(DecideForm):
    """The director's decision, and from which day the edition is in force."""

    effective_on = DayField(
        label=_("In force from"),
        required=False,
        help_text=_("Today if it is left empty."),
    )

    def prepare(self) -> None:
        self.fields["effective_on"].initial = local_day(self.at)


def questions(first: Any) -> list[tuple[Any, Any]]:
    """Every question of the house by its part, those in `first` before all others."""
    language = get_language() or "zh"
    catalogue = load_catalogue()
    known = [name for name in first if name in catalogue]
    chosen = [(name, catalogue[name].title.said_in(language)) for name in known]
    groups: dict[str, list[tuple[str, str]]] = {}
    for entry in catalogue.values():
        if entry.id not in first:
            pair = (entry.id, entry.title.said_in(language))
            groups.setdefault(entry.domain, []).append(pair)
    proposed = [(t("Chosen or proposed"), chosen)] if chosen else []
    return proposed + [(str(DOMAINS[domain]), groups[domain]) for domain in sorted(groups)]
