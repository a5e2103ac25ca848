"""Joins the two sorts to their annexes, when the house is put together."""

from django.urls import reverse

from shoumi.domains.policies import governing
from shoumi.domains.policies.models import Edition
from shoumi.journeys.annexes import scope, standard


def address(edition: Edition) -> str:
    return reverse("journeys.annex", args=[edition.pk])


governing.provide(
    standard.SORT,
    governing.Governs(
        told=standard.told, lacks=standard.lacks, follow=standard.follow, address=address,
        objects=standard.objects, first=standard.first, lapse=standard.lapse,
    ),
)  # fmt: skip
governing.provide(
    scope.SORT,
    governing.Governs(
        told=scope.told, lacks=scope.lacks, follow=scope.follow, address=address,
        objects=scope.objects, first=scope.first, lapse=scope.lapse,
    ),
)  # fmt: skip
