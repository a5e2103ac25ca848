from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "shoumi.kernel.records"
    label = "records"
