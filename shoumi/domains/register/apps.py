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
        from shoumi.domains.register.campaigns import access as campaign_access
        from shoumi.domains.register.campaigns import acts as campaign_acts
        from shoumi.domains.register.campaigns import duties as campaign_duties
        from shoumi.domains.register.campaigns import kind as campaign_kinds
        from shoumi.domains.register.campaigns import piles as campaign_piles
        from shoumi.domains.register.imports import actions as import_actions
