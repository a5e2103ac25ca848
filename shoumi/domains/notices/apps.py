from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "shoumi.domains.notices"
    label = "notices"
