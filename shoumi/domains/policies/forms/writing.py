"""Forms of a draft: beginning it, its clauses, what is new, the laws."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies import starters
from shoumi.domains.policies.facts import basis_of, clauses_of
from shoumi.domains.policies.models import EditionClause, EditionReview, Rule
from shoumi.domains.policies.rules.texts import HEADING, TEXT, next_ident
from shoumi.foundation.law import load_laws
from shoumi.kernel.accounts.models import OrgUnit, Role
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.reading import MAX_BYTES, MAX_CHARACTERS
from shoumi.kernel.ui.acts.forms import ActForm, DayField


class UnitsForm(ActForm):
    """Which unit answers for a rule, out of those that this person keeps, and whom it binds."""

    unit = forms.ModelChoiceField(OrgUnit.objects.none(), label=_("Which unit answers for it"))
    applies_to = forms.ModelChoiceField(
        OrgUnit.objects.none(),
        label=_("Whom it applies to"),
        help_text=_("Everybody in this unit and in all below it must follow and confirm it."),
    )

    def prepare(self) -> None:
        seat, day = standing(self.person, self.at), local_day(self.at)
        wanted, reached = Q(pk__in=[]), Q(pk__in=[])
        for held in seat.held:
            if held.role in OFFICE:
                wanted |= Q(path__startswith=held.path)
                reached |= Q(path__startswith=held.path)
            elif held.role in {Role.HEAD, Role.CUSTODIAN}:
                wanted |= Q(pk=held.unit_id)
                reached |= Q(path__startswith=_entity_path(held.unit_id))
        units = OrgUnit.objects.at(day).order_by("path")
        self.offer("unit", units.filter(wanted))
        self.offer("applies_to", units.filter(reached))
        self.fields["unit"].initial = self.person.org_unit_id
        self.fields["applies_to"].initial = self.person.org_unit.rights_holder.pk


def _entity_path(unit_id: int) -> str:
    return OrgUnit.objects.select_related("entity").get(pk=unit_id).rights_holder.path


class RuleForm(UnitsForm):
    title = forms.CharField(label=_("Title"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    sort = forms.ChoiceField(
        label=_("Sort"),
        choices=[one for one in Rule.Sort.choices if one[0] != Rule.Sort.REGIME],
    )

    field_order = ["title", "title_en", "sort", "unit", "applies_to"]


class StarterForm(UnitsForm):
    starter = forms.ChoiceField(label=_("Which text"), widget=forms.RadioSelect)

    field_order = ["starter", "unit", "applies_to"]

    def prepare(self) -> None:
        super().prepare()
        language = get_language() or "en"
        offered = [
            (one.key, f"{one.title.said_in(language)} · {one.about.said_in(language)}")
            for one in starters.load().values()
        ]
        self.offer("starter", offered)


class ClauseForm(ActForm):
    ident = forms.CharField(
        label=_("Number"),
        max_length=7,
        help_text=_("1, 2, 3 …, or 3.1 between 3 and 4. It stays the same in later editions. A "
                    "number that is there already is written anew."),
    )  # fmt: skip
    heading = forms.CharField(label=_("Heading"), max_length=HEADING)
    text = forms.CharField(
        label=_("What it says"), max_length=TEXT, widget=forms.Textarea(attrs={"rows": 8})
    )
    heading_en = forms.CharField(label=_("Heading in English"), max_length=200, required=False)
    text_en = forms.CharField(
        label=_("Translation into English"),
        max_length=TEXT,
        required=False,
        help_text=_("The Chinese text governs."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def prepare(self) -> None:
        rows = clauses_of(self.subject)
        known = {one.ident: one for one in rows}
        asked = str(self.initial.get("ident", ""))
        if asked in known:
            for name in ("heading", "text", "heading_en", "text_en"):
                self.fields[name].initial = getattr(known[asked], name)
        else:
            self.initial["ident"] = next_ident([one.ident for one in rows])


class TextFileForm(ActForm):
    """The company's own text as a file, whose name is only looked at."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("Word (.docx), PDF or plain text, up to %(size)s MB.")
        % {"size": MAX_BYTES // 1024 // 1024},
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.txt,.md"}),
        # The reader says in better words what is wrong with an empty file.
        allow_empty_file=True,
    )

    def clean(self) -> dict[str, Any]:
        """One byte more than may be is read, so that the reader can say that it is too big."""
        cleaned = super().clean() or {}
        file = cleaned.pop("file", None)
        if file is None:
            return cleaned
        return {**cleaned, "content": file.read(MAX_BYTES + 1), "name": file.name or ""}


class TextForm(ActForm):
    text = forms.CharField(
        label=_("The text as it was read"), strip=False, max_length=MAX_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 14}),
    )  # fmt: skip

    def clean_text(self) -> str:
        """As browsers send it, each line ends in two signs."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


class StrikeForm(ActForm):
    clause = forms.ModelChoiceField(EditionClause.objects.none(), label=_("Which clause"))

    def prepare(self) -> None:
        self.offer("clause", EditionClause.objects.standing().filter(edition=self.subject))


class DescribeForm(ActForm):
    summary = forms.CharField(
        label=_("What is new"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    wanted_on = DayField(
        label=_("To take effect on"),
        required=False,
        help_text=_("Empty: on the day of its publication."),
    )

    def prepare(self) -> None:
        self.fields["summary"].initial = self.subject.summary
        self.fields["wanted_on"].initial = self.subject.wanted_on


class LawsForm(ActForm):
    """The laws in force today; ticked are those that it was checked against last, else those that
    its starter names."""

    laws = forms.MultipleChoiceField(
        label=_("Which laws and standards it was held against"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In the version in force today. When one of them is amended, a review falls "
                    "due at once."),
    )  # fmt: skip

    def prepare(self) -> None:
        day, language = local_day(self.at), get_language() or "en"
        offered = [
            (law.key, f"{law.title.said_in(language)} ({held.name})")
            for law in load_laws().laws.values()
            if (held := law.version_on(day)) is not None
        ]
        self.offer("laws", offered)
        self.fields["laws"].initial = self.known()

    def known(self) -> list[str]:
        """Those that are ticked at first."""
        text = starters.load().get(self.subject.rule.starter)
        held = list(basis_of(self.subject, local_day(self.at)))
        return held or (list(text.laws) if text else [])


class ReviewForm(LawsForm):
    finding = forms.ChoiceField(
        label=_("What you found"), choices=EditionReview.Finding, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("What you looked at"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    field_order = ["finding", "note", "laws"]


class SuspendForm(ActForm):
    clause = forms.ModelChoiceField(EditionClause.objects.none(), label=_("Which clause"))
    law = forms.ChoiceField(label=_("The law that it is in conflict with"))
    because = forms.CharField(
        label=_("In what"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def prepare(self) -> None:
        language = get_language() or "en"
        self.offer("clause", EditionClause.objects.standing().filter(edition=self.subject))
        laws = load_laws().laws.values()
        self.offer("law", [(one.key, one.title.said_in(language)) for one in laws])


def cleaned_ident(text: Any) -> str:
    """A clause's number out of an address, or nothing."""
    wanted = str(text or "")
    plain = wanted.replace(".", "")
    return wanted if len(wanted) <= 20 and plain.isascii() and plain.isalnum() else ""
