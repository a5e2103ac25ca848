"""That what is protected is listed, by the scope catalogue that the committee adopted (2.2)."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shoumi.domains.register.controls.evidence import evidence_of, in_force, none_in_force
from shoumi.domains.register.models import ScopeEntry
from shoumi.domains.register.models.secret import SecretQuerySet
from shoumi.domains.register.scoping import outside_scope, scope_on
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls import Evidence, Status, Step, Verdict, control
from shoumi.kernel.records import kinds

BEGIN = Step(_("Begin the scope catalogue"), "policies.rules", "sort=scope_catalogue")
DRAFT = Step(_("See what lies outside the scope catalogue"), "register.list", "missing=scope")


def without_category(as_of: date) -> SecretQuerySet:
    return in_force(as_of).filter(category="")


@control("register.scope_listed", title=_("What is protected is listed by category"), queries=7)
def scope_listed(as_of: date) -> Verdict:
    """2.2: the scope is the catalogue that was adopted, and the register keeps to it. Due while the
    company has secrets and no catalogue; broken by a secret that stands in no category, or in one
    that no entry of the catalogue in force covers."""
    scope = scope_on(as_of)
    if not scope.counts:
        return none_in_force()
    if scope.without_category:
        because = ngettext(
            "%(count)s secret in force stands in no category.",
            "%(count)s secrets in force stand in no category.",
            scope.without_category,
        ) % {"count": scope.without_category}
        gaps = evidence_of(without_category(as_of), "effective_on")
        step = Step(_("Give each its category"), "register.list", "missing=category")
        return Verdict(Status.BROKEN, because, gaps, step=step)
    outside = sum(
        scope.counts[entity, kind] for entity, kinds in scope.outside.items() for kind in kinds
    )
    if outside:
        because = ngettext(
            "%(count)s secret in force lies outside the scope catalogue.",
            "%(count)s secrets in force lie outside the scope catalogue.",
            outside,
        ) % {"count": outside}
        gaps = evidence_of(outside_scope(as_of), "effective_on")
        return Verdict(Status.BROKEN, because, gaps, step=DRAFT)
    if scope.without_catalogue:
        because = ngettext(
            "No scope catalogue was in force for %(count)s of %(all)s secrets in force.",
            "No scope catalogue was in force for %(count)s of %(all)s secrets in force.",
            scope.without_catalogue,
        ) % {"count": scope.without_catalogue, "all": scope.secrets}
        return Verdict(Status.DUE, because, _editions(scope.editions, as_of), step=BEGIN)
    because = t(
        "%(secrets)s secrets in force are listed in %(categories)s categories of the scope "
        "catalogue."
    ) % {
        "secrets": scope.secrets,
        "categories": len({kind for _entity, kind in scope.counts}),
    }
    return Verdict(Status.KEPT, because, _editions(scope.editions, as_of))


def _editions(keys: Sequence[int], as_of: date) -> tuple[Evidence, ...]:
    """The catalogues as adopted, by number. One query at most."""
    rows = ScopeEntry.objects.at(as_of).filter(edition__in=keys).select_related("edition")
    found = {one.edition_id: one for one in rows} if keys else {}
    return tuple(
        Evidence(
            subject=f"{kinds.find(one.edition.kind).url}/{one.edition_id}",
            label=one.edition.reference,
            on=one.from_on,
            recorded_on=local_day(one.edition.created_at),
        )
        for one in found.values()
    )
