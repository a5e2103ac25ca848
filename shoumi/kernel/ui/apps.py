"""The app of the shared pages and components."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "shoumi.kernel.ui"
    label = "ui"

    def ready(self) -> None:
        from shoumi.kernel.ui import places
        from shoumi.kernel.ui.feed import tasks as dated_tasks
        from shoumi.kernel.ui.log import acts as log_acts
        from shoumi.kernel.ui.papers import acts as paper_acts
        from shoumi.kernel.ui.papers import sections as paper_sections
        from shoumi.kernel.ui.people import acts as people_acts
        from shoumi.kernel.ui.records import acts, approvals, tasks, timeline
        from shoumi.kernel.ui.sending import acts as sending_acts
        from shoumi.kernel.ui.sending import sections as sending_sections
        from shoumi.kernel.ui.sending import undelivered
        from shoumi.kernel.ui.work import acts as task_acts
        from shoumi.kernel.ui.work import by_department
