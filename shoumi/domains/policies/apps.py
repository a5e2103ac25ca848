from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "shoumi.domains.policies"
    label = "policies"

    def ready(self) -> None:
        from shoumi.domains.policies import (
            access,
            actions,
            acts,
            acts_questions,
            controls,
            documents,
            duties,
            kind,
            navigation,
        )
