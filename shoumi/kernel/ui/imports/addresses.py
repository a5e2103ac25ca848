"""The addresses of one import's pages; none names what is brought in."""

from django.urls import URLPattern, path

from shoumi.kernel.ui.imports import views
from shoumi.kernel.ui.imports.screens import ImportScreen


def addresses(start: str, screen: ImportScreen) -> list[URLPattern]:
    """Its pages below `start`, the first of them named as the action is."""
    name, given = screen.action, {"screen": screen}
    return [
        path(start, views.begin, given, name=name),
        path(f"{start}/template", views.template, given, name=f"{name}.template"),
        path(f"{start}/existing", views.existing, given, name=f"{name}.existing"),
        path(f"{start}/<int:pk>", views.run, given, name=f"{name}.run"),
        path(f"{start}/<int:pk>/columns", views.columns, given, name=f"{name}.columns"),
        path(f"{start}/<int:pk>/problems", views.problems, given, name=f"{name}.problems"),
        path(f"{start}/<int:pk>/warnings", views.warnings, given, name=f"{name}.warnings"),
    ]
