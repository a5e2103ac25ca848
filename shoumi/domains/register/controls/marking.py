"""That secrets in force bear their mark: a label was issued for what carries them (4.2)."""

from datetime import date

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shoumi.domains.register.controls.evidence import evidence_of, in_force, none_in_force
from shoumi.domains.register.documents import LABEL
from shoumi.domains.register.models import Change, Grade, TradeSecret
from shoumi.domains.register.models.secret import SecretQuerySet
from shoumi.domains.register.rules.issuing import MARK_WITHIN
from shoumi.domains.register.rules.proving import status_of
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls import Status, Step, Verdict, control
from shoumi.kernel.controls.days import begins, ends
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Transition

LABELS = Step(_("Make the labels"), "register.list", "missing=label")
FILED = ("register.file", "register.enter_existing")


@control("register.marked", title=_("Secrets in force bear their mark"), queries=7)
def marked(as_of: date) -> Verdict:
    """4.2: where the grade asks for a marking, a label with the mark in force on that day was
    issued within MARK_WITHIN of the filing, or of the change that gave another mark."""
    due = _to_be_marked(as_of)
    secrets = due.count()
    if not secrets:
        return none_in_force()
    labels = _labels(as_of)
    lacking = secrets - due.filter(pk__in=labels.order_by().values("record_id")).count()
    if not lacking:
        because = t("All %(count)s secrets in force bear their mark.") % {"count": secrets}
        issued = labels.filter(record_id=OuterRef("pk")).order_by("-dated").values("dated")[:1]
        return Verdict(Status.KEPT, because, evidence_of(due, "-pk", on=Subquery(issued)))
    # Asked of each secret by itself, for only the few that lack one are looked at from here on.
    without = _lacking(due, as_of)
    waiting = without.filter(_in_time(as_of))
    late = lacking - waiting.count()
    status = status_of(subjects=secrets, broken=late, due=lacking)
    if status is Status.DUE:
        shown = evidence_of(waiting, "effective_on")
        return Verdict(status, _due_words(lacking), shown, _first_day(waiting, as_of), LABELS)
    gaps = without.exclude(_in_time(as_of))
    shown = evidence_of(gaps, "effective_on")
    return Verdict(status, _late_words(late, secrets), shown, step=LABELS)


def without_label(as_of: date) -> SecretQuerySet:
    """Secrets in force on that day whose grade asks for a marking and that had none."""
    return _lacking(_to_be_marked(as_of), as_of)


def _lacking(secrets: SecretQuerySet, as_of: date) -> SecretQuerySet:
    return secrets.filter(~Exists(_labels(as_of).filter(record_id=OuterRef("pk"))))


def _to_be_marked(as_of: date) -> SecretQuerySet:
    unasked = [code for code, places in Grade.objects.values_list("code", "marking") if not places]
    return in_force(as_of).exclude(grade__in=unasked) if unasked else in_force(as_of)


def _labels(as_of: date) -> "QuerySet[IssuedDocument]":
    """Labels issued by that day, not void then, whose mark no change had struck out."""
    struck_out = Change.objects.filter(
        secret=OuterRef("record_id"),
        state=Change.State.MADE,
        effective_on__lte=as_of,
        proposed_at__gt=OuterRef("issued_at"),
    )
    stood = Q(voided_at__isnull=True) | Q(voided_at__gte=ends(as_of))
    labels = IssuedDocument.objects.filter(stood, form=LABEL.code, dated__lte=as_of)
    return labels.filter(~Exists(struck_out))


def _in_time(as_of: date) -> Q:
    """Filed, or given another mark, so lately that the days are not over; or not filed by then."""
    filed, changed = _filed(as_of).values("record_id"), _changed(as_of).values("secret_id")
    approved = TradeSecret.objects.filter(kind="secret", state="approved").order_by().values("pk")
    return Q(pk__in=filed.union(changed, approved))


def _filed(as_of: date) -> "QuerySet[Transition]":
    since = begins(as_of - MARK_WITHIN)
    moves = Transition.objects.filter(step__in=FILED, to_state="active", recorded_at__gte=since)
    return moves.order_by()


def _changed(as_of: date) -> "QuerySet[Change]":
    made = Change.objects.filter(state=Change.State.MADE).order_by()
    return made.filter(effective_on__range=(as_of - MARK_WITHIN, as_of))


def _first_day(waiting: SecretQuerySet, as_of: date) -> date | None:
    """The day by which the first of them is to be labelled. Two queries."""
    changed = _changed(as_of).filter(secret__in=waiting.order_by().values("pk"))
    filed = _filed(as_of).filter(
        record_id__in=waiting.order_by().values("pk"), recorded_at__lt=ends(as_of)
    )
    filed = filed.exclude(record_id__in=changed.values("secret_id"))
    entered = filed.aggregate(first=Min("recorded_at"))["first"]
    began = changed.aggregate(first=Min("effective_on"))["first"]
    days = [day for day in (local_day(entered) if entered else None, began) if day is not None]
    return min(days) + MARK_WITHIN if days else None


def _due_words(lacking: int) -> str:
    return ngettext(
        "%(count)s secret in force is to be labelled, within %(days)s days of filing or change.",
        "%(count)s secrets in force are to be labelled, within %(days)s days of filing or change.",
        lacking,
    ) % {"count": lacking, "days": MARK_WITHIN.days}


def _late_words(late: int, secrets: int) -> str:
    return ngettext(
        "%(count)s of %(all)s secrets in force bears no label with its mark.",
        "%(count)s of %(all)s secrets in force bear no label with their mark.",
        late,
    ) % {"count": late, "all": secrets}
