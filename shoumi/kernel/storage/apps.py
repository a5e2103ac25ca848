from django.apps import AppConfig


class StorageConfig(AppConfig):
    name = "shoumi.kernel.storage"
    label = "storage"
