from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "shoumi.domains.programme"
    label = "programme"
