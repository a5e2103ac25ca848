from django.apps import AppConfig


class CommitteeConfig(AppConfig):
    name = "shoumi.domains.committee"
    label = "committee"
