from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "shoumi.kernel.screening"
    label = "screening"
