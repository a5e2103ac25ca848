"""The regime is a rule: its revision is laid before the staff, counsel and the committee as an
edition of a rule is, and the regime follows with its bindings when that comes into force (8.1).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies import actions as policies
from shoumi.domains.policies import governing
from shoumi.domains.policies.actions.beginning import ON_THE_WAY
from shoumi.domains.policies.facts import regime_rule
from shoumi.domains.policies.models import Edition as RuleEdition
from shoumi.domains.policies.models import Rule
from shoumi.domains.policies.rules.flow import BEING_WRITTEN, ON_ITS_WAY
from shoumi.domains.policies.rules.texts import Words
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Refused
from shoumi.kernel.approvals.models import BodyDecision
from shoumi.regime import actions as regime
from shoumi.regime.actions.laying import CHANGED
from shoumi.regime.editions.catalogue import titles_of
from shoumi.regime.facts import before, fingerprint
from shoumi.regime.models import Clause, Edition

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

BEFORE_OTHERS = Reason(
    "before_others",
    _("The staff, counsel or the committee have it before them. Withdraw the edition of the rule, "
      "or wait until it comes back."),
)  # fmt: skip


PUBLISHED = Reason(
    "published", _("It was put before everybody already, or a revision of it is on its way.")
)


def lay(edition: Edition, *, by: Actor, at: datetime) -> Edition:
    """Begin a draft's adoption as a rule, or lay it anew after it came back. Raises Refused."""
    return regime.lay_before_staff(edition, take_over=_take_over, by=by, at=at)


def take_back(edition: Edition, *, by: Actor, at: datetime) -> Edition:
    """Change the draft, while nobody else has it before them. Raises Refused."""
    return regime.take_back(edition, require_free=_require_free, by=by, at=at)


def ask_to_confirm(edition: Edition, *, laws: Sequence[str], by: Actor, at: datetime) -> Edition:
    """Publish the regime in force as a rule, and say that nobody was consulted. Raises Refused,
    Invalid, Sealed, DiskFull."""
    return regime.ask_to_confirm(edition, laws=laws, publish=_publish, by=by, at=at)


def rule_editions(edition: Edition) -> Any:
    """The editions of the regime's rule that took this one over, the last one last."""
    rows = RuleEdition.objects.filter(rule__sort=Rule.Sort.REGIME, annex__regime=edition.pk)
    return rows.select_related("rule__applies_to").order_by("ordinal")


def regime_edition(edition: RuleEdition) -> Edition | None:
    """What an edition of the regime's rule was taken over from."""
    return Edition.objects.filter(pk=edition.annex.get("regime")).first()


def rule_address(edition: Edition) -> str:
    """Where its adoption goes on."""
    return reverse("policies.edition", args=[rule_editions(edition).latest("ordinal").pk])


def is_free(edition: Edition) -> bool:
    """Whether nobody else has it before them."""
    return not _before_others(edition)


def was_put_before_nobody(edition: Edition) -> bool:
    """In force, never taken over by a rule that everybody confirms, and no revision is on its
    way."""
    if edition.state != "in_force":
        return False
    taken = rule_editions(edition).exclude(state__in=["withdrawn", "declined"])
    rows = RuleEdition.objects.filter(rule__sort=Rule.Sort.REGIME, rule__entity=edition.entity_id)
    return not taken.exists() and not rows.filter(state__in=ON_ITS_WAY).exists()


def _take_over(edition: Edition, by: Actor, at: datetime) -> RuleEdition:
    return policies.take_over(
        _rule_draft(edition, by, at), title=edition.title, title_en=edition.name_en,
        clauses=list(_texts(edition)), annex=_annex(edition), by=by, at=at,
    )  # fmt: skip


def _rule_draft(edition: Edition, by: Actor, at: datetime) -> RuleEdition:
    """The one that this draft came back from, else a new one of the regime's rule."""
    rule = regime_rule(edition.entity)
    if rule is None:
        return policies.begin_rule(
            title=edition.title, title_en=edition.name_en, sort=Rule.Sort.REGIME,
            unit=edition.org_unit, applies_to=edition.entity, by=by, at=at,
        )  # fmt: skip
    going: RuleEdition | None = rule.editions.filter(state__in=ON_ITS_WAY).first()
    if going is None:
        return policies.draft_edition(rule, by=by, at=at)
    if going.annex.get("regime") != edition.pk or going.state not in BEING_WRITTEN:
        raise Refused(ON_THE_WAY)
    return going


def _texts(edition: Edition) -> Iterator[tuple[Words, Words]]:
    """Every clause as a rule says it: headed by its article and its own heading, what opens an
    article before the first clause of it."""
    for _number, some in groupby(edition.clauses.standing(), key=lambda one: one.article):
        for place, one in enumerate(some):
            opening = f"{one.opening}\n" if one.opening and place == 0 else ""
            with override("zh-hans"):
                heading = _heading(one, one.article_title, one.title)
            words = Words(one.ident, heading, opening + one.text)
            with override("en"):
                english = _heading(one, one.article_title_en, one.title_en) if one.text_en else ""
            yield words, Words(one.ident, english, one.text_en)


