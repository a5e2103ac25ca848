from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "shoumi.domains.register"
    label = "register"

    def ready(self) -> None:
        from shoumi.domains.register import (
            access,
            actions,
            acts,
            controls,
            duties,
            kind,
            navigation,
            piles,
        )
        from shoumi.domains.register.imports import actions as import_actions
