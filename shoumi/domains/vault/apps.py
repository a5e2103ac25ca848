from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "shoumi.domains.vault"
    label = "vault"

    def ready(self) -> None:
        from shoumi.domains.vault import (
            access,
            actions,
            acts,
            controls,
            documents,
            duties,
            kind,
            navigation,
            piles,
            sections,
        )