def _heading(clause: Clause, article: str, title: str) -> str:
    parts = [part for part in dict.fromkeys((article, title)) if part]
    return " · ".join(parts) or t("Article %(number)s") % {"number": clause.article}


def _annex(edition: Edition) -> dict[str, Any]:
    """Which edition of the regime it is, word for word and binding for binding; `asks` says what
    each clause is asked by, so that it can be read without that edition."""
    return {
        "regime": edition.pk,
        "sha256": fingerprint(edition),
        "asks": [
            [one.ident, one.controls, one.because, one.because_en]
            for one in edition.clauses.standing()
        ],
    }


def _before_others(edition: Edition) -> bool:
    going = rule_editions(edition).filter(state__in=ON_ITS_WAY)
    return bool(going.exclude(state__in=BEING_WRITTEN).exists())


def _require_free(edition: Edition) -> None:
    if _before_others(edition):
        raise Refused(BEFORE_OTHERS)


def _publish(edition: Edition, laws: Sequence[str], by: Actor, at: datetime) -> None:
    if not was_put_before_nobody(edition):
        raise Refused(PUBLISHED)
    taken = _take_over(edition, by, at)
    adopted = edition.effective_on or local_day(at)
    policies.enter_adopted(taken, adopted_on=adopted, laws=laws, by=by, at=at)
    policies.bring_into_force(taken, by=HOUSE, at=at)


def _told(edition: RuleEdition) -> governing.Annexed:
    """The table of bindings: what shows of each clause whether it is kept."""
    language, rows = get_language() or "zh", []
    for ident, controls, zh, en in edition.annex["asks"]:
        titles = titles_of(controls, language)
        because = en if language == "en" and en else zh
        nothing = t("Asks nothing: %(because)s") % {"because": because}
        rows.append((ident, t("; ").join(titles) or nothing))
    return governing.Annexed(
        t("What shows whether each clause is kept"), (t("Clause"), t("What is asked")), rows,
        (1, 6),
    )  # fmt: skip


def _lacks(edition: RuleEdition, day: date) -> "Iterable[StrOrPromise]":
    taken = regime_edition(edition)
    if taken is None or taken.state not in {"on_its_way", "in_force"}:
        return (_("The regime's draft was taken back. Change it there, and lay it before the staff "
                  "again."),)  # fmt: skip
    if fingerprint(taken) != edition.annex.get("sha256"):
        return (CHANGED.text,)
    held = Edition.objects.filter(state="in_force").exclude(pk=taken.pk).first()
    planned = edition.in_force_on or max(edition.wanted_on or day, day)
    if taken.state == "on_its_way" and held is not None and held.effective_on >= planned:
        text = _("The edition before it is in force since %(day)s; name a later day.")
        return (text % {"day": held.effective_on},)
    return ()


def _follow(edition: RuleEdition, on: date, at: datetime) -> None:
    """The regime comes into force with its rule, if it isn't already what was put before all."""
    taken = regime_edition(edition)
    if taken is None:
        raise Refused(CHANGED)
    if taken.state == "in_force":
        return
    decided = BodyDecision.objects.filter(step__approval__record_id=edition.pk).latest("pk")
    regime.follow_rule(
        taken, sha256=edition.annex["sha256"], adopted_on=decided.decided_on, on=on,
        basis=f"{edition.reference} · {decided.basis.reference}", by=HOUSE, at=at,
    )  # fmt: skip


def _difference(edition: RuleEdition) -> str:
    if _replaced(edition) is None:
        return ""
    return reverse("journeys.difference", args=[edition.annex["regime"]])


def _replaced(edition: RuleEdition) -> Edition | None:
    """The edition of the regime that what was taken over replaces, or would."""
    taken = regime_edition(edition)
    day = edition.published_on or local_day(edition.created_at)
    return before(taken, day) if taken is not None else None


def _replaces(edition: RuleEdition) -> list[Words]:
    old, english = _replaced(edition), get_language() == "en"
    return [
        Words(zh.ident, (english and en.heading) or zh.heading, (english and en.text) or zh.text)
        for zh, en in (_texts(old) if old is not None else ())
    ]


def _given_up(edition: RuleEdition, step: str, at: datetime) -> None:
    taken = regime_edition(edition)
    if taken is not None and taken.state == "on_its_way":
        regime.give_back(taken, step=_BACK[step], by=HOUSE, at=at)


_BACK = {
    "edition_returned": "returned", "edition_declined": "refused", "edition_withdrawn": "withdrawn",
}  # fmt: skip

governing.provide(
    Rule.Sort.REGIME,
    governing.Governs(
        told=_told, lacks=_lacks, follow=_follow,
        address=lambda edition: reverse("regime.edition", args=[edition.annex["regime"]]),
        elsewhere=_("The regime is written in its own draft: take that back, change it there, and "
                    "lay it before the staff again."),
        difference=_difference, replaces=_replaces, given_up=_given_up,
    ),
)  # fmt: skip
