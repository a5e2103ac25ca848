from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "shoumi.kernel.activity"
    label = "activity"

    def ready(self) -> None:
        from shoumi.kernel.activity import controls
