from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "shoumi.domains.programme"
    label = "programme"

    def ready(self) -> None:
        from shoumi.domains.programme import (
            access,
            actions,
            acts,
            controls,
            documents,
            duties,
            heads,
            kind,
            navigation,
        )
