from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "shoumi.domains.people"
    label = "people"

    def ready(self) -> None:
        from shoumi.domains.people import access, actions, acts, controls, navigation
