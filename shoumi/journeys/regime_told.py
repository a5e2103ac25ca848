"""What the rule of the regime tells beside the regime's own text: how a revision goes, what was
answered, what is suspended, how many have confirmed (8.1, 8.2)."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies.access import keeps
from shoumi.domains.policies.facts import clauses_of
from shoumi.domains.policies.models import Edition as RuleEdition
from shoumi.domains.policies.models import Question, Rule, Suspension
from shoumi.domains.policies.rules.flow import ON_ITS_WAY
from shoumi.domains.policies.standing import confirmations
from shoumi.journeys.revising import regime_edition, rule_editions
from shoumi.kernel.access import may
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.approvals import bodies
from shoumi.regime import beside
from shoumi.regime.beside import Answered, Halted, Link, Stage, Told, Way
from shoumi.regime.facts import before
from shoumi.regime.models import Edition
from shoumi.regime.wall import answers_for_it

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ORDER = ("draft", "consulting", "consulted", "submitted", "adopted", "published", "in_force")


def told(edition: Edition, day: date, person: Any, at: datetime) -> Told:
    """Everything that stands beside an edition in force on that day."""
    today = local_day(at)
    coming = _coming(person, at) if day >= today else None
    held = _seen(edition, person, at).exclude(published_on=None).last()
    if held is None:
        return Told(coming=coming)
    asks = day == today and held.state in {"published", "in_force"}
    asks = asks and may(person, "policies.ask_question", held, at)
    return Told(
        answered=_answered(held, day),
        halted={one.clause.ident: _halted(one) for one in _suspended(held, day)},
        ask_url=reverse("policies.ask_question", args=[held.pk]) if asks else "",
        confirmed=_confirmed(held, today) if answers_for_it(person, at) else "",
        links=list(_links(edition, held, person, at)),
        coming=coming,
    )


def way(edition: Edition, person: Any, at: datetime) -> Way | None:
    """How an edition went or goes as a rule; None where it never was laid before the staff."""
    taken = _seen(edition, person, at).last()
    return _way(edition, taken, person, at) if taken is not None else None


def halted(edition: Edition, day: date) -> frozenset[str]:
    taken = rule_editions(edition).values("pk")
    rows = Suspension.objects.at(day).filter(clause__edition__in=taken)
    return frozenset(rows.values_list("clause__ident", flat=True))


beside.provide(beside.Teller(told, way, halted))


def _seen(edition: Edition, person: Any, at: datetime) -> Any:
    """The editions of the rule that took it over, those open to this person."""
    return rule_editions(edition).visible_to(person, at)


def _coming(person: Any, at: datetime) -> Way | None:
    """The revision that is on its way, where this person may see it."""
    rows = RuleEdition.objects.visible_to(person, at).select_related("rule__applies_to")
    going = rows.filter(rule__sort=Rule.Sort.REGIME, state__in=ON_ITS_WAY).last()
    taken = regime_edition(going) if going is not None else None
    if going is None or taken is None:
        return None
    return _way(taken, going, person, at)


def _suspended(held: RuleEdition, day: date) -> Any:
    return Suspension.objects.at(day).filter(clause__edition=held).select_related("clause")


def _halted(one: Suspension) -> Halted:
    return Halted(one.from_on, one.because, one.revise_by)


def _answered(held: RuleEdition, day: date) -> dict[str, list[Answered]]:
    """An interpretation holds for a clause while its words are the same."""
    rows = Question.objects.filter(
        clause_asked__edition__rule=held.rule_id, state="published", published_on__lte=day
    )
    found = list(rows.select_related("clause_asked").order_by("published_on", "pk"))
    words = {one.ident: one.text for one in clauses_of(held)} if found else {}
    answered: dict[str, list[Answered]] = {}
    for one in found:
        asked = one.clause_asked
        if words.get(asked.ident) == asked.text:
            url = reverse("policies.question", args=[one.pk])
            answered.setdefault(asked.ident, []).append(
                Answered(one.display_asked, one.display_answer, one.number, url)
            )
    return answered


def _confirmed(held: RuleEdition, day: date) -> str:
    figures = confirmations([held], day)[0]
    return t("%(done)s of %(people)s have confirmed it; %(late)s are late.") % {
        "done": figures.confirmed, "people": figures.people, "late": figures.late,
    }  # fmt: skip


def _way(edition: Edition, taken: RuleEdition, person: Any, at: datetime) -> Way:
    return Way(_now(edition, taken), list(_stages(taken)), list(_links(edition, taken, person, at)))


def _now(edition: Edition, taken: RuleEdition) -> "StrOrPromise":
    """In one sentence, what is the case and who does what next."""
    if edition.state == "draft" and taken.state in ON_ITS_WAY:
        return _("It came back to be changed. Lay it before the staff again.")
    if taken.state == "submitted":
        waits = bodies.waiting().filter(record_id=taken.pk).exists()
        return _("It waits for the committee's resolution.") if waits else _("Counsel reviews it.")
    last = taken.consultations.last()
    days = {
        "closes": last.closes_on if last is not None else "",
        "adopted": taken.adopted_on, "begins": taken.in_force_on, "ended": taken.ended_on,
    }  # fmt: skip
    return str(_NOW[taken.state]) % days


_NOW = {
    "draft": _("It lies ready for the staff: say until when they may speak."),
    "consulting": _("The staff are consulted until %(closes)s."),
    "consulted": _("The staff were consulted until %(closes)s; the office submits it next."),
    "adopted": _("Adopted on %(adopted)s; the office publishes it next."),
    "published": _("Published; in force on %(begins)s by itself."),
    "in_force": _("A rule for everybody since %(begins)s."),
    "superseded": _("Replaced on %(ended)s."),
    "repealed": _("Replaced on %(ended)s."),
    "declined": _("Not adopted."),
    "withdrawn": _("Withdrawn. The draft can be changed and laid before the staff again."),
}


def _stages(taken: RuleEdition) -> Iterator[Stage]:
    """Every step from asking the staff to its day; what was left out is not drawn as done."""
    state = taken.state if taken.state in ORDER else ""
    reached = ORDER.index(state) if state else (len(ORDER) if taken.in_force_on else 0)
    last = taken.consultations.last()
    if last is None and taken.published_on is not None:
        yield Stage(_("Adopted without consulting the staff"), taken.adopted_on, True, False)
    else:
        closes = last.closed_on or last.closes_on if last is not None else None
        yield Stage(_("Staff consulted"), closes, reached > 1, state in {"draft", "consulting"})
        yield Stage(_("Reviewed by counsel, decided by the committee"), taken.adopted_on,
                    reached > 3, state in {"consulted", "submitted"})  # fmt: skip
    yield Stage(_("Published to everybody"), taken.published_on, reached > 4, state == "adopted")
    yield Stage(_("In force for everybody"), taken.in_force_on, reached > 5, state == "published")


def _links(edition: Edition, taken: RuleEdition, person: Any, at: datetime) -> Iterator[Link]:
    yield Link(_("Its edition as a rule"), reverse("policies.edition", args=[taken.pk]), "book")
    if before(edition, local_day(at)) is not None:
        yield Link(_("What changed"), reverse("journeys.difference", args=[edition.pk]), "columns")
    if taken.consultations.exists():
        url = reverse("policies.consultation", args=[taken.pk])
        yield Link(_("What the staff said"), url, "users")
    if taken.paper_id is not None and keeps(person, taken, at):
        url = reverse("policies.confirmations", args=[taken.pk])
        yield Link(_("Who has confirmed"), url, "user-check")
