"""Addresses of the notices. Titles never stand in them."""

from django.urls import URLPattern, path

from shoumi.domains.notices import views
from shoumi.kernel.ui.records.views import show

urlpatterns: list[URLPattern] = [
    path("circulars", views.circulars, name="notices.circulars"),
    path("circulars/new", views.draft_circular, name="notices.draft_circular"),
    path("circulars/<int:pk>", show, name="notices.circular"),
    path("circulars/<int:pk>/received", views.received, name="notices.received"),
    path("department-reports", views.reports, name="notices.reports"),
    path("department-reports/<int:pk>", show, name="notices.report"),
    path("bulletins", views.sharing, name="notices.sharing"),
    path("bulletins/new", views.draft_bulletin, name="notices.draft_bulletin"),
    path("bulletins/<int:pk>", show, name="notices.bulletin"),
    path("cooperation", views.requests, name="notices.requests"),
    path("cooperation/new", views.ask, name="notices.ask"),
    path("cooperation/<int:pk>", show, name="notices.request"),
    path("cooperation-answers/<int:pk>", show, name="notices.answer"),
]
