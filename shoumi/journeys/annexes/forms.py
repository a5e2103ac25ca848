"""Forms of one grade and of one entry in the annex of a draft."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.catalogue import Grade, information
from shoumi.domains.register.catalogue.grades import LONGEST_NAME as LONGEST_GRADE
from shoumi.domains.register.catalogue.scope import LONGEST_CODE, LONGEST_NAME, LONGEST_WORDS
from shoumi.domains.register.forms.grades import AmendForm, PresetForm
from shoumi.domains.register.forms.texts import Words
from shoumi.journeys.annexes.ranking import neighbours
from shoumi.journeys.annexes.scope import LEVELS, entries_of
from shoumi.journeys.annexes.standard import grades_of, row_of
from shoumi.kernel.ui.acts import ActForm

ENGLISH = _("In English")


class BeginForm(PresetForm):
    """The scheme that the annex began with stands chosen."""

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("preset", self.subject.annex.get("preset", ""))


class GradeForm(AmendForm):
    """The grade of `code` in the annex of a draft."""

    from_score = forms.IntegerField(
        label=_("Proposed from a score of"),
        min_value=0,
        max_value=100,
        help_text=_("Out of 100; the lightest grade begins at 0."),
    )

    field_order = ["name", "name_en", "mark", "mark_en", "from_score"]

    def grade(self) -> Any:
        """Raises StopIteration for a code that the annex lacks."""
        found = grades_of(self.subject.annex)
        return row_of(next(one for one in found if one.code == self.initial["code"]))


class NewGradeForm(ActForm):
    """How one grade more is called, and where it stands."""

    name = Words(label=_("Name in Chinese"), max_length=LONGEST_GRADE)
    name_en = Words(label=_("Name in English"), required=False, max_length=LONGEST_GRADE)
    rank = forms.TypedChoiceField(
        label=_("Its place among the grades"), widget=forms.RadioSelect, coerce=int
    )
    inside = forms.BooleanField(
        label=_("Not a trade secret: for the company's inside use only."),
        required=False,
        help_text=_("Such a grade stands below every grade of trade secrets."),
    )

    def prepare(self) -> None:
        grades = grades_of(self.subject.annex)
        self.offer("rank", [(n, _place(grades, n)) for n in range(1, len(grades) + 2)])


def _place(grades: tuple[Grade, ...], rank: int) -> Any:
    graver, lighter = neighbours(grades, rank)
    told = {"graver": graver, "lighter": lighter}
    if graver is None:
        return _("The gravest of all, above “%(lighter)s”") % told
    if lighter is None:
        return _("The lightest of all, below “%(graver)s”") % told
    return _("Lighter than “%(graver)s”, graver than “%(lighter)s”") % told


def _passage(label: Any, **kwargs: Any) -> Words:
    return Words(lines=3, label=label, max_length=LONGEST_WORDS, **kwargs)


class EntryForm(ActForm):
    """One entry; of one that is there, `code` is not asked for again."""

    code = Words(
        label=_("Number"), max_length=LONGEST_CODE, help_text=_("For example T-01 or B-03.")
    )
    group = forms.ChoiceField(label=_("Kind of information"))
    level = forms.ChoiceField(label=_("Usual grade"), choices=list(LEVELS.items()))
    name = Words(label=_("What it is called"), max_length=LONGEST_NAME)
    name_en = Words(label=ENGLISH, max_length=LONGEST_NAME, required=False)
    covers = _passage(_("What is covered"), help_text=_("In plain words, with examples."))
    covers_en = _passage(ENGLISH, required=False)
    departments = Words(label=_("Departments concerned"), max_length=LONGEST_WORDS, required=False)
    departments_en = Words(label=ENGLISH, max_length=LONGEST_WORDS, required=False)
    note = _passage(
        _("Note"),
        required=False,
        help_text=_("Such as what is not meant: a published patent, bare names of customers."),
    )
    note_en = _passage(ENGLISH, required=False)

    def prepare(self) -> None:
        groups: dict[str, list[tuple[str, str]]] = {}
        for one in information().groups.values():
            groups.setdefault(str(one.category.name), []).append((one.code, str(one.name)))
        self.offer("group", list(groups.items()))
        code = self.initial.get("code")
        if code is not None:
            del self.fields["code"]
            self._begin_from(code)

    def _begin_from(self, code: str) -> None:
        entry = next(one for one in entries_of(self.subject.annex) if one.code == code)
        self.initial.update(group=entry.group.code, level=entry.level.value)
        for name in ("name", "covers", "departments", "note"):
            both = getattr(entry, name)
            if both is not None:
                self.initial.update({name: both.zh, f"{name}_en": both.en})
