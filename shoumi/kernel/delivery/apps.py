from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "shoumi.kernel.delivery"
    label = "delivery"

    def ready(self) -> None:
        from shoumi.kernel.delivery import access, actions
