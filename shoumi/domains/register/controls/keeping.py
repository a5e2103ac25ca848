"""That secrets in force are looked at every cycle and their terms have not run out (4.2)."""

from datetime import date
from functools import cache

from django.db.models import DateField, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shoumi.domains.register.controls.dates import Dates, Tally
from shoumi.domains.register.controls.evidence import in_force, none_in_force
from shoumi.domains.register.models import Change, Grade, Review, TradeSecret
from shoumi.domains.register.rules.grading import TERM_NOTICE, next_review, term_end
from shoumi.domains.register.rules.proving import REVIEW_NOTICE
from shoumi.foundation.periods import Term
from shoumi.kernel.controls import Status, Step, Verdict, control

STEPS = {
    "review": {
        Status.BROKEN: Step(_("Review what is overdue"), "register.list", "review=due"),
        Status.DUE: Step(_("Review what falls due"), "register.list", "review=soon"),
    },
    "term": {
        Status.BROKEN: Step(_("Extend or declassify"), "register.list", "term=past"),
        Status.DUE: Step(_("Extend or let end"), "register.list", "term=soon"),
    },
}


@control("register.reviewed_yearly", title=_("Secrets in force are reviewed in time"), queries=6)
def reviewed_yearly(as_of: date) -> Verdict:
    """4.2: within the review cycle of the grade that it had on that day, counted from the last
    review, else from the last change or the grading."""
    dates = _reviews_due(as_of)
    tally = dates.tally(REVIEW_NOTICE)
    if not tally.all:
        return none_in_force()
    return Verdict(
        tally.status,
        _review_words(tally),
        dates.shown(tally.status, REVIEW_NOTICE),
        tally.next_due,
        STEPS["review"].get(tally.status),
    )


def _review_words(tally: Tally) -> str:
    if tally.status is Status.BROKEN:
        return ngettext(
            "%(late)s of %(all)s secrets in force is overdue for review.",
            "%(late)s of %(all)s secrets in force are overdue for review.",
            tally.late,
        ) % {"late": tally.late, "all": tally.all}
    if tally.status is Status.DUE:
        return ngettext(
            "%(soon)s secret is to be reviewed within %(days)s days.",
            "%(soon)s secrets are to be reviewed within %(days)s days.",
            tally.soon,
        ) % {"soon": tally.soon, "days": REVIEW_NOTICE.days}
    return t("All %(count)s secrets in force were reviewed in time.") % {"count": tally.all}


def _reviews_due(as_of: date) -> Dates:
    """`due_on` holds today's day; where a review, a change or the end came later, the day that
    stood then follows from the dated rows."""
    changes = Change.objects.filter(state=Change.State.MADE, effective_on__gt=as_of).order_by()
    changed = _changed_since(as_of, changes)
    held = Review.objects.filter(secret=OuterRef("pk"), on__lte=as_of).order_by()
    made = Change.objects.filter(
        secret=OuterRef("pk"), state=Change.State.MADE, effective_on__lte=as_of
    ).order_by()
    last = Coalesce(
        _latest(held, "on"),
        _latest(made, "effective_on"),
        F("effective_on"),
        output_field=DateField(),
    )
    before = changes.filter(secret=OuterRef("pk")).order_by("effective_on", "pk")
    rows = in_force(as_of).annotate(
        last=last, grade_then=Coalesce(Subquery(before.values("from_grade")[:1]), F("grade"))
    )
    found = list(rows.filter(changed).values_list("pk", "last", "grade_then"))
    cycles = dict(Grade.objects.values_list("code", "review_months")) if found else {}
    following = cache(next_review)
    then = {pk: following(last, cycles[grade]) for pk, last, grade in found if grade in cycles}
    return Dates(as_of, "due_on", changed, then, within=Q(kind="secret"), since=last)


def _changed_since(as_of: date, changes: "QuerySet[Change]") -> Q:
    """Reviewed, changed or ended after that day: one list of keys, which is short for most days
    and which SQLite begins from; it doesn't from conditions joined by OR."""
    reviewed = Review.objects.filter(on__gt=as_of).order_by().values("secret")
    ended = TradeSecret.objects.filter(ended_on__gt=as_of).order_by().values("pk")
    return Q(pk__in=reviewed.union(changes.values("secret"), ended))


def _latest(rows: "QuerySet[Review] | QuerySet[Change]", field: str) -> Subquery:
    return Subquery(rows.values("secret").annotate(latest=Max(field)).values("latest"))


@control("register.terms_current", title=_("No secret is kept past its term"))
def terms_current(as_of: date) -> Verdict:
    """4.2: at its end a term is extended, or the secret declassified; nobody is told to keep what
    need not be kept. What ends within TERM_NOTICE is shown as due."""
    dates = _terms(as_of)
    tally = dates.tally(TERM_NOTICE)
    if not tally.all:
        return none_in_force()
    return Verdict(
        tally.status,
        _term_words(tally),
        dates.shown(tally.status, TERM_NOTICE),
        tally.next_due,
        STEPS["term"].get(tally.status),
    )


def _term_words(tally: Tally) -> str:
    if tally.status is Status.BROKEN:
        return ngettext(
            "The term of %(late)s secret has run out, and it is still in force.",
            "The terms of %(late)s secrets have run out, and they are still in force.",
            tally.late,
        ) % {"late": tally.late}
    if tally.status is Status.DUE:
        return ngettext(
            "The term of %(soon)s secret ends within %(days)s days.",
            "The terms of %(soon)s secrets end within %(days)s days.",
            tally.soon,
        ) % {"soon": tally.soon, "days": TERM_NOTICE.days}
    return t("The terms of all %(count)s secrets in force are running.") % {"count": tally.all}


def _terms(as_of: date) -> Dates:
    """Where a term was changed after the day asked about, it ended then as it had been given."""
    made = Change.objects.filter(state=Change.State.MADE).order_by()
    later = made.filter(effective_on__gt=as_of).exclude(from_term=F("to_term"))
    extended = made.filter(
        secret=OuterRef("secret"), kind=Change.Kind.EXTEND, effective_on__lte=as_of
    )
    rows = (
        later.filter(secret__effective_on__lte=as_of)
        .annotate(since=Subquery(extended.order_by("-effective_on").values("effective_on")[:1]))
        .order_by("-effective_on", "-pk")
        .values_list("secret_id", "from_term", "since", "secret__effective_on")
    )
    then = {
        pk: term_end(Term.parse(term), since or began)
        for pk, term, since, began in rows
        if began is not None
    }
    return Dates(as_of, "term_ends_on", Q(pk__in=later.values("secret")), then)
