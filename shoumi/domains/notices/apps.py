from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "shoumi.domains.notices"
    label = "notices"

    def ready(self) -> None:
        from shoumi.domains.notices import (
            access,
            actions,
            acts,
            controls,
            documents,
            duties,
            heads,
            kind,
            navigation,
            piles,
            sections,
        )
