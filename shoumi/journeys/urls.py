"""Addresses of what crosses domains."""

from django.urls import path

from shoumi.journeys import views as regime
from shoumi.journeys.annexes import views

urlpatterns = [
    path("regime/editions/<int:pk>/difference", regime.difference, name="journeys.difference"),
    path("rule-editions/<int:pk>/annex", views.annex, name="journeys.annex"),
    path("rule-editions/<int:pk>/annex/scheme", views.begin_grades, name="journeys.begin_grades"),
    path("rule-editions/<int:pk>/annex/grade", views.add_grade, name="journeys.add_grade"),
    path("rule-editions/<int:pk>/annex-grades/<str:code>", views.write_grade,
         name="journeys.write_grade"),
    path("rule-editions/<int:pk>/annex-grades/<str:code>/strike", views.strike_grade,
         name="journeys.strike_grade"),
    path("rule-editions/<int:pk>/annex/list", views.begin_entries, name="journeys.begin_entries"),
    path("rule-editions/<int:pk>/annex/entry", views.add_entry, name="journeys.add_entry"),
    path("rule-editions/<int:pk>/annex-entries/<str:code>", views.write_entry,
         name="journeys.write_entry"),
    path("rule-editions/<int:pk>/annex-entries/<str:code>/strike", views.strike_entry,
         name="journeys.strike_entry"),
]  # fmt: skip
