from django.apps import AppConfig


class RegimeConfig(AppConfig):
    name = "shoumi.regime"
    label = "regime"

    def ready(self) -> None:
        from shoumi.regime import access, actions, acts, controls, kind, places, wall
