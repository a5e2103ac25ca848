from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "shoumi.kernel.accounts"
    label = "accounts"

    def ready(self) -> None:
        from shoumi.kernel.accounts import access, actions, controls
        from shoumi.kernel.accounts.imports import actions as import_actions
        from shoumi.kernel.actions import activity
