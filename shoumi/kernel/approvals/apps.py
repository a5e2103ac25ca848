from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "shoumi.kernel.approvals"
    label = "approvals"

    def ready(self) -> None:
        from shoumi.kernel.approvals import access, actions
