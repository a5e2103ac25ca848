from django.apps import AppConfig


class JourneysConfig(AppConfig):
    name = "shoumi.journeys"
    label = "journeys"

    def ready(self) -> None:
        from shoumi.journeys import acts, circulating, regime_told, reported_figures, revising
        from shoumi.journeys.annexes import providing
