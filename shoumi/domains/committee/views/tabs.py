"""The tabs over the pages of the committee's seats."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as t


def tabs(here: str) -> list[dict[str, Any]]:
    places = (
        ("committee.seats", t("Composition")),
        ("committee.nominations", t("Nominations")),
        ("committee.undertakings", t("Undertakings")),
        ("committee.interests", t("Declared interests")),
        ("committee.extracts", t("Records on paper")),
    )
    return [
        {"label": label, "url": reverse(name), "here": name == here, "count": ""}
        for name, label in places
    ]
