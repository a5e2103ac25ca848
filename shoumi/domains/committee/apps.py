from django.apps import AppConfig


class CommitteeConfig(AppConfig):
    name = "shoumi.domains.committee"
    label = "committee"

    def ready(self) -> None:
        from shoumi.domains.committee import (
            access,
            actions,
            acts,
            acts_seats,
            checking_controls,
            checking_kind,
            controls,
            controls_seats,
            dated,
            documents,
            duties,
            heads,
            kind,
            kind_seats,
            navigation,
            piles,
            piles_proposed,
            piles_seats,
            sections,
        )
