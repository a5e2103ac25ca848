"""任命通知: who is appointed to which seat, from when on (3.1)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as t
from django.utils.translation import override

from shoumi.domains.committee.models import Field, Nomination
from shoumi.kernel.accounts.models import OrgUnit, Role
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.documents.papers import Facts, Language, Paper, Paragraph


def signed_by(entity: OrgUnit) -> str:
    """Who signs a paper of the committee off."""
    return t("Trade secret protection committee of %(entity)s") % {"entity": entity.display_name}


def letter(nomination: Nomination, *, at: datetime, language: Language) -> Paper:
    """The letter as it is issued on appointment."""
    entity = nomination.entity
    with override(language):
        told = {
            "person": nomination.person.display_name,
            "unit": nomination.org_unit.display_name,
            "role": Role(nomination.role).label,
            "day": nomination.from_on.isoformat(),
        }
        return Paper(
            title=t("Letter of appointment"),
            organ=entity.organ_name,
            addressee=nomination.person.display_name,
            blocks=(
                Paragraph(
                    t("%(person)s is appointed from %(day)s on: %(unit)s, %(role)s.") % told
                ),
                Facts(tuple(_facts(nomination))),
                Paragraph(
                    t("Whoever holds this seat keeps what he learns in it to himself, signs the "
                      "undertaking of every year, and declares interests of his own.")
                ),
            ),
            dated=local_day(at),
            language=language,
            closing=signed_by(entity),
        )  # fmt: skip


def _facts(nomination: Nomination) -> Iterator[tuple[str, str]]:
    yield t("Name"), nomination.person.display_name
    yield t("Department"), nomination.person.org_unit.display_name
    yield t("Seat"), str(Role(nomination.role).label)
    if nomination.tags:
        yield t("Stands for"), "、".join(str(Field(one).label) for one in nomination.tags)
    yield t("First day"), nomination.from_on.isoformat()
    if nomination.until_on is not None:
        yield t("Held no more from"), nomination.until_on.isoformat()
    yield t("Nomination"), str(nomination.number)
