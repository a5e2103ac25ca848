from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "shoumi.domains.policies"
    label = "policies"
