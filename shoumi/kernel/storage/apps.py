from django.apps import AppConfig


class StorageConfig(AppConfig):
    name = "shoumi.kernel.storage"
    label = "storage"

    def ready(self) -> None:
        from shoumi.kernel.storage import access, actions, controls
