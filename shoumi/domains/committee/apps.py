from django.apps import AppConfig


class CommitteeConfig(AppConfig):
    name = "shoumi.domains.committee"
    label = "committee"

    def ready(self) -> None:
        from shoumi.domains.committee import (
            access,
            actions,
            acts,
            checking_controls,
            checking_kind,
            controls,
            dated,
            documents,
            duties,
            kind,
            navigation,
            piles,
        )
