from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "shoumi.kernel.documents"
    label = "documents"

    def ready(self) -> None:
        from shoumi.kernel.documents import access, actions
