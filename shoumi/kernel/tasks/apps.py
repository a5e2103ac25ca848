from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "shoumi.kernel.tasks"
    label = "tasks"

    def ready(self) -> None:
        from shoumi.kernel.tasks import access, actions, leads
