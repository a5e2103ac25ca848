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
            life_acts,
            life_controls,
            life_kinds,
            life_sections,
            navigation,
            piles,
            sections,
        )
